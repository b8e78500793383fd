//! Owns publishing a month: the desk, the steps, the separately written texts, and what the public reads.
mod count;
mod desk;
mod of_report;
mod period;
mod public;
mod steps;
mod text;

pub use desk::{Check, CheckKind, MonthDesk, MonthLine};
pub use of_report::{Counted, ReportPublication};
pub use period::{PeriodDesk, PeriodLine, PublishedPeriod};
pub use public::{PublicIndex, PublicMonth, PublicRevision, PublishedMonth};
pub use steps::Step;
pub use text::TextDesk;

pub(crate) use count::{cases_at, draw_up};
pub(crate) use desk::month_stream;
pub(crate) use period::{draw_up_period, period_stream};
