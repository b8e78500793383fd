//! Owns how files come in: a `multipart/form-data` body, read part by part, each file within its limit, names never looked at.
use std::time::Duration;

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use domain::attachment::{FileRefusal, MAX_FILE_BYTES, MAX_TOTAL_BYTES};
use domain::form::Fields;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::form::MAX_FORM;
use super::{Failure, Web, WebError};

/// The most that a form with files may hold, in bytes: the files of a whole report and what a form holds besides.
pub const MAX_UPLOAD: usize = MAX_TOTAL_BYTES as usize + 5 * 1024 * 1024;
/// The longest that a form with files may take: 60 MB from a ward at the edge of the wireless network.
pub(crate) const UPLOAD_TIMEOUT: Duration = Duration::from_secs(300);
/// A sender who sends nothing for so long is cut off.
const PAUSE: Duration = Duration::from_secs(15);
/// How many forms with files are read at once; each holds at most one file in memory.
static READING: Semaphore = Semaphore::const_new(4);

/// Whether the request brings files.
pub(crate) fn brings_files(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("multipart/form-data")
}

/// A file as it was sent. Its name and declared type are not kept: they are the sender's words, and may name a person.
#[derive(Debug)]
pub(crate) struct Sent {
    /// Which of the sent files it is, from 1.
    pub(crate) number: usize,
    /// Its bytes, or why they were not taken.
    pub(crate) bytes: Result<Vec<u8>, FileRefusal>,
}

/// A form with files. Files come one after the other; the other fields are gathered on the way.
pub(crate) struct Upload {
    parts: Multipart,
    fields: Fields,
    text_bytes: usize,
    number: usize,
    _turn: SemaphorePermit<'static>,
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Upload").field("number", &self.number).finish_non_exhaustive()
    }
}

impl FromRequest<Web> for Upload {
    type Rejection = WebError;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Self::Rejection> {
        if !brings_files(request.headers()) {
            return Err(Failure::WrongType.into());
        }
        // Who says beforehand that it is too much need not send it.
        let told = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        if told.and_then(|told| told.parse::<u64>().ok()).is_some_and(|told| told > MAX_UPLOAD as u64) {
            return Err(Failure::TooLarge.into());
        }
        let parts = Multipart::from_request(request, web).await.map_err(|_| Failure::BadRequest)?;
        let turn = tokio::time::timeout(PAUSE, READING.acquire()).await.map_err(|_| Failure::Busy)?;
        let turn = turn.map_err(|_| Failure::Busy)?;
        Ok(Self { parts, fields: Fields::default(), text_bytes: 0, number: 0, _turn: turn })
    }
}

impl Upload {
    /// The next file; fields before it are read. `None` = the form is read to its end.
    pub(crate) async fn next(&mut self) -> Result<Option<Sent>, Failure> {
        while let Some(part) = patient(self.parts.next_field()).await? {
            let name = part.name().unwrap_or_default().to_owned();
            if part.file_name().is_none() {
                let text = text(part, MAX_FORM - self.text_bytes).await?;
                self.text_bytes += text.len() + name.len();
                if text.contains('\0') || name.contains('\0') || self.text_bytes > MAX_FORM {
                    return Err(Failure::BadRequest);
                }
                self.fields.push(name, text);
                continue;
            }
            // A control in which nothing was chosen sends a file without a name and without a byte.
            let is_chosen = part.file_name().is_some_and(|name| !name.is_empty());
            let bytes = file(part).await?;
            if is_chosen || !matches!(&bytes, Ok(bytes) if bytes.is_empty()) {
                self.number += 1;
                return Ok(Some(Sent { number: self.number, bytes }));
            }
        }
        Ok(None)
    }

    /// The fields that are no files, once every file was read.
    pub(crate) fn into_fields(self) -> Fields {
        self.fields
    }
}

async fn patient<T>(step: impl Future<Output = Result<T, MultipartError>>) -> Result<T, Failure> {
    match tokio::time::timeout(PAUSE, step).await {
        Err(_) => Err(Failure::Slow),
        Ok(Err(error)) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Failure::TooLarge),
        Ok(Err(_)) => Err(Failure::BadRequest),
        Ok(Ok(value)) => Ok(value),
    }
}

/// Reads a file to its end. Of one that is too large the rest is passed over, so that those behind it are still taken.
async fn file(mut part: Field<'_>) -> Result<Result<Vec<u8>, FileRefusal>, Failure> {
    let mut bytes = Vec::new();
    let mut is_too_large = false;
    while let Some(chunk) = patient(part.chunk()).await? {
        is_too_large |= bytes.len() + chunk.len() > MAX_FILE_BYTES;
        if is_too_large {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(if is_too_large { Err(FileRefusal::TooLarge) } else { Ok(bytes) })
}

async fn text(mut part: Field<'_>, limit: usize) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = patient(part.chunk()).await? {
        if bytes.len() + chunk.len() > limit {
            return Err(Failure::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| Failure::BadRequest)
}
