//! page::public::month: one published month as everybody reads it.

use askama::Template;
use domain::profile::Profile;
use domain::publication::{DetailCount, FormCount, Month, MonthFigures, Narrative, Snapshot};
use jiff::tz::TimeZone;

use super::super::Page;
use super::super::record::level_table;
use super::{Around, Figures, PublicLinks, Register, kinds};
use crate::catalog::Text;
use crate::component::Table;
use crate::html::Html;
use crate::when::{self, Moment};

/// One publication of the month, for the list of errata.
#[derive(Debug, Clone)]
pub struct Revision {
    /// 1 = the first publication.
    pub revision: u32,
    /// When it was published.
    pub published: Moment,
    /// Why it replaced the one before.
    pub reason: Option<String>,
}

impl Revision {
    /// When it was published, and why where it corrects.
    pub(super) fn words(&self, t: Text) -> String {
        let when = when::day(t, self.published.local.date());
        match &self.reason {
            Some(reason) => t.with("public.errata.line", &[("when", &when), ("reason", reason)]),
            None => t.with("public.errata.first", &[("when", &when)]),
        }
    }
}

/// What a public month is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct MonthSource<'a> {
    /// The snapshot that was published.
    pub snapshot: &'a Snapshot,
    /// The profile by which was counted.
    pub profile: &'a Profile,
    /// All revisions, newest first.
    pub revisions: &'a [Revision],
    /// The published month before.
    pub previous: Option<Month>,
    /// The published month after.
    pub next: Option<Month>,
    /// How to reach the facility.
    pub contact: &'a str,
    /// How the publication may be used; `None` = the words of the program.
    pub licence: Option<&'a str>,
    /// The facility's zone.
    pub zone: &'a TimeZone,
}

/// A published month.
#[derive(Debug, Clone, Template)]
#[template(path = "public/month.html")]
pub struct MonthPage {
    /// Words.
    pub t: Text,
    around: Around,
    register: Register,
    figures: Figures,
    levels: Table,
    kinds: Html,
    revisions: Vec<Revision>,
    cut_off: String,
    rule: String,
    index: String,
    csv: String,
    json: String,
    pdf: String,
    data: String,
    licence: Html,
    previous: Option<(String, String)>,
    next: Option<(String, String)>,
}

impl MonthPage {
    /// The page of a month.
    #[must_use]
    pub fn new(register: Register, links: &PublicLinks, source: &MonthSource<'_>) -> Self {
        let t = register.t();
        let (snapshot, profile) = (source.snapshot, source.profile);
        let month = snapshot.month;
        let link = |month: Month| (links.month(register, month), when::month_short(t, month));
        let title = t.with("public.month.title", &[("month", &when::month(t, month))]);
        let facility = t.pick(&snapshot.facility_ja, &snapshot.facility_en);
        let name = t.pick(&profile.name.ja, &profile.name.en);
        Self {
            t,
            around: Around::of(register, links, (title, facility, source.contact), |r| links.month(r, month)),
            register,
            figures: Figures::new(t, snapshot, false),
            levels: level_table(t, profile, "levels").hide_caption(),
            kinds: kinds(register, profile),
            revisions: source.revisions.to_vec(),
            cut_off: t.with("public.month.cut_off", &[("when", &Moment::of(snapshot.cut_off, source.zone).words(t))]),
            rule: t.with("public.month.rule", &[("name", &name), ("version", &snapshot.rule_version)]),
            index: links.index(register),
            csv: links.csv(month),
            json: links.json(month),
            pdf: links.pdf(register.lang, month),
            data: links.data(register),
            licence: Html::lines(source.licence.unwrap_or(t.get("site.licence_default"))),
            previous: source.previous.map(link),
            next: source.next.map(link),
        }
    }

    fn has_errata(&self) -> bool {
        self.revisions.iter().any(|revision| revision.revision > 1)
    }

    fn published(&self) -> Option<String> {
        let newest = self.revisions.first()?;
        Some(self.t.with("public.month.published", &[("when", &when::day_both(self.t, newest.published.local.date()))]))
    }
}

impl Page for MonthPage {
    const NAME: &'static str = "public.month";

    fn samples(t: Text) -> Vec<Self> {
        let (Some(profile), Ok(zone), Ok(month)) =
            (Profile::builtin("welfare"), TimeZone::get("Asia/Tokyo"), "2026-10".parse::<Month>())
        else {
            return Vec::new();
        };
        let revision = |revision, reason: Option<&str>| Revision {
            revision,
            published: Moment::of(1_795_219_200_000_000, &zone),
            reason: reason.map(str::to_owned),
        };
        let errata = [revision(2, Some("転倒1件の数えもれ")), revision(1, None)];
        let first = [revision(1, None)];
        let page = |plain: bool, snapshot: &Snapshot, revisions: &[Revision], links: &PublicLinks| {
            let source = MonthSource {
                snapshot,
                profile,
                revisions,
                previous: Some(month.previous()),
                next: None,
                contact: "0957-00-0000",
                licence: None,
                zone: &zone,
            };
            Self::new(Register { lang: t.lang(), plain }, links, &source)
        };
        vec![
            page(false, &sample(profile, month, true), &errata, &PublicLinks::site("aozora", "/a/app.css")),
            page(true, &sample(profile, month, false), &first, &PublicLinks::files("app.css")),
        ]
    }
}

/// A snapshot for samples: a full month, or one without a case.
pub(in crate::page) fn sample(profile: &Profile, month: Month, full: bool) -> Snapshot {
    let n = |value: u32| if full { value } else { 0 };
    let forms = profile.forms.iter().map(|choice| {
        let (incident, accident) = match choice.code.as_str() {
            "fall" => (n(5), n(1)),
            "medication" => (n(2), n(1)),
            _ => (0, 0),
        };
        FormCount {
            form: choice.code.clone(),
            ja: choice.label.ja.clone(),
            en: choice.label.en.clone(),
            incident,
            accident,
        }
    });
    let details = profile.medication_details.iter().map(|choice| {
        let (incident, accident) = match choice.code.as_str() {
            "wrong_person" => (0, n(1)),
            "omission" => (n(2), 0),
            _ => (0, 0),
        };
        DetailCount {
            detail: choice.code.clone(),
            ja: choice.label.ja.clone(),
            en: choice.label.en.clone(),
            incident,
            accident,
        }
    });
    let narrative = Narrative {
        level: domain::profile::LevelCode::new("3"),
        circumstances: "朝食後に、となりの席の人の薬を渡した。".to_owned(),
        prevention: "薬の袋の名前を、2人で声に出して確かめる。".to_owned(),
    };
    Snapshot {
        format: 1,
        facility: "aozora".to_owned(),
        facility_ja: "あおぞら園".to_owned(),
        facility_en: "Aozora Home".to_owned(),
        month,
        revision: if full { 2 } else { 1 },
        cut_off: 1_795_219_200_000_000,
        profile: profile.id.clone(),
        rule_version: 1,
        figures: MonthFigures {
            forms: forms.collect(),
            details: details.collect(),
            total_incident: n(7),
            total_accident: n(2),
            provisional: n(1),
        },
        narratives: if full { vec![narrative] } else { Vec::new() },
        erratum_reason: full.then(|| "転倒1件の数えもれ".to_owned()),
    }
}
