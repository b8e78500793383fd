//! Owns publication: the month (毎月の公表, B10) with its cases, counts and steps, the half-year or year, and the individual publication of one case (B11).
mod announcement;
mod comprehensive;
mod count;
mod difference;
pub mod individual;
mod month;
mod period;
mod rare;
mod settling;
mod steps;
#[cfg(test)]
mod tests;

pub use announcement::{AnnouncementKind, AnnouncementLine};
pub use comprehensive::{LevelCount, MonthCount, PeriodFigures, PeriodSnapshot, due_day, period_figures};
pub use count::{CaseForMonth, DetailCount, FormCount, MonthFigures, Narrative, Snapshot, counted, figures};
pub use difference::{Moved, TableOf, Telltale, moved, telltales};
pub use month::{Month, MonthError};
pub use period::{Period, PeriodError, PeriodLength};
pub use rare::{Dimension, Released, Traits, coarsen, companions, give_up};
pub use settling::{Certainty, Decision, KeepReason, may_approve};
pub use steps::{Blocker, MonthCommand, MonthEvent, MonthRefusal, MonthState, PublicationCase, is_over};
