//! Owns short ways to a submitted report and a stamped case.
use app::approval::Act;
use app::report::{Receipt, Submission};
use domain::approval::Opinion;
use domain::form::Fields;
use domain::id::ReportId;
use domain::profile::LevelCode;
use domain::report::Door;
use testkit::TestApp;

/// The core of a quick report: a fall that reached the person, without harm, today in the dining room.
pub(crate) fn fall(t: &TestApp) -> Fields {
    [
        ("narrative", "食堂で立ち上がる際にふらつき、床に膝をついた。"),
        ("occurred", "令和8年11月20日"),
        ("form", "fall"),
        ("reached", "yes"),
        ("body_effect", "no"),
        ("treatment", "none"),
        ("treated_at", "none"),
        ("lasting_loss", "none"),
        ("death", "no"),
        ("mode", "named"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .chain([("place".to_owned(), t.places[0].to_string()), ("unit".to_owned(), t.units[0].to_string())])
    .collect()
}

/// Another person's medicine taken, without treatment.
pub(crate) fn wrong_person(t: &TestApp) -> Fields {
    let mut fields = fall(t);
    fields.set("form", "medication");
    fields.set("medication_detail", "wrong_person");
    fields.set("narrative", "昼食後、隣の席の方の薬を渡してしまった。");
    fields
}

pub(crate) async fn submit(t: &TestApp, login: &str, fields: Fields, key: &str) -> Receipt {
    let submission = Submission { fields, door: Door::Quick, key: key.to_owned(), draft: None, promotes: None };
    t.app.submit_report(&t.ctx(login).await, submission).await.expect("a submission")
}

pub(crate) fn stamp(seat: &str, level: Option<&str>) -> Act {
    let opinion = Opinion {
        text: Some("確認しました。声かけを徹底します。".to_owned()),
        level: level.map(LevelCode::new),
        level_reason: Some("経過から判断しました。".to_owned()),
        measures_review: Some(false),
    };
    Act::Stamp { seat: seat.to_owned(), opinion }
}

/// The four held seats of the test route, with the level that two of them judge.
pub(crate) const ROUTE: [(&str, &str, bool); 4] = [
    ("risk", "handler", false),
    ("leader", "unit_leader", true),
    ("head", "facility_director", true),
    ("rijicho", "chairman", false),
];

/// Stamps round 1 with this level.
pub(crate) async fn round_one(t: &TestApp, id: ReportId, level: &str) {
    for (login, seat, judges) in ROUTE {
        t.app.act(&t.ctx(login).await, id, None, stamp(seat, judges.then_some(level))).await.expect("a stamp");
    }
}
