//! component: the parts that pages are made of; each is a typed struct with its own small template.
//!
//! A component is built in Rust with its words already looked up and printed in a template with
//! `{{ part }}`. Ids, hints and errors of form controls are wired once, in [`field::Field`].

/// Marks component types as safe to print unescaped: their templates escape every value.
macro_rules! safe {
    ($($part:ty),* $(,)?) => { $(impl askama::filters::HtmlSafe for $part {})* };
}

pub mod approval;
pub mod badge;
pub mod banner;
pub mod button;
pub mod choice;
pub mod date;
pub mod empty;
pub mod error_summary;
pub mod field;
pub mod files;
pub mod icon;
pub mod input;
pub mod marked;
pub mod pagination;
pub mod ring;
pub mod rings;
pub mod similar;
pub mod snippet;
pub mod steps;
pub mod strength;
pub mod summary;
pub mod table;
pub mod tabs;
pub mod time;
pub mod timeline;

pub use approval::{ApprovalRow, Seat, SeatState};
pub use badge::{Badge, LevelMark, Tone};
pub use banner::{Flash, FlashKind};
pub use button::Button;
pub use choice::{Checkboxes, Choice, Radios, Select};
pub use date::{DateInput, DateValue, DayShortcut};
pub use empty::EmptyState;
pub use error_summary::{ErrorLink, ErrorSummary};
pub use field::{Field, Need};
pub use files::{FileCard, FileCards, FileInput};
pub use icon::Icon;
pub use input::{InputKind, TextArea, TextInput};
pub use marked::Marked;
pub use pagination::Pagination;
pub use ring::{Mark, Ring};
pub use rings::{LoopRings, Stage, StageRing};
pub use similar::{SimilarCase, SimilarCases};
pub use snippet::Snippet;
pub use steps::{Step, StepList, StepState};
pub use strength::StrengthMark;
pub use summary::{Row, SummaryList};
pub use table::{Cell, Column, Table};
pub use tabs::{Tab, Tabs};
pub use time::{TimeInput, TimeValue};
pub use timeline::{Entry, Timeline};

#[cfg(test)]
mod tests;
