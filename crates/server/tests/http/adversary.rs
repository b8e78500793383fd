//! Tests in the place of an adversary at the browser: another facility's ids, markup in every text, forms that no page ever sends.
mod forms;
mod markup;
mod sessions;
mod tenants;

use domain::id::ReportId;
use server::route;
use uuid::Uuid;

/// The paths of a method that are not for everybody, with `{id}` and the other parameters filled in.
fn paths(method: &str, id: &str) -> Vec<String> {
    let routes = route::all().into_iter().filter(|route| route.method.as_str() == method && !route.action.is_public());
    let filled = |template: &str, page: &str| {
        [("{id}", id), ("{month}", "2026-11"), ("{part}", "forms"), ("{version}", "1"), ("{page}", page)]
            .into_iter()
            .fold(template.to_owned(), |path, (name, value)| path.replace(name, value))
    };
    let pages = |route: server::http::Route| match route.path.contains("{page}") {
        true => vec![filled(route.path, "when"), filled(route.path, "all")],
        false => vec![filled(route.path, "")],
    };
    routes.flat_map(pages).collect()
}

/// An id of nothing.
fn nowhere() -> ReportId {
    ReportId::from_uuid(Uuid::from_u128(0x0bad_0bad_0bad_4bad_8bad_0bad_0bad_0bad))
}
