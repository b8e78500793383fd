//! Owns the outermost layer: the number of the request and its one line in the log, without query, address or name.
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::HeaderValue;
use axum::http::header::HeaderName;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

use super::{Look, Web};

/// What the layer needs.
#[derive(Clone)]
pub(crate) struct Trace {
    pub(crate) web: Web,
    /// Templates of the routes of which no line is written: a time beside an anonymous report could name its reporter.
    pub(crate) silent: Arc<HashSet<&'static str>>,
}

/// The middleware.
pub(crate) async fn line(State(trace): State<Trace>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let id = trace.web.new_request_id();
    let method = request.method().clone();
    let template = request.extensions().get::<MatchedPath>().cloned();
    let template = template.as_ref().map_or("-", MatchedPath::as_str);
    let (mut parts, body) = request.into_parts();
    let look = Look::of(&parts, id.clone());
    parts.extensions.insert(look);
    let span = tracing::error_span!("request", id = %id);
    let mut response = next.run(Request::from_parts(parts, body)).instrument(span).await;
    if let Ok(value) = HeaderValue::try_from(id.as_str()) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    if !trace.silent.contains(template) {
        let status = response.status().as_u16();
        let ms = start.elapsed().as_millis();
        tracing::info!(%method, route = template, status, ms, id = %id, "request.done");
    }
    response
}
