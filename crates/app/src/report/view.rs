//! Owns the reading of one report: its content, case and timeline, what the reader may do, and the record of the reading.
use std::collections::BTreeMap;
use std::sync::Arc;

use domain::approval::{Case, CaseEvent, CaseTexts, Route};
use domain::drawing::{Drawing, Ground};
use domain::id::{ReportId, UnitId};
use domain::policy::{Action, Decision, Resource, decide};
use domain::profile::Profile;
use domain::report::{Mode, ReportCoded, ReportContent};
use store::{Chain, EventRow, NewEvent, ReadReceiptRow, ReportRow, Tx, Write};

use super::case::{load_case, route_for, stream};
use crate::access::{about, authorise, is_hidden, journal_actor};
use crate::attachment::{Attachment, kept_files};
use crate::facility::Plan;
use crate::upon::{Relied, TRIES};
use crate::{App, AppError, Ctx};

/// One line of the timeline.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What happened.
    pub event: CaseEvent,
    /// Its wording.
    pub texts: CaseTexts,
    /// Who: a name, or `None` where the journal keeps none (protected, anonymous, the program).
    pub actor: Option<String>,
    /// The journal's word for the actor.
    pub actor_key: String,
    /// The holder in whose place it was done (代決).
    pub on_behalf_of: Option<String>,
    /// When, microseconds since 1970 UTC.
    pub at: i64,
}

/// What the reader may do with the report.
#[derive(Debug, Clone, Default)]
pub struct Allowed(Vec<Action>);

impl Allowed {
    /// Whether the action is allowed.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.0.contains(&action)
    }
}

/// One report as one reader sees it.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// The row.
    pub report: ReportRow,
    /// The content; names of persons are taken out when the reader may not see them.
    pub content: ReportContent,
    /// The case.
    pub case: Case,
    /// The profile under which it is judged.
    pub profile: Arc<Profile>,
    /// The route for this report as it stands today.
    pub route: Route,
    /// The timeline, oldest first.
    pub timeline: Vec<Entry>,
    /// The reporter's name, when the reader may know it.
    pub reporter: Option<String>,
    /// The reader is the reporter.
    pub own: bool,
    /// What the reader may do.
    pub allowed: Allowed,
    /// Names by account id, for stamps and receipts.
    pub names: BTreeMap<String, String>,
    /// Who has read the measure.
    pub read_receipts: Vec<ReadReceiptRow>,
    /// Reports that were joined to this one: id and number.
    pub absorbed: Vec<(ReportId, String)>,
    /// The floor plan on which was drawn, retired ones too.
    pub plan: Option<Plan>,
    /// Photographs and files, where the reader may see persons.
    pub attachments: Vec<Attachment>,
    /// The seats on which the reader sits for this report.
    pub my_seats: Vec<String>,
}

impl App {
    /// Reads one report; that it was read is journalled before it is shown.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn view_report(&self, ctx: &Ctx, id: ReportId) -> Result<ReportView, AppError> {
        let streams = [stream(id)];
        for _ in 0..TRIES {
            let mut tx = self.store().read(&ctx.facility).await?;
            let mark = tx.mark().await?;
            let view = self.load_view(ctx, &mut tx, id, Action::ReadReport).await?;
            drop(tx);
            if let Some(mut tx) = self.write_upon(ctx, &mark, Relied::On(&streams)).await? {
                record_reading(ctx, &mut tx, &view).await?;
                tx.commit().await?;
                return Ok(view);
            }
        }
        Err(AppError::Conflict)
    }

    pub(crate) async fn load_view<M>(
        &self,
        ctx: &Ctx,
        tx: &mut Tx<M>,
        id: ReportId,
        action: Action,
    ) -> Result<ReportView, AppError> {
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let (case, profile) = load_case(self, tx, &report).await?;
        let about = about(ctx, tx, &report, &case, &profile);
        let resource = Resource::Report(ctx.facility, about.clone());
        authorise(ctx, action, &resource)?;
        let allowed = Allowed(
            Action::ALL
                .iter()
                .copied()
                .filter(|action| decide(&ctx.actor, *action, &resource) == Decision::Allow)
                .collect(),
        );
        let names = names(tx).await?;
        let content = load_content(tx, &report, allowed.may(Action::ReadPersons)).await?;
        let route = route_for(tx, &profile, &content.coded.facts, report.unit_id).await?;
        let events = tx.stream(&stream(id)).await?;
        let mut timeline = Vec::with_capacity(events.len());
        for event in events {
            timeline.push(entry(tx, id, event, &names).await?);
        }
        let mut absorbed = Vec::new();
        for merged in tx.merged_into(id).await? {
            let number = tx.report(merged.report_id).await?.map(|row| row.number).unwrap_or_default();
            absorbed.push((merged.report_id, number));
        }
        let reporter = reporter_of(tx, &report, &content, &names, allowed.may(Action::ReadIdentity)).await?;
        let attachments = if allowed.may(Action::ReadPersons) { kept_files(tx, id).await? } else { Vec::new() };
        let plan = plan_of(tx, &content).await?;
        let my_seats = my_seats(ctx, &profile, report.unit_id);
        Ok(ReportView {
            read_receipts: tx.read_receipts(id).await?,
            own: about.own,
            report,
            content,
            case,
            profile,
            route,
            timeline,
            reporter,
            allowed,
            names,
            absorbed,
            plan,
            attachments,
            my_seats,
        })
    }
}

/// The floor plan on which was drawn.
async fn plan_of<M>(tx: &mut Tx<M>, content: &ReportContent) -> Result<Option<Plan>, AppError> {
    match content.sealed.drawing.as_ref().map(Drawing::shown_ground) {
        Some(Ground::Plan(id)) => Ok(tx.plan(id).await?.as_ref().map(Plan::from)),
        _ => Ok(None),
    }
}

fn my_seats(ctx: &Ctx, profile: &Profile, unit: Option<UnitId>) -> Vec<String> {
    let Some(member) = ctx.actor.member() else { return Vec::new() };
    profile.seats.iter().filter(|seat| member.seat(&seat.code, unit).is_some()).map(|seat| seat.code.clone()).collect()
}

async fn entry<M>(
    tx: &mut Tx<M>,
    id: ReportId,
    row: EventRow,
    names: &BTreeMap<String, String>,
) -> Result<Entry, AppError> {
    let texts = match &row.sealed {
        Some(bytes) => serde_json::from_slice(&tx.open_content(id, bytes).await?)?,
        None => CaseTexts::default(),
    };
    Ok(Entry {
        event: serde_json::from_value(row.facts)?,
        texts,
        actor: names.get(&row.actor).cloned(),
        actor_key: row.actor,
        on_behalf_of: row.on_behalf_of.and_then(|holder| names.get(&holder).cloned()),
        at: row.at,
    })
}

/// The names of the staff by account.
pub(crate) async fn names<M>(tx: &mut Tx<M>) -> Result<BTreeMap<String, String>, AppError> {
    Ok(tx.accounts().await?.into_iter().map(|account| (account.account_id.to_string(), account.name)).collect())
}

/// Opens the content of a report; without the right to names they are taken out here, so that no page can show them by mistake.
pub(crate) async fn load_content<M>(
    tx: &mut Tx<M>,
    report: &ReportRow,
    with_persons: bool,
) -> Result<ReportContent, AppError> {
    let coded: ReportCoded = serde_json::from_str(&report.coded)?;
    let sealed = tx.open_content(report.report_id, &report.sealed).await?;
    let mut content = ReportContent { coded, sealed: serde_json::from_slice(&sealed)? };
    if !with_persons {
        for person in &mut content.sealed.persons {
            *person = domain::report::PersonSealed::default();
        }
        content.sealed.party_name = None;
    }
    Ok(content)
}

async fn reporter_of<M>(
    tx: &mut Tx<M>,
    report: &ReportRow,
    content: &ReportContent,
    names: &BTreeMap<String, String>,
    may_open: bool,
) -> Result<Option<String>, AppError> {
    match Mode::from_code(&report.mode) {
        Some(Mode::Named) => {
            let account = report.reporter_account.and_then(|account| names.get(&account.to_string()).cloned());
            Ok(account.or_else(|| content.sealed.reporter_name.clone()))
        }
        Some(Mode::Protected) if may_open => {
            let Some(bytes) = &report.identity else { return Ok(None) };
            let account: domain::id::AccountId =
                serde_json::from_slice(&tx.open_identity(report.report_id, bytes).await?)?;
            Ok(names.get(&account.to_string()).cloned())
        }
        _ => Ok(None),
    }
}

/// Journals that a report was read: who, which, when; never what.
pub(crate) async fn record_reading(ctx: &Ctx, tx: &mut Tx<Write>, view: &ReportView) -> Result<(), AppError> {
    let about = about(ctx, tx, &view.report, &view.case, &view.profile);
    let actor = journal_actor(ctx, &about);
    let hidden = is_hidden(&actor);
    tx.append(NewEvent {
        chain: if hidden { Chain::Anonymous } else { Chain::Main },
        stream: format!("read:{}", view.report.report_id),
        expected_stream_seq: None,
        kind: "report_read".to_owned(),
        facts: serde_json::json!({ "names": view.allowed.may(Action::ReadPersons), "identity": view.allowed.may(Action::ReadIdentity) }),
        sealed: None,
        actor,
        on_behalf_of: None,
        at: if hidden { Ctx::hour_of(ctx.now) } else { ctx.now },
    })
    .await?;
    Ok(())
}
