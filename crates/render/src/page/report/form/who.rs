//! page::report::form::who: だれ — the persons concerned, the reporter's post, who caused it, and the person's state.

use domain::profile::ChoiceField;
use domain::report::MAX_PERSONS;

use super::Form;
use crate::component::*;
use crate::html::Html;
use crate::page::report::part::{follow, section};

impl Form<'_> {
    /// The questions of だれ.
    pub(in crate::page::report) fn who_parts(&self) -> Vec<Html> {
        vec![
            self.persons(),
            self.one_of(ChoiceField::Usage),
            Html::of(&TextInput::new(self.ask("disability"))),
            self.one_of(ChoiceField::CareKind),
            self.one_of(ChoiceField::CareDegree),
            Html::of(&TextInput::new(self.ask("comprehension"))),
            self.party(),
            self.occupation(),
            self.experience(),
        ]
    }

    /// How many persons the page has room for: those typed, those asked for, one at least.
    fn person_count(&self) -> usize {
        let typed = (1..=MAX_PERSONS).rev().find(|number| {
            ["name", "sex", "birth_year", "birth_text"]
                .iter()
                .any(|part| self.fields.text(&format!("person{number}_{part}")).is_some())
        });
        let asked: usize = self.fields.get("person_count").parse().unwrap_or(1);
        asked.max(typed.unwrap_or(1)).clamp(1, MAX_PERSONS)
    }

    fn persons(&self) -> Html {
        let none = self.fields.ticked("no_person");
        let choices = vec![
            Choice::new("", self.t.get("report.answer.persons_here")).chosen(!none),
            Choice::new("1", self.t.get("report.answer.persons_none")),
        ];
        let radios =
            Radios::new(self.field("no_person", &self.label("persons")).hint(self.t.get("report.hint.names")), choices);
        let count = self.person_count();
        let mut parts: Vec<Html> = (1..=count).map(|number| self.person(number)).collect();
        if count < MAX_PERSONS {
            let more = (count + 1).to_string();
            parts.push(Html::of(&Button::secondary(self.t.get("report.full.add_person")).send("add_person", more)));
        }
        Html::join([Html::of(&radios), follow("no_person=", parts)])
    }

    fn person(&self, number: usize) -> Html {
        let name = |part: &str| format!("person{number}_{part}");
        let own = TextInput::new(self.field(&name("name"), &self.label("person_name")));
        let sex =
            Radios::new(self.field(&name("sex"), &self.label("person_sex")), self.choices(ChoiceField::Sex)).chips();
        let hint = self.t.get("report.hint.person_birth");
        let birth = self.date(&name("birth"), &self.label("person_birth"), Some(hint)).one_box();
        let title = self.t.with("report.answer.person_number", &[("n", &number)]);
        section(Some(title), vec![Html::of(&own), Html::of(&sex), Html::of(&birth)])
    }

    fn party(&self) -> Html {
        let choices = self.choices(ChoiceField::Party);
        if choices.is_empty() {
            return Html::default();
        }
        let radios = Radios::new(self.ask("party").hint(self.t.get("report.hint.party")), choices).chips();
        let name = TextInput::new(self.ask("party_name"));
        Html::join([Html::of(&radios), follow("party=different", [Html::of(&name)])])
    }

    fn occupation(&self) -> Html {
        let choices = self.choices(ChoiceField::Occupation);
        let select = Select::new(self.ask("occupation"), choices).blank(self.t.get("report.answer.choose"));
        Html::of(&select)
    }

    fn experience(&self) -> Html {
        let number = |name: &str, unit: &str| {
            let input = TextInput::new(self.ask(name))
                .kind(InputKind::Digits)
                .chars(2)
                .unit(self.t.choice("report.answer", unit));
            Html::of(&input)
        };
        let both = [number("experience_years", "years"), number("experience_months", "months")];
        Html::join([Html::trusted("<div class=\"ui-row\">"), Html::join(both), Html::trusted("</div>")])
    }
}
