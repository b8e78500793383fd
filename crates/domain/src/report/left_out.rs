//! Owns what was written beside an answer that does not open it: the report leaves it out, and the check page says so.
use super::MAX_PERSONS;
use crate::drawing::Region;
use crate::form::Fields;
use crate::profile::{Profile, UNKNOWN};

/// Words or choices that do not go into the report as long as another answer stands as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The answer that would have to change: `place` for the words of その他 beside another place.
    pub opener: String,
    /// The fields that are left out, of which at least one has something in it.
    pub fields: Vec<String>,
}

/// What was written and is left out by [`super::read`]: a form without script shows every question, and one with
/// script keeps what was typed before another answer was chosen.
#[must_use]
pub fn left_out(fields: &Fields, profile: &Profile) -> Vec<LeftOut> {
    let mut found = Found { fields, left: Vec::new() };
    let is_detailed = fields.has("form", &profile.publication.detail_form);
    let is_found = !is_nothing_found(fields);
    let lists = profile.choices.keys().map(|field| field.as_str()).filter(|name| is_found || *name != "finding");
    for name in ["place", "form"].into_iter().chain(lists).chain(is_detailed.then_some("medication_detail")) {
        found.add(name, [format!("{name}_other")], fields.has(name, "other"));
    }
    found.add("form", ["medication_detail", "medication_detail_other"], is_detailed);
    found.add("occurred", ["occurred_approx"], fields.ticked("occurred_unknown"));
    found.add("occurred", day("occurred"), !fields.ticked("occurred_unknown"));
    found.add("discovered", day("discovered").chain(time("discovered")), fields.has("discovered", "different"));
    found.add("no_person", (1..=MAX_PERSONS).flat_map(person), !fields.ticked("no_person"));
    found.add("party", ["party_name"], fields.has("party", "different"));
    found.add("finding_present", ["finding", "finding_other", "finding_site"], is_found);
    found.add("guarantor_told", day("guarantor").chain(time("guarantor")), fields.has("guarantor_told", "yes"));
    found.add("proposed_level", ["proposed_reason"], is_level_proposed(fields));
    for region in Region::all().map(|region| region.code()) {
        found.add("region", [format!("region_finding_{region}")], fields.has("region", &region));
    }
    found.left
}

/// 所見治療 無.
pub(super) fn is_nothing_found(fields: &Fields) -> bool {
    fields.has("finding_present", "none")
}

/// Another level than the derived one is proposed.
pub(super) fn is_level_proposed(fields: &Fields) -> bool {
    fields.text("proposed_level").is_some_and(|code| code != "derived")
}

/// The boxes of a day into which something is typed; the list of eras beside them has a value from the start.
fn day(name: &str) -> impl Iterator<Item = String> {
    ["year", "month", "day", "text"].into_iter().map(move |end| format!("{name}_{end}"))
}

fn time(name: &str) -> impl Iterator<Item = String> {
    ["hour", "minute", "band"].into_iter().map(move |end| format!("{name}_{end}"))
}

fn person(number: usize) -> impl Iterator<Item = String> {
    let birth = format!("person{number}_birth");
    let birth: Vec<String> = day(&birth).collect();
    ["name", "sex"].into_iter().map(move |end| format!("person{number}_{end}")).chain(birth)
}

struct Found<'a> {
    fields: &'a Fields,
    left: Vec<LeftOut>,
}

impl Found<'_> {
    fn add<S: Into<String>>(&mut self, opener: &str, fields: impl IntoIterator<Item = S>, counts: bool) {
        let fields: Vec<String> = fields.into_iter().map(Into::into).collect();
        // 不明 says nothing that could be lost.
        let is_given = |name: &String| self.fields.text(name).is_some_and(|answer| answer != UNKNOWN);
        if !counts && fields.iter().any(is_given) {
            self.left.push(LeftOut { opener: opener.to_owned(), fields });
        }
    }
}
