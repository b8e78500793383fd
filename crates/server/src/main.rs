//! The binary `futawa`: hands the command line to the library.
use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Rows of the database are made in one thread and given back in another, which the system's allocator is slow at (ADR 0021).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    server::cli::run()
}
