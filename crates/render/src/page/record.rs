//! page::record: one report with everything that was done about it; one page for everyone, parts by right.

mod action_event;
mod acts;
mod history;
mod levels;
mod names;
mod notes;
mod published;
mod samples;
mod seats;
mod told;

use std::collections::BTreeMap;

use askama::Template;
use domain::approval::{Case, CaseState, Judge};
use domain::id::{ReportId, UnitId};
use domain::policy::Action;
use domain::profile::{LevelCode, Profile};
use domain::report::ReportContent;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use action_event::ActionEvent;
pub use acts::{Act, ActSource, MayDo, Typed, acts};
pub use history::{Line, Words, sentence, step_words, timeline};
pub(crate) use levels::table as level_table;
pub use levels::{Judged, mark as level_mark};
pub use names::Names;
pub use notes::{Note, Notes};
pub use published::Publication;
pub use seats::{SeatSource, seat_label};
pub use told::{Section, Telling, sections};

use super::Page;
use super::corrective_action::ActionSection;
use super::report::Contradiction;
use crate::catalog::Text;
use crate::component::*;
use crate::drawing::PlanPicture;
use crate::frame::Frame;
use crate::when;

/// How far a unit has come with reading the measure (周知).
#[derive(Debug, Clone, Default)]
pub struct Readers {
    /// The unit.
    pub unit: String,
    /// How many have confirmed.
    pub read: usize,
    /// How many belong to it.
    pub of: usize,
    /// Who has not yet.
    pub missing: Vec<String>,
}

/// Another report of the same event, or the one in which this one goes on.
#[derive(Debug, Clone)]
pub struct Sibling {
    /// Its number.
    pub number: String,
    /// Its page.
    pub href: String,
}

/// Everything that a record is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct RecordSource<'a> {
    /// The report.
    pub id: ReportId,
    /// The number that people say.
    pub number: &'a str,
    /// 報告日.
    pub report_date: Date,
    /// What was told; without names when the reader may not see them.
    pub content: &'a ReportContent,
    /// The profile under which it is judged.
    pub profile: &'a Profile,
    /// The case.
    pub case: &'a Case,
    /// Its history, oldest first.
    pub history: &'a [Line],
    /// What happened to its corrective actions.
    pub action_events: &'a [ActionEvent],
    /// Names.
    pub names: &'a Names,
    /// Units that may be told to read the measure.
    pub units: &'a BTreeMap<UnitId, String>,
    /// The reporter's name, where the reader may know it.
    pub reporter: Option<&'a str>,
    /// What the reader may do.
    pub may: &'a dyn MayDo,
    /// The reader's account as the journal writes it.
    pub me: &'a str,
    /// The reader stamps in place of this person (代決).
    pub proxy_for: Option<&'a str>,
    /// The level below which no judgement may go.
    pub floor: Option<&'a LevelCode>,
    /// What the text says more than the facts.
    pub contradiction: Option<&'a Contradiction>,
    /// Fields of the form that are still open.
    pub todos: &'a [&'static str],
    /// Who has read the measure, by unit.
    pub readers: &'a [Readers],
    /// Other reports of the event.
    pub siblings: &'a [Sibling],
    /// What the public knows of it; `None` where that is not asked.
    pub publication: Option<&'a Publication>,
    /// The picture of the floor plan on which was drawn.
    pub plan: Option<&'a PlanPicture>,
    /// Photographs and files; empty also where the reader may not see persons.
    pub files: &'a [FileCard],
    /// The facility's zone.
    pub zone: &'a TimeZone,
    /// Now, in microseconds since 1970 UTC.
    pub now: i64,
    /// The reader has an inbox to go back to.
    pub has_inbox: bool,
    /// What was typed into an act that could not be carried out.
    pub typed: Option<&'a Typed>,
    /// Length of the case that the reader had seen when somebody else was faster.
    pub seen: Option<i64>,
}

/// What happened while the reader was typing.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// Who did what when, one sentence each.
    pub meanwhile: Vec<String>,
    /// What the reader had typed, where no form on the page takes it any more.
    pub kept: Option<TextArea>,
}

/// The record of a report.
#[derive(Debug, Clone, Template)]
#[template(path = "record/view.html")]
pub struct Record {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    id: String,
    length: i64,
    errors: ErrorSummary,
    conflict: Option<Conflict>,
    form: String,
    badges: Vec<Badge>,
    ring: Ring,
    judged: Vec<Judged>,
    told: Vec<Section>,
    todos: Vec<String>,
    seats: Vec<ApprovalRow>,
    proxies: Vec<String>,
    acts: Vec<Act>,
    notes: Notes,
    readers: Vec<Readers>,
    siblings: Vec<Sibling>,
    merged_into: Option<Sibling>,
    timeline: Timeline,
    files: FileCards,
    add_files: Option<String>,
    publication: Option<Publication>,
    has_inbox: bool,
    similar: Option<SimilarCases>,
    doubts: Option<String>,
    actions: ActionSection,
}

impl Page for Record {
    const NAME: &'static str = "record.view";

    fn samples(t: Text) -> Vec<Self> {
        samples::records(t)
    }
}

impl Record {
    /// The record as one reader sees it; the frame's title is set here.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: &RecordSource<'_>) -> Self {
        let words = Words { profile: source.profile, case: source.case, names: source.names };
        let seats = SeatSource {
            profile: source.profile,
            case: source.case,
            history: source.history,
            names: source.names,
            zone: source.zone,
        };
        let acts = acts::acts(t, &act_source(source));
        let errors: Vec<ErrorLink> = source.typed.map(|typed| acts::error_links(t, typed)).unwrap_or_default();
        let mut frame = frame.titled(t.with("record.title", &[("number", &source.number)]));
        frame.has_errors = !errors.is_empty();
        Self {
            t,
            frame,
            id: source.id.to_string(),
            length: source.case.length,
            errors: ErrorSummary::new(t, errors),
            conflict: conflict(t, source, &words, &acts),
            form: form_words(t, source),
            badges: badges(t, source),
            ring: ring(t, source),
            judged: levels::judgements(t, source.profile, source.case, source.history, source.names),
            told: told::sections(t, &telling(source)),
            todos: source.todos.iter().map(|field| t.choice("record.field", field)).collect(),
            seats: seats::rows(t, &seats),
            proxies: seats::proxy_notes(t, &seats),
            acts,
            notes: Notes::of(t, &words, source.history),
            readers: source.readers.to_vec(),
            siblings: source.siblings.to_vec(),
            merged_into: merged_into(t, source),
            files: FileCards::new(source.files.to_vec()),
            add_files: source.may.may(Action::AddAddendum).then(|| format!("/reports/{}/files", source.id)),
            timeline: history::timeline(t, &words, source.history, source.action_events),
            publication: source.publication.cloned(),
            has_inbox: source.has_inbox,
            similar: None,
            doubts: None,
            actions: ActionSection::default(),
        }
    }

    /// The same record with similar cases and how many doubts wait that it is a duplicate.
    #[must_use]
    pub fn beside(mut self, similar: SimilarCases, doubts: usize) -> Self {
        self.similar = Some(similar);
        self.doubts = (doubts > 0).then(|| self.t.get("search.doubts.on_record").to_owned());
        self
    }

    /// The same record with its corrective actions.
    #[must_use]
    pub fn with_actions(mut self, actions: ActionSection) -> Self {
        self.actions = actions;
        self
    }

    fn readers_words(&self, readers: &Readers) -> String {
        self.t.with("record.readers.count", &[("unit", &readers.unit), ("read", &readers.read), ("of", &readers.of)])
    }

    fn missing_words(&self, readers: &Readers) -> String {
        self.t.with("record.readers.missing", &[("names", &readers.missing.join(self.t.get("record.comma")))])
    }
}

fn act_source<'a>(source: &RecordSource<'a>) -> ActSource<'a> {
    ActSource {
        id: source.id,
        profile: source.profile,
        case: source.case,
        names: source.names,
        units: source.units,
        may: source.may,
        me: source.me,
        floor: source.floor,
        contradiction: source.contradiction,
        now: source.now,
        proxy_for: source.proxy_for,
        typed: source.typed,
    }
}

fn telling<'a>(source: &RecordSource<'a>) -> Telling<'a> {
    Telling {
        profile: source.profile,
        content: source.content,
        names: source.names,
        report_date: source.report_date,
        reporter: source.reporter,
        shows_persons: source.may.may(Action::ReadPersons),
        plan: source.plan,
    }
}

/// The form as a word; a medication event with its detail.
fn form_words(t: Text, source: &RecordSource<'_>) -> String {
    let coded = &source.content.coded;
    let label = |choice: Option<&domain::profile::Choice>, code: &str| {
        choice.map_or_else(|| code.to_owned(), |choice| t.pick(&choice.label.ja, &choice.label.en).to_owned())
    };
    let form = label(source.profile.form(&coded.form), &coded.form);
    match &coded.medication_detail {
        Some(code) => {
            let detail = label(source.profile.medication_detail(code), code);
            t.with("record.bracket", &[("word", &form), ("text", &detail)])
        }
        None => form,
    }
}

fn badges(t: Text, source: &RecordSource<'_>) -> Vec<Badge> {
    let mut badges = Vec::new();
    if let Some(kind) = source.case.effective_level().and_then(|level| source.profile.kind(level)) {
        let label = kind.label();
        badges.push(Badge::new(t.pick(&label.ja, &label.en), Tone::Info));
        if source.case.level(Judge::Final).is_none() {
            badges.push(Badge::new(t.get("record.provisional"), Tone::Neutral));
        }
    }
    let mode = source.content.coded.mode;
    if mode != domain::report::Mode::Named {
        badges.push(Badge::new(t.choice("record.mode", mode.code()), Tone::Neutral));
    }
    if source.case.measures_review {
        badges.push(Badge::new(t.get("record.review_pending"), Tone::Warning));
    }
    if source.case.question_open {
        badges.push(Badge::new(t.get("record.question_open"), Tone::Warning));
    }
    badges
}

/// The way in four steps: reported, round 1, measures made known, round 2.
fn ring(t: Text, source: &RecordSource<'_>) -> Ring {
    let done = match &source.case.state {
        CaseState::InReview { round: 1, .. } | CaseState::Returned { round: 1 } | CaseState::Merged { .. } => 1,
        CaseState::MeasuresPending => 2,
        CaseState::InReview { .. } | CaseState::Returned { .. } => 3,
        CaseState::Closed => 4,
    };
    let waited = when::duration(t, source.now - source.case.entered_at);
    let label = match &source.case.state {
        CaseState::InReview { seat: Some(seat), .. } => {
            let seat = seat_label(t, source.profile, seat);
            t.with("record.state.at_seat", &[("seat", &seat), ("since", &waited)])
        }
        CaseState::InReview { seat: None, .. } => t.get("record.state.no_seat").to_owned(),
        CaseState::Returned { .. } => t.with("record.state.returned", &[("since", &waited)]),
        CaseState::MeasuresPending => t.with("record.state.measures_pending", &[("since", &waited)]),
        CaseState::Closed => t.get("record.state.closed").to_owned(),
        CaseState::Merged { .. } => t.get("record.state.merged").to_owned(),
    };
    Ring::new(t, done, 4).label(label).large()
}

fn merged_into(t: Text, source: &RecordSource<'_>) -> Option<Sibling> {
    let CaseState::Merged { into, .. } = &source.case.state else { return None };
    Some(Sibling { number: source.names.report(t, *into), href: format!("/reports/{into}") })
}

/// The events that the reader has not seen, and the typed text if no open form holds it.
fn conflict(t: Text, source: &RecordSource<'_>, words: &Words<'_>, acts: &[Act]) -> Option<Conflict> {
    let seen = usize::try_from(source.seen?).unwrap_or(0);
    let news = source.history.iter().skip(seen).filter(|line| !history::is_system(&line.event));
    let meanwhile = news.map(|line| history::sentence(t, words, line)).collect();
    let typed = source.typed.filter(|typed| !acts.iter().any(|act| act.code == typed.act));
    let text =
        typed.and_then(|typed| ["opinion", "text", "reason"].into_iter().find_map(|name| typed.fields.text(name)));
    let kept = text.map(|text| {
        let field =
            Field::new(t, "kept", t.get("record.conflict.kept")).hint(t.get("record.conflict.kept_hint")).value(text);
        TextArea::new(field).rows(4)
    });
    Some(Conflict { meanwhile, kept })
}
