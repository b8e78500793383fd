//! Owns the mapping from a record, as one reader may see it, to the paper form (リスクマネジメント報告書).
mod answers;
mod drawing;
mod files;
mod seats;
mod when;

use domain::approval::{CaseEvent, Judge};
use domain::moment::{Discovery, EventDate};
use domain::policy::Action;
use domain::profile::{ChoiceField, Opinion, Profile};
use domain::report::{GuarantorTold, Mode, ReportCoded, ReportSealed};
use jiff::tz::TimeZone;
use pdf::{Choice, Discovered, Further, Known, Person, Remark, ReportForm, Reporter, Told, Wording};
use render::Text;
use render::drawing::PlanPicture;
use render::page::record::{Names, seat_label};
use render::seal::Seal;
use render::when::{self as words, Moment};

use answers::Lists;

use super::mark::PaperMark;
use crate::report::{Entry, ReportView};

/// What a form is made from.
pub(crate) struct Source<'a> {
    /// The reader's words.
    pub t: Text,
    /// Name of the facility.
    pub facility: String,
    /// Its zone.
    pub zone: &'a TimeZone,
    /// The record as the reader may see it.
    pub view: &'a ReportView,
    /// Names of people, units and places.
    pub names: Names,
    /// Number, edition and check code.
    pub mark: PaperMark,
    /// The floor plan of the drawing.
    pub plan: Option<PlanPicture>,
}

impl Source<'_> {
    pub(crate) fn profile(&self) -> &Profile {
        &self.view.profile
    }

    fn coded(&self) -> &ReportCoded {
        &self.view.content.coded
    }

    fn sealed(&self) -> &ReportSealed {
        &self.view.content.sealed
    }

    fn shows_persons(&self) -> bool {
        self.view.allowed.may(Action::ReadPersons)
    }

    /// 文書番号 as it stands on every page.
    pub(crate) fn number(&self) -> String {
        self.t.with("paper.mark", &[("number", &self.mark.number), ("edition", &self.mark.edition)])
    }

    pub(crate) fn day(&self, at: i64) -> String {
        words::day(self.t, Moment::of(at, self.zone).local.date())
    }

    /// The form as the record stands.
    fn form(&self) -> ReportForm {
        let (coded, sealed) = (self.coded(), self.sealed());
        let written = |text: &Option<String>| text.clone().unwrap_or_default();
        let (lists, reported) = (self.lists(), &self.view.report);
        ReportForm {
            wording: wording(self.profile()),
            title: self.t.choice("paper.form_title", wording_code(self.profile())),
            edition: edition(self.t, self.profile()),
            facility: self.facility.clone(),
            number: self.number(),
            code: self.mark.code.clone(),
            kinds: lists.kinds(self.view.case.effective_level()),
            report_date: reported.report_date.parse().map_or_else(|_| String::new(), |day| words::day(self.t, day)),
            reporter: self.reporter(),
            persons: (0..coded.persons.len()).map(|index| self.person(index)).collect(),
            no_person: Choice::new(self.t.get("record.no_person"), coded.no_person),
            blank_sex: lists.of(ChoiceField::Sex, &[], |_| ""),
            blank_eras: lists.eras(None),
            levels: lists.levels(self.view.case.level(Judge::Reporter).or(self.view.case.derived.as_ref())),
            situation: self.choices(ChoiceField::Situation),
            party: self.choices(ChoiceField::Party),
            disability: written(&sealed.disability),
            care_kind: self.choices(ChoiceField::CareKind),
            care_degree: self.choices(ChoiceField::CareDegree),
            comprehension: written(&sealed.comprehension),
            usage: self.choices(ChoiceField::Usage),
            occurred_date: self.occurred_date(),
            place: self.place(),
            occurred_time: self.clock(coded.occurred_time),
            discovered: self.discovered(),
            forms: self.forms(),
            medication: self.medication(),
            finding_present: self.choices(ChoiceField::FindingPresent),
            findings: self.choices(ChoiceField::Finding),
            narrative: self.narrative(),
            pictures: self.pictures(),
            superior: self.superior(),
            guarantor: self.guarantor(),
            factors: self.choices(ChoiceField::Factor),
            causes: self.choices(ChoiceField::Cause),
            cause_text: written(&sealed.cause_narrative),
            prevention: self.prevention(),
            leader: self.opinion(Opinion::Leader, Judge::Leader),
            head: self.opinion(Opinion::SectionHead, Judge::Final),
            review: self.review(),
            first_round: self.seats(1),
            second_round: self.seats(2),
            made_known: self.made_known(),
            readers: self.readers(),
            further: self.further(),
            ..ReportForm::default()
        }
    }

    fn reporter(&self) -> Reporter {
        let coded = self.coded();
        let occupation = coded.occupation.as_ref().map(|code| self.lists().word(ChoiceField::Occupation, code));
        let (years, months) = coded
            .experience_months
            .map_or_else(Default::default, |months| ((months / 12).to_string(), (months % 12).to_string()));
        Reporter {
            unit: coded.unit.map(|unit| self.names.unit(self.t, unit)).unwrap_or_default(),
            occupation: occupation.unwrap_or_default(),
            name: self.reporter_name(),
            seal: self.reporter_seal(),
            years,
            months,
        }
    }

    fn reporter_name(&self) -> String {
        let mode = self.coded().mode;
        self.view.reporter.clone().unwrap_or_else(|| self.t.choice("record.who", mode.code()))
    }

    /// Only who reported by name has stamped; a name that was opened is shown, but was never a seal.
    fn reporter_seal(&self) -> Option<pdf::Seal> {
        let name = self.view.reporter.as_ref().filter(|_| self.coded().mode == Mode::Named)?;
        Some(name_seal(name))
    }

    fn person(&self, index: usize) -> Person {
        let (coded, sealed) = (self.coded().persons.get(index), self.sealed().persons.get(index));
        let shown = sealed.filter(|_| self.shows_persons());
        let letter = char::from(b'A' + u8::try_from(index % 26).unwrap_or(0));
        let hidden = || self.t.with("record.person", &[("letter", &letter)]);
        let birth = shown.and_then(|person| person.birth);
        let [year, month, day] = self.era_parts(birth);
        let sex: Vec<String> = coded.and_then(|person| person.sex.clone()).into_iter().collect();
        Person {
            name: shown.and_then(|person| person.name.clone()).unwrap_or_else(hidden),
            sex: self.lists().of(ChoiceField::Sex, &sex, |_| ""),
            eras: self.lists().eras(birth),
            year,
            month,
            day,
            age: coded.and_then(|person| person.age).map(|age| age.to_string()).unwrap_or_default(),
        }
    }

    fn occurred_date(&self) -> Known {
        match self.coded().occurred_date {
            EventDate::Exact(date) => Known { text: words::day(self.t, date), unknown: false },
            EventDate::Approximate => {
                let about = self.sealed().approximate_date.as_deref().unwrap_or_default();
                Known { text: self.t.with("record.about", &[("text", &about)]), unknown: false }
            }
            EventDate::Unknown => Known { text: String::new(), unknown: true },
        }
    }

    fn discovered(&self) -> Discovered {
        match self.coded().discovered {
            Discovery::SameAsOccurrence => Discovered { same: true, ..Discovered::default() },
            Discovery::Unknown => {
                Discovered { time: pdf::Clock { unknown: true, ..pdf::Clock::default() }, ..Discovered::default() }
            }
            Discovery::At { date, time } => {
                let mut time = self.clock(time);
                if let Some(date) = date {
                    let day = words::day_of_year(self.t, date);
                    time.note = if time.note.is_empty() { day } else { format!("{day} {}", time.note) };
                }
                Discovered { different: true, time, ..Discovered::default() }
            }
        }
    }

    fn superior(&self) -> Told {
        let person = self.sealed().superior_name.clone().unwrap_or_default();
        match &self.coded().superior_told {
            Some(told) => Told { person, ..self.told(told) },
            None => Told { person, ..Told::default() },
        }
    }

    fn told(&self, told: &domain::report::Told) -> Told {
        let date = told.date.map(|date| words::day(self.t, date)).unwrap_or_default();
        let mut time = self.clock(told.time);
        // The paper has no 不明 here; a time that was not given stays blank.
        time.unknown = false;
        Told { person: String::new(), date, time }
    }

    fn guarantor(&self) -> pdf::GuarantorTold {
        let (code, told) = match &self.coded().guarantor_told {
            None => (None, None),
            Some(GuarantorTold::No) => (Some("none"), None),
            Some(GuarantorTold::Unknown) => (Some(domain::profile::UNKNOWN), None),
            Some(GuarantorTold::Yes(told)) => (Some("told"), Some(self.told(told))),
        };
        let chosen: Vec<String> = code.map(str::to_owned).into_iter().collect();
        let told = told.unwrap_or_default();
        let answers = self.lists().guarantor(&chosen);
        pdf::GuarantorTold { answers, date: told.date, time: told.time }
    }

    fn prevention(&self) -> Remark {
        let text = self.sealed().prevention.clone().unwrap_or_default();
        let seal = self.reporter_seal().filter(|_| !text.is_empty());
        let by = if text.is_empty() { String::new() } else { self.reporter_name() };
        Remark { text, by, seal, level: String::new() }
    }

    /// The newest opinion of each seat of this kind; several are told apart by their seats.
    fn opinion(&self, kind: Opinion, judge: Judge) -> Remark {
        let mut newest: Vec<(&str, &Entry)> = Vec::new();
        for entry in &self.view.timeline {
            if let CaseEvent::OpinionGiven { seat, opinion, .. } = &entry.event
                && *opinion == kind
            {
                newest.retain(|(held, _)| held != seat);
                newest.push((seat, entry));
            }
        }
        let level = self.view.case.level(judge).map(ToString::to_string).unwrap_or_default();
        let text = |entry: &Entry| entry.texts.text.clone().unwrap_or_default();
        let several = newest.len() > 1;
        let texts = newest.iter().map(|(seat, entry)| match several {
            true => format!("（{}）{}", seat_label(self.t, self.profile(), seat), text(entry)),
            false => text(entry),
        });
        let text = texts.collect::<Vec<_>>().join("\n");
        let last = newest.last().map(|(_, entry)| *entry);
        let by = last.and_then(|entry| Some(format!("{} {}", entry.actor.as_ref()?, self.day(entry.at))));
        let seal = last.and_then(|entry| entry.actor.as_deref()).map(name_seal);
        Remark { text, by: by.unwrap_or_default(), seal, level }
    }

    /// 再発防止策 再検討 要・否: the newest answer.
    fn review(&self) -> Vec<Choice> {
        let answer = self.view.timeline.iter().rev().find_map(|entry| match entry.event {
            CaseEvent::OpinionGiven { measures_review, .. } => measures_review,
            _ => None,
        });
        let code = answer.map(|wanted| if wanted { "required" } else { "not_required" }.to_owned());
        self.lists().of(ChoiceField::MeasuresReview, &code.into_iter().collect::<Vec<_>>(), |_| "")
    }

    fn made_known(&self) -> String {
        let newest =
            self.view.timeline.iter().rev().find(|entry| matches!(entry.event, CaseEvent::MeasuresDescribed { .. }));
        newest.and_then(|entry| entry.texts.text.clone()).unwrap_or_default()
    }

    fn readers(&self) -> Vec<String> {
        let receipts = self.view.read_receipts.iter();
        receipts
            .map(|receipt| {
                let name = self.names.person(self.t, &receipt.account_id.to_string());
                format!("{name}（{}）", self.day(receipt.read_at))
            })
            .collect()
    }

    /// Why the reporter proposed another level; then 追記 and 再検討した再発防止策, which came after the form was handed in.
    fn further(&self) -> Vec<Further> {
        let later = self.view.timeline.iter().filter_map(|entry| {
            let key = match entry.event {
                CaseEvent::AddendumAdded => "addendum",
                CaseEvent::MeasuresRevised => "revised",
                _ => return None,
            };
            let who = self.names.person(self.t, &entry.actor_key);
            let title = format!("{}　{} {who}", self.t.choice("paper.further", key), self.day(entry.at));
            Some(Further { title, text: entry.texts.text.clone().unwrap_or_default() })
        });
        let reason = self.sealed().proposed_reason.clone().filter(|_| self.coded().proposed_level.is_some());
        let title = || self.t.choice("paper.further", "proposed_reason");
        reason.map(|text| Further { title: title(), text }).into_iter().chain(later).collect()
    }
}

/// A name seal (認印) with its picture.
pub(super) fn name_seal(name: &str) -> pdf::Seal {
    pdf::Seal::new(name, Some(Seal::of(name).svg("").as_str().to_owned()))
}

/// The form with every choice and no answer (空欄様式), with a code that opens the entry page.
pub(crate) fn blank(t: Text, profile: &Profile, facility: &str, entry: &str) -> ReportForm {
    let lists = Lists { t, profile };
    let open = |field| lists.of(field, &[], |_| "");
    let seat = |seat: &domain::profile::Seat| pdf::Seat {
        label: t.pick(&seat.label.ja, &seat.label.en).to_owned(),
        ..pdf::Seat::default()
    };
    let round = |round| profile.route(round).into_iter().map(seat).collect();
    let none = |_: &str| false;
    ReportForm {
        wording: wording(profile),
        title: t.choice("paper.form_title", wording_code(profile)),
        edition: edition(t, profile),
        facility: facility.to_owned(),
        entry: Some(entry.to_owned()),
        kinds: lists.kinds(None),
        blank_sex: open(ChoiceField::Sex),
        blank_eras: lists.eras(None),
        no_person: Choice::new(t.get("record.no_person"), false),
        levels: lists.levels(None),
        situation: open(ChoiceField::Situation),
        party: open(ChoiceField::Party),
        care_kind: open(ChoiceField::CareKind),
        care_degree: open(ChoiceField::CareDegree),
        usage: open(ChoiceField::Usage),
        forms: lists.items(&profile.forms, none, |_| ""),
        medication: lists.items(&profile.medication_details, none, |_| ""),
        finding_present: open(ChoiceField::FindingPresent),
        findings: open(ChoiceField::Finding),
        guarantor: pdf::GuarantorTold { answers: lists.guarantor(&[]), ..pdf::GuarantorTold::default() },
        factors: open(ChoiceField::Factor),
        causes: open(ChoiceField::Cause),
        review: open(ChoiceField::MeasuresReview),
        first_round: round(1),
        second_round: round(2),
        ..ReportForm::default()
    }
}

/// Which edition of which form it is.
fn edition(t: Text, profile: &Profile) -> String {
    let name = t.pick(&profile.name.ja, &profile.name.en);
    t.with("paper.edition_of_form", &[("name", &name), ("version", &profile.version)])
}

/// Whose words the printed form uses: a hospital's profile, however it was edited, keeps its name.
fn wording(profile: &Profile) -> Wording {
    if profile.id == "university-hospital" { Wording::Hospital } else { Wording::Welfare }
}

fn wording_code(profile: &Profile) -> &'static str {
    match wording(profile) {
        Wording::Hospital => "hospital",
        Wording::Welfare => "welfare",
    }
}
