//! Owns signing in and out. A form that was sent without a session is kept on the sign-in page and can be sent on afterwards.
use app::AppError;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::form::Fields;
use render::Text;
use render::error_text::error_text;
use render::page::session::{PasswordForm, Resume, SignIn, SignInForm};

use super::preferences;
use crate::http::reply::local_path;
use crate::http::upload::brings_files;
use crate::http::{Answer, Form, Query, Visitor, Web, cookie, form, html, html_status, see_other, see_other_done};
use crate::view;

/// The sign-in page; whoever is signed in already goes on.
pub(super) async fn show(State(web): State<Web>, visitor: Visitor, Query(query): Query) -> Answer {
    if visitor.session.is_some() {
        return Ok(see_other(local_path(query.get("next"))));
    }
    let typed = SignInForm {
        facility: query.get("facility").to_owned(),
        next: query.get("next").to_owned(),
        ..SignInForm::default()
    };
    page(&web, &visitor, StatusCode::OK, typed).await
}

/// What the gate answers when a page needs a person and nobody is signed in.
pub(crate) async fn ask_to_sign_in(web: &Web, visitor: &Visitor, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    if visitor.look.htmx {
        return Ok(send_whole_page_to_sign_in(&parts.headers));
    }
    if parts.headers.contains_key("x-futawa-autosave") {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    }
    if !visitor.look.is_unsafe {
        let next: String = form_urlencoded::byte_serialize(visitor.look.path.as_bytes()).collect();
        return Ok(see_other(if next == "%2F" { "/sign-in".to_owned() } else { format!("/sign-in?next={next}") }));
    }
    if brings_files(&parts.headers) {
        let next = page_of_files(&visitor.look.path).to_owned();
        return page(
            web,
            visitor,
            StatusCode::UNAUTHORIZED,
            SignInForm { next, files_lost: true, ..SignInForm::default() },
        )
        .await;
    }
    let body = form::read_body(&parts.headers, body).await?;
    form::parse(&body)?;
    let kept = String::from_utf8_lossy(&body).into_owned();
    let typed = SignInForm { next: visitor.look.path.clone(), kept: Some(kept), ..SignInForm::default() };
    page(web, visitor, StatusCode::UNAUTHORIZED, typed).await
}

/// The page on which files are chosen: they are sent to itself or to a step below it.
fn page_of_files(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((page, "add" | "check" | "apply")) => page,
        _ => path,
    }
}

/// A part of a page cannot show a sign-in form: the script is told to leave the page.
fn send_whole_page_to_sign_in(headers: &HeaderMap) -> Response {
    let current = headers.get("hx-current-url").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let uri: axum::http::Uri = current.parse().unwrap_or_default();
    let path = uri.path_and_query().map_or("/", axum::http::uri::PathAndQuery::as_str);
    let next: String = form_urlencoded::byte_serialize(local_path(path).as_bytes()).collect();
    let mut response = StatusCode::UNAUTHORIZED.into_response();
    if let Ok(location) = HeaderValue::try_from(format!("/sign-in?next={next}")) {
        response.headers_mut().insert("hx-redirect", location);
    }
    response
}

/// Signs in.
pub(super) async fn submit(
    State(web): State<Web>,
    mut visitor: Visitor,
    headers: HeaderMap,
    Form(fields): Form,
) -> Answer {
    let (facility, login) = (fields.get("facility").trim(), fields.get("login").trim());
    let device = cookie::read(&headers, cookie::device_name(web.settings.https));
    let signed = match web.app.sign_in_on(facility, login, fields.get("password"), device.as_deref()).await {
        Ok(signed) => signed,
        Err(error) => return again(&web, &visitor, &fields, error).await,
    };
    // The session that this browser had so far ends with it (ASVS 7.2.4).
    if let Some(cookie) = cookie::read(&headers, cookie::session_name(web.settings.https)) {
        web.app.sign_out(&cookie).await?;
    }
    visitor.session = web.app.resolve(&signed.cookie).await?;
    visitor = Visitor::new(visitor.look, visitor.session);
    let mut response = go_on(&web, &visitor, &fields, signed.must_change).await?;
    if let Some(cookie) = cookie::begin_session(web.settings.https, &signed.cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    if let Some(cookie) = cookie::keep_device(web.settings.https, &signed.device) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// After signing in: first the own password, then what was kept, then the page that was asked for.
pub(super) async fn go_on(web: &Web, visitor: &Visitor, fields: &Fields, must_change: bool) -> Answer {
    let next = local_path(fields.get("next"));
    let kept = fields.text("kept");
    if must_change {
        let form = PasswordForm {
            must: true,
            next: next.to_owned(),
            kept: kept.map(str::to_owned),
            ..PasswordForm::default()
        };
        return preferences::password_page(web, visitor, StatusCode::OK, form).await;
    }
    let (Some(kept), Some(session)) = (kept, &visitor.session) else { return Ok(see_other(next)) };
    let pairs = form_urlencoded::parse(kept.as_bytes()).into_owned().collect();
    let frame = visitor.frame(web, visitor.t().get("session.resume.title")).await;
    Ok(html(&Resume::new(visitor.t(), frame, &session.person.name, next, pairs)))
}

async fn again(web: &Web, visitor: &Visitor, fields: &Fields, error: AppError) -> Answer {
    let (status, text) = match &error {
        AppError::Invalid(errors) => {
            (StatusCode::UNPROCESSABLE_ENTITY, errors.first().map(|error| error_text(visitor.t(), error)))
        }
        AppError::TooManyTries(seconds) => (StatusCode::TOO_MANY_REQUESTS, Some(wait(visitor.t(), *seconds))),
        _ => return Err(error.into()),
    };
    let typed = SignInForm {
        facility: fields.get("facility").to_owned(),
        login: fields.get("login").to_owned(),
        next: fields.get("next").to_owned(),
        kept: fields.text("kept").map(str::to_owned),
        errors: vec![("login".to_owned(), text.unwrap_or_default())],
        ..SignInForm::default()
    };
    page(web, visitor, status, typed).await
}

fn wait(t: Text, seconds: i64) -> String {
    t.with("session.sign_in.wait", &[("seconds", &seconds)])
}

async fn page(web: &Web, visitor: &Visitor, status: StatusCode, mut form: SignInForm) -> Answer {
    let t = visitor.t();
    form.facilities = view::session::facilities(t, web.app.directory().await?);
    let frame = view::frame::plain(&visitor.look, t.get("session.sign_in.title"));
    Ok(html_status(status, &SignIn::new(t, frame, form)))
}

/// Signs out, also in the browser: what its pages kept is wiped.
pub(super) async fn sign_out(State(web): State<Web>, headers: HeaderMap) -> Answer {
    let https = web.settings.https;
    if let Some(cookie) = cookie::read(&headers, cookie::session_name(https)) {
        web.app.sign_out(&cookie).await?;
    }
    let mut response = see_other_done("/sign-in", "signed_out");
    if let Some(cookie) = cookie::end_session(https) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}
