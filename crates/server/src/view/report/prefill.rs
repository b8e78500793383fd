//! Owns the way back from a submitted report to the answers of a form, so that a quick report can be completed as a full one.
use domain::drawing::Finding;
use domain::form::Fields;
use domain::moment::{Discovery, EventDate, EventTime};
use domain::report::{GuarantorTold, PlaceAnswer, ReportContent, Told};
use jiff::civil::Date;

/// The answers that would make this content again.
pub(crate) fn answers_of(content: &ReportContent) -> Fields {
    let mut fields = Fields::default();
    when(&mut fields, content);
    who(&mut fields, content);
    what(&mut fields, content);
    result(&mut fields, content);
    drawing(&mut fields, content);
    for (field, codes) in &content.coded.choices {
        for code in codes {
            fields.push(field.as_str(), code);
        }
    }
    for (field, text) in &content.sealed.other_texts {
        fields.set(format!("{field}_other"), text);
    }
    fields
}

fn put(fields: &mut Fields, name: &str, value: Option<impl ToString>) {
    if let Some(value) = value {
        fields.set(name, value.to_string());
    }
}

fn put_date(fields: &mut Fields, name: &str, date: Option<Date>) {
    let Some(date) = date else { return };
    fields.set(format!("{name}_era"), "western");
    fields.set(format!("{name}_year"), date.year().to_string());
    fields.set(format!("{name}_month"), date.month().to_string());
    fields.set(format!("{name}_day"), date.day().to_string());
}

fn put_time(fields: &mut Fields, name: &str, time: EventTime) {
    match time {
        EventTime::Exact { hour, minute } => {
            fields.set(format!("{name}_half"), "24");
            fields.set(format!("{name}_hour"), hour.to_string());
            fields.set(format!("{name}_minute"), format!("{minute:02}"));
        }
        EventTime::Band(band) => fields.set(format!("{name}_band"), band.code()),
        EventTime::Unknown => {}
    }
}

fn put_told(fields: &mut Fields, name: &str, told: &Told) {
    put_date(fields, name, told.date);
    put_time(fields, name, told.time);
}

fn when(fields: &mut Fields, content: &ReportContent) {
    let (coded, sealed) = (&content.coded, &content.sealed);
    fields.set("mode", coded.mode.code());
    put(fields, "unit", coded.unit);
    match coded.occurred_date {
        EventDate::Exact(date) => fields.set("occurred", date.to_string()),
        EventDate::Approximate | EventDate::Unknown => fields.set("occurred_unknown", "1"),
    }
    put(fields, "occurred_approx", sealed.approximate_date.as_ref());
    put_time(fields, "occurred", coded.occurred_time);
    match coded.discovered {
        Discovery::SameAsOccurrence => fields.set("discovered", "same"),
        Discovery::At { date, time } => {
            fields.set("discovered", "different");
            put_date(fields, "discovered", date);
            put_time(fields, "discovered", time);
        }
        Discovery::Unknown => {}
    }
    match coded.place {
        PlaceAnswer::Known(place) => fields.set("place", place.to_string()),
        PlaceAnswer::Other => fields.set("place", "other"),
        PlaceAnswer::Unknown => fields.set("place", "unknown"),
    }
}

fn who(fields: &mut Fields, content: &ReportContent) {
    let (coded, sealed) = (&content.coded, &content.sealed);
    if coded.no_person {
        fields.set("no_person", "1");
    }
    for (index, (coded, sealed)) in coded.persons.iter().zip(&sealed.persons).enumerate() {
        let name = |part: &str| format!("person{}_{part}", index + 1);
        put(fields, &name("name"), sealed.name.as_ref());
        put(fields, &name("sex"), coded.sex.as_ref());
        put_date(fields, &name("birth"), sealed.birth);
    }
    put(fields, "occupation", coded.occupation.as_ref());
    put(fields, "experience_years", coded.experience_months.map(|months| months / 12));
    put(fields, "experience_months", coded.experience_months.map(|months| months % 12));
    put(fields, "party_name", sealed.party_name.as_ref());
    put(fields, "disability", sealed.disability.as_ref());
    put(fields, "comprehension", sealed.comprehension.as_ref());
}

fn what(fields: &mut Fields, content: &ReportContent) {
    let (coded, sealed) = (&content.coded, &content.sealed);
    fields.set("form", &coded.form);
    for form in &coded.other_forms {
        fields.push("other_forms", form);
    }
    put(fields, "medication_detail", coded.medication_detail.as_ref());
    fields.set("narrative", &sealed.narrative);
    put(fields, "cause_narrative", sealed.cause_narrative.as_ref());
    put(fields, "prevention", sealed.prevention.as_ref());
}

fn drawing(fields: &mut Fields, content: &ReportContent) {
    let Some(drawing) = &content.sealed.drawing else { return };
    fields.set("drawing_ground", drawing.ground.code());
    put(fields, "drawing_text", drawing.description.as_ref());
    if drawing.is_drawn() {
        fields.set("drawing", drawing.sketch().to_json());
    }
    for (index, pin) in drawing.pins.iter().enumerate() {
        put(fields, &format!("pin_{}", index + 1), pin.text.as_ref());
    }
    for mark in &drawing.regions {
        fields.push("region", mark.region.code());
        put(fields, &format!("region_finding_{}", mark.region), mark.finding.map(Finding::code));
    }
}

fn result(fields: &mut Fields, content: &ReportContent) {
    let (coded, sealed) = (&content.coded, &content.sealed);
    let yes_no = |known: Option<bool>| known.map(|yes| if yes { "yes" } else { "no" });
    fields.set("reached", yes_no(coded.facts.reached).unwrap_or("unknown"));
    put(fields, "body_effect", yes_no(coded.facts.body_effect));
    put(fields, "treatment", coded.facts.treatment.map(domain::level::Treatment::as_str));
    put(fields, "treated_at", coded.facts.treated_at.map(domain::level::TreatedAt::as_str));
    put(fields, "lasting_loss", coded.facts.lasting_loss.map(domain::level::LastingLoss::as_str));
    put(fields, "death", yes_no(coded.facts.death));
    put(fields, "proposed_level", coded.proposed_level.as_ref());
    put(fields, "proposed_reason", sealed.proposed_reason.as_ref());
    put(fields, "finding_site", sealed.finding_site.as_ref());
    put(fields, "superior_name", sealed.superior_name.as_ref());
    if let Some(told) = &coded.superior_told {
        put_told(fields, "superior", told);
    }
    match &coded.guarantor_told {
        Some(GuarantorTold::No) => fields.set("guarantor_told", "no"),
        Some(GuarantorTold::Unknown) => fields.set("guarantor_told", "unknown"),
        Some(GuarantorTold::Yes(told)) => {
            fields.set("guarantor_told", "yes");
            put_told(fields, "guarantor", told);
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::profile::Profile;
    use domain::report::{Door, Mode, ReadContext, read};

    #[test]
    fn answers_make_the_same_report_again() {
        let pairs = [
            ("narrative", "転倒しかけた"),
            ("occurred", "2026-11-19"),
            ("occurred_band", "night"),
            ("discovered", "different"),
            ("discovered_hour", "14"),
            ("place", "other"),
            ("place_other", "送迎車"),
            ("form", "medication"),
            ("other_forms", "fall"),
            ("medication_detail", "other"),
            ("medication_detail_other", "貼り薬"),
            ("reached", "yes"),
            ("body_effect", "no"),
            ("treatment", "first_aid"),
            ("treated_at", "ward"),
            ("person1_name", "山田"),
            ("person1_birth_era", "showa"),
            ("person1_birth_year", "35"),
            ("person1_birth_month", "2"),
            ("person1_birth_day", "29"),
            ("experience_years", "5"),
            ("superior_year", "8"),
            ("superior_month", "11"),
            ("superior_day", "20"),
            ("guarantor_told", "no"),
            ("cause", "assumption"),
            ("cause", "other"),
            ("cause_other", "暗い"),
            ("situation", "care"),
            ("drawing", r#"{"strokes":[{"pen":"red","points":"1 2 3 4"}],"pins":["5 6","7 8"]}"#),
            ("drawing_ground", "blank"),
            ("drawing_text", "廊下の図"),
            ("pin_2", "手すり"),
            ("region", "knee_left"),
            ("region", "sacrum"),
            ("region_finding_sacrum", "redness"),
        ];
        let profile = Profile::builtin("welfare").unwrap();
        let today = Date::constant(2026, 11, 20);
        let context =
            ReadContext { profile, units: &[], places: &[], today, door: Door::Quick, default_mode: Mode::Protected };
        let content = read(&pairs.into_iter().collect(), &context).unwrap();
        assert_eq!(content.sealed.persons[0].birth, Some(Date::constant(1960, 2, 29)));
        assert_eq!(read(&answers_of(&content), &context).unwrap(), content);
    }
}
