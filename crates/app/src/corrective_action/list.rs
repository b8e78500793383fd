//! Owns the list of corrective actions (対策の一覧): what is late first, then checks that are due; and their count for tables.
use std::cmp::Reverse;

use domain::corrective_action::{ActionTally, CorrectiveAction, Standing, Strength};
use domain::id::UnitId;
use domain::policy::Action;
use jiff::civil::Date;
use store::{ActionFilter, ActionLine, Read, Tx};

use super::{ActionView, opened};
use crate::access::authorise_facility;
use crate::report::names;
use crate::{App, AppError, Ctx};

/// Actions on one page.
const PER_PAGE: usize = 50;

/// What an action waits for, in the order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionGroup {
    /// To be done, and late.
    Overdue,
    /// Done, and its next check is due.
    CheckDue,
    /// To be done.
    Open,
    /// Done; the next check is still to come.
    Running,
    /// Nothing more is to be recorded.
    Over,
}

impl ActionGroup {
    /// Every group in the order of the list.
    pub const ALL: [Self; 5] = [Self::Overdue, Self::CheckDue, Self::Open, Self::Running, Self::Over];

    /// The stable code in addresses and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::CheckDue => "check_due",
            Self::Open => "open",
            Self::Running => "running",
            Self::Over => "over",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.code() == code)
    }

    /// The group of an action on a day.
    #[must_use]
    pub fn of(action: &CorrectiveAction, today: Date) -> Self {
        match action.standing(today) {
            Standing::Overdue => Self::Overdue,
            Standing::Open => Self::Open,
            _ if action.is_check_due(today) => Self::CheckDue,
            _ if action.is_over() => Self::Over,
            _ => Self::Running,
        }
    }
}

/// Which actions; every field that is `None` lets all through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActionQuery {
    /// Of reports of this unit.
    pub unit: Option<UnitId>,
    /// Of reports of this form.
    pub form: Option<String>,
    /// First day on which it was set.
    pub from: Option<Date>,
    /// Last such day.
    pub until: Option<Date>,
    /// Of this strength.
    pub strength: Option<Strength>,
    /// That stand so.
    pub standing: Option<Standing>,
    /// Of this group.
    pub group: Option<ActionGroup>,
    /// Page, from 1.
    pub page: usize,
}

impl ActionQuery {
    fn filter(&self) -> ActionFilter {
        ActionFilter {
            unit: self.unit,
            form: self.form.clone(),
            from: self.from.map(|day| day.to_string()),
            until: self.until.map(|day| day.to_string()),
            ..ActionFilter::default()
        }
    }

    /// Whether an action passes, but for its group.
    fn lets(&self, action: &CorrectiveAction, today: Date) -> bool {
        self.strength.is_none_or(|strength| action.kind().strength() == strength)
            && self.standing.is_none_or(|standing| action.standing(today) == standing)
    }
}

/// A page of the list.
#[derive(Debug, Clone)]
pub struct ActionList {
    /// The actions of the page.
    pub items: Vec<ActionView>,
    /// How many there are of each group, in the order of [`ActionGroup::ALL`].
    pub groups: [usize; 5],
    /// How many pass all conditions.
    pub total: usize,
    /// Actions on one page.
    pub per_page: usize,
    /// Whether the reader sees those of everybody.
    pub is_whole: bool,
}

/// An action to sort: its group, the day that counts there, the newest first among what is over.
pub(super) type Order = (ActionGroup, Date, Reverse<Date>);

/// Whether the reader sees the actions of everybody.
fn sees_all(ctx: &Ctx) -> bool {
    authorise_facility(ctx, Action::ListReports).is_ok()
}

fn order(action: &CorrectiveAction, today: Date) -> Order {
    let group = ActionGroup::of(action, today);
    let day = match group {
        ActionGroup::Overdue | ActionGroup::Open => action.due(),
        ActionGroup::CheckDue | ActionGroup::Running => action.next_check().map_or(action.due(), |(_, day)| day),
        ActionGroup::Over => Date::MIN,
    };
    (group, day, Reverse(action.added_on()))
}

impl App {
    /// A page of the actions that pass: overseers see all, others those that they carry out.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn actions(&self, ctx: &Ctx, query: &ActionQuery) -> Result<ActionList, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let mut found = self.actions_in_order(ctx, &mut tx, query).await?;
        let groups = ActionGroup::ALL.map(|group| found.iter().filter(|((of, ..), _)| *of == group).count());
        found.retain(|((of, ..), _)| query.group.is_none_or(|group| *of == group));
        let shown = found.iter().skip(query.page.saturating_sub(1).saturating_mul(PER_PAGE)).take(PER_PAGE);
        let shown = shown.map(|(_, line)| line);
        let items = open_all(&mut tx, shown).await?;
        let is_whole = sees_all(ctx);
        Ok(ActionList { items, groups, total: found.len(), per_page: PER_PAGE, is_whole })
    }

    /// The actions of all groups that pass and that the reader may see, in the order of the list.
    pub(super) async fn actions_in_order(
        &self,
        ctx: &Ctx,
        tx: &mut Tx<Read>,
        query: &ActionQuery,
    ) -> Result<Vec<(Order, ActionLine)>, AppError> {
        authorise_facility(ctx, Action::SeeCorrectiveActions)?;
        let mut filter = query.filter();
        if !sees_all(ctx) {
            let member = ctx.member()?;
            let seats = member.seats.iter().map(|seat| (seat.code.clone(), seat.unit)).collect();
            filter.owner = Some((member.account, seats));
        }
        let today = ctx.today();
        let mut found = Vec::new();
        for line in tx.corrective_actions(&filter).await? {
            let action = line.row.folded(&line.steps)?;
            if query.lets(&action, today) {
                found.push((order(&action, today), line));
            }
        }
        found.sort_by_key(|one| one.0);
        Ok(found)
    }

    /// How many actions of each strength stand where, of those that were set in a time, for tables.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn action_tally(&self, ctx: &Ctx, query: &ActionQuery) -> Result<ActionTally, AppError> {
        authorise_facility(ctx, Action::SeeInsight)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let lines = tx.corrective_actions(&query.filter()).await?;
        let actions = lines.iter().map(|line| line.row.folded(&line.steps)).collect::<Result<Vec<_>, _>>()?;
        Ok(ActionTally::of(&actions, ctx.today()))
    }

    /// How many actions that this person carries out are late or have a check that is due.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn count_own_actions_due(&self, ctx: &Ctx) -> Result<usize, AppError> {
        let Ok(member) = ctx.member() else { return Ok(0) };
        let seats = member.seats.iter().filter(|seat| seat.for_account.is_none());
        let seats = seats.map(|seat| (seat.code.clone(), seat.unit)).collect();
        let filter = ActionFilter { owner: Some((member.account, seats)), ..ActionFilter::default() };
        let mut tx = self.store().read(&ctx.facility).await?;
        let today = ctx.today();
        let mut due = 0;
        for line in tx.corrective_actions(&filter).await? {
            let group = ActionGroup::of(&line.row.folded(&line.steps)?, today);
            due += usize::from(matches!(group, ActionGroup::Overdue | ActionGroup::CheckDue));
        }
        Ok(due)
    }
}

async fn open_all<'a>(
    tx: &mut Tx<Read>,
    lines: impl Iterator<Item = &'a ActionLine>,
) -> Result<Vec<ActionView>, AppError> {
    let names = names(tx).await?;
    let mut items = Vec::new();
    for line in lines {
        items.push(opened(tx, line, &names).await?);
    }
    Ok(items)
}
