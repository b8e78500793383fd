//! Owns the content of a report (報告): what is coded, what is sealed, and how typed answers become either.
mod content;
mod left_out;
mod pages;
mod read;
mod read_drawing;
mod read_facts;
mod read_when;
mod read_who;
mod todo;

#[cfg(test)]
mod tests;

pub use content::{
    Door, GuarantorTold, Mode, PersonCoded, PersonSealed, PlaceAnswer, ReportCoded, ReportContent, ReportSealed, Told,
};
pub use left_out::{LeftOut, left_out};
pub use pages::{Page, QUICK_FIELDS, all_prefixes};
pub use read::{ReadContext, read};
pub use read_drawing::read_drawing;
pub use todo::{Todo, todos};

/// The longest text that a field takes, in characters. The paper form has half a page; ten thousand characters are five sheets.
pub const MAX_TEXT_CHARS: usize = 10_000;
/// The longest short answer (a name, an 「その他」), in characters.
pub const MAX_SHORT_CHARS: usize = 200;
/// How many persons (利用者) one report can name.
pub const MAX_PERSONS: usize = 5;
