//! Owns the tests of floor plans as use cases: rights, names, how many, the journal, no deletion.
use app::AppError;
use app::attachment::Size;
use app::facility::{MAX_PLANS, PlanLine};
use app::rows::VerifyOptions;
use domain::policy::Decision;
use image::{DynamicImage, ImageFormat, RgbImage};
use testkit::TestApp;

use super::{errors, one};

fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(RgbImage::new(800, 40)).write_to(&mut bytes, ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

async fn lines(t: &TestApp) -> Vec<PlanLine> {
    let plans = t.app.plans(&t.ctx("kanri").await).await.expect("the plans");
    let line = |plan: app::facility::Plan| PlanLine {
        id: plan.id,
        label: plan.label,
        position: plan.position,
        active: plan.active,
    };
    plans.into_iter().map(line).collect()
}

#[tokio::test]
async fn plans_are_added_renamed_put_in_order_and_retired() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    let first = t.app.add_plan(&ctx, " 1階 ", picture()).await.expect("a plan");
    t.app.add_plan(&ctx, "2階", picture()).await.expect("another");
    let mut held = lines(&t).await;
    assert_eq!((held[0].id, held[0].label.as_str(), held[1].position), (first, "1階", 2));
    assert_eq!(t.app.save_plans(&ctx, &held).await.expect("a saving"), 0, "nothing changed, nothing is written");
    held[0].position = 3;
    held[0].active = false;
    assert_eq!(t.app.save_plans(&ctx, &held).await.expect("a saving"), 1);
    let held = lines(&t).await;
    assert_eq!((held[1].id, held[1].active), (first, false));
    let raw = t.raw_rows().await;
    for kind in ["plan_added", "plans_changed"] {
        assert!(raw.iter().any(|row| row.table == "journal" && row.text.contains(kind)), "{kind}");
    }
    let shown = t.app.open_plan(&t.ctx("kaigo").await, first, Size::Thumb).await.expect("its preview");
    assert_eq!(image::load_from_memory(&shown.bytes).expect("a picture").width(), 400);
    assert!(t.app.verify(&VerifyOptions::default()).await.expect("a look").findings().is_empty());
}

#[tokio::test]
async fn names_and_numbers_are_bounded_and_others_may_not() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    assert_eq!(errors(t.app.add_plan(&ctx, " ", picture()).await), one("label", "name_missing"));
    assert_eq!(errors(t.app.add_plan(&ctx, &"あ".repeat(41), picture()).await), one("label", "text_too_long"));
    assert_eq!(errors(t.app.add_plan(&ctx, "1階", b"x".to_vec()).await), one("files", "file_type"));
    let denied = t.app.add_plan(&t.ctx("risk").await, "1階", picture()).await;
    assert!(matches!(denied, Err(AppError::Denied(Decision::Forbid))));
    for n in 0..MAX_PLANS {
        t.app.add_plan(&ctx, &format!("{n}"), picture()).await.expect("a plan");
    }
    assert_eq!(errors(t.app.add_plan(&ctx, "one more", picture()).await), one("label", "plans_too_many"));
    let mut held = lines(&t).await;
    held[0].active = false;
    t.app.save_plans(&ctx, &held).await.expect("one retired");
    t.app.add_plan(&ctx, "one more", picture()).await.expect("room again");
    held[0].active = true;
    let id = held[0].id;
    assert_eq!(errors(t.app.save_plans(&ctx, &held).await), one(&format!("{id}_active"), "plans_too_many"));
}
