//! Owns the gate before each handler: who is it, and may such a person do such a thing at all.
use std::sync::Arc;

use app::session::Session;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use domain::people::Actor;
use domain::policy::{Action, Decision, Resource, decide};

use super::table::is_about_one_report;
use super::{Failure, Look, Visitor, Web, WebError, cookie, see_other};
use crate::route::session;

/// What the gate of one route needs.
#[derive(Clone)]
pub(crate) struct Gate {
    pub(crate) web: Web,
    pub(crate) action: Action,
}

/// The middleware of one route.
pub(crate) async fn pass(State(gate): State<Gate>, mut request: Request, next: Next) -> Response {
    // Read before waiting: a request's body cannot be shared between threads.
    let cookie = cookie::read(request.headers(), cookie::session_name(gate.web.settings.https));
    let session = match gate.session(cookie).await {
        Ok(session) => session,
        Err(error) => return error.into_response(),
    };
    let look = request.extensions().get::<Look>().cloned();
    let visitor = Arc::new(Visitor::new(look.unwrap_or_else(Look::unknown), session));
    let mut response = match gate.decide(&visitor) {
        Decision::Allow if must_change_first(&visitor, gate.action) => see_other(session::PASSWORD_PATH),
        Decision::Allow => {
            request.extensions_mut().insert(Arc::clone(&visitor));
            next.run(request).await
        }
        Decision::SignIn => session::ask_to_sign_in(&gate.web, &visitor, request).await.into_response(),
        Decision::Hide => Failure::NotFound.into_response(),
        Decision::Forbid => Failure::Forbidden.into_response(),
    };
    // For the error page, which wears the person's frame.
    response.extensions_mut().insert(visitor);
    response
}

impl Gate {
    /// Public routes never look at the session, so that reporting without a name leaves no trace of one.
    async fn session(&self, cookie: Option<String>) -> Result<Option<Session>, WebError> {
        if self.action.is_public() && self.action != Action::SignIn {
            return Ok(None);
        }
        match cookie {
            Some(cookie) => Ok(self.web.app.resolve(&cookie).await?),
            None => Ok(None),
        }
    }

    /// What concerns the whole facility is decided here; what concerns one report, by its use case, which knows the report.
    fn decide(&self, visitor: &Visitor) -> Decision {
        let Some(session) = &visitor.session else { return decide(&Actor::Public, self.action, &Resource::Public) };
        if is_about_one_report(self.action) {
            return Decision::Allow;
        }
        decide(&session.ctx.actor, self.action, &Resource::Facility(session.ctx.facility))
    }
}

/// A password that an administrator gave is good for one thing: to choose an own one.
fn must_change_first(visitor: &Visitor, action: Action) -> bool {
    let must_change = visitor.session.as_ref().is_some_and(|session| session.person.must_change);
    must_change && !matches!(action, Action::ManageSelf | Action::SignIn | Action::SeePublic)
}
