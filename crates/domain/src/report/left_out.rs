//! Owns what was written beside an answer that does not open it: the report leaves it out, and the check page says so.
use super::MAX_PERSONS;
use crate::form::Fields;
use crate::profile::Profile;

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
    let one = |name: &str| vec![name.to_owned()];
    let detailed = fields.has("form", &profile.publication.detail_form);
    let mut found = Found { fields, left: Vec::new() };
    let lists = profile.choices.keys().map(|field| field.as_str());
    for name in ["place", "form"].into_iter().chain(lists) {
        found.add(name, one(&format!("{name}_other")), fields.has(name, "other"));
    }
    found.add("form", one("medication_detail"), detailed);
    let other_detail = detailed && fields.has("medication_detail", "other");
    found.add("medication_detail", one("medication_detail_other"), other_detail);
    found.add("occurred", one("occurred_approx"), fields.ticked("occurred_unknown"));
    found.add("discovered", boxes("discovered"), fields.has("discovered", "different"));
    found.add("no_person", persons(), !fields.ticked("no_person"));
    found.add("party", one("party_name"), fields.has("party", "different"));
    found.add("finding_present", vec!["finding".to_owned(), "finding_site".to_owned()], !is_nothing_found(fields));
    found.add("guarantor_told", boxes("guarantor"), fields.has("guarantor_told", "yes"));
    found.add("proposed_level", one("proposed_reason"), is_level_proposed(fields));
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

/// The boxes of a day and a time into which something is typed; the lists beside them have a value from the start.
fn boxes(name: &str) -> Vec<String> {
    ["year", "month", "day", "text", "hour", "minute"].map(|end| format!("{name}_{end}")).into()
}

fn persons() -> Vec<String> {
    let fields = |number| {
        let person = format!("person{number}");
        [format!("{person}_name"), format!("{person}_sex")].into_iter().chain(boxes(&format!("{person}_birth")))
    };
    (1..=MAX_PERSONS).flat_map(fields).collect()
}

struct Found<'a> {
    fields: &'a Fields,
    left: Vec<LeftOut>,
}

impl Found<'_> {
    fn add(&mut self, opener: &str, fields: Vec<String>, counts: bool) {
        if !counts && fields.iter().any(|name| self.fields.text(name).is_some()) {
            self.left.push(LeftOut { opener: opener.to_owned(), fields });
        }
    }
}
