//! Owns the mapping of units and places: lines, their fields, and reading them back.
use std::str::FromStr;

use app::facility::{EditLine, Facility};
use app::rows::{PlaceRow, UnitRow};
use domain::form::{FieldError, Fields};
use render::Text;
use render::page::admin::{Asked, ListKind, ListLine, ListsView};

/// A row of either list.
struct Row<'a> {
    id: String,
    code: &'a str,
    names: [&'a str; 2],
    position: i64,
    active: bool,
}

fn rows(facility: &Facility, kind: ListKind) -> Vec<Row<'_>> {
    let unit = |row: &'_ UnitRow| (row.unit_id.to_string(), row.position, row.active);
    let place = |row: &'_ PlaceRow| (row.place_id.to_string(), row.position, row.active);
    let row = |(id, position, active), code, names| Row { id, code, names, position, active };
    match kind {
        ListKind::Units => {
            facility.units.iter().map(|held| row(unit(held), &*held.code, [&*held.name_ja, &*held.name_en])).collect()
        }
        ListKind::Places => {
            facility.places.iter().map(|held| row(place(held), &*held.code, [&*held.name_ja, &*held.name_en])).collect()
        }
    }
}

/// The page of a list. What was typed wins over what is stored.
pub(crate) fn lists(t: Text, facility: &Facility, kind: ListKind, mut asked: Asked, new: Asked) -> ListsView {
    let rows = rows(facility, kind);
    if asked.fields.is_empty() {
        rows.iter().for_each(|row| fill(&mut asked.fields, row));
    }
    let line = |row: &Row<'_>| ListLine {
        id: row.id.clone(),
        code: row.code.to_owned(),
        name: t.pick(row.names[0], row.names[1]).to_owned(),
        active: row.active,
    };
    ListsView { kind, lines: rows.iter().map(line).collect(), asked, new }
}

fn fill(fields: &mut Fields, row: &Row<'_>) {
    fields.set(format!("{}_name_ja", row.id), row.names[0]);
    fields.set(format!("{}_name_en", row.id), row.names[1]);
    fields.set(format!("{}_order", row.id), row.position.to_string());
    if row.active {
        fields.set(format!("{}_active", row.id), "1");
    }
}

/// The lines as typed.
pub(crate) fn edits<Id: FromStr>(fields: &Fields) -> Result<Vec<EditLine<Id>>, Vec<FieldError>> {
    let (mut lines, mut errors) = (Vec::new(), Vec::new());
    for text in fields.all("id[]") {
        let Ok(id) = text.parse() else { continue };
        let name = |part: &str| format!("{text}_{part}");
        let position = order(fields.get(&name("order")));
        if position.is_none() {
            errors.push(FieldError::new(name("order"), "number").with("max", 9999));
        }
        lines.push(EditLine {
            id,
            name_ja: fields.get(&name("name_ja")).to_owned(),
            name_en: fields.get(&name("name_en")).to_owned(),
            position: position.unwrap_or(0),
            active: fields.ticked(&name("active")),
        });
    }
    if errors.is_empty() { Ok(lines) } else { Err(errors) }
}

/// A place in the order, half-width or full-width.
pub(super) fn order(text: &str) -> Option<i64> {
    let plain = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        other => other,
    };
    let digits: String = text.trim().chars().map(plain).collect();
    digits.parse().ok().filter(|order| (0..=9999).contains(order))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::UnitId;

    #[test]
    fn lines_are_read_as_typed() {
        let id = "00000000-0000-7000-8000-000000000001";
        let mut fields = Fields::default();
        fields.set("id[]", id);
        fields.set(format!("{id}_name_ja"), "棟");
        fields.set(format!("{id}_order"), "１２");
        let lines: Vec<EditLine<UnitId>> = edits(&fields).unwrap();
        assert_eq!((lines[0].position, lines[0].active), (12, false));
        fields.set(format!("{id}_order"), "-1");
        assert_eq!(edits::<UnitId>(&fields).unwrap_err()[0].field, format!("{id}_order"));
    }
}
