//! Tests of the pages about keepers of identities: the second person, the fresh password, and what was typed coming back.
use axum::http::StatusCode;
use testkit::{PASSWORD, TestApp};

use crate::browser::Browser;
use crate::scene::{fall, send, submit};

const WHY: &str = "けがの手当てについて、本人に至急聞く必要があるため";

fn id_of(test: &TestApp, login: &str) -> String {
    test.people.iter().find(|person| person.login == login).unwrap().account.to_string()
}

const PERSON: [(&str, &str); 6] = [
    ("name", "介護 次郎"),
    ("kana", "kaigo2"),
    ("occupation", "care_worker"),
    ("status", "active"),
    ("roles", "staff"),
    ("roles", "identity_keeper"),
];

#[tokio::test]
async fn a_keeper_is_proposed_on_the_persons_page_and_confirmed_by_another() {
    let t = TestApp::new().await;
    let mut admin = Browser::of(&t, "kanri").await;
    let page = format!("/admin/people/{}", id_of(&t, "kaigo2"));
    assert_eq!(admin.post(&page, &PERSON).await.location(), format!("{page}?done=keeper_proposed"));
    let shown = admin.get(&page).await;
    assert!(shown.body.contains("ほかの人が確かめると始まります"), "{}", shown.body);
    let own = admin.get("/identity/keepers").await;
    assert!(own.body.contains("介護 次郎") && own.body.contains("あなたは確かめられません"), "{}", own.body);
    let confirm = format!("/identity/keepers/{}/confirm", id_of(&t, "kaigo2"));
    assert_eq!(admin.post(&confirm, &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(Browser::of(&t, "risk").await.get("/identity/keepers").await.status, StatusCode::FORBIDDEN);

    let mut keeper = Browser::of(&t, "mamoru").await;
    assert!(keeper.get("/").await.body.contains("確かめてほしいことが1件"));
    t.clock.advance(6 * 60);
    let asked = keeper.get("/identity/keepers").await;
    assert!(asked.body.contains("name=\"proof\"") && asked.body.contains("管理 太郎"), "{}", asked.body);
    let missing = keeper.post(&confirm, &[]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.body.contains("本人の確認のため"), "{}", missing.body);
    let wrong = keeper.post(&confirm, &[("proof", "not this one at all")]).await;
    assert!(wrong.body.contains("パスワードが違います") && !wrong.body.contains("not this one"), "{}", wrong.body);
    let done = keeper.post(&confirm, &[("proof", PASSWORD)]).await;
    assert_eq!(done.location(), "/identity/keepers?done=keeper_confirmed");
    assert!(!keeper.get("/identity/keepers").await.body.contains("介護 次郎"));
    assert_eq!(Browser::of(&t, "kaigo2").await.get("/identity").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_reset_password_is_told_to_the_other_keepers() {
    let t = TestApp::new().await;
    let mut admin = Browser::of(&t, "kanri").await;
    let reset = format!("/admin/people/{}/password", id_of(&t, "mamoru"));
    assert_eq!(admin.post(&reset, &[("password", "another horse battery")]).await.status, StatusCode::SEE_OTHER);
    let mut other = Browser::of(&t, "mamoru2").await;
    assert!(other.get("/").await.body.contains("確かめてほしいことが1件"));
    let page = other.get("/identity/keepers").await;
    assert!(page.body.contains("守 秘子") && page.body.contains("渡し直しました"), "{}", page.body);
    assert!(!page.body.contains("/decline"), "a reset cannot be withdrawn");
}

#[tokio::test]
async fn roles_and_seats_change_with_a_fresh_password_only() {
    let t = TestApp::new().await;
    let mut admin = Browser::of(&t, "kanri").await;
    let page = format!("/admin/people/{}", id_of(&t, "kaigo2"));
    assert!(!admin.get(&page).await.body.contains("name=\"proof\""), "just signed in");
    t.clock.advance(6 * 60);
    assert!(admin.get(&page).await.body.contains("name=\"proof\""));
    let mut fields = PERSON.to_vec();
    fields[0] = ("name", "介護 二郎");
    fields[5] = ("roles", "director");
    let refused = admin.post(&page, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("本人の確認のため") && refused.body.contains("介護 二郎"), "{}", refused.body);
    let (seat, unit) = (id_of(&t, "leader"), t.units[0].to_string());
    let take = [("seat", "unit_leader"), ("account", seat.as_str()), ("unit", unit.as_str())];
    let asked = admin.post("/admin/seats/take", &take).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        asked.hidden("account") == Some(&seat) && asked.body.matches("name=\"proof\"").count() == 1,
        "{}",
        asked.body
    );
    let proved = [take.as_slice(), &[("proof", PASSWORD)]].concat();
    assert_eq!(admin.post("/admin/seats/take", &proved).await.location(), "/admin/seats?done=seat_taken");
    assert_eq!(
        admin.post(&page, &fields).await.location(),
        format!("{page}?done=person_saved"),
        "good for five minutes"
    );
}

#[tokio::test]
async fn what_a_keeper_typed_comes_back_with_what_is_wrong() {
    let t = TestApp::new().await;
    let mut hidden = fall(&t);
    hidden.set("mode", "protected");
    let id = submit(&t, hidden, "a").await;
    let mut keeper = Browser::of(&t, "mamoru").await;
    let length = keeper.get("/identity").await.hidden("length").unwrap().to_owned();
    let short = send(&mut keeper, id, "identity-request", &length, &[("reason", "短い理由")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.body.contains("20文字以上") && short.body.contains("短い理由</textarea>"), "{}", short.body);
    t.clock.advance(6 * 60);
    let stale = send(&mut keeper, id, "identity-request", &length, &[("reason", WHY)]).await;
    assert!(stale.body.contains("本人の確認のため") && stale.body.contains(WHY), "{}", stale.body);
    let fields = [("reason", WHY), ("proof", PASSWORD)];
    assert_eq!(send(&mut keeper, id, "identity-request", &length, &fields).await.status, StatusCode::SEE_OTHER);
    let moved = send(&mut Browser::of(&t, "mamoru2").await, id, "identity-request", &length, &[("reason", WHY)]).await;
    assert_eq!(moved.status, StatusCode::CONFLICT);
    assert!(moved.body.contains("ほかの人が操作しました"), "{}", moved.body);
    assert!(!keeper.get(&format!("/reports/{id}")).await.body.contains("食堂で"), "a keeper reads no report");
}
