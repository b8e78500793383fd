//! page::record::acts::forms: the forms that write something down beside the route, and the acts on the event.

use domain::approval::CaseState;
use domain::policy::Action;

use super::{Act, Maker};
use crate::component::{Button, TextInput};
use crate::html::Html;

/// Words of an act with one text.
struct Words {
    code: &'static str,
    title: &'static str,
    lead: &'static str,
    label: &'static str,
    hint: &'static str,
    button: &'static str,
}

macro_rules! words {
    ($code:literal, $title:literal, $lead:literal, $label:literal, $hint:literal, $button:literal) => {
        Words { code: $code, title: $title, lead: $lead, label: $label, hint: $hint, button: $button }
    };
}

impl Maker<'_> {
    /// An act whose only question is a text named `field`.
    fn one_text(&self, words: &Words, field: &'static str, primary: bool) -> Act {
        let button = self.t.get(words.button);
        Act {
            code: words.code,
            title: self.t.get(words.title).to_owned(),
            lead: Some(self.t.get(words.lead).to_owned()),
            hidden: Vec::new(),
            controls: vec![self.text(words.code, field, self.t.get(words.label), self.t.get(words.hint), 4)],
            button: if primary { Button::primary(button) } else { Button::secondary(button) },
            open: false,
        }
    }

    pub(super) fn answer(&self) -> Option<Act> {
        (self.case().question_open && self.may(Action::AnswerQuestion)).then(|| {
            let words = words!(
                "answer",
                "approval.answer.title",
                "approval.answer.lead",
                "approval.answer.text",
                "approval.answer.hint",
                "approval.answer.button"
            );
            self.one_text(&words, "text", true)
        })
    }

    pub(super) fn resend(&self) -> Option<Act> {
        (matches!(self.case().state, CaseState::Returned { .. }) && self.may(Action::ResendReport)).then(|| {
            let words = words!(
                "resend",
                "approval.resend.title",
                "approval.resend.lead",
                "approval.resend.text",
                "approval.resend.hint",
                "approval.resend.button"
            );
            self.one_text(&words, "text", true)
        })
    }

    pub(super) fn revise(&self) -> Option<Act> {
        (self.case().measures_review && !self.is_merged() && self.may(Action::ReviseMeasures)).then(|| {
            let words = words!(
                "revise",
                "approval.revise.title",
                "approval.revise.lead",
                "approval.revise.text",
                "approval.revise.hint",
                "approval.revise.button"
            );
            let mut act = self.one_text(&words, "text", true);
            act.open = self.case().state == CaseState::MeasuresPending;
            act
        })
    }

    pub(super) fn addendum(&self) -> Option<Act> {
        (self.may(Action::AddAddendum) && self.takes("addendum")).then(|| {
            let words = words!(
                "addendum",
                "approval.addendum.title",
                "approval.addendum.lead",
                "approval.addendum.text",
                "approval.addendum.hint",
                "approval.addendum.button"
            );
            self.one_text(&words, "text", false)
        })
    }

    pub(super) fn ask(&self) -> Option<Act> {
        (self.may(Action::AskReporter) && self.takes("ask")).then(|| {
            let words = words!(
                "ask",
                "approval.ask.title",
                "approval.ask.lead",
                "approval.ask.text",
                "approval.ask.hint",
                "approval.ask.button"
            );
            self.one_text(&words, "text", false)
        })
    }

    pub(super) fn feedback(&self) -> Option<Act> {
        self.may(Action::GiveFeedback).then(|| {
            let words = words!(
                "feedback",
                "approval.feedback.title",
                "approval.feedback.lead",
                "approval.feedback.text",
                "approval.feedback.hint",
                "approval.feedback.button"
            );
            self.one_text(&words, "text", false)
        })
    }

    pub(super) fn judge(&self) -> Option<Act> {
        if self.is_merged() || !self.may(Action::JudgeLevel) {
            return None;
        }
        let current = self.case().effective_level().map(ToString::to_string).unwrap_or_default();
        let mut controls = self.level("judge", current);
        controls.push(self.text(
            "judge",
            "reason",
            self.t.get("approval.judge.reason"),
            self.t.get("approval.judge.reason_hint"),
            3,
        ));
        Some(Act {
            code: "judge",
            title: self.t.get("approval.judge.title").to_owned(),
            lead: Some(self.t.get("approval.judge.lead").to_owned()),
            hidden: Vec::new(),
            controls,
            button: Button::secondary(self.t.get("approval.judge.button")),
            open: false,
        })
    }

    pub(super) fn merge(&self) -> Option<Act> {
        if self.is_merged() || !self.may(Action::MergeReports) {
            return None;
        }
        let field = self
            .field("merge", "number", self.t.get("approval.merge.number"))
            .hint(self.t.get("approval.merge.number_hint"));
        Some(Act {
            code: "merge",
            title: self.t.get("approval.merge.title").to_owned(),
            lead: Some(self.t.get("approval.merge.lead").to_owned()),
            hidden: Vec::new(),
            controls: vec![Html::of(&TextInput::new(field).chars(12))],
            button: Button::secondary(self.t.get("approval.merge.button")),
            open: false,
        })
    }

    pub(super) fn separate(&self) -> Option<Act> {
        (self.is_merged() && self.may(Action::MergeReports)).then(|| Act {
            code: "separate",
            title: self.t.get("approval.separate.title").to_owned(),
            lead: Some(self.t.get("approval.separate.lead").to_owned()),
            hidden: Vec::new(),
            controls: Vec::new(),
            button: Button::secondary(self.t.get("approval.separate.button")),
            open: false,
        })
    }
}
