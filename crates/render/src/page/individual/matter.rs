//! page::individual::matter: one matter: where it stands, what can be done now, the wording with its findings, the ledger, the history.

use std::collections::BTreeMap;

use askama::Template;
use domain::profile::{OutlinePart, Profile};
use domain::publication::individual::{Clock, Decision, Grounds, Matter, Stage};
use jiff::civil::Date;

use super::history::{HistoryLine, entry};
use super::parts::{consent_state, office, part_words, parts_words, scope_words, stage_badge};
use super::sample;
use crate::catalog::Text;
use crate::component::*;
use crate::frame::{AssetUrls, Frame};
use crate::html::Html;
use crate::page::Page;
use crate::when::{self, Moment};

/// A finding of the identity check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingLine {
    /// In which part.
    pub part: OutlinePart,
    /// Code of its class.
    pub class: String,
    /// The words before it, the words found, the words behind it.
    pub place: (String, String, String),
    /// What could stand instead.
    pub proposal: String,
    /// Why somebody kept it.
    pub kept: Option<String>,
}

/// What the page is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct MatterSource<'a> {
    /// Id of the report.
    pub id: &'a str,
    /// Its number.
    pub number: &'a str,
    /// The profile whose rule holds.
    pub profile: &'a Profile,
    /// Where it stands.
    pub matter: &'a Matter,
    /// Code of what it waits for.
    pub waits_for: &'a str,
    /// Its clock.
    pub clock: Option<Clock>,
    /// Today.
    pub today: Date,
    /// The end of an embargo.
    pub embargo: Option<&'a Moment>,
    /// The wording as it stands.
    pub wording: &'a BTreeMap<OutlinePart, String>,
    /// What the identity check found.
    pub findings: &'a [FindingLine],
    /// The history, oldest first.
    pub history: &'a [HistoryLine],
    /// Codes of the steps that the reader may take, in their order.
    pub steps: &'a [&'static str],
    /// Files of the report: id and words.
    pub documents: &'a [(String, String)],
    /// Public code of the facility.
    pub facility: &'a str,
    /// Something was written for the press.
    pub press: bool,
    /// Code of a refusal (message `matter_refusal.<code>`).
    pub refusal: Option<&'static str>,
}

/// A finding with its form.
#[derive(Debug, Clone)]
struct FindingView {
    words: String,
    before: String,
    found: String,
    after: String,
    kept: Option<String>,
    class: String,
    part: &'static str,
    reason: Option<TextInput>,
}

/// The page of a matter.
#[derive(Debug, Clone, Template)]
#[template(path = "individual/matter.html")]
pub struct MatterPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    id: String,
    length: i64,
    stage: Badge,
    errors: ErrorSummary,
    steps: StepList,
    waits: String,
    clock: Option<String>,
    late: bool,
    notes: Vec<String>,
    primary: Option<Button>,
    others: Vec<(String, String)>,
    wording: Option<SummaryList>,
    findings: Vec<FindingView>,
    open: usize,
    ledger: Option<Table>,
    permitted: Option<String>,
    history: Timeline,
    press: bool,
    public: Option<String>,
}

impl MatterPage {
    /// The page as one reader sees it.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: &MatterSource<'_>) -> Self {
        let matter = source.matter;
        let links: Vec<ErrorLink> =
            source.refusal.map(|code| ErrorLink::new("now", t.choice("matter_refusal", code))).into_iter().collect();
        let mut frame = frame.titled(t.with("individual.matter.title", &[("number", &source.number)]));
        frame.has_errors = !links.is_empty();
        let may_keep = source.steps.contains(&"keep");
        let findings: Vec<FindingView> =
            source.findings.iter().enumerate().map(|(at, line)| finding(t, at, line, may_keep)).collect();
        let (primary, others) = buttons(t, source);
        let running = source.clock.filter(|clock| clock.runs);
        let written = (!source.wording.is_empty()).then(|| {
            let row = |(part, text): (&OutlinePart, &String)| Row::text(part_words(t, *part), text);
            SummaryList::new(t, source.wording.iter().map(row).collect())
        });
        Self {
            t,
            frame,
            id: source.id.to_owned(),
            length: matter.length,
            stage: stage_badge(t, matter.stage.code()),
            errors: ErrorSummary::new(t, links),
            steps: steps(t, matter),
            waits: waits(t, source),
            clock: running.map(|clock| t.with("individual.matter.due", &[("day", &when::day(t, clock.due_on))])),
            late: running.is_some_and(|clock| clock.is_late(source.today)),
            notes: notes(t, source),
            primary,
            others,
            wording: written,
            open: source.findings.iter().filter(|line| line.kept.is_none()).count(),
            findings,
            ledger: ledger(t, source),
            permitted: permitted(t, matter),
            history: Timeline::new(t, source.history.iter().rev().map(|line| entry(t, source.profile, line)).collect()),
            press: source.press,
            public: matter.stage.edition().map(|edition| format!("/public/{}/cases/{}", source.facility, edition.slug)),
        }
    }

    fn open_words(&self) -> String {
        match self.open {
            0 => self.t.get("individual.finding.settled").to_owned(),
            open => self.t.count("individual.finding.open", open),
        }
    }

    fn keep(&self) -> Button {
        Button::secondary(self.t.get("individual.finding.keep"))
    }
}

/// The sentence that says who has to do what now.
fn waits(t: Text, source: &MatterSource<'_>) -> String {
    let procedure = &source.profile.publication.individual;
    t.choice("individual.waits", source.waits_for)
        .replace("{examiners}", &office(t, &procedure.examined_by.name))
        .replace("{decider}", &office(t, &procedure.decided_by.name))
}

/// What a reader has to know before acting.
fn notes(t: Text, source: &MatterSource<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    match &source.matter.grounds {
        Some(Grounds::Level { level }) => {
            notes.push(t.with("individual.matter.by_level", &[("level", level)]));
        }
        Some(Grounds::SociallySignificant) => notes.push(t.get("individual.matter.by_impact").to_owned()),
        None => notes.push(t.get("individual.matter.unopened").to_owned()),
    }
    if let Some(until) = source.embargo {
        notes.push(t.with("individual.matter.embargo", &[("until", &until.words(t))]));
    }
    if let Stage::Decided { decision: Decision::Later { until }, .. } = &source.matter.stage {
        notes.push(t.with("individual.matter.until", &[("day", &when::day(t, *until))]));
    }
    notes
}

/// The steps as a list; the current one is what the matter waits for.
fn steps(t: Text, matter: &Matter) -> StepList {
    let reached = match &matter.stage {
        Stage::Unopened => 0,
        Stage::Opened => 1,
        Stage::Outlined if matter.talks == 0 => 2,
        Stage::Outlined if matter.consent_required && matter.ledger.entries().is_empty() => 3,
        Stage::Outlined => 4,
        Stage::Examined { .. } | Stage::Decided { decision: Decision::Withhold | Decision::Later { .. }, .. } => 5,
        Stage::Decided { .. } | Stage::Embargoed { .. } => 6,
        Stage::Released { .. } | Stage::Recalled { .. } | Stage::Correcting { .. } | Stage::Withdrawn { .. } => 7,
    };
    let names = ["open", "outline", "talk", "consent", "meeting", "decision", "release"];
    let step = |(at, name): (usize, &str)| Step {
        label: t.choice("individual.step_name", name),
        state: match at.cmp(&reached) {
            std::cmp::Ordering::Less => StepState::Done,
            std::cmp::Ordering::Equal => StepState::Reached,
            std::cmp::Ordering::Greater => StepState::Ahead,
        },
        href: None,
    };
    let current = reached.min(names.len() - 1);
    let words = t.choice("individual.step_name", names[current]);
    let position = t.with("individual.matter.step", &[("n", &(current + 1)), ("of", &names.len()), ("step", &words)]);
    StepList::new(t, names.into_iter().enumerate().map(step).collect(), current).position_words(position)
}

/// The step that is waited for as a button, the others as links.
fn buttons(t: Text, source: &MatterSource<'_>) -> (Option<Button>, Vec<(String, String)>) {
    let wanted = match source.waits_for {
        "opening" => "open",
        "correction_release" => "release-correction",
        "withdrawal" => "withdraw",
        code => code,
    };
    let href = |code: &str| format!("/reports/{}/individual/{code}", source.id);
    let (mut primary, mut others) = (None, Vec::new());
    for code in source.steps.iter().filter(|code| **code != "keep") {
        let words = t.choice("individual.act", code);
        if *code == wanted {
            primary = Some(Button::primary(words).link(href(code)));
        } else {
            others.push((href(code), words));
        }
    }
    (primary, others)
}

fn finding(t: Text, at: usize, line: &FindingLine, may_keep: bool) -> FindingView {
    let class = t.choice("individual.class", &line.class);
    let proposal = if line.proposal.is_empty() { t.get("publication.finding.nothing") } else { &line.proposal };
    let words = t.with(
        "individual.finding.line",
        &[("part", &part_words(t, line.part)), ("class", &class), ("proposal", &proposal)],
    );
    let field = Field::new(t, "reason", t.get("individual.finding.reason")).id(format!("finding-{}", at + 1));
    let (before, found, after) = line.place.clone();
    FindingView {
        words,
        before,
        found,
        after,
        kept: line.kept.as_ref().map(|reason| t.with("individual.finding.kept", &[("reason", reason)])),
        class: line.class.clone(),
        part: line.part.code(),
        reason: (may_keep && line.kept.is_none()).then(|| TextInput::new(field)),
    }
}

fn ledger(t: Text, source: &MatterSource<'_>) -> Option<Table> {
    let entries = source.matter.ledger.entries();
    if entries.is_empty() {
        return None;
    }
    let columns = ["number", "by", "scope", "on", "document", "state"]
        .map(|column| Column::text(t.choice("individual.consent.column", column)))
        .into();
    let rows = entries.iter().map(|entry| {
        let document = match entry.document.map(|id| id.to_string()) {
            Some(id) => {
                let held = source.documents.iter().find(|(held, _)| *held == id);
                let words = held.map_or(t.get("individual.consent.document"), |(_, words)| words.as_str());
                Cell::link(format!("/reports/{}/files/{id}", source.id), words)
            }
            None => Cell::text(t.get("individual.consent.no_document")),
        };
        vec![
            Cell::text(entry.number.to_string()),
            Cell::text(t.choice("individual.relation", entry.by.code())),
            Cell::text(scope_words(t, &entry.scope)),
            Cell::text(when::day(t, entry.on)),
            document,
            Cell::html(Html::of(&consent_state(t, entry))),
        ]
    });
    Some(Table::new("ledger", t.get("individual.consent.title"), columns, rows.collect()).hide_caption())
}

/// What all consents together permit of what is written.
fn permitted(t: Text, matter: &Matter) -> Option<String> {
    let outline = matter.outline.as_ref()?;
    let permitted: Vec<OutlinePart> = outline.parts.iter().copied().filter(|part| matter.permits(*part)).collect();
    Some(match (permitted.len(), permitted.len() == outline.parts.len()) {
        (0, _) => t.get("individual.consent.permits_nothing").to_owned(),
        (_, true) => t.get("individual.consent.permits_all").to_owned(),
        _ => t.with("individual.consent.permits", &[("parts", &parts_words(t, &permitted))]),
    })
}

impl Page for MatterPage {
    const NAME: &'static str = "individual.matter";

    fn samples(t: Text) -> Vec<Self> {
        let Some(profile) = Profile::builtin("welfare") else { return Vec::new() };
        sample::matters()
            .iter()
            .map(|told| {
                let history: Vec<HistoryLine> = sample::history(told);
                let wording = sample::wording(&told.0);
                let findings = if wording.is_empty() { Vec::new() } else { sample::findings() };
                let waits_for = told.0.waits_for(0, sample::TODAY).code();
                let all = ["outline", "talk", "consent", "keep", "press", "meeting", "decision", "release", "withdraw"];
                let steps: &[&'static str] = if told.0.length == 0 { &["open"] } else { &all };
                let source = MatterSource {
                    id: "1",
                    number: "R8-0119",
                    profile,
                    matter: &told.0,
                    waits_for,
                    clock: told.0.clock(&profile.publication.individual),
                    today: sample::TODAY,
                    embargo: None,
                    wording: &wording,
                    findings: &findings,
                    history: &history,
                    steps,
                    documents: &[],
                    facility: "aozora",
                    press: told.0.outline.is_some(),
                    refusal: (told.0.stage.code() == "examined").then_some("consent_missing"),
                };
                Self::new(t, Frame::new(t, "", AssetUrls::default()), &source)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use domain::publication::individual::{MatterRefusal, Recommendation, Relation, WaitsFor};

    use super::*;
    use crate::Lang;

    #[test]
    fn everything_that_a_matter_may_say_has_a_sentence_in_both_languages() {
        let codes = [
            ("matter_refusal", MatterRefusal::ALL.map(MatterRefusal::code).to_vec()),
            ("individual.waits", WaitsFor::ALL.map(WaitsFor::code).to_vec()),
            ("individual.relation", Relation::ALL.map(Relation::code).to_vec()),
            ("individual.recommendation", Recommendation::ALL.map(Recommendation::code).to_vec()),
            ("individual.part", OutlinePart::ALL.map(OutlinePart::code).to_vec()),
            ("individual.stage", sample::matters().iter().map(|told| told.0.stage.code()).collect()),
        ];
        for (family, codes) in codes {
            for (code, lang) in codes.iter().flat_map(|code| Lang::ALL.map(|lang| (code, lang))) {
                assert_ne!(Text::new(lang).choice(family, code), format!("{family}.{code}"));
            }
        }
    }
}
