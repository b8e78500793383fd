//! Levels from incomplete facts: what is unknown (不明) counts as the least bad, and is said to be missing.

use serde::{Deserialize, Serialize};

use super::{Derived, FactError, Facts, LastingLoss, TreatedAt, Treatment, consistency, derive, space};
use crate::profile::{LevelCode, Profile};

/// Facts as far as they are known; `None` is 不明 or not yet answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PartialFacts {
    /// See [`Facts::reached`].
    pub reached: Option<bool>,
    /// See [`Facts::body_effect`].
    pub body_effect: Option<bool>,
    /// See [`Facts::treatment`].
    pub treatment: Option<Treatment>,
    /// See [`Facts::treated_at`].
    pub treated_at: Option<TreatedAt>,
    /// See [`Facts::lasting_loss`].
    pub lasting_loss: Option<LastingLoss>,
    /// See [`Facts::death`].
    pub death: Option<bool>,
    /// See [`Facts::form`].
    pub form: Option<String>,
    /// See [`Facts::medication_detail`]; only asked for medication events.
    pub medication_detail: Option<String>,
}

/// Names of the facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactName {
    /// Did it reach the person?
    Reached,
    /// Was the body affected?
    BodyEffect,
    /// Which treatment?
    Treatment,
    /// Where was it given?
    TreatedAt,
    /// What remained?
    LastingLoss,
    /// Did the person die?
    Death,
    /// Which form of event?
    Form,
    /// Which medication detail?
    MedicationDetail,
}

/// The level that is certain so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartialDerived {
    /// The lowest level that the known facts allow, with its reason.
    pub floor: Derived,
    /// The highest level that they still allow.
    pub at_most: LevelCode,
    /// An answer that is missing could still raise the level.
    pub provisional: bool,
    /// The facts that are missing, in the order of the form.
    pub missing: Vec<FactName>,
}

impl From<Facts> for PartialFacts {
    fn from(facts: Facts) -> Self {
        Self {
            reached: Some(facts.reached),
            body_effect: Some(facts.body_effect),
            treatment: Some(facts.treatment),
            treated_at: Some(facts.treated_at),
            lasting_loss: Some(facts.lasting_loss),
            death: Some(facts.death),
            form: Some(facts.form),
            medication_detail: facts.medication_detail,
        }
    }
}

impl PartialFacts {
    /// The facts that are missing. The detail is only missed for the form that has details (与薬).
    #[must_use]
    pub fn missing(&self, profile: &Profile) -> Vec<FactName> {
        let detail_open =
            self.medication_detail.is_none() && self.form.as_deref() == Some(profile.publication.detail_form.as_str());
        [
            (self.reached.is_none(), FactName::Reached),
            (self.body_effect.is_none(), FactName::BodyEffect),
            (self.treatment.is_none(), FactName::Treatment),
            (self.treated_at.is_none(), FactName::TreatedAt),
            (self.lasting_loss.is_none(), FactName::LastingLoss),
            (self.death.is_none(), FactName::Death),
            (self.form.is_none(), FactName::Form),
            (detail_open, FactName::MedicationDetail),
        ]
        .into_iter()
        .filter_map(|(open, name)| open.then_some(name))
        .collect()
    }

    /// Whether complete facts agree with what is known.
    fn allows(&self, facts: &Facts) -> bool {
        self.reached.is_none_or(|known| known == facts.reached)
            && self.body_effect.is_none_or(|known| known == facts.body_effect)
            && self.treatment.is_none_or(|known| known == facts.treatment)
            && self.treated_at.is_none_or(|known| known == facts.treated_at)
            && self.lasting_loss.is_none_or(|known| known == facts.lasting_loss)
            && self.death.is_none_or(|known| known == facts.death)
    }

    /// Forms and details that the missing answers could still turn out to be, the least telling first.
    fn events(&self, profile: &Profile) -> Vec<(String, Option<String>)> {
        let detail_form = &profile.publication.detail_form;
        let mut kinds = space::kinds_of_event(profile);
        let implied = self.medication_detail.as_ref().map(|_| detail_form);
        if let Some(form) = self.form.as_ref().or(implied) {
            let detailed = form == detail_form;
            let details = kinds.into_iter().map(|(_, detail)| detail);
            let mut open: Vec<Option<String>> = if detailed { details.collect() } else { vec![None] };
            open.sort();
            open.dedup();
            kinds = open.into_iter().map(|detail| (form.clone(), detail)).collect();
        }
        if let Some(known) = &self.medication_detail {
            for (_, detail) in &mut kinds {
                *detail = Some(known.clone());
            }
            kinds.dedup();
        }
        kinds
    }
}

/// Derives what is certain from incomplete facts by trying every way in which they could be completed.
/// Completions that hardly fit together are set aside as long as others are left: a known effect on the body,
/// for example, means that it reached the person.
///
/// # Errors
/// As [`derive`]; contradictions only if no completion avoids them.
pub fn derive_partial(profile: &Profile, known: &PartialFacts) -> Result<PartialDerived, FactError> {
    let mut fitting = Vec::new();
    let mut strained = Vec::new();
    let mut refused = FactError::NoRule;
    for (form, detail) in known.events(profile) {
        for facts in space::graded(&form, detail.as_deref()).filter(|facts| known.allows(facts)) {
            match consistency::check(profile, &facts) {
                Err(error) => refused = error,
                Ok(()) if consistency::tensions(profile, &facts).next().is_none() => {
                    fitting.push(facts);
                }
                Ok(()) => strained.push(facts),
            }
        }
    }
    let completions = if fitting.is_empty() { strained } else { fitting };
    let rank = |facts: &Facts| super::decide(profile, facts).and_then(|outcome| profile.rank(outcome.level));
    // `min_by_key` keeps the first of equals, which is the mildest completion.
    let least = completions.iter().min_by_key(|facts| rank(facts)).ok_or(refused)?;
    let most = completions.iter().max_by_key(|facts| rank(facts)).unwrap_or(least);
    let certain = derive(profile, least)?;
    let at_most = derive(profile, most)?.level;
    Ok(PartialDerived {
        provisional: certain.level != at_most,
        floor: certain,
        at_most,
        missing: known.missing(profile),
    })
}

impl PartialFacts {
    /// The facts if all are known; a missing detail stays `None`.
    #[must_use]
    pub fn complete(&self) -> Option<Facts> {
        Some(Facts {
            reached: self.reached?,
            body_effect: self.body_effect?,
            treatment: self.treatment?,
            treated_at: self.treated_at?,
            lasting_loss: self.lasting_loss?,
            death: self.death?,
            form: self.form.clone()?,
            medication_detail: self.medication_detail.clone(),
        })
    }

    /// Whether a person may judge this level while facts are missing: no floor of what is known lies above it.
    #[must_use]
    pub fn may_judge(&self, profile: &Profile, level: &LevelCode) -> bool {
        // Floors look at form and detail first; an unknown reach is taken as reached, the side of caution.
        let facts = Facts {
            reached: self.reached.unwrap_or(true),
            body_effect: self.body_effect.unwrap_or(false),
            treatment: self.treatment.unwrap_or(Treatment::None),
            treated_at: self.treated_at.unwrap_or(TreatedAt::None),
            lasting_loss: self.lasting_loss.unwrap_or(LastingLoss::None),
            death: self.death.unwrap_or(false),
            form: self.form.clone().unwrap_or_default(),
            medication_detail: self.medication_detail.clone(),
        };
        super::may_judge(profile, &facts, level)
    }
}
