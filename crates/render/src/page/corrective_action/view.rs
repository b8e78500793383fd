//! page::corrective_action::view: one action, its steps, and what the reader can record now.

use askama::Template;
use domain::corrective_action::{CheckPoint, CorrectiveAction, Standing, Step, Verdict};
use jiff::civil::Date;

use super::{ActionLine, check_due, sample, standing_badge};
use crate::catalog::Text;
use crate::component::*;
use crate::frame::Frame;
use crate::html::Html;
use crate::page::Page;
use crate::page::admin::Asked;
use crate::when;

/// One step in words.
#[derive(Debug, Clone)]
pub struct StepLine {
    /// What happened.
    pub step: Step,
    /// Evidence or reason; `None` = erased.
    pub words: Option<String>,
    /// Who recorded it.
    pub by: String,
    /// Whether that was the one who carries it out.
    pub by_owner: bool,
    /// Whether it was taken back afterwards.
    pub taken_back: bool,
}

/// What the page is drawn from.
#[derive(Debug, Clone)]
pub struct ActionSource {
    /// Id.
    pub id: String,
    /// Number of its report.
    pub number: String,
    /// The page of the report, for its readers.
    pub report: Option<String>,
    /// The action as a line.
    pub line: ActionLine,
    /// Where it stands.
    pub action: CorrectiveAction,
    /// Who set it.
    pub by: String,
    /// Its steps.
    pub steps: Vec<StepLine>,
    /// Whether the reader may record that it was done, and checks.
    pub may_carry_out: bool,
    /// Whether the reader may withdraw it.
    pub may_write: bool,
    /// Whether the reader may take the last step back.
    pub may_take_back: bool,
    /// Code of the step that was tried, its answers and errors.
    pub tried: (&'static str, Asked),
    /// Somebody else took it further meanwhile.
    pub moved_on: bool,
}

/// A form of the page.
#[derive(Debug, Clone)]
struct Form {
    code: &'static str,
    title: String,
    leads: Vec<String>,
    controls: Vec<Html>,
    button: Button,
    open: bool,
}

/// One corrective action.
#[derive(Debug, Clone, Template)]
#[template(path = "corrective_action/view.html")]
pub struct ActionPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    source: ActionSource,
    facts: SummaryList,
    badges: Vec<Badge>,
    forms: Vec<Form>,
}

impl ActionPage {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, source: ActionSource) -> Self {
        let title = t.with("corrective_action.view.title", &[("number", &source.number)]);
        let asked = &source.tried.1;
        let due = source.line.next_check.is_some_and(|(_, due)| due);
        let badges = std::iter::once(standing_badge(t, source.line.standing)).chain(due.then(|| check_due(t)));
        Self {
            frame: asked.frame(frame.titled(title)),
            errors: asked.summary(t),
            facts: facts(t, &source),
            badges: badges.collect(),
            forms: forms(t, &source),
            t,
            source,
        }
    }

    fn to_report(&self) -> String {
        self.t.with("corrective_action.to_report", &[("number", &self.source.number)])
    }

    fn step(&self, line: &StepLine) -> String {
        step_words(self.t, line.step)
    }

    fn words(&self, line: &StepLine) -> String {
        line.words.clone().unwrap_or_else(|| self.t.get("corrective_action.erased").to_owned())
    }

    fn taken_back(&self) -> Badge {
        Badge::new(self.t.get("corrective_action.view.taken_back"), Tone::Neutral)
    }

    fn has_not_worked(&self) -> bool {
        self.source.line.standing == Standing::NotEffective
    }
}

/// A step in words.
fn step_words(t: Text, step: Step) -> String {
    let day = when::day(t, step.on());
    match step {
        Step::Done { .. } => t.with("corrective_action.step.done", &[("day", &day)]),
        Step::Withdrawn { .. } => t.with("corrective_action.step.withdrawn", &[("day", &day)]),
        Step::TakenBack { .. } => t.with("corrective_action.step.taken_back", &[("day", &day)]),
        Step::Checked { point, verdict, .. } => {
            let verdict = t.choice("corrective_action.verdict", verdict.code());
            let months = point.months();
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("day", &day), ("months", &months), ("verdict", &verdict)];
            t.with("corrective_action.step.checked", &values)
        }
    }
}

fn next_words(t: Text, done_on: Option<Date>, next: Option<(CheckPoint, Date)>) -> String {
    let Some(((point, day), done_on)) = next.zip(done_on) else {
        return t.get("corrective_action.view.no_next").to_owned();
    };
    let (day, from) = (when::day(t, day), when::day(t, point.opens(done_on)));
    t.with("corrective_action.view.next_words", &[("months", &point.months()), ("day", &day), ("from", &from)])
}

fn facts(t: Text, source: &ActionSource) -> SummaryList {
    let action = &source.action;
    let word = |name: &str| t.choice("corrective_action.view", name);
    let by = if source.by.is_empty() { t.get("corrective_action.somebody") } else { &source.by };
    let set = when::day(t, action.added_on());
    let kind = t.choice("corrective_action.kind", action.kind().code());
    let mut rows = vec![
        Row::text(word("kind"), kind),
        Row::text(word("owner"), &source.line.owner),
        Row::text(word("due"), when::day_both(t, action.due())),
        Row::text(word("set"), t.with("corrective_action.view.set_by", &[("day", &set), ("who", &by)])),
    ];
    if let Some(day) = action.done_on() {
        rows.push(Row::text(word("done"), when::day_both(t, day)));
        rows.push(Row::text(word("next"), next_words(t, Some(day), action.next_check())));
    }
    SummaryList::new(t, rows)
}

fn forms(t: Text, source: &ActionSource) -> Vec<Form> {
    let standing = source.line.standing;
    let is_to_do = matches!(standing, Standing::Open | Standing::Overdue);
    let mut forms = Vec::new();
    if is_to_do && source.may_carry_out {
        forms.push(done_form(t, source));
    }
    if source.action.next_check().is_some() && source.may_carry_out {
        forms.push(check_form(t, source));
    }
    if is_to_do && source.may_write {
        forms.push(withdraw_form(t, source));
    }
    if let Some((_, last)) = source.action.last_step().filter(|_| source.may_take_back) {
        forms.push(take_back_form(t, source, last));
    }
    forms
}

/// A question of a form, with what was typed there; the errors lead to the form that was tried, so the others have ids of their own.
fn field(t: Text, source: &ActionSource, code: &str, name: &str, label: &str) -> Field {
    if source.tried.0 == code {
        return source.tried.1.field(t, name, label);
    }
    Field::new(t, name, label).id(format!("{code}-{name}"))
}

/// Whether a form was tried and found wanting.
fn is_wrong(source: &ActionSource, code: &str) -> bool {
    source.tried.0 == code && !source.tried.1.errors.is_empty()
}

fn done_form(t: Text, source: &ActionSource) -> Form {
    let on = field(t, source, "done", "on", t.get("corrective_action.form.on_done"));
    let evidence = field(t, source, "done", "evidence", t.get("corrective_action.form.evidence"));
    Form {
        code: "done",
        title: t.get("corrective_action.form.done").to_owned(),
        leads: Vec::new(),
        controls: vec![
            Html::of(&TextInput::new(on.hint(t.get("corrective_action.form.day_hint"))).chars(20)),
            Html::of(&TextArea::new(evidence.hint(t.get("corrective_action.form.evidence_hint"))).rows(2).limit(400)),
        ],
        button: Button::primary(t.get("corrective_action.form.done_save")),
        open: true,
    }
}

fn check_form(t: Text, source: &ActionSource) -> Form {
    let on = field(t, source, "check", "on", t.get("corrective_action.form.on_check"));
    let verdict = field(t, source, "check", "verdict", t.get("corrective_action.form.verdict"));
    let reason = field(t, source, "check", "reason", t.get("corrective_action.form.reason"));
    let verdicts =
        Verdict::ALL.map(|one| Choice::new(one.code(), t.choice("corrective_action.verdict", one.code()))).into();
    let leads = ["corrective_action.form.check_lead", "corrective_action.form.check_other"];
    Form {
        code: "check",
        title: t.get("corrective_action.form.check").to_owned(),
        leads: leads.map(|key| t.get(key).to_owned()).into(),
        controls: vec![
            Html::of(&TextInput::new(on.hint(t.get("corrective_action.form.day_hint"))).chars(20)),
            Html::of(&Radios::new(verdict, verdicts)),
            Html::of(&TextArea::new(reason.hint(t.get("corrective_action.form.reason_hint"))).rows(2).limit(400)),
        ],
        button: Button::primary(t.get("corrective_action.form.check_save")),
        open: source.line.next_check.is_some_and(|(_, due)| due) || is_wrong(source, "check"),
    }
}

fn withdraw_form(t: Text, source: &ActionSource) -> Form {
    let reason = field(t, source, "withdraw", "reason", t.get("corrective_action.form.withdraw_reason"));
    Form {
        code: "withdraw",
        title: t.get("corrective_action.form.withdraw").to_owned(),
        leads: vec![t.get("corrective_action.form.withdraw_lead").to_owned()],
        controls: vec![Html::of(&TextArea::new(reason).rows(2).limit(400))],
        button: Button::danger(t.get("corrective_action.form.withdraw_save")),
        open: is_wrong(source, "withdraw"),
    }
}

/// Names the step that goes, so that nobody takes back another one than was meant.
fn take_back_form(t: Text, source: &ActionSource, last: Step) -> Form {
    let reason = field(t, source, "take-back", "reason", t.get("corrective_action.form.take_back_reason"));
    let reason = reason.hint(t.get("corrective_action.form.take_back_hint"));
    let which = t.with("corrective_action.form.take_back_which", &[("step", &step_words(t, last))]);
    Form {
        code: "take-back",
        title: t.get("corrective_action.form.take_back").to_owned(),
        leads: vec![which, t.get("corrective_action.form.take_back_lead").to_owned()],
        controls: vec![Html::of(&TextArea::new(reason).rows(2).limit(400))],
        button: Button::danger(t.get("corrective_action.form.take_back_save")),
        open: is_wrong(source, "take-back"),
    }
}

impl Page for ActionPage {
    const NAME: &'static str = "corrective_action.view";

    fn samples(t: Text) -> Vec<Self> {
        sample::views(t)
    }
}
