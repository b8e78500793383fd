//! Owns the mapping of administration: what use cases answer becomes what the administrator's pages show.
pub(crate) mod deputy;
pub(crate) mod lists;
pub(crate) mod other_names;
pub(crate) mod people;
pub(crate) mod plans;
pub(crate) mod profile;
pub(crate) mod seats;

use app::facility::{Facility, Plan};
use app::people::{Colleague, SeatLine, Status};
use app::rows::UnitRow;
use domain::id::UnitId;
use render::Text;
use render::page::admin::Counts;

/// The figures of the overview.
pub(crate) fn counts(facility: &Facility, people: &[Colleague], chart: &[SeatLine], plans: &[Plan]) -> Counts {
    Counts {
        people: people.iter().filter(|person| person.status == Status::Active).count(),
        units: facility.unit_ids().len(),
        places: facility.place_ids().len(),
        plans: plans.iter().filter(|plan| plan.active).count(),
        seats: chart.len(),
        empty_seats: chart.iter().filter(|line| line.holders.is_empty()).count(),
        version: facility.profile.version,
    }
}

/// A unit's name.
pub(crate) fn unit_name(t: Text, facility: &Facility, unit: Option<UnitId>) -> String {
    let row = unit.and_then(|unit| facility.unit(unit));
    row.map(|row| t.pick(&row.name_ja, &row.name_en).to_owned()).unwrap_or_default()
}

/// Id and name of the units that may be chosen, and of the one that is chosen already.
pub(crate) fn unit_choices(t: Text, facility: &Facility, chosen: Option<UnitId>) -> Vec<(String, String)> {
    let offered = |row: &&UnitRow| row.active || Some(row.unit_id) == chosen;
    let named = |row: &UnitRow| (row.unit_id.to_string(), t.pick(&row.name_ja, &row.name_en).to_owned());
    facility.units.iter().filter(offered).map(named).collect()
}

/// A seat in words, with its unit.
pub(crate) fn seat_words(t: Text, facility: &Facility, code: &str, unit: Option<UnitId>) -> String {
    let title = facility.profile.seat(code).map_or(code, |seat| t.label(&seat.label));
    match unit {
        Some(_) => format!("{title}{}{}{}", t.pick("（", " ("), unit_name(t, facility, unit), t.pick("）", ")")),
        None => title.to_owned(),
    }
}
