//! page::individual::step: the form of one step of a matter, each question with its hint and its error.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use domain::form::{FieldError, Fields};
use domain::profile::{OutlinePart, Profile};
use domain::publication::individual::{Matter, Recommendation, Relation, Scope};

use super::parts::{office, part_words, scope_words};
use super::sample;
use crate::catalog::Text;
use crate::component::*;
use crate::error_text::{error_summary, error_text};
use crate::frame::{AssetUrls, Frame};
use crate::html::Html;
use crate::page::Page;
use crate::page::session::proof_input;

/// What a form is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct StepSource<'a> {
    /// Code of the step.
    pub step: &'static str,
    /// Id of the report.
    pub id: &'a str,
    /// Its number.
    pub number: &'a str,
    /// The profile whose rule holds.
    pub profile: &'a Profile,
    /// Where the matter stands.
    pub matter: &'a Matter,
    /// The rule names the level of the case.
    pub by_level: bool,
    /// The wording as it stands.
    pub wording: &'a BTreeMap<OutlinePart, String>,
    /// Files of the report: id and words.
    pub documents: &'a [(String, String)],
    /// What was typed, or what the form starts with.
    pub fields: &'a Fields,
    /// What is wrong with it.
    pub errors: &'a [FieldError],
    /// Code of a refusal (message `matter_refusal.<code>`).
    pub refusal: Option<&'static str>,
    /// The own password has to be proved.
    pub ask_proof: bool,
    /// How many questions of the press have a place.
    pub questions: usize,
}

/// The form of a step.
#[derive(Debug, Clone, Template)]
#[template(path = "individual/step.html")]
pub struct StepPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    step: &'static str,
    id: String,
    length: i64,
    errors: ErrorSummary,
    lead: String,
    shown: Option<SummaryList>,
    files: bool,
    fields: Vec<Html>,
    hidden: Vec<(&'static str, String)>,
    button: Button,
}

impl StepPage {
    /// The form.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: &StepSource<'_>) -> Self {
        let words = t.choice("individual.act", source.step);
        let mut frame = frame.titled(t.with("individual.form.title", &[("step", &words), ("number", &source.number)]));
        frame.has_errors = !source.errors.is_empty() || source.refusal.is_some();
        let errors = match source.refusal {
            Some(code) => ErrorSummary::new(t, vec![ErrorLink::new("step", t.choice("matter_refusal", code))]),
            None => error_summary(t, source.errors),
        };
        let mut form = Form { t, source, fields: Vec::new() };
        form.ask();
        if source.ask_proof {
            let error = source.errors.iter().find(|error| error.field == "proof");
            form.put(&proof_input(t, "proof", error.map(|error| error_text(t, error))));
        }
        let danger = matches!(source.step, "withdraw");
        let button = if danger { Button::danger(words) } else { Button::primary(words) };
        Self {
            t,
            frame,
            step: source.step,
            id: source.id.to_owned(),
            length: source.matter.length,
            errors,
            lead: lead(t, source),
            shown: shown(t, source),
            files: source.step == "consent",
            fields: form.fields,
            hidden: hidden(source),
            button,
        }
    }
}

fn lead(t: Text, source: &StepSource<'_>) -> String {
    let procedure = &source.profile.publication.individual;
    let code = match source.step {
        "open" if source.by_level => "open_level",
        code => code,
    };
    t.choice("individual.lead", code)
        .replace("{examiners}", &office(t, &procedure.examined_by.name))
        .replace("{decider}", &office(t, &procedure.decided_by.name))
        .replace("{method}", &office(t, &source.profile.publication.individual_method))
}

/// The wording beside the steps that are taken upon it: exactly what would go out.
fn shown(t: Text, source: &StepSource<'_>) -> Option<SummaryList> {
    let parts: BTreeSet<OutlinePart> = match source.step {
        "meeting" | "decision" => source.wording.keys().copied().collect(),
        "release" | "release-correction" | "embargo" => source.matter.parts_to_release(),
        _ => return None,
    };
    let rows = source.wording.iter().filter(|(part, _)| parts.contains(part));
    Some(SummaryList::new(t, rows.map(|(part, text)| Row::text(part_words(t, *part), text)).collect()))
}

/// What a finding is known by again.
fn hidden(source: &StepSource<'_>) -> Vec<(&'static str, String)> {
    match source.step {
        "keep" => ["part", "class", "text"].map(|name| (name, source.fields.get(name).to_owned())).into(),
        _ => Vec::new(),
    }
}

struct Form<'a> {
    t: Text,
    source: &'a StepSource<'a>,
    fields: Vec<Html>,
}

impl Form<'_> {
    fn ask(&mut self) {
        match self.source.step {
            "open" if !self.source.by_level => self.area("reason", 4, true),
            "outline" => self.parts(),
            "talk" => {
                self.relation("with");
                self.day("on");
                self.line("who", false);
                self.area("said", 5, true);
                self.area("outcome", 3, true);
            }
            "consent" => self.consent(),
            "withdraw-consent" => {
                self.entries("number", false);
                self.day("on");
                self.area("note", 3, false);
            }
            "keep" => self.area("reason", 3, true),
            "press" => self.press(),
            "meeting" => {
                self.day("on");
                self.area("attendees", 5, true);
                self.area("minutes", 8, true);
                self.recommendation("recommendation");
            }
            "decision" => {
                self.recommendation("decision");
                self.chosen_parts();
                self.day("until");
                self.area("reason", 4, false);
            }
            "embargo" => {
                self.day("until");
                let field = self.field("until_time", true).hint(self.t.get("individual.hint.until_time"));
                self.put(&TextInput::new(field).chars(8));
            }
            "correction" => {
                self.parts();
                self.area("reason", 3, true);
            }
            "withdraw" => self.area("reason", 4, true),
            _ => {}
        }
    }

    fn put(&mut self, part: &impl askama::filters::HtmlSafe) {
        self.fields.push(Html::of(part));
    }

    /// A question with its answer, its hint where the catalogue has one, and its error.
    fn field(&self, name: &str, required: bool) -> Field {
        let (t, source) = (self.t, self.source);
        let error = source.errors.iter().find(|error| error.field == name).map(|error| error_text(t, error));
        let field = Field::new(t, name, t.choice("individual.field", name)).value(source.fields.get(name)).error(error);
        let hint = t.choice("individual.hint", name);
        let field = if hint == format!("individual.hint.{name}") { field } else { field.hint(hint) };
        if required { field.required() } else { field.optional() }
    }

    fn line(&mut self, name: &str, required: bool) {
        let field = self.field(name, required);
        self.put(&TextInput::new(field));
    }

    fn area(&mut self, name: &str, rows: u8, required: bool) {
        let field = self.field(name, required);
        self.put(&TextArea::new(field).rows(rows));
    }

    fn day(&mut self, name: &str) {
        let field = self.field(name, name == "on").hint(self.t.get("individual.hint.day"));
        self.put(&TextInput::new(field).chars(20));
    }

    fn relation(&mut self, name: &str) {
        let choices = Relation::ALL
            .map(|relation| Choice::new(relation.code(), self.t.choice("individual.relation", relation.code())));
        let field = self.field(name, true);
        self.put(&Radios::new(field, choices.into()).chips());
    }

    fn recommendation(&mut self, name: &str) {
        let choices = Recommendation::ALL
            .map(|held| Choice::new(held.code(), self.t.choice("individual.recommendation", held.code())));
        let field = self.field(name, true);
        self.put(&Radios::new(field, choices.into()));
    }

    /// One area for each part; a correction offers what is public.
    fn parts(&mut self) {
        let source = self.source;
        let public = source.matter.stage.edition().map(|edition| edition.parts.clone());
        for part in OutlinePart::ALL {
            if public.as_ref().is_some_and(|parts| !parts.contains(&part)) {
                continue;
            }
            let required = public.is_none() && source.profile.publication.individual.required.contains(&part);
            let error = source.errors.iter().find(|error| error.field == part.code());
            let field = Field::new(self.t, part.code(), part_words(self.t, part))
                .hint(self.t.choice("individual.part_hint", part.code()))
                .value(source.fields.get(part.code()))
                .error(error.map(|error| error_text(self.t, error)));
            let field = if required { field.required() } else { field.optional() };
            let rows = if matches!(part, OutlinePart::When | OutlinePart::Where) { 2 } else { 5 };
            self.put(&TextArea::new(field).rows(rows));
        }
    }

    /// The parts that are written; those that the consents permit say so.
    fn chosen_parts(&mut self) {
        let (t, source) = (self.t, self.source);
        let written = source.matter.outline.as_ref().map(|outline| outline.parts.clone()).unwrap_or_default();
        let choice = |part: &OutlinePart| {
            let hint = if source.matter.permits(*part) {
                "individual.consent.part_permitted"
            } else {
                "individual.consent.part_open"
            };
            let ticked = source.fields.has("part", part.code());
            Choice::new(part.code(), part_words(t, *part)).hint(t.get(hint)).chosen(ticked)
        };
        let field = self.field("part", false).value("");
        self.put(&Checkboxes::new(field, written.iter().map(choice).collect()));
    }

    fn consent(&mut self) {
        let (t, source) = (self.t, self.source);
        self.relation("by");
        self.day("on");
        let scopes = ["full", "part", "nothing"].map(|code| Choice::new(code, t.choice("individual.scope", code)));
        let field = self.field("scope", true);
        self.put(&Radios::new(field, scopes.into()));
        let parts = OutlinePart::ALL
            .map(|part| Choice::new(part.code(), part_words(t, part)).chosen(source.fields.has("part", part.code())));
        let field = self.field("part", false).value("");
        self.put(&Checkboxes::new(field, parts.into()).chips());
        let documents = source.documents.iter().map(|(id, words)| Choice::new(id, words)).collect();
        let field = self.field("document", false);
        self.put(&Select::new(field, documents).blank(t.get("individual.consent.no_document")));
        if !source.matter.ledger.entries().is_empty() {
            self.entries("replaces", true);
        }
        self.area("note", 3, false);
    }

    /// The entries of the ledger that stand.
    fn entries(&mut self, name: &str, may_be_none: bool) {
        let t = self.t;
        let standing = self.source.matter.ledger.entries().iter().filter(|entry| entry.stands());
        let offered =
            standing.filter(|entry| may_be_none || (entry.withdrawn_on.is_none() && entry.scope != Scope::Nothing));
        let choices = offered.map(|entry| {
            let by = t.choice("individual.relation", entry.by.code());
            let words = format!("{}. {by} {}", entry.number, scope_words(t, &entry.scope));
            Choice::new(entry.number.to_string(), words)
        });
        let choices = choices.collect();
        let field = self.field(name, !may_be_none);
        let select = Select::new(field, choices);
        let blank = if may_be_none { "individual.consent.replaces_none" } else { "individual.form.choose" };
        self.put(&select.blank(t.get(blank)));
    }

    fn press(&mut self) {
        self.area("press", 4, true);
        for number in 1..=self.source.questions {
            for (kind, rows) in [("question", 2), ("answer", 3)] {
                let name = format!("{kind}-{number}");
                let label = self.t.choice("individual.field", kind).replace("{n}", &number.to_string());
                let field = Field::new(self.t, &name, label).value(self.source.fields.get(&name)).optional();
                self.put(&TextArea::new(field).rows(rows));
            }
        }
    }
}

impl Page for StepPage {
    const NAME: &'static str = "individual.step";

    fn samples(t: Text) -> Vec<Self> {
        let Some(profile) = Profile::builtin("welfare") else { return Vec::new() };
        let matters = sample::matters();
        let steps = [
            ("open", 0),
            ("outline", 1),
            ("talk", 1),
            ("consent", 5),
            ("withdraw-consent", 5),
            ("keep", 3),
            ("press", 5),
            ("meeting", 2),
            ("decision", 3),
            ("embargo", 5),
            ("release", 5),
            ("correction", 6),
            ("release-correction", 8),
            ("withdraw", 7),
        ];
        let draw = |(step, at): (&'static str, usize), errors: &[FieldError], refusal| {
            let matter = matters.get(at).map(|told| told.0.clone()).unwrap_or_default();
            let wording = sample::wording(&matter);
            let fields: Fields =
                [("text", "10月3日"), ("part", "course"), ("class", "date"), ("on", "令和8年11月26日")]
                    .into_iter()
                    .collect();
            let source = StepSource {
                step,
                id: "1",
                number: "R8-0119",
                profile,
                matter: &matter,
                by_level: errors.is_empty(),
                wording: &wording,
                documents: &[("7".to_owned(), "同意書".to_owned())],
                fields: &fields,
                errors,
                refusal,
                ask_proof: matches!(step, "decision" | "release" | "withdraw"),
                questions: 2,
            };
            Self::new(t, Frame::new(t, "", AssetUrls::default()), &source)
        };
        let missing = [FieldError::new("reason", "text_missing"), FieldError::new("proof", "proof_missing")];
        let mut pages: Vec<Self> = steps.iter().map(|step| draw(*step, &[], None)).collect();
        pages.push(draw(("open", 0), &missing[..1], None));
        pages.push(draw(("withdraw", 7), &missing, None));
        pages.push(draw(("release", 5), &[], Some("identity_unsettled")));
        pages
    }
}
