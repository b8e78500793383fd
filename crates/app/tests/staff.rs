//! Tests of the import of staff: all rows or none, the same file twice, rights only as the file says them.
use std::collections::BTreeMap;

use app::import::{StaffReport, staff_template};
use app::people::Colleague;
use domain::people::Role;
use testkit::TestApp;

const FILE: &str = "ログイン名,氏名,フリガナ,職種,部署,役割,決裁席,内線\r\n\
tanaka,田中 一郎,タナカ イチロウ,生活支援員,いちょう棟,,,12\r\n\
sato,佐藤 二郎,,nurse,sakura,管理者、リスク委員長,unit_leader,\r\n\
suzuki,鈴木 三郎,,,,職員,unit_leader@いちょう棟；chairman,\r\n";

async fn import(t: &TestApp, file: &str, passwords: &[(&str, &str)]) -> StaffReport {
    let ctx = t.app.system(t.facility).await.unwrap();
    let passwords: BTreeMap<String, String> =
        passwords.iter().map(|(login, password)| ((*login).to_owned(), (*password).to_owned())).collect();
    t.app.import_staff(&ctx, file.as_bytes(), &passwords).await.unwrap()
}

async fn person(t: &TestApp, login: &str) -> Option<Colleague> {
    let ctx = t.app.system(t.facility).await.unwrap();
    t.app.people(&ctx).await.unwrap().into_iter().find(|person| person.login == login)
}

#[tokio::test]
async fn people_come_with_their_units_roles_and_seats() {
    let t = TestApp::new().await;
    let ctx = t.app.system(t.facility).await.unwrap();
    let would = t.app.check_staff(&ctx, FILE.as_bytes()).await.unwrap();
    assert_eq!((would.added.len(), would.written, would.errors), (3, false, vec![]));
    assert!(person(&t, "tanaka").await.is_none(), "checking writes nothing");

    let report = import(&t, FILE, &[("tanaka", "a long first password")]).await;
    assert!(report.written);
    assert_eq!(report.ignored, ["内線"]);
    let tanaka = person(&t, "tanaka").await.unwrap();
    assert_eq!((tanaka.name.as_str(), tanaka.unit, tanaka.must_change), ("田中 一郎", Some(t.units[0]), true));
    assert_eq!(tanaka.roles, [Role::Staff]);
    let sato = person(&t, "sato").await.unwrap();
    assert_eq!(sato.roles, [Role::Staff, Role::SafetyManager, Role::Administrator]);
    assert_eq!(sato.seats, [("unit_leader".to_owned(), Some(t.units[1]))], "of the own unit");
    let suzuki = person(&t, "suzuki").await.unwrap();
    assert_eq!(suzuki.seats, [("chairman".to_owned(), None), ("unit_leader".to_owned(), Some(t.units[0]))]);
    assert!(t.app.verify(&app::rows::VerifyOptions::default()).await.unwrap().findings().is_empty());
}

#[tokio::test]
async fn the_same_file_again_changes_nothing_and_an_empty_cell_keeps_what_is_there() {
    let t = TestApp::new().await;
    import(&t, FILE, &[]).await;
    let before = person(&t, "sato").await;
    let again = import(&t, FILE, &[]).await;
    assert_eq!((again.added.len(), again.changed, again.unchanged), (0, 0, 3));
    let less = import(&t, "login,name,roles\nsato,佐藤 次郎,\n", &[]).await;
    assert_eq!((less.changed, less.unchanged), (1, 0));
    let after = person(&t, "sato").await.unwrap();
    assert_eq!(Colleague { name: "佐藤 二郎".to_owned(), ..after.clone() }, before.unwrap(), "only the name");
    assert_eq!(after.name, "佐藤 次郎");
}

#[tokio::test]
async fn one_wrong_row_and_nothing_is_written() {
    let t = TestApp::new().await;
    let file = "ログイン名,氏名,職種,部署,役割,決裁席\n\
        good,よい 行,,,,\n\
        good,同じ 名,,,,\n\
        ,名 なし,,,,\n\
        bad1,,船長,月,王様,玉座\n\
        bad2,部署 なし,,,,unit_leader\n\
        bad3,全体の 席,,,,chairman@いちょう棟\n\
        bad4,氏名を 開く,,,identity_keeper,\n\
        bad 5,空白 あり,,,,\n";
    let report = import(&t, file, &[]).await;
    let found: Vec<(usize, &str)> = report.errors.iter().map(|error| (error.row, error.code.as_str())).collect();
    let expected = [
        (3, "login_twice"),
        (4, "login_missing"),
        (5, "name_missing"),
        (5, "choice_unknown"),
        (5, "choice_unknown"),
        (5, "choice_unknown"),
        (5, "choice_unknown"),
        (6, "seat_of_unit"),
        (7, "seat_of_facility"),
        (8, "keeper_by_file"),
        (9, "login_spaces"),
    ];
    let mut found = found;
    found.sort_unstable();
    let mut expected = expected;
    expected.sort_unstable();
    assert_eq!(found, expected);
    assert!(!report.written);
    assert!(person(&t, "good").await.is_none(), "all or nothing");
}

#[tokio::test]
async fn who_has_no_first_password_cannot_sign_in_and_a_name_of_somebody_who_left_is_refused() {
    let t = TestApp::new().await;
    import(&t, FILE, &[("tanaka", "a long first password")]).await;
    assert!(t.app.sign_in("hoshi", "tanaka", "a long first password").await.is_ok());
    for password in ["", "a long first password"] {
        assert!(t.app.sign_in("hoshi", "sato", password).await.is_err());
    }
    let ctx = t.app.system(t.facility).await.unwrap();
    let suzuki = person(&t, "tanaka").await.unwrap();
    let gone = app::people::EditAccount {
        name: suzuki.name,
        kana: suzuki.kana,
        occupation: suzuki.occupation,
        unit: suzuki.unit,
        roles: suzuki.roles,
        status: app::people::Status::Retired,
    };
    t.app.edit_account(&ctx, suzuki.account, gone).await.unwrap();
    let report = import(&t, FILE, &[]).await;
    assert_eq!((report.errors[0].row, report.errors[0].code.as_str(), report.written), (2, "account_left", false));
}

#[tokio::test]
async fn only_the_program_imports_and_a_file_without_its_headings_is_refused() {
    let t = TestApp::new().await;
    let people = t.ctx("risk").await;
    assert!(t.app.import_staff(&people, FILE.as_bytes(), &BTreeMap::new()).await.is_err());
    let ctx = t.app.system(t.facility).await.unwrap();
    assert!(t.app.check_staff(&ctx, "名前\n田中\n".as_bytes()).await.is_err());
    let template = t.app.check_staff(&ctx, staff_template().as_bytes()).await.unwrap();
    assert_eq!((template.rows, template.errors), (0, vec![]));
}
