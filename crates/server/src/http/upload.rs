//! Owns how files come in: a `multipart/form-data` body, read part by part, each file within its limit, names never looked at.
use std::time::Duration;

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use domain::attachment::{FileRefusal, MAX_FILE_BYTES, MAX_FILES, MAX_TOTAL_BYTES};
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
/// How many files of one form are looked at; the others are passed over.
const MAX_SENT: usize = 2 * MAX_FILES;
/// How many forms with files are read at once.
static READING: Semaphore = Semaphore::const_new(32);
/// Bytes for which room is asked at a time while a file comes in.
const PORTION: usize = 1024 * 1024;
/// How many portions of files are held in memory at once, over all forms: who sends slowly holds little.
static ROOM: Semaphore = Semaphore::const_new(64);

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
    /// The room that its bytes fill.
    _room: Option<SemaphorePermit<'static>>,
}

/// A form with files. Files come one after the other; the other fields are gathered on the way.
pub(crate) struct Upload {
    parts: Multipart,
    fields: Fields,
    text_bytes: usize,
    number: usize,
    is_over: bool,
    is_whole: bool,
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
            return Err(Failure::FilesTooLarge.into());
        }
        let parts = Multipart::from_request(request, web).await.map_err(|_| Failure::BadRequest)?;
        let turn = tokio::time::timeout(PAUSE, READING.acquire()).await.map_err(|_| Failure::Busy)?;
        let turn = turn.map_err(|_| Failure::Busy)?;
        let (fields, is_over, is_whole) = (Fields::default(), false, true);
        Ok(Self { parts, fields, text_bytes: 0, number: 0, is_over, is_whole, _turn: turn })
    }
}

impl Upload {
    /// The next file; fields before it are read. `None` = nothing more comes. Where the form cannot be read to its end, the last
    /// file is the refusal that says so: what came before it may have been kept already, and the page has to show it.
    pub(crate) async fn next(&mut self) -> Option<Sent> {
        if self.is_over {
            return None;
        }
        let sent = self.read().await.unwrap_or_else(|refusal| {
            self.is_whole = false;
            Some((Err(refusal), None))
        });
        self.is_over = !matches!(sent, Some((Ok(_) | Err(FileRefusal::TooLarge), _)));
        let (bytes, room) = sent?;
        self.number += 1;
        Some(Sent { number: self.number, bytes, _room: room })
    }

    async fn read(&mut self) -> Result<Option<Received>, FileRefusal> {
        let mut is_one_left_out = false;
        while let Some(part) = patient(self.parts.next_field()).await? {
            let name = part.name().unwrap_or_default().to_owned();
            let Some(file_name) = part.file_name() else {
                let text = text(part, MAX_FORM - self.text_bytes).await?;
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
                is_one_left_out = true;
                continue;
            }
            let received = file(part).await?;
            if is_chosen || !matches!(&received.0, Ok(bytes) if bytes.is_empty()) {
                return Ok(Some(received));
            }
        }
        Ok(is_one_left_out.then_some((Err(FileRefusal::TooMany), None)))
    }

    /// Whether the form was read to its end, once nothing more comes.
    pub(crate) const fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The fields that are no files, once every file was read.
    pub(crate) fn into_fields(self) -> Fields {
        self.fields
    }
}

/// The bytes of a file, or why they were not taken, and the room that they fill.
type Received = (Result<Vec<u8>, FileRefusal>, Option<SemaphorePermit<'static>>);

async fn patient<T>(step: impl Future<Output = Result<T, MultipartError>>) -> Result<T, FileRefusal> {
    match tokio::time::timeout(PAUSE, step).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(FileRefusal::AtOnce),
        Ok(Err(_)) | Err(_) => Err(FileRefusal::Stopped),
    }
}

/// Reads a file to its end. Of one that is too large the rest is passed over, so that those behind it are still taken.
async fn file(mut part: Field<'_>) -> Result<Received, FileRefusal> {
    let (mut bytes, mut room) = (Vec::new(), None);
    let mut is_too_large = false;
    while let Some(chunk) = patient(part.chunk()).await? {
        is_too_large |= bytes.len() + chunk.len() > MAX_FILE_BYTES;
        if is_too_large {
            (bytes, room) = (Vec::new(), None);
            continue;
        }
        widen(&mut room, bytes.len() + chunk.len()).await?;
        bytes.extend_from_slice(&chunk);
    }
    Ok((if is_too_large { Err(FileRefusal::TooLarge) } else { Ok(bytes) }, room))
}

/// Waits until there is room for so many bytes.
async fn widen(room: &mut Option<SemaphorePermit<'static>>, bytes: usize) -> Result<(), FileRefusal> {
    let held = room.as_ref().map_or(0, SemaphorePermit::num_permits);
    let more = u32::try_from(bytes.div_ceil(PORTION).saturating_sub(held)).map_err(|_| FileRefusal::Busy)?;
    if more == 0 {
        return Ok(());
    }
    let found = tokio::time::timeout(PAUSE, ROOM.acquire_many(more)).await.map_err(|_| FileRefusal::Busy)?;
    let found = found.map_err(|_| FileRefusal::Busy)?;
    match room {
        Some(held) => held.merge(found),
        None => *room = Some(found),
    }
    Ok(())
}

async fn text(mut part: Field<'_>, limit: usize) -> Result<String, FileRefusal> {
    let mut bytes = Vec::new();
    while let Some(chunk) = patient(part.chunk()).await? {
        if bytes.len() + chunk.len() > limit {
            return Err(FileRefusal::AtOnce);
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| FileRefusal::Stopped)
}
