//! Owns what is published of one case: everything that a reader or a verifier needs, and nothing that names anybody.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::profile::{Label, OutlinePart};

/// An office that answers for the announcement. Persons are in the journal, not in public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    /// What it is called.
    pub office: Label,
    /// The day on which it examined or decided.
    pub on: Date,
}

/// One edition of an individual publication, the very text whose hash is journalled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// Version of this structure.
    pub format: u32,
    /// Public code of the facility.
    pub facility: String,
    /// Name at the time of publication, Japanese.
    pub facility_ja: String,
    /// Name at the time of publication, English.
    pub facility_en: String,
    /// Name in public addresses; tells no internal number.
    pub slug: String,
    /// 1 for the first release, more after corrections.
    pub edition: u32,
    /// Why it is published: `level` or `socially_significant`.
    pub grounds: String,
    /// The texts in the order of the standard.
    pub parts: Vec<(OutlinePart, String)>,
    /// It tells what was known at this instant, microseconds since 1970 UTC.
    pub cut_off: i64,
    /// Profile whose rule holds.
    pub profile: String,
    /// Version of the profile.
    pub rule_version: u32,
    /// How it is made public (記者会見).
    pub method: Label,
    /// Who examined and who decided.
    pub signatories: Vec<Signatory>,
    /// Why this edition takes the place of the one before.
    pub correction_reason: Option<String>,
}
