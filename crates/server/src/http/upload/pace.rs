//! Owns how fast a sender must be: neither a long pause nor a trickle holds a place that others wait for.
use std::sync::Arc;
use std::time::Duration;

use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use domain::attachment::FileRefusal;
use tokio::time::Instant;

use super::source::Source;

/// A sender who sends nothing for so long is cut off.
const PAUSE: Duration = Duration::from_secs(15);
/// Only after so long is the mean speed looked at.
const GRACE: Duration = Duration::from_secs(30);
/// The least mean speed, in bytes a second: so little that a small photograph still comes through from the edge of a network.
const LEAST: u64 = 2 * 1024;

/// The sender's pace, measured while we wait for bytes and not while we work on them.
pub(super) struct Pace {
    source: Arc<Source>,
    waited: Duration,
}

impl Pace {
    pub(super) const fn new(source: Arc<Source>) -> Self {
        Self { source, waited: Duration::ZERO }
    }

    /// Waits for a step of the reading.
    pub(super) async fn keep<T>(
        &mut self,
        step: impl Future<Output = Result<T, MultipartError>>,
    ) -> Result<T, FileRefusal> {
        let since = Instant::now();
        let done = tokio::time::timeout(PAUSE, step).await;
        self.waited += since.elapsed();
        self.source.caught_up();
        match done {
            Ok(Ok(_)) if self.is_trickle() => Err(FileRefusal::Stopped),
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(FileRefusal::AtOnce),
            Ok(Err(_)) | Err(_) => Err(FileRefusal::Stopped),
        }
    }

    fn is_trickle(&self) -> bool {
        self.waited > GRACE && self.source.taken() < self.waited.as_secs() * LEAST
    }
}
