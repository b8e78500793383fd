//! Owns the tools of charts, funnels and rates: one line of JSON in, one value out.

pub use spc::tool::{ToolError, funnel, rate, spc};
