//! Owns the lists of choices on paper: every choice is printed, the chosen ones are circled.
use domain::date::Era;
use domain::profile::{self, Asks, ChoiceField, Kind, LevelCode, OTHER, Profile, UNKNOWN};
use domain::report::PlaceAnswer;
use jiff::civil::Date;
use pdf::{Choice, Known};
use render::Text;

use super::Source;

/// The eras in which living people were born, oldest first.
const ERAS: [&str; 4] = ["T", "S", "H", "R"];

/// The lists of a profile in the reader's words.
#[derive(Clone, Copy)]
pub(super) struct Lists<'a> {
    pub(super) t: Text,
    pub(super) profile: &'a Profile,
}

impl Lists<'_> {
    /// The list of a field with these codes chosen; a code that the list no longer offers is printed all the same.
    /// `written` gives what stands between the brackets of a chosen code.
    pub(super) fn of<'b>(
        self,
        field: ChoiceField,
        chosen: &[String],
        written: impl Fn(&str) -> &'b str,
    ) -> Vec<Choice> {
        let Some(list) = self.profile.choices.get(&field) else { return Vec::new() };
        let is = |code: &str| chosen.iter().any(|other| other == code);
        let mut out = self.items(&list.items, is, &written);
        let has = |code: &str| list.items.iter().any(|item| item.code == code);
        for (code, allowed) in [(UNKNOWN, list.allow_unknown), (OTHER, list.allow_other)] {
            if !has(code) && (allowed || is(code)) {
                let label = self.word(field, code);
                let text = if is(code) { written(code) } else { "" };
                out.push(Choice { asks: code == OTHER, ..Choice::asking(&label, is(code), text) });
            }
        }
        out
    }

    /// A list without 不明 and その他 of its own.
    pub(super) fn items<'b>(
        self,
        items: &[profile::Choice],
        chosen: impl Fn(&str) -> bool,
        written: impl Fn(&str) -> &'b str,
    ) -> Vec<Choice> {
        let printed = items.iter().filter(|item| !item.retired || chosen(&item.code));
        printed
            .map(|item| match (item.asks, chosen(&item.code)) {
                (Asks::Nothing, is) => Choice::new(self.label(item), is),
                (_, true) => Choice::asking(self.label(item), true, written(&item.code)),
                (_, false) => Choice::asking(self.label(item), false, ""),
            })
            .collect()
    }

    fn label(self, item: &profile::Choice) -> &str {
        self.t.pick(&item.label.ja, &item.label.en)
    }

    /// The word of a code.
    pub(super) fn word(self, field: ChoiceField, code: &str) -> String {
        match (self.profile.choice(field, code), code) {
            (Some(item), _) => self.label(item).to_owned(),
            (None, UNKNOWN) => self.t.get("field.unknown").to_owned(),
            (None, OTHER) => self.t.get("record.other").to_owned(),
            (None, code) => code.to_owned(),
        }
    }

    /// インシデント・アクシデント, by a level.
    pub(super) fn kinds(self, level: Option<&LevelCode>) -> Vec<Choice> {
        let kind = level.and_then(|level| self.profile.kind(level));
        [(Kind::Incident, "incident"), (Kind::Accident, "accident")]
            .map(|(of, code)| Choice::new(&self.t.choice("paper.kind", code), kind == Some(of)))
            .to_vec()
    }

    /// リスクレベル.
    pub(super) fn levels(self, chosen: Option<&LevelCode>) -> Vec<Choice> {
        let levels = self.profile.levels.iter();
        levels.map(|level| Choice::new(level.code.as_str(), chosen == Some(&level.code))).collect()
    }

    /// T・S・H・R with the era of the day circled.
    pub(super) fn eras(self, birth: Option<Date>) -> Vec<Choice> {
        let era = birth.and_then(Era::of).map(Era::letter);
        ERAS.iter().map(|letter| Choice::new(letter, era.is_some_and(|era| letter.starts_with(era)))).collect()
    }

    /// The answers to 身元引受人への報告; the bracket of 有 is the date and time beside it.
    pub(super) fn guarantor(self, chosen: &[String]) -> Vec<Choice> {
        let answers = self.of(ChoiceField::GuarantorReport, chosen, |_| "");
        answers.into_iter().map(|choice| Choice { asks: false, ..choice }).collect()
    }
}

impl Source<'_> {
    pub(super) fn lists(&self) -> Lists<'_> {
        Lists { t: self.t, profile: self.profile() }
    }

    /// The list of a field with the report's answers.
    pub(super) fn choices(&self, field: ChoiceField) -> Vec<Choice> {
        let chosen = self.coded().choices.get(&field).map(Vec::as_slice).unwrap_or_default();
        self.lists().of(field, chosen, |code| self.written(field, code))
    }

    /// What was written between the brackets of a choice.
    fn written(&self, field: ChoiceField, code: &str) -> &str {
        let sealed = self.sealed();
        let text = match field {
            ChoiceField::Party => sealed.party_name.as_ref().filter(|_| self.shows_persons()),
            ChoiceField::Finding if code != OTHER => sealed.finding_site.as_ref(),
            _ => sealed.other_texts.get(field.as_str()),
        };
        text.map(String::as_str).unwrap_or_default()
    }

    fn other_text(&self, field: &str) -> &str {
        self.sealed().other_texts.get(field).map(String::as_str).unwrap_or_default()
    }

    /// 形態: the main one and those that also fit.
    pub(super) fn forms(&self) -> Vec<Choice> {
        let coded = self.coded();
        let chosen = |code: &str| code == coded.form || coded.other_forms.iter().any(|other| other == code);
        self.lists().items(&self.profile().forms, chosen, |_| self.other_text("form"))
    }

    /// 与薬の詳細: printed for medication only.
    pub(super) fn medication(&self) -> Vec<Choice> {
        let (coded, profile) = (self.coded(), self.profile());
        if coded.form != profile.publication.detail_form {
            return Vec::new();
        }
        let chosen = |code: &str| coded.medication_detail.as_deref() == Some(code);
        self.lists().items(&profile.medication_details, chosen, |_| self.other_text("medication_detail"))
    }

    /// 発生場所.
    pub(super) fn place(&self) -> Known {
        let text = match self.coded().place {
            PlaceAnswer::Known(place) => self.names.place(self.t, place),
            PlaceAnswer::Other => self.other_text("place").to_owned(),
            PlaceAnswer::Unknown => return Known { text: String::new(), unknown: true },
        };
        Known { text, unknown: false }
    }
}
