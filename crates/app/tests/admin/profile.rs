//! Owns the tests of the profile's versions: preview, saving, conflicts, and cases that keep their version.
use app::AppError;
use app::profile::{Part, read_part, read_toml};
use app::rows::Page;
use domain::form::Fields;
use domain::policy::Decision;
use domain::profile::{ChoiceField, Profile};
use testkit::TestApp;

use super::{account, errors, one};
use crate::support::{fall, submit};

/// The rows of a part as its form sends them back unchanged.
fn rows(profile: &Profile, part: Part) -> Fields {
    let mut fields = Fields::default();
    let choices = match part {
        Part::Forms => profile.forms.clone(),
        Part::Choices(field) => profile.choice_list(field).expect("a list").items.clone(),
        _ => Vec::new(),
    };
    for (row, choice) in choices.iter().enumerate() {
        fields.set(format!("{row}_code"), &choice.code);
        fields.set(format!("{row}_ja"), &choice.label.ja);
        fields.set(format!("{row}_en"), &choice.label.en);
        fields.set(format!("{row}_order"), (row + 1).to_string());
    }
    fields
}

fn seat_rows(profile: &Profile) -> Fields {
    let mut fields = Fields::default();
    for (row, seat) in profile.seats.iter().enumerate() {
        fields.set(format!("{row}_code"), &seat.code);
        fields.set(format!("{row}_ja"), &seat.label.ja);
        fields.set(format!("{row}_en"), &seat.label.en);
        fields.set(format!("{row}_order"), seat.order.to_string());
        for round in &seat.rounds {
            fields.push(format!("{row}_rounds"), round.to_string());
        }
        fields.set(
            format!("{row}_opinion"),
            serde_json::to_value(seat.opinion).expect("a code").as_str().expect("a text"),
        );
        fields
            .set(format!("{row}_judges"), serde_json::to_value(seat.judges).expect("a code").as_str().expect("a text"));
        if seat.unit_bound {
            fields.set(format!("{row}_unit_bound"), "1");
        }
    }
    fields
}

async fn in_force(t: &TestApp) -> (Profile, i64) {
    let editor = t.app.profile_editor(&t.ctx("kanri").await).await.expect("an editor");
    (editor.profile.as_ref().clone(), editor.version)
}

#[tokio::test]
async fn an_unchanged_form_changes_nothing() {
    let t = TestApp::new().await;
    let (profile, base) = in_force(&t).await;
    let ctx = t.ctx("kanri").await;
    for part in [Part::Forms, Part::Choices(ChoiceField::Cause)] {
        assert_eq!(read_part(&profile, part, &rows(&profile, part)), Ok(profile.clone()));
    }
    assert_eq!(read_part(&profile, Part::Seats, &seat_rows(&profile)), Ok(profile.clone()));
    let preview = t.app.preview_profile(&ctx, profile.clone()).await.expect("a preview");
    assert!(preview.changes.is_empty() && preview.problems.is_empty());
    assert_eq!(errors(t.app.save_profile(&ctx, profile, "なし", base).await), one("toml", "profile_unchanged"));
}

#[tokio::test]
async fn choices_are_added_renamed_retired_and_put_in_order() {
    let t = TestApp::new().await;
    let (profile, _) = in_force(&t).await;
    let mut fields = rows(&profile, Part::Forms);
    fields.set("0_ja", "転倒（歩行中）");
    fields.set("1_retired", "1");
    fields.set("2_order", "０");
    fields.set("90_ja", "溺水");
    fields.set("91_ja", "離設");
    fields.set("91_code", "left_site");
    let edited = read_part(&profile, Part::Forms, &fields).expect("a profile");
    let codes: Vec<&str> = edited.forms.iter().map(|choice| choice.code.as_str()).collect();
    assert_eq!((codes[0], codes[1], &codes[codes.len() - 2..]), ("injury", "fall", &["added_1", "left_site"][..]));
    assert_eq!(edited.form("fall").map(|choice| choice.label.ja.as_str()), Some("転倒（歩行中）"));
    assert!(edited.form("fall_from_height").is_some_and(|choice| choice.retired));
    assert_eq!(
        edited.form("added_1").map(|choice| choice.label.en.as_str()),
        Some("溺水"),
        "no English name yet: the Japanese one"
    );
    let preview = t.app.preview_profile(&t.ctx("kanri").await, edited).await.expect("a preview");
    assert_eq!(preview.problems, []);
    let paths: Vec<&str> = preview.changes.iter().map(|change| change.path.as_str()).collect();
    for path in ["forms[fall].label.ja", "forms[fall_from_height].retired", "forms[added_1]", "forms.order"] {
        assert!(paths.contains(&path), "{path} in {paths:?}");
    }
    fields.set("3_order", "つぎ");
    let refused = read_part(&profile, Part::Forms, &fields).expect_err("no number");
    assert_eq!(
        refused.iter().map(|error| (error.field.as_str(), error.code)).collect::<Vec<_>>(),
        [("3_order", "number")]
    );
}

#[tokio::test]
async fn a_cut_off_form_loses_no_choice() {
    let t = TestApp::new().await;
    let (profile, _) = in_force(&t).await;
    let some: Fields = [("0_code", "fall"), ("0_ja", "転倒"), ("0_en", "Fall"), ("0_order", "1")].into_iter().collect();
    assert_eq!(read_part(&profile, Part::Forms, &some), Ok(profile));
}

#[tokio::test]
async fn a_seat_is_removed_only_when_nobody_sits_there() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    let (profile, _) = in_force(&t).await;
    let at = |code: &str| profile.seats.iter().position(|seat| seat.code == code).expect("a seat");
    let mut fields = seat_rows(&profile);
    fields.set(format!("{}_remove", at("counsellor")), "1");
    let empty = read_part(&profile, Part::Seats, &fields).expect("a profile");
    assert_eq!(t.app.preview_profile(&ctx, empty).await.expect("a preview").problems, []);
    fields.set(format!("{}_remove", at("handler")), "1");
    let taken = read_part(&profile, Part::Seats, &fields).expect("a profile");
    let problems = t.app.preview_profile(&ctx, taken.clone()).await.expect("a preview").problems;
    assert_eq!(problems.iter().map(|problem| problem.path.as_str()).collect::<Vec<_>>(), ["seats[handler]"]);
    assert_eq!(errors(t.app.save_profile(&ctx, taken.clone(), "減らす", 1).await), one("toml", "profile_problems"));
    t.app.take_seat(&ctx, account(&t, "risk"), "handler", None).await.expect("nobody waits there");
    assert_eq!(t.app.preview_profile(&ctx, taken).await.expect("a preview").problems, []);
}

#[tokio::test]
async fn no_edit_loses_the_floor_of_the_standard() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    let (profile, _) = in_force(&t).await;
    let removed = Profile { floors: Vec::new(), ..profile.clone() };
    let mut lowered = profile.clone();
    lowered.floors[0].at_least = domain::profile::LevelCode::new("2");
    let mut narrowed = profile.clone();
    narrowed.floors[0].when[0].body_effect = Some(true);
    for edited in [removed, lowered, narrowed] {
        let problems = t.app.preview_profile(&ctx, edited).await.expect("a preview").problems;
        assert!(
            problems.iter().any(|problem| problem.path == "floors[welfare-floor-wrong-person-medicine]"),
            "{problems:?}"
        );
    }
}

#[tokio::test]
async fn of_two_editors_the_second_is_told() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    let (profile, base) = in_force(&t).await;
    let mut first = profile.clone();
    first.forms[0].label.ja = "転倒1".to_owned();
    let mut second = profile;
    second.forms[1].label.ja = "転落2".to_owned();
    assert_eq!(errors(t.app.save_profile(&ctx, first.clone(), " ", base).await), one("note", "note_missing"));
    assert_eq!(t.app.save_profile(&ctx, first, "呼び方の変更", base).await.expect("a version"), 2);
    assert!(matches!(t.app.save_profile(&ctx, second, "こちらも", base).await, Err(AppError::Conflict)));
    let versions = t.app.profile_versions(&ctx).await.expect("versions");
    let told: Vec<(i64, &str, Option<&str>)> =
        versions.iter().map(|line| (line.version, line.note.as_str(), line.by.as_deref())).collect();
    assert_eq!(told, [(2, "呼び方の変更", Some("管理 太郎")), (1, "", None)]);
    let view = t.app.profile_version_view(&ctx, 2).await.expect("a version");
    let changes: Vec<_> = view.changes.iter().map(|change| (change.path.as_str(), change.after.as_deref())).collect();
    assert_eq!(changes, [("forms[fall].label.ja", Some("転倒1"))]);
    assert!(matches!(t.app.profile_version_view(&ctx, 3).await, Err(AppError::NotFound)));
}

#[tokio::test]
async fn a_case_keeps_its_version() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    let old = submit(&t, "kaigo", fall(&t), "k1").await.report;
    let (mut edited, base) = in_force(&t).await;
    edited.forms[0].label.ja = "ころんだ".to_owned();
    assert_eq!(t.app.preview_profile(&ctx, edited.clone()).await.expect("a preview").open_cases, 1);
    t.app.save_profile(&ctx, edited, "やさしい言葉に", base).await.expect("a version");
    let new = submit(&t, "kaigo", fall(&t), "k2").await.report;
    let mine = t.app.my_reports(&t.ctx("kaigo").await, Page::ALL).await.expect("a list");
    let name = |id| {
        let item = &mine.items.iter().find(|own| own.item.line.report_id == id).expect("a report").item;
        (item.line.profile_version, item.profile.form("fall").expect("a form").label.ja.clone())
    };
    assert_eq!(name(old), (1, "転倒".to_owned()));
    assert_eq!(name(new), (2, "ころんだ".to_owned()));
}

#[tokio::test]
async fn a_whole_profile_is_uploaded() {
    let t = TestApp::new().await;
    let ctx = t.ctx("kanri").await;
    let error = read_toml("id = ").expect_err("no TOML");
    assert_eq!((error.field.as_str(), error.code), ("toml", "profile_unreadable"));
    let editor = t.app.profile_editor(&ctx).await.expect("an editor");
    let edited = read_toml(&editor.toml.replace("カットバン", "絆創膏")).expect("a profile");
    let preview = t.app.preview_profile(&ctx, edited.clone()).await.expect("a preview");
    assert!(preview.problems.is_empty() && !preview.changes.is_empty());
    let unchanged = read_toml(&editor.toml.replace('\n', "\r\n")).expect("a profile");
    assert_eq!(
        t.app.preview_profile(&ctx, unchanged).await.expect("a preview").changes,
        [],
        "a form sends line ends as CR LF"
    );
    assert_eq!(t.app.save_profile(&ctx, edited, "言いかえ", editor.version).await.expect("a version"), 2);
}

#[tokio::test]
async fn only_administrators_touch_the_profile() {
    let t = TestApp::new().await;
    let (profile, base) = in_force(&t).await;
    for login in ["kaigo", "risk", "rijicho"] {
        let ctx = t.ctx(login).await;
        assert!(matches!(t.app.profile_editor(&ctx).await, Err(AppError::Denied(Decision::Forbid))));
        assert!(matches!(t.app.preview_profile(&ctx, profile.clone()).await, Err(AppError::Denied(Decision::Forbid))));
        assert!(matches!(
            t.app.save_profile(&ctx, profile.clone(), "x", base).await,
            Err(AppError::Denied(Decision::Forbid))
        ));
        assert!(t.app.scales(&ctx).await.is_ok(), "the cross-walk is for every member");
    }
}
