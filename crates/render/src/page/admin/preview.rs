//! page::admin::preview: what a change of the profile would do, one version with what it changed, and the whole profile as text.

use askama::Template;
use domain::form::FieldError;
use domain::profile::{Label, Profile, ProfileChange, ProfileProblem, diff};

use super::ask::{Asked, choices};
use super::change;
use super::part::part_title;
use super::profile::VersionLine;
use super::sample_frame;
use crate::component::*;
use crate::{Frame, Page, Text};

/// What the preview shows.
#[derive(Debug, Clone)]
pub struct PreviewView<'a> {
    /// The profile in force.
    pub before: &'a Profile,
    /// The profile as it would be.
    pub after: &'a Profile,
    /// It as TOML.
    pub toml: String,
    /// What is wrong.
    pub problems: &'a [ProfileProblem],
    /// Every change.
    pub changes: &'a [ProfileChange],
    /// Cases that go on under the version they were judged under.
    pub open_cases: i64,
    /// Version upon which it would be saved.
    pub base: i64,
    /// Somebody saved another version meanwhile.
    pub overtaken: bool,
    /// Codes of the parts that have a form.
    pub parts: Vec<&'static str>,
    /// The note and its error.
    pub asked: Asked,
}

/// What a change of the profile would do.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/preview.html")]
pub struct PreviewPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    overtaken: Option<Flash>,
    problems: Vec<(String, String)>,
    changes: Option<Table>,
    unchanged: EmptyState,
    effect: String,
    open_cases: String,
    base: i64,
    toml: String,
    note: TextArea,
    save: Option<Button>,
    more: Select,
    edit: Button,
    drop: Button,
}

impl PreviewPage {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, view: PreviewView<'_>) -> Self {
        let next = view.base + 1;
        let parts: Vec<(String, String)> =
            view.parts.iter().map(|code| ((*code).to_owned(), part_title(t, code))).collect();
        let note =
            view.asked.field(t, "note", t.get("admin.preview.note")).hint(t.get("admin.preview.note_hint")).required();
        let changed = !view.changes.is_empty();
        let save = || Button::primary(t.with("admin.preview.save", &[("n", &next)]));
        Self {
            errors: view.asked.summary(t),
            overtaken: view.overtaken.then(|| overtaken(t, view.base)),
            problems: view
                .problems
                .iter()
                .map(|problem| (problem.path.clone(), t.label(&problem.message).to_owned()))
                .collect(),
            changes: changed.then(|| change::table(t, view.changes, view.before, view.after)),
            unchanged: EmptyState::new(t.get("admin.preview.unchanged"), t.get("admin.preview.unchanged_why")),
            effect: t.with("admin.preview.effect", &[("n", &next)]),
            open_cases: t.count("admin.preview.open_cases", usize::try_from(view.open_cases).unwrap_or(0)),
            base: view.base,
            toml: view.toml,
            note: TextArea::new(note).rows(2),
            save: (changed && view.problems.is_empty()).then(save),
            more: Select::new(Field::new(t, "part", t.get("admin.preview.more")), choices(&parts)),
            edit: Button::secondary(t.get("admin.preview.edit")),
            drop: Button::quiet(t.get("admin.preview.drop")).link("/admin/profile"),
            frame: view.asked.frame(frame),
            t,
        }
    }
}

fn overtaken(t: Text, base: i64) -> Flash {
    Flash::new(t, FlashKind::Warning, t.with("admin.preview.overtaken", &[("n", &base)]))
        .more(t.get("admin.preview.overtaken_more"))
}

impl Page for PreviewPage {
    const NAME: &'static str = "admin.preview";

    fn samples(t: Text) -> Vec<Self> {
        let Some(before) = Profile::builtin("welfare") else { return Vec::new() };
        let mut after = before.clone();
        "<転倒>".clone_into(&mut after.forms[0].label.ja);
        let changes = diff(before, &after);
        let problems = [ProfileProblem {
            path: "seats[handler]".to_owned(),
            message: Label::new("先に席から外してください。", "Take them from it first."),
        }];
        let view = || PreviewView {
            before,
            after: &after,
            toml: "id = \"x\"".to_owned(),
            problems: &[],
            changes: &changes,
            open_cases: 12,
            base: 1,
            overtaken: false,
            parts: vec!["names", "seats"],
            asked: Asked::default(),
        };
        let page = |view| Self::new(t, sample_frame(t, "preview"), view);
        let unnoted = Asked { errors: vec![FieldError::new("note", "note_missing")], ..Asked::default() };
        vec![
            page(view()),
            page(PreviewView { problems: &problems, overtaken: true, ..view() }),
            page(PreviewView { asked: unnoted, ..view() }),
            page(PreviewView { changes: &[], ..view() }),
        ]
    }
}

/// What the page of a version shows.
#[derive(Debug, Clone)]
pub struct VersionView<'a> {
    /// The version.
    pub line: VersionLine,
    /// The version before and this one, unless it is the first.
    pub between: Option<(&'a Profile, &'a Profile)>,
    /// What it changed.
    pub changes: &'a [ProfileChange],
    /// It as TOML.
    pub toml: String,
}

/// One version of the profile.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/version.html")]
pub struct VersionPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    about: SummaryList,
    changes: Option<Table>,
    toml: String,
}

impl VersionPage {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, view: VersionView<'_>) -> Self {
        let by = view.line.by.unwrap_or_else(|| t.get("admin.profile.by_program").to_owned());
        let rows = vec![
            Row::text(t.get("admin.profile.column.at"), view.line.at),
            Row::text(t.get("admin.profile.column.by"), by),
            Row::text(t.get("admin.profile.column.note"), view.line.note),
        ];
        Self {
            about: SummaryList::new(t, rows),
            changes: view.between.map(|(before, after)| change::table(t, view.changes, before, after)),
            toml: view.toml,
            t,
            frame,
        }
    }
}

impl Page for VersionPage {
    const NAME: &'static str = "admin.version";

    fn samples(t: Text) -> Vec<Self> {
        let Some(before) = Profile::builtin("welfare") else { return Vec::new() };
        let mut after = before.clone();
        after.forms.remove(0);
        let changes = diff(before, &after);
        let line = VersionLine { version: 2, note: "見直し".to_owned(), at: "R8.11.20".to_owned(), by: None };
        let frame = || sample_frame(t, "profile").titled(t.with("admin.profile.version", &[("n", &2)]));
        let view = VersionView {
            line: line.clone(),
            between: Some((before, &after)),
            changes: &changes,
            toml: "a < b".to_owned(),
        };
        let first = VersionView { line, between: None, changes: &[], toml: "id = 1".to_owned() };
        vec![Self::new(t, frame(), view), Self::new(t, frame(), first)]
    }
}

/// The whole profile as text, for those who know its file.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/toml.html")]
pub struct TomlPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    base: i64,
    toml: TextArea,
    preview: Button,
    cancel: Button,
}

impl TomlPage {
    /// The page; the text is the field `toml`.
    #[must_use]
    pub fn new(t: Text, frame: Frame, base: i64, asked: &Asked) -> Self {
        Self {
            errors: asked.summary(t),
            base,
            toml: TextArea::new(asked.field(t, "toml", t.get("admin.toml.text")).hint(t.get("admin.toml.hint")))
                .rows(30),
            preview: Button::primary(t.get("admin.part_form.preview")),
            cancel: Button::quiet(t.get("admin.part_form.cancel")).link("/admin/profile"),
            frame: asked.frame(frame),
            t,
        }
    }
}

impl Page for TomlPage {
    const NAME: &'static str = "admin.toml";

    fn samples(t: Text) -> Vec<Self> {
        let fields = [("toml", "id = \"<x>\"")].into_iter().collect();
        let errors = vec![FieldError::new("toml", "profile_unreadable").with("why", "line 1")];
        vec![Self::new(t, sample_frame(t, "toml"), 1, &Asked { fields, errors })]
    }
}
