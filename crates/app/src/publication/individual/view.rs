//! Owns the page of a matter: where it stands, what was written, what the reader may do now; the reading is journalled.
use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::{AttachmentId, ReportId};
use domain::policy::{Action, Decision, Resource, decide};
use domain::profile::{LevelCode, OutlinePart, Profile};
use domain::publication::individual::{Clock, Consent, Matter, MatterTexts, Scope, Stage, WaitsFor};
use store::Tx;

use super::act::{Ground, MatterStep, ground};
use super::matter::{MatterEntry, kept, stream, wording};
use super::unsettled::{Finding, findings};
use crate::access::about;
use crate::journal::note;
use crate::report::{load_case, stream as report_stream};
use crate::upon::{Relied, TRIES};
use crate::{App, AppError, Ctx};

/// The matter of a report as one reader sees it.
#[derive(Debug, Clone)]
pub struct MatterView {
    /// The report.
    pub report: ReportId,
    /// Its number.
    pub number: String,
    /// The profile whose rule holds.
    pub profile: Arc<Profile>,
    /// Level of the case.
    pub level: Option<LevelCode>,
    /// Where it stands.
    pub matter: Matter,
    /// Everything that happened, oldest first.
    pub entries: Vec<MatterEntry>,
    /// Names by the journal's word.
    pub names: BTreeMap<String, String>,
    /// The wording as it stands.
    pub wording: BTreeMap<OutlinePart, String>,
    /// What the identity check found in it.
    pub findings: Vec<Finding>,
    /// What was last prepared for the press.
    pub press: MatterTexts,
    /// Files of the report, among which a signed document is: id and description.
    pub documents: Vec<(AttachmentId, String)>,
    /// What it waits for.
    pub waits_for: WaitsFor,
    /// Its clock.
    pub clock: Option<Clock>,
    /// The steps that the reader has the right to.
    pub rights: Vec<MatterStep>,
    /// Those of them that can be taken now.
    pub steps: Vec<MatterStep>,
}

impl App {
    /// The matter of a report; that it was read is journalled before it is shown.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn matter(&self, ctx: &Ctx, id: ReportId) -> Result<MatterView, AppError> {
        let streams = [report_stream(id), stream(id)];
        for _ in 0..TRIES {
            let mut tx = self.store().read(&ctx.facility).await?;
            let mark = tx.mark().await?;
            let view = self.load_matter(ctx, &mut tx, id).await?;
            drop(tx);
            if let Some(mut tx) = self.write_upon(ctx, &mark, Relied::On(&streams)).await? {
                note(ctx, &mut tx, format!("read:{id}"), "individual_read", serde_json::json!({})).await?;
                tx.commit().await?;
                return Ok(view);
            }
        }
        Err(AppError::Conflict)
    }

    async fn load_matter<M>(&self, ctx: &Ctx, tx: &mut Tx<M>, id: ReportId) -> Result<MatterView, AppError> {
        let ground = ground(self, ctx, tx, id, Action::SeeIndividual).await?;
        let (case, case_profile) = load_case(self, tx, &ground.report).await?;
        let about = about(ctx, tx, &ground.report, &case, &case_profile);
        let resource = Resource::Report(ctx.facility, about);
        let may = |step: &MatterStep| decide(&ctx.actor, step.action(), &resource) == Decision::Allow;
        let rights: Vec<MatterStep> = MatterStep::ALL.into_iter().filter(may).collect();
        let steps = rights.iter().copied().filter(|step| is_offered(&ground, *step)).collect();
        let version = ground.matter.outline.as_ref().map_or(0, |outline| outline.version);
        let wording = wording(&ground.entries, version);
        let facility = self.load_facility(tx).await?;
        let findings = findings(tx, &facility, &ground.report, &wording, &kept(&ground.entries)).await?;
        let mut documents = Vec::new();
        for row in tx.attachments(id).await? {
            let secret = tx.open_attachment(&row).await?;
            documents.push((row.attachment_id, secret.description));
        }
        let names =
            tx.accounts().await?.into_iter().map(|account| (account.account_id.to_string(), account.name)).collect();
        let press = ground.entries.iter().rev().find(|entry| entry.texts.press.is_some());
        Ok(MatterView {
            report: id,
            number: ground.report.number,
            press: press.map(|entry| entry.texts.clone()).unwrap_or_default(),
            waits_for: ground.matter.waits_for(ctx.now, ctx.today()),
            clock: ground.matter.clock(&ground.profile.publication.individual),
            profile: ground.profile,
            level: ground.level,
            matter: ground.matter,
            entries: ground.entries,
            names,
            wording,
            findings,
            documents,
            rights,
            steps,
        })
    }

    /// Whether the record of a case leads to its individual publication for this reader: there is a matter, or the rule may open one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn leads_to_matter(&self, ctx: &Ctx, id: ReportId) -> Result<bool, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        match ground(self, ctx, &mut tx, id, Action::SeeIndividual).await {
            Ok(ground) => Ok(ground.matter.length > 0 || is_offered(&ground, MatterStep::Open)),
            Err(AppError::Denied(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// Whether the stage leaves room for the step; whether it succeeds is the machine's question.
fn is_offered(ground: &Ground, step: MatterStep) -> bool {
    let matter = &ground.matter;
    let decided_to_publish = !matter.parts_to_release().is_empty() && matter.stage.decided().is_some();
    let ended = matches!(matter.stage, Stage::Withdrawn { .. });
    match step {
        MatterStep::Open => {
            let rule = &ground.profile.publication;
            let by_level = ground.level.as_ref().is_some_and(|level| rule.is_individual(level));
            matter.length == 0 && ground.leads && (by_level || rule.socially_significant)
        }
        MatterStep::Outline => {
            matches!(matter.stage, Stage::Opened | Stage::Outlined | Stage::Examined { .. } | Stage::Decided { .. })
        }
        MatterStep::Talk => matter.length > 0 && !ended,
        MatterStep::Consent => matter.talks > 0 && !ended,
        MatterStep::WithdrawConsent => {
            let agreed =
                |entry: &Consent| entry.stands() && entry.withdrawn_on.is_none() && entry.scope != Scope::Nothing;
            matter.ledger.entries().iter().any(agreed)
        }
        MatterStep::Keep | MatterStep::Press => matter.outline.is_some() && !ended,
        MatterStep::Meeting => {
            matches!(matter.stage, Stage::Outlined | Stage::Examined { .. } | Stage::Decided { .. })
        }
        MatterStep::Decision => {
            matches!(matter.stage, Stage::Examined { .. } | Stage::Decided { .. } | Stage::Embargoed { .. })
        }
        MatterStep::Embargo | MatterStep::Release => decided_to_publish,
        MatterStep::ReleaseCorrection => matches!(matter.stage, Stage::Correcting { .. }),
        MatterStep::Correction | MatterStep::Withdraw => {
            matches!(matter.stage, Stage::Released { .. } | Stage::Recalled { .. } | Stage::Correcting { .. })
        }
    }
}
