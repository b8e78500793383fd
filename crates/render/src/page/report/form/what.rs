//! page::report::form::what: 何が起きた — the form of event, the medication detail, and the course of things.

use domain::profile::{self, OTHER, UNKNOWN};
use domain::report::MAX_TEXT_CHARS;

use super::Form;
use crate::component::*;
use crate::html::Html;
use crate::page::report::part::{details, follow, notes};

/// Forms (形態) that the quick report shows first, where the profile has them; the rest is folded away.
const MAIN_FORMS: [&str; 5] = ["fall", "fall_from_height", "medication", "aspiration", "injury"];

impl Form<'_> {
    /// The questions of 何が起きた.
    pub(in crate::page::report) fn what_parts(&self) -> Vec<Html> {
        let narrative = self.ask("narrative").hint(self.t.get("report.hint.narrative")).required();
        let forms = self.forms(|_| true);
        let mut radios = forms;
        radios.push(Choice::new(UNKNOWN, self.t.get("report.answer.unknown")));
        let form = Radios::new(self.ask("form").hint(self.t.get("report.hint.form")).required(), radios).chips();
        let others = self.ticked("other_forms", self.forms(|choice| choice.code != OTHER));
        let other_forms =
            Checkboxes::new(self.ask("other_forms").hint(self.t.get("report.hint.several")), others).chips();
        let has_others = !self.fields.all("other_forms").is_empty();
        vec![
            Html::join([Html::of(&form), self.other("form"), self.medication_detail()]),
            details(
                &self.label("other_forms"),
                Html::of(&other_forms),
                has_others || self.error("other_forms").is_some(),
            ),
            Html::join([
                Html::of(&TextArea::new(narrative).rows(8).limit(u32::try_from(MAX_TEXT_CHARS).unwrap_or(u32::MAX))),
                self.suggest("form", "narrative"),
            ]),
            self.examples(),
            self.pictures(),
        ]
    }

    /// The offered forms of event.
    fn forms(&self, keep: impl Fn(&profile::Choice) -> bool) -> Vec<Choice> {
        let offered = self.profile.forms.iter().filter(|choice| !choice.retired && keep(choice));
        offered.map(|choice| self.choice(choice)).collect()
    }

    /// The kind in the quick report: the frequent ones as chips, the rest folded away.
    pub(in crate::page::report) fn quick_form(&self) -> Html {
        let main = |code: &str| MAIN_FORMS.contains(&code);
        let field = self.field("form", self.t.get("report.quick.form")).required();
        let first = Radios::new(field, self.forms(|choice| main(&choice.code))).chips();
        let mut rest = self.forms(|choice| !main(&choice.code));
        rest.push(Choice::new(UNKNOWN, self.t.get("report.answer.unknown")));
        let chosen = self.fields.get("form");
        let open = !chosen.is_empty() && !main(chosen);
        let more = self.t.get("report.quick.more_forms");
        let second = Radios::new(Field::new(self.t, "form", more).id("form-more").value(chosen), rest).chips();
        let folded = Html::join([Html::of(&second), self.other("form")]);
        Html::join([Html::of(&first), details(more, folded, open), self.medication_detail()])
    }

    /// 与薬の詳細, for the form that has details.
    pub(in crate::page::report) fn medication_detail(&self) -> Html {
        let form = &self.profile.publication.detail_form;
        let offered = self.profile.medication_details.iter().filter(|choice| !choice.retired);
        let mut choices: Vec<Choice> = offered.map(|choice| self.choice(choice)).collect();
        if choices.is_empty() {
            return Html::default();
        }
        choices.push(Choice::new(UNKNOWN, self.t.get("report.answer.unknown")));
        let radios = Radios::new(self.ask("medication_detail"), choices).chips();
        follow(&format!("form={form}"), [Html::of(&radios), self.other("medication_detail")])
    }

    /// Examples of a good short account, folded away.
    pub(in crate::page::report) fn examples(&self) -> Html {
        let examples = ["transfer", "medication", "wet_floor"];
        let lines = examples.map(|code| (None, self.t.choice("report.quick.examples", code)));
        details(self.t.get("report.quick.example"), notes(lines.to_vec()), false)
    }
}
