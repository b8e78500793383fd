//! The way of the paper: two rounds, empty seats, sending back, taking back, 代決 and 後閲, and joined reports.
use super::course::Course;
use super::*;
use crate::id::ReportId;

#[test]
fn a_case_goes_through_both_rounds_and_closes() {
    let course = Course::submitted(route()).stamped(&SEATS);
    assert_eq!(course.at(), ("measures_pending", 1, None));
    assert_eq!(course.case.level(Judge::Leader), Some(&level("2")));
    assert_eq!(course.case.level(Judge::Final), Some(&level("2")));
    let course = course.then("leader", describe());
    assert_eq!(course.at(), ("in_review", 2, Some("handler")));
    assert_eq!(course.case.measure_units, [unit(1)]);
    let course = course.stamped(&SEATS);
    assert_eq!(course.at(), ("closed", 2, None));
    assert_eq!(course.standing(1), SEATS);
    assert_eq!(course.standing(2), SEATS);
}

#[test]
fn seats_that_nobody_holds_are_passed_over_and_recorded() {
    let course = Course::submitted(without(&["handler", "head", "chairman"]));
    assert_eq!(course.at(), ("in_review", 1, Some("leader")));
    let mut course = course.stamped(&["leader"]);
    assert_eq!(course.at(), ("in_review", 1, Some("director")));
    let kinds = course.give("director", stamp("director"));
    assert_eq!(kinds, Ok(vec!["opinion_given", "level_judged", "seat_skipped", "seat_stamped"]));
    assert_eq!(course.at(), ("measures_pending", 1, None));
    let passed: Vec<&str> = course.case.skipped.iter().map(|(_, seat)| seat.as_str()).collect();
    assert_eq!(passed, ["handler", "head", "chairman"]);
}

#[test]
fn a_seat_passed_over_is_listed_once_and_no_longer_when_somebody_reads_there() {
    let mut course = Course::submitted(without(&["head"])).stamped(&["handler", "leader"]);
    let to_leader = || send_back("director", ReturnTo::Seat("leader".to_owned()));
    course = course.then("director", to_leader()).stamped(&["leader"]);
    assert_eq!(course.case.skipped, [(1, "head".to_owned())]);
    course = course.then("director", to_leader());
    course.route = route();
    course = course.stamped(&["leader"]);
    assert_eq!(course.at(), ("in_review", 1, Some("head")));
    assert_eq!(course.case.skipped, []);
}

#[test]
fn a_seat_stamps_only_in_its_rounds() {
    let mut short = route();
    short.seats[2].rounds = vec![2];
    short.seats[4].rounds = vec![1];
    let course = Course::submitted(short).stamped(&["handler", "leader", "director", "chairman"]);
    assert_eq!(course.case.skipped, [], "a seat without a stamp in this round is not passed over");
    let course = course.then("leader", describe()).stamped(&["handler", "leader", "head", "director"]);
    assert_eq!(course.at(), ("closed", 2, None));
}

#[test]
fn with_nobody_on_any_seat_the_case_waits_without_one() {
    let course = Course::submitted(without(&SEATS));
    assert_eq!(course.at(), ("in_review", 1, None));
    assert_eq!(course.case.skipped.len(), SEATS.len());
}

#[test]
fn sending_back_to_a_seat_voids_its_stamp_and_the_later_ones() {
    let course = Course::submitted(route()).stamped(&SEATS[..4]);
    let course = course.then("chairman", send_back("chairman", ReturnTo::Seat("head".to_owned())));
    assert_eq!(course.at(), ("in_review", 1, Some("head")));
    assert_eq!(course.standing(1), ["handler", "leader"]);
    assert_eq!(course.case.stamps.len(), 4, "void stamps stay in the record");
    let course = course.stamped(&["head", "director", "chairman"]);
    assert_eq!(course.standing(1), SEATS);
}

#[test]
fn sending_back_to_the_reporter_voids_the_round_and_only_the_round() {
    let course = Course::submitted(route()).stamped(&SEATS).then("leader", describe()).stamped(&SEATS[..2]);
    let course = course.then("head", send_back("head", ReturnTo::Reporter));
    assert_eq!(course.at(), ("returned", 2, None));
    assert_eq!(course.standing(1), SEATS);
    assert!(course.standing(2).is_empty());
    let course = course.then("reporter", Command::Resend);
    assert_eq!(course.at(), ("in_review", 2, Some("handler")));
}

#[test]
fn a_stamp_is_taken_back_by_who_gave_it_until_the_next_seat_acts() {
    let mut course = Course::submitted(route()).stamped(&["handler"]);
    assert_eq!(course.give("leader", take_back("handler", "leader")), Err(Refusal::TooLateToTakeBack));
    assert_eq!(course.give("handler", take_back("handler", "handler")), Ok(vec!["stamp_taken_back"]));
    assert_eq!(course.at(), ("in_review", 1, Some("handler")));
    assert!(course.standing(1).is_empty());
    let mut course = course.stamped(&["handler", "leader"]);
    assert_eq!(course.give("handler", take_back("handler", "handler")), Err(Refusal::TooLateToTakeBack));
    let mut course = course.then("head", send_back("head", ReturnTo::Reporter));
    assert_eq!(course.give("leader", take_back("leader", "leader")), Err(Refusal::TooLateToTakeBack));
}

#[test]
fn the_last_stamp_of_a_round_can_be_taken_back_until_the_measures_are_described() {
    let course = Course::submitted(route()).stamped(&SEATS);
    let back = course.clone().then("chairman", take_back("chairman", "chairman"));
    assert_eq!(back.at(), ("in_review", 1, Some("chairman")));
    let mut second = course.then("leader", describe());
    assert_eq!(second.give("chairman", take_back("chairman", "chairman")), Err(Refusal::TooLateToTakeBack));
    let closed = second.stamped(&SEATS);
    let closed_at = closed.case.entered_at;
    let later =
        |micros| Command::TakeBack { seat: "chairman".to_owned(), by: "chairman".to_owned(), at: closed_at + micros };
    assert_eq!(closed.clone().give("chairman", later(TAKE_BACK_MICROS)), Ok(vec!["stamp_taken_back"]));
    assert_eq!(closed.clone().give("chairman", later(TAKE_BACK_MICROS + 1)), Err(Refusal::ClosedTooLong));
    let closed = closed.then("chairman", take_back("chairman", "chairman"));
    assert_eq!(closed.at(), ("in_review", 2, Some("chairman")));
}

#[test]
fn a_deputy_stamps_for_the_holder_who_looks_at_it_once() {
    let (holder, stranger) = (account(7), account(8));
    let proxy =
        Command::Stamp { seat: "handler".to_owned(), holding: Holding::For(holder), opinion: Opinion::default() };
    let mut course = Course::submitted(route()).then("deputy", proxy);
    assert_eq!(course.case.stamps[0].how, HowStamped::Proxy { holder });
    let review = |holder| Command::Review { round: 1, seat: "handler".to_owned(), holder };
    assert_eq!(course.give("x", review(stranger)), Err(Refusal::NothingToReview));
    assert_eq!(course.give("holder", review(holder)), Ok(vec!["proxy_stamp_reviewed"]));
    assert!(course.case.stamps[0].reviewed);
    assert_eq!(course.give("holder", review(holder)), Err(Refusal::NothingToReview));
    assert_eq!(course.at(), ("in_review", 1, Some("leader")), "the case has not waited for the holder");
}

#[test]
fn a_deputys_stamp_that_was_taken_back_needs_no_review() {
    let proxy =
        Command::Stamp { seat: "handler".to_owned(), holding: Holding::For(account(7)), opinion: Opinion::default() };
    let mut course = Course::submitted(route()).then("deputy", proxy).then("deputy", take_back("handler", "deputy"));
    let review = Command::Review { round: 1, seat: "handler".to_owned(), holder: account(7) };
    assert_eq!(course.give("holder", review), Err(Refusal::NothingToReview));
}

#[test]
fn joining_keeps_where_a_case_stood_and_separating_goes_back_there() {
    let (into, other) = (ReportId::from_uuid(Uuid::from_u128(1)), ReportId::from_uuid(Uuid::from_u128(2)));
    let second = Course::submitted(route()).stamped(&SEATS).then("leader", describe()).stamped(&SEATS[..2]);
    for mut course in [Course::submitted(route()), second] {
        let before = course.case.state.clone();
        course.happen(&CaseEvent::ReportMerged { into }, "manager");
        assert_eq!(course.case.state.code(), "merged");
        assert_eq!(course.case.state.round(), before.round());
        assert_eq!(course.give("x", stamp("head")), Err(Refusal::NotAtThisSeat));
        course.happen(&CaseEvent::ReportSeparated { other: into }, "manager");
        assert_eq!(course.case.state, before);
        course.happen(&CaseEvent::ReportAbsorbed { from: other }, "manager");
        course.happen(&CaseEvent::ReportSeparated { other }, "manager");
        assert_eq!(course.case.state, before, "the leading report never moved");
    }
}

#[test]
fn the_sealed_name_needs_two_keepers_and_a_reason() {
    let (first, second) = (account(1).to_string(), account(2).to_string());
    let open = |by: &str| Command::OpenIdentity { by: by.to_owned() };
    let mut course = Course::submitted(route());
    assert_eq!(course.give(&second, open(&second)), Err(Refusal::NoIdentityRequest));
    let ask = |reason: &str| Command::RequestIdentity { reason: reason.to_owned() };
    assert_eq!(course.give(&first, ask(&format!("  {}  ", "理".repeat(19)))), Err(Refusal::ReasonTooShort));
    course = course.then(&first, ask(&"理".repeat(20)));
    assert_eq!(course.give(&first, open(&first)), Err(Refusal::SamePerson));
    course = course.then(&second, open(&second));
    let opening = course.case.identity_opening.clone().unwrap();
    assert_eq!((opening.requester, opening.agreed_by.as_str()), (account(1), second.as_str()));
    let last = opening.at + 60 * 60 * 1_000_000 - 1;
    assert!(opening.is_for(&first, last) && opening.is_for(&second, last));
    assert!(!opening.is_for(&first, last + 1) && !opening.is_for(&second, last + 1), "sealed again after an hour");
    assert!(!opening.is_for(&account(3).to_string(), opening.at));
    assert_eq!(course.give(&second, open(&second)), Err(Refusal::NoIdentityRequest), "each opening is asked for anew");
}

#[test]
fn the_time_of_entering_changes_with_the_place_and_not_with_notes() {
    let course = Course::submitted(route()).stamped(&["handler"]);
    let entered = course.case.entered_at;
    let course = course.then("leader", Command::Addendum("追記".to_owned()));
    assert_eq!(course.case.entered_at, entered);
    let course = course.stamped(&["leader"]);
    assert!(course.case.entered_at > entered);
}

#[test]
fn a_stream_that_does_not_begin_with_a_submission_is_no_case() {
    assert_eq!(Case::fold([]), None);
    assert_eq!(Case::fold([(&CaseEvent::AddendumAdded, "x", 0)]), None);
}
