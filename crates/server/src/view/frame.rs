//! Owns the frame around every page: the person, the places that the person's rights open, what waits, the last news.
use domain::people::Role;
use domain::policy::{Action, Decision, Resource, decide};
use render::component::{Flash, FlashKind, Icon};
use render::frame::{NavItem, PersonMenu};
use render::{Frame, Text};

use crate::assets::asset_urls;
use crate::http::{Look, SignedIn, Visitor, Web};
use app::session::Session;

/// A place of the navigation: who may go there, and what it is called.
struct Place {
    action: Action,
    href: &'static str,
    icon: Icon,
    label: fn(Text) -> &'static str,
}

/// In the order of the navigation. A person sees those that the policy opens.
const PLACES: [Place; 8] = [
    Place { action: Action::WriteReport, href: "/reports/new", icon: Icon::Write, label: |t| t.get("nav.report") },
    Place { action: Action::SeeOwnReports, href: "/reports", icon: Icon::Reports, label: |t| t.get("nav.mine") },
    Place { action: Action::SeeInbox, href: "/inbox", icon: Icon::Stamp, label: |t| t.get("nav.inbox") },
    Place { action: Action::ListReports, href: "/cases", icon: Icon::Cases, label: |t| t.get("nav.cases") },
    Place { action: Action::SeeInsight, href: "/insight", icon: Icon::Insight, label: |t| t.get("nav.insight") },
    Place { action: Action::SeeMonthDesk, href: "/months", icon: Icon::Publish, label: |t| t.get("nav.publication") },
    Place { action: Action::SeeIdentityDesk, href: "/identity", icon: Icon::Person, label: |t| t.get("nav.identity") },
    Place { action: Action::Administer, href: "/admin", icon: Icon::Settings, label: |t| t.get("nav.admin") },
];

/// Addresses of the navigation, for the test that each leads to a route.
#[must_use]
pub fn places() -> Vec<(Action, &'static str)> {
    PLACES.iter().map(|place| (place.action, place.href)).collect()
}

impl SignedIn {
    /// The frame of a page of this person.
    pub async fn frame(&self, web: &Web, title: impl Into<String>) -> Frame {
        self.visitor.frame(web, title).await
    }
}

impl Visitor {
    /// The frame of a page. What cannot be loaded is left out: a page never fails for its frame.
    pub async fn frame(&self, web: &Web, title: impl Into<String>) -> Frame {
        let mut frame = plain(&self.look, title);
        if let Some(session) = &self.session {
            frame.person = Some(person(self.t(), session));
            let (ja, en) = &session.facility_name;
            frame.facility = Some(self.t().pick(ja, en).to_owned());
            let waiting = waiting(web, session).await;
            frame.inbox_count = waiting;
            frame.search = may(session, Action::ListReports);
            frame.nav = nav(session, &self.look, waiting);
        }
        frame
    }
}

/// A frame without a person.
pub fn plain(look: &Look, title: impl Into<String>) -> Frame {
    let mut frame = Frame::new(look.t(), title, asset_urls());
    frame.theme = look.theme;
    frame.text_size = look.text_size;
    frame.path.clone_from(&look.page);
    env!("CARGO_PKG_VERSION").clone_into(&mut frame.version);
    frame.flash = flash(look);
    frame
}

/// The sentence of `?done=<code>`; an unknown code says nothing.
fn flash(look: &Look) -> Option<Flash> {
    let (_, query) = look.path.split_once('?')?;
    let (_, code) = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "done")?;
    let text = look.t().choice("flash.done", &code);
    let is_known = text != format!("flash.done.{code}");
    is_known.then(|| Flash::new(look.t(), FlashKind::Done, text))
}

fn person(t: Text, session: &Session) -> PersonMenu {
    let roles = session.ctx.actor.member().map(|member| member.roles.as_slice()).unwrap_or_default();
    PersonMenu {
        name: session.person.name.clone(),
        role: roles_in_words(t, roles).join(t.pick("、", ", ")),
        away: false,
    }
}

/// The roles in words. Somebody who is more than staff need not be told that.
pub(crate) fn roles_in_words(t: Text, roles: &[Role]) -> Vec<String> {
    let is_more = roles.len() > 1;
    let told = roles.iter().filter(|role| !(is_more && **role == Role::Staff));
    told.map(|role| t.choice("nav.role", role.code())).collect()
}

async fn waiting(web: &Web, session: &Session) -> Option<usize> {
    if !may(session, Action::SeeInbox) {
        return None;
    }
    web.app.waiting_count(&session.ctx).await.ok()
}

fn may(session: &Session, action: Action) -> bool {
    decide(&session.ctx.actor, action, &Resource::Facility(session.ctx.facility)) == Decision::Allow
}

fn nav(session: &Session, look: &Look, waiting: Option<usize>) -> Vec<NavItem> {
    let path = look.path.split('?').next().unwrap_or_default();
    let mut items: Vec<NavItem> = PLACES
        .iter()
        .filter(|place| may(session, place.action))
        .map(|place| NavItem {
            label: (place.label)(look.t()).to_owned(),
            href: place.href.to_owned(),
            icon: place.icon,
            current: false,
            count: if place.action == Action::SeeInbox { waiting.unwrap_or(0) } else { 0 },
        })
        .collect();
    // The longest address that leads here: `/reports/new` is not also `/reports`. A report may be somebody else's, so that only
    // the list itself is 「わたしの報告」.
    let leads_here = |href: &str| {
        path == href || (href != "/reports" && path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/')))
    };
    if let Some(item) = items.iter_mut().filter(|item| leads_here(&item.href)).max_by_key(|item| item.href.len()) {
        item.current = true;
    }
    items
}
