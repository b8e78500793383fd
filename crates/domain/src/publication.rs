//! Owns monthly publication (毎月の公表, B10): which cases a month has, how they are counted, and the steps to the public.
mod announcement;
mod comprehensive;
mod count;
mod month;
mod period;
mod steps;
#[cfg(test)]
mod tests;

pub use announcement::{Announcement, AnnouncementKind};
pub use comprehensive::{LevelCount, MonthCount, PeriodFigures, PeriodSnapshot, due_day, period_figures};
pub use count::{CaseForMonth, DetailCount, FormCount, MonthFigures, Narrative, Snapshot, counted, figures};
pub use month::{Month, MonthError};
pub use period::{Period, PeriodError, PeriodLength};
pub use steps::{Blocker, MonthCommand, MonthEvent, MonthRefusal, MonthState, PublicationCase, is_over};
