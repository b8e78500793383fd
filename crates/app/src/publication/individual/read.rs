//! Owns the reading of the forms of a matter: what was typed becomes a command and the wording that belongs to it.
use std::collections::{BTreeMap, BTreeSet};

use domain::date;
use domain::form::{FieldError, Fields};
use domain::id::AttachmentId;
use domain::profile::OutlinePart;
use domain::publication::individual::{
    Decision, Grounds, KeptFinding, MatterCommand, MatterTexts, Question, Recommendation, Relation, Scope, TalkTexts,
};
use domain::report::MAX_TEXT_CHARS;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::act::{Ground, MatterStep};
use crate::report::long_text;

/// How many questions of the press have a place in the form.
pub const MAX_QUESTIONS: usize = 8;

/// What a form is read against.
pub(super) struct Asked<'a> {
    pub(super) ground: &'a Ground,
    pub(super) today: Date,
    pub(super) zone: &'a TimeZone,
    /// Files of the report, among which a signed document is.
    pub(super) documents: BTreeSet<AttachmentId>,
}

type Read = Result<(MatterCommand, MatterTexts), Vec<FieldError>>;

/// Reads the form of a step.
///
/// # Errors
/// Every field error at once.
pub(super) fn read(step: MatterStep, fields: &Fields, asked: &Asked<'_>) -> Read {
    let mut form = Form { fields, asked, errors: Vec::new() };
    let read = form.step(step);
    if form.errors.is_empty() { Ok(read) } else { Err(form.errors) }
}

struct Form<'a> {
    fields: &'a Fields,
    asked: &'a Asked<'a>,
    errors: Vec<FieldError>,
}

impl Form<'_> {
    fn step(&mut self, step: MatterStep) -> (MatterCommand, MatterTexts) {
        let plain = |command| (command, MatterTexts::default());
        match step {
            MatterStep::Open => self.open(),
            MatterStep::Outline => (MatterCommand::WriteOutline, MatterTexts::parts(self.parts(true))),
            MatterStep::Talk => self.talk(),
            MatterStep::Consent => self.consent(),
            MatterStep::WithdrawConsent => {
                let number = self.number("number").unwrap_or(0);
                let texts = MatterTexts { note: self.optional("note"), ..MatterTexts::default() };
                (MatterCommand::WithdrawConsent { number, on: self.day("on") }, texts)
            }
            MatterStep::Keep => self.keep(),
            MatterStep::Press => self.press(),
            MatterStep::Meeting => self.meeting(),
            MatterStep::Decision => self.decision(),
            MatterStep::Embargo => plain(MatterCommand::SetEmbargo { until: self.instant() }),
            // The name and the hash follow when it is sure that it may go out.
            MatterStep::Release => plain(MatterCommand::Release { slug: String::new(), snapshot_hash: String::new() }),
            MatterStep::Correction => {
                let parts = self.parts(false);
                let texts = MatterTexts { reason: Some(self.text("reason")), ..MatterTexts::parts(parts) };
                (MatterCommand::WriteCorrection { parts: texts.written() }, texts)
            }
            MatterStep::ReleaseCorrection => plain(MatterCommand::ReleaseCorrection { snapshot_hash: String::new() }),
            MatterStep::Withdraw => (MatterCommand::Withdraw, MatterTexts::reason(self.text("reason"))),
        }
    }

    fn open(&mut self) -> (MatterCommand, MatterTexts) {
        let ground = self.asked.ground;
        let rule_version = ground.profile.version;
        let level = ground.level.as_ref().filter(|level| ground.profile.publication.is_individual(level));
        match level {
            Some(level) => {
                let grounds = Grounds::Level { level: level.clone() };
                (MatterCommand::Open { grounds, rule_version }, MatterTexts::default())
            }
            None => {
                let texts = MatterTexts::reason(self.text("reason"));
                (MatterCommand::Open { grounds: Grounds::SociallySignificant, rule_version }, texts)
            }
        }
    }

    /// The texts for the public. What the rule asks for has to be written; a correction tells what it is given.
    fn parts(&mut self, asks_required: bool) -> BTreeMap<OutlinePart, String> {
        let required = self.asked.ground.profile.publication.individual.required.clone();
        let mut parts = BTreeMap::new();
        for part in OutlinePart::ALL {
            let text = match asks_required && required.contains(&part) {
                true => Some(self.text(part.code())),
                false => self.optional(part.code()),
            };
            parts.extend(text.map(|text| (part, text)));
        }
        parts
    }

    fn talk(&mut self) -> (MatterCommand, MatterTexts) {
        let with = self.relation("with");
        let talk = TalkTexts {
            who: self.optional("who").unwrap_or_default(),
            said: self.text("said"),
            outcome: self.text("outcome"),
        };
        let texts = MatterTexts { talk: Some(talk), ..MatterTexts::default() };
        (MatterCommand::RecordTalk { with, on: self.day("on") }, texts)
    }

    fn consent(&mut self) -> (MatterCommand, MatterTexts) {
        let by = self.relation("by");
        let scope = match self.fields.get("scope") {
            "full" => Scope::Full,
            "part" => Scope::Part(self.chosen_parts()),
            "nothing" => Scope::Nothing,
            _ => {
                self.missing("scope");
                Scope::Nothing
            }
        };
        let document = self.fields.text("document").and_then(|id| id.parse().ok());
        if document.is_some_and(|id| !self.asked.documents.contains(&id)) {
            self.errors.push(FieldError::new("document", "choice_unknown"));
        }
        let texts = MatterTexts { note: self.optional("note"), ..MatterTexts::default() };
        let (on, replaces) = (self.day("on"), self.number("replaces"));
        (MatterCommand::RecordConsent { by, scope, on, document, replaces }, texts)
    }

    fn keep(&mut self) -> (MatterCommand, MatterTexts) {
        let Some(part) = OutlinePart::from_code(self.fields.get("part")) else {
            self.missing("reason");
            return (MatterCommand::KeepFinding, MatterTexts::default());
        };
        let kept = KeptFinding {
            part,
            class: self.fields.get("class").to_owned(),
            // Exactly as found: the finding is known again by its words.
            text: self.fields.get("text").to_owned(),
            reason: self.text("reason"),
        };
        (MatterCommand::KeepFinding, MatterTexts { kept: Some(kept), ..MatterTexts::default() })
    }

    fn press(&mut self) -> (MatterCommand, MatterTexts) {
        let press = Some(self.text("press"));
        let mut questions = Vec::new();
        for number in 1..=MAX_QUESTIONS {
            let asks = self.optional(&format!("question-{number}"));
            let answer = self.optional(&format!("answer-{number}")).unwrap_or_default();
            questions.extend(asks.map(|asks| Question { asks, answer }));
        }
        (MatterCommand::PreparePress, MatterTexts { press, questions, ..MatterTexts::default() })
    }

    fn meeting(&mut self) -> (MatterCommand, MatterTexts) {
        let attendees: Vec<String> =
            self.text("attendees").lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let note = Some(self.text("minutes"));
        let recommendation = Recommendation::from_code(self.fields.get("recommendation")).unwrap_or_else(|| {
            self.missing("recommendation");
            Recommendation::Withhold
        });
        let texts = MatterTexts { attendees, note, ..MatterTexts::default() };
        (MatterCommand::Meet { on: self.day("on"), recommendation }, texts)
    }

    fn decision(&mut self) -> (MatterCommand, MatterTexts) {
        let decision = match self.fields.get("decision") {
            "publish" => Decision::Publish,
            "publish_in_part" => Decision::PublishInPart { parts: self.chosen_parts() },
            "withhold" => Decision::Withhold,
            "later" => Decision::Later { until: self.day("until") },
            _ => {
                self.missing("decision");
                Decision::Withhold
            }
        };
        let needs_reason = matches!(decision, Decision::Withhold | Decision::Later { .. });
        let reason = if needs_reason { Some(self.text("reason")) } else { self.optional("reason") };
        (MatterCommand::Decide { decision }, MatterTexts { reason, ..MatterTexts::default() })
    }

    fn chosen_parts(&self) -> BTreeSet<OutlinePart> {
        self.fields.all("part").into_iter().filter_map(OutlinePart::from_code).collect()
    }

    fn relation(&mut self, name: &str) -> Relation {
        Relation::from_code(self.fields.get(name)).unwrap_or_else(|| {
            self.missing(name);
            Relation::Person
        })
    }

    fn missing(&mut self, name: &str) {
        self.errors.push(FieldError::new(name, "choice_missing"));
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.fields.text(name).and_then(|text| text.parse().ok())
    }

    fn text(&mut self, name: &str) -> String {
        self.optional(name).unwrap_or_else(|| {
            self.errors.push(FieldError::new(name, "text_missing"));
            String::new()
        })
    }

    fn optional(&mut self, name: &str) -> Option<String> {
        let text = self.fields.text(name)?;
        self.errors.extend(long_text(name, text, MAX_TEXT_CHARS));
        Some(text.to_owned())
    }

    /// A day in one box, in 和暦 or 西暦.
    fn day(&mut self, name: &str) -> Date {
        match date::read(self.fields.get(name), self.asked.today) {
            Ok(read) => read.date,
            Err(error) => {
                let told = FieldError::new(name, "date").with("ja", error.message_ja()).with("en", error.message_en());
                self.errors.push(told);
                self.asked.today
            }
        }
    }

    /// The end of an embargo: a day, and a time of the day as `9:00`.
    fn instant(&mut self) -> i64 {
        let day = self.day("until");
        let (hour, minute) = self.fields.get("until_time").trim().split_once([':', '：']).unwrap_or_default();
        let time = domain::moment::read_time(None, hour, minute);
        let (hour, minute) = match time {
            Ok(read) => read,
            Err(error) => {
                let told =
                    FieldError::new("until_time", "time").with("ja", error.message_ja()).with("en", error.message_en());
                self.errors.push(told);
                return 0;
            }
        };
        let at = day.at(hour.cast_signed(), minute.cast_signed(), 0, 0).to_zoned(self.asked.zone.clone());
        at.map_or(0, |at| at.timestamp().as_microsecond())
    }
}
