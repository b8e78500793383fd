//! What is still open in a report.
use super::*;

fn open(fields: &Fields) -> Vec<&'static str> {
    todos(&content(fields)).into_iter().map(|todo| todo.field).collect()
}

#[test]
fn the_bare_core_leaves_everything_open_in_the_order_of_the_form() {
    let all = [
        "unit",
        "occurred_time",
        "persons",
        "situation",
        "facts",
        "finding",
        "superior",
        "guarantor",
        "factor",
        "cause",
        "prevention",
    ];
    assert_eq!(open(&core()), all);
}

#[test]
fn a_full_report_leaves_nothing_open() {
    assert_eq!(open(&super::full::full()), [] as [&str; 0]);
}

#[test]
fn what_did_not_reach_the_person_needs_no_finding_and_no_call() {
    let open = open(&with([("reached", "no")]));
    assert!(!open.contains(&"finding") && !open.contains(&"guarantor"));
    assert!(open.contains(&"superior"));
}

#[test]
fn nothing_found_is_an_answer() {
    assert!(!open(&with([("finding_present", "none")])).contains(&"finding"));
    assert!(open(&with([("finding_present", "present")])).contains(&"finding"), "present, but what?");
}

#[test]
fn no_person_concerned_is_an_answer() {
    assert!(!open(&with([("no_person", "yes")])).contains(&"persons"));
    assert!(!open(&with([("person1_sex", "female")])).contains(&"persons"));
}
