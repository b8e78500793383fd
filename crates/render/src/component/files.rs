//! files: photographs and files (写真・添付) as a row of cards with previews, and the control with which they are chosen.

use askama::Template;

use super::field::Field;
use super::input::TextInput;
use super::{Badge, Button};
use crate::catalog::Text;

/// One file as a card.
#[derive(Debug, Clone)]
pub struct FileCard {
    pub(crate) number: usize,
    pub(crate) href: String,
    pub(crate) thumb: Option<String>,
    pub(crate) kind: String,
    pub(crate) details: String,
    pub(crate) description: String,
    pub(crate) mark: Option<Badge>,
    pub(crate) text: Option<TextInput>,
    pub(crate) acts: Vec<Button>,
}

impl FileCard {
    /// The file at this address; `kind` is a file ending (`jpg`, `png`, `pdf`), the number says which of the list it is, from 1.
    #[must_use]
    pub fn new(t: Text, number: usize, kind: &str, bytes: u64, href: impl Into<String>) -> Self {
        Self {
            number,
            href: href.into(),
            thumb: None,
            kind: t.with("attachment.numbered", &[("kind", &t.choice("attachment.kind", kind)), ("n", &number)]),
            details: t.with("attachment.kilobytes", &[("n", &bytes.div_ceil(1024))]),
            description: String::new(),
            mark: None,
            text: None,
            acts: Vec::new(),
        }
    }

    /// Shows a preview.
    #[must_use]
    pub fn thumb(mut self, src: impl Into<String>) -> Self {
        self.thumb = Some(src.into());
        self
    }

    /// Says what is in it, as somebody typed it.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = text.into();
        self
    }

    /// Marks a copy that was made unrecognisable.
    #[must_use]
    pub fn mark(mut self, badge: Badge) -> Self {
        self.mark = Some(badge);
        self
    }

    /// Asks what is in it.
    #[must_use]
    pub fn ask(mut self, text: TextInput) -> Self {
        self.text = Some(text);
        self
    }

    /// Offers something to do with it.
    #[must_use]
    pub fn act(mut self, button: Button) -> Self {
        self.acts.push(button);
        self
    }

    /// What stands for the picture where it cannot be seen.
    fn alt(&self) -> &str {
        if self.description.is_empty() { &self.kind } else { &self.description }
    }
}

/// The cards; prints nothing when there are none.
#[derive(Debug, Clone, Template)]
#[template(path = "components/files.html")]
pub struct FileCards {
    cards: Vec<FileCard>,
}

impl FileCards {
    /// Cards in their order.
    #[must_use]
    pub const fn new(cards: Vec<FileCard>) -> Self {
        Self { cards }
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty()
    }
}

/// What a control for files takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// Several photographs and documents at once.
    Files,
    /// One picture.
    Picture,
    /// One table.
    Csv,
}

/// The control with which files are chosen; several at once, one picture, or one table.
#[derive(Debug, Clone, Template)]
#[template(path = "components/file_input.html")]
pub struct FileInput {
    field: Field,
    takes: Takes,
}

impl FileInput {
    /// A control for `field`; the kinds are those that are taken.
    #[must_use]
    pub const fn new(field: Field) -> Self {
        Self { field, takes: Takes::Files }
    }

    /// Takes one picture only.
    #[must_use]
    pub const fn one_picture(mut self) -> Self {
        self.takes = Takes::Picture;
        self
    }

    /// Takes one CSV file only.
    #[must_use]
    pub const fn one_csv(mut self) -> Self {
        self.takes = Takes::Csv;
        self
    }

    const fn accept(&self) -> &'static str {
        match self.takes {
            Takes::Files => "image/jpeg,image/png,application/pdf",
            Takes::Picture => "image/jpeg,image/png",
            Takes::Csv => ".csv,text/csv",
        }
    }

    fn is_several(&self) -> bool {
        self.takes == Takes::Files
    }
}

safe!(FileCards, FileInput);
