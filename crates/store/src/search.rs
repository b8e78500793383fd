//! Owns search: the de-identified text of each report with its tokens, and which reports have all the words.
//!
//! Derived data: not journalled, not tallied; thrown away and built again at will (ADR 0013).
mod number;
mod words;

use domain::id::{ReportId, UnitId};

use crate::dialect::search as engine;
use crate::error::{Result, StoreError};
use crate::field::{Field, Value};
use crate::registry::record;
use crate::tx::{Tx, Write, cell, corrupt};

pub use words::SearchWords;
pub(crate) use words::{Route, condition, count_sql, list_sql};

record! {
    /// What search knows of a report.
    pub(crate) struct SearchDocRow in SEARCH_DOCS = "search_docs", recorded: false, key: (doc) {
        /// Number of the document; its order is that of the lists.
        doc: i64 => Technical,
        /// The report.
        report_id: ReportId => Technical,
        /// Version of the rules by which the text was made.
        text_version: i64 => Technical,
        /// The free text, de-identified, in its own spelling.
        text: String => Deidentified,
        /// The same, folded.
        folded: String => Deidentified,
        /// Instant (µs).
        indexed_at: i64 => Technical,
    }
}

/// The text of one report for search. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct SearchDoc {
    /// The report.
    pub report_id: ReportId,
    /// Version of the rules by which the text was made; a report with a lower one waits to be indexed again.
    pub text_version: i64,
    /// The free text, de-identified, in its own spelling (for highlighting).
    pub text: String,
    /// The same folded (`text::fold`).
    pub folded: String,
    /// The tokens of the folded text (`text::grams::tokens`): lower-case letters only.
    pub tokens: Vec<String>,
    /// Instant (µs).
    pub indexed_at: i64,
}

impl std::fmt::Debug for SearchDoc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchDoc").field("report_id", &self.report_id).finish_non_exhaustive()
    }
}

/// The de-identified text of a report. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct SearchText {
    /// The report.
    pub report_id: ReportId,
    /// The text in its own spelling.
    pub text: String,
}

impl std::fmt::Debug for SearchText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchText").field("report_id", &self.report_id).finish_non_exhaustive()
    }
}

/// A token for what a report is, beside those of its text: lists of one unit or form are then narrowed by the index.
/// 'u' or 'f' and two letters a byte: never as long as a token of characters (4 or 8).
fn facet(kind: char, value: &str) -> String {
    let letter = |half: u8| char::from(b'a' + half);
    std::iter::once(kind).chain(value.bytes().flat_map(|byte| [letter(byte >> 4), letter(byte & 15)])).collect()
}

pub(crate) fn unit_facet(unit: UnitId) -> String {
    facet('u', &unit.to_string())
}

pub(crate) fn form_facet(form: &str) -> String {
    facet('f', form)
}

/// What of a report goes into its document's number and tokens.
struct Facts {
    report_date: String,
    submitted_at: i64,
    unit_id: Option<UnitId>,
    form: String,
    number: Option<i64>,
}

impl<M> Tx<M> {
    /// Reports whose text is not indexed by this version of the rules or a newer one, newest first.
    pub async fn unindexed_reports(&mut self, version: i64, limit: i64) -> Result<Vec<ReportId>> {
        let text = "SELECT r.report_id FROM reports r WHERE r.facility_id = $1 AND NOT EXISTS (SELECT 1 FROM search_docs d \
                    WHERE d.facility_id = r.facility_id AND d.report_id = r.report_id AND d.text_version >= $2) \
                    ORDER BY r.report_date DESC, r.submitted_at DESC, r.report_id DESC LIMIT $3";
        self.column(text, &[version.to_value(), limit.to_value()], "reports", "report_id").await
    }

    /// The texts after a report id in id order, at most `limit`; to walk through all of them.
    pub async fn search_texts_after(&mut self, after: Option<ReportId>, limit: i64) -> Result<Vec<SearchText>> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let text = "SELECT report_id, text FROM search_docs WHERE facility_id = $1 AND report_id > $2 ORDER BY report_id LIMIT $3";
        self.texts(text, &[after.to_value(), limit.to_value()]).await
    }

    /// The texts of the newest reports, newest first.
    pub async fn search_texts_newest(&mut self, limit: i64) -> Result<Vec<SearchText>> {
        let text = "SELECT report_id, text FROM search_docs WHERE facility_id = $1 ORDER BY doc DESC LIMIT $2";
        self.texts(text, &[limit.to_value()]).await
    }

    /// The texts of the reports with a report date between two days (ISO), both included, newest first.
    pub async fn search_texts_between(&mut self, from: &str, until: &str) -> Result<Vec<SearchText>> {
        let slot = self.slot().await?.unwrap_or_default();
        let range = number::range(slot, Some(&from.to_owned()), Some(&until.to_owned()));
        let text = "SELECT report_id, text FROM search_docs WHERE facility_id = $1 AND doc BETWEEN $2 AND $3 ORDER BY doc DESC";
        self.texts(text, &[range.start().to_value(), range.end().to_value()]).await
    }

    /// How many reports are not indexed at all; the cheap question before [`Tx::unindexed_reports`] walks through all of them.
    pub async fn count_unindexed(&mut self) -> Result<i64> {
        let text = "SELECT (SELECT COUNT(*) FROM reports WHERE facility_id = $1) - (SELECT COUNT(*) FROM search_docs WHERE facility_id = $1)";
        self.scalar(text, &[], "search_docs", "count").await
    }

    /// The text of a report; `None` = it is not indexed yet.
    pub async fn search_text(&mut self, report_id: ReportId) -> Result<Option<String>> {
        let text = "SELECT report_id, text FROM search_docs WHERE facility_id = $1 AND report_id = $2";
        Ok(self.texts(text, &[report_id.to_value()]).await?.pop().map(|found| found.text))
    }

    /// How many reports are indexed.
    pub async fn count_search_docs(&mut self) -> Result<i64> {
        self.scalar("SELECT COUNT(*) FROM search_docs WHERE facility_id = $1", &[], "search_docs", "count").await
    }

    async fn texts(&mut self, text: &'static str, values: &[Value]) -> Result<Vec<SearchText>> {
        let rows = self.fetch(text, values).await?;
        let read = |row| Some(SearchText { report_id: cell(row, 0)?, text: cell(row, 1)? });
        rows.iter().map(|row| read(row).ok_or_else(|| corrupt("search_docs", "text", "?"))).collect()
    }

    async fn facts(&mut self, report_id: ReportId) -> Result<Facts> {
        let text = "SELECT r.report_date, r.submitted_at, r.unit_id, r.form, d.doc FROM reports r LEFT JOIN search_docs d \
                    ON d.facility_id = r.facility_id AND d.report_id = r.report_id WHERE r.facility_id = $1 AND r.report_id = $2";
        let rows = self.fetch(text, &[report_id.to_value()]).await?;
        let row = rows.first().ok_or(StoreError::NotFound { table: "reports" })?;
        let read = || {
            Some(Facts {
                report_date: cell(row, 0)?,
                submitted_at: cell(row, 1)?,
                unit_id: cell(row, 2)?,
                form: cell(row, 3)?,
                number: cell(row, 4)?,
            })
        };
        read().ok_or_else(|| corrupt("reports", "report_date", &report_id.to_string()))
    }
}

impl Tx<Write> {
    /// Indexes a report's text, in place of what was indexed of it before.
    pub async fn put_search_doc(&mut self, doc: &SearchDoc) -> Result<()> {
        let facts = self.facts(doc.report_id).await?;
        let number = match facts.number {
            Some(number) => {
                self.take_doc(doc.report_id, number).await?;
                number
            }
            None => self.free_number(&facts.report_date, facts.submitted_at).await?,
        };
        let row = SearchDocRow {
            doc: number,
            report_id: doc.report_id,
            text_version: doc.text_version,
            // A server takes no NUL in a text.
            text: doc.text.replace('\0', ""),
            folded: doc.folded.replace('\0', ""),
            indexed_at: doc.indexed_at,
        };
        self.insert_row(&row).await?;
        let mut tokens = doc.tokens.clone();
        tokens.extend(facts.unit_id.map(unit_facet));
        tokens.push(form_facet(&facts.form));
        let sql = engine::put(self.sql(), self.engine, number, doc.report_id.to_value(), &tokens);
        sql.query().execute(&mut *self.inner).await?;
        Ok(())
    }

    /// Takes a report out of the index, so that it waits to be indexed again; says whether it was in.
    pub async fn delete_search_doc(&mut self, report_id: ReportId) -> Result<bool> {
        let text = "SELECT doc FROM search_docs WHERE facility_id = $1 AND report_id = $2";
        let number: Option<i64> = self.column(text, &[report_id.to_value()], "search_docs", "doc").await?.pop();
        if let Some(number) = number {
            self.take_doc(report_id, number).await?;
        }
        Ok(number.is_some())
    }

    /// Empties the facility's index; returns how many reports were in it.
    pub async fn delete_search_docs(&mut self) -> Result<u64> {
        let alone = !self.others_indexed().await?;
        engine::take_all(self.sql(), self.engine, alone).query().execute(&mut *self.inner).await?;
        self.run("DELETE FROM search_docs WHERE facility_id = $1", &[]).await
    }

    async fn take_doc(&mut self, report_id: ReportId, number: i64) -> Result<()> {
        let sql = engine::take(self.sql(), self.engine, number, report_id.to_value());
        sql.query().execute(&mut *self.inner).await?;
        let text = "DELETE FROM search_docs WHERE facility_id = $1 AND doc = $2";
        self.run(text, &[number.to_value()]).await.map(drop)
    }
}
