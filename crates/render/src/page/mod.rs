//! page: the pages, one module per noun, and the register of samples that tests and the gallery draw.

use askama::Template;

use crate::catalog::Text;

/// A page: a struct with `t: Text` and `frame: Frame`, and a template that extends `base.html`.
pub trait Page: Template + Sized {
    /// Name of the page, as `noun.view`.
    const NAME: &'static str;

    /// Examples of every variation worth seeing; tests render each in both languages.
    fn samples(t: Text) -> Vec<Self>;

    /// The finished document.
    fn html(&self) -> String {
        // Our templates only write into a String; a failing Display would be a defect of ours, and
        // an empty page is caught by the samples test.
        self.render().unwrap_or_default()
    }
}

/// A rendered sample.
#[derive(Debug, Clone)]
pub struct Sample {
    /// `noun.view` and a number from 1.
    pub name: String,
    /// The document.
    pub html: String,
}

/// Lists the pages whose samples are drawn. A page that is not listed here is not tested.
macro_rules! pages {
    ($($page:ty),* $(,)?) => {
        /// Every sample of every page, in one language.
        #[must_use]
        pub fn samples(t: Text) -> Vec<Sample> {
            let mut all = Vec::new();
            $(draw::<$page>(t, &mut all);)*
            all
        }
    };
}

fn draw<P: Page>(t: Text, into: &mut Vec<Sample>) {
    for (index, page) in P::samples(t).into_iter().enumerate() {
        into.push(Sample { name: format!("{}-{}", P::NAME, index + 1), html: page.html() });
    }
}

pub mod admin;
pub mod approval;
pub mod attachment;
pub mod cases;
pub mod corrective_action;
pub mod error;
pub mod exposure;
pub mod gallery;
pub mod help;
pub mod home;
pub mod identity;
pub mod individual;
pub mod insight;
pub mod level;
pub mod paper;
pub mod public;
pub mod publication;
pub mod record;
pub mod report;
pub mod session;
pub mod suggest;
pub mod themes;
pub mod track;

pages![
    gallery::Gallery,
    home::Home,
    report::New,
    report::Quick,
    report::FormPage,
    report::DrawingPage,
    report::Check,
    report::Receipt,
    report::Mine,
    paper::Check,
    paper::Choose,
    track::Enter,
    track::View,
    error::ErrorPage,
    session::SignIn,
    session::Resume,
    session::Me,
    session::Password,
    record::Record,
    attachment::FilesPage,
    attachment::BlurPage,
    approval::Inbox,
    approval::Measure,
    cases::Cases,
    cases::Doubts,
    corrective_action::ActionsPage,
    corrective_action::ActionPage,
    corrective_action::NewActionPage,
    public::Directory,
    public::Home,
    public::MonthPage,
    public::CasePage,
    publication::Months,
    publication::Desk,
    publication::TextPage,
    individual::CalendarPage,
    individual::MatterPage,
    individual::StepPage,
    public::DataPage,
    public::PeriodPage,
    publication::Periods,
    publication::PeriodDeskPage,
    identity::IdentityDesk,
    identity::KeepersPage,
    admin::Overview,
    admin::PeoplePage,
    admin::PersonPage,
    admin::Lists,
    admin::OtherNamesPage,
    admin::PlansPage,
    admin::SeatsPage,
    admin::FacilityPage,
    admin::Deputies,
    admin::ProfilePage,
    admin::PartPage,
    admin::PreviewPage,
    admin::VersionPage,
    admin::TomlPage,
    level::Crosswalk,
    suggest::ModelCard,
    themes::Themes,
    insight::Insight,
    insight::ChartPage,
    insight::SignalsPage,
    exposure::Exposures,
    exposure::ExposureCheck,
    help::Help,
    help::Contact,
    help::Accessibility,
];
