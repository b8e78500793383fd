//! page::record::acts: what the reader can do with the case now, each as one plain form in words.

mod forms;
mod stamp;

use std::collections::BTreeMap;

use domain::approval::{Case, CaseState, HowStamped};
use domain::form::{FieldError, Fields};
use domain::id::{ReportId, UnitId};
use domain::policy::Action;
use domain::profile::{Judges, LevelCode, Profile};

use super::names::Names;
use crate::catalog::Text;
use crate::component::{Button, ErrorLink};
use crate::error_text::error_text;
use crate::html::Html;
use crate::page::report::Contradiction;

/// What a person typed into one act before it could not be carried out; shown again, so that nothing is lost.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// Code of the act, as in its address.
    pub act: String,
    /// What was typed.
    pub fields: Fields,
    /// Code of the refusal (message `refusal.<code>`), if it was refused.
    pub refusal: Option<&'static str>,
    /// What is wrong with single fields.
    pub errors: Vec<FieldError>,
}

/// What decides which acts are offered.
#[derive(Debug, Clone, Copy)]
pub struct ActSource<'a> {
    /// The report.
    pub id: ReportId,
    /// The profile.
    pub profile: &'a Profile,
    /// The case.
    pub case: &'a Case,
    /// Names for the seats that a case can be returned to.
    pub names: &'a Names,
    /// Units that may be told to read the measure.
    pub units: &'a BTreeMap<UnitId, String>,
    /// What the policy allows the reader, given as a question.
    pub may: &'a dyn MayDo,
    /// The reader's account as the journal writes it.
    pub me: &'a str,
    /// The level below which no judgement may go.
    pub floor: Option<&'a LevelCode>,
    /// What the text says more than the facts.
    pub contradiction: Option<&'a Contradiction>,
    /// Now, in microseconds since 1970 UTC.
    pub now: i64,
    /// The reader stamps in place of this person (代決).
    pub proxy_for: Option<&'a str>,
    /// What was typed before.
    pub typed: Option<&'a Typed>,
}

/// Answers whether the reader may do something; the application's answer for the report, or a list in tests.
pub trait MayDo: std::fmt::Debug {
    /// Whether the policy allows the action.
    fn may(&self, action: Action) -> bool;
}

impl MayDo for [Action] {
    fn may(&self, action: Action) -> bool {
        self.contains(&action)
    }
}

impl MayDo for Vec<Action> {
    fn may(&self, action: Action) -> bool {
        self.contains(&action)
    }
}

/// One act: a title in words, a form, a button.
#[derive(Debug, Clone)]
pub struct Act {
    /// Code, the end of the address that it posts to.
    pub code: &'static str,
    /// What it does, as a person would say it.
    pub title: String,
    /// What will happen.
    pub lead: Option<String>,
    /// Values that travel unseen.
    pub hidden: Vec<(&'static str, String)>,
    /// The questions.
    pub controls: Vec<Html>,
    /// The button that does it.
    pub button: Button,
    /// Shown open: the act that the page is for, or one that was refused.
    pub open: bool,
}

/// Every act that is possible now, the one that is expected first.
#[must_use]
pub fn acts(t: Text, source: &ActSource<'_>) -> Vec<Act> {
    let maker = Maker { t, source };
    let mut acts: Vec<Act> = [
        maker.stamp(),
        maker.answer(),
        maker.resend(),
        maker.review(),
        maker.describe(),
        maker.revise(),
        maker.send_back(),
        maker.take_back(),
        maker.addendum(),
        maker.ask(),
        maker.feedback(),
        maker.judge(),
        maker.merge(),
        maker.separate(),
    ]
    .into_iter()
    .flatten()
    .collect();
    match source.typed {
        Some(typed) => acts.iter_mut().for_each(|act| act.open = act.code == typed.act),
        None => {
            if let Some(first) =
                acts.first_mut().filter(|act| matches!(act.code, "stamp" | "answer" | "resend" | "review" | "describe"))
            {
                first.open = true;
            }
        }
    }
    acts
}

/// The links of the error summary: the refusal with the field of the act to which it belongs, and the errors of single fields.
#[must_use]
pub(super) fn error_links(t: Text, typed: &Typed) -> Vec<ErrorLink> {
    let refusal = typed.refusal.map(|code| ErrorLink::new(field_of(&typed.act, code), t.choice("refusal", code)));
    let field = |error: &FieldError| ErrorLink::new(format!("{}-{}", typed.act, error.field), error_text(t, error));
    refusal.into_iter().chain(typed.errors.iter().map(field)).collect()
}

fn field_of(act: &str, refusal: &str) -> String {
    let field = match (refusal, act) {
        ("opinion_missing", _) => "opinion",
        ("level_missing" | "level_unknown" | "below_floor", _) => "level",
        ("reason_missing", "stamp") => "level_reason",
        ("reason_missing", _) => "reason",
        ("review_answer_missing", _) => "measures_review",
        ("units_missing", _) => "units",
        ("text_missing", _) => "text",
        ("nothing_to_return_to", _) => "target",
        ("number_unknown", _) | ("case_over", "merge") => "number",
        _ => return format!("act-{act}"),
    };
    format!("{act}-{field}")
}

struct Maker<'a> {
    t: Text,
    source: &'a ActSource<'a>,
}

impl Maker<'_> {
    fn may(&self, action: Action) -> bool {
        self.source.may.may(action)
    }

    fn case(&self) -> &Case {
        self.source.case
    }

    const fn is_merged(&self) -> bool {
        matches!(self.source.case.state, CaseState::Merged { .. })
    }

    /// Whether the report still takes what this act adds: a merged one only from its reporter. What was typed is always shown again.
    fn takes(&self, act: &str) -> bool {
        !self.is_merged() || self.may(Action::TrackReport) || self.was_typed(act)
    }

    fn was_typed(&self, act: &str) -> bool {
        self.source.typed.is_some_and(|typed| typed.act == act)
    }

    /// What was typed into a field of this act before.
    fn typed(&self, act: &str, field: &str) -> &str {
        self.source.typed.filter(|typed| typed.act == act).map_or("", |typed| typed.fields.get(field))
    }

    /// The sentence of the refusal, if it belongs to this field, or of the field's own error.
    fn error(&self, act: &str, field: &str) -> Option<String> {
        let typed = self.source.typed.filter(|typed| typed.act == act)?;
        if let Some(error) = typed.errors.iter().find(|error| error.field == field) {
            return Some(error_text(self.t, error));
        }
        let code = typed.refusal?;
        (field_of(act, code) == format!("{act}-{field}")).then(|| self.t.choice("refusal", code))
    }

    /// The stamps of the current round to which the case can be returned.
    fn round(&self) -> u8 {
        self.case().state.round()
    }

    fn my_last_stamp(&self) -> Option<(u8, &str)> {
        let round = match &self.case().state {
            CaseState::InReview { round, .. } => *round,
            CaseState::MeasuresPending => 1,
            CaseState::Closed => 2,
            CaseState::Returned { .. } | CaseState::Merged { .. } => return None,
        };
        let last = self.case().standing(round).next_back().filter(|stamp| stamp.by == self.source.me)?;
        Some((round, &last.seat))
    }

    fn waiting_review(&self) -> Option<(u8, &str)> {
        let mine =
            |how: &HowStamped| matches!(how, HowStamped::Proxy { holder } if holder.to_string() == self.source.me);
        let stamps = self.case().stamps.iter();
        stamps
            .filter(|stamp| !stamp.void && !stamp.reviewed && mine(&stamp.how))
            .map(|stamp| (stamp.round, stamp.seat.as_str()))
            .next()
    }

    /// Which level the current seat owes.
    fn judges(&self, seat: &str) -> Judges {
        let seat = self.source.profile.seat(seat).filter(|_| self.round() == 1);
        seat.map_or(Judges::None, |seat| seat.judges)
    }
}

#[cfg(test)]
mod tests {
    use domain::approval::Refusal;
    use domain::publication::MonthRefusal;

    use crate::catalog::messages;
    use crate::lang::Lang;

    #[test]
    fn every_refusal_has_a_sentence() {
        for lang in Lang::ALL {
            let known = messages(lang);
            for refusal in Refusal::ALL {
                assert!(known.contains_key(&format!("refusal.{}", refusal.code())), "{refusal:?}");
            }
            for refusal in MonthRefusal::ALL {
                assert!(known.contains_key(&format!("month_refusal.{}", refusal.code())), "{refusal:?}");
            }
        }
    }
}
