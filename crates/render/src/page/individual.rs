//! page::individual: the calendar of publication, the individual publication of one case, and the form of each of its steps.

mod calendar;
mod history;
mod matter;
mod parts;
mod sample;
mod step;

pub use calendar::{CalendarPage, CalendarRow, RowKind};
pub use history::HistoryLine;
pub use matter::{FindingLine, MatterPage, MatterSource};
pub use step::{StepPage, StepSource};
