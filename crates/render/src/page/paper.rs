//! page::paper: checking a printed sheet against the record by its number, edition and check code.

use askama::Template;

use crate::catalog::Text;
use crate::component::*;
use crate::{AssetUrls, Frame};

use super::Page;

/// What came of the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The sheet shows the record as it is now.
    Current,
    /// So many entries were added since.
    Older(i64),
    /// No sheet bears the combination.
    NotFound,
    /// The edition is no number.
    EditionNotNumber,
    /// Too many wrong codes; wait so many seconds.
    TooMany(i64),
}

/// The page that asks for number, edition and code, or says what came of it.
#[derive(Debug, Clone, Template)]
#[template(path = "paper/check.html")]
pub struct Check {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Name of the facility.
    pub facility: String,
    /// What was typed: number, edition, code.
    pub typed: [String; 3],
    /// What came of it; `None` = nothing was asked yet.
    pub outcome: Option<Outcome>,
}

impl Check {
    fn lead(&self) -> String {
        self.t.with("paper.lead", &[("facility", &self.facility)])
    }

    /// The field that is wrong and why.
    fn wrong(&self) -> Option<(&'static str, String)> {
        let t = self.t;
        match self.outcome? {
            Outcome::Current | Outcome::Older(_) => None,
            Outcome::NotFound => Some(("code", t.get("paper.not_found").to_owned())),
            Outcome::EditionNotNumber => Some(("edition", t.get("paper.edition_number").to_owned())),
            Outcome::TooMany(seconds) => Some(("code", t.with("paper.too_many", &[("seconds", &seconds)]))),
        }
    }

    fn error_of(&self, field: &str) -> Option<String> {
        self.wrong().filter(|(wrong, _)| *wrong == field).map(|(_, why)| why)
    }

    fn errors(&self) -> ErrorSummary {
        ErrorSummary::new(self.t, self.wrong().map(|(field, why)| ErrorLink::new(field, why)).into_iter().collect())
    }

    fn found(&self) -> Option<Flash> {
        let [number, edition, _] = &self.typed;
        let args: [(&str, &dyn std::fmt::Display); 2] = [("number", number), ("edition", edition)];
        match self.outcome? {
            Outcome::Current => Some(
                Flash::new(self.t, FlashKind::Done, self.t.get("paper.current"))
                    .more(self.t.with("paper.current_more", &args)),
            ),
            Outcome::Older(since) => {
                let more = self.t.with("paper.older_more", &[args[0], args[1], ("since", &since)]);
                Some(Flash::new(self.t, FlashKind::Done, self.t.get("paper.older")).more(more))
            }
            _ => None,
        }
    }

    fn number(&self) -> TextInput {
        let field = Field::new(self.t, "number", self.t.get("paper.number")).hint(self.t.get("paper.number_hint"));
        TextInput::new(field.value(&self.typed[0]).required()).chars(12)
    }

    fn edition(&self) -> TextInput {
        let field = Field::new(self.t, "edition", self.t.get("paper.edition")).hint(self.t.get("paper.edition_hint"));
        TextInput::new(field.value(&self.typed[1]).error(self.error_of("edition")).required())
            .kind(InputKind::Digits)
            .chars(4)
    }

    fn code(&self) -> TextInput {
        let field = Field::new(self.t, "code", self.t.get("paper.code")).hint(self.t.get("paper.code_hint"));
        TextInput::new(field.value(&self.typed[2]).error(self.error_of("code")).required())
    }

    fn check(&self) -> Button {
        Button::primary(self.t.get("paper.check"))
    }
}

/// The page that asks from which facility the sheet is.
#[derive(Debug, Clone, Template)]
#[template(path = "paper/choose.html")]
pub struct Choose {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    /// Name and address of each facility.
    pub facilities: Vec<(String, String)>,
}

impl Page for Check {
    const NAME: &'static str = "paper.check";

    fn samples(t: Text) -> Vec<Self> {
        let page = |outcome: Option<Outcome>| Self {
            t,
            frame: Frame::new(t, t.get("paper.title"), AssetUrls::default()),
            action: "/verify/aozora".to_owned(),
            facility: t.pick("あおぞら園", "Aozora Home").to_owned(),
            typed: outcome.map(|_| ["R8-0012", "14", "K7QM-2RXP-9ABC"].map(str::to_owned)).unwrap_or_default(),
            outcome,
        };
        let outcomes =
            [Outcome::Current, Outcome::Older(3), Outcome::NotFound, Outcome::EditionNotNumber, Outcome::TooMany(30)];
        let mut pages = vec![page(None)];
        pages.extend(outcomes.map(|outcome| {
            let mut page = page(Some(outcome));
            page.frame.has_errors = page.wrong().is_some();
            page
        }));
        pages
    }
}

impl Page for Choose {
    const NAME: &'static str = "paper.choose";

    fn samples(t: Text) -> Vec<Self> {
        let name = t.pick("あおぞら園", "Aozora Home").to_owned();
        let frame = Frame::new(t, t.get("paper.title"), AssetUrls::default());
        vec![Self { t, frame, facilities: vec![(name, "/verify/aozora".to_owned())] }]
    }
}
