//! rings: the two rings large (loop health): each stage a numbered segment, leaks drawn as gaps, the same told as two lists.

use std::f32::consts::TAU;

use askama::Template;

use crate::catalog::Text;

/// One stage of a ring.
#[derive(Debug, Clone)]
pub struct Stage {
    pub(crate) label: String,
    pub(crate) count: usize,
    pub(crate) oldest: Option<String>,
    pub(crate) href: Option<String>,
    pub(crate) state: &'static str,
}

impl Stage {
    /// A stage where `count` records are now.
    #[must_use]
    pub fn new(label: impl Into<String>, count: usize) -> Self {
        Self { label: label.into(), count, oldest: None, href: None, state: if count == 0 { "calm" } else { "busy" } }
    }

    /// Says how long the oldest has been here (12日), in the page's language.
    #[must_use]
    pub fn oldest(mut self, age: impl Into<String>) -> Self {
        self.oldest = Some(age.into());
        self
    }

    /// Leads to the list of these records.
    #[must_use]
    pub fn link(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// Marks that something here is overdue.
    #[must_use]
    pub fn late(mut self) -> Self {
        self.state = "late";
        self
    }

    /// Marks a leak: records left the ring here without coming round (closed without effect).
    #[must_use]
    pub fn leak(mut self) -> Self {
        self.state = "leak";
        self
    }
}

/// A ring of stages with its title (平時の輪 / 有事の輪).
#[derive(Debug, Clone)]
pub struct StageRing {
    /// Title of the ring.
    pub title: String,
    /// Its stages, clockwise from the top.
    pub stages: Vec<Stage>,
}

/// How one segment is drawn.
struct Segment {
    dash: String,
    offset: String,
    state: &'static str,
    number: usize,
    x: String,
    y: String,
}

/// The two rings, left 平時, right 有事.
#[derive(Debug, Clone, Template)]
#[template(path = "components/rings.html")]
pub struct LoopRings {
    t: Text,
    left: StageRing,
    right: StageRing,
}

/// Radius at which the numbers stand, inside the ring of 80: on it they would meet at the crossings.
const NUMBER_RADIUS: f32 = 60.0;
/// Share of the circle left open between two segments, of 100.
const GAP: f32 = 2.0;

impl LoopRings {
    /// The rings of a facility.
    #[must_use]
    pub fn new(t: Text, left: StageRing, right: StageRing) -> Self {
        Self { t, left, right }
    }

    /// Each ring with the x of its centre and the number of its first stage.
    fn rings(&self) -> [(&StageRing, u16, usize); 2] {
        let next = self.left.stages.len() + 1;
        [(&self.left, 110, 1), (&self.right, 230, next)]
    }

    fn segments(&self, ring: &StageRing, centre: &u16, first: &usize) -> Vec<Segment> {
        // A ring has far fewer stages than u16 can count; more would not be drawn.
        let total = u16::try_from(ring.stages.len().max(1)).unwrap_or(u16::MAX);
        let share = 100.0 / f32::from(total);
        ring.stages
            .iter()
            .zip(0u16..)
            .map(|(stage, i)| {
                let start = f32::from(i) * share;
                let middle = (start + share / 2.0) / 100.0 * TAU - TAU / 4.0;
                let drawn = (share - GAP).max(share / 2.0);
                Segment {
                    dash: dash(stage.state, drawn),
                    offset: format!("{:.2}", -(start + (share - drawn) / 2.0)),
                    state: stage.state,
                    number: first + usize::from(i),
                    x: format!("{:.1}", f32::from(*centre) + NUMBER_RADIUS * middle.cos()),
                    y: format!("{:.1}", 105.0 + NUMBER_RADIUS * middle.sin()),
                }
            })
            .collect()
    }

    fn count_words(&self, stage: &Stage) -> String {
        self.t.count("common.loop.count", stage.count)
    }

    fn oldest_words(&self, age: &str) -> String {
        self.t.with("common.loop.oldest", &[("age", &age)])
    }

    fn state_words(&self, stage: &Stage) -> String {
        self.t.choice("common.loop.state", stage.state)
    }
}

/// A leak is drawn with a hole in its segment, so that it shows without colour.
fn dash(state: &str, drawn: f32) -> String {
    if state == "leak" {
        let part = drawn * 0.3;
        let hole = drawn - part * 2.0;
        return format!("{part:.2} {hole:.2} {part:.2} 100");
    }
    format!("{drawn:.2} 100")
}

safe!(LoopRings);
