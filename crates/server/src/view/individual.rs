//! Owns the mapping of individual publications: the calendar, the page of a matter, and the form of a step.
use app::publication::individual::{
    CalendarLine, DueKind, Finding, MAX_QUESTIONS, MatterStep, MatterView, PublicationCalendar,
};
use domain::form::{FieldError, Fields};
use domain::publication::individual::Stage;
use render::page::individual::{
    CalendarPage, CalendarRow, FindingLine, HistoryLine, MatterPage, MatterSource, RowKind, StepPage, StepSource,
};
use render::when::{self, Moment};
use render::{Frame, Text};

use crate::http::SignedIn;

/// How many characters of the wording stand on each side of a finding.
const AROUND: usize = 20;

/// What could not be carried out.
#[derive(Debug, Default)]
pub(crate) struct Tried {
    /// What is wrong with the form.
    pub(crate) errors: Vec<FieldError>,
    /// Code of a refusal.
    pub(crate) refusal: Option<&'static str>,
}

/// The calendar.
pub(crate) fn calendar(t: Text, frame: Frame, calendar: &PublicationCalendar) -> CalendarPage {
    let rows = |lines: &[CalendarLine]| lines.iter().map(row).collect::<Vec<_>>();
    let offices = calendar.offices.as_ref();
    let (examiners, decider) = offices.map(|(one, other)| (t.label(one), t.label(other))).unwrap_or_default();
    let (due, unopened, settled) = (rows(&calendar.due), rows(&calendar.unopened), rows(&calendar.settled));
    CalendarPage::new(t, frame, (&due, &unopened, &settled), (examiners, decider))
}

fn row(line: &CalendarLine) -> CalendarRow {
    let kind = match &line.kind {
        DueKind::Month { month, state } => RowKind::Month(*month, *state),
        DueKind::Case { report, number, stage, waits_for } => RowKind::Case {
            number: number.clone(),
            href: format!("/reports/{report}/individual"),
            stage,
            waits_for: waits_for.code(),
        },
    };
    CalendarRow { kind, due_on: line.due_on, runs: line.runs, late: line.late }
}

/// The page of a matter as one reader sees it.
pub(crate) fn matter(
    signed: &SignedIn,
    frame: Frame,
    view: &MatterView,
    facility: &str,
    refusal: Option<&'static str>,
) -> MatterPage {
    let (t, zone) = (signed.t(), &signed.ctx.zone);
    let id = view.report.to_string();
    let findings: Vec<FindingLine> = view.findings.iter().map(|finding| finding_line(view, finding)).collect();
    let history: Vec<HistoryLine> = view
        .entries
        .iter()
        .map(|entry| HistoryLine {
            event: entry.event.clone(),
            texts: entry.texts.clone(),
            who: view.names.get(&entry.actor).cloned().unwrap_or_default(),
            at: Moment::of(entry.at, zone),
        })
        .collect();
    let steps: Vec<&'static str> = view.steps.iter().map(|step| step.code()).collect();
    let embargo = match view.matter.stage {
        Stage::Embargoed { until, .. } => Some(Moment::of(until, zone)),
        _ => None,
    };
    let source = MatterSource {
        id: &id,
        number: &view.number,
        profile: &view.profile,
        matter: &view.matter,
        waits_for: view.waits_for.code(),
        clock: view.clock,
        today: signed.ctx.today(),
        embargo: embargo.as_ref(),
        wording: &view.wording,
        findings: &findings,
        history: &history,
        steps: &steps,
        documents: &documents(t, view),
        facility,
        press: view.press.press.is_some(),
        refusal,
    };
    MatterPage::new(t, frame, &source)
}

/// A finding with the words around it.
fn finding_line(view: &MatterView, finding: &Finding) -> FindingLine {
    let text: Vec<char> = view.wording.get(&finding.part).map(|text| text.chars().collect()).unwrap_or_default();
    let piece = |from: usize, to: usize| -> String {
        text.get(from.min(text.len())..to.min(text.len())).unwrap_or_default().iter().collect()
    };
    FindingLine {
        part: finding.part,
        class: finding.class.to_owned(),
        place: (
            piece(finding.start.saturating_sub(AROUND), finding.start),
            finding.words.clone(),
            piece(finding.end, finding.end + AROUND),
        ),
        proposal: finding.proposal.clone(),
        kept: finding.kept.clone(),
    }
}

/// The files of the report as choices; one without a description is called by its place.
fn documents(t: Text, view: &MatterView) -> Vec<(String, String)> {
    let words = |(at, (id, description)): (usize, &(domain::id::AttachmentId, String))| {
        let named = if description.is_empty() { t.get("individual.consent.document") } else { description };
        (id.to_string(), format!("{}. {named}", at + 1))
    };
    view.documents.iter().enumerate().map(words).collect()
}

/// The form of a step: as typed, or as it starts.
pub(crate) fn step(
    signed: &SignedIn,
    frame: Frame,
    view: &MatterView,
    code: MatterStep,
    typed: Option<&Fields>,
    tried: &Tried,
    ask_proof: bool,
) -> StepPage {
    let t = signed.t();
    let fields = typed.cloned().unwrap_or_else(|| beginning(signed, view, code));
    let proof_is_wrong = tried.errors.iter().any(|error| error.field == app::PROOF_FIELD);
    let source = StepSource {
        step: code.code(),
        id: &view.report.to_string(),
        number: &view.number,
        profile: &view.profile,
        matter: &view.matter,
        by_level: view.level.as_ref().is_some_and(|level| view.profile.publication.is_individual(level)),
        wording: &view.wording,
        documents: &documents(t, view),
        fields: &fields,
        errors: &tried.errors,
        refusal: tried.refusal,
        ask_proof: ask_proof || proof_is_wrong,
        questions: MAX_QUESTIONS,
    };
    StepPage::new(t, frame, &source)
}

/// What a form starts with: today, the wording as it stands, what was prepared for the press.
fn beginning(signed: &SignedIn, view: &MatterView, code: MatterStep) -> Fields {
    let mut fields = Fields::default();
    fields.set("on", when::day(Text::new(render::Lang::Ja), signed.ctx.today()));
    if matches!(code, MatterStep::Outline | MatterStep::Correction) {
        for (part, text) in &view.wording {
            fields.set(part.code(), text.clone());
        }
    }
    if code == MatterStep::Press {
        fields.set("press", view.press.press.clone().unwrap_or_default());
        for (at, question) in view.press.questions.iter().enumerate() {
            fields.set(format!("question-{}", at + 1), question.asks.clone());
            fields.set(format!("answer-{}", at + 1), question.answer.clone());
        }
    }
    fields
}
