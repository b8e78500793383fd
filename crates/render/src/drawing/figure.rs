//! drawing::figure: a drawing as it is shown to a reader — the picture, and below it the same in words.

use askama::Template;
use domain::drawing::Drawing;

use super::{PlanPicture, mark_words, svg};
use crate::catalog::Text;
use crate::html::Html;

/// The picture with its description, the texts of its numbers and the marked regions.
#[derive(Debug, Clone, Template)]
#[template(path = "report/drawing_figure.html")]
pub struct Figure {
    t: Text,
    picture: Option<Html>,
    small: bool,
    description: Option<Html>,
    pins: Vec<String>,
    regions: Vec<String>,
}

impl askama::filters::HtmlSafe for Figure {}

impl Figure {
    /// The figure; `id` makes the ids of its picture unique on the page.
    #[must_use]
    pub fn new(t: Text, drawing: &Drawing, id: &str, plan: Option<&PlanPicture>) -> Self {
        let pins =
            drawing.pins.iter().map(|pin| pin.text.clone().unwrap_or_else(|| t.get("drawing.pin_silent").to_owned()));
        Self {
            t,
            picture: drawing.has_picture().then(|| Html::trusted(svg(t, drawing, id, plan))),
            small: false,
            description: drawing.description.as_deref().map(Html::lines),
            pins: pins.collect(),
            regions: drawing.regions.iter().map(|mark| mark_words(t, mark)).collect(),
        }
    }

    /// Shows the picture small, as a reminder that there is one.
    #[must_use]
    pub const fn small(mut self) -> Self {
        self.small = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use domain::drawing::{Pin, Point};

    #[test]
    fn words_stand_below_the_picture_and_alone_without_one() {
        let t = Text::new(Lang::Ja);
        let mut drawing = Drawing { description: Some("a\n<b>".to_owned()), ..Drawing::default() };
        let words_only = Html::of(&Figure::new(t, &drawing, "d", None));
        assert!(words_only.as_str().contains("a<br>&lt;b&gt;") && !words_only.as_str().contains("<svg"));
        drawing.pins = vec![Pin { at: Point { x: 1, y: 2 }, text: Some("<i>".to_owned()) }];
        let whole = Html::of(&Figure::new(t, &drawing, "d", None).small());
        assert!(whole.as_str().contains("<svg") && whole.as_str().contains("<li>&#60;i&#62;</li>"));
    }
}
