//! page::report::told: the answers in words, row by row, for the check page.

use domain::date::age_on;
use domain::moment::{EventTime, Half, TimeBand, read_time};
use domain::profile::{ChoiceField, UNKNOWN};
use domain::report::{MAX_PERSONS, Mode, Page, read_drawing};

use super::form::Form;
use super::level::level_line;
use crate::component::Row;
use crate::drawing::Figure;
use crate::html::Html;
use crate::when;

/// A row before its 変更 link: the field to go to, its name, its answer.
pub(super) type Told = (&'static str, String, Html);

/// The rows of one page of the form.
pub(super) fn rows(form: &Form<'_>, page: Page) -> Vec<Told> {
    match page {
        Page::When => when_rows(form),
        Page::Who => who_rows(form),
        Page::What => what_rows(form),
        Page::Result => result_rows(form),
        Page::Cause => cause_rows(form),
    }
}

/// Turns a row into one of the summary list; `base` is the page with its question mark or slash, before `#`.
pub(super) fn row((control, key, value): Told, base: Option<&str>) -> Row {
    let row = Row::html(key, value);
    match base {
        Some(base) => row.change(format!("{base}#{control}")),
        None => row,
    }
}

fn when_rows(form: &Form<'_>) -> Vec<Told> {
    let discovered = match form.fields.get("discovered") {
        "same" => form.t.get("report.answer.same").to_owned(),
        "different" => told_words(form, "discovered", ""),
        UNKNOWN => form.t.get("report.answer.unknown").to_owned(),
        _ => String::new(),
    };
    let mut rows = vec![
        ("occurred-when", form.label("occurred"), Html::text(date_words(form))),
        ("occurred-time", form.label("occurred_time"), Html::text(time_words(form, "occurred"))),
        ("discovered-when", form.label("discovered"), Html::text(discovered)),
        ("place", form.label("place"), Html::text(place_words(form))),
        ("situation", form.label("situation"), chosen(form, ChoiceField::Situation)),
        ("unit", form.label("unit"), Html::text(unit_words(form))),
    ];
    if form.signed_in {
        let mode = Mode::from_code(form.fields.get("mode")).unwrap_or(Mode::Named);
        rows.push(("mode", form.label("mode"), Html::text(form.t.choice("report.mode.name", mode.code()))));
    }
    rows
}

fn who_rows(form: &Form<'_>) -> Vec<Told> {
    let number = |name: &str| plain_digits(form.fields.text(name).unwrap_or("0"));
    let given = ["experience_years", "experience_months"].iter().any(|name| form.fields.text(name).is_some());
    let (years, months) = (number("experience_years"), number("experience_months"));
    let experience = form.t.with("report.answer.experience", &[("years", &years), ("months", &months)]);
    vec![
        ("no_person", form.label("persons"), persons(form)),
        ("usage", form.label("usage"), chosen(form, ChoiceField::Usage)),
        ("disability", form.label("disability"), typed(form, "disability")),
        ("care_kind", form.label("care_kind"), chosen(form, ChoiceField::CareKind)),
        ("care_degree", form.label("care_degree"), chosen(form, ChoiceField::CareDegree)),
        ("comprehension", form.label("comprehension"), typed(form, "comprehension")),
        ("party", form.label("party"), party(form)),
        ("occupation", form.label("occupation"), chosen(form, ChoiceField::Occupation)),
        ("experience_years", form.label("experience"), if given { Html::text(experience) } else { Html::default() }),
    ]
}

fn what_rows(form: &Form<'_>) -> Vec<Told> {
    let name = |code: &str| {
        let found = form.profile.form(code).map(|found| form.t.pick(&found.label.ja, &found.label.en).to_owned());
        found.unwrap_or_else(|| {
            if code == UNKNOWN { form.t.get("report.answer.unknown").to_owned() } else { String::new() }
        })
    };
    let main = form.fields.get("form");
    let others: Vec<String> =
        form.fields.all("other_forms").into_iter().filter(|code| *code != main).map(name).collect();
    let mut rows = vec![("form", form.label("form"), Html::text(with_other(form, &name(main), "form", main)))];
    if !others.is_empty() {
        rows.push((
            "other_forms",
            form.label("other_forms"),
            Html::text(others.join(form.t.get("report.answer.separator"))),
        ));
    }
    if main == form.profile.publication.detail_form {
        rows.push(("medication_detail", form.label("medication_detail"), Html::text(medication_detail(form))));
    }
    rows.push(("narrative", form.label("narrative"), Html::lines(form.fields.get("narrative").trim())));
    let (drawing, _) = read_drawing(form.fields);
    if !drawing.is_empty() {
        let figure = Figure::new(form.t, &drawing, "drawing-told", form.plan);
        rows.push(("drawing", form.t.get("drawing.title").to_owned(), Html::of(&figure)));
    }
    rows
}

/// 与薬の詳細 in words.
pub(super) fn medication_detail(form: &Form<'_>) -> String {
    let code = form.fields.get("medication_detail");
    let found = form.profile.medication_detail(code).map(|found| form.t.pick(&found.label.ja, &found.label.en));
    let unknown = (code == UNKNOWN).then(|| form.t.get("report.answer.unknown"));
    with_other(form, found.or(unknown).unwrap_or_default(), "medication_detail", code)
}

fn result_rows(form: &Form<'_>) -> Vec<Told> {
    let t = form.t;
    let reached = match form.fields.get("reached") {
        code @ ("yes" | "no" | "unknown") => t.choice("report.answer", &format!("reached_{code}")),
        _ => String::new(),
    };
    let proposed = form.fields.text("proposed_level").filter(|code| *code != "derived");
    let proposed = proposed.map(|code| t.with("common.level.judged", &[("code", &code)]));
    let mut rows = vec![("reached", form.label("reached"), Html::text(reached))];
    if form.fields.get("reached") != "no" {
        rows.extend([
            ("body_effect", form.label("body_effect"), yes_no(form, "body_effect")),
            ("treatment", form.label("treatment"), chosen(form, ChoiceField::Treatment)),
            ("treated_at", form.label("treated_at"), chosen(form, ChoiceField::TreatedAt)),
            ("lasting_loss", form.label("lasting_loss"), chosen(form, ChoiceField::LastingLoss)),
            ("death", form.label("death"), yes_no(form, "death")),
        ]);
    }
    rows.push(("level-box", form.label("level"), level_line(form)));
    if let Some(words) = proposed {
        let reason = [Html::text(words), Html::trusted("<br>"), typed(form, "proposed_reason")];
        rows.push(("proposed_level", form.label("proposed_level"), Html::join(reason)));
    }
    rows.extend([
        ("finding_present", form.label("finding_present"), findings(form)),
        (
            "superior_name",
            form.label("superior"),
            Html::text(told_words(form, "superior", form.fields.get("superior_name"))),
        ),
        ("guarantor_told", form.label("guarantor"), Html::text(guarantor(form))),
    ]);
    rows
}

fn cause_rows(form: &Form<'_>) -> Vec<Told> {
    vec![
        ("factor", form.label("factor"), chosen(form, ChoiceField::Factor)),
        ("cause", form.label("cause"), chosen(form, ChoiceField::Cause)),
        ("cause_narrative", form.label("cause_narrative"), typed(form, "cause_narrative")),
        ("prevention", form.label("prevention"), typed(form, "prevention")),
    ]
}

fn typed(form: &Form<'_>, name: &str) -> Html {
    Html::lines(form.fields.get(name).trim())
}

fn yes_no(form: &Form<'_>, name: &str) -> Html {
    Html::text(match form.fields.get(name) {
        "yes" => form.t.get("report.answer.yes"),
        "no" => form.t.get("report.answer.no"),
        UNKNOWN => form.t.get("report.answer.unknown"),
        _ => "",
    })
}

/// 「その他（　）」 with what was written in the bracket.
fn with_other(form: &Form<'_>, words: &str, field: &str, code: &str) -> String {
    let other = form.fields.text(&format!("{field}_other")).filter(|_| code == "other");
    match other {
        Some(text) => form.t.with("report.answer.with_text", &[("choice", &words), ("text", &text)]),
        None => words.to_owned(),
    }
}

fn chosen(form: &Form<'_>, field: ChoiceField) -> Html {
    Html::text(choice(form, field))
}

/// The chosen answers of a list in words, with what was written in the bracket of その他.
pub(super) fn choice(form: &Form<'_>, field: ChoiceField) -> String {
    let name = field.as_str();
    let words = form.fields.all(name).into_iter().map(|code| {
        let found = form.profile.choice(field, code).map(|found| form.t.pick(&found.label.ja, &found.label.en));
        let common = match code {
            UNKNOWN => Some(form.t.get("report.answer.unknown")),
            "other" => Some(form.t.get("report.answer.other")),
            _ => None,
        };
        with_other(form, found.or(common).unwrap_or_default(), name, code)
    });
    words.collect::<Vec<_>>().join(form.t.get("report.answer.separator"))
}

fn party(form: &Form<'_>) -> Html {
    let party = chosen(form, ChoiceField::Party);
    if form.fields.get("party") != "different" {
        return party;
    }
    Html::join([party, Html::text(" "), typed(form, "party_name")])
}

/// A number as it will be read: full-width digits in half width.
fn plain_digits(text: &str) -> String {
    let plain = |c: char| {
        let value = u32::from(c).checked_sub(u32::from('０')).filter(|value| *value < 10);
        value.and_then(|value| char::from_digit(value, 10)).unwrap_or(c)
    };
    text.chars().map(plain).collect()
}

fn findings(form: &Form<'_>) -> Html {
    let present = chosen(form, ChoiceField::FindingPresent);
    if form.fields.get("finding_present") == "none" {
        return present;
    }
    let parts = [chosen(form, ChoiceField::Finding), typed(form, "finding_site")];
    let given = parts.into_iter().filter(|part| !part.as_str().is_empty());
    Html::join(std::iter::once(present).chain(given.flat_map(|part| [Html::text(" "), part])))
}

fn date_words(form: &Form<'_>) -> String {
    if form.fields.ticked("occurred_unknown") {
        let unknown = form.t.get("report.answer.unknown");
        return match form.fields.text("occurred_approx") {
            Some(text) => form.t.with("report.answer.with_text", &[("choice", &unknown), ("text", &text)]),
            None => unknown.to_owned(),
        };
    }
    form.day("occurred").map(|day| when::day_both(form.t, day)).unwrap_or_default()
}

fn time_words(form: &Form<'_>, name: &str) -> String {
    let part = |end: &str| form.fields.get(&format!("{name}_{end}")).trim();
    if part("hour").is_empty() && part("minute").is_empty() {
        return match TimeBand::from_code(part("band")) {
            Some(band) => form.t.choice("report.band", band.code()),
            None if part("band") == UNKNOWN => form.t.get("report.answer.unknown").to_owned(),
            None => String::new(),
        };
    }
    let half = match part("half") {
        "am" => Some(Half::Am),
        "pm" => Some(Half::Pm),
        _ => None,
    };
    let minute = if part("minute").is_empty() { "0" } else { part("minute") };
    let read = read_time(half, part("hour"), minute);
    read.map(|(hour, minute)| when::time(form.t, EventTime::Exact { hour, minute })).unwrap_or_default()
}

fn place_words(form: &Form<'_>) -> String {
    match form.fields.get("place") {
        "" => String::new(),
        UNKNOWN => form.t.get("report.answer.unknown").to_owned(),
        "other" => with_other(form, form.t.get("report.answer.other"), "place", "other"),
        id => form.places.iter().find(|place| place.id == id).map(|place| place.name.clone()).unwrap_or_default(),
    }
}

fn unit_words(form: &Form<'_>) -> String {
    match form.fields.get("unit") {
        UNKNOWN => form.t.get("report.answer.unit_unknown").to_owned(),
        id => form.units.iter().find(|unit| unit.id == id).map(|unit| unit.name.clone()).unwrap_or_default(),
    }
}

fn persons(form: &Form<'_>) -> Html {
    if form.fields.ticked("no_person") {
        return Html::text(form.t.get("report.answer.persons_none"));
    }
    Html::lines(&person_lines(form).join("\n"))
}

/// Each person concerned in a line: name, sex, date of birth, age.
pub(super) fn person_lines(form: &Form<'_>) -> Vec<String> {
    let event = form.day("occurred").unwrap_or(form.today);
    let lines = (1..=MAX_PERSONS).filter_map(|number| {
        let name = form.fields.text(&format!("person{number}_name"));
        let sex = form.fields.text(&format!("person{number}_sex"));
        let birth = form.day(&format!("person{number}_birth"));
        let sex = sex.and_then(|code| form.profile.choice(ChoiceField::Sex, code));
        let words = [
            name.map(str::to_owned),
            sex.map(|found| form.t.pick(&found.label.ja, &found.label.en).to_owned()),
            birth.map(|day| when::day_both(form.t, day)),
            birth.and_then(|birth| age_on(birth, event)).map(|age| form.t.with("report.answer.age", &[("n", &age)])),
        ];
        let words: Vec<String> = words.into_iter().flatten().collect();
        (!words.is_empty()).then(|| words.join(" "))
    });
    lines.collect()
}

/// Who was told, and when.
pub(super) fn told_words(form: &Form<'_>, name: &str, who: &str) -> String {
    let day = form.day(name).map(|day| when::day_both(form.t, day)).unwrap_or_default();
    let words = [who.trim().to_owned(), day, time_words(form, name)];
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn guarantor(form: &Form<'_>) -> String {
    match form.fields.get("guarantor_told") {
        "no" => form.t.get("report.answer.absent").to_owned(),
        "yes" => told_words(form, "guarantor", form.t.get("report.answer.present")),
        UNKNOWN => form.t.get("report.answer.unknown").to_owned(),
        _ => String::new(),
    }
}
