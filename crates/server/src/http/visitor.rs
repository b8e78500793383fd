//! Owns who is asking, as handlers see it.
use std::sync::Arc;

use app::session::{Person, Session};
use app::{AppError, Ctx, PROOF_FIELD};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use domain::form::{FieldError, Fields};
use domain::policy::Decision;
use render::frame::Theme;
use render::{Lang, Text};

use super::{Look, Web, WebError, cookie};

/// Anybody: signed in or not.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// How to answer.
    pub look: Look,
    /// The session. Never read on public routes, so that an anonymous report leaves no trace of one.
    pub session: Option<Session>,
}

impl Visitor {
    pub(crate) fn new(mut look: Look, session: Option<Session>) -> Self {
        if let Some(session) = &session {
            let chosen = Lang::parse(&session.person.lang).filter(|_| !look.lang_in_address);
            look.lang = chosen.unwrap_or(look.lang);
            if !session.person.theme.is_empty() {
                look.theme = Theme::parse(&session.person.theme);
            }
        }
        Self { look, session }
    }

    /// The words of the answer's language.
    #[must_use]
    pub const fn t(&self) -> Text {
        self.look.t()
    }

    /// The same visitor with the session of the request, for an open page that serves members better. Never where somebody reports
    /// without a name: those pages must not learn who it is.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn recognised(self, web: &Web, headers: &HeaderMap) -> Result<Self, WebError> {
        let session = match cookie::read(headers, cookie::session_name(web.settings.https)) {
            Some(cookie) => web.app.resolve(&cookie).await?,
            None => None,
        };
        Ok(Self::new(self.look, session))
    }
}

/// A signed-in member of staff. The route's action has already asked for that; this makes it a type.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The context for use cases.
    pub ctx: Ctx,
    /// The person.
    pub person: Person,
    /// Everything else about the request.
    pub visitor: Arc<Visitor>,
}

impl SignedIn {
    /// The words of the answer's language.
    #[must_use]
    pub fn t(&self) -> Text {
        self.visitor.t()
    }

    /// The context after the proof of the password that a form brought (本人確認); without one, the context as it was.
    ///
    /// # Errors
    /// A field error for a wrong password, or for too many of them.
    pub(crate) async fn prove(&self, web: &Web, fields: &Fields) -> Result<Ctx, AppError> {
        let (typed, Some(session)) = (fields.get(PROOF_FIELD), &self.visitor.session) else {
            return Ok(self.ctx.clone());
        };
        if typed.is_empty() {
            return Ok(self.ctx.clone());
        }
        match web.app.prove(session, typed).await {
            Err(AppError::TooManyTries(seconds)) => {
                Err(AppError::Invalid(vec![FieldError::new(PROOF_FIELD, "proof_wait").with("seconds", seconds)]))
            }
            proved => proved,
        }
    }

    /// Whether the password was proved just now, also by the very form that is answered: then no page asks for it.
    pub(crate) async fn is_proved(&self, web: &Web) -> bool {
        match &self.visitor.session {
            Some(session) => self.ctx.is_proved() || web.app.is_proved(session).await,
            None => false,
        }
    }

    /// A part of a page is wanted (htmx).
    #[must_use]
    pub fn htmx(&self) -> bool {
        self.visitor.look.htmx
    }
}

/// The visitor whom the gate has put into the request.
fn visitor(parts: &Parts) -> Arc<Visitor> {
    parts.extensions.get::<Arc<Visitor>>().cloned().unwrap_or_else(|| {
        let look = parts.extensions.get::<Look>().cloned().unwrap_or_else(Look::unknown);
        Arc::new(Visitor::new(look, None))
    })
}

impl FromRequestParts<Web> for Visitor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Self::Rejection> {
        Ok(visitor(parts).as_ref().clone())
    }
}

impl FromRequestParts<Web> for SignedIn {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Self::Rejection> {
        let visitor = visitor(parts);
        let Some(Session { ctx, person, .. }) = visitor.session.clone() else {
            return Err(AppError::Denied(Decision::SignIn).into());
        };
        Ok(Self { ctx, person, visitor })
    }
}

impl OptionalFromRequestParts<Web> for SignedIn {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Option<Self>, Self::Rejection> {
        Ok(<Self as FromRequestParts<Web>>::from_request_parts(parts, web).await.ok())
    }
}
