//! page::report::quick: ヒヤリ・ハットを1分で — one phone screen, with or without an account.

use askama::Template;
use domain::form::FieldError;
use domain::profile::ChoiceField;
use domain::report::QUICK_FIELDS;

use super::Hidden;
use super::form::Form;
use super::part::follow;
use super::sample;
use crate::Frame;
use crate::catalog::Text;
use crate::component::*;
use crate::error_text::error_summary;
use crate::html::Html;
use crate::page::Page;

/// Where the quick form sends to, and what it carries along.
#[derive(Debug, Clone, Default)]
pub struct QuickActs {
    /// Where the form is posted.
    pub action: String,
    /// Where it saves itself; `None` without an account.
    pub autosave: Option<String>,
    /// When it was saved last, in words.
    pub saved: Option<String>,
    /// Hidden fields: the key of the report.
    pub hidden: Vec<Hidden>,
    /// Name of the facility, for reports without an account.
    pub facility: Option<String>,
}

/// The quick report.
#[derive(Debug, Clone, Template)]
#[template(path = "report/quick.html")]
pub struct Quick {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    acts: QuickActs,
    errors: ErrorSummary,
    parts: Vec<Html>,
}

impl Quick {
    /// The form with its answers; titled by itself.
    #[must_use]
    pub fn new(frame: Frame, form: &Form<'_>, acts: QuickActs) -> Self {
        let t = form.t;
        let title = if acts.facility.is_some() { t.get("report.anonymous.title") } else { t.get("report.quick.title") };
        let mut frame = frame.titled(title);
        frame.has_errors = !form.errors.is_empty();
        Self { t, frame, acts, errors: error_summary(t, &shown(form)), parts: parts(form) }
    }

    fn lead(&self) -> String {
        match &self.acts.facility {
            Some(facility) => self.t.with("report.anonymous.lead", &[("facility", facility)]),
            None => self.t.get("report.quick.lead").to_owned(),
        }
    }

    fn saved(&self) -> String {
        let saved = self.acts.saved.as_ref();
        saved.map(|when| self.t.with("report.full.saved_at", &[("when", when)])).unwrap_or_default()
    }

    /// Where similar cases are asked for while somebody writes; only for a draft of somebody who is signed in.
    fn similar(&self) -> Option<String> {
        self.acts.autosave.as_ref().map(|_| format!("{}/similar", self.acts.action))
    }

    fn check(&self) -> Button {
        Button::primary(self.t.get("report.quick.check")).send("act", "check")
    }

    fn later(&self) -> Button {
        Button::secondary(self.t.get("report.quick.later")).send("act", "later")
    }

    fn full(&self) -> Button {
        Button::quiet(self.t.get("report.quick.full")).send("act", "full")
    }
}

/// The errors of what this form asks; another page of a full form may hold more.
fn shown(form: &Form<'_>) -> Vec<FieldError> {
    let asked = |error: &&FieldError| QUICK_FIELDS.iter().any(|name| *name == error.field);
    form.errors.iter().filter(asked).cloned().collect()
}

fn parts(form: &Form<'_>) -> Vec<Html> {
    let t = form.t;
    let narrative =
        form.field("narrative", t.get("report.quick.narrative")).hint(t.get("report.quick.narrative_hint")).required();
    let time = form.time("occurred", t.get("report.quick.time"), None).bands(form.bands()).bands_only();
    let unit = if form.signed_in { hidden_unit(form) } else { form.unit(t.get("report.anonymous.unit")) };
    vec![
        Html::join([Html::of(&TextArea::new(narrative).rows(4)), form.examples()]),
        form.place(t.get("report.quick.place")),
        Html::join([form.occurred(t.get("report.quick.occurred")), Html::of(&time)]),
        Html::join([form.suggest("form", "narrative"), form.quick_form()]),
        form.reached(t.get("report.quick.reached")),
        follow(
            "reached=yes",
            [form.yes_no("body_effect"), form.fact(ChoiceField::Treatment), form.fact(ChoiceField::TreatedAt)],
        ),
        form.quick_pictures(),
        Html::join([unit, form.mode()]),
    ]
}

/// The unit travels along unseen: a member's own is known.
fn hidden_unit(form: &Form<'_>) -> Html {
    match form.fields.text("unit") {
        Some(unit) => Html::join([
            Html::trusted("<input type=\"hidden\" id=\"unit\" name=\"unit\" value=\""),
            Html::text(unit),
            Html::trusted("\">"),
        ]),
        None => Html::default(),
    }
}

impl Page for Quick {
    const NAME: &'static str = "report.quick";

    fn samples(t: Text) -> Vec<Self> {
        let acts = || QuickActs {
            action: "/drafts/1".to_owned(),
            autosave: Some("/drafts/1/save".to_owned()),
            saved: Some("14:05".to_owned()),
            hidden: vec![("key".to_owned(), "k".to_owned())],
            facility: None,
        };
        let desk = || QuickActs { autosave: None, facility: Some("Aozora".to_owned()), ..acts() };
        sample::forms(t, |index, frame, form| {
            let form = Form { signed_in: index != 2, ..*form };
            Self::new(frame, &form, if index == 2 { desk() } else { acts() })
        })
    }
}
