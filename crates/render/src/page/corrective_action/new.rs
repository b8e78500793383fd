//! page::corrective_action::new: the form that sets an action: what, kind, who, by when. The strength follows from the kind.

use askama::Template;
use domain::corrective_action::{ActionKind, Strength};

use super::{ActionLine, sample};
use crate::catalog::Text;
use crate::component::*;
use crate::frame::Frame;
use crate::html::Html;
use crate::page::Page;
use crate::page::admin::Asked;

/// What the form is drawn from.
#[derive(Debug, Clone)]
pub struct NewActionSource {
    /// Id of the report.
    pub report: String,
    /// Its number.
    pub number: String,
    /// Owners: value and words.
    pub owners: Vec<(String, String)>,
    /// The actions that were set already.
    pub others: Vec<ActionLine>,
    /// Whether all of them are weak.
    pub only_weak: bool,
    /// Tells the same form sent twice from two forms.
    pub key: String,
    /// Answers and errors.
    pub asked: Asked,
}

/// The form that sets an action.
#[derive(Debug, Clone, Template)]
#[template(path = "corrective_action/new.html")]
pub struct NewActionPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    report: String,
    key: String,
    controls: Vec<Html>,
    lines: Vec<ActionLine>,
    only_weak: bool,
}

impl NewActionPage {
    /// The form.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: NewActionSource) -> Self {
        let title = t.with("corrective_action.new.title", &[("number", &source.number)]);
        Self {
            frame: source.asked.frame(frame.titled(title)),
            errors: source.asked.summary(t),
            controls: controls(t, &source),
            report: source.report,
            key: source.key,
            lines: source.others,
            only_weak: source.only_weak,
            t,
        }
    }

    fn save(&self) -> Button {
        Button::primary(self.t.get("corrective_action.new.save"))
    }
}

fn controls(t: Text, source: &NewActionSource) -> Vec<Html> {
    let asked = &source.asked;
    let what = asked.field(t, "what", t.get("corrective_action.new.what")).required();
    let kind = asked.field(t, "kind", t.get("corrective_action.new.kind")).required();
    let owner = asked.field(t, "owner", t.get("corrective_action.new.owner")).required();
    let due = asked.field(t, "due", t.get("corrective_action.new.due")).required();
    let owners = source.owners.iter().map(|(value, words)| Choice::new(value, words)).collect();
    let owner = Select::new(owner.hint(t.get("corrective_action.new.owner_hint")), owners);
    vec![
        Html::of(&TextArea::new(what.hint(t.get("corrective_action.new.what_hint"))).rows(3).limit(400)),
        Html::of(&Radios::new(kind.hint(t.get("corrective_action.new.kind_hint")), kinds(t))),
        Html::of(&owner.blank(t.get("corrective_action.new.owner_blank"))),
        Html::of(&TextInput::new(due.hint(t.get("corrective_action.new.due_hint"))).chars(20)),
    ]
}

/// Every kind with an example; the first one of each strength says how strong they are.
fn kinds(t: Text) -> Vec<Choice> {
    let mut before: Option<Strength> = None;
    let choice = |kind: ActionKind| {
        let words = t.choice("corrective_action.kind", kind.code());
        let choice = Choice::new(kind.code(), words).hint(t.choice("corrective_action.kind_hint", kind.code()));
        let is_first = before.replace(kind.strength()) != Some(kind.strength());
        let strength = || t.choice("corrective_action.strength_is", kind.strength().code());
        if is_first { choice.divider(strength()) } else { choice }
    };
    ActionKind::ALL.into_iter().map(choice).collect()
}

impl Page for NewActionPage {
    const NAME: &'static str = "corrective_action.new";

    fn samples(t: Text) -> Vec<Self> {
        sample::forms(t)
    }
}
