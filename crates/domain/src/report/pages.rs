//! Owns the pages of the report form: which field stands on which page of the full form, and which on the quick one.
use std::sync::LazyLock;

use super::content::Door;

/// The fields of ヒヤリ・ハットを1分で.
pub const QUICK_FIELDS: &[&str] = &[
    "mode",
    "narrative",
    "place",
    "place_other",
    "occurred",
    "occurred_era",
    "occurred_year",
    "occurred_month",
    "occurred_day",
    "occurred_unknown",
    "occurred_approx",
    "occurred_text",
    "occurred_half",
    "occurred_hour",
    "occurred_minute",
    "occurred_band",
    "form",
    "form_other",
    "medication_detail",
    "medication_detail_other",
    "reached",
    "body_effect",
    "treatment",
    "treated_at",
    "unit",
];

/// A page of the full form (screens.md: six short pages; the sixth is the check page, which has no fields).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// いつ・どこ.
    When,
    /// だれ.
    Who,
    /// 何が起きた.
    What,
    /// 結果・処置・報告先.
    Result,
    /// 要因・原因・再発防止.
    Cause,
}

impl Page {
    /// The pages with fields, in order.
    pub const ALL: [Self; 5] = [Self::When, Self::Who, Self::What, Self::Result, Self::Cause];

    /// The stable code in links and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::When => "when",
            Self::Who => "who",
            Self::What => "what",
            Self::Result => "result",
            Self::Cause => "cause",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.code() == code)
    }

    /// The page after this one; `None` leads to the check page.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|page| *page > self)
    }

    /// Prefixes of the names of the fields on this page.
    #[must_use]
    pub const fn prefixes(self) -> &'static [&'static str] {
        match self {
            Self::When => &["mode", "unit", "occurred", "discovered", "place", "situation"],
            Self::Who => &[
                "no_person",
                "person",
                "occupation",
                "experience_",
                "party",
                "disability",
                "care_",
                "comprehension",
                "usage",
            ],
            Self::What => &["form", "other_forms", "medication_detail", "narrative"],
            Self::Result => &[
                "reached",
                "body_effect",
                "treatment",
                "treated_at",
                "lasting_loss",
                "death",
                "proposed_",
                "finding",
                "superior",
                "guarantor",
            ],
            Self::Cause => &["factor", "cause", "prevention"],
        }
    }

    /// Whether a field stands on this page.
    #[must_use]
    pub fn holds(self, field: &str) -> bool {
        self.prefixes().iter().any(|prefix| field.starts_with(prefix))
    }

    /// The page of a field.
    #[must_use]
    pub fn of(field: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.holds(field))
    }
}

/// Prefixes of the fields of all pages together: what the form on one page replaces. The drawing has a page of its own.
#[must_use]
pub fn all_prefixes() -> &'static [&'static str] {
    static ALL: LazyLock<Vec<&str>> =
        LazyLock::new(|| Page::ALL.iter().flat_map(|page| page.prefixes()).copied().collect());
    &ALL
}

/// Where a field stands on the form of that door, for errors in the order in which a person meets them; unknown fields come last.
pub(super) fn position(door: Door, field: &str) -> (usize, usize) {
    const LAST: usize = usize::MAX;
    if door == Door::Quick {
        return (0, QUICK_FIELDS.iter().position(|name| *name == field).unwrap_or(LAST));
    }
    let Some(page) = Page::of(field) else {
        return (LAST, LAST);
    };
    let place = page.prefixes().iter().position(|prefix| field.starts_with(prefix)).unwrap_or(LAST);
    (Page::ALL.iter().position(|held| *held == page).unwrap_or(LAST), place)
}
