//! Control charts, funnel plots and rates for healthcare: pure numbers, total functions, usable alone.
//!
//! ```
//! use spc::{Kind, Options, Preset, Series, chart};
//!
//! let falls = vec![4.0, 6.0, 3.0, 5.0, 4.0, 7.0, 5.0, 4.0, 6.0, 5.0, 3.0, 19.0];
//! let chart = chart(Kind::C, &Series::values(falls), Preset::Futawa, &Options::default()).unwrap();
//! assert!(chart.marks[11].is_some(), "the last month is beyond what chance explains");
//! ```
//!
//! Values are `f64`; NaN means "no value", in data as in results. No function panics, whatever it is given.
//! [`chart`] makes every control chart; [`Preset`] chooses whose conventions it follows. [`funnel`] compares units,
//! [`rate`] gives rates with their intervals, [`choose`] picks a chart for people who should not have to.
//!
//! # Missing values
//!
//! A missing value, a denominator of 0 and an absent period (seen from the dates) are gaps. In our own preset no moving
//! range is taken across a gap, and it ends a run of points (shift, trend, two of three); the Anhøj rules bridge it, as
//! their authors do. Each of these stands in [`Chart::warnings`]. The presets of packages do as their package does.
//!
//! [`tool`] is the JSON contract of `futawa tool spc`, `funnel` and `rate`.

mod calendar;
mod chart;
pub mod choose;
pub mod constants;
pub mod funnel;
mod icon;
mod kind;
mod limits;
mod options;
mod pareto;
mod points;
mod preset;
pub mod rate;
pub mod rules;
mod smooth;
pub mod special;
mod sums;
pub mod tool;
mod warning;

pub use chart::{Chart, CusumChart, Phase, Refusal, chart, cusum_chart, ewma_chart};
pub use icon::{Assurance, Variation, assurance, variation};
pub use kind::Kind;
pub use limits::Lines;
pub use options::{Direction, Options, Robust, RuleSet, SigmaMethod, TwoOfThree};
pub use pareto::{ParetoRow, pareto};
pub use points::{Data, Series};
pub use preset::Preset;
pub use smooth::{Cusum, CusumDesign, Ewma, EwmaDesign, cusum, ewma};
pub use warning::{Code, Warning};
