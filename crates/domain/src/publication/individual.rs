//! Owns the individual publication of one case (個別公表, B11): its steps from opening to release, correction and withdrawal.
//!
//! The matter is the fold of its events. Nothing reaches the public but by [`MatterEvent::Released`] and
//! [`MatterEvent::CorrectionReleased`], and [`Matter::decide`] gives these only when the office that the profile names has decided, when
//! every standing consent covers what goes out, and when the identity check has no open finding.
mod announcement;
mod decide;
mod event;
mod fold;
mod ledger;
mod refusal;
mod state;
#[cfg(test)]
mod tests;
mod wait;

pub use announcement::{Announcement, Signatory};
pub use decide::{Circumstance, MatterCommand};
pub use event::{Grounds, KeptFinding, MatterEvent, MatterTexts, Question, TalkTexts};
pub use ledger::{Consent, Ledger, Relation, Scope};
pub use refusal::MatterRefusal;
pub use state::{Decision, Edition, Matter, Meeting, Outline, Recommendation, Stage};
pub use wait::{Clock, WaitsFor};
