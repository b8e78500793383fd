//! Owns the classes of what identifies somebody, and the joining of findings into spans that do not overlap.

use serde::{Deserialize, Serialize};

use super::plain::Plain;

/// What a span says about somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// A user or any other person (利用者・氏名).
    Person,
    /// A member of staff (職員).
    Staff,
    /// A relative, named by the relation (続柄).
    Relative,
    /// A facility, hospital, school or company (施設・医療機関).
    Facility,
    /// A place: town, station, named spot (地名).
    Place,
    /// A room, a ward, a bed (居室・病棟).
    Room,
    /// A date or a part of one (日付).
    Date,
    /// A time of the day (時刻).
    Time,
    /// An exact age (年齢).
    Age,
    /// A telephone or facsimile number (電話番号).
    Phone,
    /// A mail address or a web address (メール).
    Mail,
    /// A number or code that belongs to one person (番号).
    Id,
    /// An address or a postal code (住所).
    Address,
}

impl Class {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Staff => "staff",
            Self::Relative => "relative",
            Self::Facility => "facility",
            Self::Place => "place",
            Self::Room => "room",
            Self::Date => "date",
            Self::Time => "time",
            Self::Age => "age",
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Id => "id",
            Self::Address => "address",
        }
    }

    /// Which class names a span when findings overlap: the smaller.
    const fn rank(self) -> u8 {
        match self {
            Self::Mail => 0,
            Self::Phone => 1,
            Self::Id => 2,
            Self::Address => 3,
            Self::Date => 4,
            Self::Time => 5,
            Self::Age => 6,
            Self::Room => 7,
            Self::Staff => 8,
            Self::Person => 9,
            Self::Facility => 10,
            Self::Relative => 11,
            Self::Place => 12,
        }
    }
}

/// A finding: a range of the plain form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Find {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) class: Class,
    /// Between 0 and 1: an order for the reader, not a probability that was measured.
    pub(crate) confidence: f32,
    /// The bare name of a person or facility within the range, for pseudonyms.
    pub(crate) name: Option<(usize, usize)>,
    /// From the facility's own list: it names the span whatever else is found there.
    pub(crate) is_listed: bool,
}

impl Find {
    pub(crate) const fn new(start: usize, end: usize, class: Class, confidence: f32) -> Self {
        Self { start, end, class, confidence, name: None, is_listed: false }
    }

    pub(crate) const fn named(mut self, start: usize, end: usize) -> Self {
        self.name = Some((start, end));
        self
    }

    pub(crate) const fn listed(mut self) -> Self {
        self.is_listed = true;
        self
    }

    const fn length(&self) -> usize {
        self.end - self.start
    }
}

/// Joins findings that overlap into spans in the order of the text; what any finding covers stays covered.
pub(crate) fn join(mut finds: Vec<Find>, plain: &Plain) -> Vec<Find> {
    finds.retain(|find| find.start < find.end && find.end <= plain.chars.len());
    finds.sort_by_key(|find| (find.start, std::cmp::Reverse(find.end), !find.is_listed, find.class.rank()));
    let mut joined: Vec<Find> = Vec::new();
    for find in finds {
        match joined.last_mut() {
            Some(last) if find.start < last.end => merge(last, &find),
            Some(last) if is_one_date(last, &find, plain) => {
                last.end = find.end;
                last.confidence = last.confidence.max(find.confidence);
            }
            _ => joined.push(find),
        }
    }
    joined
}

fn merge(last: &mut Find, find: &Find) {
    let (start, end) = (last.start, last.end.max(find.end));
    let names = |find: &Find| (find.is_listed, std::cmp::Reverse(find.class.rank()), find.length());
    // 三島中央病院 is no place, though the list has 三島.
    let is_house = |one: &Find, other: &Find| one.class == Class::Facility && other.class == Class::Place;
    if is_house(find, last) || names(find) > names(last) && !is_house(last, find) {
        // The name of the one that is dropped still helps when both are persons.
        let name = find.name.or(last.name);
        *last = Find { name, ..find.clone() };
    } else if last.class == find.class && last.name.is_none() {
        last.name = find.name;
    }
    last.start = start;
    last.end = end;
}

/// Parts of one date or address that only spaces divide.
fn is_one_date(last: &Find, find: &Find, plain: &Plain) -> bool {
    let is_part = |find: &Find| matches!(find.class, Class::Date);
    let is_address = |find: &Find| matches!(find.class, Class::Address);
    let gap = plain.slice(last.end, find.start);
    let near = gap.chars().count() <= 2 && gap.chars().all(|letter| letter == ' ');
    near && ((is_part(last) && is_part(find)) || (is_address(last) && (is_address(find) || find.class == Class::Place)))
}
