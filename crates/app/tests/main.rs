//! Owns the integration tests of the use cases: one binary, one module per noun, on a real store.
mod admin;
mod anonymous;
mod approval;
mod demo;
mod export;
mod import;
mod publication;
mod report;
mod support;
mod tries;
