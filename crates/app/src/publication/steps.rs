//! Owns the steps of a month: draft, check, approve, publish, erratum; each is weighed beside the writer and written in one transaction
//! with its journal row.
use domain::policy::Action;
use domain::publication::{Month, MonthCommand, MonthEvent, MonthRefusal, MonthState};
use store::{Chain, Mark, NewEvent, PublicationRow, Tx, Write};

use super::check::Checker;
use super::count::hash_of;
use super::desk::{Prepared, load_month, month_stream, prepare};
use crate::access::authorise_facility;
use crate::upon::{Relied, TRIES};
use crate::{App, AppError, Ctx};

/// A step that a person takes with a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// 下書き: draw up from what is known now.
    Draft,
    /// 点検.
    Check,
    /// 承認.
    Approve,
    /// 公表.
    Publish,
    /// 訂正を始める.
    Erratum {
        /// Why; it will be published.
        reason: String,
    },
}

impl Step {
    pub(super) const fn action(&self) -> Action {
        match self {
            Self::Draft | Self::Erratum { .. } => Action::WritePublication,
            Self::Check => Action::CheckPublication,
            Self::Approve => Action::ApprovePublication,
            Self::Publish => Action::Publish,
        }
    }

    /// The command of the state machine; what is drawn up has this hash.
    pub(super) fn command(self, now: i64, snapshot_hash: String) -> MonthCommand {
        match self {
            Self::Draft => MonthCommand::Draft { cut_off: now, snapshot_hash },
            Self::Check => MonthCommand::Check,
            Self::Approve => MonthCommand::Approve,
            Self::Publish => MonthCommand::Publish,
            Self::Erratum { reason } => MonthCommand::BeginErratum { reason },
        }
    }
}

/// A step that may be taken: what it would write, and the state upon which that was found.
#[derive(Debug)]
pub struct WeighedStep {
    month: Month,
    event: MonthEvent,
    drawn: (String, u32),
    length: i64,
    mark: Mark,
}

impl App {
    /// Takes a step with a month.
    ///
    /// # Errors
    /// A denial; a [`domain::publication::MonthRefusal`] that names what is missing; [`AppError::Conflict`].
    pub async fn month_step(&self, ctx: &Ctx, month: Month, step: Step) -> Result<(), AppError> {
        for _ in 0..TRIES {
            let weighed = self.weigh_month_step(ctx, month, &step).await?;
            if self.take_month_step(ctx, weighed).await? {
                return Ok(());
            }
        }
        Err(AppError::Conflict)
    }

    /// Draws the month up, checks its texts and decides, all beside the writer; changes nothing.
    ///
    /// # Errors
    /// As [`App::month_step`].
    pub async fn weigh_month_step(&self, ctx: &Ctx, month: Month, step: &Step) -> Result<WeighedStep, AppError> {
        authorise_facility(ctx, step.action())?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let mark = tx.mark().await?;
        let facility = self.load_facility(&mut tx).await?;
        let publication = load_month(&mut tx, month).await?;
        let Prepared { drawn, blockers, .. } =
            prepare(self, ctx, &mut tx, &facility, month, &publication, ctx.now).await?;
        if let Step::Erratum { reason } = step {
            let checker = Checker::new(&mut tx, &facility, month).await?;
            if !checker.is_clean(reason).await? {
                return Err(MonthRefusal::ReasonIdentifies.into());
            }
        }
        let (text, hash) = hash_of(&drawn.snapshot)?;
        let actor = ctx.actor.journal_name();
        let event = publication.decide(step.clone().command(ctx.now, hash), &actor, &blockers)?;
        Ok(WeighedStep { month, event, drawn: (text, drawn.snapshot.rule_version), length: publication.length, mark })
    }

    /// Writes a step that was weighed. `false` when a record has changed since: then nothing was written, and it has to be weighed again.
    ///
    /// # Errors
    /// [`AppError::Conflict`], or when the store fails.
    pub async fn take_month_step(&self, ctx: &Ctx, step: WeighedStep) -> Result<bool, AppError> {
        let Some(mut tx) = self.write_upon(ctx, &step.mark, Relied::OnRecords).await? else { return Ok(false) };
        self.write_month(&mut tx, ctx, step.month, &step.event, Some(step.drawn), step.length).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn write_month(
        &self,
        tx: &mut Tx<Write>,
        ctx: &Ctx,
        month: Month,
        event: &MonthEvent,
        drawn: Option<(String, u32)>,
        length: i64,
    ) -> Result<(), AppError> {
        let key = month.to_string();
        match event {
            MonthEvent::MonthDrafted { revision, cut_off, snapshot_hash } => {
                let (snapshot, rule_version) = drawn.ok_or(AppError::Data("snapshot"))?;
                let row = PublicationRow {
                    month: key.clone(),
                    revision: i64::from(*revision),
                    state: MonthState::Drafted.code().to_owned(),
                    erratum_reason: reason_in(&snapshot)?,
                    snapshot,
                    snapshot_hash: snapshot_hash.clone(),
                    cut_off: *cut_off,
                    rule_version: i64::from(rule_version),
                    created_at: ctx.now,
                    published_at: None,
                };
                if tx.publication(&key, row.revision).await?.is_some() {
                    tx.update_publication(&row).await?;
                } else {
                    tx.insert_publication(&row).await?;
                }
            }
            MonthEvent::MonthChecked { .. } => move_row(tx, &key, MonthState::Checked, None).await?,
            MonthEvent::MonthApproved { .. } => move_row(tx, &key, MonthState::Approved, None).await?,
            MonthEvent::MonthPublished { .. } => move_row(tx, &key, MonthState::Published, Some(ctx.now)).await?,
            MonthEvent::ErratumBegun { .. } => {}
        }
        tx.append(NewEvent {
            chain: Chain::Main,
            stream: month_stream(month),
            expected_stream_seq: Some(length),
            kind: event.kind().to_owned(),
            facts: serde_json::to_value(event)?,
            sealed: None,
            actor: ctx.actor.journal_name(),
            on_behalf_of: None,
            at: ctx.now,
        })
        .await?;
        Ok(())
    }
}

async fn move_row(
    tx: &mut Tx<Write>,
    month: &str,
    state: MonthState,
    published_at: Option<i64>,
) -> Result<(), AppError> {
    let mut row = tx.publications_of(month).await?.into_iter().next().ok_or(AppError::NotFound)?;
    state.code().clone_into(&mut row.state);
    row.published_at = published_at;
    Ok(tx.update_publication(&row).await?)
}

fn reason_in(snapshot: &str) -> Result<Option<String>, AppError> {
    let snapshot: domain::publication::Snapshot = serde_json::from_str(snapshot)?;
    Ok(snapshot.erratum_reason)
}
