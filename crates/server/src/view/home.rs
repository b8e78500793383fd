//! Owns the mapping for the home page: which parts a person's rights open, and what stands in each.
use app::approval::{InboxItem, InboxQuery, Step};
use app::publication::MonthLine as AppMonth;
use app::rows::{Page, ReportFilter};
use domain::policy::{Action, Decision, Resource, decide};
use domain::profile::LevelCode;
use domain::publication::MonthState;
use render::component::LevelMark;
use render::page::home::{DecisionPart, Home, InboxPart, MonthLine, ReporterPart, TodayPart, WaitingLine};
use render::page::report::level::weight;
use render::when;
use render::{Frame, Text};

use super::report::{draft_line, form_name, mine_lines};
use crate::http::{SignedIn, Web, WebError};

/// How many lines a part shows.
const SHOWN: usize = 5;
/// The same for the store.
const SHOWN_ROWS: i64 = 5;
/// A report that rests longer than this is told to the safety manager, in microseconds.
const LONG: i64 = 7 * 24 * 3_600_000_000;

/// The page.
pub(crate) async fn page(web: &Web, signed: &SignedIn, frame: Frame) -> Result<Home, WebError> {
    let may = |action| may(signed, action);
    let months = if may(Action::SeeMonthDesk) { web.app.months(&signed.ctx).await? } else { Vec::new() };
    Ok(Home {
        t: signed.t(),
        frame,
        name: signed.person.name.clone(),
        reporter: if may(Action::WriteReport) { Some(reporter(web, signed).await?) } else { None },
        inbox: if may(Action::SeeInbox) { inbox(web, signed).await? } else { None },
        today: if may(Action::WritePublication) { Some(today(web, signed, &months).await?) } else { None },
        decisions: may(Action::Publish).then(|| decisions(signed, &months)),
        actions_due: web.app.count_own_actions_due(&signed.ctx).await?,
        keeper_matters: if may(Action::ConfirmKeeper) { keeper_matters(web, signed).await? } else { 0 },
        keeper_rests: web
            .app
            .my_keeper_rest(&signed.ctx)
            .await?
            .map(|_| signed.t().get("approval.keepers.own_rest").to_owned()),
        administers: may(Action::Administer),
    })
}

/// What this person is told of: what waits for a second person, and is not about the own account.
async fn keeper_matters(web: &Web, signed: &SignedIn) -> Result<usize, WebError> {
    Ok(web.app.keeper_matters(&signed.ctx).await?.iter().filter(|matter| !matter.own).count())
}

fn may(signed: &SignedIn, action: Action) -> bool {
    decide(&signed.ctx.actor, action, &Resource::Facility(signed.ctx.facility)) == Decision::Allow
}

async fn reporter(web: &Web, signed: &SignedIn) -> Result<ReporterPart, WebError> {
    let (t, zone) = (signed.t(), &signed.ctx.zone);
    let drafts = web.app.drafts(&signed.ctx).await?;
    let drafts = drafts.iter().filter(|draft| !crate::route::report::is_blank(draft)).take(SHOWN);
    Ok(ReporterPart {
        drafts: drafts.map(|draft| draft_line(t, zone, draft)).collect(),
        mine: mine_lines(web, &signed.ctx, t, Page { limit: SHOWN_ROWS, offset: 0 }).await?.0,
    })
}

/// What waits; for those on whom things wait by their seat, and for everybody else only when something does.
async fn inbox(web: &Web, signed: &SignedIn) -> Result<Option<InboxPart>, WebError> {
    let inbox = web.app.inbox(&signed.ctx, &InboxQuery::of(Step::Stamp, SHOWN_ROWS)).await?;
    let holds_seat = signed.ctx.actor.member().is_some_and(|member| !member.seats.is_empty());
    if inbox.count() == 0 && !holds_seat {
        return Ok(None);
    }
    let facility = web.app.facility(&signed.ctx).await?;
    let place = |item: &InboxItem| {
        let place = item.item.line.place_id.and_then(|id| facility.place(id));
        place.map(|place| signed.t().pick(&place.name_ja, &place.name_en).to_owned()).unwrap_or_default()
    };
    let line = |item: &InboxItem| waiting(signed, item, place(item));
    let oldest = inbox.to_stamp.iter().map(line).collect();
    Ok(Some(InboxPart { count: inbox.count(), oldest }))
}

fn waiting(signed: &SignedIn, waiting: &InboxItem, place: String) -> WaitingLine {
    let (t, item) = (signed.t(), &waiting.item);
    let rested = signed.ctx.now - waiting.since;
    WaitingLine {
        href: format!("/reports/{}", item.line.report_id),
        level: level(t, item),
        title: format!("{} {}", item.line.number, form_name(t, item)),
        place,
        waits: when::duration(t, rested),
        late: rested > LONG,
    }
}

/// The level that counts so far.
fn level(t: Text, item: &app::report::ReportItem) -> LevelMark {
    let case = &item.line.case;
    let judged = case.final_level.as_ref().or(case.leader_level.as_ref());
    let bars = |code: &str| weight(&item.profile, &LevelCode::new(code));
    match (judged, &case.reporter_level) {
        (Some(code), _) => LevelMark::judged(t, code, bars(code)),
        (None, Some(code)) => LevelMark::suggested(t, code, bars(code)),
        (None, None) => LevelMark::none(t),
    }
}

async fn today(web: &Web, signed: &SignedIn, months: &[AppMonth]) -> Result<TodayPart, WebError> {
    let day = signed.ctx.today().to_string();
    let new = ReportFilter { from: Some(day.clone()), until: Some(day), ..ReportFilter::default() };
    let open = ["in_review", "returned", "measures_pending"].map(str::to_owned).to_vec();
    let long_ago = Some(signed.ctx.now - LONG);
    let resting = ReportFilter { states: open, entered_before: long_ago, ..ReportFilter::default() };
    let due = months.iter().filter(|line| is_due(signed, line)).map(|line| month(signed, line));
    Ok(TodayPart {
        new: web.app.count_reports(&signed.ctx, &new).await?,
        waiting: web.app.count_reports(&signed.ctx, &resting).await?,
        signals: web.app.count_signals(&signed.ctx).await?,
        months: due.take(SHOWN).collect(),
    })
}

/// Months that are over and not published.
fn is_due(signed: &SignedIn, line: &AppMonth) -> bool {
    line.state != MonthState::Published && line.month.last_day() < signed.ctx.today()
}

fn decisions(signed: &SignedIn, months: &[AppMonth]) -> DecisionPart {
    let ready = months.iter().filter(|line| matches!(line.state, MonthState::Checked | MonthState::Approved));
    DecisionPart { months: ready.map(|line| month(signed, line)).take(SHOWN).collect() }
}

fn month(signed: &SignedIn, line: &AppMonth) -> MonthLine {
    let t = signed.t();
    MonthLine {
        href: format!("/months/{}", line.month),
        month: when::month_short(t, line.month),
        state: line.state,
        due: when::day(t, line.month.next().last_day()),
        late: line.late,
    }
}
