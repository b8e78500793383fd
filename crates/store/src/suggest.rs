//! Owns what suggestions (候補) rest on: the trained models of a facility, its confirmed labels, and the counts of what became of candidates.
use domain::id::ReportId;

use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::tx::{Tx, Write, cell, corrupt};

record! {
    /// A trained model. Derived: without it one is learnt again.
    pub struct TextModelRow in TEXT_MODELS = "text_models", recorded: false, key: (field) {
        /// `form` or `cause`.
        field: String => Coded,
        /// 1, 2, 3 …
        version: i64 => Technical,
        /// When it was learnt, instant (µs).
        trained_at: i64 => Technical,
        /// Confirmed labels that there were then.
        labels: i64 => Technical,
        /// Figures on texts that it had not seen (JSON): codes and numbers.
        figures: String => Coded,
        /// The model, sealed: its weights come from narratives.
        sealed: Vec<u8> => Sealed,
    }
}

record! {
    /// What became of the candidates of one class, over all reports sent.
    pub struct SuggestionCountRow in SUGGESTION_COUNTS = "suggestion_counts", recorded: false, key: (field, code) {
        /// `form` or `cause`.
        field: String => Coded,
        /// Code of the choice.
        code: String => Coded,
        /// Reports in which it was shown as a candidate.
        shown: i64 => Technical,
        /// Of these, how many were sent with it.
        accepted: i64 => Technical,
        /// Reports that were sent with it though only others were shown.
        chosen_otherwise: i64 => Technical,
    }
}

/// A report whose form and causes somebody has confirmed by judging or closing its case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfirmedLabel {
    /// The report.
    pub report_id: ReportId,
    /// Code of the form.
    pub form: String,
    /// Coded answers (JSON).
    pub coded: String,
}

const CONFIRMED: &str = " FROM reports r JOIN cases c ON c.facility_id = r.facility_id AND c.report_id = r.report_id \
    WHERE r.facility_id = $1 AND c.merged_into IS NULL \
    AND (c.leader_level IS NOT NULL OR c.final_level IS NOT NULL OR c.state = 'closed')";
const PURPOSE: &str = "text_model";

impl<M> Tx<M> {
    /// The model of a field.
    pub async fn text_model(&mut self, field: &str) -> Result<Option<TextModelRow>> {
        self.get_row(&[field.to_owned().to_value()]).await
    }

    /// Seals a model.
    pub fn seal_text_model(&self, field: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        self.seal_misc(PURPOSE, field, bytes)
    }

    /// Opens what is sealed with a model.
    pub fn open_text_model(&self, row: &TextModelRow) -> Result<Vec<u8>> {
        self.open_misc(PURPOSE, &row.field, &row.sealed)
    }

    /// How many reports are confirmed.
    pub async fn count_confirmed(&mut self) -> Result<i64> {
        let row = self.sql().push("SELECT COUNT(*)").push(CONFIRMED).query().fetch_one(&mut *self.inner).await?;
        cell(&row, 0).ok_or_else(|| corrupt("cases", "report_id", "?"))
    }

    /// The newest confirmed reports by report date, at most `limit`.
    pub async fn confirmed_labels(&mut self, limit: i64) -> Result<Vec<ConfirmedLabel>> {
        let sql = self.sql().push("SELECT r.report_id, r.form, r.coded").push(CONFIRMED);
        let sql = sql.push(" ORDER BY r.report_date DESC, r.report_id DESC LIMIT ").bind(limit.to_value());
        let rows = sql.query().fetch_all(&mut *self.inner).await?;
        let label = |row| Some(ConfirmedLabel { report_id: cell(row, 0)?, form: cell(row, 1)?, coded: cell(row, 2)? });
        rows.iter().map(|row| label(row).ok_or_else(|| corrupt("reports", "form", "?"))).collect()
    }

    /// What became of the candidates of a field, by code.
    pub async fn suggestion_counts(&mut self, field: &str) -> Result<Vec<SuggestionCountRow>> {
        self.list_rows("AND field = $2 ORDER BY code", &[field.to_owned().to_value()]).await
    }
}

impl Tx<Write> {
    /// Puts a model in the place of the one before.
    pub async fn put_text_model(&mut self, row: &TextModelRow) -> Result<()> {
        match self.text_model(&row.field).await? {
            Some(_) => self.update_row(row).await,
            None => self.insert_row(row).await,
        }
    }

    /// Adds to the counts of a code.
    pub async fn add_suggestion_counts(&mut self, added: &SuggestionCountRow) -> Result<()> {
        let key = [added.field.to_value(), added.code.to_value()];
        let Some(before) = self.get_row::<SuggestionCountRow>(&key).await? else {
            return self.insert_row(added).await;
        };
        let sum = SuggestionCountRow {
            shown: before.shown + added.shown,
            accepted: before.accepted + added.accepted,
            chosen_otherwise: before.chosen_otherwise + added.chosen_otherwise,
            ..before
        };
        self.update_row(&sum).await
    }
}
