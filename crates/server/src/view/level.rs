//! Owns the mapping of the cross-walk.
use app::level::ScaleAnswer;
use domain::form::Fields;
use render::page::level::{CrosswalkView, ScaleView};

/// The page of the facts and of each scale's answer; a side that does not exist becomes one that does.
pub(crate) fn crosswalk<'a>(fields: &'a Fields, answers: &'a [ScaleAnswer], pair: (usize, usize)) -> CrosswalkView<'a> {
    let scale = |answer: &'a ScaleAnswer| ScaleView {
        profile: &answer.profile,
        own: answer.own,
        form_as_other: answer.form_as_other,
        answer: answer.answer.clone(),
    };
    let last = answers.len().saturating_sub(1);
    CrosswalkView { fields, scales: answers.iter().map(scale).collect(), pair: (pair.0.min(last), pair.1.min(last)) }
}
