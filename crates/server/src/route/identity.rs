//! Owns the desk of the keepers of sealed names, and the second person's word about keepers.
use app::approval::Act;
use app::identity::ProtectedItem;
use app::people::KeeperMatter;
use app::{AppError, PROOF_FIELD};
use axum::extract::State;
use axum::http::StatusCode;
use domain::form::Fields;
use domain::id::{AccountId, ReportId};
use domain::policy::Action;
use render::error_text::error_text;
use render::page::identity::{IdentityDesk, KeeperLine, KeepersPage, Opening, Protected, Tried};
use render::when::{self, Moment};

use crate::http::{Answer, Form, Path, Route, SignedIn, Web, WebError, get, html, html_status, post, see_other_done};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/identity", Action::SeeIdentityDesk, desk),
        post("/identity/{id}/name", Action::ReadIdentity, reveal),
        post("/reports/{id}/act/identity-request", Action::RequestIdentity, request),
        post("/reports/{id}/act/identity-open", Action::OpenIdentity, agree),
        get("/identity/keepers", Action::ConfirmKeeper, keepers),
        post("/identity/keepers/{id}/confirm", Action::ConfirmKeeper, confirm),
        post("/identity/keepers/{id}/decline", Action::ConfirmKeeper, decline),
    ]
}

async fn desk(State(web): State<Web>, signed: SignedIn) -> Answer {
    Ok(html(&page(&web, &signed, None, Tried::default()).await?))
}

/// Reads a name; each reading is journalled, so that it is a form and no link.
async fn reveal(State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn) -> Answer {
    let name = web.app.reveal_identity(&signed.ctx, id).await?;
    Ok(html(&page(&web, &signed, name.map(|name| (id, name)), Tried::default()).await?))
}

async fn request(State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn, Form(fields): Form) -> Answer {
    let act = Act::RequestIdentity { reason: fields.get("reason").to_owned() };
    ask(&web, &signed, id, &fields, (act, "identity_requested")).await
}

async fn agree(State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn, Form(fields): Form) -> Answer {
    ask(&web, &signed, id, &fields, (Act::OpenIdentity, "identity_opened")).await
}

/// Asks or agrees; what could not be done comes back on the desk with what was typed.
async fn ask(web: &Web, signed: &SignedIn, id: ReportId, fields: &Fields, (act, done): (Act, &'static str)) -> Answer {
    let seen: Option<i64> = fields.get("length").parse().ok();
    let asked = match signed.prove(web, fields).await {
        Ok(ctx) => web.app.act(&ctx, id, seen, act).await,
        Err(error) => Err(error),
    };
    let t = signed.t();
    let (status, errors) = match asked {
        Ok(()) => return Ok(see_other_done("/identity", done)),
        Err(AppError::Invalid(errors)) => {
            let field = |name: &str| if name == PROOF_FIELD { PROOF_FIELD } else { "reason" };
            let errors = errors.iter().map(|error| (field(&error.field), error_text(t, error))).collect();
            (StatusCode::UNPROCESSABLE_ENTITY, errors)
        }
        Err(AppError::Refused(refusal)) => {
            let field = if refusal.code().starts_with("reason") { "reason" } else { "number" };
            (StatusCode::UNPROCESSABLE_ENTITY, vec![(field, t.choice("refusal", refusal.code()))])
        }
        Err(AppError::Conflict) => {
            (StatusCode::CONFLICT, vec![("number", t.get("approval.identity.desk.moved_on").to_owned())])
        }
        Err(error) => return Err(error.into()),
    };
    let tried = Tried { id: id.to_string(), reason: fields.get("reason").to_owned(), errors };
    Ok(html_status(status, &page(web, signed, None, tried).await?))
}

async fn page(
    web: &Web,
    signed: &SignedIn,
    shown: Option<(ReportId, String)>,
    tried: Tried,
) -> Result<IdentityDesk, WebError> {
    let items = web.app.identity_desk(&signed.ctx).await?;
    let mut items: Vec<Protected> = items.into_iter().map(|item| protected(signed, item, shown.as_ref())).collect();
    // What waits for a second keeper comes first; the order is kept otherwise.
    items.sort_by_key(|item| urgency(&item.opening));
    let frame = signed.frame(web, "").await;
    Ok(IdentityDesk::new(signed.t(), frame, items, tried, !signed.is_proved(web).await))
}

const fn urgency(opening: &Opening) -> u8 {
    match opening {
        Opening::Shown { .. } => 0,
        Opening::Asked { .. } => 1,
        Opening::AskedByMe => 2,
        Opening::Open { .. } => 3,
        Opening::Closed | Opening::OpenForOthers => 4,
    }
}

fn protected(signed: &SignedIn, item: ProtectedItem, shown: Option<&(ReportId, String)>) -> Protected {
    let line = &item.item.line;
    let opening = match (shown, item.requested_by, item.opened_until) {
        (Some((id, name)), ..) if *id == line.report_id => Opening::Shown { name: name.clone() },
        (_, Some(_), _) if item.requested_by_me => Opening::AskedByMe,
        (_, Some(who), _) => Opening::Asked { who, reason: item.reason.unwrap_or_default() },
        (_, None, Some(until)) if item.opened_for_me => {
            Opening::Open { until: Moment::of(until, &signed.ctx.zone).words(signed.t()) }
        }
        (_, None, Some(_)) => Opening::OpenForOthers,
        (_, None, None) => Opening::Closed,
    };
    Protected {
        id: line.report_id.to_string(),
        number: line.number.clone(),
        date: line.report_date.parse().map_or_else(|_| line.report_date.clone(), when::day_on_seal),
        length: item.length,
        opening,
    }
}

async fn keepers(State(web): State<Web>, signed: SignedIn) -> Answer {
    keepers_page(&web, &signed, StatusCode::OK, None).await
}

async fn confirm(State(web): State<Web>, Path(id): Path<AccountId>, signed: SignedIn, Form(fields): Form) -> Answer {
    let confirmed = match signed.prove(&web, &fields).await {
        Ok(ctx) => web.app.confirm_keeper(&ctx, id).await,
        Err(error) => Err(error),
    };
    match confirmed {
        Ok(()) => Ok(see_other_done("/identity/keepers", "keeper_confirmed")),
        Err(AppError::Invalid(errors)) => {
            let sentence = errors.first().map(|error| error_text(signed.t(), error)).unwrap_or_default();
            keepers_page(&web, &signed, StatusCode::UNPROCESSABLE_ENTITY, Some((id, sentence))).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn decline(State(web): State<Web>, Path(id): Path<AccountId>, signed: SignedIn) -> Answer {
    web.app.decline_keeper(&signed.ctx, id).await?;
    Ok(see_other_done("/identity/keepers", "keeper_declined"))
}

async fn keepers_page(web: &Web, signed: &SignedIn, status: StatusCode, error: Option<(AccountId, String)>) -> Answer {
    let t = signed.t();
    let words = |at: i64| Moment::of(at, &signed.ctx.zone).words(t);
    let line = |matter: KeeperMatter| KeeperLine {
        id: matter.account.to_string(),
        name: matter.name,
        kind: matter.kind.code(),
        who: matter.asked_by,
        when: words(matter.asked_at),
        until: matter.until.map(words),
        can_confirm: matter.can_confirm,
        error: error.as_ref().filter(|(id, _)| *id == matter.account).map(|(_, sentence)| sentence.clone()),
    };
    let lines = web.app.keeper_matters(&signed.ctx).await?.into_iter().map(line).collect();
    let frame = signed.frame(web, "").await;
    Ok(html_status(status, &KeepersPage::new(t, frame, lines, !signed.is_proved(web).await)))
}
