//! render: turns typed values into pages, mails and fragments; the templates, the look's components and the message catalogues live here.
//!
//! Nothing here reads a clock, a file or the network. A page is a struct (see [`page`]), its words
//! are keys of the catalogues (see [`catalog`]), its parts are components (see [`component`]).
//! `crates/render/README.md` shows how to write a page, with examples to copy.

pub mod catalog;
pub mod chart;
pub mod component;
pub mod drawing;
pub mod error_text;
pub mod frame;
pub mod html;
pub mod lang;
pub mod page;
pub mod seal;
pub mod when;

pub use catalog::Text;
pub use frame::{AssetUrls, Frame};
pub use html::Html;
pub use lang::Lang;
pub use page::{Page, Sample};

#[cfg(test)]
mod tests;
