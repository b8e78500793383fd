//! Tests the administrator's pages: each opens for administrators and for nobody else, and each form does what it says.
use axum::http::StatusCode;
use testkit::TestApp;

use crate::browser::{Browser, Reply};
use crate::scene::{fall, submit};

const PAGES: [&str; 14] = [
    "/admin",
    "/admin/people",
    "/admin/people/new",
    "/admin/units",
    "/admin/places",
    "/admin/plans",
    "/admin/seats",
    "/admin/facility",
    "/admin/profile",
    "/admin/profile/toml",
    "/admin/profile/edit/names",
    "/admin/profile/edit/forms",
    "/admin/profile/edit/seats",
    "/admin/profile/versions/1",
];

fn id(t: &TestApp, login: &str) -> String {
    t.people.iter().find(|person| person.login == login).unwrap().account.to_string()
}

/// The text of a hidden field with its entities resolved.
fn hidden(reply: &Reply, name: &str) -> String {
    let text = reply.hidden(name).unwrap_or_default();
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
    ];
    pairs
        .iter()
        .fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
        .replace("&amp;", "&")
        .replace("&#38;", "&")
}

#[tokio::test]
async fn every_page_opens_for_administrators_and_for_nobody_else() {
    let t = TestApp::new().await;
    for login in ["kaigo", "risk", "rijicho", "mamoru"] {
        let mut browser = Browser::of(&t, login).await;
        for path in PAGES {
            assert_eq!(browser.get(path).await.status, StatusCode::FORBIDDEN, "{login} {path}");
        }
        assert_eq!(browser.post("/admin/facility", &[("name_ja", "x")]).await.status, StatusCode::FORBIDDEN);
    }
    let mut admin = Browser::of(&t, "kanri").await;
    for path in PAGES {
        for lang in ["ja", "en"] {
            let reply = admin.get(&format!("{path}?lang={lang}")).await;
            assert_eq!(reply.status, StatusCode::OK, "{path}");
            assert!(!reply.body.contains("admin."), "{path} shows a key");
        }
    }
    assert!(Browser::new(&t).get("/admin").await.location().starts_with("/sign-in"));
    assert_eq!(admin.get("/admin/profile/edit/levels").await.status, StatusCode::NOT_FOUND);
    assert_eq!(admin.get("/admin/profile/versions/9").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_person_is_added_changed_and_given_a_password() {
    let t = TestApp::new().await;
    let mut admin = Browser::of(&t, "kanri").await;
    let unit = t.units[0].to_string();
    let wrong = admin
        .post(
            "/admin/people/new",
            &[("login", "kaigo"), ("name", "<新人>"), ("roles", "staff"), ("password", "long enough password")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("href=\"#login\"") && wrong.body.contains("&#60;新人&#62;"),
        "the error leads to its field, what was typed is kept"
    );
    let fields = [
        ("login", "shinjin"),
        ("name", "新人 一子"),
        ("roles", "staff"),
        ("unit", &unit),
        ("password", "long enough password"),
    ];
    let added = admin.post("/admin/people/new", &fields).await;
    let path = added.location().split('?').next().unwrap().to_owned();
    assert!(admin.get("/admin/people?q=新人").await.body.contains(&path));
    assert!(t.app.sign_in("hoshi", "shinjin", "long enough password").await.unwrap().must_change);

    let page = admin.get(&path).await.body;
    assert!(page.contains("新人 一子") && page.contains("value=\"active\" checked"));
    let fields =
        [("name", "新人 二子"), ("roles", "staff"), ("roles", "safety_manager"), ("status", "active"), ("unit", &unit)];
    admin.post(&path, &fields).await.location();
    assert!(admin.get(&path).await.body.contains("新人 二子"));
    let short = admin.post(&format!("{path}/password"), &[("password", "short")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.body.contains("新人 二子"), "the person is still shown");
    admin.post(&format!("{path}/password"), &[("password", "another good password")]).await.location();
    assert!(t.app.sign_in("hoshi", "shinjin", "another good password").await.is_ok());
    admin.post(&format!("{path}/sessions"), &[]).await.location();
}

#[tokio::test]
async fn the_roster_is_searched_by_words_unit_and_status_and_comes_in_pages() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    let before = t.app.people(&ctx).await.unwrap().len();
    for n in 0..60 {
        let new = app::people::NewAccount {
            login: format!("new{n}"),
            name: format!("頁野 {n:02}"),
            kana: "ﾍﾟｰｼﾞﾉ".to_owned(),
            occupation: String::new(),
            unit: Some(t.units[n % 2]),
            roles: vec![domain::people::Role::Staff],
            password: "long enough password".to_owned(),
            must_change: true,
        };
        t.app.add_account(&ctx, new).await.unwrap();
    }
    let mut admin = Browser::of(&t, "kanri").await;
    let people = |body: &str| body.matches("<a href=\"/admin/people/").count();
    let count =
        |body: &str| body.split("<strong role=\"status\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let first = admin.get("/admin/people").await.body;
    assert_eq!((people(&first), count(&first)), (50, format!("職員 {}人", before + 60)));
    let last = admin.get("/admin/people?page=99").await.body;
    assert_eq!(people(&last), before + 10, "past the end is the last page");
    let found = admin.get("/admin/people?q=ぺーじの").await.body;
    assert_eq!(count(&found), "職員 60人", "hiragana finds half-width katakana");
    assert!(found.contains("page=2\"") && found.contains("q=%E3%81%BA"), "the next page keeps the words: {found}");
    let unit = format!("/admin/people?q=頁野&unit={}&status=active", t.units[1]);
    let found = admin.get(&unit).await.body;
    assert_eq!((people(&found), count(&found)), (30, "職員 30人".to_owned()));
    assert_eq!(found.matches(" selected>").count(), 2, "the conditions stay: {found}");
    let none = admin.get("/admin/people?q=頁野&status=retired").await.body;
    assert!(none.contains("当てはまる職員はいません"), "{none}");
}

#[tokio::test]
async fn the_last_administrator_is_told_why_not() {
    let t = TestApp::new().await;
    let mut admin = Browser::of(&t, "kanri").await;
    let fields = [("name", "管理 太郎"), ("roles", "staff"), ("status", "active")];
    let reply = admin.post(&format!("/admin/people/{}", id(&t, "kanri")), &fields).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains("管理者がいなくなります") && reply.body.contains("href=\"#roles\""));
}

#[tokio::test]
async fn units_and_places_are_kept() {
    let t = TestApp::new().await;
    let mut admin = Browser::of(&t, "kanri").await;
    admin.post("/admin/units/add", &[("code", "kita"), ("name_ja", "北棟")]).await.location();
    let again = admin.post("/admin/units/add", &[("code", "kita"), ("name_ja", "北棟2")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("北棟2") && again.body.contains("href=\"#code\""));
    let place = t.places[0].to_string();
    let name = |part: &str| format!("{place}_{part}");
    let (ja, order, active) = (name("name_ja"), name("order"), name("active"));
    admin.post("/admin/places", &[("id[]", &place), (&ja, "大食堂"), (&order, "7"), (&active, "1")]).await.location();
    assert!(admin.get("/admin/places").await.body.contains("大食堂"));
    let wrong = admin.post("/admin/places", &[("id[]", &place), (&ja, "大食堂"), (&order, "x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unit = t.units[0].to_string();
    let (ja, order) = (format!("{unit}_name_ja"), format!("{unit}_order"));
    let in_use = admin.post("/admin/units", &[("id[]", &unit), (&ja, "いちょう棟"), (&order, "1")]).await;
    assert_eq!(in_use.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(in_use.body.contains(&format!("href=\"#{unit}_active\"")));
}

#[tokio::test]
async fn seats_are_given_and_taken() {
    let t = TestApp::new().await;
    let mut admin = Browser::of(&t, "kanri").await;
    let page = admin.get("/admin/seats").await.body;
    assert!(page.contains("主任 春子") && page.contains("空席（省略されます）"));
    let (kaigo, unit) = (id(&t, "kaigo"), t.units[1].to_string());
    let fields = [("seat", "unit_leader"), ("account", kaigo.as_str()), ("unit", unit.as_str())];
    admin.post("/admin/seats", &fields).await.location();
    assert_eq!(admin.post("/admin/seats", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY, "held already");
    admin.post("/admin/seats/take", &fields).await.location();
    assert_eq!(admin.post("/admin/seats/take", &fields).await.status, StatusCode::NOT_FOUND);
    submit(&t, fall(&t), "a").await;
    let waiting =
        admin.post("/admin/seats/take", &[("seat", "handler"), ("account", &id(&t, "risk")), ("unit", "")]).await;
    assert_eq!(waiting.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_choice_is_changed_through_the_preview() {
    let t = TestApp::new().await;
    let mut admin = Browser::of(&t, "kanri").await;
    submit(&t, fall(&t), "a").await;
    let form = admin.get("/admin/profile/edit/forms").await;
    let base = hidden(&form, "base");
    let fields = [
        ("part", "forms"),
        ("base", &base),
        ("0_code", "fall"),
        ("0_ja", "ころんだ"),
        ("0_en", "Fall"),
        ("0_order", "1"),
    ];
    let preview = admin.post("/admin/profile/preview", &fields).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(
        preview.body.contains("形態「ころんだ」の名前（日本語）") && preview.body.contains("途中の報告1件"),
        "what changes, and what does not"
    );
    assert!(preview.body.contains("変わるところ 1か所"), "a shorter form loses no other choice");
    let draft = hidden(&preview, "draft");

    // A further part on top of it.
    let seats = admin.post("/admin/profile/edit", &[("part", "names"), ("base", &base), ("draft", &draft)]).await;
    assert!(hidden(&seats, "draft") == draft, "the draft goes on unchanged");
    let names =
        [("name_ja", "やさしい様式"), ("name_en", "Plain form"), ("source_ja", "原文"), ("source_en", "Source")];
    let fields: Vec<(&str, &str)> =
        [("part", "names"), ("base", base.as_str()), ("draft", draft.as_str())].into_iter().chain(names).collect();
    let both = admin.post("/admin/profile/preview", &fields).await;
    assert!(both.body.contains("ころんだ") && both.body.contains("やさしい様式"));
    let draft = hidden(&both, "draft").replace('\n', "\r\n");

    let unnoted = admin.post("/admin/profile/save", &[("base", &base), ("draft", &draft)]).await;
    assert_eq!(unnoted.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved =
        admin.post("/admin/profile/save", &[("base", &base), ("draft", &draft), ("note", "やさしい言葉に")]).await;
    assert_eq!(saved.location(), "/admin/profile?done=profile_saved");
    let version = admin.get("/admin/profile/versions/2").await.body;
    assert!(
        version.contains("やさしい言葉に") && version.contains("ころんだ") && version.contains("変わるところ 5か所"),
        "line ends of the form change nothing"
    );

    // A second editor who began before.
    let late = admin
        .post(
            "/admin/profile/save",
            &[("base", &base), ("draft", &draft.replace("ころんだ", "転んだ")), ("note", "こちらも")],
        )
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.body.contains("第2版を保存しました") && late.body.contains("転んだ") && late.body.contains("こちらも")
    );
    assert_eq!(hidden(&late, "base"), "2");
}

#[tokio::test]
async fn a_profile_with_problems_is_not_offered_for_saving() {
    let t = TestApp::new().await;
    let mut admin = Browser::of(&t, "kanri").await;
    let unreadable = admin.post("/admin/profile/preview", &[("base", "1"), ("toml", "id = ")]).await;
    assert_eq!(unreadable.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unreadable.body.contains("id = "), "what was typed is kept");
    let mut profile = domain::profile::Profile::builtin("welfare").unwrap().clone();
    profile.floors.clear();
    profile.seats.retain(|seat| seat.code != "handler");
    let toml = profile.to_toml().unwrap();
    let reply = admin.post("/admin/profile/preview", &[("base", "1"), ("toml", &toml)]).await;
    assert!(reply.body.contains("先に席から外してください") && reply.body.contains("レベルの下限は、なくすことも"));
    assert!(!reply.body.contains("/admin/profile/save"));
    let wrong = admin
        .post(
            "/admin/profile/preview",
            &[("part", "forms"), ("base", "1"), ("0_code", "fall"), ("0_ja", "転倒"), ("0_order", "x")],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("href=\"#0_order\""));
}

#[tokio::test]
async fn settings_are_saved() {
    let t = TestApp::new().await;
    let mut admin = Browser::of(&t, "kanri").await;
    let fields = [("name_ja", "ほしの里"), ("name_en", "Hoshi"), ("calendar", "wareki"), ("contact", "電話\r\n000")];
    admin.post("/admin/facility", &fields).await.location();
    let row = t.app.facility(&t.ctx("kanri").await).await.unwrap().row;
    assert_eq!((row.name_ja.as_str(), row.contact.as_str(), row.anonymous_reports), ("ほしの里", "電話\n000", false));
    let wrong = admin.post("/admin/facility", &[("name_ja", ""), ("name_en", "x"), ("calendar", "wareki")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_holder_names_a_deputy() {
    let t = TestApp::new().await;
    let mut leader = Browser::of(&t, "leader").await;
    let to = id(&t, "kaigo2");
    for lang in ["ja", "en"] {
        let page = leader.get(&format!("/me/deputy?lang={lang}")).await.body;
        let today = page.split("name=\"from\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let fields = [("seat", "unit_leader"), ("to", to.as_str()), ("from", &today), ("until", "令和8年11月30日")];
        assert_eq!(
            leader.post("/me/deputy", &fields).await.location(),
            "/me/deputy?done=deputy_named",
            "the day that is offered can be read"
        );
    }
    let page = leader.get("/me/deputy").await;
    assert!(page.body.contains("いま代理中") && page.body.contains("介護 次郎"));
    let unread = leader.post("/me/deputy", &[("seat", "unit_leader"), ("from", "ある日"), ("until", "")]).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    for target in ["#to", "#from", "#until"] {
        assert!(unread.body.contains(&format!("href=\"{target}\"")), "{target}");
    }
    let held = hidden(&page, "id");
    assert_eq!(
        Browser::of(&t, "kaigo").await.post("/me/deputy/end", &[("id", &held)]).await.status,
        StatusCode::FORBIDDEN
    );
    leader.post("/me/deputy/end", &[("id", &held)]).await.location();
    // The administrator names one for somebody who cannot.
    let mut admin = Browser::of(&t, "kanri").await;
    let path = format!("/admin/people/{}/deputy", id(&t, "leader"));
    let fields = [("seat", "unit_leader"), ("to", to.as_str()), ("from", "きょう"), ("until", "R8.12.1")];
    assert_eq!(admin.post(&path, &fields).await.location(), format!("{path}?done=deputy_named"));
    let held = hidden(&admin.get(&path).await, "id");
    assert_eq!(
        admin.post(&format!("{path}/end"), &[("id", &held)]).await.location(),
        format!("{path}?done=deputy_ended")
    );
    assert_eq!(Browser::of(&t, "kaigo").await.get(&path).await.status, StatusCode::FORBIDDEN);
    let without = Browser::of(&t, "kaigo").await.get("/me/deputy").await.body;
    assert!(without.contains("決裁席がありません"));
}

#[tokio::test]
async fn every_member_compares_the_scales() {
    let t = TestApp::new().await;
    let mut carer = Browser::of(&t, "kaigo").await;
    let path = "/level?form=medication&medication_detail=wrong_person&reached=yes&body_effect=no&treatment=none&treated_at=none&lasting_loss=none&death=no";
    let page = carer.get(path).await.body;
    assert!(
        page.contains("レベル3（案）") && page.contains("welfare-floor-wrong-person-medicine"),
        "the own scale has the floor"
    );
    assert!(page.contains("レベル1（案）"), "the hospital scale has not");
    assert_eq!(page.matches("<h3>").count(), 2, "a shipped scale that says the same is not told twice");
    let open = carer.get("/level").await.body;
    assert!(open.contains("まだ不明なこと") && open.contains("レベル5まで"));
    let mild = carer
        .get("/level?form=fall&reached=yes&body_effect=yes&treatment=none&treated_at=none&lasting_loss=mild&death=no")
        .await
        .body;
    assert!(mild.contains("人の判断が必要"));
    let contradiction = carer.get("/level?reached=no&death=yes&left=9&right=x&lang=en").await;
    assert_eq!(contradiction.status, StatusCode::OK);
    assert!(Browser::new(&t).get("/level").await.location().starts_with("/sign-in"));
}
