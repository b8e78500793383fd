//! Owns what everybody may read: the directory, a facility's months, a month as page, CSV and JSON.
use app::publication::PublicMonth;
use app::publication_files;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use domain::policy::Action;
use domain::publication::Month;
use render::page::public::{Directory, PublicLinks};

use crate::assets::asset_urls;
use crate::http::{Answer, Failure, Path, Route, Visitor, Web, get, html};
use crate::view::public::{case, index, month};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/public", Action::SeePublic, directory),
        get("/public/{facility}", Action::SeePublic, months),
        get("/public/{facility}/{page}", Action::SeePublic, page),
        get("/public/{facility}/cases/{slug}", Action::SeePublic, individual),
    ]
}

async fn directory(State(web): State<Web>, visitor: Visitor) -> Answer {
    let t = visitor.t();
    let facilities = web.app.directory().await?.into_iter().map(|entry| {
        let href = format!("/public/{}?lang={}", entry.code, t.lang().code());
        (t.pick(&entry.name_ja, &entry.name_en).to_owned(), href)
    });
    Ok(html(&Directory::new(t, &asset_urls().css, facilities.collect())))
}

async fn months(State(web): State<Web>, Path(facility): Path<String>, visitor: Visitor) -> Answer {
    let months = web.app.public_index(&facility).await?.ok_or(Failure::NotFound)?;
    let links = PublicLinks::site(&months.facility.code, &asset_urls().css);
    Ok(html(&index(visitor.t(), &links, &months)))
}

/// `2026-10`, `2026-10.csv` or `2026-10.json`.
async fn page(State(web): State<Web>, Path((facility, page)): Path<(String, String)>, visitor: Visitor) -> Answer {
    let (name, kind) = page.split_once('.').unwrap_or((&page, ""));
    let of: Month = name.parse().map_err(|_| Failure::NotFound)?;
    let published = web.app.public_month(&facility, of).await?.ok_or(Failure::NotFound)?;
    match kind {
        "" => {
            let links = PublicLinks::site(&published.snapshot.facility, &asset_urls().css);
            Ok(html(&month(visitor.t(), &links, &published)))
        }
        "pdf" => {
            let sheet = web.app.month_pdf(&facility, of, visitor.t()).await?.ok_or(Failure::NotFound)?;
            Ok(super::paper::file(sheet))
        }
        "csv" => Ok(file(&published, "csv", "text/csv; charset=utf-8", publication_files::csv(&published.snapshot))),
        // The very bytes whose hash is in the journal.
        "json" => Ok(file(&published, "json", "application/json", published.text.clone())),
        _ => Err(Failure::NotFound.into()),
    }
}

/// `2026-1` or `2026-1.json`.
async fn individual(
    State(web): State<Web>,
    Path((facility, page)): Path<(String, String)>,
    visitor: Visitor,
) -> Answer {
    let (slug, kind) = page.split_once('.').unwrap_or((&page, ""));
    let told = web.app.public_case(&facility, slug).await?.ok_or(Failure::NotFound)?;
    match (kind, &told.announcement) {
        ("", _) => {
            let links = PublicLinks::site(&told.facility, &asset_urls().css);
            Ok(html(&case(visitor.t(), &links, &told)))
        }
        // The very bytes whose hash is in the journal; gone with the text.
        ("json", Some((_, text))) => {
            let name = format!("attachment; filename=\"{}-case-{slug}.json\"", told.facility);
            let head = [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)];
            Ok((head, text.clone()).into_response())
        }
        _ => Err(Failure::NotFound.into()),
    }
}

fn file(month: &PublicMonth, extension: &str, kind: &'static str, body: String) -> Response {
    let name = format!("attachment; filename=\"{}-{}.{extension}\"", month.snapshot.facility, month.snapshot.month);
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], body).into_response()
}
