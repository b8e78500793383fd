//! page::report::full: the full form — six short pages with their step list, or all on one page.

use askama::Template;
use domain::form::FieldError;
use domain::report::Page as FormPageName;

use super::form::Form;
use super::part::section;
use super::sample;
use crate::Frame;
use crate::catalog::Text;
use crate::component::*;
use crate::error_text::error_summary;
use crate::html::Html;
use crate::page::Page;

/// Which part of the full form is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// One of the short pages.
    Page(FormPageName),
    /// All on one page (1ページで入力).
    All,
}

impl Place {
    /// The end of its address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Page(page) => page.code(),
            Self::All => "all",
        }
    }

    /// Whether a field is asked here.
    #[must_use]
    pub fn holds(self, field: &str) -> bool {
        match self {
            Self::Page(page) => page.holds(field),
            Self::All => true,
        }
    }

    /// Reads the end of an address.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if code == "all" { Some(Self::All) } else { FormPageName::from_code(code).map(Self::Page) }
    }
}

/// A page of the full form.
#[derive(Debug, Clone, Template)]
#[template(path = "report/form.html")]
pub struct FormPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    base: String,
    place: Place,
    errors: ErrorSummary,
    steps: StepList,
    saved: Option<String>,
    back_to_check: bool,
    parts: Vec<Html>,
    persons: Option<String>,
}

impl FormPage {
    /// The page with its answers. `base` is the draft's address, `reached` tells how far each page is, `saved` when it was saved.
    #[must_use]
    pub fn new(
        frame: Frame,
        form: &Form<'_>,
        (base, place): (&str, Place),
        all_errors: &[FieldError],
        (saved, back_to_check): (Option<String>, bool),
    ) -> Self {
        let t = form.t;
        let heading = match place {
            Place::Page(page) => t.choice("report.page", page.code()),
            Place::All => t.get("report.full.title").to_owned(),
        };
        let mut frame = frame.titled(heading);
        let shown: Vec<FieldError> = form.errors.iter().filter(|error| place.holds(&error.field)).cloned().collect();
        frame.has_errors = !shown.is_empty();
        let refresh = format!("{base}/{}", place.code());
        Self {
            t,
            frame,
            base: base.to_owned(),
            place,
            errors: error_summary(t, &shown),
            steps: steps(form, base, Some(place), all_errors),
            saved,
            back_to_check,
            parts: parts(form, place, &refresh),
            persons: form.fields.text("person_count").map(str::to_owned),
        }
    }

    fn saved(&self) -> String {
        self.saved.as_ref().map(|when| self.t.with("report.full.saved_at", &[("when", when)])).unwrap_or_default()
    }

    fn action(&self) -> String {
        format!("{}/{}", self.base, self.place.code())
    }

    fn autosave(&self) -> String {
        format!("{}/save?page={}", self.base, self.place.code())
    }

    /// Where similar cases are asked for while somebody writes.
    fn similar(&self) -> Option<String> {
        self.place.holds("narrative").then(|| format!("{}/similar", self.base))
    }

    /// The way to the other arrangement of the same questions.
    fn switch(&self) -> Button {
        let (words, act) = match self.place {
            Place::Page(_) => (self.t.get("report.full.all"), "all"),
            Place::All => (self.t.get("report.full.paged"), "paged"),
        };
        Button::quiet(words).send("act", act)
    }

    fn go_on(&self) -> Button {
        let words = match (self.back_to_check, self.default_act()) {
            (true, _) => self.t.get("report.full.back_to_check"),
            (false, "check") => self.t.get("report.full.to_check"),
            (false, _) => self.t.get("report.full.next"),
        };
        Button::primary(words).send("act", self.default_act())
    }

    /// What the enter key does: the first button of a form is pressed by it, and that must not be 「もうひとり」 or the level box.
    const fn default_act(&self) -> &'static str {
        if self.back_to_check || matches!(self.place, Place::All | Place::Page(FormPageName::Cause)) {
            "check"
        } else {
            "next"
        }
    }

    fn later(&self) -> Button {
        Button::secondary(self.t.get("report.full.later")).send("act", "later")
    }

    fn previous(&self) -> Option<Button> {
        let first = matches!(self.place, Place::All | Place::Page(FormPageName::When));
        (!first).then(|| Button::quiet(self.t.get("report.full.previous")).send("act", "back"))
    }
}

fn page_parts(form: &Form<'_>, page: FormPageName, refresh: &str) -> Vec<Html> {
    match page {
        FormPageName::When => form.when_parts(),
        FormPageName::Who => form.who_parts(),
        FormPageName::What => form.what_parts(),
        FormPageName::Result => form.result_parts(refresh),
        FormPageName::Cause => form.cause_parts(),
    }
}

fn parts(form: &Form<'_>, place: Place, refresh: &str) -> Vec<Html> {
    match place {
        Place::Page(page) => page_parts(form, page, refresh),
        Place::All => FormPageName::ALL
            .into_iter()
            .map(|page| section(Some(form.t.choice("report.page", page.code())), page_parts(form, page, refresh)))
            .collect(),
    }
}

/// The list of steps; the last is the check page.
pub(super) fn steps(form: &Form<'_>, base: &str, place: Option<Place>, errors: &[FieldError]) -> StepList {
    let pages = FormPageName::ALL.into_iter().map(|page| Step {
        label: form.t.choice("report.page", page.code()),
        state: state(form, page, errors),
        href: Some(format!("{base}/{}", page.code())),
    });
    let all_given = FormPageName::ALL.into_iter().all(|page| state(form, page, errors) == StepState::Done);
    let check = Step {
        label: form.t.get("report.page.check").to_owned(),
        state: if all_given { StepState::Reached } else { StepState::Ahead },
        href: Some(format!("{base}/check")),
    };
    let current = match place {
        Some(Place::Page(page)) => FormPageName::ALL.iter().position(|held| *held == page).unwrap_or(0),
        Some(Place::All) => 0,
        None => FormPageName::ALL.len(),
    };
    StepList::new(form.t, pages.chain([check]).collect(), current)
}

fn state(form: &Form<'_>, page: FormPageName, errors: &[FieldError]) -> StepState {
    let here = || errors.iter().filter(|error| page.holds(&error.field));
    // The selects of era and half are sent with every page; alone they are no answer.
    let silent = |name: &str| {
        ["_era", "_half", "_band", "_suggested", "person_count"].iter().any(|end| name.ends_with(end))
            || matches!(name, "mode" | "unit" | "occupation" | "proposed_level")
    };
    let given = form
        .fields
        .iter()
        .any(|(name, values)| page.holds(name) && !silent(name) && values.iter().any(|value| !value.trim().is_empty()));
    if here().any(|error| !error.code.ends_with("_missing")) {
        StepState::Error
    } else if !given {
        StepState::Ahead
    } else if here().next().is_some() {
        StepState::Reached
    } else {
        StepState::Done
    }
}

impl Page for FormPage {
    const NAME: &'static str = "report.form";

    fn samples(t: Text) -> Vec<Self> {
        let places = FormPageName::ALL.into_iter().map(Place::Page).chain([Place::All]);
        places
            .flat_map(|place| {
                sample::forms(t, |index, frame, form| {
                    let saved = (index > 0).then(|| "14:05".to_owned());
                    Self::new(frame, form, ("/drafts/1", place), form.errors, (saved, index == 1))
                })
            })
            .collect()
    }
}
