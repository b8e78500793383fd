//! page::publication: the months of the facility, the desk of one month, and the editor of a published text.

mod desk;
mod finding;
mod period;
mod text;

use askama::Template;
use domain::publication::{Month, MonthState};

pub use desk::{Desk, DeskRights, DeskSource, Open, OpenKind, TellLine, TextLine};
pub use finding::{FindingLine, Findings};
pub use period::{PeriodDeskPage, PeriodDeskSource, PeriodRow, Periods};
pub use text::{TextPage, TextSource};

use super::Page;
use crate::catalog::Text;
use crate::component::*;
use crate::frame::{AssetUrls, Frame};
use crate::html::Html;
use crate::when;

/// A month of the list.
#[derive(Debug, Clone)]
pub struct MonthRow {
    /// The month.
    pub month: Month,
    /// Where its publication stands.
    pub state: MonthState,
    /// Reports by report date.
    pub reports: i64,
    /// The newest published revision; 0 = none.
    pub published_revision: u32,
    /// It should have been published by now.
    pub late: bool,
}

/// The months, newest first.
#[derive(Debug, Clone, Template)]
#[template(path = "publication/months.html")]
pub struct Months {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    table: Option<Table>,
    has_periods: bool,
}

impl Months {
    /// The list of months.
    #[must_use]
    pub fn new(t: Text, frame: Frame, rows: &[MonthRow]) -> Self {
        let table = (!rows.is_empty()).then(|| {
            let columns = vec![
                Column::text(t.get("publication.column.month")),
                Column::text(t.get("publication.column.state")),
                Column::number(t.get("publication.column.reports")),
                Column::text(t.get("publication.column.due")),
            ];
            let cells = rows.iter().map(|row| cells(t, row)).collect();
            Table::new("months", t.get("publication.title"), columns, cells).hide_caption()
        });
        Self { t, frame: frame.titled(t.get("publication.title")), table, has_periods: false }
    }

    /// With the way to the half-years and years, where the standard knows their publication.
    #[must_use]
    pub const fn with_periods(mut self, has_periods: bool) -> Self {
        self.has_periods = has_periods;
        self
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(self.t.get("publication.empty_title"), self.t.get("publication.empty_why"))
    }
}

fn cells(t: Text, row: &MonthRow) -> Vec<Cell> {
    let due = when::day(t, row.month.next().last_day());
    let due = match (row.published_revision, row.late) {
        (0, true) => {
            let late = Html::of(&Badge::new(t.get("publication.late"), Tone::Danger));
            Cell::html(Html::join([Html::text(format!("{due} ")), late]))
        }
        (0, false) => Cell::text(due),
        _ => Cell::text(t.get("publication.is_public")),
    };
    vec![
        Cell::link(format!("/months/{}", row.month), when::month(t, row.month)),
        Cell::html(Html::of(&state_badge(t, row.state, row.published_revision))),
        Cell::text(row.reports.to_string()),
        due,
    ]
}

/// Where a month stands; a published month in revision says so.
fn state_badge(t: Text, state: MonthState, published: u32) -> Badge {
    let tone = match state {
        MonthState::Open => Tone::Neutral,
        MonthState::Published => Tone::Good,
        MonthState::Drafted | MonthState::Checked | MonthState::Approved => Tone::Info,
    };
    let words = t.choice("publication.state", state.code());
    if published > 0 && state != MonthState::Published {
        Badge::new(t.with("publication.in_erratum", &[("state", &words)]), Tone::Warning)
    } else {
        Badge::new(words, tone)
    }
}

impl Page for Months {
    const NAME: &'static str = "publication.months";

    fn samples(t: Text) -> Vec<Self> {
        let row = |month: &str, state, published_revision, late| {
            month.parse().ok().map(|month| MonthRow { month, state, reports: 12, published_revision, late })
        };
        let rows: Vec<MonthRow> = [
            row("2026-11", MonthState::Open, 0, false),
            row("2026-10", MonthState::Checked, 0, false),
            row("2026-09", MonthState::Drafted, 0, true),
            row("2026-08", MonthState::Open, 1, false),
            row("2026-07", MonthState::Published, 2, false),
        ]
        .into_iter()
        .flatten()
        .collect();
        let frame = || Frame::new(t, "", AssetUrls::default());
        vec![Self::new(t, frame(), &rows).with_periods(true), Self::new(t, frame(), &[])]
    }
}
