//! Owns the listener: connections with time limits, and an end that lets running requests finish.
use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

/// A client that needs longer than this for the head of a request, or stays idle longer between two, is cut off.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
/// The most bytes of a request's head that are held.
const MAX_HEAD: usize = 32 * 1024;
/// The most connections at once; further ones wait in the listener's queue.
const MAX_CONNECTIONS: usize = 1024;
/// After the signal to stop, requests that still run have this long.
const DRAIN: Duration = Duration::from_secs(10);
/// After an error of the listener itself (out of files) the next try waits this long.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until the signal to stop.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    tokio::select! {
        () = stop => {}
        () = accept_all(&listener, &router, &graceful) => {}
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("listener.cut_off");
    }
}

/// Takes connections for ever; each runs by itself.
async fn accept_all(listener: &TcpListener, router: &Router, graceful: &GracefulShutdown) {
    let connections = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        match accept(listener, &connections).await {
            Ok((stream, permit)) => {
                let connection = connection(stream, router.clone(), graceful.watcher());
                tokio::spawn(async move {
                    connection.await;
                    drop(permit);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "listener.failed");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

type Permit = tokio::sync::OwnedSemaphorePermit;

async fn accept(listener: &TcpListener, connections: &Arc<Semaphore>) -> io::Result<(TcpStream, Permit)> {
    let permit = Arc::clone(connections).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, _) = listener.accept().await?;
    Ok((stream, permit))
}

/// One connection. What goes wrong with it is the client's matter and not logged, as it would name an address.
async fn connection(stream: TcpStream, router: Router, watcher: Watcher) {
    // Answers are written whole; waiting to fill packets only delays them.
    drop(stream.set_nodelay(true));
    let service = router
        .map_request(|request: hyper::Request<hyper::body::Incoming>| request.map(Body::new))
        .map_err(|never: Infallible| match never {});
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    drop(watcher.watch(connection).await);
}
