//! Owns the door to the `spc` crate: what the server may use of charts, funnels and rates.

pub mod tool;
