//! Owns the demo's story of one facility: what is planned, what has been filed, and the queue of what happens next.
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;

use domain::id::{CorrectiveActionId, ReportId};
use domain::profile::LevelCode;
use domain::publication::{Month, Period};
use domain::report::{Door, Mode};

use super::calendar::Calendar;
use super::clock::SimulatedClock;
use super::corrective_action::ActionTask;
use super::data::{Data, FacilityPlan};
use super::dice::Dice;
use super::found::Founded;
use super::matters::MatterTask;
use super::months::MonthTask;
use super::plan::Fate;
use super::story::Happening;
use crate::facility::Facility;
use crate::import::JqCase;
use crate::{App, Ctx};

/// Where a planned report comes from.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    /// Written by somebody of the facility.
    Told(Box<Happening>),
    /// A second report of the event of an earlier one; it is joined to it.
    Witness(usize),
    /// The full report after an earlier quick one.
    Promotes(usize),
    /// A public case from the file.
    Imported(Box<JqCase>),
}

/// A report that will be filed.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub(super) origin: Origin,
    pub(super) door: Door,
    pub(super) mode: Mode,
    /// Index of the person; `None` = nobody signed in.
    pub(super) reporter: Option<usize>,
    pub(super) unit: usize,
    pub(super) fate: Fate,
}

/// A report that was filed.
#[derive(Debug, Clone)]
pub(super) struct Tale {
    pub(super) id: ReportId,
    pub(super) unit: usize,
    pub(super) month: Month,
    pub(super) mode: Mode,
    pub(super) reporter: Option<usize>,
    /// The level by the rules.
    pub(super) derived: Option<LevelCode>,
    /// Needs a text of its own for the public.
    pub(super) narrated: bool,
    /// What will prevent it, in words.
    pub(super) prevent: String,
    /// The section head asks to think the measures over.
    pub(super) review: bool,
    /// The leader judged it to be graver than derived.
    pub(super) raised: Option<LevelCode>,
    /// Joined to another report.
    pub(super) over: bool,
    /// Its route stands still since it was joined; what was planned for it does not happen.
    pub(super) frozen: bool,
}

/// Something that a person does with a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Stamp { round: u8, seat: String },
    Return { seat: String },
    Resend,
    TakeBack { seat: String },
    Review { round: u8, seat: String, holder: usize },
    Describe,
    Revise,
    Ask,
    Answer,
    Feedback,
    Later,
    RequestIdentity,
    OpenIdentity,
    Confirm { person: usize },
    WriteText,
    ApproveText,
    Look { person: usize },
    Merge { into: usize },
    Separate,
}

/// Something that happens at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Task {
    File(usize),
    Step(usize, Step),
    Month(Month, MonthTask),
    Matter(usize, MatterTask),
    Period(Period, MonthTask),
    /// The exposures of a month are entered.
    Exposure(Month),
    /// The measure of the turn is written on its chart.
    Turn(Month),
    /// Something happens to the corrective action of a case.
    Action(usize, ActionTask),
}

#[derive(Debug, PartialEq, Eq)]
struct Due {
    at: i64,
    /// Of two tasks at one instant the one planned first comes first.
    order: usize,
    task: Task,
}

impl Ord for Due {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.order).cmp(&(other.at, other.order))
    }
}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The story of one facility.
pub(super) struct World<'a> {
    pub(super) app: &'a App,
    pub(super) clock: &'a Arc<SimulatedClock>,
    pub(super) data: &'a Data,
    pub(super) plan: &'a FacilityPlan,
    pub(super) place: Founded,
    pub(super) facility: Facility,
    pub(super) calendar: Calendar,
    pub(super) dice: Dice,
    pub(super) planned: Vec<Planned>,
    pub(super) tales: Vec<Option<Tale>>,
    /// The story ends here, microseconds since 1970 UTC.
    pub(super) end: i64,
    /// How many cases were made to wait; each waits on the next seat.
    pub(super) waiting: usize,
    /// The report of each individual publication, once there is one.
    pub(super) matters: Vec<Option<ReportId>>,
    /// The corrective action of a case, once it is set.
    pub(super) actions: BTreeMap<usize, CorrectiveActionId>,
    queue: BinaryHeap<Reverse<Due>>,
    order: usize,
}

impl<'a> World<'a> {
    pub(super) fn new(
        (app, clock): (&'a App, &'a Arc<SimulatedClock>),
        (data, plan): (&'a Data, &'a FacilityPlan),
        (place, facility): (Founded, Facility),
        dice: Dice,
        end: i64,
    ) -> Self {
        let calendar = Calendar { zone: place.ctx.zone.clone() };
        let (planned, tales, queue) = (Vec::new(), Vec::new(), BinaryHeap::new());
        Self {
            app,
            clock,
            data,
            plan,
            place,
            facility,
            calendar,
            dice,
            planned,
            tales,
            end,
            waiting: 0,
            matters: Vec::new(),
            actions: BTreeMap::new(),
            queue,
            order: 0,
        }
    }

    /// Plans a task; what would happen after the end is left out.
    pub(super) fn push(&mut self, at: i64, task: Task) {
        if at < self.end {
            self.order += 1;
            self.queue.push(Reverse(Due { at, order: self.order, task }));
        }
    }

    /// The next task with its instant; the clock goes there.
    pub(super) fn pop(&mut self) -> Option<(i64, Task)> {
        let Reverse(due) = self.queue.pop()?;
        self.clock.go_to(due.at);
        Some((due.at, due.task))
    }

    /// The context of a person at an instant.
    pub(super) fn ctx(&self, person: usize, at: i64) -> Ctx {
        let actor = domain::people::Actor::Member(self.place.people[person].member.clone());
        Ctx { actor, now: at, proved_at: Some(at), ..self.place.ctx.clone() }
    }
}
