//! page::report::hint: what the words of a report suggest — a second look at the facts, forms and causes to choose from.
//!
//! A person decides: nothing here is chosen by itself, and the level is never read from the text.

use askama::Template;
use domain::level::{PartialFacts, derive_partial};
use domain::profile::{ChoiceField, Profile};

use super::form::Form;
use super::level::facts;
use crate::catalog::Text;
use crate::component::*;
use crate::html::Html;

/// What a text says more than the facts (本文と事実の食い違い).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The fact that says less: a field of the form.
    pub fact: &'static str,
    /// The words, as written.
    pub words: Vec<String>,
}

/// One candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Code of the choice.
    pub code: String,
    /// The words that made it.
    pub words: Vec<String>,
}

/// The candidates for a text, likeliest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// At most three.
    pub list: Vec<Hint>,
    /// Few confirmed labels stand behind them (学習中).
    pub learning: bool,
}

/// What can be told from words; the application's answer, or a list in samples.
pub trait Reader: std::fmt::Debug + Sync {
    /// What the text says more than the facts.
    fn contradiction(&self, text: &str, facts: &PartialFacts) -> Option<Contradiction>;
    /// Candidates of a field, `form` or `cause`.
    fn hints(&self, text: &str, field: &str) -> Hints;
}

/// Tells nothing.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Reader for Silent {
    fn contradiction(&self, _: &str, _: &PartialFacts) -> Option<Contradiction> {
        None
    }

    fn hints(&self, _: &str, _: &str) -> Hints {
        Hints::default()
    }
}

/// A kind word about a contradiction. It never stops anything and changes nothing.
#[derive(Debug, Clone, Template)]
#[template(path = "suggest/contradiction.html")]
pub(in crate::page) struct Notice {
    t: Text,
    sentence: String,
    look: Option<String>,
    link: Option<(String, String)>,
    rest: &'static str,
}

impl askama::filters::HtmlSafe for Notice {}

impl Notice {
    /// For the reporter, who can still change the facts; `link` leads to the question.
    fn to_reporter(form: &Form<'_>, found: &Contradiction, link: Option<String>) -> Self {
        let t = form.t;
        let level = derive_partial(form.profile, &facts(form.fields, form.profile)).ok();
        let level = level.map(|derived| derived.floor.level.as_str().to_owned());
        let field = form.label(found.fact);
        Self {
            t,
            sentence: sentence(t, found, level.as_deref()),
            look: Some(t.with("suggest.contradiction.look", &[("field", &field)])),
            link: link.map(|href| (href, t.with("suggest.contradiction.link", &[("field", &field)]))),
            rest: t.get("suggest.contradiction.rest_reporter"),
        }
    }

    /// For who judges: the facts stand, the judgement is free.
    pub(in crate::page) fn to_judge(t: Text, found: &Contradiction, level: Option<&str>) -> Self {
        let rest = t.get("suggest.contradiction.rest_judge");
        Self { t, sentence: sentence(t, found, level), look: None, link: None, rest }
    }
}

fn sentence(t: Text, found: &Contradiction, level: Option<&str>) -> String {
    let words: Vec<String> = found.words.iter().map(|word| quoted(t, word)).collect();
    let words = words.join(t.get("report.answer.separator"));
    match level {
        Some(level) => t.with("suggest.contradiction.sentence", &[("words", &words), ("level", &level)]),
        None => t.with("suggest.contradiction.sentence_open", &[("words", &words)]),
    }
}

fn quoted(t: Text, word: &str) -> String {
    t.with("suggest.quoted", &[("word", &word)])
}

impl Form<'_> {
    /// What the narrative says more than the facts; `link` makes the address of a question.
    pub(super) fn notice(&self, link: impl Fn(&str) -> Option<String>) -> Option<Html> {
        let found = self.reader.contradiction(self.fields.get("narrative"), &facts(self.fields, self.profile))?;
        let link = link(found.fact);
        Some(Html::of(&Notice::to_reporter(self, &found, link)))
    }

    /// The place into which the script puts the candidates of a field while one types; `sources` are the texts that are read.
    pub(super) fn suggest(&self, field: &'static str, sources: &'static str) -> Html {
        match self.suggest {
            Some(base) => Html::of(&Seat { path: format!("{base}/{field}"), sources }),
            None => Html::default(),
        }
    }

    /// The candidates in words, for the check page; nothing where one of them was chosen, or none was found.
    pub(super) fn hint_words(&self, field: &'static str, text: &str) -> Option<Html> {
        let chosen = self.fields.all(field);
        let found = self.reader.hints(text, field);
        let named = chips(self.t, self.profile, field, &found);
        if named.is_empty() || found.list.iter().any(|hint| chosen.contains(&hint.code.as_str())) {
            return None;
        }
        Some(Html::of(&InWords { t: self.t, lead: self.t.choice("suggest.in_words", field), chips: named }))
    }
}

/// Where candidates appear.
#[derive(Debug, Clone, Template)]
#[template(path = "suggest/seat.html")]
struct Seat {
    path: String,
    sources: &'static str,
}

impl askama::filters::HtmlSafe for Seat {}

/// One candidate in words.
#[derive(Debug, Clone)]
struct Chip {
    code: String,
    name: String,
    because: String,
}

/// The candidates that the profile knows, in the page's language.
fn chips(t: Text, profile: &Profile, field: &str, found: &Hints) -> Vec<Chip> {
    let chip = |hint: &Hint| {
        let choice = match field {
            "cause" => profile.choice_list(ChoiceField::Cause)?.offered().find(|choice| choice.code == hint.code)?,
            _ => profile.form(&hint.code).filter(|choice| !choice.retired)?,
        };
        let words: Vec<String> = hint.words.iter().map(|word| quoted(t, word)).collect();
        let words = words.join(t.get("report.answer.separator"));
        let because = if words.is_empty() {
            t.get("suggest.because_whole").to_owned()
        } else {
            t.with("suggest.because", &[("words", &words)])
        };
        Some(Chip { code: hint.code.clone(), name: t.pick(&choice.label.ja, &choice.label.en).to_owned(), because })
    };
    found.list.iter().filter_map(chip).collect()
}

/// The candidates in words.
#[derive(Debug, Clone, Template)]
#[template(path = "suggest/in_words.html")]
struct InWords {
    t: Text,
    lead: String,
    chips: Vec<Chip>,
}

impl askama::filters::HtmlSafe for InWords {}

/// The candidates as chips: a part of a page, answered to the script.
#[derive(Debug, Clone, Template)]
#[template(path = "suggest/chips.html")]
pub struct Chips {
    t: Text,
    field: String,
    title: String,
    learning: Option<Badge>,
    chips: Vec<Chip>,
    shown: String,
}

impl askama::filters::HtmlSafe for Chips {}

/// The candidates of a field as chips; empty markup when there are none.
#[must_use]
pub fn hint_chips(t: Text, profile: &Profile, field: &str, found: &Hints) -> Html {
    let chips = chips(t, profile, field, found);
    if chips.is_empty() {
        return Html::default();
    }
    Html::of(&Chips {
        t,
        field: field.to_owned(),
        title: t.choice("suggest.title", field),
        learning: found.learning.then(|| Badge::new(t.get("suggest.learning"), Tone::Neutral)),
        shown: chips.iter().map(|chip| chip.code.as_str()).collect::<Vec<_>>().join(" "),
        chips,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn candidates_are_shown_with_their_words_and_escaped() {
        let welfare = Profile::builtin("welfare").unwrap();
        let hint = |code: &str, words: &[&str]| Hint {
            code: code.to_owned(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
        };
        let list = vec![hint("fall", &["<b>転倒"]), hint("gone", &["x"]), hint("injury", &[])];
        let html = hint_chips(Text::new(Lang::Ja), welfare, "form", &Hints { list, learning: true });
        let html = html.as_str();
        assert!(html.contains("転倒") && html.contains("&#60;b&#62;転倒") && html.contains("学習中"), "{html}");
        assert!(html.contains("value=\"fall injury\""), "an unknown code is not shown: {html}");
        assert!(!html.contains("checked"), "nothing is chosen by itself");
        assert_eq!(hint_chips(Text::new(Lang::Ja), welfare, "form", &Hints::default()), Html::default());
    }
}
