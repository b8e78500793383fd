//! What a seat owes: opinions, 要・否, levels with their reasons, and the floor that nobody goes below.
use super::course::Course;
use super::*;

fn at(seat: &str) -> Course {
    let before = SEATS.iter().position(|code| *code == seat).expect("a seat of the route");
    Course::submitted(route()).stamped(&SEATS[..before])
}

fn refusal(course: &Course, command: Command) -> Refusal {
    course.case.decide(&course.route, command).expect_err("refused")
}

fn opinion_with(change: impl FnOnce(&mut Opinion)) -> Opinion {
    let mut opinion = opinion();
    change(&mut opinion);
    opinion
}

#[test]
fn a_seat_without_opinion_may_stamp_bare_and_its_words_become_an_addendum() {
    let mut course = Course::submitted(route());
    assert_eq!(course.clone().give("handler", stamp_with("handler", Opinion::default())), Ok(vec!["seat_stamped"]));
    assert_eq!(course.give("handler", stamp("handler")), Ok(vec!["addendum_added", "seat_stamped"]));
    let mut second = Course::submitted(route()).stamped(&SEATS).then("leader", describe());
    assert_eq!(second.give("handler", stamp_with("handler", Opinion::default())), Ok(vec!["seat_stamped"]));
    assert_eq!(
        second.give("leader", stamp("leader")),
        Ok(vec!["addendum_added", "seat_stamped"]),
        "round 2 loses no word"
    );
}

#[test]
fn the_leader_owes_an_opinion_and_a_level() {
    let course = at("leader");
    let missing = stamp_with("leader", opinion_with(|opinion| opinion.text = Some(" \u{3000}".to_owned())));
    assert_eq!(refusal(&course, missing), Refusal::OpinionMissing);
    let missing = stamp_with("leader", opinion_with(|opinion| opinion.level = None));
    assert_eq!(refusal(&course, missing), Refusal::LevelMissing);
    let unknown = stamp_with("leader", opinion_with(|opinion| opinion.level = Some(level("3b"))));
    assert_eq!(refusal(&course, unknown), Refusal::LevelUnknown);
}

#[test]
fn the_section_head_owes_an_opinion_and_the_answer_about_the_measures() {
    let course = at("head");
    let missing = stamp_with("head", opinion_with(|opinion| opinion.measures_review = None));
    assert_eq!(refusal(&course, missing), Refusal::ReviewAnswerMissing);
    let missing = stamp_with("head", opinion_with(|opinion| opinion.text = None));
    assert_eq!(refusal(&course, missing), Refusal::OpinionMissing);
}

#[test]
fn round_one_ends_only_with_a_final_level() {
    let mut course = Course::submitted(without(&["director"])).stamped(&["handler", "leader", "head"]);
    assert_eq!(course.give("chairman", stamp("chairman")), Err(Refusal::FinalLevelMissing));
    let judged = Command::Judge { level: level("2"), reason: "施設長不在のため".to_owned() };
    let course = course.then("manager", judged).stamped(&["chairman"]);
    assert_eq!(course.at(), ("measures_pending", 1, None));
}

#[test]
fn a_level_other_than_the_derived_one_needs_a_reason() {
    for seat in ["leader", "director"] {
        let mut course = at(seat);
        let other = |reason: Option<&str>| {
            stamp_with(
                seat,
                opinion_with(|opinion| {
                    opinion.level = Some(level("4"));
                    opinion.level_reason = reason.map(str::to_owned);
                }),
            )
        };
        assert_eq!(refusal(&course, other(None)), Refusal::ReasonMissing, "{seat}");
        assert_eq!(refusal(&course, other(Some("\u{3000}"))), Refusal::ReasonMissing, "{seat}");
        assert!(course.give(seat, other(Some("搬送があったため"))).is_ok(), "{seat}");
        assert_eq!(course.case.effective_level(), Some(&level("4")));
    }
}

#[test]
fn nobody_judges_below_the_floor_and_no_later_edit_loses_it() {
    let milder = || {
        opinion_with(|opinion| {
            (opinion.level, opinion.level_reason) = (Some(level("2")), Some("処置なし".to_owned()));
        })
    };
    for seat in ["leader", "director"] {
        let mut course = at(seat);
        course.route.floor = Some(level("3"));
        assert_eq!(refusal(&course, stamp_with(seat, milder())), Refusal::BelowFloor, "{seat}");
    }
    let mut closed = Course::submitted(route()).stamped(&SEATS).then("leader", describe()).stamped(&SEATS);
    closed.route.floor = Some(level("3"));
    for code in ["1", "2"] {
        let again = Command::Judge { level: level(code), reason: "見直し".to_owned() };
        assert_eq!(refusal(&closed, again), Refusal::BelowFloor);
    }
    let at_floor = Command::Judge { level: level("3"), reason: "見直し".to_owned() };
    assert_eq!(closed.give("manager", at_floor), Ok(vec!["level_judged"]));
}

#[test]
fn every_judgement_stays_and_the_newest_of_the_weightiest_judge_counts() {
    let mut course = at("leader");
    assert_eq!(course.case.effective_level(), Some(&level("2")), "the derived one");
    let reporter = CaseEvent::LevelJudged { judge: Judge::Reporter, level: level("3"), derived: Some(level("2")) };
    course.happen(&reporter, "reporter");
    assert_eq!(course.case.effective_level(), Some(&level("3")));
    let mut course = course.stamped(&SEATS[1..]);
    for code in ["5", "4"] {
        course = course.then("manager", Command::Judge { level: level(code), reason: "見直し".to_owned() });
    }
    assert_eq!(course.case.effective_level(), Some(&level("4")));
    let judged: Vec<(Judge, &str)> =
        course.case.judgements.iter().map(|held| (held.judge, held.level.as_str())).collect();
    let expected =
        [(Judge::Reporter, "3"), (Judge::Leader, "2"), (Judge::Final, "2"), (Judge::Final, "5"), (Judge::Final, "4")];
    assert_eq!(judged, expected);
}

#[test]
fn after_a_taking_back_the_old_level_holds_until_another_is_given() {
    let course = at("director").stamped(&["director"]).then("director", take_back("director", "director"));
    let again = stamp_with("director", opinion_with(|opinion| opinion.level = None));
    let course = course.then("director", again);
    assert_eq!(course.case.judgements.iter().filter(|held| held.judge == Judge::Final).count(), 1);
}

fn review(wanted: bool) -> Opinion {
    opinion_with(|opinion| opinion.measures_review = Some(wanted))
}

#[test]
fn measures_to_be_thought_over_again_hold_up_their_description() {
    let mut course = at("head").then("head", stamp_with("head", review(true)));
    course = course.stamped(&["director", "chairman"]);
    assert!(course.case.measures_review, "否 of a later head does not cancel 要 of an earlier one");
    assert_eq!(course.give("leader", describe()), Err(Refusal::ReviewPending));
    course = course.then("leader", Command::ReviseMeasures("二人で確認する".to_owned()));
    assert_eq!(course.at(), ("measures_pending", 1, None));
    assert!(course.give("leader", describe()).is_ok());
}

#[test]
fn a_request_to_think_over_again_falls_with_its_stamp() {
    let asked = || at("head").then("head", stamp_with("head", review(true)));
    let ways_back = [
        ("head", take_back("head", "head")),
        ("director", send_back("director", ReturnTo::Seat("head".to_owned()))),
        ("director", send_back("director", ReturnTo::Reporter)),
    ];
    for (by, way) in ways_back {
        let course = asked().then(by, way.clone());
        assert!(!course.case.measures_review, "{way:?}");
    }
    let other =
        asked().stamped(&["director"]).then("chairman", send_back("chairman", ReturnTo::Seat("director".to_owned())));
    assert!(other.case.measures_review, "the stamp of the head stands, and so does the request");
    let taken = asked().then("head", take_back("head", "head")).then("head", stamp_with("head", review(false)));
    assert!(!taken.case.measures_review);
}
