//! Owns the export of coded data as CSV: what counts, what was published and how it is recounted (docs/export.md). No sealed field leaves.
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::id::ReportId;
use domain::policy::Action;
use domain::profile::Profile;
use domain::publication::{CaseForMonth, Month, counted};
use serde_json::json;
use store::{CaseRow, Page, ReportFilter, ReportLine, Tx, Write};

use crate::access::authorise_facility;
use crate::facility::Facility;
use crate::journal::note;
use crate::publication::cases_at;
use crate::{App, AppError, Ctx};

/// The columns in order.
pub const COLUMNS: [&str; 24] = [
    "number",
    "report_date",
    "month",
    "occurred_on",
    "form",
    "medication_detail",
    "level",
    "level_source",
    "kind",
    "state",
    "round",
    "seat",
    "mode",
    "door",
    "unit",
    "place",
    "merged_into",
    "counted",
    "profile_version",
    "published_revision",
    "counted_at_publication",
    "level_at_publication",
    "kind_at_publication",
    "provisional_at_publication",
];

/// A month as it was at the cut-off of its newest published revision.
struct Published {
    revision: i64,
    /// Cases by report; `true` = counted.
    cases: BTreeMap<ReportId, (CaseForMonth, bool)>,
}

/// What a line needs beside itself.
struct Around<'a> {
    facility: &'a Facility,
    profiles: BTreeMap<i64, std::sync::Arc<Profile>>,
    numbers: BTreeMap<ReportId, String>,
    months: BTreeMap<String, Option<Published>>,
}

impl App {
    /// The reports that pass the filter as CSV: UTF-8 with a byte order mark, CRLF, every cell quoted, oldest report date first.
    ///
    /// # Errors
    /// A denial, or when the store fails. That it was exported is journalled before it is given out.
    pub async fn export_reports(&self, ctx: &Ctx, filter: &ReportFilter) -> Result<Vec<u8>, AppError> {
        authorise_facility(ctx, Action::ExportReports)?;
        let facility = self.facility(ctx).await?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let mut lines = tx.reports(filter, Page::ALL).await?.lines;
        lines.sort_by(|a, b| a.report_date.cmp(&b.report_date).then_with(|| a.number.cmp(&b.number)));
        let around = self.around(&mut tx, &facility, &lines).await?;
        let mut out = b"\xEF\xBB\xBF".to_vec();
        write_row(&mut out, &COLUMNS.map(str::to_owned));
        for line in &lines {
            write_row(&mut out, &cells(&around, line)?);
        }
        drop(tx);
        // The writer is opened for the note alone.
        let mut tx = self.store().write(&ctx.facility).await?;
        journal_export(ctx, &mut tx, lines.len()).await?;
        tx.commit().await?;
        Ok(out)
    }

    async fn around<'a, M>(
        &self,
        tx: &mut Tx<M>,
        facility: &'a Facility,
        lines: &[ReportLine],
    ) -> Result<Around<'a>, AppError> {
        let mut around =
            Around { facility, profiles: BTreeMap::new(), numbers: BTreeMap::new(), months: BTreeMap::new() };
        for line in lines {
            around.numbers.insert(line.report_id, line.number.clone());
            if let Entry::Vacant(slot) = around.profiles.entry(line.profile_version) {
                slot.insert(self.profile_version(tx, line.profile_version).await?);
            }
            let month = month_of(line)?;
            if let Entry::Vacant(slot) = around.months.entry(month.to_string()) {
                slot.insert(self.published(tx, month).await?);
            }
        }
        // A report may go on in one that the filter leaves out.
        for line in lines {
            if let Some(into) = line.case.merged_into
                && let Some(report) = tx.report(into).await?
            {
                around.numbers.insert(into, report.number);
            }
        }
        Ok(around)
    }

    async fn published<M>(&self, tx: &mut Tx<M>, month: Month) -> Result<Option<Published>, AppError> {
        let Some(row) = tx.published_month(&month.to_string()).await? else { return Ok(None) };
        let cases = cases_at(self, tx, month, row.cut_off).await?;
        let profile = self.profile_version(tx, row.rule_version).await?;
        let counts: Vec<ReportId> = counted(&profile, month, &cases).into_iter().map(|case| case.report).collect();
        let cases = cases.into_iter().map(|case| (case.report, (counts.contains(&case.report), case)));
        Ok(Some(Published {
            revision: row.revision,
            cases: cases.map(|(id, (counts, case))| (id, (case, counts))).collect(),
        }))
    }
}

fn month_of(line: &ReportLine) -> Result<Month, AppError> {
    line.report_date.parse().map(Month::of).map_err(|_| AppError::Data("report date"))
}

/// The level that counts, and whose judgement it is.
fn level<'a>(profile: &'a Profile, case: &'a CaseRow) -> (&'a str, &'static str) {
    let judged = [(&case.final_level, "final"), (&case.leader_level, "leader"), (&case.reporter_level, "reporter")];
    let found = judged.into_iter().find_map(|(level, source)| level.as_deref().map(|level| (level, source)));
    // Without any judgement the publication counts the mildest level.
    found.unwrap_or_else(|| (profile.levels.first().map_or("", |level| level.code.as_str()), "none"))
}

fn cells(around: &Around<'_>, line: &ReportLine) -> Result<[String; 24], AppError> {
    let profile = around.profiles.get(&line.profile_version).ok_or(AppError::Data("profile version"))?;
    let month = month_of(line)?.to_string();
    let (level, source) = level(profile, &line.case);
    let kind = profile.kind(&domain::profile::LevelCode::new(level)).map_or("", domain::profile::Kind::as_str);
    let published = around.months.get(&month).and_then(Option::as_ref);
    let then = published.and_then(|month| month.cases.get(&line.report_id));
    let in_force = line.report_date >= profile.effective_from.to_string();
    let unit = line.unit_id.and_then(|id| around.facility.unit(id)).map(|unit| unit.code.clone());
    let place = line.place_id.and_then(|id| around.facility.place(id)).map(|place| place.code.clone());
    let merged_into = line.case.merged_into.and_then(|id| around.numbers.get(&id).cloned());
    let counts = line.case.merged_into.is_none() && in_force;
    Ok([
        line.number.clone(),
        line.report_date.clone(),
        month,
        line.occurred_on.clone().unwrap_or_default(),
        line.form.clone(),
        line.medication_detail.clone().unwrap_or_default(),
        level.to_owned(),
        source.to_owned(),
        kind.to_owned(),
        line.case.state.clone(),
        line.case.round.to_string(),
        line.case.seat.clone().unwrap_or_default(),
        line.mode.clone(),
        line.door.clone(),
        unit.unwrap_or_default(),
        place.unwrap_or_default(),
        merged_into.unwrap_or_default(),
        yes_no(counts),
        line.profile_version.to_string(),
        published.map(|month| month.revision.to_string()).unwrap_or_default(),
        published.map(|_| yes_no(then.is_some_and(|(_, counts)| *counts))).unwrap_or_default(),
        then.map(|(case, _)| case.level.as_str().to_owned()).unwrap_or_default(),
        then.map(|(case, _)| case.kind.as_str().to_owned()).unwrap_or_default(),
        then.map(|(case, _)| yes_no(case.provisional)).unwrap_or_default(),
    ])
}

fn yes_no(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

/// Writes a row: every cell quoted; a cell that a spreadsheet would take for a formula gets an apostrophe (OWASP, CSV injection).
pub(crate) fn write_row(out: &mut Vec<u8>, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", harmless(cell).replace('"', "\"\""))).collect();
    out.extend_from_slice(cells.join(",").as_bytes());
    out.extend_from_slice(b"\r\n");
}

/// A cell that no spreadsheet takes for a formula, also behind blanks or invisible characters, which some of them skip.
pub(crate) fn harmless(cell: &str) -> String {
    let invisible = |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\0');
    let seen = cell.trim_start_matches(|c: char| c.is_whitespace() || invisible(c));
    if cell.starts_with(['\t', '\r', '\n', '\0']) || seen.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
    {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

async fn journal_export(ctx: &Ctx, tx: &mut Tx<Write>, rows: usize) -> Result<(), AppError> {
    note(ctx, tx, "export", "reports_exported", json!({ "rows": rows })).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "\n=1", " =1", "　＠1", "\u{FEFF}=1"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        assert_eq!(harmless("R8-0001"), "R8-0001");
    }

    #[test]
    fn quotation_marks_are_doubled_and_lines_end_with_crlf() {
        let mut out = Vec::new();
        let mut cells: [String; 24] = std::array::from_fn(|_| String::new());
        cells[0] = "a\"b".to_owned();
        write_row(&mut out, &cells);
        assert!(out.starts_with(b"\"a\"\"b\",\"\","));
        assert!(out.ends_with(b"\"\"\r\n"));
    }
}
