//! Owns the traits for what tests replace: time and randomness.
use jiff::Timestamp;
use uuid::Uuid;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// Makes what nobody may guess.
pub trait Ids: Send + Sync {
    /// An id that grows with time (UUIDv7).
    fn ordered(&self) -> Uuid;
    /// An id that tells nothing (UUIDv4).
    fn random(&self) -> Uuid;
    /// A secret of 256 bits, for session tokens.
    fn secret(&self) -> [u8; 32];
}
