//! Owns the mapping of one's own deputies, and reading the form for a new one.
use app::facility::Facility;
use app::people::DelegationLine;
use domain::date;
use domain::form::{FieldError, Fields};
use domain::id::AccountId;
use jiff::civil::Date;
use render::page::admin::{Asked, DeputyLine, DeputyView};
use render::{Text, when};

use super::seat_words;

/// The page but for its form.
pub(crate) fn deputies(
    t: Text,
    facility: &Facility,
    lines: Vec<DelegationLine>,
    held: &[String],
    people: Vec<(AccountId, String)>,
) -> DeputyView {
    DeputyView {
        lines: lines.into_iter().map(|held| line(t, facility, held)).collect(),
        seats: seats(t, facility, held),
        people: people.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        ..DeputyView::default()
    }
}

/// The form: what was typed, or from today on.
pub(crate) fn asked(t: Text, today: Date, mut asked: Asked) -> Asked {
    if asked.fields.is_empty() {
        asked.fields.set("from", when::day(t, today));
    }
    asked
}

fn line(t: Text, facility: &Facility, line: DelegationLine) -> DeputyLine {
    DeputyLine {
        id: line.id.to_string(),
        seat: seat_words(t, facility, &line.seat, None),
        name: line.to_name,
        days: format!("{}{}{}", when::day(t, line.days.0), t.pick("から", " – "), when::day(t, line.days.1))
            + t.pick("まで", ""),
        current: line.current,
        over: line.over,
    }
}

/// The seats held, each once: a delegation holds for all units of a seat.
fn seats(t: Text, facility: &Facility, held: &[String]) -> Vec<(String, String)> {
    let mut seats: Vec<(String, String)> = Vec::new();
    for held in held {
        if !seats.iter().any(|(code, _)| code == held) {
            seats.push((held.clone(), seat_words(t, facility, held, None)));
        }
    }
    seats
}

/// The deputy and the days as typed, in 和暦 or 西暦.
pub(crate) fn read(fields: &Fields, today: Date) -> Result<(AccountId, (Date, Date)), Vec<FieldError>> {
    let mut errors = Vec::new();
    let to = fields.text("to").and_then(|id| id.parse().ok());
    if to.is_none() {
        errors.push(FieldError::new("to", "person_unknown"));
    }
    let mut day = |name: &'static str| match date::read(fields.get(name), today) {
        Ok(read) => Some(read.date),
        Err(error) => {
            errors.push(FieldError::new(name, "date").with("ja", error.message_ja()).with("en", error.message_en()));
            None
        }
    };
    let days = (day("from"), day("until"));
    match (to, days) {
        (Some(to), (Some(from), Some(until))) => Ok((to, (from, until))),
        _ => Err(errors),
    }
}
