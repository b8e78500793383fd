//! page::report::receipt: what the reporter holds in hand after sending.

use askama::Template;

use crate::catalog::Text;
use crate::component::*;
use crate::page::Page;
use crate::{AssetUrls, Frame};

/// What is told about a report that was just received.
#[derive(Debug, Clone, Default)]
pub struct ReceiptView {
    /// Its number.
    pub number: String,
    /// The seat that reads next; `None` when nobody holds one.
    pub next_seat: Option<String>,
    /// Seats of the first round.
    pub seats: u8,
    /// The receipt code of an anonymous report.
    pub code: Option<String>,
    /// Where the code is entered.
    pub track: Option<String>,
    /// The name was sealed (氏名保護).
    pub protected: bool,
    /// Where the report is read; `None` for anonymous ones.
    pub read: Option<String>,
    /// Where a quick report is completed (POST).
    pub promote: Option<String>,
    /// Where another report is begun.
    pub another: String,
    /// Somebody is signed in.
    pub signed_in: bool,
}

/// The receipt (受付).
#[derive(Debug, Clone, Template)]
#[template(path = "report/receipt.html")]
pub struct Receipt {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    /// What is told.
    pub view: ReceiptView,
}

impl Receipt {
    fn ring(&self) -> Ring {
        let total = self.view.seats.saturating_add(1);
        Ring::new(self.t, 1, total).label(self.t.get("report.receipt.ring")).large()
    }

    fn next(&self) -> String {
        match &self.view.next_seat {
            Some(seat) => self.t.with("report.receipt.next", &[("seat", seat)]),
            None => self.t.get("report.receipt.next_nobody").to_owned(),
        }
    }

    fn promote(&self) -> Button {
        Button::secondary(self.t.get("report.receipt.promote")).icon(Icon::Write)
    }

    fn links(&self) -> Vec<Button> {
        let t = self.t;
        let read = self.view.read.as_ref().map(|href| Button::secondary(t.get("report.receipt.read")).link(href));
        let track = self.view.track.as_ref().map(|href| Button::secondary(t.get("report.receipt.track")).link(href));
        let mine = self.view.signed_in.then(|| Button::quiet(t.get("report.receipt.mine")).link("/reports"));
        let another = Button::quiet(t.get("report.receipt.another")).link(&self.view.another);
        [read, track, mine, Some(another)].into_iter().flatten().collect()
    }
}

impl Page for Receipt {
    const NAME: &'static str = "report.receipt";

    fn samples(t: Text) -> Vec<Self> {
        let named = ReceiptView {
            number: "R8-0012".to_owned(),
            next_seat: Some(t.pick("係長", "Unit leader").to_owned()),
            seats: 12,
            read: Some("/reports/1".to_owned()),
            promote: Some("/reports/1/promote".to_owned()),
            another: "/reports/new".to_owned(),
            signed_in: true,
            ..ReceiptView::default()
        };
        let sealed = ReceiptView { protected: true, next_seat: None, promote: None, ..named.clone() };
        let anonymous = ReceiptView {
            code: Some("K7QM-2RXP-94TD-HW3F".to_owned()),
            track: Some("/track/aozora".to_owned()),
            read: None,
            promote: None,
            signed_in: false,
            ..named.clone()
        };
        let page = |view| Self { t, frame: Frame::new(t, t.get("report.receipt.title"), AssetUrls::default()), view };
        [named, sealed, anonymous].map(page).to_vec()
    }
}
