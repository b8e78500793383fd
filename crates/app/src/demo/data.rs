//! Owns the demo's building blocks: scenarios, phrases and facilities, read from the files beside this one.
use std::collections::BTreeMap;

use serde::Deserialize;

use crate::AppError;

/// A kind of event with everything that can be told of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
    #[expect(dead_code, reason = "names the scenario for whoever edits the file")]
    id: String,
    pub(super) weight: u32,
    pub(super) form: String,
    #[serde(default)]
    pub(super) detail: Option<String>,
    #[serde(default)]
    pub(super) form_other: Option<String>,
    pub(super) places: Vec<String>,
    /// Hours of the day at which it happens.
    pub(super) hours: Vec<i8>,
    /// A code, or `other:` with the wording.
    pub(super) situation: String,
    pub(super) care_kind: String,
    /// Outcome by weight; the outcomes are the keys of [`Phrases::response`].
    pub(super) outcomes: BTreeMap<String, u32>,
    #[serde(default)]
    pub(super) findings: Vec<String>,
    #[serde(default)]
    pub(super) slots: BTreeMap<String, Vec<String>>,
    pub(super) events: Vec<String>,
    pub(super) finds: Vec<String>,
    pub(super) why: Vec<String>,
    pub(super) prevent: Vec<String>,
    pub(super) causes: Vec<Vec<String>>,
    pub(super) factors: Vec<Vec<String>>,
    #[serde(default)]
    pub(super) no_person: bool,
}

#[derive(Debug, Deserialize)]
struct Scenarios {
    scenario: Vec<Scenario>,
}

/// Lists of sentences by name.
pub(super) type Lists = BTreeMap<String, Vec<String>>;

/// What people say and write on the way.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrases {
    pub(super) response: Lists,
    pub(super) response_hospital: Lists,
    pub(super) opening: Lists,
    pub(super) opinion: Lists,
    pub(super) talk: Lists,
    pub(super) told: Lists,
    pub(super) public: Lists,
    pub(super) people: Lists,
    pub(super) matter: Lists,
    pub(super) action: Lists,
}

/// A unit (部署) of the demo.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitPlan {
    pub(super) code: String,
    pub(super) ja: String,
    pub(super) en: String,
    /// Members of staff beside those in `people`.
    pub(super) staff: usize,
    /// Share of the reports.
    pub(super) weight: u32,
    /// Beds or places (定員); 0 = nobody lives or spends the day here.
    #[serde(default)]
    pub(super) beds: u32,
    /// Days of a month on which it is open; 0 = on all.
    #[serde(default)]
    pub(super) open_days: u32,
    /// So many of a hundred places are usually taken.
    #[serde(default)]
    pub(super) taken: u32,
}

/// A place (場所) of the demo.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlacePlan {
    pub(super) code: String,
    pub(super) ja: String,
    pub(super) en: String,
}

/// A named person of the demo.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonPlan {
    pub(super) login: String,
    pub(super) name: String,
    pub(super) kana: String,
    pub(super) occupation: String,
    pub(super) unit: String,
    #[serde(default)]
    pub(super) roles: Vec<String>,
    /// `seat` or `seat@unit`.
    #[serde(default)]
    pub(super) seats: Vec<String>,
    /// The part under which the sign-in is shown.
    #[serde(default)]
    pub(super) part: Option<String>,
}

/// Who stamps for whom during absences (代決).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeputyPlan {
    pub(super) seat: String,
    pub(super) from: String,
    pub(super) to: String,
}

/// A measure that works: from a month on a form is reported less.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TurnPlan {
    /// The form.
    pub(super) form: String,
    /// Its month, counted back from the current one.
    pub(super) back: usize,
    /// Weight of its scenarios before that month, per hundred of the usual.
    pub(super) before: u32,
    /// The same from that month on.
    pub(super) after: u32,
    /// What is written on the chart.
    pub(super) words: String,
    /// The word that is watched since.
    pub(super) theme: String,
}

/// A facility of the demo.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FacilityPlan {
    pub(super) code: String,
    pub(super) name_ja: String,
    pub(super) name_en: String,
    pub(super) profile: String,
    pub(super) calendar: String,
    pub(super) anonymous: bool,
    pub(super) contact: String,
    /// `welfare` or `hospital`.
    pub(super) scenarios: String,
    /// Reports per month.
    pub(super) rate: usize,
    /// The turn in its story.
    #[serde(default)]
    pub(super) turn: Option<TurnPlan>,
    /// Months without a case, counted back from the current one.
    pub(super) quiet: Vec<usize>,
    pub(super) units: Vec<UnitPlan>,
    pub(super) places: Vec<PlacePlan>,
    pub(super) people: Vec<PersonPlan>,
    pub(super) deputies: Vec<DeputyPlan>,
    /// Logins of those who draw up, check, approve and publish a month.
    pub(super) drafter: String,
    pub(super) checker: String,
    pub(super) approver: String,
    pub(super) publisher: String,
}

#[derive(Debug, Deserialize)]
struct Facilities {
    facility: Vec<FacilityPlan>,
}

/// All building blocks.
#[derive(Debug)]
pub(super) struct Data {
    pub(super) facilities: Vec<FacilityPlan>,
    pub(super) phrases: Phrases,
    welfare: Vec<Scenario>,
    hospital: Vec<Scenario>,
}

impl Data {
    /// Reads the files that were built in.
    pub(super) fn load() -> Result<Self, AppError> {
        let facilities: Facilities = read(include_str!("data/facilities.toml"))?;
        let welfare: Scenarios = read(include_str!("data/welfare.toml"))?;
        let hospital: Scenarios = read(include_str!("data/hospital.toml"))?;
        Ok(Self {
            facilities: facilities.facility,
            phrases: read(include_str!("data/phrases.toml"))?,
            welfare: welfare.scenario,
            hospital: hospital.scenario,
        })
    }

    /// The scenarios of a facility.
    pub(super) fn scenarios(&self, plan: &FacilityPlan) -> &[Scenario] {
        if plan.scenarios == "hospital" { &self.hospital } else { &self.welfare }
    }
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, AppError> {
    toml::from_str(text).map_err(|_| AppError::Data("demo data"))
}

/// The sentences of a list; none for a name that the file does not have.
pub(super) fn list<'a>(lists: &'a Lists, name: &str) -> &'a [String] {
    lists.get(name).map_or(&[], Vec::as_slice)
}
