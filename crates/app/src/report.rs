//! Owns reports (報告): checking, submitting once, reading with a record of the reading, and lists.
mod list;
mod submit;
mod view;

pub use list::{ReportItem, ReportList};
pub use submit::{Checked, Receipt, Submission};
pub use view::{Allowed, Entry, ReportView};

pub(crate) use submit::{NewReport, normalise_code, project};
pub(crate) use view::{fold, journal_case, load_case, load_content, record_reading, route_for, stream};
