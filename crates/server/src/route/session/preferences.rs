//! Owns one's own settings: language, theme, size of letters, password.
use app::AppError;
use app::session::MIN_PASSWORD_CHARS;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use domain::form::Fields;
use render::Lang;
use render::error_text::error_text;
use render::frame::{TextSize, Theme};
use render::page::session::{Me, Password, PasswordForm};

use super::sign_in::go_on;
use crate::http::look::Kept;
use crate::http::reply::local_path;
use crate::http::{Answer, Form, SignedIn, Visitor, Web, cookie, html, html_status, see_other, see_other_done};
use crate::view;

/// One's own settings.
pub(super) async fn show(State(web): State<Web>, signed: SignedIn) -> Answer {
    let facility = web.app.facility(&signed.ctx).await?;
    let frame = signed.frame(&web, signed.t().get("session.me.title")).await;
    let me = view::session::me(&signed, &facility, &signed.visitor.look);
    Ok(html(&Me::new(signed.t(), frame, &me)))
}

/// Saves what was sent and keeps the rest: the menu sends one thing, the settings page all.
pub(super) async fn save(State(web): State<Web>, visitor: Visitor, headers: HeaderMap, Form(fields): Form) -> Answer {
    let mut kept = Kept::read(&headers);
    if sent(&fields, "lang") {
        kept.lang = Lang::parse(fields.get("lang"));
    }
    if sent(&fields, "theme") {
        kept.theme = Theme::parse(fields.get("theme"));
    }
    if sent(&fields, "text_size") {
        kept.text_size = TextSize::parse(fields.get("text_size"));
    }
    if let Some(session) = &visitor.session {
        let person = &session.person;
        let lang = if sent(&fields, "lang") { kept.lang.map_or("", Lang::code) } else { &person.lang };
        let theme = if sent(&fields, "theme") { kept.theme.code() } else { &person.theme };
        web.app.set_preferences(&session.ctx, lang, theme).await?;
    }
    let back = without_lang(local_path(fields.get("back")));
    let mut response = if back == "/me" { see_other_done(back, "preferences_saved") } else { see_other(back) };
    if let Some(cookie) = cookie::keep_look(web.settings.https, &kept.text()) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

fn sent(fields: &Fields, name: &str) -> bool {
    fields.iter().any(|(found, _)| found == name)
}

/// An address that names a language would undo the choice.
fn without_lang(path: &str) -> String {
    let Some((path, query)) = path.split_once('?') else { return path.to_owned() };
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) }
}

/// The form for a new password.
pub(super) async fn show_password(State(web): State<Web>, signed: SignedIn) -> Answer {
    let form = PasswordForm { must: signed.person.must_change, ..PasswordForm::default() };
    password_page(&web, &signed.visitor, StatusCode::OK, form).await
}

pub(super) async fn password_page(web: &Web, visitor: &Visitor, status: StatusCode, mut form: PasswordForm) -> Answer {
    form.min_chars = MIN_PASSWORD_CHARS;
    let frame = visitor.frame(web, visitor.t().get("session.password.title")).await;
    Ok(html_status(status, &Password::new(visitor.t(), frame, form)))
}

/// Changes the password; every other session of the person ends, and this one goes on under a new cookie.
pub(super) async fn change_password(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let t = signed.t();
    if fields.get("new") != fields.get("again") {
        let errors = vec![("again".to_owned(), t.get("session.password.different").to_owned())];
        return again(&web, &signed, &fields, errors).await;
    }
    let session = match web.app.change_password(&signed.ctx, fields.get("old"), fields.get("new")).await {
        Ok(session) => session,
        Err(AppError::Invalid(errors)) => {
            let errors = errors.iter().map(|error| (error.field.clone(), error_text(t, error))).collect();
            return again(&web, &signed, &fields, errors).await;
        }
        Err(AppError::TooManyTries(seconds)) => {
            let wait = t.with("session.sign_in.wait", &[("seconds", &seconds)]);
            return again(&web, &signed, &fields, vec![("old".to_owned(), wait)]).await;
        }
        Err(error) => return Err(error.into()),
    };
    let mut response = if fields.text("kept").is_some() || fields.text("next").is_some() {
        go_on(&web, &signed.visitor, &fields, false).await?
    } else {
        see_other_done("/me", "password_changed")
    };
    if let Some(cookie) = cookie::begin_session(web.settings.https, &session) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

async fn again(web: &Web, signed: &SignedIn, fields: &Fields, errors: Vec<(String, String)>) -> Answer {
    let form = PasswordForm {
        must: signed.person.must_change,
        next: fields.get("next").to_owned(),
        kept: fields.text("kept").map(str::to_owned),
        errors,
        ..PasswordForm::default()
    };
    password_page(web, &signed.visitor, StatusCode::UNPROCESSABLE_ENTITY, form).await
}
