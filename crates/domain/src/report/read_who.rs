//! Owns the reading of who was concerned and who was told: persons, experience, superior and guarantor.
use super::content::{GuarantorTold, PersonCoded, PersonSealed, Told};
use super::read::Reader;
use super::{MAX_PERSONS, read_when};
use crate::date::age_on;
use crate::form::FieldError;
use crate::moment::{EventDate, EventTime};
use crate::profile::ChoiceField;

impl Reader<'_> {
    pub(super) fn experience(&mut self) -> Option<u16> {
        let (years, months) = (self.number("experience_years", 70), self.number("experience_months", 11));
        if self.fields.text("experience_years").is_none() && self.fields.text("experience_months").is_none() {
            return None;
        }
        Some(years? * 12 + months?)
    }

    /// A whole number from 0 to `max`; nothing typed is 0.
    fn number(&mut self, name: &str, max: u16) -> Option<u16> {
        let Some(text) = self.fields.text(name) else {
            return Some(0);
        };
        let folded: String = text.chars().map(|c| if ('０'..='９').contains(&c) { narrow(c) } else { c }).collect();
        let number = folded.parse().ok().filter(|number| *number <= max);
        if number.is_none() {
            self.errors.push(FieldError::new(name, "number").with("max", max));
        }
        number
    }

    pub(super) fn persons(&mut self, occurred: EventDate) -> Vec<PersonCoded> {
        let mut persons = Vec::new();
        for number in 1..=MAX_PERSONS {
            let prefix = format!("person{number}");
            let name = self.short(&format!("{prefix}_name"));
            let sex = self.sex(&format!("{prefix}_sex"));
            let birth = self.date(&format!("{prefix}_birth"));
            if name.is_none() && sex.is_none() && birth.is_none() {
                continue;
            }
            let event_day = occurred.exact().unwrap_or(self.context.today);
            let age = birth.and_then(|birth| age_on(birth, event_day));
            if birth.is_some() && age.is_none() {
                let field = read_when::blamed(self.fields, &format!("{prefix}_birth"));
                self.errors.push(FieldError::new(field, "birth_after_event"));
            }
            persons.push(PersonCoded { sex, age });
            self.sealed.persons.push(PersonSealed { name, birth });
        }
        persons
    }

    /// 男・女, from the profile's list: what is typed past it must not reach the coded half.
    fn sex(&mut self, name: &str) -> Option<String> {
        let code = self.fields.text(name)?.to_owned();
        if !self.context.profile.choice_list(ChoiceField::Sex).is_some_and(|list| list.accepts(&code)) {
            self.errors.push(FieldError::new(name, "choice_unknown"));
        }
        Some(code)
    }

    pub(super) fn told(&mut self, name: &str) -> Option<Told> {
        let (date, time) = (self.date(name), self.time(name));
        if date.is_none() && time == EventTime::Unknown { None } else { Some(Told { date, time }) }
    }

    pub(super) fn guarantor(&mut self) -> Option<GuarantorTold> {
        match self.fields.get("guarantor_told") {
            "no" => Some(GuarantorTold::No),
            "unknown" => Some(GuarantorTold::Unknown),
            "yes" => {
                let told = self.told("guarantor").unwrap_or(Told { date: None, time: EventTime::Unknown });
                Some(GuarantorTold::Yes(told))
            }
            "" => None,
            _ => {
                self.errors.push(FieldError::new("guarantor_told", "choice_unknown"));
                None
            }
        }
    }
}

/// A full-width digit as its half-width twin.
fn narrow(digit: char) -> char {
    char::from_u32(u32::from(digit) - u32::from('０') + u32::from('0')).unwrap_or(digit)
}
