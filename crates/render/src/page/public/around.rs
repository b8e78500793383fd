//! page::public::around: what surrounds every public page: whose it is, in which words it can be read, whom to ask.

use super::{PublicLinks, Register};
use crate::catalog::Text;
use crate::html::Html;

/// What surrounds a public page: no navigation of members, nothing that asks who reads.
#[derive(Debug, Clone)]
pub struct Around {
    /// Title of the page.
    pub(super) title: String,
    /// Name of the facility, on its pages.
    pub(super) facility: Option<String>,
    /// Where the name leads.
    pub(super) home: String,
    /// The style sheet.
    pub(super) css: String,
    /// The register of this page.
    pub(super) register: Register,
    /// This page in each register.
    pub(super) registers: Vec<(Register, String)>,
    /// How to reach the facility; lines stay lines.
    pub(super) contact: Option<Html>,
    /// The feed of new publications.
    pub(super) feed: Option<String>,
    /// The list of facilities.
    pub(super) directory: Option<String>,
}

impl Around {
    /// What surrounds a page of a facility; `address` tells the page's own address in a register.
    pub(super) fn of(
        register: Register,
        links: &PublicLinks,
        (title, facility, contact): (String, &str, &str),
        address: impl Fn(Register) -> String,
    ) -> Self {
        Self {
            title,
            facility: Some(facility.to_owned()),
            home: links.index(register),
            css: links.css.clone(),
            register,
            registers: Register::ALL.map(|register| (register, address(register))).into(),
            contact: Some(contact).filter(|contact| !contact.is_empty()).map(Html::lines),
            feed: Some(links.feed(register.lang)),
            directory: links.directory(register),
        }
    }

    /// Text of `<title>`.
    pub(super) fn full_title(&self, t: Text) -> String {
        let site = self.facility.as_deref().unwrap_or(t.get("frame.product"));
        t.with("frame.title", &[("page", &self.title), ("site", &site)])
    }

    /// The other registers, for the switch.
    pub(super) fn others(&self) -> impl Iterator<Item = &(Register, String)> {
        self.registers.iter().filter(|(register, _)| *register != self.register)
    }

    /// The languages, for machines: plain words are no language of their own.
    pub(super) fn languages(&self) -> impl Iterator<Item = &(Register, String)> {
        self.registers.iter().filter(|(register, _)| !register.plain)
    }
}
