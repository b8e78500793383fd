//! page::themes: 言葉の動き — which words have become more frequent, which are new, which reports belong together. No order of units.

use askama::Template;

use super::Page;
use crate::catalog::Text;
use crate::component::*;
use crate::frame::{AssetUrls, Frame};
use crate::html::Html;

/// A word with its reports on both sides.
#[derive(Debug, Clone)]
pub struct WordLine {
    /// As written.
    pub word: String,
    /// The reports that have it, as a list of reports.
    pub href: String,
    /// How it moves over time, as insight of a theme.
    pub insight: String,
    /// How many of the period.
    pub now: usize,
    /// How many on the other side.
    pub other: usize,
}

/// Reports that tell of similar things.
#[derive(Debug, Clone)]
pub struct GroupLine {
    /// Words that set it apart.
    pub words: Vec<String>,
    /// How many reports it has.
    pub total: usize,
    /// The most typical: address and number.
    pub reports: Vec<(String, String)>,
    /// Insight of each of its words: address and word.
    pub insights: Vec<(String, String)>,
}

/// What the page is drawn from. A list that is `None` has too little data.
#[derive(Debug, Clone)]
pub struct ThemesSource {
    /// Code of the period that is looked at.
    pub period: String,
    /// Codes of all periods.
    pub periods: Vec<&'static str>,
    /// Id of the unit that is looked at; empty = all.
    pub unit: String,
    /// Units: id and name.
    pub units: Vec<(String, String)>,
    /// First and last day in words, and the first day of what is compared with.
    pub days: (String, String, String),
    /// Reports of the period, of the time before, and of the other units.
    pub counts: (usize, usize, Option<usize>),
    /// A word is shown when so many reports have it, and a comparison when each side has so many.
    pub least: (usize, usize),
    /// Words that grew.
    pub grown: Option<Vec<WordLine>>,
    /// Words that are new.
    pub new: Option<Vec<WordLine>>,
    /// Words that set the unit apart; `None` also where no unit was chosen.
    pub apart: Option<Vec<WordLine>>,
    /// Groups.
    pub groups: Option<Vec<GroupLine>>,
}

/// A list of words under its heading.
#[derive(Debug, Clone)]
struct Part {
    id: &'static str,
    title: String,
    lead: String,
    table: Option<Table>,
    none: String,
}

/// Themes (言葉の動き).
#[derive(Debug, Clone, Template)]
#[template(path = "themes/view.html")]
pub struct Themes {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    controls: Vec<Html>,
    basis: String,
    rule: String,
    parts: Vec<Part>,
    groups: Vec<(String, GroupLine)>,
    grouped: Option<String>,
}

impl Themes {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: &ThemesSource) -> Self {
        let (from, until, since) = &source.days;
        let (now, before, _) = source.counts;
        let basis = t.with(
            "themes.basis",
            &[("from", from), ("until", until), ("now", &now), ("since", since), ("before", &before)],
        );
        let (support, least) = source.least;
        let named = |group: &GroupLine| {
            let words = group.words.join(t.get("report.answer.separator"));
            (t.with("themes.group", &[("words", &words), ("n", &group.total)]), group.clone())
        };
        let none = match &source.groups {
            None => Some(t.with("themes.too_little", &[("least", &least)])),
            Some(groups) if groups.is_empty() => Some(t.get("themes.none.groups").to_owned()),
            Some(_) => None,
        };
        Self {
            t,
            frame: frame.titled(t.get("themes.title")),
            controls: controls(t, source),
            basis,
            rule: t.with("themes.rule", &[("support", &support)]),
            parts: parts(t, source),
            groups: source.groups.iter().flatten().map(named).collect(),
            grouped: none,
        }
    }

    fn show(&self) -> Button {
        Button::secondary(self.t.get("themes.show"))
    }

    fn to_insight(&self, word: &str) -> String {
        self.t.with("themes.to_insight", &[("word", &word)])
    }
}

fn controls(t: Text, source: &ThemesSource) -> Vec<Html> {
    let choices = |options: &[(String, String)]| options.iter().map(|(code, words)| Choice::new(code, words)).collect();
    let periods: Vec<(String, String)> =
        source.periods.iter().map(|code| ((*code).to_owned(), t.choice("themes.period", code))).collect();
    let period = Field::new(t, "period", t.get("themes.period_label")).value(source.period.as_str());
    let unit = Field::new(t, "unit", t.get("themes.unit_label")).value(source.unit.as_str());
    vec![
        Html::of(&Select::new(period, choices(&periods))),
        Html::of(&Select::new(unit, choices(&source.units)).blank(t.get("themes.all_units"))),
    ]
}

fn parts(t: Text, source: &ThemesSource) -> Vec<Part> {
    let (now, before, others) = source.counts;
    let part = |id: &'static str, words: Option<&Vec<WordLine>>, other: usize| {
        let none = match words {
            None => t.with("themes.too_little", &[("least", &source.least.1)]),
            Some(_) => t.choice("themes.none", id),
        };
        let words = words.filter(|words| !words.is_empty());
        Part {
            id,
            title: t.choice("themes.part", id),
            lead: t.choice("themes.lead_of", id),
            table: words.map(|words| table(t, id, words, (now, other))),
            none,
        }
    };
    let apart = others.map(|others| part("apart", source.apart.as_ref(), others));
    let time = [part("new", source.new.as_ref(), before), part("grown", source.grown.as_ref(), before)];
    time.into_iter().chain(apart).collect()
}

fn table(t: Text, id: &'static str, words: &[WordLine], (now, other): (usize, usize)) -> Table {
    let of = |n: usize, all: usize| t.with("themes.of", &[("n", &n), ("all", &all)]);
    let other_column = if id == "apart" { "themes.column.others" } else { "themes.column.before" };
    let mut columns = vec![Column::text(t.get("themes.column.word")), Column::number(t.get("themes.column.now"))];
    let with_other = id != "new";
    columns.extend(with_other.then(|| Column::number(t.get(other_column))));
    columns.push(Column::text(t.get("themes.column.insight")));
    let rows = words.iter().map(|line| {
        let mut cells = vec![Cell::link(&line.href, &line.word), Cell::text(of(line.now, now))];
        cells.extend(with_other.then(|| Cell::text(of(line.other, other))));
        cells.push(Cell::link(&line.insight, t.with("themes.to_insight", &[("word", &line.word)])));
        cells
    });
    // Another name than the part's own: table and part are told apart by ear.
    Table::new(format!("themes-{id}"), t.get("themes.column.word"), columns, rows.collect())
        .belonging_to(&t.choice("themes.part", id))
        .hide_caption()
}

impl Page for Themes {
    const NAME: &'static str = "themes.view";

    fn samples(t: Text) -> Vec<Self> {
        let word = |word: &str, now, other| {
            let (href, insight) = ("/cases?q=x".to_owned(), "/insight?q=x".to_owned());
            WordLine { word: word.to_owned(), href, insight, now, other }
        };
        let group = GroupLine {
            words: vec!["浴室".to_owned(), "転倒".to_owned()],
            total: 7,
            reports: vec![("/reports/1".to_owned(), "R8-0123".to_owned())],
            insights: vec![("/insight?q=x".to_owned(), "浴室".to_owned())],
        };
        let full = ThemesSource {
            period: "month".to_owned(),
            periods: vec!["month", "last_month", "quarter"],
            unit: "1".to_owned(),
            units: vec![("1".to_owned(), t.pick("2階支援課", "Second floor").to_owned())],
            days: ("令和8年11月1日".to_owned(), "令和8年11月30日".to_owned(), "令和7年11月1日".to_owned()),
            counts: (24, 310, Some(80)),
            least: (3, 10),
            grown: Some(vec![word("浴室", 8, 20), word("転倒", 11, 60)]),
            new: Some(vec![word("<b>電池", 3, 0)]),
            apart: Some(Vec::new()),
            groups: Some(vec![group]),
        };
        let empty = ThemesSource {
            unit: String::new(),
            counts: (4, 310, None),
            grown: None,
            new: None,
            apart: None,
            groups: None,
            ..full.clone()
        };
        let calm =
            ThemesSource { grown: Some(Vec::new()), new: Some(Vec::new()), groups: Some(Vec::new()), ..full.clone() };
        [full, empty, calm].map(|source| Self::new(t, Frame::new(t, "", AssetUrls::default()), &source)).into()
    }
}
