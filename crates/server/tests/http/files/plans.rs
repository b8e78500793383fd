//! Tests of floor plans (間取り図) over HTTP: coming in, rights, drawing on one, retiring one.
use super::*;

const PLANS: &str = "/admin/plans";
const DRAWN: &str = r#"{"strokes":[{"pen":"red","points":"10 20 30 40"}],"pins":[]}"#;

/// What is sent for a new plan.
fn new_plan<'a>(name: &'a str, picture: &'a [u8]) -> [Part<'a>; 2] {
    [("label", None, "", name.as_bytes()), ("files", Some("plan.png"), "image/png", picture)]
}

/// Adds a plan as the administrator; gives its address.
async fn added(t: &TestApp, name: &str) -> String {
    let mut kanri = Browser::of(t, "kanri").await;
    let sent = post(&mut kanri, "/admin/plans/add", &new_plan(name, &corpus::png())).await;
    assert!(sent.location().starts_with("/admin/plans?done=line_added"), "{} {}", sent.status, sent.body);
    let page = kanri.get(PLANS).await;
    let at = page.body.rfind("href=\"/plans/").unwrap() + 6;
    page.body[at..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn only_administrators_add_plans_and_only_the_facility_sees_them() {
    let t = TestApp::new().await;
    t.second_facility().await;
    let plan = added(&t, "1階 <食堂>").await;
    let mut kaigo = Browser::of(&t, "kaigo").await;
    for path in [plan.clone(), format!("{plan}/thumb")] {
        let (status, headers, body) = bytes(&kaigo, &path).await;
        assert_eq!((status, headers["content-type"].to_str().unwrap()), (StatusCode::OK, "image/png"));
        assert_eq!(headers["content-security-policy"], "default-src 'none'; sandbox");
        assert!(headers["cache-control"].to_str().unwrap().contains("no-store") && body.starts_with(b"\x89PNG"));
    }
    assert_eq!(kaigo.get(PLANS).await.status, StatusCode::FORBIDDEN);
    let sent = post(&mut kaigo, "/admin/plans/add", &new_plan("x", &corpus::png())).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    assert_eq!(kaigo.post(PLANS, &[]).await.status, StatusCode::FORBIDDEN);
    assert!(Browser::new(&t).get(&plan).await.location().starts_with("/sign-in"));
    let cookie = t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap().cookie;
    let mut stranger = Browser::new(&t);
    stranger.cookies.insert("futawa".to_owned(), cookie);
    assert_eq!(stranger.get(&plan).await.status, StatusCode::NOT_FOUND);
    let page = Browser::of(&t, "kanri").await.get(PLANS).await;
    assert!(page.body.contains("1階 &#60;食堂&#62;") && !page.body.contains("<食堂>"), "{}", page.body);
}

#[tokio::test]
async fn what_is_no_picture_is_no_plan() {
    let t = TestApp::new().await;
    let mut kanri = Browser::of(&t, "kanri").await;
    let cut = &corpus::png()[..40];
    for (name, picture, words) in [
        ("1階", corpus::PDF, "JPEGかPNGの画像"),
        ("1階", b"<svg onload=alert(1)>".as_slice(), "JPEG・PNG・PDFのどれでもありません"),
        ("1階", cut, "壊れているようです"),
        ("", &corpus::png(), "名前を入れてください"),
    ] {
        let answer = post(&mut kanri, "/admin/plans/add", &new_plan(name, picture)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(answer.body.contains(words), "{words}: {}", answer.body);
    }
    let nothing = post(&mut kanri, "/admin/plans/add", &[("label", None, "", b"x")]).await;
    assert!(nothing.body.contains("ファイルが選ばれていません") && !nothing.body.contains("href=\"/plans/"));
}

#[tokio::test]
async fn a_drawing_on_a_plan_shows_it_on_the_record_also_when_it_is_retired() {
    let t = TestApp::new().await;
    let plan = added(&t, "1階 食堂").await;
    let id = plan.trim_start_matches("/plans/");
    let image = format!("<image href=\"{plan}\"");
    let mut kaigo = Browser::of(&t, "kaigo").await;
    let place = t.places[0].to_string();
    let draft = kaigo.get("/reports/new?door=quick").await.location().to_owned();
    let ground = format!("plan:{id}");
    let pad = kaigo.get(&format!("{draft}/drawing")).await;
    assert!(pad.body.contains("1階 食堂") && pad.body.contains(&format!("value=\"{ground}\"")), "{}", pad.body);
    kaigo.post(&format!("{draft}/drawing"), &[("to", &ground), ("drawing", DRAWN)]).await;
    assert!(kaigo.get(&format!("{draft}/drawing")).await.body.contains(&image), "the plan lies under the strokes");

    retire(&t, id, "1階 食堂").await;
    let drawn = [("drawing", DRAWN), ("drawing_ground", &ground), ("drawing_text", "入口のそば"), ("act", "save")];
    kaigo.post(&format!("{draft}/drawing"), &drawn).await;
    let answers = [
        ("narrative", "転倒"),
        ("occurred", "unknown"),
        ("place", &place),
        ("form", "fall"),
        ("reached", "unknown"),
        ("act", "check"),
    ];
    kaigo.post(&draft, &answers).await;
    let check = kaigo.get(&format!("{draft}/check")).await;
    assert!(check.body.contains(&image), "begun on it, kept on it: {}", check.body);
    let sent = kaigo.post(&format!("{draft}/submit"), &[("key", check.hidden("key").unwrap())]).await;
    let report = sent.location().strip_suffix("/receipt").unwrap().to_owned();
    let mut risk = Browser::of(&t, "risk").await;
    assert!(risk.get(&report).await.body.contains(&image));
    assert_eq!(bytes(&risk, &plan).await.0, StatusCode::OK, "retired, and still under old drawings");
    assert_eq!(risk.get(&format!("{report}/form.pdf")).await.status, StatusCode::OK);

    let fresh = kaigo.get("/reports/new?door=full").await.location().to_owned();
    kaigo.post(&format!("{fresh}/drawing"), &[("to", &ground)]).await;
    let pad = kaigo.get(&format!("{fresh}/drawing")).await;
    assert!(!pad.body.contains(id), "a retired plan is not offered: {}", pad.body);
    assert!(t.app.verify(&app::rows::VerifyOptions::default()).await.unwrap().findings().is_empty());
}

async fn retire(t: &TestApp, id: &str, name: &str) {
    let mut kanri = Browser::of(t, "kanri").await;
    let (label, order) = (format!("{id}_label"), format!("{id}_order"));
    let saved = kanri.post(PLANS, &[("id[]", id), (&label, name), (&order, "１")]).await;
    assert!(saved.location().contains("done=list_saved"), "{}", saved.body);
    assert!(kanri.get(PLANS).await.body.contains("使わない"));
    let wrong = kanri.post(PLANS, &[("id[]", id), (&label, " "), (&order, "x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}
