//! Owns the reading of what happened in codes: form, medication detail, the facts for the level and the proposed level.
use super::read::Reader;
use crate::form::FieldError;
use crate::level::PartialFacts;
use crate::profile::LevelCode;

impl Reader<'_> {
    pub(super) fn form(&mut self) -> String {
        let code = self.fields.get("form").trim();
        if code.is_empty() {
            self.errors.push(FieldError::new("form", "form_missing"));
        } else if code != "unknown"
            && !self.context.profile.forms.iter().any(|choice| choice.code == code && !choice.retired)
        {
            self.errors.push(FieldError::new("form", "choice_unknown"));
        }
        if code == "other" {
            self.other_text("form");
        }
        code.to_owned()
    }

    pub(super) fn other_forms(&mut self, main: &str) -> Vec<String> {
        let known = |code: &str| self.context.profile.forms.iter().any(|choice| choice.code == code);
        let others: Vec<String> =
            self.fields.all("other_forms").into_iter().filter(|code| *code != main).map(str::to_owned).collect();
        if others.iter().any(|code| !known(code)) {
            self.errors.push(FieldError::new("other_forms", "choice_unknown"));
        }
        others
    }

    pub(super) fn medication_detail(&mut self, form: &str) -> Option<String> {
        if form != self.context.profile.publication.detail_form {
            return None;
        }
        let code = self.fields.text("medication_detail")?.to_owned();
        if code == "other" {
            self.other_text("medication_detail");
        }
        if code == "unknown" {
            return None;
        }
        if !self.context.profile.medication_details.iter().any(|choice| choice.code == code && !choice.retired) {
            self.errors.push(FieldError::new("medication_detail", "choice_unknown"));
        }
        Some(code)
    }

    pub(super) fn facts(&mut self, form: &str, detail: Option<&str>) -> PartialFacts {
        if self.fields.text("reached").is_none() {
            self.errors.push(FieldError::new("reached", "reached_missing"));
        }
        let facts = PartialFacts {
            reached: self.yes_no("reached"),
            body_effect: self.yes_no("body_effect"),
            treatment: self.code("treatment"),
            treated_at: self.code("treated_at"),
            lasting_loss: self.code("lasting_loss"),
            death: self.yes_no("death"),
            form: Some(form.to_owned()).filter(|form| !form.is_empty() && form != "unknown"),
            medication_detail: detail.map(str::to_owned),
        };
        if facts.reached == Some(false) && facts.death == Some(true) {
            self.errors.push(FieldError::new("reached", "facts_contradict_death"));
        }
        if facts.reached == Some(false)
            && facts.lasting_loss.is_some_and(|loss| loss != crate::level::LastingLoss::None)
        {
            self.errors.push(FieldError::new("reached", "facts_contradict_loss"));
        }
        facts
    }

    fn yes_no(&mut self, name: &str) -> Option<bool> {
        match self.fields.get(name) {
            "yes" => Some(true),
            "no" => Some(false),
            "" | "unknown" => None,
            _ => {
                self.errors.push(FieldError::new(name, "choice_unknown"));
                None
            }
        }
    }

    fn code<T: serde::de::DeserializeOwned>(&mut self, name: &str) -> Option<T> {
        let code = self.fields.text(name).filter(|code| *code != "unknown")?.to_owned();
        let read = serde_json::from_value(serde_json::Value::String(code)).ok();
        if read.is_none() {
            self.errors.push(FieldError::new(name, "choice_unknown"));
        }
        read
    }

    pub(super) fn proposed_level(&mut self) -> Option<LevelCode> {
        let code = self.fields.text("proposed_level").filter(|code| *code != "derived")?;
        let level = self.context.profile.level(&LevelCode::new(code)).map(|level| level.code.clone());
        if level.is_none() {
            self.errors.push(FieldError::new("proposed_level", "choice_unknown"));
        }
        level
    }
}
