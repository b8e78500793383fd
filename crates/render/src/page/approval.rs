//! page::approval: what waits for a person (決裁待ち, 後閲, 周知, 差戻し), and a measure to read.

use askama::Template;

use super::Page;
use crate::catalog::Text;
use crate::component::*;
use crate::frame::{AssetUrls, Frame};
use crate::html::Html;

/// One thing that waits.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Where it is opened.
    pub href: String,
    /// The level that counts so far.
    pub level: LevelMark,
    /// Number of the report.
    pub number: String,
    /// 形態.
    pub form: String,
    /// 発生場所, if it is known.
    pub place: Option<String>,
    /// The seat on which it waits, or nothing where no seat matters.
    pub seat: Option<String>,
    /// How long it has waited, in words.
    pub since: Option<String>,
    /// The day by which its month must be public, in words.
    pub due: Option<String>,
    /// It has been at its step longer than the profile allows.
    pub late: bool,
}

/// Things of one kind that wait.
#[derive(Debug, Clone)]
pub struct WaitingList {
    /// `stamp`, `review`, `describe`, `read` or `returned`: chooses the heading.
    pub kind: &'static str,
    /// The things, oldest first; of a long list only a part.
    pub items: Vec<Waiting>,
    /// How many there are in all.
    pub total: usize,
    /// Links to the other parts of a long list.
    pub pages: Option<Pagination>,
}

/// The inbox (受信箱).
#[derive(Debug, Clone, Template)]
#[template(path = "approval/inbox.html")]
pub struct Inbox {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    /// Lists in the order of urgency; empty ones are left out.
    pub lists: Vec<WaitingList>,
    /// One view for each step at which something waits; none where there is nothing to choose.
    pub steps: Option<Tabs>,
    /// How many signals of charts wait for this person.
    pub signals: i64,
}

impl Inbox {
    /// An inbox; lists without anything are left out.
    #[must_use]
    pub fn new(t: Text, frame: Frame, lists: Vec<WaitingList>, steps: Vec<Tab>) -> Self {
        let frame = frame.titled(t.get("approval.inbox.title"));
        let lists = lists.into_iter().filter(|list| !list.items.is_empty()).collect();
        // "Everything" and one step would be the same view twice.
        let steps = (steps.len() > 2).then(|| Tabs::new(t.get("approval.inbox.steps"), steps));
        Self { t, frame, lists, steps, signals: 0 }
    }

    /// Tells of signals of charts that wait, too.
    #[must_use]
    pub const fn with_signals(mut self, signals: i64) -> Self {
        self.signals = signals;
        self
    }

    fn signals(&self) -> String {
        self.t.with("insight.signals_wait", &[("n", &self.signals)])
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(self.t.get("approval.inbox.empty_title"), self.t.get("approval.inbox.empty_why"))
    }

    fn title(&self, list: &WaitingList) -> String {
        self.t.choice("approval.inbox.section", list.kind)
    }

    fn meta(&self, item: &Waiting) -> Vec<String> {
        let place = item.place.clone().unwrap_or_else(|| self.t.get("approval.inbox.place_unknown").to_owned());
        let since = item.since.as_ref().map(|since| self.t.with("approval.inbox.waits", &[("since", since)]));
        let due = item.due.as_ref().map(|due| self.t.with("approval.inbox.due", &[("day", due)]));
        [Some(place), item.seat.clone(), since, due].into_iter().flatten().collect()
    }

    fn late(&self) -> Badge {
        Badge::new(self.t.get("approval.inbox.late"), Tone::Warning)
    }
}

impl Page for Inbox {
    const NAME: &'static str = "approval.inbox";

    fn samples(t: Text) -> Vec<Self> {
        let frame = || Frame::new(t, "", AssetUrls::default());
        let item = |number: &str, late: bool| Waiting {
            href: "/reports/1".to_owned(),
            level: LevelMark::suggested(t, "2", 2),
            number: number.to_owned(),
            form: t.pick("転倒", "Fall").to_owned(),
            place: (!late).then(|| t.pick("2階 食堂", "Dining room").to_owned()),
            seat: Some(t.pick("係長/主任/リーダー", "Unit leader").to_owned()),
            since: Some(t.pick("3日4時間", "3 d 4 h").to_owned()),
            due: Some(t.pick("令和8年12月31日", "31 December 2026").to_owned()),
            late,
        };
        let list = |kind, items: Vec<Waiting>| WaitingList { kind, total: items.len(), items, pages: None };
        let pages = Pagination::new(t, 1, 2, Some(52)).links(None, Some("/inbox?step=stamp&page=2".to_owned()));
        let stamp = list("stamp", vec![item("R8-0121", true), item("R8-0123", false)]);
        let lists = vec![
            WaitingList { total: 52, pages: Some(pages), ..stamp },
            list("review", vec![item("R8-0119", false)]),
            list("describe", Vec::new()),
            list("read", vec![item("R8-0101", false)]),
            list("returned", vec![item("R8-0099", false)]),
        ];
        let tab = |label: &str, query: &str, count| Tab {
            label: label.to_owned(),
            href: format!("/inbox{query}"),
            current: query.is_empty(),
            count: Some(count),
        };
        let steps = vec![
            tab(t.get("approval.inbox.all"), "", 55),
            tab(t.pick("係長/主任/リーダー", "Unit leader"), "?step=stamp&seat=leader", 52),
            tab(&t.choice("approval.inbox.step", "review"), "?step=review", 1),
        ];
        vec![Self::new(t, frame(), lists, steps), Self::new(t, frame(), Vec::new(), Vec::new())]
    }
}

/// A measure as the members of the addressed units read it: without names, without the report itself.
#[derive(Debug, Clone, Template)]
#[template(path = "approval/measure.html")]
pub struct Measure {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    /// The report whose measure it is.
    pub id: String,
    /// Form and place of the event, without persons.
    pub facts: SummaryList,
    /// The text, if it is written.
    pub text: Option<Html>,
    /// When the reader confirmed it, in words.
    pub confirmed: Option<String>,
}

impl Measure {
    fn confirmed_words(&self, when: &str) -> String {
        self.t.with("approval.measure.read_on", &[("when", &when)])
    }

    fn button(&self) -> Button {
        Button::primary(self.t.get("approval.measure.confirm")).large()
    }
}

impl Page for Measure {
    const NAME: &'static str = "approval.measure";

    fn samples(t: Text) -> Vec<Self> {
        let title = t.with("approval.measure.title", &[("number", &"R8-0123")]);
        let page = |text: Option<&str>, confirmed: Option<&str>| Self {
            t,
            frame: Frame::new(t, title.clone(), AssetUrls::default()),
            id: "1".to_owned(),
            facts: SummaryList::new(t, vec![Row::text(t.choice("record.field", "form"), t.pick("転倒", "Fall"))]),
            text: text.map(Html::lines),
            confirmed: confirmed.map(str::to_owned),
        };
        vec![page(Some("点検札を全車につける。"), None), page(Some("…"), Some("8.11.21 14:05")), page(None, None)]
    }
}
