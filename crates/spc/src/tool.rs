//! Owns the JSON contract of `futawa tool spc`, `funnel` and `rate`: one line in, one value out.
//!
//! Numbers have full precision; "no value" is null. Unknown keys are errors that name the key.

mod error;
mod funnel;
mod rate;
mod read;
mod spc;

pub use error::ToolError;
pub use funnel::funnel;
pub use rate::rate;
pub use spc::spc;

#[cfg(test)]
mod tests;
