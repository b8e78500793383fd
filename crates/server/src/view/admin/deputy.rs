//! Owns the mapping of one's own deputies, and reading the form for a new one.
use app::Ctx;
use app::facility::Facility;
use app::people::DelegationLine;
use domain::date;
use domain::form::{FieldError, Fields};
use domain::id::AccountId;
use jiff::civil::Date;
use render::page::admin::{Asked, DeputyLine, DeputyView};
use render::{Text, when};

use super::seat_words;

/// The page.
pub(crate) fn deputies(
    t: Text,
    ctx: &Ctx,
    facility: &Facility,
    lines: Vec<DelegationLine>,
    people: Vec<(AccountId, String)>,
    mut asked: Asked,
) -> DeputyView {
    if asked.fields.is_empty() {
        asked.fields.set("from", when::day(t, ctx.today()));
    }
    DeputyView {
        lines: lines.into_iter().map(|held| line(t, facility, held)).collect(),
        seats: own_seats(t, ctx, facility),
        people: people.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
        asked,
    }
}

fn line(t: Text, facility: &Facility, line: DelegationLine) -> DeputyLine {
    DeputyLine {
        id: line.id.to_string(),
        seat: seat_words(t, facility, &line.seat, None),
        name: line.to_name,
        days: format!("{}{}{}", when::day(t, line.days.0), t.pick("から", " – "), when::day(t, line.days.1)) + t.pick("まで", ""),
        current: line.current,
        over: line.over,
    }
}

/// The seats that are the actor's own, each once: a delegation holds for all units of a seat.
fn own_seats(t: Text, ctx: &Ctx, facility: &Facility) -> Vec<(String, String)> {
    let held = ctx.actor.member().map(|member| member.seats.as_slice()).unwrap_or_default();
    let mut seats: Vec<(String, String)> = Vec::new();
    for seat in held.iter().filter(|seat| seat.for_account.is_none()) {
        if !seats.iter().any(|(code, _)| *code == seat.code) {
            seats.push((seat.code.clone(), seat_words(t, facility, &seat.code, None)));
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
