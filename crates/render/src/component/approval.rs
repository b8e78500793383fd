//! approval: the row of seats of the paper form (決裁欄), each with its seal and date.

use askama::Template;

use crate::catalog::Text;
use crate::seal::{self, Seal};

/// What stands in a seat's box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeatState {
    /// Not yet reached.
    Ahead,
    /// It waits here now.
    Current,
    /// Stamped (押印).
    Stamped {
        /// The seal with its date.
        seal: Seal,
        /// What it says, in words.
        words: String,
    },
    /// Sent back from here (差戻し).
    Returned,
    /// Passed over: the box stays empty with a slash.
    Skipped,
}

/// One seat (役職) of the row.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Title of the seat as printed on the form.
    pub title: String,
    /// What stands in its box.
    pub state: SeatState,
}

impl Seat {
    const fn code(&self) -> &'static str {
        match self.state {
            SeatState::Ahead => "ahead",
            SeatState::Current => "current",
            SeatState::Stamped { .. } => "stamped",
            SeatState::Returned => "returned",
            SeatState::Skipped => "skipped",
        }
    }
}

/// The row of seats, in the paper's order; scrolls sideways inside its own region.
#[derive(Debug, Clone, Template)]
#[template(path = "components/approval.html")]
pub struct ApprovalRow {
    t: Text,
    id: String,
    title: String,
    seats: Vec<Seat>,
}

impl ApprovalRow {
    /// A row titled `title` (決裁). `id` must be unique on the page.
    #[must_use]
    pub fn new(t: Text, id: impl Into<String>, title: impl Into<String>, seats: Vec<Seat>) -> Self {
        Self { t, id: id.into(), title: title.into(), seats }
    }

    fn state_words(&self, seat: &Seat) -> String {
        if let SeatState::Stamped { words, .. } = &seat.state {
            return words.clone();
        }
        self.t.choice("common.seat", seat.code())
    }
}

safe!(ApprovalRow);
