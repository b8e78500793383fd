//! Owns the case (決裁の経過) of one report: its events, its state as their fold, and which act is possible when.
//!
//! A case is event-sourced. `decide` answers a command with events or a typed refusal; `apply` folds one event.
//! Events carry what `apply` needs (such as the next seat), so that a later change of the profile never changes the past.
mod command;
mod decide;
mod event;
mod state;

#[cfg(test)]
mod tests;

pub use command::{Command, Holding, Opinion, Refusal, Route, RouteSeat};
pub use decide::{Happened, MIN_IDENTITY_REASON_CHARS, TAKE_BACK_MICROS};
pub use event::{CaseEvent, CaseTexts, HowStamped, Judge, ReturnTo};
pub use state::{Case, CaseState, IDENTITY_OPEN_FOR, IdentityOpening, Judgement, Stamp};
