//! page::admin::plans: the floor plans (間取り図) with their pictures: adding, names, order, in use or not.

use askama::Template;
use domain::attachment::MAX_FILE_BYTES;
use domain::form::FieldError;

use super::ask::Asked;
use super::sample_frame;
use crate::component::*;
use crate::page::attachment::FILES;
use crate::{Frame, Page, Text};

const MEGABYTE: usize = 1024 * 1024;

/// One plan as stored; its answers are the fields `{id}_label`, `{id}_order`, `{id}_active`.
#[derive(Debug, Clone)]
pub struct PlanLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where its picture lies; the preview lies at `thumb` below.
    pub href: String,
    /// Whether it can be chosen.
    pub active: bool,
}

/// What the page shows.
#[derive(Debug, Clone, Default)]
pub struct PlansView {
    /// The plans.
    pub lines: Vec<PlanLine>,
    /// Answers and errors of the plans.
    pub asked: Asked,
    /// Answers and errors of a new plan: `label` and the file.
    pub new: Asked,
}

#[derive(Debug, Clone)]
struct Line {
    id: String,
    name: String,
    href: String,
    alt: String,
    retired: Option<Badge>,
    label: TextInput,
    order: TextInput,
    active: Checkboxes,
}

/// The floor plans.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/plans.html")]
pub struct PlansPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    lines: Vec<Line>,
    save: Button,
    label: TextInput,
    chooser: FileInput,
    add: Button,
    empty: EmptyState,
}

impl PlansPage {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, view: &PlansView) -> Self {
        let all = Asked { errors: [view.asked.errors.clone(), view.new.errors.clone()].concat(), ..Asked::default() };
        let limit = t.with("admin.plans.choose_hint", &[("megabytes", &(MAX_FILE_BYTES / MEGABYTE))]);
        let chooser = view.new.field(t, FILES, t.get("admin.plans.choose")).hint(limit);
        let label = view.new.field(t, "label", t.get("admin.plans.label")).hint(t.get("admin.plans.label_hint"));
        Self {
            errors: all.summary(t),
            lines: view.lines.iter().map(|line| self::line(t, &view.asked, line)).collect(),
            save: Button::primary(t.get("admin.lists.save")),
            label: TextInput::new(label),
            chooser: FileInput::new(chooser).one_picture(),
            add: Button::secondary(t.get("admin.plans.add")),
            empty: EmptyState::new(t.get("admin.lists.empty"), t.get("admin.plans.empty_why")),
            frame: all.frame(frame),
            t,
        }
    }
}

fn line(t: Text, asked: &Asked, line: &PlanLine) -> Line {
    let name = |part: &str| format!("{}_{part}", line.id);
    Line {
        id: line.id.clone(),
        name: line.name.clone(),
        href: line.href.clone(),
        alt: t.with("admin.plans.picture", &[("name", &line.name)]),
        retired: (!line.active).then(|| Badge::new(t.get("admin.lists.retired"), Tone::Neutral)),
        label: asked.text(t, &name("label"), t.get("admin.plans.label")),
        order: asked.text(t, &name("order"), t.get("admin.lists.order")).kind(InputKind::Digits).chars(4),
        active: asked.tick(t, &name("active"), t.get("admin.lists.use"), t.get("admin.lists.active")),
    }
}

impl Page for PlansPage {
    const NAME: &'static str = "admin.plans";

    fn samples(t: Text) -> Vec<Self> {
        let line = |id: &str, name: &str, active| PlanLine {
            id: id.to_owned(),
            name: name.to_owned(),
            href: format!("/plans/{id}"),
            active,
        };
        let fields = [("a_label", "1階 食堂"), ("a_order", "1"), ("a_active", "1"), ("b_order", "2")];
        let full = PlansView {
            lines: vec![line("a", "1階 食堂", true), line("b", "旧館", false)],
            asked: Asked {
                fields: fields.into_iter().collect(),
                errors: vec![
                    FieldError::new("b_label", "name_missing"),
                    FieldError::new("a_active", "plans_too_many").with("max", 20),
                ],
            },
            new: Asked { errors: vec![FieldError::new(FILES, "plan_no_picture")], ..Asked::default() },
        };
        let frame = || sample_frame(t, "plans");
        vec![Self::new(t, frame(), &full), Self::new(t, frame(), &PlansView::default())]
    }
}
