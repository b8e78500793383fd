//! assets: the built style sheet, script and icon inside the binary, served under `/a/` for ever.
//!
//! A file's name holds a hash of its content, so browsers may keep it for a year; a new build has
//! new names. Only files of the table are served: no path of the request ever reaches a disk.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use render::AssetUrls;

/// One built file in three encodings.
struct Asset {
    /// Plain name, as `app.css`.
    name: &'static str,
    /// Name with content hash, as `app.1a2b3c4d.css`.
    built: &'static str,
    plain: &'static [u8],
    brotli: &'static [u8],
    gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

const FOREVER: &str = "public, max-age=31536000, immutable";

/// Addresses of the assets for the frame of a page.
pub(crate) fn asset_urls() -> AssetUrls {
    AssetUrls { css: url("app.css"), js: url("app.js"), icon: url("favicon.svg"), manifest: url("app.webmanifest") }
}

/// Address of one file by its plain name; a name that was not built leads to a 404.
fn url(name: &str) -> String {
    let built = FILES.iter().find(|asset| asset.name == name);
    format!("/a/{}", built.map_or(name, |asset| asset.built))
}

/// The style sheet itself, for pages that are exported as files.
pub(crate) fn stylesheet() -> &'static [u8] {
    FILES.iter().find(|asset| asset.name == "app.css").map_or(&[], |asset| asset.plain)
}

/// `GET /a/{file}`: a built file, in the best encoding that the browser takes.
pub(crate) async fn serve(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = FILES.iter().find(|asset| asset.built == file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let common = [
        (header::CONTENT_TYPE, content_type(asset.name)),
        (header::CACHE_CONTROL, FOREVER),
        (header::VARY, "Accept-Encoding"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    let encoded = |encoding: &'static str, bytes: &'static [u8]| {
        (common.clone(), [(header::CONTENT_ENCODING, encoding)], bytes).into_response()
    };
    if accepts(&headers, "br") {
        encoded("br", asset.brotli)
    } else if accepts(&headers, "gzip") {
        encoded("gzip", asset.gzip)
    } else {
        (common, asset.plain).into_response()
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// Whether `Accept-Encoding` names `encoding` without refusing it (`;q=0`).
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|item| {
            let mut parts = item.split(';').map(str::trim);
            let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
            let refused = parts.any(|p| matches!(p, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
            named && !refused
        })
}

#[cfg(test)]
mod tests {
    use axum::extract::Path;
    use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
    use http_body_util::BodyExt as _;

    use super::{FILES, asset_urls, serve};

    fn wanting(encoding: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(encoding));
        headers
    }

    #[tokio::test]
    async fn serves_what_the_frame_links_to() {
        let urls = asset_urls();
        for url in [urls.css, urls.js, urls.icon, urls.manifest] {
            let file = url.strip_prefix("/a/").unwrap().to_owned();
            let answer = serve(Path(file), HeaderMap::new()).await;
            assert_eq!(answer.status(), StatusCode::OK, "{url}");
            assert!(answer.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
            let body = answer.into_body().collect().await.unwrap().to_bytes();
            assert!(!body.is_empty(), "{url} is empty");
        }
    }

    #[tokio::test]
    async fn chooses_the_encoding() {
        let css = FILES.iter().find(|asset| asset.name == "app.css").unwrap();
        for (wants, gets) in [("gzip, deflate, br", Some("br")), ("br;q=0, gzip", Some("gzip")), ("identity", None)] {
            let answer = serve(Path(css.built.to_owned()), wanting(wants)).await;
            let encoding = answer.headers().get(header::CONTENT_ENCODING);
            assert_eq!(encoding.map(|v| v.to_str().unwrap()), gets, "{wants}");
        }
    }

    #[tokio::test]
    async fn knows_nothing_else() {
        for file in ["app.css", "../Cargo.toml", ""] {
            let answer = serve(Path(file.to_owned()), HeaderMap::new()).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{file}");
        }
    }
}
