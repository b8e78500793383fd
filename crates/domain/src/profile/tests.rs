//! Tests of profiles: the shipped ones hold seed B word for word, bad ones are found, differences are told.

use super::*;

fn welfare() -> Profile {
    Profile::builtin("welfare").expect("shipped").clone()
}

fn ja(items: &[Choice]) -> Vec<&str> {
    items.iter().map(|choice| choice.label.ja.as_str()).collect()
}

fn list(field: ChoiceField) -> Vec<String> {
    let profile = welfare();
    let list = profile.choice_list(field).expect("every field has a list");
    list.items.iter().map(|choice| choice.label.ja.clone()).collect()
}

fn paths(profile: &Profile) -> Vec<String> {
    profile.validate().into_iter().map(|problem| problem.path).collect()
}

#[test]
fn shipped_profiles_have_no_problem() {
    for profile in Profile::builtins() {
        assert_eq!(profile.validate(), vec![], "{}", profile.id);
    }
    assert!(Profile::builtin("nowhere").is_none());
}

#[test]
fn shipped_profiles_survive_writing_and_reading() {
    for profile in Profile::builtins() {
        let text = profile.to_toml().expect("a profile is plain data");
        assert_eq!(&Profile::from_toml(&text).expect("own output is readable"), profile);
    }
}

#[test]
fn unknown_keys_are_refused() {
    let text = include_str!("../../../../profiles/welfare.toml").replace("version = 1", "version = 1\nversoin = 2");
    let error = Profile::from_toml(&text).expect_err("a misspelt key must not be lost");
    assert!(error.to_string().contains("versoin"), "{error}");
}

#[test]
fn forms_and_details_are_those_of_the_paper() {
    let profile = welfare();
    let forms = "転倒・転落・外傷・異食・食中毒・火傷・自傷・金銭・損失・与薬・褥瘡・事務・感染症・器物破損・無断外出・利用者どうしのトラブル・誤嚥・誤飲・その他";
    assert_eq!(ja(&profile.forms).join("・"), forms);
    let codes: Vec<&str> = profile.medication_details.iter().map(|c| c.code.as_str()).collect();
    let contract = "wrong_person omission wrong_dose wrong_time wrong_drug duplicate dropped other";
    assert_eq!(codes.join(" "), contract);
}

#[test]
fn every_contract_code_is_in_both_profiles() {
    let contract = "fall fall_from_height injury pica food_poisoning burn self_harm money loss medication pressure_ulcer \
        clerical infection property_damage absconding user_conflict aspiration accidental_ingestion other";
    for profile in Profile::builtins() {
        for code in contract.split_whitespace() {
            assert!(profile.form(code).is_some(), "{}: {code}", profile.id);
        }
        for detail in &welfare().medication_details {
            assert!(profile.medication_detail(&detail.code).is_some());
        }
    }
}

#[test]
fn care_and_cause_lists_are_those_of_the_paper() {
    let joined = |field| list(field).join("・");
    assert_eq!(joined(ChoiceField::Situation), "介助中・リハビリ中・レク中・その他");
    assert_eq!(joined(ChoiceField::CareKind), "移乗・移動・食事・入浴・排泄・服薬・その他");
    assert_eq!(joined(ChoiceField::CareDegree), "全介助・一部介助・ほぼ自立");
    assert_eq!(joined(ChoiceField::Usage), "利用者・短期利用者・センター利用者・その他");
    assert_eq!(joined(ChoiceField::Party), "報告者と同じ・違う場合・不明");
    assert_eq!(joined(ChoiceField::Finding), "骨折・捻挫・打撲・切断・火傷・裂傷・脳挫傷・死亡・その他");
    assert_eq!(joined(ChoiceField::Factor), "職員要因・利用者本人要因・環境要因");
    assert_eq!(list(ChoiceField::Cause).len(), 10);
    let profile = welfare();
    let party = profile.choice(ChoiceField::Party, "different").expect("違う場合");
    assert_eq!(party.asks, Asks::Person);
}

#[test]
fn choice_fields_are_named_as_in_the_file() {
    for field in ChoiceField::ALL {
        assert_eq!(serde_json::json!(field), serde_json::json!(field.as_str()));
    }
}

#[test]
fn the_paper_travels_from_the_handler_to_the_chairman() {
    let profile = welfare();
    for round in [1, 2] {
        let codes: Vec<&str> = profile.route(round).iter().map(|seat| seat.code.as_str()).collect();
        assert_eq!(
            codes.join(" "),
            "handler counsellor sub_leader unit_leader residential_support_chief community_support_chief head_nurse \
             general_affairs_chief deputy_director facility_director department_director chairman"
        );
    }
    let leader = profile.seat("unit_leader").expect("係長/主任/リーダー");
    assert_eq!((leader.opinion, leader.judges, leader.unit_bound), (Opinion::Leader, Judges::Leader, true));
    let director = profile.seat("facility_director").expect("施設長");
    assert_eq!((director.opinion, director.judges), (Opinion::SectionHead, Judges::Final));
}

#[test]
fn the_standard_covers_reports_from_its_first_day() {
    let profile = welfare();
    assert!(profile.covers(jiff::civil::date(2008, 11, 1)));
    assert!(!profile.covers(jiff::civil::date(2008, 10, 31)));
}

#[test]
fn publication_follows_the_standard() {
    let rule = welfare().publication;
    assert!(rule.is_individual(&LevelCode::new("5")) && !rule.is_individual(&LevelCode::new("4")));
    assert!(rule.needs_narrative("medication", Some("wrong_person")));
    assert!(!rule.needs_narrative("medication", Some("omission")));
    assert!(!rule.needs_narrative("fall", Some("wrong_person")));
    assert!(!rule.needs_narrative("medication", None));
    assert_eq!((rule.month_basis, rule.due), (MonthBasis::ReportDate, PublicationDue::FollowingMonth));
}

type Edit = fn(&mut Profile);

#[test]
fn each_problem_has_its_path() {
    let broken: [(&str, Edit); 15] = [
        ("seats[3].label.ja", |p| p.seats[3].label.ja.clear()),
        ("seats[1].code", |p| p.seats[1].code = "handler".to_owned()),
        ("seats[2].order", |p| p.seats[2].order = 1),
        ("seats[0].rounds", |p| p.seats[0].rounds = vec![3]),
        ("forms[0].label.en", |p| {
            p.forms[0].label.en = " ".to_owned();
        }),
        ("forms[1].code", |p| p.forms[1].code = "Fall!".to_owned()),
        ("rules[0].level", |p| p.rules[0].level = LevelCode::new("9")),
        ("floors[0].when[0].medication_detail[0]", |p| {
            p.floors[0].when[0].medication_detail = vec!["gone".to_owned()];
        }),
        ("levels[4].kind", |p| p.levels[4].kind = Kind::Incident),
        ("choices.party.allow_unknown", |p| {
            p.choices.get_mut(&ChoiceField::Party).expect("party").allow_unknown = false;
        }),
        ("choices.sex", |p| {
            p.choices.remove(&ChoiceField::Sex);
        }),
        ("publication.individual_levels[0]", |p| {
            p.publication.individual_levels = vec![LevelCode::new("9")];
        }),
        ("publication.individual.decided_by.seats[0]", |p| {
            p.publication.individual.decided_by.seats = vec!["mayor".to_owned()];
        }),
        ("publication.individual.examined_by", |p| {
            p.publication.individual.examined_by.seats.clear();
            p.publication.individual.examined_by.roles.clear();
        }),
        ("publication.individual.late_after_days", |p| p.publication.individual.late_after_days = 0),
    ];
    for (path, edit) in broken {
        let mut profile = welfare();
        edit(&mut profile);
        assert_eq!(paths(&profile), vec![path.to_owned()]);
    }
}

#[test]
fn a_profile_from_before_the_procedure_gets_the_standards_own() {
    let text = include_str!("../../../../profiles/welfare.toml");
    let old = text.split("# 公表基準 3, 5").next().expect("the procedure stands last");
    let profile = Profile::from_toml(old).expect("an old profile is readable");
    assert_eq!(profile.publication.individual, IndividualProcedure::default());
    assert_eq!(profile.publication.individual.required, welfare().publication.individual.required);
    assert_eq!(profile.validate(), vec![]);
}

#[test]
fn a_route_needs_seats_and_a_final_judgement() {
    let mut profile = welfare();
    profile.seats.clear();
    profile.publication.individual = IndividualProcedure::default();
    assert_eq!(paths(&profile), ["seats", "seats", "seats"]);
}

#[test]
fn a_fact_list_keeps_the_codes_of_the_rules() {
    let mut profile = welfare();
    profile.choices.get_mut(&ChoiceField::Treatment).expect("treatment").items[1].code = "looking".to_owned();
    assert_eq!(paths(&profile), ["choices.treatment.items[1].code", "choices.treatment.items"]);
}

#[test]
fn rules_that_leave_a_gap_or_lower_a_worse_case_are_found() {
    let mut gap = welfare();
    gap.rules.retain(|rule| rule.id != "welfare-2-reached");
    assert_eq!(paths(&gap), ["rules"]);
    assert!(gap.validate()[0].message.en.contains("reached=true"), "{:?}", gap.validate());

    let mut lowered = welfare();
    lowered.rules[1].level = LevelCode::new("2");
    assert_eq!(paths(&lowered), ["rules"]);
    assert!(lowered.validate()[0].message.en.contains("external_hospital"));
}

#[test]
fn no_difference_between_equals() {
    assert_eq!(diff(&welfare(), &welfare()), vec![]);
}

#[test]
fn differences_name_place_before_and_after() {
    let old = welfare();
    let mut new = old.clone();
    new.version = 2;
    new.seats[3].label.ja = "主任".to_owned();
    let retired = new.forms.remove(3);
    new.forms.push(Choice {
        code: "drowning".to_owned(),
        label: Label::new("溺水", "Drowning"),
        asks: Asks::Nothing,
        retired: false,
    });
    let changes = diff(&old, &new);
    let find = |path: &str| changes.iter().find(|change| change.path == path).expect(path);
    let seat = find("seats[unit_leader].label.ja");
    assert_eq!(seat.kind, ChangeKind::Changed);
    assert_eq!((seat.before.as_deref(), seat.after.as_deref()), (Some("係長/主任/リーダー"), Some("主任")));
    assert_eq!(find("forms[pica]").kind, ChangeKind::Removed);
    assert_eq!(find("forms[pica]").before, Some(format!("pica: {}", retired.label.ja)));
    assert_eq!(find("forms[drowning]").after.as_deref(), Some("drowning: 溺水"));
    assert_eq!(find("version").after.as_deref(), Some("2"));
    assert_eq!(changes.len(), 4);
}

#[test]
fn a_new_order_is_a_difference() {
    let old = welfare();
    let mut new = old.clone();
    new.forms.swap(0, 1);
    let changes = diff(&old, &new);
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].path, "forms.order");
    assert!(changes[0].after.as_deref().is_some_and(|text| text.starts_with("fall_from_height, fall,")));
}

#[test]
fn a_lost_floor_is_seen_in_the_preview() {
    let mut new = welfare();
    new.floors.clear();
    let changes = diff(&welfare(), &new);
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].path, "floors[welfare-floor-wrong-person-medicine]");
    assert_eq!(changes[0].kind, ChangeKind::Removed);
}
