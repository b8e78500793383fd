//! Owns what everybody may read: the directory, a facility's home, its months as page, CSV and JSON, its individual publications, the lists and the feed.
use app::publication_files;
use axum::extract::State;
use axum::http::HeaderMap;
use domain::policy::Action;
use domain::publication::{Month, Period};
use render::page::public::{Directory, PublicLinks, Register};

use crate::assets::asset_urls;
use crate::http::kept::Kept;
use crate::http::{Answer, Failure, Path, Route, Visitor, Web, WebError, get};
use crate::view::public::{case, data, feed, home, month, period};
use crate::view::site::year_of;

const CSV: &str = "text/csv; charset=utf-8";
const JSON: &str = "application/json";
const ATOM: &str = "application/atom+xml; charset=utf-8";

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/public", Action::SeePublic, directory),
        get("/public/{facility}", Action::SeePublic, facility_home),
        get("/public/{facility}/{page}", Action::SeePublic, page),
        get("/public/{facility}/cases/{slug}", Action::SeePublic, individual),
    ]
}

/// Language and words of the answer.
fn register(visitor: &Visitor) -> Register {
    let query = visitor.look.path.split_once('?').map_or("", |(_, query)| query);
    Register { lang: visitor.look.lang, plain: Register::is_plain(query) }
}

fn links(facility: &str) -> PublicLinks {
    PublicLinks::site(facility, &asset_urls().css)
}

async fn directory(State(web): State<Web>, visitor: Visitor, headers: HeaderMap) -> Answer {
    let register = register(&visitor);
    let facilities = web.app.directory().await?.into_iter().map(|entry| {
        let name = register.t().pick(&entry.name_ja, &entry.name_en).to_owned();
        (name, links(&entry.code).index(register))
    });
    let page = Directory::site(register, &asset_urls().css, facilities.collect());
    Ok(Kept::page(&page).answer(&headers))
}

async fn facility_home(
    State(web): State<Web>,
    Path(facility): Path<String>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Answer {
    let index = web.app.public_index(&facility).await?.ok_or(Failure::NotFound)?;
    let page = home(register(&visitor), &links(&index.facility.code), &index);
    Ok(Kept::page(&page).modified(index.updated_at()).answer(&headers))
}

/// `2026-10` and its files, or one of the lists of the facility.
async fn page(
    State(web): State<Web>,
    Path((facility, page)): Path<(String, String)>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Answer {
    let register = register(&visitor);
    let kept = match list(&web, &facility, &page, register).await? {
        Some(kept) => kept,
        None => {
            let (name, kind) = page.split_once('.').unwrap_or((&page, ""));
            if let Ok(of) = name.parse::<Period>() {
                period_kept(&web, &facility, of, kind, register).await?
            } else {
                let of: Month = name.parse().map_err(|_| Failure::NotFound)?;
                month_kept(&web, &facility, of, kind, register).await?
            }
        }
    };
    Ok(kept.answer(&headers))
}

/// What is about all months: the data, the feed, the tables. `None` when the name is none of them.
async fn list(web: &Web, facility: &str, page: &str, register: Register) -> Result<Option<Kept>, WebError> {
    let year = page.strip_prefix("months-fy").and_then(|rest| rest.strip_suffix(".csv"));
    if year.is_none() && !["data", "feed.atom", "months.json", "months.csv"].contains(&page) {
        return Ok(None);
    }
    let index = web.app.public_index(facility).await?.ok_or(Failure::NotFound)?;
    let links = links(&index.facility.code);
    let kept = match (page, year) {
        ("data", _) => Kept::page(&data(register, &links, &index)),
        ("feed.atom", _) => Kept::file(ATOM, feed(register.lang, &links, &index).xml().into_bytes()),
        ("months.json", _) => Kept::file(JSON, publication_files::index_json(&index).into_bytes()),
        (_, year) => {
            let mut snapshots = web.app.public_snapshots(facility).await?.ok_or(Failure::NotFound)?;
            if let Some(year) = year {
                let year: i16 = year.parse().map_err(|_| Failure::NotFound)?;
                snapshots.retain(|snapshot| year_of(snapshot) == year);
                if snapshots.is_empty() {
                    return Err(Failure::NotFound.into());
                }
            }
            let body = publication_files::csv_of(&snapshots).into_bytes();
            Kept::file(CSV, body).named(&format!("{}-{page}", index.facility.code))
        }
    };
    Ok(Some(kept.modified(index.updated_at())))
}

/// `2026-1` or `2026-1.json`. Nobody may keep it without asking: a consent that is withdrawn closes it at once.
async fn individual(
    State(web): State<Web>,
    Path((facility, page)): Path<(String, String)>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Answer {
    let (slug, kind) = page.split_once('.').unwrap_or((&page, ""));
    let told = web.app.public_case(&facility, slug).await?.ok_or(Failure::NotFound)?;
    let kept = match (kind, told.announcement.as_ref()) {
        ("", _) => Kept::page(&case(register(&visitor), &links(&told.facility), &told)),
        // The very bytes whose hash is in the journal; gone with the text.
        ("json", Some((_, text))) => {
            Kept::file(JSON, text.clone().into_bytes()).named(&format!("{}-case-{slug}.json", told.facility))
        }
        _ => return Err(Failure::NotFound.into()),
    };
    Ok(kept.asked_each_time().answer(&headers))
}

async fn period_kept(web: &Web, facility: &str, of: Period, kind: &str, register: Register) -> Result<Kept, WebError> {
    let index = web.app.public_index(facility).await?.ok_or(Failure::NotFound)?;
    let published = index.periods.iter().find(|published| published.snapshot.period == of).ok_or(Failure::NotFound)?;
    let name = |extension: &str| format!("{}-{of}.{extension}", index.facility.code);
    let kept = match kind {
        "" => Kept::page(&period(register, &links(&index.facility.code), &index, published)),
        "csv" => Kept::file(CSV, publication_files::period_csv(&published.snapshot).into_bytes()).named(&name("csv")),
        // The very bytes whose hash is in the journal.
        "json" => Kept::file(JSON, published.text.clone().into_bytes()).named(&name("json")),
        _ => return Err(Failure::NotFound.into()),
    };
    Ok(kept.modified(Some(published.published_at)))
}

async fn month_kept(web: &Web, facility: &str, of: Month, kind: &str, register: Register) -> Result<Kept, WebError> {
    let published = web.app.public_month(facility, of).await?.ok_or(Failure::NotFound)?;
    let snapshot = &published.snapshot;
    let name = |extension: &str| format!("{}-{}.{extension}", snapshot.facility, snapshot.month);
    let kept = match kind {
        "" => Kept::page(&month(register, &links(&snapshot.facility), &published)),
        "pdf" => {
            let sheet = web.app.month_pdf(facility, of, register.t()).await?.ok_or(Failure::NotFound)?;
            Kept::file("application/pdf", sheet.bytes).shown(&format!("{}.pdf", sheet.name))
        }
        "csv" => Kept::file(CSV, publication_files::csv(snapshot).into_bytes()).named(&name("csv")),
        // The very bytes whose hash is in the journal.
        "json" => Kept::file(JSON, published.text.clone().into_bytes()).named(&name("json")),
        _ => return Err(Failure::NotFound.into()),
    };
    Ok(kept.modified(published.revisions.first().map(|revision| revision.published_at)))
}
