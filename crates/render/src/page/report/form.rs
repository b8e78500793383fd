//! page::report::form: what every question of the report form needs, and the small ways of asking.

mod cause;
mod drawing;
mod result;
mod what;
mod when;
mod who;

pub use when::settle;

use domain::date::{self, Wareki};
use domain::form::{FieldError, Fields};
use domain::profile::{self, ChoiceField, OTHER, Profile, UNKNOWN};
use jiff::civil::Date;

use crate::catalog::Text;
use crate::component::*;
use crate::drawing::PlanPicture;
use crate::error_text::error_text;
use crate::html::Html;

use super::hint::Reader;
use super::part::follow;

/// Something of the facility that can be chosen: a unit or a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its id, as sent.
    pub id: String,
    /// Its name in the page's language.
    pub name: String,
}

/// The report form with its answers as typed; builds the questions of every page.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// Words.
    pub t: Text,
    /// The answers as typed.
    pub fields: &'a Fields,
    /// What is wrong with them.
    pub errors: &'a [FieldError],
    /// The profile in force.
    pub profile: &'a Profile,
    /// Units that can be chosen.
    pub units: &'a [Named],
    /// Places that can be chosen.
    pub places: &'a [Named],
    /// Today at the facility.
    pub today: Date,
    /// The facility writes western years first (西暦).
    pub western: bool,
    /// Anonymous reports are accepted.
    pub anonymous_allowed: bool,
    /// Who sits on the route: code of the seat, and the id of the unit for which (`None` = every unit).
    pub seats: &'a [(String, Option<String>)],
    /// Somebody is signed in; otherwise the report is anonymous in any case.
    pub signed_in: bool,
    /// How many photographs and files the draft has.
    pub files: usize,
    /// The picture of the floor plan on which was drawn, where it can be had.
    pub plan: Option<&'a PlanPicture>,
    /// What can be told from the words.
    pub reader: &'a dyn Reader,
    /// Where the script asks for candidates while one types; the field's name follows. `None` = nowhere.
    pub suggest: Option<&'a str>,
}

impl Form<'_> {
    /// A question with its typed answer and its error.
    pub(super) fn field(&self, name: &str, label: &str) -> Field {
        Field::new(self.t, name, label).value(self.fields.get(name)).error(self.error(name))
    }

    /// A question labelled by `report.field.<name>`.
    pub(super) fn ask(&self, name: &str) -> Field {
        self.field(name, &self.label(name))
    }

    /// The name of a field in words.
    pub(super) fn label(&self, name: &str) -> String {
        self.t.choice("report.field", name)
    }

    /// The sentence of the first error of this field.
    pub(super) fn error(&self, name: &str) -> Option<String> {
        let found = self.errors.iter().find(|error| error.field == name && error.code != "occurred_missing");
        found.map(|error| error_text(self.t, error))
    }

    /// The sentence of the first error of one of the boxes of a date or time.
    fn error_of_boxes(&self, name: &str, boxes: &[&str]) -> Option<String> {
        boxes.iter().find_map(|end| self.error(&format!("{name}{end}")))
    }

    /// A choice of a list in the page's language.
    pub(super) fn choice(&self, choice: &profile::Choice) -> Choice {
        Choice::new(&choice.code, self.t.pick(&choice.label.ja, &choice.label.en))
    }

    /// The offered choices of a field, with その他 and 不明 where the list allows them.
    pub(super) fn choices(&self, field: ChoiceField) -> Vec<Choice> {
        let Some(list) = self.profile.choice_list(field) else { return Vec::new() };
        let mut choices: Vec<Choice> = list.offered().map(|choice| self.choice(choice)).collect();
        let has = |code: &str| list.offered().any(|choice| choice.code == code);
        if list.allow_other && !has(OTHER) {
            choices.push(Choice::new(OTHER, self.t.get("report.answer.other")));
        }
        if list.allow_unknown && !has(UNKNOWN) {
            choices.push(Choice::new(UNKNOWN, self.t.get("report.answer.unknown")));
        }
        choices
    }

    /// One answer of a profile's list as chips, with the bracket of その他（　）.
    pub(super) fn one_of(&self, field: ChoiceField) -> Html {
        let name = field.as_str();
        let choices = self.choices(field);
        if choices.is_empty() {
            return Html::default();
        }
        let has_other = self.profile.choice_list(field).is_some_and(|list| list.allow_other);
        let radios = Html::of(&Radios::new(self.ask(name), choices).chips());
        if has_other && field.is_answered_in_report() { Html::join([radios, self.other(name)]) } else { radios }
    }

    /// Any number of answers of a profile's list as chips, with the bracket of その他（　）.
    pub(super) fn several_of(&self, field: ChoiceField) -> Html {
        let name = field.as_str();
        let choices = self.ticked(name, self.choices(field));
        if choices.is_empty() {
            return Html::default();
        }
        let boxes = Checkboxes::new(self.ask(name).hint(self.t.get("report.hint.several")), choices).chips();
        let has_other = self.profile.choice_list(field).is_some_and(|list| list.allow_other);
        if has_other { Html::join([Html::of(&boxes), self.other(name)]) } else { Html::of(&boxes) }
    }

    /// Marks the choices that were ticked.
    pub(super) fn ticked(&self, name: &str, choices: Vec<Choice>) -> Vec<Choice> {
        choices
            .into_iter()
            .map(|choice| {
                let chosen = self.fields.has(name, &choice.value);
                choice.chosen(chosen)
            })
            .collect()
    }

    /// The bracket of その他（　）, shown when その他 is chosen.
    pub(super) fn other(&self, name: &str) -> Html {
        let field = self.field(&format!("{name}_other"), self.t.get("report.field.other_text"));
        follow(&format!("{name}={OTHER}"), [Html::of(&TextInput::new(field))])
    }

    /// Yes, no, unknown.
    pub(super) fn yes_no(&self, name: &str) -> Html {
        let choices = vec![
            Choice::new("yes", self.t.get("report.answer.yes")),
            Choice::new("no", self.t.get("report.answer.no")),
            Choice::new(UNKNOWN, self.t.get("report.answer.unknown")),
        ];
        Html::of(&Radios::new(self.ask(name), choices).chips())
    }

    /// A day by boxes, sent as `{name}_era` and so on.
    pub(super) fn date(&self, name: &str, label: &str, hint: Option<&str>) -> DateInput {
        let mut field = Field::new(self.t, name, label)
            .error(self.error_of_boxes(name, &["_year", "_month", "_day", "_era", "_text", ""]));
        if let Some(hint) = hint {
            field = field.hint(hint);
        }
        let input = DateInput::new(field, self.date_value(name));
        match self.day(name) {
            Some(day) => input.echo(crate::when::day_both(self.t, day)),
            None => input,
        }
    }

    /// A time by the clock, sent as `{name}_hour` and so on; its id is `{name}-time`.
    pub(super) fn time(&self, name: &str, label: &str, hint: Option<&str>) -> TimeInput {
        let mut field = Field::new(self.t, name, label)
            .id(format!("{name}-time"))
            .error(self.error_of_boxes(name, &["_hour", "_minute", "_half"]));
        if let Some(hint) = hint {
            field = field.hint(hint);
        }
        let part = |end: &str| self.fields.get(&format!("{name}_{end}")).to_owned();
        let value = TimeValue { half: part("half"), hour: part("hour"), minute: part("minute"), band: part("band") };
        TimeInput::new(field, value)
    }

    fn date_value(&self, name: &str) -> DateValue {
        let part = |end: &str| self.fields.get(&format!("{name}_{end}")).to_owned();
        let typed = DateValue {
            era: part("era"),
            year: part("year"),
            month: part("month"),
            day: part("day"),
            text: part("text"),
            unknown: false,
            approx: part("approx"),
        };
        if !(typed.year.is_empty() && typed.month.is_empty() && typed.day.is_empty()) {
            return typed;
        }
        match self.fields.get(name).parse::<Date>() {
            Ok(day) => boxes_of(day, self.western),
            Err(_) if typed.era.is_empty() => DateValue { era: self.likely_era(name).to_owned(), ..typed },
            Err(_) => typed,
        }
    }

    /// The era that stands in the select before anybody chose one: most people concerned were born in 昭和.
    fn likely_era(&self, name: &str) -> &'static str {
        if self.western {
            "western"
        } else if name.ends_with("_birth") {
            "showa"
        } else {
            "reiwa"
        }
    }

    /// The day that stands in the boxes, if it can be read.
    pub(super) fn day(&self, name: &str) -> Option<Date> {
        let part = |end: &str| self.fields.get(&format!("{name}_{end}"));
        let whole = self
            .fields
            .text(&format!("{name}_text"))
            .or_else(|| self.fields.text(name).filter(|text| text.contains(char::is_numeric)));
        let read = match whole {
            Some(text) => date::read(text, self.today),
            None => date::read_parts(era(part("era")), part("year"), part("month"), part("day"), self.today),
        };
        read.ok().map(|found| found.date)
    }
}

fn era(code: &str) -> Option<date::Era> {
    let letter = code.chars().next().map(|letter| letter.to_ascii_uppercase().to_string()).unwrap_or_default();
    date::Era::from_letter(&letter)
}

fn boxes_of(day: Date, western: bool) -> DateValue {
    let era = Wareki::of(day).filter(|_| !western);
    DateValue {
        era: era.map_or_else(|| "western".to_owned(), |wareki| wareki.era().english().to_lowercase()),
        year: era.map_or_else(|| day.year(), Wareki::era_year).to_string(),
        month: day.month().to_string(),
        day: day.day().to_string(),
        ..DateValue::default()
    }
}
