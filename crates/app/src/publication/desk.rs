//! Owns the month desk (公表の机): the list of months, and one month as the public will see it with what is still open.
use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::ReportId;
use domain::policy::Action;
use domain::profile::Profile;
use domain::publication::{Blocker, Month, MonthEvent, MonthState, PublicationCase, Snapshot, is_over};
use serde::Deserialize as _;
use store::{EventRow, PublicationRow, PublicationTextRow, Tx};

use super::check::Checker;
use super::count::{Drawn, draw_up, hash_of};
use super::telltale::{MonthFinding, is_compared, month_findings};
use crate::access::authorise_facility;
use crate::facility::Facility;
use crate::{App, AppError, Ctx};

/// What is open before a month can be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckKind {
    /// A case has no final level yet; it is counted provisionally.
    NoFinalLevel,
    /// A 他者の薬の誤服薬 has no text yet.
    TextMissing,
    /// A text waits for approval by another person.
    TextUnapproved,
    /// A text holds words that may identify somebody, and nobody has settled them.
    FindingsOpen,
}

/// One open point of the checklist.
#[derive(Debug, Clone)]
pub struct Check {
    /// What is open.
    pub kind: CheckKind,
    /// The report.
    pub report: ReportId,
    /// Its number.
    pub number: String,
    /// How many, where things are counted; else 0.
    pub count: usize,
}

/// A month in the list.
#[derive(Debug, Clone)]
pub struct MonthLine {
    /// The month.
    pub month: Month,
    /// Where its publication stands.
    pub state: MonthState,
    /// Reports by report date.
    pub reports: i64,
    /// The newest published revision; 0 = none.
    pub published_revision: u32,
    /// The following month is over and it is not published.
    pub late: bool,
}

/// One month at the desk.
#[derive(Debug, Clone)]
pub struct MonthDesk {
    /// The month.
    pub month: Month,
    /// Where it stands.
    pub publication: PublicationCase,
    /// The month as it would be drawn up now, or as it was drawn up.
    pub snapshot: Snapshot,
    /// The snapshot that is public now.
    pub published: Option<Snapshot>,
    /// What stands in the way.
    pub blockers: Vec<Blocker>,
    /// Open points.
    pub checks: Vec<Check>,
    /// What the new release tells together with an older one.
    pub findings: Vec<MonthFinding>,
    /// Every case that needs a text, with the text so far.
    pub texts: Vec<(ReportId, String, Option<PublicationTextRow>)>,
    /// Names of who drew up, checked and approved, by journal name.
    pub names: BTreeMap<String, String>,
    /// The profile by which is counted.
    pub profile: Arc<Profile>,
}

/// The name of a month's stream in the journal.
pub(crate) fn month_stream(month: impl std::fmt::Display) -> String {
    format!("publication:{month}")
}

/// Folds the publication of a month.
pub(crate) fn fold_month(events: &[EventRow]) -> Result<PublicationCase, AppError> {
    let mut case = PublicationCase::default();
    for event in events {
        let month_event = MonthEvent::deserialize(&event.facts)?;
        case.apply(&month_event, &event.actor);
    }
    Ok(case)
}

pub(crate) async fn load_month<M>(tx: &mut Tx<M>, month: Month) -> Result<PublicationCase, AppError> {
    fold_month(&tx.stream(&month_stream(month)).await?)
}

/// The approved texts of a month.
pub(crate) fn approved(texts: &[PublicationTextRow]) -> BTreeMap<ReportId, (String, String)> {
    texts
        .iter()
        .filter(|text| text.state == "approved")
        .map(|text| (text.report_id, (text.circumstances.clone(), text.prevention.clone())))
        .collect()
}

pub(crate) async fn texts_of<M>(tx: &mut Tx<M>, month: Month) -> Result<Vec<PublicationTextRow>, AppError> {
    Ok(tx.publication_texts(&month.first_day().to_string(), &month.last_day().to_string()).await?)
}

/// What would be drawn up now, what stands in the way, and what the identity check found.
pub(crate) struct Prepared {
    pub(crate) drawn: Drawn,
    pub(crate) blockers: Vec<Blocker>,
    /// Findings in the texts that nobody has settled.
    pub(crate) open: BTreeMap<ReportId, usize>,
    /// What releases tell together.
    pub(crate) findings: Vec<MonthFinding>,
}

/// What would be drawn up now, and what stands in the way.
pub(crate) async fn prepare<M>(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx<M>,
    facility: &Facility,
    month: Month,
    publication: &PublicationCase,
    cut_off: i64,
) -> Result<Prepared, AppError> {
    let texts = texts_of(tx, month).await?;
    let ready = approved(&texts);
    let head = (month, publication.revision, cut_off, publication.erratum_reason.clone());
    let drawn = draw_up(app, tx, &facility.row, &facility.profile, head, &ready).await?;
    let mut blockers = Vec::new();
    if !is_over(month, ctx.today()) {
        blockers.push(Blocker::MonthNotOver);
    }
    if drawn.narrated.iter().any(|report| !ready.contains_key(report)) {
        blockers.push(Blocker::NarrativeMissing);
    }
    if let (Some(drafted_at), Some(hash)) = (publication.cut_off, &publication.snapshot_hash)
        && matches!(publication.state, MonthState::Drafted | MonthState::Checked | MonthState::Approved)
    {
        let same = Snapshot { cut_off: drafted_at, ..drawn.snapshot.clone() };
        if hash_of(&same)?.1 != *hash {
            blockers.push(Blocker::DraftStale);
        }
    }
    let open = open_findings(tx, facility, month, &drawn.narrated, &texts).await?;
    let k = u32::from(facility.profile.publication.small_number);
    let findings = if is_compared(publication) { month_findings(tx, &drawn.snapshot, k).await? } else { Vec::new() };
    let is_told = |report: &ReportId| drawn.narrated.contains(report) && ready.contains_key(report);
    if open.keys().any(is_told) || findings.iter().any(|finding| finding.kept.is_none()) {
        blockers.push(Blocker::FindingsOpen);
    }
    Ok(Prepared { drawn, blockers, open, findings })
}

/// How many findings of each text of the month nobody has settled; texts without one are left out.
async fn open_findings<M>(
    tx: &mut Tx<M>,
    facility: &Facility,
    month: Month,
    narrated: &[ReportId],
    texts: &[PublicationTextRow],
) -> Result<BTreeMap<ReportId, usize>, AppError> {
    let mut open = BTreeMap::new();
    let texts: Vec<&PublicationTextRow> = texts.iter().filter(|text| narrated.contains(&text.report_id)).collect();
    if texts.is_empty() {
        return Ok(open);
    }
    let mut checker = Checker::new(tx, facility, month).await?;
    for text in texts {
        let report = tx.report(text.report_id).await?.ok_or(AppError::NotFound)?;
        let count = checker.text(tx, &report, text).await?.open();
        if count > 0 {
            open.insert(text.report_id, count);
        }
    }
    Ok(open)
}

impl App {
    /// The months from the first report to this month, newest first.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn months(&self, ctx: &Ctx) -> Result<Vec<MonthLine>, AppError> {
        authorise_facility(ctx, Action::SeeMonthDesk)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let counts = tx.reports_per_month().await?;
        let Some((first, _)) = counts.first() else { return Ok(Vec::new()) };
        let counts: BTreeMap<String, i64> = counts.iter().cloned().collect();
        let mut month: Month = first.parse().map_err(|_| AppError::Data("month"))?;
        let this = Month::of(ctx.today());
        let mut streams: BTreeMap<String, Vec<EventRow>> = BTreeMap::new();
        for event in tx.streams_prefix(&month_stream(""), i64::MAX).await? {
            streams.entry(event.stream.clone()).or_default().push(event);
        }
        let mut lines = Vec::new();
        while month <= this {
            let publication = fold_month(streams.get(&month_stream(month)).map(Vec::as_slice).unwrap_or_default())?;
            lines.push(MonthLine {
                month,
                state: publication.state,
                reports: counts.get(&month.to_string()).copied().unwrap_or(0),
                published_revision: publication.published_revision,
                late: publication.published_revision == 0 && this > month.next(),
            });
            month = month.next();
        }
        lines.reverse();
        Ok(lines)
    }

    /// One month at the desk.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn month_desk(&self, ctx: &Ctx, month: Month) -> Result<MonthDesk, AppError> {
        authorise_facility(ctx, Action::SeeMonthDesk)?;
        let facility = self.facility(ctx).await?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let publication = load_month(&mut tx, month).await?;
        let Prepared { drawn, blockers, open, findings } =
            prepare(self, ctx, &mut tx, &facility, month, &publication, ctx.now).await?;
        let published = published_snapshot(tx.published_month(&month.to_string()).await?)?;
        let texts = texts_of(&mut tx, month).await?;
        let numbers = numbers(&mut tx, &drawn).await?;
        let text_of = |report: &ReportId| texts.iter().find(|text| text.report_id == *report).cloned();
        let number_of = |report: &ReportId| numbers.get(report).cloned().unwrap_or_default();
        let names =
            tx.accounts().await?.into_iter().map(|account| (account.account_id.to_string(), account.name)).collect();
        Ok(MonthDesk {
            checks: checks(&drawn, &numbers, &texts, &open),
            findings,
            texts: drawn.narrated.iter().map(|report| (*report, number_of(report), text_of(report))).collect(),
            snapshot: drawn.snapshot,
            month,
            publication,
            published,
            blockers,
            names,
            profile: facility.profile,
        })
    }
}

pub(super) fn published_snapshot(row: Option<PublicationRow>) -> Result<Option<Snapshot>, AppError> {
    row.map(|row| serde_json::from_str(&row.snapshot).map_err(AppError::from)).transpose()
}

async fn numbers<M>(tx: &mut Tx<M>, drawn: &Drawn) -> Result<BTreeMap<ReportId, String>, AppError> {
    let mut numbers = BTreeMap::new();
    for case in drawn.cases.iter().filter(|case| case.provisional || drawn.narrated.contains(&case.report)) {
        if let Some(report) = tx.report(case.report).await? {
            numbers.insert(case.report, report.number);
        }
    }
    Ok(numbers)
}

fn checks(
    drawn: &Drawn,
    numbers: &BTreeMap<ReportId, String>,
    texts: &[PublicationTextRow],
    open: &BTreeMap<ReportId, usize>,
) -> Vec<Check> {
    let check = |kind, report: ReportId| Check {
        kind,
        report,
        number: numbers.get(&report).cloned().unwrap_or_default(),
        count: open.get(&report).copied().filter(|_| kind == CheckKind::FindingsOpen).unwrap_or(0),
    };
    let mut checks = Vec::new();
    for report in &drawn.narrated {
        match texts.iter().find(|text| text.report_id == *report) {
            None => checks.push(check(CheckKind::TextMissing, *report)),
            Some(text) if text.state != "approved" => checks.push(check(CheckKind::TextUnapproved, *report)),
            Some(_) => {}
        }
        if open.contains_key(report) {
            checks.push(check(CheckKind::FindingsOpen, *report));
        }
    }
    for case in drawn.cases.iter().filter(|case| case.provisional && !case.merged) {
        checks.push(check(CheckKind::NoFinalLevel, case.report));
    }
    checks
}
