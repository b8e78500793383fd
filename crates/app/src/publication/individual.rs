//! Owns the individual publication of one case (個別公表, B11): its page, its steps, the calendar of what is due, and what the public reads.
mod act;
mod announce;
mod calendar;
mod matter;
mod public;
mod read;
mod unsettled;
mod verify;
mod view;

pub use act::MatterStep;
pub use calendar::{CalendarLine, DueKind, PublicationCalendar};
pub use matter::MatterEntry;
pub use public::{PublicCase, PublicEdition};
pub use read::MAX_QUESTIONS;
pub use unsettled::Finding;
pub use view::MatterView;

pub(crate) use public::{announced, announced_hashes};
pub(crate) use verify::{matter_fault, release_fault};
