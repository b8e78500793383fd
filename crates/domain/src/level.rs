//! The impact level (影響レベル) of an event, derived from facts by the rules of a profile: one engine for every scale.

mod consistency;
mod crosswalk;
mod explain;
mod facts;
mod partial;
mod space;
mod tool;

#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::profile::{Caveat, Clause, Floor, Kind, Label, LevelCode, LevelRule, Profile};

pub use consistency::FactError;
pub use crosswalk::{CROSSWALK, CrosswalkNote, LevelPair, compare, crosswalk, overlap};
pub use facts::{Facts, LastingLoss, TreatedAt, Treatment};
pub use partial::{FactName, PartialDerived, PartialFacts, derive_partial};
pub(crate) use space::{first_lowered, first_unanswered};
pub use tool::tool_level;

/// A level with everything that led to it; serialises as the output of `futawa tool level`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Derived {
    /// The level.
    pub level: LevelCode,
    /// Incident or accident, by the profile's cut.
    pub kind: Kind,
    /// Ids of all rules and floors that matched, the deciding one first.
    pub rules: Vec<String>,
    /// The standard's words or the facts leave room: a person has to look.
    pub ambiguous: bool,
    /// The reason, with the standard's own words.
    pub explain: Label,
}

/// Derives the level of the facts on the profile's scale.
///
/// # Errors
/// A code that the profile does not have, facts that contradict each other, or a profile without a rule for them.
pub fn derive(profile: &Profile, facts: &Facts) -> Result<Derived, FactError> {
    consistency::check(profile, facts)?;
    let outcome = decide(profile, facts).ok_or(FactError::NoRule)?;
    let def = profile.level(outcome.level).ok_or(FactError::NoRule)?;
    let notes = consistency::notes(profile, facts);
    Ok(Derived {
        level: def.code.clone(),
        kind: def.kind,
        ambiguous: !notes.is_empty(),
        explain: explain::explain(def, outcome.wording, &notes),
        rules: outcome.fired.into_iter().map(str::to_owned).collect(),
    })
}

/// The floor (下限) that holds for the facts, if any: no person's judgement and no later edit may go below it (B1).
#[must_use]
pub fn floor<'a>(profile: &'a Profile, facts: &Facts) -> Option<&'a Floor> {
    let holding = profile.floors.iter().filter(|floor| matches(&floor.when, facts));
    holding.max_by_key(|floor| profile.rank(&floor.at_least))
}

/// Whether a person may judge these facts to be of this level: the profile has it and no floor lies above it.
#[must_use]
pub fn may_judge(profile: &Profile, facts: &Facts, level: &LevelCode) -> bool {
    let lowest = floor(profile, facts).and_then(|floor| profile.rank(&floor.at_least));
    profile.rank(level).is_some_and(|rank| lowest.is_none_or(|lowest| rank >= lowest))
}

/// What the rules and floors say, before it is put into words.
struct Outcome<'a> {
    level: &'a LevelCode,
    wording: &'a Label,
    fired: Vec<&'a str>,
}

fn matches(when: &[Clause], facts: &Facts) -> bool {
    when.iter().any(|clause| clause.holds(facts))
}

/// A rule without conditions takes what is left; it did not fire when another decided.
fn takes_the_rest(rule: &LevelRule) -> bool {
    rule.when.iter().any(Clause::is_empty)
}

/// The first matching rule decides; the highest floor lifts it.
fn decide<'a>(profile: &'a Profile, facts: &Facts) -> Option<Outcome<'a>> {
    let mut matching = profile.rules.iter().filter(|rule| matches(&rule.when, facts));
    let first = matching.next()?;
    let mut outcome = Outcome { level: &first.level, wording: &first.wording, fired: vec![&first.id] };
    let others = matching.filter(|rule| !takes_the_rest(rule));
    outcome.fired.extend(others.map(|rule| rule.id.as_str()));
    for floor in profile.floors.iter().filter(|floor| matches(&floor.when, facts)) {
        if profile.rank(&floor.at_least) > profile.rank(outcome.level) {
            outcome.level = &floor.at_least;
            outcome.wording = &floor.wording;
            outcome.fired.insert(0, &floor.id);
        } else {
            outcome.fired.push(&floor.id);
        }
    }
    Some(outcome)
}

fn caveats<'a>(profile: &'a Profile, facts: &Facts) -> impl Iterator<Item = &'a Caveat> {
    profile.caveats.iter().filter(|caveat| matches(&caveat.when, facts))
}
