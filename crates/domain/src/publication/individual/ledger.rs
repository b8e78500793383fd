//! Owns the ledger of consents (同意の台帳): who agreed to what, with which document, and what all of it together permits.
use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::AttachmentId;
use crate::profile::OutlinePart;

/// Who was talked to or gave consent, in relation to the person concerned. A code and no name: names are sealed beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// 本人.
    Person,
    /// 配偶者.
    Spouse,
    /// 父母.
    Parent,
    /// 子.
    Child,
    /// きょうだい.
    Sibling,
    /// そのほかの親族.
    OtherRelative,
    /// 成年後見人・親権者.
    Guardian,
    /// 身元引受人.
    Guarantor,
}

impl Relation {
    /// Every relation in the order of the form.
    pub const ALL: [Self; 8] = [
        Self::Person,
        Self::Spouse,
        Self::Parent,
        Self::Child,
        Self::Sibling,
        Self::OtherRelative,
        Self::Guardian,
        Self::Guarantor,
    ];

    /// The stable code, the same as in JSON; also the end of message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Spouse => "spouse",
            Self::Parent => "parent",
            Self::Child => "child",
            Self::Sibling => "sibling",
            Self::OtherRelative => "other_relative",
            Self::Guardian => "guardian",
            Self::Guarantor => "guarantor",
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.code() == code)
    }
}

/// What a consent permits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "parts", rename_all = "snake_case")]
pub enum Scope {
    /// Everything that is written for the public (全部).
    Full,
    /// These parts only (一部).
    Part(BTreeSet<OutlinePart>),
    /// Nothing (同意しない).
    Nothing,
}

impl Scope {
    /// The stable code in forms and message keys.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Part(_) => "part",
            Self::Nothing => "nothing",
        }
    }

    /// Whether the part may be published.
    #[must_use]
    pub fn permits(&self, part: OutlinePart) -> bool {
        match self {
            Self::Full => true,
            Self::Part(parts) => parts.contains(&part),
            Self::Nothing => false,
        }
    }
}

/// One entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Number of the entry, from 1.
    pub number: u32,
    /// Who gave or refused it.
    pub by: Relation,
    /// What it permits.
    pub scope: Scope,
    /// On which day.
    pub on: Date,
    /// The signed document (文書), a file of the report.
    pub document: Option<AttachmentId>,
    /// The day on which it was withdrawn (撤回).
    pub withdrawn_on: Option<Date>,
    /// The later entry that took its place.
    pub replaced_by: Option<u32>,
}

impl Consent {
    /// Whether it still counts. A withdrawn consent counts on: as a refusal, until another entry takes its place.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.replaced_by.is_none()
    }

    /// Whether it permits the part: it stands, was not withdrawn, and is in writing.
    #[must_use]
    pub fn permits(&self, part: OutlinePart) -> bool {
        self.stands() && self.withdrawn_on.is_none() && self.document.is_some() && self.scope.permits(part)
    }
}

/// Every consent and refusal, in the order in which they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    entries: Vec<Consent>,
}

impl Ledger {
    /// The entries, oldest first.
    #[must_use]
    pub fn entries(&self) -> &[Consent] {
        &self.entries
    }

    /// One entry by its number.
    #[must_use]
    pub fn entry(&self, number: u32) -> Option<&Consent> {
        self.entries.iter().find(|entry| entry.number == number)
    }

    /// Whether the part may be published: somebody was asked, and everybody whose entry stands permits it in writing.
    ///
    /// Where the rule asks for no consent, silence permits; a refusal and a withdrawal never do.
    #[must_use]
    pub fn permits(&self, part: OutlinePart, consent_required: bool) -> bool {
        let mut standing = self.entries.iter().filter(|entry| entry.stands()).peekable();
        if standing.peek().is_none() {
            return !consent_required;
        }
        standing.all(|entry| entry.permits(part))
    }

    /// Whether every one of the parts may be published.
    #[must_use]
    pub fn covers(&self, parts: &BTreeSet<OutlinePart>, consent_required: bool) -> bool {
        parts.iter().all(|part| self.permits(*part, consent_required))
    }

    pub(super) fn enter(&mut self, entry: Consent, replaces: Option<u32>) {
        if let Some(old) = self.entries.iter_mut().find(|old| Some(old.number) == replaces) {
            old.replaced_by = Some(entry.number);
        }
        self.entries.push(entry);
    }

    pub(super) fn withdraw(&mut self, number: u32, on: Date) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.number == number) {
            entry.withdrawn_on = Some(on);
        }
    }

    /// The number of the next entry.
    pub(super) fn next(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX).saturating_add(1)
    }
}
