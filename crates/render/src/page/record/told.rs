//! page::record::told: the report as it was told, field by field in the order of the paper form; it never changes.

use domain::date::weekday_ja;
use domain::moment::{Discovery, EventDate, EventTime};
use domain::profile::{Asks, Choice, ChoiceField, OTHER, Profile, UNKNOWN};
use domain::report::{GuarantorTold, PlaceAnswer, ReportContent, Told};
use jiff::civil::Date;

use super::names::Names;
use crate::catalog::Text;
use crate::component::{Row, SummaryList};
use crate::drawing::{Figure, PlanPicture};
use crate::html::Html;
use crate::lang::Lang;
use crate::when;

/// A part of the form with its fields.
#[derive(Debug, Clone)]
pub struct Section {
    /// Title of the part.
    pub title: String,
    /// Its fields.
    pub fields: SummaryList,
}

/// What the telling needs beside the content itself.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    /// The profile version under which it was filled in.
    pub profile: &'a Profile,
    /// What was told.
    pub content: &'a ReportContent,
    /// Names of units and places.
    pub names: &'a Names,
    /// 報告日.
    pub report_date: Date,
    /// The reporter's name, where the reader may see it.
    pub reporter: Option<&'a str>,
    /// The reader may see the names of 利用者.
    pub shows_persons: bool,
    /// The picture of the floor plan on which was drawn, where it can be had.
    pub plan: Option<&'a PlanPicture>,
}

/// The whole report in the order of the form.
#[must_use]
pub fn sections(t: Text, told: &Telling<'_>) -> Vec<Section> {
    let teller = Teller { t, told };
    let parts = [
        (t.get("record.part.narrative"), teller.narrative()),
        (t.get("record.part.event"), teller.event()),
        (t.get("record.part.persons"), teller.persons()),
        (t.get("record.part.result"), teller.result()),
        (t.get("record.part.told"), teller.told_whom()),
        (t.get("record.part.cause"), teller.cause()),
        (t.get("record.part.reporter"), teller.reporter()),
    ];
    parts
        .into_iter()
        .map(|(title, rows)| Section { title: title.to_owned(), fields: SummaryList::new(t, rows) })
        .collect()
}

struct Teller<'a> {
    t: Text,
    told: &'a Telling<'a>,
}

impl Teller<'_> {
    fn row(&self, field: &str, value: impl AsRef<str>) -> Row {
        Row::text(self.t.choice("record.field", field), value)
    }

    fn word(&self, choice: &Choice) -> String {
        self.t.pick(&choice.label.ja, &choice.label.en).to_owned()
    }

    /// The word of a code, with what was written in the bracket after it.
    fn coded(&self, choice: Option<&Choice>, code: &str, written: Option<&str>) -> String {
        let word = match (choice, code) {
            (Some(choice), _) => self.word(choice),
            (None, UNKNOWN) => self.t.get("field.unknown").to_owned(),
            (None, OTHER) => self.t.get("record.other").to_owned(),
            (None, code) => code.to_owned(),
        };
        let asks = choice.map_or(code == OTHER, |choice| choice.asks != Asks::Nothing);
        match written.filter(|_| asks) {
            Some(text) => self.t.with("record.bracket", &[("word", &word), ("text", &text)]),
            None => word,
        }
    }

    fn written(&self, field: &str) -> Option<&str> {
        self.told.content.sealed.other_texts.get(field).map(String::as_str)
    }

    fn list(&self, codes: &[String]) -> String {
        codes.join(self.t.get("record.comma"))
    }

    fn choices(&self, field: ChoiceField) -> String {
        let chosen = self.told.content.coded.choices.get(&field);
        let words = chosen.into_iter().flatten().map(|code| {
            let sealed = &self.told.content.sealed;
            let written = match (field, code.as_str()) {
                (ChoiceField::Party, _) if self.told.shows_persons => sealed.party_name.as_deref(),
                (ChoiceField::Party, _) => None,
                (ChoiceField::Finding, code) if code != OTHER => sealed.finding_site.as_deref(),
                _ => self.written(field.as_str()),
            };
            self.coded(self.told.profile.choice(field, code), code, written)
        });
        self.list(&words.collect::<Vec<_>>())
    }

    fn choice_row(&self, field: ChoiceField) -> Row {
        self.row(field.as_str(), self.choices(field))
    }

    fn narrative(&self) -> Vec<Row> {
        let sealed = &self.told.content.sealed;
        let mut rows = vec![self.row("narrative", &sealed.narrative)];
        if let Some(drawing) = &sealed.drawing {
            let figure = Figure::new(self.t, drawing, "drawing", self.told.plan);
            rows.push(Row::html(self.t.get("drawing.title"), Html::of(&figure)));
        }
        rows
    }

    fn event(&self) -> Vec<Row> {
        let (coded, profile) = (&self.told.content.coded, self.told.profile);
        let form = |code: &String| self.coded(profile.form(code), code, self.written("form"));
        let detail = coded
            .medication_detail
            .as_ref()
            .map(|code| self.coded(profile.medication_detail(code), code, self.written("medication_detail")));
        let mut rows = vec![self.row("form", form(&coded.form))];
        if !coded.other_forms.is_empty() {
            rows.push(self.row("other_forms", self.list(&coded.other_forms.iter().map(form).collect::<Vec<_>>())));
        }
        if coded.form == profile.publication.detail_form {
            rows.push(self.row("medication_detail", detail.unwrap_or_default()));
        }
        rows.extend([
            self.row("occurred_date", self.occurred_date()),
            self.row("occurred_time", when::time(self.t, coded.occurred_time)),
            self.row("discovered", self.discovered()),
            self.row("place", self.place()),
            self.choice_row(ChoiceField::Situation),
            self.choice_row(ChoiceField::Party),
        ]);
        rows
    }

    fn occurred_date(&self) -> String {
        match self.told.content.coded.occurred_date {
            EventDate::Exact(date) => when::day_both(self.t, date),
            EventDate::Approximate => {
                let about = self.told.content.sealed.approximate_date.as_deref().unwrap_or_default();
                self.t.with("record.about", &[("text", &about)])
            }
            EventDate::Unknown => self.t.get("field.unknown").to_owned(),
        }
    }

    fn discovered(&self) -> String {
        let coded = &self.told.content.coded;
        let words = match coded.discovered {
            Discovery::SameAsOccurrence => return self.t.get("record.same_as_occurrence").to_owned(),
            Discovery::Unknown => return self.t.get("field.unknown").to_owned(),
            Discovery::At { date, time } => {
                let day = date.map(|date| when::day(self.t, date));
                [day, Some(when::time(self.t, time))].into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
        };
        if coded.discovered.is_earlier_than(coded.occurred_date, coded.occurred_time) {
            self.t.with("record.earlier", &[("when", &words)])
        } else {
            words
        }
    }

    fn place(&self) -> String {
        match self.told.content.coded.place {
            PlaceAnswer::Known(place) => self.told.names.place(self.t, place),
            PlaceAnswer::Other => self.coded(None, OTHER, self.written("place")),
            PlaceAnswer::Unknown => self.t.get("field.unknown").to_owned(),
        }
    }

    fn persons(&self) -> Vec<Row> {
        let coded = &self.told.content.coded;
        let mut rows: Vec<Row> = (0..coded.persons.len()).map(|index| self.person(index)).collect();
        if coded.no_person {
            rows.push(self.row("persons", self.t.get("record.no_person")));
        } else if rows.is_empty() {
            rows.push(self.row("persons", ""));
        }
        let sealed = &self.told.content.sealed;
        rows.extend([
            self.row("disability", sealed.disability.as_deref().unwrap_or_default()),
            self.choice_row(ChoiceField::CareKind),
            self.choice_row(ChoiceField::CareDegree),
            self.row("comprehension", sealed.comprehension.as_deref().unwrap_or_default()),
            self.choice_row(ChoiceField::Usage),
        ]);
        rows
    }

    /// 利用者A … E: the name and the birth date only for who may see them.
    fn person(&self, index: usize) -> Row {
        let content = self.told.content;
        let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
        let title = self.t.with("record.person", &[("letter", &letter)]);
        let mut parts = Vec::new();
        let (coded, sealed) = (content.coded.persons.get(index), content.sealed.persons.get(index));
        if self.told.shows_persons {
            parts.extend(sealed.and_then(|person| person.name.clone()));
            parts.extend(
                sealed
                    .and_then(|person| person.birth)
                    .map(|birth| self.t.with("record.born", &[("date", &when::day(self.t, birth))])),
            );
        }
        if let Some(sex) = coded.and_then(|person| person.sex.as_deref()) {
            parts.push(self.coded(self.told.profile.choice(ChoiceField::Sex, sex), sex, None));
        }
        parts.extend(coded.and_then(|person| person.age).map(|age| self.t.with("record.age", &[("n", &age)])));
        Row::text(title, self.list(&parts))
    }

    fn yes_no(&self, fact: Option<bool>) -> String {
        let code = fact.map_or("unknown", |fact| if fact { "yes" } else { "no" });
        self.t.choice("record.fact", code)
    }

    fn fact(&self, field: ChoiceField, code: Option<&'static str>) -> Row {
        let code = code.unwrap_or(UNKNOWN);
        self.row(field.as_str(), self.coded(self.told.profile.choice(field, code), code, None))
    }

    fn result(&self) -> Vec<Row> {
        let (coded, sealed) = (&self.told.content.coded, &self.told.content.sealed);
        let facts = &coded.facts;
        let mut rows = vec![
            self.row("reached", self.yes_no(facts.reached)),
            self.row("body_effect", self.yes_no(facts.body_effect)),
            self.fact(ChoiceField::Treatment, facts.treatment.map(domain::level::Treatment::as_str)),
            self.fact(ChoiceField::TreatedAt, facts.treated_at.map(domain::level::TreatedAt::as_str)),
            self.fact(ChoiceField::LastingLoss, facts.lasting_loss.map(domain::level::LastingLoss::as_str)),
            self.row("death", self.yes_no(facts.death)),
            self.choice_row(ChoiceField::FindingPresent),
            self.choice_row(ChoiceField::Finding),
        ];
        if let Some(level) = &coded.proposed_level {
            rows.push(self.row("proposed_level", level.as_str()));
            rows.push(self.row("proposed_reason", sealed.proposed_reason.as_deref().unwrap_or_default()));
        }
        rows
    }

    fn told_at(&self, told: &Told) -> String {
        let day = told.date.map(|date| self.weekday(date));
        let time = Some(told.time).filter(|time| *time != EventTime::Unknown).map(|time| when::time(self.t, time));
        [day, time].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn weekday(&self, date: Date) -> String {
        match self.t.lang() {
            Lang::Ja => format!("{}（{}）", when::day(self.t, date), weekday_ja(date.weekday())),
            Lang::En => when::day(self.t, date),
        }
    }

    fn told_whom(&self) -> Vec<Row> {
        let (coded, sealed) = (&self.told.content.coded, &self.told.content.sealed);
        let superior = [sealed.superior_name.clone(), coded.superior_told.as_ref().map(|told| self.told_at(told))];
        let guarantor = coded.guarantor_told.as_ref().map(|told| match told {
            GuarantorTold::No => self.t.get("record.guarantor.no").to_owned(),
            GuarantorTold::Unknown => self.t.get("field.unknown").to_owned(),
            GuarantorTold::Yes(told) => self.t.with("record.guarantor.yes", &[("when", &self.told_at(told))]),
        });
        vec![
            self.row("superior", superior.into_iter().flatten().collect::<Vec<_>>().join(" ")),
            self.row("guarantor", guarantor.unwrap_or_default()),
        ]
    }

    fn cause(&self) -> Vec<Row> {
        let sealed = &self.told.content.sealed;
        vec![
            self.choice_row(ChoiceField::Factor),
            self.choice_row(ChoiceField::Cause),
            self.row("cause_narrative", sealed.cause_narrative.as_deref().unwrap_or_default()),
            self.row("prevention", sealed.prevention.as_deref().unwrap_or_default()),
        ]
    }

    fn reporter(&self) -> Vec<Row> {
        let coded = &self.told.content.coded;
        let name = match (coded.mode, self.told.reporter) {
            (_, Some(name)) => name.to_owned(),
            (mode, None) => self.t.choice("record.who", mode.code()),
        };
        let occupation = coded.occupation.as_ref().map(|code| {
            let choice = self.told.profile.choice(ChoiceField::Occupation, code);
            self.coded(choice, code, self.written("occupation"))
        });
        let experience = coded
            .experience_months
            .map(|months| self.t.with("record.experience", &[("years", &(months / 12)), ("months", &(months % 12))]));
        vec![
            self.row("report_date", when::day_both(self.t, self.told.report_date)),
            self.row("mode", self.t.choice("record.mode", coded.mode.code())),
            self.row("reporter", name),
            self.row("unit", coded.unit.map(|unit| self.told.names.unit(self.t, unit)).unwrap_or_default()),
            self.row("occupation", occupation.unwrap_or_default()),
            self.row("experience", experience.unwrap_or_default()),
        ]
    }
}
