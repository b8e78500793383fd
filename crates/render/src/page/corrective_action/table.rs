//! page::corrective_action::table: 対策の効きやすさと効果 — how many actions of each strength stand where, each number leading to its list.

use domain::corrective_action::{Standing, Strength};

use crate::catalog::Text;
use crate::component::*;
use crate::html::Html;

/// One number of the table.
#[derive(Debug, Clone)]
pub struct TableCell {
    /// How many.
    pub count: u32,
    /// Their list.
    pub href: String,
}

/// The table: for each strength a cell for each standing, in the order of [`Strength::ALL`] and [`Standing::ALL`].
#[derive(Debug, Clone, Default)]
pub struct ActionTable {
    /// The rows.
    pub rows: Vec<(Strength, Vec<TableCell>)>,
    /// The list of all that are counted.
    pub all: String,
}

impl ActionTable {
    /// Whether no action was set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|(_, cells)| cells.iter().all(|cell| cell.count == 0))
    }

    /// The head: strength, the standings, the sum.
    #[must_use]
    pub fn columns(t: Text) -> Vec<String> {
        let standings = Standing::ALL.map(|standing| t.choice("corrective_action.standing", standing.code()));
        let (first, last) = (t.get("corrective_action.table.strength"), t.get("corrective_action.table.sum"));
        std::iter::once(first.to_owned()).chain(standings).chain([last.to_owned()]).collect()
    }

    /// The rows as plain text, for paper: the strength, the numbers, their sum.
    #[must_use]
    pub fn plain(&self, t: Text) -> Vec<Vec<String>> {
        let row = |(strength, cells): &(Strength, Vec<TableCell>)| {
            let sum: u32 = cells.iter().map(|cell| cell.count).sum();
            let numbers = cells.iter().map(|cell| cell.count.to_string()).chain([sum.to_string()]);
            std::iter::once(t.choice("corrective_action.strength", strength.code())).chain(numbers).collect()
        };
        self.rows.iter().map(row).collect()
    }

    /// The table of a page; zeros lead nowhere.
    #[must_use]
    pub fn table(&self, t: Text, id: &str) -> Table {
        let columns = Self::columns(t).into_iter().enumerate();
        let columns = columns.map(|(at, label)| if at == 0 { Column::text(label) } else { Column::number(label) });
        let row = |(strength, cells): &(Strength, Vec<TableCell>)| {
            let sum: u32 = cells.iter().map(|cell| cell.count).sum();
            let mark = Cell::html(Html::of(&StrengthMark::new(t, *strength)));
            std::iter::once(mark).chain(cells.iter().map(cell)).chain([Cell::text(sum.to_string())]).collect()
        };
        let rows = self.rows.iter().map(row).collect();
        Table::new(id, t.get("corrective_action.table.title"), columns.collect(), rows).scroll().hide_caption()
    }
}

fn cell(cell: &TableCell) -> Cell {
    let number = cell.count.to_string();
    if cell.count == 0 { Cell::text(number) } else { Cell::link(&cell.href, number) }
}
