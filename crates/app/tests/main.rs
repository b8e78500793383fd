//! Owns the integration tests of the use cases: one binary, one module per noun, on a real store.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on shall stop where it is")]

mod admin;
mod adversary;
mod anonymous;
mod approval;
mod attachment;
mod corrective_action;
mod demo;
mod export;
mod exposure;
mod import;
mod indexing;
mod individual;
mod insight;
mod paper;
mod period;
mod publication;
mod recount;
mod report;
mod search;
mod settling;
mod staff;
mod suggest;
mod support;
mod theme;
mod tries;
