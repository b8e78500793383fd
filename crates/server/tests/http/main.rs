//! Tests of the HTTP side: the router in process, the listener on loopback, the binary once.

mod basics;
mod browser;
mod guards;
mod policy_matrix;
mod process;
mod sign_in;
mod wire;
