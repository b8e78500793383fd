//! Owns the real source of ids and secrets: the operating system's randomness.
use app::{Clock as _, Ids};
use uuid::{Builder, Uuid};

use super::SystemClock;

/// Ids and secrets from the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsIds;

impl Ids for OsIds {
    fn ordered(&self) -> Uuid {
        let millis = u64::try_from(SystemClock.now().as_millisecond()).unwrap_or(0);
        Builder::from_unix_timestamp_millis(millis, &draw()).into_uuid()
    }

    fn random(&self) -> Uuid {
        Builder::from_random_bytes(draw()).into_uuid()
    }

    fn secret(&self) -> [u8; 32] {
        draw()
    }
}

/// Draws bytes that nobody can guess.
pub(super) fn draw<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("a system without randomness cannot keep secrets: stop rather than go on");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_their_versions_and_differ() {
        assert_eq!(OsIds.ordered().get_version_num(), 7);
        assert_eq!(OsIds.random().get_version_num(), 4);
        assert_ne!(OsIds.secret(), OsIds.secret());
    }
}
