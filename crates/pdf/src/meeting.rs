//! 会議資料: the input of the monthly pack for the board: sentences, totals, signals, and charts with their words.

use serde::{Deserialize, Serialize};

/// A chart: its name, its picture, and the sentence that says the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingFigure {
    /// The name of the chart.
    pub title: String,
    /// What the picture says: printed beside it and read aloud.
    pub sentence: String,
    /// The notes of the numbered flags, in their order.
    pub notes: Vec<String>,
    /// What is said about the data in small print.
    pub remarks: Vec<String>,
    /// The picture as SVG.
    #[serde(skip_serializing)]
    pub svg: String,
    /// File under which the template finds it.
    pub(crate) image: Option<String>,
    /// What is read aloud for the picture; a file without it would be refused.
    pub(crate) alt: String,
}

impl MeetingFigure {
    /// A chart without notes.
    #[must_use]
    pub fn new(title: &str, sentence: &str, svg: String) -> Self {
        Self { title: title.to_owned(), sentence: sentence.to_owned(), svg, ..Self::default() }
    }

    /// Takes the picture out, and keeps the words that are read aloud for it.
    pub(crate) fn take_picture(&mut self) -> String {
        let words = [self.title.trim(), self.sentence.trim()].into_iter().filter(|words| !words.is_empty());
        self.alt = words.collect::<Vec<_>>().join(": ");
        if self.alt.is_empty() {
            "-".clone_into(&mut self.alt);
        }
        std::mem::take(&mut self.svg)
    }
}

/// A signal that waits for somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingSignal {
    /// What is counted.
    pub what: String,
    /// What was seen.
    pub seen: String,
    /// From when until when.
    pub span: String,
    /// When it was raised.
    pub raised: String,
}

/// The monthly pack. It names nobody and tells no case; units are not put in an order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingSheet {
    /// Title; empty for 会議資料 分析.
    pub title: String,
    /// Facility (施設).
    pub facility: String,
    /// Document number (文書番号); may be empty.
    pub number: String,
    /// Verification code (確認コード); may be empty.
    pub code: String,
    /// The months: 令和6年10月（2024年10月）から令和8年10月（2026年10月）.
    pub period: String,
    /// Unit and form that are looked at.
    pub scope: String,
    /// When the sheet was made.
    pub made: String,
    /// Reports and accidents, and those of the period before.
    pub totals: Vec<String>,
    /// Why there is nothing to see; empty as a rule.
    pub empty: Vec<String>,
    /// What this month shows, one sentence each.
    pub changes: Vec<String>,
    /// Signals that wait.
    pub signals: Vec<MeetingSignal>,
    /// How many signals chance alone raises.
    pub chance: String,
    /// Large charts.
    pub charts: Vec<MeetingFigure>,
    /// Small charts of the forms (形態), the strongest signal first.
    pub forms: Vec<MeetingFigure>,
    /// How they are ordered, and how many are not shown.
    pub forms_lead: Vec<String>,
    /// Small charts of shares.
    pub shares: Vec<MeetingFigure>,
    /// What shares are for.
    pub shares_lead: Vec<String>,
    /// Counts by one property.
    pub parts: Vec<MeetingFigure>,
    /// Corrective actions by strength and effect: the head of the table, empty = no table.
    pub actions_head: Vec<String>,
    /// Its rows, as many cells as the head has.
    pub actions: Vec<Vec<String>>,
    /// What it counts, and how to read it.
    pub actions_lead: Vec<String>,
    /// How to read all this.
    pub notes: Vec<String>,
}

impl MeetingSheet {
    /// All charts.
    pub(crate) fn figures(&mut self) -> impl Iterator<Item = &mut MeetingFigure> {
        self.charts.iter_mut().chain(&mut self.forms).chain(&mut self.shares).chain(&mut self.parts)
    }
}
