//! Owns corrective actions (再発防止の対策): from the day on which one is set until its effect is judged, as steps that are only ever added.
mod kind;
mod read;
mod tally;
#[cfg(test)]
mod tests;

pub use kind::{ActionKind, Strength};
pub use read::{
    CHECK_FIELDS, DONE_FIELDS, MAX_WHAT_CHARS, MAX_WORDS_CHARS, NEW_FIELDS, NewAction, WITHDRAW_FIELDS, read_check,
    read_done, read_new, read_withdrawal,
};
pub use tally::{ActionTally, Cell};

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::id::AccountId;

/// Who carries an action out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Owner {
    /// A person.
    Person(AccountId),
    /// Whoever holds a seat of the approval route, by its code.
    Seat(String),
}

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
}

impl Step {
    /// The stable code in rows, journal and message keys.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Done { .. } => "done",
            Self::Checked { .. } => "checked",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// The day.
    #[must_use]
    pub const fn on(&self) -> Date {
        match self {
            Self::Done { on } | Self::Checked { on, .. } | Self::Withdrawn { on } => *on,
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
}

/// Why a step is not taken. The catalogue has the sentence under `error.<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ActionRefusal {
    /// It is done, checked or withdrawn already; the page shows where it stands now.
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
            Self::DayAhead => "day_ahead",
            Self::DayTooEarly => "action_day_too_early",
            Self::CheckTooEarly(_) => "action_check_too_early",
            Self::AllChecked => "action_all_checked",
        }
    }
}

/// Where an action stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// To be done, and not late.
    Open,
    /// To be done since before today.
    Overdue,
    /// Done; nobody has checked its effect yet.
    Waiting,
    /// The last check found an effect.
    Effective,
    /// The last check found some effect.
    Partly,
    /// The last check found none.
    NotEffective,
    /// The last check could not tell yet.
    CannotTell,
    /// Will not be done.
    Withdrawn,
}

impl Standing {
    /// Every standing, in the order of tables.
    pub const ALL: [Self; 8] = [
        Self::Open,
        Self::Overdue,
        Self::Waiting,
        Self::Effective,
        Self::Partly,
        Self::NotEffective,
        Self::CannotTell,
        Self::Withdrawn,
    ];

    /// The stable code in addresses and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Overdue => "overdue",
            Self::Waiting => "waiting",
            Self::Effective => "effective",
            Self::Partly => "partly",
            Self::NotEffective => "not",
            Self::CannotTell => "cannot_tell",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.code() == code)
    }
}

impl From<Verdict> for Standing {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Effective => Self::Effective,
            Verdict::Partly => Self::Partly,
            Verdict::Not => Self::NotEffective,
            Verdict::CannotTell => Self::CannotTell,
        }
    }
}

/// A corrective action: the fold of its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectiveAction {
    kind: ActionKind,
    added_on: Date,
    due: Date,
    steps: Vec<Step>,
}

impl CorrectiveAction {
    /// An action as it was set: its kind, the day on which it was set, and the day by which it shall be done.
    #[must_use]
    pub const fn new(kind: ActionKind, added_on: Date, due: Date) -> Self {
        Self { kind, added_on, due, steps: Vec::new() }
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> ActionKind {
        self.kind
    }

    /// The day on which it was set.
    #[must_use]
    pub const fn added_on(&self) -> Date {
        self.added_on
    }

    /// The day by which it shall be done.
    #[must_use]
    pub const fn due(&self) -> Date {
        self.due
    }

    /// Its steps, the oldest first.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The day on which it was done.
    #[must_use]
    pub fn done_on(&self) -> Option<Date> {
        self.steps.iter().find_map(|step| match step {
            Step::Done { on } => Some(*on),
            _ => None,
        })
    }

    fn is_withdrawn(&self) -> bool {
        matches!(self.steps.last(), Some(Step::Withdrawn { .. }))
    }

    /// The last check: which one, and what it found.
    #[must_use]
    pub fn last_check(&self) -> Option<(CheckPoint, Verdict)> {
        match self.steps.last() {
            Some(Step::Checked { point, verdict, .. }) => Some((*point, *verdict)),
            _ => None,
        }
    }

    /// The next check with its day; `None` before the action is done, and after the last one. What had no effect is not checked again.
    #[must_use]
    pub fn next_check(&self) -> Option<(CheckPoint, Date)> {
        let done_on = self.done_on()?;
        let after = match self.last_check() {
            Some((_, Verdict::Not)) => return None,
            Some((point, _)) => Some(point),
            None => None,
        };
        let point = CheckPoint::ALL.into_iter().find(|point| Some(*point) > after)?;
        Some((point, point.due(done_on)))
    }

    /// Whether the day of the next check has come.
    #[must_use]
    pub fn is_check_due(&self, today: Date) -> bool {
        self.next_check().is_some_and(|(_, due)| due <= today)
    }

    /// Whether nothing more can be recorded.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.is_withdrawn() || (self.done_on().is_some() && self.next_check().is_none())
    }

    /// Where it stands on a day.
    #[must_use]
    pub fn standing(&self, today: Date) -> Standing {
        match self.steps.last() {
            None if self.due < today => Standing::Overdue,
            None => Standing::Open,
            Some(Step::Done { .. }) => Standing::Waiting,
            Some(Step::Checked { verdict, .. }) => (*verdict).into(),
            Some(Step::Withdrawn { .. }) => Standing::Withdrawn,
        }
    }

    /// Decides whether a step is taken. Of the checks whose time has come the latest is the one that was made: a check that nobody
    /// made in its time is not made up for.
    ///
    /// # Errors
    /// An [`ActionRefusal`].
    pub fn decide(&self, command: ActionCommand, today: Date) -> Result<Step, ActionRefusal> {
        let ahead = |on: Date| if on > today { Err(ActionRefusal::DayAhead) } else { Ok(()) };
        match command {
            ActionCommand::Finish { on } => {
                if !self.steps.is_empty() {
                    return Err(ActionRefusal::MovedOn);
                }
                ahead(on)?;
                if on < self.added_on.saturating_sub(1.year()) {
                    return Err(ActionRefusal::DayTooEarly);
                }
                Ok(Step::Done { on })
            }
            ActionCommand::Check { on, verdict } => {
                let done_on = self.done_on().ok_or(ActionRefusal::NotDone)?;
                let (next, _) = self.next_check().ok_or(ActionRefusal::AllChecked)?;
                ahead(on)?;
                let open = CheckPoint::ALL.into_iter().filter(|point| *point >= next && point.opens(done_on) <= on);
                let point = open.max().ok_or_else(|| ActionRefusal::CheckTooEarly(next.opens(done_on)))?;
                Ok(Step::Checked { point, on, verdict })
            }
            ActionCommand::Withdraw if self.steps.is_empty() => Ok(Step::Withdrawn { on: today }),
            ActionCommand::Withdraw => Err(ActionRefusal::MovedOn),
        }
    }

    /// The action after a step; `None` when the step does not follow the others.
    #[must_use]
    pub fn after(mut self, step: Step) -> Option<Self> {
        let follows = match step {
            Step::Done { .. } | Step::Withdrawn { .. } => self.steps.is_empty(),
            Step::Checked { point, .. } => self.next_check().is_some_and(|(next, _)| point >= next),
        };
        self.steps.push(step);
        follows.then_some(self)
    }
}
