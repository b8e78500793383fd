//! Tests with forms that no page ever sends: extra fields, too many, too long, broken; never a right more, never a 500.
use axum::http::StatusCode;
use domain::report::Door;
use testkit::TestApp;

use super::paths;
use crate::browser::Browser;
use crate::scene::{fall, submit};

const FORM: &str = "application/x-www-form-urlencoded";

/// Bodies that break something somewhere, if anything does.
fn bodies(id: &str) -> Vec<(&'static str, Vec<u8>)> {
    let many: String = (0..10_000).map(|number| format!("f{number}=1&")).collect();
    let again: String = (0..2_000).map(|_| "mode=anonymous&unit=x&roles=administrator&").collect();
    let numbers = ["length", "round", "version", "page", "offset", "person_count", "add_person", "experience_years"]
        .map(|name| format!("{name}=99999999999999999999"))
        .join("&");
    let dates = ["occurred", "from", "until", "discovered_year", "person1_birth_year", "superior_year", "month"]
        .map(|name| format!("{name}=-9999-99-99"))
        .join("&");
    let rights = format!(
        "_key=k&_promotes={id}&length=0&seat=chairman&level=99&roles=administrator&roles=director&status=active&account={id}&unit={id}&\
         units={id}&place={id}&mode=named&facility=kita&reporter_account={id}&state=closed&text=x&reason=x&opinion=x&target=seat:x&act=x"
    );
    vec![
        ("nothing", Vec::new()),
        ("rights", rights.into_bytes()),
        ("numbers", numbers.into_bytes()),
        ("dates", dates.into_bytes()),
        ("many", many.into_bytes()),
        ("again", again.into_bytes()),
        ("a long value", format!("text={}", "あ".repeat(60_000)).into_bytes()),
        ("a long name", format!("{}=1", "n".repeat(200_000)).into_bytes()),
        ("too long", vec![b'x'; 300_000]),
        ("NUL", b"text=a%00b&narrative=%00".to_vec()),
        ("no UTF-8", b"text=%ff%fe%80&narrative=\xff\xfe&reason=%c0%af&seat=%ed%a0%80".to_vec()),
        ("no form", b"{\"text\":\"x\"}&&&===%%%zz%".to_vec()),
    ]
}

#[tokio::test]
async fn no_form_breaks_a_route() {
    let t = TestApp::new().await;
    let id = submit(&t, fall(&t), "k").await.to_string();
    let draft = t.app.new_draft(&t.ctx("kaigo").await, Door::Full, fall(&t)).await.unwrap().id.to_string();
    for (login, target, part) in [("kaigo", &draft, ""), ("risk", &id, "/reports"), ("mamoru", &id, "identity")] {
        // Wrong old passwords are among the forms, and count.
        t.clock.advance(16 * 60);
        let mut browser = Browser::of(&t, login).await;
        for path in paths("POST", target).into_iter().filter(|path| path.contains(part) && !path.ends_with("/discard"))
        {
            for (name, body) in bodies(&id) {
                let reply = browser.post_raw(&path, FORM, body).await;
                assert!(reply.status.as_u16() < 500, "{login} {path} {name}: {} {}", reply.status, reply.body);
            }
        }
    }
    let admin = t.people.iter().find(|person| person.login == "kanri").unwrap().account.to_string();
    for path in paths("POST", &admin).into_iter().filter(|path| path.starts_with("/admin")) {
        // One of them ends the administrator's own session.
        let mut browser = Browser::of(&t, "kanri").await;
        for (name, body) in bodies(&id) {
            let reply = browser.post_raw(&path, FORM, body).await;
            assert!(reply.status.as_u16() < 500, "kanri {path} {name}: {} {}", reply.status, reply.body);
        }
    }
    assert!(t.app.verify(&app::rows::VerifyOptions::default()).await.unwrap().findings().is_empty());
}

#[tokio::test]
async fn no_open_form_breaks_and_no_query_either() {
    let t = TestApp::new().await;
    let mut public = Browser::new(&t);
    for path in ["/anonymous/hoshi", "/track/hoshi", "/track/hoshi/answer", "/sign-in", "/preferences", "/sign-out"] {
        for (name, body) in bodies("x") {
            let reply = public.post_raw(path, FORM, body).await;
            assert!(reply.status.as_u16() < 500, "{path} {name}: {} {}", reply.status, reply.body);
        }
    }
    let mut risk = Browser::of(&t, "risk").await;
    for path in paths("GET", "x") {
        for query in [
            "page=-1&offset=-99999999999999999999",
            "page=9223372036854775807",
            "from=%ff&until=0000-00-00",
            "unit=%27--",
            "lang=%00",
            "x=%ff",
            "left=18446744073709551615&right=99",
            "month=9999-99",
            "done=%3Cb%3E",
            "door=import",
        ] {
            let reply = risk.get(&format!("{path}?{query}")).await;
            assert!(reply.status.as_u16() < 500, "{path}?{query}: {} {}", reply.status, reply.body);
        }
    }
    for month in ["9999-12", "0000-01", "2026-13", "-001-01", "2026-1", "99999-01", "９９９９-０１"] {
        for path in [format!("/months/{}", encoded(month)), format!("/public/hoshi/{}", encoded(month))] {
            let reply = risk.get(&path).await;
            assert!(reply.status.as_u16() < 500, "{path}: {}", reply.status);
        }
    }
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn extra_fields_give_no_right() {
    let t = TestApp::new().await;
    let submission =
        app::report::Submission { fields: fall(&t), door: Door::Quick, key: "f".into(), draft: None, promotes: None };
    let foreign = t.app.submit_report(&t.ctx("kaigo2").await, submission).await.unwrap().report.to_string();
    let mut browser = Browser::of(&t, "kaigo").await;
    let draft = browser.get("/reports/new?door=quick").await.location().to_owned();
    let (place, unit) = (t.places[0].to_string(), t.units[0].to_string());
    let fields = [
        ("narrative", "x"),
        ("place", &place),
        ("unit", &unit),
        ("occurred", "2026-11-19"),
        ("form", "fall"),
        ("reached", "no"),
        ("mode", "anonymous"),
        ("_key", "mine"),
        ("_promotes", &foreign),
        ("key", "mine"),
        ("_reporter", "x"),
        ("act", "check"),
    ];
    let check = browser.post(&draft, &fields).await.location().to_owned();
    let page = browser.get(&check).await;
    assert_ne!(page.hidden("key"), Some("mine"), "the program's own fields are not typed over");
    let receipt = browser.post(&format!("{draft}/submit"), &[("_promotes", &foreign), ("key", "mine")]).await;
    assert_eq!(receipt.status, StatusCode::OK);
    let risk = t.ctx("risk").await;
    let view = t.app.view_report(&risk, foreign.parse().unwrap()).await.unwrap();
    assert_eq!(view.case.state.code(), "in_review", "nobody else's report was joined");
    let sent = t.app.report_by_number(&risk, "R8-A0001").await.unwrap();
    let view = t.app.view_report(&risk, sent).await.unwrap();
    assert_eq!(view.content.coded.occupation, None, "what the page did not show is not told of who stays unnamed");

    browser.post("/preferences", &[("lang", "ja"), ("roles", "administrator"), ("account", &foreign)]).await;
    assert_eq!(browser.get("/admin").await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.get("/cases").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_promoted_report_of_another_mode_is_stopped_at_the_check_page() {
    let t = TestApp::new().await;
    let mut fields = fall(&t);
    fields.set("mode", "protected");
    let id = submit(&t, fields, "k").await;
    let mut browser = Browser::of(&t, "kaigo").await;
    let draft = browser.post(&format!("/reports/{id}/promote"), &[]).await.location().to_owned();
    browser
        .post(&format!("{draft}/when"), &[("mode", "anonymous"), ("occurred", "2026-11-19"), ("place", "unknown")])
        .await;
    let page = browser.get(&format!("{draft}/check")).await;
    assert!(page.body.contains("はじめと同じもの"), "{}", page.body);
    assert_eq!(browser.post(&format!("{draft}/submit"), &[]).await.location(), format!("{draft}/check"));
    assert!(t.app.report_by_number(&t.ctx("risk").await, "R8-A0001").await.is_err(), "nothing was sent");
}
