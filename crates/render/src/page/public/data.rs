//! page::public::data: what the published files hold, where they are, how to check them and how they may be used.

use askama::Template;
use domain::publication::{Month, Period};

use super::{Around, PublicLinks, Register};
use crate::catalog::Text;
use crate::component::{Cell, Column, Table};
use crate::html::Html;
use crate::lang::Lang;
use crate::page::Page;

/// Columns of the CSV in their order: the word in the file and the key of its meaning.
const COLUMNS: [(&str, &str); 13] = [
    ("施設コード", "facility"),
    ("施設", "facility_name"),
    ("年月", "month"),
    ("版", "revision"),
    ("表", "table"),
    ("コード", "code"),
    ("名称", "name_ja"),
    ("名称（英語）", "name_en"),
    ("インシデント（件）", "incident"),
    ("アクシデント（件）", "accident"),
    ("レベル", "level"),
    ("発生状況", "circumstances"),
    ("再発防止策", "prevention"),
];

/// Fields of a month's JSON in their order.
const FIELDS: [&str; 12] = [
    "format",
    "facility",
    "facility_ja",
    "facility_en",
    "month",
    "revision",
    "cut_off",
    "profile",
    "rule_version",
    "figures",
    "narratives",
    "erratum_reason",
];

/// The page about the data.
#[derive(Debug, Clone, Template)]
#[template(path = "public/data.html")]
pub struct DataPage {
    /// Words.
    pub t: Text,
    around: Around,
    lead: Html,
    addresses: Table,
    columns: Table,
    fields: Table,
    licence: Html,
    index: String,
}

impl DataPage {
    /// The page of a facility; the newest month, its fiscal year and the newest period serve as examples.
    #[must_use]
    pub fn new(
        register: Register,
        links: &PublicLinks,
        (facility, contact, licence): (&str, &str, Option<&str>),
        (latest, period): (Option<(Month, i16)>, Option<Period>),
    ) -> Self {
        let t = register.t();
        let title = t.get("site.data.title").to_owned();
        Self {
            t,
            around: Around::of(register, links, (title, facility, contact), |r| links.data(r)),
            lead: register.say("site.data.lead"),
            addresses: addresses(t, links, latest, period),
            columns: columns(t),
            fields: fields(t),
            licence: Html::lines(licence.unwrap_or(t.get("site.licence_default"))),
            index: links.index(register),
        }
    }
}

fn addresses(t: Text, links: &PublicLinks, latest: Option<(Month, i16)>, period: Option<Period>) -> Table {
    let mut files = Vec::new();
    if let Some((month, year)) = latest {
        files.extend([
            (links.csv(month), "month_csv"),
            (links.json(month), "month_json"),
            (links.year_csv(year), "year_csv"),
        ]);
    }
    if let Some(period) = period {
        files.extend([(links.period_csv(period), "period_csv"), (links.period_json(period), "period_json")]);
    }
    files.extend([(links.all_csv(), "all_csv"), (links.index_json(), "index_json")]);
    files.extend(Lang::ALL.map(|lang| (links.feed(lang), "feed")));
    let rows = files.into_iter().map(|(href, what)| {
        let name = href.rsplit('/').next().unwrap_or(&href).to_owned();
        vec![Cell::link(&href, name), Cell::text(t.choice("site.data.address", what))]
    });
    let columns = vec![Column::text(t.get("site.data.file")), Column::text(t.get("site.data.what"))];
    Table::new("addresses", t.get("site.data.addresses"), columns, rows.collect()).scroll().hide_caption()
}

fn columns(t: Text) -> Table {
    let rows = COLUMNS.map(|(name, key)| vec![japanese(t, name), Cell::text(t.choice("site.data.csv", key))]);
    let head = vec![Column::text(t.get("site.data.column")), Column::text(t.get("site.data.meaning"))];
    Table::new("columns", t.get("site.data.columns"), head, rows.into()).scroll().hide_caption()
}

/// A word that stands in the file as it is, told as Japanese on an English page (WCAG 3.1.2).
fn japanese(t: Text, word: &str) -> Cell {
    match t.lang() {
        Lang::Ja => Cell::text(word),
        Lang::En => Cell::html(Html::trusted(format!("<span lang=\"ja\">{}</span>", Html::text(word)))),
    }
}

fn fields(t: Text) -> Table {
    let rows = FIELDS.map(|field| vec![Cell::text(field), Cell::text(t.choice("site.data.json", field))]);
    let head = vec![Column::text(t.get("site.data.field")), Column::text(t.get("site.data.meaning"))];
    Table::new("fields", t.get("site.data.fields"), head, rows.into()).scroll().hide_caption()
}

impl Page for DataPage {
    const NAME: &'static str = "public.data";

    fn samples(t: Text) -> Vec<Self> {
        let name = t.pick("あおぞら園", "Aozora Home");
        let latest = "2026-10".parse().ok().map(|month| (month, 2026));
        let plain = Register { lang: t.lang(), plain: true };
        vec![
            Self::new(
                Register::of(t.lang()),
                &PublicLinks::site("aozora", "/a/app.css"),
                (name, "0957-00-0000", None),
                (latest, "fy2026-h1".parse().ok()),
            ),
            Self::new(plain, &PublicLinks::files("app.css"), (name, "", Some("CC0 1.0")), (None, None)),
        ]
    }
}
