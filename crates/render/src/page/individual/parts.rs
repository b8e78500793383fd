//! page::individual::parts: words and marks that the pages of a matter share.

use domain::profile::{Label, OutlinePart};
use domain::publication::individual::{Consent, Scope};

use crate::catalog::Text;
use crate::component::*;

/// Where a matter stands.
pub(super) fn stage_badge(t: Text, stage: &str) -> Badge {
    let tone = match stage {
        "released" => Tone::Good,
        "recalled" => Tone::Danger,
        "withheld" | "withdrawn" | "unopened" => Tone::Neutral,
        "embargoed" | "correcting" | "postponed" => Tone::Warning,
        _ => Tone::Info,
    };
    Badge::new(t.choice("individual.stage", stage), tone)
}

/// A part of the wording.
pub(super) fn part_words(t: Text, part: OutlinePart) -> String {
    t.choice("individual.part", part.code())
}

/// Parts in a row of words.
pub(super) fn parts_words<'a>(t: Text, parts: impl IntoIterator<Item = &'a OutlinePart>) -> String {
    let words: Vec<String> = parts.into_iter().map(|part| part_words(t, *part)).collect();
    words.join(t.pick("、", ", "))
}

/// What a consent permits.
pub(super) fn scope_words(t: Text, scope: &Scope) -> String {
    match scope {
        Scope::Part(parts) => t.with("individual.consent.only", &[("parts", &parts_words(t, parts))]),
        _ => t.choice("individual.scope", scope.code()),
    }
}

/// Whether an entry of the ledger counts.
pub(super) fn consent_state(t: Text, entry: &Consent) -> Badge {
    if let Some(number) = entry.replaced_by {
        return Badge::new(t.with("individual.consent.replaced", &[("n", &number)]), Tone::Neutral);
    }
    match (entry.withdrawn_on, &entry.scope) {
        (Some(_), _) => Badge::new(t.get("individual.consent.withdrawn"), Tone::Danger),
        (None, Scope::Nothing) => Badge::new(t.get("individual.consent.refused"), Tone::Warning),
        (None, _) => Badge::new(t.get("individual.consent.stands"), Tone::Good),
    }
}

/// The name of an office in the reader's language.
pub(super) fn office(t: Text, label: &Label) -> String {
    t.label(label).to_owned()
}
