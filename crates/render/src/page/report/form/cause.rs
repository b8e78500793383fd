//! page::report::form::cause: 要因・原因・再発防止.

use domain::profile::ChoiceField;
use domain::report::MAX_TEXT_CHARS;

use super::Form;
use crate::component::*;
use crate::html::Html;

impl Form<'_> {
    /// The questions of 要因・原因・再発防止.
    pub(in crate::page::report) fn cause_parts(&self) -> Vec<Html> {
        let limit = u32::try_from(MAX_TEXT_CHARS).unwrap_or(u32::MAX);
        let text = |name: &str| {
            let field = self.ask(name).hint(self.t.choice("report.hint", name));
            Html::of(&TextArea::new(field).rows(6).limit(limit))
        };
        vec![
            self.several_of(ChoiceField::Factor),
            self.several_of(ChoiceField::Cause),
            Html::join([text("cause_narrative"), self.suggest("cause", "cause_narrative")]),
            text("prevention"),
        ]
    }
}
