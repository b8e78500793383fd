//! Owns the learning of a facility's models: when it is due, from what, and where the result is kept.
//!
//! Level-triggered: each look compares what there is with what the model has seen, so that a missed look costs nothing. The texts are
//! the de-identified ones of the search index; the labels are those of judged and closed cases.
use std::collections::HashMap;
use std::sync::Arc;

use ::text::classify::{Example, Model};
use domain::id::ReportId;
use domain::people::Actor;
use domain::policy::Decision;
use domain::profile::{ChoiceField, UNKNOWN};
use domain::report::ReportCoded;
use store::{ConfirmedLabel, TextModelRow, Tx};

use super::figures::{Figures, measured, measured_several};
use super::{Field, Models};
use crate::{App, AppError, Ctx};

/// So many new labels make learning due at once …
const STEP: i64 = 50;
/// … and a day, in microseconds, when there is any.
const DAY: i64 = 86_400 * 1_000_000;
/// Fewer labels teach nothing beyond the definitions.
const LEAST: i64 = 20;
/// At most so many, the newest: seconds of learning.
const MOST: i64 = 20_000;
/// Texts read at once.
const PART: i64 = 500;
/// A label that tells nothing of the words.
const OTHER: &str = "other";

/// The text of one confirmed report with its labels.
#[derive(Debug, Clone)]
pub(super) struct Labelled {
    pub(super) text: String,
    pub(super) labels: Vec<String>,
}

/// Whether learning is due: `kept` is how many labels there were when, `labels` how many there are.
const fn is_due(kept: Option<(i64, i64)>, labels: i64, now: i64) -> bool {
    match kept {
        None => labels >= LEAST,
        Some((seen, at)) => labels >= seen + STEP || (labels != seen && now - at >= DAY),
    }
}

impl App {
    /// Learns the facility's models anew when it is due, apart from the threads that answer; says whether it did.
    ///
    /// # Errors
    /// A denial for everybody but the program itself; when the store fails.
    pub async fn train_when_due(&self, ctx: &Ctx) -> Result<bool, AppError> {
        if !matches!(ctx.actor, Actor::System) {
            return Err(AppError::Denied(Decision::Forbid));
        }
        let mut learnt = false;
        for field in Field::ALL {
            learnt |= self.train_field_when_due(ctx, field).await?;
        }
        // Another server of the same database may have learnt meanwhile.
        if let Some(held) = self.models.look(ctx.facility) {
            self.models.renew(ctx.facility, self.newest_models(ctx, held).await?, 1);
        }
        Ok(learnt)
    }

    async fn train_field_when_due(&self, ctx: &Ctx, field: Field) -> Result<bool, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let kept = tx.text_model(field.code()).await?.filter(|row| open(&tx, row).is_some());
        let labels = tx.count_confirmed().await?;
        if !is_due(kept.as_ref().map(|row| (row.labels, row.trained_at)), labels, ctx.now) {
            return Ok(false);
        }
        let labelled = self.labelled(ctx, &mut tx, field).await?;
        drop(tx);
        // Half of them without a text: the index is being built, and the next look will find more.
        if i64::try_from(labelled.len()).unwrap_or(i64::MAX) < labels.min(MOST) / 2 {
            return Ok(false);
        }
        let work = move || learn(field, &labelled);
        let learnt = tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Data("training"))?;
        let Some((bytes, figures)) = learnt else { return Ok(false) };
        let mut tx = self.store().write(&ctx.facility).await?;
        let row = TextModelRow {
            field: field.code().to_owned(),
            version: kept.map_or(0, |row| row.version) + 1,
            trained_at: ctx.now,
            labels,
            figures: serde_json::to_string(&figures)?,
            sealed: tx.seal_text_model(field.code(), &bytes)?,
        };
        tx.put_text_model(&row).await?;
        tx.commit().await?;
        tracing::info!(field = field.code(), labels, version = row.version, "suggest.trained");
        Ok(true)
    }

    /// The newest confirmed reports with their texts and what is learnt of them.
    async fn labelled<M>(&self, ctx: &Ctx, tx: &mut Tx<M>, field: Field) -> Result<Vec<Labelled>, AppError> {
        let offered = field.offered(&self.facility(ctx).await?.profile);
        let rows = tx.confirmed_labels(MOST).await?;
        let places: HashMap<ReportId, usize> = rows.iter().enumerate().map(|(at, row)| (row.report_id, at)).collect();
        let mut labelled: Vec<(usize, Labelled)> = Vec::with_capacity(rows.len());
        let mut after = None;
        loop {
            let part = tx.search_texts_after(after, PART).await?;
            let Some(last) = part.last().map(|one| one.report_id) else { break };
            after = Some(last);
            for one in part {
                let Some(at) = places.get(&one.report_id).copied() else { continue };
                labelled.push((at, Labelled { text: one.text, labels: labels(field, &rows[at], &offered)? }));
            }
        }
        // The oldest first: calibration keeps back the latest, which are most like those to come.
        labelled.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        Ok(labelled.into_iter().map(|(_, one)| one).collect())
    }

    /// The models in memory, read from the store when they are not there yet.
    pub(super) async fn models(&self, ctx: &Ctx) -> Result<Models, AppError> {
        if let Some(models) = self.models.take(ctx.facility, self.now()) {
            return Ok(models);
        }
        let models = self.newest_models(ctx, Models::default()).await?;
        let is_newer = |held: &Models| Field::ALL.iter().any(|field| held.version(*field) > models.version(*field));
        self.models.put(ctx.facility, models.clone(), 1, self.now(), is_newer);
        Ok(models)
    }

    /// The models of the store; those are read of which another version is held.
    async fn newest_models(&self, ctx: &Ctx, mut models: Models) -> Result<Models, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        for field in Field::ALL {
            let row = tx.text_model(field.code()).await?;
            let version = row.as_ref().map_or(0, |row| row.version);
            if version != models.version(field) {
                let model = row.as_ref().and_then(|row| open(&tx, row)).map(Arc::new);
                models.set(field, version, model);
            }
        }
        Ok(models)
    }
}

/// The model of a row; one that cannot be read is as good as none, and is learnt again.
fn open<M>(tx: &Tx<M>, row: &TextModelRow) -> Option<Model> {
    let bytes = tx.open_text_model(row).ok()?;
    Model::from_bytes(&bytes).ok()
}

fn labels(field: Field, row: &ConfirmedLabel, offered: &[String]) -> Result<Vec<String>, AppError> {
    let known = |code: &String| code != UNKNOWN && offered.contains(code);
    Ok(match field {
        Field::Form => Some(row.form.clone()).filter(known).into_iter().collect(),
        Field::Cause => {
            let coded: ReportCoded = serde_json::from_str(&row.coded)?;
            let chosen = coded.choices.get(&ChoiceField::Cause).cloned().unwrap_or_default();
            chosen.into_iter().filter(|code| known(code) && code != OTHER).collect()
        }
    })
}

/// A model's bytes with its figures; `None` when the labels are too few or too alike.
fn learn(field: Field, labelled: &[Labelled]) -> Option<(Vec<u8>, Figures)> {
    let labelled: Vec<Labelled> = labelled.iter().filter(|one| !one.labels.is_empty()).cloned().collect();
    if i64::try_from(labelled.len()).unwrap_or(i64::MAX) < LEAST {
        return None;
    }
    let (model, figures) = match field {
        Field::Form => measured(&examples(&labelled))?,
        Field::Cause => measured_several(&labelled)?,
    };
    Some((model.to_bytes(), figures))
}

/// One example for each label of a text; all of a text together count once.
pub(super) fn examples(labelled: &[Labelled]) -> Vec<Example> {
    let of_one = |one: &Labelled| {
        let weight = one.labels.iter().map(|_| 1.0_f32).sum::<f32>().recip();
        let example = |label: &String| Example { text: one.text.clone(), label: label.clone(), weight };
        one.labels.iter().map(example).collect::<Vec<_>>()
    };
    labelled.iter().flat_map(of_one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learning_is_due_after_fifty_labels_or_a_day_with_news() {
        assert!(!is_due(None, 19, 0) && is_due(None, 20, 0));
        assert!(!is_due(Some((100, 0)), 149, DAY - 1) && is_due(Some((100, 0)), 150, 1));
        assert!(is_due(Some((100, 0)), 101, DAY));
        assert!(!is_due(Some((100, 0)), 100, 10 * DAY), "nothing new, nothing to learn");
    }

    #[test]
    fn a_text_with_several_labels_counts_once() {
        let one = Labelled { text: "転倒".to_owned(), labels: vec!["a".to_owned(), "b".to_owned()] };
        let examples = examples(&[one]);
        assert_eq!(examples.len(), 2);
        assert!((examples.iter().map(|one| one.weight).sum::<f32>() - 1.0).abs() < 1e-6);
    }
}
