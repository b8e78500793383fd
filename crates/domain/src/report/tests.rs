//! Tests of `report`: every field of the paper form reads, every error is told at once, and free text is sealed.
mod drawing;
mod errors;
mod fields;
mod full;
mod left_out;
mod pages;
mod sealed;
mod todo;

use jiff::civil::{Date, date};
use uuid::Uuid;

use super::*;
use crate::form::{FieldError, Fields};
use crate::id::{PlaceId, UnitId};
use crate::profile::Profile;

const TODAY: Date = date(2026, 11, 21);
const UNITS: [UnitId; 1] = [UnitId::from_uuid(Uuid::from_u128(1))];
const PLACES: [PlaceId; 1] = [PlaceId::from_uuid(Uuid::from_u128(2))];

fn welfare() -> &'static Profile {
    Profile::builtin("welfare").expect("shipped")
}

fn context(door: Door) -> ReadContext<'static> {
    ReadContext { profile: welfare(), units: &UNITS, places: &PLACES, today: TODAY, door, default_mode: Mode::Named }
}

/// The least that can be submitted, everything else unknown.
fn core() -> Fields {
    [
        ("narrative", "廊下で転倒しているところを発見した。"),
        ("occurred_unknown", "yes"),
        ("place", "unknown"),
        ("form", "unknown"),
        ("reached", "unknown"),
    ]
    .into_iter()
    .collect()
}

/// The core with some answers changed or added.
fn with<'a>(answers: impl IntoIterator<Item = (&'a str, &'a str)>) -> Fields {
    let mut fields = core();
    for (name, value) in answers {
        fields.set(name, value);
    }
    fields
}

/// The core with an event date in boxes.
fn on(era: &str, year: &str, month: &str, day: &str) -> Fields {
    let boxes = [
        ("occurred_unknown", ""),
        ("occurred_era", era),
        ("occurred_year", year),
        ("occurred_month", month),
        ("occurred_day", day),
    ];
    with(boxes)
}

fn content(fields: &Fields) -> ReportContent {
    read(fields, &context(Door::Full)).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// Field and code of each error.
fn errors(fields: &Fields) -> Vec<(String, &'static str)> {
    errors_at(Door::Full, fields)
}

fn errors_at(door: Door, fields: &Fields) -> Vec<(String, &'static str)> {
    let errors: Vec<FieldError> = read(fields, &context(door)).err().unwrap_or_default();
    errors.into_iter().map(|error| (error.field, error.code)).collect()
}

/// The one error of answers that have one.
fn error<'a>(answers: impl IntoIterator<Item = (&'a str, &'a str)>) -> (String, &'static str) {
    let mut errors = errors(&with(answers));
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.remove(0)
}
