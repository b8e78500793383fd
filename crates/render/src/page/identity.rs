//! page::identity: the keepers' desk (公益通報対応業務従事者): asking for a protected name, agreeing, reading it.

use askama::Template;

use super::Page;
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
    Open,
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
}

impl IdentityDesk {
    /// The desk as one keeper sees it.
    #[must_use]
    pub fn new(t: Text, frame: Frame, items: Vec<Protected>) -> Self {
        Self { t, frame: frame.titled(t.get("approval.identity.desk.title")), items }
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(
            self.t.get("approval.identity.desk.empty_title"),
            self.t.get("approval.identity.desk.empty_why"),
        )
    }

    fn reason(&self, item: &Protected) -> TextArea {
        let field = Field::new(self.t, "reason", self.t.get("approval.identity.reason"));
        TextArea::new(field.id(format!("reason-{}", item.id)).hint(self.t.get("approval.identity.hint"))).rows(3)
    }

    fn asked(&self, who: &str, reason: &str) -> String {
        self.t.with("approval.identity.desk.waiting", &[("who", &who), ("reason", &reason)])
    }

    fn agree_lead(&self, who: &str) -> String {
        self.t.with("approval.identity.agree_lead", &[("who", &who)])
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
            Opening::Open,
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
        vec![Self::new(t, frame(), items.collect()), Self::new(t, frame(), Vec::new())]
    }
}
