//! page::corrective_action::sample: made-up actions in every state, for the tests that draw every page in both languages.

use domain::corrective_action::{ActionKind, CheckPoint, CorrectiveAction, Standing, Step, Strength, Verdict};
use domain::form::{FieldError, Fields};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use super::{
    ActionAsks, ActionLine, ActionPage, ActionSource, ActionTable, ActionsPage, ActionsSource, NewActionPage,
    NewActionSource, StepLine, TableCell,
};
use crate::catalog::Text;
use crate::frame::{AssetUrls, Frame};
use crate::page::admin::Asked;
use crate::page::record::ActionEvent;
use crate::when::Moment;

const TODAY: Date = date(2026, 11, 26);
const DONE: Step = Step::Done { on: date(2026, 10, 20) };
const FOUND: Step = Step::Checked { point: CheckPoint::One, on: date(2026, 11, 20), verdict: Verdict::Partly };
const IN_VAIN: Step = Step::Checked { point: CheckPoint::One, on: date(2026, 11, 20), verdict: Verdict::Not };

fn frame(t: Text) -> Frame {
    Frame::new(t, "", AssetUrls::default())
}

fn action(kind: ActionKind, due: Date, steps: &[Step]) -> CorrectiveAction {
    let new = CorrectiveAction::new(kind, date(2026, 10, 1), due);
    steps.iter().fold(new, |action, step| action.clone().after(*step).unwrap_or(action))
}

fn line(t: Text, action: &CorrectiveAction) -> ActionLine {
    ActionLine {
        href: "/actions/1".to_owned(),
        what: Some(
            t.pick("食堂の椅子を <肘掛け> つきに替える", "Chairs with <armrests> in the dining room").to_owned(),
        ),
        kind: action.kind(),
        owner: t.pick("主任 春子", "Haruko Shunin").to_owned(),
        standing: action.standing(TODAY),
        due: action.due(),
        next_check: action.next_check().map(|(_, day)| (day, action.is_check_due(TODAY))),
        of_report: Some(("R8-0012".to_owned(), t.pick("転倒", "Fall").to_owned())),
    }
}

/// Actions in every standing.
fn actions() -> Vec<CorrectiveAction> {
    let (late, soon) = (date(2026, 11, 1), date(2026, 12, 20));
    vec![
        action(ActionKind::Reminder, late, &[]),
        action(ActionKind::StandardEquipment, soon, &[DONE]),
        action(ActionKind::Checklist, soon, &[]),
        action(ActionKind::Structure, soon, &[DONE, FOUND]),
        action(ActionKind::Training, soon, &[DONE, IN_VAIN]),
        action(ActionKind::Procedure, soon, &[Step::Withdrawn { on: date(2026, 10, 5) }]),
        action(ActionKind::DoubleCheck, soon, &[DONE, IN_VAIN, Step::TakenBack { on: date(2026, 11, 21) }]),
    ]
}

/// Lines for other pages.
pub(crate) fn lines(t: Text) -> Vec<ActionLine> {
    actions().iter().map(|action| ActionLine { of_report: None, ..line(t, action) }).collect()
}

/// What happened to an action, an hour after the other, for the history of a record.
pub(crate) fn events(t: Text, from: i64) -> Vec<ActionEvent> {
    let steps = [None, Some(DONE), Some(IN_VAIN), Some(Step::TakenBack { on: date(2026, 11, 21) })];
    let event = |(at_micros, step)| ActionEvent {
        href: "/actions/1".to_owned(),
        what: Some(t.pick("食堂の椅子を <肘掛け> つきに替える", "Chairs with <armrests>").to_owned()),
        step,
        by: if step.is_some() { t.pick("主任 春子", "Haruko Shunin").to_owned() } else { String::new() },
        at_micros,
        at: Moment::of(at_micros, &TimeZone::UTC),
    };
    (from..).step_by(3_600_000_000).zip(steps).map(event).collect()
}

/// A table for other pages.
pub(crate) fn table() -> ActionTable {
    let cell =
        |at: usize| TableCell { count: u32::try_from(at % 3).unwrap_or(0), href: "/actions?standing=open".into() };
    let row = |strength| (strength, (0..Standing::ALL.len()).map(cell).collect());
    ActionTable { rows: Strength::ALL.into_iter().map(row).collect(), all: "/actions".to_owned() }
}

pub(super) fn lists(t: Text) -> Vec<ActionsPage> {
    let groups = ["", "overdue", "check_due", "open", "running", "over"];
    let full = ActionsSource {
        lines: actions().iter().map(|action| line(t, action)).collect(),
        groups: groups.map(|code| (code, format!("/actions?group={code}"), 2)).into(),
        asks: ActionAsks::default(),
        units: vec![("1".to_owned(), t.pick("2階 <支援課>", "Second floor").to_owned())],
        range: (120, 50),
        export: Some("/actions.csv".to_owned()),
        links: (Some("/actions?page=1".to_owned()), Some("/actions?page=3".to_owned())),
        is_whole: true,
    };
    let asks = ActionAsks { strength: "strong".to_owned(), from: "令和8年".to_owned(), ..ActionAsks::default() };
    let own = ActionsSource {
        lines: Vec::new(),
        asks: ActionAsks { form: "fall".to_owned(), ..asks },
        range: (0, 0),
        export: None,
        links: (None, None),
        is_whole: false,
        ..full.clone()
    };
    let nothing = ActionsSource { asks: ActionAsks::default(), is_whole: true, ..own.clone() };
    [full, own, nothing].map(|source| ActionsPage::new(t, frame(t), source)).into()
}

pub(super) fn views(t: Text) -> Vec<ActionPage> {
    let view = |action: CorrectiveAction| ActionSource {
        id: "1".to_owned(),
        number: "R8-0012".to_owned(),
        report: Some("/reports/1".to_owned()),
        line: line(t, &action),
        by: t.pick("安全 一郎", "Ichiro Anzen").to_owned(),
        steps: action
            .steps()
            .iter()
            .enumerate()
            .map(|(at, step)| StepLine {
                step: *step,
                words: Some(t.pick("納品書 <写真>", "Delivery note").to_owned()),
                by: t.pick("主任 春子", "Haruko Shunin").to_owned(),
                by_owner: matches!(step, Step::Done { .. }),
                taken_back: action.was_taken_back(at),
            })
            .collect(),
        action,
        may_carry_out: true,
        may_write: true,
        may_take_back: true,
        tried: ("", Asked::default()),
        moved_on: false,
    };
    let mut pages: Vec<ActionSource> = actions().into_iter().map(view).collect();
    let fields = [("on", "<あした>"), ("evidence", "")].into_iter().collect();
    let errors =
        vec![FieldError::new("on", "action_day_ahead"), FieldError::new("evidence", "action_evidence_missing")];
    pages.push(ActionSource { tried: ("done", Asked { fields, errors }), ..pages[0].clone() });
    let errors = vec![FieldError::new("reason", "reason_missing")];
    let tried = ("withdraw", Asked { fields: Fields::default(), errors });
    pages.push(ActionSource { tried, moved_on: true, ..pages[0].clone() });
    let errors = vec![FieldError::new("reason", "reason_missing")];
    let tried = ("take-back", Asked { fields: Fields::default(), errors });
    pages.push(ActionSource { tried, ..pages[1].clone() });
    let erased = ActionLine { what: None, ..pages[1].line.clone() };
    pages.push(ActionSource {
        line: erased,
        may_carry_out: false,
        may_take_back: false,
        report: None,
        ..pages[1].clone()
    });
    pages.into_iter().map(|source| ActionPage::new(t, frame(t), source)).collect()
}

pub(super) fn forms(t: Text) -> Vec<NewActionPage> {
    let first = NewActionSource {
        report: "1".to_owned(),
        number: "R8-0012".to_owned(),
        owners: vec![("seat:leader".to_owned(), t.pick("席：主任", "Seat: leader").to_owned())],
        others: Vec::new(),
        only_weak: false,
        key: "k".to_owned(),
        asked: Asked::default(),
    };
    let fields = [("what", "<肘掛け>"), ("kind", "training"), ("due", "きのう")].into_iter().collect();
    let errors = vec![FieldError::new("owner", "choice_missing"), FieldError::new("due", "action_due_past")];
    let wrong = NewActionSource {
        others: lines(t).into_iter().take(1).collect(),
        only_weak: true,
        asked: Asked { fields, errors },
        ..first.clone()
    };
    [first, wrong].map(|source| NewActionPage::new(t, frame(t), source)).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::page::Page as _;

    #[test]
    fn what_was_typed_stays_and_every_error_is_told() {
        let page = forms(Text::new(Lang::Ja))[1].html();
        assert!(page.contains("&#60;肘掛け&#62;") && page.contains("value=\"きのう\""), "{page}");
        assert!(page.contains("id=\"due-error\"") && page.contains("id=\"owner-error\""));
        assert!(page.contains("value=\"training\" checked"));
    }

    #[test]
    fn an_action_offers_what_can_be_recorded_now_and_no_more() {
        let pages: Vec<String> = views(Text::new(Lang::Ja)).iter().map(ActionPage::html).collect();
        let offers = |page: &str| {
            ["done", "check", "withdraw", "take-back"].map(|code| page.contains(&format!("/actions/1/{code}\"")))
        };
        assert_eq!(offers(&pages[0]), [true, false, true, false], "to be done");
        assert_eq!(offers(&pages[1]), [false, true, false, true], "done");
        assert_eq!(offers(&pages[4]), [false, false, false, true], "had no effect");
        assert_eq!(offers(&pages[5]), [false, false, false, true], "withdrawn");
        assert_eq!(offers(&pages[6]), [false, true, false, true], "a check was taken back");
        assert_eq!(offers(&pages[10]), [false; 4], "a reader");
        assert!(pages[10].contains("（報告とともに消去されました）"));
    }

    #[test]
    fn what_was_taken_back_stays_in_the_history_and_is_marked() {
        let pages: Vec<String> = views(Text::new(Lang::Ja)).iter().map(ActionPage::html).collect();
        let found = "令和8年11月20日に効果を確かめました（1か月後の確認）：効果がなかった";
        assert!(pages[4].contains(&format!("<strong>{found}</strong>")), "{}", pages[4]);
        assert!(pages[6].contains(&format!("<s>{found}</s>")), "{}", pages[6]);
        assert!(pages[6].contains("<strong>令和8年11月21日に、直前の記録を取り消しました</strong>"));
        assert!(pages[6].contains("取り消す記録：令和8年10月20日に実施しました"), "the form names what goes");
        assert!(!pages[6].contains("効果がなかった対策です") && pages[9].contains("id=\"reason-error\""));
    }
}
