//! Whether facts fit together: contradictions are errors, tensions are notes for a person.

use super::{Facts, LastingLoss, TreatedAt, Treatment, caveats};
use crate::profile::{Label, Profile};

/// Why no level can be given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FactError {
    /// Two facts cannot both be true.
    #[error("`{0}` and `{1}` contradict each other: what did not reach the person cannot have had this result")]
    Contradictory(&'static str, &'static str),
    /// The profile does not have this code.
    #[error("`{field}` holds the code “{value}”, which this profile does not have")]
    UnknownCode {
        /// The fact that holds the code.
        field: &'static str,
        /// The code.
        value: String,
    },
    /// No rule of the profile matches; [`Profile::validate`] finds such profiles.
    #[error("no rule of this profile matches these facts")]
    NoRule,
}

impl FactError {
    /// Stable code of the error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Contradictory(..) => "contradictory_facts",
            Self::UnknownCode { .. } => "unknown_code",
            Self::NoRule => "no_rule",
        }
    }

    /// The facts that it is about, joined by a comma.
    #[must_use]
    pub fn field(&self) -> String {
        match self {
            Self::Contradictory(one, other) => format!("{one},{other}"),
            Self::UnknownCode { field, .. } => (*field).to_owned(),
            Self::NoRule => "facts".to_owned(),
        }
    }

    /// What to tell a person.
    #[must_use]
    pub fn message(&self) -> Label {
        let ja = match self {
            Self::Contradictory(_, "death") => {
                "「届く前に気づいた」（reached）と「死亡」（death）は両立しません。どちらかを直してください。".to_owned()
            }
            Self::Contradictory(..) => {
                "「届く前に気づいた」（reached）と「後遺症あり」（lasting_loss）は両立しません。どちらかを直してください。"
                    .to_owned()
            }
            Self::UnknownCode { field, value } => format!("{field} の「{value}」は、この様式にないコードです。"),
            Self::NoRule => "この様式には、この場合のレベルの決まりがありません。".to_owned(),
        };
        Label::new(ja, self.to_string())
    }
}

/// Refuses unknown codes and facts that cannot both be true.
pub(super) fn check(profile: &Profile, facts: &Facts) -> Result<(), FactError> {
    if profile.form(&facts.form).is_none() {
        return Err(FactError::UnknownCode { field: "form", value: facts.form.clone() });
    }
    if let Some(detail) = &facts.medication_detail
        && profile.medication_detail(detail).is_none()
    {
        return Err(FactError::UnknownCode { field: "medication_detail", value: detail.clone() });
    }
    contradiction(facts)
}

/// Facts that cannot both be true, whatever the scale.
pub(super) fn contradiction(facts: &Facts) -> Result<(), FactError> {
    if !facts.reached && facts.death {
        return Err(FactError::Contradictory("reached", "death"));
    }
    if !facts.reached && facts.lasting_loss != LastingLoss::None {
        return Err(FactError::Contradictory("reached", "lasting_loss"));
    }
    Ok(())
}

/// All that a person should look at: tensions between the facts, then the profile's own caveats.
pub(super) fn notes(profile: &Profile, facts: &Facts) -> Vec<Label> {
    let mut notes: Vec<Label> = tensions(profile, facts).map(|(ja, en)| Label::new(ja, en)).collect();
    notes.extend(caveats(profile, facts).map(|caveat| caveat.text.clone()));
    notes
}

/// Pairs of facts that hardly fit together, whatever the scale.
pub(super) fn tensions(profile: &Profile, facts: &Facts) -> impl Iterator<Item = (&'static str, &'static str)> {
    let treated = facts.treatment != Treatment::None;
    let away = facts.treated_at >= TreatedAt::FacilityClinic;
    let harmed = facts.death || facts.lasting_loss != LastingLoss::None;
    let stray_detail = facts.medication_detail.is_some() && facts.form != profile.publication.detail_form;
    [
        (
            !facts.reached && facts.body_effect,
            "「届く前に気づいた」とありますが、身体への影響が「あり」です。",
            "It is said not to have reached the person, but the body was affected.",
        ),
        (
            !facts.reached && treated,
            "「届く前に気づいた」とありますが、処置の記録があります。",
            "It is said not to have reached the person, but a treatment is recorded.",
        ),
        (
            !facts.reached && facts.treated_at != TreatedAt::None,
            "「届く前に気づいた」とありますが、処置をした場所の記録があります。",
            "It is said not to have reached the person, but a place of treatment is recorded.",
        ),
        (
            !treated && away,
            "処置は「なし」とありますが、診療所または外部の医療機関で診ています。",
            "No treatment is recorded, but the person was seen at the clinic or an external institution.",
        ),
        (
            harmed && !facts.body_effect,
            "死亡または後遺症がありますが、身体への影響が「なし」です。",
            "There is a death or an after-effect, but no effect on the body is recorded.",
        ),
        (
            stray_detail,
            "与薬の詳細がありますが、形態が「与薬」ではありません。",
            "A medication detail is given, but the form of the event is not medication.",
        ),
    ]
    .into_iter()
    .filter_map(|(open, ja, en)| open.then_some((ja, en)))
}
