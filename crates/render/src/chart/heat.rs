//! chart::heat: a table of counts whose cells are shaded, each with its number: weekday by time of day.

use super::bars::first_small;
use super::figure::Figure;
use super::number::figure;
use super::sentence::join;
use super::svg::{Canvas, Head, LARGE, N, ROOM, SIZE, WIDTH, fit, ink, width, words};
use crate::catalog::Text;
use crate::component::{Cell, Column, Table};
use crate::html::Html;

const HEAD: f64 = 28.0;
const ROW: f64 = 36.0;
/// More cells of equal rank than this are not all named.
const NAMED: usize = 3;
/// Shades above nothing.
const STEPS: u32 = 4;

/// Counts by rows and columns (weekday × time of day); a cell that is not given is 0. `hrefs` leads to a cell's reports.
///
/// Each cell has its number, so that no shade has to be told from another. Up to seven rows of 24 columns stay below 15 kB.
#[must_use]
pub fn heat(
    t: Text,
    id: &str,
    title: &str,
    rows: &[String],
    columns: &[String],
    cells: &[Vec<u32>],
    hrefs: impl Fn(usize, usize) -> Option<String>,
) -> Figure {
    let grid = Grid { t, rows, columns, cells };
    let links: Vec<Vec<Option<String>>> =
        (0..rows.len()).map(|row| (0..columns.len()).map(|column| hrefs(row, column)).collect()).collect();
    let sentence = grid.sentence();
    let none = vec![vec![None; columns.len()]; rows.len()];
    let draw = |links: &[Vec<Option<String>>], titled: bool| grid.svg((id, title, &sentence), links, titled);
    let svg = first_small(&[&|| draw(&links, true), &|| draw(&none, true), &|| draw(&none, false)]);
    let table = (!rows.is_empty() && !columns.is_empty()).then(|| grid.table(id, title, &links));
    Figure { table, ..Figure::new(t, id, title, svg, sentence) }
}

struct Grid<'a> {
    t: Text,
    rows: &'a [String],
    columns: &'a [String],
    cells: &'a [Vec<u32>],
}

impl Grid<'_> {
    fn count(&self, row: usize, column: usize) -> u32 {
        self.cells.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or(0)
    }

    /// Every cell, row by row.
    fn places(&self) -> impl Iterator<Item = (usize, usize)> {
        let columns = self.columns.len();
        (0..self.rows.len()).flat_map(move |row| (0..columns).map(move |column| (row, column)))
    }

    fn most(&self) -> u32 {
        self.places().map(|(row, column)| self.count(row, column)).max().unwrap_or(0)
    }

    fn words(&self, n: u64) -> String {
        self.t.with("chart.heat.count", &[("n", &figure(n as f64))])
    }

    fn cell_words(&self, (row, column): (usize, usize)) -> String {
        let value = self.words(u64::from(self.count(row, column)));
        let names: [(&str, &dyn std::fmt::Display); 3] =
            [("row", &self.rows[row]), ("column", &self.columns[column]), ("value", &value)];
        self.t.with("chart.heat.cell", &names)
    }

    fn sentence(&self) -> String {
        let (t, most) = (self.t, self.most());
        let total = self.places().map(|(row, column)| u64::from(self.count(row, column))).sum();
        if most == 0 {
            return t.get("chart.bars.empty").to_owned();
        }
        let numbers: [(&str, &dyn std::fmt::Display); 3] =
            [("rows", &self.rows.len()), ("columns", &self.columns.len()), ("total", &self.words(total))];
        let all = t.with("chart.heat.all", &numbers);
        let peaks: Vec<(usize, usize)> =
            self.places().filter(|(row, column)| self.count(*row, *column) == most).collect();
        let names: Vec<String> = peaks
            .iter()
            .take(NAMED)
            .map(|(row, column)| format!("{} {}", self.rows[*row], self.columns[*column]))
            .collect();
        let mut points = names.join(t.get("chart.comma"));
        if peaks.len() > NAMED {
            points = t.with("chart.and_more", &[("points", &points), ("n", &(peaks.len() - NAMED))]);
        }
        let peak = t.with("chart.heat.most", &[("points", &points), ("value", &self.words(u64::from(most)))]);
        join(t, &[all, peak])
    }

    fn table(&self, id: &str, title: &str, links: &[Vec<Option<String>>]) -> Table {
        let mut columns = vec![Column::text("")];
        columns.extend(self.columns.iter().map(Column::number));
        let rows = (0..self.rows.len()).map(|row| {
            let mut cells = vec![Cell::text(&self.rows[row])];
            cells.extend((0..self.columns.len()).map(|column| {
                let n = self.count(row, column).to_string();
                match links[row][column].as_ref().filter(|_| n != "0") {
                    Some(href) => {
                        // Read alone, a number would not say of what it is.
                        let (href, name) = (Html::text(href), Html::text(self.cell_words((row, column))));
                        Cell::html(Html::trusted(format!("<a href=\"{href}\" aria-label=\"{name}\">{n}</a>")))
                    }
                    None => Cell::text(n),
                }
            }));
            cells
        });
        let caption = self.t.with("chart.table_caption", &[("title", &title)]);
        Table::new(format!("{id}-table"), caption, columns, rows.collect()).scroll().hide_caption()
    }

    fn svg(&self, (id, title, desc): (&str, &str, &str), links: &[Vec<Option<String>>], titled: bool) -> String {
        let widest = self.rows.iter().map(|row| width(row, LARGE)).fold(0.0, f64::max);
        let left = (widest + 10.0).clamp(30.0, 160.0);
        let cell = (WIDTH - left - 1.0) / self.columns.len().max(1) as f64;
        // Numbers that would not fit when enlarged stay as they are, and shrink if they must.
        let longest = self.most().to_string();
        let is_roomy = width(&longest, LARGE) <= cell - 2.0;
        let size = SIZE.min(SIZE * (cell - 2.0) / width(&longest, SIZE)).max(4.0);
        let linked = links.iter().flatten().any(Option::is_some);
        let mut canvas = Canvas::new(&Head {
            id,
            class: if is_roomy { "ui-chart--wide" } else { "ui-chart--tight" },
            size: (WIDTH, HEAD + ROW * self.rows.len().max(1) as f64 + 1.0),
            letters: SIZE,
            title,
            desc,
            read: &self.columns.len().to_string(),
            linked,
            room: ROOM,
        });
        let at = |row: usize, column: usize| (left + cell * column as f64, HEAD + ROW * row as f64);
        let cells: String = if titled {
            self.places().map(|place| self.titled_cell(place, at, cell, &links[place.0][place.1])).collect()
        } else {
            self.plain_cells(at, cell)
        };
        canvas.group("ui-chart__marks ui-chart__cells", &format!("stroke=\"{}\"", ink::GRID), &cells);
        let text = format!("fill=\"{}\"", ink::TEXT);
        let names: String = (0..self.rows.len())
            .map(|row| words(left - 6.0, at(row, 0).1 + ROW / 2.0 + 5.0, &fit(&self.rows[row], LARGE, left - 8.0)))
            .collect();
        canvas.group("ui-chart__text", &format!("{text} text-anchor=\"end\""), &names);
        canvas.group("ui-chart__text", &format!("{text} text-anchor=\"middle\""), &self.heads(left, cell));
        let numbers = |is_dark: bool| -> String {
            self.places()
                .filter(|(row, column)| (self.shade(*row, *column) == STEPS) == is_dark)
                .map(|(row, column)| {
                    let (x, y) = at(row, column);
                    words(x + cell / 2.0, y + ROW / 2.0 + 5.0, &self.count(row, column).to_string())
                })
                .collect()
        };
        // Numbers lie over the cells; the pointer shall reach the cell.
        let set = |colour: &str| {
            let size = if is_roomy { String::new() } else { format!(" font-size=\"{}\"", N(size)) };
            format!("fill=\"{colour}\" text-anchor=\"middle\" pointer-events=\"none\"{size}")
        };
        canvas.group("ui-chart__on-heat", &set(ink::ON_HEAT), &numbers(false));
        canvas.group("ui-chart__on-heat-4", &set(ink::PAPER), &numbers(true));
        canvas.finish()
    }

    /// 0 for nothing, 4 for what is near the most.
    fn shade(&self, row: usize, column: usize) -> u32 {
        let (n, most) = (u64::from(self.count(row, column)), u64::from(self.most()));
        if most == 0 { 0 } else { u32::try_from((n * u64::from(STEPS)).div_ceil(most)).unwrap_or(STEPS) }
    }

    fn titled_cell(
        &self,
        (row, column): (usize, usize),
        at: impl Fn(usize, usize) -> (f64, f64),
        cell: f64,
        link: &Option<String>,
    ) -> String {
        let shade = self.shade(row, column);
        let colour = ink::HEAT.get(shade as usize).unwrap_or(&ink::PAPER);
        let title = Html::text(self.cell_words((row, column)));
        let d = square(at(row, column), cell);
        let shape =
            format!("<path class=\"ui-chart__heat-{shade}\" fill=\"{colour}\" d=\"{d}\"><title>{title}</title></path>");
        match link.as_ref().filter(|_| self.count(row, column) > 0) {
            Some(href) => format!("<a href=\"{}\" tabindex=\"-1\">{shape}</a>", Html::text(href)),
            None => shape,
        }
    }

    /// All cells of a shade in one path.
    fn plain_cells(&self, at: impl Fn(usize, usize) -> (f64, f64), cell: f64) -> String {
        (0..=STEPS)
            .zip(ink::HEAT)
            .map(|(shade, colour)| {
                let of_this = self.places().filter(|(row, column)| self.shade(*row, *column) == shade);
                let d: String = of_this.map(|(row, column)| square(at(row, column), cell)).collect();
                if d.is_empty() {
                    String::new()
                } else {
                    format!("<path class=\"ui-chart__heat-{shade}\" fill=\"{colour}\" d=\"{d}\"/>")
                }
            })
            .collect()
    }

    /// Names of columns, as many as have room.
    fn heads(&self, left: f64, cell: f64) -> String {
        let widest = self.columns.iter().map(|column| width(column, LARGE)).fold(0.0, f64::max).min(150.0);
        let every = ((widest + 8.0) / cell).ceil().max(1.0) as usize;
        let mut heads = String::new();
        for column in (0..self.columns.len()).step_by(every) {
            let text = fit(&self.columns[column], LARGE, 150.0);
            let half = width(&text, LARGE) / 2.0;
            let x = (left + cell * (column as f64 + 0.5)).clamp(half, WIDTH - half);
            heads.push_str(&words(x, 19.0, &text));
        }
        heads
    }
}

fn square((x, y): (f64, f64), wide: f64) -> String {
    format!("M{} {}h{}v{ROW}h-{}z", N(x), N(y), N(wide), N(wide))
}
