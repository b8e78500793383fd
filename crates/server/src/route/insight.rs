//! Owns insight (分析): the page and its pack for the board, one chart with notes, its numbers, signals, saved views. What is looked at stands in the address.
use app::AppError;
use app::insight::note::NewNote;
use app::insight::overview::InsightQuery;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse as _;
use domain::form::Fields;
use domain::id::{ChartNoteId, SavedViewId, SignalId};
use domain::policy::Action;
use render::page::admin::Asked;
use render::page::corrective_action::ActionTable;
use render::page::insight::{ChartPage, Insight, SignalsPage};

use crate::http::{
    Answer, Failure, Form, Path, Query, Route, SignedIn, Web, WebError, get, html_status, post, see_other_done,
};
use crate::view::corrective_action::{of_view, table as action_table};
use crate::view::insight as view;

pub(super) fn routes() -> Vec<Route> {
    use Action as A;
    vec![
        get("/insight", A::SeeInsight, show),
        get("/insight/chart", A::SeeInsight, chart),
        get("/insight/pack.pdf", A::SeeInsight, pack),
        get("/insight/numbers.csv", A::SeeInsight, csv),
        post("/insight/chart/notes", A::WriteInsight, add_note),
        post("/insight/chart/notes/{id}/withdraw", A::WriteInsight, withdraw_note),
        get("/insight/signals", A::SeeInsight, signals),
        post("/insight/signals/{id}", A::WriteInsight, deal),
        post("/insight/themes", A::WriteInsight, watch),
        post("/insight/themes/{id}/stop", A::WriteInsight, stop_watching),
        post("/insight/views", A::SeeInsight, save_view),
        post("/insight/views/{id}/delete", A::SeeInsight, delete_view),
    ]
}

async fn show(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    page(&web, &signed, &query, Asked::default()).await
}

async fn page(web: &Web, signed: &SignedIn, query: &Fields, save: Asked) -> Answer {
    let status = status_of(&save);
    let facility = web.app.facility(&signed.ctx).await?;
    let asked = view::query(query, signed.ctx.today());
    let found = web.app.insight(&signed.ctx, &asked).await?;
    let around = view::Around {
        views: web.app.saved_views(&signed.ctx).await?,
        signals: web.app.count_signals(&signed.ctx).await?,
        actions: actions(web, signed, &asked).await?,
        watch: match &asked.theme {
            Some(theme) => web.app.watch_of(&signed.ctx, theme).await?,
            None => None,
        },
        save,
    };
    let frame = signed.frame(web, "").await;
    let source = view::source(signed, &facility, &asked, &found, around);
    Ok(html_status(status, &Insight::new(signed.t(), frame, source)))
}

/// The corrective actions of a view by strength and effect.
async fn actions(web: &Web, signed: &SignedIn, asked: &InsightQuery) -> Result<ActionTable, WebError> {
    let query = of_view(asked, asked.period(signed.ctx.today()));
    let tally = web.app.action_tally(&signed.ctx, &query).await?;
    Ok(action_table(&query, &tally))
}

/// A form that came back has errors.
fn status_of(asked: &Asked) -> StatusCode {
    if asked.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

async fn chart(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    chart_page(&web, &signed, &query, Asked::default()).await
}

async fn chart_page(web: &Web, signed: &SignedIn, query: &Fields, new: Asked) -> Answer {
    let key = view::key(query).ok_or(Failure::NotFound)?;
    let (status, asked) = (status_of(&new), view::query(query, signed.ctx.today()));
    let facility = web.app.facility(&signed.ctx).await?;
    let found = web.app.insight_chart(&signed.ctx, &key, &asked).await?;
    let frame = signed.frame(web, "").await;
    let source = view::chart::source(signed, &facility, &asked, &found, new);
    Ok(html_status(status, &ChartPage::new(signed.t(), frame, source)))
}

async fn pack(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    let facility = web.app.facility(&signed.ctx).await?;
    let asked = view::query(&query, signed.ctx.today());
    refuse_theme(&asked)?;
    let found = web.app.insight(&signed.ctx, &asked).await?;
    let signals = web.app.signals(&signed.ctx).await?;
    let actions = actions(&web, &signed, &asked).await?;
    let sheet = view::pack::sheet(&signed, &facility, &asked, &found, (signals, actions));
    Ok(super::paper::file(web.app.meeting_pdf(&signed.ctx, found.period.1, sheet, signed.t()).await?))
}

/// The pack tells of all reports and of the signals of their charts: it is not offered for a theme.
fn refuse_theme(asked: &InsightQuery) -> Result<(), Failure> {
    if asked.theme.is_some() { Err(Failure::NotFound) } else { Ok(()) }
}

async fn csv(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    let key = view::key(&query).ok_or(Failure::NotFound)?;
    let csv = web.app.insight_csv(&signed.ctx, &key, &view::query(&query, signed.ctx.today())).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"chart.csv\""),
    ];
    Ok((headers, csv).into_response())
}

async fn add_note(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let key = view::key(&fields).ok_or(Failure::NotFound)?;
    // The small form that only changes the kind of chart says so by itself.
    let kind = fields.text("note").unwrap_or_else(|| fields.get("kind")).to_owned();
    let text = |name: &str| fields.get(name).to_owned();
    let theme = view::query(&fields, signed.ctx.today()).theme;
    let new = NewNote { kind, month: text("month"), chart: text("chart"), words: text("words"), theme };
    match web.app.add_chart_note(&signed.ctx, &key, &new).await {
        Ok(()) => Ok(see_other_done(view::chart_href(&key, &view::query(&fields, signed.ctx.today())), "note_added")),
        Err(AppError::Invalid(errors)) => chart_page(&web, &signed, &fields.clone(), Asked { fields, errors }).await,
        Err(error) => Err(error.into()),
    }
}

async fn withdraw_note(
    State(web): State<Web>,
    signed: SignedIn,
    Path(id): Path<ChartNoteId>,
    Form(fields): Form,
) -> Answer {
    let key = view::key(&fields).ok_or(Failure::NotFound)?;
    web.app.withdraw_chart_note(&signed.ctx, &key, id).await?;
    Ok(see_other_done(view::chart_href(&key, &view::query(&fields, signed.ctx.today())), "note_withdrawn"))
}

async fn signals(State(web): State<Web>, signed: SignedIn) -> Answer {
    signals_page(&web, &signed, (String::new(), Asked::default())).await
}

/// So many signals show their chart in place, the newest; the others lead to it.
const SHOWN: usize = 8;

async fn signals_page(web: &Web, signed: &SignedIn, typed: (String, Asked)) -> Answer {
    let status = status_of(&typed.1);
    let facility = web.app.facility(&signed.ctx).await?;
    let found = web.app.signals(&signed.ctx).await?;
    let frame = signed.frame(web, "").await;
    let shown = &found.open[..found.open.len().min(SHOWN)];
    let charts = web.app.signal_charts(&signed.ctx, shown).await?;
    let source = view::signal::source(signed, &facility, (&found, &charts), typed);
    Ok(html_status(status, &SignalsPage::new(signed.t(), frame, source)))
}

async fn deal(State(web): State<Web>, signed: SignedIn, Path(id): Path<SignalId>, Form(fields): Form) -> Answer {
    match web.app.deal_with_signal(&signed.ctx, id, fields.get("done")).await {
        Ok(()) => Ok(see_other_done("/insight/signals", "signal_dealt")),
        Err(AppError::Invalid(errors)) => signals_page(&web, &signed, (id.to_string(), Asked { fields, errors })).await,
        Err(error) => Err(error.into()),
    }
}

async fn watch(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let asked = view::query(&view::read_query(fields.get("query")), signed.ctx.today());
    let theme = asked.theme.as_ref().ok_or(Failure::NotFound)?;
    let query = view::query_text(&asked);
    match web.app.watch_theme(&signed.ctx, theme).await {
        Ok(()) => Ok(see_other_done(format!("/insight?{query}"), "theme_watched")),
        Err(AppError::Invalid(errors)) => {
            page(&web, &signed, &view::read_query(&query), Asked { fields, errors }).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn stop_watching(
    State(web): State<Web>,
    signed: SignedIn,
    Path(id): Path<ChartNoteId>,
    Form(fields): Form,
) -> Answer {
    web.app.stop_watching(&signed.ctx, id).await?;
    let asked = view::query(&view::read_query(fields.get("query")), signed.ctx.today());
    Ok(see_other_done(format!("/insight?{}", view::query_text(&asked)), "theme_not_watched"))
}

async fn save_view(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    // Kept is what was understood of the address, never the address itself; the words of a theme apart from it, sealed.
    let asked = view::query(&view::read_query(fields.get("query")), signed.ctx.today());
    let query = view::query_text(&asked);
    let kept = view::query_text(&InsightQuery { theme: None, ..asked.clone() });
    match web.app.save_view(&signed.ctx, fields.get("name"), (&kept, asked.theme.as_ref())).await {
        Ok(()) => Ok(see_other_done(format!("/insight?{query}"), "view_saved")),
        Err(AppError::Invalid(errors)) => {
            page(&web, &signed, &view::read_query(&query), Asked { fields, errors }).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn delete_view(State(web): State<Web>, signed: SignedIn, Path(id): Path<SavedViewId>) -> Answer {
    web.app.delete_view(&signed.ctx, id).await?;
    Ok(see_other_done("/insight", "view_deleted"))
}
