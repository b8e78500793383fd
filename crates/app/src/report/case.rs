//! Owns the case of a report between the journal and its row: reading, folding, projecting and appending.
use std::sync::Arc;

use domain::approval::{Case, CaseEvent, CaseTexts, Judge, Route, RouteSeat};
use domain::id::{ReportId, UnitId};
use domain::level::PartialFacts;
use domain::profile::{LevelCode, Profile};
use serde::Deserialize as _;
use store::{CaseRow, Chain, EventRow, NewEvent, ReportRow, Tx, Write};

use crate::access::is_hidden;
use crate::{App, AppError};

/// The name of a report's stream in the journal.
pub(crate) fn stream(id: ReportId) -> String {
    format!("report:{id}")
}

/// Folds the case of a report and gives the profile under which it is judged.
pub(crate) async fn load_case<M>(
    app: &App,
    tx: &mut Tx<M>,
    report: &ReportRow,
) -> Result<(Case, Arc<Profile>), AppError> {
    let events = tx.stream(&stream(report.report_id)).await?;
    let case = fold(&events)?;
    let profile = app.profile_version(tx, i64::from(case.profile_version)).await?;
    Ok((case, profile))
}

/// Folds the events of a report's stream.
pub(crate) fn fold(events: &[EventRow]) -> Result<Case, AppError> {
    let mut decoded = Vec::with_capacity(events.len());
    for event in events {
        let case_event = CaseEvent::deserialize(&event.facts)?;
        decoded.push((case_event, event.actor.as_str(), event.at));
    }
    Case::fold(decoded.iter().map(|(event, actor, at)| (event, *actor, *at))).ok_or(AppError::Data("case"))
}

/// The route for a case of this unit: which seats somebody holds, and the floor of the level.
pub(crate) async fn route_for<M>(
    tx: &mut Tx<M>,
    profile: &Profile,
    facts: &PartialFacts,
    unit: Option<UnitId>,
) -> Result<Route, AppError> {
    let holders = tx.seat_holders().await?;
    let mut seats: Vec<_> = profile.seats.iter().collect();
    seats.sort_by_key(|seat| seat.order);
    let held = |code: &str| {
        holders.iter().any(|holder| holder.seat == code && holder.unit_id.unit().is_none_or(|of| Some(of) == unit))
    };
    let seats = seats
        .into_iter()
        .map(|seat| RouteSeat {
            code: seat.code.clone(),
            opinion: seat.opinion,
            judges: seat.judges,
            rounds: seat.rounds.clone(),
            held: held(&seat.code),
        })
        .collect();
    let levels = profile.levels.iter().map(|level| level.code.clone()).collect();
    Ok(Route { seats, floor: level_rank_floor(profile, facts), levels })
}

/// Appends the events of a case to the journal, their wording sealed under the report's key.
pub(crate) async fn journal_case(
    tx: &mut Tx<Write>,
    report: &ReportRow,
    length: i64,
    happened: &[(CaseEvent, CaseTexts)],
    actor: &str,
    on_behalf_of: Option<String>,
    at: i64,
) -> Result<(), AppError> {
    // What a hidden reporter does goes to a chain of its own, so that neighbours do not tell the time.
    let chain = if is_hidden(actor) { Chain::Anonymous } else { Chain::Main };
    for (index, (event, texts)) in happened.iter().enumerate() {
        let sealed = if texts.is_empty() {
            None
        } else {
            Some(tx.seal_content(report.report_id, &serde_json::to_vec(texts)?).await?)
        };
        let expected = length + i64::try_from(index).map_err(|_| AppError::Data("case length"))?;
        tx.append(NewEvent {
            chain,
            stream: stream(report.report_id),
            expected_stream_seq: Some(expected),
            kind: event.kind().to_owned(),
            facts: serde_json::to_value(event)?,
            sealed,
            actor: actor.to_owned(),
            on_behalf_of: on_behalf_of.clone(),
            at,
        })
        .await?;
    }
    if happened.iter().any(|(event, _)| crate::search::is_searched(event)) {
        // What was added is searched too: the report waits to be indexed again.
        tx.delete_search_doc(report.report_id).await?;
    }
    Ok(())
}

/// The row of a case for lists, from its fold.
pub(crate) fn project(case: &Case, profile: &Profile, report_id: ReportId) -> CaseRow {
    let level = |judge| case.level(judge).map(|level| level.as_str().to_owned());
    let merged_into = match &case.state {
        domain::approval::CaseState::Merged { into, .. } => Some(*into),
        _ => None,
    };
    CaseRow {
        report_id,
        state: case.state.code().to_owned(),
        round: i64::from(case.state.round()),
        seat: case.state.seat().map(str::to_owned),
        stream_seq: case.length,
        reporter_level: level(Judge::Reporter),
        leader_level: level(Judge::Leader),
        final_level: level(Judge::Final),
        kind: case.effective_level().and_then(|level| profile.kind(level)).map(|kind| kind.as_str().to_owned()),
        measures_review: case.measures_review,
        merged_into,
        entered_at: case.entered_at,
        closed_at: (case.state.code() == "closed").then_some(case.entered_at),
    }
}

/// The lowest level that a person may judge for these facts, if there is a floor.
pub(crate) fn level_rank_floor(profile: &Profile, facts: &PartialFacts) -> Option<LevelCode> {
    profile.levels.iter().map(|level| &level.code).find(|code| facts.may_judge(profile, code)).cloned()
}
