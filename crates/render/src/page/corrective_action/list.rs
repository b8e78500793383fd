//! page::corrective_action::list: 対策の一覧 — what is late first, by group and condition.

use askama::Template;
use domain::corrective_action::{Standing, Strength};

use super::{ActionLine, sample};
use crate::catalog::Text;
use crate::component::*;
use crate::frame::Frame;
use crate::html::Html;
use crate::page::Page;

/// What is asked for, as it stands in the address.
#[derive(Debug, Clone, Default)]
pub struct ActionAsks {
    /// Code of the group; empty = all.
    pub group: String,
    /// Id of the unit; empty = all.
    pub unit: String,
    /// Code of the strength; empty = all.
    pub strength: String,
    /// Code of the standing; empty = all.
    pub standing: String,
    /// First day on which it was set, as typed.
    pub from: String,
    /// Last such day, as typed.
    pub until: String,
    /// Form code that another page asked for; kept, not offered.
    pub form: String,
}

impl ActionAsks {
    fn narrows(&self) -> bool {
        [&self.unit, &self.strength, &self.standing, &self.from, &self.until, &self.form]
            .iter()
            .any(|value| !value.is_empty())
    }
}

/// What the list is drawn from.
#[derive(Debug, Clone)]
pub struct ActionsSource {
    /// The lines of the page.
    pub lines: Vec<ActionLine>,
    /// Groups: code, address, count. The first one is all of them, with an empty code.
    pub groups: Vec<(&'static str, String, usize)>,
    /// What is asked for.
    pub asks: ActionAsks,
    /// Units: id and name.
    pub units: Vec<(String, String)>,
    /// How many pass, and after how many the page begins.
    pub range: (usize, usize),
    /// Address of the CSV of the same conditions; `None` where nothing passes.
    pub export: Option<String>,
    /// The pages before and after.
    pub links: (Option<String>, Option<String>),
    /// Whether the reader sees those of everybody.
    pub is_whole: bool,
}

/// The list of corrective actions (対策の一覧).
#[derive(Debug, Clone, Template)]
#[template(path = "corrective_action/list.html")]
pub struct ActionsPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    lead: String,
    groups: Tabs,
    controls: Vec<Html>,
    hidden: Vec<(&'static str, String)>,
    narrowed: bool,
    count: String,
    export: Option<String>,
    lines: Vec<ActionLine>,
    pages: Option<Pagination>,
    is_whole: bool,
}

impl ActionsPage {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: ActionsSource) -> Self {
        let lead = if source.is_whole { "corrective_action.lead" } else { "corrective_action.lead_own" };
        let (total, before) = source.range;
        let (previous, next) = source.links.clone();
        let pages = (previous.is_some() || next.is_some()).then(|| {
            let to = before + source.lines.len();
            Pagination::new(t, before + 1, to, Some(total)).links(previous, next)
        });
        Self {
            frame: frame.titled(t.get("corrective_action.title")),
            lead: t.get(lead).to_owned(),
            groups: tabs(t, &source),
            controls: controls(t, &source),
            hidden: hidden(&source.asks),
            narrowed: source.asks.narrows(),
            count: t.with("corrective_action.count", &[("n", &total)]),
            pages,
            export: source.export,
            is_whole: source.is_whole,
            lines: source.lines,
            t,
        }
    }

    fn show(&self) -> Button {
        Button::secondary(self.t.get("corrective_action.show"))
    }

    fn clear(&self) -> Button {
        Button::quiet(self.t.get("corrective_action.clear")).link("/actions")
    }

    fn empty(&self) -> EmptyState {
        let why = if self.is_whole { "corrective_action.empty_why" } else { "corrective_action.empty_own_why" };
        EmptyState::new(self.t.get("corrective_action.empty"), self.t.get(why))
    }
}

fn tabs(t: Text, source: &ActionsSource) -> Tabs {
    let tab = |(code, href, count): &(&'static str, String, usize)| Tab {
        label: if code.is_empty() {
            t.get("corrective_action.all").to_owned()
        } else {
            t.choice("corrective_action.group", code)
        },
        href: href.clone(),
        current: *code == source.asks.group,
        count: Some(*count),
    };
    Tabs::new(t.get("corrective_action.groups"), source.groups.iter().map(tab).collect())
}

/// What the form carries along.
fn hidden(asks: &ActionAsks) -> Vec<(&'static str, String)> {
    let all = [("group", &asks.group), ("form", &asks.form)];
    all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.clone())).collect()
}

fn controls(t: Text, source: &ActionsSource) -> Vec<Html> {
    let asks = &source.asks;
    let field = |name: &str, value: &str| Field::new(t, name, t.choice("corrective_action.ask", name)).value(value);
    let all = t.get("corrective_action.all");
    let units = source.units.iter().map(|(id, name)| Choice::new(id, name)).collect();
    let strengths =
        Strength::ALL.map(|one| Choice::new(one.code(), t.choice("corrective_action.strength", one.code())));
    let standings =
        Standing::ALL.map(|one| Choice::new(one.code(), t.choice("corrective_action.standing", one.code())));
    let day = |name, value: &str| TextInput::new(field(name, value).hint(t.get("corrective_action.form.day_hint")));
    let unit = Select::new(field("unit", &asks.unit), units).blank(all);
    let mut controls = if source.is_whole { vec![Html::of(&unit)] } else { Vec::new() };
    controls.push(Html::of(&Select::new(field("strength", &asks.strength), strengths.into()).blank(all)));
    controls.push(Html::of(&Select::new(field("standing", &asks.standing), standings.into()).blank(all)));
    controls.push(Html::of(&day("from", &asks.from)));
    controls.push(Html::of(&day("until", &asks.until)));
    controls
}

impl Page for ActionsPage {
    const NAME: &'static str = "corrective_action.list";

    fn samples(t: Text) -> Vec<Self> {
        sample::lists(t)
    }
}
