//! Owns counting corrective actions by strength and standing (対策の効きやすさと効果), for tables.
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{CorrectiveAction, Standing, Strength};

/// A cell of the table.
pub type Cell = (Strength, Standing);

/// How many actions of each strength stand where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActionTally(BTreeMap<Cell, u32>);

impl ActionTally {
    /// Counts actions as they stand on a day.
    #[must_use]
    pub fn of<'a>(actions: impl IntoIterator<Item = &'a CorrectiveAction>, today: Date) -> Self {
        let mut counts = BTreeMap::new();
        for action in actions {
            *counts.entry((action.kind().strength(), action.standing(today))).or_default() += 1;
        }
        Self(counts)
    }

    /// One cell.
    #[must_use]
    pub fn count(&self, strength: Strength, standing: Standing) -> u32 {
        self.0.get(&(strength, standing)).copied().unwrap_or_default()
    }

    /// All of one strength, those that were withdrawn too.
    #[must_use]
    pub fn of_strength(&self, strength: Strength) -> u32 {
        Standing::ALL.into_iter().map(|standing| self.count(strength, standing)).sum()
    }

    /// All.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.0.values().sum()
    }

    /// Whether there are actions in force and each of them is weak: then the page asks for a stronger one (domain.md §6.3 L5).
    #[must_use]
    pub fn is_only_weak(&self) -> bool {
        let in_force = |strength| self.of_strength(strength).saturating_sub(self.count(strength, Standing::Withdrawn));
        in_force(Strength::Weak) > 0 && in_force(Strength::Intermediate) == 0 && in_force(Strength::Strong) == 0
    }
}
