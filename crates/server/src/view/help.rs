//! Owns the mapping of the help and contact pages.
use app::facility::Facility;
use app::rows::FacilityEntry;
use domain::people::{Actor, Role};
use render::Text;
use render::page::help::{ContactEntry, HelpView};

/// What the actor is, in the words of the help page: codes of roles, and `approver` for whoever sits on a seat.
pub(crate) fn own(actor: &Actor) -> Vec<&'static str> {
    let Some(member) = actor.member() else { return Vec::new() };
    let mut own: Vec<&str> = member.roles.iter().map(|role| role.code()).collect();
    if !member.seats.is_empty() {
        own.push("approver");
    }
    own
}

/// The help of the facility for somebody who is this.
pub(crate) fn help<'a>(t: Text, facility: &'a Facility, own: &'a [&'a str]) -> HelpView<'a> {
    let row = &facility.row;
    HelpView {
        profile: &facility.profile,
        facility: t.pick(&row.name_ja, &row.name_en),
        contact: &row.contact,
        anonymous: row.anonymous_reports.then_some(row.code.as_str()),
        own,
        may_report: own.contains(&Role::Staff.code()),
        may_see_card: [Role::SafetyManager, Role::Administrator].iter().any(|role| own.contains(&role.code())),
    }
}

/// How to reach the facilities.
pub(crate) fn contacts(t: Text, entries: Vec<FacilityEntry>) -> Vec<ContactEntry> {
    let entry = |entry: FacilityEntry| ContactEntry {
        name: t.pick(&entry.name_ja, &entry.name_en).to_owned(),
        contact: entry.contact,
        track: entry.anonymous_reports.then_some(entry.code),
    };
    entries.into_iter().map(entry).collect()
}
