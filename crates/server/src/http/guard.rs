//! Owns the two checks before anything else: the request is for our host, and a change comes from one of our own pages.
use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::look::is_unsafe;
use super::{Failure, Web};

/// Names of this machine itself, always allowed.
const OWN: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// The middleware.
pub(crate) async fn check(State(web): State<Web>, request: Request, next: Next) -> Response {
    let Some(host) = our_host(&request, &web.settings.hosts) else { return Failure::BadHost.into_response() };
    if is_unsafe(request.method()) && !is_from_us(request.headers(), &host) {
        return Failure::CrossSite.into_response();
    }
    next.run(request).await
}

/// The host that the request names, if it names exactly one and it is ours. The HTTP library lets none and two pass.
fn our_host(request: &Request, allowed: &[String]) -> Option<Authority> {
    let host = only(request.headers(), header::HOST)?;
    let host: Authority = host.parse().ok()?;
    let is_ours = |name: &str| {
        OWN.iter().any(|own| own.eq_ignore_ascii_case(name)) || allowed.iter().any(|own| own.eq_ignore_ascii_case(name))
    };
    let is_plain = !host.as_str().contains('@');
    // An absolute address in the request line wins over the header, so it must say the same.
    let agrees = request.uri().authority().is_none_or(|authority| authority == &host);
    (is_plain && agrees && is_ours(host.host())).then_some(host)
}

/// Every browser since 2020 says where a POST comes from, by `Sec-Fetch-Site` (https and localhost) or by `Origin` (everywhere).
/// A request without both is no browser's and carries nobody's cookie by accident.
fn is_from_us(headers: &HeaderMap, host: &Authority) -> bool {
    if headers.contains_key("sec-fetch-site") {
        // `none` = the person repeated the request by hand (reload).
        return matches!(only(headers, "sec-fetch-site"), Some("same-origin" | "none"));
    }
    if headers.contains_key(header::ORIGIN) {
        let origin = only(headers, header::ORIGIN).unwrap_or_default();
        let named = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        return named.is_some_and(|named| named.eq_ignore_ascii_case(host.as_str()));
    }
    true
}

/// The value of a header that came exactly once.
fn only(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    if values.next().is_some() { None } else { first.to_str().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn request(uri: &str, hosts: &[&str]) -> Request {
        let mut builder = Request::builder().uri(uri);
        for host in hosts {
            builder = builder.header(header::HOST, *host);
        }
        builder.body(Body::empty()).unwrap()
    }

    #[test]
    fn one_host_and_ours() {
        let allowed = ["futawa.example".to_owned()];
        for good in ["localhost", "127.0.0.1:8080", "[::1]:80", "futawa.example", "FUTAWA.example:443"] {
            assert!(our_host(&request("/", &[good]), &allowed).is_some(), "{good}");
        }
        for bad in
            [&[][..], &["evil.example"], &["localhost", "localhost"], &["x@localhost"], &["localhost.evil"], &[""]]
        {
            assert!(our_host(&request("/", bad), &allowed).is_none(), "{bad:?}");
        }
        assert!(our_host(&request("http://evil.example/", &["localhost"]), &allowed).is_none());
    }

    #[test]
    fn a_change_comes_from_our_pages() {
        let host: Authority = "localhost:8080".parse().unwrap();
        let from_us = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.append(*name, axum::http::HeaderValue::from_static(value));
            }
            is_from_us(&headers, &host)
        };
        assert!(from_us(&[]));
        assert!(from_us(&[("sec-fetch-site", "same-origin"), ("origin", "http://localhost:8080")]));
        assert!(from_us(&[("origin", "http://localhost:8080")]));
        assert!(!from_us(&[("sec-fetch-site", "cross-site")]));
        assert!(!from_us(&[("sec-fetch-site", "same-site")]));
        assert!(!from_us(&[("origin", "null")]));
        assert!(!from_us(&[("origin", "http://localhost:9090")]));
        assert!(!from_us(&[("origin", "http://localhost:8080"), ("origin", "http://evil.example")]));
    }
}
