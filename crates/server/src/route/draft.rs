//! Owns writing: a draft's pages, its saving as one types, the check before sending, the sending.
mod drawing;
mod occupation;
mod submit;

use app::AppError;
use app::draft::{Draft, KEY_FIELD, PROMOTES_FIELD, SaveDraft};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::form::{FieldError, Fields};
use domain::id::DraftId;
use domain::policy::Action;
use domain::report::{Door, Page, QUICK_FIELDS, all_prefixes};
use render::Html;
use render::page::report::{Check, CheckActs, FormPage, Place, Quick, QuickActs};
use render::when::Moment;

use super::suggest;
use crate::http::{
    Answer, Failure, Form, Path, Query, Route, SignedIn, Web, WebError, fragment, get, html, html_status, no_content,
    post, see_other, see_other_done,
};
use crate::view::attachment::draft_cards_shown;
use crate::view::report::{Desk, answers};
use crate::view::search::similar;

/// Where a draft is sent as a report; no line of it is logged.
pub(crate) const SUBMIT_PATH: &str = "/drafts/{id}/submit";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/drafts/{id}", Action::KeepDraft, show),
        post("/drafts/{id}", Action::KeepDraft, save_quick),
        get("/drafts/{id}/check", Action::KeepDraft, check),
        post("/drafts/{id}/save", Action::KeepDraft, autosave),
        post(SUBMIT_PATH, Action::WriteReport, submit::submit),
        post("/drafts/{id}/discard", Action::KeepDraft, discard),
        get("/drafts/{id}/drawing", Action::KeepDraft, drawing::show),
        post("/drafts/{id}/drawing", Action::KeepDraft, drawing::save),
        post("/drafts/{id}/suggest/{field}", Action::KeepDraft, suggest::while_writing),
        post("/drafts/{id}/similar", Action::KeepDraft, similar_cases),
        get("/drafts/{id}/{page}", Action::KeepDraft, show_page),
        post("/drafts/{id}/{page}", Action::KeepDraft, save_page),
    ]
}

/// The draft; of one that was sent already, the way to its receipt: people press "back".
async fn find(web: &Web, signed: &SignedIn, id: DraftId) -> Result<Result<Draft, Response>, WebError> {
    match web.app.draft(&signed.ctx, id).await {
        Err(AppError::NotFound) => match web.app.sent_draft(&signed.ctx, id).await? {
            Some(report) => Ok(Err(see_other(format!("/reports/{report}/receipt")))),
            None => Err(Failure::NotFound.into()),
        },
        found => Ok(Ok(found?)),
    }
}

/// The quick form, or the first page of the full one.
async fn show(State(web): State<Web>, signed: SignedIn, Path(id): Path<DraftId>) -> Answer {
    let draft = match find(&web, &signed, id).await? {
        Ok(draft) => draft,
        Err(receipt) => return Ok(receipt),
    };
    match draft.door {
        Door::Full => Ok(see_other(format!("/drafts/{id}/{}", Page::When.code()))),
        _ => quick_page(&web, &signed, &draft, &[]).await,
    }
}

async fn quick_page(web: &Web, signed: &SignedIn, draft: &Draft, errors: &[FieldError]) -> Answer {
    let desk = desk(web, signed, draft.id).await?;
    let acts = QuickActs {
        action: format!("/drafts/{}", draft.id),
        autosave: Some(format!("/drafts/{}/save", draft.id)),
        saved: saved(signed, draft),
        ..QuickActs::default()
    };
    let frame = signed.frame(web, "").await;
    Ok(html_status(status(errors), &Quick::new(frame, &desk.form(&draft.fields, errors), acts)))
}

/// What the form needs of the facility, and how many files the draft has.
async fn desk(web: &Web, signed: &SignedIn, id: DraftId) -> Result<Desk, WebError> {
    let files = web.app.draft_files(&signed.ctx, id).await?.len();
    let desk = Desk::load(web, &signed.ctx, signed.t()).await?.with_files(files);
    Ok(desk.suggesting(format!("/drafts/{id}/suggest")))
}

const fn status(errors: &[FieldError]) -> StatusCode {
    if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// When the draft was saved; nothing for one that was only opened.
fn saved(signed: &SignedIn, draft: &Draft) -> Option<String> {
    (draft.version > 1).then(|| Moment::of(draft.updated_at, &signed.ctx.zone).clock())
}

async fn save_quick(State(web): State<Web>, signed: SignedIn, Path(id): Path<DraftId>, Form(posted): Form) -> Answer {
    let door = (posted.get("act") == "full").then_some(Door::Full);
    let draft = save(&web, &signed, id, door, Some(QUICK_FIELDS), &posted).await?;
    if let Some(address) = next(id, "", &posted) {
        return Ok(see_other(address));
    }
    match posted.get("act") {
        "later" => Ok(see_other_done("/reports/new", "draft_saved")),
        "full" => Ok(see_other(format!("/drafts/{id}/{}", Page::When.code()))),
        _ => {
            let errors = errors(&web, &signed, &draft).await?;
            if errors.is_empty() {
                Ok(see_other(format!("/drafts/{id}/check")))
            } else {
                quick_page(&web, &signed, &draft, &errors).await
            }
        }
    }
}

/// Where the buttons of 図と写真 lead, once the page is saved; `from` is the page to come back to.
fn next(id: DraftId, from: &str, posted: &Fields) -> Option<String> {
    match posted.get("next") {
        "drawing" => Some(format!("/drafts/{id}/drawing?back={from}")),
        "files" => Some(format!("/drafts/{id}/files?back={from}")),
        _ => None,
    }
}

async fn save(
    web: &Web,
    signed: &SignedIn,
    id: DraftId,
    door: Option<Door>,
    page_prefixes: Option<&'static [&'static str]>,
    posted: &Fields,
) -> Result<Draft, WebError> {
    occupation::forget_when_hidden(web, signed, id, posted).await?;
    let mut fields = answers(posted);
    if let Some(count) = posted.text("add_person") {
        fields.set("person_count", count);
    }
    Ok(web.app.save_draft(&signed.ctx, id, SaveDraft { door, version: None, page_prefixes, fields }).await?)
}

/// Everything that would keep the report from being sent.
async fn errors(web: &Web, signed: &SignedIn, draft: &Draft) -> Result<Vec<FieldError>, WebError> {
    match web.app.check_report(&signed.ctx, &draft.fields, draft.door).await {
        Ok(_) => Ok(Vec::new()),
        Err(AppError::Invalid(errors)) => Ok(errors),
        Err(error) => Err(error.into()),
    }
}

/// Saves as one types: the page's fields, whatever state they are in.
async fn autosave(
    State(web): State<Web>,
    signed: SignedIn,
    Path(id): Path<DraftId>,
    Query(query): Query,
    Form(posted): Form,
) -> Answer {
    if query.get("page") == "drawing" {
        drawing::keep(&web, &signed, id, &posted).await?;
        return Ok(no_content());
    }
    let prefixes = match Place::from_code(query.get("page")) {
        Some(place) => prefixes(place),
        None => Some(QUICK_FIELDS),
    };
    save(&web, &signed, id, None, prefixes, &posted).await?;
    Ok(no_content())
}

/// What a part of the form replaces; the drawing is on none of them.
fn prefixes(place: Place) -> Option<&'static [&'static str]> {
    Some(match place {
        Place::Page(page) => page.prefixes(),
        Place::All => all_prefixes(),
    })
}

async fn discard(State(web): State<Web>, signed: SignedIn, Path(id): Path<DraftId>) -> Answer {
    web.app.discard_draft(&signed.ctx, id).await?;
    Ok(see_other_done("/reports/new", "draft_discarded"))
}

async fn show_page(
    State(web): State<Web>,
    signed: SignedIn,
    Path((id, page)): Path<(DraftId, String)>,
    Query(query): Query,
) -> Answer {
    let place = Place::from_code(&page).ok_or(Failure::NotFound)?;
    let draft = match find(&web, &signed, id).await? {
        Ok(draft) => draft,
        Err(receipt) => return Ok(receipt),
    };
    let all = errors(&web, &signed, &draft).await?;
    let back = query.get("back") == "check";
    // Who comes from the check page came to mend; who opens the page to write is not greeted with reproaches.
    let shown: Vec<FieldError> = if back { all.clone() } else { Vec::new() };
    form_page(&web, &signed, &draft, (place, back), (&shown, &all)).await
}

async fn form_page(
    web: &Web,
    signed: &SignedIn,
    draft: &Draft,
    (place, back): (Place, bool),
    (shown, all): (&[FieldError], &[FieldError]),
) -> Answer {
    let desk = desk(web, signed, draft.id).await?;
    let frame = signed.frame(web, "").await;
    let base = format!("/drafts/{}", draft.id);
    let fields = occupation::offered(signed, &desk, draft, place);
    let form = desk.form(&fields, shown);
    Ok(html(&FormPage::new(frame, &form, (&base, place), all, (saved(signed, draft), back))))
}

async fn save_page(
    State(web): State<Web>,
    signed: SignedIn,
    Path((id, page)): Path<(DraftId, String)>,
    Form(posted): Form,
) -> Answer {
    let place = Place::from_code(&page).ok_or(Failure::NotFound)?;
    let draft = save(&web, &signed, id, Some(Door::Full), prefixes(place), &posted).await?;
    if let Some(address) = next(id, place.code(), &posted) {
        return Ok(see_other(address));
    }
    let base = format!("/drafts/{id}");
    let back = posted.get("back") == "check";
    let stays = posted.get("act") == "level" || posted.text("add_person").is_some();
    let moves_on = matches!(posted.get("act"), "next" | "check");
    let all = errors(&web, &signed, &draft).await?;
    // What is missing may follow later; what cannot be read is asked for at once, while it is remembered.
    let unreadable = |error: &&FieldError| place.holds(&error.field) && !error.code.ends_with("_missing");
    let wrong: Vec<FieldError> = all.iter().filter(unreadable).cloned().collect();
    if stays || (moves_on && !wrong.is_empty()) {
        let shown: &[FieldError] = if stays { &[] } else { &wrong };
        let mut answer = form_page(&web, &signed, &draft, (place, back), (shown, &all)).await?;
        *answer.status_mut() = status(shown);
        return Ok(answer);
    }
    Ok(match (posted.get("act"), place) {
        ("later", _) => see_other_done("/reports/new", "draft_saved"),
        ("all", _) => see_other(format!("{base}/all")),
        ("paged", _) => see_other(format!("{base}/{}", Page::When.code())),
        ("back", Place::Page(page)) => see_other(format!("{base}/{}", before(page).code())),
        ("next", Place::Page(page)) => see_other(format!("{base}/{}", page.next().map_or("check", Page::code))),
        _ => see_other(format!("{base}/check")),
    })
}

fn before(page: Page) -> Page {
    Page::ALL.into_iter().rev().find(|held| *held < page).unwrap_or(Page::When)
}

/// Every answer once more, before it is sent.
async fn check(State(web): State<Web>, signed: SignedIn, Path(id): Path<DraftId>) -> Answer {
    let draft = match find(&web, &signed, id).await? {
        Ok(draft) => draft,
        Err(receipt) => return Ok(receipt),
    };
    let (content, errors) = match web.app.check_report(&signed.ctx, &draft.fields, draft.door).await {
        Ok(checked) => (Some(checked.content), Vec::new()),
        Err(AppError::Invalid(errors)) => (None, errors),
        Err(error) => return Err(error.into()),
    };
    let promotes = match draft.fields.get(PROMOTES_FIELD).parse() {
        Ok(quick) => Some(web.app.receipt(&signed.ctx, quick).await?.number),
        Err(_) => None,
    };
    let found = web.app.similar_to_text(&signed.ctx, draft.fields.get("narrative")).await?;
    let acts = CheckActs {
        submit: format!("/drafts/{id}/submit"),
        draft: Some(format!("/drafts/{id}")),
        full: draft.door == Door::Full,
        hidden: vec![("key".to_owned(), draft.fields.get(KEY_FIELD).to_owned())],
        promotes,
        files: draft_cards_shown(signed.t(), id, &web.app.draft_files(&signed.ctx, id).await?),
        similar: Some(similar(signed.t(), &web.app.facility(&signed.ctx).await?, &found)),
    };
    let desk = Desk::load(&web, &signed.ctx, signed.t()).await?;
    let frame = signed.frame(&web, "").await;
    Ok(html(&Check::new(frame, &desk.form(&draft.fields, &errors), content.as_ref(), acts)))
}

/// Past cases similar to what is being written, as a part of the form. The words are compared and forgotten.
async fn similar_cases(
    State(web): State<Web>,
    signed: SignedIn,
    Path(id): Path<DraftId>,
    Form(fields): Form,
) -> Answer {
    web.app.draft(&signed.ctx, id).await?;
    let t = signed.t();
    let found = web.app.similar_to_text(&signed.ctx, fields.get("narrative")).await?;
    let cases = similar(t, &web.app.facility(&signed.ctx).await?, &found);
    Ok(fragment(&Html::of(&cases.headed(t.get("search.similar.writing_title")))))
}
