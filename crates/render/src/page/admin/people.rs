//! page::admin::people: the roster, and the page of one person.

use askama::Template;
use domain::form::FieldError;
use domain::people::Role;

use super::ask::{Asked, choices};
use super::sample_frame;
use crate::component::*;
use crate::html::Html;
use crate::{Frame, Page, Text};

/// One line of the roster.
#[derive(Debug, Clone)]
pub struct PersonLine {
    /// Id of the account.
    pub id: String,
    /// 氏名.
    pub name: String,
    /// Sign-in name.
    pub login: String,
    /// Unit, in words.
    pub unit: String,
    /// Roles, in words.
    pub roles: Vec<String>,
    /// Seats, in words.
    pub seats: Vec<String>,
    /// Code of the status.
    pub status: &'static str,
}

/// What the roster shows: the people who pass, and what was asked for.
#[derive(Debug, Clone, Default)]
pub struct RosterView {
    /// The words, as typed.
    pub words: String,
    /// Id of the unit; empty = every unit.
    pub unit: String,
    /// Code of the status; empty = every status.
    pub status: String,
    /// Units to choose from: id and name.
    pub units: Vec<(String, String)>,
    /// Codes of the statuses.
    pub statuses: Vec<&'static str>,
    /// The lines of the page.
    pub lines: Vec<PersonLine>,
    /// How many pass, and after how many the page begins.
    pub range: (usize, usize),
    /// The pages before and after.
    pub links: (Option<String>, Option<String>),
}

/// The roster (職員名簿).
#[derive(Debug, Clone, Template)]
#[template(path = "admin/people.html")]
pub struct PeoplePage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    words: TextInput,
    unit: Select,
    status: Select,
    unfolded: bool,
    find: Button,
    add: Button,
    count: String,
    table: Option<Table>,
    nobody: EmptyState,
    pages: Option<Pagination>,
}

impl PeoplePage {
    /// The page of those who pass.
    #[must_use]
    pub fn new(t: Text, frame: Frame, view: RosterView) -> Self {
        let words = Field::new(t, "q", t.get("admin.people.find_label")).value(&view.words);
        let every = t.get("admin.people.every");
        let units = view.units.iter().map(|(id, name)| Choice::new(id, name)).collect();
        let unit = Field::new(t, "unit", t.get("admin.people.column.unit")).value(&view.unit);
        let statuses = view.statuses.iter().map(|code| Choice::new(*code, t.choice("admin.people.status", code)));
        let status = Field::new(t, "status", t.get("admin.people.column.status")).value(&view.status);
        let (total, before) = view.range;
        let pages = Pagination::new(t, before + 1, before + view.lines.len(), Some(total));
        let (previous, next) = view.links;
        Self {
            words: TextInput::new(words).kind(InputKind::Search),
            unit: Select::new(unit, units).blank(every),
            status: Select::new(status, statuses.collect()).blank(every),
            unfolded: !(view.unit.is_empty() && view.status.is_empty()),
            find: Button::secondary(t.get("admin.people.find")),
            add: Button::primary(t.get("admin.people.add")).link("/admin/people/new"),
            count: t.count("admin.people.found", total),
            table: (!view.lines.is_empty()).then(|| table(t, &view.lines)),
            nobody: EmptyState::new(t.get("admin.people.nobody"), t.get("admin.people.nobody_why")),
            pages: (previous.is_some() || next.is_some()).then(|| pages.links(previous, next)),
            t,
            frame,
        }
    }
}

fn table(t: Text, lines: &[PersonLine]) -> Table {
    let heads = ["name", "login", "unit", "roles", "seats", "status"];
    let columns = heads.map(|head| Column::text(t.choice("admin.people.column", head))).to_vec();
    let rows = lines.iter().map(|line| cells(t, line)).collect();
    Table::new("people", t.get("admin.title.people"), columns, rows).hide_caption()
}

fn cells(t: Text, line: &PersonLine) -> Vec<Cell> {
    let joined = |words: &[String]| words.join(t.pick("、", ", "));
    vec![
        Cell::link(format!("/admin/people/{}", line.id), &line.name),
        Cell::text(&line.login),
        Cell::text(&line.unit),
        Cell::text(joined(&line.roles)),
        Cell::text(joined(&line.seats)),
        Cell::html(Html::of(&status_badge(t, line.status))),
    ]
}

fn status_badge(t: Text, status: &str) -> Badge {
    let tone = match status {
        "active" => Tone::Good,
        "suspended" => Tone::Warning,
        _ => Tone::Neutral,
    };
    Badge::new(t.choice("admin.people.status", status), tone)
}

impl Page for PeoplePage {
    const NAME: &'static str = "admin.people";

    fn samples(t: Text) -> Vec<Self> {
        let line = |id: &str, name: &str, status| PersonLine {
            id: id.to_owned(),
            name: name.to_owned(),
            login: format!("user-{id}"),
            unit: t.pick("いちょう棟", "Icho ward").to_owned(),
            roles: vec![t.choice("nav.role", "staff")],
            seats: vec![t.pick("係長（いちょう棟）", "Chief (Icho ward)").to_owned()],
            status,
        };
        let lines =
            [line("1", "介護 花子", "active"), line("2", "<主任> 春子", "suspended"), line("3", "元 職員", "retired")];
        let frame = || sample_frame(t, "people");
        let all = RosterView {
            units: vec![("1".to_owned(), t.pick("いちょう棟", "Icho ward").to_owned())],
            statuses: vec!["active", "suspended", "retired"],
            lines: lines.to_vec(),
            range: (128, 50),
            links: (Some("/admin/people".to_owned()), Some("/admin/people?page=3".to_owned())),
            ..RosterView::default()
        };
        let none = RosterView { words: "山".to_owned(), ..RosterView::default() };
        vec![Self::new(t, frame(), all), Self::new(t, frame(), none)]
    }
}

/// What the page of a person shows.
#[derive(Debug, Clone, Default)]
pub struct PersonView {
    /// Id of the account; `None` = a new one.
    pub id: Option<String>,
    /// Answers and errors.
    pub asked: Asked,
    /// Units to choose from.
    pub units: Vec<(String, String)>,
    /// Occupations to choose from.
    pub occupations: Vec<(String, String)>,
    /// Codes of the statuses.
    pub statuses: Vec<&'static str>,
    /// Sign-in name of somebody who has an account.
    pub login: String,
    /// Seats, in words.
    pub seats: Vec<String>,
    /// Proposed as keeper of identities; somebody else has to confirm.
    pub keeper_proposed: bool,
    /// A password to offer.
    pub password: String,
    /// The own password must be proved before roles can be changed.
    pub ask_proof: bool,
}

/// A person: new or to be changed.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/person.html")]
pub struct PersonPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    action: String,
    about: Option<SummaryList>,
    login: Option<TextInput>,
    name: TextInput,
    kana: TextInput,
    occupation: Select,
    unit: Select,
    roles: Checkboxes,
    status: Option<Radios>,
    proposed: bool,
    proof: Option<TextInput>,
    password: TextInput,
    save: Button,
    reset: Option<Button>,
    end: Option<Button>,
}

impl PersonPage {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, view: &PersonView) -> Self {
        let (asked, id) = (&view.asked, view.id.as_deref());
        let word = |key: &str| t.choice("admin.person", key);
        let role = |role: Role| {
            Choice::new(role.code(), t.choice("nav.role", role.code()))
                .hint(t.choice("admin.person.role_hint", role.code()))
        };
        let status = |code: &&str| {
            Choice::new(*code, t.choice("admin.people.status", code)).hint(t.choice("admin.person.status_hint", code))
        };
        let statuses =
            Radios::new(asked.field(t, "status", word("status")), view.statuses.iter().map(status).collect());
        let password = asked
            .field(t, "password", word("password"))
            .hint(t.get("admin.person.password_hint"))
            .value(&view.password);
        let rows = || {
            let login = Row::text(t.get("admin.person.login"), &view.login);
            vec![login, Row::text(word("seats"), view.seats.join("\n")).change("/admin/seats")]
        };
        Self {
            errors: asked.summary(t),
            action: format!("/admin/people/{}", id.unwrap_or("new")),
            about: id.map(|_| SummaryList::new(t, rows())),
            login: id
                .is_none()
                .then(|| TextInput::new(asked.field(t, "login", word("login")).hint(word("login_hint"))).chars(12)),
            name: asked.text(t, "name", word("name")),
            kana: asked.text(t, "kana", word("kana")),
            occupation: Select::new(asked.field(t, "occupation", word("occupation")), choices(&view.occupations))
                .blank(word("not_said")),
            unit: Select::new(asked.field(t, "unit", word("unit")), choices(&view.units)).blank(word("not_said")),
            roles: asked.several(t, "roles", word("roles"), Role::ALL.map(role).to_vec()),
            status: id.map(|_| statuses),
            proposed: view.keeper_proposed,
            proof: view.ask_proof.then(|| asked.proof(t)),
            password: TextInput::new(password).chars(20),
            save: Button::primary(word(if id.is_some() { "save" } else { "create" })),
            reset: id.map(|_| Button::secondary(word("reset"))),
            end: id.map(|_| Button::secondary(word("end_sessions"))),
            frame: asked.frame(frame),
            t,
        }
    }
}

impl Page for PersonPage {
    const NAME: &'static str = "admin.person";

    fn samples(t: Text) -> Vec<Self> {
        let fields =
            [("name", "介護 花子"), ("roles", "staff"), ("status", "active"), ("unit", "1")].into_iter().collect();
        let view = PersonView {
            id: Some("1".to_owned()),
            asked: Asked { fields, errors: Vec::new() },
            units: vec![("1".to_owned(), "いちょう棟".to_owned())],
            occupations: vec![("nurse".to_owned(), t.pick("看護師", "Nurse").to_owned())],
            statuses: vec!["active", "suspended", "retired"],
            login: "kaigo".to_owned(),
            seats: vec![t.pick("係長（いちょう棟）", "Chief (Icho ward)").to_owned()],
            keeper_proposed: false,
            password: "abcd-efgh-kmnp-rstu".to_owned(),
            ask_proof: false,
        };
        let errors = ["last_administrator", "name_missing", "proof_missing"];
        let errors =
            ["status", "name", "proof"].into_iter().zip(errors).map(|(field, code)| FieldError::new(field, code));
        let errors = errors.collect();
        let wrong = PersonView {
            keeper_proposed: true,
            ask_proof: true,
            asked: Asked { errors, ..view.asked.clone() },
            ..view.clone()
        };
        let new = PersonView { id: None, asked: Asked::default(), ..view.clone() };
        let frame = || sample_frame(t, "people");
        vec![Self::new(t, frame(), &view), Self::new(t, frame(), &wrong), Self::new(t, frame(), &new)]
    }
}
