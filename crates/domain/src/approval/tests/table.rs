//! Every pair of state and command is decided, and the table of decisions is written down here.
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::course::Course;
use super::*;
use crate::id::ReportId;

fn states() -> Vec<(&'static str, Course)> {
    let begun = || Course::submitted(route());
    let done = || begun().stamped(&SEATS);
    let second = || done().then("leader", describe());
    let mut asked = opinion();
    asked.measures_review = Some(true);
    let proxy = Command::Stamp { seat: "leader".to_owned(), holding: Holding::For(account(7)), opinion: opinion() };
    let mut merged = done();
    merged.happen(&CaseEvent::ReportMerged { into: ReportId::from_uuid(Uuid::from_u128(9)) }, "manager");
    vec![
        ("new", begun()),
        ("mid", begun().stamped(&["handler"]).then("deputy", proxy)),
        ("last", begun().stamped(&SEATS[..4])),
        ("returned", begun().stamped(&["handler"]).then("leader", send_back("leader", ReturnTo::Reporter))),
        ("pending", done()),
        ("pending-review", begun().stamped(&SEATS[..2]).then("head", stamp_with("head", asked)).stamped(&SEATS[3..])),
        ("second", second()),
        ("returned-2", second().then("handler", send_back("handler", ReturnTo::Reporter))),
        ("closed", second().stamped(&SEATS)),
        ("merged", merged),
        ("nobody", Course::submitted(without(&SEATS))),
        ("question", begun().then("leader", Command::Ask("何時でしたか".to_owned()))),
        ("identity", begun().then(&account(1).to_string(), Command::RequestIdentity { reason: long() })),
    ]
}

/// A reason that says enough for a sealed name.
fn long() -> String {
    "申出があり、報告者への聞き取りが要るため。".to_owned()
}

fn commands() -> Vec<(String, Command)> {
    let mut commands: Vec<(String, Command)> =
        SEATS.iter().map(|seat| (format!("stamp {seat}"), stamp(seat))).collect();
    commands.push(("stamp ghost".to_owned(), stamp("ghost")));
    commands.extend(SEATS.iter().map(|seat| (format!("{seat} to reporter"), send_back(seat, ReturnTo::Reporter))));
    let to_leader = ReturnTo::Seat("leader".to_owned());
    commands.extend(SEATS.iter().map(|seat| (format!("{seat} to leader"), send_back(seat, to_leader.clone()))));
    commands.extend(SEATS.iter().map(|seat| (format!("{seat} takes back"), take_back(seat, seat))));
    commands.extend(notes().map(|(name, command)| (name.to_owned(), command)));
    commands
}

/// The commands that do not depend on who reads now.
fn notes() -> [(&'static str, Command); 15] {
    let text = || "本文".to_owned();
    [
        ("other takes back chairman", take_back("chairman", "leader")),
        ("review leader", Command::Review { round: 1, seat: "leader".to_owned(), holder: account(7) }),
        ("review by stranger", Command::Review { round: 1, seat: "leader".to_owned(), holder: account(8) }),
        ("resend", Command::Resend),
        ("addendum", Command::Addendum(text())),
        (
            "attach",
            Command::Attach { attachment: crate::id::AttachmentId::from_uuid(Uuid::from_u128(11)), origin: None },
        ),
        ("judge", Command::Judge { level: level("3"), reason: text() }),
        ("revise", Command::ReviseMeasures(text())),
        ("describe", describe()),
        ("ask", Command::Ask(text())),
        ("answer", Command::Answer(text())),
        ("feedback", Command::Feedback(text())),
        ("request identity", Command::RequestIdentity { reason: long() }),
        ("open identity", Command::OpenIdentity { by: account(2).to_string() }),
        ("open own identity request", Command::OpenIdentity { by: account(1).to_string() }),
    ]
}

/// One line per command: each answer with the states that give it; `*` = all the other states.
fn table() -> String {
    let mut table = String::new();
    for (name, command) in commands() {
        let mut answers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (state, course) in states() {
            let before = course.case.clone();
            let answer = course.case.decide(&course.route, command.clone());
            assert_eq!(course.case, before);
            answers.entry(answer.err().map_or("ok", Refusal::code)).or_default().push(state);
        }
        let mut parts: Vec<(&str, Vec<&str>)> = answers.into_iter().collect();
        parts.sort_by_key(|(_, states)| states.len());
        let (rest, _) = parts.pop().expect("there are states");
        write!(table, "{name}:").expect("a string takes text");
        for (answer, states) in parts {
            write!(table, " {answer} [{}]", states.join(" ")).expect("a string takes text");
        }
        writeln!(table, " {rest} *").expect("a string takes text");
    }
    table
}

const TABLE: &str = "\
stamp handler: ok [new second question identity] not_at_this_seat *
stamp leader: not_at_this_seat *
stamp head: ok [mid] not_at_this_seat *
stamp director: not_at_this_seat *
stamp chairman: ok [last] not_at_this_seat *
stamp ghost: not_at_this_seat *
handler to reporter: ok [new second question identity] not_at_this_seat *
leader to reporter: not_at_this_seat *
head to reporter: ok [mid] not_at_this_seat *
director to reporter: not_at_this_seat *
chairman to reporter: ok [last] not_at_this_seat *
handler to leader: nothing_to_return_to [new second question identity] not_at_this_seat *
leader to leader: not_at_this_seat *
head to leader: ok [mid] not_at_this_seat *
director to leader: not_at_this_seat *
chairman to leader: ok [last] not_at_this_seat *
handler takes back: too_late_to_take_back *
leader takes back: too_late_to_take_back *
head takes back: too_late_to_take_back *
director takes back: ok [last] too_late_to_take_back *
chairman takes back: ok [pending pending-review closed] too_late_to_take_back *
other takes back chairman: too_late_to_take_back *
review leader: ok [mid] nothing_to_review *
review by stranger: nothing_to_review *
resend: ok [returned returned-2 nobody] not_returned *
addendum: ok *
attach: ok *
judge: case_over [merged] ok *
revise: case_over [closed merged] ok *
describe: ok [pending] review_pending [pending-review] round_one_open *
ask: ok *
answer: ok [question] no_question *
feedback: ok *
request identity: ok *
open identity: ok [identity] no_identity_request *
open own identity request: same_person [identity] no_identity_request *
";

#[test]
fn every_pair_of_state_and_command_is_decided() {
    assert_eq!(table(), TABLE, "\n{}", table());
}

#[test]
fn texts_that_are_only_white_space_are_missing() {
    let blank = || " \u{3000}\n".to_owned();
    let course = Course::submitted(route()).then("leader", Command::Ask("何時でしたか".to_owned()));
    let refused = [
        (Command::Addendum(blank()), Refusal::TextMissing),
        (Command::ReviseMeasures(blank()), Refusal::TextMissing),
        (Command::Ask(blank()), Refusal::TextMissing),
        (Command::Answer(blank()), Refusal::TextMissing),
        (Command::Feedback(blank()), Refusal::TextMissing),
        (Command::RequestIdentity { reason: blank() }, Refusal::ReasonMissing),
        (Command::Judge { level: level("2"), reason: blank() }, Refusal::ReasonMissing),
        (
            Command::Return { seat: "handler".to_owned(), target: ReturnTo::Reporter, reason: blank() },
            Refusal::ReasonMissing,
        ),
    ];
    for (command, refusal) in refused {
        assert_eq!(course.case.decide(&course.route, command.clone()), Err(refusal), "{command:?}");
    }
    let done = Course::submitted(route()).stamped(&SEATS);
    let untold = Command::DescribeMeasures { text: blank(), units: vec![unit(1)] };
    assert_eq!(done.case.decide(&done.route, untold), Err(Refusal::TextMissing));
    let for_nobody = Command::DescribeMeasures { text: "二人で".to_owned(), units: Vec::new() };
    assert_eq!(done.case.decide(&done.route, for_nobody), Err(Refusal::UnitsMissing));
}

#[test]
fn every_refusal_has_its_own_code() {
    let codes: std::collections::BTreeSet<&str> = Refusal::ALL.iter().map(|refusal| refusal.code()).collect();
    assert_eq!(codes.len(), Refusal::ALL.len());
}
