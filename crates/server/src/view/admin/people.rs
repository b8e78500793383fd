//! Owns the mapping of the roster: lines, the form of a person, and reading it back.
use app::facility::Facility;
use app::people::{Colleague, EditAccount, NewAccount, Status};
use app::text::search::{Query, fold_text};
use domain::form::Fields;
use domain::id::UnitId;
use domain::people::Role;
use domain::profile::ChoiceField;
use render::Text;
use render::page::admin::{Asked, PersonLine, PersonView, RosterView};

use super::{seat_words, unit_choices, unit_name};
use crate::view::frame::roles_in_words;

/// How many people a page of the roster shows.
const PAGE: usize = 50;

/// The roster by its address: words in any spelling, a unit, a status, a page. No condition finds all.
pub(crate) fn roster(t: Text, facility: &Facility, people: &[Colleague], asked: &Fields) -> RosterView {
    let query = Query::words(asked.get("q"));
    let unit: Option<UnitId> = asked.text("unit").and_then(|unit| unit.parse().ok());
    let status = asked.text("status").and_then(|code| Status::ALL.into_iter().find(|status| status.code() == code));
    let passes = |person: &&Colleague| {
        unit.is_none_or(|unit| person.unit == Some(unit))
            && status.is_none_or(|status| person.status == status)
            && is_named(person, &query)
    };
    let found: Vec<&Colleague> = people.iter().filter(passes).collect();
    let last = found.len().div_ceil(PAGE).max(1);
    let page = asked.get("page").parse().unwrap_or(1).clamp(1, last);
    let before = (page - 1) * PAGE;
    RosterView {
        words: asked.get("q").to_owned(),
        unit: unit.map(|unit| unit.to_string()).unwrap_or_default(),
        status: status.map(Status::code).unwrap_or_default().to_owned(),
        units: unit_choices(t, facility, unit),
        statuses: Status::ALL.map(Status::code).to_vec(),
        lines: found.iter().skip(before).take(PAGE).map(|person| line(t, facility, person)).collect(),
        range: (found.len(), before),
        links: ((page > 1).then(|| address(asked, page - 1)), (page < last).then(|| address(asked, page + 1))),
    }
}

/// Whether name, reading or sign-in name hold every word.
fn is_named(person: &Colleague, query: &Query) -> bool {
    query.matches(&fold_text(&format!("{}\n{}\n{}", person.name, person.kana, person.login)))
        || query.matches(&fold_text(&person.name.replace([' ', '　'], "")))
}

fn address(asked: &Fields, page: usize) -> String {
    let mut address = form_urlencoded::Serializer::new(String::new());
    for name in ["q", "unit", "status"] {
        if let Some(value) = asked.text(name) {
            address.append_pair(name, value);
        }
    }
    format!("/admin/people?{}", address.append_pair("page", &page.to_string()).finish())
}

fn line(t: Text, facility: &Facility, person: &Colleague) -> PersonLine {
    PersonLine {
        id: person.account.to_string(),
        name: person.name.clone(),
        login: person.login.clone(),
        unit: unit_name(t, facility, person.unit),
        roles: roles_in_words(t, &person.roles),
        seats: seats(t, facility, person),
        status: person.status.code(),
    }
}

fn seats(t: Text, facility: &Facility, person: &Colleague) -> Vec<String> {
    person.seats.iter().map(|(code, unit)| seat_words(t, facility, code, *unit)).collect()
}

/// The form of a person. What was typed wins over what is stored.
pub(crate) fn person(
    t: Text,
    facility: &Facility,
    person: Option<Colleague>,
    mut asked: Asked,
    (password, ask_proof): (String, bool),
) -> PersonView {
    if let Some(person) = person.as_ref().filter(|_| asked.fields.is_empty()) {
        asked.fields = fields(person);
    }
    let list = facility.profile.choice_list(ChoiceField::Occupation);
    let offered = list.into_iter().flat_map(domain::profile::ChoiceList::offered);
    PersonView {
        units: unit_choices(t, facility, person.as_ref().and_then(|person| person.unit)),
        occupations: offered.map(|choice| (choice.code.clone(), t.label(&choice.label).to_owned())).collect(),
        statuses: Status::ALL.map(Status::code).to_vec(),
        login: person.as_ref().map(|person| person.login.clone()).unwrap_or_default(),
        seats: person.as_ref().map(|person| seats(t, facility, person)).unwrap_or_default(),
        keeper_proposed: person.as_ref().is_some_and(|person| person.keeper_proposed),
        id: person.map(|person| person.account.to_string()),
        asked,
        password,
        ask_proof,
    }
}

fn fields(person: &Colleague) -> Fields {
    let unit = person.unit.map(|unit| unit.to_string()).unwrap_or_default();
    let one = [
        ("name", person.name.as_str()),
        ("kana", &person.kana),
        ("occupation", &person.occupation),
        ("unit", &unit),
        ("status", person.status.code()),
    ];
    // A proposal stays ticked, so that saving the page keeps it and taking the tick away withdraws it.
    let proposed = person.keeper_proposed.then_some(&Role::IdentityKeeper);
    one.into_iter().chain(person.roles.iter().chain(proposed).map(|role| ("roles", role.code()))).collect()
}

fn roles(fields: &Fields) -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| fields.has("roles", role.code())).collect()
}

/// The changes as typed.
pub(crate) fn edit(fields: &Fields) -> EditAccount {
    EditAccount {
        name: fields.get("name").to_owned(),
        kana: fields.get("kana").to_owned(),
        occupation: fields.get("occupation").to_owned(),
        unit: fields.text("unit").and_then(|unit| unit.parse().ok()),
        roles: roles(fields),
        status: Status::from_code(fields.get("status")),
    }
}

/// A new person as typed; the password is the person's to change.
pub(crate) fn new_account(fields: &Fields) -> NewAccount {
    let edit = edit(fields);
    NewAccount {
        login: fields.get("login").to_owned(),
        name: edit.name,
        kana: edit.kana,
        occupation: edit.occupation,
        unit: edit.unit,
        roles: edit.roles,
        password: fields.get("password").trim().to_owned(),
        must_change: true,
    }
}
