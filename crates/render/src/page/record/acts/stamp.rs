//! page::record::acts::stamp: the forms of stamping, sending back, taking back and the later look (後閲).

use domain::approval::{CaseState, Judge};
use domain::policy::Action;
use domain::profile::{Judges, Opinion};

use super::super::levels;
use super::super::seats::seat_label;
use super::{Act, Maker};
use crate::component::{Button, Checkboxes, Choice, Field, Radios, Select, TextArea};
use crate::html::Html;
use crate::page::report::Notice;

impl Maker<'_> {
    pub(super) fn stamp(&self) -> Option<Act> {
        let CaseState::InReview { round, seat: Some(seat) } = &self.case().state else { return None };
        if !self.may(Action::StampReport) {
            return None;
        }
        let label = seat_label(self.t, self.source.profile, seat);
        let lead = match self.source.proxy_for {
            Some(holder) => self.t.with("approval.stamp.lead_proxy", &[("seat", &label), ("holder", &holder)]),
            None => self.t.with("approval.stamp.lead", &[("seat", &label)]),
        };
        Some(Act {
            code: "stamp",
            title: self.t.with("approval.stamp.title", &[("seat", &label)]),
            lead: Some(lead),
            hidden: vec![("seat", seat.clone())],
            controls: if *round == 1 { self.opinion(seat) } else { Vec::new() },
            button: Button::primary(self.t.get("approval.stamp.button")),
            open: false,
        })
    }

    fn opinion(&self, seat: &str) -> Vec<Html> {
        let kind = self.source.profile.seat(seat).map_or(Opinion::None, |seat| seat.opinion);
        let mut controls = vec![self.opinion_text(kind)];
        if self.judges(seat) != Judges::None {
            controls.extend(self.level("stamp", self.current_level(seat)));
            controls.push(self.text(
                "stamp",
                "level_reason",
                self.t.get("approval.level_reason"),
                self.t.get("approval.level_reason_hint"),
                3,
            ));
        }
        if kind == Opinion::SectionHead {
            controls.push(self.review_answer());
        }
        controls
    }

    fn opinion_text(&self, kind: Opinion) -> Html {
        let (label, hint) = match kind {
            Opinion::None => ("approval.opinion.note", "approval.opinion.note_hint"),
            Opinion::Leader => ("approval.opinion.leader", "approval.opinion.leader_hint"),
            Opinion::SectionHead => ("approval.opinion.section_head", "approval.opinion.section_head_hint"),
        };
        let field = self.field("stamp", "opinion", self.t.get(label)).hint(self.t.get(hint));
        let field = if kind == Opinion::None { field.optional() } else { field.required() };
        Html::of(&TextArea::new(field).rows(5))
    }

    fn review_answer(&self) -> Html {
        let answers =
            ["required", "not_required"].map(|code| Choice::new(code, self.t.choice("approval.review", code)));
        let field = self.field("stamp", "measures_review", self.t.get("approval.review.question"));
        Html::of(&Radios::new(field.hint(self.t.get("approval.review.hint")).required(), answers.into()).chips())
    }

    /// The level that the seat's judge holds now, else the one that counts so far.
    fn current_level(&self, seat: &str) -> String {
        let judge = match self.judges(seat) {
            Judges::Final => Judge::Final,
            Judges::Leader | Judges::None => Judge::Leader,
        };
        let level = self.case().level(judge).or_else(|| self.case().effective_level());
        level.map(ToString::to_string).unwrap_or_default()
    }

    /// The choice of a level, with the table of the standard beside it.
    pub(super) fn level(&self, act: &'static str, current: String) -> Vec<Html> {
        let floor = self.source.floor.and_then(|floor| self.source.profile.rank(floor)).unwrap_or(0);
        let levels = self.source.profile.levels.iter().skip(floor).map(|level| {
            let name = self.t.pick(&level.name.ja, &level.name.en);
            Choice::new(
                level.code.as_str(),
                self.t.with("approval.level_choice", &[("level", &level.code), ("name", &name)]),
            )
        });
        let typed = self.typed(act, "level").to_owned();
        let value = if typed.is_empty() { current } else { typed };
        let derived = self.case().derived.as_ref().map(ToString::to_string);
        let hint = match (&derived, floor) {
            (Some(derived), 0) => self.t.with("approval.level_hint", &[("level", derived)]),
            (Some(derived), _) => self.t.with("approval.level_hint_floor", &[("level", derived)]),
            (None, _) => self.t.get("approval.level_hint_none").to_owned(),
        };
        let field = self.field(act, "level", self.t.get("approval.level")).hint(hint).value(value).required();
        let mut table = levels::table(self.t, self.source.profile, &format!("{act}-level-table")).hide_caption();
        if act == "judge" {
            // A director may meet the table twice: in the stamp and in a judgement of its own.
            table = table.belonging_to(self.t.get("approval.judge.title"));
        }
        let summary = Html::text(self.t.get("record.level_table.caption"));
        let details = Html::join([
            Html::trusted("<details class=\"ui-details\"><summary>"),
            summary,
            Html::trusted("</summary>"),
            Html::of(&table),
            Html::trusted("</details>"),
        ]);
        let choose = self.t.get("approval.level_choose");
        let select = Html::of(&Select::new(field, levels.collect()).blank(choose));
        self.notice(derived.as_deref()).into_iter().chain([select, details]).collect()
    }

    /// What the text says more than the facts, before somebody judges by them.
    fn notice(&self, derived: Option<&str>) -> Option<Html> {
        self.source.contradiction.map(|found| Html::of(&Notice::to_judge(self.t, found, derived)))
    }

    pub(super) fn send_back(&self) -> Option<Act> {
        let CaseState::InReview { round, seat: Some(seat) } = &self.case().state else { return None };
        if !self.may(Action::ReturnReport) {
            return None;
        }
        let stamped = self.case().standing(*round).map(|stamp| {
            let label = seat_label(self.t, self.source.profile, &stamp.seat);
            let who = self.source.names.person(self.t, &stamp.by);
            let words = self.t.with("approval.return.to_seat", &[("seat", &label), ("who", &who)]);
            Choice::new(format!("seat:{}", stamp.seat), words)
        });
        let reporter = Choice::new("reporter", self.t.get("approval.return.to_reporter"))
            .hint(self.t.get("approval.return.to_reporter_hint"));
        let targets: Vec<Choice> = std::iter::once(reporter).chain(stamped).collect();
        let typed = self.typed("return", "target");
        let value = if typed.is_empty() { "reporter" } else { typed }.to_owned();
        let field = self.field("return", "target", self.t.get("approval.return.target")).value(value);
        Some(Act {
            code: "return",
            title: self.t.get("approval.return.title").to_owned(),
            lead: Some(self.t.get("approval.return.lead").to_owned()),
            hidden: vec![("seat", seat.clone())],
            controls: vec![
                Html::of(&Radios::new(field, targets)),
                self.text(
                    "return",
                    "reason",
                    self.t.get("approval.return.reason"),
                    self.t.get("approval.return.reason_hint"),
                    4,
                ),
            ],
            button: Button::secondary(self.t.get("approval.return.button")),
            open: false,
        })
    }

    pub(super) fn take_back(&self) -> Option<Act> {
        let possible = !self.case().is_closed_for_good(self.source.now) || self.was_typed("take-back");
        let (_, seat) = self.my_last_stamp().filter(|_| possible && self.may(Action::TakeBackStamp))?;
        Some(Act {
            code: "take-back",
            title: self.t.get("approval.take_back.title").to_owned(),
            lead: Some(self.t.get("approval.take_back.lead").to_owned()),
            hidden: vec![("seat", seat.to_owned())],
            controls: Vec::new(),
            button: Button::secondary(self.t.get("approval.take_back.button")),
            open: false,
        })
    }

    pub(super) fn review(&self) -> Option<Act> {
        let (round, seat) = self.waiting_review().filter(|_| self.may(Action::ReviewProxyStamp))?;
        let label = seat_label(self.t, self.source.profile, seat);
        Some(Act {
            code: "review",
            title: self.t.get("approval.later_look.title").to_owned(),
            lead: Some(self.t.with("approval.later_look.lead", &[("seat", &label)])),
            hidden: vec![("seat", seat.to_owned()), ("round", round.to_string())],
            controls: Vec::new(),
            button: Button::primary(self.t.get("approval.later_look.button")),
            open: false,
        })
    }

    pub(super) fn describe(&self) -> Option<Act> {
        if self.case().state != CaseState::MeasuresPending
            || self.case().measures_review
            || !self.may(Action::DescribeMeasures)
        {
            return None;
        }
        let chosen = self
            .source
            .typed
            .filter(|typed| typed.act == "describe")
            .map(|typed| typed.fields.all("units"))
            .unwrap_or_default();
        let units = self.source.units.iter().map(|(id, name)| {
            let id = id.to_string();
            let ticked = chosen.contains(&id.as_str());
            Choice::new(id, name).chosen(ticked)
        });
        let field = self
            .field("describe", "units", self.t.get("approval.describe.units"))
            .hint(self.t.get("approval.describe.units_hint"));
        Some(Act {
            code: "describe",
            title: self.t.get("approval.describe.title").to_owned(),
            lead: Some(self.t.get("approval.describe.lead").to_owned()),
            hidden: Vec::new(),
            controls: vec![
                self.text(
                    "describe",
                    "text",
                    self.t.get("approval.describe.text"),
                    self.t.get("approval.describe.text_hint"),
                    6,
                ),
                Html::of(&Checkboxes::new(field.required(), units.collect())),
            ],
            button: Button::primary(self.t.get("approval.describe.button")),
            open: false,
        })
    }

    /// A question of one act; ids carry the act, because several forms stand on one page.
    pub(super) fn field(&self, act: &'static str, name: &'static str, label: &str) -> Field {
        Field::new(self.t, name, label)
            .id(format!("{act}-{name}"))
            .value(self.typed(act, name))
            .error(self.error(act, name))
    }

    pub(super) fn text(&self, act: &'static str, name: &'static str, label: &str, hint: &str, rows: u8) -> Html {
        Html::of(&TextArea::new(self.field(act, name, label).hint(hint)).rows(rows))
    }
}
