//! Owns the body of a form with files on its way in: never far ahead of its reader, and passed over where nobody reads on.
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::BoxError;
use axum::body::{Body, Bytes, HttpBody};
use hyper::body::Frame;
use tokio::time::Instant;

/// The most that is taken in before the reader has handed something on, in bytes: longer than any head of a part.
const AHEAD: usize = 256 * 1024;
/// The most that is taken and thrown away so that the sender, who reads an answer only then, gets one: twenty large photographs.
const MOST: u64 = 300 * 1024 * 1024;
/// The longest that this takes.
const LONGEST: Duration = Duration::from_secs(120);
/// A sender whose answer waits is given up after a pause of this length; after so long, too, if the mean speed is below [`LEAST`]. Anybody
/// may send to us, and must not hold a connection for nothing.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes a second.
const LEAST: u64 = 64 * 1024;

/// A body that is read in two ways: by the parser of the form, and past it.
pub(super) struct Source {
    body: Mutex<Body>,
    ahead: AtomicUsize,
    taken: AtomicU64,
}

type Piece = Option<Result<Frame<Bytes>, axum::Error>>;

impl Source {
    pub(super) fn new(body: Body) -> Arc<Self> {
        Arc::new(Self { body: Mutex::new(body), ahead: AtomicUsize::new(0), taken: AtomicU64::new(0) })
    }

    /// What the parser reads.
    pub(super) fn tap(self: &Arc<Self>) -> Body {
        Body::new(Tap { source: Arc::clone(self), rests: false })
    }

    /// The reader has handed on what it took.
    pub(super) fn caught_up(&self) {
        self.ahead.store(0, Ordering::Relaxed);
    }

    /// How many bytes have come.
    pub(super) fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    /// Takes the rest and throws it away. Who sends too much or too slowly sees the browser's error instead of the answer.
    pub(super) async fn pass_over(&self) {
        let (since, before) = (Instant::now(), self.taken());
        while self.taken() < MOST && since.elapsed() < LONGEST {
            let piece = tokio::time::timeout(PATIENCE, poll_fn(|cx| self.poll(cx))).await;
            let is_trickle = since.elapsed() > PATIENCE && self.taken() - before < since.elapsed().as_secs() * LEAST;
            if is_trickle || !matches!(piece, Ok(Some(Ok(_)))) {
                return;
            }
        }
    }

    fn poll(&self, cx: &mut Context<'_>) -> Poll<Piece> {
        let piece = {
            let mut body = self.body.lock().unwrap_or_else(PoisonError::into_inner);
            ready!(Pin::new(&mut *body).poll_frame(cx))
        };
        if let Some(data) = piece.as_ref().and_then(|piece| piece.as_ref().ok()).and_then(Frame::data_ref) {
            self.ahead.fetch_add(data.len(), Ordering::Relaxed);
            self.taken.fetch_add(data.len() as u64, Ordering::Relaxed);
        }
        Poll::Ready(piece)
    }
}

/// The parser's end. It rests after each piece: the parser would otherwise take in all that is there before it looks at it.
struct Tap {
    source: Arc<Source>,
    rests: bool,
}

impl HttpBody for Tap {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if std::mem::take(&mut self.rests) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if self.source.ahead.load(Ordering::Relaxed) > AHEAD {
            return Poll::Ready(Some(Err("a part without an end of its head".into())));
        }
        let piece = ready!(self.source.poll(cx));
        self.rests = piece.is_some();
        Poll::Ready(piece.map(|piece| piece.map_err(Into::into)))
    }
}
