//! Tests of the imports: the public case search's CSV and our own CSV for past paper reports.
use app::import::{ImportOptions, ImportReport, template};
use app::rows::{Page, ReportFilter};
use app::{App, Ctx};
use domain::report::Mode;
use testkit::TestApp;

/// A sample of the public case search's shape: a heading twice, quoted line breaks, a repeated group, a column that nobody knows.
const CASES: &str = "\"事業区分\",\"事例ID\",\"報告年\",\"発生曜日\",\"発生時間帯\",\"医療の実施の有無\",\"治療の程度\",\"事故の程度\",\"発生場所\",\"概要\",\"患者の年齢\",\"患者の性別\",\"患者区分\",\"当事者職種_1\",\"当事者職種経験（年数）_1\",\"当事者職種_2\",\"事例の内容\",\"関連医薬品_販売名\",\"事例の内容\",\"発生要因_当事者の行動に関わる要因\",\"事例の背景要因の概要\",\"改善策\",\"新しい項目\"\r\n\
\"事故\",\"TESTCASE0001\",\"2023年\",\"火曜日\",\"10:00～11:59\",\"実施あり\",\"軽微な治療\",\"障害なし\",\"病室\",\"薬剤\",\"70歳代\",\"女性\",\"入院\",\"看護師\",\"3年\",\"准看護師\",\"過剰投与\",\"見本の薬\",\"一行目の文。\n二行目の文。\",\"確認を怠った 判断を誤った\",\"背景の文。\",\"改善の文。\",\"\"\r\n\
\"ヒヤリ\",\"TESTCASE0002\",\"2024年\",\"日曜日\",\"不明\",\"実施なし\",\"\",\"\",\"月面\",\"薬剤\",\"30歳代\",\"男性\",\"外来\",\"准看護師\",\"0年\",\"\",\"知らない内容\",\"\",\"文。\",\"\",\"\",\"\",\"新しい値\"\r\n";

async fn hospital() -> (TestApp, Ctx) {
    let t = TestApp::new().await;
    let facility = t.second_facility().await;
    let ctx = t.app.system(facility).await.expect("the facility");
    (t, ctx)
}

fn shift_jis(text: &str) -> Vec<u8> {
    encoding_rs::SHIFT_JIS.encode(text).0.into_owned()
}

async fn count(app: &App, ctx: &Ctx) -> i64 {
    app.list_reports(ctx, &ReportFilter::default(), Page::ALL).await.expect("a list").total
}

async fn import(t: &TestApp, ctx: &Ctx, bytes: &[u8], dry_run: bool) -> ImportReport {
    let options = ImportOptions { dry_run, ..ImportOptions::default() };
    t.app.import_jq_cases(ctx, bytes, options).await.expect("an import")
}

#[tokio::test]
async fn a_shift_jis_file_is_read_by_heading_and_nothing_is_lost() {
    let (t, ctx) = hospital().await;
    let report = import(&t, &ctx, &shift_jis(CASES), false).await;
    assert_eq!((report.rows, report.imported, report.errors.len()), (2, 2, 0), "{report:?}");
    let list = t.app.list_reports(&ctx, &ReportFilter::default(), Page::ALL).await.expect("a list");
    let item = list
        .items
        .iter()
        .find(|item| item.line.medication_detail.as_deref() == Some("wrong_dose"))
        .expect("the first case");
    let view = t.app.view_report(&ctx, item.line.report_id).await.expect("the report");
    let (coded, sealed) = (&view.content.coded, &view.content.sealed);
    assert_eq!(
        (coded.mode, coded.form.as_str(), coded.occupation.as_deref()),
        (Mode::Named, "medication", Some("nurse"))
    );
    assert_eq!(coded.experience_months, Some(36));
    assert!(sealed.narrative.starts_with("一行目の文。\n二行目の文。\n"), "{}", sealed.narrative);
    for kept in [
        "【患者の年齢】70歳代",
        "【関連医薬品_販売名】見本の薬",
        "【当事者職種_2】准看護師",
        "【発生時間帯】10:00～11:59",
        "【事例の内容】過剰投与",
    ] {
        assert!(sealed.narrative.contains(kept), "{kept} in {}", sealed.narrative);
    }
    assert_eq!(sealed.approximate_date.as_deref(), Some("2023年 火曜日"));
    assert_eq!(sealed.prevention.as_deref(), Some("改善の文。"));
    assert_eq!(view.case.effective_level().map(|level| level.as_str()), Some("3a"));
}

#[tokio::test]
async fn values_without_a_code_are_reported_and_kept() {
    let (t, ctx) = hospital().await;
    let report = import(&t, &ctx, &shift_jis(CASES), false).await;
    for (heading, value) in [("発生場所", "月面"), ("事例の内容", "知らない内容"), ("当事者職種_1", "准看護師")]
    {
        assert_eq!(report.unmapped[heading][value], 1, "{heading}");
    }
    assert_eq!(report.unmapped["新しい項目"]["新しい値"], 1, "a heading that this edition does not know");
    let list = t.app.list_reports(&ctx, &ReportFilter::default(), Page::ALL).await.expect("a list");
    let item = list
        .items
        .iter()
        .find(|item| item.line.medication_detail.as_deref() == Some("other"))
        .expect("the second case");
    let sealed = t.app.view_report(&ctx, item.line.report_id).await.expect("the report").content.sealed;
    assert!(sealed.narrative.contains("【新しい項目】新しい値"), "{}", sealed.narrative);
    assert_eq!(sealed.other_texts["place"], "月面");
    assert_eq!(sealed.other_texts["occupation"], "准看護師");
}

#[tokio::test]
async fn a_dry_run_writes_nothing_and_a_second_import_skips() {
    let (t, ctx) = hospital().await;
    let bytes = shift_jis(CASES);
    let dry = import(&t, &ctx, &bytes, true).await;
    assert_eq!((dry.imported, count(&t.app, &ctx).await), (2, 0));
    import(&t, &ctx, &bytes, false).await;
    let again = import(&t, &ctx, CASES.as_bytes(), false).await;
    assert_eq!((again.imported, again.skipped, count(&t.app, &ctx).await), (0, 2, 2));
    let report = t.app.verify(&app::rows::VerifyOptions::default()).await.expect("a verification");
    assert!(report.findings().is_empty(), "{:?}", report.findings());
}

#[tokio::test]
async fn only_the_program_imports_and_a_strange_file_is_refused() {
    let (t, ctx) = hospital().await;
    let options = ImportOptions::default();
    let denied = t.app.import_jq_cases(&t.ctx("risk").await, CASES.as_bytes(), options).await;
    assert!(matches!(denied, Err(app::AppError::Denied(_))));
    for bytes in [&b"a,b\r\n1,2\r\n"[..], &[0x81, 0xFF, 0xFE], b""] {
        assert!(matches!(t.app.import_jq_cases(&ctx, bytes, options).await, Err(app::AppError::Invalid(_))));
    }
}

#[tokio::test]
async fn the_real_file_imports_without_a_lost_row() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/jq/MedicalReportPub.csv");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: {path} is not here");
        return;
    };
    let (t, ctx) = hospital().await;
    let report = import(&t, &ctx, &bytes, false).await;
    assert_eq!((report.rows, report.imported), (127, 127), "{:?}", report.errors);
    let again = import(&t, &ctx, &bytes, true).await;
    assert_eq!((again.imported, again.skipped), (0, 127));
}

async fn paper(t: &TestApp, csv: &str, dry_run: bool) -> ImportReport {
    let ctx = t.app.system(t.facility).await.expect("the facility");
    let options = ImportOptions { dry_run, ..ImportOptions::default() };
    t.app.import_reports(&ctx, csv.as_bytes(), options).await.expect("an import")
}

#[tokio::test]
async fn the_template_itself_imports() {
    let t = TestApp::new().await;
    let report = paper(&t, &template(), false).await;
    assert_eq!((report.rows, report.imported), (1, 1), "{:?}", report.errors);
    let ctx = t.app.system(t.facility).await.expect("the facility");
    let list = t.app.list_reports(&ctx, &ReportFilter::default(), Page::ALL).await.expect("a list");
    let line = &list.items[0].line;
    assert_eq!((line.report_date.as_str(), line.occurred_on.as_deref()), ("2018-08-10", Some("2018-08-09")));
    assert_eq!(line.number, "H30-0001");
    let view = t.app.view_report(&ctx, line.report_id).await.expect("the report");
    assert_eq!(view.reporter.as_deref(), Some("見本 太郎"));
    assert_eq!(view.case.effective_level().map(|level| level.as_str()), Some("2"));
}

#[tokio::test]
async fn labels_and_codes_are_both_taken() {
    let t = TestApp::new().await;
    let csv = "報告日,部署,発生年月日,発生時刻,発生場所,形態,与薬の詳細,利用者に及んだか,状況及び経過,原因,感想\n\
        2025/4/2,いちょう棟,R7.4.1,夜,食堂,与薬,他者の薬の誤服薬,はい,隣の方の薬を渡した。,確認不足、思い込み、その他（席替え）,特になし\n\
        R7.4.3,ichou,不明,8:30,裏の畑,medication,wrong_person,yes,文。,insufficient_check,\n";
    let report = paper(&t, csv, false).await;
    assert_eq!((report.imported, report.unmapped["感想"]["特になし"]), (2, 1), "{:?}", report.errors);
    let ctx = t.app.system(t.facility).await.expect("the facility");
    for item in t.app.list_reports(&ctx, &ReportFilter::default(), Page::ALL).await.expect("a list").items {
        assert_eq!(item.line.medication_detail.as_deref(), Some("wrong_person"));
        assert_eq!(item.line.unit_id, Some(t.units[0]));
        let view = t.app.view_report(&ctx, item.line.report_id).await.expect("the report");
        assert_eq!(
            view.case.effective_level().map(|level| level.as_str()),
            Some("3"),
            "the floor holds for imports too"
        );
    }
}

#[tokio::test]
async fn each_wrong_cell_is_named_with_its_remedy() {
    let t = TestApp::new().await;
    let csv = "報告日,部署,発生年月日,発生時刻,発生場所,形態,利用者に及んだか,状況及び経過\n\
        R7.13.2,いちょう棟,R7.4.1,10:00,食堂,転倒,はい,文。\n\
        ,いちょう棟,R7.4.1,10:00,食堂,転倒,はい,文。\n\
        R7.4.2,ない棟,R7.4.1,25:00,食堂,飛行,たぶん,文。\n\
        R7.4.2,いちょう棟,R7.2.30,10:00,食堂,転倒,はい,\n";
    let report = paper(&t, csv, false).await;
    assert_eq!((report.rows, report.imported), (4, 0));
    let told: Vec<(usize, &str)> = report.errors.iter().map(|error| (error.row, error.column.as_str())).collect();
    for wanted in [
        (2, "報告日"),
        (3, "報告日"),
        (4, "部署"),
        (4, "発生時刻"),
        (4, "形態"),
        (4, "利用者に及んだか"),
        (5, "発生年月日"),
        (5, "状況及び経過"),
    ] {
        assert!(told.contains(&wanted), "{wanted:?} in {told:?}");
    }
    assert!(report.errors.iter().all(|error| !error.remedy.ja.is_empty() && !error.remedy.en.is_empty()));
}
