//! Owns the founding of the demo's facilities: units, places, people on their seats, absences with their deputies.
use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::{AccountId, FacilityId, PlaceId, UnitId};
use domain::people::{Member, Role};
use domain::profile::Profile;
use jiff::civil::Date;

use super::DemoSignIn;
use super::calendar::plus;
use super::data::{FacilityPlan, PersonPlan, Phrases, list};
use super::dice::Dice;
use crate::facility::NewFacility;
use crate::people::NewAccount;
use crate::session::load_member;
use crate::{App, AppError, Ctx};

/// The password of everybody in the demo: long enough for the rule, easy to type.
pub const DEMO_PASSWORD: &str = "futawa-demo-pass";

/// A person of the demo.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) login: String,
    pub(super) occupation: String,
    pub(super) unit: usize,
    pub(super) account: AccountId,
    pub(super) member: Member,
}

/// A time in which a deputy stamps.
#[derive(Debug, Clone)]
pub(super) struct Absence {
    pub(super) seat: String,
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) days: (Date, Date),
}

/// A facility as it was founded.
#[derive(Debug)]
pub(super) struct Founded {
    pub(super) ctx: Ctx,
    pub(super) profile: Arc<Profile>,
    pub(super) units: Vec<UnitId>,
    pub(super) places: BTreeMap<String, PlaceId>,
    pub(super) people: Vec<Person>,
    /// Seat, unit (index; `None` = all), person (index).
    pub(super) seats: Vec<(String, Option<usize>, usize)>,
    pub(super) absences: Vec<Absence>,
}

impl Founded {
    /// Who holds a seat for a unit.
    pub(super) fn holder(&self, seat: &str, unit: usize) -> Option<usize> {
        let held = self.seats.iter().find(|(code, of, _)| code == seat && of.is_none_or(|of| of == unit));
        held.map(|(_, _, person)| *person)
    }

    /// The held seats for a unit in the order of the route.
    pub(super) fn route(&self, unit: usize) -> Vec<String> {
        let seats = self.profile.route(1).into_iter().filter(|seat| self.holder(&seat.code, unit).is_some());
        seats.map(|seat| seat.code.clone()).collect()
    }

    /// The person of a sign-in name.
    pub(super) fn person(&self, login: &str) -> Result<usize, AppError> {
        self.people.iter().position(|person| person.login == login).ok_or(AppError::Data("demo person"))
    }

    /// Everybody of a unit.
    pub(super) fn of_unit(&self, unit: usize) -> Vec<usize> {
        (0..self.people.len()).filter(|index| self.people[*index].unit == unit).collect()
    }
}

/// Founds a facility of the plan at the clock's now.
pub(super) async fn found(
    app: &App,
    plan: &FacilityPlan,
    phrases: &Phrases,
    dice: &mut Dice,
) -> Result<Founded, AppError> {
    let profile = Profile::builtin(&plan.profile).ok_or(AppError::Data("demo profile"))?;
    let facility = app.found_facility(new_facility(plan, profile)).await?;
    let ctx = app.system(facility).await?;
    let mut units = Vec::new();
    for unit in &plan.units {
        units.push(app.add_unit(&ctx, &unit.code, &unit.ja, &unit.en).await?);
    }
    let mut places = BTreeMap::new();
    for place in &plan.places {
        places.insert(place.code.clone(), app.add_place(&ctx, &place.code, &place.ja, &place.en).await?);
    }
    let mut founded = Founded {
        profile: app.facility(&ctx).await?.profile,
        ctx,
        units,
        places,
        people: Vec::new(),
        seats: Vec::new(),
        absences: Vec::new(),
    };
    settle(app, plan, phrases, dice, &mut founded).await?;
    Ok(founded)
}

fn new_facility(plan: &FacilityPlan, profile: &Profile) -> NewFacility {
    NewFacility {
        code: plan.code.clone(),
        name_ja: plan.name_ja.clone(),
        name_en: plan.name_en.clone(),
        zone: super::ZONE.to_owned(),
        calendar: plan.calendar.clone(),
        anonymous_reports: plan.anonymous,
        contact: plan.contact.clone(),
        profile: profile.clone(),
    }
}

async fn settle(
    app: &App,
    plan: &FacilityPlan,
    phrases: &Phrases,
    dice: &mut Dice,
    founded: &mut Founded,
) -> Result<(), AppError> {
    for person in &plan.people {
        add(app, plan, person, founded).await?;
    }
    for (index, unit) in plan.units.iter().enumerate() {
        for number in 1..=unit.staff {
            let (name, kana) = invented_name(phrases, dice);
            let occupation = plan.people.iter().find(|person| person.unit == unit.code);
            let person = PersonPlan {
                login: format!("{}{number}", unit.code),
                name,
                kana,
                occupation: occupation.map_or_else(|| "other".to_owned(), |person| person.occupation.clone()),
                unit: plan.units[index].code.clone(),
                roles: Vec::new(),
                seats: Vec::new(),
                part: None,
            };
            add(app, plan, &person, founded).await?;
        }
    }
    let mut tx = app.store().read(&founded.ctx.facility).await?;
    for person in &mut founded.people {
        let row = tx.account(person.account).await?.ok_or(AppError::NotFound)?;
        person.member = load_member(&mut tx, &founded.ctx, &row).await?;
    }
    Ok(())
}

async fn add(app: &App, plan: &FacilityPlan, person: &PersonPlan, founded: &mut Founded) -> Result<(), AppError> {
    let unit_of = |code: &str| plan.units.iter().position(|unit| unit.code == code).ok_or(AppError::Data("demo unit"));
    let unit = unit_of(&person.unit)?;
    let roles = person.roles.iter().filter_map(|code| Role::from_code(code));
    let account = app
        .add_account(
            &founded.ctx,
            NewAccount {
                login: person.login.clone(),
                name: person.name.clone(),
                kana: person.kana.clone(),
                occupation: person.occupation.clone(),
                unit: Some(founded.units[unit]),
                roles: [Role::Staff].into_iter().chain(roles).collect(),
                password: DEMO_PASSWORD.to_owned(),
                must_change: false,
            },
        )
        .await?;
    let index = founded.people.len();
    for seat in &person.seats {
        let (code, of) = match seat.split_once('@') {
            Some((code, unit)) => (code, Some(unit_of(unit)?)),
            None => (seat.as_str(), None),
        };
        app.give_seat(&founded.ctx, account, code, of.map(|of| founded.units[of])).await?;
        founded.seats.push((code.to_owned(), of, index));
    }
    let member = stand_in(founded.ctx.facility, account, founded.units[unit]);
    let (login, occupation) = (person.login.clone(), person.occupation.clone());
    founded.people.push(Person { login, occupation, unit, account, member });
    Ok(())
}

/// What is known of a member before seats and roles are read back.
fn stand_in(facility: FacilityId, account: AccountId, unit: UnitId) -> Member {
    Member { facility, account, unit: Some(unit), roles: Vec::new(), seats: Vec::new() }
}

/// Absences every quarter of a year, and one that goes on today, each with a deputy.
pub(super) async fn delegate(
    app: &App,
    plan: &FacilityPlan,
    founded: &mut Founded,
    days: (Date, Date),
) -> Result<(), AppError> {
    let (first, today) = days;
    for deputy in &plan.deputies {
        let (from, to) = (founded.person(&deputy.from)?, founded.person(&deputy.to)?);
        let mut spans = vec![(plus(today, -5), plus(today, 3))];
        let mut start = plus(first, 40);
        while plus(start, 20) < today {
            spans.push((start, plus(start, 4)));
            start = plus(start, 91);
        }
        for span in spans {
            let accounts = (founded.people[from].account, founded.people[to].account);
            app.delegate(&founded.ctx, &deputy.seat, accounts.0, accounts.1, span).await?;
            founded.absences.push(Absence { seat: deputy.seat.clone(), from, to, days: span });
        }
    }
    Ok(())
}

fn invented_name(phrases: &Phrases, dice: &mut Dice) -> (String, String) {
    let (family, given) = (dice.text(list(&phrases.people, "family")), dice.text(list(&phrases.people, "given")));
    let part = |text: &str, kana: bool| {
        let (written, read) = text.split_once('/').unwrap_or((text, text));
        if kana { read.to_owned() } else { written.to_owned() }
    };
    let both = |kana| format!("{} {}", part(&family, kana), part(&given, kana));
    (both(false), both(true))
}

/// The sign-ins worth telling.
pub(super) fn sign_ins(plan: &FacilityPlan) -> Vec<DemoSignIn> {
    let named = plan.people.iter().filter_map(|person| person.part.as_ref().map(|part| (person, part)));
    named
        .map(|(person, part)| DemoSignIn {
            facility: plan.code.clone(),
            facility_ja: plan.name_ja.clone(),
            part: part.clone(),
            name: person.name.clone(),
            login: person.login.clone(),
            password: DEMO_PASSWORD.to_owned(),
        })
        .collect()
}
