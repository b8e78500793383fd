//! What no sequence of commands may do.
use proptest::prelude::*;

use super::course::Course;
use super::*;
use crate::id::ReportId;

/// One step of a random course: a command, an event from outside the route, or a change of who holds a seat.
#[derive(Debug, Clone)]
enum Step {
    Give(&'static str, Command),
    Merge,
    Separate,
    Hold(usize, bool),
}

const PEOPLE: [&str; 3] = ["00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002", "reporter"];

fn person() -> impl Strategy<Value = &'static str> {
    prop::sample::select(PEOPLE.to_vec())
}

fn seat() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["handler", "leader", "head", "director", "chairman", "ghost"]).prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), Just(" ".to_owned()), Just("確認".to_owned()), Just("見直し".to_owned())]
}

fn any_level() -> impl Strategy<Value = LevelCode> {
    prop::sample::select(vec!["1", "2", "3", "4", "5", "9"]).prop_map(level)
}

fn any_opinion() -> impl Strategy<Value = Opinion> {
    let full = (any_level(), any::<bool>()).prop_map(|(level, review)| Opinion {
        text: Some("意見".to_owned()),
        level: Some(level),
        level_reason: Some("理由".to_owned()),
        measures_review: Some(review),
    });
    let partial = (
        prop::option::of(text()),
        prop::option::of(any_level()),
        prop::option::of(text()),
        prop::option::of(any::<bool>()),
    )
        .prop_map(|(text, level, level_reason, measures_review)| Opinion {
            text,
            level,
            level_reason,
            measures_review,
        });
    prop_oneof![4 => full, 1 => partial]
}

fn command() -> impl Strategy<Value = Command> {
    let holding = prop_oneof![3 => Just(Holding::Own), 1 => Just(Holding::For(account(1)))];
    let target = prop_oneof![Just(ReturnTo::Reporter), seat().prop_map(ReturnTo::Seat)];
    prop_oneof![
        6 => (seat(), holding, any_opinion()).prop_map(|(seat, holding, opinion)| Command::Stamp { seat, holding, opinion }),
        1 => (seat(), target, text()).prop_map(|(seat, target, reason)| Command::Return { seat, target, reason }),
        2 => (seat(), person()).prop_map(|(seat, by)| take_back(&seat, by)),
        1 => (1..3u8, seat()).prop_map(|(round, seat)| Command::Review { round, seat, holder: account(1) }),
        1 => Just(Command::Resend),
        1 => (any_level(), text()).prop_map(|(level, reason)| Command::Judge { level, reason }),
        1 => text().prop_map(Command::Addendum),
        1 => text().prop_map(Command::ReviseMeasures),
        1 => text().prop_map(Command::Ask),
        1 => text().prop_map(Command::Answer),
        1 => text().prop_map(|reason| Command::RequestIdentity { reason }),
        1 => person().prop_map(|by| Command::OpenIdentity { by: by.to_owned() }),
        2 => Just(describe()),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        20 => (person(), command()).prop_map(|(by, command)| Step::Give(by, command)),
        1 => Just(Step::Merge),
        2 => Just(Step::Separate),
        1 => (0..SEATS.len(), any::<bool>()).prop_map(|(seat, held)| Step::Hold(seat, held)),
    ]
}

/// Half of the stamps go to the seat that reads now, so that courses come far.
fn aimed(course: &Course, mut command: Command, aim: bool) -> Command {
    if let (true, Some(current)) = (aim, course.case.state.seat())
        && let Command::Stamp { seat, .. } | Command::Return { seat, .. } = &mut command
    {
        current.clone_into(seat);
    }
    command
}

fn take(course: &mut Course, step: Step, aim: bool) {
    let before = course.clone();
    let other = ReportId::from_uuid(Uuid::from_u128(9));
    let mut left_by_take_back = false;
    match step {
        Step::Give(by, command) => {
            let command = aimed(course, command, aim);
            left_by_take_back = matches!(command, Command::TakeBack { .. });
            let answer = course.give(by, command);
            assert!(
                answer.is_ok() || (course.case == before.case && course.log == before.log),
                "a refusal changes nothing"
            );
            assert!(
                answer.is_ok_and(|kinds| !kinds.is_empty()) || course.case == before.case,
                "no change without an event"
            );
        }
        Step::Merge if !matches!(course.case.state, CaseState::Merged { .. }) => {
            course.happen(&CaseEvent::ReportMerged { into: other }, "manager");
            return;
        }
        Step::Separate => course.happen(&CaseEvent::ReportSeparated { other }, "manager"),
        Step::Hold(seat, held) => course.route.seats[seat].held = held,
        Step::Merge => {}
    }
    if before.case.state == CaseState::Closed {
        assert!(course.case.state == CaseState::Closed || left_by_take_back, "closed stays closed");
    }
}

fn check(course: &Course, judged_before: usize) {
    for round in [1, 2] {
        let places: Vec<usize> = course
            .standing(round)
            .iter()
            .map(|seat| SEATS.iter().position(|code| code == seat).expect("a seat"))
            .collect();
        assert!(
            places.windows(2).all(|pair| pair[0] < pair[1]),
            "once per seat, in the order of the route: {places:?}"
        );
    }
    if course.case.state.round() == 1 {
        assert!(course.standing(2).is_empty(), "round 2 begins after round 1");
    }
    if matches!(course.case.state, CaseState::MeasuresPending | CaseState::Closed) {
        assert!(course.case.level(Judge::Final).is_some(), "no round ends without a final level");
    }
    let mut judged = course.case.judgements[judged_before..].iter();
    assert!(judged.all(|held| ["3", "4", "5"].contains(&held.level.as_str())), "the floor is level 3");
    if let Some(seat) = course.case.state.seat() {
        let round = course.case.state.round();
        assert!(!course.standing(round).contains(&seat), "who reads has no standing stamp");
        assert!(!course.case.skipped.contains(&(round, seat.to_owned())), "who reads is not passed over");
    }
}

/// Where a random course begins: new, with empty seats, between the rounds, in round 2 or closed.
fn start() -> impl Strategy<Value = Course> {
    let empty = prop::collection::vec(prop::sample::select(SEATS.to_vec()), 0..3);
    prop_oneof![
        3 => empty.prop_map(|empty| Course::submitted(without(&empty))),
        1 => Just(Course::submitted(route()).stamped(&SEATS)),
        1 => Just(Course::submitted(route()).stamped(&SEATS).then("leader", describe())),
        1 => Just(Course::submitted(route()).stamped(&SEATS).then("leader", describe()).stamped(&SEATS)),
    ]
}

proptest! {
    #[test]
    fn no_sequence_breaks_the_route(begun in start(), steps in prop::collection::vec((step(), any::<bool>()), 0..60)) {
        let mut course = begun;
        course.route.floor = Some(level("3"));
        let judged = course.case.judgements.len();
        for (step, aim) in steps {
            take(&mut course, step, aim);
            check(&course, judged);
        }
    }

    #[test]
    fn events_survive_the_journal(begun in start(), steps in prop::collection::vec((step(), any::<bool>()), 0..40)) {
        let mut course = begun;
        for (step, aim) in steps {
            take(&mut course, step, aim);
        }
        for (event, _, _) in &course.log {
            let text = serde_json::to_string(event).expect("an event is plain data");
            prop_assert!(text.contains(&format!("\"kind\":\"{}\"", event.kind())), "{}", text);
            prop_assert_eq!(&serde_json::from_str::<CaseEvent>(&text).expect("own output is readable"), event);
        }
    }
}
