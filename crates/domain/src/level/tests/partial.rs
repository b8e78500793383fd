//! Tests of incomplete facts: the floor is never too high, and what could raise it is said.

use super::*;

#[test]
fn complete_facts_give_the_level_itself() {
    for profile in Profile::builtins() {
        let events = [("fall", None), ("medication", Some("omission"))];
        let all = events.into_iter().flat_map(|(form, detail)| space::graded(form, detail));
        for facts in all {
            let known = PartialFacts::from(facts.clone());
            match (derive(profile, &facts), derive_partial(profile, &known)) {
                (Ok(whole), Ok(partial)) => {
                    assert_eq!(partial.floor, whole);
                    assert!(!partial.provisional);
                    assert_eq!(partial.missing, vec![]);
                }
                (whole, partial) => assert_eq!(whole.err(), partial.err(), "{}", facts.describe()),
            }
        }
    }
}

#[test]
fn hiding_any_fact_never_gives_more_than_the_truth() {
    let hide: [fn(&mut PartialFacts); 8] = [
        |f| f.reached = None,
        |f| f.body_effect = None,
        |f| f.treatment = None,
        |f| f.treated_at = None,
        |f| f.lasting_loss = None,
        |f| f.death = None,
        |f| f.form = None,
        |f| f.medication_detail = None,
    ];
    for profile in Profile::builtins() {
        let events = [("fall", None), ("medication", None), ("medication", Some("wrong_person"))];
        for facts in events.into_iter().flat_map(|(form, detail)| space::graded(form, detail)) {
            let Ok(truth) = derive(profile, &facts) else {
                continue;
            };
            if consistency::tensions(profile, &facts).next().is_some() {
                continue;
            }
            for edit in hide {
                let mut known = PartialFacts::from(facts.clone());
                edit(&mut known);
                let partial = derive_partial(profile, &known).expect("the truth is one completion");
                let (low, high) = (profile.rank(&partial.floor.level), profile.rank(&partial.at_most));
                let told = profile.rank(&truth.level);
                assert!(low <= told && told <= high, "{}", facts.describe());
                assert_eq!(partial.provisional, low < high);
            }
        }
    }
}

#[test]
fn nothing_known_is_the_mildest_and_provisional() {
    let partial = derive_partial(welfare(), &PartialFacts::default()).expect("a floor");
    assert_eq!(partial.floor.level.as_str(), "1");
    assert_eq!(partial.at_most.as_str(), "5");
    assert!(partial.provisional);
    assert_eq!(partial.missing.len(), 7, "the detail is only missed for medication");
}

#[test]
fn what_is_certain_is_not_provisional() {
    let known = PartialFacts { death: Some(true), ..PartialFacts::default() };
    let partial = derive_partial(welfare(), &known).expect("a floor");
    assert_eq!(partial.floor.level.as_str(), "5");
    assert!(!partial.provisional);
    assert!(partial.missing.contains(&FactName::Reached));
}

#[test]
fn an_effect_on_the_body_means_that_it_reached_the_person() {
    let known = PartialFacts { body_effect: Some(true), ..PartialFacts::default() };
    let partial = derive_partial(welfare(), &known).expect("a floor");
    assert_eq!(partial.floor.level.as_str(), "2");
}

#[test]
fn an_open_detail_may_raise_the_level_to_the_floor_rule() {
    let mut known = PartialFacts::from(Facts { form: "medication".to_owned(), ..plain() });
    let partial = derive_partial(welfare(), &known).expect("a floor");
    assert_eq!((partial.floor.level.as_str(), partial.at_most.as_str()), ("2", "3"));
    assert!(partial.provisional);
    assert_eq!(partial.missing, [FactName::MedicationDetail]);
    known.medication_detail = Some("wrong_person".to_owned());
    let partial = derive_partial(welfare(), &known).expect("a floor");
    assert_eq!(partial.floor.level.as_str(), "3");
    assert!(!partial.provisional);
    known.reached = None;
    assert!(!known.may_judge(welfare(), &LevelCode::new("2")), "not known to have been stopped in time");
}

#[test]
fn known_contradictions_stay_errors() {
    let known = PartialFacts { reached: Some(false), death: Some(true), ..PartialFacts::default() };
    let error = derive_partial(hospital(), &known).expect_err("no completion avoids it");
    assert_eq!(error.field(), "reached,death");
    let known = PartialFacts { form: Some("meteor".to_owned()), ..PartialFacts::default() };
    assert_eq!(derive_partial(hospital(), &known).expect_err("no such form").field(), "form");
}
