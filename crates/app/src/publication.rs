//! Owns publication: the desk of a month, its steps and texts, individual publications, and what the public reads.
mod count;
mod desk;
pub mod individual;
mod of_report;
mod public;
mod steps;
mod text;

pub use desk::{Check, CheckKind, MonthDesk, MonthLine};
pub use of_report::{Counted, ReportPublication};
pub use public::{PublicIndex, PublicMonth, PublicRevision};
pub use steps::Step;
pub use text::TextDesk;

pub(crate) use count::{cases_at, draw_up};
pub(crate) use desk::month_stream;
