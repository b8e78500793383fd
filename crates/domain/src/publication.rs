//! Owns publication: the month (毎月の公表, B10) with its cases, counts and steps, and the individual publication of one case (B11).
mod count;
pub mod individual;
mod month;
mod steps;
#[cfg(test)]
mod tests;

pub use count::{CaseForMonth, DetailCount, FormCount, MonthFigures, Narrative, Snapshot, counted, figures};
pub use month::{Month, MonthError};
pub use steps::{Blocker, MonthCommand, MonthEvent, MonthRefusal, MonthState, PublicationCase, is_over};
