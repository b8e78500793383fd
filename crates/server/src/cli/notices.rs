//! Owns `futawa notices`: the licences of the fonts and the dictionary that lie inside the program.
use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Args;

use super::Outcome;

/// Print the licences of the fonts and the dictionary inside this program.
#[derive(Debug, Args)]
pub(super) struct Notices {}

impl Notices {
    pub(super) fn run(&self) -> Outcome {
        let mut out = io::stdout().lock();
        for (name, licence) in app::notices() {
            writeln!(out, "{name}\n\n{}\n\n----\n", licence.trim())?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_font_and_the_dictionary_have_their_licence() {
        let notices: Vec<_> = app::notices().collect();
        assert!(notices.len() >= 3, "{}", notices.len());
        assert!(notices.iter().all(|(name, licence)| !name.is_empty() && licence.len() > 500));
        assert!(notices.iter().any(|(_, licence)| licence.contains("SIL OPEN FONT LICENSE")));
        assert!(notices.iter().any(|(name, _)| name.contains("IPADIC")));
    }
}
