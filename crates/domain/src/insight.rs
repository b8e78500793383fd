//! Owns what insight (分析) counts: facts of reports, kept small enough to be counted anew for every page, and the measures over them.
//!
//! Merged reports count once, with the report that they were merged into. A month counts by report date, as publication does;
//! times between events go by the day on which it happened.

mod cube;
mod fact;
mod measure;
mod tally;
#[cfg(test)]
mod tests;

pub use cube::{Cube, Selection, View};
pub use fact::Fact;
pub use measure::{Measure, SeriesKey};
pub use tally::{Count, HEAT_BLOCKS, Heat, LAG_BANDS, Lag, Part};
