//! page::report::part: the pieces that a page of questions is laid out with.

use askama::Template;

use crate::catalog::Text;
use crate::component::Button;
use crate::html::Html;

/// Questions that follow from an answer; hidden by script until it is given, always there without script.
#[derive(Debug, Clone, Template)]
#[template(path = "report/follow.html")]
struct Follow<'a> {
    when: &'a str,
    parts: Vec<Html>,
}

impl askama::filters::HtmlSafe for Follow<'_> {}

/// Questions that follow when `when` (`name=value|other`) holds.
pub(super) fn follow(when: &str, parts: impl IntoIterator<Item = Html>) -> Html {
    Html::of(&Follow { when, parts: parts.into_iter().collect() })
}

/// Something folded away.
#[derive(Debug, Clone, Template)]
#[template(path = "report/details.html")]
struct Details<'a> {
    summary: &'a str,
    body: Html,
    open: bool,
}

impl askama::filters::HtmlSafe for Details<'_> {}

/// Folds `body` away under `summary`.
pub(super) fn details(summary: &str, body: Html, open: bool) -> Html {
    Html::of(&Details { summary, body, open })
}

/// A list of short paragraphs, each with an optional head.
#[derive(Debug, Clone, Template)]
#[template(path = "report/notes.html")]
struct Notes {
    notes: Vec<(Option<String>, String)>,
}

impl askama::filters::HtmlSafe for Notes {}

/// Short paragraphs, each with an optional head.
pub(super) fn notes(notes: Vec<(Option<String>, String)>) -> Html {
    Html::of(&Notes { notes })
}

/// 図と写真: what there is, and the buttons that lead on.
#[derive(Debug, Clone, Template)]
#[template(path = "report/pictures.html")]
struct Pictures {
    t: Text,
    figure: Option<Html>,
    files: Option<String>,
    buttons: [Button; 2],
}

impl askama::filters::HtmlSafe for Pictures {}

/// 図と写真, with the drawing in small and the number of files in words.
pub(super) fn pictures(t: Text, figure: Option<Html>, files: Option<String>, buttons: [Button; 2]) -> Html {
    Html::of(&Pictures { t, figure, files, buttons })
}

/// A page of the form under its heading.
#[derive(Debug, Clone, Template)]
#[template(path = "report/section.html")]
struct Section {
    title: Option<String>,
    parts: Vec<Html>,
}

impl askama::filters::HtmlSafe for Section {}

/// The questions of one page; `title` stands above them where several pages share a screen.
pub(super) fn section(title: Option<String>, parts: Vec<Html>) -> Html {
    Html::of(&Section { title, parts })
}
