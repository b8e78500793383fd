//! page::report::form::drawing: 図と写真 — what was drawn so far, and the ways to draw and to add photographs.

use domain::drawing::MAX_DESCRIPTION_CHARS;
use domain::report::read_drawing;

use super::Form;
use crate::component::*;
use crate::drawing::Figure;
use crate::html::Html;
use crate::page::report::part::{details, pictures};
use crate::page::report::regions::regions;

impl Form<'_> {
    /// The drawing in small and the buttons that save this page and go on; they belong to the form around them.
    pub(in crate::page::report) fn pictures(&self) -> Html {
        let (drawing, _) = read_drawing(self.fields);
        let figure =
            (!drawing.is_empty()).then(|| Html::of(&Figure::new(self.t, &drawing, "drawing", self.plan).small()));
        let files = (self.files > 0).then(|| self.t.count("drawing.section.files_count", self.files));
        let buttons = [
            Button::secondary(self.t.get("drawing.section.draw")).send("next", "drawing"),
            Button::secondary(self.t.get("drawing.section.files")).send("next", "files"),
        ];
        pictures(self.t, figure, files, buttons)
    }

    /// The same for the quick form: folded until there is something. Without an account there is no draft to draw in, and the
    /// regions and the description are asked on the spot.
    pub(in crate::page::report) fn quick_pictures(&self) -> Html {
        let (drawing, errors) = read_drawing(self.fields);
        let open = !drawing.is_empty() || !errors.is_empty() || self.files > 0;
        if self.signed_in {
            return details(self.t.get("drawing.section.title"), self.pictures(), open);
        }
        let limit = u32::try_from(MAX_DESCRIPTION_CHARS).unwrap_or(u32::MAX);
        let text = self.field("drawing_text", self.t.get("drawing.page.text")).id("drawing-text");
        let text = TextArea::new(text.hint(self.t.get("drawing.page.place_hint"))).rows(3).limit(limit);
        let body = Html::join([regions(self.t, self.fields), Html::of(&text)]);
        details(self.t.get("drawing.page.regions_or_text"), body, open)
    }
}
