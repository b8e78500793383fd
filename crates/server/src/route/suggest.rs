//! Owns the candidates that are shown while one writes (the text comes by POST, is read, and is neither kept nor logged), and the page
//! that tells on what they rest.
use app::draft::Draft;
use app::suggest::{Field, Suggester};
use axum::extract::State;
use axum::response::Response;
use domain::form::Fields;
use domain::id::DraftId;
use domain::policy::Action;
use domain::profile::Profile;
use render::Text;
use render::page::report::{Reader as _, hint_chips};
use render::page::suggest::ModelCard;

use crate::http::{Answer, Failure, Form, Path, Route, SignedIn, Visitor, Web, WebError, fragment, get, html};
use crate::view::suggest::{self as view, Advice};

pub(super) fn routes() -> Vec<Route> {
    vec![get("/suggestions", Action::SeeModelCard, card)]
}

/// 提案のしくみ.
async fn card(State(web): State<Web>, signed: SignedIn) -> Answer {
    let card = web.app.model_card(&signed.ctx).await?;
    let facility = web.app.facility(&signed.ctx).await?;
    let frame = signed.frame(&web, "").await;
    let source = view::card(signed.t(), &facility, &signed.ctx.zone, &card);
    Ok(html(&ModelCard::new(signed.t(), frame, &source)))
}

/// For the writer of a draft. Causes are looked for in the account as it was saved too, which stands on another page.
pub(super) async fn while_writing(
    State(web): State<Web>,
    signed: SignedIn,
    Path((id, field)): Path<(DraftId, String)>,
    Form(posted): Form,
) -> Answer {
    let field = Field::from_code(&field).ok_or(Failure::NotFound)?;
    let draft = web.app.draft(&signed.ctx, id).await?;
    let text = text(field, &posted, Some(&draft));
    let suggester = web.app.suggester(&signed.ctx).await?;
    let profile = web.app.facility(&signed.ctx).await?.profile;
    chips(signed.t(), &profile, suggester, field, text).await
}

/// For who reports without an account.
pub(super) async fn at_the_desk(
    State(web): State<Web>,
    visitor: Visitor,
    Path((code, field)): Path<(String, String)>,
    Form(posted): Form,
) -> Answer {
    let field = Field::from_code(&field).filter(|field| *field == Field::Form).ok_or(Failure::NotFound)?;
    let ctx = web.app.visitor(&code).await?.ok_or(Failure::NotFound)?;
    let facility = web.app.facility(&ctx).await?;
    if !facility.row.anonymous_reports {
        return Err(Failure::NotFound.into());
    }
    let suggester = web.app.suggester(&ctx).await?;
    chips(visitor.t(), &facility.profile, suggester, field, text(field, &posted, None)).await
}

fn text(field: Field, posted: &Fields, draft: Option<&Draft>) -> String {
    let account = draft.filter(|_| field == Field::Cause).map(|draft| draft.fields.get("narrative"));
    [posted.get("text"), account.unwrap_or_default()].join("\n")
}

/// Reads the text apart from the threads that answer others: a long one takes some milliseconds.
async fn chips(t: Text, profile: &Profile, suggester: Suggester, field: Field, text: String) -> Answer {
    let work = move || Advice(suggester).hints(&text, field.code());
    let found = tokio::task::spawn_blocking(work).await.map_err(|_| WebError::from(Failure::Internal))?;
    let answer: Response = fragment(&hint_chips(t, profile, field.code(), &found));
    Ok(answer)
}
