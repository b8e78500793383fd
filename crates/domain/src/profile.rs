//! The profile (様式・基準): everything that a facility may edit, as data: levels, rules, choices, seats, publication.

mod builtin;
mod choices;
mod diff;
mod individual;
mod publication;
mod scale;
mod seats;
mod validate;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use choices::{Asks, Choice, ChoiceField, ChoiceList, OTHER, UNKNOWN};
pub use diff::{ChangeKind, ProfileChange, diff};
pub use individual::{Bench, IndividualProcedure, OutlinePart};
pub use publication::{ComprehensiveRule, CountBy, MonthBasis, PublicationDue, PublicationRule};
pub use scale::{Caveat, Clause, Floor, Kind, LevelCode, LevelDef, LevelRule};
pub use seats::{Judges, Opinion, Seat};
pub use validate::ProfileProblem;

/// A text in both languages of the product; Japanese is the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// The Japanese text.
    pub ja: String,
    /// The English text.
    pub en: String,
}

impl Label {
    /// A label of two texts.
    pub fn new(ja: impl Into<String>, en: impl Into<String>) -> Self {
        Self { ja: ja.into(), en: en.into() }
    }
}

/// Why a profile could not be read or written as TOML.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// The text is no TOML, or holds an unknown key, or lacks one.
    #[error("the profile cannot be read: {0}")]
    Read(#[from] toml::de::Error),
    /// The profile could not be written as TOML.
    #[error("the profile cannot be written: {0}")]
    Write(#[from] toml::ser::Error),
}

/// One version of a facility's code sets, rules and route (B2, B13).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Stable name of the profile, lower case with hyphens.
    pub id: String,
    /// Version; grows by one with every change that is put into force.
    pub version: u32,
    /// What people call it.
    pub name: Label,
    /// First report date (報告日) to which it applies (附則).
    pub effective_from: Date,
    /// After how many days at one step a report is marked as late in the inbox.
    #[serde(default = "late_after_days")]
    pub late_after_days: u16,
    /// The document that it comes from.
    pub source: Label,
    /// Forms of event (形態), in the order of the paper.
    pub forms: Vec<Choice>,
    /// Details of a medication event (与薬の詳細).
    pub medication_details: Vec<Choice>,
    /// Impact levels (影響レベル), mildest first.
    pub levels: Vec<LevelDef>,
    /// Rules from facts to a level; the first that matches decides.
    pub rules: Vec<LevelRule>,
    /// Levels below which certain facts never fall.
    #[serde(default)]
    pub floors: Vec<Floor>,
    /// Facts for which the standard's words leave room.
    #[serde(default)]
    pub caveats: Vec<Caveat>,
    /// The lists behind the other fields of the form.
    pub choices: BTreeMap<ChoiceField, ChoiceList>,
    /// Seats of the approval route (決裁).
    pub seats: Vec<Seat>,
    /// What is published, when and by which date (公表基準).
    pub publication: PublicationRule,
}

/// What a profile says that does not speak of it.
const fn late_after_days() -> u16 {
    3
}

impl Profile {
    /// Reads a profile from TOML. Whether it makes sense is [`Profile::validate`]'s question.
    ///
    /// # Errors
    /// [`ProfileError::Read`] names line and key of the first thing that could not be read.
    pub fn from_toml(text: &str) -> Result<Self, ProfileError> {
        Ok(toml::from_str(text)?)
    }

    /// Writes the profile as TOML that [`Profile::from_toml`] reads back unchanged.
    ///
    /// # Errors
    /// [`ProfileError::Write`] if the values do not fit TOML.
    pub fn to_toml(&self) -> Result<String, ProfileError> {
        Ok(toml::to_string_pretty(self)?)
    }

    /// A profile that ships with the program: `welfare` or `university-hospital`.
    #[must_use]
    pub fn builtin(id: &str) -> Option<&'static Self> {
        builtin::all().iter().find(|profile| profile.id == id)
    }

    /// All profiles that ship with the program.
    #[must_use]
    pub fn builtins() -> &'static [Self] {
        builtin::all()
    }

    /// Whether a report of this date (報告日) falls under this version (B13).
    #[must_use]
    pub fn covers(&self, report_date: Date) -> bool {
        report_date >= self.effective_from
    }

    /// The definition of a level, if the profile has it.
    #[must_use]
    pub fn level(&self, code: &LevelCode) -> Option<&LevelDef> {
        self.levels.iter().find(|level| &level.code == code)
    }

    /// How bad a level is: 0 is the mildest. The only order that levels have.
    #[must_use]
    pub fn rank(&self, code: &LevelCode) -> Option<usize> {
        self.levels.iter().position(|level| &level.code == code)
    }

    /// Incident or accident, by the profile's cut.
    #[must_use]
    pub fn kind(&self, code: &LevelCode) -> Option<Kind> {
        self.level(code).map(|level| level.kind)
    }

    /// A form of event (形態), retired ones included: old reports keep them.
    #[must_use]
    pub fn form(&self, code: &str) -> Option<&Choice> {
        self.forms.iter().find(|choice| choice.code == code)
    }

    /// A detail of a medication event (与薬の詳細), retired ones included.
    #[must_use]
    pub fn medication_detail(&self, code: &str) -> Option<&Choice> {
        self.medication_details.iter().find(|choice| choice.code == code)
    }

    /// The list behind a field of the form.
    #[must_use]
    pub fn choice_list(&self, field: ChoiceField) -> Option<&ChoiceList> {
        self.choices.get(&field)
    }

    /// One choice of a field, retired ones included.
    #[must_use]
    pub fn choice(&self, field: ChoiceField, code: &str) -> Option<&Choice> {
        self.choice_list(field)?.get(code)
    }

    /// A seat of the route by its code.
    #[must_use]
    pub fn seat(&self, code: &str) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.code == code)
    }

    /// The seats of one round in the order in which the paper travels, handler first.
    #[must_use]
    pub fn route(&self, round: u8) -> Vec<&Seat> {
        let mut seats: Vec<&Seat> = self.seats.iter().filter(|s| s.rounds.contains(&round)).collect();
        seats.sort_by_key(|seat| seat.order);
        seats
    }

    /// All problems of the profile; an empty list means that it may be put into force.
    #[must_use]
    pub fn validate(&self) -> Vec<ProfileProblem> {
        validate::validate(self)
    }
}
