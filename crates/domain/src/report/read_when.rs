//! Owns how dates and times of a form become value types, with errors that name the box.
use jiff::civil::Date;

use crate::date::{self, Era};
use crate::form::{FieldError, Fields};
use crate::moment::{self, EventTime, Half, TimeBand};
use crate::profile::UNKNOWN;

/// Reads the date boxes `{name}_era`, `{name}_year`, `{name}_month`, `{name}_day`, or the whole date in one field: `{name}_text`, or
/// `{name}` itself where that is no choice (`discovered` is one). `Ok(None)` when nothing was typed.
pub(super) fn date(fields: &Fields, name: &str, today: Date) -> Result<Option<Date>, FieldError> {
    let part = |suffix: &str| fields.get(&format!("{name}_{suffix}")).trim().to_owned();
    let (year, month, day) = (part("year"), part("month"), part("day"));
    let read = match whole(fields, name) {
        Some((field, text)) => date::read(text, today).map_err(|error| (error, field)),
        None if year.is_empty() && month.is_empty() && day.is_empty() => return Ok(None),
        None => date::read_parts(era(&part("era")), &year, &month, &day, today)
            .map_err(|error| (error, format!("{name}_{}", box_of(error.field())))),
    };
    read.map(|found| Some(found.date)).map_err(|(error, field)| {
        FieldError::new(field, "date").with("ja", error.message_ja()).with("en", error.message_en())
    })
}

/// The field that holds the whole date and its text. A choice is a code in small letters, which no date is.
fn whole<'a>(fields: &'a Fields, name: &str) -> Option<(String, &'a str)> {
    let is_code = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let text_field = format!("{name}_text");
    match fields.text(&text_field) {
        Some(text) => Some((text_field, text)),
        None => fields.text(name).filter(|text| !is_code(text)).map(|text| (name.to_owned(), text)),
    }
}

/// The field to name when a date can be read but cannot be right: where it was typed whole, else the box of the year.
pub(super) fn blamed(fields: &Fields, name: &str) -> String {
    whole(fields, name).map_or_else(|| format!("{name}_year"), |(field, _)| field)
}

/// The era of a form's select: its letter or its English name in lower case; western years need none.
fn era(code: &str) -> Option<Era> {
    let letter = match code {
        "meiji" => "M",
        "taisho" => "T",
        "showa" => "S",
        "heisei" => "H",
        "reiwa" => "R",
        letter => letter,
    };
    Era::from_letter(letter)
}

fn box_of(field: &str) -> &str {
    if field == "date" { "year" } else { field }
}

/// Reads `{name}_half`, `{name}_hour`, `{name}_minute` or the band `{name}_band`; nothing typed is 不明.
pub(super) fn time(fields: &Fields, name: &str) -> Result<EventTime, FieldError> {
    let part = |suffix: &str| fields.get(&format!("{name}_{suffix}")).trim().to_owned();
    let (hour, minute) = (part("hour"), part("minute"));
    if hour.is_empty() && minute.is_empty() {
        return band(&part("band")).ok_or_else(|| FieldError::new(format!("{name}_band"), "choice_unknown"));
    }
    let half = match part("half").as_str() {
        "am" => Some(Half::Am),
        "pm" => Some(Half::Pm),
        _ => None,
    };
    let minute = if minute.is_empty() { "0".to_owned() } else { minute };
    moment::read_time(half, &hour, &minute).map(|(hour, minute)| EventTime::Exact { hour, minute }).map_err(|error| {
        FieldError::new(format!("{name}_{}", error.field()), "time")
            .with("ja", error.message_ja())
            .with("en", error.message_en())
    })
}

/// A part of the day; nothing chosen is 不明.
fn band(code: &str) -> Option<EventTime> {
    match code {
        "" | UNKNOWN => Some(EventTime::Unknown),
        code => TimeBand::from_code(code).map(EventTime::Band),
    }
}
