//! Owns the writing of a report: its keys, its row, its case and its journal rows, within one transaction.
use domain::approval::{Case, CaseEvent, CaseTexts, Judge};
use domain::id::{AccountId, EventId, ReportId};
use domain::level::PartialDerived;
use domain::report::{Mode, PlaceAnswer, ReportContent};
use store::{ReportRow, Tx, Write};

use super::case::{journal_case, project, route_for};
use super::submit::Receipt;
use crate::attachment::{NewFile, write_files};
use crate::facility::Facility;
use crate::session::token_hash;
use crate::{App, AppError};

/// A report ready to be written.
#[derive(Debug, Clone)]
pub(crate) struct NewReport {
    pub(crate) content: ReportContent,
    pub(crate) derived: Option<PartialDerived>,
    pub(crate) reporter: Option<AccountId>,
    pub(crate) at: i64,
    pub(crate) report_date: jiff::civil::Date,
    pub(crate) files: Vec<NewFile>,
}

impl App {
    /// Writes a report with its keys, case and journal row into the transaction.
    pub(crate) async fn write_report(
        &self,
        tx: &mut Tx<Write>,
        facility: &Facility,
        new: &NewReport,
    ) -> Result<Receipt, AppError> {
        let coded = &new.content.coded;
        let anonymous = coded.mode == Mode::Anonymous;
        let id = ReportId::from_uuid(if coded.mode == Mode::Named { self.ids.ordered() } else { self.ids.random() });
        tx.create_report_keys(id).await?;
        let sealed = tx.seal_content(id, &serde_json::to_vec(&new.content.sealed)?).await?;
        let identity = match (coded.mode, new.reporter) {
            (Mode::Protected, Some(account)) => Some(tx.seal_identity(id, &serde_json::to_vec(&account)?).await?),
            _ => None,
        };
        let receipt_code = anonymous.then(|| receipt_code(&self.ids.secret()));
        let number = number(tx, new.report_date, coded.mode).await?;
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
        write_files(tx, id, &new.files, new.at).await?;
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

/// The next number of the fiscal year (年度): `R8-0123`, in the era of its first day; anonymous and protected reports have series of
/// their own (`R8-A0012`, `R8-P0012`), so that a number does not tell between which named reports one was written.
async fn number(tx: &mut Tx<Write>, date: jiff::civil::Date, mode: Mode) -> Result<String, AppError> {
    let year = domain::date::fiscal_year(date);
    let first_day = jiff::civil::Date::new(year, 4, 1).map_err(|_| AppError::Data("fiscal year"))?;
    let wareki = domain::date::Wareki::of(first_day).ok_or(AppError::Data("era"))?;
    let letter = match mode {
        Mode::Named => "",
        Mode::Protected => "P",
        Mode::Anonymous => "A",
    };
    let next = tx.next_number(&format!("{year}{letter}")).await?;
    Ok(format!("{}{}-{letter}{next:04}", wareki.era().letter(), wareki.era_year()))
}

/// Sixteen characters, 80 bits.
fn receipt_code(secret: &[u8; 32]) -> String {
    letters(&secret[..16])
}

/// Bytes as characters without look-alikes (five bits of each byte), in groups of four: to be read out and typed.
pub(crate) fn letters(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect();
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
