//! Owns reading one edited part of a profile (a list of choices, the seats, the names) from the fields of the administrator's form.
//!
//! Rows are numbered: `0_code`, `0_ja`, `0_en`, `0_order` …; a row whose code the part does not hold yet is new, and counts
//! only when it has a label. A new row without a code gets one.
use domain::form::{FieldError, Fields};
use domain::profile::{Asks, Choice, ChoiceField, Judges, Label, Opinion, Profile, Seat};

/// The most rows that a part may have.
const MAX_ROWS: usize = 200;

/// A part of the profile that has a form of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What people call the profile, and its source.
    Names,
    /// Forms of event (形態).
    Forms,
    /// Details of a medication event (与薬の詳細).
    MedicationDetails,
    /// The choices of one field.
    Choices(ChoiceField),
    /// Seats of the route (決裁席).
    Seats,
}

impl Part {
    /// Every part in the order of the page.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let head = [Self::Names, Self::Seats, Self::Forms, Self::MedicationDetails];
        head.into_iter().chain(ChoiceField::ALL.map(Self::Choices)).collect()
    }

    /// The code in addresses and message keys.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Forms => "forms",
            Self::MedicationDetails => "medication_details",
            Self::Choices(field) => field.as_str(),
            Self::Seats => "seats",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().into_iter().find(|part| part.code() == code)
    }
}

/// The profile with one part as the form has it. Whether it makes sense is the preview's question.
///
/// # Errors
/// Field errors for what cannot even be read: places in the order that are no numbers.
pub fn read_part(profile: &Profile, part: Part, fields: &Fields) -> Result<Profile, Vec<FieldError>> {
    let mut edited = profile.clone();
    match part {
        Part::Names => {
            edited.name = label(fields, "name");
            edited.source = label(fields, "source");
        }
        Part::Forms => edited.forms = choices(&profile.forms, fields)?,
        Part::MedicationDetails => edited.medication_details = choices(&profile.medication_details, fields)?,
        Part::Choices(field) => {
            if let Some(list) = edited.choices.get_mut(&field) {
                list.items = choices(&list.items, fields)?;
            }
        }
        Part::Seats => edited.seats = seats(&profile.seats, fields)?,
    }
    Ok(edited)
}

fn label(fields: &Fields, name: &str) -> Label {
    let text = |lang: &str| fields.get(&format!("{name}_{lang}")).trim().to_owned();
    Label::new(text("ja"), text("en"))
}

/// A row's label; the English one is as the Japanese where it is left empty.
fn row_label(fields: &Fields, row: usize) -> Label {
    let Label { ja, en } = label(fields, &row.to_string());
    Label { en: if en.is_empty() { ja.clone() } else { en }, ja }
}

fn choices(held: &[Choice], fields: &Fields) -> Result<Vec<Choice>, Vec<FieldError>> {
    let mut taken: Vec<String> = held.iter().map(|choice| choice.code.clone()).collect();
    let (mut rows, mut errors, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    for row in 0..MAX_ROWS {
        let (code, label) = (fields.get(&format!("{row}_code")).trim(), row_label(fields, row));
        let known = held.iter().find(|choice| choice.code == code && !seen.contains(&code));
        if known.is_none() && label.ja.is_empty() {
            continue;
        }
        let order = order(fields, row, known.is_none(), &mut errors);
        let choice = match known {
            Some(choice) => Choice { label, retired: fields.ticked(&format!("{row}_retired")), ..choice.clone() },
            None => Choice { code: new_code(code, &mut taken), label, asks: asks(fields, row), retired: false },
        };
        seen.push(code);
        rows.push((order, choice));
    }
    // A choice that the form did not send (a cut-off request) stays where it is.
    let missing = held.iter().filter(|choice| !seen.contains(&choice.code.as_str()));
    rows.extend(missing.map(|choice| (u32::MAX, choice.clone())));
    if !errors.is_empty() {
        return Err(errors);
    }
    rows.sort_by_key(|(order, _)| *order);
    Ok(rows.into_iter().map(|(_, choice)| choice).collect())
}

fn asks(fields: &Fields, row: usize) -> Asks {
    if fields.ticked(&format!("{row}_asks")) { Asks::Text } else { Asks::Nothing }
}

fn seats(held: &[Seat], fields: &Fields) -> Result<Vec<Seat>, Vec<FieldError>> {
    let mut taken: Vec<String> = held.iter().map(|seat| seat.code.clone()).collect();
    let (mut seats, mut errors) = (Vec::new(), Vec::new());
    for row in 0..MAX_ROWS {
        let (code, label) = (fields.get(&format!("{row}_code")).trim(), row_label(fields, row));
        let known = held.iter().any(|seat| seat.code == code);
        if (!known && label.ja.is_empty()) || fields.ticked(&format!("{row}_remove")) {
            continue;
        }
        let place = order(fields, row, !known, &mut errors);
        let name = |part: &str| format!("{row}_{part}");
        seats.push(Seat {
            code: if known { code.to_owned() } else { new_code(code, &mut taken) },
            label,
            order: u16::try_from(place).unwrap_or(u16::MAX),
            rounds: fields.all(&name("rounds")).into_iter().filter_map(|round| round.parse().ok()).collect(),
            opinion: match fields.get(&name("opinion")) {
                "leader" => Opinion::Leader,
                "section_head" => Opinion::SectionHead,
                _ => Opinion::None,
            },
            judges: match fields.get(&name("judges")) {
                "leader" => Judges::Leader,
                "final" => Judges::Final,
                _ => Judges::None,
            },
            unit_bound: fields.ticked(&name("unit_bound")),
        });
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    in_order(&mut seats, held);
    Ok(seats)
}

/// Numbers the seats 1, 2, 3 …; of two with the same number the one that was there before comes first.
fn in_order(seats: &mut [Seat], held: &[Seat]) {
    seats.sort_by_key(|seat| (seat.order, held.iter().position(|old| old.code == seat.code).unwrap_or(usize::MAX)));
    for (seat, order) in seats.iter_mut().zip(1..) {
        seat.order = order;
    }
}

/// The place in the order as typed, half-width or full-width; a new row without one comes last.
fn order(fields: &Fields, row: usize, new: bool, errors: &mut Vec<FieldError>) -> u32 {
    let field = format!("{row}_order");
    let plain = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        other => other,
    };
    let typed: String = fields.get(&field).trim().chars().map(plain).collect();
    match typed.parse::<u32>() {
        Ok(order) if order <= 999 => order,
        _ if new && typed.is_empty() => 1_000,
        _ => {
            errors.push(FieldError::new(field, "number").with("max", 999));
            0
        }
    }
}

/// The code as typed, or one that nobody has yet.
fn new_code(typed: &str, taken: &mut Vec<String>) -> String {
    let code = if typed.is_empty() {
        let free = (1..).map(|n| format!("added_{n}")).find(|code| !taken.contains(code));
        free.unwrap_or_default()
    } else {
        typed.to_owned()
    };
    taken.push(code.clone());
    code
}
