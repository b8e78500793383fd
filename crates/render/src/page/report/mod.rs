//! page::report: the pages on which a report is begun, written, checked, sent and followed by its reporter.

mod check;
mod drawing;
mod form;
mod full;
mod hint;
mod left_out;
pub mod level;
mod mine;
mod new;
mod part;
mod quick;
mod receipt;
mod regions;
mod sample;
mod told;

pub use check::{Check, CheckActs};
pub use drawing::{DrawingActs, DrawingPage, PlanChoice};
pub use form::{Form, Named, settle};
pub use full::{FormPage, Place};
pub(super) use hint::Notice;
pub use hint::{Chips, Contradiction, Hint, Hints, Reader, Silent, hint_chips};
pub(crate) use mine::sample_lines;
pub use mine::{Mine, MineLine, state_words};
pub use new::{DraftLine, New};
pub use quick::{Quick, QuickActs};
pub use receipt::{Receipt, ReceiptView};

/// A hidden field: name and value.
pub type Hidden = (String, String);

/// The first characters of an account, to know a draft again.
#[must_use]
pub fn excerpt(narrative: &str) -> String {
    const CHARS: usize = 40;
    let line: String = narrative.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= CHARS {
        return line;
    }
    line.chars().take(CHARS).chain(['…']).collect()
}
