//! Owns how files come in: a `multipart/form-data` body, read part by part, each file within its limit, names never looked at.
mod pace;
mod source;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use domain::attachment::{FileRefusal, MAX_FILE_BYTES, MAX_FILES, MAX_TOTAL_BYTES};
use domain::form::Fields;
use tokio::sync::{Semaphore, SemaphorePermit};

use self::pace::Pace;
use self::source::Source;
use super::form::MAX_FORM;
use super::{Failure, Web, WebError};

/// The most that a form with files may hold, in bytes: the files of a whole report and what a form holds besides.
pub const MAX_UPLOAD: usize = MAX_TOTAL_BYTES as usize + 5 * 1024 * 1024;
/// The longest that a form with files may take: 60 MB from a ward at the edge of the wireless network.
pub(crate) const UPLOAD_TIMEOUT: Duration = Duration::from_secs(300);
/// How many files of one form are looked at; the others are passed over.
const MAX_SENT: usize = 2 * MAX_FILES;
/// How long a form with files waits for room.
const WAIT: Duration = Duration::from_secs(60);
/// Bytes of one portion of room.
const PORTION: u64 = 1024 * 1024;
/// Portions of room, over all forms. A form takes as many as its largest file can fill, because it holds one file at a time; it takes
/// them at once, so that no two wait for each other.
static ROOM: Semaphore = Semaphore::const_new(120);

/// Whether the request brings files.
pub(crate) fn brings_files(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("multipart/form-data")
}

/// Runs a request that brings files, and then takes what nobody read of it, so that the sender gets the answer: of a connection that is
/// closed before everything was read, browsers show an error of their own.
pub(crate) async fn read_over(request: Request, next: Next) -> Response {
    if !brings_files(request.headers()) {
        return next.run(request).await;
    }
    let (mut head, body) = request.into_parts();
    let source = Source::new(body);
    head.extensions.insert(Arc::clone(&source));
    let response = next.run(Request::from_parts(head, source.tap())).await;
    source.pass_over().await;
    response
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
    pace: Pace,
    fields: Fields,
    text_bytes: usize,
    number: usize,
    is_over: bool,
    stopped: Option<FileRefusal>,
    _room: SemaphorePermit<'static>,
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Upload").field("number", &self.number).finish_non_exhaustive()
    }
}

impl FromRequest<Web> for Upload {
    type Rejection = WebError;

    async fn from_request(request: Request, _: &Web) -> Result<Self, Self::Rejection> {
        Ok(Self::of(request, &ROOM).await?)
    }
}

impl Upload {
    async fn of(request: Request, room: &'static Semaphore) -> Result<Self, Failure> {
        if !brings_files(request.headers()) {
            return Err(Failure::WrongType);
        }
        let told = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let told: u64 = told.and_then(|told| told.parse().ok()).unwrap_or(MAX_UPLOAD as u64);
        if told > MAX_UPLOAD as u64 {
            return Err(Failure::FilesTooLarge);
        }
        let portions = told.min(MAX_FILE_BYTES as u64).div_ceil(PORTION).max(1);
        let portions = u32::try_from(portions).map_err(|_| Failure::Internal)?;
        let room = tokio::time::timeout(WAIT, room.acquire_many(portions)).await.map_err(|_| Failure::Busy)?;
        let room = room.map_err(|_| Failure::Busy)?;
        let source = request.extensions().get::<Arc<Source>>().cloned().ok_or(Failure::Internal)?;
        let parts = Multipart::from_request(request, &()).await.map_err(|_| Failure::BadRequest)?;
        let (fields, pace) = (Fields::default(), Pace::new(source));
        Ok(Self { parts, pace, fields, text_bytes: 0, number: 0, is_over: false, stopped: None, _room: room })
    }

    /// The next file; fields before it are read. `None` = nothing more comes. Where the form cannot be read to its end, the last
    /// file is the refusal that says so: what came before it may have been kept already, and the page has to show it.
    pub(crate) async fn next(&mut self) -> Option<Sent> {
        if self.is_over {
            return None;
        }
        let sent = match self.read().await {
            Ok(sent) => sent,
            Err(refusal) => {
                self.stopped = Some(refusal);
                Some(Err(refusal))
            }
        };
        self.is_over = !matches!(sent, Some(Ok(_) | Err(FileRefusal::TooLarge)));
        self.number += 1;
        Some(Sent { number: self.number, bytes: sent? })
    }

    async fn read(&mut self) -> Result<Option<Result<Vec<u8>, FileRefusal>>, FileRefusal> {
        let mut is_one_left_out = false;
        while let Some(mut part) = self.pace.keep(self.parts.next_field()).await? {
            let name = part.name().unwrap_or_default().to_owned();
            let Some(file_name) = part.file_name() else {
                let text = text(part, MAX_FORM - self.text_bytes, &mut self.pace).await?;
                self.text_bytes += text.len() + name.len();
                if text.contains('\0') || name.contains('\0') || self.text_bytes > MAX_FORM {
                    return Err(FileRefusal::Stopped);
                }
                self.fields.push(name, text);
                continue;
            };
            // A control in which nothing was chosen sends a file without a name and without a byte.
            let is_chosen = !file_name.is_empty();
            if self.number >= MAX_SENT {
                while self.pace.keep(part.chunk()).await?.is_some() {}
                is_one_left_out = true;
                continue;
            }
            let bytes = file(part, &mut self.pace).await?;
            if is_chosen || !matches!(&bytes, Ok(bytes) if bytes.is_empty()) {
                return Ok(Some(bytes));
            }
        }
        Ok(is_one_left_out.then_some(Err(FileRefusal::TooMany)))
    }

    /// Why the form was not read to its end, once nothing more comes.
    pub(crate) const fn stopped(&self) -> Option<FileRefusal> {
        self.stopped
    }

    /// The fields that are no files, once every file was read.
    pub(crate) fn take_fields(&mut self) -> Fields {
        std::mem::take(&mut self.fields)
    }
}

/// Reads a file to its end. Of one that is too large the rest is passed over, so that those behind it are still taken.
async fn file(mut part: Field<'_>, pace: &mut Pace) -> Result<Result<Vec<u8>, FileRefusal>, FileRefusal> {
    let mut bytes = Vec::new();
    let mut is_too_large = false;
    while let Some(chunk) = pace.keep(part.chunk()).await? {
        is_too_large |= bytes.len() + chunk.len() > MAX_FILE_BYTES;
        if is_too_large {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(if is_too_large { Err(FileRefusal::TooLarge) } else { Ok(bytes) })
}

async fn text(mut part: Field<'_>, limit: usize, pace: &mut Pace) -> Result<String, FileRefusal> {
    let mut bytes = Vec::new();
    while let Some(chunk) = pace.keep(part.chunk()).await? {
        if bytes.len() + chunk.len() > limit {
            return Err(FileRefusal::Stopped);
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| FileRefusal::Stopped)
}
