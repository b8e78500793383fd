//! Tests of the pages of exposures over HTTP: rights, entering a year, errors that keep what was typed, a file checked before it is taken.
use axum::http::StatusCode;
use domain::publication::Month;
use testkit::TestApp;

use crate::browser::{Browser, Reply};

const PAGE: &str = "/insight/exposures";
const BOUNDARY: &str = "----futawa9b1e";

async fn send(browser: &mut Browser, path: &str, part: &str, bytes: &[u8]) -> Reply {
    let mut body = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {part}\r\n\r\n").into_bytes();
    body.extend(bytes);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
    browser.post_raw(path, &format!("multipart/form-data; boundary={BOUNDARY}"), body).await
}

async fn upload(browser: &mut Browser, bytes: &[u8]) -> Reply {
    send(browser, "/insight/exposures/check", "name=\"file\"; filename=\"x.csv\"", bytes).await
}

async fn held(t: &TestApp) -> Vec<(String, Option<u32>, Option<u32>)> {
    let (from, until): (Month, Month) = ("2025-04".parse().unwrap(), "2027-03".parse().unwrap());
    let held = t.app.exposures(&t.ctx("risk").await, from, until).await.unwrap();
    held.into_iter().map(|one| (one.month.to_string(), one.user_days, one.beds)).collect()
}

#[tokio::test]
async fn rights_are_kept_on_every_address() {
    let t = TestApp::new().await;
    for (login, sees, writes) in
        [("risk", true, true), ("kanri", true, true), ("rijicho", true, false), ("kaigo", false, false)]
    {
        let mut browser = Browser::of(&t, login).await;
        let status = |may: bool| if may { StatusCode::OK } else { StatusCode::FORBIDDEN };
        let page = browser.get(PAGE).await;
        assert_eq!(page.status, status(sees), "{login}");
        assert_eq!(page.body.contains("name=\"user_days_2026-11\""), writes, "{login}");
        assert_eq!(browser.get("/insight/exposures/sheet.csv").await.status, status(sees), "{login}");
        assert_eq!(upload(&mut browser, b"month,beds\n2026-04,1\n").await.status, status(writes), "{login}");
        let saved = browser.post(PAGE, &[("year", "2026"), ("beds_2026-04", "1")]).await;
        assert_eq!(saved.status, if writes { StatusCode::SEE_OTHER } else { StatusCode::FORBIDDEN }, "{login}");
    }
    assert!(Browser::new(&t).get(PAGE).await.location().starts_with("/sign-in"));
}

#[tokio::test]
async fn a_year_is_entered_and_an_error_keeps_what_was_typed() {
    let t = TestApp::new().await;
    let mut risk = Browser::of(&t, "risk").await;
    let page = risk.get(PAGE).await;
    assert!(
        page.body.contains("令和8年度（2026年度）") && page.body.contains("日報・月報の「延べ利用者数」"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("name=\"user_days_2026-12\""), "months to come are not asked for");
    let unit = t.units[0].to_string();
    let typed = [
        ("year", "2026"),
        ("unit", unit.as_str()),
        ("user_days_2026-04", "１，５２０人日"),
        ("beds_2026-04", "５0"),
        ("user_days_2026-05", "0"),
    ];
    let saved = risk.post(PAGE, &typed).await;
    assert_eq!(saved.location(), format!("{PAGE}?year=2026&unit={unit}&done=exposures_saved"));
    let page = risk.get(saved.location()).await;
    assert!(page.body.contains("保存しました。") && page.body.contains("name=\"user_days_2026-04\" value=\"1520\""));
    assert!(page.body.contains("入っている2か月で1,520人日です"), "{}", page.body);
    let wrong = [
        ("year", "2026"),
        ("unit", &unit),
        ("user_days_2026-04", "<多い>"),
        ("was_user_days_2026-04", "1520"),
        ("beds_2026-05", "40"),
        ("user_days_2026-05", ""),
        ("was_user_days_2026-05", "0"),
    ];
    let answer = risk.post(PAGE, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("value=\"&#60;多い&#62;\"") && answer.body.contains("name=\"beds_2026-05\" value=\"40\"")
    );
    assert!(answer.body.contains("令和8年4月 延べ利用者日数：数字で書いてください"), "{}", answer.body);
    assert_eq!(held(&t).await, [("2026-04".to_owned(), Some(1520), Some(50)), ("2026-05".to_owned(), Some(0), None)]);
    let same = risk.post(PAGE, &[("year", "2026"), ("unit", &unit)]).await;
    assert!(same.location().ends_with("done=exposures_unchanged"));
}

#[tokio::test]
async fn what_a_colleague_entered_meanwhile_stays() {
    let t = TestApp::new().await;
    let (mut risk, mut kanri) = (Browser::of(&t, "risk").await, Browser::of(&t, "kanri").await);
    kanri.post(PAGE, &[("year", "2026"), ("user_days_2026-04", "1500")]).await.location();
    // The page of the other one was drawn before: April was empty there, and was not touched.
    let stale =
        [("year", "2026"), ("user_days_2026-04", ""), ("was_user_days_2026-04", ""), ("user_days_2026-05", "1400")];
    risk.post(PAGE, &stale).await.location();
    assert_eq!(held(&t).await, [("2026-04".to_owned(), Some(1500), None), ("2026-05".to_owned(), Some(1400), None)]);
}

#[tokio::test]
async fn a_file_is_checked_and_then_taken() {
    let t = TestApp::new().await;
    let mut risk = Browser::of(&t, "risk").await;
    let file = "月,部署,延べ利用者日数,定員\r\n令和8年4月,いちょう棟,15000,50\r\n2026-03,,\"1,200\",\r\n";
    let check = upload(&mut risk, format!("\u{FEFF}{file}").as_bytes()).await;
    assert_eq!(check.status, StatusCode::OK, "{}", check.body);
    assert!(check.body.contains("新しい月2") && check.body.contains("いちょう棟") && check.body.contains("15,000"));
    assert!(check.body.contains("定員より多い"), "a second look");
    assert!(held(&t).await.is_empty(), "nothing is taken yet");
    let csv = check.hidden("csv").unwrap().replace("&#34;", "\"").replace("&quot;", "\"");
    assert_eq!(csv, file);
    let done = send(&mut risk, "/insight/exposures/apply", "name=\"csv\"", csv.as_bytes()).await;
    assert_eq!(done.location(), format!("{PAGE}?year=2026&unit={}&done=exposures_imported", t.units[0]));
    assert_eq!(held(&t).await.len(), 2);
    let again = upload(&mut risk, file.as_bytes()).await;
    assert!(again.body.contains("取り込むものはありません") && again.hidden("csv").is_none(), "{}", again.body);
    let sjis = upload(&mut risk, b"\x8C\x8E,\x92\xE8\x88\xF5\r\n2026-05,50\r\n").await;
    assert_eq!(sjis.hidden("csv"), Some("月,定員\r\n2026-05,50\r\n"), "Shift_JIS");
    let sheet = risk.get("/insight/exposures/sheet.csv?year=2025").await;
    assert_eq!(sheet.header("content-disposition"), "attachment; filename=\"exposures-2025.csv\"");
    assert!(sheet.body.contains("\"2026-03\",\"\",\"1200\",\"\""), "{}", sheet.body);
}

#[tokio::test]
async fn a_wrong_file_is_refused_in_words() {
    let t = TestApp::new().await;
    let mut risk = Browser::of(&t, "risk").await;
    let rows = upload(&mut risk, "月,部署,定員\n11月,<月面>,x\n".as_bytes()).await;
    assert_eq!(rows.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["直すところが3か所", "年も書いてください", "部署はありません", "&lt;月面&gt;", "数字で書いてください"]
    {
        assert!(rows.body.contains(words), "{words}: {}", rows.body);
    }
    assert!(rows.hidden("csv").is_none());
    for (file, words) in [
        (b"\xFF\xFF".to_vec(), "文字コードを読めませんでした"),
        (b"a,b\n1,2\n".to_vec(), "見出しの行に足りないものがあります"),
        (vec![b'a'; 150_001], "ファイルが大きすぎます（150KBまで）"),
    ] {
        let answer = upload(&mut risk, &file).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
    }
    let none = send(&mut risk, "/insight/exposures/check", "name=\"file\"; filename=\"\"", b"").await;
    assert!(none.body.contains("CSVファイルを選んでください"), "{}", none.body);
    let forged = send(&mut risk, "/insight/exposures/apply", "name=\"csv\"", "月,定員\n11月,1\n".as_bytes()).await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(held(&t).await.is_empty());
}
