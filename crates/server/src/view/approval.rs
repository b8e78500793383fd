//! Owns the mapping of the inbox, of a measure, and of typed answers into acts on a case.
use app::approval::{Act, Inbox, InboxCounts, InboxItem, InboxQuery, MeasureView, Step};
use app::facility::Facility;
use app::report::ReportItem;
use app::rows::Page as RowPage;
use domain::approval::{Opinion, ReturnTo};
use domain::form::Fields;
use domain::profile::LevelCode;
use domain::publication::Month;
use jiff::civil::Date;
use render::component::{Pagination, Row, SummaryList, Tab};
use render::page::approval::{Measure, Waiting, WaitingList};
use render::page::record::{level_mark, seat_label};
use render::when::{self, Moment};
use render::{Frame, Html, Text};

use crate::http::SignedIn;

/// A day in microseconds.
const DAY: i64 = 86_400 * 1_000_000;

/// Things on one page of a list of the inbox.
pub(crate) const PAGE: i64 = 50;

/// Which part of the inbox the address asks for; what it does not know asks for nothing less than everything.
pub(crate) fn inbox_query(query: &Fields) -> InboxQuery {
    let step = Step::from_code(query.get("step"));
    let page: i64 = query.get("page").parse().unwrap_or(1);
    let offset = if step.is_some() { (page.clamp(1, 1_000_000) - 1) * PAGE } else { 0 };
    let seat = query.text("seat").filter(|_| step == Some(Step::Stamp)).map(str::to_owned);
    InboxQuery { step, seat, page: RowPage { limit: PAGE, offset } }
}

/// The address of a part of the inbox.
fn address(step: Step, seat: Option<&str>, page: i64) -> String {
    let mut address = form_urlencoded::Serializer::new(String::new());
    address.append_pair("step", step.code());
    if let Some(seat) = seat {
        address.append_pair("seat", seat);
    }
    if page > 1 {
        address.append_pair("page", &page.to_string());
    }
    format!("/inbox?{}", address.finish())
}

/// The lists of the inbox.
pub(crate) fn lists(signed: &SignedIn, facility: &Facility, query: &InboxQuery, inbox: &Inbox) -> Vec<WaitingList> {
    let list = |step: Step, items: Vec<Waiting>| {
        let total = inbox.counts.of(step, query.seat.as_deref());
        WaitingList { kind: step.code(), pages: pages(signed.t(), query, step, items.len(), total), items, total }
    };
    let seated = |items: &[InboxItem]| items.iter().map(|item| on_seat(signed, facility, item)).collect();
    let came = |items: &[ReportItem]| items.iter().map(|item| at_rest(signed, facility, item)).collect();
    let read = inbox.to_read.iter().map(|item| waiting(signed, facility, item, "/measure"));
    vec![
        list(Step::Stamp, seated(&inbox.to_stamp)),
        list(Step::Review, seated(&inbox.to_review)),
        list(Step::Returned, came(&inbox.returned)),
        list(Step::Describe, came(&inbox.to_describe)),
        list(Step::Read, read.collect()),
    ]
}

/// The links around the shown part of a list, where it is only a part.
fn pages(t: Text, query: &InboxQuery, step: Step, shown: usize, total: usize) -> Option<Pagination> {
    if shown >= total {
        return None;
    }
    let (page, before) = (query.page.offset / PAGE + 1, usize::try_from(query.page.offset).ok()?);
    let link = |page| address(step, query.seat.as_deref(), page);
    let previous = (page > 1).then(|| link(page - 1));
    let next = (before + shown < total).then(|| link(page + 1));
    Some(Pagination::new(t, before + 1, before + shown, Some(total)).links(previous, next))
}

/// One view for everything and one for each step at which something waits; what is to be stamped, by its seats.
pub(crate) fn steps(signed: &SignedIn, facility: &Facility, query: &InboxQuery, counts: &InboxCounts) -> Vec<Tab> {
    let t = signed.t();
    let all = Tab {
        label: t.get("approval.inbox.all").to_owned(),
        href: "/inbox".to_owned(),
        current: query.step.is_none(),
        count: Some(counts.all()),
    };
    let one = |step: Step, seat: Option<&str>| Tab {
        label: seat.map_or_else(
            || t.choice("approval.inbox.step", step.code()),
            |seat| seat_label(t, &facility.profile, seat),
        ),
        href: address(step, seat, 1),
        current: query.step == Some(step) && query.seat.as_deref() == seat,
        count: Some(counts.of(step, seat)),
    };
    let seats = counts.stamp.iter().filter(|_| counts.stamp.len() > 1).map(|(seat, _)| one(Step::Stamp, Some(seat)));
    let steps = Step::ALL.into_iter().filter(|step| counts.of(*step, None) > 0).map(|step| one(step, None));
    [all].into_iter().chain(steps).chain(seats).collect()
}

fn on_seat(signed: &SignedIn, facility: &Facility, item: &InboxItem) -> Waiting {
    let t = signed.t();
    let waited = signed.ctx.now - item.since;
    Waiting {
        seat: Some(seat_label(t, &item.item.profile, &item.seat)),
        since: Some(when::duration(t, waited)),
        late: is_late(facility, waited),
        due: due(t, &item.item),
        ..waiting(signed, facility, &item.item, "")
    }
}

/// Whether a report has been at its step longer than the profile in force says.
fn is_late(facility: &Facility, waited: i64) -> bool {
    waited >= i64::from(facility.profile.late_after_days) * DAY
}

/// A thing that is on no seat, with the time since it came to its step.
fn at_rest(signed: &SignedIn, facility: &Facility, item: &ReportItem) -> Waiting {
    let waited = signed.ctx.now - item.line.case.entered_at;
    Waiting {
        since: Some(when::duration(signed.t(), waited)),
        late: is_late(facility, waited),
        ..waiting(signed, facility, item, "")
    }
}

/// The last day on which the month of a report can be published in time (seed B §7: the following month).
fn due(t: Text, item: &ReportItem) -> Option<String> {
    let date: Date = item.line.report_date.parse().ok()?;
    Some(when::day(t, Month::of(date).next().last_day()))
}

fn waiting(signed: &SignedIn, facility: &Facility, item: &ReportItem, tail: &str) -> Waiting {
    let (t, line) = (signed.t(), &item.line);
    let judged = line.case.final_level.as_ref().or(line.case.leader_level.as_ref());
    let level = judged.or(line.case.reporter_level.as_ref()).map(LevelCode::new);
    Waiting {
        href: format!("/reports/{}{tail}", line.report_id),
        level: level_mark(t, &item.profile, level.as_ref(), judged.is_some()),
        number: line.number.clone(),
        form: form_label(t, item),
        place: place_name(t, facility, item),
        seat: None,
        since: None,
        due: None,
        late: false,
    }
}

/// The word of a report's form.
pub(crate) fn form_label(t: Text, item: &ReportItem) -> String {
    let label = item.profile.form(&item.line.form).map(|choice| t.pick(&choice.label.ja, &choice.label.en));
    label.unwrap_or(&item.line.form).to_owned()
}

/// The name of a report's place.
pub(crate) fn place_name(t: Text, facility: &Facility, item: &ReportItem) -> Option<String> {
    let place = facility.place(item.line.place_id?)?;
    Some(t.pick(&place.name_ja, &place.name_en).to_owned())
}

/// The measure as the members of a unit read it.
pub(crate) fn measure(signed: &SignedIn, frame: Frame, facility: &Facility, id: String, view: &MeasureView) -> Measure {
    let t = signed.t();
    let form =
        view.profile.form(&view.form).map_or(view.form.as_str(), |choice| t.pick(&choice.label.ja, &choice.label.en));
    let place = view.place.and_then(|place| facility.place(place)).map(|place| t.pick(&place.name_ja, &place.name_en));
    let rows = vec![
        Row::text(t.choice("record.field", "form"), form),
        Row::text(t.choice("record.field", "place"), place.unwrap_or(t.get("field.unknown"))),
    ];
    Measure {
        t,
        frame: frame.titled(t.with("approval.measure.title", &[("number", &view.number)])),
        id,
        facts: SummaryList::new(t, rows),
        text: view.text.as_deref().map(Html::lines),
        confirmed: view.confirmed_at.map(|at| Moment::of(at, &signed.ctx.zone).words(t)),
    }
}

/// Reads what was typed into the form of an act; `None` for an act that does not exist or a form that is not ours.
pub(crate) fn act(code: &str, fields: &Fields) -> Option<Act> {
    let text = |name: &str| fields.get(name).to_owned();
    Some(match code {
        "stamp" => Act::Stamp { seat: text("seat"), opinion: opinion(fields) },
        "return" => Act::Return { seat: text("seat"), target: target(fields.get("target")), reason: text("reason") },
        "take-back" => Act::TakeBack { seat: text("seat") },
        "review" => Act::Review { round: fields.get("round").parse().ok()?, seat: text("seat") },
        "resend" => Act::Resend { text: text("text") },
        "addendum" => Act::Addendum(text("text")),
        "judge" => Act::Judge { level: LevelCode::new(fields.get("level")), reason: text("reason") },
        "revise" => Act::Revise(text("text")),
        "describe" => {
            let units = fields.all("units").into_iter().map(str::parse).collect::<Result<_, _>>().ok()?;
            Act::Describe { text: text("text"), units }
        }
        "ask" => Act::Ask(text("text")),
        "answer" => Act::Answer(text("text")),
        "feedback" => Act::Feedback(text("text")),
        _ => return None,
    })
}

fn opinion(fields: &Fields) -> Opinion {
    let measures_review = match fields.get("measures_review") {
        "required" => Some(true),
        "not_required" => Some(false),
        _ => None,
    };
    Opinion {
        text: fields.text("opinion").map(str::to_owned),
        level: fields.text("level").map(LevelCode::new),
        level_reason: fields.text("level_reason").map(str::to_owned),
        measures_review,
    }
}

fn target(text: &str) -> ReturnTo {
    text.strip_prefix("seat:").map_or(ReturnTo::Reporter, |seat| ReturnTo::Seat(seat.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_which_part_of_the_inbox() {
        let query: Fields = [("step", "stamp"), ("seat", "head"), ("page", "3")].into_iter().collect();
        let asked = inbox_query(&query);
        assert_eq!((asked.step, asked.seat.as_deref(), asked.page.offset), (Some(Step::Stamp), Some("head"), 100));
        assert_eq!(address(Step::Stamp, asked.seat.as_deref(), 3), "/inbox?step=stamp&seat=head&page=3");
        let strange: Fields = [("step", "x"), ("seat", "head"), ("page", "-7")].into_iter().collect();
        assert_eq!(inbox_query(&strange), InboxQuery::first(PAGE));
    }

    #[test]
    fn typed_answers_become_acts() {
        let fields: Fields =
            [("seat", "head"), ("opinion", " "), ("level", "3"), ("measures_review", "required")].into_iter().collect();
        let opinion =
            Opinion { text: None, level: Some(LevelCode::new("3")), level_reason: None, measures_review: Some(true) };
        assert_eq!(act("stamp", &fields), Some(Act::Stamp { seat: "head".to_owned(), opinion }));
        let back: Fields = [("seat", "b"), ("target", "seat:a"), ("reason", "x")].into_iter().collect();
        let target = ReturnTo::Seat("a".to_owned());
        assert_eq!(act("return", &back), Some(Act::Return { seat: "b".to_owned(), target, reason: "x".to_owned() }));
        let units: Fields = [("text", "x"), ("units", "no id")].into_iter().collect();
        assert_eq!(act("describe", &units), None);
        assert_eq!(act("no-such-act", &fields), None);
    }
}
