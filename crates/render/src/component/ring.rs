//! ring: the mark of the two interlocked rings, and a record's progress drawn with the same motif.

use askama::Template;

use crate::catalog::Text;

/// The mark: left ring 平時, right ring 有事, interlocked.
#[derive(Debug, Clone, Copy, Template, Default)]
#[template(path = "components/mark.html")]
pub struct Mark;

/// Units of the ring's path; each step is a share of it.
const LENGTH: f32 = 100.0;
/// Gap between two steps, in the same units.
const GAP: f32 = 3.0;

/// A record's way: step `done` of `total`, as a ring of segments with words beside it.
#[derive(Debug, Clone, Template)]
#[template(path = "components/ring.html")]
pub struct Ring {
    t: Text,
    done: u8,
    total: u8,
    label: Option<String>,
    large: bool,
    late: bool,
}

impl Ring {
    /// A ring of `total` steps (1 to 24) of which `done` are behind.
    #[must_use]
    pub fn new(t: Text, done: u8, total: u8) -> Self {
        let total = total.clamp(1, 24);
        Self { t, done: done.min(total), total, label: None, large: false, late: false }
    }

    /// Says in words where the record is (係長が確認中); shown beside the ring.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Draws it large (receipt, head of a record).
    #[must_use]
    pub fn large(mut self) -> Self {
        self.large = true;
        self
    }

    /// Marks the current step as overdue.
    #[must_use]
    pub fn late(mut self, late: bool) -> Self {
        self.late = late;
        self
    }

    fn words(&self) -> String {
        self.t.with("common.ring.words", &[("done", &self.done), ("total", &self.total)])
    }

    /// Each segment: dash pattern, offset, state.
    fn segments(&self) -> Vec<(String, String, &'static str)> {
        let share = LENGTH / f32::from(self.total);
        let gap = if self.total == 1 { 0.0 } else { GAP.min(share / 3.0) };
        (0..self.total)
            .map(|i| {
                let drawn = share - gap;
                let rest = LENGTH - drawn;
                let offset = -(f32::from(i) * share);
                let state = match i {
                    i if i < self.done => "done",
                    i if i == self.done => "current",
                    _ => "ahead",
                };
                (format!("{drawn:.2} {rest:.2}"), format!("{offset:.2}"), state)
            })
            .collect()
    }
}

safe!(Mark, Ring);
