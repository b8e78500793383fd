//! page::exposure::check: what a file of exposures would change, before it is taken; or what is wrong with it, row by row.

use askama::Template;
use domain::exposure::{Exposure, Measure};

use super::{chooser, shown};
use crate::catalog::Text;
use crate::component::*;
use crate::frame::{AssetUrls, Frame};
use crate::html::Html;
use crate::page::Page;
use crate::when;

/// So many rows are shown; a longer file says how many more it has.
const MOST_SHOWN: usize = 200;

/// One row that changes what stands.
#[derive(Debug, Clone)]
pub struct CheckLine {
    /// Row of the file.
    pub row: usize,
    /// Name of the unit; `None` = the whole facility.
    pub unit: Option<String>,
    /// The month as it stands.
    pub before: Exposure,
    /// As it will stand.
    pub after: Exposure,
    /// Code of what the row does: `added`, `changed`.
    pub effect: &'static str,
}

/// What the page is drawn from.
#[derive(Debug, Clone, Default)]
pub struct CheckSource {
    /// Rows of the file; then how many months are new, change, stay, and rows without a number.
    pub counts: [usize; 5],
    /// The rows that change something.
    pub lines: Vec<CheckLine>,
    /// What is wrong: row, column, value, remedy.
    pub errors: Vec<(usize, String, String, String)>,
    /// Headings that nothing reads.
    pub ignored: Vec<String>,
    /// The file as text, to be given back when it is taken.
    pub text: String,
    /// The most that a file may hold, in kilobytes.
    pub kilobytes: usize,
}

/// What a file of exposures would change (取り込む前の確認).
#[derive(Debug, Clone, Template)]
#[template(path = "exposure/check.html")]
pub struct ExposureCheck {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    counts: Option<String>,
    wrong: Option<Flash>,
    table: Option<Table>,
    more: Option<String>,
    ignored: Option<String>,
    any_doubtful: bool,
    text: Option<String>,
    chooser: FileInput,
}

impl ExposureCheck {
    /// The page.
    #[must_use]
    pub fn new(t: Text, mut frame: Frame, source: &CheckSource) -> Self {
        let [rows, added, changed, unchanged, empty] = source.counts;
        let is_wrong = !source.errors.is_empty();
        frame.has_errors = is_wrong;
        let counts: [(&str, &dyn std::fmt::Display); 5] =
            [("rows", &rows), ("added", &added), ("changed", &changed), ("unchanged", &unchanged), ("empty", &empty)];
        let counts = t.with("exposure.check.counts", &counts);
        let wrong = t.with("exposure.check.wrong", &[("n", &source.errors.len())]);
        let all = if is_wrong { source.errors.len() } else { source.lines.len() };
        let hidden = all.saturating_sub(MOST_SHOWN);
        let names = source.ignored.join(t.get("report.answer.separator"));
        let table = if is_wrong { errors(t, source) } else { changes(t, source) };
        Self {
            t,
            frame: frame.titled(t.get("exposure.check.title")),
            counts: (!is_wrong).then_some(counts),
            wrong: is_wrong.then(|| Flash::new(t, FlashKind::Failed, wrong)),
            table: (all > 0).then_some(table),
            more: (hidden > 0).then(|| t.with("exposure.check.more", &[("n", &hidden)])),
            ignored: (!names.is_empty()).then(|| t.with("exposure.check.ignored", &[("names", &names)])),
            any_doubtful: !is_wrong && source.lines.iter().any(|line| line.after.is_doubtful()),
            text: (!is_wrong && all > 0).then(|| source.text.clone()),
            chooser: chooser(t, source.kilobytes, &[]),
        }
    }

    fn apply(&self) -> Button {
        Button::primary(self.t.get("exposure.check.apply"))
    }

    fn again(&self) -> Button {
        Button::primary(self.t.get("exposure.file.check"))
    }
}

fn errors(t: Text, source: &CheckSource) -> Table {
    let columns = vec![
        Column::number(t.get("exposure.check.row")),
        Column::text(t.get("exposure.check.column")),
        Column::text(t.get("exposure.check.value")),
        Column::text(t.get("exposure.check.remedy")),
    ];
    let rows = source.errors.iter().take(MOST_SHOWN).map(|(row, column, value, remedy)| {
        vec![Cell::text(row.to_string()), Cell::text(column), Cell::text(value), Cell::text(remedy)]
    });
    Table::new("exposure-errors", t.get("exposure.check.errors"), columns, rows.collect())
}

fn changes(t: Text, source: &CheckSource) -> Table {
    let mut columns = vec![Column::text(t.get("exposure.month")), Column::text(t.get("exposure.unit"))];
    columns.extend(Measure::ALL.map(|measure| Column::text(t.choice("exposure.measure", measure.code()))));
    columns.push(Column::text(t.get("exposure.check.effect")));
    columns.push(Column::number(t.get("exposure.check.row")));
    let rows = source.lines.iter().take(MOST_SHOWN).map(|line| {
        let mut cells = vec![
            Cell::text(when::month_short(t, line.after.month)),
            Cell::text(line.unit.as_deref().unwrap_or_else(|| t.get("exposure.whole"))),
        ];
        cells.extend(Measure::ALL.map(|measure| Cell::text(from_to(t, line, measure))));
        let doubt = Badge::new(t.get("exposure.doubtful"), Tone::Warning);
        let effect = Html::text(t.choice("exposure.effect", line.effect));
        let doubt = if line.after.is_doubtful() { Html::of(&doubt) } else { Html::text("") };
        let parts = [Html::trusted("<span>"), effect, Html::text(" "), doubt, Html::trusted("</span>")];
        cells.push(Cell::html(Html::join(parts)));
        cells.push(Cell::text(line.row.to_string()));
        cells
    });
    Table::new("exposure-changes", t.get("exposure.check.changes"), columns, rows.collect())
}

/// The number as it will stand, with what stood before where that was another one.
fn from_to(t: Text, line: &CheckLine, measure: Measure) -> String {
    let (before, after) = (line.before.get(measure), line.after.get(measure));
    if before.is_none() || before == after {
        return shown(t, after);
    }
    t.with("exposure.check.from_to", &[("before", &shown(t, before)), ("after", &shown(t, after))])
}

impl Page for ExposureCheck {
    const NAME: &'static str = "exposure.check";

    fn samples(t: Text) -> Vec<Self> {
        let Ok(month) = "2026-10".parse() else { return Vec::new() };
        let known = Exposure { unit: None, month, user_days: Some(1500), beds: Some(50) };
        let line = CheckLine {
            row: 2,
            unit: None,
            before: known,
            after: Exposure { user_days: Some(15_000), ..known },
            effect: "changed",
        };
        let new = CheckLine {
            row: 3,
            unit: Some("<いちょう棟>".to_owned()),
            before: Exposure::unknown(None, month),
            after: Exposure { beds: None, ..known },
            effect: "added",
        };
        let good = CheckSource {
            counts: [4, 1, 1, 1, 1],
            lines: vec![line, new],
            ignored: vec!["備考".to_owned()],
            text: "月,定員\r\n\"<2026>\",1".to_owned(),
            kilobytes: 200,
            ..CheckSource::default()
        };
        let wrong =
            (3, "月".to_owned(), "<11月>".to_owned(), t.pick("年も書いてください。", "Give the year.").to_owned());
        let bad = CheckSource { errors: vec![wrong], lines: Vec::new(), ..good.clone() };
        let long = CheckSource { lines: vec![good.lines[0].clone(); MOST_SHOWN + 5], ..good.clone() };
        let same = CheckSource { counts: [3, 0, 0, 3, 0], lines: Vec::new(), ignored: Vec::new(), ..good.clone() };
        [good, bad, same, long].map(|source| Self::new(t, Frame::new(t, "", AssetUrls::default()), &source)).into()
    }
}
