//! page::public: what everybody may read: the directory, a facility's home, one month with its figures, the data and the feed.
//!
//! The same templates serve the site and the static export: only [`PublicLinks`] differs.

mod around;
mod case;
mod data;
mod directory;
mod feed;
mod figures;
mod home;
mod links;
mod month;
mod period;
mod register;
mod trend;

pub use around::Around;
pub use case::{CasePage, CaseSource};
pub use data::DataPage;
pub use directory::Directory;
pub use feed::{Feed, FeedEntry};
pub use figures::{Figures, changes};
pub use home::{Home, HomeSource, MonthTotals};
pub use links::PublicLinks;
pub(in crate::page) use month::sample;
pub use month::{MonthPage, MonthSource, Revision};
pub use period::{PeriodFiguresPart, PeriodPage, PeriodSource, sample_period};
pub use register::Register;
pub use trend::Trend;

use domain::profile::{Kind, Profile};

use crate::html::Html;

/// Which levels are incidents and which are accidents on a scale.
fn kinds(register: Register, profile: &Profile) -> Html {
    let codes = |kind: Kind| {
        let codes: Vec<&str> =
            profile.levels.iter().filter(|level| level.kind == kind).map(|level| level.code.as_str()).collect();
        codes.join(register.t().get("record.comma"))
    };
    let (incident, accident) = (codes(Kind::Incident), codes(Kind::Accident));
    register.say_with("site.kinds", &[("incident", &incident), ("accident", &accident)])
}

/// What a reader has to know before comparing numbers.
fn reading(register: Register) -> Vec<Html> {
    vec![
        register.say("site.read.more"),
        register.say("site.read.date"),
        register.say("site.read.names"),
        register.say("site.read.errata"),
    ]
}
