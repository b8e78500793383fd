//! page::report::form::when: いつ・どこ — when it happened, when it was found, where, and who may know the reporter.

use domain::form::Fields;
use domain::moment::TimeBand;
use domain::profile::{ChoiceField, OTHER, UNKNOWN};
use domain::report::Mode;
use jiff::civil::Date;

use super::Form;
use crate::component::*;
use crate::html::Html;
use crate::page::report::part::{details, follow, notes};
use crate::when;

/// Takes the answer to 「いつ」 apart: a day is kept as its date, 不明 as the tick that the domain reads.
///
/// Today and yesterday are sent as dates, so that a draft opened tomorrow still means the same day.
#[must_use]
pub fn settle(fields: &Fields) -> Fields {
    let picked = fields.get("occurred");
    let dropped: &[&str] = match picked {
        "" => &[],
        UNKNOWN | OTHER => &["occurred", "occurred_unknown"],
        _ => &["occurred_unknown", "occurred_era", "occurred_year", "occurred_month", "occurred_day", "occurred_text"],
    };
    let kept = fields.iter().filter(|(name, _)| !dropped.contains(name));
    let mut settled: Fields =
        kept.flat_map(|(name, values)| values.iter().map(move |value| (name.to_owned(), value.clone()))).collect();
    if picked == UNKNOWN {
        settled.set("occurred_unknown", "1");
    }
    settled
}

impl Form<'_> {
    /// The questions of いつ・どこ.
    pub(in crate::page::report) fn when_parts(&self) -> Vec<Html> {
        let hint = self.t.get("report.hint.occurred_time");
        let time = self.time("occurred", &self.label("occurred_time"), Some(hint)).bands(self.bands());
        vec![
            self.occurred(&self.label("occurred")),
            Html::of(&time),
            self.discovered(),
            self.place(&self.label("place")),
            self.one_of(ChoiceField::Situation),
            self.unit(&self.label("unit")),
            self.mode(),
        ]
    }

    /// The day: today, yesterday, another day, or 不明 with an approximate time.
    pub(in crate::page::report) fn occurred(&self, label: &str) -> Html {
        let missing = self.errors.iter().find(|error| error.code == "occurred_missing");
        let field = Field::new(self.t, "occurred", label)
            .id("occurred-when")
            .value(self.occurred_choice())
            .required()
            .error(missing.map(|error| crate::error_text::error_text(self.t, error)));
        let yesterday = self.today.yesterday().unwrap_or(self.today);
        let day = |key: &str, date: Date| {
            let label = self.t.with(key, &[("day", &when::day_of_year(self.t, date))]);
            Choice::new(date.to_string(), label)
        };
        let choices = vec![
            day("report.answer.today", self.today),
            day("report.answer.yesterday", yesterday),
            Choice::new(OTHER, self.t.get("report.answer.other_day")),
            Choice::new(UNKNOWN, self.t.get("report.answer.unknown")),
        ];
        let other = self.date("occurred", &self.label("occurred_other"), None).one_box();
        let approx = TextInput::new(self.ask("occurred_approx"));
        Html::join([
            Html::of(&Radios::new(field, choices).chips()),
            follow("occurred=other", [Html::of(&other)]),
            follow("occurred=unknown", [Html::of(&approx)]),
        ])
    }

    fn occurred_choice(&self) -> String {
        let whole = self.fields.get("occurred");
        let near = [Some(self.today), self.today.yesterday().ok()];
        if self.fields.ticked("occurred_unknown") {
            return UNKNOWN.to_owned();
        }
        if near.into_iter().flatten().any(|day| day.to_string() == whole) {
            return whole.to_owned();
        }
        let boxes = ["occurred_year", "occurred_month", "occurred_day", "occurred_text"];
        let typed = !whole.is_empty() || boxes.iter().any(|name| self.fields.text(name).is_some());
        let wrong =
            self.errors.iter().any(|error| error.field.starts_with("occurred") && error.code != "occurred_missing");
        if typed || wrong { OTHER.to_owned() } else { String::new() }
    }

    /// The bands of the day (時間帯).
    pub(in crate::page::report) fn bands(&self) -> Vec<Choice> {
        TimeBand::ALL
            .into_iter()
            .map(|band| Choice::new(band.code(), self.t.choice("report.band", band.code())))
            .collect()
    }

    fn discovered(&self) -> Html {
        let choices = vec![
            Choice::new("same", self.t.get("report.answer.same")),
            Choice::new("different", self.t.get("report.answer.different")),
            Choice::new(UNKNOWN, self.t.get("report.answer.unknown")),
        ];
        let radios = Radios::new(self.ask("discovered").id("discovered-when"), choices).chips();
        let hint = self.t.get("report.hint.discovered_date");
        let date = self.date("discovered", &self.label("discovered_date"), Some(hint)).one_box();
        let time = self.time("discovered", &self.label("discovered_time"), None).bands(self.bands());
        Html::join([Html::of(&radios), follow("discovered=different", [Html::of(&date), Html::of(&time)])])
    }

    /// The place: one of the facility's, another, or 不明.
    pub(in crate::page::report) fn place(&self, label: &str) -> Html {
        let mut choices: Vec<Choice> = self.places.iter().map(|place| Choice::new(&place.id, &place.name)).collect();
        choices.push(Choice::new(OTHER, self.t.get("report.answer.other")));
        choices.push(Choice::new(UNKNOWN, self.t.get("report.answer.unknown")));
        let select =
            Select::new(self.field("place", label).required(), choices).blank(self.t.get("report.answer.choose"));
        let other = TextInput::new(self.field("place_other", &self.label("place_other")));
        Html::join([Html::of(&select), follow("place=other", [Html::of(&other)])])
    }

    /// The unit in which it happened.
    pub(in crate::page::report) fn unit(&self, label: &str) -> Html {
        if self.units.is_empty() {
            return Html::default();
        }
        let mut choices: Vec<Choice> = self.units.iter().map(|unit| Choice::new(&unit.id, &unit.name)).collect();
        choices.push(Choice::new(UNKNOWN, self.t.get("report.answer.unit_unknown")));
        let select = Select::new(self.field("unit", label), choices).blank(self.t.get("report.answer.choose"));
        Html::of(&select)
    }

    /// The modes that can be chosen here.
    fn modes(&self) -> Vec<Mode> {
        let all = [Mode::Named, Mode::Protected, Mode::Anonymous];
        all.into_iter().filter(|mode| self.anonymous_allowed || *mode != Mode::Anonymous).collect()
    }

    /// Who may know the reporter's name, with the plain statement of who sees what.
    pub(in crate::page::report) fn mode(&self) -> Html {
        if !self.signed_in {
            return Html::default();
        }
        let chosen = self.fields.text("mode").unwrap_or(Mode::Named.code());
        let name = |mode: Mode| self.t.choice("report.mode.name", mode.code());
        let choices = self
            .modes()
            .into_iter()
            .map(|mode| Choice::new(mode.code(), name(mode)).hint(self.t.choice("report.mode.short", mode.code())));
        let radios = Radios::new(self.ask("mode").value(chosen), choices.collect());
        let long =
            self.modes().into_iter().map(|mode| (Some(name(mode)), self.t.choice("report.mode.long", mode.code())));
        let statement = notes(long.collect());
        Html::join([Html::of(&radios), details(self.t.get("report.mode.title"), statement, false)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(pairs: &[(&str, &str)]) -> Fields {
        settle(&pairs.iter().copied().collect())
    }

    #[test]
    fn the_last_word_about_the_day_counts() {
        let boxes = [("occurred_year", "8"), ("occurred_month", "11"), ("occurred_unknown", "1")];
        let near = settled(&[&boxes[..], &[("occurred", "2026-11-20")]].concat());
        assert_eq!(near.get("occurred"), "2026-11-20");
        assert!(near.text("occurred_year").is_none() && near.text("occurred_unknown").is_none());
        let other = settled(&[&boxes[..], &[("occurred", "other")]].concat());
        assert_eq!((other.text("occurred"), other.get("occurred_year")), (None, "8"));
        assert!(other.text("occurred_unknown").is_none());
        let unknown = settled(&[("occurred", "unknown"), ("occurred_approx", "先週")]);
        assert_eq!((unknown.get("occurred_unknown"), unknown.get("occurred_approx")), ("1", "先週"));
        assert_eq!(settled(&boxes), boxes.into_iter().collect());
    }
}
