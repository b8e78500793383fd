//! Owns the mapping from a report as the application gives it to the record page.
use std::collections::BTreeMap;

use app::approval::UnitReaders;
use app::corrective_action::ActionView;
use app::facility::Facility;
use app::publication::ReportPublication;
use app::report::{Allowed, Entry, ReportView};
use domain::approval::CaseEvent;
use domain::id::{ReportId, UnitId};
use domain::policy::Action;
use domain::report::todos;
use jiff::tz::TimeZone;
use render::page::record::{Line, MayDo, Names, Publication, Readers, Record, RecordSource, Sibling, Typed};
use render::when::{self, Moment};
use render::{Frame, Text};

use crate::http::SignedIn;
use crate::view::attachment::report_cards;
use crate::view::corrective_action::events;
use crate::view::plan::picture;
use crate::view::suggest;

/// The application's answer about rights, as the page asks it.
#[derive(Debug)]
struct May<'a>(&'a Allowed);

impl MayDo for May<'_> {
    fn may(&self, action: Action) -> bool {
        self.0.may(action)
    }
}

/// Everything that a record page shows.
#[derive(Debug)]
pub(crate) struct Shown<'a> {
    /// The facility with its lists.
    pub(crate) facility: &'a Facility,
    /// The report as the reader may see it.
    pub(crate) view: &'a ReportView,
    /// Who has read the measure.
    pub(crate) readers: &'a [UnitReaders],
    /// Numbers of other reports that the history names.
    pub(crate) numbers: &'a BTreeMap<ReportId, String>,
    /// What the public knows of the report.
    pub(crate) publication: ReportPublication,
    /// The reader takes part in the individual publication of the case.
    pub(crate) individual: bool,
    /// The corrective actions of the report.
    pub(crate) actions: &'a [ActionView],
    /// What was typed into an act that could not be carried out.
    pub(crate) typed: Option<&'a Typed>,
    /// The length of the case that the reader had seen before somebody else was faster.
    pub(crate) seen: Option<i64>,
}

/// The other reports that the history of a report names.
pub(crate) fn mentioned(view: &ReportView) -> Vec<ReportId> {
    let mut ids: Vec<ReportId> = view
        .timeline
        .iter()
        .filter_map(|entry| match &entry.event {
            CaseEvent::ReportMerged { into: other }
            | CaseEvent::ReportAbsorbed { from: other }
            | CaseEvent::ReportSeparated { other } => Some(*other),
            _ => None,
        })
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The page.
pub(crate) fn page(signed: &SignedIn, frame: Frame, shown: &Shown<'_>) -> Record {
    let (t, view) = (signed.t(), shown.view);
    let names = shown.facility.names(t, &view.names, shown.numbers.clone());
    let zone = &signed.ctx.zone;
    let history: Vec<Line> = view.timeline.iter().map(|entry| line(entry, zone)).collect();
    let units: BTreeMap<UnitId, String> = shown
        .facility
        .units
        .iter()
        .filter(|unit| unit.active)
        .map(|unit| (unit.unit_id, t.pick(&unit.name_ja, &unit.name_en).to_owned()))
        .collect();
    let todos: Vec<&'static str> = todos(&view.content).into_iter().map(|todo| todo.field).collect();
    let readers: Vec<Readers> = shown.readers.iter().map(|of_unit| readers(t, &names, of_unit)).collect();
    let siblings: Vec<Sibling> = view
        .absorbed
        .iter()
        .map(|(id, number)| Sibling { number: number.clone(), href: format!("/reports/{id}") })
        .collect();
    let proxy_for = proxy_for(signed, view);
    let me = signed.ctx.actor.journal_name();
    let report_date = view.report.report_date.parse().unwrap_or_else(|_| signed.ctx.date_of(view.report.submitted_at));
    let individual = shown.individual.then(|| format!("/reports/{}/individual", shown.view.report.report_id));
    let publication = publication(signed, &shown.facility.row.code, &shown.publication, individual);
    let files = report_cards(t, view.report.report_id, &view.attachments, view.allowed.may(Action::AddAddendum));
    let plan = view.plan.as_ref().map(picture);
    let contradiction = suggest::of_record(view);
    let source = RecordSource {
        id: view.report.report_id,
        number: &view.report.number,
        report_date,
        content: &view.content,
        profile: &view.profile,
        case: &view.case,
        history: &history,
        action_events: &events(zone, shown.actions),
        names: &names,
        units: &units,
        reporter: view.reporter.as_deref(),
        may: &May(&view.allowed),
        me: &me,
        proxy_for: proxy_for.as_deref(),
        floor: view.route.floor.as_ref(),
        contradiction: contradiction.as_ref(),
        todos: &todos,
        readers: &readers,
        siblings: &siblings,
        publication: Some(&publication),
        plan: plan.as_ref(),
        files: &files,
        zone,
        now: signed.ctx.now,
        has_inbox: !view.my_seats.is_empty(),
        typed: shown.typed,
        seen: shown.seen,
    };
    Record::new(t, frame, &source)
}

fn line(entry: &Entry, zone: &TimeZone) -> Line {
    Line {
        event: entry.event.clone(),
        texts: entry.texts.clone(),
        by: entry.actor_key.clone(),
        at_micros: entry.at,
        at: Moment::of(entry.at, zone),
    }
}

fn readers(t: Text, names: &Names, of_unit: &UnitReaders) -> Readers {
    Readers {
        unit: names.unit(t, of_unit.unit),
        read: of_unit.read.len(),
        of: of_unit.read.len() + of_unit.missing.len(),
        missing: of_unit.missing.clone(),
    }
}

fn publication(
    signed: &SignedIn,
    facility: &str,
    known: &ReportPublication,
    individual: Option<String>,
) -> Publication {
    let published = known.published_at.map(|at| when::day(signed.t(), signed.ctx.date_of(at)));
    Publication {
        month: known.month,
        counted: known.counted.code(),
        href: published.as_ref().map(|_| format!("/public/{facility}/{}", known.month)),
        published,
        text: known.text,
        individual,
    }
}

/// The holder in whose place the reader would stamp the current seat.
fn proxy_for(signed: &SignedIn, view: &ReportView) -> Option<String> {
    let seat = view.case.state.seat()?;
    let holder = signed.ctx.actor.member()?.seat(seat, view.report.unit_id)?.for_account?;
    view.names.get(&holder.to_string()).cloned()
}
