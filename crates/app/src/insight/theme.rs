//! Owns the theme (テーマ) of insight: words as they were typed, and the facts of the reports whose de-identified text has them.
//!
//! The facts in memory know no words. What is kept of a theme – in a saved view, or because it is watched – is sealed; notes and signals
//! are kept by the name of a series, and there a theme is a tag from which nobody without the key reads its words.
use std::sync::Arc;

use domain::insight::{Cube, SeriesKey};
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

    /// What two spellings of the same question share: the words as the list looks for them, in no order.
    fn identity(&self) -> String {
        let mut terms: Vec<String> = words(&self.0).map(|words| words.terms().to_vec()).unwrap_or_default();
        terms.sort_unstable();
        terms.dedup();
        terms.join(" ")
    }

    /// The tag under which its notes and signals are kept.
    pub(super) fn tag<M>(&self, tx: &Tx<M>) -> String {
        tx.theme_tag(&self.identity())
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Between the name of a series and the tag of its theme.
const OF_THEME: &str = " theme=";

/// The name of a series, of all its reports or of those of a theme.
pub(super) fn series_name(key: &SeriesKey, tag: Option<&str>) -> String {
    tag.map_or_else(|| key.to_string(), |tag| format!("{key}{OF_THEME}{tag}"))
}

/// Reads such a name back.
pub(super) fn read_name(name: &str) -> Option<(SeriesKey, Option<String>)> {
    match name.split_once(OF_THEME) {
        Some((key, tag)) => Some((key.parse().ok()?, Some(tag.to_owned()))),
        None => Some((name.parse().ok()?, None)),
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
    use super::*;

    #[test]
    fn spelling_and_order_make_no_other_theme() {
        let of = |typed: &str| Theme::read(typed).unwrap().identity();
        assert_eq!(of("転倒 浴室"), of("浴室　転倒 浴室"));
        assert_eq!(of("ﾍﾞｯﾄﾞ"), of("ベッド"));
        assert_ne!(of("浴室"), of("浴室 転倒"));
        // Notes hang on it: with another folding of words the tags would have to be made anew.
        assert_eq!(of("浴室 Ｂｅｄ 転倒"), "bed 浴室 転倒");
    }

    #[test]
    fn the_name_of_a_series_comes_back_with_its_theme() {
        let key: SeriesKey = "harm form=fall".parse().unwrap();
        for tag in [None, Some("ab12")] {
            assert_eq!(read_name(&series_name(&key, tag)), Some((key.clone(), tag.map(str::to_owned))));
        }
        assert_eq!((read_name("theme=ab12"), read_name("x theme=ab12")), (None, None));
    }

    #[test]
    fn a_theme_is_what_the_list_would_search_for() {
        let read = |typed: &str| Theme::read(typed).map(|theme| theme.as_str().to_owned());
        assert_eq!(read(" 転倒　\n浴室 ").as_deref(), Some("転倒 浴室"));
        assert_eq!((read(""), read(" 　")), (None, None));
        assert_eq!(read(&"あ".repeat(300)).map(|words| words.chars().count()), Some(200));
        assert!(!format!("{:?}", Theme::read("鬼頭")).contains("鬼頭"), "nothing of it in a log line");
    }
}
