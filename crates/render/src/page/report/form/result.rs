//! page::report::form::result: 結果・処置・報告先 — the facts for the level, findings, and who was told.

use domain::profile::{ChoiceField, UNKNOWN};

use super::Form;
use crate::component::*;
use crate::html::Html;
use crate::page::report::level;
use crate::page::report::part::{details, follow};

impl Form<'_> {
    /// The questions of 結果・処置・報告先. `refresh` is where the level box asks for itself again.
    pub(in crate::page::report) fn result_parts(&self, refresh: &str) -> Vec<Html> {
        vec![
            level::facts_group(self),
            Html::of(&level::level_box(self, Some(refresh))),
            self.proposal(),
            self.findings(),
            self.superior(),
            self.guarantor(),
        ]
    }

    /// Whether it reached the person.
    pub(in crate::page::report) fn reached(&self, label: &str) -> Html {
        let choices = vec![
            Choice::new("no", self.t.get("report.answer.reached_no")),
            Choice::new("yes", self.t.get("report.answer.reached_yes")),
            Choice::new(UNKNOWN, self.t.get("report.answer.reached_unknown")),
        ];
        let field = self.field("reached", label).hint(self.t.get("report.quick.reached_hint")).required();
        Html::of(&Radios::new(field, choices))
    }

    /// One fact of the level: short choices side by side, long ones below each other.
    pub(in crate::page::report) fn fact(&self, field: ChoiceField) -> Html {
        const SHORT: usize = 14;
        let choices = self.choices(field);
        if choices.is_empty() {
            return Html::default();
        }
        let list = self.profile.choice_list(field);
        let is_short = list.is_some_and(|list| list.offered().all(|choice| choice.label.ja.chars().count() <= SHORT));
        let radios = Radios::new(self.ask(field.as_str()), choices);
        Html::of(&if is_short { radios.chips() } else { radios })
    }

    fn proposal(&self) -> Html {
        let derived = Choice::new("derived", self.t.get("report.level.as_derived")).chosen(true);
        let levels = self.profile.levels.iter().map(|def| {
            let name = self.t.pick(&def.name.ja, &def.name.en);
            let words = self.t.with("common.level.judged", &[("code", &def.code)]);
            let label = self.t.with("report.answer.with_text", &[("choice", &words), ("text", &name)]);
            Choice::new(def.code.as_str(), label)
                .hint(self.t.pick(&def.wording.ja, &def.wording.en).replace('\n', " / "))
        });
        let choices: Vec<Choice> = std::iter::once(derived).chain(levels).collect();
        let field = self.ask("proposed_level").hint(self.t.get("report.level.disagree_hint"));
        let radios = Radios::new(field, choices);
        let reason = TextArea::new(self.ask("proposed_reason")).rows(3);
        let open = self.fields.text("proposed_level").is_some_and(|code| code != "derived");
        details(self.t.get("report.level.disagree"), Html::join([Html::of(&radios), Html::of(&reason)]), open)
    }

    fn findings(&self) -> Html {
        let present = self.one_of(ChoiceField::FindingPresent);
        let site = TextInput::new(self.ask("finding_site"));
        Html::join([
            present,
            follow("finding_present=present", [self.several_of(ChoiceField::Finding), Html::of(&site)]),
        ])
    }

    fn superior(&self) -> Html {
        let name = TextInput::new(self.ask("superior_name"));
        let date = self.date("superior", &self.label("superior_date"), None).shortcuts(self.shortcuts());
        let time = self.time("superior", &self.label("superior_time"), None);
        let given =
            ["superior_name", "superior_year", "superior_hour"].iter().any(|name| self.fields.text(name).is_some());
        let wrong = self.errors.iter().any(|error| error.field.starts_with("superior"));
        let body = Html::join([Html::of(&name), Html::of(&date), Html::of(&time)]);
        details(&self.label("superior"), body, given || wrong)
    }

    fn guarantor(&self) -> Html {
        let choices = vec![
            Choice::new("no", self.t.get("report.answer.absent")),
            Choice::new("yes", self.t.get("report.answer.present")),
            Choice::new(UNKNOWN, self.t.get("report.answer.unknown")),
        ];
        let field = self.field("guarantor_told", &self.label("guarantor"));
        let date = self.date("guarantor", &self.label("guarantor_date"), None).shortcuts(self.shortcuts());
        let time = self.time("guarantor", &self.label("guarantor_time"), None);
        let radios = Radios::new(field, choices).chips();
        Html::join([Html::of(&radios), follow("guarantor_told=yes", [Html::of(&date), Html::of(&time)])])
    }

    /// Buttons that fill in today and yesterday where JavaScript runs.
    fn shortcuts(&self) -> Vec<DayShortcut> {
        let days =
            [("report.answer.today", Some(self.today)), ("report.answer.yesterday", self.today.yesterday().ok())];
        let shortcut = |key: &str, day: jiff::civil::Date| {
            let wareki = domain::date::Wareki::of(day);
            DayShortcut {
                label: self.t.with(key, &[("day", &crate::when::day_of_year(self.t, day))]),
                era: if wareki.is_some() && !self.western { "reiwa" } else { "western" },
                year: wareki.filter(|_| !self.western).map_or_else(|| day.year(), domain::date::Wareki::era_year),
                month: day.month(),
                day: day.day(),
            }
        };
        days.into_iter().filter_map(|(key, day)| day.map(|day| shortcut(key, day))).collect()
    }
}
