//! page::publication::desk: one month as the public will see it, what is still open, and the next step with what it will do.

mod samples;

use askama::Template;
use domain::publication::{Blocker, KeepReason, Month, MonthState, PublicationCase, Snapshot};

use super::super::Page;
use super::super::public::{Figures, changes};
use crate::catalog::Text;
use crate::component::*;
use crate::frame::Frame;
use crate::when::{self, Moment};

/// What is open about one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenKind {
    /// No final level yet.
    NoFinalLevel,
    /// No text yet.
    TextMissing,
    /// The text waits for another person's approval.
    TextUnapproved,
    /// So many findings of the identity check are open in the text.
    FindingsOpen(usize),
}

/// What a new release tells together with one that is public.
#[derive(Debug, Clone)]
pub struct TellLine {
    /// Code of what it tells: `few_moved`, `few_texts`, `same_text`.
    pub code: &'static str,
    /// How many cases or texts.
    pub count: u32,
    /// The month of the public release.
    pub beside: Month,
    /// Names it in the form.
    pub tag: String,
    /// Why it is published all the same: code and own words.
    pub kept: Option<(&'static str, Option<String>)>,
}

/// One open point of the checklist.
#[derive(Debug, Clone)]
pub struct Open {
    /// What is open.
    pub kind: OpenKind,
    /// Number of the report.
    pub number: String,
    /// Where it is settled.
    pub href: String,
}

/// A case that is told with a text of its own.
#[derive(Debug, Clone)]
pub struct TextLine {
    /// Number of the report.
    pub number: String,
    /// Its editor.
    pub href: String,
    /// `missing`, `draft` or `approved`.
    pub state: String,
}

/// What the reader may do at the desk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeskRights {
    /// Draw up, begin an erratum.
    pub write: bool,
    /// Check.
    pub check: bool,
    /// Approve.
    pub approve: bool,
    /// Publish.
    pub publish: bool,
}

/// What the desk is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct DeskSource<'a> {
    /// The month.
    pub month: Month,
    /// Where it stands.
    pub publication: &'a PublicationCase,
    /// The month as it would be drawn up.
    pub snapshot: &'a Snapshot,
    /// The snapshot that is public now.
    pub published: Option<&'a Snapshot>,
    /// When the figures were drawn up last.
    pub drafted_at: Option<&'a Moment>,
    /// What stands in the way.
    pub blockers: &'a [Blocker],
    /// Open points.
    pub open: &'a [Open],
    /// Cases with a text of their own.
    pub texts: &'a [TextLine],
    /// What the new release tells together with an older one.
    pub telltales: &'a [TellLine],
    /// Name behind a journal name.
    pub names: &'a std::collections::BTreeMap<String, String>,
    /// What the reader may do.
    pub rights: DeskRights,
    /// The reader, as the journal writes it.
    pub me: &'a str,
    /// Public code of the facility, for the link to the public page.
    pub facility: &'a str,
    /// Code of a refusal of the last step (message `month_refusal.<code>`).
    pub refusal: Option<&'static str>,
    /// The reason of an erratum as typed.
    pub reason: &'a str,
}

/// The next step with its button.
#[derive(Debug, Clone)]
struct Next {
    step: &'static str,
    sentence: String,
    button: Option<Button>,
    reason: Option<TextInput>,
}

/// What releases tell together, and the form that lets it stand.
#[derive(Debug, Clone)]
struct Tell {
    sentence: String,
    kept: Option<String>,
    tag: String,
    form: Option<(Select, TextInput, Button)>,
}

/// The desk of a month.
#[derive(Debug, Clone, Template)]
#[template(path = "publication/desk.html")]
pub struct Desk {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    month: String,
    state: Badge,
    errors: ErrorSummary,
    ring: Ring,
    warnings: Vec<Flash>,
    figures: Figures,
    open: Vec<(String, String, String)>,
    texts: Vec<(String, String, Badge)>,
    tells: Vec<Tell>,
    people: Vec<String>,
    next: Option<Next>,
    redraw: Option<Button>,
    changes: Option<Vec<String>>,
    public: Option<String>,
}

impl Desk {
    /// The desk as one reader sees it.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: &DeskSource<'_>) -> Self {
        let errors: Vec<ErrorLink> =
            source.refusal.map(|code| ErrorLink::new("next", t.choice("month_refusal", code))).into_iter().collect();
        let mut frame = frame.titled(t.with("publication.desk.title", &[("month", &when::month(t, source.month))]));
        frame.has_errors = !errors.is_empty();
        let publication = source.publication;
        let redrawable = matches!(publication.state, MonthState::Drafted | MonthState::Checked | MonthState::Approved);
        Self {
            t,
            frame,
            month: source.month.to_string(),
            state: super::state_badge(t, publication.state, publication.published_revision),
            errors: ErrorSummary::new(t, errors),
            ring: ring(t, publication.state),
            warnings: warnings(t, source),
            figures: Figures::new(t, source.snapshot, true),
            open: source.open.iter().map(|open| open_words(t, open)).collect(),
            texts: source
                .texts
                .iter()
                .map(|text| (text.number.clone(), text.href.clone(), text_badge(t, text)))
                .collect(),
            tells: source
                .telltales
                .iter()
                .enumerate()
                .map(|(at, line)| tell(t, at, line, source.rights.write))
                .collect(),
            people: people(t, source),
            next: next(t, source),
            redraw: (redrawable && source.rights.write).then(|| Button::quiet(t.get("publication.redraw"))),
            changes: source
                .published
                .filter(|_| publication.state != MonthState::Published)
                .map(|published| changes(t, published, source.snapshot)),
            public: (publication.published_revision > 0)
                .then(|| format!("/public/{}/{}", source.facility, source.month)),
        }
    }
}

/// How many of the four steps are behind, and which comes next.
pub(super) fn ring(t: Text, state: MonthState) -> Ring {
    let (done, next) = match state {
        MonthState::Open => (0, "draft"),
        MonthState::Drafted => (1, "check"),
        MonthState::Checked => (2, "approve"),
        MonthState::Approved => (3, "publish"),
        MonthState::Published => return Ring::new(t, 4, 4).label(t.get("publication.ring_done")),
    };
    Ring::new(t, done, 4).label(t.with("publication.ring", &[("step", &t.choice("publication.step", next))]))
}

fn warnings(t: Text, source: &DeskSource<'_>) -> Vec<Flash> {
    let warn = |text: &str| Flash::new(t, FlashKind::Warning, text);
    source
        .blockers
        .iter()
        .map(|blocker| match blocker {
            Blocker::MonthNotOver => Flash::new(t, FlashKind::Info, t.get("publication.warning.not_over")),
            Blocker::NarrativeMissing => warn(t.get("publication.warning.narrative")),
            Blocker::DraftStale => {
                warn(t.get("publication.warning.stale")).more(t.get("publication.warning.stale_more"))
            }
            Blocker::FindingsOpen => {
                warn(t.get("publication.warning.findings")).more(t.get("publication.warning.findings_more"))
            }
        })
        .collect()
}

/// What is told, why it is published all the same, and the form for who may decide it.
fn tell(t: Text, at: usize, line: &TellLine, may_settle: bool) -> Tell {
    let month = when::month_short(t, line.beside);
    let sentence = match line.code {
        "few_moved" => t.with("publication.tell.few_moved", &[("n", &line.count)]),
        "few_texts" => t.with("publication.tell.few_texts", &[("n", &line.count)]),
        _ => t.with("publication.tell.same_text", &[("month", &month)]),
    };
    let kept = line.kept.as_ref().map(|(reason, words)| {
        let reason = words.clone().unwrap_or_else(|| t.choice("publication.keep", reason));
        t.with("publication.tell.kept", &[("reason", &reason)])
    });
    let form = (may_settle && kept.is_none()).then(|| {
        let reasons = [KeepReason::Needed, KeepReason::FitsMany, KeepReason::Consent, KeepReason::Other];
        let choices =
            reasons.map(|reason| Choice::new(reason.code(), t.choice("publication.keep", reason.code()))).to_vec();
        let reason = Field::new(t, "reason", t.get("publication.tell.reason")).id(format!("tell-reason-{at}"));
        let words =
            Field::new(t, "reason_words", t.get("publication.finding.other_words")).id(format!("tell-words-{at}"));
        (Select::new(reason, choices), TextInput::new(words), Button::secondary(t.get("publication.tell.keep")))
    });
    Tell { sentence, kept, tag: line.tag.clone(), form }
}

/// Words, number and address of an open point.
fn open_words(t: Text, open: &Open) -> (String, String, String) {
    let code = match open.kind {
        OpenKind::NoFinalLevel => "no_final_level",
        OpenKind::TextMissing => "text_missing",
        OpenKind::TextUnapproved => "text_unapproved",
        OpenKind::FindingsOpen(n) => {
            return (t.with("publication.findings_open", &[("n", &n)]), open.number.clone(), open.href.clone());
        }
    };
    (t.choice("publication.open", code), open.number.clone(), open.href.clone())
}

fn text_badge(t: Text, text: &TextLine) -> Badge {
    let tone = match text.state.as_str() {
        "approved" => Tone::Good,
        "draft" => Tone::Info,
        _ => Tone::Warning,
    };
    Badge::new(t.choice("publication.text_state", &text.state), tone)
}

/// Who drew up, checked and approved.
fn people(t: Text, source: &DeskSource<'_>) -> Vec<String> {
    let publication = source.publication;
    let name = |by: &String| source.names.get(by).cloned().unwrap_or_else(|| t.get("record.who.gone").to_owned());
    let mut people = Vec::new();
    if let (Some(by), Some(at)) = (&publication.drafted_by, source.drafted_at) {
        people.push(t.with("publication.drafted_by", &[("who", &name(by)), ("when", &at.words(t))]));
    }
    people.extend(publication.checked_by.as_ref().map(|by| t.with("publication.checked_by", &[("who", &name(by))])));
    people.extend(publication.approved_by.as_ref().map(|by| t.with("publication.approved_by", &[("who", &name(by))])));
    people
}

/// The step that follows, what it will do, and the button for who may take it.
fn next(t: Text, source: &DeskSource<'_>) -> Option<Next> {
    let rights = source.rights;
    let drafted_by_me = source.publication.drafted_by.as_deref() == Some(source.me);
    let over = !source.blockers.contains(&Blocker::MonthNotOver);
    let (step, may, sentence) = match source.publication.state {
        MonthState::Open => ("draft", rights.write && over, t.get("publication.next.draft").to_owned()),
        MonthState::Drafted => ("check", rights.check, t.get("publication.next.check").to_owned()),
        MonthState::Checked => {
            ("approve", rights.approve && !drafted_by_me, t.get("publication.next.approve").to_owned())
        }
        MonthState::Approved => {
            let month = when::month_short(t, source.month);
            ("publish", rights.publish && !drafted_by_me, t.with("publication.next.publish", &[("month", &month)]))
        }
        MonthState::Published => ("erratum", rights.write, t.get("publication.next.erratum").to_owned()),
    };
    let button = may.then(|| {
        let words = t.choice("publication.button", step);
        if step == "erratum" { Button::secondary(words) } else { Button::primary(words) }
    });
    let sentence = match (may, drafted_by_me && matches!(step, "approve" | "publish")) {
        (false, true) => t.with("publication.next.other_person", &[("sentence", &sentence)]),
        (false, false) if over => {
            let who = t.choice("publication.who", step);
            t.with("publication.next.waits_for", &[("sentence", &sentence), ("who", &who)])
        }
        _ => sentence,
    };
    let reason = (may && step == "erratum").then(|| {
        let error = source.refusal.filter(|code| *code == "reason_missing").map(|code| t.choice("month_refusal", code));
        let field = Field::new(t, "reason", t.get("publication.reason")).hint(t.get("publication.reason_hint"));
        TextInput::new(field.value(source.reason).error(error))
    });
    Some(Next { step, sentence, button, reason })
}

impl Page for Desk {
    const NAME: &'static str = "publication.desk";

    fn samples(t: Text) -> Vec<Self> {
        samples::desks(t)
    }
}
