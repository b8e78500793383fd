//! The whole space of facts: small enough to try, so that rules are checked and unknown facts bounded by trying.

use super::{Facts, LastingLoss, TreatedAt, Treatment, consistency, decide};
use crate::profile::{Clause, Profile};

/// All combinations of the six graded facts for one form and detail, contradictions included, mildest first.
pub(super) fn graded(form: &str, detail: Option<&str>) -> impl Iterator<Item = Facts> {
    let combinations = [false, true].into_iter().flat_map(|death| {
        LastingLoss::ALL.into_iter().flat_map(move |lasting_loss| {
            TreatedAt::ALL
                .into_iter()
                .flat_map(move |at| Treatment::ALL.into_iter().map(move |t| (death, lasting_loss, at, t)))
        })
    });
    let yes_no = [(false, false), (false, true), (true, false), (true, true)];
    combinations.flat_map(move |(death, lasting_loss, treated_at, treatment)| {
        yes_no.into_iter().map(move |(reached, body_effect)| Facts {
            reached,
            body_effect,
            treatment,
            treated_at,
            lasting_loss,
            death,
            form: form.to_owned(),
            medication_detail: detail.map(str::to_owned),
        })
    })
}

/// Forms and details that the rules tell apart, each with one that they do not name.
pub(super) fn kinds_of_event(profile: &Profile) -> Vec<(String, Option<String>)> {
    let clauses = || {
        let rules = profile.rules.iter().flat_map(|rule| &rule.when);
        rules.chain(profile.floors.iter().flat_map(|floor| &floor.when))
    };
    let named = |of: fn(&Clause) -> &Vec<String>| {
        let mut codes: Vec<String> = clauses().flat_map(of).cloned().collect();
        codes.sort();
        codes.dedup();
        codes
    };
    let mut forms = named(|clause| &clause.form);
    let rest = profile.forms.iter().find(|form| !forms.contains(&form.code));
    if let Some(rest) = rest {
        forms.insert(0, rest.code.clone());
    }
    let details: Vec<Option<String>> =
        std::iter::once(None).chain(named(|clause| &clause.medication_detail).into_iter().map(Some)).collect();
    let pairs = forms.iter().flat_map(|form| details.iter().map(move |detail| (form.clone(), detail.clone())));
    pairs.collect()
}

/// Facts one step worse in one respect.
pub(super) fn worse(facts: &Facts) -> Vec<Facts> {
    fn next<T: Copy + PartialEq>(all: &[T], now: T) -> Option<T> {
        let at = all.iter().position(|value| *value == now)?;
        all.get(at + 1).copied()
    }
    let change = |edit: &dyn Fn(&mut Facts)| {
        let mut changed = facts.clone();
        edit(&mut changed);
        (changed != *facts).then_some(changed)
    };
    let treatment = next(&Treatment::ALL, facts.treatment).unwrap_or(facts.treatment);
    let treated_at = next(&TreatedAt::ALL, facts.treated_at).unwrap_or(facts.treated_at);
    let lasting_loss = next(&LastingLoss::ALL, facts.lasting_loss).unwrap_or(facts.lasting_loss);
    [
        change(&|f| f.reached = true),
        change(&|f| f.body_effect = true),
        change(&|f| f.death = true),
        change(&|f| f.treatment = treatment),
        change(&|f| f.treated_at = treated_at),
        change(&|f| f.lasting_loss = lasting_loss),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn possible(profile: &Profile) -> Vec<Facts> {
    let kinds = kinds_of_event(profile);
    let all = kinds.iter().flat_map(|(form, detail)| graded(form, detail.as_deref()));
    all.filter(|facts| consistency::contradiction(facts).is_ok()).collect()
}

/// The first possible facts for which the profile has no level.
pub(crate) fn first_unanswered(profile: &Profile) -> Option<Facts> {
    possible(profile).into_iter().find(|facts| decide(profile, facts).is_none())
}

/// The first pair of facts of which the worse has the lower level.
pub(crate) fn first_lowered(profile: &Profile) -> Option<(Facts, Facts)> {
    let rank = |facts: &Facts| decide(profile, facts).and_then(|outcome| profile.rank(outcome.level));
    possible(profile).into_iter().find_map(|facts| {
        let lowered = worse(&facts)
            .into_iter()
            .filter(|worse| consistency::contradiction(worse).is_ok())
            .find(|worse| rank(worse) < rank(&facts))?;
        Some((facts, lowered))
    })
}
