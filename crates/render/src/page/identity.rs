//! page::identity: the keepers' desk (公益通報対応業務従事者): asking for a protected name, agreeing, reading it.

mod keepers;

pub use keepers::{KeeperLine, KeepersPage};

use askama::Template;
use domain::approval::MIN_IDENTITY_REASON_CHARS;

use super::Page;
use super::session::proof_input;
use crate::catalog::Text;
use crate::component::*;
use crate::frame::{AssetUrls, Frame};

/// Where the opening of one name stands.
#[derive(Debug, Clone)]
pub enum Opening {
    /// Nobody has asked.
    Closed,
    /// The reader asked and waits for the other keeper.
    AskedByMe,
    /// Another keeper asks: name and reason.
    Asked {
        /// Who asks.
        who: String,
        /// Why.
        reason: String,
    },
    /// Open, but not for the reader.
    OpenForOthers,
    /// Open for the reader.
    Open {
        /// Until when, in words.
        until: String,
    },
    /// Read just now.
    Shown {
        /// The name.
        name: String,
    },
}

/// One protected report, without its content.
#[derive(Debug, Clone)]
pub struct Protected {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// 報告日, in words.
    pub date: String,
    /// Length of the case, for the optimistic check.
    pub length: i64,
    /// Where the opening stands.
    pub opening: Opening,
}

/// What could not be carried out, with what was typed.
#[derive(Debug, Clone, Default)]
pub struct Tried {
    /// Id of the report.
    pub id: String,
    /// The reason as typed.
    pub reason: String,
    /// Field (`reason`, `proof`, or `number` for the whole line) and sentence.
    pub errors: Vec<(&'static str, String)>,
}

impl Tried {
    fn error(&self, item: &Protected, field: &str) -> Option<String> {
        let found = self.errors.iter().find(|(name, _)| *name == field && self.id == item.id);
        found.map(|(_, sentence)| sentence.clone())
    }
}

/// The desk.
#[derive(Debug, Clone, Template)]
#[template(path = "identity/desk.html")]
pub struct IdentityDesk {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    /// Protected reports, newest first.
    pub items: Vec<Protected>,
    errors: ErrorSummary,
    tried: Tried,
    ask_proof: bool,
}

impl IdentityDesk {
    /// The desk as one keeper sees it; `ask_proof` = the own password has to be proved before asking and agreeing.
    #[must_use]
    pub fn new(t: Text, frame: Frame, items: Vec<Protected>, tried: Tried, ask_proof: bool) -> Self {
        let link =
            |(field, text): &(&'static str, String)| ErrorLink::new(format!("{field}-{}", tried.id), text.clone());
        let links: Vec<ErrorLink> = tried.errors.iter().map(link).collect();
        let mut frame = frame.titled(t.get("approval.identity.desk.title"));
        frame.has_errors = !links.is_empty();
        Self { t, frame, items, errors: ErrorSummary::new(t, links), tried, ask_proof }
    }

    fn proof(&self, item: &Protected) -> Option<TextInput> {
        let error = self.tried.error(item, "proof");
        (self.ask_proof || error.is_some()).then(|| proof_input(self.t, &format!("proof-{}", item.id), error))
    }

    fn is_tried(&self, item: &Protected) -> bool {
        self.tried.id == item.id
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(
            self.t.get("approval.identity.desk.empty_title"),
            self.t.get("approval.identity.desk.empty_why"),
        )
    }

    fn reason(&self, item: &Protected) -> TextArea {
        let field = Field::new(self.t, "reason", self.t.get("approval.identity.reason"));
        let hint = self.t.with("approval.identity.hint", &[("n", &MIN_IDENTITY_REASON_CHARS)]);
        let typed = if self.is_tried(item) { self.tried.reason.as_str() } else { "" };
        let field = field.id(format!("reason-{}", item.id)).hint(hint).value(typed);
        TextArea::new(field.error(self.tried.error(item, "reason"))).rows(3)
    }

    fn asked(&self, who: &str, reason: &str) -> String {
        self.t.with("approval.identity.desk.waiting", &[("who", &who), ("reason", &reason)])
    }

    fn agree_lead(&self, who: &str) -> String {
        self.t.with("approval.identity.agree_lead", &[("who", &who)])
    }

    fn open(&self, until: &str) -> String {
        self.t.with("approval.identity.desk.opened", &[("until", &until)])
    }

    fn name(&self, name: &str) -> String {
        self.t.with("approval.identity.desk.name", &[("name", &name)])
    }

    fn ask(&self) -> Button {
        Button::secondary(self.t.get("approval.identity.button"))
    }

    fn agree(&self) -> Button {
        Button::danger(self.t.get("approval.identity.agree_button"))
    }

    fn reveal(&self) -> Button {
        Button::secondary(self.t.get("approval.identity.desk.reveal"))
    }
}

impl Page for IdentityDesk {
    const NAME: &'static str = "identity.desk";

    fn samples(t: Text) -> Vec<Self> {
        let openings = [
            Opening::Closed,
            Opening::AskedByMe,
            Opening::Asked { who: "守 密男".to_owned(), reason: "けがの手当てを急ぐため".to_owned() },
            Opening::OpenForOthers,
            Opening::Open { until: t.pick("午後3時5分", "15:05").to_owned() },
            Opening::Shown { name: "山田 花子".to_owned() },
        ];
        let items = (1..).zip(openings).map(|(n, opening)| Protected {
            id: n.to_string(),
            number: format!("R8-010{n}"),
            date: "8.11.21".to_owned(),
            length: 2,
            opening,
        });
        let frame = || Frame::new(t, "", AssetUrls::default());
        let items: Vec<Protected> = items.collect();
        let errors =
            vec![("reason", t.choice("refusal", "reason_too_short")), ("proof", t.choice("error", "proof_missing"))];
        let tried = Tried { id: "1".to_owned(), reason: "確認".to_owned(), errors };
        let agreed = Tried {
            id: "3".to_owned(),
            errors: vec![("number", t.choice("refusal", "same_person"))],
            ..Tried::default()
        };
        vec![
            Self::new(t, frame(), items.clone(), Tried::default(), false),
            Self::new(t, frame(), items.clone(), tried, true),
            Self::new(t, frame(), items, agreed, true),
            Self::new(t, frame(), Vec::new(), Tried::default(), false),
        ]
    }
}
