//! Owns the mapping from floor plans (間取り図) to what drawings show and offer.
use app::facility::Plan;
use domain::drawing::Ground;
use domain::form::Fields;
use render::drawing::PlanPicture;
use render::page::report::PlanChoice;

/// The picture of a plan on a page.
pub(crate) fn picture(plan: &Plan) -> PlanPicture {
    PlanPicture { href: format!("/plans/{}", plan.id), width: plan.size.0, height: plan.size.1 }
}

/// The plans that a draft may be drawn on: those in use, and the one on which it was begun.
pub(crate) fn choices(plans: &[Plan], fields: &Fields) -> Vec<PlanChoice> {
    let begun = Ground::from_code(fields.get("drawing_ground"));
    let offered = plans.iter().filter(|plan| plan.active || begun == Some(Ground::Plan(plan.id)));
    offered.map(|plan| PlanChoice { id: plan.id, name: plan.label.clone(), picture: picture(plan) }).collect()
}
