//! Owns notes on charts: words at a month (対策開始), a frozen baseline, new limits from a month with the reason, a chosen kind of chart.
use std::collections::BTreeMap;

use domain::form::FieldError;
use domain::id::ChartNoteId;
use domain::insight::SeriesKey;
use domain::policy::Action;
use domain::publication::Month;
use serde_json::json;
use spc::Kind;
use store::{ChartNoteRow, Tx};

use super::memory::MemoryKind;
use super::series::fitting;
use super::theme::{Theme, read_name, series_name};
use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

/// The longest wording in characters.
pub const MAX_NOTE_CHARS: usize = 200;

/// What a note does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// Words at a month.
    Note,
    /// Limits come from the months up to this one, and are drawn on.
    Freeze,
    /// Limits begin anew at this month.
    Rebase,
    /// The kind of chart that a person chose.
    Chart,
}

impl NoteKind {
    /// Every kind, in the order of the page.
    pub const ALL: [Self; 4] = [Self::Note, Self::Freeze, Self::Rebase, Self::Chart];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Freeze => "freeze",
            Self::Rebase => "rebase",
            Self::Chart => "chart",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether it must say why: it changes what the chart judges.
    #[must_use]
    pub const fn needs_words(self) -> bool {
        matches!(self, Self::Note | Self::Freeze | Self::Rebase)
    }
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartNote {
    /// Id.
    pub id: ChartNoteId,
    /// What it does.
    pub kind: NoteKind,
    /// Where it stands.
    pub month: Option<Month>,
    /// The chosen kind of chart; `None` = the program's choice.
    pub chart: Option<Kind>,
    /// The chosen kind of chart with a memory; the program's choice still judges.
    pub memory: Option<MemoryKind>,
    /// The words.
    pub words: String,
    /// Who wrote it, by name; empty where nobody asked for names.
    pub by: String,
    /// Instant (µs).
    pub at: i64,
    /// Instant (µs) at which it was taken back.
    pub withdrawn_at: Option<i64>,
}

/// The notes on one series, in the order in which they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes(Vec<ChartNote>);

impl Notes {
    /// Those in force.
    pub fn in_force(&self) -> impl Iterator<Item = &ChartNote> {
        self.0.iter().filter(|note| note.withdrawn_at.is_none())
    }

    /// Those of a kind that are in force.
    pub fn of(&self, kind: NoteKind) -> impl Iterator<Item = &ChartNote> {
        self.in_force().filter(move |note| note.kind == kind)
    }

    /// All, those that were taken back too: nothing that once changed a chart is forgotten.
    #[must_use]
    pub fn all(&self) -> &[ChartNote] {
        &self.0
    }

    /// The last month of the frozen baseline: the newest note counts, unless limits began anew after it.
    pub(crate) fn frozen(&self) -> Option<Month> {
        let month = self.of(NoteKind::Freeze).last().and_then(|note| note.month)?;
        let is_over = self.of(NoteKind::Rebase).any(|note| note.month.is_some_and(|rebased| rebased > month));
        (!is_over).then_some(month)
    }

    /// The kind of chart that was chosen: the newest note counts.
    pub(crate) fn chart(&self) -> Option<Kind> {
        self.of(NoteKind::Chart).last().and_then(|note| note.chart)
    }

    /// The kind of chart with a memory that is wanted: the newest note counts.
    pub(crate) fn memory(&self) -> Option<MemoryKind> {
        self.of(NoteKind::Chart).last().and_then(|note| note.memory)
    }

    /// Opens rows; `names` are the names of the staff by account, where they are asked for.
    pub(crate) fn opened<M>(
        tx: &Tx<M>,
        rows: &[ChartNoteRow],
        names: &BTreeMap<String, String>,
    ) -> Result<Self, AppError> {
        rows.iter().map(|row| opened(tx, row, names)).collect::<Result<Vec<_>, _>>().map(Self)
    }
}

fn opened<M>(tx: &Tx<M>, row: &ChartNoteRow, names: &BTreeMap<String, String>) -> Result<ChartNote, AppError> {
    let month = row.month.as_deref().map(str::parse).transpose().map_err(|_| AppError::Data("month of a note"))?;
    Ok(ChartNote {
        id: row.note_id,
        kind: NoteKind::from_code(&row.kind).ok_or(AppError::Data("kind of note"))?,
        month,
        chart: row.chart.as_deref().and_then(kind_of),
        memory: row.chart.as_deref().and_then(MemoryKind::from_code),
        words: tx.open_chart_note(row)?,
        by: names.get(&row.added_by.to_string()).cloned().unwrap_or_default(),
        at: row.added_at,
        withdrawn_at: row.withdrawn_at,
    })
}

/// The kind of chart of a code.
#[must_use]
pub fn kind_of(code: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.as_str() == code)
}

/// A note as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewNote {
    /// Code of what it does.
    pub kind: String,
    /// The month, `YYYY-MM`.
    pub month: String,
    /// Code of the kind of chart; empty = the program's choice.
    pub chart: String,
    /// The words.
    pub words: String,
    /// The theme on whose chart it stands; `None` = on the chart of all reports.
    pub theme: Option<Theme>,
}

impl App {
    /// Puts a note on a chart.
    ///
    /// # Errors
    /// A denial; [`AppError::NotFound`] for a form that the facility never had; field errors (`kind`, `month`, `chart`, `words`).
    pub async fn add_chart_note(&self, ctx: &Ctx, key: &SeriesKey, new: &NewNote) -> Result<(), AppError> {
        authorise_facility(ctx, Action::WriteInsight)?;
        if new.theme.is_some() {
            authorise_facility(ctx, Action::ListReports)?;
        }
        let (kind, month, chart) = read(ctx, key, new)?;
        if key.form.is_some() {
            let mut tx = self.store().read(&ctx.facility).await?;
            let cube = self.cube(&mut tx).await?;
            self.check_form(&mut tx, &cube, key.form.as_deref()).await?;
        }
        let note_id = ChartNoteId::from_uuid(self.ids.random());
        let mut tx = self.store().write(&ctx.facility).await?;
        let words = new.words.trim();
        let sealed = if words.is_empty() { None } else { Some(tx.seal_chart_note(note_id, words)?) };
        tx.insert_chart_note(&ChartNoteRow {
            note_id,
            series: series_name(key, new.theme.as_ref().map(|theme| theme.tag(&tx)).as_deref()),
            kind: kind.code().to_owned(),
            month: month.map(|month| month.to_string()),
            chart: chart.map(str::to_owned),
            sealed,
            added_by: ctx.member()?.account,
            added_at: ctx.now,
            withdrawn_by: None,
            withdrawn_at: None,
        })
        .await?;
        let facts = json!({ "note": note_id, "kind": kind.code() });
        crate::journal::note(ctx, &mut tx, "insight", "chart_note_added", facts).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a note back; it stays in the history of the chart.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`]; taken back already is no error.
    pub async fn withdraw_chart_note(&self, ctx: &Ctx, key: &SeriesKey, id: ChartNoteId) -> Result<(), AppError> {
        // Of the chart of all reports or of a theme: the id says which.
        let is_of = |row: &ChartNoteRow| read_name(&row.series).is_some_and(|(of, _)| of == *key);
        self.take_back(ctx, id, is_of, "chart_note_withdrawn").await
    }

    /// Takes the note with this id back if it is one of those meant, and journals it; taken back already is no error.
    pub(super) async fn take_back(
        &self,
        ctx: &Ctx,
        id: ChartNoteId,
        is_meant: impl Fn(&ChartNoteRow) -> bool + Send,
        event: &str,
    ) -> Result<(), AppError> {
        authorise_facility(ctx, Action::WriteInsight)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let mut row = tx.chart_note(id).await?.filter(is_meant).ok_or(AppError::NotFound)?;
        if row.withdrawn_at.is_some() {
            return Ok(());
        }
        row.withdrawn_by = Some(ctx.member()?.account);
        row.withdrawn_at = Some(ctx.now);
        tx.update_chart_note(&row).await?;
        crate::journal::note(ctx, &mut tx, "insight", event, json!({ "note": id })).await?;
        Ok(tx.commit().await?)
    }
}

/// Reads what was typed, every error at once.
fn read(
    ctx: &Ctx,
    key: &SeriesKey,
    new: &NewNote,
) -> Result<(NoteKind, Option<Month>, Option<&'static str>), AppError> {
    let mut errors = Vec::new();
    let Some(kind) = NoteKind::from_code(&new.kind) else {
        return Err(AppError::Invalid(vec![FieldError::new("kind", "note_kind_missing")]));
    };
    let mut month = None;
    let mut chart = None;
    if kind == NoteKind::Chart {
        let judging = kind_of(&new.chart).filter(|kind| fitting(key).contains(kind)).map(Kind::as_str);
        chart = judging.or_else(|| MemoryKind::from_code(&new.chart).map(MemoryKind::code));
        if chart.is_none() && !new.chart.is_empty() {
            errors.push(FieldError::new("chart", "chart_not_fitting"));
        }
    } else {
        month = new.month.parse().ok().filter(|month| *month <= Month::of(ctx.today()));
        if month.is_none() {
            errors.push(FieldError::new("month", "note_month_missing"));
        }
    }
    let chars = new.words.trim().chars().count();
    if chars == 0 && kind.needs_words() {
        errors.push(FieldError::new("words", "note_words_missing"));
    }
    if let Some(over) = chars.checked_sub(MAX_NOTE_CHARS).filter(|over| *over > 0) {
        errors.push(FieldError::new("words", "text_too_long").with("max", MAX_NOTE_CHARS).with("over", over));
    }
    if errors.is_empty() { Ok((kind, month, chart)) } else { Err(AppError::Invalid(errors)) }
}
