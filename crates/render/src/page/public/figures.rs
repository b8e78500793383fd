//! page::public::figures: the figures of a month in a paragraph and in tables; the public page and the month desk print the same part.

use askama::Template;
use domain::publication::{DetailCount, FormCount, Narrative, Snapshot};

use crate::catalog::Text;
use crate::component::{Cell, Column, Table};
use crate::html::Html;
use crate::lang::Lang;
use crate::when;

/// A de-identified text of one 他者の薬の誤服薬.
#[derive(Debug, Clone)]
struct Told {
    /// The language of the text where it is not the page's, so that it is read aloud rightly (WCAG 3.1.2).
    foreign: Option<&'static str>,
    title: String,
    circumstances: Html,
    prevention: Html,
}

/// The figures of a month: one plain paragraph, the tables, the narratives.
#[derive(Debug, Clone, Template)]
#[template(path = "public/_figures.html")]
pub struct Figures {
    t: Text,
    summary: Vec<String>,
    forms: Option<Table>,
    none: Vec<String>,
    details: Option<Table>,
    told: Vec<Told>,
    is_empty: bool,
}

impl askama::filters::HtmlSafe for Figures {}

impl Figures {
    /// The figures of a snapshot. With `provenance` each number leads to its cases, for the desk.
    #[must_use]
    pub fn new(t: Text, snapshot: &Snapshot, provenance: bool) -> Self {
        let figures = &snapshot.figures;
        let cells = Cells { t, snapshot, provenance };
        let (counted, none): (Vec<&FormCount>, Vec<&FormCount>) =
            figures.forms.iter().partition(|row| row.incident + row.accident > 0);
        let has_details = figures.details.iter().any(|row| row.incident + row.accident > 0);
        let title = |index: usize, narrative: &Narrative| {
            t.with("public.narrative.title", &[("n", &(index + 1)), ("level", &narrative.level)])
        };
        Self {
            t,
            summary: summary(t, snapshot),
            forms: (!counted.is_empty()).then(|| cells.forms(&counted)),
            none: none.into_iter().map(|row| t.pick(&row.ja, &row.en).to_owned()).collect(),
            details: has_details.then(|| cells.details()),
            told: snapshot
                .narratives
                .iter()
                .enumerate()
                .map(|(index, narrative)| Told {
                    title: title(index, narrative),
                    foreign: (t.lang() == Lang::En && is_japanese(&narrative.circumstances)).then_some("ja"),
                    circumstances: Html::lines(&narrative.circumstances),
                    prevention: Html::lines(&narrative.prevention),
                })
                .collect(),
            is_empty: figures.is_empty(),
        }
    }

    fn none_words(&self) -> String {
        self.t.with("public.none_line", &[("forms", &self.none.join(self.t.get("record.comma")))])
    }
}

/// Whether a text has kana or kanji.
pub(super) fn is_japanese(text: &str) -> bool {
    text.chars().any(|c| matches!(c, 'ぁ'..='ヿ' | '一'..='鿿'))
}

/// Plain sentences: how many, how grave, what most often.
fn summary(t: Text, snapshot: &Snapshot) -> Vec<String> {
    let figures = &snapshot.figures;
    let month = when::month(t, snapshot.month);
    let facility = t.pick(&snapshot.facility_ja, &snapshot.facility_en);
    if figures.is_empty() {
        return vec![t.with("public.summary.none", &[("month", &month), ("facility", &facility)])];
    }
    let total = figures.total_incident + figures.total_accident;
    let mut sentences = vec![
        t.with("public.summary.total", &[("month", &month), ("facility", &facility), ("n", &total)]),
        t.with("public.summary.kinds", &[("incident", &figures.total_incident), ("accident", &figures.total_accident)]),
    ];
    let most = figures.forms.iter().map(|row| row.incident + row.accident).max().unwrap_or(0);
    let often: Vec<&str> = figures
        .forms
        .iter()
        .filter(|row| row.incident + row.accident == most)
        .map(|row| t.pick(&row.ja, &row.en))
        .collect();
    if most > 0 && often.len() <= 3 {
        let forms = often.join(t.get("record.comma"));
        sentences.push(t.with("public.summary.most", &[("forms", &forms), ("n", &most)]));
    }
    if figures.provisional > 0 {
        sentences.push(t.with("public.summary.provisional", &[("n", &figures.provisional)]));
    }
    sentences
}

struct Cells<'a> {
    t: Text,
    snapshot: &'a Snapshot,
    provenance: bool,
}

impl Cells<'_> {
    /// A number; on the desk a link to its cases.
    fn number(&self, n: u32, form: Option<&str>, kind: Option<&str>) -> Cell {
        if !self.provenance || n == 0 {
            return Cell::text(n.to_string());
        }
        let month = self.snapshot.month;
        let mut href = format!("/cases?from={}&until={}", month.first_day(), month.last_day());
        for (name, value) in [("form", form), ("kind", kind)] {
            if let Some(value) = value {
                href.push_str(&format!("&{name}={value}"));
            }
        }
        Cell::link(href, n.to_string())
    }

    fn columns(&self, first: &str) -> Vec<Column> {
        vec![
            Column::text(first),
            Column::number(self.t.get("public.column.incident")),
            Column::number(self.t.get("public.column.accident")),
            Column::number(self.t.get("public.column.total")),
        ]
    }

    fn forms(&self, rows: &[&FormCount]) -> Table {
        let cells = rows.iter().map(|row| {
            let form = Some(row.form.as_str());
            vec![
                Cell::text(self.t.pick(&row.ja, &row.en)),
                self.number(row.incident, form, Some("incident")),
                self.number(row.accident, form, Some("accident")),
                self.number(row.incident + row.accident, form, None),
            ]
        });
        let figures = &self.snapshot.figures;
        let foot = vec![
            Cell::text(self.t.get("public.column.total")),
            self.number(figures.total_incident, None, Some("incident")),
            self.number(figures.total_accident, None, Some("accident")),
            self.number(figures.total_incident + figures.total_accident, None, None),
        ];
        let columns = self.columns(self.t.get("public.column.form"));
        Table::new("forms", self.t.get("public.forms"), columns, cells.collect()).scroll().foot(foot)
    }

    fn details(&self) -> Table {
        let counted = |row: &&DetailCount| row.incident + row.accident > 0;
        let cells = self.snapshot.figures.details.iter().filter(counted).map(|row| {
            vec![
                Cell::text(self.t.pick(&row.ja, &row.en)),
                Cell::text(row.incident.to_string()),
                Cell::text(row.accident.to_string()),
                Cell::text((row.incident + row.accident).to_string()),
            ]
        });
        let columns = self.columns(self.t.get("public.column.detail"));
        Table::new("details", self.t.get("public.details"), columns, cells.collect()).scroll()
    }
}

/// What a new revision changes, one sentence per figure or text; empty when nothing differs.
#[must_use]
pub fn changes(t: Text, before: &Snapshot, after: &Snapshot) -> Vec<String> {
    let mut changes = Vec::new();
    let count = |snapshot: &Snapshot, form: &str| {
        let row = snapshot.figures.forms.iter().find(|row| row.form == form);
        row.map_or((0, 0), |row| (row.incident, row.accident))
    };
    let known = before.figures.forms.iter().filter(|old| !after.figures.forms.iter().any(|new| new.form == old.form));
    for row in after.figures.forms.iter().chain(known) {
        let (old, new) = (count(before, &row.form), count(after, &row.form));
        if old != new {
            let form = t.pick(&row.ja, &row.en);
            changes.push(t.with(
                "public.change.form",
                &[("form", &form), ("i1", &old.0), ("i2", &new.0), ("a1", &old.1), ("a2", &new.1)],
            ));
        }
    }
    for row in &after.figures.details {
        let old = before
            .figures
            .details
            .iter()
            .find(|old| old.detail == row.detail)
            .map_or((0, 0), |old| (old.incident, old.accident));
        if old != (row.incident, row.accident) {
            let form = t.pick(&row.ja, &row.en);
            changes.push(t.with(
                "public.change.form",
                &[("form", &form), ("i1", &old.0), ("i2", &row.incident), ("a1", &old.1), ("a2", &row.accident)],
            ));
        }
    }
    if before.narratives != after.narratives {
        changes.push(t.get("public.change.narratives").to_owned());
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::is_japanese;

    #[test]
    fn kana_or_kanji_make_a_text_japanese() {
        assert!(is_japanese("昼食後"));
        assert!(is_japanese("see ブレーキ"));
        assert!(!is_japanese("After lunch, 12:30"));
    }
}
