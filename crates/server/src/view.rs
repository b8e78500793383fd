//! Owns how what use cases answer becomes what pages show, one module per noun.

pub(crate) mod admin;
pub(crate) mod level;
pub(crate) mod approval;
pub(crate) mod cases;
pub(crate) mod record;
pub(crate) mod public;
pub(crate) mod publication;
pub mod error;
pub mod frame;
pub(crate) mod track;
pub(crate) mod report;
pub(crate) mod home;
pub mod session;
