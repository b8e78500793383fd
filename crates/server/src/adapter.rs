//! Owns what touches the machine: the clock, randomness and the master key's file.

mod clock;
mod ids;
mod key;

pub use clock::SystemClock;
pub use ids::OsIds;
pub use key::{KEY_FILE, KeyError, Opened, key_of_dir, key_of_file, key_of_text};
