//! Owns where the database of a test lives: a file of its own, or a fresh PostgreSQL database when `FUTAWA_TEST_POSTGRES` names a server.
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _};
use tempfile::TempDir;

static COUNTER: AtomicU32 = AtomicU32::new(0);

/// A fresh database: its address, and the directory that holds it while the test runs.
pub(crate) async fn fresh() -> (String, TempDir) {
    let dir = TempDir::new().expect("a temporary directory");
    let address = match server() {
        Some(server) => create_on(&server).await,
        None => dir.path().join("futawa.db").to_string_lossy().into_owned(),
    };
    (address, dir)
}

#[expect(clippy::disallowed_methods, reason = "a test run says by the environment on which engine it runs")]
fn server() -> Option<String> {
    std::env::var("FUTAWA_TEST_POSTGRES").ok().filter(|address| !address.is_empty())
}

async fn create_on(server: &str) -> String {
    sqlx::any::install_default_drivers();
    let number = COUNTER.fetch_add(1, Ordering::Relaxed);
    let name = format!("futawa_app_{}_{number}", std::process::id());
    let mut connection = AnyConnection::connect(server).await.expect("the test server answers");
    let text = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
    connection.execute(AssertSqlSafe(text)).await.expect("a fresh database");
    connection.close().await.expect("the connection closes");
    let (address, query) = server.split_once('?').unwrap_or((server, ""));
    let (host, _) = address.rsplit_once('/').expect("an address with a database");
    format!("{host}/{name}?{query}")
}
