//! page::admin::deputy: one's own deputies (退席中・代理).

use askama::Template;
use domain::form::FieldError;

use super::ask::{Asked, choices};
use super::sample_frame;
use crate::component::*;
use crate::{Frame, Page, Text};

/// One delegation.
#[derive(Debug, Clone)]
pub struct DeputyLine {
    /// Id.
    pub id: String,
    /// The seat, in words.
    pub seat: String,
    /// The deputy's name.
    pub name: String,
    /// First and last day, in words.
    pub days: String,
    /// It holds today.
    pub current: bool,
    /// It is over.
    pub over: bool,
}

/// What the page shows.
#[derive(Debug, Clone, Default)]
pub struct DeputyView {
    /// Where the forms go: `/me/deputy`, or the administrator's page of a person.
    pub action: String,
    /// Delegations, newest first.
    pub lines: Vec<DeputyLine>,
    /// One's own seats.
    pub seats: Vec<(String, String)>,
    /// People to choose from.
    pub people: Vec<(String, String)>,
    /// Answers and errors.
    pub asked: Asked,
}

/// One's own deputies.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/deputy.html")]
pub struct Deputies {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    action: String,
    lines: Vec<DeputyLine>,
    no_seat: Option<EmptyState>,
    seat: Select,
    to: Select,
    from: TextInput,
    until: TextInput,
    save: Button,
}

impl Deputies {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, view: DeputyView) -> Self {
        let asked = &view.asked;
        let choose = t.get("admin.deputy.choose");
        let only = view.seats.first().filter(|_| view.seats.len() == 1);
        let seat = asked.field(t, "seat", t.get("admin.deputy.seat"));
        let seat = if let Some((code, _)) = only { seat.value(code) } else { seat };
        let day = |name: &str, label: &str| {
            TextInput::new(asked.field(t, name, label).hint(t.get("admin.deputy.day_hint"))).chars(20)
        };
        Self {
            errors: asked.summary(t),
            no_seat: view
                .seats
                .is_empty()
                .then(|| EmptyState::new(t.get("admin.deputy.no_seat"), t.get("admin.deputy.no_seat_why"))),
            seat: Select::new(seat, choices(&view.seats)).blank(choose),
            to: Select::new(asked.field(t, "to", t.get("admin.deputy.to")), choices(&view.people)).blank(choose),
            from: day("from", t.get("admin.deputy.from")),
            until: day("until", t.get("admin.deputy.until")),
            save: Button::primary(t.get("admin.deputy.save")),
            frame: asked.frame(frame),
            action: view.action,
            lines: view.lines,
            t,
        }
    }

    fn badge(&self, line: &DeputyLine) -> Badge {
        let (code, tone) = match (line.current, line.over) {
            (true, _) => ("current", Tone::Info),
            (_, true) => ("over", Tone::Neutral),
            _ => ("ahead", Tone::Neutral),
        };
        Badge::new(self.t.choice("admin.deputy.state", code), tone)
    }

    fn end(&self, line: &DeputyLine) -> String {
        self.t.with("admin.deputy.end_of", &[("name", &line.name)])
    }
}

impl Page for Deputies {
    const NAME: &'static str = "admin.deputy";

    fn samples(t: Text) -> Vec<Self> {
        let line = |id: &str, current, over| DeputyLine {
            id: id.to_owned(),
            seat: t.pick("係長", "Chief").to_owned(),
            name: "介護 次郎".to_owned(),
            days: "R8.11.20 – R8.11.30".to_owned(),
            current,
            over,
        };
        let view = DeputyView {
            action: "/me/deputy".to_owned(),
            lines: vec![line("1", false, false), line("2", true, false), line("3", false, true)],
            seats: vec![("unit_leader".to_owned(), t.pick("係長", "Chief").to_owned())],
            people: vec![("1".to_owned(), "介護 次郎".to_owned())],
            asked: Asked { errors: vec![FieldError::new("until", "days_reversed")], ..Asked::default() },
        };
        let frame = || sample_frame(t, "deputy");
        vec![Self::new(t, frame(), view), Self::new(t, frame(), DeputyView::default())]
    }
}
