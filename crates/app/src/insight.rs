//! Owns insight (分析): what changed, whether it is real, and what is known about it.
//!
//! Facts of reports are held in memory ([`facts`]), series are charted by the `spc` crate ([`series`]), people's notes on charts are
//! kept ([`note`]), a nightly round raises signals ([`signal`]), and [`overview`] puts the page together. Units are never put in an
//! order by their number of reports (`product.md` A13): many reports are the mark of a place that looks.

mod change;
mod facts;
pub mod memory;
pub mod note;
pub mod overview;
pub mod saved_view;
pub mod series;
mod shown;
pub mod signal;
mod table;
pub mod theme;
pub mod watch;

pub use change::{Change, Verdict};
pub use facts::Holding;
pub(crate) use facts::Memory;
