//! Owns the tests of pictures on paper: photographs of the report, and the floor plan under a drawing.
use app::attachment::Size;
use app::draft::Draft;
use app::report::Submission;
use domain::attachment::BlurRect;
use domain::id::ReportId;
use domain::report::Door;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::*;

const PDF: &[u8] =
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n\
trailer<</Root 1 0 R>>\n%%EOF\n";

/// A picture of this size; the shade tells one from the other.
fn picture(format: ImageFormat, (width, height): (u32, u32), shade: u8) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| Rgb([shade, x as u8, y as u8]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Width and height of every picture in the PDF; `None` with a message where poppler is not installed.
fn pictures(sheet: &Sheet) -> Option<Vec<(u32, u32)>> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sheet.pdf");
    std::fs::write(&path, &sheet.bytes).unwrap();
    let out = match Command::new("pdfimages").arg("-list").arg(&path).output() {
        Ok(out) => String::from_utf8(out.stdout).unwrap(),
        Err(error) => {
            eprintln!("skipped: pdfimages: {error}");
            return None;
        }
    };
    let size = |line: &str| {
        let mut columns = line.split_whitespace().skip(3);
        Some((columns.next()?.parse().ok()?, columns.next()?.parse().ok()?))
    };
    Some(out.lines().skip(2).filter_map(size).collect())
}

async fn draft(t: &TestApp) -> Draft {
    t.app.new_draft(&t.ctx("kaigo").await, Door::Quick, fall(t)).await.unwrap()
}

async fn send(t: &TestApp, draft: &Draft) -> ReportId {
    let fields = t.app.draft(&t.ctx("kaigo").await, draft.id).await.unwrap().fields;
    let submission = Submission { fields, door: Door::Quick, key: "k".into(), draft: Some(draft.id), promotes: None };
    t.app.submit_report(&t.ctx("kaigo").await, submission).await.unwrap().report
}

/// A report with a described JPEG, a PNG without words, and a PDF.
async fn report_with_files(t: &TestApp) -> ReportId {
    let (kaigo, draft) = (t.ctx("kaigo").await, draft(t).await);
    let photo = t.app.attach_to_draft(&kaigo, draft.id, picture(ImageFormat::Jpeg, (131, 77), 1)).await.unwrap();
    t.app.attach_to_draft(&kaigo, draft.id, picture(ImageFormat::Png, (61, 53), 2)).await.unwrap();
    let paper = t.app.attach_to_draft(&kaigo, draft.id, PDF.to_vec()).await.unwrap();
    let texts = [(photo, "ぬれた床".to_owned()), (paper, "転倒の記録紙".to_owned())].into_iter().collect();
    t.app.describe_draft_files(&kaigo, draft.id, &texts).await.unwrap();
    send(t, &draft).await
}

fn readings(rows: &[testkit::RawRow]) -> usize {
    rows.iter().filter(|row| row.table == "journal" && row.text.contains("attachment_read")).count()
}

#[tokio::test]
async fn photographs_stand_on_the_sheet_and_documents_are_named() {
    let t = TestApp::new().await;
    let id = report_with_files(&t).await;
    let risk = t.ctx("risk").await;
    let sheet = t.app.report_pdf(&risk, id, JA).await.unwrap();
    has(&text(&sheet), &["写真1：ぬれた床", "写真2", "添付した書類1（PDF）：転倒の記録紙"]);
    let Some(found) = pictures(&sheet) else { return };
    assert!(found.contains(&(131, 77)) && found.contains(&(61, 53)), "{found:?}");
    assert_eq!(readings(&t.raw_rows().await), 2, "each photograph on the sheet was opened");
    assert_eq!(sheet.bytes, t.app.report_pdf(&risk, id, JA).await.unwrap().bytes, "the same record, the same bytes");
    has(&text(&t.app.report_pdf(&risk, id, Text::new(Lang::En)).await.unwrap()), &["Photograph 1: ぬれた床"]);
}

#[tokio::test]
async fn readers_of_the_record_see_originals_once() {
    let t = TestApp::new().await;
    let (id, risk) = (report_with_files(&t).await, t.ctx("risk").await);
    let before = t.app.view_report(&risk, id).await.unwrap().attachments;
    let rect = BlurRect::new(0, 0, domain::attachment::WHOLE, domain::attachment::WHOLE).unwrap();
    t.app.blur_attachment(&risk, id, before[0].id, vec![rect]).await.unwrap();
    let sheet = t.app.report_pdf(&risk, id, JA).await.unwrap();
    let Some(found) = pictures(&sheet) else { return };
    assert_eq!(found.iter().filter(|size| **size == (131, 77)).count(), 1, "{found:?}");
}

#[tokio::test]
async fn many_forms_count_their_files_and_show_none() {
    let t = TestApp::new().await;
    let (id, risk) = (report_with_files(&t).await, t.ctx("risk").await);
    let sheet = t.app.reports_pdf(&risk, &[id], JA).await.unwrap();
    has(&text(&sheet), &["写真・添付が3件あります。"]);
    assert_eq!(readings(&t.raw_rows().await), 0, "no photograph was opened");
    let Some(found) = pictures(&sheet) else { return };
    assert!(!found.contains(&(131, 77)), "{found:?}");
}

#[tokio::test]
async fn a_photograph_that_is_gone_leaves_the_sheet_standing() {
    let t = TestApp::new().await;
    let (id, risk) = (report_with_files(&t).await, t.ctx("risk").await);
    std::fs::remove_dir_all(t.dir().join(app::rows::BLOB_DIR)).unwrap();
    let sheet = t.app.report_pdf(&risk, id, JA).await.unwrap();
    has(&text(&sheet), &["写真1：ぬれた床"]);
    let Some(found) = pictures(&sheet) else { return };
    assert!(!found.contains(&(131, 77)), "{found:?}");
}

#[tokio::test]
async fn a_drawing_on_a_floor_plan_shows_the_plan() {
    let t = TestApp::new().await;
    let admin = t.ctx("kanri").await;
    let plan = t.app.add_plan(&admin, "1階", picture(ImageFormat::Png, (173, 91), 3)).await.unwrap();
    let mut fields = fall(&t);
    fields.set("drawing_ground", format!("plan:{plan}"));
    fields.set("drawing", r#"{"strokes":[{"pen":"red","points":"10 20 30 40"}],"pins":[]}"#);
    fields.set("drawing_text", "入口のそば");
    let id = submit(&t, "kaigo", fields, "k").await.report;
    let risk = t.ctx("risk").await;
    let view = t.app.view_report(&risk, id).await.unwrap();
    assert_eq!(view.plan.as_ref().map(|plan| (plan.id, plan.size)), Some((plan, (173, 91))));
    let Some(found) = pictures(&t.app.report_pdf(&risk, id, JA).await.unwrap()) else { return };
    assert!(found.contains(&(173, 91)), "{found:?}");

    let line = app::facility::PlanLine { id: plan, label: "旧1階".into(), position: 1, active: false };
    assert_eq!(t.app.save_plans(&admin, &[line]).await.unwrap(), 1);
    assert!(t.app.open_plan(&risk, plan, Size::Full).await.is_ok(), "retired, and still under old drawings");
    let many = t.app.reports_pdf(&risk, &[id], JA).await.unwrap();
    assert!(pictures(&many).is_some_and(|found| found.contains(&(173, 91))), "small enough to be its own preview");
}
