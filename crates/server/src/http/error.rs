//! Owns failures as the person at the browser meets them: the status, and what the error page is about. Internal text stays in the log.
use std::error::Error as _;

use app::AppError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::form::FieldError;
use domain::policy::Decision;

/// What a handler gives back.
pub type Answer = Result<Response, WebError>;

/// A failure, once it is clear what the person needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The request cannot be understood.
    BadRequest,
    /// The request names no host, two, or one that is not ours.
    BadHost,
    /// A form that did not come from one of our pages.
    CrossSite,
    /// Nobody is signed in (any more).
    SignIn,
    /// The person belongs here but has not the right.
    Forbidden,
    /// There is no such page, or the person is a stranger to it.
    NotFound,
    /// The page does not take this method.
    WrongMethod,
    /// The request came too slowly, or its answer took too long.
    Slow,
    /// More was sent than a form may hold.
    TooLarge,
    /// More was sent than a form with files may hold.
    FilesTooLarge,
    /// Something else than a form was sent.
    WrongType,
    /// Somebody else was faster.
    Conflict,
    /// The case does not take the act now; the code is a key of the family `refusal`.
    Refused(&'static str),
    /// The month does not take the step now; the code is a key of the family `month_refusal`.
    MonthRefused(&'static str),
    /// The individual publication does not take the step now; the code is a key of the family `matter_refusal`.
    MatterRefused(&'static str),
    /// The form has errors, and the handler had no form to show them in.
    Invalid(Vec<FieldError>),
    /// Too many tries; wait this many seconds.
    TooManyTries(i64),
    /// The database is busy.
    Busy,
    /// The disk is full.
    Full,
    /// Our fault.
    Internal,
}

impl Failure {
    /// The status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest | Self::BadHost => StatusCode::BAD_REQUEST,
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::CrossSite | Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge | Self::FilesTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Conflict | Self::Refused(_) | Self::MonthRefused(_) | Self::MatterRefused(_) => StatusCode::CONFLICT,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyTries(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::Full => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The failure behind a bare status of the framework; `None` for a status that is an answer.
    pub(crate) const fn of_status(status: StatusCode) -> Option<Self> {
        Some(match status {
            StatusCode::BAD_REQUEST => Self::BadRequest,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::WrongMethod,
            StatusCode::REQUEST_TIMEOUT => Self::Slow,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::WrongType,
            StatusCode::INTERNAL_SERVER_ERROR => Self::Internal,
            _ => return None,
        })
    }
}

impl IntoResponse for Failure {
    /// A bare status that carries the failure; the error layer makes it a page in the visitor's language.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Why a handler has no answer. `?` makes it from an error of `app`.
#[derive(Debug)]
pub struct WebError(Failure);

impl From<Failure> for WebError {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

impl From<AppError> for WebError {
    fn from(error: AppError) -> Self {
        Self(failure_of(error))
    }
}

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

fn failure_of(error: AppError) -> Failure {
    match error {
        AppError::Denied(Decision::SignIn) => Failure::SignIn,
        AppError::Denied(Decision::Hide) | AppError::NotFound => Failure::NotFound,
        AppError::Denied(_) => Failure::Forbidden,
        AppError::Invalid(errors) => Failure::Invalid(errors),
        AppError::Refused(refusal) => Failure::Refused(refusal.code()),
        AppError::MonthRefused(refusal) => Failure::MonthRefused(refusal.code()),
        AppError::MatterRefused(refusal) => Failure::MatterRefused(refusal.code()),
        AppError::Conflict => Failure::Conflict,
        AppError::TooManyTries(seconds) => Failure::TooManyTries(seconds),
        other => {
            let failure = match (other.is_busy(), other.is_full()) {
                (true, _) => Failure::Busy,
                (_, true) => Failure::Full,
                _ => Failure::Internal,
            };
            tracing::error!(error = %chain(&other), "request.failed");
            failure
        }
    }
}

/// The error and its causes in one line. Errors of ours hold codes and names of tables, never what a person typed.
fn chain(error: &AppError) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let words = cause.to_string();
        if !text.ends_with(&words) {
            text.push_str(": ");
            text.push_str(&words);
        }
        source = cause.source();
    }
    text
}
