//! Owns the reporter's own addresses: the two doors, my reports, the receipt, completing a quick report.
use app::draft::{Draft, PROMOTES_FIELD};
use app::rows::Page as RowPage;
use axum::extract::State;
use domain::form::Fields;
use domain::id::ReportId;
use domain::policy::Action;
use domain::report::Door;
use render::page::report::{Mine, New, Receipt};

use crate::http::{Answer, Path, Query, Route, SignedIn, Web, WebError, get, html, post, see_other};
use crate::view::report::{answers_of, draft_line, found_lines, receipt};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/reports", Action::SeeOwnReports, mine),
        get("/reports/new", Action::WriteReport, new),
        get("/reports/{id}/receipt", Action::TrackReport, show_receipt),
        post("/reports/{id}/promote", Action::TrackReport, promote),
    ]
}

/// Reports on one page of my reports.
const PAGE: i64 = 50;

async fn mine(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    let t = signed.t();
    let page = query.get("page").parse().unwrap_or(1).clamp(1, 1_000_000);
    let offset = (page - 1) * PAGE;
    let typed = query.get("q").trim();
    let (lines, total) = found_lines(&web, &signed.ctx, t, (typed, RowPage { limit: PAGE, offset })).await?;
    let link = |page: i64| {
        let mut address = form_urlencoded::Serializer::new(String::new());
        if !typed.is_empty() {
            address.append_pair("q", typed);
        }
        format!("/reports?{}", address.append_pair("page", &page.to_string()).finish())
    };
    let links = (
        (page > 1).then(|| link(page - 1)),
        (offset + PAGE < i64::try_from(total).unwrap_or(0)).then(|| link(page + 1)),
    );
    let before = usize::try_from(offset).unwrap_or(0);
    let frame = signed.frame(&web, t.get("report.mine.title")).await;
    Ok(html(&Mine::new(t, frame, lines, (before, total), links).searching(typed)))
}

/// The two doors; with `?door=` straight through one of them.
async fn new(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    if let Some(door @ (Door::Quick | Door::Full)) = Door::from_code(query.get("door")) {
        let draft = begin(&web, &signed, door).await?;
        return Ok(see_other(format!("/drafts/{}", draft.id)));
    }
    let t = signed.t();
    let drafts = web.app.drafts(&signed.ctx).await?;
    let drafts =
        drafts.iter().filter(|draft| !is_blank(draft)).map(|draft| draft_line(t, &signed.ctx.zone, draft)).collect();
    let frame = signed.frame(&web, t.get("report.new.title")).await;
    Ok(html(&New { t, frame, drafts }))
}

/// An untouched draft of this door is used again, so that opening the form twice leaves nothing behind.
async fn begin(web: &Web, signed: &SignedIn, door: Door) -> Result<Draft, WebError> {
    let untouched = web.app.drafts(&signed.ctx).await?.into_iter().find(|draft| draft.door == door && is_blank(draft));
    match untouched {
        Some(draft) => Ok(draft),
        None => Ok(web.app.new_draft(&signed.ctx, door, known(signed)).await?),
    }
}

/// Whether the reporter has written nothing yet.
pub(crate) fn is_blank(draft: &Draft) -> bool {
    const KNOWN: [&str; 4] = ["unit", "occupation", "mode", "person_count"];
    let is_known =
        |name: &str| KNOWN.contains(&name) || name == "_key" || name.ends_with("_era") || name.ends_with("_half");
    draft.fields.iter().all(|(name, values)| is_known(name) || values.iter().all(|value| value.trim().is_empty()))
}

/// What is known of the reporter without asking.
fn known(signed: &SignedIn) -> Fields {
    let mut fields = Fields::default();
    if let Some(unit) = signed.person.unit {
        fields.set("unit", unit.to_string());
    }
    fields
}

async fn show_receipt(State(web): State<Web>, signed: SignedIn, Path(id): Path<ReportId>) -> Answer {
    let t = signed.t();
    let held = web.app.receipt(&signed.ctx, id).await?;
    let door = web.app.own_door(&signed.ctx, id).await?;
    let facility = web.app.facility(&signed.ctx).await?;
    let frame = signed.frame(&web, t.get("report.receipt.title")).await;
    Ok(html(&Receipt { t, frame, view: receipt(t, &facility.row.code, &held, door, true) }))
}

/// Begins a full report with everything that the quick one told.
async fn promote(State(web): State<Web>, signed: SignedIn, Path(id): Path<ReportId>) -> Answer {
    let drafts = web.app.drafts(&signed.ctx).await?;
    let begun = drafts.into_iter().find(|draft| draft.fields.get(PROMOTES_FIELD) == id.to_string());
    let draft = match begun {
        Some(draft) => draft,
        None => {
            let view = web.app.track_report(&signed.ctx, id).await?;
            let mut fields = answers_of(&view.content);
            fields.set(PROMOTES_FIELD, id.to_string());
            web.app.new_draft(&signed.ctx, Door::Full, fields).await?
        }
    };
    Ok(see_other(format!("/drafts/{}", draft.id)))
}
