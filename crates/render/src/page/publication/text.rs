//! page::publication::text: the published text of one case, written beside the original, approved by another person.

use askama::Template;

use super::super::Page;
use super::finding::{FindingLine, Findings};
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
    /// What the identity check found.
    pub findings: &'a [FindingLine],
    /// Names the text that is shown, so that no other one is approved.
    pub seen: &'a str,
    /// What was settled last can be undone.
    pub can_undo: bool,
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
    findings: Option<Findings>,
    is_open: bool,
    original: SummaryList,
    circumstances: TextArea,
    prevented: TextArea,
    shown: SummaryList,
    may_write: bool,
    may_approve: bool,
    seen: String,
    awaits_other: bool,
}

impl TextPage {
    /// The editor as one reader sees it.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: &TextSource<'_>) -> Self {
        let mut links: Vec<ErrorLink> =
            source.errors.iter().map(|(field, text)| ErrorLink::new(control(field), text)).collect();
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
            findings: Findings::new(
                t,
                &format!("/months/{}/texts/{}", source.month, source.id),
                [
                    ("circumstances", t.get("publication.text.circumstances"), source.circumstances),
                    ("prevention", t.get("publication.text.prevention"), source.prevented),
                ],
                source.findings,
                (source.may_write, source.can_undo),
            ),
            is_open: source.findings.iter().any(|finding| finding.kept.is_none()),
            original: original(t, source),
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
            seen: source.seen.to_owned(),
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

/// Where an error leads: those of the findings to their list.
fn control(field: &str) -> &str {
    if matches!(field, "circumstances" | "prevention") { field } else { "findings" }
}

/// What was told, to write from.
fn original(t: Text, source: &TextSource<'_>) -> SummaryList {
    let told = [("narrative", source.narrative), ("prevention", source.prevention)];
    let told = told.map(|(field, text)| Row::text(t.choice("record.field", field), text));
    let measures = source.measures.iter().map(|text| Row::text(t.get("record.note.described"), text));
    SummaryList::new(t, told.into_iter().chain(measures).collect())
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
            findings: &[],
            seen: "",
            can_undo: false,
            errors: &missing,
            refusal: None,
        };
        let written = TextSource {
            circumstances: "朝食後に、となりの席の人の薬を渡した。",
            prevented: "薬の袋の名前を、2人で声に出して確かめる。",
            state: "draft",
            written_by: Some("鈴木 一郎"),
            seen: "5e3a",
            errors: &[],
            ..base
        };
        let named = TextSource {
            circumstances: "11月3日の朝食後に、海野さんの薬を\nとなりの席の人に渡した。西側の席だった。",
            ..written
        };
        let found = found();
        let frame = || Frame::new(t, "", AssetUrls::default());
        vec![
            Self::new(t, frame(), &base),
            Self::new(t, frame(), &TextSource { refusal: Some("same_person"), ..written }),
            Self::new(t, frame(), &TextSource { may_write: false, may_approve: true, ..written }),
            Self::new(
                t,
                frame(),
                &TextSource { may_write: false, may_approve: true, refusal: Some("text_changed"), ..written },
            ),
            Self::new(t, frame(), &TextSource { state: "approved", ..written }),
            Self::new(t, frame(), &TextSource { findings: &found, can_undo: true, ..named }),
            Self::new(t, frame(), &TextSource { findings: &found, may_write: false, may_approve: true, ..named }),
            Self::new(t, frame(), &TextSource { findings: &[], can_undo: true, ..written }),
        ]
    }
}

/// Findings of a sample: open, open and unsure, and kept.
fn found() -> Vec<FindingLine> {
    let line = |start, end, class, certainty, words: &str, proposal: &str| FindingLine {
        part: "circumstances",
        start,
        end,
        class,
        certainty,
        words: words.to_owned(),
        proposal: proposal.to_owned(),
        tag: format!("{start}"),
        kept: None,
    };
    vec![
        line(0, 5, "date", "high", "11月3日", "○月上旬"),
        line(10, 14, "person", "middle", "海野さん", ""),
        FindingLine {
            kept: Some(("common_word", None, "鈴木 一郎".to_owned())),
            ..line(30, 31, "person", "low", "西", "利用者A")
        },
    ]
}
