//! Owns short ways to a submitted report for tests of what follows.
use app::report::Submission;
use domain::form::Fields;
use domain::id::ReportId;
use domain::report::Door;
use testkit::TestApp;

use crate::browser::{Browser, Reply};

/// The seats of the test facility in the order of the paper, with who holds them.
pub(crate) const ROUTE: [(&str, &str); 4] =
    [("risk", "handler"), ("leader", "unit_leader"), ("head", "facility_director"), ("rijicho", "chairman")];

/// A fall that reached the person without harm, with a user named 海野.
pub(crate) fn fall(t: &TestApp) -> Fields {
    let (place, unit) = (t.places[0].to_string(), t.units[0].to_string());
    [
        ("narrative", "食堂で立ち上がる際にふらついた。"),
        ("occurred", "令和8年11月20日"),
        ("form", "fall"),
        ("reached", "yes"),
        ("body_effect", "no"),
        ("treatment", "none"),
        ("treated_at", "none"),
        ("lasting_loss", "none"),
        ("death", "no"),
        ("mode", "named"),
        ("place", &place),
        ("unit", &unit),
    ]
    .into_iter()
    .collect()
}

/// Another person's medicine taken, without treatment.
pub(crate) fn wrong_person(t: &TestApp) -> Fields {
    let mut fields = fall(t);
    fields.set("form", "medication");
    fields.set("medication_detail", "wrong_person");
    fields.set("narrative", "昼食後、海野さんの薬を隣の席の方に渡した。");
    fields
}

pub(crate) async fn submit(t: &TestApp, fields: Fields, key: &str) -> ReportId {
    let submission = Submission { fields, door: Door::Quick, key: key.to_owned(), draft: None, promotes: None };
    t.app.submit_report(&t.ctx("kaigo").await, submission).await.unwrap().report
}

/// Opens the record and sends an act with the length that the page showed, as a person does.
pub(crate) async fn act(browser: &mut Browser, id: ReportId, code: &str, fields: &[(&str, &str)]) -> Reply {
    let page = browser.get(&format!("/reports/{id}")).await;
    let length = page.hidden("length").expect("an act is offered").to_owned();
    send(browser, id, code, &length, fields).await
}

/// Sends an act from a page that showed a case of this length.
pub(crate) async fn send(
    browser: &mut Browser,
    id: ReportId,
    code: &str,
    length: &str,
    fields: &[(&str, &str)],
) -> Reply {
    let mut all = vec![("length", length)];
    all.extend_from_slice(fields);
    browser.post(&format!("/reports/{id}/act/{code}"), &all).await
}

/// Stamps a seat as its holder: opinion, level with reason, no review of the measures.
pub(crate) async fn stamp(t: &TestApp, id: ReportId, (login, seat): (&str, &str), level: &str) -> Reply {
    let mut browser = Browser::of(t, login).await;
    let fields = [
        ("seat", seat),
        ("opinion", "声かけを徹底します。"),
        ("level", level),
        ("level_reason", "経過から判断しました。"),
        ("measures_review", "not_required"),
    ];
    act(&mut browser, id, "stamp", &fields).await
}
