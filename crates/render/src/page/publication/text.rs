//! page::publication::text: the published text of one case, written beside the original, approved by another person.

use askama::Template;

use super::super::Page;
use crate::catalog::Text;
use crate::component::*;
use crate::frame::{AssetUrls, Frame};
use crate::html::Html;

/// What the editor is drawn from.
#[derive(Debug, Clone, Copy)]
pub struct TextSource<'a> {
    /// The month, `YYYY-MM`.
    pub month: &'a str,
    /// The report's id.
    pub id: &'a str,
    /// The report's number.
    pub number: &'a str,
    /// 事故の状況及び経過, as told.
    pub narrative: &'a str,
    /// 事故の再発防止について, as told.
    pub prevention: &'a str,
    /// The measures as they were made known.
    pub measures: &'a [String],
    /// 発生状況 as typed or stored.
    pub circumstances: &'a str,
    /// 再発防止策 as typed or stored.
    pub prevented: &'a str,
    /// `missing`, `draft` or `approved`.
    pub state: &'a str,
    /// Who wrote the newest wording.
    pub written_by: Option<&'a str>,
    /// The reader may write.
    pub may_write: bool,
    /// The reader may approve: has the right and did not write it.
    pub may_approve: bool,
    /// Errors by field.
    pub errors: &'a [(String, String)],
    /// Code of a refusal.
    pub refusal: Option<&'static str>,
}

/// The editor of one published text.
#[derive(Debug, Clone, Template)]
#[template(path = "publication/text.html")]
pub struct TextPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    action: String,
    back: String,
    errors: ErrorSummary,
    state: Badge,
    author: Option<String>,
    original: SummaryList,
    circumstances: TextArea,
    prevented: TextArea,
    shown: SummaryList,
    may_write: bool,
    may_approve: bool,
    awaits_other: bool,
}

impl TextPage {
    /// The editor as one reader sees it.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: &TextSource<'_>) -> Self {
        let mut links: Vec<ErrorLink> = source.errors.iter().map(|(field, text)| ErrorLink::new(field, text)).collect();
        links.extend(source.refusal.map(|code| {
            let own = code == "same_person";
            let words = if own { t.get("publication.text.own").to_owned() } else { t.choice("month_refusal", code) };
            ErrorLink::new("approve", words)
        }));
        let mut frame = frame.titled(t.with("publication.text.title", &[("number", &source.number)]));
        frame.has_errors = !links.is_empty();
        let error = |name: &str| source.errors.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone());
        let area = |name: &str, label: &str, hint: &str, value: &str| {
            let field = Field::new(t, name, label).hint(hint).value(value).required().error(error(name));
            TextArea::new(field).rows(6)
        };
        let tone = if source.state == "approved" { Tone::Good } else { Tone::Info };
        let mut original = vec![
            Row::text(t.choice("record.field", "narrative"), source.narrative),
            Row::text(t.choice("record.field", "prevention"), source.prevention),
        ];
        original.extend(source.measures.iter().map(|text| Row::text(t.get("record.note.described"), text)));
        let shown = vec![
            Row::html(t.get("publication.text.circumstances"), Html::lines(source.circumstances)),
            Row::html(t.get("publication.text.prevention"), Html::lines(source.prevented)),
        ];
        Self {
            t,
            frame,
            action: format!("/months/{}/texts/{}", source.month, source.id),
            back: format!("/months/{}", source.month),
            errors: ErrorSummary::new(t, links),
            state: Badge::new(t.choice("publication.text_state", source.state), tone),
            author: source.written_by.map(|who| t.with("publication.text.written_by", &[("who", &who)])),
            original: SummaryList::new(t, original),
            circumstances: area(
                "circumstances",
                t.get("publication.text.circumstances"),
                t.get("publication.text.circumstances_hint"),
                source.circumstances,
            ),
            prevented: area(
                "prevention",
                t.get("publication.text.prevention"),
                t.get("publication.text.prevention_hint"),
                source.prevented,
            ),
            shown: SummaryList::new(t, shown),
            may_write: source.may_write,
            may_approve: source.may_approve && source.state == "draft",
            awaits_other: source.state == "draft" && !source.may_approve,
        }
    }

    fn save(&self) -> Button {
        Button::primary(self.t.get("publication.text.save"))
    }

    fn approve(&self) -> Button {
        Button::primary(self.t.get("publication.text.approve"))
    }
}

impl Page for TextPage {
    const NAME: &'static str = "publication.text";

    fn samples(t: Text) -> Vec<Self> {
        let measures = ["薬の袋の名前を2人で確かめる。".to_owned()];
        let missing = [("circumstances".to_owned(), t.choice("refusal", "text_missing"))];
        let base = TextSource {
            month: "2026-10",
            id: "1",
            number: "R8-0119",
            narrative: "朝食後、海野さんの薬を、となりの席の人に渡した。",
            prevention: "薬の袋の名前を確かめる。",
            measures: &measures,
            circumstances: "",
            prevented: "",
            state: "missing",
            written_by: None,
            may_write: true,
            may_approve: false,
            errors: &missing,
            refusal: None,
        };
        let written = TextSource {
            circumstances: "朝食後に、となりの席の人の薬を渡した。",
            prevented: "薬の袋の名前を、2人で声に出して確かめる。",
            state: "draft",
            written_by: Some("鈴木 一郎"),
            errors: &[],
            ..base
        };
        let frame = || Frame::new(t, "", AssetUrls::default());
        vec![
            Self::new(t, frame(), &base),
            Self::new(t, frame(), &TextSource { refusal: Some("same_person"), ..written }),
            Self::new(t, frame(), &TextSource { may_write: false, may_approve: true, ..written }),
            Self::new(t, frame(), &TextSource { state: "approved", ..written }),
        ]
    }
}
