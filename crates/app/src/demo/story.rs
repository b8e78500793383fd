//! Owns what happened and how it is told: an event made of building blocks, and the answers of a report about it.
use std::collections::BTreeMap;

use domain::form::Fields;
use domain::report::{Door, Mode};
use jiff::civil::Date;

use super::calendar::{Calendar, MINUTE, plus};
use super::data::{Data, FacilityPlan, Scenario, list};
use super::dice::Dice;
use super::found::{Founded, Person};

/// A person (利用者) of an event; invented.
#[derive(Debug, Clone)]
struct Somebody {
    name: String,
    sex: &'static str,
    birth: Date,
}

/// Something that happened, before anybody reports it.
#[derive(Debug, Clone)]
pub(super) struct Happening {
    pub(super) scenario: usize,
    pub(super) unit: usize,
    /// Microseconds since 1970 UTC.
    pub(super) at: i64,
    place: String,
    pub(super) outcome: String,
    event: String,
    find: String,
    response: String,
    why: String,
    pub(super) prevent: String,
    lasting: &'static str,
    somebody: Option<Somebody>,
}

/// Who tells of it, and how.
pub(super) struct Telling<'a> {
    pub(super) door: Door,
    pub(super) mode: Mode,
    pub(super) reporter: Option<&'a Person>,
    /// A second report of the same event, by somebody who stood near.
    pub(super) witness: bool,
}

/// Makes an event of a scenario on a day.
pub(super) fn happening(
    data: &Data,
    plan: &FacilityPlan,
    dice: &mut Dice,
    scenario: usize,
    day: (Date, &Calendar),
) -> Happening {
    let told = &data.scenarios(plan)[scenario];
    let hour = dice.pick(&told.hours).copied().unwrap_or(10);
    let minute = i8::try_from(dice.between(0, 11) * 5).unwrap_or(0);
    let outcomes: Vec<&String> = told.outcomes.keys().collect();
    let outcome = outcomes[dice.weighted(told.outcomes.values().copied())].clone();
    let words = words(data, plan, told, dice);
    let say = |dice: &mut Dice, texts: &[String]| fill(&dice.text(texts), &words);
    let responses = if plan.scenarios == "hospital" { &data.phrases.response_hospital } else { &data.phrases.response };
    let hospital = outcome == "hospital";
    let lasting = match dice.below(20) {
        0 if hospital => "severe",
        1 if hospital => "mild",
        2..=5 if hospital => "unknown",
        _ => "none",
    };
    let known: Vec<String> =
        told.places.iter().filter(|code| plan.places.iter().any(|place| place.code == **code)).cloned().collect();
    Happening {
        scenario,
        unit: dice.weighted(plan.units.iter().map(|unit| unit.weight)),
        at: day.1.at(day.0, hour, minute),
        place: dice.text(&known),
        event: say(dice, &told.events),
        find: say(dice, &told.finds),
        response: say(dice, list(responses, &outcome)),
        why: say(dice, &told.why),
        prevent: say(dice, &told.prevent),
        outcome,
        lasting,
        somebody: (!told.no_person).then(|| somebody(data, plan, dice, day.0)),
    }
}

fn words(data: &Data, plan: &FacilityPlan, told: &Scenario, dice: &mut Dice) -> BTreeMap<String, String> {
    let letters = ["A", "B", "C", "D", "E", "F", "G", "H", "K", "M", "N", "R", "S", "T", "Y"];
    let title = if plan.scenarios == "hospital" { "患者" } else { "" };
    let first = dice.below(letters.len());
    let other = (first + 1 + dice.below(letters.len() - 1)) % letters.len();
    let mut words = BTreeMap::new();
    words.insert("who".to_owned(), format!("{title}{}さん", letters[first]));
    words.insert("other".to_owned(), format!("{title}{}さん", letters[other]));
    words.insert("staffing".to_owned(), dice.text(list(&data.phrases.opening, "staffing")));
    for (name, choices) in &told.slots {
        words.insert(name.clone(), dice.text(choices));
    }
    words
}

/// Puts words into the brackets of a sentence.
pub(super) fn fill(text: &str, words: &BTreeMap<String, String>) -> String {
    words.iter().fold(text.to_owned(), |text, (name, word)| text.replace(&format!("{{{name}}}"), word))
}

fn somebody(data: &Data, plan: &FacilityPlan, dice: &mut Dice, day: Date) -> Somebody {
    let family = dice.text(list(&data.phrases.people, "family"));
    let given = dice.text(list(&data.phrases.people, "user_given"));
    let family = family.split('/').next().unwrap_or_default();
    let youngest = if plan.scenarios == "hospital" { 30 } else { 20 };
    Somebody {
        name: format!("{family} {given}"),
        sex: if dice.chance(50) { "female" } else { "male" },
        birth: plus(day, -dice.between(youngest * 365, 88 * 365)),
    }
}

/// The answers of a report about an event.
pub(super) fn fields(
    data: &Data,
    plan: &FacilityPlan,
    place: &Founded,
    dice: &mut Dice,
    what: &Happening,
    telling: &Telling<'_>,
) -> Fields {
    let told = &data.scenarios(plan)[what.scenario];
    let calendar = Calendar { zone: place.ctx.zone.clone() };
    let mut fields = Fields::default();
    fields.set("mode", telling.mode.code());
    fields.set("unit", place.units[what.unit].to_string());
    match place.places.get(&what.place) {
        Some(id) => fields.set("place", id.to_string()),
        None => fields.set("place", "unknown"),
    }
    when(&mut fields, dice, what, &calendar, telling.door);
    form(&mut fields, told);
    facts(&mut fields, plan, what, telling.door);
    fields.set("narrative", narrative(data, plan, dice, what, &calendar, telling));
    if telling.door == Door::Full {
        who(&mut fields, (data, plan), dice, what, told, telling.reporter);
        result(&mut fields, data, dice, what, told, &calendar);
        cause(&mut fields, dice, what, told);
    }
    fields
}

fn when(fields: &mut Fields, dice: &mut Dice, what: &Happening, calendar: &Calendar, door: Door) {
    if dice.chance(2) {
        fields.set("occurred_unknown", "yes");
        fields.set("occurred_approx", "この1週間のうち、夜勤の時間帯");
        return;
    }
    fields.set("occurred", calendar.date(what.at).to_string());
    let (hour, minute) = clock(calendar, what.at);
    if door == Door::Quick && dice.chance(60) {
        let band = match hour {
            4..=7 => "early_morning",
            8..=15 => "day",
            16..=18 => "evening",
            19..=22 => "night",
            _ => "midnight",
        };
        fields.set("occurred_band", band);
        return;
    }
    fields.set("occurred_hour", hour.to_string());
    fields.set("occurred_minute", minute.to_string());
    match dice.below(10) {
        0 => fields.set("discovered", "unknown"),
        1 | 2 => {
            let (hour, minute) = clock(calendar, what.at + dice.between(5, 40) * MINUTE);
            fields.set("discovered", "different");
            fields.set("discovered_hour", hour.to_string());
            fields.set("discovered_minute", minute.to_string());
        }
        _ => fields.set("discovered", "same"),
    }
}

fn clock(calendar: &Calendar, at: i64) -> (i64, i64) {
    let midnight = calendar.at(calendar.date(at), 0, 0);
    let minutes = (at - midnight) / MINUTE;
    (minutes / 60, minutes % 60)
}

fn form(fields: &mut Fields, told: &Scenario) {
    fields.set("form", told.form.clone());
    if let Some(detail) = &told.detail {
        fields.set("medication_detail", detail.clone());
    }
    if let Some(other) = &told.form_other {
        fields.set("form_other", other.clone());
    }
}

fn facts(fields: &mut Fields, plan: &FacilityPlan, what: &Happening, door: Door) {
    let away = if plan.scenarios == "hospital" { "ward" } else { "external_hospital" };
    let (reached, effect, treatment, treated_at) = match what.outcome.as_str() {
        "noticed" => ("no", "no", "none", "none"),
        "none" => ("yes", "no", "none", "none"),
        "observe" => ("yes", "no", "observation", "ward"),
        "first_aid" => ("yes", "yes", "first_aid", "ward"),
        "clinic" => ("yes", "yes", "simple", "facility_clinic"),
        _ => ("yes", "yes", "intensive", away),
    };
    for (name, value) in
        [("reached", reached), ("body_effect", effect), ("treatment", treatment), ("treated_at", treated_at)]
    {
        fields.set(name, value);
    }
    if door == Door::Full {
        fields.set("lasting_loss", what.lasting);
        fields.set("death", "no");
    }
}

fn narrative(
    data: &Data,
    plan: &FacilityPlan,
    dice: &mut Dice,
    what: &Happening,
    calendar: &Calendar,
    telling: &Telling<'_>,
) -> String {
    let (hour, minute) = clock(calendar, what.at);
    let place =
        plan.places.iter().find(|place| place.code == what.place).map_or("場所は不明", |place| place.ja.as_str());
    let mut words = BTreeMap::new();
    words.insert("time".to_owned(), format!("{hour}時{minute:02}分"));
    words.insert("place".to_owned(), place.to_owned());
    words.insert("staffing".to_owned(), dice.text(list(&data.phrases.opening, "staffing")));
    let opening = if telling.door == Door::Quick { "quick" } else { "full" };
    let mut text = fill(&dice.text(list(&data.phrases.opening, opening)), &words);
    if telling.witness {
        text.push_str(&dice.text(list(&data.phrases.opening, "witness")));
    }
    text.push_str(&what.event);
    if telling.door == Door::Full {
        text.push_str(&what.find);
        text.push('\n');
    }
    text.push_str(&what.response);
    text
}

/// A choice that may be `other:` with its wording.
fn choose(fields: &mut Fields, field: &str, choice: &str) {
    match choice.split_once(':') {
        Some((code, wording)) => {
            fields.push(field, code);
            fields.set(format!("{field}_other"), wording);
        }
        None if choice.is_empty() => {}
        None => fields.push(field, choice),
    }
}

fn who(
    fields: &mut Fields,
    (data, plan): (&Data, &FacilityPlan),
    dice: &mut Dice,
    what: &Happening,
    told: &Scenario,
    reporter: Option<&Person>,
) {
    if let Some(reporter) = reporter {
        fields.set("occupation", reporter.occupation.clone());
        let months = dice.between(3, 260);
        fields.set("experience_years", (months / 12).to_string());
        fields.set("experience_months", (months % 12).to_string());
    }
    choose(fields, "situation", &told.situation);
    choose(fields, "care_kind", &told.care_kind);
    fields.set("party", if dice.chance(70) { "same_as_reporter" } else { "unknown" });
    let Some(somebody) = &what.somebody else {
        fields.set("no_person", "yes");
        return;
    };
    fields.set("person1_name", somebody.name.clone());
    fields.set("person1_sex", somebody.sex);
    fields.set("person1_birth", somebody.birth.to_string());
    fields.set("care_degree", dice.pick(&["full", "partial", "nearly_independent"]).copied().unwrap_or("partial"));
    fields.set("usage", usage(plan, what.unit));
    if plan.scenarios != "hospital" {
        fields.set("disability", dice.text(list(&data.phrases.told, "disability")));
        fields.set("comprehension", dice.text(list(&data.phrases.told, "comprehension")));
    }
}

/// 利用状況, by the unit.
fn usage(plan: &FacilityPlan, unit: usize) -> &'static str {
    match (plan.scenarios.as_str(), plan.units[unit].code.as_str()) {
        ("hospital", "outpatient") => "outpatient",
        ("hospital", _) => "inpatient",
        (_, "nichu" | "sagyo") => "center",
        _ => "resident",
    }
}

fn result(fields: &mut Fields, data: &Data, dice: &mut Dice, what: &Happening, told: &Scenario, calendar: &Calendar) {
    match (what.outcome.as_str(), told.findings.is_empty()) {
        ("first_aid" | "clinic", false) => {
            fields.set("finding_present", "present");
            choose(fields, "finding", &dice.text(&told.findings));
        }
        ("hospital", _) => {
            fields.set("finding_present", "present");
            fields.push("finding", "fracture");
            fields.set("finding_site", dice.text(list(&data.phrases.told, "site")));
        }
        _ => fields.set("finding_present", "none"),
    }
    let told_at = what.at + dice.between(5, 90) * MINUTE;
    let (hour, minute) = clock(calendar, told_at);
    fields.set("superior", calendar.date(told_at).to_string());
    fields.set("superior_hour", hour.to_string());
    fields.set("superior_minute", minute.to_string());
    fields.set("superior_name", dice.text(list(&data.phrases.told, "superior")));
    if matches!(what.outcome.as_str(), "noticed" | "none") {
        fields.set("guarantor_told", "no");
    } else {
        let (hour, minute) = clock(calendar, told_at + 60 * MINUTE);
        fields.set("guarantor_told", "yes");
        fields.set("guarantor", calendar.date(told_at + 60 * MINUTE).to_string());
        fields.set("guarantor_hour", hour.to_string());
        fields.set("guarantor_minute", minute.to_string());
    }
}

fn cause(fields: &mut Fields, dice: &mut Dice, what: &Happening, told: &Scenario) {
    for cause in dice.pick(&told.causes).into_iter().flatten() {
        fields.push("cause", cause.clone());
    }
    for factor in dice.pick(&told.factors).into_iter().flatten() {
        fields.push("factor", factor.clone());
    }
    fields.set("cause_narrative", what.why.clone());
    if dice.chance(90) {
        fields.set("prevention", what.prevent.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;

    #[test]
    fn every_bracket_is_filled_and_no_place_is_missing() {
        let data = Data::load().expect("the building blocks");
        let calendar = Calendar { zone: TimeZone::UTC };
        let day = jiff::civil::date(2026, 11, 3);
        let mut dice = Dice::new(5, "story");
        for plan in data.facilities.iter().take(2) {
            for scenario in 0..data.scenarios(plan).len() {
                for _ in 0..30 {
                    let what = happening(&data, plan, &mut dice, scenario, (day, &calendar));
                    let text = [what.event, what.find, what.response, what.why, what.prevent].concat();
                    assert!(!text.contains(['{', '}']), "{text}");
                    assert!(!what.place.is_empty(), "scenario {scenario} of {}", plan.code);
                }
            }
        }
    }

    #[test]
    fn reports_of_one_facility_hardly_repeat() {
        let data = Data::load().expect("the building blocks");
        let (plan, calendar) = (&data.facilities[0], Calendar { zone: TimeZone::UTC });
        let mut dice = Dice::new(5, "variety");
        let mut texts = std::collections::BTreeSet::new();
        for _ in 0..500 {
            let scenario = dice.weighted(data.scenarios(plan).iter().map(|told| told.weight));
            let what = happening(&data, plan, &mut dice, scenario, (jiff::civil::date(2026, 11, 3), &calendar));
            texts.insert([what.event, what.find, what.response].concat());
        }
        assert!(texts.len() > 450, "{} different ones of 500", texts.len());
    }
}
