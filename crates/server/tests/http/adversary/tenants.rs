//! Tests with two facilities: whoever has every role in one learns nothing of the other, by no route and no id.
use app::draft::SaveDraft;
use app::people::NewAccount;
use domain::people::Role;
use domain::report::Door;
use jiff::civil::date;
use testkit::{PASSWORD, TestApp};

use super::{nowhere, paths};
use crate::browser::{Browser, Reply};
use crate::scene::{ROUTE, stamp, submit, wrong_person};

const CANARY: &str = "カナリア7731";

/// A facility full of marked texts, and the ids of everything in it.
async fn marked() -> (TestApp, Vec<String>) {
    let t = TestApp::new().await;
    let system = t.app.system(t.facility).await.unwrap();
    let unit = t.app.add_unit(&system, "canary", &format!("{CANARY}棟"), CANARY).await.unwrap();
    let place = t.app.add_place(&system, "canary", &format!("{CANARY}室"), CANARY).await.unwrap();
    let mut fields = wrong_person(&t);
    for name in ["narrative", "prevention", "cause_narrative", "person1_name", "superior_name"] {
        fields.set(name, format!("{CANARY} {name}"));
    }
    let report = submit(&t, fields.clone(), "k").await;
    fields.set("mode", "protected");
    let protected = submit(&t, fields.clone(), "p").await;
    for seat in ROUTE {
        stamp(&t, report, seat, "3").await.location();
    }
    let risk = t.ctx("risk").await;
    let text = [("circumstances", CANARY), ("prevention", CANARY)].into_iter().collect();
    t.app.write_text(&risk, report, &text).await.unwrap();
    let kaigo = t.ctx("kaigo").await;
    let draft = t.app.new_draft(&kaigo, Door::Full, fields.clone()).await.unwrap().id;
    t.app.save_draft(&kaigo, draft, SaveDraft { fields, ..SaveDraft::default() }).await.unwrap();
    let days = (date(2026, 11, 20), date(2026, 11, 22));
    let (from, to) = (t.people[2].account, t.people[1].account);
    let delegation = t.app.delegate(&risk, "handler", from, to, days).await.unwrap();
    let ids = [
        report.to_string(),
        protected.to_string(),
        draft.to_string(),
        from.to_string(),
        unit.to_string(),
        place.to_string(),
        delegation.to_string(),
    ];
    (t, ids.to_vec())
}

/// A member of the other facility with these roles.
async fn stranger(t: &TestApp, login: &str, roles: &[Role]) -> Browser {
    let facility = t.app.visitor("kita").await.unwrap().unwrap().facility;
    let system = t.app.system(facility).await.unwrap();
    let new = NewAccount {
        login: login.to_owned(),
        name: "他院 四郎".to_owned(),
        kana: String::new(),
        occupation: String::new(),
        unit: None,
        roles: roles.to_vec(),
        password: PASSWORD.to_owned(),
        must_change: false,
    };
    t.app.add_account(&system, new).await.unwrap();
    let mut browser = Browser::new(t);
    browser.cookies.insert("futawa".to_owned(), t.app.sign_in("kita", login, PASSWORD).await.unwrap().cookie);
    browser
}

/// What an answer says, apart from the id that was asked for and the number of the request.
fn words(reply: &Reply, id: &str) -> String {
    reply.body.replace(id, "ID").replace(reply.header("x-request-id"), "REQUEST")
}

fn assert_silent(path: &str, reply: &Reply) {
    assert!(reply.status.as_u16() < 500, "{path}: {}", reply.body);
    for word in [CANARY, "カナリア", "介護 花子", "安全 一郎", "hoshiの里"] {
        assert!(!reply.body.contains(word), "{path} tells {word}: {}", reply.body);
        assert!(
            reply.headers.values().all(|value| !String::from_utf8_lossy(value.as_bytes()).contains(word)),
            "{path}"
        );
    }
}

/// A form that points at the other facility in every field that takes an id.
fn pointing<'a>(id: &'a str, names: &[&'static str]) -> Vec<(&'static str, &'a str)> {
    let mut fields: Vec<(&str, &str)> = names.iter().map(|name| (*name, id)).collect();
    fields.extend([
        ("length", "1"),
        ("seat", "handler"),
        ("text", "x"),
        ("reason", "x"),
        ("level", "3"),
        ("round", "1"),
    ]);
    fields.extend([("number", "R8-0001"), ("from", "2026-11-20"), ("until", "2026-11-22"), ("opinion", "x")]);
    fields
}

#[tokio::test]
async fn no_route_tells_or_changes_anything_of_another_facility() {
    const ID_FIELDS: [&str; 12] =
        ["id", "unit", "units", "place", "account", "person", "to", "holder", "deputy", "delegation", "report", "key"];
    let (t, ids) = marked().await;
    t.second_facility().await;
    let every =
        [Role::Staff, Role::SafetyManager, Role::Director, Role::Administrator, Role::IdentityKeeper].as_slice();
    let mut browsers = [stranger(&t, "shiro", every).await, stranger(&t, "goro", &[Role::Staff]).await];
    let of_hoshi = format!("'{}'", t.facility);
    let held = |rows: Vec<testkit::RawRow>| -> Vec<_> {
        let is_held = |row: &testkit::RawRow| row.text.contains(&of_hoshi) && row.table != "sessions";
        rows.into_iter().filter(is_held).collect()
    };
    let before = held(t.raw_rows().await);
    let unknown = nowhere().to_string();
    for browser in &mut browsers {
        for id in &ids {
            for (path, twin) in paths("GET", id).into_iter().zip(paths("GET", &unknown)) {
                let (reply, other) = (browser.get(&path).await, browser.get(&twin).await);
                assert_silent(&path, &reply);
                assert_eq!(reply.status, other.status, "{path}");
                if path.contains(id.as_str()) {
                    assert_eq!(words(&reply, id), words(&other, &unknown), "{path}");
                    assert!(reply.status.is_client_error(), "{path}: {}", reply.status);
                }
            }
            for (path, twin) in paths("POST", id).into_iter().zip(paths("POST", &unknown)) {
                let reply = browser.post(&path, &pointing(id, &ID_FIELDS)).await;
                assert_silent(&path, &reply);
                let other = browser.post(&twin, &pointing(&unknown, &ID_FIELDS)).await;
                assert_eq!(reply.status, other.status, "{path}");
            }
        }
    }
    assert_eq!(held(t.raw_rows().await), before, "not one row of the other facility has changed");
}

#[tokio::test]
async fn a_query_of_one_facility_finds_nothing_of_another() {
    let (t, ids) = marked().await;
    t.second_facility().await;
    let mut browser = stranger(&t, "shiro", &[Role::Staff, Role::SafetyManager, Role::Director]).await;
    for id in &ids {
        for path in ["/cases", "/cases.csv"] {
            for name in ["unit", "place", "q", "number", "ids", "form", "state", "back", "facility"] {
                assert_silent(path, &browser.get(&format!("{path}?{name}={id}")).await);
            }
        }
    }
}
