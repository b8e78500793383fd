//! Owns how answers come in: the body of a form or the query of an address, as `Fields`.
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use domain::form::Fields;

use super::{Failure, Web, WebError};

/// The most a form may hold, in bytes: the full report with every text at its limit, thrice over.
pub const MAX_FORM: usize = 1024 * 1024;
/// A sender who needs longer than this for a form is cut off.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);

/// The fields of a form (`application/x-www-form-urlencoded`), exactly as typed.
#[derive(Debug, Clone, Default)]
pub struct Form(pub Fields);

/// The fields of the address's query.
#[derive(Debug, Clone, Default)]
pub struct Query(pub Fields);

impl FromRequest<Web> for Form {
    type Rejection = WebError;

    async fn from_request(request: Request, _: &Web) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        let bytes = read_body(&parts.headers, body).await?;
        Ok(Self(parse(&bytes)?))
    }
}

impl FromRequestParts<Web> for Query {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &Web) -> Result<Self, Self::Rejection> {
        Ok(Self(parse(parts.uri.query().unwrap_or_default().as_bytes())?))
    }
}

/// Reads the body of a form. The only place that reads bodies.
pub(crate) async fn read_body(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Failure> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_form =
        kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/x-www-form-urlencoded");
    if !is_form && !kind.is_empty() {
        return Err(Failure::WrongType);
    }
    match tokio::time::timeout(BODY_TIMEOUT, to_bytes(body, MAX_FORM)).await {
        Err(_) => Err(Failure::Slow),
        Ok(Err(_)) => Err(Failure::TooLarge),
        Ok(Ok(bytes)) if !is_form && !bytes.is_empty() => Err(Failure::WrongType),
        Ok(Ok(bytes)) => Ok(bytes.into()),
    }
}

/// Reads url-encoded pairs. A NUL is never typed by a person and PostgreSQL refuses it.
pub(crate) fn parse(bytes: &[u8]) -> Result<Fields, Failure> {
    let fields: Fields =
        form_urlencoded::parse(bytes).map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    let has_nul =
        fields.iter().any(|(name, values)| name.contains('\0') || values.iter().any(|value| value.contains('\0')));
    if has_nul { Err(Failure::BadRequest) } else { Ok(fields) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_value_of_a_field_in_order() {
        let fields = parse(b"cause=b&cause=a&what=%E8%BB%A2%E5%80%92+x").unwrap();
        assert_eq!(fields.all("cause"), ["b", "a"]);
        assert_eq!(fields.get("what"), "転倒 x");
    }

    #[test]
    fn refuses_nul_in_names_and_values() {
        assert!(parse(b"a=%00").is_err());
        assert!(parse(b"%00=a").is_err());
    }
}
