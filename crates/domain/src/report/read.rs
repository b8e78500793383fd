//! Owns the reading of a report's answers: every error at once, nothing refused that a tired person may leave open.
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::content::{Door, Mode, PlaceAnswer, ReportCoded, ReportContent, ReportSealed};
use super::left_out::{is_level_proposed, is_nothing_found};
use super::{MAX_SHORT_CHARS, MAX_TEXT_CHARS, pages, read_when};
use crate::form::{FieldError, Fields};
use crate::id::{PlaceId, UnitId};
use crate::moment::{Discovery, EventDate, EventTime};
use crate::profile::{ChoiceField, Profile};

/// What the reading needs to know of the facility.
#[derive(Debug, Clone)]
pub struct ReadContext<'a> {
    /// The profile in force.
    pub profile: &'a Profile,
    /// Units that may be chosen.
    pub units: &'a [UnitId],
    /// Places that may be chosen.
    pub places: &'a [PlaceId],
    /// Today in the facility's zone.
    pub today: Date,
    /// By which door.
    pub door: Door,
    /// The mode to assume when the form has none: named for a member, anonymous at the open desk.
    pub default_mode: Mode,
}

/// Reads the answers into a report.
///
/// # Errors
/// All field errors at once, in the order of the form. Only the core is required (form-fields.md, column R): what happened, the date
/// or 不明, the place or 不明, the form, and whether it reached the person; each may be answered with 不明.
pub fn read(fields: &Fields, context: &ReadContext<'_>) -> Result<ReportContent, Vec<FieldError>> {
    let mut reader = Reader { fields, context, errors: Vec::new(), sealed: ReportSealed::default() };
    let coded = reader.coded();
    reader.texts();
    if reader.errors.is_empty() {
        return Ok(ReportContent { coded, sealed: reader.sealed });
    }
    let mut errors = reader.errors;
    errors.sort_by_key(|error| pages::position(context.door, &error.field));
    Err(errors)
}

pub(super) struct Reader<'a> {
    pub(super) fields: &'a Fields,
    pub(super) context: &'a ReadContext<'a>,
    pub(super) errors: Vec<FieldError>,
    pub(super) sealed: ReportSealed,
}

impl Reader<'_> {
    fn coded(&mut self) -> ReportCoded {
        let narrative = self.long("narrative");
        if narrative.is_none() {
            self.errors.push(FieldError::new("narrative", "narrative_missing"));
        }
        self.sealed.narrative = narrative.unwrap_or_default();
        let (occurred_date, occurred_time) = (self.occurred_date(), self.time("occurred"));
        let form = self.form();
        let medication_detail = self.medication_detail(&form);
        let no_person = self.fields.ticked("no_person");
        ReportCoded {
            door: self.context.door,
            mode: self.mode(),
            unit: self.unit(),
            occupation: self.single(ChoiceField::Occupation),
            experience_months: self.experience(),
            occurred_date,
            occurred_time,
            discovered: self.discovered(),
            place: self.place(),
            other_forms: self.other_forms(&form),
            facts: self.facts(&form, medication_detail.as_deref()),
            form,
            medication_detail,
            proposed_level: self.proposed_level(),
            choices: self.choices(),
            persons: if no_person { Vec::new() } else { self.persons(occurred_date) },
            no_person,
            superior_told: self.told("superior"),
            guarantor_told: self.guarantor(),
        }
    }

    fn texts(&mut self) {
        self.sealed.disability = self.short("disability");
        self.sealed.comprehension = self.short("comprehension");
        self.sealed.party_name = self.short("party_name").filter(|_| self.fields.get("party") == "different");
        self.sealed.finding_site = self.short("finding_site").filter(|_| !is_nothing_found(self.fields));
        self.sealed.superior_name = self.short("superior_name");
        self.sealed.cause_narrative = self.long("cause_narrative");
        self.sealed.prevention = self.long("prevention");
        self.sealed.proposed_reason = self.long("proposed_reason").filter(|_| is_level_proposed(self.fields));
        self.sealed.drawing = self.drawing();
    }

    /// An answer that is none of the three is an error: to guess here could name somebody who wanted to stay unnamed.
    fn mode(&mut self) -> Mode {
        let Some(code) = self.fields.text("mode") else {
            return self.context.default_mode;
        };
        Mode::from_code(code).unwrap_or_else(|| {
            self.errors.push(FieldError::new("mode", "choice_unknown"));
            self.context.default_mode
        })
    }

    fn occurred_date(&mut self) -> EventDate {
        if self.fields.ticked("occurred_unknown") {
            self.sealed.approximate_date = self.short("occurred_approx");
            return if self.sealed.approximate_date.is_some() { EventDate::Approximate } else { EventDate::Unknown };
        }
        let before = self.errors.len();
        match self.date("occurred") {
            Some(date) if date > self.context.today => {
                self.errors.push(FieldError::new(read_when::blamed(self.fields, "occurred"), "date_in_future"));
                EventDate::Unknown
            }
            Some(date) => EventDate::Exact(date),
            None => {
                if self.errors.len() == before {
                    self.errors.push(FieldError::new("occurred_year", "occurred_missing"));
                }
                EventDate::Unknown
            }
        }
    }

    fn discovered(&mut self) -> Discovery {
        match self.fields.get("discovered") {
            "same" => Discovery::SameAsOccurrence,
            "different" => Discovery::At { date: self.date("discovered"), time: self.time("discovered") },
            "" | "unknown" => Discovery::Unknown,
            _ => {
                self.errors.push(FieldError::new("discovered", "choice_unknown"));
                Discovery::Unknown
            }
        }
    }

    fn unit(&mut self) -> Option<UnitId> {
        let text = self.fields.text("unit").filter(|text| *text != "unknown")?;
        let unit = text.parse().ok().filter(|unit| self.context.units.contains(unit));
        if unit.is_none() {
            self.errors.push(FieldError::new("unit", "choice_unknown"));
        }
        unit
    }

    fn place(&mut self) -> PlaceAnswer {
        match self.fields.text("place") {
            None => {
                self.errors.push(FieldError::new("place", "place_missing"));
                PlaceAnswer::Unknown
            }
            Some("unknown") => PlaceAnswer::Unknown,
            Some("other") => {
                self.other_text("place");
                PlaceAnswer::Other
            }
            Some(text) => match text.parse().ok().filter(|place| self.context.places.contains(place)) {
                Some(place) => PlaceAnswer::Known(place),
                None => {
                    self.errors.push(FieldError::new("place", "choice_unknown"));
                    PlaceAnswer::Unknown
                }
            },
        }
    }

    /// The choice fields of the profile that have no place of their own in the coded half.
    fn choices(&mut self) -> BTreeMap<ChoiceField, Vec<String>> {
        let profile = self.context.profile;
        let mut choices = BTreeMap::new();
        for (field, list) in &profile.choices {
            if !field.is_answered_in_report() || *field == ChoiceField::Finding && is_nothing_found(self.fields) {
                continue;
            }
            let chosen: Vec<String> = self.fields.all(field.as_str()).into_iter().map(str::to_owned).collect();
            if chosen.is_empty() {
                continue;
            }
            if chosen.iter().any(|code| !list.accepts(code)) {
                self.errors.push(FieldError::new(field.as_str(), "choice_unknown"));
            }
            if chosen.iter().any(|code| code == "other") {
                self.other_text(field.as_str());
            }
            let kept = if list.multiple { chosen } else { chosen.into_iter().take(1).collect() };
            choices.insert(*field, kept);
        }
        choices
    }

    fn single(&mut self, field: ChoiceField) -> Option<String> {
        let code = self.fields.text(field.as_str())?.to_owned();
        if !self.context.profile.choices.get(&field).is_some_and(|list| list.accepts(&code)) {
            self.errors.push(FieldError::new(field.as_str(), "choice_unknown"));
        }
        if code == "other" {
            self.other_text(field.as_str());
        }
        Some(code)
    }

    pub(super) fn date(&mut self, name: &str) -> Option<Date> {
        read_when::date(self.fields, name, self.context.today).unwrap_or_else(|error| {
            self.errors.push(error);
            None
        })
    }

    pub(super) fn time(&mut self, name: &str) -> EventTime {
        read_when::time(self.fields, name).unwrap_or_else(|error| {
            self.errors.push(error);
            EventTime::Unknown
        })
    }

    pub(super) fn other_text(&mut self, field: &str) {
        if let Some(text) = self.short(&format!("{field}_other")) {
            self.sealed.other_texts.insert(field.to_owned(), text);
        }
    }

    pub(super) fn short(&mut self, name: &str) -> Option<String> {
        self.limited(name, MAX_SHORT_CHARS)
    }

    fn long(&mut self, name: &str) -> Option<String> {
        self.limited(name, MAX_TEXT_CHARS)
    }

    fn limited(&mut self, name: &str, max: usize) -> Option<String> {
        let (text, error) = limited(self.fields, name, max);
        self.errors.extend(error);
        text
    }
}

/// A text as typed, and the error if it has more than `max` characters.
pub(super) fn limited(fields: &Fields, name: &str, max: usize) -> (Option<String>, Option<FieldError>) {
    let Some(text) = fields.text(name) else {
        return (None, None);
    };
    let length = text.chars().count();
    let over = length.saturating_sub(max);
    let error = FieldError::new(name, "text_too_long").with("max", max).with("over", over);
    (Some(text.to_owned()), Some(error).filter(|_| over > 0))
}
