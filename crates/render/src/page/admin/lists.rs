//! page::admin::lists: units (部署) and places (場所): names, order, in use or not.

use askama::Template;
use domain::form::FieldError;

use super::ask::Asked;
use super::sample_frame;
use crate::component::*;
use crate::{Frame, Page, Text};

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// 部署.
    Units,
    /// 場所.
    Places,
}

impl ListKind {
    /// The code in addresses and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Places => "places",
        }
    }
}

/// One line as stored; its answers are the fields `{id}_name_ja`, `{id}_name_en`, `{id}_order`, `{id}_active`.
#[derive(Debug, Clone)]
pub struct ListLine {
    /// Id of the unit or place.
    pub id: String,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether it can be chosen.
    pub active: bool,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ListsView {
    /// Which list.
    pub kind: ListKind,
    /// The lines.
    pub lines: Vec<ListLine>,
    /// Answers and errors of the lines.
    pub asked: Asked,
    /// Answers and errors of a new line: `code`, `name_ja`, `name_en`.
    pub new: Asked,
}

#[derive(Debug, Clone)]
struct Line {
    id: String,
    title: String,
    code: String,
    open: bool,
    retired: Option<Badge>,
    name_ja: TextInput,
    name_en: TextInput,
    order: TextInput,
    active: Checkboxes,
}

/// The list of units or places.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/lists.html")]
pub struct Lists {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    about: String,
    action: String,
    lines: Vec<Line>,
    save: Button,
    code: TextInput,
    name_ja: TextInput,
    name_en: TextInput,
    add: Button,
    empty: EmptyState,
}

impl Lists {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, view: &ListsView) -> Self {
        let all = Asked { errors: [view.asked.errors.clone(), view.new.errors.clone()].concat(), ..Asked::default() };
        let code = view.kind.code();
        Self {
            errors: all.summary(t),
            about: t.choice("admin.about", code),
            action: format!("/admin/{code}"),
            lines: view.lines.iter().map(|line| self::line(t, &view.asked, line)).collect(),
            save: Button::primary(t.get("admin.lists.save")),
            code: TextInput::new(
                view.new.field(t, "code", t.get("admin.lists.code")).hint(t.get("admin.lists.code_hint")),
            )
            .chars(12),
            name_ja: view.new.text(t, "name_ja", t.get("admin.lists.name_ja")),
            name_en: TextInput::new(
                view.new.field(t, "name_en", t.get("admin.lists.name_en")).hint(t.get("admin.lists.name_en_hint")),
            ),
            add: Button::secondary(t.get("admin.lists.add")),
            empty: EmptyState::new(t.get("admin.lists.empty"), t.get("admin.lists.empty_why")),
            frame: all.frame(frame),
            t,
        }
    }
}

fn line(t: Text, asked: &Asked, line: &ListLine) -> Line {
    let name = |part: &str| format!("{}_{part}", line.id);
    Line {
        title: line.name.clone(),
        code: line.code.clone(),
        open: asked.has_error_in(&line.id),
        retired: (!line.active).then(|| Badge::new(t.get("admin.lists.retired"), Tone::Neutral)),
        name_ja: asked.text(t, &name("name_ja"), t.get("admin.lists.name_ja")),
        name_en: asked.text(t, &name("name_en"), t.get("admin.lists.name_en")),
        order: asked.text(t, &name("order"), t.get("admin.lists.order")).kind(InputKind::Digits).chars(4),
        active: asked.tick(t, &name("active"), t.get("admin.lists.use"), t.get("admin.lists.active")),
        id: line.id.clone(),
    }
}

impl Page for Lists {
    const NAME: &'static str = "admin.lists";

    fn samples(t: Text) -> Vec<Self> {
        let line = |id: &str, name: &str, active| ListLine {
            id: id.to_owned(),
            code: format!("u{id}"),
            name: name.to_owned(),
            active,
        };
        let fields =
            [("a_name_ja", "いちょう棟"), ("a_order", "1"), ("a_active", "1"), ("b_name_ja", "旧館"), ("b_order", "2")];
        let errors = vec![FieldError::new("a_active", "unit_in_use")];
        let view = ListsView {
            kind: ListKind::Units,
            lines: vec![line("a", "いちょう棟", true), line("b", "旧館", false)],
            asked: Asked { fields: fields.into_iter().collect(), errors },
            new: Asked { errors: vec![FieldError::new("code", "code_used")], ..Asked::default() },
        };
        let empty =
            ListsView { kind: ListKind::Places, lines: Vec::new(), asked: Asked::default(), new: Asked::default() };
        vec![Self::new(t, sample_frame(t, "units"), &view), Self::new(t, sample_frame(t, "places"), &empty)]
    }
}
