//! Owns monthly publication (毎月の公表, B10): which cases a month has, how they are counted, and the steps to the public.
mod count;
mod difference;
mod month;
mod rare;
mod settling;
mod steps;
#[cfg(test)]
mod tests;

pub use count::{CaseForMonth, DetailCount, FormCount, MonthFigures, Narrative, Snapshot, counted, figures};
pub use difference::{Moved, TableOf, Telltale, moved, telltales};
pub use month::{Month, MonthError};
pub use rare::{Dimension, Released, Traits, coarsen, companions, give_up};
pub use settling::{Certainty, Decision, KeepReason, may_approve};
pub use steps::{Blocker, MonthCommand, MonthEvent, MonthRefusal, MonthState, PublicationCase, is_over};
