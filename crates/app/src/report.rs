//! Owns reports (報告): checking, submitting once, reading with a record of the reading, and lists.
mod case;
mod desk;
mod limit;
mod list;
mod news;
mod submit;
mod view;
mod write;

pub use list::{OwnReport, OwnReports, ReportItem, ReportList};
pub use news::News;
pub use submit::{Checked, Receipt, Submission};
pub use view::{Allowed, Entry, ReportView};

pub(crate) use case::{fold, journal_case, load_case, project, route_for, stream};
pub(crate) use limit::{long_text, long_texts};
pub(crate) use submit::refuse_below_floor;
pub(crate) use view::{load_content, names, record_reading};
pub(crate) use write::{NewReport, letters, normalise_code};
