//! page::public::case: one individual publication (個別公表) as everybody may read it, with its corrections, or the word that it is gone.

use askama::Template;
use domain::profile::{Label, OutlinePart};
use domain::publication::individual::{Announcement, Signatory};
use jiff::civil::date;
use jiff::tz::TimeZone;

use super::figures::is_japanese;
use super::{Around, PublicLinks, Register, Revision};
use crate::catalog::Text;
use crate::component::*;
use crate::html::Html;
use crate::lang::Lang;
use crate::page::Page;
use crate::when::{self, Moment};

/// What the page is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct CaseSource<'a> {
    /// Name in public addresses.
    pub slug: &'a str,
    /// Name of the facility.
    pub facility: &'a str,
    /// How to reach the facility.
    pub contact: &'a str,
    /// The newest edition; `None` when it is withdrawn or held back.
    pub announcement: Option<&'a Announcement>,
    /// When the text was withdrawn or held back.
    pub ended_at: Option<&'a Moment>,
    /// It is withdrawn for good.
    pub withdrawn: bool,
    /// When it tells what was known.
    pub cut_off: Option<&'a Moment>,
    /// What the standard is called.
    pub rule: &'a str,
    /// All editions, newest first.
    pub editions: &'a [Revision],
    /// SHA-256 of the newest edition.
    pub hash: &'a str,
}

/// One individual publication.
#[derive(Debug, Clone, Template)]
#[template(path = "public/case.html")]
pub struct CasePage {
    /// Words.
    pub t: Text,
    around: Around,
    parts: Option<SummaryList>,
    published: Option<String>,
    stub: Option<String>,
    signed: Vec<String>,
    about: Vec<String>,
    editions: Vec<Revision>,
    index: String,
    json: String,
}

impl CasePage {
    /// The page; `links` are those of a page one folder below the facility's.
    #[must_use]
    pub fn new(register: Register, links: &PublicLinks, source: &CaseSource<'_>) -> Self {
        let t = register.t();
        let title = t.with("individual.public.title", &[("slug", &source.slug)]);
        let address = |register| links.announcement(register, source.slug);
        let row = |(part, text): &(OutlinePart, String)| {
            Row::html(t.choice("individual.part", part.code()), told_in_its_language(t, text))
        };
        let stub = source.ended_at.map(|at| {
            let key = if source.withdrawn { "individual.public.withdrawn" } else { "individual.public.recalled" };
            t.with(key, &[("when", &when::day(t, at.local.date()))])
        });
        let day = |edition: &Revision| when::day(t, edition.published.local.date());
        Self {
            t,
            around: Around::of(register, links, (title, source.facility, source.contact), address),
            parts: source.announcement.map(|told| SummaryList::new(t, told.parts.iter().map(row).collect())),
            published: source
                .editions
                .last()
                .map(|first| t.with("individual.public.published", &[("when", &day(first))])),
            stub,
            signed: source.announcement.map(|told| signed(t, &told.signatories)).unwrap_or_default(),
            about: source.announcement.map(|told| about(t, source, told)).unwrap_or_default(),
            editions: source.editions.to_vec(),
            index: links.index(register),
            json: links.announcement_json(source.slug),
        }
    }

    /// Corrections are listed once there is one, and only while the text can be read.
    fn has_errata(&self) -> bool {
        self.editions.len() > 1 && self.parts.is_some()
    }
}

/// The text as it was released; on an English page a Japanese one says so, for those who listen.
fn told_in_its_language(t: Text, text: &str) -> Html {
    let lines = Html::lines(text);
    if t.lang() == Lang::En && is_japanese(text) {
        return Html::trusted(format!("<span lang=\"ja\">{lines}</span>"));
    }
    lines
}

fn signed(t: Text, signatories: &[Signatory]) -> Vec<String> {
    let line = |held: &Signatory| {
        let office: &str = t.label(&held.office);
        t.with("individual.public.signed", &[("office", &office), ("day", &when::day(t, held.on))])
    };
    signatories.iter().map(line).collect()
}

fn about(t: Text, source: &CaseSource<'_>, told: &Announcement) -> Vec<String> {
    let method: &str = t.label(&told.method);
    let mut lines = vec![t.with("individual.public.method", &[("method", &method)])];
    lines.extend(source.cut_off.map(|at| t.with("individual.public.cut_off", &[("when", &at.words(t))])));
    lines.push(t.with("individual.public.rule", &[("name", &source.rule), ("version", &told.rule_version)]));
    lines.push(t.with("individual.public.hash", &[("hash", &source.hash)]));
    lines
}

impl Page for CasePage {
    const NAME: &'static str = "public.case";

    fn samples(t: Text) -> Vec<Self> {
        let signatory = |ja: &str, en: &str, day| Signatory { office: Label::new(ja, en), on: date(2026, 10, day) };
        let told = Announcement {
            format: 1,
            facility: "aozora".to_owned(),
            facility_ja: "あおぞら園".to_owned(),
            facility_en: "Aozora Home".to_owned(),
            slug: "2026-1".to_owned(),
            edition: 2,
            grounds: "level".to_owned(),
            parts: vec![
                (OutlinePart::When, "令和8年10月上旬の夕方".to_owned()),
                (OutlinePart::Circumstances, "夕食のときに、食べ物がのどにつまりました。".to_owned()),
            ],
            cut_off: 0,
            profile: "welfare".to_owned(),
            rule_version: 1,
            method: Label::new("記者会見", "Press conference"),
            signatories: vec![
                signatory("課長会議", "Section chiefs' meeting", 12),
                signatory("理事長", "Chairman", 14),
            ],
            correction_reason: Some("時刻の誤記".to_owned()),
        };
        let at = Moment::of(1_790_000_000_000_000, &TimeZone::UTC);
        let editions = [(2, Some("時刻の誤記")), (1, None)].map(|(revision, reason)| Revision {
            revision,
            published: at.clone(),
            reason: reason.map(str::to_owned),
        });
        let base = CaseSource {
            slug: "2026-1",
            facility: t.pick("あおぞら園", "Aozora Home"),
            contact: "0957-00-0000",
            announcement: Some(&told),
            ended_at: None,
            withdrawn: false,
            cut_off: Some(&at),
            rule: "福祉施設",
            editions: &editions,
            hash: "abababababab",
        };
        let gone = CaseSource { announcement: None, ended_at: Some(&at), editions: &editions[1..], ..base };
        let links = PublicLinks::site("aozora", "/a/app.css");
        let plain = Register { lang: t.lang(), plain: true };
        vec![
            Self::new(Register::of(t.lang()), &links, &base),
            Self::new(Register::of(t.lang()), &links, &gone),
            Self::new(plain, &PublicLinks::files("app.css").from_below(), &CaseSource { withdrawn: true, ..gone }),
        ]
    }
}
