//! chart: control charts and other figures as SVG, with the words, the table and the icons that say the same.
//!
//! One picture serves a page, a static page and a PDF: colours stand in presentation attributes, class names let the style
//! sheet (`web/src/css/chart.css`) change them for dark pages and forced colours. Signals have shapes, not only colours.
//! Every picture stays below 15 kB for 120 points; what a reader needs is in the sentence and in the table, too.

mod bars;
mod control;
mod figure;
mod heat;
mod icon;
mod memory;
mod number;
mod pareto;
mod scale;
mod sentence;
mod source;
mod svg;
mod table;
mod told;
mod wrap;

pub use bars::{Bar, bars};
pub use control::{control, control_said, spark};
pub use figure::{Figure, FigureNote, Icon};
pub use heat::heat;
pub use memory::Memory;
pub use pareto::pareto;
pub use sentence::findings;
pub use source::{ControlSource, Note, NoteKind, Point};
pub use told::mark_words;

#[cfg(test)]
mod tests;
