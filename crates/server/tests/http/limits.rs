//! Tests of limits that protect people from one another: the device at the door, the open desk, the length of texts, the occupation.
use app::people::EditAccount;
use app::report::Submission;
use axum::http::StatusCode;
use domain::report::Door;
use testkit::{PASSWORD, TestApp};

use crate::browser::Browser;
use crate::scene::{act, fall, submit};

#[tokio::test]
async fn a_colleagues_wrong_tries_do_not_lock_a_known_device() {
    let t = TestApp::new().await;
    let sign_in = |password| [("facility", "hoshi"), ("login", "kaigo"), ("password", password)];
    let mut phone = Browser::new(&t);
    let reply = phone.post("/sign-in", &sign_in(PASSWORD)).await;
    let cookies: Vec<&str> = reply.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
    let device =
        cookies.iter().find(|cookie| cookie.starts_with("futawa_device=")).expect("the device is known from now on");
    assert!(device.contains("Path=/sign-in;") && device.contains("HttpOnly"), "the open desk never sees it: {device}");
    phone.cookies.remove("futawa");
    let mut stranger = Browser::new(&t);
    for _ in 0..10 {
        stranger.post("/sign-in", &sign_in("wrong")).await;
    }
    assert_eq!(stranger.post("/sign-in", &sign_in(PASSWORD)).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(phone.post("/sign-in", &sign_in(PASSWORD)).await.location(), "/");
}

#[tokio::test]
async fn a_flood_at_the_open_desk_is_stopped_kindly() {
    let t = TestApp::new().await;
    let mut fields = fall(&t);
    let visitor = t.app.visitor("hoshi").await.unwrap().unwrap();
    for n in 0..30 {
        let key = format!("k{n}");
        let submission = Submission { fields: fields.clone(), door: Door::Quick, key, draft: None, promotes: None };
        t.app.submit_report(&visitor, submission).await.unwrap();
    }
    fields.set("key", "one more");
    fields.set("act", "submit");
    let pairs: Vec<(String, String)> =
        fields.iter().map(|(name, values)| (name.to_owned(), values[0].clone())).collect();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut browser = Browser::new(&t);
    let full = browser.post("/anonymous/hoshi", &pairs).await;
    assert_eq!(full.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(full.body.contains("施設に電話してください") && full.body.contains("食堂で立ち上がる"), "{}", full.body);
    let mut hidden = fall(&t);
    hidden.set("mode", "anonymous");
    submit(&t, hidden, "signed in").await;
    t.clock.advance(60 * 60);
    let taken = browser.post("/anonymous/hoshi", &pairs).await;
    assert!(taken.body.contains("R8-A0032"), "an hour later: {}", taken.body);
    assert!(browser.cookies.is_empty(), "nothing is kept of the sender");
}

#[tokio::test]
async fn a_text_that_is_too_long_comes_back() {
    let t = TestApp::new().await;
    let id = submit(&t, fall(&t), "a").await;
    let long = format!("終わりの言葉{}", "字".repeat(10_000));
    let mut risk = Browser::of(&t, "risk").await;
    for (code, field) in [("addendum", "text"), ("ask", "text"), ("return", "reason"), ("judge", "reason")] {
        let more = [(field, long.as_str()), ("seat", "handler"), ("target", "reporter"), ("level", "3")];
        let reply = act(&mut risk, id, code, &more).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
        assert!(
            reply.body.contains("10000文字までにしてください。いま6文字多いです。"),
            "{code}: {}",
            &reply.body[..2000]
        );
        assert!(reply.body.contains("終わりの言葉"), "{code}");
        assert!(reply.body.contains(&format!("href=\"#{code}-{field}\"")), "{code}");
    }
}

#[tokio::test]
async fn the_occupation_is_offered_to_who_reports_by_name_only() {
    let t = TestApp::new().await;
    let system = t.app.system(t.facility).await.unwrap();
    let person = t.app.colleague(&system, t.people[0].account).await.unwrap();
    let edit = EditAccount {
        name: person.name,
        kana: person.kana,
        occupation: "nurse".to_owned(),
        unit: person.unit,
        roles: person.roles,
        status: person.status,
    };
    t.app.edit_account(&system, person.account, edit).await.unwrap();
    let mut browser = Browser::of(&t, "kaigo").await;
    let draft = browser.get("/reports/new?door=full").await.location().to_owned();
    let offered = "value=\"nurse\" selected";
    let who = browser.get(&format!("{draft}/who")).await;
    assert!(who.body.contains(offered), "{}", who.body);
    let when = [("mode", "named"), ("occurred", "2026-11-19"), ("place", "unknown"), ("act", "next")];
    browser.post(&format!("{draft}/when"), &when).await;
    browser.post(&format!("{draft}/who"), &[("occupation", "nurse"), ("act", "next")]).await;
    let hidden = [("mode", "protected"), ("occurred", "2026-11-19"), ("place", "unknown"), ("act", "next")];
    browser.post(&format!("{draft}/when"), &hidden).await;
    let who = browser.get(&format!("{draft}/who")).await;
    assert!(!who.body.contains(offered), "what was offered to a named reporter is taken out");
    browser.post(&format!("{draft}/who"), &[("occupation", "nurse"), ("act", "next")]).await;
    browser.post(&format!("{draft}/when"), &hidden).await;
    assert!(browser.get(&format!("{draft}/who")).await.body.contains(offered), "what was chosen all the same is kept");
}
