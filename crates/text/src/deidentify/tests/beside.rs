//! Tests of what stands beside a finding or within a word: rooms, rows, readings, roles, days, spots, words that hold a name.

use super::{found, is_untouched};
use crate::{Known, deidentify};

/// Every piece of the class is found, whatever else is.
fn finds(class: &str, text: &str, pieces: &[&str]) {
    let found = found(text);
    for piece in pieces {
        let covers = |(of, span): &(&str, String)| *of == class && span.contains(piece);
        assert!(found.iter().any(covers), "{class} {piece} in {text}: {found:?}");
    }
}

#[test]
fn rooms_are_told_by_building_ward_kind_letter_or_the_person_in_them() {
    for (text, rooms) in [
        ("南館402の患者に配膳した", &["南館402"][..]),
        ("B棟3階でふらついた", &["B棟3階"]),
        ("A棟A-12に戻った", &["A棟A-12"]),
        ("E病棟12号、小児病棟2号室", &["E病棟12号", "小児病棟2号室"]),
        ("HCU-2とICU5番ベッド", &["HCU-2", "ICU5番ベッド"]),
        ("隔離室2から特室Aへ", &["隔離室2", "特室A"]),
        ("B-207の前で転倒", &["B-207"]),
        ("511から512へ移床した", &["511", "512"]),
        ("203の山田さんと201-3木村様", &["203", "201-3"]),
        ("木村さん（2-11）の机", &["2-11"]),
        ("3階なでしこ棟の廊下", &["3階なでしこ棟"]),
        ("北305から東7階へ", &["北305", "東7階"]),
        ("第2ユニットの夕食", &["第2ユニット"]),
        ("お昼があじさいユニットに届いた", &["あじさいユニット"]),
    ] {
        finds("room", text, rooms);
    }
    for text in ["血圧が180から120へ下がった", "HbA1cは6.5", "10mgを2回に分けた", "SpO2 96から98になった", "3階の廊下"]
    {
        is_untouched(text);
    }
}

#[test]
fn further_days_of_a_range_and_days_with_their_weekday_are_dates() {
    for (text, days) in [
        ("12月24日から26日まで外泊", &["12月24日", "26日"][..]),
        ("8月16日～18日の連休", &["18日"]),
        ("土曜（15日）の当直", &["土曜（15日）"]),
        ("木曜2/29に検査", &["木曜2/29"]),
        ("28日の日曜に面会", &["28日の日曜"]),
        ("第3火曜に来所", &["第3火曜"]),
        ("2025-02-18T03:12に記録", &["2025-02-18T03:12"]),
        ("敬老の日の行事", &["敬老の日"]),
        ("4.18 朝食を全量", &["4.18"]),
        ("次回は5日です", &["5日"]),
    ] {
        finds("date", text, days);
    }
    for (text, days) in
        [("HDS-Rを3/5に実施", &["3/5"][..]), ("MMT低下、3/5転倒", &["3/5"]), ("安静は12日から解除", &["12日"])]
    {
        finds("date", text, days);
    }
    for text in ["誤って3日分を配薬", "予定は3日間", "次回は2日後"] {
        is_untouched(text);
    }
    for (text, day) in [("11月3日から1日3回内服", "11月3日"), ("8月16日より1日2錠", "8月16日")] {
        assert_eq!(found(text), [("date", day.to_owned())], "{text}");
    }
    for text in [
        "HDS-R 9/30",
        "入院は5日間から7日間",
        "体重が4.18に増えた",
        "全治は10日から14日",
        "水曜日は入浴の日",
        "MMT右下肢3/5",
        "MMT 4/5、左3/5",
    ] {
        is_untouched(text);
    }
}

#[test]
fn a_row_is_read_from_the_name_that_was_found() {
    finds("person", "佐々木さん、土屋、市川、西田がテーブルにいた", &["土屋", "市川", "西田"]);
    finds("person", "土様（つち）と星川さん(ほしかわ あや)", &["つち", "ほしかわ あや"]);
    is_untouched("机、椅子、棚を動かした");
    let spans = found("山田さん(ふらつきあり)が立った");
    assert_eq!(spans, [("person", "山田さん".to_owned())], "how somebody is is no reading");
}

#[test]
fn who_has_a_role_is_staff() {
    for text in
        ["送迎担当佐藤が到着した", "Ns小野が対応した", "教授の三上回診時に", "柏(生活支援員)は帰った", "介助者東。"]
    {
        let found = found(text);
        assert!(found.iter().any(|(class, _)| *class == "staff"), "{text}: {found:?}");
    }
    for text in ["本間助手が記録", "夜勤は相馬1名", "松原准看が計測", "神谷当直医の指示"] {
        let found = found(text);
        assert!(found.iter().any(|(class, _)| *class == "staff"), "{text}: {found:?}");
    }
    for text in ["本日のデイでは体操をした", "警備の方が止めた"] {
        is_untouched(text);
    }
}

#[test]
fn names_of_every_form_are_persons() {
    for (text, name) in [
        ("みっちゃんが泣いた", "みっちゃん"),
        ("王さんと前さんが来た", "前さん"),
        ("一ノ瀬さんが食べた", "一ノ瀬さん"),
        ("スズキサマの体温", "スズキサマ"),
        ("Nguyen Thi Lan様の採血", "Nguyen Thi Lan様"),
        ("トメばあちゃんが歩いた", "トメばあちゃん"),
        ("石井ベビーの母乳", "石井ベビー"),
    ] {
        finds("person", text, &[name]);
    }
    for text in ["水様便が2回あった", "コーヒー残渣様の嘔吐", "同様に対応した", "サマリーを書いた", "皆さんで食べた"]
    {
        is_untouched(text);
    }
}

#[test]
fn nobody_is_lost_to_a_rule_about_something_else() {
    for (text, name) in [
        ("佐藤様物忘れが進行", "佐藤"),
        ("山田様性格変化", "山田"),
        ("田中様便付着", "田中"),
        ("佐藤のミルクを渡した。佐藤さんは", "佐藤"),
        ("SS様が転倒", "SS"),
        ("ニコールさんが来所", "ニコール"),
        ("内海さん(うつみ)が", "うつみ"),
        ("外科医師の林に報告", "林"),
        ("支援課長の森が確認した", "森"),
    ] {
        assert!(found(text).iter().any(|(_, span)| span.contains(name)), "{text}: {:?}", found(text));
    }
    let records = found("介護記録 佐藤様が転倒");
    assert!(records.iter().any(|(class, _)| *class == "person"), "who is written about is no staff: {records:?}");
}

#[test]
fn proposals_of_unusual_forms_are_true() {
    for (text, told) in [
        ("2025-02-28T03:05に", "○月下旬に"),
        ("20240617_1430に", "○月中旬に"),
        ("9月末日に", "○月下旬に"),
        ("敬老の日に", "ある日に"),
        ("第3火曜日に", "ある日に"),
        ("10月の第2火曜に", "○月に"),
        ("大晦日に", "ある日に"),
        ("生後20日の子", "10歳未満の子"),
        ("生後12か月の子", "10歳未満の子"),
    ] {
        assert_eq!(super::redacted(text), told, "{text}");
    }
}

#[test]
fn a_word_that_holds_a_name_is_nobody() {
    for text in [
        "橋本病で通院中",
        "長谷川式で12点",
        "森田療法を行った",
        "田中ビネーを実施",
        "PT-INR 4.8だった",
        "ナースステーションの前",
        "サ高住の職員が来た",
        "六君子湯を飲んだ",
    ] {
        is_untouched(text);
    }
    let known = Known { people: vec!["長谷川 勇".into(), "森田 茂".into()], ..Known::default() };
    assert_eq!(deidentify("長谷川式で12点、森田療法", &known), [], "though somebody is called so");
    let spans = deidentify("長谷川が森田と話した", &known);
    assert_eq!(spans.iter().map(|span| span.text.as_str()).collect::<Vec<_>>(), ["長谷川", "森田"]);
}

#[test]
fn shops_roads_lines_and_parks_are_places() {
    for (text, spots) in [
        ("セブンイレブン藤沢店で買った", &["セブンイレブン藤沢店"][..]),
        ("国道16号で追突された", &["国道16号"]),
        ("さくら通りの交差点", &["さくら通り"]),
        ("京王線に乗って行った", &["京王線"]),
        ("成田空港へ行くと言った", &["成田空港"]),
        ("いちょう公園のベンチ", &["いちょう公園"]),
        ("道の駅なるさわで食べた", &["道の駅なるさわ"]),
        ("実際は中区。", &["中区"]),
        ("本川越駅の改札", &["本川越駅"]),
        ("三島大社へ散歩", &["三島大社"]),
    ] {
        finds("place", text, spots);
    }
    for text in [
        "予定通りに進んだ",
        "近くの公園を歩いた",
        "点滴の線に触れた",
        "作業区に入った",
        "児童公園のベンチ",
        "大通りを渡った",
    ] {
        is_untouched(text);
    }
}

#[test]
fn the_whole_name_of_a_house_is_covered() {
    for (text, name) in [
        ("県立病院へ搬送", "県立病院"),
        ("第一病院に転院", "第一病院"),
        ("東京総合医療センターの医師", "東京総合医療センター"),
        ("こころのクリニックが休診", "こころのクリニック"),
        ("スギ薬局 国分寺店で受け取る", "国分寺店"),
        ("希望の里から連絡", "希望の里"),
        ("協和病院へ搬送", "協和病院"),
        ("佐久間整形を受診", "佐久間整形"),
    ] {
        assert!(found(text).iter().any(|(_, found)| found.contains(name)), "{text}: {:?}", found(text));
    }
    for text in ["近くのクリニックを受診", "労災手続きの書類", "総合病院を受診", "他の病院に転院"]
    {
        is_untouched(text);
    }
}

#[test]
fn ages_and_phones_of_every_spelling_are_found() {
    for (text, ages) in [("光の生後5か月の妹", "生後5か月"), ("本人(満21)の話", "満21"), ("3歳児のクラス", "3歳")]
    {
        finds("age", text, &[ages]);
    }
    for phone in ["080・5555・0177", "(045)111-2222"] {
        finds("phone", &format!("連絡は{phone}へ"), &[phone]);
    }
}
