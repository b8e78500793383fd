//! Owns how what use cases answer becomes what pages show, one module per noun.

pub mod error;
pub mod frame;
pub(crate) mod track;
pub(crate) mod report;
pub(crate) mod home;
pub mod session;
