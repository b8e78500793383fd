//! Owns what is still open in a submitted report: a list for the leader, never a wall for the reporter.
use super::content::ReportContent;
use crate::moment::EventTime;
use crate::profile::ChoiceField;

/// One field of the paper form that is still open; the catalogue has its name under `field.<code>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Todo {
    /// The field's code.
    pub field: &'static str,
}

/// The fields of the paper form that a full report would have and this one has not (form-fields.md).
#[must_use]
pub fn todos(content: &ReportContent) -> Vec<Todo> {
    let (coded, sealed) = (&content.coded, &content.sealed);
    let chosen = |field: ChoiceField| coded.choices.contains_key(&field);
    let nothing_found =
        coded.choices.get(&ChoiceField::FindingPresent).is_some_and(|answer| answer.iter().any(|code| code == "none"));
    let given = [
        ("unit", coded.unit.is_some()),
        ("occurred_time", coded.occurred_time != EventTime::Unknown),
        ("persons", coded.no_person || !coded.persons.is_empty()),
        ("situation", chosen(ChoiceField::Situation)),
        ("facts", coded.facts.complete().is_some()),
        ("finding", chosen(ChoiceField::Finding) || nothing_found || coded.facts.reached == Some(false)),
        ("superior", coded.superior_told.is_some()),
        ("guarantor", coded.guarantor_told.is_some() || coded.facts.reached == Some(false)),
        ("factor", chosen(ChoiceField::Factor)),
        ("cause", chosen(ChoiceField::Cause)),
        ("prevention", sealed.prevention.is_some()),
        (
            "drawing_text",
            sealed.drawing.as_ref().is_none_or(|drawing| !drawing.is_drawn() || drawing.description.is_some()),
        ),
    ];
    given.into_iter().filter(|(_, is_given)| !is_given).map(|(field, _)| Todo { field }).collect()
}
