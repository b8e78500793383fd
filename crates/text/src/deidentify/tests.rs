//! Owns the tests of de-identification: cases by class, made-up texts with known answers, clean texts, and any text at all.

mod beside;
mod made;
mod planted;

use std::collections::BTreeMap;
use std::time::Instant;

use proptest::prelude::*;

use super::*;
use crate::dictionary::names;
use made::{Dice, Made, make, weighted};

fn found(text: &str) -> Vec<(&'static str, String)> {
    deidentify(text, &Known::default()).into_iter().map(|span| (span.class.code(), span.text)).collect()
}

fn redacted(text: &str) -> String {
    redact(text, &deidentify(text, &Known::default()))
}

fn is_untouched(text: &str) {
    assert_eq!(found(text), [], "{text}");
}

#[test]
fn a_report_reads_well_when_all_proposals_are_taken() {
    let text = "利用者の佐藤花子さん(82歳)が令和8年11月3日14時30分頃、305号室で転倒しているのを田中看護師が発見した。佐藤さんは長女へ電話した。";
    assert_eq!(
        redacted(text),
        "利用者の利用者A(80歳代)が○月上旬午後、居室で転倒しているのを職員Bが発見した。利用者Aは家族へ電話した。"
    );
}

#[test]
fn dates_of_every_spelling_are_dates() {
    for date in [
        "令和8年11月3日",
        "R8.11.3",
        "Ｒ８．１１．３",
        "平成30年 3/4",
        "11/3",
        "１１／３",
        "十一月三日",
        "2026年11月3日",
        "2026/11/03",
        "2026-11-03",
        "昭和十五年三月四日",
        "H30年3月4日",
        "11月3日(火)",
        "S15.3.4",
        "20261103",
        "二〇二六年十一月三日",
        "令和元年5月1日",
        "Nov 3, 2026",
        "平成30年度",
    ] {
        assert_eq!(found(&format!("{date}に受診")), [("date", date.to_owned())]);
    }
    assert_eq!(redacted("11/3、11月15日、R8.11.21に"), "○月上旬、○月中旬、○月下旬に");
}

#[test]
fn places_parts_and_reasons_behind_a_role_are_no_names() {
    for text in [
        "職員のあいだで情報を共有した",
        "職員のあいだに伝わっていなかった",
        "職員のあいだの申し送り",
        "職員の間で話し合った",
        "職員の間は休憩がとれず、対応が遅れた",
        "看護師の間、申し送りで確認し、記録した",
        "職員のうち二人が対応した",
        "利用者のうちだれが入浴したか",
        "職員の内、夜勤の者が巡視した",
        "利用者のほうから声をかけた",
        "利用者のほうを見守った",
        "利用者の方を見守った",
        "看護師のため、確認が遅れた",
        "利用者のために手すりを付けた",
        "職員のためではない",
        "利用者のみで移動した",
        "利用者のみを対象に確認した",
        "職員のみの対応",
        "看護師のみ、出勤していた",
        "職員のもとへ歩いた",
        "利用者のそばで見守った",
        "利用者のまえに座り直した",
        "利用者のうえに布団をかけた",
        "利用者のとなりに立ち上がった",
        "職員のほかに対応する者がいない",
        "利用者のまわりを確認した",
        "職員のかわりに家族が付き添った",
        "看護師のところへ連絡した",
        "利用者のひとりが転倒した",
        "利用者のかたへ声かけした",
        "医師のもとで受診した",
        "職員のみなで巡視した",
    ] {
        is_untouched(text);
    }
    for (text, name) in [
        ("職員の会田が発見した", "会田"),
        ("職員の間が発見した", "間"),
        ("担当の西が訪室した", "西"),
        ("職員の間さんが訪室した", "間さん"),
        ("担当:会田", "会田"),
    ] {
        assert!(found(text).iter().any(|(_, found)| found == name), "{text}: {:?}", found(text));
    }
}

#[test]
fn amounts_measures_and_abbreviations_are_left_alone() {
    for text in [
        "ワーファリン1/2錠を内服",
        "主食8/10、副食1/2",
        "3/4程度摂取",
        "BT 37.5、BP 128/76、SpO2 97%",
        "CV挿入中、ICUへ",
        "3日前から便秘。1日3回。2日間。10日分",
        "2時間後に再検。30分間",
        "80歳代の利用者",
        "西側の廊下を東へ",
        "西を向いて座る。南の窓",
        "皆さん、患者様、看護師さん",
        "タイヤにはさんで固定",
        "同様に、この様な様子",
        "1週間に2回",
        "HbA1c 7.2、T37.2",
        "11月上旬",
    ] {
        is_untouched(text);
    }
}

#[test]
fn times_become_parts_of_the_day() {
    assert_eq!(
        redacted("14:30、午前9時、２３時半、朝8時、夜8時、2時頃、PM3:00"),
        "午後、午前、夜間帯、午前、午後、夜間帯、午後"
    );
}

#[test]
fn names_of_every_writing_are_persons() {
    for (text, name) in [
        ("西さんが転倒", "西さん"),
        ("さとうさんと話す", "さとうさん"),
        ("ハナコさんが笑う", "ハナコさん"),
        ("Tanakaさんが受診", "Tanakaさん"),
        ("T.S.が転倒", "T.S."),
        ("A氏が転倒", "A氏"),
        ("Y様が転倒", "Y様"),
        ("吉村春花が転倒した", "吉村春花"),
        ("息子の太郎が面会", "太郎"),
        ("五百旗頭さんが転倒", "五百旗頭さん"),
        ("氏名:東みどり", "東みどり"),
        ("髙橋様が転倒", "髙橋様"),
        ("佐藤　花子様が", "佐藤　花子様"),
        ("ﾀﾅｶさんが", "ﾀﾅｶさん"),
        ("佐\u{200b}藤さんが", "佐\u{200b}藤さん"),
    ] {
        let found = found(text);
        assert!(found.iter().any(|(class, text)| *class == "person" && text == name), "{text}: {found:?}");
    }
    for text in ["木下医師に報告", "斉藤Nsが発見", "担当は西。", "Dr.Tanakaに報告"] {
        assert_eq!(found(text).first().map(|(class, _)| *class), Some("staff"), "{text}");
    }
}

#[test]
fn numbers_that_belong_to_somebody_are_found() {
    for (text, class) in [
        ("03-1234-5678へ", "phone"),
        ("０９０－１２３４－５６７８へ", "phone"),
        ("09012345678へ", "phone"),
        ("0565(34)6800", "phone"),
        ("内線1234", "phone"),
        ("taro@example.jp", "mail"),
        ("患者番号 12-3456", "id"),
        ("保険証番号:12345678", "id"),
        ("被保険者番号0012345678", "id"),
        ("カルテNo.A12345", "id"),
        ("八十二歳の", "age"),
        ("82才女性", "age"),
        ("305号室で", "room"),
        ("３階東へ", "room"),
        ("東2病棟", "room"),
        ("〒470-1234", "address"),
        ("愛知県豊田市西町3-60に", "address"),
    ] {
        let found = found(text);
        assert_eq!(found.first().map(|(class, _)| *class), Some(class), "{text}: {found:?}");
    }
}

#[test]
fn one_person_has_one_letter() {
    let text = "佐藤花子が転倒。佐藤さんは「痛い」。花子さんの隣に鈴木さん。さとうさんを介助。";
    assert_eq!(redacted(text), "利用者Aが転倒。利用者Aは「痛い」。利用者Aの隣に利用者B。利用者Aを介助。");
    let known = Known { people: vec!["鈴木 一郎(すずき いちろう)".into()], ..Known::default() };
    let text = "一郎が転倒。スズキ様の薬。鈴木を介助。";
    assert_eq!(redact(text, &deidentify(text, &known)), "利用者Aが転倒。利用者Aの薬。利用者Aを介助。");
}

#[test]
fn the_facilitys_lists_are_found_in_part_too() {
    let known = Known {
        people: vec!["西 誠".into(), "大木 花子".into()],
        staff: vec!["原田太郎".into()],
        places: vec!["ひまわりユニット".into(), "食堂".into()],
        facility: vec!["社会福祉法人 南山会 特別養護老人ホームけやき苑".into()],
    };
    let text = "西が食堂で転倒。大木は無事。原田が発見。けやきの玄関、ひまわりユニット。西側の廊下。";
    let classes: Vec<(&str, String)> =
        deidentify(text, &known).into_iter().map(|span| (span.class.code(), span.text)).collect();
    let expected =
        [("person", "西"), ("person", "大木"), ("staff", "原田"), ("facility", "けやき"), ("room", "ひまわりユニット")];
    assert_eq!(classes.len(), expected.len(), "{classes:?}");
    for ((class, text), (wanted, name)) in classes.iter().zip(expected) {
        assert!(text == name && (*class == wanted || wanted == "room" && *class == "place"), "{classes:?}");
    }
}

#[test]
fn positions_count_characters_of_the_source() {
    let text = "😀㍻ﾃﾞｲ 髙橋さん";
    let spans = deidentify(text, &Known::default());
    let letters: Vec<char> = text.chars().collect();
    assert!(!spans.is_empty());
    for span in &spans {
        assert_eq!(letters[span.start..span.end].iter().collect::<String>(), span.text);
    }
}

fn surnames() -> Vec<(String, String)> {
    weighted(names().surnames().map(|(surname, name)| (surname, &*name.readings[0], name.cost)))
}

/// Share of the known answers that are covered wholly, by class and over all.
fn recall(with_lists: bool) -> BTreeMap<&'static str, f64> {
    let surnames = surnames();
    let mut dice = Dice(20_261_122);
    let mut counts: BTreeMap<&'static str, (u32, u32)> = BTreeMap::new();
    for _ in 0..1_500 {
        let Made { text, gold, people, facility } = make(&mut dice, &surnames);
        let known = if with_lists { Known { people, facility, ..Known::default() } } else { Known::default() };
        let spans = deidentify(&text, &known);
        let is_covered = |at: usize| {
            text.chars().nth(at) == Some(' ') || spans.iter().any(|span| (span.start..span.end).contains(&at))
        };
        for (class, start, end) in gold.into_iter().filter(|(class, ..)| with_lists || *class != "listed") {
            for class in [class, "all"] {
                let count = counts.entry(class).or_default();
                count.0 += u32::from((start..end).all(is_covered));
                count.1 += 1;
            }
        }
    }
    let shares = counts.into_iter().map(|(class, (hits, all))| (class, f64::from(hits) / f64::from(all)));
    shares.inspect(|(class, share)| println!("lists {with_lists}: {class} {share:.4}")).collect()
}

#[test]
fn recall_on_made_up_texts_keeps_the_gates() {
    for with_lists in [false, true] {
        let recall = recall(with_lists);
        for class in ["phone", "id", "date", "age", "time", "mail"] {
            assert!(recall[class] >= 0.99, "{class} {}", recall[class]);
        }
        let person = if with_lists { 0.97 } else { 0.94 };
        assert!(recall["person"] >= person && recall["all"] >= 0.95, "{recall:?}");
    }
}

#[test]
fn narratives_without_personal_data_are_left_alone() {
    // Our own sentences; `examples/clean.rs` measures thousands of published ones.
    for text in [
        "作業床の端で体勢を崩し、約2m下の地面に墜落した。",
        "通路で荷を運搬中、段差につまずいて転倒し、膝を打撲した。",
        "脚立の三段目から降りる際に足を滑らせた。",
        "台車を押していたところ、柱との間に手をはさんだ。",
        "床の清掃中に濡れた床で滑り、手をついて手首を捻った。",
        "機械の清掃中、誤って起動ボタンに触れ、ローラーに巻き込まれた。",
        "食堂で配膳中、汁物をこぼし、手背に発赤が生じた。",
        "入浴介助の際、浴槽の縁をまたごうとしてふらつき、尻もちをついた。",
    ] {
        is_untouched(text);
    }
}

#[test]
fn a_thousand_characters_take_milliseconds() {
    let text: String = "利用者の佐藤花子さんが令和8年11月3日14時30分頃、居室で転倒しているのを発見した。外傷なし。"
        .chars()
        .cycle()
        .take(1_000)
        .collect();
    let known = Known::default();
    assert!(!deidentify(&text, &known).is_empty());
    let begun = Instant::now();
    for _ in 0..20 {
        assert!(!deidentify(&text, &known).is_empty());
    }
    let each = begun.elapsed() / 20;
    println!("{each:?} for 1,000 characters");
    assert!(each.as_millis() < 100, "the promise is 5 ms in release on a quiet machine; {each:?}");
}

/// What the rules look at, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "佐藤",
        "西",
        "さん",
        "様",
        "看護師",
        "Dr.",
        "A",
        "氏",
        "１１",
        "/",
        "3",
        "月",
        "日",
        "令和",
        "年",
        "R8.",
        ":",
        "30",
        "時",
        "分",
        "(",
        ")",
        " ",
        "　",
        "\n",
        "。",
        "ｶﾞ",
        "ﾞ",
        "㍻",
        "㎝",
        "½",
        "\u{3099}",
        "\u{200b}",
        "😀",
        "苑",
        "けやき",
        "号室",
        "階",
        "東",
        "番号",
        "ー",
        "-",
        "0",
        "@",
        ".",
        "丁目",
        "息子",
        "の",
        "Tanaka",
        "十",
        "百",
        "歳",
        "才",
        "\u{0}",
        "ſ",
        "ß",
        "İ",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn is_sound(text: &str, known: &Known) {
    let spans = deidentify(text, known);
    let letters: Vec<char> = text.chars().collect();
    let mut last = 0;
    for span in &spans {
        assert!(last <= span.start && span.start < span.end && span.end <= letters.len(), "{text:?}: {span:?}");
        assert_eq!(letters[span.start..span.end].iter().collect::<String>(), span.text);
        assert!(span.confidence > 0.0 && span.confidence <= 1.0 && !span.proposal.is_empty());
        last = span.end;
    }
    assert!(redact(text, &spans).chars().count() <= letters.len() + spans.len() * 12);
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>(), name in any::<String>()) {
        is_sound(&text, &Known { people: vec![name.clone()], facility: vec![name], ..Known::default() });
    }

    #[test]
    fn any_mix_of_what_the_rules_look_at_is_read(text in pieces(), name in pieces()) {
        is_sound(&text, &Known { people: vec![name.clone()], places: vec![name], ..Known::default() });
    }

    #[test]
    fn any_spans_are_applied_without_harm(start in 0_usize..20, length in 0_usize..20) {
        let span = Span { start, end: start + length, class: Class::Person, text: String::new(), confidence: 1.0, proposal: "利用者A".into() };
        let redacted = redact("佐藤さんが転倒", &[span.clone(), span]);
        prop_assert!(!redacted.is_empty());
    }
}
