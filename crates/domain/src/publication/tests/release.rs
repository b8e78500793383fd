//! Tests what a release may tell: rare combinations, coarsened tables, differences of releases, and who approves a text.
use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::profile::LevelCode;
use crate::publication::*;

fn traits(cell: &str, place: &str, sex: &str, age: &str) -> Traits {
    let values = [(Dimension::Place, place), (Dimension::Sex, sex), (Dimension::AgeBand, age)];
    let values = values.into_iter().filter(|(_, value)| !value.is_empty());
    Traits { cell: cell.to_owned(), values: values.map(|(dimension, value)| (dimension, value.to_owned())).collect() }
}

fn told(values: &[(Dimension, &str)]) -> BTreeMap<Dimension, String> {
    values.iter().map(|(dimension, value)| (*dimension, (*value).to_owned())).collect()
}

#[test]
fn a_text_gives_up_what_fits_too_few_and_no_more() {
    let cases = [
        traits("fall", "食堂", "female", "80"),
        traits("fall", "居室", "female", "80"),
        traits("fall", "居室", "female", "80"),
        traits("fall", "居室", "male", "80"),
        traits("burn", "食堂", "female", "80"),
    ];
    let all = told(&[(Dimension::Place, "食堂"), (Dimension::Sex, "female"), (Dimension::AgeBand, "80")]);
    assert_eq!(companions(&cases, "fall", &all), 1);
    assert_eq!(give_up(&cases, "fall", &all, 3), [Dimension::Place], "three women in their eighties fell");
    assert_eq!(give_up(&cases, "fall", &all, 4), [Dimension::Place, Dimension::Sex]);
    assert_eq!(give_up(&cases, "burn", &all, 3), Dimension::ALL, "of one burn nothing more is told");
    assert_eq!(give_up(&cases, "burn", &told(&[]), 3), [], "the plain cell is what the standard publishes");
    assert_eq!(give_up(&cases, "fall", &told(&[(Dimension::Sex, "male")]), 3), [Dimension::Sex]);
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn release(of: &str, counts: &[(&str, u32, u32)], texts: &[&str]) -> Snapshot {
    let row = |(form, incident, accident): &(&str, u32, u32)| FormCount {
        form: (*form).to_owned(),
        ja: String::new(),
        en: String::new(),
        incident: *incident,
        accident: *accident,
    };
    let text = |words: &&str| Narrative {
        level: LevelCode::new("3"),
        circumstances: (*words).to_owned(),
        prevention: "二人で確かめる。".to_owned(),
    };
    Snapshot {
        format: 1,
        facility: "hoshi".to_owned(),
        facility_ja: String::new(),
        facility_en: String::new(),
        month: month(of),
        revision: 1,
        cut_off: 0,
        profile: "welfare".to_owned(),
        rule_version: 1,
        figures: MonthFigures {
            forms: counts.iter().map(row).collect(),
            details: Vec::new(),
            total_incident: counts.iter().map(|row| row.1).sum(),
            total_accident: counts.iter().map(|row| row.2).sum(),
            provisional: 0,
        },
        narratives: texts.iter().map(text).collect(),
        erratum_reason: None,
    }
}

#[test]
fn an_erratum_of_one_case_singles_it_out() {
    let before = release("2026-10", &[("fall", 9, 4), ("burn", 2, 0)], &["渡した。"]);
    let after = release("2026-10", &[("fall", 8, 5), ("burn", 2, 0)], &["渡した。"]);
    let found = telltales(&before, &after, 3);
    assert!(matches!(&found[..], [Telltale::FewMoved { cases: 1, counts }] if counts.len() == 2), "{found:?}");
    let new_row = release("2026-10", &[("fall", 9, 4), ("burn", 2, 0), ("other", 0, 1)], &["渡した。", "飲んだ。"]);
    let codes: Vec<&str> = telltales(&before, &new_row, 3).iter().map(Telltale::code).collect();
    assert_eq!(codes, ["few_moved", "few_texts"]);
    let many = release("2026-10", &[("fall", 5, 8), ("burn", 2, 0)], &["渡した。"]);
    assert_eq!(telltales(&before, &many, 3), [], "of four cases nobody can say which");
    assert_eq!(telltales(&before, &before, 3), []);
}

#[test]
fn two_months_tell_only_by_equal_texts() {
    let october = release("2026-10", &[("fall", 9, 4)], &["渡した。"]);
    let other = release("2026-11", &[("fall", 9, 5)], &["飲んだ。"]);
    assert_eq!(telltales(&october, &other, 3), [], "they count different cases");
    let same = release("2026-11", &[("fall", 9, 5)], &["渡した。"]);
    assert_eq!(telltales(&october, &same, 3), [Telltale::SameText]);
}

#[test]
fn a_text_is_approved_by_a_third_person_when_all_is_settled() {
    let settlers = ["b", "c"];
    for (approver, open, answer) in [
        ("d", 0, Ok(())),
        ("d", 1, Err(MonthRefusal::FindingsOpen)),
        ("a", 0, Err(MonthRefusal::SamePerson)),
        ("c", 0, Err(MonthRefusal::SamePerson)),
        ("a", 2, Err(MonthRefusal::SamePerson)),
    ] {
        assert_eq!(may_approve(approver, "a", settlers, open), answer, "{approver} with {open} open");
    }
}

#[test]
fn an_open_finding_stops_check_approval_and_publication() {
    let drafted = MonthEvent::MonthDrafted { revision: 1, cut_off: 0, snapshot_hash: "h".to_owned() };
    let checked = MonthEvent::MonthChecked { snapshot_hash: "h".to_owned() };
    let approved = MonthEvent::MonthApproved { snapshot_hash: "h".to_owned() };
    let mut case = PublicationCase::default();
    for (event, command) in
        [(drafted, MonthCommand::Check), (checked, MonthCommand::Approve), (approved, MonthCommand::Publish)]
    {
        case.apply(&event, "a");
        assert_eq!(case.decide(command.clone(), "b", &[Blocker::FindingsOpen]), Err(MonthRefusal::FindingsOpen));
        assert!(case.decide(command, "b", &[]).is_ok());
    }
}

#[test]
fn certainty_has_three_words() {
    let words: Vec<&str> = [1.0, 0.85, 0.84, 0.65, 0.6, 0.0].map(|value| Certainty::of(value).code()).to_vec();
    assert_eq!(words, ["high", "high", "middle", "middle", "low", "low"]);
    assert!(KeepReason::ALL.iter().all(|reason| KeepReason::from_code(reason.code()) == Some(*reason)));
}

prop_compose! {
    fn any_traits()(cell in prop::sample::select(vec!["fall/incident", "fall/accident", "burn/incident"]),
                    place in prop::sample::select(vec!["", "食堂", "居室", "廊下"]), sex in prop::sample::select(vec!["", "male", "female"]),
                    age in prop::sample::select(vec!["", "70", "80", "90"])) -> Traits {
        traits(cell, place, sex, age)
    }
}

proptest! {
    #[test]
    fn coarsening_keeps_sums_and_leaves_no_small_crossed_count(cases in prop::collection::vec(any_traits(), 0..120), k in 2u32..8) {
        let released = coarsen(&cases, k);
        for cell in ["fall/incident", "fall/accident", "burn/incident"] {
            let sum: u32 = released.iter().filter(|row| row.cell == cell).map(|row| row.count).sum();
            let counted = u32::try_from(cases.iter().filter(|case| case.cell == cell).count()).unwrap();
            prop_assert_eq!(sum, counted, "the sum of {} is true", cell);
            let depths: Vec<usize> = released.iter().filter(|row| row.cell == cell).map(|row| row.told.len()).collect();
            prop_assert!(depths.windows(2).all(|pair| pair[0] == pair[1]), "a dimension is told for the whole cell or not at all");
        }
        for row in &released {
            prop_assert!(row.told.is_empty() || row.count >= k, "{:?}", row);
        }
    }

    #[test]
    fn what_is_left_of_a_text_fits_k_cases_or_tells_nothing(cases in prop::collection::vec(any_traits(), 0..60), of in any_traits(), k in 2usize..8) {
        let given_up = give_up(&cases, &of.cell, &of.values, k);
        let left: BTreeMap<Dimension, String> =
            of.values.iter().filter(|(dimension, _)| !given_up.contains(dimension)).map(|(dimension, value)| (*dimension, value.clone())).collect();
        prop_assert!(left.is_empty() || companions(&cases, &of.cell, &left) >= k);
    }

    #[test]
    fn a_release_tells_nothing_beside_itself_and_differences_have_no_direction(
        counts in prop::collection::vec((0u32..6, 0u32..6), 3), others in prop::collection::vec((0u32..6, 0u32..6), 3), k in 2u32..8) {
        let made = |counts: &[(u32, u32)]| {
            let rows: Vec<(&str, u32, u32)> = ["fall", "burn", "other"].into_iter().zip(counts).map(|(form, (a, b))| (form, *a, *b)).collect();
            release("2026-10", &rows, &[])
        };
        let (before, after) = (made(&counts), made(&others));
        prop_assert!(telltales(&before, &before, k).is_empty());
        prop_assert_eq!(telltales(&before, &after, k).len(), telltales(&after, &before, k).len());
        let flat = |counts: &[(u32, u32)]| counts.iter().flat_map(|(a, b)| [*a, *b]).collect::<Vec<u32>>();
        let came: u32 = flat(&counts).iter().zip(flat(&others)).map(|(a, b)| b.saturating_sub(*a)).sum();
        let went: u32 = flat(&counts).iter().zip(flat(&others)).map(|(a, b)| a.saturating_sub(b)).sum();
        prop_assert_eq!(telltales(&before, &after, k).is_empty(), !(1..k).contains(&came.max(went)), "a naive recount agrees");
    }
}
