//! Owns the lists of reports that have words in their text: how the index and the filter work together.
//!
//! Either the index leads (newest first, so that a page ends the search), or the filter does, when it lets few reports through; then
//! only the text of those is looked at. The answer is the same: that of a substring search.
use domain::id::ReportId;
use sqlx::Row as _;

use super::{form_facet, number, unit_facet};
use crate::dialect::search::{Asked, from_index, index_alone, newest_first};
use crate::dialect::{Engine, Sql};
use crate::error::Result;
use crate::field::{Field, Value};
use crate::report_filter::{ReportFilter, any_of, conditions};
use crate::report_list::{COLUMNS, Page};
use crate::tx::{Tx, corrupt};

/// Counting ends here where the index alone decides: a list says "so many or more".
const COUNTED: i64 = 10_000;
/// Counting ends here where each text is looked at again.
const COUNTED_BY_LOOK: i64 = 2_000;
/// With fewer cases in the wanted states, those cases lead and not the index.
const FEW: i64 = 3_000;
/// More tokens narrow no further; the second look decides.
const TOKENS: usize = 48;

/// Words that must all occur in a report's text. `Debug` does not show them: they may hold a name.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SearchWords {
    tokens: Vec<String>,
    terms: Vec<String>,
    exact: bool,
}

impl std::fmt::Debug for SearchWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchWords").field("terms", &self.terms.len()).finish_non_exhaustive()
    }
}

impl SearchWords {
    /// From the tokens that a document must have, the folded terms that its text must hold, and whether the tokens alone decide
    /// (`text::grams::Query`: `tokens`, `terms`, `is_exact`). `None` when nothing is searched for.
    #[must_use]
    pub fn new(mut tokens: Vec<String>, terms: Vec<String>, exact: bool) -> Option<Self> {
        let exact = exact && tokens.len() <= TOKENS;
        tokens.truncate(TOKENS);
        // Letters only: nothing else may get into the index's language.
        tokens.retain(|token| !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_lowercase()));
        (!terms.is_empty()).then_some(Self { tokens, terms, exact })
    }

    /// Counting ends there: of so many finds a list says "so many or more".
    #[must_use]
    pub const fn count_limit(&self) -> i64 {
        if self.exact { COUNTED } else { COUNTED_BY_LOOK }
    }

    /// The folded terms.
    #[must_use]
    pub fn terms(&self) -> &[String] {
        &self.terms
    }
}

/// Who leads.
pub(crate) enum Route<'a> {
    /// The filter; words are one of its conditions.
    Reports,
    /// The index: what it is asked, and which terms it cannot decide alone.
    Index { groups: Vec<Vec<String>>, first: i64, last: i64, looks: &'a [String] },
}

/// Appends the second look: each term is in the folded text.
fn looks(mut sql: Sql, column: &'static str, terms: &[String]) -> Sql {
    for term in terms {
        sql = sql.push(" AND instr(").push(column).push(", ").bind(term.to_value()).push(") > 0");
    }
    sql
}

/// Appends the words as one condition among others on the report `r`.
pub(crate) fn condition(sql: Sql, words: &SearchWords) -> Sql {
    let text =
        " AND EXISTS (SELECT 1 FROM search_docs f WHERE f.facility_id = r.facility_id AND f.report_id = r.report_id";
    looks(sql.push(text), "f.folded", &words.terms).push(")")
}

/// The filter as far as the index does not answer it.
fn rest(filter: &ReportFilter) -> ReportFilter {
    ReportFilter { words: None, ..filter.clone() }
}

/// Whether the index answers the whole filter: what a report is (unit, form, date) is in its tokens and number.
fn is_answered(filter: &ReportFilter) -> bool {
    let asked = ReportFilter { words: None, units: Vec::new(), form: None, from: None, until: None, ..filter.clone() };
    asked == ReportFilter::default()
}

/// The text of a page, newest report date first.
pub(crate) fn list_sql(sql: Sql, engine: Engine, filter: &ReportFilter, route: &Route<'_>, page: Page) -> Sql {
    let Route::Index { groups, first, last, looks: terms } = route else {
        return crate::report_list::list_sql(sql, filter, page);
    };
    let asked = Asked { groups, first: *first, last: *last };
    let sql = looks(from_index(sql.push(COLUMNS), engine, &asked, true, true), "d.folded", terms);
    newest_first(conditions(sql, &rest(filter)), engine).paged(page)
}

/// The text of how many there are, up to [`SearchWords::count_limit`].
pub(crate) fn count_sql(sql: Sql, engine: Engine, filter: &ReportFilter, route: &Route<'_>) -> Sql {
    let sql = sql.push("SELECT COUNT(*) FROM (SELECT 1 AS one");
    let sql = match route {
        Route::Reports => conditions(sql.push(filter.counted_from()), filter),
        Route::Index { groups, first, last, looks: terms } => {
            let asked = Asked { groups, first: *first, last: *last };
            match (is_answered(filter), terms.is_empty()) {
                (true, true) => index_alone(sql, engine, &asked),
                (true, false) => looks(from_index(sql, engine, &asked, false, false), "d.folded", terms),
                _ => {
                    let sql = from_index(sql, engine, &asked, true, filter.asks_case());
                    conditions(looks(sql, "d.folded", terms), &rest(filter))
                }
            }
        }
    };
    let limit = filter.words.as_ref().map_or(COUNTED, SearchWords::count_limit);
    sql.push(" LIMIT ").bind(Value::Int(limit)).push(") AS found")
}

impl<M> Tx<M> {
    /// Who leads the search for these words.
    pub(crate) async fn route<'a>(&mut self, filter: &ReportFilter, words: &'a SearchWords) -> Result<Route<'a>> {
        let few = filter.ids.is_some()
            || filter.reporter_account.is_some()
            || filter.number_prefix.is_some()
            || filter.groups.is_some();
        if few || words.tokens.is_empty() || (!filter.states.is_empty() && self.are_few(&filter.states).await?) {
            return Ok(Route::Reports);
        }
        let mut groups: Vec<Vec<String>> = words.tokens.iter().map(|token| vec![token.clone()]).collect();
        if !filter.units.is_empty() {
            groups.push(filter.units.iter().map(|unit| unit_facet(*unit)).collect());
        }
        groups.extend(filter.form.iter().map(|form| vec![form_facet(form)]));
        let slot = self.slot().await?.unwrap_or_default();
        let range = number::range(slot, filter.from.as_ref(), filter.until.as_ref());
        let looks = if words.exact { &[][..] } else { &words.terms };
        Ok(Route::Index { groups, first: *range.start(), last: *range.end(), looks })
    }

    async fn are_few(&mut self, states: &[String]) -> Result<bool> {
        let sql = self.sql().push("SELECT COUNT(*) FROM (SELECT 1 AS one FROM cases c WHERE c.facility_id = $1");
        let sql = any_of(sql, " AND c.state", states).push(" LIMIT ").bind(Value::Int(FEW)).push(") AS few");
        Ok(sql.query().fetch_one(&mut *self.inner).await?.try_get::<i64, _>(0)? < FEW)
    }

    /// The ids of all reports that have these words, in no particular order: one statement, however many they are, and not limited as
    /// a list's count is. They come as one text, because a row for each costs more than finding it.
    pub async fn report_ids_with(&mut self, words: &SearchWords) -> Result<Vec<ReportId>> {
        let route = self.route(&ReportFilter::default(), words).await?;
        let all = self.sql().push("SELECT string_agg(found.report_id, ',') FROM (");
        let sql = match &route {
            Route::Reports => {
                condition(all.push("SELECT r.report_id AS report_id FROM reports r WHERE r.facility_id = $1"), words)
            }
            Route::Index { groups, first, last, looks: terms } => {
                let asked = Asked { groups, first: *first, last: *last };
                let index = from_index(all.push("SELECT d.report_id AS report_id"), self.engine, &asked, false, false);
                looks(index, "d.folded", terms)
            }
        };
        let row = sql.push(") AS found").query().fetch_one(&mut *self.inner).await?;
        let ids: Option<String> = row.try_get(0)?;
        let id = |text: &str| text.parse().map_err(|_| corrupt("search_docs", "report_id", "?"));
        ids.iter().flat_map(|ids| ids.split(',')).map(id).collect()
    }

    /// The ids of the reports that pass the filter, newest report date first.
    pub async fn report_ids(&mut self, filter: &ReportFilter, page: Page) -> Result<Vec<ReportId>> {
        Ok(self.report_lines(filter, page).await?.into_iter().map(|line| line.report_id).collect())
    }
}
