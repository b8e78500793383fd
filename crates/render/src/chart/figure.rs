//! chart::figure: a chart as a component: picture, sentence, notes, icons with words, table and CSV.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::catalog::Text;
use crate::component::Table;
use crate::html::Html;

/// An icon with the words that say the same.
#[derive(Debug, Clone)]
pub struct Icon {
    /// The drawing; decoration beside its words.
    pub svg: Html,
    /// What it says.
    pub words: String,
}

/// A note of the list below a picture; its number stands on the flag.
#[derive(Debug, Clone)]
pub struct FigureNote {
    /// Where, and what kind of note: 令和8年6月 基準の計算し直し.
    pub head: String,
    /// What the writer wrote.
    pub text: String,
}

/// A chart with everything that says the same without a picture.
#[derive(Debug, Clone, Template)]
#[template(path = "components/figure.html")]
pub struct Figure {
    /// Words.
    pub t: Text,
    /// Unique on the page.
    pub id: String,
    /// The name of the chart.
    pub title: String,
    /// The picture.
    pub svg: Html,
    /// What the picture says; also its description.
    pub sentence: String,
    /// The same with readings over its words, where the page has them.
    pub ruby: Option<Html>,
    /// Why this chart.
    pub reason: Option<String>,
    /// What was noticed about the data and done, in people's words.
    pub notices: Vec<String>,
    /// What the last point says, and whether the target is met.
    pub icons: Vec<Icon>,
    /// The notes of the numbered flags, in their order.
    pub notes: Vec<FigureNote>,
    /// The numbers.
    pub table: Option<Table>,
    /// Where the numbers are had as CSV.
    pub csv: Option<String>,
    /// Whether the title is for screen readers only, because a heading says the same.
    pub title_hidden: bool,
    /// Whether it is one of many small ones.
    pub small: bool,
}

impl Figure {
    /// A figure with its picture and sentence only.
    pub(super) fn new(t: Text, id: &str, title: &str, svg: String, sentence: String) -> Self {
        Self {
            t,
            id: id.to_owned(),
            title: title.to_owned(),
            svg: Html::trusted(svg),
            sentence,
            ruby: None,
            reason: None,
            notices: Vec::new(),
            icons: Vec::new(),
            notes: Vec::new(),
            table: None,
            csv: None,
            title_hidden: false,
            small: false,
        }
    }

    /// Hides the title from sight where a heading says the same.
    #[must_use]
    pub fn hide_title(mut self) -> Self {
        self.title_hidden = true;
        self
    }

    /// Offers the numbers as CSV.
    #[must_use]
    pub fn csv(mut self, href: impl Into<String>) -> Self {
        self.csv = Some(href.into());
        self
    }

    /// The picture for paper: the same drawing without the links that only a page can follow.
    #[must_use]
    pub fn paper_svg(&self) -> String {
        let svg = self.svg.as_str();
        let mut out = String::with_capacity(svg.len());
        // Words in a picture are escaped: what opens with "<a " or "</a>" is a link of ours.
        for (at, part) in svg.split("<a ").enumerate() {
            let inside = if at == 0 { part } else { part.split_once('>').map_or("", |(_, inside)| inside) };
            out.push_str(&inside.replace("</a>", ""));
        }
        out
    }

    fn has_more(&self) -> bool {
        self.has_background() || self.table.is_some() || self.csv.is_some()
    }

    fn has_background(&self) -> bool {
        self.reason.is_some() || !self.notices.is_empty()
    }
}

impl HtmlSafe for Figure {}
