//! Owns how a route is declared: method, path, action, handler. There is no other way to register one.
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{self, MethodRouter};
use domain::policy::Action;

use super::Web;
use super::upload::MAX_UPLOAD;

/// A route. Its action is what the policy is asked before the handler runs.
pub struct Route {
    /// `GET` (also answers `HEAD`) or `POST`.
    pub method: Method,
    /// The path template.
    pub path: &'static str,
    /// What the route is for.
    pub action: Action,
    pub(crate) handler: MethodRouter<Web>,
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.method, self.path, self.action.code())
    }
}

/// A page or a file: changes nothing.
pub fn get<H, T>(path: &'static str, action: Action, handler: H) -> Route
where
    H: Handler<T, Web>,
    T: 'static,
{
    Route { method: Method::GET, path, action, handler: routing::get(handler) }
}

/// A form: changes something, and answers 303 when it did.
pub fn post<H, T>(path: &'static str, action: Action, handler: H) -> Route
where
    H: Handler<T, Web>,
    T: 'static,
{
    Route { method: Method::POST, path, action, handler: routing::post(handler) }
}

/// A form that may bring files; it may be larger than others.
pub fn post_files<H, T>(path: &'static str, action: Action, handler: H) -> Route
where
    H: Handler<T, Web>,
    T: 'static,
{
    let handler = routing::post(handler).layer(DefaultBodyLimit::max(MAX_UPLOAD));
    Route { method: Method::POST, path, action, handler }
}

/// Whether the action is decided by the facts of one report. The use case loads them and decides;
/// before that, only being signed in can be asked for.
#[must_use]
pub const fn is_about_one_report(action: Action) -> bool {
    use Action as A;
    matches!(
        action,
        A::TrackReport
            | A::AnswerQuestion
            | A::ResendReport
            | A::ReadReport
            | A::ReadPersons
            | A::AddAddendum
            | A::StampReport
            | A::ReturnReport
            | A::TakeBackStamp
            | A::ReviewProxyStamp
            | A::JudgeLevel
            | A::ReviseMeasures
            | A::DescribeMeasures
            | A::ReadMeasure
            | A::AskReporter
            | A::GiveFeedback
            | A::MergeReports
            | A::ReadCorrectiveAction
            | A::WriteCorrectiveAction
            | A::CarryOutAction
            | A::TakeBackActionStep
            | A::RequestIdentity
            | A::OpenIdentity
            | A::ReadIdentity
            | A::SeeIndividual
            | A::WriteIndividual
            | A::ExamineIndividual
            | A::DecideIndividual
            | A::ReleaseIndividual
    )
}
