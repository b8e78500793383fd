//! Owns similar cases (似た事例): past reports whose texts have much in common, as far as the reader may open them.
//!
//! Lexical, in memory, over the newest texts of the facility. Who may not open a case sees of it what a second person has approved
//! for publication, and no link; where nothing was approved, nothing: a machine alone does not decide what a colleague may read.
use std::sync::Arc;

use domain::id::{FacilityId, ReportId};
use domain::policy::{Action, Decision, Resource, decide};
use store::{Read, SearchText, Tx};
use text::similar::{Hit, Index};

use crate::access::{about, authorise, authorise_facility};
use crate::report::{ReportItem, load_case};
use crate::{App, AppError, Ctx};

/// The newest texts that are kept in memory.
const NEWEST: i64 = 20_000;
/// Up to so many texts the corpus is made anew whenever it is asked; above, only by the indexer.
const SMALL: usize = 2_000;
/// Below this the common words are those that everybody uses.
const LEAST: f64 = 0.12;
/// Candidates whose rights are looked at.
const CANDIDATES: usize = 24;
/// Shown on a record.
const ON_RECORD: usize = 5;
/// Shown while somebody writes.
const WHILE_WRITING: usize = 3;
/// Shorter texts say too little to compare.
const SHORTEST: usize = 12;
/// Characters of a gist.
const GIST: usize = 80;

/// What similar cases of one facility are looked up in.
pub(crate) struct Corpus {
    index: Index,
    /// Reports that were indexed when it was made.
    of: i64,
}

/// The one line of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gist {
    /// The beginning of the de-identified text.
    pub text: String,
    /// Whether a second person has approved it for publication.
    pub approved: bool,
}

/// A similar case.
#[derive(Debug, Clone)]
pub struct Similar {
    /// The line with number and link; `None` when the reader may not open the case.
    pub item: Option<ReportItem>,
    /// The beginning of its text.
    pub gist: Gist,
    /// Words that both texts have.
    pub shared: Vec<String>,
}

impl App {
    /// Past cases similar to a report that the actor may read, the most similar first.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn similar_to(&self, ctx: &Ctx, report: ReportId) -> Result<Vec<Similar>, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let row = tx.report(report).await?.ok_or(AppError::NotFound)?;
        let (case, profile) = load_case(self, &mut tx, &row).await?;
        let about = about(ctx, &tx, &row, &case, &profile);
        authorise(ctx, Action::ReadReport, &Resource::Report(ctx.facility, about))?;
        let Some(text) = tx.search_text(report).await? else { return Ok(Vec::new()) };
        let hits = self.hits(&mut tx, ctx.facility, text).await?;
        self.allowed(ctx, &mut tx, hits, (Some(report), ON_RECORD)).await
    }

    /// Past cases similar to what a reporter is writing. The words are compared and forgotten.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn similar_to_text(&self, ctx: &Ctx, text: &str) -> Result<Vec<Similar>, AppError> {
        authorise_facility(ctx, Action::WriteReport)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let hits = self.hits(&mut tx, ctx.facility, text.to_owned()).await?;
        self.allowed(ctx, &mut tx, hits, (None, WHILE_WRITING)).await
    }

    async fn hits(&self, tx: &mut Tx<Read>, facility: FacilityId, text: String) -> Result<Vec<Hit>, AppError> {
        if text.trim().chars().nth(SHORTEST).is_none() {
            return Ok(Vec::new());
        }
        let corpus = self.corpus(tx, facility).await?;
        let work = move || corpus.index.query(&text, CANDIDATES);
        let hits = tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Data("similar"))?;
        Ok(hits.into_iter().filter(|hit| hit.score >= LEAST).collect())
    }

    async fn allowed(
        &self,
        ctx: &Ctx,
        tx: &mut Tx<Read>,
        hits: Vec<Hit>,
        (without, most): (Option<ReportId>, usize),
    ) -> Result<Vec<Similar>, AppError> {
        let mut found = Vec::new();
        for hit in hits {
            let Ok(id) = hit.id.parse::<ReportId>() else { continue };
            if Some(id) == without || found.len() == most {
                continue;
            }
            found.extend(self.as_seen_by(ctx, tx, id, hit.shared).await?);
        }
        Ok(found)
    }

    /// A case as this reader may see it in a list of similar ones, if at all. One that goes on in another report is left out.
    async fn as_seen_by(
        &self,
        ctx: &Ctx,
        tx: &mut Tx<Read>,
        id: ReportId,
        shared: Vec<String>,
    ) -> Result<Option<Similar>, AppError> {
        let Some(row) = tx.report(id).await? else { return Ok(None) };
        let (case, profile) = load_case(self, tx, &row).await?;
        if matches!(case.state, domain::approval::CaseState::Merged { .. }) {
            return Ok(None);
        }
        let about = about(ctx, tx, &row, &case, &profile);
        if decide(&ctx.actor, Action::ReadReport, &Resource::Report(ctx.facility, about)) == Decision::Allow {
            let gist = Gist { text: gist(&tx.search_text(id).await?.unwrap_or_default()), approved: false };
            let Some(line) = tx.report_line(id).await? else { return Ok(None) };
            let item = self.items(tx, vec![line]).await?.pop();
            return Ok(Some(Similar { item, gist, shared }));
        }
        let approved = tx.publication_text(id).await?.filter(|text| text.state == "approved");
        // The words that were shared come from the text that the reader may not see: only those of the approved one are told.
        Ok(approved.and_then(|text| {
            let told = |word: &String| text.circumstances.contains(word.as_str());
            let shared: Vec<String> = shared.into_iter().filter(told).collect();
            // What is alike only in the hidden text is not shown: that would answer guesses about it.
            let gist = Gist { text: gist(&text.circumstances), approved: true };
            (!shared.is_empty()).then_some(Similar { item: None, gist, shared })
        }))
    }

    async fn corpus(&self, tx: &mut Tx<Read>, facility: FacilityId) -> Result<Arc<Corpus>, AppError> {
        let held = self.search.similar.take(facility, self.now());
        if let Some(corpus) = held.as_ref().filter(|corpus| corpus.index.len() > SMALL) {
            return Ok(Arc::clone(corpus));
        }
        let of = tx.count_search_docs().await?;
        if let Some(corpus) = held.filter(|corpus| corpus.of == of) {
            return Ok(corpus);
        }
        let corpus = make_corpus(tx, of).await?;
        self.search.similar.put(facility, Arc::clone(&corpus), corpus.index.len(), self.now(), |_| false);
        Ok(corpus)
    }

    /// After texts changed: makes the corpus anew where somebody uses it.
    pub(super) async fn refresh_corpus(&self, facility: FacilityId) -> Result<(), AppError> {
        if self.search.similar.look(facility).is_some() {
            let mut tx = self.store().read(&facility).await?;
            let of = tx.count_search_docs().await?;
            let corpus = make_corpus(&mut tx, of).await?;
            let size = corpus.index.len();
            self.search.similar.renew(facility, corpus, size);
        }
        Ok(())
    }
}

async fn make_corpus(tx: &mut Tx<Read>, of: i64) -> Result<Arc<Corpus>, AppError> {
    let texts: Vec<SearchText> = tx.search_texts_newest(NEWEST).await?;
    let work = move || Index::build(texts.into_iter().map(|found| (found.report_id.to_string(), found.text)));
    let index = tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Data("similar"))?;
    Ok(Arc::new(Corpus { index, of }))
}

/// The beginning of a text on one line.
pub(super) fn gist(text: &str) -> String {
    let line = text.replace(['\n', '\r', '\t'], " ");
    match line.char_indices().nth(GIST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}
