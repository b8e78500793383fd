//! Tests of forms with files that come in slowly, in odd pieces or too many at once; time is the test's own.
use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::{Body, Bytes, HttpBody};
use hyper::body::Frame;
use tokio::time::Interval;

use super::*;

/// A sender that sends its pieces one by one, with time between them.
struct Sender {
    pieces: VecDeque<Bytes>,
    beat: Interval,
}

impl HttpBody for Sender {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        ready!(self.beat.poll_tick(cx));
        Poll::Ready(self.pieces.pop_front().map(|piece| Ok(Frame::data(piece))))
    }
}

fn head(name: &str) -> String {
    format!("--B\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n")
}

/// A form whose body comes in pieces of this size, one every `millis`.
fn request(body: &[u8], piece: usize, millis: u64) -> Request {
    let pieces = body.chunks(piece).map(Bytes::copy_from_slice).collect();
    let body = Sender { pieces, beat: tokio::time::interval(Duration::from_millis(millis)) };
    let source = Source::new(Body::new(body));
    let request = Request::builder().header(header::CONTENT_TYPE, "multipart/form-data; boundary=B");
    let request = request.header(header::CONTENT_LENGTH, 20_000_000).extension(Arc::clone(&source));
    request.body(source.tap()).expect("a request")
}

fn room(portions: usize) -> &'static Semaphore {
    Box::leak(Box::new(Semaphore::new(portions)))
}

/// What each file became: its length, or the refusal.
async fn outcome(upload: &mut Upload) -> Vec<Result<usize, FileRefusal>> {
    let mut all = Vec::new();
    while let Some(sent) = upload.next().await {
        assert_eq!(sent.number, all.len() + 1);
        all.push(sent.bytes.map(|bytes| bytes.len()));
    }
    all
}

async fn received(body: &[u8], piece: usize, millis: u64) -> (Vec<Result<usize, FileRefusal>>, Option<FileRefusal>) {
    let mut upload = Upload::of(request(body, piece, millis), room(15)).await.expect("room");
    (outcome(&mut upload).await, upload.stopped())
}

fn file_of(bytes: usize) -> Vec<u8> {
    [head("a").into_bytes(), vec![7; bytes], b"\r\n--B--\r\n".to_vec()].concat()
}

#[tokio::test(start_paused = true)]
async fn a_slow_but_steady_sender_is_waited_for_and_a_trickle_is_not() {
    let steady = received(&file_of(2_000_000), 40_000, 2_000).await;
    assert_eq!(steady, (vec![Ok(2_000_000)], None), "100 s at 20 KB a second");
    let edge = received(&file_of(300_000), 15_000, 5_000).await;
    assert_eq!(edge, (vec![Ok(300_000)], None), "100 s at 3 KB a second");
    let trickle = received(&file_of(100_000), 100, 1_000).await;
    assert_eq!(trickle, (vec![Err(FileRefusal::Stopped)], Some(FileRefusal::Stopped)));
    let paused = received(&file_of(100_000), 50_000, 20_000).await;
    assert_eq!(paused.1, Some(FileRefusal::Stopped));
}

#[tokio::test(start_paused = true)]
async fn one_file_too_many_is_read_over_however_long_it_takes() {
    let mut body: Vec<u8> = (0..MAX_SENT).flat_map(|_| [head("a").as_bytes(), b"x\r\n"].concat()).collect();
    body.extend(file_of(2_000_000));
    let (files, stopped) = received(&body, 40_000, 1_000).await;
    assert_eq!(files.len(), MAX_SENT + 1);
    assert_eq!((files[0], files[MAX_SENT], stopped), (Ok(1), Err(FileRefusal::TooMany), None));
}

#[tokio::test(start_paused = true)]
async fn a_head_without_an_end_is_given_up_before_it_fills_memory() {
    let body = [head("a").trim_end().as_bytes(), &vec![b'a'; 9_000_000]].concat();
    let request = request(&body, 16_384, 1);
    let source = request.extensions().get::<Arc<Source>>().cloned().expect("a source");
    let mut upload = Upload::of(request, room(15)).await.expect("room");
    assert_eq!(outcome(&mut upload).await, [Err(FileRefusal::Stopped)]);
    assert!(source.taken() < 400_000, "{} bytes were taken in", source.taken());
    source.pass_over().await;
    assert_eq!(source.taken(), body.len() as u64, "the rest is taken, so that the sender reads the answer");
}

#[tokio::test(start_paused = true)]
async fn an_answer_waits_for_nobody_who_trickles() {
    for (piece, millis) in [(100, 1_000), (100_000, 6_000)] {
        let request = request(&vec![7; 1_000_000], piece, millis);
        let source = request.extensions().get::<Arc<Source>>().cloned().expect("a source");
        let since = tokio::time::Instant::now();
        source.pass_over().await;
        assert!(since.elapsed() < Duration::from_secs(12), "{:?}", since.elapsed());
        assert!(source.taken() < 1_000_000);
    }
}

#[tokio::test(start_paused = true)]
async fn forms_wait_for_room_and_never_for_each_other() {
    let room = room(29);
    let mut first = Upload::of(request(&file_of(1_000), 1_000, 1), room).await.expect("room for one");
    let full = Upload::of(request(&file_of(1_000), 1_000, 1), room).await;
    assert_eq!(full.err(), Some(Failure::Busy), "fourteen portions are no room for fifteen");
    assert_eq!(outcome(&mut first).await, [Ok(1_000)]);
    let waiting = tokio::spawn(Upload::of(request(&file_of(2_000), 1_000, 1), room));
    tokio::task::yield_now().await;
    assert!(!waiting.is_finished());
    drop(first);
    let mut second = waiting.await.expect("no panic").expect("room");
    assert_eq!(outcome(&mut second).await, [Ok(2_000)]);
}

#[tokio::test(start_paused = true)]
async fn more_than_a_form_takes_is_told_before_it_is_read() {
    let mut large = request(&vec![7; 100_000], 1_000, 1);
    large.headers_mut().insert(header::CONTENT_LENGTH, (MAX_UPLOAD as u64 + 1).into());
    assert_eq!(Upload::of(large, room(0)).await.err(), Some(Failure::FilesTooLarge));
}
