//! page::record::names: what the ids in a record are called, so that pages print names and never ids.

use std::collections::BTreeMap;

use domain::id::{PlaceId, ReportId, UnitId};

use crate::catalog::Text;

/// Names of everything that a record mentions, in the page's language.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Members of staff, by account id as the journal writes it.
    pub people: BTreeMap<String, String>,
    /// Units (部署).
    pub units: BTreeMap<UnitId, String>,
    /// Places (場所).
    pub places: BTreeMap<PlaceId, String>,
    /// Numbers of other reports.
    pub reports: BTreeMap<ReportId, String>,
}

impl Names {
    /// The person behind a name in the journal: a member of staff, or what stands for a hidden reporter.
    #[must_use]
    pub fn person(&self, t: Text, by: &str) -> String {
        match by {
            "protected" | "anonymous" | "receipt" | "public" | "system" => t.choice("record.who", by),
            account => self.people.get(account).cloned().unwrap_or_else(|| t.get("record.who.gone").to_owned()),
        }
    }

    /// A unit; retired units are named too.
    #[must_use]
    pub fn unit(&self, t: Text, id: UnitId) -> String {
        self.units.get(&id).cloned().unwrap_or_else(|| t.get("field.unknown").to_owned())
    }

    /// A place; retired places are named too.
    #[must_use]
    pub fn place(&self, t: Text, id: PlaceId) -> String {
        self.places.get(&id).cloned().unwrap_or_else(|| t.get("field.unknown").to_owned())
    }

    /// The number of another report.
    #[must_use]
    pub fn report(&self, t: Text, id: ReportId) -> String {
        self.reports.get(&id).cloned().unwrap_or_else(|| t.get("record.who.other_report").to_owned())
    }
}
