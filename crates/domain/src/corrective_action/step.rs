//! Owns the steps of a corrective action: done, checked after one, three or six months with a verdict, withdrawn, taken back; and why one is refused.
use jiff::ToSpan as _;
use jiff::civil::Date;

/// When the effect is checked, counted from the day on which the action was done (domain.md §6.3 L6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckPoint {
    /// After one month.
    One,
    /// After three months.
    Three,
    /// After six months.
    Six,
}

/// So many days before its day a check may be made: meetings are held when people can meet.
const EARLY_DAYS: i32 = 7;

impl CheckPoint {
    /// Every point, the first one first.
    pub const ALL: [Self; 3] = [Self::One, Self::Three, Self::Six];

    /// Months after the action was done.
    #[must_use]
    pub const fn months(self) -> i64 {
        match self {
            Self::One => 1,
            Self::Three => 3,
            Self::Six => 6,
        }
    }

    /// Reads the number of months back.
    #[must_use]
    pub fn from_months(months: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|point| point.months() == months)
    }

    /// The day of the check for an action that was done on this day.
    #[must_use]
    pub fn due(self, done_on: Date) -> Date {
        done_on.saturating_add(self.months().months())
    }

    /// The first day on which the check may be made.
    #[must_use]
    pub fn opens(self, done_on: Date) -> Date {
        // Never before the day after: nothing has an effect on the day itself.
        self.due(done_on).saturating_sub(EARLY_DAYS.days()).max(done_on.saturating_add(1.day()))
    }
}

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// 効果があった.
    Effective,
    /// 一部に効果があった.
    Partly,
    /// 効果がなかった: another action is needed, and this one is not checked again.
    Not,
    /// まだ分からない.
    CannotTell,
}

impl Verdict {
    /// Every verdict in the order of the form.
    pub const ALL: [Self; 4] = [Self::Effective, Self::Partly, Self::Not, Self::CannotTell];

    /// The stable code in rows, forms and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Effective => "effective",
            Self::Partly => "partly",
            Self::Not => "not",
            Self::CannotTell => "cannot_tell",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

/// What happened to an action after it was set. Steps are added, never changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It was done on this day.
    Done {
        /// The day.
        on: Date,
    },
    /// Its effect was checked.
    Checked {
        /// Which of the checks.
        point: CheckPoint,
        /// The day.
        on: Date,
        /// What was found.
        verdict: Verdict,
    },
    /// It will not be done (取りやめ).
    Withdrawn {
        /// The day.
        on: Date,
    },
    /// The last step that stood was recorded by mistake (取り消し): the action stands where it stood before.
    TakenBack {
        /// The day.
        on: Date,
    },
}

impl Step {
    /// The stable code in rows, journal and message keys.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Done { .. } => "done",
            Self::Checked { .. } => "checked",
            Self::Withdrawn { .. } => "withdrawn",
            Self::TakenBack { .. } => "taken_back",
        }
    }

    /// The day.
    #[must_use]
    pub const fn on(&self) -> Date {
        match self {
            Self::Done { on } | Self::Checked { on, .. } | Self::Withdrawn { on } | Self::TakenBack { on } => *on,
        }
    }
}

/// What somebody wants to record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionCommand {
    /// The action was done.
    Finish {
        /// On which day.
        on: Date,
    },
    /// Its effect was checked.
    Check {
        /// On which day.
        on: Date,
        /// What was found.
        verdict: Verdict,
    },
    /// It will not be done.
    Withdraw,
    /// The last step was recorded by mistake.
    TakeBack,
}

/// Why a step is not taken. The catalogue has the sentence under `error.<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ActionRefusal {
    /// It is done, checked or withdrawn already, or no step is left to take back; the page shows where it stands now.
    #[error("the action has moved on")]
    MovedOn,
    /// It has to be done before its effect is checked.
    #[error("the action is not done")]
    NotDone,
    /// The day lies in the future.
    #[error("the day lies ahead")]
    DayAhead,
    /// The day lies more than a year before the action was set: a slip in the year.
    #[error("the day lies long before the action was set")]
    DayTooEarly,
    /// Too early for the next check, which may be made from this day on.
    #[error("the next check is not due")]
    CheckTooEarly(Date),
    /// Every check is made.
    #[error("all checks are made")]
    AllChecked,
}

impl ActionRefusal {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MovedOn => "action_moved_on",
            Self::NotDone => "action_not_done",
            Self::DayAhead => "action_day_ahead",
            Self::DayTooEarly => "action_day_too_early",
            Self::CheckTooEarly(_) => "action_check_too_early",
            Self::AllChecked => "action_all_checked",
        }
    }
}
