//! Owns the pages of the profile (様式・基準): overview, the forms of its parts, preview, saving, versions.
use std::sync::Arc;

use app::AppError;
use app::profile::{Editor, Part, read_part, read_toml};
use axum::extract::State;
use axum::http::StatusCode;
use domain::form::{FieldError, Fields};
use domain::profile::Profile;
use render::page::admin::{Asked, PartPage, PreviewPage, ProfilePage, TomlPage, VersionPage, part_title};

use crate::http::{Answer, Failure, Form, Path, SignedIn, Web, html, html_status, see_other_done};
use crate::view::admin::profile as view;

pub(super) async fn show(State(web): State<Web>, signed: SignedIn) -> Answer {
    let t = signed.t();
    let (editor, versions) = (web.app.profile_editor(&signed.ctx).await?, web.app.profile_versions(&signed.ctx).await?);
    let frame = signed.frame(&web, t.get("admin.title.profile")).await;
    Ok(html(&ProfilePage::new(t, frame, &view::overview(t, &signed.ctx, &editor, versions))))
}

pub(super) async fn version(State(web): State<Web>, signed: SignedIn, Path(version): Path<i64>) -> Answer {
    let t = signed.t();
    let found = web.app.profile_version_view(&signed.ctx, version).await?;
    let title = t.with("admin.profile.version", &[("n", &version)]);
    let frame = signed.frame(&web, title).await;
    Ok(html(&VersionPage::new(t, frame, view::version(t, &signed.ctx, &found))))
}

pub(super) async fn toml(State(web): State<Web>, signed: SignedIn) -> Answer {
    let editor = web.app.profile_editor(&signed.ctx).await?;
    let fields = [("toml", editor.toml)].into_iter().collect();
    toml_page(&web, &signed, StatusCode::OK, editor.version, &Asked { fields, errors: Vec::new() }).await
}

async fn toml_page(web: &Web, signed: &SignedIn, status: StatusCode, base: i64, asked: &Asked) -> Answer {
    let frame = signed.frame(web, signed.t().get("admin.title.toml")).await;
    Ok(html_status(status, &TomlPage::new(signed.t(), frame, base, asked)))
}

/// The form of a part of the profile in force.
pub(super) async fn part(State(web): State<Web>, signed: SignedIn, Path(code): Path<String>) -> Answer {
    let part = Part::from_code(&code).ok_or(Failure::NotFound)?;
    let editor = web.app.profile_editor(&signed.ctx).await?;
    let work = Work { profile: Arc::unwrap_or_clone(editor.profile), base: editor.version, draft: None };
    part_page(&web, &signed, StatusCode::OK, part, &work, None).await
}

/// The form of a further part, on top of what was changed before.
pub(super) async fn part_of_draft(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let part = Part::from_code(fields.get("part")).ok_or(Failure::BadRequest)?;
    let work = Work::of(web.app.profile_editor(&signed.ctx).await?, &fields)?;
    part_page(&web, &signed, StatusCode::OK, part, &work, None).await
}

/// What is being edited: the profile in force, or a draft that goes from page to page inside the form.
struct Work {
    profile: Profile,
    base: i64,
    draft: Option<String>,
}

impl Work {
    fn of(editor: Editor, fields: &Fields) -> Result<Self, Failure> {
        let base = fields.get("base").parse().map_err(|_| Failure::BadRequest)?;
        let draft = Some(fields.get("draft").to_owned()).filter(|text| !text.is_empty());
        let profile = match &draft {
            Some(text) => read_toml(text).map_err(|_| Failure::BadRequest)?,
            None => Arc::unwrap_or_clone(editor.profile),
        };
        Ok(Self { profile, base, draft })
    }
}

async fn part_page(
    web: &Web,
    signed: &SignedIn,
    status: StatusCode,
    part: Part,
    work: &Work,
    typed: Option<Asked>,
) -> Answer {
    let t = signed.t();
    let chart = web.app.seat_chart(&signed.ctx).await?;
    let shown = view::part(part, &work.profile, work.base, work.draft.clone(), typed, &chart);
    let frame = signed.frame(web, part_title(t, part.code())).await;
    Ok(html_status(status, &PartPage::new(t, frame, shown)))
}

/// What the form of a part, or the whole text, would change.
pub(super) async fn preview(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let editor = web.app.profile_editor(&signed.ctx).await?;
    if fields.text("toml").is_some() {
        return preview_toml(&web, &signed, fields).await;
    }
    let part = Part::from_code(fields.get("part")).ok_or(Failure::BadRequest)?;
    let work = Work::of(editor, &fields)?;
    match read_part(&work.profile, part, &fields) {
        Ok(edited) => preview_page(&web, &signed, StatusCode::OK, edited, work.base, Asked::default()).await,
        Err(errors) => {
            let typed = Some(Asked { fields, errors });
            part_page(&web, &signed, StatusCode::UNPROCESSABLE_ENTITY, part, &work, typed).await
        }
    }
}

async fn preview_toml(web: &Web, signed: &SignedIn, fields: Fields) -> Answer {
    let base = fields.get("base").parse().map_err(|_| Failure::BadRequest)?;
    match read_toml(fields.get("toml")) {
        Ok(edited) => preview_page(web, signed, StatusCode::OK, edited, base, Asked::default()).await,
        Err(error) => {
            toml_page(web, signed, StatusCode::UNPROCESSABLE_ENTITY, base, &Asked { fields, errors: vec![error] }).await
        }
    }
}

async fn preview_page(
    web: &Web,
    signed: &SignedIn,
    status: StatusCode,
    edited: Profile,
    base: i64,
    asked: Asked,
) -> Answer {
    let t = signed.t();
    let preview = web.app.preview_profile(&signed.ctx, edited).await?;
    let frame = signed.frame(web, t.get("admin.title.preview")).await;
    Ok(html_status(status, &PreviewPage::new(t, frame, view::preview(&preview, base, asked))))
}

/// Puts the draft into force. Whoever was overtaken sees what the change would do to the newer version.
pub(super) async fn save(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let edited = read_toml(fields.get("draft")).map_err(|_| Failure::BadRequest)?;
    let base = fields.get("base").parse().map_err(|_| Failure::BadRequest)?;
    let note = fields.get("note").to_owned();
    match web.app.save_profile(&signed.ctx, edited.clone(), &note, base).await {
        Ok(_) => Ok(see_other_done("/admin/profile", "profile_saved")),
        Err(AppError::Conflict) => {
            preview_page(&web, &signed, StatusCode::CONFLICT, edited, base, typed_note(&note, Vec::new())).await
        }
        Err(AppError::Invalid(errors)) => {
            // The note has its box here; what is wrong with the profile stands in the list of problems.
            let errors = errors.into_iter().filter(|error| error.field == "note").collect();
            preview_page(&web, &signed, StatusCode::UNPROCESSABLE_ENTITY, edited, base, typed_note(&note, errors)).await
        }
        Err(error) => Err(error.into()),
    }
}

fn typed_note(note: &str, errors: Vec<FieldError>) -> Asked {
    Asked { fields: [("note", note)].into_iter().collect(), errors }
}
