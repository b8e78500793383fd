//! Owns comprehensive publication (包括公表): the desk of half-years or years, their steps, and what the public reads of them.
use std::collections::BTreeMap;
use std::sync::Arc;

use domain::policy::Action;
use domain::profile::{ComprehensiveRule, Profile};
use domain::publication::{
    Blocker, Month, MonthEvent, MonthRefusal, MonthState, Period, PeriodSnapshot, PublicationCase, due_day,
    period_figures,
};
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use store::{Chain, EventRow, FacilityRow, Mark, NewEvent, PeriodRow, Tx, Write};

use super::check::Checker;
use super::count::cases_at;
use super::desk::fold_month;
use super::public::PublicRevision;
use super::steps::Step;
use crate::access::authorise_facility;
use crate::session::hex;
use crate::upon::{Relied, TRIES};
use crate::{App, AppError, Ctx};

/// Version of the snapshot's structure.
const FORMAT: u32 = 1;

/// A published period in the list: its newest revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedPeriod {
    /// The newest snapshot.
    pub snapshot: PeriodSnapshot,
    /// The profile by which was counted, for the explanation of the levels.
    pub profile: Arc<Profile>,
    /// The stored text of the snapshot: the very bytes whose hash was journalled.
    pub text: String,
    /// SHA-256 of the text, hexadecimal.
    pub hash: String,
    /// When the newest revision was published, microseconds since 1970 UTC.
    pub published_at: i64,
    /// All revisions, newest first.
    pub revisions: Vec<PublicRevision>,
}

/// A period in the list of the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodLine {
    /// The period.
    pub period: Period,
    /// Where its publication stands.
    pub state: MonthState,
    /// The newest published revision; 0 = none.
    pub published_revision: u32,
    /// By when it has to be published.
    pub due: Date,
    /// That day is past and it is not published.
    pub late: bool,
}

/// One period at the desk.
#[derive(Debug, Clone)]
pub struct PeriodDesk {
    /// Where it stands.
    pub publication: PublicationCase,
    /// The period as it would be drawn up now.
    pub snapshot: PeriodSnapshot,
    /// What stands in the way.
    pub blockers: Vec<Blocker>,
    /// Months of the period that are not published one by one.
    pub unpublished: Vec<Month>,
    /// Names by journal name.
    pub names: BTreeMap<String, String>,
}

/// The name of a period's stream in the journal.
pub(crate) fn period_stream(period: impl std::fmt::Display) -> String {
    format!("period:{period}")
}

/// What a period would be, as known at the cut-off.
pub(crate) async fn draw_up_period<M>(
    app: &App,
    tx: &mut Tx<M>,
    facility: &FacilityRow,
    profile: &Arc<Profile>,
    head: (Period, u32, i64, Option<String>),
) -> Result<PeriodSnapshot, AppError> {
    let (period, revision, cut_off, erratum_reason) = head;
    let rule = rule_of(profile)?;
    let mut cases = Vec::new();
    for month in period.months() {
        cases.extend(cases_at(app, tx, month, cut_off).await?);
    }
    Ok(PeriodSnapshot {
        format: FORMAT,
        facility: facility.code.clone(),
        facility_ja: facility.name_ja.clone(),
        facility_en: facility.name_en.clone(),
        period,
        revision,
        cut_off,
        profile: profile.id.clone(),
        rule_version: profile.version,
        figures: period_figures(profile, rule, period, &cases),
        erratum_reason,
    })
}

/// A standard without the rule knows no such publication: its pages do not exist.
fn rule_of(profile: &Profile) -> Result<&ComprehensiveRule, AppError> {
    profile.publication.comprehensive.as_ref().ok_or(AppError::NotFound)
}

/// The text as it is stored, and its SHA-256 in hexadecimal.
fn hash_of(snapshot: &PeriodSnapshot) -> Result<(String, String), AppError> {
    let text = serde_json::to_string(snapshot)?;
    let hash = hex(&Sha256::digest(text.as_bytes()));
    Ok((text, hash))
}

impl App {
    /// The periods from the first report to this day, newest first; none where the standard knows no comprehensive publication.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn periods(&self, ctx: &Ctx) -> Result<Vec<PeriodLine>, AppError> {
        authorise_facility(ctx, Action::SeeMonthDesk)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let profile = self.load_facility(&mut tx).await?.profile;
        let Some(rule) = &profile.publication.comprehensive else { return Ok(Vec::new()) };
        let Some((first, _)) = tx.reports_per_month().await?.into_iter().next() else { return Ok(Vec::new()) };
        let first: Month = first.parse().map_err(|_| AppError::Data("month"))?;
        let mut streams: BTreeMap<String, Vec<EventRow>> = BTreeMap::new();
        for event in tx.streams_prefix(&period_stream(""), i64::MAX).await? {
            streams.entry(event.stream.clone()).or_default().push(event);
        }
        let mut period = Period::of(first.first_day().max(profile.effective_from), rule.period);
        let mut lines = Vec::new();
        while period.first_day() <= ctx.today() {
            let events = streams.get(&period_stream(period)).map(Vec::as_slice).unwrap_or_default();
            let publication = fold_month(events)?;
            let due = due_day(rule, period);
            lines.push(PeriodLine {
                period,
                state: publication.state,
                published_revision: publication.published_revision,
                due,
                late: publication.published_revision == 0 && ctx.today() > due,
            });
            period = period.next();
        }
        lines.reverse();
        Ok(lines)
    }

    /// One period at the desk.
    ///
    /// # Errors
    /// A denial; [`AppError::NotFound`] where the standard knows no such period.
    pub async fn period_desk(&self, ctx: &Ctx, period: Period) -> Result<PeriodDesk, AppError> {
        authorise_facility(ctx, Action::SeeMonthDesk)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let publication = fold_month(&tx.stream(&period_stream(period)).await?)?;
        let (snapshot, blockers) = self.prepare_period(ctx, &mut tx, period, &publication).await?;
        let mut unpublished = Vec::new();
        for month in period.months() {
            if tx.published_month(&month.to_string()).await?.is_none() {
                unpublished.push(month);
            }
        }
        let accounts = tx.accounts().await?;
        let names = accounts.into_iter().map(|account| (account.account_id.to_string(), account.name)).collect();
        Ok(PeriodDesk { publication, snapshot, blockers, unpublished, names })
    }

    async fn prepare_period<M>(
        &self,
        ctx: &Ctx,
        tx: &mut Tx<M>,
        period: Period,
        publication: &PublicationCase,
    ) -> Result<(PeriodSnapshot, Vec<Blocker>), AppError> {
        let facility = self.load_facility(tx).await?;
        if Period::of(period.first_day(), rule_of(&facility.profile)?.period) != period {
            return Err(AppError::NotFound);
        }
        let head = (period, publication.revision, ctx.now, publication.erratum_reason.clone());
        let snapshot = draw_up_period(self, tx, &facility.row, &facility.profile, head).await?;
        let mut blockers = Vec::new();
        if !period.is_over(ctx.today()) {
            blockers.push(Blocker::MonthNotOver);
        }
        if let (Some(drafted_at), Some(hash)) = (publication.cut_off, &publication.snapshot_hash)
            && matches!(publication.state, MonthState::Drafted | MonthState::Checked | MonthState::Approved)
            && hash_of(&PeriodSnapshot { cut_off: drafted_at, ..snapshot.clone() })?.1 != *hash
        {
            blockers.push(Blocker::DraftStale);
        }
        Ok((snapshot, blockers))
    }

    /// Takes a step with a period; the rules of who must differ from whom are those of a month.
    ///
    /// # Errors
    /// A denial; a [`domain::publication::MonthRefusal`] that names what is missing; [`AppError::Conflict`].
    pub async fn period_step(&self, ctx: &Ctx, period: Period, step: Step) -> Result<(), AppError> {
        for _ in 0..TRIES {
            let weighed = self.weigh_period_step(ctx, period, &step).await?;
            if let Some(tx) = self.write_upon(ctx, &weighed.mark, Relied::OnRecords).await? {
                return write_step(tx, ctx, period, weighed).await;
            }
        }
        Err(AppError::Conflict)
    }

    /// Counts the period and decides, beside the writer.
    async fn weigh_period_step(&self, ctx: &Ctx, period: Period, step: &Step) -> Result<WeighedPeriod, AppError> {
        authorise_facility(ctx, step.action())?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let mark = tx.mark().await?;
        let publication = fold_month(&tx.stream(&period_stream(period)).await?)?;
        let (snapshot, blockers) = self.prepare_period(ctx, &mut tx, period, &publication).await?;
        if let Step::Erratum { reason } = step {
            // Before it is journalled, as for a month: the reason is published.
            let facility = self.load_facility(&mut tx).await?;
            let checker = Checker::new(&mut tx, &facility, Month::of(period.last_day())).await?;
            if !checker.is_clean(reason).await? {
                return Err(MonthRefusal::ReasonIdentifies.into());
            }
        }
        let (text, hash) = hash_of(&snapshot)?;
        let actor = ctx.actor.journal_name();
        let event = publication.decide(step.clone().command(ctx.now, hash), &actor, &blockers)?;
        Ok(WeighedPeriod { event, drawn: (text, snapshot), length: publication.length, mark })
    }
}

/// A step that may be taken: what it would write, and the state upon which that was found.
struct WeighedPeriod {
    event: MonthEvent,
    drawn: (String, PeriodSnapshot),
    length: i64,
    mark: Mark,
}

/// Writes a step that was weighed.
async fn write_step(mut tx: Tx<Write>, ctx: &Ctx, period: Period, step: WeighedPeriod) -> Result<(), AppError> {
    write_period(&mut tx, ctx, &step.event, step.drawn).await?;
    tx.append(NewEvent {
        chain: Chain::Main,
        stream: period_stream(period),
        expected_stream_seq: Some(step.length),
        kind: step.event.kind().to_owned(),
        facts: serde_json::to_value(&step.event)?,
        sealed: None,
        actor: ctx.actor.journal_name(),
        on_behalf_of: None,
        at: ctx.now,
    })
    .await?;
    Ok(tx.commit().await?)
}

/// Writes what the event says into the row of the revision.
async fn write_period(
    tx: &mut Tx<Write>,
    ctx: &Ctx,
    event: &MonthEvent,
    (text, snapshot): (String, PeriodSnapshot),
) -> Result<(), AppError> {
    let key = snapshot.period.to_string();
    let (state, published_at) = match event {
        MonthEvent::MonthDrafted { revision, cut_off, snapshot_hash } => {
            let row = PeriodRow {
                period: key.clone(),
                revision: i64::from(*revision),
                state: MonthState::Drafted.code().to_owned(),
                erratum_reason: snapshot.erratum_reason,
                snapshot: text,
                snapshot_hash: snapshot_hash.clone(),
                cut_off: *cut_off,
                rule_version: i64::from(snapshot.rule_version),
                created_at: ctx.now,
                published_at: None,
            };
            if tx.period(&key, row.revision).await?.is_some() {
                tx.update_period(&row).await?;
            } else {
                tx.insert_period(&row).await?;
            }
            return Ok(());
        }
        MonthEvent::MonthChecked { .. } => (MonthState::Checked, None),
        MonthEvent::MonthApproved { .. } => (MonthState::Approved, None),
        MonthEvent::MonthPublished { .. } => (MonthState::Published, Some(ctx.now)),
        MonthEvent::ErratumBegun { .. } => return Ok(()),
    };
    let mut row = tx.periods_of(&key).await?.into_iter().next().ok_or(AppError::NotFound)?;
    state.code().clone_into(&mut row.state);
    row.published_at = published_at;
    Ok(tx.update_period(&row).await?)
}

/// What is published of periods, the newest first.
pub(super) async fn published_periods<M>(app: &App, tx: &mut Tx<M>) -> Result<Vec<PublishedPeriod>, AppError> {
    let mut periods: Vec<PublishedPeriod> = Vec::new();
    // Rows come with the newest period and revision first.
    for row in tx.published_periods().await? {
        let snapshot: PeriodSnapshot = serde_json::from_str(&row.snapshot)?;
        let published_at = row.published_at.ok_or(AppError::Data("published_at"))?;
        let revision = PublicRevision {
            revision: snapshot.revision,
            published_at,
            erratum_reason: row.erratum_reason,
            hash: row.snapshot_hash.clone(),
        };
        match periods.last_mut().filter(|newer| newer.snapshot.period == snapshot.period) {
            Some(newer) => newer.revisions.push(revision),
            None => periods.push(PublishedPeriod {
                profile: app.profile_version(tx, row.rule_version).await?,
                snapshot,
                text: row.snapshot,
                hash: row.snapshot_hash,
                published_at,
                revisions: vec![revision],
            }),
        }
    }
    Ok(periods)
}
