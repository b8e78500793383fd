//! Owns the desk of the keepers of sealed names.
use axum::extract::State;
use domain::id::ReportId;
use domain::policy::Action;
use render::page::identity::{IdentityDesk, Opening, Protected};
use render::when;

use crate::http::{Answer, Path, Route, SignedIn, Web, WebError, get, html, post};
use app::identity::ProtectedItem;

pub(super) fn routes() -> Vec<Route> {
    vec![get("/identity", Action::SeeIdentityDesk, desk), post("/identity/{id}/name", Action::ReadIdentity, reveal)]
}

async fn desk(State(web): State<Web>, signed: SignedIn) -> Answer {
    Ok(html(&page(&web, &signed, None).await?))
}

/// Reads a name; each reading is journalled, so that it is a form and no link.
async fn reveal(State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn) -> Answer {
    let name = web.app.reveal_identity(&signed.ctx, id).await?;
    Ok(html(&page(&web, &signed, name.map(|name| (id, name))).await?))
}

async fn page(web: &Web, signed: &SignedIn, shown: Option<(ReportId, String)>) -> Result<IdentityDesk, WebError> {
    let items = web.app.identity_desk(&signed.ctx).await?;
    let mut items: Vec<Protected> = items.into_iter().map(|item| protected(item, shown.as_ref())).collect();
    // What waits for a second keeper comes first; the order is kept otherwise.
    items.sort_by_key(|item| urgency(&item.opening));
    let frame = signed.frame(web, "").await;
    Ok(IdentityDesk::new(signed.t(), frame, items))
}

const fn urgency(opening: &Opening) -> u8 {
    match opening {
        Opening::Shown { .. } => 0,
        Opening::Asked { .. } => 1,
        Opening::AskedByMe => 2,
        Opening::Open => 3,
        Opening::Closed | Opening::OpenForOthers => 4,
    }
}

fn protected(item: ProtectedItem, shown: Option<&(ReportId, String)>) -> Protected {
    let line = &item.item.line;
    let opening = match (shown, item.requested_by) {
        (Some((id, name)), _) if *id == line.report_id => Opening::Shown { name: name.clone() },
        _ if item.opened_for_me => Opening::Open,
        _ if item.opened => Opening::OpenForOthers,
        (_, Some(_)) if item.requested_by_me => Opening::AskedByMe,
        (_, Some(who)) => Opening::Asked { who, reason: item.reason.unwrap_or_default() },
        (_, None) => Opening::Closed,
    };
    Protected {
        id: line.report_id.to_string(),
        number: line.number.clone(),
        date: line.report_date.parse().map_or_else(|_| line.report_date.clone(), when::day_on_seal),
        length: item.length,
        opening,
    }
}
