//! Owns the rules of Futawa: pure types and decisions, no IO, no clock, no randomness.
//!
//! Start with [`report`] (what is told), [`level`] (how bad it was), [`approval`] (who judges and stamps),
//! [`publication`] (what is published) and [`policy`] (who may do what).

pub mod approval;
pub mod attachment;
pub mod corrective_action;
pub mod date;
pub mod drawing;
pub mod exposure;
pub mod form;
pub mod id;
pub mod insight;
pub mod level;
pub mod moment;
pub mod people;
pub mod policy;
pub mod profile;
pub mod publication;
pub mod report;
