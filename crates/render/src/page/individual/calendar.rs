//! page::individual::calendar: what is due (公表の予定): months and cases, what each waits for, and what is late.

use askama::Template;
use domain::publication::{Month, MonthState};
use jiff::civil::Date;

use super::parts::stage_badge;
use crate::catalog::Text;
use crate::component::*;
use crate::frame::{AssetUrls, Frame};
use crate::html::Html;
use crate::page::Page;
use crate::when;

/// What is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowKind {
    /// The batch of a month.
    Month(Month, MonthState),
    /// One case.
    Case {
        /// Number of the report.
        number: String,
        /// Its matter.
        href: String,
        /// Code of the stage.
        stage: &'static str,
        /// Code of what it waits for.
        waits_for: &'static str,
    },
}

/// A line of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarRow {
    /// What is due.
    pub kind: RowKind,
    /// The last day before it is late.
    pub due_on: Date,
    /// Its clock still runs.
    pub runs: bool,
    /// It is late.
    pub late: bool,
}

/// How many cases that nobody has opened are listed; more are counted.
const MAX_UNOPENED: usize = 50;

/// The calendar of publication.
#[derive(Debug, Clone, Template)]
#[template(path = "individual/calendar.html")]
pub struct CalendarPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    due: Option<Table>,
    unopened: Option<Table>,
    more: Option<String>,
    settled: Option<Table>,
    late: Option<Flash>,
}

impl CalendarPage {
    /// The calendar; `offices` are the names of who examines and who decides.
    #[must_use]
    pub fn new(
        t: Text,
        frame: Frame,
        (due, unopened, settled): (&[CalendarRow], &[CalendarRow], &[CalendarRow]),
        offices: (&str, &str),
    ) -> Self {
        let late = due.iter().chain(unopened).filter(|row| row.late).count();
        let shown = unopened.get(..MAX_UNOPENED).unwrap_or(unopened);
        let more = unopened.len().checked_sub(MAX_UNOPENED).filter(|more| *more > 0);
        Self {
            t,
            frame: frame.titled(t.get("individual.calendar.title")),
            due: table(t, "due", t.get("individual.calendar.due"), due, offices),
            unopened: table(t, "unopened", t.get("individual.calendar.unopened"), shown, offices),
            more: more.map(|more| t.with("individual.calendar.more", &[("n", &more)])),
            settled: table(t, "settled", t.get("individual.calendar.settled"), settled, offices),
            late: (late > 0).then(|| Flash::new(t, FlashKind::Warning, t.count("individual.calendar.late", late))),
        }
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(self.t.get("individual.calendar.empty_title"), self.t.get("individual.calendar.empty_why"))
    }
}

fn table(t: Text, id: &str, caption: &str, rows: &[CalendarRow], offices: (&str, &str)) -> Option<Table> {
    if rows.is_empty() {
        return None;
    }
    let columns = ["what", "state", "waits_for", "due"]
        .map(|column| Column::text(t.choice("individual.calendar.column", column)))
        .into();
    Some(Table::new(id, caption, columns, rows.iter().map(|row| cells(t, row, offices)).collect()).hide_caption())
}

fn cells(t: Text, row: &CalendarRow, (examiners, decider): (&str, &str)) -> Vec<Cell> {
    let (what, state, waits) = match &row.kind {
        RowKind::Month(month, state) => {
            let words = t.with("individual.calendar.month", &[("month", &when::month(t, *month))]);
            let next = match state {
                MonthState::Open => "draft",
                MonthState::Drafted => "check",
                MonthState::Checked => "approve",
                MonthState::Approved | MonthState::Published => "publish",
            };
            let badge = Badge::new(t.choice("publication.state", state.code()), Tone::Info);
            (Cell::link(format!("/months/{month}"), words), badge, t.choice("publication.who", next))
        }
        RowKind::Case { number, href, stage, waits_for } => {
            let words = t.with("individual.calendar.case", &[("number", number)]);
            let waits = t.choice("individual.waits", waits_for);
            let waits = waits.replace("{examiners}", examiners).replace("{decider}", decider);
            (Cell::link(href, words), stage_badge(t, stage), waits)
        }
    };
    vec![what, Cell::html(Html::of(&state)), Cell::text(waits), due(t, row)]
}

fn due(t: Text, row: &CalendarRow) -> Cell {
    if !row.runs {
        return Cell::text(t.get("individual.calendar.no_clock"));
    }
    let day = when::day(t, row.due_on);
    if !row.late {
        return Cell::text(day);
    }
    let late = Html::of(&Badge::new(t.get("publication.late"), Tone::Danger));
    Cell::html(Html::join([Html::text(format!("{day} ")), late]))
}

impl Page for CalendarPage {
    const NAME: &'static str = "individual.calendar";

    fn samples(t: Text) -> Vec<Self> {
        let day = Date::constant(2026, 11, 30);
        let case = |number: &str, stage, waits_for, late, runs| CalendarRow {
            kind: RowKind::Case {
                number: number.to_owned(),
                href: "/reports/1/individual".to_owned(),
                stage,
                waits_for,
            },
            due_on: day,
            runs,
            late,
        };
        let month = "2026-10".parse().ok().map(|month| CalendarRow {
            kind: RowKind::Month(month, MonthState::Checked),
            due_on: day,
            runs: true,
            late: false,
        });
        let mut due: Vec<CalendarRow> = month.into_iter().collect();
        due.push(case("R8-0119", "outlined", "consent", true, true));
        due.push(case("R8-0120", "examined", "decision", false, true));
        due.push(case("R8-0123", "outlined", "meeting", false, true));
        let unopened: Vec<CalendarRow> =
            (0..52).map(|n| case(&format!("R8-02{n:02}"), "unopened", "opening", n < 2, true)).collect();
        let settled = [case("R8-0100", "withheld", "nothing", false, false)];
        let frame = || Frame::new(t, "", AssetUrls::default());
        let offices = (t.pick("課長会議", "Section chiefs' meeting"), t.pick("理事長", "Chairman"));
        vec![
            Self::new(t, frame(), (&due, &unopened, &settled), offices),
            Self::new(t, frame(), (&[], &[], &[]), offices),
        ]
    }
}
