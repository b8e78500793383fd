//! Owns how what use cases answer becomes what pages show, one module per noun.

pub mod error;
pub mod frame;
pub mod session;
