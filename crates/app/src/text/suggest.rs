//! Owns suggestions (候補) for the server: forms from text, training with its figures, and the look for contradictions with the facts.

use domain::level::{LastingLoss, PartialFacts, TreatedAt, Treatment};
use text::classify::Told;

pub use text::classify::{
    Claim, CodecError, ENOUGH_LABELS, Example, Model, Options, Piece, Report, Suggested, Suggestion, TrainError,
    Warning, cross_validate, suggest_form, train,
};

/// Up to so many examples every part is answered by what five times learnt from the others; above, twice.
const FIVE_PARTS_UP_TO: usize = 5_000;

/// A model with the figures of its kind on texts that it had not seen.
#[derive(Debug)]
pub struct Trained {
    /// Learnt from all examples.
    pub model: Model,
    /// Cross-validated figures.
    pub report: Report,
    /// Parts of the cross-validation.
    pub folds: u32,
}

/// Learns a model and measures its kind by cross-validation.
///
/// # Errors
/// When the examples are too few or too many to tell labels apart.
pub fn train_and_measure(examples: &[Example]) -> Result<Trained, TrainError> {
    let options = Options::default();
    let folds = if examples.len() <= FIVE_PARTS_UP_TO { 5 } else { 2 };
    let report = cross_validate(examples, &options, folds)?;
    Ok(Trained { model: train(examples, &options)?, report, folds })
}

/// What the text says more than the facts (本文とレベルの食い違い). Facts that are not answered are not contradicted.
#[must_use]
pub fn contradiction(text: &str, facts: &PartialFacts) -> Option<Warning> {
    text::classify::contradiction(text, told(facts))
}

fn told(facts: &PartialFacts) -> Told {
    if facts.reached == Some(false) {
        // What was noticed before it reached the person left nothing behind.
        return Told { death: Some(false), external: Some(false), treated: Some(false), grave: Some(false) };
    }
    let external = facts.treated_at.map(|place| place == TreatedAt::ExternalHospital);
    let intensive = facts.treatment.map(|treatment| treatment == Treatment::Intensive);
    let treated = facts.treatment.map(|treatment| treatment >= Treatment::Simple);
    let lasting = facts.lasting_loss.map(|loss| loss != LastingLoss::None);
    let died = facts.death;
    Told {
        death: died,
        external: any([external, died]),
        treated: any([treated, external]),
        grave: any([intensive, external, lasting, died]),
    }
}

/// True when one is; false when all that are known are not; unknown when none is known.
fn any<const N: usize>(answers: [Option<bool>; N]) -> Option<bool> {
    let known: Vec<bool> = answers.into_iter().flatten().collect();
    (!known.is_empty()).then(|| known.contains(&true))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "転倒後、救急搬送となり骨折と診断された。";

    #[test]
    fn facts_that_say_less_are_asked_about() {
        let mild = PartialFacts {
            treatment: Some(Treatment::FirstAid),
            treated_at: Some(TreatedAt::Ward),
            ..PartialFacts::default()
        };
        assert_eq!(contradiction(TEXT, &mild).map(|warning| warning.claim), Some(Claim::ExternalCare));
        let external = PartialFacts { treated_at: Some(TreatedAt::ExternalHospital), ..mild };
        assert_eq!(contradiction(TEXT, &external), None);
        assert_eq!(contradiction(TEXT, &PartialFacts::default()), None);
        let early = PartialFacts { reached: Some(false), ..PartialFacts::default() };
        assert_eq!(contradiction(TEXT, &early).map(|warning| warning.claim), Some(Claim::ExternalCare));
    }

    #[test]
    fn a_model_comes_with_its_figures() {
        let texts = [("廊下で転倒した", "fall"), ("薬を飲ませ忘れた", "medication")];
        let examples: Vec<Example> =
            texts.into_iter().cycle().take(20).map(|(text, label)| Example::new(text, label)).collect();
        let trained = train_and_measure(&examples).unwrap();
        assert_eq!((trained.folds, trained.report.n, trained.model.examples()), (5, 20, 20));
        assert!((trained.report.top1 - 1.0).abs() < 1e-12);
        assert!(matches!(train_and_measure(&[]), Err(TrainError::Empty)));
    }
}
