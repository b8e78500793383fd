//! Tests of `corrective_action`: the steps as a table, what no sequence of steps may reach, and what is wrong with a form.
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::form::Fields;

const SET: Date = date(2026, 4, 1);
const DUE: Date = date(2026, 4, 30);

fn action() -> CorrectiveAction {
    CorrectiveAction::new(ActionKind::LookAlike, SET, DUE)
}

fn finish(on: Date) -> ActionCommand {
    ActionCommand::Finish { on }
}

fn check(on: Date, verdict: Verdict) -> ActionCommand {
    ActionCommand::Check { on, verdict }
}

/// The action after commands that are all taken, each on its own day.
fn course(commands: &[ActionCommand]) -> CorrectiveAction {
    commands.iter().fold(action(), |action, command| {
        let today = match command {
            ActionCommand::Finish { on } | ActionCommand::Check { on, .. } => *on,
            ActionCommand::Withdraw | ActionCommand::TakeBack => SET,
        };
        let step = action.decide(*command, today).expect("the step is taken");
        action.after(step).expect("the step follows")
    })
}

#[test]
fn strength_comes_from_the_kind_and_every_strength_has_four() {
    for strength in Strength::ALL {
        assert_eq!(ActionKind::ALL.into_iter().filter(|kind| kind.strength() == strength).count(), 4, "{strength:?}");
        assert_eq!(Strength::from_code(strength.code()), Some(strength));
    }
    for kind in ActionKind::ALL {
        assert_eq!(ActionKind::from_code(kind.code()), Some(kind));
    }
    assert_eq!(ActionKind::DoubleCheck.strength(), Strength::Weak, "two people who look are still people who look");
    assert!(Strength::Strong > Strength::Intermediate && Strength::Intermediate > Strength::Weak);
    assert!(ActionKind::ALL.is_sorted_by_key(|kind| std::cmp::Reverse(kind.strength())));
}

#[test]
fn stands_by_its_last_step() {
    let done = finish(date(2026, 4, 10));
    let first = |verdict| check(date(2026, 5, 10), verdict);
    let table = [
        (vec![], DUE, Standing::Open),
        (vec![], date(2026, 5, 1), Standing::Overdue),
        (vec![done], date(2026, 9, 1), Standing::Waiting),
        (vec![done, first(Verdict::Effective)], date(2026, 9, 1), Standing::Effective),
        (vec![done, first(Verdict::Partly)], date(2026, 9, 1), Standing::Partly),
        (vec![done, first(Verdict::Not)], date(2026, 9, 1), Standing::NotEffective),
        (vec![done, first(Verdict::CannotTell)], date(2026, 9, 1), Standing::CannotTell),
        (vec![ActionCommand::Withdraw], date(2026, 9, 1), Standing::Withdrawn),
        (vec![ActionCommand::Withdraw, ActionCommand::TakeBack], DUE, Standing::Open),
        (vec![done, ActionCommand::TakeBack], date(2026, 9, 1), Standing::Overdue),
        (vec![done, first(Verdict::Not), ActionCommand::TakeBack], date(2026, 9, 1), Standing::Waiting),
    ];
    for (commands, today, standing) in table {
        assert_eq!(course(&commands).standing(today), standing, "{commands:?}");
        assert_eq!(Standing::from_code(standing.code()), Some(standing));
    }
}

#[test]
fn is_checked_after_one_three_and_six_months() {
    let done = course(&[finish(date(2026, 5, 31))]);
    assert_eq!(done.next_check(), Some((CheckPoint::One, date(2026, 6, 30))), "the last day of a shorter month");
    assert!(!done.is_check_due(date(2026, 6, 29)) && done.is_check_due(date(2026, 6, 30)));
    let early = done.decide(check(date(2026, 6, 22), Verdict::Partly), date(2026, 6, 22));
    assert_eq!(early, Err(ActionRefusal::CheckTooEarly(date(2026, 6, 23))));
    let third = check(date(2026, 8, 31), Verdict::Effective);
    let late = course(&[finish(date(2026, 5, 31)), third]);
    assert_eq!(late.last_check(), Some((CheckPoint::Three, Verdict::Effective)), "the first one is not made up for");
    assert_eq!(late.next_check(), Some((CheckPoint::Six, date(2026, 11, 30))));
    let over = late.decide(check(date(2027, 3, 1), Verdict::Effective), date(2027, 3, 1)).expect("the last check");
    let over = late.after(over).expect("it follows");
    assert_eq!((over.next_check(), over.is_over()), (None, true));
    let again = over.decide(check(date(2027, 4, 1), Verdict::Not), date(2027, 4, 1));
    assert_eq!(again, Err(ActionRefusal::AllChecked));
    let in_vain = course(&[finish(date(2026, 5, 31)), check(date(2026, 6, 30), Verdict::Not)]);
    assert_eq!((in_vain.next_check(), in_vain.is_over()), (None, true), "what had no effect is not checked again");
}

#[test]
fn a_step_that_is_taken_back_stays_and_counts_no_more() {
    let first = check(date(2026, 5, 10), Verdict::Not);
    let taken = course(&[finish(date(2026, 4, 10)), first, ActionCommand::TakeBack]);
    assert_eq!(taken.steps().len(), 3, "nothing goes");
    assert_eq!([0, 1, 2, 3].map(|at| taken.was_taken_back(at)), [false, true, false, false]);
    assert_eq!(taken.last_step(), Some((0, Step::Done { on: date(2026, 4, 10) })));
    assert_eq!((taken.last_check(), taken.next_check()), (None, Some((CheckPoint::One, date(2026, 5, 10)))));
    let again = taken.decide(check(date(2026, 5, 11), Verdict::Effective), date(2026, 5, 11)).expect("checked anew");
    let again = taken.clone().after(again).expect("it follows");
    assert_eq!(again.standing(date(2026, 5, 11)), Standing::Effective);
    // Of what stands the last one goes first; when all is gone there is nothing to take back.
    let back = taken.decide(ActionCommand::TakeBack, DUE).expect("the doing too");
    let back = taken.after(back).expect("it follows");
    assert_eq!((back.done_on(), back.last_step(), back.standing_steps().count()), (None, None, 0));
    assert_eq!(back.decide(ActionCommand::TakeBack, DUE), Err(ActionRefusal::MovedOn));
    assert_eq!(back.clone().after(Step::TakenBack { on: DUE }), None);
    assert!(back.decide(finish(date(2026, 4, 12)), DUE).is_ok());
    assert_eq!(action().decide(ActionCommand::TakeBack, DUE), Err(ActionRefusal::MovedOn));
}

#[test]
fn refuses_what_does_not_follow() {
    let today = date(2026, 6, 1);
    let done = course(&[finish(DUE)]);
    let withdrawn = course(&[ActionCommand::Withdraw]);
    let table = [
        (action(), check(today, Verdict::Partly), ActionRefusal::NotDone),
        (action(), finish(date(2026, 6, 2)), ActionRefusal::DayAhead),
        (action(), finish(date(2025, 3, 31)), ActionRefusal::DayTooEarly),
        (done.clone(), finish(today), ActionRefusal::MovedOn),
        (done.clone(), ActionCommand::Withdraw, ActionRefusal::MovedOn),
        (done, check(date(2026, 6, 2), Verdict::Partly), ActionRefusal::DayAhead),
        (withdrawn.clone(), finish(today), ActionRefusal::MovedOn),
        (withdrawn.clone(), ActionCommand::Withdraw, ActionRefusal::MovedOn),
        (withdrawn, check(today, Verdict::Partly), ActionRefusal::NotDone),
    ];
    for (action, command, refusal) in table {
        assert_eq!(action.decide(command, today), Err(refusal), "{command:?}");
    }
}

#[test]
fn is_counted_by_strength_and_standing() {
    let weak = || CorrectiveAction::new(ActionKind::Reminder, SET, DUE);
    let only_weak = ActionTally::of([&weak(), &weak()], DUE);
    assert_eq!((only_weak.count(Strength::Weak, Standing::Open), only_weak.total()), (2, 2));
    assert!(only_weak.is_only_weak() && !ActionTally::default().is_only_weak());
    let strong = CorrectiveAction::new(ActionKind::Structure, SET, DUE);
    assert!(!ActionTally::of([&weak(), &strong], DUE).is_only_weak());
    let given_up = strong.after(Step::Withdrawn { on: DUE }).expect("it follows");
    assert!(ActionTally::of([&weak(), &given_up], DUE).is_only_weak(), "what will not be done helps nobody");
    assert!(!ActionTally::of([&given_up], DUE).is_only_weak());
    let anew = given_up.after(Step::TakenBack { on: DUE }).expect("it follows");
    assert!(!ActionTally::of([&weak(), &anew], DUE).is_only_weak(), "it is in force again");
    assert_eq!(ActionTally::of([&anew], DUE).count(Strength::Strong, Standing::Open), 1);
}

fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs.iter().copied().collect()
}

#[test]
fn a_form_is_read_with_every_error_at_once() {
    let today = date(2026, 11, 26);
    let typed =
        fields(&[("what", " 薬の棚を分ける "), ("kind", "look_alike"), ("owner", "seat:leader"), ("due", "R8.12.20")]);
    let read = read_new(&typed, today).unwrap();
    assert_eq!(
        (read.what.as_str(), read.kind, read.due),
        ("薬の棚を分ける", ActionKind::LookAlike, date(2026, 12, 20))
    );
    assert_eq!(Owner::from_form_value(&read.owner.form_value()), Some(Owner::Seat("leader".to_owned())));
    let errors = |found: Result<NewAction, Vec<crate::form::FieldError>>| -> Vec<(String, &'static str)> {
        found.unwrap_err().into_iter().map(|error| (error.field, error.code)).collect()
    };
    let all = [("what", "text_missing"), ("kind", "choice_missing"), ("owner", "choice_missing"), ("due", "date")];
    let all: Vec<_> = all.map(|(field, code)| (field.to_owned(), code)).into();
    assert_eq!(errors(read_new(&Fields::default(), today)), all);
    for (due, code) in [("R8.11.25", "action_due_past"), ("R11.11.27", "action_due_far")] {
        let mut typed = typed.clone();
        typed.set("due", due);
        assert_eq!(errors(read_new(&typed, today)), [("due".to_owned(), code)], "{due}");
    }
    let mut long = typed;
    long.set("what", "字".repeat(MAX_WHAT_CHARS + 1));
    assert_eq!(errors(read_new(&long, today)), [("what".to_owned(), "text_too_long")]);
}

#[test]
fn what_was_done_and_found_needs_its_words() {
    let today = date(2026, 11, 26);
    let done = read_done(&fields(&[("on", "きのう"), ("evidence", "棚の写真を付けた")]), today).unwrap();
    assert_eq!(done, (date(2026, 11, 25), "棚の写真を付けた".to_owned()));
    let codes = |errors: Vec<crate::form::FieldError>| errors.into_iter().map(|e| e.code).collect::<Vec<_>>();
    assert_eq!(codes(read_done(&Fields::default(), today).unwrap_err()), ["date", "action_evidence_missing"]);
    let nothing = read_check(&Fields::default(), today).unwrap_err();
    assert_eq!(codes(nothing), ["date", "choice_missing", "reason_missing"]);
    let found = read_check(&fields(&[("on", "R8.11.26"), ("verdict", "partly"), ("reason", "半分")]), today);
    assert_eq!(found.unwrap().1, Verdict::Partly);
    assert_eq!(codes(read_reason(&fields(&[("reason", " ")])).unwrap_err()), ["reason_missing"]);
}

fn command() -> impl Strategy<Value = (ActionCommand, i32)> {
    let verdict = prop::sample::select(Verdict::ALL.to_vec());
    let kind = prop_oneof![
        3 => (0..400i32).prop_map(|on| finish(SET.saturating_add(on.days()))),
        5 => (0..400i32, verdict).prop_map(|(on, verdict)| check(SET.saturating_add(on.days()), verdict)),
        1 => Just(ActionCommand::Withdraw),
        1 => Just(ActionCommand::TakeBack),
    ];
    (kind, 0..400i32)
}

proptest! {
    /// Whatever is tried on whatever day: what is taken follows, at most three checks in the order of their points stand after one
    /// doing, none before its time or in the future, nothing stands beside a withdrawal, each step is taken back at most once, and a
    /// fold of the steps gives the same action.
    #[test]
    fn no_sequence_breaks_the_order(commands in prop::collection::vec(command(), 0..12)) {
        let mut action = action();
        for (command, today) in commands {
            let today = SET.saturating_add(today.days());
            if let Ok(step) = action.decide(command, today) {
                prop_assert!(step.on() <= today);
                action = action.after(step).expect("what is taken follows");
            }
            let points: Vec<_> = action.standing_steps().filter_map(|step| match step {
                Step::Checked { point, on, .. } => Some((point, on)),
                _ => None,
            }).collect();
            prop_assert!(points.len() <= 3 && points.windows(2).all(|pair| pair[0].0 < pair[1].0));
            for (point, on) in &points {
                prop_assert!(*on >= point.opens(action.done_on().expect("done before it is checked")));
            }
            let withdrawn = action.standing_steps().any(|step| matches!(step, Step::Withdrawn { .. }));
            prop_assert!(!withdrawn || action.standing_steps().count() == 1);
            let undoing = action.steps().iter().filter(|step| matches!(step, Step::TakenBack { .. })).count();
            let undone = (0..action.steps().len()).filter(|at| action.was_taken_back(*at)).count();
            prop_assert_eq!((undoing, action.standing_steps().count()), (undone, action.steps().len() - 2 * undone));
            prop_assert_eq!(withdrawn, action.standing(today) == Standing::Withdrawn);
        }
        let again = action.steps().iter().try_fold(super::tests::action(), |folded, step| folded.after(*step));
        prop_assert_eq!(again, Some(action));
    }

    /// A later day never makes an action less late, and its standing is one cell of the table.
    #[test]
    fn late_stays_late(day in 0..400i32, more in 0..400i32) {
        let (one, other) = (SET.saturating_add(day.days()), SET.saturating_add((day + more).days()));
        let late = |on| action().standing(on) == Standing::Overdue;
        prop_assert!(!late(one) || late(other));
        prop_assert_eq!(ActionTally::of([&action()], one).total(), 1);
    }
}
