//! The steps of a month: the table of states, commands and actors, and what no sequence may reach.
use proptest::prelude::*;

use super::*;

fn draft(hash: &str) -> MonthCommand {
    MonthCommand::Draft { cut_off: 7, snapshot_hash: hash.to_owned() }
}

fn erratum(reason: &str) -> MonthCommand {
    MonthCommand::BeginErratum { reason: reason.to_owned() }
}

fn took(case: &mut PublicationCase, command: MonthCommand, by: &str) -> Result<MonthEvent, MonthRefusal> {
    let event = case.decide(command, by, &[])?;
    case.apply(&event, by);
    Ok(event)
}

/// A month that A drew up and B took on for so many steps.
fn after(steps: usize) -> PublicationCase {
    let path = [
        (draft("h1"), "A"),
        (MonthCommand::Check, "A"),
        (MonthCommand::Approve, "B"),
        (MonthCommand::Publish, "B"),
        (erratum("誤記"), "A"),
    ];
    let mut case = PublicationCase::default();
    for (command, by) in path.into_iter().take(steps) {
        took(&mut case, command, by).expect("the plain way is open");
    }
    case
}

const TABLE: &str = "\
open: A draft=ok check=wrong_step approve=wrong_step publish=wrong_step erratum=wrong_step
open: B draft=ok check=wrong_step approve=wrong_step publish=wrong_step erratum=wrong_step
draft: A draft=ok check=ok approve=wrong_step publish=wrong_step erratum=wrong_step
draft: B draft=ok check=ok approve=wrong_step publish=wrong_step erratum=wrong_step
checked: A draft=ok check=wrong_step approve=same_person publish=wrong_step erratum=wrong_step
checked: B draft=ok check=wrong_step approve=ok publish=wrong_step erratum=wrong_step
approved: A draft=ok check=wrong_step approve=wrong_step publish=same_person erratum=wrong_step
approved: B draft=ok check=wrong_step approve=wrong_step publish=ok erratum=wrong_step
published: A draft=wrong_step check=wrong_step approve=wrong_step publish=wrong_step erratum=ok
published: B draft=wrong_step check=wrong_step approve=wrong_step publish=wrong_step erratum=ok
open: A draft=ok check=wrong_step approve=wrong_step publish=wrong_step erratum=wrong_step
open: B draft=ok check=wrong_step approve=wrong_step publish=wrong_step erratum=wrong_step
";

#[test]
fn every_state_command_and_actor_is_decided() {
    let commands = [
        ("draft", draft("h2")),
        ("check", MonthCommand::Check),
        ("approve", MonthCommand::Approve),
        ("publish", MonthCommand::Publish),
        ("erratum", erratum("誤記")),
    ];
    let mut table = String::new();
    for steps in 0..=5 {
        for by in ["A", "B"] {
            let case = after(steps);
            let answers = commands.clone().map(|(name, command)| {
                let answer = case.decide(command, by, &[]).err().map_or("ok", MonthRefusal::code);
                format!("{name}={answer}")
            });
            table += &format!("{}: {by} {}\n", case.state.code(), answers.join(" "));
        }
    }
    assert_eq!(table, TABLE);
}

#[test]
fn what_stands_in_the_way_is_told() {
    let blockers = [
        (Blocker::MonthNotOver, MonthRefusal::MonthNotOver),
        (Blocker::NarrativeMissing, MonthRefusal::NarrativeMissing),
        (Blocker::DraftStale, MonthRefusal::DraftStale),
    ];
    let steps = [MonthCommand::Check, MonthCommand::Approve, MonthCommand::Publish];
    for (blocker, refusal) in blockers {
        for (done, command) in (1..).zip(steps.clone()) {
            assert_eq!(after(done).decide(command, "B", &[blocker]), Err(refusal));
        }
        let drafted = after(0).decide(draft("h"), "A", &[blocker]);
        assert_eq!(
            drafted.is_ok(),
            blocker != Blocker::MonthNotOver,
            "a draft shows what is still missing: {blocker:?}"
        );
    }
}

#[test]
fn drawing_up_again_begins_the_steps_again() {
    for steps in 1..=3 {
        let mut case = after(steps);
        took(&mut case, draft("h2"), "C").expect("possible until it is published");
        assert_eq!((case.state, case.drafted_by.as_deref()), (MonthState::Drafted, Some("C")));
        assert_eq!((case.checked_by.as_deref(), case.approved_by.as_deref()), (None, None));
        assert_eq!(case.snapshot_hash.as_deref(), Some("h2"));
    }
}

#[test]
fn an_erratum_is_a_new_revision_and_needs_a_reason() {
    assert_eq!(after(4).decide(erratum(" \u{3000}"), "A", &[]), Err(MonthRefusal::ReasonMissing));
    let mut case = PublicationCase::default();
    for revision in 1..=3 {
        let published =
            [(draft("h"), "A"), (MonthCommand::Check, "B"), (MonthCommand::Approve, "B"), (MonthCommand::Publish, "C")]
                .map(|(command, by)| took(&mut case, command, by).expect("the plain way is open"));
        assert_eq!(published[0], MonthEvent::MonthDrafted { revision, cut_off: 7, snapshot_hash: "h".to_owned() });
        assert_eq!(published[3], MonthEvent::MonthPublished { revision, snapshot_hash: "h".to_owned() });
        assert_eq!((case.published_revision, case.state), (revision, MonthState::Published));
        took(&mut case, erratum("件数の誤り"), "A").expect("a published month can be corrected");
        assert_eq!((case.revision, case.published_revision), (revision + 1, revision), "the old revision stays public");
        assert_eq!(case.erratum_reason.as_deref(), Some("件数の誤り"));
    }
}

#[test]
fn codes_of_refusals_are_unique() {
    let codes: std::collections::BTreeSet<&str> = MonthRefusal::ALL.iter().map(|refusal| refusal.code()).collect();
    assert_eq!(codes.len(), MonthRefusal::ALL.len());
}

fn command() -> impl Strategy<Value = MonthCommand> {
    prop_oneof![
        1 => prop::sample::select(vec!["h1", "h2", "h3"]).prop_map(draft),
        2 => Just(MonthCommand::Check),
        2 => Just(MonthCommand::Approve),
        2 => Just(MonthCommand::Publish),
        1 => prop::sample::select(vec!["", "誤記"]).prop_map(erratum),
    ]
}

/// Whether the events since the newest draft are exactly draft, check, approve, publish of one snapshot by two persons or more.
fn is_fairly_published(log: &[(MonthEvent, &str)]) -> bool {
    let newest = log.iter().rposition(|(event, _)| matches!(event, MonthEvent::MonthDrafted { .. }));
    let Some([(drafted, author), (checked, _), (approved, approver), (published, publisher)]) =
        newest.map(|at| &log[at..])
    else {
        return false;
    };
    let kinds = [drafted, checked, approved, published].map(|event| event.kind());
    let hashes = [drafted, checked, approved, published].map(|event| match event {
        MonthEvent::MonthDrafted { snapshot_hash, .. }
        | MonthEvent::MonthChecked { snapshot_hash }
        | MonthEvent::MonthApproved { snapshot_hash }
        | MonthEvent::MonthPublished { snapshot_hash, .. } => snapshot_hash.as_str(),
        MonthEvent::ErratumBegun { .. } => "",
    });
    kinds == ["month_drafted", "month_checked", "month_approved", "month_published"]
        && hashes.iter().all(|hash| *hash == hashes[0])
        && author != approver
        && author != publisher
}

proptest! {
    #[test]
    fn nothing_is_published_without_draft_check_and_another_ones_approval(
        steps in prop::collection::vec((command(), prop::sample::select(vec!["A", "B", "C"])), 0..60)
    ) {
        let (mut case, mut log) = (PublicationCase::default(), Vec::new());
        let mut revisions = Vec::new();
        for (command, by) in steps {
            let before = case.clone();
            match took(&mut case, command, by) {
                Err(_) => prop_assert_eq!(&case, &before),
                Ok(event) => log.push((event, by)),
            }
            if case.state == MonthState::Published && before.state != MonthState::Published {
                prop_assert!(is_fairly_published(&log), "{:?}", log);
                revisions.push(case.published_revision);
            }
            prop_assert!(case.published_revision >= before.published_revision);
            prop_assert_eq!(usize::try_from(case.length).expect("short"), log.len());
        }
        let expected: Vec<u32> = (1..).take(revisions.len()).collect();
        prop_assert_eq!(revisions, expected, "revisions count from 1 without a gap");
        let mut folded = PublicationCase::default();
        for (event, by) in &log {
            let text = serde_json::to_string(event).expect("an event is plain data");
            folded.apply(&serde_json::from_str(&text).expect("own output"), by);
        }
        prop_assert_eq!(folded, case);
    }
}
