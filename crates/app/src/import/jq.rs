//! Owns the reading of the public case search's CSV: each row becomes the answers of a report, by heading.
//!
//! The file has 185 columns, `事例の内容` (in other editions `事故の内容`) twice: first a code, then the narrative. Item generations before
//! and after April 2025 differ, so that nothing is read by position. What has no place of its own stands in the narrative under
//! its heading.
mod headings;
mod map;
mod row;

use domain::form::Fields;
use jiff::civil::Date;

use super::table::{FileProblem, Table};
use super::{Incoming, Remedy, RowError, Unmapped};
use crate::facility::Facility;

/// One case of the file.
#[derive(Debug, Clone)]
pub(crate) struct JqCase {
    /// Row as a spreadsheet shows it.
    pub(crate) row: usize,
    /// 事例ID.
    id: String,
    /// The answers.
    pub(crate) fields: Fields,
}

impl JqCase {
    /// The key under which the case is filed once.
    pub(crate) fn key(&self) -> String {
        format!("jq:{}", self.id)
    }

    pub(super) fn incoming(self, report_date: Date) -> Incoming {
        Incoming { key: self.key(), fields: self.fields, report_date, reporter_name: None }
    }
}

/// The file as far as it could be read.
#[derive(Debug, Default)]
pub(crate) struct JqFile {
    pub(crate) rows: usize,
    pub(crate) cases: Vec<JqCase>,
    pub(crate) errors: Vec<RowError>,
    pub(crate) unmapped: Unmapped,
}

/// Reads the file for a facility: its places are recognised by their names.
pub(crate) fn read_jq(bytes: &[u8], facility: &Facility) -> Result<JqFile, FileProblem> {
    let table = Table::read(bytes)?;
    let missing: Vec<&str> =
        ["事例ID", "概要"].into_iter().filter(|heading| table.columns(heading).is_empty()).collect();
    if !missing.is_empty() {
        return Err(FileProblem::Headings(missing.join(", ")));
    }
    let mut file = JqFile { rows: table.rows.len(), ..JqFile::default() };
    for (index, cells) in table.rows.iter().enumerate() {
        let number = index + 2;
        let mut reader = row::Row::new(&table, cells, facility, &mut file.unmapped);
        let id = reader.take("事例ID");
        if id.is_empty() {
            file.errors.push(no_id(number));
            continue;
        }
        file.cases.push(JqCase { row: number, id, fields: reader.answers() });
    }
    Ok(file)
}

fn no_id(row: usize) -> RowError {
    RowError {
        row,
        column: "事例ID".to_owned(),
        code: "id_missing".to_owned(),
        value: String::new(),
        remedy: Remedy {
            ja: "事例IDがありません。二重の取込みを防ぐために必要です。".to_owned(),
            en: "The case has no 事例ID, which is needed to import it only once.".to_owned(),
        },
    }
}

/// The heading from which a field of the report is read, for errors.
pub(super) fn heading(field: &str) -> String {
    let heading = match field {
        "narrative" => "事例の内容",
        "cause_narrative" => "事例の背景要因の概要",
        "prevention" => "改善策",
        "form" | "form_other" => "概要",
        "reached" => "医療の実施の有無",
        "treatment" => "治療の程度",
        "death" | "lasting_loss" => "事故の程度",
        "place" | "place_other" => "発生場所",
        "occurred_approx" | "occurred_year" => "報告年",
        "occupation" => "当事者職種_1",
        other => other,
    };
    heading.to_owned()
}
