//! Owns the planted identities (ADR 0014): care reports into which known people, nicknames, rooms, dates and relatives of one facility
//! are put in every writing, and the share of them that the identity check finds with the facility's lists.
//!
//! Other sentences than `made`, and lists as the program builds them: staff with their reading, users as a report names them.

use std::collections::BTreeMap;

use super::super::*;
use super::made::Dice;

/// Kanji and reading of users: common and rare surnames, and surnames that are words or directions.
const USERS: &[(&str, &str, &str, &str)] = &[
    ("海野", "うんの", "ハル", "はる"),
    ("西", "にし", "勝子", "かつこ"),
    ("森", "もり", "節夫", "せつお"),
    ("小鳥遊", "たかなし", "トキ", "とき"),
    ("東海林", "しょうじ", "健", "けん"),
    ("勅使河原", "てしがわら", "ミツ", "みつ"),
    ("長谷部", "はせべ", "陽葵", "ひまり"),
    ("五十嵐", "いがらし", "源一", "げんいち"),
    ("鬼塚", "おにづか", "さくら", "さくら"),
    ("林", "はやし", "八重", "やえ"),
    ("髙橋", "たかはし", "恵美", "えみ"),
    ("中", "なか", "茂", "しげる"),
];
const STAFF: &[(&str, &str, &str, &str)] = &[
    ("早川", "はやかわ", "真理", "まり"),
    ("原", "はら", "大地", "だいち"),
    ("二階堂", "にかいどう", "翔", "しょう"),
    ("北", "きた", "優", "ゆう"),
    ("宇佐美", "うさみ", "恵", "めぐみ"),
    ("金城", "きんじょう", "海斗", "かいと"),
    ("泉", "いずみ", "直子", "なおこ"),
    ("大空", "おおぞら", "愛", "あい"),
];
const NICKNAMES: &[&str] =
    &["はるちゃん", "かっちゃん", "トッキー", "げんさん", "みっちゃん", "ねね", "ボス", "おしげさん"];
const HOUSES: &[&str] = &["けやき", "ひなた", "そよかぜ", "ゆうなぎ"];
const PLACES: &[&str] = &["すみれユニット", "ひだまりホール", "いちょう棟", "ふれあい作業所"];
const DATES: &[&str] = &[
    "11月3日",
    "令和8年11月3日",
    "R8.11.3",
    "11/3",
    "十一月三日",
    "１１月３日",
    "2026年11月3日",
    "先月の28日",
    "先週の火曜日",
    "昭和15年3月4日",
];
const TIMES: &[&str] = &["14時25分", "午後2時25分", "14:25", "１４：２５", "朝7時半"];
const ROOMS: &[&str] = &["203号室", "２０３号室", "居室12", "2階東", "東2病棟", "203号"];
const RELATIVES: &[&str] = &["長女", "ご主人", "妻", "お孫さん", "義理の姉", "姉"];
const IDS: &[&str] =
    &["利用者番号 0012345", "被保険者番号1234567890", "090-1234-5678", "カルテNo.A10234", "hanako.unno@example.jp"];
const AGES: &[&str] = &["87歳", "８７才", "八十七歳", "満87歳"];
/// {} is the identity. What stands around it is what texts for publication say.
const PERSON_FRAMES: &[&str] = &[
    "朝食後、{}さんの薬を隣の席の方に渡した。",
    "{}様が廊下で転倒しているのを発見した。",
    "入浴の際、{}氏の見守りが途切れた。",
    "{}が車椅子から立ち上がろうとして転倒した。",
    "隣席の{}の薬と取り違えた。",
    "昼食の配膳で、{}の食事に別の方の薬を混ぜた。",
    "服薬の前に{}を呼んだところ、別の方が返事をした。",
    "本人（{}）は「痛くない」と話した。",
    "誤って{}に内服させた。",
];
const STAFF_FRAMES: &[&str] = &[
    "{}が発見し、看護師に報告した。",
    "夜勤の{}が巡視で気づいた。",
    "{}看護師が状態を確認した。",
    "{}さんが配薬を担当していた。",
    "主任の{}に連絡した。",
    "対応：{}",
    "早番の{}と二人で確認した。",
    "{}支援員が目を離した間に起きた。",
];

/// The ways in which one known person is written.
fn writings(
    (surname, surname_kana, given, given_kana): (&str, &str, &str, &str),
    with_reading: bool,
) -> Vec<(&'static str, String)> {
    let mut ways = vec![
        ("full", format!("{surname}{given}")),
        ("full", format!("{surname} {given}")),
        ("surname", surname.to_owned()),
        ("given", given.to_owned()),
    ];
    if with_reading {
        let katakana = super::super::plain::to_katakana(surname_kana);
        ways.push(("kana", surname_kana.to_owned()));
        ways.push(("kana", katakana.clone()));
        ways.push(("kana", format!("{surname_kana}{given_kana}")));
        let latin: String = crate::deidentify::person::latin_of(&katakana).into_iter().next().unwrap_or_default();
        let capital: String = latin.chars().take(1).flat_map(char::to_uppercase).chain(latin.chars().skip(1)).collect();
        ways.push(("romaji", capital));
    }
    ways
}

/// A text, the characters that must be covered, and what kind of identity they are.
struct Planted {
    text: String,
    start: usize,
    end: usize,
    kind: String,
}

fn plant(frame: &str, identity: &str, kind: impl Into<String>) -> Planted {
    let (before, after) = frame.split_once("{}").unwrap();
    let start = before.chars().count();
    Planted {
        text: format!("{before}{identity}{after}"),
        start,
        end: start + identity.chars().count(),
        kind: kind.into(),
    }
}

fn lists() -> Known {
    let entry = |(surname, _, given, _): &(&str, &str, &str, &str)| format!("{surname} {given}");
    let staff = |(surname, surname_kana, given, given_kana): &(&str, &str, &str, &str)| {
        format!("{surname} {given}({surname_kana} {given_kana})")
    };
    Known {
        people: USERS.iter().map(entry).chain(NICKNAMES.iter().map(|name| (*name).to_owned())).collect(),
        staff: STAFF.iter().map(staff).collect(),
        places: PLACES.iter().map(|name| (*name).to_owned()).chain(["食堂".to_owned(), "居室".to_owned()]).collect(),
        facility: HOUSES.iter().map(|name| format!("障害者支援施設{name}")).collect(),
    }
}

fn all() -> Vec<Planted> {
    let mut planted = Vec::new();
    for person in USERS {
        for (way, name) in writings(*person, false) {
            planted.extend(PERSON_FRAMES.iter().map(|frame| plant(frame, &name, format!("user {way}"))));
        }
    }
    for person in STAFF {
        for (way, name) in writings(*person, true) {
            planted.extend(STAFF_FRAMES.iter().map(|frame| plant(frame, &name, format!("staff {way}"))));
        }
    }
    for name in NICKNAMES {
        planted.extend(
            PERSON_FRAMES
                .iter()
                .filter(|frame| !name.ends_with("さん") || !frame.contains("{}さん"))
                .map(|frame| plant(frame, name, "nickname")),
        );
    }
    let put = |kind: &str, list: &[&str], frames: &[&str]| {
        let pairs = list.iter().flat_map(|item| frames.iter().map(move |frame| (frame, item)));
        pairs.map(|(frame, item)| plant(frame, item, kind)).collect::<Vec<_>>()
    };
    planted.extend(put(
        "date",
        DATES,
        &["{}、別の方の薬を渡した。", "前回は{}に同じことがあった。", "事故の日（{}）から経過を見た。"],
    ));
    planted.extend(put("time", TIMES, &["{}ごろ発見した。", "訪室は{}だった。"]));
    planted.extend(put("room", ROOMS, &["{}で転倒していた。", "ナースコールは{}からだった。"]));
    planted.extend(put("relative", RELATIVES, &["面会中の{}が気づいた。", "{}に電話で説明した。"]));
    planted.extend(put("id or phone", IDS, &["記録（{}）を確かめた。", "{}を取り違えた。"]));
    planted.extend(put("age", AGES, &["{}の方に渡した。", "本人は{}で、歩行は自立。"]));
    planted.extend(put(
        "house",
        HOUSES,
        &["{}の職員が気づいた。", "短期入所先の{}から戻った。", "{}に連絡した。", "送迎の車は{}を出ていた。"],
    ));
    planted.extend(put("place", PLACES, &["{}で配膳中だった。", "{}の利用者に渡した。"]));
    planted
}

#[test]
fn planted_identities_of_the_facility_are_found() {
    let known = lists();
    let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    let mut missed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for planted in all() {
        let spans = deidentify(&planted.text, &known);
        let letters: Vec<char> = planted.text.chars().collect();
        let is_covered =
            |at: usize| letters[at] == ' ' || spans.iter().any(|span| (span.start..span.end).contains(&at));
        let hit = (planted.start..planted.end).all(is_covered);
        for kind in [planted.kind.as_str(), "all"] {
            let count = counts.entry(kind.to_owned()).or_default();
            count.0 += u32::from(hit);
            count.1 += 1;
        }
        if !hit {
            missed.entry(planted.kind).or_default().push(planted.text);
        }
    }
    for (kind, (hits, all)) in &counts {
        println!("{kind}: {hits} of {all} = {:.4}", f64::from(*hits) / f64::from(*all));
    }
    for (kind, texts) in &missed {
        println!("missed {kind}: {texts:#?}");
    }
    let (hits, all) = counts["all"];
    assert!(all > 900 && f64::from(hits) / f64::from(all) >= 0.95, "{hits} of {all}");
}

#[test]
fn what_names_nobody_is_left_alone_with_the_same_lists() {
    let known = lists();
    // 西, 東, 中, 原, 森, 林, 泉 and 愛 are people of this facility, けやき is its name.
    for text in [
        "西側の廊下を東へ進み、中庭に出た。",
        "ワーファリン1/2錠を朝食後に渡した。",
        "主食8/10、副食1/2を摂取した。",
        "原因は確認不足である。",
        "森林浴の行事の準備中だった。",
        "服薬の途中、中止の指示を確かめた。",
        "北側の窓を閉め、南へ向いて座った。",
        "薬袋の名前を二人で声に出して読むこととした。",
        "1日3回、食後30分以内に内服する。",
        "食堂で配膳中に取り違え、居室に戻って気づいた。",
    ] {
        let found: Vec<String> =
            deidentify(text, &known).into_iter().filter(|span| span.confidence >= 0.85).map(|span| span.text).collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn names_that_are_words_are_asked_about_and_not_changed_by_the_dozen() {
    let known = Known { staff: vec!["介護 花子".into(), "森 一郎".into()], ..Known::default() };
    let of = |text: &str| -> Vec<(String, bool)> {
        deidentify(text, &known).into_iter().map(|span| (span.text, span.confidence >= 0.85)).collect()
    };
    assert_eq!(of("森さんが介護をした。").first(), Some(&("森さん".to_owned(), true)));
    assert!(of("入浴の介護を二人で行う。").iter().all(|(_, sure)| !sure));
}

#[test]
fn a_taken_proposal_asks_nothing_again_and_its_letter_is_not_given_twice() {
    let known = lists();
    let mut dice = Dice(20_261_126);
    let pool = all();
    for _ in 0..300 {
        let text = format!("{}{}", dice.pick(&pool).text, dice.pick(&pool).text);
        let spans = deidentify(&text, &known);
        let clean = redact(&text, &spans);
        let again: Vec<Span> = deidentify(&clean, &known)
            .into_iter()
            .filter(|span| spans.iter().any(|old| old.proposal == span.text))
            .collect();
        assert!(again.is_empty(), "{text} → {clean}: {again:?}");
    }
    let spans = deidentify("利用者Aの薬を西さんに渡した。海野さんが見た。", &known);
    let proposals: Vec<&str> = spans.iter().map(|span| span.proposal.as_str()).collect();
    assert_eq!(proposals, ["利用者B", "利用者C"]);
}
