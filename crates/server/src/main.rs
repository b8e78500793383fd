//! The binary `futawa`: hands the command line to the library.
use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
