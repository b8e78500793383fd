//! Owns the measuring of the insight page of a facility with 100,000 reports, through the whole router: all reports, and a theme that a
//! quarter of them has; one JSON line each.
//!
//! Usage: `cargo run --release -p server --example insight_speed [reports]`. Reports lie over ten years, a quarter of them in the
//! period that the page shows; the first look reads all facts, every other one finds them in memory.
#![expect(clippy::print_stdout, reason = "a program that prints figures")]

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use http_body_util::BodyExt as _;
use serde_json::json;
use server::adapter::OsIds;
use server::http::{Settings, Web, router};
use server::route;
use testkit::TestApp;
use tower::ServiceExt as _;

/// As in the program (ADR 0021).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failure = Box<dyn std::error::Error>;

const REPORTS: usize = 100_000;
const LOOKS: usize = 40;
/// Of 浴室.
const THEME: &str = "/insight?q=%E6%B5%B4%E5%AE%A4";

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let reports = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(REPORTS);
    let t = TestApp::new().await;
    let forms: Vec<String> =
        t.app.facility(&t.ctx("risk").await).await?.profile.forms.iter().map(|f| f.code.clone()).collect();
    t.file_many(&forms, reports).await;
    let web = Web::new(t.app.clone(), Settings::default(), Arc::new(OsIds));
    let router = router::build(web, route::all());
    let cookie = t.cookie("risk").await;
    t.index_many(reports).await;
    for (what, path) in [("insight", "/insight"), ("insight of a theme", THEME)] {
        let (first, bytes) = look(&router, &cookie, path).await?;
        let mut times = Vec::new();
        for _ in 0..LOOKS {
            times.push(look(&router, &cookie, path).await?.0);
        }
        times.sort_by(f64::total_cmp);
        let goal = "at most 150 ms";
        println!(
            "{}",
            json!({"what": what, "goal": goal, "reports": reports, "first_ms": first, "p50_ms": times[LOOKS / 2],
                   "p95_ms": times[LOOKS * 95 / 100], "bytes": bytes})
        );
    }
    Ok(())
}

/// One look: milliseconds and bytes.
async fn look(router: &Router, cookie: &str, path: &str) -> Result<(f64, usize), Failure> {
    let request = Request::get(path).header(header::HOST, "localhost:8080");
    let request = request.header(header::COOKIE, format!("futawa={cookie}")).body(Body::empty())?;
    let start = Instant::now();
    let response = router.clone().oneshot(request).await?;
    let status = response.status();
    let body = response.into_body().collect().await?.to_bytes();
    let spent = start.elapsed().as_secs_f64() * 1e3;
    if !status.is_success() {
        return Err(format!("{path} answered {status}").into());
    }
    Ok((spent, body.len()))
}
