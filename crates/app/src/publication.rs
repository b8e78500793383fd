//! Owns publication: the desk of a month, its steps and separately written texts, the identity check, individual publications, and what the public reads.
mod again;
mod check;
mod count;
mod desk;
pub mod individual;
mod known;
mod of_report;
mod period;
mod public;
mod rare;
mod settle;
mod steps;
mod telltale;
mod text;

pub use check::{Checked, Finding, Kept, Part, Words};
pub use desk::{Check, CheckKind, MonthDesk, MonthLine};
pub(crate) use known::add_other_names;
pub use of_report::{Counted, ReportPublication};
pub use period::{PeriodDesk, PeriodLine, PublishedPeriod};
pub use public::{PublicIndex, PublicMonth, PublicRevision, PublishedMonth};
pub use settle::Settle;
pub use steps::{Step, WeighedStep};
pub use telltale::MonthFinding;
pub use text::TextDesk;

pub(crate) use again::drawn_again;
pub(crate) use count::cases_at;
pub(crate) use desk::month_stream;
pub(crate) use period::{draw_up_period, period_stream};
