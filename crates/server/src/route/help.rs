//! Owns the pages that help: how to report and what follows, whom to ask, how accessible the pages are.
use axum::extract::State;
use axum::http::HeaderMap;
use domain::policy::Action;
use render::page::help::{Accessibility, Contact, Help};

use crate::http::{Answer, Route, SignedIn, Visitor, Web, get, html};
use crate::view::help as view;

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/help", Action::SeeHelp, help),
        get("/contact", Action::SeePublic, contact),
        get("/accessibility", Action::SeePublic, accessibility),
    ]
}

async fn help(State(web): State<Web>, signed: SignedIn) -> Answer {
    let t = signed.t();
    let facility = web.app.facility(&signed.ctx).await?;
    let frame = signed.frame(&web, t.get("help.title")).await;
    let own = view::own(&signed.ctx.actor);
    Ok(html(&Help::new(t, frame, &view::help(t, &facility, &own))))
}

/// A member sees the own facility's contact, anybody else all of them.
async fn contact(State(web): State<Web>, visitor: Visitor, headers: HeaderMap) -> Answer {
    let visitor = visitor.recognised(&web, &headers).await?;
    let t = visitor.t();
    let own = visitor.session.as_ref().map(|session| session.ctx.facility);
    let mut entries = web.app.directory().await?;
    entries.retain(|entry| own.is_none_or(|own| own == entry.facility_id));
    let frame = visitor.frame(&web, t.get("help.contact.title")).await;
    Ok(html(&Contact::new(t, frame, own.is_some(), view::contacts(t, entries))))
}

async fn accessibility(State(web): State<Web>, visitor: Visitor, headers: HeaderMap) -> Answer {
    let visitor = visitor.recognised(&web, &headers).await?;
    let t = visitor.t();
    let frame = visitor.frame(&web, t.get("help.accessibility.title")).await;
    Ok(html(&Accessibility { t, frame }))
}
