//! Owns the router: every route from the one table, each behind its gate, all behind the same layers.
use std::any::Any;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use domain::policy::Action;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

use super::gate::{self, Gate};
use super::look::Look;
use super::trace::{self, Trace};
use super::upload::{UPLOAD_TIMEOUT, brings_files, read_over};
use super::{Failure, Route, Visitor, Web, guard, headers};
use crate::route::draft;
use crate::view;

/// The longest that a page may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Builds the router. The layers, from the outside: log line, headers, compression, error pages, panics, time limit, guards, gate.
pub fn build(web: Web, routes: Vec<Route>) -> Router {
    // A report without a name can also be sent from an account: its line would differ from that of a named one, and stand beside
    // the minute in which the account was last seen.
    let is_silent = |route: &&Route| route.action == Action::ReportAnonymously || route.path == draft::SUBMIT_PATH;
    let silent: HashSet<&'static str> = routes.iter().filter(is_silent).map(|route| route.path).collect();
    let trace = Trace { web: web.clone(), silent: Arc::new(silent) };
    let mut router = Router::new();
    for route in routes {
        let gate = Gate { web: web.clone(), action: route.action };
        router = router.route(route.path, route.handler.route_layer(middleware::from_fn_with_state(gate, gate::pass)));
    }
    router
        .fallback(|| async { Failure::NotFound })
        .layer(middleware::from_fn_with_state(web.clone(), guard::check))
        .layer(middleware::from_fn(limit_time))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(web.clone(), error_pages))
        .layer(CompressionLayer::new().compress_when(can_shrink()))
        .layer(middleware::from_fn_with_state(web.clone(), headers::add))
        .layer(middleware::from_fn_with_state(trace, trace::line))
        .with_state(web)
}

/// What is worth compressing: documents and pictures are compressed already.
fn can_shrink() -> impl Predicate {
    const PDF: NotForContentType = NotForContentType::const_new("application/pdf");
    DefaultPredicate::new().and(PDF)
}

async fn limit_time(request: Request, next: Next) -> Response {
    let limit = if brings_files(request.headers()) { UPLOAD_TIMEOUT } else { TIMEOUT };
    tokio::time::timeout(limit, read_over(request, next)).await.unwrap_or_else(|_| Failure::Slow.into_response())
}

/// A defect of ours in one request: told as 500, the others go on. The panic's text went to standard error.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Failure::Internal.into_response()
}

/// Makes a page of every failure, also of the bare statuses that the framework answers by itself.
async fn error_pages(State(web): State<Web>, request: Request, next: Next) -> Response {
    let look = request.extensions().get::<Look>().cloned().unwrap_or_else(Look::unknown);
    let mut response = next.run(request).await;
    let failure = response.extensions_mut().remove::<Failure>().or_else(|| bare(&response));
    let Some(failure) = failure else { return response };
    let visitor = response.extensions().get::<Arc<Visitor>>().cloned();
    let visitor = visitor.unwrap_or_else(|| Arc::new(Visitor::new(look, None)));
    view::error::page(&web, &visitor, &failure).await
}

fn bare(response: &Response) -> Option<Failure> {
    let is_page = response.headers().get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page { None } else { Failure::of_status(response.status()) }
}
