//! Owns the columns of the file of exposures, its template, and how a row becomes the exposure of a month.
use std::collections::HashSet;

use domain::exposure::{CountError, Exposure, Measure, MonthTextError, read_count, read_month};
use domain::id::UnitId;
use domain::publication::Month;
use jiff::civil::Date;
use store::UnitRow;

use super::super::table::{FileProblem, Table, fold};
use super::super::{Remedy, RowError, shortened};
use crate::facility::Facility;

/// What a column is called: our own heading first, then the words of the houses' own lists. Brackets behind a heading are passed over.
const MONTH: &[&str] = &["月", "年月", "対象月", "対象年月", "month"];
const UNIT: &[&str] = &["部署", "病棟", "ユニット", "棟", "unit"];
const USER_DAYS: &[&str] = &[
    "延べ利用者日数",
    "延べ利用者数",
    "延利用者数",
    "利用者延べ日数",
    "利用者延べ数",
    "延べ入院患者数",
    "延べ入院患者日数",
    "入院患者延べ数",
    "延べ患者数",
    "在院患者延べ数",
    "user_days",
    "patient_days",
];
const BEDS: &[&str] = &["定員", "病床数", "稼働病床数", "ベッド数", "beds"];
/// What means the whole facility in the column of units, beside an empty cell.
const WHOLE: [&str; 5] = ["全体", "施設全体", "病院全体", "合計", "whole"];

/// An empty file with the headings: UTF-8 with a byte order mark, so that spreadsheets read it right.
#[must_use]
pub fn exposure_template() -> String {
    let headings = [MONTH, UNIT, USER_DAYS, BEDS].map(|names| format!("\"{}\"", names[0]));
    format!("\u{FEFF}{}\r\n", headings.join(","))
}

/// One row as the file has it; a number that is `None` changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Given {
    /// Row as a spreadsheet shows it.
    pub(super) row: usize,
    pub(super) exposure: Exposure,
}

/// The file as far as it could be read.
#[derive(Debug, Default)]
pub(super) struct ExposureFile {
    pub(super) rows: Vec<Given>,
    pub(super) errors: Vec<RowError>,
    pub(super) ignored: Vec<String>,
}

/// Where the columns stand.
struct Columns {
    month: usize,
    unit: Option<usize>,
    user_days: Option<usize>,
    beds: Option<usize>,
}

impl Columns {
    fn find(table: &Table) -> Result<Self, FileProblem> {
        let place = |names: &[&str]| {
            table.headings.iter().position(|heading| {
                let heading = fold(heading);
                let bare = heading.split('(').next().unwrap_or_default();
                names.iter().any(|name| fold(name) == bare)
            })
        };
        let (user_days, beds) = (place(USER_DAYS), place(BEDS));
        let mut missing = Vec::new();
        let month = place(MONTH);
        if month.is_none() {
            missing.push(MONTH[0]);
        }
        if user_days.is_none() && beds.is_none() {
            missing.push(USER_DAYS[0]);
        }
        match month {
            Some(month) if missing.is_empty() => Ok(Self { month, unit: place(UNIT), user_days, beds }),
            _ => Err(FileProblem::Headings(missing.join(", "))),
        }
    }

    fn has(&self, index: usize) -> bool {
        index == self.month || [self.unit, self.user_days, self.beds].contains(&Some(index))
    }
}

/// Reads the file; only missing headings make it unreadable as a whole.
pub(super) fn read(table: &Table, facility: &Facility, today: Date) -> Result<ExposureFile, FileProblem> {
    let columns = Columns::find(table)?;
    let unread = table.headings.iter().enumerate().filter(|(index, text)| !columns.has(*index) && !text.is_empty());
    let ignored = unread.map(|(_, heading)| heading.clone()).collect();
    let mut file = ExposureFile { ignored, ..ExposureFile::default() };
    let mut seen: HashSet<(Option<UnitId>, Month)> = HashSet::new();
    for (index, cells) in table.rows.iter().enumerate() {
        let mut row = Row { table, facility, today, number: index + 2, cells, errors: Vec::new() };
        let found = row.exposure(&columns);
        if let Some(exposure) = found
            && !seen.insert((exposure.unit, exposure.month))
        {
            let words = (
                "同じ月と部署の行が上にもあります。どちらかを消してください。",
                "An earlier row has the same month and unit; delete one of them.",
            );
            row.wrong(columns.month, "row_twice", words);
        }
        match found.filter(|_| row.errors.is_empty()) {
            Some(exposure) => file.rows.push(Given { row: row.number, exposure }),
            None => file.errors.append(&mut row.errors),
        }
    }
    Ok(file)
}

struct Row<'a> {
    table: &'a Table,
    facility: &'a Facility,
    today: Date,
    number: usize,
    cells: &'a [String],
    errors: Vec<RowError>,
}

impl Row<'_> {
    fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    fn wrong(&mut self, column: usize, code: &str, (ja, en): (&str, &str)) {
        self.errors.push(RowError {
            row: self.number,
            column: self.table.headings.get(column).cloned().unwrap_or_default(),
            code: code.to_owned(),
            value: shortened(self.cell(column)),
            remedy: Remedy { ja: ja.to_owned(), en: en.to_owned() },
        });
    }

    /// The exposure of the row; `None` without a month or with an unknown unit. Numbers that cannot be read are among the errors.
    fn exposure(&mut self, columns: &Columns) -> Option<Exposure> {
        let month = self.month(columns.month);
        let unit = columns.unit.map_or(Some(None), |column| self.unit(column));
        let user_days = columns.user_days.and_then(|column| self.count(column, Measure::UserDays));
        let beds = columns.beds.and_then(|column| self.count(column, Measure::Beds));
        let exposure = Exposure { unit: unit?, month: month?, user_days, beds };
        // Our own sheet has every month of the year; those to come are empty in it.
        if exposure.month > Month::of(self.today) && !exposure.is_unknown() {
            let words =
                ("まだ来ていない月です。年を確かめてください。", "The month lies in the future; check the year.");
            self.wrong(columns.month, "exposure_in_future", words);
        }
        Some(exposure)
    }

    fn month(&mut self, column: usize) -> Option<Month> {
        match read_month(self.cell(column), self.today) {
            Ok(month) => Some(month),
            Err(error) => {
                self.wrong(column, error.code(), month_words(error));
                None
            }
        }
    }

    /// `Some(None)` = the whole facility; `None` = there is no such unit. Units that are retired now had their months.
    fn unit(&mut self, column: usize) -> Option<Option<UnitId>> {
        // Our own sheet puts an apostrophe before a name that a spreadsheet would take for a formula.
        let wanted = fold(self.cell(column).trim_start_matches('\''));
        if wanted.is_empty() || WHOLE.iter().any(|word| fold(word) == wanted) {
            return Some(None);
        }
        let fits = |unit: &&UnitRow| {
            [&unit.code, &unit.name_ja, &unit.name_en].into_iter().any(|name| !name.is_empty() && fold(name) == wanted)
        };
        let in_use = self.facility.units.iter().filter(|unit| unit.active).find(fits);
        let found = in_use.or_else(|| self.facility.units.iter().find(fits)).map(|unit| unit.unit_id);
        if found.is_none() {
            let words = (
                "この名前や記号の部署はありません。施設全体の数なら空けてください。",
                "There is no unit of this name or code; leave the cell empty for the whole facility.",
            );
            self.wrong(column, "choice_unknown", words);
        }
        found.map(Some)
    }

    fn count(&mut self, column: usize, measure: Measure) -> Option<u32> {
        match read_count(measure, self.cell(column)) {
            Ok(count) => count,
            Err(error) => {
                self.wrong(column, error.code(), count_words(error));
                None
            }
        }
    }
}

const fn month_words(error: MonthTextError) -> (&'static str, &'static str) {
    match error {
        MonthTextError::Missing => {
            ("月を書いてください（例 2026-11、令和8年11月）。", "Give the month, such as 2026-11.")
        }
        MonthTextError::NoYear => {
            ("年も書いてください（例 2026-11、令和8年11月）。", "Give the year too, such as 2026-11.")
        }
        MonthTextError::Unreadable => (
            "月として読めません。2026-11や令和8年11月のように書いてください。",
            "This is no month; write it like 2026-11.",
        ),
    }
}

const fn count_words(error: CountError) -> (&'static str, &'static str) {
    match error {
        CountError::NoNumber => (
            "数字で書いてください（例 1,520）。休みの月は0、分からないときは空けてください。",
            "Write a number, such as 1,520: 0 for a month without care, nothing when it is not known.",
        ),
        CountError::Negative => ("0より小さい数は使えません。", "The number cannot be below zero."),
        CountError::Fraction => {
            ("小数は使えません。整数で書いてください。", "Write a whole number, without a fraction.")
        }
        CountError::TooMuch { .. } => ("大きすぎます。けたを確かめてください。", "This is too much; check the digits."),
    }
}
