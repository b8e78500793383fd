//! page::individual: the calendar of publication, the individual publication of one case, and the form of each of its steps.

mod calendar;
mod matter;
mod parts;
mod sample;
mod step;

pub use calendar::{CalendarPage, CalendarRow, RowKind};
pub use matter::{FindingLine, HistoryLine, MatterPage, MatterSource};
pub use step::{StepPage, StepSource};
