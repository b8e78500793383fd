//! Owns watched themes (見張るテーマ): words whose charts the nightly round looks at, too, until somebody stops it.
//!
//! That a theme is watched is a note on the theme itself: its words, sealed, under its tag; taken back when nobody wants it any more.
use std::sync::Arc;

use domain::form::FieldError;
use domain::id::ChartNoteId;
use domain::insight::{Count, Cube, Measure, Part, Selection, SeriesKey};
use domain::policy::Action;
use domain::publication::Month;
use serde_json::json;
use store::{ChartNoteRow, Read, Tx};

use super::note::NoteKind;
use super::signal::{LEAST_REPORTS, MONTHS};
use super::theme::Theme;
use crate::access::authorise_facility;
use crate::search::words;
use crate::{App, AppError, Ctx};

/// The most themes that are watched: each is a search and two charts a night, and adds to what chance alone raises.
pub const MAX_WATCHED: usize = 12;

/// A theme that is watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedTheme {
    /// Id of the note that says so.
    pub id: ChartNoteId,
    /// The words.
    pub theme: Theme,
    pub(super) tag: String,
}

/// The facts of a watched theme.
pub(super) struct WatchedFacts {
    pub(super) tag: String,
    pub(super) cube: Cube,
}

impl WatchedFacts {
    /// The series that are watched: reports and accidents, where there are enough.
    pub(super) fn series(&self, until: Month) -> Vec<SeriesKey> {
        let all = Selection { unit: None, form: None, from: until.plus(1 - MONTHS), until };
        let sum = |sum: Count, (_, count): (Option<String>, Count)| Count {
            reports: sum.reports + count.reports,
            harm: sum.harm + count.harm,
        };
        let count = self.cube.view(&all).by(Part::Form).into_iter().fold(Count::default(), sum);
        let enough = [(Measure::Reports, count.reports), (Measure::Harm, count.harm)];
        enough.into_iter().filter(|(_, n)| *n >= LEAST_REPORTS).map(|(measure, _)| SeriesKey::of(measure)).collect()
    }
}

/// Before the tag in the name of the note on a theme.
const NAME: &str = "theme=";

fn name(tag: &str) -> String {
    format!("{NAME}{tag}")
}

fn opened<M>(tx: &Tx<M>, row: &ChartNoteRow) -> Result<Option<WatchedTheme>, AppError> {
    let Some(tag) = row.series.strip_prefix(NAME) else { return Ok(None) };
    let theme = Theme::read(&tx.open_chart_note(row)?);
    Ok(theme.map(|theme| WatchedTheme { id: row.note_id, theme, tag: tag.to_owned() }))
}

/// The themes that are watched, the oldest first.
pub(super) async fn watched<M>(tx: &mut Tx<M>) -> Result<Vec<WatchedTheme>, AppError> {
    let rows = tx.chart_notes_in_force().await?;
    rows.iter().filter_map(|row| opened(tx, row).transpose()).collect()
}

/// The words of a theme that is watched or once was: a signal outlives it.
pub(super) async fn words_of<M>(tx: &mut Tx<M>, tag: &str) -> Result<Theme, AppError> {
    let rows = tx.chart_notes(&name(tag)).await?;
    let last = rows.last().map(|row| opened(tx, row)).transpose()?.flatten();
    last.map(|watched| watched.theme).ok_or(AppError::Data("theme of a signal"))
}

/// The facts of each watched theme, from those of the whole facility.
pub(super) async fn facts(tx: &mut Tx<Read>, cube: &Arc<Cube>) -> Result<Vec<WatchedFacts>, AppError> {
    let mut parts = Vec::new();
    for WatchedTheme { theme, tag, .. } in watched(tx).await? {
        let Some(words) = words(theme.as_str()) else { continue };
        let ids = tx.report_ids_with(&words).await?;
        let cube = Arc::clone(cube);
        let part = tokio::task::spawn_blocking(move || cube.only(&ids));
        parts.push(WatchedFacts { tag, cube: part.await.map_err(|_| AppError::Data("theme"))? });
    }
    Ok(parts)
}

impl App {
    /// The themes that are watched, the oldest first.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn watched_themes(&self, ctx: &Ctx) -> Result<Vec<WatchedTheme>, AppError> {
        authorise_facility(ctx, Action::SeeInsight)?;
        authorise_facility(ctx, Action::ListReports)?;
        watched(&mut self.store().read(&ctx.facility).await?).await
    }

    /// The note that says that a theme is watched, in whatever spelling; `None` = it is not.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn watch_of(&self, ctx: &Ctx, theme: &Theme) -> Result<Option<ChartNoteId>, AppError> {
        authorise_facility(ctx, Action::SeeInsight)?;
        authorise_facility(ctx, Action::ListReports)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let tag = theme.tag(&tx);
        Ok(watched(&mut tx).await?.into_iter().find(|watched| watched.tag == tag).map(|watched| watched.id))
    }

    /// Has the nightly round look at a theme. Watched already is no error.
    ///
    /// # Errors
    /// A denial; a field error (`q`) where [`MAX_WATCHED`] are watched.
    pub async fn watch_theme(&self, ctx: &Ctx, theme: &Theme) -> Result<(), AppError> {
        authorise_facility(ctx, Action::WriteInsight)?;
        authorise_facility(ctx, Action::ListReports)?;
        let note_id = ChartNoteId::from_uuid(self.ids.random());
        let mut tx = self.store().write(&ctx.facility).await?;
        let (tag, held) = (theme.tag(&tx), watched(&mut tx).await?);
        if held.iter().any(|watched| watched.tag == tag) {
            return Ok(());
        }
        if held.len() >= MAX_WATCHED {
            let error = FieldError::new("q", "watched_themes_too_many").with("max", MAX_WATCHED);
            return Err(AppError::Invalid(vec![error]));
        }
        let sealed = Some(tx.seal_chart_note(note_id, theme.as_str())?);
        tx.insert_chart_note(&ChartNoteRow {
            note_id,
            series: name(&tag),
            kind: NoteKind::Note.code().to_owned(),
            month: None,
            chart: None,
            sealed,
            added_by: ctx.member()?.account,
            added_at: ctx.now,
            withdrawn_by: None,
            withdrawn_at: None,
        })
        .await?;
        crate::journal::note(ctx, &mut tx, "insight", "theme_watched", json!({ "note": note_id })).await?;
        Ok(tx.commit().await?)
    }

    /// Has the nightly round look at a theme no longer; its signals wait on. Stopped already is no error.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn stop_watching(&self, ctx: &Ctx, id: ChartNoteId) -> Result<(), AppError> {
        self.take_back(ctx, id, |row| row.series.starts_with(NAME), "theme_not_watched").await
    }
}
