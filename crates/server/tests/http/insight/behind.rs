//! Tests of what stands behind the figures: every number of the page is the number of reports in the list to which it leads.
use std::collections::BTreeMap;

use testkit::TestApp;

use crate::browser::Browser;
use crate::scene::{fall, stamp, submit, wrong_person};

/// Fourteen months of reports at different times and places, some of them merged into another, one judged an accident.
async fn told(t: &TestApp) {
    let first: domain::publication::Month = "2025-09".parse().unwrap();
    let causes = causes(t).await;
    for at in 0..14 {
        let month = first.plus(at);
        t.clock.set(&format!("{month}-10T01:00:00Z"));
        let mut ids = Vec::new();
        for n in 0..4 {
            let mut fields = if n == 3 { wrong_person(t) } else { fall(t) };
            fields.set("occurred", format!("{}-{:02}", month, 1 + (at + n) % 9));
            if (n, at) == (1, 4) {
                fields.set("occurred_unknown", "1");
            }
            let place = t.places[usize::try_from(n % 2).unwrap()].to_string();
            fields.set("place", if n == 3 && at % 5 == 0 { "unknown".to_owned() } else { place });
            // Of every fourth the time is not known.
            if n != 2 {
                fields.set("occurred_hour", ((at * 5 + n * 7) % 24).to_string());
                fields.set("occurred_minute", "30");
            }
            if n != 2 || at % 4 != 0 {
                fields.set("occupation", if n == 0 { "nurse" } else { "life_support_worker" });
            }
            // Of the first at even months and of the third at odd ones nobody shall know who told.
            if n == (at % 2) * 2 {
                fields.set("mode", "protected");
            }
            if n != 1 {
                fields.push("cause", causes[0].as_str());
            }
            if n > 1 {
                fields.push("cause", causes[1].as_str());
            }
            ids.push(submit(t, fields, &format!("{at}-{n}")).await);
        }
        let risk = t.ctx("risk").await;
        if at % 3 == 0 {
            t.app.merge_reports(&risk, ids[1], ids[0]).await.unwrap();
        }
        if at == 7 {
            stamp(t, ids[0], ("risk", "handler"), "4").await;
        }
    }
    t.clock.set("2026-11-02T01:00:00Z");
}

/// Two causes of the profile.
async fn causes(t: &TestApp) -> [String; 2] {
    let facility = t.app.facility(&t.ctx("risk").await).await.unwrap();
    let list = facility.profile.choice_list(domain::profile::ChoiceField::Cause).unwrap();
    [0, 1].map(|at| list.items[at].code.clone())
}

/// Every number of a figure that leads to a list: address and number.
fn numbers(body: &str) -> BTreeMap<String, u64> {
    let mut found = BTreeMap::new();
    for link in body.split("<a href=\"/cases?").skip(1) {
        let (href, rest) = link.split_once('"').unwrap();
        let said = if let Some(svg) = rest.strip_prefix(" tabindex=\"-1\">") {
            // A point, a bar or a cell of a picture.
            svg.split("<title>").nth(1).and_then(|title| title.split("</title>").next()).unwrap_or_default()
        } else {
            // A cell of the table of the week.
            rest.strip_prefix(" aria-label=\"").and_then(|name| name.split('"').next()).unwrap_or_default()
        };
        let digits: String =
            said.rsplit('：').next().unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
        if said.split('：').nth(1).is_some_and(|value| value.trim_start_matches(&digits).starts_with('件')) {
            found.insert(href.replace("&amp;", "&").replace("&#38;", "&"), digits.parse().unwrap());
        }
    }
    found
}

#[tokio::test]
async fn every_number_is_the_number_of_its_list() {
    let t = TestApp::new().await;
    told(&t).await;
    let mut risk = Browser::of(&t, "risk").await;
    let page = risk.get("/insight").await.body;
    let numbers = numbers(&page);
    let has = |part: &str| numbers.keys().filter(|address| address.contains(part)).count();
    for (part, least) in [
        ("weekday=", 10),
        ("level=", 5),
        ("place=", 2),
        ("form=", 2),
        ("kind=accident", 10),
        ("cause=", 2),
        ("detail=wrong_person", 1),
        ("occupation=", 2),
        ("cause=-", 1),
        ("place=-", 1),
        ("occupation=-", 1),
        ("mode=hidden", 1),
        ("lag=", 6),
        ("lag=-", 1),
    ] {
        assert!(has(part) >= least, "{part}: {numbers:?}");
    }
    assert!(numbers.values().sum::<u64>() > 100 && numbers.keys().all(|address| address.contains("merged=no")));
    for (address, number) in &numbers {
        let list = risk.get(&format!("/cases?{address}")).await.body;
        assert!(list.contains(&format!("<strong role=\"status\">{number}件</strong>")), "{address}: not {number}");
    }
    let list = risk.get("/cases?mode=hidden&lag=8-").await.body;
    assert!(list.contains("報告のしかた: 氏名保護・匿名"), "{list}");
    assert!(list.contains("できごとから報告までの日数: 8日以上"), "{list}");
    assert!(list.contains("<option value=\"8-\" selected>") && list.contains("<option value=\"hidden\" selected>"));
    let list = risk.get("/cases?cause=-&place=-").await.body;
    assert!(list.contains("原因: 記入なし") && list.contains("場所: その他・不明"), "the conditions are told: {list}");
    assert!(list.contains("<option value=\"-\" selected>記入なし</option>"), "{list}");
    // With merged reports a list is longer; the condition is one that can be taken away.
    let month = "from=2025-09-01&until=2025-09-30";
    let list = risk.get(&format!("/cases?{month}&merged=no")).await.body;
    assert!(list.contains("<strong role=\"status\">3件</strong>") && list.contains("ほかの報告にまとめた報告: 除く"));
    assert!(list.contains(&format!("href=\"/cases?{}\"", month.replace('&', "&#38;"))), "{list}");
    assert!(risk.get(&format!("/cases?{month}")).await.body.contains("<strong role=\"status\">4件</strong>"));
}

#[tokio::test]
async fn nobody_is_found_by_an_occupation_but_who_is_named() {
    let t = TestApp::new().await;
    told(&t).await;
    let mut risk = Browser::of(&t, "risk").await;
    let page = risk.get("/insight").await.body;
    assert!(page.contains("氏名保護・匿名"), "{page}");
    let counted =
        |body: &str| body.split("<strong role=\"status\">").nth(1).unwrap().split('件').next().unwrap().to_owned();
    let nurses = risk.get("/cases?occupation=nurse").await.body;
    assert_eq!(counted(&nurses), "7", "of fourteen that a nurse wrote seven are protected");
    assert!(nurses.contains("報告した人の職種: 看護師") && nurses.contains("記名の報告だけをさがします。"), "{nurses}");
    for hidden in ["protected", "anonymous"] {
        let list = risk.get(&format!("/cases?occupation=nurse&mode={hidden}")).await.body;
        assert_eq!(counted(&list), "0", "{hidden}");
    }
    let csv = risk.get("/cases.csv?occupation=nurse").await.body;
    assert!(csv.lines().count() == 8 && !csv.contains("protected"), "{csv}");
    // What is not known finds nothing and is told as it was typed.
    let odd = risk.get("/cases?cause=%3Cb%3E&detail=x&occupation=%27").await.body;
    assert!(counted(&odd) == "0" && !odd.contains("<b>"), "{odd}");
}

#[tokio::test]
async fn weekday_and_time_are_conditions_of_the_list_and_can_be_taken_away() {
    let t = TestApp::new().await;
    told(&t).await;
    let mut risk = Browser::of(&t, "risk").await;
    let list = risk.get("/cases?weekday=0&hours=9-11&form=fall").await.body;
    for words in ["起きた曜日: 月", "起きた時刻: 9:00–11:59", "形態: ", "（この条件を外す）"] {
        assert!(list.contains(words), "{words}: {list}");
    }
    assert!(list.contains("href=\"/cases?form=fall&#38;hours=9-11\""), "without the weekday: {list}");
    assert!(list.contains("<option value=\"9-11\" selected>") && list.contains("<option value=\"0\" selected>"));
    let csv = risk.get("/cases.csv?weekday=0").await.body;
    assert!(csv.lines().count() < risk.get("/cases.csv").await.body.lines().count(), "the export goes by them, too");
    // Hours that are none of the parts of the day are told, and stay when the form is sent again.
    let list = risk.get("/cases?hours=10-13&form=fall").await.body;
    assert!(list.contains("起きた時刻: 10:00–13:59") && !list.contains("<option value=\"9-11\" selected>"), "{list}");
    assert!(list.contains("<option value=\"10-13\" selected>10:00–13:59</option>"), "{list}");
    assert!(!risk.get("/cases").await.body.contains("10-13"));
    for odd in ["/cases?weekday=9&hours=x", "/cases?hours=12-3", "/cases?merged=%3Cb%3E"] {
        let page = risk.get(odd).await;
        assert!(page.status.is_success() && !page.body.contains("<b>"), "{odd}");
    }
}
