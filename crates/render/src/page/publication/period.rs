//! page::publication::period: the half-years and years of comprehensive publication (包括公表): their list, and the desk of one.

use std::collections::BTreeMap;

use askama::Template;
use domain::profile::Profile;
use domain::publication::{Blocker, Month, MonthState, Period, PeriodSnapshot, PublicationCase};
use jiff::civil::Date;

use super::super::Page;
use super::super::public::{PeriodFiguresPart, sample_period};
use super::DeskRights;
use crate::catalog::Text;
use crate::component::*;
use crate::frame::{AssetUrls, Frame};
use crate::html::Html;
use crate::when;

/// A period of the list.
#[derive(Debug, Clone)]
pub struct PeriodRow {
    /// The period.
    pub period: Period,
    /// Where its publication stands.
    pub state: MonthState,
    /// The newest published revision; 0 = none.
    pub published_revision: u32,
    /// By when it has to be published.
    pub due: Date,
    /// That day is past and it is not published.
    pub late: bool,
}

/// The periods, newest first.
#[derive(Debug, Clone, Template)]
#[template(path = "publication/periods.html")]
pub struct Periods {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    table: Option<Table>,
}

impl Periods {
    /// The list.
    #[must_use]
    pub fn new(t: Text, frame: Frame, rows: &[PeriodRow]) -> Self {
        let table = (!rows.is_empty()).then(|| {
            let columns = ["period.column.period", "period.column.state", "period.column.due"];
            let cells = rows.iter().map(|row| cells(t, row)).collect();
            Table::new("periods", t.get("period.title"), columns.map(|key| Column::text(t.get(key))).into(), cells)
                .hide_caption()
        });
        Self { t, frame: frame.titled(t.get("period.title")), table }
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(self.t.get("period.empty_title"), self.t.get("period.empty_why"))
    }
}

fn cells(t: Text, row: &PeriodRow) -> Vec<Cell> {
    let due = when::day(t, row.due);
    let due = match (row.published_revision, row.late) {
        (0, true) => {
            let late = Html::of(&Badge::new(t.get("publication.late"), Tone::Danger));
            Cell::html(Html::join([Html::text(format!("{due} ")), late]))
        }
        (0, false) => Cell::text(due),
        _ => Cell::text(t.get("publication.is_public")),
    };
    vec![
        Cell::link(format!("/periods/{}", row.period), when::period(t, row.period)),
        Cell::html(Html::of(&super::state_badge(t, row.state, row.published_revision))),
        due,
    ]
}

/// What the desk of a period is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct PeriodDeskSource<'a> {
    /// Where it stands.
    pub publication: &'a PublicationCase,
    /// The period as it would be drawn up.
    pub snapshot: &'a PeriodSnapshot,
    /// What stands in the way.
    pub blockers: &'a [Blocker],
    /// Months of the period that are not published one by one.
    pub unpublished: &'a [Month],
    /// Name behind a journal name.
    pub names: &'a BTreeMap<String, String>,
    /// What the reader may do.
    pub rights: DeskRights,
    /// The reader, as the journal writes it.
    pub me: &'a str,
    /// Public code of the facility.
    pub facility: &'a str,
    /// Code of a refusal of the last step.
    pub refusal: Option<&'static str>,
}

/// The desk of a period.
#[derive(Debug, Clone, Template)]
#[template(path = "publication/period.html")]
pub struct PeriodDeskPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    period: String,
    errors: ErrorSummary,
    state: Badge,
    ring: Ring,
    warnings: Vec<Flash>,
    figures: PeriodFiguresPart,
    step: &'static str,
    sentence: String,
    button: Option<Button>,
    reason: Option<TextInput>,
    redraw: Option<Button>,
    people: Vec<String>,
    public: Option<String>,
}

impl PeriodDeskPage {
    /// The desk as one reader sees it.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: &PeriodDeskSource<'_>) -> Self {
        let errors: Vec<ErrorLink> =
            source.refusal.map(|code| ErrorLink::new("next", refusal(t, code))).into_iter().collect();
        let (publication, period) = (source.publication, source.snapshot.period);
        let mut frame = frame.titled(t.with("period.desk.title", &[("period", &when::period(t, period))]));
        frame.has_errors = !errors.is_empty();
        let (step, may) = step(source);
        let in_work = matches!(publication.state, MonthState::Drafted | MonthState::Checked | MonthState::Approved);
        let asks = may && step == "erratum";
        Self {
            t,
            period: period.to_string(),
            errors: ErrorSummary::new(t, errors),
            state: super::state_badge(t, publication.state, publication.published_revision),
            ring: super::desk::ring(t, publication.state),
            warnings: warnings(t, source),
            figures: PeriodFiguresPart::new(t, source.snapshot),
            step,
            sentence: sentence(t, source, step, may),
            button: may.then(|| Button::primary(t.choice("publication.button", step))),
            reason: asks.then(|| {
                let field = Field::new(t, "reason", t.get("publication.reason"));
                TextInput::new(field.hint(t.get("publication.reason_hint")))
            }),
            redraw: (in_work && source.rights.write).then(|| Button::quiet(t.get("publication.redraw"))),
            people: people(t, source),
            public: (publication.published_revision > 0).then(|| format!("/public/{}/{period}", source.facility)),
            frame,
        }
    }
}

fn refusal(t: Text, code: &str) -> String {
    if code == "month_not_over" { t.get("period.not_over").to_owned() } else { t.choice("month_refusal", code) }
}

/// The step that follows, and whether the reader may take it.
fn step(source: &PeriodDeskSource<'_>) -> (&'static str, bool) {
    let rights = source.rights;
    let own = source.publication.drafted_by.as_deref() == Some(source.me);
    let over = !source.blockers.contains(&Blocker::MonthNotOver);
    match source.publication.state {
        MonthState::Open => ("draft", rights.write && over),
        MonthState::Drafted => ("check", rights.check),
        MonthState::Checked => ("approve", rights.approve && !own),
        MonthState::Approved => ("publish", rights.publish && !own),
        MonthState::Published => ("erratum", rights.write),
    }
}

fn sentence(t: Text, source: &PeriodDeskSource<'_>, step: &str, may: bool) -> String {
    let period = when::period(t, source.snapshot.period);
    let sentence = t.choice("publication.next", step).replace("{month}", &period);
    let own = source.publication.drafted_by.as_deref() == Some(source.me) && matches!(step, "approve" | "publish");
    match (may, own) {
        (true, _) => sentence,
        (false, true) => t.with("publication.next.other_person", &[("sentence", &sentence)]),
        (false, false) => {
            let who = t.choice("publication.who", step);
            t.with("publication.next.waits_for", &[("sentence", &sentence), ("who", &who)])
        }
    }
}

fn warnings(t: Text, source: &PeriodDeskSource<'_>) -> Vec<Flash> {
    let mut warnings: Vec<Flash> = source
        .blockers
        .iter()
        .filter_map(|blocker| match blocker {
            Blocker::MonthNotOver => Some(Flash::new(t, FlashKind::Info, t.get("period.not_over"))),
            Blocker::DraftStale => Some(Flash::new(t, FlashKind::Warning, t.get("period.stale"))),
            // A period has no texts of its own.
            Blocker::NarrativeMissing | Blocker::FindingsOpen => None,
        })
        .collect();
    if !source.unpublished.is_empty() {
        let months: Vec<String> = source.unpublished.iter().map(|month| when::month_short(t, *month)).collect();
        let words = t.with("period.unpublished", &[("months", &months.join(t.get("record.comma")))]);
        warnings.push(Flash::new(t, FlashKind::Info, words));
    }
    warnings
}

/// Who drew up, checked and approved.
fn people(t: Text, source: &PeriodDeskSource<'_>) -> Vec<String> {
    let publication = source.publication;
    let name = |by: &String| source.names.get(by).cloned().unwrap_or_else(|| t.get("record.who.gone").to_owned());
    let checked = publication.checked_by.as_ref();
    let approved = publication.approved_by.as_ref();
    checked
        .map(|by| t.with("publication.checked_by", &[("who", &name(by))]))
        .into_iter()
        .chain(approved.map(|by| t.with("publication.approved_by", &[("who", &name(by))])))
        .collect()
}

impl Page for Periods {
    const NAME: &'static str = "publication.periods";

    fn samples(t: Text) -> Vec<Self> {
        let row = |period: &str, state, published_revision, late| {
            let due = Date::constant(2026, 12, 31);
            period.parse().ok().map(|period| PeriodRow { period, state, published_revision, due, late })
        };
        let rows: Vec<PeriodRow> = [
            row("fy2026-h2", MonthState::Open, 0, false),
            row("fy2026-h1", MonthState::Drafted, 0, true),
            row("fy2025-h2", MonthState::Published, 1, false),
        ]
        .into_iter()
        .flatten()
        .collect();
        let frame = || Frame::new(t, "", AssetUrls::default());
        vec![Self::new(t, frame(), &rows), Self::new(t, frame(), &[])]
    }
}

impl Page for PeriodDeskPage {
    const NAME: &'static str = "publication.period";

    fn samples(t: Text) -> Vec<Self> {
        let all = DeskRights { write: true, check: true, approve: true, publish: true };
        let scene = |state, full, blockers: &[Blocker], refusal| {
            let profile = Profile::builtin("university-hospital")?;
            let snapshot = sample_period(profile, full)?;
            let publication = PublicationCase {
                state,
                drafted_by: Some("a".to_owned()),
                checked_by: Some("b".to_owned()),
                published_revision: u32::from(state == MonthState::Published),
                ..PublicationCase::default()
            };
            let source = PeriodDeskSource {
                publication: &publication,
                snapshot: &snapshot,
                blockers,
                unpublished: &snapshot.period.months(),
                names: &BTreeMap::new(),
                rights: all,
                me: if full { "a" } else { "b" },
                facility: "kita",
                refusal,
            };
            Some(Self::new(t, Frame::new(t, "", AssetUrls::default()), &source))
        };
        [
            scene(MonthState::Open, false, &[Blocker::MonthNotOver], Some("month_not_over")),
            scene(MonthState::Drafted, true, &[Blocker::DraftStale], None),
            scene(MonthState::Checked, true, &[], None),
            scene(MonthState::Approved, false, &[], None),
            scene(MonthState::Published, true, &[], Some("reason_missing")),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
