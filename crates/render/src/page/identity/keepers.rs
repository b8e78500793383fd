//! page::identity::keepers: what about keepers of identities waits for a second person, and the second person's word.

use askama::Template;

use crate::catalog::Text;
use crate::component::*;
use crate::frame::{AssetUrls, Frame};
use crate::page::Page;
use crate::page::session::proof_input;

/// One matter.
#[derive(Debug, Clone)]
pub struct KeeperLine {
    /// Id of the person's account.
    pub id: String,
    /// 氏名.
    pub name: String,
    /// Code of the matter: `appointment` or `reset`.
    pub kind: &'static str,
    /// Who proposed it, or gave the new password.
    pub who: String,
    /// When, in words.
    pub when: String,
    /// When it ends by itself, in words.
    pub until: Option<String>,
    /// The reader may confirm it.
    pub can_confirm: bool,
    /// The sentence why it could not be confirmed.
    pub error: Option<String>,
}

/// The matters that wait for a second person.
#[derive(Debug, Clone, Template)]
#[template(path = "identity/keepers.html")]
pub struct KeepersPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    lines: Vec<KeeperLine>,
    ask_proof: bool,
}

impl KeepersPage {
    /// The page; `ask_proof` = the own password has to be proved before confirming.
    #[must_use]
    pub fn new(t: Text, frame: Frame, lines: Vec<KeeperLine>, ask_proof: bool) -> Self {
        let links =
            lines.iter().filter_map(|line| Some(ErrorLink::new(format!("proof-{}", line.id), line.error.clone()?)));
        let links: Vec<ErrorLink> = links.collect();
        let mut frame = frame.titled(t.get("approval.keepers.title"));
        frame.has_errors = !links.is_empty();
        Self { t, frame, errors: ErrorSummary::new(t, links), lines, ask_proof }
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(self.t.get("approval.keepers.empty_title"), self.t.get("approval.keepers.empty_why"))
    }

    fn what(&self, line: &KeeperLine) -> String {
        let key = if line.kind == "reset" { "approval.keepers.reset" } else { "approval.keepers.appointment" };
        self.t.with(key, &[("who", &line.who), ("when", &line.when)])
    }

    fn rest(&self, line: &KeeperLine) -> Option<String> {
        let until = line.until.as_ref().filter(|_| line.kind == "reset");
        (line.kind == "reset").then(|| match until {
            Some(until) => self.t.with("approval.keepers.rests_until", &[("until", until)]),
            None => self.t.get("approval.keepers.rests").to_owned(),
        })
    }

    fn proof(&self, line: &KeeperLine) -> Option<TextInput> {
        let wanted = self.ask_proof || line.error.is_some();
        wanted.then(|| proof_input(self.t, &format!("proof-{}", line.id), line.error.clone()))
    }

    fn confirm(&self) -> Button {
        Button::primary(self.t.get("approval.keepers.confirm"))
    }

    fn decline(&self) -> Button {
        Button::quiet(self.t.get("approval.keepers.decline"))
    }
}

impl Page for KeepersPage {
    const NAME: &'static str = "identity.keepers";

    fn samples(t: Text) -> Vec<Self> {
        let line = |id: &str, kind, can_confirm| KeeperLine {
            id: id.to_owned(),
            name: "守 秘子".to_owned(),
            kind,
            who: "管理 太郎".to_owned(),
            when: t.pick("令和8年11月21日 午後2時5分", "21 November 2026, 14:05").to_owned(),
            until: (id == "2").then(|| t.pick("令和8年11月22日 午後2時5分", "22 November 2026, 14:05").to_owned()),
            can_confirm,
            error: (id == "4").then(|| t.choice("error", "proof_missing")),
        };
        let lines = vec![
            line("1", "appointment", true),
            line("2", "reset", true),
            line("3", "reset", false),
            line("4", "appointment", true),
        ];
        let frame = || Frame::new(t, "", AssetUrls::default());
        vec![Self::new(t, frame(), lines, true), Self::new(t, frame(), Vec::new(), false)]
    }
}
