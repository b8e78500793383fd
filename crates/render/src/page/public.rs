//! page::public: what everybody may read: the directory, a facility's months, and one month with its figures.
//!
//! The same templates serve the site and the static export: only [`PublicLinks`] differs.

mod case;
mod figures;
mod links;
mod month;

use askama::Template;
use domain::date::fiscal_year;
use domain::publication::Month;

pub use case::{CasePage, CaseSource};
pub use figures::{Figures, changes};
pub use links::PublicLinks;
pub(in crate::page) use month::sample;
pub use month::{MonthPage, MonthSource, Revision};

use super::Page;
use crate::catalog::Text;
use crate::component::*;
use crate::lang::Lang;
use crate::when;

/// What surrounds a public page: no navigation of members, nothing that asks who reads.
#[derive(Debug, Clone)]
pub struct Around {
    /// Title of the page.
    pub title: String,
    /// Name of the facility, on its pages.
    pub facility: Option<String>,
    /// Where the name leads.
    pub home: String,
    /// The style sheet.
    pub css: String,
    /// This page in each language.
    pub languages: Vec<(Lang, String)>,
    /// How to reach the facility.
    pub contact: Option<String>,
}

impl Around {
    /// Text of `<title>`.
    fn full_title(&self, t: Text) -> String {
        let site = self.facility.as_deref().unwrap_or(t.get("frame.product"));
        t.with("frame.title", &[("page", &self.title), ("site", &site)])
    }
}

/// The directory of facilities.
#[derive(Debug, Clone, Template)]
#[template(path = "public/directory.html")]
pub struct Directory {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub around: Around,
    /// Facilities: name and address.
    pub facilities: Vec<(String, String)>,
}

impl Directory {
    /// The directory below `/public`.
    #[must_use]
    pub fn new(t: Text, css: &str, facilities: Vec<(String, String)>) -> Self {
        let around = Around {
            title: t.get("public.directory.title").to_owned(),
            facility: None,
            home: "/public".to_owned(),
            css: css.to_owned(),
            languages: Lang::ALL.map(|lang| (lang, format!("/public?lang={}", lang.code()))).into(),
            contact: None,
        };
        Self { t, around, facilities }
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(self.t.get("public.directory.empty_title"), self.t.get("public.directory.empty_why"))
    }
}

impl Page for Directory {
    const NAME: &'static str = "public.directory";

    fn samples(t: Text) -> Vec<Self> {
        let one = (t.pick("あおぞら園", "Aozora Home").to_owned(), "/public/aozora".to_owned());
        vec![Self::new(t, "/a/app.css", vec![one]), Self::new(t, "/a/app.css", Vec::new())]
    }
}

/// A published month in the list.
#[derive(Debug, Clone)]
pub struct MonthEntry {
    /// Words of the month.
    pub label: String,
    /// Its page.
    pub href: String,
    /// Totals in words.
    pub totals: String,
}

/// The months of one fiscal year (年度).
#[derive(Debug, Clone)]
pub struct YearEntry {
    /// Words of the year.
    pub label: String,
    /// The year as a number, for the anchor.
    pub year: i16,
    /// Its months, newest first.
    pub months: Vec<MonthEntry>,
}

/// The published months of a facility by fiscal year.
#[derive(Debug, Clone, Template)]
#[template(path = "public/index.html")]
pub struct Index {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub around: Around,
    latest: Option<MonthEntry>,
    years: Vec<YearEntry>,
    cases: Vec<(String, String)>,
}

impl Index {
    /// The list of months, newest first, each with its incidents and accidents.
    #[must_use]
    pub fn new(t: Text, links: &PublicLinks, facility: &str, contact: &str, months: &[(Month, u32, u32)]) -> Self {
        let entry = |(month, incident, accident): &(Month, u32, u32)| MonthEntry {
            label: when::month(t, *month),
            href: links.month(t.lang(), *month),
            totals: t.with("public.totals", &[("incident", incident), ("accident", accident)]),
        };
        let mut years: Vec<YearEntry> = Vec::new();
        for month in months {
            let year = fiscal_year(month.0.first_day());
            if years.last().is_none_or(|last| last.year != year) {
                years.push(YearEntry { label: when::fiscal_year(t, year), year, months: Vec::new() });
            }
            if let Some(last) = years.last_mut() {
                last.months.push(entry(month));
            }
        }
        let around = Around {
            title: t.get("public.index.title").to_owned(),
            facility: Some(facility.to_owned()),
            home: links.index(t.lang()),
            css: links.css.clone(),
            languages: Lang::ALL.map(|lang| (lang, links.index(lang))).into(),
            contact: Some(contact.to_owned()).filter(|contact| !contact.is_empty()),
        };
        Self { t, around, latest: months.first().map(entry), years, cases: Vec::new() }
    }

    /// Adds the individual publications: words and address, newest first.
    #[must_use]
    pub fn with_cases(mut self, cases: Vec<(String, String)>) -> Self {
        self.cases = cases;
        self
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(self.t.get("public.index.empty_title"), self.t.get("public.index.empty_why"))
    }
}

impl Page for Index {
    const NAME: &'static str = "public.index";

    fn samples(t: Text) -> Vec<Self> {
        let months: Vec<(Month, u32, u32)> = ["2026-10", "2026-04", "2026-03"]
            .iter()
            .filter_map(|month| month.parse().ok())
            .map(|month| (month, 9, 3))
            .collect();
        let name = t.pick("あおぞら園", "Aozora Home");
        let links = PublicLinks::site("aozora", "/a/app.css");
        vec![
            Self::new(t, &links, name, "0957-00-0000", &months).with_cases(vec![(
                t.with("individual.public.line", &[("when", &t.pick("令和8年11月26日", "26 November 2026"))]),
                links.case(t.lang(), "2026-1"),
            )]),
            Self::new(t, &PublicLinks::files("app.css"), name, "", &[]),
        ]
    }
}
