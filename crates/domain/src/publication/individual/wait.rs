//! Owns what a matter waits for, on whom, and its own clock (できるだけ速やかに).
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::state::{Decision, Matter, Stage};
use crate::profile::IndividualProcedure;

/// What a matter waits for. The code leads to the sentence that says who has to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitsFor {
    /// Somebody has to open the matter.
    Opening,
    /// The wording.
    Outline,
    /// A talk with the person or the family.
    Talk,
    /// A consent or a refusal.
    Consent,
    /// The meeting.
    Meeting,
    /// The decision.
    Decision,
    /// The day until which it was put off.
    Day,
    /// The end of the embargo.
    Embargo,
    /// The release.
    Release,
    /// The release of a correction by another person.
    CorrectionRelease,
    /// Withdrawal or correction: what was public is no longer covered.
    Withdrawal,
    /// Nothing.
    Nothing,
}

impl WaitsFor {
    /// Everything that can be waited for.
    pub const ALL: [Self; 12] = [
        Self::Opening,
        Self::Outline,
        Self::Talk,
        Self::Consent,
        Self::Meeting,
        Self::Decision,
        Self::Day,
        Self::Embargo,
        Self::Release,
        Self::CorrectionRelease,
        Self::Withdrawal,
        Self::Nothing,
    ];

    /// The stable code in rows and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Outline => "outline",
            Self::Talk => "talk",
            Self::Consent => "consent",
            Self::Meeting => "meeting",
            Self::Decision => "decision",
            Self::Day => "day",
            Self::Embargo => "embargo",
            Self::Release => "release",
            Self::CorrectionRelease => "correction_release",
            Self::Withdrawal => "withdrawal",
            Self::Nothing => "nothing",
        }
    }
}

/// The clock of a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// The last day before it is late.
    pub due_on: Date,
    /// It still runs.
    pub runs: bool,
}

impl Clock {
    /// The clock that started on this day.
    #[must_use]
    pub fn from(start: Date, procedure: &IndividualProcedure, runs: bool) -> Self {
        let due_on = start.checked_add(i32::from(procedure.late_after_days).days()).unwrap_or(Date::MAX);
        Self { due_on, runs }
    }

    /// Whether it ran out before this day.
    #[must_use]
    pub fn is_late(&self, today: Date) -> bool {
        self.runs && today > self.due_on
    }
}

impl Matter {
    /// What it waits for, at this instant (microseconds since 1970 UTC) of this day.
    #[must_use]
    pub fn waits_for(&self, now: i64, today: Date) -> WaitsFor {
        match &self.stage {
            Stage::Unopened => WaitsFor::Opening,
            Stage::Opened => WaitsFor::Outline,
            Stage::Outlined if self.consent_required && self.talks == 0 => WaitsFor::Talk,
            Stage::Outlined if self.consent_required && self.ledger.entries().is_empty() => WaitsFor::Consent,
            Stage::Outlined => WaitsFor::Meeting,
            Stage::Examined { .. } => WaitsFor::Decision,
            Stage::Decided { decision: Decision::Withhold, .. } | Stage::Released { .. } | Stage::Withdrawn { .. } => {
                WaitsFor::Nothing
            }
            Stage::Decided { decision: Decision::Later { until }, .. } if today < *until => WaitsFor::Day,
            Stage::Decided { decision: Decision::Later { .. }, .. } => WaitsFor::Decision,
            Stage::Decided { .. } | Stage::Embargoed { .. } if !self.covers(&self.parts_to_release()) => {
                WaitsFor::Consent
            }
            Stage::Embargoed { until, .. } if now < *until => WaitsFor::Embargo,
            Stage::Decided { .. } | Stage::Embargoed { .. } => WaitsFor::Release,
            Stage::Recalled { .. } => WaitsFor::Withdrawal,
            Stage::Correcting { recalled: true, .. } => WaitsFor::Withdrawal,
            Stage::Correcting { .. } => WaitsFor::CorrectionRelease,
        }
    }

    /// Its clock: it runs until the matter is public, withheld or put off to a day.
    #[must_use]
    pub fn clock(&self, procedure: &IndividualProcedure) -> Option<Clock> {
        let stopped = matches!(
            &self.stage,
            Stage::Released { .. }
                | Stage::Withdrawn { .. }
                | Stage::Correcting { recalled: false, .. }
                | Stage::Decided { decision: Decision::Withhold | Decision::Later { .. }, .. }
                | Stage::Embargoed { .. }
        );
        Some(Clock::from(self.opened_on?, procedure, !stopped))
    }
}
