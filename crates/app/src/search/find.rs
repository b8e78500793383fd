//! Owns finding reports by words: which, in which order, and the piece of the text that shows why.
use domain::id::ReportId;
use domain::policy::Action;
use serde_json::json;
use store::{Page, ReportFilter, ReportLine, SearchWords, Tx};
use text::fold::{Fold, fold};
use text::grams::Query;

use crate::access::authorise_facility;
use crate::journal::note;
use crate::report::ReportItem;
use crate::{App, AppError, Ctx};

/// Characters before the first find in a snippet.
const BEFORE: usize = 18;
/// Characters of a snippet.
const SNIPPET: usize = 84;
/// The newest finds among which the best are looked for.
const BEST_OF: i64 = 300;
/// Doubts are counted up to so many.
const MANY_DOUBTS: i64 = 100;
/// A search is no essay.
pub const MAX_CHARS: usize = 200;

/// The order of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Newest report date first.
    #[default]
    Newest,
    /// Where the words come often and early first, among the newest finds.
    Best,
}

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether it was searched for.
    pub hit: bool,
}

/// A found report.
#[derive(Debug, Clone)]
pub struct FoundItem {
    /// The line.
    pub item: ReportItem,
    /// From the de-identified text; empty when nothing was searched for.
    pub snippet: Vec<Piece>,
}

/// A page of what was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The reports.
    pub items: Vec<FoundItem>,
    /// How many there are in all; counting ended there when `or_more`.
    pub total: i64,
    /// There are at least so many.
    pub or_more: bool,
    /// How many pairs of reports of the facility may tell of one event and wait for a person; counting ended there when
    /// `doubts_or_more`.
    pub doubts: usize,
    /// There are at least so many of them.
    pub doubts_or_more: bool,
}

/// What was typed, as a condition of a filter; `None` when nothing is searched for.
#[must_use]
pub fn words(typed: &str) -> Option<SearchWords> {
    let query = query(typed);
    SearchWords::new(query.tokens(), query.terms().to_vec(), query.is_exact())
}

/// Reads what was typed; what is too long for a search is cut.
fn query(typed: &str) -> Query {
    Query::words(&typed.chars().take(MAX_CHARS).collect::<String>())
}

impl App {
    /// Reports of the facility that pass the filter and have all the words in their de-identified text. That it was searched is
    /// journalled with the number of finds, never the words.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn search_reports(
        &self,
        ctx: &Ctx,
        (filter, typed): (&ReportFilter, &str),
        order: Order,
        page: Page,
    ) -> Result<Found, AppError> {
        authorise_facility(ctx, Action::ListReports)?;
        let query = query(typed);
        let filter = ReportFilter { words: words(typed), ..filter.clone() };
        let mut tx = self.store().read(&ctx.facility).await?;
        let (lines, total) = match order {
            Order::Best if !query.is_empty() && page.offset < BEST_OF => {
                (best(&mut tx, &filter, &query, page).await?, tx.count_reports(&filter).await?)
            }
            _ => {
                let found = tx.reports(&filter, page).await?;
                (found.lines, found.total)
            }
        };
        let mut snippets = Vec::with_capacity(lines.len());
        for line in &lines {
            snippets.push(if query.is_empty() { Vec::new() } else { shown(&mut tx, line.report_id, &query).await? });
        }
        let items = self.items(&mut tx, lines).await?;
        let doubts = tx.count_open_doubts(MANY_DOUBTS).await?;
        drop(tx);
        if !query.is_empty() {
            self.note_search(ctx, total).await?;
        }
        let items = items.into_iter().zip(snippets).map(|(item, snippet)| FoundItem { item, snippet }).collect();
        let or_more = filter.words.is_some_and(|words| total >= words.count_limit());
        let doubts_or_more = doubts >= MANY_DOUBTS;
        Ok(Found { items, total, or_more, doubts: usize::try_from(doubts).unwrap_or(0), doubts_or_more })
    }

    /// Journals that somebody searched and how many were found, never the words.
    pub(crate) async fn note_search(&self, ctx: &Ctx, found: i64) -> Result<(), AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        note(ctx, &mut tx, "search", "reports_searched", json!({ "found": found })).await?;
        Ok(tx.commit().await?)
    }
}

/// A page of the best among the newest finds; behind them they go on by date.
async fn best<M>(
    tx: &mut Tx<M>,
    filter: &ReportFilter,
    query: &Query,
    page: Page,
) -> Result<Vec<ReportLine>, AppError> {
    let newest = tx.report_lines(filter, Page { limit: BEST_OF, offset: 0 }).await?;
    let mut scored = Vec::with_capacity(newest.len());
    for line in newest {
        let text = tx.search_text(line.report_id).await?.unwrap_or_default();
        scored.push((score(&text, query), line));
    }
    // Stable: equal ones stay newest first.
    scored.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (offset, limit) = (usize::try_from(page.offset).unwrap_or(0), usize::try_from(page.limit).unwrap_or(0));
    Ok(scored.into_iter().map(|(_, line)| line).skip(offset).take(limit).collect())
}

/// How well a text fits: often, early, and not drowned in a long text.
#[expect(clippy::cast_precision_loss, reason = "counts within one text are small")]
fn score(text: &str, query: &Query) -> f64 {
    let folded = text::fold::fold_text(text);
    let length = folded.chars().count().max(1) as f64;
    let of = |term: &String| {
        let often = folded.matches(term.as_str()).count() as f64;
        let early = folded.find(term.as_str()).map_or(1.0, |at| at as f64 / folded.len().max(1) as f64);
        often.ln_1p() + 0.5 * (1.0 - early)
    };
    query.terms().iter().map(of).sum::<f64>() / (length / 200.0).max(1.0).sqrt()
}

async fn shown<M>(tx: &mut Tx<M>, report: ReportId, query: &Query) -> Result<Vec<Piece>, AppError> {
    Ok(tx.search_text(report).await?.map(|text| snippet(&text, query)).unwrap_or_default())
}

/// The part of the text around the first find, with every find in it marked.
fn snippet(text: &str, query: &Query) -> Vec<Piece> {
    let text = text.replace(['\n', '\r', '\t'], " ");
    let folded: Fold = fold(&text);
    let finds = query.highlight(&folded);
    let first = finds.first().map_or(0, |find| find.start);
    let start = text[..first].char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
    let end = text[start..].char_indices().nth(SNIPPET).map_or(text.len(), |(at, _)| start + at);
    let mut pieces = Vec::new();
    let mut push = |words: &str, hit: bool| {
        if !words.is_empty() {
            pieces.push(Piece { text: words.to_owned(), hit });
        }
    };
    if start > 0 {
        push("…", false);
    }
    let mut at = start;
    for find in finds {
        let (from, to) = (find.start.max(at), find.end.min(end));
        if from < to {
            push(&text[at..from], false);
            push(&text[from..to], true);
            at = to;
        }
    }
    push(&text[at..end], false);
    if end < text.len() {
        push("…", false);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, typed: &str) -> String {
        let piece = |piece: Piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text };
        snippet(text, &query(typed)).into_iter().map(piece).collect()
    }

    #[test]
    fn a_snippet_shows_the_finds_in_their_own_spelling() {
        assert_eq!(marked("食堂でﾃﾚﾋﾞを見ていた。", "てれび"), "食堂で[ﾃﾚﾋﾞ]を見ていた。");
        let long = format!("{}転倒した。{}", "あ".repeat(50), "い".repeat(200));
        let shown = marked(&long, "転倒 い");
        assert!(shown.starts_with("…あああ") && shown.contains("[転倒]した。[いい"), "{shown}");
        assert!(shown.ends_with("…") && shown.chars().count() < SNIPPET + 10, "{shown}");
        assert_eq!(marked("なし", "別"), "なし");
        assert_eq!(marked("", "別"), "");
    }

    #[test]
    fn often_and_early_fits_better() {
        let (query, pad) = (query("薬"), "あ".repeat(300));
        assert!(score("薬を落とした。薬を拾った。", &query) > score("薬を落とした。", &query));
        assert!(score("薬を落とした。", &query) > score(&format!("{pad}薬"), &query));
    }
}
