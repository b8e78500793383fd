//! Owns the mapping of floor plans for the administrator: lines, their fields, and reading them back.
use app::facility::{Plan, PlanLine as Edit};
use domain::form::{FieldError, Fields};
use render::page::admin::{Asked, PlanLine, PlansView};

use super::lists::order;
use crate::view::plan::picture;

/// The page of plans. What was typed wins over what is stored.
pub(crate) fn plans(plans: &[Plan], mut asked: Asked, new: Asked) -> PlansView {
    if asked.fields.is_empty() {
        plans.iter().for_each(|plan| fill(&mut asked.fields, plan));
    }
    let line = |plan: &Plan| PlanLine {
        id: plan.id.to_string(),
        name: plan.label.clone(),
        href: picture(plan).href,
        active: plan.active,
    };
    PlansView { lines: plans.iter().map(line).collect(), asked, new }
}

fn fill(fields: &mut Fields, plan: &Plan) {
    fields.set(format!("{}_label", plan.id), plan.label.clone());
    fields.set(format!("{}_order", plan.id), plan.position.to_string());
    if plan.active {
        fields.set(format!("{}_active", plan.id), "1");
    }
}

/// The lines as typed.
pub(crate) fn edits(fields: &Fields) -> Result<Vec<Edit>, Vec<FieldError>> {
    let (mut lines, mut errors) = (Vec::new(), Vec::new());
    for text in fields.all("id[]") {
        let Ok(id) = text.parse() else { continue };
        let name = |part: &str| format!("{text}_{part}");
        let position = order(fields.get(&name("order")));
        if position.is_none() {
            errors.push(FieldError::new(name("order"), "number").with("max", 9999));
        }
        lines.push(Edit {
            id,
            label: fields.get(&name("label")).to_owned(),
            position: position.unwrap_or(0),
            active: fields.ticked(&name("active")),
        });
    }
    if errors.is_empty() { Ok(lines) } else { Err(errors) }
}
