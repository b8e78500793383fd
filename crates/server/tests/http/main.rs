//! Tests of the HTTP side: the router in process, the listener on loopback, the binary once.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on shall stop where it is")]

mod admin;
mod approval;
mod publication;
mod scene;
mod basics;
mod browser;
mod guards;
mod policy_matrix;
mod report;
mod process;
mod sign_in;
mod wire;
