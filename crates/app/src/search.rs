//! Owns search (検索): what of a report is searched, keeping it indexed, finding, similar cases and possible duplicates.
//!
//! Searched is the de-identified text. The index is derived: a report that lacks in it is found and indexed by itself, never within
//! the transaction that files it (ADR 0013).
mod doubt;
mod find;
mod index;
mod material;
mod similar;

use std::sync::Arc;

use domain::approval::CaseEvent;
use tokio::sync::Notify;

use crate::shelf::Shelf;

pub use doubt::{Doubt, DoubtSide};
pub use find::{Found, FoundItem, MAX_CHARS, Order, Piece, words};
pub use index::TEXT_VERSION;
pub use similar::{Gist, Similar};

/// What search keeps in memory, shared by every clone of the application.
#[derive(Default)]
pub(crate) struct Memory {
    /// Something waits to be indexed.
    wake: Notify,
    /// Per facility, what similar cases are looked up in.
    similar: Shelf<Arc<similar::Corpus>>,
}

/// The most texts that are held to compare with, of all facilities together.
const MOST_TEXTS: usize = 200_000;

impl Memory {
    /// Lets go of the texts of facilities where nobody compares.
    pub(crate) fn let_go(&self, now: i64) {
        self.similar.let_go(now, MOST_TEXTS);
    }
}

/// Whether the wording of an event is searched with its report: additions, revised and described measures, the reporter's answers.
/// Opinions, reasons and questions are not: they are about the report, and some about its people.
pub(crate) const fn is_searched(event: &CaseEvent) -> bool {
    matches!(
        event,
        CaseEvent::AddendumAdded
            | CaseEvent::MeasuresRevised
            | CaseEvent::MeasuresDescribed { .. }
            | CaseEvent::QuestionAnswered
    )
}
