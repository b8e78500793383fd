//! page::home: the first page after sign-in, with the parts that the person's roles call for.

use askama::Template;
use domain::publication::MonthState;

use super::Page;
use super::report::{DraftLine, MineLine};
use crate::catalog::Text;
use crate::component::*;
use crate::{AssetUrls, Frame};

/// A report that waits for the person.
#[derive(Debug, Clone)]
pub struct WaitingLine {
    /// Where it is read.
    pub href: String,
    /// Its level, as far as known.
    pub level: LevelMark,
    /// Number and form in words.
    pub title: String,
    /// Place or unit in words.
    pub place: String,
    /// How long it has been waiting, in words.
    pub waits: String,
    /// It waits longer than it should.
    pub late: bool,
}

/// What waits for an approver (決裁).
#[derive(Debug, Clone, Default)]
pub struct InboxPart {
    /// How many in all.
    pub count: usize,
    /// The oldest ones.
    pub oldest: Vec<WaitingLine>,
}

/// A month that is to be published.
#[derive(Debug, Clone)]
pub struct MonthLine {
    /// Its desk.
    pub href: String,
    /// The month in words.
    pub month: String,
    /// Where its publication stands.
    pub state: MonthState,
    /// By when it is due, in words.
    pub due: String,
    /// The due day has passed.
    pub late: bool,
}

/// The safety manager's day.
#[derive(Debug, Clone, Default)]
pub struct TodayPart {
    /// Reports that came in today.
    pub new: usize,
    /// Reports that have been at rest for more than seven days.
    pub waiting: usize,
    /// Signals of charts that wait.
    pub signals: i64,
    /// Months due for publication.
    pub months: Vec<MonthLine>,
}

/// The director's decisions.
#[derive(Debug, Clone, Default)]
pub struct DecisionPart {
    /// Months that wait for the director's word.
    pub months: Vec<MonthLine>,
}

/// What the reporter sees.
#[derive(Debug, Clone, Default)]
pub struct ReporterPart {
    /// What was begun.
    pub drafts: Vec<DraftLine>,
    /// The newest of one's own reports.
    pub mine: Vec<MineLine>,
}

/// Home, by role; a part that is `None` does not concern the person.
#[derive(Debug, Clone, Template)]
#[template(path = "home/home.html")]
pub struct Home {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    /// Name of the person.
    pub name: String,
    /// For those who may report.
    pub reporter: Option<ReporterPart>,
    /// For those who hold a seat.
    pub inbox: Option<InboxPart>,
    /// For the safety manager.
    pub today: Option<TodayPart>,
    /// For the director.
    pub decisions: Option<DecisionPart>,
    /// How many corrective actions of the person are late or wait for a check.
    pub actions_due: usize,
    /// For administrators and keepers of identities: how many matters wait for a second person.
    pub keeper_matters: usize,
    /// The own right as keeper rests: why, and until when.
    pub keeper_rests: Option<String>,
    /// For the administrator.
    pub administers: bool,
}

impl Home {
    fn greeting(&self) -> String {
        self.t.with("home.greeting", &[("name", &self.name)])
    }

    fn quick(&self) -> Button {
        Button::primary(self.t.get("home.quick")).link("/reports/new?door=quick").icon(Icon::Write).large()
    }

    fn full(&self) -> Button {
        Button::secondary(self.t.get("home.full")).link("/reports/new?door=full").icon(Icon::Reports).large()
    }

    fn actions(&self) -> String {
        self.t.with("corrective_action.due_mine", &[("n", &self.actions_due)])
    }

    fn matters(&self) -> String {
        self.t.count("home.keepers", self.keeper_matters)
    }

    fn empty_mine(&self) -> EmptyState {
        EmptyState::new(self.t.get("home.mine_empty"), self.t.get("home.mine_empty_why"))
    }

    fn empty_inbox(&self) -> EmptyState {
        EmptyState::new(self.t.get("home.inbox_empty"), self.t.get("home.inbox_empty_why"))
    }

    fn signals(&self, n: &i64) -> String {
        self.t.with("insight.signals_wait", &[("n", n)])
    }

    fn count(&self, n: &usize) -> String {
        self.t.count("home.reports", *n)
    }

    fn saved(&self, draft: &DraftLine) -> String {
        self.t.with("home.draft_saved", &[("when", &draft.saved)])
    }

    fn waits(&self, line: &WaitingLine) -> Badge {
        let words = self.t.with("home.waits", &[("time", &line.waits)]);
        Badge::new(words, if line.late { Tone::Warning } else { Tone::Neutral })
    }

    fn month(&self, line: &MonthLine) -> String {
        let key = if line.late { "home.month_late" } else { "home.month_due" };
        self.t.with(key, &[("month", &line.month), ("due", &line.due)])
    }

    fn month_state(&self, line: &MonthLine) -> Badge {
        let tone = if line.late { Tone::Warning } else { Tone::Info };
        Badge::new(self.t.choice("home.month", line.state.code()), tone)
    }
}

impl Page for Home {
    const NAME: &'static str = "home.home";

    fn samples(t: Text) -> Vec<Self> {
        let staff = Self {
            t,
            frame: Frame::new(t, t.get("home.title"), AssetUrls::default()),
            name: t.pick("山田 花子", "Hanako Yamada").to_owned(),
            reporter: Some(ReporterPart::default()),
            inbox: None,
            today: None,
            decisions: None,
            actions_due: 0,
            keeper_matters: 0,
            keeper_rests: None,
            administers: false,
        };
        let waiting = WaitingLine {
            href: "/reports/1".to_owned(),
            level: LevelMark::suggested(t, "3", 3),
            title: t.pick("R8-0012 転倒", "R8-0012 Fall").to_owned(),
            place: t.pick("2階 食堂", "Dining room").to_owned(),
            waits: t.pick("8日", "8 days").to_owned(),
            late: true,
        };
        let month = |state, late| MonthLine {
            href: "/months/2026-10".to_owned(),
            month: t.pick("令和8年10月", "October 2026").to_owned(),
            state,
            due: t.pick("令和8年11月30日", "30 November 2026").to_owned(),
            late,
        };
        let draft = DraftLine {
            href: "/drafts/1".to_owned(),
            discard: "/drafts/1/discard".to_owned(),
            door: "quick",
            narrative: t.get("report.quick.examples.transfer").to_owned(),
            saved: "14:05".to_owned(),
        };
        let reporter = ReporterPart { drafts: vec![draft], mine: super::report::sample_lines(t) };
        let months = vec![month(MonthState::Open, false), month(MonthState::Checked, true)];
        let everything = Self {
            reporter: Some(reporter),
            inbox: Some(InboxPart { count: 2, oldest: vec![waiting.clone(), WaitingLine { late: false, ..waiting }] }),
            today: Some(TodayPart { new: 1, waiting: 2, signals: 1, months: months.clone() }),
            decisions: Some(DecisionPart { months }),
            actions_due: 3,
            keeper_matters: 2,
            keeper_rests: Some(t.get("approval.keepers.rests").to_owned()),
            administers: true,
            ..staff.clone()
        };
        let idle = Self {
            inbox: Some(InboxPart::default()),
            today: Some(TodayPart::default()),
            decisions: Some(DecisionPart::default()),
            ..staff.clone()
        };
        vec![staff, everything, idle]
    }
}
