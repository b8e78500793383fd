//! Seats of the approval route (決裁欄): who stamps, in which order, and what a seat adds.

use serde::{Deserialize, Serialize};

use super::Label;

/// The opinion that a seat writes on the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opinion {
    /// No opinion field.
    None,
    /// 係長・主任・リーダー等の意見.
    Leader,
    /// 課長・施設長等の意見, with 再発防止策 再検討 要・否.
    SectionHead,
}

/// The judgement of the level that a seat makes (B5; the reporter's own is the first of three).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judges {
    /// No judgement.
    None,
    /// The leader's judgement.
    Leader,
    /// The final judgement.
    Final,
}

/// One seat of the route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// Stable code.
    pub code: String,
    /// What the paper prints above the stamp.
    pub label: Label,
    /// Place on the way up, from 1 (handler); the paper prints from the right.
    pub order: u16,
    /// Rounds in which it stamps: 1 the report, 2 the measures and how they were made known.
    pub rounds: Vec<u8>,
    /// The opinion that it writes.
    pub opinion: Opinion,
    /// The judgement that it makes.
    pub judges: Judges,
    /// Held by one person per unit (部署), not per facility.
    pub unit_bound: bool,
}
