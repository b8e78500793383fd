//! Tests of exposures as use cases: rights, all or none, what the journal keeps, files in every writing, the same file twice.
use app::AppError;
use app::import::{ExposureReport, RowEffect, exposure_template};
use app::rows::VerifyOptions;
use domain::exposure::{Exposure, TypedExposure};
use domain::id::UnitId;
use domain::policy::Decision;
use domain::publication::Month;
use testkit::TestApp;

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn line(unit: Option<UnitId>, text: &str, user_days: &str, beds: &str) -> TypedExposure {
    TypedExposure { unit, month: month(text), user_days: user_days.to_owned(), beds: beds.to_owned() }
}

fn exposure(unit: Option<UnitId>, text: &str, user_days: Option<u32>, beds: Option<u32>) -> Exposure {
    Exposure { unit, month: month(text), user_days, beds }
}

async fn held(t: &TestApp) -> Vec<Exposure> {
    t.app.exposures(&t.ctx("risk").await, month("2026-04"), month("2027-03")).await.unwrap()
}

async fn import(t: &TestApp, file: &[u8]) -> ExposureReport {
    t.app.import_exposures(&t.app.system(t.facility).await.unwrap(), file).await.unwrap()
}

async fn events(t: &TestApp) -> usize {
    t.raw_rows().await.iter().filter(|row| row.table == "journal" && row.text.contains("exposures_")).count()
}

fn codes(error: AppError) -> Vec<(String, &'static str)> {
    match error {
        AppError::Invalid(errors) => errors.into_iter().map(|error| (error.field, error.code)).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn months_are_saved_replaced_and_taken_away_and_the_journal_keeps_both_numbers() {
    let t = TestApp::new().await;
    let ctx = t.ctx("risk").await;
    let unit = Some(t.units[0]);
    let lines =
        [line(None, "2026-04", "1,520人日", "５０"), line(unit, "2026-04", "0", ""), line(unit, "2026-05", "", "")];
    assert_eq!(t.app.save_exposures(&ctx, &lines).await.unwrap(), 2, "an empty month is none");
    assert_eq!(t.app.save_exposures(&ctx, &lines).await.unwrap(), 0, "nothing changed");
    let expected = [exposure(None, "2026-04", Some(1520), Some(50)), exposure(unit, "2026-04", Some(0), None)];
    assert_eq!(held(&t).await, expected);
    let ctx = t.ctx("kanri").await;
    let lines = [line(None, "2026-04", "1500", "50"), line(unit, "2026-04", "", "")];
    assert_eq!(t.app.save_exposures(&ctx, &lines).await.unwrap(), 2);
    assert_eq!(held(&t).await, [exposure(None, "2026-04", Some(1500), Some(50))]);
    let raw = t.raw_rows().await;
    let told = |text: &str| raw.iter().any(|row| row.table == "journal" && row.text.contains(text));
    assert!(told("[1520,1500]") && told("[0,null]"), "both numbers");
    assert_eq!(events(&t).await, 2);
    assert!(t.app.verify(&VerifyOptions::default()).await.unwrap().findings().is_empty());
}

#[tokio::test]
async fn one_wrong_month_and_none_is_saved() {
    let t = TestApp::new().await;
    let ctx = t.ctx("risk").await;
    let lines = [
        line(None, "2026-04", "1500", "50"),
        line(None, "2026-05", "たくさん", "-1"),
        line(None, "2026-06", "12.5", "100001"),
        line(None, "2026-12", "1", ""),
    ];
    let expected = [
        ("user_days_2026-05", "exposure_no_number"),
        ("beds_2026-05", "exposure_negative"),
        ("user_days_2026-06", "exposure_fraction"),
        ("beds_2026-06", "exposure_too_much"),
        ("user_days_2026-12", "exposure_in_future"),
    ];
    let found = codes(t.app.save_exposures(&ctx, &lines).await.unwrap_err());
    assert_eq!(found, expected.map(|(field, code)| (field.to_owned(), code)));
    assert!(held(&t).await.is_empty());
}

#[tokio::test]
async fn managers_and_administrators_write_directors_read_and_others_do_neither() {
    let t = TestApp::new().await;
    t.second_facility().await;
    let lines = [line(None, "2026-04", "1500", "50")];
    let (from, until) = (month("2026-04"), month("2027-03"));
    for (login, sees, writes) in [
        ("risk", true, true),
        ("kanri", true, true),
        ("rijicho", true, false),
        ("kaigo", false, false),
        ("mamoru", false, false),
    ] {
        let ctx = t.ctx(login).await;
        assert_eq!(t.app.exposures(&ctx, from, until).await.is_ok(), sees, "{login}");
        assert_eq!(t.app.exposure_sheet(&ctx, 2026).await.is_ok(), sees, "{login}");
        assert_eq!(t.app.check_exposures(&ctx, b"month,beds\n2026-04,1\n").await.is_ok(), writes, "{login}");
        let saved = t.app.save_exposures(&ctx, &lines).await;
        assert_eq!(saved.is_ok(), writes, "{login}");
        if let Err(error) = saved {
            assert!(matches!(error, AppError::Denied(Decision::Forbid)), "{login}");
        }
    }
    let stranger = t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap().cookie;
    let stranger = t.app.resolve(&stranger).await.unwrap().unwrap().ctx;
    assert!(t.app.exposures(&stranger, from, until).await.unwrap().is_empty(), "the own facility has none");
    let foreign = [line(Some(t.units[0]), "2026-04", "1", "1")];
    assert!(matches!(t.app.save_exposures(&stranger, &foreign).await, Err(AppError::NotFound)));
}

const FILE: &str = "月,部署,延べ利用者日数（人日）,定員,備考\r\n\
令和8年4月,,\"1,520\",50,全体\r\n\
R8.4,いちょう棟,７６０人日,,\r\n\
2026/05,sakura,0,25,閉鎖\r\n\
May-26,全体,1500,,\r\n\
2026-12,,,,まだ\r\n";

#[tokio::test]
async fn a_file_comes_in_whatever_writing_and_the_same_file_again_changes_nothing() {
    let t = TestApp::new().await;
    let system = t.app.system(t.facility).await.unwrap();
    let would = t.app.check_exposures(&system, FILE.as_bytes()).await.unwrap();
    assert_eq!((would.rows, would.added, would.empty, would.written), (5, 4, 1, false));
    assert_eq!((would.errors, would.ignored.as_slice()), (vec![], &["備考".to_owned()][..]));
    assert!(held(&t).await.is_empty(), "checking writes nothing");
    let (sjis, _, failed) = encoding_rs::SHIFT_JIS.encode(FILE);
    assert!(!failed);
    let report = import(&t, &sjis).await;
    assert_eq!((report.added, report.written), (4, true));
    let [first, second] = t.units.map(Some);
    let expected = [
        exposure(None, "2026-04", Some(1520), Some(50)),
        exposure(first, "2026-04", Some(760), None),
        exposure(None, "2026-05", Some(1500), None),
        exposure(second, "2026-05", Some(0), Some(25)),
    ];
    assert_eq!(held(&t).await, expected);
    let (rows, journal) = (t.raw_rows().await, events(&t).await);
    assert_eq!(journal, 2, "the changes, and the file");
    let again = import(&t, format!("\u{FEFF}{FILE}").as_bytes()).await;
    assert_eq!((again.added, again.changed, again.unchanged, again.empty), (0, 0, 4, 1));
    assert_eq!(t.raw_rows().await.len(), rows.len(), "nothing is written");
    let more = import(&t, "month,unit,beds\n2026-05,,52\n2026-04,,50\n".as_bytes()).await;
    assert_eq!((more.added, more.changed, more.unchanged), (0, 1, 1));
    assert_eq!(
        held(&t).await[2],
        exposure(None, "2026-05", Some(1500), Some(52)),
        "an absent column keeps what stands"
    );
    assert!(t.app.verify(&VerifyOptions::default()).await.unwrap().findings().is_empty());
}

#[tokio::test]
async fn a_wrong_row_names_itself_and_the_remedy_and_nothing_is_written() {
    let t = TestApp::new().await;
    let file = "月,部署,延べ入院患者数,病床数\n\
        2026-04,,1500,50\n\
        2026-04,全体,1500,50\n\
        11月,,1,1\n\
        ,,1,1\n\
        合計,,1,1\n\
        2027-01,,1,1\n\
        2026-05,月面,x,1.5\n\
        2026-06,,-1,200000\n";
    let report = import(&t, file.as_bytes()).await;
    let found: Vec<(usize, &str, &str)> =
        report.errors.iter().map(|error| (error.row, error.column.as_str(), error.code.as_str())).collect();
    assert_eq!(
        found,
        [
            (3, "月", "row_twice"),
            (4, "月", "month_without_year"),
            (5, "月", "month_missing"),
            (6, "月", "month_unreadable"),
            (7, "月", "exposure_in_future"),
            (8, "部署", "choice_unknown"),
            (8, "延べ入院患者数", "exposure_no_number"),
            (8, "病床数", "exposure_fraction"),
            (9, "延べ入院患者数", "exposure_negative"),
            (9, "病床数", "exposure_too_much"),
        ]
    );
    assert!(report.errors.iter().all(|error| !error.remedy.ja.is_empty() && !error.remedy.en.is_empty()));
    assert!(!report.written);
    assert!(held(&t).await.is_empty(), "all or nothing");
}

#[tokio::test]
async fn a_file_without_its_headings_is_refused_as_a_whole() {
    let t = TestApp::new().await;
    let system = t.app.system(t.facility).await.unwrap();
    for (file, code) in [
        (b"".as_slice(), "file_headings"),
        (b"unit,user_days\na,1\n", "file_headings"),
        (b"month,unit\n2026-04,\n", "file_headings"),
        (b"\xFF\xFE\xFF", "file_encoding"),
    ] {
        let error = t.app.check_exposures(&system, file).await.unwrap_err();
        assert_eq!(codes(error), [("file".to_owned(), code)]);
    }
}

#[tokio::test]
async fn the_sheet_of_a_year_can_be_given_back() {
    let t = TestApp::new().await;
    let ctx = t.ctx("risk").await;
    let lines = [line(None, "2026-04", "1500", "50"), line(Some(t.units[1]), "2027-03", "", "")];
    t.app.save_exposures(&ctx, &lines).await.unwrap();
    let sheet = t.app.exposure_sheet(&ctx, 2026).await.unwrap();
    let text = String::from_utf8(sheet.clone()).unwrap();
    assert!(text.starts_with(&exposure_template()) && text.contains("\"2026-04\",\"\",\"1500\",\"50\"\r\n"), "{text}");
    assert_eq!(text.lines().count(), 1 + 3 * 12, "the facility and two units");
    let back = t.app.import_exposures(&ctx, &sheet).await.unwrap();
    assert_eq!((back.errors.len(), back.unchanged, back.empty), (0, 1, 35));
    assert_eq!(back.lines[0].effect, RowEffect::Unchanged);
}

#[tokio::test]
async fn more_than_the_beds_explain_is_told_and_taken() {
    let t = TestApp::new().await;
    let report = import(&t, "month,user_days,beds\n2026-04,15000,50\n2026-05,1500,50\n".as_bytes()).await;
    assert_eq!(report.lines.iter().map(|line| line.doubtful).collect::<Vec<_>>(), [true, false]);
    assert!(report.written && report.errors.is_empty());
}
