//! Owns how what use cases answer becomes what pages show, one module per noun.

pub(crate) mod admin;
pub(crate) mod approval;
pub(crate) mod attachment;
pub(crate) mod cases;
pub(crate) mod corrective_action;
pub mod error;
pub(crate) mod exposure;
pub mod frame;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod individual;
pub(crate) mod insight;
pub(crate) mod level;
pub(crate) mod plan;
pub(crate) mod public;
pub(crate) mod publication;
pub(crate) mod record;
pub(crate) mod report;
pub(crate) mod search;
pub mod session;
pub(crate) mod site;
pub(crate) mod suggest;
pub(crate) mod themes;
pub(crate) mod track;
