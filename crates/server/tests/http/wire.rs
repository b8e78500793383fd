//! Tests on the wire: what the HTTP library lets through must be stopped by us.
use std::sync::Arc;

use server::adapter::OsIds;
use server::http::{Settings, Web, router, serve};
use server::route;
use testkit::TestApp;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

struct Server {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    end: tokio::task::JoinHandle<()>,
}

impl Server {
    async fn start(test: &TestApp) -> Self {
        let web = Web::new(test.app.clone(), Settings::default(), Arc::new(OsIds));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let end =
            tokio::spawn(serve::serve(listener, router::build(web, route::all()), async move { drop(stopped.await) }));
        Self { address, stop, end }
    }

    /// Sends bytes, reads until the server closes.
    async fn exchange(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

#[tokio::test]
async fn a_missing_a_double_and_a_foreign_host_get_400() {
    let test = TestApp::new().await;
    let server = Server::start(&test).await;
    let good = server.exchange("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    assert!(good.starts_with("HTTP/1.1 200"), "{good}");
    for bad in [
        "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        "GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET /healthz HTTP/1.0\r\n\r\n",
    ] {
        let answer = server.exchange(bad).await;
        assert!(answer.contains(" 400 "), "{bad:?} got {answer}");
    }
}

#[tokio::test]
async fn one_request_never_becomes_two() {
    let test = TestApp::new().await;
    let server = Server::start(&test).await;
    let inner = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let both = format!(
        "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{inner}",
        inner.len() + 5
    );
    let answer = server.exchange(&both).await;
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{answer}");
}

#[tokio::test]
async fn stopping_lets_the_running_request_finish() {
    let test = TestApp::new().await;
    let server = Server::start(&test).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\nContent-Length: 7\r\n\r\n").await.unwrap();
    let mut head = [0; 25];
    // The server asks for the body: the request is running.
    stream.read_exact(&mut head).await.unwrap();
    assert!(head.starts_with(b"HTTP/1.1 100"), "{}", String::from_utf8_lossy(&head));
    server.stop.send(()).unwrap();
    stream.write_all(b"login=x").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 422"), "{answer}");
    server.end.await.unwrap();
}

#[tokio::test]
async fn a_form_of_files_that_is_refused_early_gets_its_answer() {
    let test = TestApp::new().await;
    let server = Server::start(&test).await;
    // Nobody is signed in (any more): the answer comes although nobody reads the photographs, whatever they weigh.
    for length in [8_000_000, 70_000_000] {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let head = format!(
            "POST /drafts/0/files?back=check HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=B\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(&vec![b'x'; length]).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with("HTTP/1.1 401"), "{length}: {}", answer.lines().next().unwrap_or_default());
        assert!(answer.contains("ファイルは届いていません"), "{answer}");
        assert!(answer.contains("name=\"next\" value=\"/drafts/0/files?back=check\""), "{answer}");
    }
}
