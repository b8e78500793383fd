//! Owns the mapping of similar cases and possible duplicates for the pages that show them.
use app::facility::Facility;
use app::report::ReportItem;
use app::search::{Doubt, DoubtSide, Similar};
use render::component::{SimilarCase, SimilarCases};
use render::page::cases::{DoubtLine, DoubtSide as Side};
use render::{Text, when};

use super::report::form_name;

/// Date, form and unit of a report in words.
fn facts(t: Text, facility: &Facility, item: &ReportItem) -> Vec<String> {
    let date = item.line.report_date.parse().map_or_else(|_| item.line.report_date.clone(), when::day_on_seal);
    let unit = item.unit.and_then(|unit| facility.unit(unit));
    let unit = unit.map(|unit| t.pick(&unit.name_ja, &unit.name_en).to_owned());
    [Some(date), Some(form_name(t, item)), unit].into_iter().flatten().collect()
}

/// The list of similar cases.
pub(crate) fn similar(t: Text, facility: &Facility, found: &[Similar]) -> SimilarCases {
    let case = |similar: &Similar| SimilarCase {
        link: similar.item.as_ref().map(|item| (format!("/reports/{}", item.line.report_id), item.line.number.clone())),
        facts: similar.item.as_ref().map(|item| facts(t, facility, item)).unwrap_or_default(),
        gist: similar.gist.text.clone(),
        shared: similar.shared.clone(),
    };
    SimilarCases::new(t, found.iter().map(case).collect())
}

/// The queue of possible duplicates.
pub(crate) fn doubts(t: Text, facility: &Facility, doubts: &[Doubt]) -> Vec<DoubtLine> {
    let side = |side: &DoubtSide| Side {
        id: side.item.line.report_id.to_string(),
        number: side.item.line.number.clone(),
        facts: facts(t, facility, &side.item),
        gist: side.gist.clone(),
    };
    let line =
        |doubt: &Doubt| DoubtLine { first: side(&doubt.first), second: side(&doubt.second), percent: doubt.percent };
    doubts.iter().map(line).collect()
}
