//! page::cases: all reports of the facility, searched and filtered by the query string, for who oversees them.

mod doubts;

use askama::Template;

use super::Page;
use crate::catalog::Text;
use crate::component::*;
use crate::frame::{AssetUrls, Frame};
use crate::html::Html;

pub use doubts::{DoubtLine, DoubtSide, Doubts};

/// The conditions as they stand in the query string.
#[derive(Debug, Clone, Default)]
pub struct Conditions {
    /// Words that were searched for, as typed.
    pub words: String,
    /// The best finds first, instead of the newest.
    pub best_first: bool,
    /// Form code.
    pub form: String,
    /// Level code.
    pub level: String,
    /// Kind code: `incident`, `accident`.
    pub kind: String,
    /// Unit id.
    pub unit: String,
    /// Place id.
    pub place: String,
    /// State code.
    pub state: String,
    /// Mode code.
    pub mode: String,
    /// First report date as typed.
    pub from: String,
    /// Last report date as typed.
    pub until: String,
    /// Code of a cause.
    pub cause: String,
    /// Code of a medication detail.
    pub detail: String,
    /// Code of the occupation of a named reporter.
    pub occupation: String,
    /// Weekday of the event, `0` for Monday.
    pub weekday: String,
    /// First and last hour of the event: `9-11`.
    pub hours: String,
    /// Days from event to report: `2-3`, `8-`, `-`.
    pub lag: String,
    /// Beginning of the number.
    pub number: String,
    /// `no` leaves out reports that were merged into another.
    pub merged: String,
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
    /// Places.
    pub places: Vec<(String, String)>,
    /// Causes of the profile.
    pub causes: Vec<(String, String)>,
    /// Medication details of the profile.
    pub details: Vec<(String, String)>,
    /// Occupations of the profile.
    pub occupations: Vec<(String, String)>,
    /// Weekdays.
    pub weekdays: Vec<(String, String)>,
    /// Parts of the day.
    pub hours: Vec<(String, String)>,
    /// Bands of days from event to report.
    pub lags: Vec<(String, String)>,
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
    /// From the de-identified text, where words were searched for.
    pub snippet: Snippet,
}

impl CaseLine {
    fn state_words(&self, t: Text) -> String {
        let state = t.choice("approval.cases.state", &self.state);
        match &self.seat {
            Some(seat) => t.with("record.bracket", &[("word", &state), ("text", seat)]),
            None => state,
        }
    }
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
    /// Conditions are told above the list; their fields come first only where one could not be read.
    unfolded: bool,
    words: TextInput,
    order: Radios,
    searched: bool,
    finds: Vec<CaseLine>,
    doubts: Option<String>,
    controls: Vec<Html>,
    /// What is asked for more rarely, or by a link of insight.
    further: Vec<Html>,
    chips: Vec<(String, String)>,
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
    /// The conditions in words, each with the address of the list without it.
    pub chips: Vec<(String, String)>,
    /// Fields of the conditions that could not be read: `from`, `until`.
    pub unreadable: Vec<&'static str>,
    /// What can be chosen.
    pub choices: Choices,
    /// The reports of this page.
    pub lines: Vec<CaseLine>,
    /// How many there are in all.
    pub total: usize,
    /// There are at least so many: counting ended there.
    pub or_more: bool,
    /// Doubts that two reports are one, which wait for the reader.
    pub doubts: usize,
    /// There are at least so many of them.
    pub doubts_or_more: bool,
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
        let of = (!source.or_more).then_some(source.total);
        let pages = (source.total > source.lines.len())
            .then(|| Pagination::new(t, from, to, of).links(source.links.0.clone(), source.links.1.clone()));
        let searched = !source.conditions.words.is_empty();
        let (controls, further) = controls(t, &source);
        let count = if source.or_more {
            t.count("search.count_or_more", source.total)
        } else {
            t.count("approval.cases.count", source.total)
        };
        let field = Field::new(t, "q", t.get("search.label"))
            .hint(t.get("search.hint"))
            .value(source.conditions.words.as_str());
        Self {
            t,
            frame: frame.titled(t.get("approval.cases.title")),
            count,
            filtered: is_filtered(&source.conditions),
            unfolded: !source.unreadable.is_empty(),
            words: TextInput::new(field).kind(InputKind::Search),
            order: order(t, source.conditions.best_first),
            searched,
            doubts: match source.doubts {
                0 => None,
                n if source.doubts_or_more => Some(t.count("search.doubts.many", n)),
                n => Some(t.count("search.doubts.waiting", n)),
            },
            controls,
            further,
            chips: source.chips,
            table: (!searched && !source.lines.is_empty()).then(|| table(t, &source.lines)),
            finds: if searched { source.lines } else { Vec::new() },
            pages,
            export: source.export,
            prints: source.prints,
        }
    }

    fn empty(&self) -> EmptyState {
        let (title, why) = if self.searched {
            ("search.empty_title", "search.empty_why")
        } else {
            ("approval.cases.empty_title", "approval.cases.empty_why")
        };
        EmptyState::new(self.t.get(title), self.t.get(why))
    }

    fn find(&self) -> Button {
        Button::primary(self.t.get("search.find")).icon(Icon::Search)
    }

    fn filter(&self) -> Button {
        Button::secondary(self.t.get("approval.cases.filter")).icon(Icon::Search)
    }

    fn clear(&self) -> Button {
        Button::quiet(self.t.get("approval.cases.clear")).link("/cases")
    }
}

fn is_filtered(conditions: &Conditions) -> bool {
    let Conditions { words: _, best_first: _, form, level, kind, unit, place, state, mode, from, until, .. } =
        conditions;
    let Conditions { cause, detail, occupation, weekday, hours, lag, number, merged, .. } = conditions;
    let all = [form, level, kind, unit, place, state, mode, from, until];
    let further = [cause, detail, occupation, weekday, hours, lag, number, merged];
    let mut all = all.into_iter().chain(further);
    all.any(|value| !value.is_empty())
}

fn order(t: Text, best_first: bool) -> Radios {
    let field = Field::new(t, "order", t.get("search.order.label")).value(if best_first { "best" } else { "newest" });
    let choices = ["newest", "best"].map(|code| Choice::new(code, t.choice("search.order", code)));
    Radios::new(field, choices.into()).chips()
}

/// The controls: those that are asked for often, and the further ones.
fn controls(t: Text, source: &CasesSource) -> (Vec<Html>, Vec<Html>) {
    let (conditions, choices) = (&source.conditions, &source.choices);
    let any = t.get("approval.cases.any");
    let select = |name: &str, label: &str, value: &str, options: Vec<(String, String)>| {
        let options = options.into_iter().map(|(code, words)| Choice::new(code, words)).collect();
        Html::of(&Select::new(Field::new(t, name, label).value(value), options).blank(any))
    };
    let coded =
        |family: &str, codes: &[&str]| codes.iter().map(|code| ((*code).to_owned(), t.choice(family, code))).collect();
    let states = coded("approval.cases.state", &["in_review", "returned", "measures_pending", "closed", "merged"]);
    let mut modes: Vec<(String, String)> = coded("record.mode", &["named", "protected", "anonymous"]);
    modes.push(("hidden".to_owned(), t.get("insight.part.unnamed").to_owned()));
    let date = |name: &'static str, label: &str, value: &str| {
        let error = source.unreadable.contains(&name).then(|| t.get("approval.cases.date_error"));
        let field = Field::new(t, name, label).hint(t.get("approval.cases.date_hint")).value(value).error(error);
        Html::of(&TextInput::new(field).chars(12))
    };
    let merged = vec![("no".to_owned(), t.get("approval.cases.merged_out").to_owned())];
    let number = Field::new(t, "number", t.get("approval.cases.number")).value(conditions.number.as_str());
    let frequent = vec![
        select("form", t.get("approval.cases.form"), &conditions.form, choices.forms.clone()),
        select("kind", t.get("approval.cases.kind"), &conditions.kind, choices.kinds.clone()),
        select("level", t.get("approval.cases.level"), &conditions.level, choices.levels.clone()),
        select("unit", t.get("approval.cases.unit"), &conditions.unit, choices.units.clone()),
        select("place", t.get("approval.cases.place"), &conditions.place, choices.places.clone()),
        select("state", t.get("approval.cases.state_label"), &conditions.state, states),
        select("mode", t.get("approval.cases.mode"), &conditions.mode, modes),
        date("from", t.get("approval.cases.from"), &conditions.from),
        date("until", t.get("approval.cases.until"), &conditions.until),
    ];
    let further = vec![
        select("cause", t.get("approval.cases.cause"), &conditions.cause, choices.causes.clone()),
        select("detail", t.get("approval.cases.detail"), &conditions.detail, choices.details.clone()),
        Html::of(
            &Select::new(
                Field::new(t, "occupation", t.get("approval.cases.occupation"))
                    .hint(t.get("approval.cases.occupation_hint"))
                    .value(conditions.occupation.as_str()),
                choices.occupations.iter().map(|(code, words)| Choice::new(code, words)).collect(),
            )
            .blank(any),
        ),
        select("weekday", t.get("approval.cases.weekday"), &conditions.weekday, choices.weekdays.clone()),
        select("hours", t.get("approval.cases.hours"), &conditions.hours, choices.hours.clone()),
        select("lag", t.get("approval.cases.lag"), &conditions.lag, choices.lags.clone()),
        Html::of(&TextInput::new(number).chars(12)),
        select("merged", t.get("approval.cases.merged"), &conditions.merged, merged),
    ];
    (frequent, further)
}

fn table(t: Text, lines: &[CaseLine]) -> Table {
    let columns = ["number", "date", "form", "level", "unit", "place", "state"]
        .map(|column| Column::text(t.choice("approval.cases.column", column)));
    let rows = lines.iter().map(|line| {
        vec![
            Cell::link(&line.href, &line.number),
            Cell::text(&line.date),
            Cell::text(&line.form),
            Cell::html(Html::of(&line.level)),
            Cell::text(&line.unit),
            Cell::text(&line.place),
            Cell::text(line.state_words(t)),
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
            snippet: Snippet::default(),
        };
        let pair = |code: &str, words: &str| (code.to_owned(), words.to_owned());
        let source = CasesSource {
            conditions: Conditions { form: "fall".to_owned(), from: "R8.13.1".to_owned(), ..Conditions::default() },
            chips: vec![(t.pick("形態: 転倒", "Form: Fall").to_owned(), "/cases?from=R8.13.1".to_owned())],
            unreadable: vec!["from"],
            choices: Choices {
                forms: vec![pair("fall", t.pick("転倒", "Fall"))],
                levels: vec![pair("2", "2")],
                kinds: Vec::new(),
                units: Vec::new(),
                places: Vec::new(),
                causes: vec![pair("check", t.pick("確認の不足", "Not checked"))],
                details: vec![pair("wrong_time", t.pick("時間の間違い", "Wrong time"))],
                occupations: vec![pair("nurse", t.pick("看護師", "Nurse"))],
                weekdays: vec![pair("0", t.pick("月", "Mon"))],
                hours: vec![pair("9-11", "9:00–11:59")],
                lags: vec![pair("2-3", &t.choice("insight.lag", "2"))],
            },
            lines: vec![
                line("R8-0123", "in_review", Some(t.pick("看護師長", "Head nurse"))),
                line("R8-0122", "closed", None),
            ],
            total: 42,
            or_more: false,
            doubts: 2,
            doubts_or_more: false,
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
        let words = Conditions { words: "転倒 <b>".to_owned(), best_first: true, ..Conditions::default() };
        let pieces = [("食堂で", false), ("転倒", true), ("した。<b>", false)];
        let snippet = Snippet::new(pieces.map(|(words, hit)| (words.to_owned(), hit)).into());
        let lines = vec![CaseLine { snippet, ..line("R8-0123", "closed", None) }];
        let found = CasesSource { conditions: words, unreadable: Vec::new(), lines, or_more: true, ..source.clone() };
        let none = CasesSource { lines: Vec::new(), total: 0, or_more: false, links: (None, None), ..found.clone() };
        let empty = CasesSource { doubts: 100, doubts_or_more: true, ..empty };
        let frame = || Frame::new(t, "", AssetUrls::default());
        [source, empty, found, none].into_iter().map(|source| Self::new(t, frame(), source)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn doubts_are_counted_and_where_counting_ended_the_page_says_so() {
        let told = [
            (Lang::Ja, "重複の疑いが2件あります", "重複の疑いが100件以上あります"),
            (Lang::En, "2 possible duplicates", "100 or more possible duplicates"),
        ];
        for (lang, few, many) in told {
            let pages = Cases::samples(Text::new(lang)).into_iter().take(2);
            let pages: Vec<String> = pages.map(|page| page.render().unwrap()).collect();
            assert!(
                pages[0].contains(&format!(">{few}</a>")) && pages[1].contains(&format!(">{many}</a>")),
                "{lang:?}"
            );
        }
    }
}
