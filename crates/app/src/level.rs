//! Owns the cross-walk (対照表): what each scale says of the same facts.
use std::sync::Arc;

use domain::level::{FactError, PartialDerived, PartialFacts, derive_partial};
use domain::policy::Action;
use domain::profile::{OTHER, Profile};

use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

/// What one scale says.
#[derive(Debug, Clone)]
pub struct ScaleAnswer {
    /// The scale.
    pub profile: Arc<Profile>,
    /// It is the facility's own, as in force.
    pub own: bool,
    /// The scale does not know this form of event, so that it was asked about 「その他」.
    pub form_as_other: bool,
    /// The level as far as the facts are known, or why there is none.
    pub answer: Result<PartialDerived, FactError>,
}

impl App {
    /// The facts on the facility's own scale and on every scale that ships with the program.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn level_crosswalk(&self, ctx: &Ctx, facts: &PartialFacts) -> Result<Vec<ScaleAnswer>, AppError> {
        Ok(self.scales(ctx).await?.into_iter().map(|(profile, own)| answer(profile, own, facts)).collect())
    }

    /// The facility's own scale first (with the flag), then those that ship and say something else.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn scales(&self, ctx: &Ctx) -> Result<Vec<(Arc<Profile>, bool)>, AppError> {
        authorise_facility(ctx, Action::SeeCrosswalk)?;
        let own = self.facility(ctx).await?.profile;
        let others = Profile::builtins().iter().filter(|shipped| !says_the_same(&own, shipped));
        let others: Vec<_> = others.map(|shipped| (Arc::new(shipped.clone()), false)).collect();
        Ok(std::iter::once((own, true)).chain(others).collect())
    }
}

fn says_the_same(one: &Profile, other: &Profile) -> bool {
    (&one.levels, &one.rules, &one.floors, &one.caveats) == (&other.levels, &other.rules, &other.floors, &other.caveats)
}

fn answer(profile: Arc<Profile>, own: bool, facts: &PartialFacts) -> ScaleAnswer {
    let form_as_other = facts.form.as_deref().is_some_and(|form| profile.form(form).is_none());
    let mut facts = facts.clone();
    if form_as_other {
        facts.form = Some(OTHER.to_owned());
    }
    facts.medication_detail = facts.medication_detail.filter(|detail| profile.medication_detail(detail).is_some());
    ScaleAnswer { answer: derive_partial(&profile, &facts), own, form_as_other, profile }
}
