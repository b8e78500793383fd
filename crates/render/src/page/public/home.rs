//! page::public::home: a facility's public home: the newest month, the course, announcements, every month by fiscal year, how to read it.

use askama::Template;
use domain::date::fiscal_year;
use domain::profile::Profile;
use domain::publication::{AnnouncementKind, AnnouncementLine, Month, Period};
use jiff::tz::TimeZone;

use super::super::record::level_table;
use super::{Around, PublicLinks, Register, Trend, kinds, reading};
use crate::catalog::Text;
use crate::component::{EmptyState, Table};
use crate::html::Html;
use crate::page::Page;
use crate::when::{self, Moment};

/// A published month with its totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthTotals {
    /// The month.
    pub month: Month,
    /// インシデント, cases.
    pub incident: u32,
    /// アクシデント, cases.
    pub accident: u32,
    /// Whether its figures were corrected after they had been published.
    pub corrected: bool,
}

/// What the home is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct HomeSource<'a> {
    /// Name of the facility in the page's language.
    pub facility: &'a str,
    /// How to reach it.
    pub contact: &'a str,
    /// How its publications may be used; `None` = the words of the program.
    pub licence: Option<&'a str>,
    /// The profile in force, for the levels.
    pub profile: &'a Profile,
    /// Published months, newest first.
    pub months: &'a [MonthTotals],
    /// Published half-years and years with their incidents and accidents, newest first.
    pub periods: &'a [(Period, u32, u32)],
    /// Individual publications, newest first.
    pub announcements: &'a [AnnouncementLine],
    /// The facility's zone.
    pub zone: &'a TimeZone,
    /// Whether the facility writes 和暦 under its charts.
    pub wareki: bool,
}

/// A page in a list.
#[derive(Debug, Clone)]
struct Entry {
    label: String,
    href: String,
    more: String,
}

/// The months of one fiscal year (年度).
#[derive(Debug, Clone)]
struct YearEntry {
    label: String,
    year: i16,
    csv: (String, String),
    months: Vec<Entry>,
}

/// A facility's public home.
#[derive(Debug, Clone, Template)]
#[template(path = "public/home.html")]
pub struct Home {
    /// Words.
    pub t: Text,
    around: Around,
    register: Register,
    lead: Html,
    latest: Option<Entry>,
    trend: Option<Trend>,
    announcements: Vec<Entry>,
    periods: Vec<Entry>,
    years: Vec<YearEntry>,
    levels: Table,
    levels_source: String,
    kinds: Html,
    reading: Vec<Html>,
    licence: Html,
    data: String,
    all_csv: String,
}

impl Home {
    /// The home.
    #[must_use]
    pub fn new(register: Register, links: &PublicLinks, source: &HomeSource<'_>) -> Self {
        let t = register.t();
        let title = t.get("public.index.title").to_owned();
        Self {
            t,
            around: Around::of(register, links, (title, source.facility, source.contact), |r| links.index(r)),
            register,
            lead: register.say("site.lead"),
            latest: source.months.first().map(|month| entry(register, links, month)),
            trend: Trend::new(register, source.months, source.wareki),
            announcements: announcements(register, links, source),
            periods: source.periods.iter().map(|period| period_entry(register, links, *period)).collect(),
            years: years(register, links, source.months),
            levels: level_table(t, source.profile, "levels").hide_caption(),
            levels_source: t.with("site.levels_source", &[("source", &t.label(&source.profile.source))]),
            kinds: kinds(register, source.profile),
            reading: reading(register),
            licence: Html::lines(source.licence.unwrap_or(t.get("site.licence_default"))),
            data: links.data(register),
            all_csv: links.all_csv(),
        }
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(self.t.get("public.index.empty_title"), self.t.get("public.index.empty_why"))
    }
}

fn entry(register: Register, links: &PublicLinks, totals: &MonthTotals) -> Entry {
    let t = register.t();
    Entry {
        label: when::month(t, totals.month),
        href: links.month(register, totals.month),
        more: t.with("public.totals", &[("incident", &totals.incident), ("accident", &totals.accident)]),
    }
}

fn period_entry(register: Register, links: &PublicLinks, (period, incident, accident): (Period, u32, u32)) -> Entry {
    let t = register.t();
    Entry {
        label: when::period(t, period),
        href: links.period(register, period),
        more: t.with("public.totals", &[("incident", &incident), ("accident", &accident)]),
    }
}

fn years(register: Register, links: &PublicLinks, months: &[MonthTotals]) -> Vec<YearEntry> {
    let t = register.t();
    let mut years: Vec<YearEntry> = Vec::new();
    for totals in months {
        let year = fiscal_year(totals.month.first_day());
        if years.last().is_none_or(|last| last.year != year) {
            let label = when::fiscal_year(t, year);
            let csv = (links.year_csv(year), t.with("site.year_csv", &[("year", &label)]));
            years.push(YearEntry { label, year, csv, months: Vec::new() });
        }
        if let Some(last) = years.last_mut() {
            last.months.push(entry(register, links, totals));
        }
    }
    years
}

fn announcements(register: Register, links: &PublicLinks, source: &HomeSource<'_>) -> Vec<Entry> {
    let t = register.t();
    let line = |announcement: &AnnouncementLine| {
        let changed = Moment::of(announcement.changed_at, source.zone).local.date();
        let kind = t.choice("site.announcement.kind", announcement.kind.code());
        Entry {
            label: t.with("individual.public.title", &[("slug", &announcement.slug)]),
            href: links.announcement(register, &announcement.slug),
            more: t.with("site.announcement.line", &[("when", &when::day_both(t, changed)), ("kind", &kind)]),
        }
    };
    source.announcements.iter().map(line).collect()
}

impl Page for Home {
    const NAME: &'static str = "public.home";

    fn samples(t: Text) -> Vec<Self> {
        let Some(profile) = Profile::builtin("welfare") else { return Vec::new() };
        let months: Vec<MonthTotals> = ["2026-10", "2026-09", "2026-04", "2026-03"]
            .iter()
            .filter_map(|month| month.parse().ok())
            .map(|month| MonthTotals { month, incident: 9, accident: 3, corrected: month.number() == 4 })
            .collect();
        let announcement = |slug: &str, kind| AnnouncementLine {
            slug: slug.to_owned(),
            kind,
            edition: 2,
            released_at: 1_795_219_200_000_000,
            changed_at: 1_795_219_200_000_000,
            hash: None,
        };
        let source = HomeSource {
            facility: t.pick("あおぞら園", "Aozora Home"),
            contact: "0957-00-0000\n9:00-17:00",
            licence: None,
            profile,
            months: &months,
            periods: &"fy2026-h1".parse().map(|period| vec![(period, 50, 4)]).unwrap_or_default(),
            announcements: &[
                announcement("2026-2", AnnouncementKind::Corrected),
                announcement("2026-1", AnnouncementKind::Withdrawn),
            ],
            zone: &TimeZone::UTC,
            wareki: true,
        };
        let bare = HomeSource {
            contact: "",
            licence: Some("CC0 1.0"),
            months: &[],
            periods: &[],
            announcements: &[],
            ..source
        };
        let plain = Register { lang: t.lang(), plain: true };
        vec![
            Self::new(Register::of(t.lang()), &PublicLinks::site("aozora", "/a/app.css"), &source),
            Self::new(plain, &PublicLinks::files_of_many("app.css"), &bare),
        ]
    }
}
