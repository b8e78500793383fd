//! Owns corrective actions (再発防止の対策): from the day on which one is set until its effect is judged, as steps that are only ever added.
mod kind;
mod read;
mod standing;
mod step;
mod tally;
#[cfg(test)]
mod tests;

pub use kind::{ActionKind, Strength};
pub use read::{MAX_WHAT_CHARS, MAX_WORDS_CHARS, NewAction, read_check, read_done, read_new, read_reason};
pub use standing::Standing;
pub use step::{ActionCommand, ActionRefusal, CheckPoint, Step, Verdict};
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

/// A corrective action: the fold of its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectiveAction {
    kind: ActionKind,
    added_on: Date,
    due: Date,
    steps: Vec<Step>,
    /// Which of the steps stand: their places in the order, without those that were taken back and what took them back.
    standing: Vec<usize>,
}

impl CorrectiveAction {
    /// An action as it was set: its kind, the day on which it was set, and the day by which it shall be done.
    #[must_use]
    pub const fn new(kind: ActionKind, added_on: Date, due: Date) -> Self {
        Self { kind, added_on, due, steps: Vec::new(), standing: Vec::new() }
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

    /// Its steps, the oldest first; those that were taken back, and what took them back, too.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The steps that stand, the oldest first.
    pub fn standing_steps(&self) -> impl DoubleEndedIterator<Item = Step> {
        self.standing.iter().filter_map(|at| self.steps.get(*at)).copied()
    }

    /// The last step that stands, the one that can be taken back: its place in the order, from 0, and the step.
    #[must_use]
    pub fn last_step(&self) -> Option<(usize, Step)> {
        let at = *self.standing.last()?;
        Some((at, *self.steps.get(at)?))
    }

    /// Whether the step at a place in the order was taken back.
    #[must_use]
    pub fn was_taken_back(&self, at: usize) -> bool {
        !self.standing.contains(&at) && !matches!(self.steps.get(at), None | Some(Step::TakenBack { .. }))
    }

    /// The day on which it was done.
    #[must_use]
    pub fn done_on(&self) -> Option<Date> {
        self.standing_steps().find_map(|step| match step {
            Step::Done { on } => Some(on),
            _ => None,
        })
    }

    fn is_withdrawn(&self) -> bool {
        matches!(self.last_step(), Some((_, Step::Withdrawn { .. })))
    }

    /// The last check: which one, and what it found.
    #[must_use]
    pub fn last_check(&self) -> Option<(CheckPoint, Verdict)> {
        match self.last_step()?.1 {
            Step::Checked { point, verdict, .. } => Some((point, verdict)),
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
        match self.last_step().map(|(_, step)| step) {
            Some(Step::Done { .. }) => Standing::Waiting,
            Some(Step::Checked { verdict, .. }) => verdict.into(),
            Some(Step::Withdrawn { .. }) => Standing::Withdrawn,
            // What takes a step back never stands itself.
            None | Some(Step::TakenBack { .. }) if self.due < today => Standing::Overdue,
            None | Some(Step::TakenBack { .. }) => Standing::Open,
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
                if !self.standing.is_empty() {
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
            ActionCommand::Withdraw if self.standing.is_empty() => Ok(Step::Withdrawn { on: today }),
            ActionCommand::TakeBack if !self.standing.is_empty() => Ok(Step::TakenBack { on: today }),
            ActionCommand::Withdraw | ActionCommand::TakeBack => Err(ActionRefusal::MovedOn),
        }
    }

    /// The action after a step; `None` when the step does not follow the others.
    #[must_use]
    pub fn after(mut self, step: Step) -> Option<Self> {
        let follows = match step {
            Step::Done { .. } | Step::Withdrawn { .. } => self.standing.is_empty(),
            Step::Checked { point, .. } => self.next_check().is_some_and(|(next, _)| point >= next),
            Step::TakenBack { .. } => !self.standing.is_empty(),
        };
        if let Step::TakenBack { .. } = step {
            self.standing.pop();
        } else {
            self.standing.push(self.steps.len());
        }
        self.steps.push(step);
        follows.then_some(self)
    }
}
