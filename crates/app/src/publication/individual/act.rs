//! Owns the steps that a person takes with a matter: asked of the policy, decided by the machine beside the writer, written in one
//! transaction.
use std::collections::BTreeSet;
use std::sync::Arc;

use domain::approval::CaseState;
use domain::form::Fields;
use domain::id::ReportId;
use domain::policy::{Action, Resource};
use domain::profile::Profile;
use domain::publication::individual::{Circumstance, Matter, MatterCommand, MatterEvent, MatterRefusal, MatterTexts};
use store::{ReleaseRow, ReportRow, Tx, Write};

use super::announce::{Head, draw_up, hash_of};
use super::matter::{MatterEntry, append, kept, load, project, wording};
use super::read::{Asked, read};
use super::unsettled::{is_clean, unsettled};
use crate::access::{about, authorise};
use crate::report::load_case;
use crate::upon::{Relied, TRIES};
use crate::{App, AppError, Ctx};

/// A step that a person takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatterStep {
    /// 検討を始める.
    Open,
    /// 公表文を書く.
    Outline,
    /// 話し合いを記録する.
    Talk,
    /// 同意を記録する.
    Consent,
    /// 同意の撤回を記録する.
    WithdrawConsent,
    /// 見つかった語をそのまま残す.
    Keep,
    /// 記者会見の準備.
    Press,
    /// 課長会議を記録する.
    Meeting,
    /// 決定する.
    Decision,
    /// 解禁日時を決める.
    Embargo,
    /// 公表する.
    Release,
    /// 訂正を書く.
    Correction,
    /// 訂正を公表する.
    ReleaseCorrection,
    /// 取り下げる.
    Withdraw,
}

impl MatterStep {
    /// Every step in the order of the procedure.
    pub const ALL: [Self; 14] = [
        Self::Open,
        Self::Outline,
        Self::Talk,
        Self::Consent,
        Self::WithdrawConsent,
        Self::Keep,
        Self::Press,
        Self::Meeting,
        Self::Decision,
        Self::Embargo,
        Self::Release,
        Self::Correction,
        Self::ReleaseCorrection,
        Self::Withdraw,
    ];

    /// The stable code in addresses and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Outline => "outline",
            Self::Talk => "talk",
            Self::Consent => "consent",
            Self::WithdrawConsent => "withdraw-consent",
            Self::Keep => "keep",
            Self::Press => "press",
            Self::Meeting => "meeting",
            Self::Decision => "decision",
            Self::Embargo => "embargo",
            Self::Release => "release",
            Self::Correction => "correction",
            Self::ReleaseCorrection => "release-correction",
            Self::Withdraw => "withdraw",
        }
    }

    /// The action that the policy is asked for.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Open
            | Self::Outline
            | Self::Talk
            | Self::Consent
            | Self::WithdrawConsent
            | Self::Keep
            | Self::Press
            | Self::Correction => Action::WriteIndividual,
            Self::Meeting => Action::ExamineIndividual,
            Self::Decision => Action::DecideIndividual,
            Self::Embargo | Self::Release | Self::ReleaseCorrection | Self::Withdraw => Action::ReleaseIndividual,
        }
    }

    /// Whether the person proves the password: what binds the facility or reaches the public.
    #[must_use]
    pub const fn asks_proof(self) -> bool {
        matches!(self, Self::Decision | Self::Release | Self::ReleaseCorrection | Self::Withdraw)
    }
}

/// What a step is decided upon.
pub(super) struct Ground {
    pub(super) report: ReportRow,
    pub(super) profile: Arc<Profile>,
    pub(super) matter: Matter,
    pub(super) entries: Vec<MatterEntry>,
    /// Level of the case, where there is one.
    pub(super) level: Option<domain::profile::LevelCode>,
    /// The case counts on its own.
    pub(super) leads: bool,
}

/// Loads the matter of a report and asks the policy for the action.
pub(super) async fn ground<M>(
    app: &App,
    ctx: &Ctx,
    tx: &mut Tx<M>,
    id: ReportId,
    action: Action,
) -> Result<Ground, AppError> {
    let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
    let (case, profile) = load_case(app, tx, &report).await?;
    let about = about(ctx, tx, &report, &case, &profile);
    authorise(ctx, action, &Resource::Report(ctx.facility, about))?;
    let (matter, entries) = load(tx, id).await?;
    // Once opened, the rule under which it was opened holds.
    let profile = match matter.rule_version {
        0 => profile,
        version => app.profile_version(tx, i64::from(version)).await?,
    };
    let leads = !matches!(case.state, CaseState::Merged { .. });
    Ok(Ground { report, profile, matter, entries, level: case.effective_level().cloned(), leads })
}

impl App {
    /// Takes a step with a matter. `seen` is the length of the matter that the page showed: of two people who act at once, one wins.
    ///
    /// # Errors
    /// A denial; field errors, also for a missing proof of the password; a
    /// [`domain::publication::individual::MatterRefusal`]; [`AppError::Conflict`].
    pub async fn matter_step(
        &self,
        ctx: &Ctx,
        id: ReportId,
        step: MatterStep,
        fields: &Fields,
        seen: Option<i64>,
    ) -> Result<(), AppError> {
        for _ in 0..TRIES {
            let mut tx = self.store().read(&ctx.facility).await?;
            let mark = tx.mark().await?;
            let ground = ground(self, ctx, &mut tx, id, step.action()).await?;
            if seen.is_some_and(|seen| seen != ground.matter.length) {
                return Err(AppError::Conflict);
            }
            let (command, texts) = asked(ctx, &mut tx, &ground, step, fields).await?;
            let unsettled = self.weigh(ctx, &mut tx, &ground, (&command, &texts)).await?;
            drop(tx);
            if let Some(mut tx) = self.write_upon(ctx, &mark, Relied::OnRecords).await? {
                self.carry_out(ctx, &mut tx, ground, (command, texts), unsettled).await?;
                return Ok(tx.commit().await?);
            }
        }
        Err(AppError::Conflict)
    }

    /// Checks beside the writer what would go out; returns how many findings in it nobody has settled.
    async fn weigh<M>(
        &self,
        ctx: &Ctx,
        tx: &mut Tx<M>,
        ground: &Ground,
        (command, texts): (&MatterCommand, &MatterTexts),
    ) -> Result<usize, AppError> {
        let going_out = match command {
            MatterCommand::Release { .. } | MatterCommand::ReleaseCorrection { .. } => ground.matter.parts_to_release(),
            _ => BTreeSet::new(),
        };
        let version = ground.matter.outline.as_ref().map_or(0, |outline| outline.version);
        let mut told = wording(&ground.entries, version);
        told.retain(|part, _| going_out.contains(part));
        let facility = self.load_facility(tx).await?;
        let unsettled = unsettled(tx, &facility, &ground.report, &told, &kept(&ground.entries)).await?;
        // Whether it may go out is decided before a name is taken and a text is drawn up.
        let by = ctx.actor.journal_name();
        ground.matter.decide(command.clone(), texts, &circumstance(ctx, ground, &by, unsettled))?;
        if let Some(reason) = public_reason(command, texts, &ground.entries)
            && !is_clean(tx, &facility, &ground.report, reason).await?
        {
            return Err(MatterRefusal::IdentityUnsettled.into());
        }
        Ok(unsettled)
    }

    async fn carry_out(
        &self,
        ctx: &Ctx,
        tx: &mut Tx<Write>,
        ground: Ground,
        (command, texts): (MatterCommand, MatterTexts),
        unsettled: usize,
    ) -> Result<(), AppError> {
        let (command, release) = self.drawn(ctx, tx, &ground, command).await?;
        let by = ctx.actor.journal_name();
        let event = ground.matter.decide(command, &texts, &circumstance(ctx, &ground, &by, unsettled))?;
        self.write_matter(ctx, tx, &ground, (&event, &texts), release).await
    }

    /// A release with its name and the hash of its text; every other command as it is.
    async fn drawn(
        &self,
        ctx: &Ctx,
        tx: &mut Tx<Write>,
        ground: &Ground,
        command: MatterCommand,
    ) -> Result<(MatterCommand, Option<ReleaseRow>), AppError> {
        let (slug, edition) = match (&command, ground.matter.stage.edition()) {
            (MatterCommand::Release { .. }, _) => (self.next_slug(ctx, tx).await?, 1),
            (MatterCommand::ReleaseCorrection { .. }, Some(edition)) => (edition.slug.clone(), edition.number + 1),
            _ => return Ok((command, None)),
        };
        let row = tx.facility().await?.ok_or(AppError::NotFound)?;
        let head =
            Head { facility: [row.code, row.name_ja, row.name_en], slug: slug.clone(), edition, cut_off: ctx.now };
        let parts = ground.matter.parts_to_release();
        let day_of = |at| ctx.date_of(at);
        let announcement = draw_up(&ground.profile, &ground.matter, &ground.entries, &parts, head, &day_of)?;
        let (text, snapshot_hash) = hash_of(&announcement)?;
        let release = ReleaseRow {
            slug: slug.clone(),
            edition: i64::from(edition),
            report_id: ground.report.report_id,
            snapshot_hash: snapshot_hash.clone(),
            sealed: tx.seal_content(ground.report.report_id, text.as_bytes()).await?,
            rule_version: i64::from(announcement.rule_version),
            cut_off: ctx.now,
            released_at: ctx.now,
        };
        let command = match command {
            MatterCommand::Release { .. } => MatterCommand::Release { slug, snapshot_hash },
            _ => MatterCommand::ReleaseCorrection { snapshot_hash },
        };
        Ok((command, Some(release)))
    }

    /// The public name counts the releases of a year and nothing else: it leads to no number of a report.
    async fn next_slug(&self, ctx: &Ctx, tx: &mut Tx<Write>) -> Result<String, AppError> {
        let year = ctx.today().year();
        let number = tx.next_number(&format!("individual/{year}")).await?;
        Ok(format!("{year}-{number}"))
    }

    async fn write_matter(
        &self,
        ctx: &Ctx,
        tx: &mut Tx<Write>,
        ground: &Ground,
        (event, texts): (&MatterEvent, &MatterTexts),
        release: Option<ReleaseRow>,
    ) -> Result<(), AppError> {
        let (id, length) = (ground.report.report_id, ground.matter.length);
        let mut after = ground.matter.clone();
        after.apply(event, &ctx.actor.journal_name());
        match tx.matter(id).await? {
            Some(row) => {
                let moved = row.stage != after.stage.code();
                let entered_at = if moved { ctx.now } else { row.entered_at };
                tx.update_matter(&project(&after, id, entered_at)?).await?;
            }
            None => tx.insert_matter(&project(&after, id, ctx.now)?).await?,
        }
        if let Some(release) = release {
            tx.insert_release(&release).await?;
        }
        append(ctx, tx, id, length, (event, texts)).await
    }
}

/// What the form asks for, with the proof of the password where the step needs one.
async fn asked<M>(
    ctx: &Ctx,
    tx: &mut Tx<M>,
    ground: &Ground,
    step: MatterStep,
    fields: &Fields,
) -> Result<(MatterCommand, MatterTexts), AppError> {
    let documents = tx.attachments(ground.report.report_id).await?.iter().map(|row| row.attachment_id).collect();
    let asked = Asked { ground, today: ctx.today(), zone: &ctx.zone, documents };
    match read(step, fields, &asked) {
        Ok(read) if !step.asks_proof() || ctx.is_proved() => Ok(read),
        Ok(_) => Err(AppError::Invalid(ctx.missing_proof().into_iter().collect())),
        Err(mut errors) => {
            errors.extend(ctx.missing_proof().filter(|_| step.asks_proof()));
            Err(AppError::Invalid(errors))
        }
    }
}

fn circumstance<'a>(ctx: &Ctx, ground: &'a Ground, by: &'a str, unsettled: usize) -> Circumstance<'a> {
    let rule = &ground.profile.publication;
    Circumstance { by, now: ctx.now, today: ctx.today(), rule, leads: ground.leads, unsettled }
}

/// The reason that goes public with a correction: as it is written, and again when it is released, since a name may have become known.
fn public_reason<'a>(command: &MatterCommand, texts: &'a MatterTexts, entries: &'a [MatterEntry]) -> Option<&'a str> {
    match command {
        MatterCommand::WriteCorrection { .. } => texts.reason.as_deref(),
        MatterCommand::ReleaseCorrection { .. } => {
            let written = |entry: &&MatterEntry| matches!(entry.event, MatterEvent::CorrectionWritten { .. });
            entries.iter().rev().find(written).and_then(|entry| entry.texts.reason.as_deref())
        }
        _ => None,
    }
}
