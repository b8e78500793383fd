//! Levels, and the rules, floors and caveats that lead from facts to them, as a profile writes them down.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Label;
use crate::level::{Facts, LastingLoss, TreatedAt, Treatment};

/// Code of an impact level (影響レベル), such as `3` or `3b`. It has no order of its own: see [`super::Profile::rank`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LevelCode(String);

impl LevelCode {
    /// A level code; whether a profile has it is the profile's to say.
    pub fn new(code: impl Into<String>) -> Self {
        Self(code.into())
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LevelCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Incident or accident (種別).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Incident, near miss (インシデント).
    Incident,
    /// Accident (アクシデント).
    Accident,
}

impl Kind {
    /// The code as stored and published.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Accident => "accident",
        }
    }

    /// The word for it in both languages.
    #[must_use]
    pub fn label(self) -> Label {
        match self {
            Self::Incident => Label::new("インシデント", "incident"),
            Self::Accident => Label::new("アクシデント", "accident"),
        }
    }
}

/// One level of the scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelDef {
    /// Its code.
    pub code: LevelCode,
    /// On which side of the cut it lies.
    pub kind: Kind,
    /// Degree of harm (障害の程度), such as 実害なし.
    pub name: Label,
    /// The standard's description (説明), word for word; a line break stands where the table has one.
    pub wording: Label,
}

/// Conditions on facts that must hold together; what is not set is not asked. The empty clause always holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Clause {
    /// It reached the person, or did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reached: Option<bool>,
    /// The body was affected, or was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_effect: Option<bool>,
    /// The person died, or did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub death: Option<bool>,
    /// One of these treatments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub treatment: Vec<Treatment>,
    /// One of these places of treatment.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub treated_at: Vec<TreatedAt>,
    /// One of these lasting losses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lasting_loss: Vec<LastingLoss>,
    /// One of these forms of event.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub form: Vec<String>,
    /// One of these medication details.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub medication_detail: Vec<String>,
}

impl Clause {
    /// Whether the facts meet every condition that is set.
    #[must_use]
    pub fn holds(&self, facts: &Facts) -> bool {
        fn one_of<T: PartialEq>(wanted: &[T], fact: &T) -> bool {
            wanted.is_empty() || wanted.contains(fact)
        }
        let detail = facts.medication_detail.as_ref();
        self.reached.is_none_or(|wanted| wanted == facts.reached)
            && self.body_effect.is_none_or(|wanted| wanted == facts.body_effect)
            && self.death.is_none_or(|wanted| wanted == facts.death)
            && one_of(&self.treatment, &facts.treatment)
            && one_of(&self.treated_at, &facts.treated_at)
            && one_of(&self.lasting_loss, &facts.lasting_loss)
            && one_of(&self.form, &facts.form)
            && (self.medication_detail.is_empty() || detail.is_some_and(|code| self.medication_detail.contains(code)))
    }

    /// Whether the clause sets no condition at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A rule that gives a level. In the profile's order the first that matches decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelRule {
    /// Stable name, told with every derived level.
    pub id: String,
    /// The level that it gives.
    pub level: LevelCode,
    /// It matches when one of these clauses holds.
    pub when: Vec<Clause>,
    /// The reason in words.
    pub wording: Label,
}

/// A level below which certain facts never fall, whatever rules or people say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// Stable name, told with every derived level that it touches.
    pub id: String,
    /// The lowest level that is left.
    pub at_least: LevelCode,
    /// It matches when one of these clauses holds.
    pub when: Vec<Clause>,
    /// The reason in words.
    pub wording: Label,
}

/// Facts for which the standard's words leave room: a person has to look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caveat {
    /// Stable name.
    pub id: String,
    /// It matches when one of these clauses holds.
    pub when: Vec<Clause>,
    /// What is open, in words.
    pub text: Label,
}
