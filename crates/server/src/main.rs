//! The binary `futawa`: hands the command line to the library.
use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Typst and the database hand memory from thread to thread, which the system's allocator is slow at; SQLite uses it too
/// (docs/measurements.md).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    server::cli::run()
}
