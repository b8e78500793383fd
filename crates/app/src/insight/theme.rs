//! Owns the theme (テーマ) of insight: words as they were typed, and the facts of the reports whose de-identified text has them.
//!
//! The facts in memory know no words, and nothing of a theme is kept but in a saved view, sealed. So a theme's charts have no notes:
//! notes are kept by the name of a series, and a name must not hold words.
use std::sync::Arc;

use domain::insight::Cube;
use domain::policy::Action;
use store::{Read, Tx};

use crate::access::authorise_facility;
use crate::search::{MAX_CHARS, words};
use crate::{App, AppError, Ctx};

/// Words that all occur in a report's text, as somebody typed them. `Debug` does not show them: they may hold a name.
#[derive(Clone, PartialEq, Eq)]
pub struct Theme(String);

impl std::fmt::Debug for Theme {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Theme").finish_non_exhaustive()
    }
}

impl Theme {
    /// Reads what was typed, as the list of reports reads it: the same words, cut at the same length. `None` when nothing is searched
    /// for.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        let is_break = |c: char| c.is_whitespace() || c.is_control();
        let typed: String = typed.chars().take(MAX_CHARS).collect();
        let typed = typed.split(is_break).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        words(&typed).map(|_| Self(typed))
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The facts that a page counts.
pub(super) struct Counted {
    pub(super) cube: Arc<Cube>,
    /// Reports that the search for a theme found.
    pub(super) found: Option<usize>,
}

impl App {
    /// The facts to be counted: all, or those of the reports that have the words of the theme. The ids come in one statement, however
    /// many they are; they are those of this facility, and who looks may list all its reports.
    pub(super) async fn counted(
        &self,
        ctx: &Ctx,
        tx: &mut Tx<Read>,
        theme: Option<&Theme>,
    ) -> Result<Counted, AppError> {
        let cube = self.cube(tx).await?;
        let Some(words) = theme.and_then(|theme| words(theme.as_str())) else {
            return Ok(Counted { cube, found: None });
        };
        authorise_facility(ctx, Action::ListReports)?;
        let ids = tx.report_ids_with(&words).await?;
        let found = Some(ids.len());
        let part = tokio::task::spawn_blocking(move || Arc::new(cube.only(&ids)));
        Ok(Counted { cube: part.await.map_err(|_| AppError::Data("theme"))?, found })
    }

    /// Journals that a theme was looked at, with the number of its reports, never the words.
    pub(super) async fn note_theme(&self, ctx: &Ctx, found: Option<usize>) -> Result<(), AppError> {
        match found {
            Some(found) => self.note_search(ctx, i64::try_from(found).unwrap_or(i64::MAX)).await,
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Theme;

    #[test]
    fn a_theme_is_what_the_list_would_search_for() {
        let read = |typed: &str| Theme::read(typed).map(|theme| theme.as_str().to_owned());
        assert_eq!(read(" 転倒　\n浴室 ").as_deref(), Some("転倒 浴室"));
        assert_eq!((read(""), read(" 　")), (None, None));
        assert_eq!(read(&"あ".repeat(300)).map(|words| words.chars().count()), Some(200));
        assert!(!format!("{:?}", Theme::read("鬼頭")).contains("鬼頭"), "nothing of it in a log line");
    }
}
