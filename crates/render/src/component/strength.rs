//! strength: the mark of how well a corrective action holds (効きやすさ): a word and one to three bars, never colour alone.

use askama::Template;
use domain::corrective_action::Strength;

use crate::catalog::Text;

/// The mark of a strength.
#[derive(Debug, Clone, Template)]
#[template(path = "components/strength.html")]
pub struct StrengthMark {
    words: String,
    filled: u8,
}

impl StrengthMark {
    /// The mark of `strength`.
    #[must_use]
    pub fn new(t: Text, strength: Strength) -> Self {
        let filled = match strength {
            Strength::Weak => 1,
            Strength::Intermediate => 2,
            Strength::Strong => 3,
        };
        Self { words: t.choice("corrective_action.strength_is", strength.code()), filled }
    }

    /// The three bars: x, y, height, filled.
    fn bars(&self) -> Vec<(u8, u8, u8, bool)> {
        (0..3u8).map(|i| (i * 6, 10 - i * 5, 6 + i * 5, i < self.filled)).collect()
    }
}

safe!(StrengthMark);
