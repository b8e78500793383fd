//! page::publication::finding: what the identity check found in a text: marked in place, and one form per decision.

use askama::Template;
use domain::publication::KeepReason;

use crate::catalog::Text;
use crate::component::marked::Place;
use crate::component::*;

/// Words that may identify somebody.
#[derive(Debug, Clone)]
pub struct FindingLine {
    /// `circumstances` or `prevention`.
    pub part: &'static str,
    /// First character within the half.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
    /// Code of the class.
    pub class: &'static str,
    /// `high`, `middle` or `low`.
    pub certainty: &'static str,
    /// The words.
    pub words: String,
    /// What could stand instead; empty = nothing.
    pub proposal: String,
    /// Names the finding in the forms.
    pub tag: String,
    /// Code of the reason, the reason in own words, and who decided, where it stays.
    pub kept: Option<(&'static str, Option<String>, String)>,
}

#[derive(Debug, Clone)]
struct Item {
    number: usize,
    tag: String,
    words: String,
    class: String,
    certainty: Badge,
    proposal: String,
    kept: Option<String>,
    next: bool,
    apply: Button,
    wording: TextInput,
    reword: Button,
    reasons: Vec<Button>,
    other_words: TextInput,
    other: Button,
}

/// The findings of one text, with what a writer can decide about each.
#[derive(Debug, Clone, Template)]
#[template(path = "publication/findings.html")]
pub struct Findings {
    t: Text,
    action: String,
    title: String,
    open: usize,
    texts: Vec<(String, Marked)>,
    items: Vec<Item>,
    may_settle: bool,
    sure: Option<Button>,
    undo: Option<Button>,
    back: Button,
    on: Button,
}

impl askama::filters::HtmlSafe for Findings {}

impl Findings {
    /// The findings in the order of the text; `None` when there are none and nothing can be undone.
    #[must_use]
    pub fn new(
        t: Text,
        action: &str,
        texts: [(&str, &str, &str); 2],
        lines: &[FindingLine],
        (may_settle, can_undo): (bool, bool),
    ) -> Option<Self> {
        if lines.is_empty() && !(may_settle && can_undo) {
            return None;
        }
        let open = lines.iter().filter(|line| line.kept.is_none()).count();
        let sure = lines.iter().filter(|line| line.kept.is_none() && line.certainty == "high").count();
        let first_open = lines.iter().position(|line| line.kept.is_none());
        let marked =
            |part: &str, text: &str| {
                let places = lines.iter().enumerate().filter(|(_, line)| line.part == part).map(|(index, line)| {
                    Place { start: line.start, end: line.end, number: index + 1, settled: line.kept.is_some() }
                });
                Marked::new(text, &places.collect::<Vec<_>>())
            };
        let title = if open > 0 {
            t.with("publication.finding.title_open", &[("n", &open)])
        } else {
            t.get("publication.finding.title_done").to_owned()
        };
        let texts = texts.into_iter().map(|(part, label, text)| (label.to_owned(), marked(part, text)));
        Some(Self {
            t,
            action: action.to_owned(),
            title,
            open,
            texts: texts.collect(),
            items: lines
                .iter()
                .enumerate()
                .map(|(index, line)| item(t, index, line, first_open == Some(index)))
                .collect(),
            may_settle,
            sure: (may_settle && sure > 0)
                .then(|| Button::secondary(t.with("publication.finding.sure", &[("n", &sure)])).key("Z")),
            undo: (may_settle && can_undo).then(|| Button::quiet(t.get("publication.finding.undo")).key("U")),
            back: Button::quiet(t.get("publication.finding.back")).key("K"),
            on: Button::quiet(t.get("publication.finding.on")).key("J"),
        })
    }
}

fn item(t: Text, index: usize, line: &FindingLine, next: bool) -> Item {
    let number = index + 1;
    let tone = match line.certainty {
        "high" => Tone::Warning,
        "middle" => Tone::Info,
        _ => Tone::Neutral,
    };
    let proposal = match line.proposal.as_str() {
        "" => t.get("publication.finding.nothing").to_owned(),
        words => words.to_owned(),
    };
    let apply = match line.proposal.as_str() {
        "" => t.get("publication.finding.remove").to_owned(),
        words => t.with("publication.finding.apply", &[("words", &words)]),
    };
    let input = |name: &str, label: &str| TextInput::new(Field::new(t, name, label).id(format!("{name}-{number}")));
    let reasons =
        KeepReason::ALL.into_iter().filter(|reason| *reason != KeepReason::Other).enumerate().map(|(at, reason)| {
            let words = t.choice("publication.keep", reason.code());
            Button::secondary(words).send("reason", reason.code()).key((at + 1).to_string())
        });
    let kept = line.kept.as_ref().map(|(reason, words, who)| {
        let reason = match words {
            Some(words) => words.clone(),
            None => t.choice("publication.keep", reason),
        };
        t.with("publication.finding.kept", &[("reason", &reason), ("who", who)])
    });
    Item {
        number,
        tag: line.tag.clone(),
        words: line.words.clone(),
        class: t.choice("publication.finding_class", line.class),
        certainty: Badge::new(t.choice("publication.certainty", line.certainty), tone),
        proposal,
        kept,
        next,
        apply: Button::primary(apply).key("A"),
        wording: input("wording", t.get("publication.finding.wording")),
        reword: Button::secondary(t.get("publication.finding.reword")),
        reasons: reasons.collect(),
        other_words: input("reason_words", t.get("publication.finding.other_words")),
        other: Button::secondary(t.get("publication.finding.keep_other")).send("reason", KeepReason::Other.code()),
    }
}
