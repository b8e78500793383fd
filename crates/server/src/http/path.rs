//! Owns the parameters of a path: what does not parse does not exist (404).
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::{Failure, Web, WebError};

/// Parameters of the path: `Path(id): Path<ReportId>`, or a tuple.
#[derive(Debug, Clone, Copy)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Web> for Path<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        match axum::extract::Path::<T>::from_request_parts(parts, web).await {
            Ok(path) => Ok(Self(path.0)),
            Err(_) => Err(Failure::NotFound.into()),
        }
    }
}
