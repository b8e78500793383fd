//! Owns judging and stamping (決裁): the inbox, the acts on a case, and the confirmation that a measure was read.
mod inbox;
mod measure;
mod waiting;

use std::collections::BTreeSet;

use domain::approval::{Case, CaseEvent, CaseState, CaseTexts, Command, Holding, Opinion, Refusal, ReturnTo};
use domain::id::{ReportId, UnitId};
use domain::people::Actor;
use domain::policy::{AboutReport, Action, Resource};
use domain::profile::LevelCode;
use domain::report::{Mode, ReportCoded};
use store::{MeasureUnitRow, ReadReceiptRow, ReportRow, Tx, Write};

pub use inbox::{Inbox, InboxCounts, InboxItem, InboxQuery, Step};
pub use measure::{MeasureView, UnitReaders};

use crate::access::{about, authorise, is_hidden, journal_actor};
use crate::people::keeper;
use crate::report::{journal_case, load_case, long_texts, project, route_for};
use crate::{App, AppError, Ctx};

/// What a person does with a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// 決裁 on a seat.
    Stamp {
        /// The seat.
        seat: String,
        /// What is written on it.
        opinion: Opinion,
    },
    /// 差戻し.
    Return {
        /// The seat that sends back.
        seat: String,
        /// To whom.
        target: ReturnTo,
        /// Why.
        reason: String,
    },
    /// 取戻し.
    TakeBack {
        /// The seat.
        seat: String,
    },
    /// 後閲.
    Review {
        /// The round.
        round: u8,
        /// The seat.
        seat: String,
    },
    /// A returned report goes on; `text` is what the reporter adds.
    Resend {
        /// What was added, may be empty.
        text: String,
    },
    /// 追記.
    Addendum(String),
    /// A reassessment of the final level.
    Judge {
        /// The level.
        level: LevelCode,
        /// Why.
        reason: String,
    },
    /// 再検討した再発防止策.
    Revise(String),
    /// 再発防止策の内容・周知状況.
    Describe {
        /// The text.
        text: String,
        /// The units that shall read it.
        units: Vec<UnitId>,
    },
    /// A question to the reporter.
    Ask(String),
    /// The reporter's answer.
    Answer(String),
    /// What changed because of the report.
    Feedback(String),
    /// A keeper asks for the sealed name.
    RequestIdentity {
        /// Why.
        reason: String,
    },
    /// A second keeper agrees.
    OpenIdentity,
}

impl Act {
    /// The action that the policy is asked for.
    #[must_use]
    pub const fn action(&self) -> Action {
        match self {
            Self::Stamp { .. } => Action::StampReport,
            Self::Return { .. } => Action::ReturnReport,
            Self::TakeBack { .. } => Action::TakeBackStamp,
            Self::Review { .. } => Action::ReviewProxyStamp,
            Self::Resend { .. } => Action::ResendReport,
            Self::Addendum(_) => Action::AddAddendum,
            Self::Judge { .. } => Action::JudgeLevel,
            Self::Revise(_) => Action::ReviseMeasures,
            Self::Describe { .. } => Action::DescribeMeasures,
            Self::Ask(_) => Action::AskReporter,
            Self::Answer(_) => Action::AnswerQuestion,
            Self::Feedback(_) => Action::GiveFeedback,
            Self::RequestIdentity { .. } => Action::RequestIdentity,
            Self::OpenIdentity => Action::OpenIdentity,
        }
    }

    /// Every text with the field in which it is typed.
    fn texts(&self) -> Vec<(&'static str, &str)> {
        match self {
            Self::Stamp { opinion, .. } => vec![
                ("opinion", opinion.text.as_deref().unwrap_or_default()),
                ("level_reason", opinion.level_reason.as_deref().unwrap_or_default()),
            ],
            Self::Return { reason, .. } | Self::Judge { reason, .. } | Self::RequestIdentity { reason } => {
                vec![("reason", reason)]
            }
            Self::Resend { text } | Self::Describe { text, .. } => vec![("text", text)],
            Self::Addendum(text) | Self::Revise(text) | Self::Ask(text) | Self::Answer(text) | Self::Feedback(text) => {
                vec![("text", text)]
            }
            Self::TakeBack { .. } | Self::Review { .. } | Self::OpenIdentity => Vec::new(),
        }
    }

    /// Whether a reporter does it as reporter: then a hidden reporter's account must not appear. On a seat one acts by name.
    const fn is_the_reporters(&self) -> bool {
        matches!(self, Self::Resend { .. } | Self::Addendum(_) | Self::Answer(_) | Self::Revise(_))
    }

    /// The seat on which it is done.
    fn seat(&self) -> Option<&str> {
        match self {
            Self::Stamp { seat, .. }
            | Self::Return { seat, .. }
            | Self::TakeBack { seat }
            | Self::Review { seat, .. } => Some(seat),
            _ => None,
        }
    }
}

/// Who may see the case is told kindly that it has moved on; nobody else learns that.
fn moved_on(ctx: &Ctx, act: &Act, own: bool, resource: &Resource) -> AppError {
    let readable = match act.action() {
        // Keepers see how far a case is on their desk, and nothing else of it.
        action @ (Action::RequestIdentity | Action::OpenIdentity) => action,
        _ if own => Action::TrackReport,
        _ => Action::ReadReport,
    };
    authorise(ctx, readable, resource).err().unwrap_or(AppError::Conflict)
}

impl App {
    /// Does something with a case. `seen` is the length of the case that the page showed: of two people who act at once, one wins.
    ///
    /// # Errors
    /// A denial, a refusal, field errors for texts that are too long and for a missing proof of the password, or
    /// [`AppError::Conflict`] when something has happened since the page was shown.
    pub async fn act(&self, ctx: &Ctx, id: ReportId, seen: Option<i64>, act: Act) -> Result<(), AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let (mut case, profile) = load_case(self, &mut tx, &report).await?;
        let about = about(ctx, &tx, &report, &case, &profile);
        let resource = Resource::Report(ctx.facility, about.clone());
        if seen.is_some_and(|seen| seen != case.length) {
            return Err(moved_on(ctx, &act, about.own, &resource));
        }
        authorise(ctx, act.action(), &resource)?;
        refuse_beside_the_main(&case, about.own, &act)?;
        check_act(ctx, &mut tx, &case, &act).await?;
        let holding = holding(ctx, &act, report.unit_id)?;
        let coded: ReportCoded = serde_json::from_str(&report.coded)?;
        let route = route_for(&mut tx, &profile, &coded.facts, report.unit_id).await?;
        let actor = if act.is_the_reporters() { journal_actor(ctx, &about) } else { ctx.actor.journal_name() };
        let mut happened = Vec::new();
        for command in commands(act, holding, &actor, ctx.now) {
            for (event, texts) in case_after(&case, &happened, &actor, ctx.now).decide(&route, command)? {
                happened.push((event, texts));
            }
        }
        let length = case.length;
        let at = if is_hidden(&actor) { Ctx::hour_of(ctx.now) } else { ctx.now };
        for (event, _) in &happened {
            case.apply(event, &actor, at);
        }
        tx.update_case(&project(&case, &profile, id)).await?;
        for unit_id in addressed(&happened) {
            // Ids come from a form: one of another facility, or of none, is no unit here.
            tx.unit(unit_id).await?.ok_or(Refusal::UnitsMissing)?;
            tx.insert_measure_unit(&MeasureUnitRow { report_id: id, unit_id }).await?;
        }
        let on_behalf_of = match holding {
            Some(Holding::For(holder)) => Some(holder.to_string()),
            _ => None,
        };
        journal_case(&mut tx, &report, length, &happened, &actor, on_behalf_of, at).await?;
        tx.commit().await?;
        if happened.iter().any(|(event, _)| crate::search::is_searched(event)) {
            self.wake_indexer();
        }
        Ok(())
    }

    /// Confirms that the actor has read the measure of a report (周知の確認). Confirming twice changes nothing.
    ///
    /// # Errors
    /// A denial when the measure is not for the actor.
    pub async fn confirm_measure(&self, ctx: &Ctx, id: ReportId) -> Result<(), AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let (mut case, profile) = load_case(self, &mut tx, &report).await?;
        let about = about(ctx, &tx, &report, &case, &profile);
        authorise(ctx, Action::ReadMeasure, &Resource::Report(ctx.facility, about.clone()))?;
        // Whom only the own hidden report leads here would stand by name among the readers, and so be known as its reporter.
        let named = AboutReport { own: about.own && about.mode == Some(Mode::Named), ..about };
        if authorise(ctx, Action::ReadMeasure, &Resource::Report(ctx.facility, named)).is_err() {
            return Ok(());
        }
        let member = ctx.member()?;
        if case.measure_units.is_empty() || tx.read_receipt(id, member.account).await?.is_some() {
            return Ok(());
        }
        let row = ReadReceiptRow { report_id: id, account_id: member.account, unit_id: member.unit, read_at: ctx.now };
        tx.insert_read_receipt(&row).await?;
        self.append_plain(
            &mut tx,
            &report,
            &mut case,
            &profile,
            CaseEvent::MeasureRead { unit: member.unit },
            &ctx.actor.journal_name(),
            ctx.now,
        )
        .await?;
        Ok(tx.commit().await?)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one call site writes one event of a case; a struct would only rename the arguments"
    )]
    async fn append_plain(
        &self,
        tx: &mut Tx<Write>,
        report: &ReportRow,
        case: &mut Case,
        profile: &domain::profile::Profile,
        event: CaseEvent,
        actor: &str,
        at: i64,
    ) -> Result<(), AppError> {
        let length = case.length;
        case.apply(&event, actor, at);
        tx.update_case(&project(case, profile, report.report_id)).await?;
        journal_case(tx, report, length, &[(event, CaseTexts::default())], actor, None, at).await
    }
}

/// What an act needs beside the right to it: texts of a length that can be read, and for a sealed name a fresh proof of the password
/// and an asker who is still keeper.
async fn check_act(ctx: &Ctx, tx: &mut Tx<Write>, case: &Case, act: &Act) -> Result<(), AppError> {
    let mut errors = long_texts(&act.texts());
    if matches!(act, Act::RequestIdentity { .. } | Act::OpenIdentity) {
        errors.extend(ctx.missing_proof());
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    if let (Act::OpenIdentity, Some(Ok(asker))) = (act, case.identity_requested_by.as_deref().map(str::parse))
        && !keeper::is_keeper(tx, asker, ctx.now).await?
    {
        return Err(Refusal::NoIdentityRequest.into());
    }
    Ok(())
}

/// What staff add to a merged report belongs into the one in which the case goes on. The reporter, who may not be able to read that
/// one, still adds and answers here.
fn refuse_beside_the_main(case: &Case, own: bool, act: &Act) -> Result<(), Refusal> {
    let merged = matches!(case.state, CaseState::Merged { .. });
    if merged && !own && matches!(act, Act::Addendum(_) | Act::Ask(_)) {
        return Err(Refusal::GoesOnElsewhere);
    }
    Ok(())
}

/// The case as it would be after the events so far, so that a later command of the same act sees the earlier ones.
fn case_after(case: &Case, happened: &[(CaseEvent, CaseTexts)], actor: &str, at: i64) -> Case {
    let mut after = case.clone();
    for (event, _) in happened {
        after.apply(event, actor, at);
    }
    after
}

/// The units to which an act addresses a measure.
fn addressed(happened: &[(CaseEvent, CaseTexts)]) -> Vec<UnitId> {
    let units = happened.iter().flat_map(|(event, _)| match event {
        CaseEvent::MeasuresDescribed { units, .. } => units.clone(),
        _ => Vec::new(),
    });
    units.collect::<BTreeSet<UnitId>>().into_iter().collect()
}

/// By what right the actor sits on the seat of the act.
fn holding(ctx: &Ctx, act: &Act, unit: Option<UnitId>) -> Result<Option<Holding>, AppError> {
    let Some(seat) = act.seat() else { return Ok(None) };
    let Actor::Member(member) = &ctx.actor else { return Ok(None) };
    let held = member.seat(seat, unit).ok_or(AppError::Denied(domain::policy::Decision::Forbid))?;
    Ok(Some(held.for_account.map_or(Holding::Own, Holding::For)))
}

/// The commands that make up an act.
fn commands(act: Act, holding: Option<Holding>, actor: &str, at: i64) -> Vec<Command> {
    let by = actor.to_owned();
    let single = match act {
        Act::Stamp { seat, opinion } => Command::Stamp { seat, holding: holding.unwrap_or(Holding::Own), opinion },
        Act::Return { seat, target, reason } => Command::Return { seat, target, reason },
        Act::TakeBack { seat } => Command::TakeBack { seat, by, at },
        Act::Review { round, seat } => match actor.parse() {
            Ok(holder) => Command::Review { round, seat, holder },
            Err(_) => return Vec::new(),
        },
        Act::Resend { text } => {
            let addendum = Some(text).filter(|text| !text.trim().is_empty()).map(Command::Addendum);
            return addendum.into_iter().chain([Command::Resend]).collect();
        }
        Act::Addendum(text) => Command::Addendum(text),
        Act::Judge { level, reason } => Command::Judge { level, reason },
        Act::Revise(text) => Command::ReviseMeasures(text),
        Act::Describe { text, units } => Command::DescribeMeasures { text, units },
        Act::Ask(text) => Command::Ask(text),
        Act::Answer(text) => Command::Answer(text),
        Act::Feedback(text) => Command::Feedback(text),
        Act::RequestIdentity { reason } => Command::RequestIdentity { reason },
        Act::OpenIdentity => Command::OpenIdentity { by },
    };
    vec![single]
}
