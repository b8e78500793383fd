//! Owns the door to the analysis of Japanese text: what the server and the use cases may use of it.

pub mod deidentify;
pub mod search;
pub mod similar;
pub mod suggest;
