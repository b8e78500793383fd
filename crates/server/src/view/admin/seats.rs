//! Owns the mapping of the seats: unit by unit, with those who may stamp there.
use app::facility::Facility;
use app::people::{Colleague, Holder, SeatLine, Status};
use domain::id::UnitId;
use render::Text;
use render::page::admin::{Asked, HolderView, SeatRow, SeatView, SeatsView};

use super::{unit_choices, unit_name};

/// The page of the seats.
pub(crate) fn seats(t: Text, facility: &Facility, chart: &[SeatLine], people: &[Colleague], asked: Asked) -> SeatsView {
    let active = people.iter().filter(|person| person.status == Status::Active);
    SeatsView {
        seats: chart.iter().map(|line| seat(t, facility, line)).collect(),
        people: active
            .map(|person| {
                (person.account.to_string(), format!("{} {}", person.name, unit_name(t, facility, person.unit)))
            })
            .collect(),
        units: unit_choices(t, facility, None),
        asked,
        taking: false,
        ask_proof: false,
    }
}

fn seat(t: Text, facility: &Facility, line: &SeatLine) -> SeatView {
    let row = |unit: Option<UnitId>| SeatRow {
        unit: unit.map(|_| unit_name(t, facility, unit)),
        holders: line
            .holders
            .iter()
            .filter(|holder| covers(holder, unit))
            .map(|holder| view(holder, line.seat.unit_bound))
            .collect(),
    };
    // A seat that became the whole facility's may still be held for single units: those rows are shown too.
    let mut units: Vec<UnitId> = if line.seat.unit_bound { facility.unit_ids() } else { Vec::new() };
    units.extend(line.holders.iter().filter_map(|holder| holder.unit));
    let mut seen = std::collections::HashSet::new();
    units.retain(|unit| seen.insert(*unit));
    let rows = if units.is_empty() { vec![row(None)] } else { units.into_iter().map(|unit| row(Some(unit))).collect() };
    SeatView {
        code: line.seat.code.clone(),
        title: t.label(&line.seat.label).to_owned(),
        rounds: line.seat.rounds.clone(),
        rows,
        waiting: line.waiting,
    }
}

fn covers(holder: &Holder, unit: Option<UnitId>) -> bool {
    holder.unit.is_none() || holder.unit == unit
}

fn view(holder: &Holder, unit_bound: bool) -> HolderView {
    HolderView {
        account: holder.account.to_string(),
        name: holder.name.clone(),
        unit: holder.unit.map(|unit| unit.to_string()).unwrap_or_default(),
        everywhere: unit_bound && holder.unit.is_none(),
        away: !holder.active,
    }
}
