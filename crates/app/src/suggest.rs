//! Owns suggestions (候補) of a facility: its models in memory, what they are asked, and the use cases around them.
//!
//! A model belongs to one facility and is found by its id only. The open desk, where nobody is known, is answered from the definitions
//! that ship with the program, so that no stranger can question what a facility's reports have taught.

mod card;
mod count;
mod figures;
mod train;

use std::sync::Arc;

use ::text::classify::{Model, Suggested, Suggestion, suggest_cause, suggest_form};
use domain::people::Actor;
use domain::profile::{ChoiceField, Profile};

pub use card::{FieldCard, ModelCard, ModelFacts};
pub(crate) use count::count_chosen;
pub use figures::{ClassFigures, Figures};

use crate::{App, AppError, Ctx};

/// Texts shorter than this say nothing yet, in characters.
const LEAST_CHARS: usize = 5;
/// Less likely ones are not worth the look.
const LEAST_P: f64 = 0.08;
/// What stands after so many characters tells no more, and would only cost time.
const MOST_CHARS: usize = 2_000;

/// What is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The form of event (形態).
    Form,
    /// The causes (原因).
    Cause,
}

impl Field {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Form, Self::Cause];

    /// The field's name in forms and rows.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Cause => "cause",
        }
    }

    /// Reads a name back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }

    /// The codes that the profile offers.
    pub(crate) fn offered(self, profile: &Profile) -> Vec<String> {
        match self {
            Self::Form => {
                profile.forms.iter().filter(|choice| !choice.retired).map(|choice| choice.code.clone()).collect()
            }
            Self::Cause => {
                let list = profile.choice_list(ChoiceField::Cause);
                list.map(|list| list.offered().map(|choice| choice.code.clone()).collect()).unwrap_or_default()
            }
        }
    }
}

/// The models of so many facilities are held; each takes some 10 to 30 MB.
pub(crate) const MOST_HELD: usize = 16;

/// The models of one facility, as far as it has any.
#[derive(Debug, Clone, Default)]
pub(crate) struct Models {
    form: Kept,
    cause: Kept,
}

/// A model with its version in the store; 0 = none.
#[derive(Debug, Clone, Default)]
struct Kept(i64, Option<Arc<Model>>);

impl Models {
    const fn of(&self, field: Field) -> &Kept {
        match field {
            Field::Form => &self.form,
            Field::Cause => &self.cause,
        }
    }

    const fn version(&self, field: Field) -> i64 {
        self.of(field).0
    }

    fn set(&mut self, field: Field, version: i64, model: Option<Arc<Model>>) {
        match field {
            Field::Form => self.form = Kept(version, model),
            Field::Cause => self.cause = Kept(version, model),
        }
    }
}

/// What answers for a facility. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Suggester {
    models: Models,
    forms: Vec<String>,
    causes: Vec<String>,
}

impl Suggester {
    /// At most three candidates that the facility offers, likeliest first; only such as a word of the text speaks for.
    #[must_use]
    pub fn suggest(&self, field: Field, text: &str) -> Suggested {
        let model = self.models.of(field).1.as_deref();
        let offered = match field {
            Field::Form => &self.forms,
            Field::Cause => &self.causes,
        };
        let offered: Vec<&str> = offered.iter().map(String::as_str).collect();
        let text: String = text.trim().chars().take(MOST_CHARS).collect();
        let text = if text.chars().count() < LEAST_CHARS { "" } else { text.as_str() };
        let mut found = match field {
            Field::Form => suggest_form(text, model, &offered),
            Field::Cause => suggest_cause(text, model, &offered),
        };
        let worth = |one: &Suggestion| one.p >= LEAST_P && !one.pieces.is_empty();
        found.suggestions.retain(|one| worth(one) && offered.contains(&one.label.as_str()));
        found
    }
}

impl App {
    /// What answers for the actor's facility.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn suggester(&self, ctx: &Ctx) -> Result<Suggester, AppError> {
        let profile = self.facility(ctx).await?.profile;
        let models = match ctx.actor {
            Actor::Member(_) => self.models(ctx).await?,
            Actor::Public | Actor::ReceiptHolder { .. } | Actor::System => Models::default(),
        };
        Ok(Suggester { models, forms: Field::Form.offered(&profile), causes: Field::Cause.offered(&profile) })
    }
}
