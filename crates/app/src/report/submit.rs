//! Owns the submission of a report: validated before the write transaction, saved with its journal row or not at all, once per key.
use domain::form::{FieldError, Fields};
use domain::id::{DraftId, ReportId};
use domain::level::{PartialDerived, derive_partial};
use domain::people::Actor;
use domain::policy::{Action, Decision, Resource};
use domain::profile::{Label, Profile};
use domain::report::{Door, Mode, ReadContext, ReportCoded, ReportContent, read};
use store::{IdempotencyRow, Tx, Write};

use super::case::load_case;
use super::write::NewReport;
use crate::access::{authorise, journal_actor};
use crate::attachment::hand_over;
use crate::draft::{KEY_FIELD, PROMOTES_FIELD, own_draft};
use crate::facility::Facility;
use crate::session::{hex, token_hash};
use crate::suggest::count_chosen;
use crate::{App, AppError, Ctx};

/// What is sent when a report is submitted.
#[derive(Debug, Clone)]
pub struct Submission {
    /// The answers.
    pub fields: Fields,
    /// The door.
    pub door: Door,
    /// The idempotency key: the same key gives the same report, however often it is sent.
    pub key: String,
    /// The draft from which it comes; it is deleted with the submission.
    pub draft: Option<DraftId>,
    /// A quick report that this full one promotes; it is joined to this one's event.
    pub promotes: Option<ReportId>,
}

/// A report that would be accepted, with what the rules say.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The content.
    pub content: ReportContent,
    /// The level by the rules; `None` when the facts allow none.
    pub derived: Option<PartialDerived>,
}

/// What a reporter is told after submitting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The report.
    pub report: ReportId,
    /// Its number.
    pub number: String,
    /// Named, protected or anonymous.
    pub mode: Mode,
    /// The seat that reads next.
    pub next_seat: Option<Label>,
    /// The code by which an anonymous reporter follows the report; shown once.
    pub receipt_code: Option<String>,
}

impl App {
    /// Reads the answers as a submission would, without saving.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with every field error.
    pub async fn check_report(&self, ctx: &Ctx, fields: &Fields, door: Door) -> Result<Checked, AppError> {
        let facility = self.facility(ctx).await?;
        let checked = check(ctx, &facility, fields, door)?;
        if let Ok(quick) = fields.get(PROMOTES_FIELD).parse() {
            let mut tx = self.store().read(&ctx.facility).await?;
            self.may_promote(ctx, &mut tx, quick, checked.content.coded.mode).await?;
        }
        Ok(checked)
    }

    /// Submits a report. The same key again gives the first receipt.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with every field error; a denial; nothing is saved then.
    pub async fn submit_report(&self, ctx: &Ctx, mut submission: Submission) -> Result<Receipt, AppError> {
        submission.key = bound_key(ctx, &submission)?;
        let facility = self.facility(ctx).await?;
        self.may_report(ctx, &facility)?;
        if let Some(receipt) = self.earlier_receipt(ctx, &submission.key).await? {
            return Ok(receipt);
        }
        let checked = check(ctx, &facility, &submission.fields, submission.door)?;
        let mode = checked.content.coded.mode;
        if mode == Mode::Anonymous && !facility.row.anonymous_reports {
            return Err(AppError::Invalid(vec![FieldError::new("mode", "anonymous_closed")]));
        }
        let new = NewReport {
            content: checked.content,
            derived: checked.derived,
            reporter: ctx.actor.member().map(|member| member.account),
            at: if mode == Mode::Named { ctx.now } else { Ctx::hour_of(ctx.now) },
            report_date: ctx.today(),
            files: self.files_to_submit(ctx, submission.draft, mode).await?,
        };
        match self.save_submission(ctx, &facility, &submission, &new).await {
            // Two sendings of one form at the same instant: the other one has won, and its receipt is this one's too.
            Err(error @ (AppError::Conflict | AppError::NotFound)) => {
                self.earlier_receipt(ctx, &submission.key).await?.ok_or(error)
            }
            saved => saved,
        }
    }

    async fn save_submission(
        &self,
        ctx: &Ctx,
        facility: &Facility,
        submission: &Submission,
        new: &NewReport,
    ) -> Result<Receipt, AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let mut left = Vec::new();
        if let Some(draft) = submission.draft {
            own_draft(ctx, &mut tx, draft).await?;
            left = hand_over(&mut tx, draft, &new.files).await?;
            tx.delete_draft(draft).await?;
        }
        super::desk::refuse_when_full(ctx, &mut tx, new).await?;
        let receipt = self.write_report(&mut tx, facility, new).await?;
        count_chosen(&mut tx, &facility.profile, &submission.fields, &new.content.coded).await?;
        self.remember(&mut tx, &submission.key, &receipt, new.at).await?;
        if let Some(draft) = submission.draft.filter(|_| receipt.mode != Mode::Anonymous) {
            self.remember(&mut tx, &sent_key(ctx, draft)?, &receipt, new.at).await?;
        }
        if let Some(quick) = submission.promotes {
            let actor = self.may_promote(ctx, &mut tx, quick, new.content.coded.mode).await?;
            self.join(&mut tx, (quick, receipt.report), &actor, new.at).await?;
        }
        tx.commit().await?;
        self.wake_indexer();
        self.forget(left).await;
        Ok(receipt)
    }

    /// Only the reporter of a quick report promotes it, and only into a report of the same mode: the two are joined for everybody to see,
    /// so that the more open one would tell the name behind the other. Returns the journal's word for the reporter.
    async fn may_promote<M>(&self, ctx: &Ctx, tx: &mut Tx<M>, quick: ReportId, mode: Mode) -> Result<String, AppError> {
        let report = tx.report(quick).await?.ok_or(AppError::NotFound)?;
        let (case, profile) = load_case(self, tx, &report).await?;
        let about = crate::access::about(ctx, tx, &report, &case, &profile);
        authorise(ctx, Action::TrackReport, &Resource::Report(ctx.facility, about.clone()))?;
        if report.door != Door::Quick.code() {
            // Joining any other reports is the safety manager's.
            return Err(AppError::Denied(Decision::Forbid));
        }
        if about.mode != Some(mode) {
            return Err(AppError::Invalid(vec![FieldError::new("mode", "mode_of_quick")]));
        }
        Ok(journal_actor(ctx, &about))
    }

    fn may_report(&self, ctx: &Ctx, facility: &Facility) -> Result<(), AppError> {
        if matches!(ctx.actor, Actor::Public) {
            let desk = Resource::AnonymousDesk { facility: ctx.facility, open: facility.row.anonymous_reports };
            return authorise(ctx, Action::ReportAnonymously, &desk);
        }
        authorise(ctx, Action::WriteReport, &Resource::Facility(ctx.facility))
    }

    /// The receipt of a report once more, for its reporter; without the receipt code.
    ///
    /// # Errors
    /// A denial for everybody else.
    pub async fn receipt(&self, ctx: &Ctx, id: ReportId) -> Result<Receipt, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let (case, profile) = load_case(self, &mut tx, &report).await?;
        let about = crate::access::about(ctx, &tx, &report, &case, &profile);
        authorise(ctx, Action::TrackReport, &Resource::Report(ctx.facility, about))?;
        Ok(Receipt {
            report: id,
            number: report.number,
            mode: Mode::from_code(&report.mode).ok_or(AppError::Data("mode"))?,
            next_seat: case.state.seat().and_then(|seat| profile.seat(seat)).map(|seat| seat.label.clone()),
            receipt_code: None,
        })
    }

    /// The report that a draft of the actor became, for who comes back to it; of an anonymous report no draft may tell.
    ///
    /// # Errors
    /// A denial when nobody is signed in, and when the store fails.
    pub async fn sent_draft(&self, ctx: &Ctx, draft: DraftId) -> Result<Option<ReportId>, AppError> {
        let earlier = self.earlier_receipt(ctx, &sent_key(ctx, draft)?).await?;
        Ok(earlier.map(|receipt| receipt.report))
    }

    async fn earlier_receipt(&self, ctx: &Ctx, key: &str) -> Result<Option<Receipt>, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let Some(row) = tx.idempotency_key(&token_hash(key)).await? else { return Ok(None) };
        let plain = tx.open_misc("receipt", &row.key, &unhex(&row.result)?)?;
        let (id, code): (ReportId, Option<String>) = serde_json::from_slice(&plain)?;
        let report = tx.report(id).await?.ok_or(AppError::Data("idempotency key"))?;
        let (case, profile) = load_case(self, &mut tx, &report).await?;
        Ok(Some(Receipt {
            report: id,
            number: report.number,
            mode: Mode::from_code(&report.mode).ok_or(AppError::Data("mode"))?,
            next_seat: case.state.seat().and_then(|seat| profile.seat(seat)).map(|seat| seat.label.clone()),
            receipt_code: code,
        }))
    }

    pub(crate) async fn remember(
        &self,
        tx: &mut Tx<Write>,
        key: &str,
        receipt: &Receipt,
        at: i64,
    ) -> Result<(), AppError> {
        let key = token_hash(key);
        let plain = serde_json::to_vec(&(receipt.report, &receipt.receipt_code))?;
        let result = hex(&tx.seal_misc("receipt", &key, &plain)?);
        Ok(tx.insert_idempotency_key(&IdempotencyRow { key, scope: "report".to_owned(), result, at }).await?)
    }
}

/// The key as it is kept: bound to the account, so that nobody gets another's receipt with its code; at the open desk, where
/// nobody is known, to the answers, so that whoever finds the form of the one before still sends a report of their own.
fn bound_key(ctx: &Ctx, submission: &Submission) -> Result<String, AppError> {
    let key = &submission.key;
    Ok(match &ctx.actor {
        Actor::Member(member) => format!("{} {key}", member.account),
        Actor::Public => format!("{} {key}", serde_json::to_string(&submission.fields)?),
        Actor::ReceiptHolder { .. } | Actor::System => key.clone(),
    })
}

/// The key under which the report of a sent draft is remembered, bound to the account like every key.
fn sent_key(ctx: &Ctx, draft: DraftId) -> Result<String, AppError> {
    Ok(format!("{} draft {draft}", ctx.member()?.account))
}

fn check(ctx: &Ctx, facility: &Facility, fields: &Fields, door: Door) -> Result<Checked, AppError> {
    let (units, places) = (facility.unit_ids(), facility.place_ids());
    let member = ctx.actor.member().is_some();
    let context = ReadContext {
        profile: &facility.profile,
        units: &units,
        places: &places,
        today: ctx.today(),
        door,
        default_mode: if member { Mode::Named } else { Mode::Anonymous },
    };
    let mut content = read(fields, &context).map_err(AppError::Invalid)?;
    if !member {
        content.coded.mode = Mode::Anonymous;
    }
    let derived = derive_partial(&facility.profile, &content.coded.facts).ok();
    refuse_below_floor(&facility.profile, &content.coded)?;
    Ok(Checked { content, derived })
}

/// A level that the reporter proposes below what the rules allow is refused.
pub(crate) fn refuse_below_floor(profile: &Profile, coded: &ReportCoded) -> Result<(), AppError> {
    match &coded.proposed_level {
        Some(level) if !coded.facts.may_judge(profile, level) => {
            Err(AppError::Invalid(vec![FieldError::new("proposed_level", "below_floor")]))
        }
        _ => Ok(()),
    }
}

fn unhex(text: &str) -> Result<Vec<u8>, AppError> {
    let digits: Option<Vec<u8>> = (0..text.len())
        .step_by(2)
        .map(|at| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect();
    digits.ok_or(AppError::Data("hex"))
}

/// The key of a form, for a page that has no draft.
impl App {
    /// A new idempotency key for a form without a draft.
    #[must_use]
    pub fn new_key(&self) -> String {
        self.ids.random().to_string()
    }

    /// The idempotency key that a draft carries.
    #[must_use]
    pub fn key_of(fields: &Fields) -> String {
        fields.get(KEY_FIELD).to_owned()
    }
}
