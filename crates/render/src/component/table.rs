//! table: rows and columns that become cards on a phone, or a region that scrolls by itself.

use askama::Template;

use crate::html::Html;

/// A column's head and how its cells are set.
#[derive(Debug, Clone)]
pub struct Column {
    pub(crate) label: String,
    pub(crate) number: bool,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn text(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: false }
    }

    /// A column of numbers, set to the right.
    #[must_use]
    pub fn number(label: impl Into<String>) -> Self {
        Self { label: label.into(), number: true }
    }
}

/// One cell.
#[derive(Debug, Clone)]
pub struct Cell(pub(crate) Html);

impl Cell {
    /// Plain text.
    #[must_use]
    pub fn text(text: impl AsRef<str>) -> Self {
        Self(Html::text(text))
    }

    /// A link.
    #[must_use]
    pub fn link(href: impl AsRef<str>, text: impl AsRef<str>) -> Self {
        let (href, text) = (Html::text(href), Html::text(text));
        Self(Html::trusted(format!("<a href=\"{href}\">{text}</a>")))
    }

    /// Finished markup, e.g. `Cell::html(Html::of(&badge))`.
    #[must_use]
    pub fn html(html: Html) -> Self {
        Self(html)
    }
}

/// A table with a caption. The first cell of each row is its head.
#[derive(Debug, Clone, Template)]
#[template(path = "components/table.html")]
pub struct Table {
    id: String,
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    foot: Vec<Cell>,
    cards: bool,
    caption_hidden: bool,
}

impl Table {
    /// A table that becomes cards below 48rem. `id` must be unique on the page.
    #[must_use]
    pub fn new(id: impl Into<String>, caption: impl Into<String>, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        Self {
            id: id.into(),
            caption: caption.into(),
            columns,
            rows,
            foot: Vec::new(),
            cards: true,
            caption_hidden: false,
        }
    }

    /// Keeps rows and columns on a phone too and scrolls inside a region (number tables).
    #[must_use]
    pub fn scroll(mut self) -> Self {
        self.cards = false;
        self
    }

    /// Adds a row of totals.
    #[must_use]
    pub fn foot(mut self, cells: Vec<Cell>) -> Self {
        self.foot = cells;
        self
    }

    /// Says in the caption to which part of the page the table belongs: two of one name are not told apart by ear.
    #[must_use]
    pub fn belonging_to(mut self, part: &str) -> Self {
        self.caption = format!("{} {part}", self.caption);
        self
    }

    /// Hides the caption from sight where a heading says the same.
    #[must_use]
    pub fn hide_caption(mut self) -> Self {
        self.caption_hidden = true;
        self
    }

    fn column(&self, index: &usize) -> Column {
        self.columns.get(*index).cloned().unwrap_or_else(|| Column::text(""))
    }
}

safe!(Table);
