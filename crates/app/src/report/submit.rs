//! Owns the submission of a report: validated before the write transaction, saved with its journal row or not at all, once per key.
use domain::approval::{Case, CaseEvent, CaseTexts, Judge};
use domain::form::{FieldError, Fields};
use domain::id::{AccountId, DraftId, EventId, ReportId};
use domain::level::{PartialDerived, PartialFacts, derive_partial};
use domain::people::Actor;
use domain::policy::{Action, Resource};
use domain::profile::{Label, LevelCode, Profile};
use domain::report::{Door, Mode, PlaceAnswer, ReadContext, ReportCoded, ReportContent, read};
use store::{CaseRow, IdempotencyRow, ReportRow, Tx, Write};

use super::view::{journal_case, route_for};
use crate::access::authorise;
use crate::draft::{KEY_FIELD, own_draft};
use crate::facility::Facility;
use crate::session::{hex, token_hash};
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

/// A report ready to be written.
#[derive(Debug, Clone)]
pub(crate) struct NewReport {
    pub(crate) content: ReportContent,
    pub(crate) derived: Option<PartialDerived>,
    pub(crate) reporter: Option<AccountId>,
    pub(crate) at: i64,
    pub(crate) report_date: jiff::civil::Date,
}

impl App {
    /// Reads the answers as a submission would, without saving.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with every field error.
    pub async fn check_report(&self, ctx: &Ctx, fields: &Fields, door: Door) -> Result<Checked, AppError> {
        let facility = self.facility(ctx).await?;
        check(ctx, &facility, fields, door)
    }

    /// Submits a report. The same key again gives the first receipt.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with every field error; a denial; nothing is saved then.
    pub async fn submit_report(&self, ctx: &Ctx, submission: Submission) -> Result<Receipt, AppError> {
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
            at: if mode == Mode::Anonymous { Ctx::hour_of(ctx.now) } else { ctx.now },
            report_date: ctx.today(),
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
        if let Some(draft) = submission.draft {
            own_draft(ctx, &mut tx, draft).await?;
            tx.delete_draft(draft).await?;
        }
        let receipt = self.write_report(&mut tx, facility, new).await?;
        self.remember(&mut tx, &submission.key, &receipt, new.at).await?;
        if let Some(quick) = submission.promotes {
            self.may_promote(ctx, &mut tx, quick).await?;
            self.join(ctx, &mut tx, quick, receipt.report).await?;
        }
        tx.commit().await?;
        Ok(receipt)
    }

    /// Only the reporter of a quick report promotes it.
    async fn may_promote(&self, ctx: &Ctx, tx: &mut Tx<Write>, quick: ReportId) -> Result<(), AppError> {
        let report = tx.report(quick).await?.ok_or(AppError::NotFound)?;
        let (case, profile) = super::load_case(self, tx, &report).await?;
        let about = crate::access::about(ctx, tx, &report, &case, &profile);
        authorise(ctx, Action::TrackReport, &Resource::Report(ctx.facility, about))
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
        let (case, profile) = super::load_case(self, &mut tx, &report).await?;
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

    async fn earlier_receipt(&self, ctx: &Ctx, key: &str) -> Result<Option<Receipt>, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let Some(row) = tx.idempotency_key(&token_hash(key)).await? else { return Ok(None) };
        let plain = tx.open_misc("receipt", &row.key, &unhex(&row.result)?)?;
        let (id, code): (ReportId, Option<String>) = serde_json::from_slice(&plain)?;
        let report = tx.report(id).await?.ok_or(AppError::Data("idempotency key"))?;
        let (case, profile) = super::load_case(self, &mut tx, &report).await?;
        Ok(Some(Receipt {
            report: id,
            number: report.number,
            mode: Mode::from_code(&report.mode).ok_or(AppError::Data("mode"))?,
            next_seat: case.state.seat().and_then(|seat| profile.seat(seat)).map(|seat| seat.label.clone()),
            receipt_code: code,
        }))
    }

    async fn remember(&self, tx: &mut Tx<Write>, key: &str, receipt: &Receipt, at: i64) -> Result<(), AppError> {
        let key = token_hash(key);
        let plain = serde_json::to_vec(&(receipt.report, &receipt.receipt_code))?;
        let result = hex(&tx.seal_misc("receipt", &key, &plain)?);
        Ok(tx.insert_idempotency_key(&IdempotencyRow { key, scope: "report".to_owned(), result, at }).await?)
    }

    /// Writes a report with its keys, case and journal row into the transaction.
    pub(crate) async fn write_report(
        &self,
        tx: &mut Tx<Write>,
        facility: &Facility,
        new: &NewReport,
    ) -> Result<Receipt, AppError> {
        let coded = &new.content.coded;
        let anonymous = coded.mode == Mode::Anonymous;
        let id = ReportId::from_uuid(if anonymous { self.ids.random() } else { self.ids.ordered() });
        tx.create_report_keys(id).await?;
        let sealed = tx.seal_content(id, &serde_json::to_vec(&new.content.sealed)?).await?;
        let identity = match (coded.mode, new.reporter) {
            (Mode::Protected, Some(account)) => Some(tx.seal_identity(id, &serde_json::to_vec(&account)?).await?),
            _ => None,
        };
        let receipt_code = anonymous.then(|| receipt_code(&self.ids.secret()));
        let number = number(tx, new.report_date, anonymous).await?;
        let tag = match (coded.mode, new.reporter) {
            (Mode::Protected, Some(account)) => Some(tx.reporter_tag(id, account)),
            _ => None,
        };
        let row = ReportRow {
            report_id: id,
            number: number.clone(),
            event_id: EventId::from_uuid(self.ids.random()),
            submitted_at: new.at,
            report_date: new.report_date.to_string(),
            mode: coded.mode.code().to_owned(),
            door: coded.door.code().to_owned(),
            form: coded.form.clone(),
            medication_detail: coded.medication_detail.clone(),
            unit_id: coded.unit,
            place_id: match coded.place {
                PlaceAnswer::Known(place) => Some(place),
                PlaceAnswer::Other | PlaceAnswer::Unknown => None,
            },
            occurred_on: coded.occurred_date.exact().map(|date| date.to_string()),
            reporter_account: new.reporter.filter(|_| coded.mode == Mode::Named),
            reporter_tag: tag,
            receipt_hash: receipt_code.as_deref().map(|code| token_hash(&normalise_code(code))),
            coded: serde_json::to_string(coded)?,
            sealed,
            identity,
            profile_version: i64::from(facility.profile.version),
        };
        tx.insert_report(&row).await?;
        let next = self.open_case(tx, facility, new, &row).await?;
        let next_seat = next.and_then(|seat| facility.profile.seat(&seat).map(|seat| seat.label.clone()));
        Ok(Receipt { report: id, number, mode: coded.mode, next_seat, receipt_code })
    }

    async fn open_case(
        &self,
        tx: &mut Tx<Write>,
        facility: &Facility,
        new: &NewReport,
        row: &ReportRow,
    ) -> Result<Option<String>, AppError> {
        let route = route_for(tx, &facility.profile, &new.content.coded.facts, row.unit_id).await?;
        let (skipped, first_seat) = Case::first_seat(&route, 1);
        let derived = new.derived.as_ref();
        let submitted = CaseEvent::ReportSubmitted {
            profile_version: facility.profile.version,
            derived: derived.map(|derived| derived.floor.level.clone()),
            provisional: derived.is_none_or(|derived| derived.provisional),
            first_seat: first_seat.clone(),
        };
        let mut case = Case::begin(&submitted, new.at).ok_or(AppError::Data("case"))?;
        let mut happened = vec![(submitted, CaseTexts::default())];
        happened.extend(proposal(&new.content, derived));
        happened.extend(skipped);
        let actor = reporter_name(new);
        for (event, _) in happened.iter().skip(1) {
            case.apply(event, &actor, new.at);
        }
        tx.insert_case(&project(&case, &facility.profile, row.report_id)).await?;
        journal_case(tx, row, 0, &happened, &actor, None, new.at).await?;
        Ok(first_seat)
    }
}

/// The word for the reporter in the journal: the account of a named one, else only the mode.
fn reporter_name(new: &NewReport) -> String {
    match (new.content.coded.mode, new.reporter, new.content.coded.door) {
        (Mode::Named, Some(account), _) => account.to_string(),
        (Mode::Named, None, _) => "system".to_owned(),
        (mode, ..) => mode.code().to_owned(),
    }
}

/// The reporter's own judgement: what was proposed, else what the rules derive.
fn proposal(content: &ReportContent, derived: Option<&PartialDerived>) -> Option<(CaseEvent, CaseTexts)> {
    let derived = derived.map(|derived| derived.floor.level.clone());
    let level = content.coded.proposed_level.clone().or_else(|| derived.clone())?;
    let texts = CaseTexts { text: None, reason: content.sealed.proposed_reason.clone() };
    Some((CaseEvent::LevelJudged { judge: Judge::Reporter, level, derived }, texts))
}

/// The row of a case for lists, from its fold.
pub(crate) fn project(case: &Case, profile: &Profile, report_id: ReportId) -> CaseRow {
    let level = |judge| case.level(judge).map(|level| level.as_str().to_owned());
    let merged_into = match &case.state {
        domain::approval::CaseState::Merged { into, .. } => Some(*into),
        _ => None,
    };
    CaseRow {
        report_id,
        state: case.state.code().to_owned(),
        round: i64::from(case.state.round()),
        seat: case.state.seat().map(str::to_owned),
        stream_seq: case.length,
        reporter_level: level(Judge::Reporter),
        leader_level: level(Judge::Leader),
        final_level: level(Judge::Final),
        kind: case.effective_level().and_then(|level| profile.kind(level)).map(|kind| kind.as_str().to_owned()),
        measures_review: case.measures_review,
        merged_into,
        entered_at: case.entered_at,
        closed_at: (case.state.code() == "closed").then_some(case.entered_at),
    }
}

/// The lowest level that a person may judge for these facts, if there is a floor.
pub(crate) fn level_rank_floor(profile: &Profile, facts: &PartialFacts) -> Option<LevelCode> {
    profile.levels.iter().map(|level| &level.code).find(|code| facts.may_judge(profile, code)).cloned()
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

fn refuse_below_floor(profile: &Profile, coded: &ReportCoded) -> Result<(), AppError> {
    match &coded.proposed_level {
        Some(level) if !coded.facts.may_judge(profile, level) => {
            Err(AppError::Invalid(vec![FieldError::new("proposed_level", "below_floor")]))
        }
        _ => Ok(()),
    }
}

/// The next number of the fiscal year (年度): `R8-0123`, in the era of its first day; anonymous reports have a series of their own
/// (`R8-A0012`), so that a number does not tell between which named reports one was written.
async fn number(tx: &mut Tx<Write>, date: jiff::civil::Date, anonymous: bool) -> Result<String, AppError> {
    let year = domain::date::fiscal_year(date);
    let first_day = jiff::civil::Date::new(year, 4, 1).map_err(|_| AppError::Data("fiscal year"))?;
    let wareki = domain::date::Wareki::of(first_day).ok_or(AppError::Data("era"))?;
    let letter = if anonymous { "A" } else { "" };
    let next = tx.next_number(&format!("{year}{letter}")).await?;
    Ok(format!("{}{}-{letter}{next:04}", wareki.era().letter(), wareki.era_year()))
}

/// Sixteen characters without look-alikes, 80 bits, in groups of four.
fn receipt_code(secret: &[u8; 32]) -> String {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let letters: Vec<char> = secret[..16].iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// A receipt code as typed: any case, any separators, full width too.
pub(crate) fn normalise_code(code: &str) -> String {
    code.chars()
        .map(|c| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
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
