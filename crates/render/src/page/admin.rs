//! page::admin: the administrator's pages — people, units, places, seats, the profile, the facility — and one's own deputies.

mod ask;
pub mod change;
pub mod deputy;
pub mod facility;
pub mod lists;
pub mod other_names;
pub mod part;
pub mod people;
pub mod plans;
pub mod preview;
pub mod profile;
pub mod seats;

use askama::Template;

pub use ask::Asked;
pub use deputy::{Deputies, DeputyLine, DeputyView};
pub use facility::FacilityPage;
pub use lists::{ListKind, ListLine, Lists, ListsView};
pub use other_names::{NameLine, NamesView, OtherNamesPage};
pub use part::{PartPage, PartView, part_title};
pub use people::{PeoplePage, PersonLine, PersonPage, PersonView, RosterView};
pub use plans::{PlanLine, PlansPage, PlansView};
pub use preview::{PreviewPage, PreviewView, TomlPage, VersionPage, VersionView};
pub use profile::{ProfilePage, ProfileView, VersionLine};
pub use seats::{HolderView, SeatRow, SeatView, SeatsPage, SeatsView};

use crate::{AssetUrls, Frame, Page, Text};

/// One door of the overview.
#[derive(Debug, Clone)]
struct Door {
    href: &'static str,
    title: String,
    about: String,
    count: Option<String>,
}

/// What the overview counts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// People who can sign in.
    pub people: usize,
    /// Units that can be chosen.
    pub units: usize,
    /// Places that can be chosen.
    pub places: usize,
    /// Floor plans that can be chosen.
    pub plans: usize,
    /// Seats of the route.
    pub seats: usize,
    /// Seats that nobody holds.
    pub empty_seats: usize,
    /// Version of the profile in force.
    pub version: u32,
}

/// Overview of administration (管理).
#[derive(Debug, Clone, Template)]
#[template(path = "admin/overview.html")]
pub struct Overview {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    doors: Vec<Door>,
}

impl Overview {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, counts: &Counts) -> Self {
        let seats = t.with("admin.overview.seats_count", &[("n", &counts.seats), ("empty", &counts.empty_seats)]);
        let door = |href, code: &str, count| Door {
            href,
            title: t.choice("admin.title", code),
            about: t.choice("admin.about", code),
            count,
        };
        let doors = vec![
            door("/admin/people", "people", Some(t.count("admin.overview.people_count", counts.people))),
            door("/admin/seats", "seats", Some(seats)),
            door("/admin/units", "units", Some(t.count("admin.overview.units_count", counts.units))),
            door("/admin/places", "places", Some(t.count("admin.overview.places_count", counts.places))),
            door("/admin/names", "other_names", None),
            door("/admin/plans", "plans", Some(t.count("admin.overview.plans_count", counts.plans))),
            door("/insight/exposures", "exposures", None),
            door("/admin/profile", "profile", Some(t.with("admin.profile.version", &[("n", &counts.version)]))),
            door("/admin/facility", "facility", None),
            door("/level", "level", None),
        ];
        Self { t, frame, doors }
    }
}

impl Page for Overview {
    const NAME: &'static str = "admin.overview";

    fn samples(t: Text) -> Vec<Self> {
        let counts = Counts { people: 48, units: 1, places: 12, plans: 2, seats: 12, empty_seats: 3, version: 2 };
        vec![Self::new(t, sample_frame(t, "overview"), &counts)]
    }
}

/// The frame of a sample.
fn sample_frame(t: Text, code: &str) -> Frame {
    Frame::new(t, t.choice("admin.title", code), AssetUrls::default())
}
