//! Owns the figures of a model on texts that it had not seen, as they are kept and shown on the model card.
use ::text::classify::{Example, Model, Options, Report, train};
use serde::{Deserialize, Serialize};

use super::train::{Labelled, examples};
use crate::text::suggest::train_and_measure;

/// Parts of the cross-validation of causes.
const PARTS: usize = 5;

/// Figures of a model. Shares are from 0 to 1; what does not make sense for causes is `None`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Texts answered by a model that had not seen them.
    pub n: usize,
    /// The first candidate was right.
    pub top1: f64,
    /// One of three candidates was right.
    pub top3: f64,
    /// What always guessing the commonest would reach.
    pub majority: f64,
    /// Mean F1 of the classes.
    pub macro_f1: Option<f64>,
    /// Expected calibration error.
    pub ece: Option<f64>,
    /// Share of texts that could be answered with 95 % precision.
    pub coverage_at_95: Option<f64>,
    /// Class by class.
    pub classes: Vec<ClassFigures>,
}

/// Figures of one class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClassFigures {
    /// Code of the choice.
    pub code: String,
    /// Texts that have it.
    pub support: usize,
    /// Of those suggested first, the share that was right.
    pub precision: Option<f64>,
    /// Of those that have it, the share suggested first.
    pub recall: Option<f64>,
}

impl From<Report> for Figures {
    fn from(report: Report) -> Self {
        let class = |class: ::text::classify::ClassScore| ClassFigures {
            code: class.label,
            support: class.support,
            precision: class.precision,
            recall: class.recall,
        };
        Self {
            n: report.n,
            top1: report.top1,
            top3: report.top3,
            majority: report.majority,
            macro_f1: Some(report.macro_f1),
            ece: Some(report.ece),
            coverage_at_95: Some(report.coverage_at_95),
            classes: report.classes.into_iter().map(class).collect(),
        }
    }
}

/// A model of one label for each text.
pub(super) fn measured(examples: &[Example]) -> Option<(Model, Figures)> {
    let trained = train_and_measure(examples).ok()?;
    Some((trained.model, trained.report.into()))
}

/// A model of several labels for each text. A text lies whole in one part of the cross-validation; a candidate is right when it is
/// among the labels of the text.
pub(super) fn measured_several(labelled: &[Labelled]) -> Option<(Model, Figures)> {
    let options = Options::default();
    let mut tallies: Vec<(usize, usize, usize)> = Vec::new();
    let mut codes: Vec<String> = labelled.iter().flat_map(|one| one.labels.iter().cloned()).collect();
    codes.sort_unstable();
    codes.dedup();
    tallies.resize(codes.len(), (0, 0, 0));
    let (mut right1, mut right3) = (0, 0);
    for part in 0..PARTS {
        let rest: Vec<Labelled> =
            labelled.iter().enumerate().filter(|(at, _)| at % PARTS != part).map(|(_, one)| one.clone()).collect();
        let model = train(&examples(&rest), &options).ok()?;
        for one in labelled.iter().skip(part).step_by(PARTS) {
            let ranked = model.rank(&one.text);
            let top: Vec<&String> = ranked.iter().take(3).map(|(label, _)| &model.labels()[*label]).collect();
            right1 += usize::from(top.first().is_some_and(|first| one.labels.contains(first)));
            right3 += usize::from(top.iter().any(|label| one.labels.contains(label)));
            for (code, tally) in codes.iter().zip(&mut tallies) {
                let (has, first) = (one.labels.contains(code), top.first().is_some_and(|first| *first == code));
                *tally =
                    (tally.0 + usize::from(has), tally.1 + usize::from(first), tally.2 + usize::from(has && first));
            }
        }
    }
    let classes = codes.into_iter().zip(&tallies).map(|(code, (support, suggested, right))| ClassFigures {
        code,
        support: *support,
        precision: (*suggested > 0).then(|| share(*right, *suggested)),
        recall: (*support > 0).then(|| share(*right, *support)),
    });
    let n = labelled.len();
    let figures = Figures {
        n,
        top1: share(right1, n),
        top3: share(right3, n),
        majority: share(tallies.iter().map(|tally| tally.0).max().unwrap_or(0), n),
        macro_f1: None,
        ece: None,
        coverage_at_95: None,
        classes: classes.collect(),
    };
    Some((train(&examples(labelled), &options).ok()?, figures))
}

#[expect(clippy::cast_precision_loss, reason = "counts of texts are far below 2^53")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_right_when_they_are_among_those_of_the_text() {
        let one = |text: &str, labels: &[&str]| Labelled {
            text: text.to_owned(),
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        };
        let labelled: Vec<Labelled> = (0..40)
            .map(|n| match n % 2 {
                0 => one("確認せずに薬を渡した", &["insufficient_check", "assumption"]),
                _ => one("床がぬれて滑った", &["equipment"]),
            })
            .collect();
        let (model, figures) = measured_several(&labelled).unwrap();
        assert_eq!(model.labels().len(), 3);
        assert!(figures.n == 40 && (figures.top1 - 1.0).abs() < 1e-12 && (figures.top3 - 1.0).abs() < 1e-12);
        assert!((figures.majority - 0.5).abs() < 1e-12);
        assert_eq!(figures.classes.iter().map(|class| class.support).collect::<Vec<_>>(), [20, 20, 20]);
        assert!(measured_several(&labelled[..1]).is_none(), "one kind alone tells nothing apart");
    }
}
