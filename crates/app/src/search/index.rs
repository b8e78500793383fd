//! Owns keeping reports indexed: whatever lacks is found and indexed, however it came to lack; nothing is queued.
use std::sync::Arc;
use std::time::Duration;

use domain::id::{FacilityId, ReportId};
use store::SearchDoc;

use super::material::{known, material, search_doc};
use crate::report::stream;
use crate::{App, AppError};

/// Version of the rules by which texts are made for search; raised when they change, so that every report is indexed again.
pub const TEXT_VERSION: i64 = 3;
/// Reports opened at a time.
const BATCH: i64 = 32;
/// Reports written in one transaction: a report that is being filed waits for no more.
const WRITTEN: usize = 8;
/// With more newly indexed reports than this, doubts are looked for in all of them at once.
const FEW: usize = 64;
/// Another server of the same database may have filed something of which nobody here was woken.
const LOOK_AGAIN: Duration = Duration::from_secs(600);

impl App {
    /// Says that a report waits to be indexed; the indexer looks as soon as it can.
    pub(crate) fn wake_indexer(&self) {
        self.search.wake.notify_one();
    }

    /// Keeps every facility's reports indexed, for as long as the program serves: at once, and whenever something was filed or added.
    pub async fn keep_indexed(&self) {
        loop {
            if let Err(error) = self.index_all().await {
                tracing::warn!(%error, "search.not_indexed");
            }
            drop(tokio::time::timeout(LOOK_AGAIN, self.search.wake.notified()).await);
        }
    }

    async fn index_all(&self) -> Result<(), AppError> {
        for facility in self.store().facilities().await? {
            match self.index_pending(facility.facility_id, &mut |_| ()).await {
                // A line for every report would tell the second in which somebody without a name filed it.
                Ok(indexed) if indexed > FEW => tracing::info!(indexed, "search.indexed"),
                Ok(_) => {}
                // It waits in the store and is tried again; nobody is kept from working, and no other facility waits for it.
                Err(error) => tracing::warn!(%error, "search.not_indexed"),
            }
        }
        Ok(())
    }

    /// Indexes the facility's reports that wait for it; returns how many. `progress` is told how many are done so far.
    ///
    /// # Errors
    /// When the store fails; what was indexed so far stays.
    pub async fn index_pending(
        &self,
        facility: FacilityId,
        progress: &mut (dyn FnMut(usize) + Send),
    ) -> Result<usize, AppError> {
        let mut done: Vec<ReportId> = Vec::new();
        if !self.waits(facility).await? {
            return Ok(0);
        }
        loop {
            let docs = self.read_batch(facility).await?;
            if docs.is_empty() {
                break;
            }
            for docs in docs.chunks(WRITTEN) {
                self.write_batch(facility, docs).await?;
            }
            done.extend(docs.iter().map(|(doc, _)| doc.report_id));
            progress(done.len());
        }
        if !done.is_empty() {
            self.refresh_corpus(facility).await?;
            if done.len() <= FEW {
                self.look_for_doubts(facility, &done).await?;
            } else {
                self.look_for_doubts_in_all(facility, &done).await?;
            }
        }
        Ok(done.len())
    }

    /// Throws the facility's index away and builds it again; returns how many reports are in it. Decisions about doubts stay.
    ///
    /// # Errors
    /// When the store fails; the next start goes on where this ended.
    pub async fn reindex(
        &self,
        facility: FacilityId,
        progress: &mut (dyn FnMut(usize) + Send),
    ) -> Result<usize, AppError> {
        let mut tx = self.store().write(&facility).await?;
        tx.delete_doubts().await?;
        tx.delete_search_docs().await?;
        tx.commit().await?;
        self.index_pending(facility, progress).await
    }

    /// Whether something waits. The first question is cheap; that all are in, but by older rules, takes a walk through them.
    async fn waits(&self, facility: FacilityId) -> Result<bool, AppError> {
        let mut tx = self.store().read(&facility).await?;
        Ok(tx.count_unindexed().await? != 0 || !tx.unindexed_reports(TEXT_VERSION, 1).await?.is_empty())
    }

    /// Opens the next reports that wait and makes their documents; with each the length of its stream at that moment.
    async fn read_batch(&self, facility: FacilityId) -> Result<Vec<(SearchDoc, i64)>, AppError> {
        let mut tx = self.store().read(&facility).await?;
        let ids = tx.unindexed_reports(TEXT_VERSION, BATCH).await?;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let known = Arc::new(known(&mut tx).await?);
        let mut materials = Vec::with_capacity(ids.len());
        for id in ids {
            materials.push(material(&mut tx, id).await?);
        }
        drop(tx);
        let now = self.now();
        let work = move || {
            let doc = |material: &super::material::Material| (search_doc(material, &known, now), material.length);
            materials.iter().map(doc).collect()
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Data("search text"))
    }

    /// Writes the documents whose report has not moved on meanwhile; one that has waits for the next time.
    async fn write_batch(&self, facility: FacilityId, docs: &[(SearchDoc, i64)]) -> Result<(), AppError> {
        let mut tx = self.store().write(&facility).await?;
        for (doc, length) in docs {
            if tx.stream_end(&stream(doc.report_id)).await? == *length {
                tx.put_search_doc(doc).await?;
            }
        }
        Ok(tx.commit().await?)
    }
}
