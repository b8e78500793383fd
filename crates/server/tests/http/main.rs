//! Tests of the HTTP side: the router in process, the listener on loopback, the binary once.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on shall stop where it is")]

mod admin;
mod adversary;
mod approval;
mod basics;
mod browser;
mod corrective_action;
mod exposure;
mod files;
mod guards;
mod help;
mod individual;
mod insight;
mod keepers;
mod limits;
mod pack;
mod policy_matrix;
mod process;
mod publication;
mod report;
mod scene;
mod search;
mod settling;
mod sign_in;
mod site;
mod suggest;
mod theme;
mod wire;
