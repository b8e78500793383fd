//! Owns the record of one report: reading it, and showing it again when an act could not be carried out.
use std::collections::BTreeMap;

use app::rows::{Page as RowPage, ReportFilter};
use axum::extract::State;
use domain::id::ReportId;
use domain::policy::Action;
use render::page::record::{Record, Typed};

use crate::http::{Answer, Path, Route, SignedIn, Web, WebError, get, html};
use crate::view::corrective_action::section as action_section;
use crate::view::record::{Shown, mentioned, page};
use crate::view::search as view_search;

pub(super) fn routes() -> Vec<Route> {
    vec![get("/reports/{id}", Action::ReadReport, show)]
}

async fn show(State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn) -> Answer {
    Ok(html(&record(&web, &signed, id, None, None).await?))
}

/// The record as the reader sees it now, with what was typed into an act that could not be carried out.
pub(super) async fn record(
    web: &Web,
    signed: &SignedIn,
    id: ReportId,
    typed: Option<&Typed>,
    seen: Option<i64>,
) -> Result<Record, WebError> {
    let view = web.app.view_report(&signed.ctx, id).await?;
    let facility = web.app.facility(&signed.ctx).await?;
    let readers =
        if view.case.measure_units.is_empty() { Vec::new() } else { web.app.measure_readers(&signed.ctx, id).await? };
    let mut numbers: BTreeMap<ReportId, String> = view.absorbed.iter().cloned().collect();
    let others: Vec<ReportId> = mentioned(&view).into_iter().filter(|id| !numbers.contains_key(id)).collect();
    if !others.is_empty() && view.allowed.may(Action::MergeReports) {
        let filter = ReportFilter { ids: Some(others), ..ReportFilter::default() };
        let list = web.app.list_reports(&signed.ctx, &filter, RowPage::ALL).await?;
        numbers.extend(list.items.into_iter().map(|item| (item.line.report_id, item.line.number)));
    }
    let publication = web.app.report_publication(&signed.ctx, id).await?;
    let individual = web.app.leads_to_matter(&signed.ctx, id).await?;
    let frame = signed.frame(web, "").await;
    let actions = web.app.actions_of_report(&signed.ctx, id).await?;
    let shown = Shown {
        facility: &facility,
        view: &view,
        readers: &readers,
        numbers: &numbers,
        publication,
        individual,
        actions: &actions,
        typed,
        seen,
    };
    let similar = web.app.similar_to(&signed.ctx, id).await?;
    let doubts = if view.allowed.may(Action::MergeReports) {
        web.app.open_doubts(&signed.ctx, Some(id)).await?.len()
    } else {
        0
    };
    let may_set = view.allowed.may(Action::WriteCorrectiveAction);
    let section = action_section(signed, &facility, &actions, may_set.then(|| format!("/reports/{id}/actions/new")));
    let t = signed.t();
    Ok(page(signed, frame, &shown).with_actions(section).beside(view_search::similar(t, &facility, &similar), doubts))
}
