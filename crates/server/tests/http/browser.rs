//! Owns a small browser for tests: keeps cookies, sends forms, reads answers whole.
use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use domain::policy::Action;
use http_body_util::BodyExt as _;
use server::adapter::OsIds;
use server::http::{Failure, Form, Path, Route, Settings, SignedIn, Visitor, Web, get, post, router};
use server::route;
use testkit::TestApp;
use tower::ServiceExt as _;

/// The routes of the program, and some that only show what the gate and the layers do.
fn routes() -> Vec<Route> {
    let mut routes = route::all();
    routes.extend([
        get("/test/admin", Action::Administer, async || "for administrators"),
        get("/test/report", Action::ReadReport, async |signed: SignedIn| signed.person.name),
        get("/test/id/{id}", Action::SeePublic, async |Path(id): Path<domain::id::ReportId>| id.to_string()),
        get("/test/panic", Action::SeePublic, panics),
        get("/test/conflict", Action::SeePublic, async || Failure::Conflict),
        get("/test/anonymous", Action::ReportAnonymously, async |visitor: Visitor| {
            visitor.session.is_some().to_string()
        }),
        post("/test/form", Action::ManageSelf, async |Form(fields): Form| fields.all("what").join("|")),
    ]);
    routes
}

async fn panics() -> &'static str {
    panic!("the inner secret");
}

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn location(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.header(header::LOCATION)
    }

    /// The value of the hidden input with this name.
    pub(crate) fn hidden(&self, name: &str) -> Option<&str> {
        let start = format!("type=\"hidden\" name=\"{name}\" value=\"");
        let at = self.body.find(&start)? + start.len();
        self.body[at..].split('"').next()
    }
}

/// A browser on a router.
pub(crate) struct Browser {
    pub(crate) router: Router,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Browser {
    pub(crate) fn new(test: &TestApp) -> Self {
        Self::with(test, Settings::default())
    }

    pub(crate) fn with(test: &TestApp, settings: Settings) -> Self {
        let web = Web::new(test.app.clone(), settings, Arc::new(OsIds));
        Self { router: router::build(web, routes()), cookies: BTreeMap::new(), headers: Vec::new() }
    }

    /// A browser in which a person is signed in.
    pub(crate) async fn of(test: &TestApp, login: &str) -> Self {
        let mut browser = Self::new(test);
        browser.cookies.insert("futawa".to_owned(), test.cookie(login).await);
        browser
    }

    pub(crate) async fn get(&mut self, path: &str) -> Reply {
        self.send(Request::get(path), Body::empty()).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.post_raw(path, "application/x-www-form-urlencoded", body).await
    }

    pub(crate) async fn post_raw(&mut self, path: &str, kind: &str, body: impl Into<Body>) -> Reply {
        let request = Request::post(path).header(header::CONTENT_TYPE, kind).header("sec-fetch-site", "same-origin");
        self.send(request, body.into()).await
    }

    async fn send(&mut self, mut request: axum::http::request::Builder, body: Body) -> Reply {
        request = request.header(header::HOST, "localhost:8080");
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, pairs.join("; "));
        }
        let reply = send(&self.router, request.body(body).unwrap()).await;
        for cookie in reply.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
            self.cookies.retain(|_, value| !value.is_empty());
        }
        reply
    }
}

/// Sends one request as it is.
pub(crate) async fn send(router: &Router, request: Request<Body>) -> Reply {
    let response = router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Reply { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
}
