//! Owns what is told of the models of a facility (提案のしくみ): data, date, figures, what became of candidates.
use ::text::classify::ENOUGH_LABELS;
use domain::policy::Action;
use store::SuggestionCountRow;

use super::Field;
use super::figures::Figures;
use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

/// The model of one field.
#[derive(Debug, Clone)]
pub struct ModelFacts {
    /// 1, 2, 3 …
    pub version: i64,
    /// When it was learnt (µs).
    pub trained_at: i64,
    /// Figures on texts that it had not seen.
    pub figures: Figures,
}

/// What is told of one field.
#[derive(Debug, Clone)]
pub struct FieldCard {
    /// The field.
    pub field: Field,
    /// The model; `None` = only the definitions answer.
    pub model: Option<ModelFacts>,
    /// What became of candidates, by code.
    pub counts: Vec<SuggestionCountRow>,
}

/// What is told of a facility's models.
#[derive(Debug, Clone)]
pub struct ModelCard {
    /// Confirmed reports as of now.
    pub confirmed: i64,
    /// So many are wanted before the pages no longer say 学習中.
    pub wanted: i64,
    /// Form and causes.
    pub fields: Vec<FieldCard>,
}

impl App {
    /// The model card of the facility.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn model_card(&self, ctx: &Ctx) -> Result<ModelCard, AppError> {
        authorise_facility(ctx, Action::SeeModelCard)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let mut fields = Vec::new();
        for field in Field::ALL {
            let model = match tx.text_model(field.code()).await? {
                Some(row) => Some(ModelFacts {
                    version: row.version,
                    trained_at: row.trained_at,
                    figures: serde_json::from_str(&row.figures)?,
                }),
                None => None,
            };
            fields.push(FieldCard { field, model, counts: tx.suggestion_counts(field.code()).await? });
        }
        Ok(ModelCard { confirmed: tx.count_confirmed().await?, wanted: i64::from(ENOUGH_LABELS), fields })
    }
}
