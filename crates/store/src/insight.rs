//! Owns the rows of insight (分析): what is counted of reports, notes on charts, signals, saved views.
use domain::id::{AccountId, ChartNoteId, PlaceId, ReportId, SavedViewId, SignalId, UnitId};
use sqlx::any::AnyRow;

use crate::error::Result;
use crate::field::{Field, Value};
use crate::journal::Chain;
use crate::registry::record;
use crate::report_filter::any_of;
use crate::tx::{Tx, Write, cell, corrupt};

record! {
    /// What somebody said about a chart. Taken back, never changed.
    pub struct ChartNoteRow in CHART_NOTES = "chart_notes", recorded: true, key: (note_id) {
        /// Id.
        note_id: ChartNoteId => Technical,
        /// Name of the series.
        series: String => Coded,
        /// `note`, `freeze`, `rebase` or `chart`.
        kind: String => Coded,
        /// The month (`YYYY-MM`) at which it stands; `None` for a chosen kind of chart.
        month: Option<String> => Coded,
        /// Code of the chosen kind of chart; `None` = the program's choice, and for other notes.
        chart: Option<String> => Coded,
        /// The words, sealed.
        sealed: Option<Vec<u8>> => Sealed,
        /// Who.
        added_by: AccountId => Technical,
        /// Instant (µs).
        added_at: i64 => Technical,
        /// Who took it back.
        withdrawn_by: Option<AccountId> => Technical,
        /// Instant (µs).
        withdrawn_at: Option<i64> => Technical,
    }
}

record! {
    /// A signal that a chart gave.
    pub struct SignalRow in SIGNALS = "signals", recorded: true, key: (signal_id) {
        /// Id.
        signal_id: SignalId => Technical,
        /// Name of the series.
        series: String => Coded,
        /// Code of the rule that marked its last point.
        rule: String => Coded,
        /// `up` or `down`.
        toward: String => Coded,
        /// The first point (month or day) of the marked ones that follow one another.
        first_mark: String => Coded,
        /// The last of them so far.
        last_mark: String => Coded,
        /// Instant (µs).
        raised_at: i64 => Technical,
        /// `open` or `dealt`.
        state: String => Coded,
        /// Who dealt with it.
        dealt_by: Option<AccountId> => Technical,
        /// Instant (µs).
        dealt_at: Option<i64> => Technical,
        /// What was done, sealed.
        sealed: Option<Vec<u8>> => Sealed,
    }
}

record! {
    /// A view of the insight page that somebody keeps.
    pub struct SavedViewRow in SAVED_VIEWS = "saved_views", recorded: true, key: (view_id) {
        /// Id.
        view_id: SavedViewId => Technical,
        /// Whose.
        account_id: AccountId => Technical,
        /// What stands in the address.
        query: String => Coded,
        /// Its name, and behind it the words of its theme, sealed.
        sealed: Vec<u8> => Sealed,
        /// Instant (µs).
        saved_at: i64 => Technical,
    }
}

/// What is counted of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InsightLine {
    /// The report.
    pub report_id: ReportId,
    /// Report date (ISO).
    pub report_date: String,
    /// Day of the event (ISO).
    pub occurred_on: Option<String>,
    /// Unit.
    pub unit_id: Option<UnitId>,
    /// Place.
    pub place_id: Option<PlaceId>,
    /// Form code.
    pub form: String,
    /// Code of the medication detail.
    pub medication_detail: Option<String>,
    /// Mode.
    pub mode: String,
    /// Coded answers (JSON).
    pub coded: String,
    /// The level that counts: final, else the leader's, else the reporter's.
    pub level: Option<String>,
    /// `incident` or `accident`.
    pub kind: Option<String>,
    /// The report into which it was merged.
    pub merged_into: Option<ReportId>,
}

const LINES: &str = "SELECT r.report_id, r.report_date, r.occurred_on, r.unit_id, r.place_id, r.form, r.medication_detail, r.mode, \
    r.coded, COALESCE(c.final_level, c.leader_level, c.reporter_level), c.kind, c.merged_into \
    FROM reports r JOIN cases c ON c.facility_id = r.facility_id AND c.report_id = r.report_id WHERE r.facility_id = $1";
/// Ids of one statement.
const AT_ONCE: usize = 500;
const WORDS_OF_NOTE: &str = "chart_note";
const WORDS_OF_SIGNAL: &str = "signal";
const NAME_OF_VIEW: &str = "saved_view";

fn line(row: &AnyRow) -> Result<InsightLine> {
    let read = || {
        Some(InsightLine {
            report_id: cell(row, 0)?,
            report_date: cell(row, 1)?,
            occurred_on: cell(row, 2)?,
            unit_id: cell(row, 3)?,
            place_id: cell(row, 4)?,
            form: cell(row, 5)?,
            medication_detail: cell(row, 6)?,
            mode: cell(row, 7)?,
            coded: cell(row, 8)?,
            level: cell(row, 9)?,
            kind: cell(row, 10)?,
            merged_into: cell(row, 11)?,
        })
    };
    read().ok_or_else(|| corrupt("reports", "coded", "?"))
}

impl<M> Tx<M> {
    /// What is counted of every report of the facility.
    pub async fn insight_lines(&mut self) -> Result<Vec<InsightLine>> {
        self.fetch(LINES, &[]).await?.iter().map(line).collect()
    }

    /// The same of some reports; those that do not exist are left out.
    pub async fn insight_lines_of(&mut self, ids: &[ReportId]) -> Result<Vec<InsightLine>> {
        let mut lines = Vec::with_capacity(ids.len());
        for ids in ids.chunks(AT_ONCE) {
            let rows = any_of(self.sql().push(LINES), " AND r.report_id", ids).query();
            for row in rows.fetch_all(&mut *self.inner).await? {
                lines.push(line(&row)?);
            }
        }
        Ok(lines)
    }

    /// Where the chains of the journal end: main, anonymous. Nothing that is counted changes without moving one of them.
    pub async fn chain_ends(&mut self) -> Result<(i64, i64)> {
        let ends = self.pairs("SELECT chain, seq FROM journal_heads WHERE facility_id = $1", &[]).await?;
        let end = |chain: Chain| ends.iter().find(|(code, _)| code == chain.code()).map_or(0, |(_, seq)| *seq);
        Ok((end(Chain::Main), end(Chain::Anonymous)))
    }

    /// The names of the streams that moved after these ends of the chains.
    pub async fn streams_since(&mut self, (main, anonymous): (i64, i64)) -> Result<Vec<String>> {
        let text = "SELECT DISTINCT stream FROM journal WHERE facility_id = $1 \
                    AND ((chain = 'main' AND seq > $2) OR (chain = 'anonymous' AND seq > $3))";
        self.column(text, &[main.to_value(), anonymous.to_value()], "journal", "stream").await
    }

    /// The notes on a series in the order in which they came, those that were taken back too.
    pub async fn chart_notes(&mut self, series: &str) -> Result<Vec<ChartNoteRow>> {
        self.list_rows("AND series = $2 ORDER BY added_at, note_id", &[series.to_owned().to_value()]).await
    }

    /// The notes on all series that were not taken back.
    pub async fn chart_notes_in_force(&mut self) -> Result<Vec<ChartNoteRow>> {
        self.list_rows("AND withdrawn_at IS NULL ORDER BY added_at, note_id", &[]).await
    }

    /// One note.
    pub async fn chart_note(&mut self, note_id: ChartNoteId) -> Result<Option<ChartNoteRow>> {
        self.get_row(&[note_id.to_value()]).await
    }

    /// The name under which a theme's notes and signals are kept: the same for the same words, and without the key nothing to be read
    /// from it.
    pub fn theme_tag(&self, words: &str) -> String {
        self.keyring.theme_tag(&self.facility_text, words)
    }

    /// Seals the words of a note.
    pub fn seal_chart_note(&self, note_id: ChartNoteId, words: &str) -> Result<Vec<u8>> {
        self.seal_misc(WORDS_OF_NOTE, &note_id.to_string(), words.as_bytes())
    }

    /// Opens the words of a note; empty where it has none. `Sealed` when they are not as this program wrote them.
    pub fn open_chart_note(&self, row: &ChartNoteRow) -> Result<String> {
        self.open_words(WORDS_OF_NOTE, &row.note_id.to_string(), row.sealed.as_deref())
    }

    /// The signals in a state, the newest first.
    pub async fn signals_in(&mut self, state: &str) -> Result<Vec<SignalRow>> {
        let state = Value::Text(state.to_owned());
        self.list_rows("AND state = $2 ORDER BY raised_at DESC, signal_id LIMIT 200", &[state]).await
    }

    /// How many signals are open.
    pub async fn count_open_signals(&mut self) -> Result<i64> {
        let text = "SELECT COUNT(*) FROM signals WHERE facility_id = $1 AND state = 'open'";
        self.scalar(text, &[], "signals", "count").await
    }

    /// The signals of a series, the oldest first.
    pub async fn signals_of(&mut self, series: &str) -> Result<Vec<SignalRow>> {
        self.list_rows("AND series = $2 ORDER BY raised_at, signal_id", &[series.to_owned().to_value()]).await
    }

    /// One signal.
    pub async fn signal(&mut self, signal_id: SignalId) -> Result<Option<SignalRow>> {
        self.get_row(&[signal_id.to_value()]).await
    }

    /// Seals what was done about a signal.
    pub fn seal_signal(&self, signal_id: SignalId, words: &str) -> Result<Vec<u8>> {
        self.seal_misc(WORDS_OF_SIGNAL, &signal_id.to_string(), words.as_bytes())
    }

    /// Opens what was done about a signal; empty where nothing was said.
    pub fn open_signal(&self, row: &SignalRow) -> Result<String> {
        self.open_words(WORDS_OF_SIGNAL, &row.signal_id.to_string(), row.sealed.as_deref())
    }

    /// A person's saved views, the oldest first.
    pub async fn saved_views(&mut self, account_id: AccountId) -> Result<Vec<SavedViewRow>> {
        self.list_rows("AND account_id = $2 ORDER BY saved_at, view_id", &[account_id.to_value()]).await
    }

    /// Seals the words of a saved view: its name and its theme.
    pub fn seal_view_name(&self, view_id: SavedViewId, name: &str) -> Result<Vec<u8>> {
        self.seal_misc(NAME_OF_VIEW, &view_id.to_string(), name.as_bytes())
    }

    /// Opens the words of a saved view.
    pub fn open_view_name(&self, row: &SavedViewRow) -> Result<String> {
        self.open_words(NAME_OF_VIEW, &row.view_id.to_string(), Some(&row.sealed))
    }

    fn open_words(&self, purpose: &str, id: &str, sealed: Option<&[u8]>) -> Result<String> {
        let Some(sealed) = sealed else { return Ok(String::new()) };
        String::from_utf8(self.open_misc(purpose, id, sealed)?).map_err(|_| crate::StoreError::Sealed)
    }
}

impl Tx<Write> {
    /// Adds a note.
    pub async fn insert_chart_note(&mut self, row: &ChartNoteRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Takes a note back.
    pub async fn update_chart_note(&mut self, row: &ChartNoteRow) -> Result<()> {
        self.update_row(row).await
    }

    /// Raises a signal.
    pub async fn insert_signal(&mut self, row: &SignalRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Writes how far a signal reaches, or that it was dealt with.
    pub async fn update_signal(&mut self, row: &SignalRow) -> Result<()> {
        self.update_row(row).await
    }

    /// Keeps a view.
    pub async fn insert_saved_view(&mut self, row: &SavedViewRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Throws a view away.
    pub async fn delete_saved_view(&mut self, row: &SavedViewRow) -> Result<()> {
        self.delete_record(row).await
    }
}
