//! Tests of help, contact and accessibility, and that the frame leads nowhere that does not exist.
use axum::http::{Method, StatusCode};
use server::route;
use testkit::TestApp;

use crate::browser::Browser;

#[tokio::test]
async fn help_tells_the_facilitys_levels_route_and_contact() {
    let test = TestApp::new().await;
    let page = Browser::of(&test, "leader").await.get("/help").await;
    assert_eq!(page.status, StatusCode::OK);
    let facility = test.app.facility(&test.ctx("leader").await).await.unwrap();
    for level in &facility.profile.levels {
        assert!(page.body.contains(&level.name.ja), "{}", level.name.ja);
    }
    for seat in &facility.profile.seats {
        assert!(page.body.contains(&seat.label.ja), "{}", seat.label.ja);
    }
    assert!(page.body.contains("電話 000-000-0000"));
    assert!(page.body.contains("href=\"/anonymous/hoshi\""));
    assert_eq!(page.body.matches("あなたの役割").count(), 2, "staff and approver");
    assert!(Browser::new(&test).get("/help").await.location().starts_with("/sign-in"));
}

#[tokio::test]
async fn contact_is_open_and_a_member_sees_the_own_facility() {
    let test = TestApp::new().await;
    test.second_facility().await;
    let open = Browser::new(&test).get("/contact").await;
    assert_eq!(open.status, StatusCode::OK);
    assert!(open.body.contains("hoshiの里") && open.body.contains("kitaの里"));
    assert!(!open.body.contains("href=\"/help\""), "help is for members");
    let own = Browser::of(&test, "kaigo").await.get("/contact").await;
    assert!(own.body.contains("<h2>hoshiの里</h2>") && !own.body.contains("kitaの里"));
    assert!(own.body.contains("介護 花子"), "the frame is the member's");
}

#[tokio::test]
async fn accessibility_claims_no_conformance() {
    let test = TestApp::new().await;
    let page = Browser::new(&test).get("/accessibility").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("「一部準拠」することを目標"));
    assert!(page.body.contains("準拠を宣言するものではありません"));
    assert!(page.body.contains("スクリーンリーダーを使う人による試験は、まだ行っていません"));
    assert!(Browser::new(&test).get("/accessibility?lang=en").await.body.contains("not a claim of conformance"));
}

#[tokio::test]
async fn every_link_of_the_frame_is_a_route() {
    let test = TestApp::new().await;
    for login in ["kaigo", "risk", "rijicho", "kanri", "mamoru"] {
        let page = Browser::of(&test, login).await.get("/accessibility").await;
        let links: Vec<&str> =
            page.body.split("<a ").skip(1).filter_map(|rest| rest.split("href=\"").nth(1)?.split('"').next()).collect();
        assert!(links.contains(&"/help") && links.contains(&"/contact") && links.contains(&"/me/deputy"), "{links:?}");
        for link in links.into_iter().filter(|link| link.starts_with('/')) {
            let found = route::all().iter().any(|route| route.method == Method::GET && route.path == link);
            assert!(found, "{link} leads nowhere");
        }
    }
}
