//! page::corrective_action: 再発防止の対策 — the list, one action with its steps, the form that sets one, and its parts on other pages.

mod list;
mod new;
mod sample;
mod section;
mod table;
mod view;

pub use list::{ActionAsks, ActionsPage, ActionsSource};
pub use new::{NewActionPage, NewActionSource};
pub(crate) use sample::{events as sample_events, lines as sample_lines, table as sample_table};
pub use section::ActionSection;
pub use table::{ActionTable, TableCell};
pub use view::{ActionPage, ActionSource, StepLine};

use domain::corrective_action::{ActionKind, Standing};
use jiff::civil::Date;

use crate::catalog::Text;
use crate::component::*;
use crate::when;

/// One action in a list.
#[derive(Debug, Clone)]
pub struct ActionLine {
    /// Its page.
    pub href: String,
    /// What is done; `None` = erased with the report.
    pub what: Option<String>,
    /// Its kind.
    pub kind: ActionKind,
    /// Who carries it out, in words.
    pub owner: String,
    /// Where it stands.
    pub standing: Standing,
    /// By when.
    pub due: Date,
    /// The day of the next check, and whether it has come.
    pub next_check: Option<(Date, bool)>,
    /// Number and form of its report, where the list is of several.
    pub of_report: Option<(String, String)>,
}

impl ActionLine {
    /// What is done, in words.
    #[must_use]
    pub fn title(&self, t: Text) -> String {
        self.what.clone().unwrap_or_else(|| t.get("corrective_action.erased").to_owned())
    }

    /// How well it holds.
    #[must_use]
    pub fn strength(&self, t: Text) -> StrengthMark {
        StrengthMark::new(t, self.kind.strength())
    }

    /// Where it stands, and that its check is due.
    #[must_use]
    pub fn badges(&self, t: Text) -> Vec<Badge> {
        let due = self.next_check.is_some_and(|(_, due)| due);
        std::iter::once(standing_badge(t, self.standing)).chain(due.then(|| check_due(t))).collect()
    }

    /// Kind, owner, the day that counts, and the report.
    #[must_use]
    pub fn meta(&self, t: Text) -> Vec<String> {
        let mut parts = vec![
            t.choice("corrective_action.kind", self.kind.code()),
            t.with("corrective_action.owner", &[("owner", &self.owner)]),
        ];
        if matches!(self.standing, Standing::Open | Standing::Overdue) {
            parts.push(t.with("corrective_action.due", &[("day", &when::day(t, self.due))]));
        }
        if let Some((day, _)) = self.next_check {
            parts.push(t.with("corrective_action.next_check", &[("day", &when::day(t, day))]));
        }
        if let Some((number, form)) = &self.of_report {
            parts.push(t.with("corrective_action.of_report", &[("number", number), ("form", form)]));
        }
        parts
    }
}

/// The mark of where an action stands.
fn standing_badge(t: Text, standing: Standing) -> Badge {
    let tone = match standing {
        Standing::Open | Standing::Partly => Tone::Info,
        Standing::Overdue => Tone::Danger,
        Standing::Effective => Tone::Good,
        Standing::NotEffective => Tone::Warning,
        Standing::Waiting | Standing::CannotTell | Standing::Withdrawn => Tone::Neutral,
    };
    Badge::new(t.choice("corrective_action.standing", standing.code()), tone)
}

fn check_due(t: Text) -> Badge {
    Badge::new(t.get("corrective_action.check_due"), Tone::Warning)
}
