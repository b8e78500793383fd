//! Owns the mapping for sign-in and one's own settings.
use app::facility::Facility;
use app::rows::FacilityEntry;
use domain::people::{Role, Seat};
use render::page::session::MeView;
use render::{Lang, Text};

use super::frame::roles_in_words;
use crate::http::{Look, SignedIn};
use render::frame::Theme;

/// Codes and names of the facilities, for the sign-in form.
pub(crate) fn facilities(t: Text, entries: Vec<FacilityEntry>) -> Vec<(String, String)> {
    let name = |entry: &FacilityEntry| t.pick(&entry.name_ja, &entry.name_en).to_owned();
    entries.into_iter().map(|entry| (entry.code.clone(), name(&entry))).collect()
}

/// What the settings page shows.
pub(crate) fn me(signed: &SignedIn, facility: &Facility, look: &Look) -> MeView {
    let t = signed.t();
    let member = signed.ctx.actor.member();
    let roles: &[Role] = member.map(|member| member.roles.as_slice()).unwrap_or_default();
    let seats: &[Seat] = member.map(|member| member.seats.as_slice()).unwrap_or_default();
    MeView {
        login: signed.person.login.clone(),
        roles: roles_in_words(t, roles),
        seats: seats.iter().map(|seat| seat_in_words(t, facility, seat)).collect(),
        lang: Lang::parse(&signed.person.lang),
        theme: Theme::parse(&signed.person.theme),
        text_size: look.text_size,
    }
}

fn seat_in_words(t: Text, facility: &Facility, seat: &Seat) -> String {
    let defined = facility.profile.seats.iter().find(|defined| defined.code == seat.code);
    let title = defined.map_or(seat.code.as_str(), |defined| t.pick(&defined.label.ja, &defined.label.en));
    match seat.unit.and_then(|unit| facility.unit(unit)) {
        Some(unit) => format!("{title} ({})", t.pick(&unit.name_ja, &unit.name_en)),
        None => title.to_owned(),
    }
}
