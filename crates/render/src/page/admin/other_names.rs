//! page::admin::other_names: what users, staff, places and the house are called besides (呼び名・通称): the list, adding, removing.

use askama::Template;
use domain::form::FieldError;

use super::ask::Asked;
use super::sample_frame;
use crate::component::*;
use crate::{Frame, Page, Text};

/// Codes of the kinds, in the order in which they are offered.
const KINDS: [&str; 4] = ["person", "staff", "place", "facility"];

/// One name of the list.
#[derive(Debug, Clone)]
pub struct NameLine {
    /// Its id.
    pub id: String,
    /// Code of the kind.
    pub kind: &'static str,
    /// The name.
    pub name: String,
}

/// What the page shows.
#[derive(Debug, Clone, Default)]
pub struct NamesView {
    /// The names of this page.
    pub lines: Vec<NameLine>,
    /// Number of the first name of this page, from 1.
    pub first: usize,
    /// How many names the whole list has.
    pub total: usize,
    /// Addresses of the page before and the page after.
    pub links: (Option<String>, Option<String>),
    /// Answers and errors of what is to be added: `kind`, `names`.
    pub new: Asked,
}

#[derive(Debug, Clone)]
struct Line {
    name: String,
    kind: String,
    action: String,
    remove: Button,
}

/// The list of other names.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/other_names.html")]
pub struct OtherNamesPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    lines: Vec<Line>,
    pages: Option<Pagination>,
    empty: EmptyState,
    kind: Radios,
    names: TextArea,
    add: Button,
}

impl OtherNamesPage {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, view: &NamesView) -> Self {
        let kinds = KINDS.map(|kind| Choice::new(kind, t.choice("admin.other_names.kind", kind))).to_vec();
        let line = |line: &NameLine| Line {
            name: line.name.clone(),
            kind: t.choice("admin.other_names.kind", line.kind),
            action: format!("/admin/names/{}/remove", line.id),
            remove: Button::quiet(t.get("admin.other_names.remove")),
        };
        let last = view.first + view.lines.len().saturating_sub(1);
        let pages = Pagination::new(t, view.first, last, Some(view.total));
        Self {
            errors: view.new.summary(t),
            lines: view.lines.iter().map(line).collect(),
            pages: (view.total > view.lines.len()).then(|| pages.links(view.links.0.clone(), view.links.1.clone())),
            empty: EmptyState::new(t.get("admin.other_names.empty"), t.get("admin.other_names.empty_why")),
            kind: Radios::new(view.new.field(t, "kind", t.get("admin.other_names.whose")), kinds),
            names: TextArea::new(
                view.new
                    .field(t, "names", t.get("admin.other_names.names"))
                    .hint(t.get("admin.other_names.names_hint")),
            ),
            add: Button::primary(t.get("admin.other_names.add")),
            frame: view.new.frame(frame),
            t,
        }
    }
}

impl Page for OtherNamesPage {
    const NAME: &'static str = "admin.other_names";

    fn samples(t: Text) -> Vec<Self> {
        let line = |id: &str, kind, name: &str| NameLine { id: id.to_owned(), kind, name: name.to_owned() };
        let full = NamesView {
            lines: vec![
                line("1", "person", "はなちゃん"),
                line("2", "staff", "<やまさん>"),
                line("3", "facility", "けやき"),
            ],
            first: 51,
            total: 128,
            links: (Some("/admin/names".to_owned()), Some("/admin/names?page=3".to_owned())),
            new: Asked::default(),
        };
        let wrong = NamesView {
            new: Asked { errors: vec![FieldError::new("names", "name_missing")], ..Asked::default() },
            ..NamesView::default()
        };
        vec![Self::new(t, sample_frame(t, "other_names"), &full), Self::new(t, sample_frame(t, "other_names"), &wrong)]
    }
}
