//! Owns `futawa serve`: opens the data, listens, and closes the data when told to stop.
use std::error::Error;
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::process::ExitCode;
use std::sync::Arc;

use app::App;
use clap::Args;
use tokio::net::TcpListener;

use super::source::{Source, open};
use super::{Outcome, runtime, start_log};
use crate::adapter::OsIds;
use crate::config::{self, Begin, DEFAULT_PORT, Environment, Given};
use crate::http::{Settings, Web, keep, router, serve};
use crate::route;

/// Serve the pages until SIGTERM or Ctrl-C.
#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    door: Door,
}

/// Where to listen.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Door {
    /// Port to listen on; 0 = any free one, told as one line of JSON. Default 8080.
    #[arg(long, value_name = "PORT")]
    pub(super) port: Option<u16>,
    /// Address to listen on. Default 127.0.0.1: only this machine.
    #[arg(long, value_name = "ADDRESS")]
    bind: Option<IpAddr>,
    /// Host name under which browsers reach the program; may be given several times.
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
}

impl Door {
    /// The configuration with what the command line says about the door.
    pub(super) fn over(self, given: Given) -> Given {
        let hosts = Some(self.hosts).filter(|hosts| !hosts.is_empty());
        given.under(Given { port: self.port, bind: self.bind, hosts, ..Given::default() })
    }
}

impl Serve {
    pub(super) fn run(self, environment: &Environment) -> Outcome {
        start_log(environment);
        let given = self.door.over(self.source.given(environment)?);
        runtime()?.block_on(async {
            let app = open(&given, environment, Begin::MayBegin).await?;
            match app.sweep_files().await {
                Ok(0) => {}
                Ok(swept) => tracing::info!(swept, "files.swept"),
                // Old leftovers keep nobody from working.
                Err(error) => tracing::warn!(%error, "files.not_swept"),
            }
            listen(app, &given, |_| Ok(())).await?;
            Ok(ExitCode::SUCCESS)
        })
    }
}

/// Listens until told to stop, then closes the data. `ready` is told the address before the first request is taken.
pub(super) async fn listen(
    app: App,
    given: &Given,
    ready: impl FnOnce(&str) -> io::Result<()>,
) -> Result<(), Box<dyn Error>> {
    let settings = config::settings(given)?;
    let outcome = run(app.clone(), settings, given, ready).await;
    // Also after a failure: a closed file is sealed and may be copied.
    app.close().await?;
    outcome
}

async fn run(
    app: App,
    settings: Settings,
    given: &Given,
    ready: impl FnOnce(&str) -> io::Result<()>,
) -> Result<(), Box<dyn Error>> {
    let wanted = SocketAddr::new(given.bind.unwrap_or(Ipv4Addr::LOCALHOST.into()), given.port.unwrap_or(DEFAULT_PORT));
    let listener = TcpListener::bind(wanted).await.map_err(|error| format!("cannot listen on {wanted}: {error}"))?;
    let stop = stop_signal()?;
    let address = format!("http://{}", listener.local_addr()?);
    if wanted.port() == 0 {
        let mut out = io::stdout().lock();
        writeln!(out, "{}", serde_json::json!({ "address": address }))?;
        out.flush()?;
    }
    ready(&address)?;
    tracing::info!(%address, "server.listening");
    let indexer = tokio::spawn({
        let app = app.clone();
        async move { app.keep_indexed().await }
    });
    let learning = tokio::spawn(keep::keep_learning(app.clone()));
    let watching = tokio::spawn(keep::keep_watching(app.clone()));
    let web = Web::new(app, settings, Arc::new(OsIds));
    serve::serve(listener, router::build(web, route::all()), stop).await;
    // What it had begun is rolled back; the next start goes on.
    for work in [indexer, learning, watching] {
        work.abort();
        drop(work.await);
    }
    tracing::info!("server.stopped");
    Ok(())
}

/// Ends on Ctrl-C or SIGTERM. Listens for them from the moment it is made.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Ends on Ctrl-C.
#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = ()>> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}
