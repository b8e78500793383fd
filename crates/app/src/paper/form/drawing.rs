//! Owns the drawing (図) on the paper form: the same picture as on the page, its words under it.
use pdf::{Picture, PictureContent};
use render::drawing::{said, svg, words};

use super::Source;

impl Source<'_> {
    /// The drawing as a picture, if there is something to see.
    pub(super) fn pictures(&self) -> Vec<Picture> {
        let drawing = self.sealed().drawing.iter().filter(|drawing| drawing.has_picture());
        let picture = |drawing| {
            let content = PictureContent::Svg(svg(self.t, drawing, "drawing", self.plan.as_ref()));
            Picture::drawing(&words(self.t, drawing), content)
        };
        drawing.map(picture).collect()
    }

    /// The narrative, and below it what was said with the drawing: the picture in the box has no words of its own.
    pub(super) fn narrative(&self) -> String {
        let sealed = self.sealed();
        let said = sealed.drawing.as_ref().map(|drawing| said(self.t, drawing)).unwrap_or_default();
        if said.is_empty() {
            return sealed.narrative.clone();
        }
        let told = self.t.with("drawing.told", &[("label", &self.t.get("drawing.title")), ("text", &said)]);
        format!("{}\n{told}", sealed.narrative)
    }
}
