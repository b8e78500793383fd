//! Owns similar cases (類似事例) for the server.

pub use text::similar::{DUPLICATE_THRESHOLD, Hit, Index, Pair, jaccard, near_duplicates};
