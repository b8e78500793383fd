//! page::help: what helps people find their way: how to report and what follows, whom to call, how accessible the pages are.

use askama::Template;
use domain::profile::Profile;

use crate::component::*;
use crate::html::Html;
use crate::page::record::level_table;
use crate::{AssetUrls, Frame, Page, Text};

/// The parts that people play, in the order of the page: the roles, and the holders of seats.
const PARTS: [&str; 6] = ["staff", "approver", "safety_manager", "director", "administrator", "identity_keeper"];

/// What the help page needs of the facility and of the person.
#[derive(Debug, Clone, Copy)]
pub struct HelpView<'a> {
    /// The profile in force.
    pub profile: &'a Profile,
    /// Name of the facility.
    pub facility: &'a str,
    /// The facility's contact; empty = none.
    pub contact: &'a str,
    /// The facility's code, when it takes reports without an account.
    pub anonymous: Option<&'a str>,
    /// What the person is: codes of roles, and `approver`.
    pub own: &'a [&'a str],
    /// Whether the person may report.
    pub may_report: bool,
    /// Whether the person may read how suggestions come about.
    pub may_see_card: bool,
}

#[derive(Debug, Clone)]
struct Part {
    name: String,
    about: String,
    own: Option<Badge>,
}

/// Help (使い方).
#[derive(Debug, Clone, Template)]
#[template(path = "help/help.html")]
pub struct Help {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    report: Option<Button>,
    scale: String,
    levels: Table,
    modes: SummaryList,
    anonymous: Option<String>,
    read: String,
    call: String,
    contact: Html,
    parts: Vec<Part>,
    card: bool,
}

impl Help {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, view: &HelpView<'_>) -> Self {
        let mut codes = vec!["named", "protected"];
        codes.extend(view.anonymous.map(|_| "anonymous"));
        let mode = |code| Row::text(t.choice("report.mode.name", code), t.choice("report.mode.long", code));
        let mut seats: Vec<_> = view.profile.seats.iter().collect();
        seats.sort_by_key(|seat| seat.order);
        let seats: Vec<&str> = seats.into_iter().map(|seat| t.label(&seat.label)).collect();
        let part = |code| Part {
            name: t.choice("help.part.name", code),
            about: t.choice("help.part.about", code),
            own: view.own.contains(&code).then(|| Badge::new(t.get("help.yours"), Tone::Info)),
        };
        Self {
            report: view.may_report.then(|| Button::primary(t.get("help.report.button")).link("/reports/new")),
            scale: t.with("help.levels.lead", &[("name", &t.label(&view.profile.name))]),
            levels: level_table(t, view.profile, "levels").hide_caption(),
            modes: SummaryList::new(t, codes.into_iter().map(mode).collect()),
            anonymous: view.anonymous.map(|code| format!("/anonymous/{code}")),
            read: t.with("help.after.read", &[("seats", &seats.join(t.pick("→", " → ")))]),
            call: t.with("help.night.call", &[("facility", &view.facility)]),
            contact: Html::lines(
                Some(view.contact).filter(|text| !text.is_empty()).unwrap_or(t.get("help.night.none")),
            ),
            parts: PARTS.into_iter().map(part).collect(),
            card: view.may_see_card,
            t,
            frame,
        }
    }
}

impl Page for Help {
    const NAME: &'static str = "help.help";

    fn samples(t: Text) -> Vec<Self> {
        let frame = || Frame::new(t, t.get("help.title"), AssetUrls::default());
        let page = |name, anonymous, contact, own: &[&str]| {
            let profile = Profile::builtin(name)?;
            let facility = t.pick("あおぞら園", "Aozora Home");
            let view =
                HelpView { profile, facility, contact, anonymous, own, may_report: true, may_see_card: own.len() == 1 };
            Some(Self::new(t, frame(), &view))
        };
        let samples = [
            page("welfare", Some("aozora"), "夜間：当直 内線 900\n昼間：0957-00-0000", &["staff", "approver"]),
            page("university-hospital", None, "", &["administrator"]),
        ];
        samples.into_iter().flatten().collect()
    }
}

/// How to reach a facility.
#[derive(Debug, Clone)]
pub struct ContactEntry {
    /// Name of the facility.
    pub name: String,
    /// Its contact; empty = none.
    pub contact: String,
    /// Its code, when it takes reports without an account, so that a receipt code can be used.
    pub track: Option<String>,
}

#[derive(Debug, Clone)]
struct Reach {
    name: String,
    contact: Html,
    track: Option<(String, String)>,
}

/// Contact (お問い合わせ).
#[derive(Debug, Clone, Template)]
#[template(path = "help/contact.html")]
pub struct Contact {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    lead: String,
    facilities: Vec<Reach>,
}

impl Contact {
    /// The page: the person's own facility, or all of them for somebody who is not signed in.
    #[must_use]
    pub fn new(t: Text, frame: Frame, is_own: bool, entries: Vec<ContactEntry>) -> Self {
        let reach = |entry: ContactEntry| Reach {
            contact: Html::lines(if entry.contact.is_empty() { t.get("help.contact.none") } else { &entry.contact }),
            track: entry
                .track
                .map(|code| (format!("/track/{code}"), t.with("help.contact.track", &[("facility", &entry.name)]))),
            name: entry.name,
        };
        let lead = if is_own { t.get("help.contact.lead_own") } else { t.get("help.contact.lead_all") };
        Self { lead: lead.to_owned(), facilities: entries.into_iter().map(reach).collect(), t, frame }
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(self.t.get("help.contact.empty_title"), self.t.get("help.contact.empty_why"))
    }

    fn tracks(&self) -> bool {
        self.facilities.iter().any(|facility| facility.track.is_some())
    }
}

impl Page for Contact {
    const NAME: &'static str = "help.contact";

    fn samples(t: Text) -> Vec<Self> {
        let frame = || Frame::new(t, t.get("help.contact.title"), AssetUrls::default());
        let entry = |name: &str, contact: &str, track: Option<&str>| ContactEntry {
            name: name.to_owned(),
            contact: contact.to_owned(),
            track: track.map(str::to_owned),
        };
        let first =
            || entry(t.pick("あおぞら園", "Aozora Home"), "昼間：0957-00-0000\n夜間：0957-00-0001", Some("aozora"));
        let second = entry(t.pick("みなと病院", "Minato Hospital"), "", None);
        vec![
            Self::new(t, frame(), true, vec![first()]),
            Self::new(t, frame(), false, vec![first(), second]),
            Self::new(t, frame(), false, Vec::new()),
        ]
    }
}

/// How accessible the pages are, and how that was tested (方針 and 試験).
#[derive(Debug, Clone, Template)]
#[template(path = "help/accessibility.html")]
pub struct Accessibility {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
}

impl Page for Accessibility {
    const NAME: &'static str = "help.accessibility";

    fn samples(t: Text) -> Vec<Self> {
        vec![Self { t, frame: Frame::new(t, t.get("help.accessibility.title"), AssetUrls::default()) }]
    }
}
