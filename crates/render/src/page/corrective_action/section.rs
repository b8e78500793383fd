//! page::corrective_action::section: the actions of one report, on its record.

use super::ActionLine;
use crate::catalog::Text;
use crate::component::Button;

/// The actions of a report.
#[derive(Debug, Clone, Default)]
pub struct ActionSection {
    /// The actions, in the order in which they were set.
    pub lines: Vec<ActionLine>,
    /// Whether all that are in force are weak.
    pub only_weak: bool,
    /// Where one is set, for those who may.
    pub add: Option<String>,
}

impl ActionSection {
    /// Whether there is nothing to see and nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.add.is_none()
    }

    /// The way to the form.
    #[must_use]
    pub fn button(&self, t: Text) -> Option<Button> {
        self.add.as_ref().map(|href| Button::secondary(t.get("corrective_action.section.add")).link(href))
    }
}
