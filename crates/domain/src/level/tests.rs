//! Tests of level derivation over the whole space of facts, and of the contract's output.

mod contract;
mod partial;

use super::*;
use crate::profile::Profile;

fn welfare() -> &'static Profile {
    Profile::builtin("welfare").expect("shipped")
}

fn hospital() -> &'static Profile {
    Profile::builtin("university-hospital").expect("shipped")
}

/// Every combination of facts with every form and detail of the profile, contradictions included.
fn everything(profile: &Profile) -> impl Iterator<Item = Facts> {
    let details = || std::iter::once(None).chain(profile.medication_details.iter().map(|d| Some(d.code.as_str())));
    let pairs = profile.forms.iter().flat_map(move |form| details().map(move |detail| (form.code.as_str(), detail)));
    pairs.flat_map(|(form, detail)| space::graded(form, detail))
}

/// The contract's table for the welfare scale, written down a second time, apart from the profile's rules.
fn welfare_by_the_book(facts: &Facts) -> &'static str {
    let clinic_or_more = facts.treated_at == TreatedAt::FacilityClinic || facts.treatment >= Treatment::Simple;
    let swallowed_anothers =
        facts.form == "medication" && facts.medication_detail.as_deref() == Some("wrong_person") && facts.reached;
    if facts.death || facts.lasting_loss == LastingLoss::Severe {
        "5"
    } else if facts.treated_at == TreatedAt::ExternalHospital {
        "4"
    } else if clinic_or_more || swallowed_anothers {
        "3"
    } else if facts.reached {
        "2"
    } else {
        "1"
    }
}

/// The contract's table for the hospital scale.
fn hospital_by_the_book(facts: &Facts) -> &'static str {
    match facts {
        Facts { reached: false, .. } => "0",
        Facts { death: true, .. } => "5",
        Facts { lasting_loss: LastingLoss::Severe, .. } => "4b",
        Facts { lasting_loss: LastingLoss::Mild, .. } => "4a",
        Facts { treatment: Treatment::Intensive, .. } => "3b",
        Facts { treatment: Treatment::Simple | Treatment::FirstAid, .. } => "3a",
        Facts { treatment: Treatment::Observation, .. } => "2",
        Facts { .. } => "1",
    }
}

#[test]
fn every_set_of_facts_gets_the_level_of_the_book_or_a_named_error() {
    for (profile, book) in
        [(welfare(), welfare_by_the_book as fn(&Facts) -> &'static str), (hospital(), hospital_by_the_book)]
    {
        for facts in everything(profile) {
            let impossible = !facts.reached && (facts.death || facts.lasting_loss != LastingLoss::None);
            match derive(profile, &facts) {
                Ok(derived) => {
                    assert!(!impossible, "{}", facts.describe());
                    assert_eq!(derived.level.as_str(), book(&facts), "{}", facts.describe());
                }
                Err(error) => {
                    assert!(impossible, "{}", facts.describe());
                    assert_eq!(error.code(), "contradictory_facts");
                    let wanted = if facts.death { "reached,death" } else { "reached,lasting_loss" };
                    assert_eq!(error.field(), wanted);
                }
            }
        }
    }
}

#[test]
fn worse_facts_never_lower_a_level() {
    for profile in Profile::builtins() {
        let rank = |facts: &Facts| derive(profile, facts).ok().and_then(|derived| profile.rank(&derived.level));
        for facts in everything(profile) {
            let Some(now) = rank(&facts) else { continue };
            for worse in space::worse(&facts) {
                if let Some(then) = rank(&worse) {
                    assert!(then >= now, "{} / {}", facts.describe(), worse.describe());
                }
            }
        }
    }
}

#[test]
fn the_order_of_facts_reaches_the_worst_from_the_mildest() {
    let mut facts = space::graded("fall", None).next().expect("not empty");
    let mut steps = 0;
    while let Some(worse) = space::worse(&facts).pop() {
        facts = worse;
        steps += 1;
    }
    assert_eq!(steps, 3 + 4 + 3 + 2);
    assert!(facts.reached && facts.body_effect && facts.death);
    assert_eq!(facts.treatment, Treatment::Intensive);
}

#[test]
fn kind_follows_the_cut() {
    for (profile, incidents) in [(welfare(), "1 2"), (hospital(), "0 1 2 3a")] {
        for level in &profile.levels {
            let incident = incidents.split(' ').any(|code| code == level.code.as_str());
            assert_eq!(level.kind == Kind::Incident, incident, "{}", level.code);
        }
        for facts in everything(profile) {
            if let Ok(derived) = derive(profile, &facts) {
                assert_eq!(Some(derived.kind), profile.kind(&derived.level));
            }
        }
    }
}

#[test]
fn anothers_medicine_is_at_least_three_and_says_why() {
    let floor_id = "welfare-floor-wrong-person-medicine";
    for facts in space::graded("medication", Some("wrong_person")).filter(|facts| facts.reached) {
        let derived = derive(welfare(), &facts).expect("it reached the person, so nothing contradicts");
        assert!(welfare().rank(&derived.level) >= Some(2), "{}", facts.describe());
        assert!(derived.rules.iter().any(|id| id == floor_id));
        let lifted = derived.rules[0] == floor_id;
        assert_eq!(lifted, derived.explain.ja.contains("医療的処置がなされない場合もレベル3とする"));
        let three = LevelCode::new("3");
        assert!(may_judge(welfare(), &facts, &three));
        assert!(!may_judge(welfare(), &facts, &LevelCode::new("2")), "no judgement goes below the floor");
    }
    let fall = space::graded("fall", None).next().expect("not empty");
    assert!(may_judge(welfare(), &fall, &LevelCode::new("1")));
    assert!(!may_judge(welfare(), &fall, &LevelCode::new("3b")), "not a level of this profile");
}

#[test]
fn explanations_quote_the_standard() {
    for profile in Profile::builtins() {
        for facts in everything(profile).filter(|facts| facts.form == "medication") {
            let Ok(derived) = derive(profile, &facts) else {
                continue;
            };
            let def = profile.level(&derived.level).expect("a derived level is one of the profile's");
            for line in def.wording.ja.lines().chain([def.name.ja.as_str()]) {
                assert!(derived.explain.ja.contains(line), "{}", derived.explain.ja);
            }
            for line in def.wording.en.lines().chain([def.name.en.as_str()]) {
                assert!(derived.explain.en.contains(line), "{}", derived.explain.en);
            }
            assert_eq!(derived.ambiguous, derived.explain.en.ends_with("Please let a person check and decide."));
        }
    }
}

fn plain() -> Facts {
    Facts {
        reached: true,
        body_effect: false,
        treatment: Treatment::None,
        treated_at: TreatedAt::None,
        lasting_loss: LastingLoss::None,
        death: false,
        form: "fall".to_owned(),
        medication_detail: None,
    }
}

#[test]
fn tension_between_facts_is_ambiguous_and_still_answered() {
    let derived = |facts: &Facts| derive(welfare(), facts).expect("a level");
    assert!(!derived(&plain()).ambiguous);
    let edits: [fn(&mut Facts); 7] = [
        |f| (f.reached, f.body_effect) = (false, true),
        |f| (f.reached, f.treatment) = (false, Treatment::Observation),
        |f| (f.reached, f.treated_at) = (false, TreatedAt::Ward),
        |f| f.medication_detail = Some("omission".to_owned()),
        |f| f.treated_at = TreatedAt::ExternalHospital,
        |f| f.body_effect = true,
        |f| {
            (f.body_effect, f.treatment, f.lasting_loss) = (true, Treatment::FirstAid, LastingLoss::Mild);
        },
    ];
    for edit in edits {
        let mut facts = plain();
        edit(&mut facts);
        assert!(derived(&facts).ambiguous, "{}", facts.describe());
    }
}

#[test]
fn all_matching_rules_are_told_the_deciding_one_first() {
    let facts = Facts {
        death: true,
        body_effect: true,
        treatment: Treatment::Intensive,
        treated_at: TreatedAt::ExternalHospital,
        ..plain()
    };
    let ids = |profile| derive(profile, &facts).expect("a level").rules;
    assert_eq!(ids(welfare()), ["welfare-5-death-or-severe-loss", "welfare-4-external", "welfare-3-treated"]);
    assert_eq!(ids(hospital()), ["hospital-5-death", "hospital-3b-intensive"]);
    let otherwise = derive(hospital(), &plain()).expect("a level");
    assert_eq!(otherwise.rules, ["hospital-1-otherwise"]);
}

#[test]
fn unknown_codes_name_their_field() {
    let form = Facts { form: "meteor".to_owned(), ..plain() };
    let detail = Facts { medication_detail: Some("meteor".to_owned()), ..plain() };
    for (facts, field) in [(form, "form"), (detail, "medication_detail")] {
        let error = derive(welfare(), &facts).expect_err("no such code");
        assert_eq!((error.code(), error.field().as_str()), ("unknown_code", field));
        assert!(error.message().ja.contains("meteor") && error.message().en.contains(field));
    }
}

#[test]
fn every_remark_of_the_crosswalk_is_true_of_the_rules() {
    let pairs = overlap(welfare(), hospital());
    let has = |left: &str, right: &str| pairs.iter().any(|p| p.left.as_str() == left && p.right.as_str() == right);
    for note in CROSSWALK {
        for left in note.welfare {
            assert!(note.hospital.iter().any(|right| has(left, right)), "{}: {left}", note.id);
        }
        for right in note.hospital {
            assert!(note.welfare.iter().any(|left| has(left, right)), "{}: {right}", note.id);
        }
    }
    assert!(has("1", "0") && !has("1", "1"), "noticed beforehand is hospital 0 only");
    assert!(!pairs.iter().any(|p| p.right.as_str() == "4a" && p.certain), "4a has no clear home");
    for right in &hospital().levels {
        assert!(pairs.iter().any(|p| p.right == right.code), "{}", right.code);
    }
}

#[test]
fn crosswalk_answers_on_every_shipped_scale() {
    let answers = crosswalk(&plain());
    let levels: Vec<(&str, String)> = answers
        .into_iter()
        .map(|(profile, derived)| (profile.id.as_str(), derived.expect("a level").level.to_string()))
        .collect();
    assert_eq!(levels, [("welfare", "2".to_owned()), ("university-hospital", "1".to_owned())]);
    let surgery = Facts { form: "surgery".to_owned(), ..plain() };
    let answers = compare([welfare(), hospital()], &surgery);
    assert_eq!(answers[0].1.as_ref().map_err(FactError::code), Err("unknown_code"));
    assert!(answers[1].1.is_ok());
}
