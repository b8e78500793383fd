//! page::cases: all reports of the facility, filtered by the query string, for who oversees them.

use askama::Template;

use super::Page;
use crate::catalog::Text;
use crate::component::*;
use crate::frame::{AssetUrls, Frame};
use crate::html::Html;

/// The conditions as they stand in the query string.
#[derive(Debug, Clone, Default)]
pub struct Conditions {
    /// Form code.
    pub form: String,
    /// Level code.
    pub level: String,
    /// Kind code: `incident`, `accident`.
    pub kind: String,
    /// Unit id.
    pub unit: String,
    /// State code.
    pub state: String,
    /// Mode code.
    pub mode: String,
    /// First report date as typed.
    pub from: String,
    /// Last report date as typed.
    pub until: String,
    /// Beginning of the number.
    pub number: String,
}

/// What can be chosen: code and words.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Forms of the profile.
    pub forms: Vec<(String, String)>,
    /// Levels of the profile.
    pub levels: Vec<(String, String)>,
    /// Kinds.
    pub kinds: Vec<(String, String)>,
    /// Units.
    pub units: Vec<(String, String)>,
}

/// One report of the list.
#[derive(Debug, Clone)]
pub struct CaseLine {
    /// Its page.
    pub href: String,
    /// Number.
    pub number: String,
    /// 報告日, short.
    pub date: String,
    /// 形態.
    pub form: String,
    /// Level mark.
    pub level: LevelMark,
    /// 部署.
    pub unit: String,
    /// 場所.
    pub place: String,
    /// State code.
    pub state: String,
    /// The seat that reads now, in words.
    pub seat: Option<String>,
}

/// All reports.
#[derive(Debug, Clone, Template)]
#[template(path = "cases/list.html")]
pub struct Cases {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    count: String,
    filtered: bool,
    controls: Vec<Html>,
    table: Option<Table>,
    pages: Option<Pagination>,
    export: Option<String>,
    prints: Option<(String, String)>,
}

/// What the list is drawn from.
#[derive(Debug, Clone)]
pub struct CasesSource {
    /// The conditions.
    pub conditions: Conditions,
    /// Fields of the conditions that could not be read: `from`, `until`.
    pub unreadable: Vec<&'static str>,
    /// What can be chosen.
    pub choices: Choices,
    /// The reports of this page.
    pub lines: Vec<CaseLine>,
    /// How many there are in all.
    pub total: usize,
    /// How many stand before this page.
    pub offset: usize,
    /// Address of the page before and after.
    pub links: (Option<String>, Option<String>),
    /// Address of the CSV of the same conditions, for who may export.
    pub export: Option<String>,
    /// Addresses of the PDF of the list, and of the forms on this page.
    pub prints: Option<(String, String)>,
}

impl Cases {
    /// The list as one reader sees it.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: CasesSource) -> Self {
        let (from, to) = (source.offset + 1, source.offset + source.lines.len());
        let pages = (source.total > source.lines.len()).then(|| {
            Pagination::new(t, from, to, Some(source.total)).links(source.links.0.clone(), source.links.1.clone())
        });
        Self {
            t,
            frame: frame.titled(t.get("approval.cases.title")),
            count: t.count("approval.cases.count", source.total),
            filtered: is_filtered(&source.conditions),
            controls: controls(t, &source),
            table: (!source.lines.is_empty()).then(|| table(t, &source.lines)),
            pages,
            export: source.export,
            prints: source.prints,
        }
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(self.t.get("approval.cases.empty_title"), self.t.get("approval.cases.empty_why"))
    }

    fn filter(&self) -> Button {
        Button::secondary(self.t.get("approval.cases.filter")).icon(Icon::Search)
    }

    fn clear(&self) -> Button {
        Button::quiet(self.t.get("approval.cases.clear")).link("/cases")
    }
}

fn is_filtered(conditions: &Conditions) -> bool {
    let Conditions { form, level, kind, unit, state, mode, from, until, number } = conditions;
    [form, level, kind, unit, state, mode, from, until, number].into_iter().any(|value| !value.is_empty())
}

fn controls(t: Text, source: &CasesSource) -> Vec<Html> {
    let (conditions, choices) = (&source.conditions, &source.choices);
    let any = t.get("approval.cases.any");
    let select = |name: &str, label: &str, value: &str, options: Vec<(String, String)>| {
        let options = options.into_iter().map(|(code, words)| Choice::new(code, words)).collect();
        Html::of(&Select::new(Field::new(t, name, label).value(value), options).blank(any))
    };
    let coded =
        |family: &str, codes: &[&str]| codes.iter().map(|code| ((*code).to_owned(), t.choice(family, code))).collect();
    let states = coded("approval.cases.state", &["in_review", "returned", "measures_pending", "closed", "merged"]);
    let modes = coded("record.mode", &["named", "protected", "anonymous"]);
    let date = |name: &'static str, label: &str, value: &str| {
        let error = source.unreadable.contains(&name).then(|| t.get("approval.cases.date_error"));
        let field = Field::new(t, name, label).hint(t.get("approval.cases.date_hint")).value(value).error(error);
        Html::of(&TextInput::new(field).chars(12))
    };
    let number = Field::new(t, "number", t.get("approval.cases.number")).value(conditions.number.as_str());
    vec![
        select("form", t.get("approval.cases.form"), &conditions.form, choices.forms.clone()),
        select("kind", t.get("approval.cases.kind"), &conditions.kind, choices.kinds.clone()),
        select("level", t.get("approval.cases.level"), &conditions.level, choices.levels.clone()),
        select("unit", t.get("approval.cases.unit"), &conditions.unit, choices.units.clone()),
        select("state", t.get("approval.cases.state_label"), &conditions.state, states),
        select("mode", t.get("approval.cases.mode"), &conditions.mode, modes),
        date("from", t.get("approval.cases.from"), &conditions.from),
        date("until", t.get("approval.cases.until"), &conditions.until),
        Html::of(&TextInput::new(number).chars(12)),
    ]
}

fn table(t: Text, lines: &[CaseLine]) -> Table {
    let columns = ["number", "date", "form", "level", "unit", "place", "state"]
        .map(|column| Column::text(t.choice("approval.cases.column", column)));
    let rows = lines.iter().map(|line| {
        let state = t.choice("approval.cases.state", &line.state);
        let state = match &line.seat {
            Some(seat) => t.with("record.bracket", &[("word", &state), ("text", seat)]),
            None => state,
        };
        vec![
            Cell::link(&line.href, &line.number),
            Cell::text(&line.date),
            Cell::text(&line.form),
            Cell::html(Html::of(&line.level)),
            Cell::text(&line.unit),
            Cell::text(&line.place),
            Cell::text(state),
        ]
    });
    Table::new("cases", t.get("approval.cases.list"), columns.into(), rows.collect()).hide_caption()
}

impl Page for Cases {
    const NAME: &'static str = "cases.list";

    fn samples(t: Text) -> Vec<Self> {
        let line = |number: &str, state: &str, seat: Option<&str>| CaseLine {
            href: "/reports/1".to_owned(),
            number: number.to_owned(),
            date: "8.11.21".to_owned(),
            form: t.pick("転倒", "Fall").to_owned(),
            level: LevelMark::judged(t, "2", 2),
            unit: t.pick("2階支援課", "Second floor").to_owned(),
            place: t.pick("2階 食堂", "Dining room").to_owned(),
            state: state.to_owned(),
            seat: seat.map(str::to_owned),
        };
        let pair = |code: &str, words: &str| (code.to_owned(), words.to_owned());
        let source = CasesSource {
            conditions: Conditions { form: "fall".to_owned(), from: "R8.13.1".to_owned(), ..Conditions::default() },
            unreadable: vec!["from"],
            choices: Choices {
                forms: vec![pair("fall", t.pick("転倒", "Fall"))],
                levels: vec![pair("2", "2")],
                kinds: Vec::new(),
                units: Vec::new(),
            },
            lines: vec![
                line("R8-0123", "in_review", Some(t.pick("看護師長", "Head nurse"))),
                line("R8-0122", "closed", None),
            ],
            total: 42,
            offset: 0,
            links: (None, Some("/cases?page=2".to_owned())),
            export: Some("/cases.csv".to_owned()),
            prints: Some(("/cases.pdf".to_owned(), "/cases/forms.pdf".to_owned())),
        };
        let empty = CasesSource {
            lines: Vec::new(),
            total: 0,
            links: (None, None),
            export: None,
            prints: None,
            ..source.clone()
        };
        let frame = || Frame::new(t, "", AssetUrls::default());
        vec![Self::new(t, frame(), source), Self::new(t, frame(), empty)]
    }
}
