//! The model: learning, reasons, bytes, figures, and the start from definitions.

use proptest::prelude::*;

use super::*;

fn examples() -> Vec<Example> {
    let kinds = [
        (
            "fall",
            [
                "廊下で転倒した",
                "トイレで転倒し尻もちをついた",
                "歩行中につまずき転倒",
                "居室の床で転倒していた",
                "立ち上がり時に転倒",
            ],
        ),
        (
            "medication",
            [
                "昼薬を飲ませ忘れた",
                "他の利用者の薬を服用した",
                "床に錠剤が落ちていた",
                "朝薬の内服を忘れた",
                "薬の量を間違えた",
            ],
        ),
        (
            "burn",
            [
                "お茶をこぼして火傷した",
                "熱湯で火傷をした",
                "湯たんぽで低温火傷",
                "味噌汁で手に火傷",
                "ストーブに触れて火傷",
            ],
        ),
    ];
    let spread = |(label, texts): (&str, [&str; 5])| {
        let label = label.to_owned();
        texts.map(|text| {
            ["本日、", "夕方、", "発見時、", ""].map(|start| Example::new(format!("{start}{text}。"), label.clone()))
        })
    };
    kinds.into_iter().flat_map(spread).flatten().collect()
}

fn model() -> Model {
    train(&examples(), &Options::default()).unwrap()
}

#[test]
fn learns_and_says_why() {
    let model = model();
    assert_eq!(model.labels(), ["burn", "fall", "medication"]);
    let best = model.predict("浴室の前で転倒しているのを発見", 3);
    assert_eq!(best[0].label, "fall");
    assert!(best[0].p > 0.5 && (best.iter().map(|one| one.p).sum::<f64>() - 1.0).abs() < 1e-9);
    assert_eq!(best[0].pieces[0].text, "転倒");
    assert!(best[0].pieces.windows(2).all(|pair| pair[0].weight >= pair[1].weight));
}

#[test]
fn the_same_examples_give_the_same_bytes() {
    assert_eq!(model().to_bytes(), model().to_bytes());
    let other = train(&examples(), &Options { seed: 1, ..Options::default() }).unwrap();
    assert_ne!(other.to_bytes(), model().to_bytes());
}

#[test]
fn bytes_come_back_as_the_same_model() {
    let model = model();
    let read = Model::from_bytes(&model.to_bytes()).unwrap();
    assert_eq!(read, model);
    assert_eq!(read.predict("薬を忘れた", 3), model.predict("薬を忘れた", 3));
}

#[test]
fn bad_bytes_are_told_apart() {
    let bytes = model().to_bytes();
    assert_eq!(Model::from_bytes(b""), Err(CodecError::NotAModel));
    assert_eq!(Model::from_bytes(b"FTWM"), Err(CodecError::NotAModel));
    let mut newer = bytes.clone();
    newer[4] = 9;
    assert_eq!(Model::from_bytes(&newer), Err(CodecError::OtherFormat(9)));
    let mut damaged = bytes.clone();
    damaged[bytes.len() / 2] ^= 1;
    assert_eq!(Model::from_bytes(&damaged), Err(CodecError::Damaged));
    for length in 0..bytes.len().min(400) {
        assert!(Model::from_bytes(&bytes[..length]).is_err());
    }
}

#[test]
fn nothing_to_learn_is_said() {
    let one = [Example::new("転倒", "fall")];
    assert_eq!(train(&[], &Options::default()).err(), Some(TrainError::Empty));
    assert_eq!(train(&one, &Options::default()).err(), Some(TrainError::OneLabel));
    let long = [Example::new("転倒", "fall"), Example::new("薬", "x".repeat(2_000))];
    assert_eq!(train(&long, &Options::default()).err(), Some(TrainError::LongLabel));
    let nothing =
        [Example::new("", "a"), Example::new("", "b"), Example { weight: f32::NAN, ..Example::new("転", "b") }];
    assert_eq!(train(&nothing, &Options::default()).unwrap().predict("", 1).len(), 1);
}

#[test]
fn every_example_is_answered_unseen() {
    let report = cross_validate(&examples(), &Options::default(), 5).unwrap();
    assert_eq!(report.n, 60);
    assert!(report.top1 > 0.9 && (report.top3 - 1.0).abs() < 1e-12 && report.macro_f1 > 0.9, "{report:?}");
}

#[test]
fn figures_are_counted_by_hand() {
    let one =
        |truth: &str, top: [&str; 2], p: f64| Outcome { truth: truth.into(), top: top.map(Into::into).to_vec(), p };
    let report = report(&[
        one("a", ["a", "b"], 0.9),
        one("a", ["b", "a"], 0.6),
        one("b", ["b", "a"], 0.8),
        one("c", ["b", "a"], 0.3),
    ]);
    assert!(
        (report.top1 - 0.5).abs() < 1e-12
            && (report.top3 - 0.75).abs() < 1e-12
            && (report.majority - 0.5).abs() < 1e-12
    );
    // F1: a 2/3, b 1/2, c 0.
    assert!((report.macro_f1 - (2.0 / 3.0 + 0.5) / 3.0).abs() < 1e-12);
    assert!((report.ece - (0.1 + 0.6 + 0.2 + 0.3) / 4.0).abs() < 1e-12);
    assert_eq!((report.coverage_at_95, report.threshold_at_95), (0.5, Some(0.8)));
    assert_eq!(super::report(&[]).n, 0);
}

#[test]
fn starts_from_definitions() {
    assert_eq!((FORMS.len(), FORMS.iter().filter(|form| form.welfare).count()), (26, 19));
    assert!(FORMS.iter().all(|form| form.phrases.len() >= 5 && !form.words.is_empty()));
    for (text, form) in [
        ("夜勤の巡視で、ベッドの横の床に倒れていた", "fall"),
        ("隣の席の方の夕食後薬を誤って服用させた", "medication"),
        ("ﾍﾞｯﾄﾞから転落", "fall_from_height"),
        ("おやつの大福を喉に詰まらせて顔色が変わった", "aspiration"),
        ("玄関のセンサーが鳴らず、一人で外へ出ていた", "absconding"),
    ] {
        let suggested = suggest_form(text, None, &[]);
        assert!(suggested.learning && suggested.suggestions.len() == 3);
        assert_eq!(suggested.suggestions[0].label, form, "{text}: {:?}", suggested.suggestions);
    }
    let among = suggest_form("輸血の開始の記録が抜けた", None, &["transfusion", "fall"]);
    assert_eq!(among.suggestions.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(), ["transfusion", "fall"]);
    assert!(suggest_form(" \n", None, &[]).suggestions.is_empty());
}

#[test]
fn causes_start_from_definitions_too() {
    assert_eq!((CAUSES.len(), CAUSES.iter().filter(|cause| cause.welfare).count()), (13, 9));
    assert!(CAUSES.iter().all(|cause| cause.phrases.len() >= 2 && !cause.words.is_empty()));
    for (text, cause) in [
        ("名前を確認せずに隣の席の方へ薬を渡した", "insufficient_check"),
        ("朝の申し送りで食事形態の変更が伝わっていなかった", "poor_communication"),
        ("車いすのブレーキをかけないまま立ち上がりを介助した", "safety_not_confirmed"),
        ("いつも通り飲み込めるだろうと思い込んでいた", "assumption"),
        ("センサーマットの電池が切れていて鳴らなかった", "equipment"),
        ("二人介助の決まりだったが一人で移乗した", "manual_not_followed"),
    ] {
        let suggested = suggest_cause(text, None, &[]);
        assert!(suggested.suggestions.len() == 3 && suggested.learning);
        assert_eq!(suggested.suggestions[0].label, cause, "{text}: {:?}", suggested.suggestions);
        assert!(!suggested.suggestions[0].pieces.is_empty(), "{text}");
    }
}

#[test]
fn few_labels_are_mixed_with_the_definitions() {
    let model = model();
    let suggested = suggest_form("窓ガラスを割った", Some(&model), &[]);
    assert!(suggested.learning);
    assert_eq!(suggested.suggestions[0].label, "property_damage");
    assert_eq!(suggest_form("火傷した", Some(&model), &[]).suggestions[0].label, "burn");
}

proptest! {
    #[test]
    fn damaged_bytes_never_panic(at in 0_usize..4_000, value: u8, cut in 0_usize..50) {
        let mut bytes = BYTES.clone();
        let place = at % (bytes.len() - 8);
        bytes[place] = value;
        bytes.truncate(bytes.len() - 8 - cut.min(bytes.len() - 14));
        // With the right checksum, so that the content itself is read.
        let sum = bytes.iter().fold(0xCBF2_9CE4_8422_2325_u64, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3));
        bytes.extend(sum.to_le_bytes());
        if let Ok(model) = Model::from_bytes(&bytes) {
            let suggestions = model.predict("廊下で転倒した", 3);
            prop_assert!(suggestions.iter().all(|one| one.p.is_finite()));
        }
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,40}") {
        for suggested in [suggest_form(&text, None, &[]), suggest_form(&text, Some(&MODEL), &[])] {
            for one in suggested.suggestions {
                prop_assert!((0.0..=1.0).contains(&one.p));
                prop_assert!(one.pieces.iter().all(|piece| text.get(piece.range.clone()) == Some(piece.text.as_str())));
            }
        }
    }
}

static MODEL: std::sync::LazyLock<Model> = std::sync::LazyLock::new(model);
static BYTES: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| model().to_bytes());
