//! Owns the HTTP side that no single page owns: the route table, who is asking, guards, error pages and the listener.

pub mod cookie;
pub mod error;
pub mod form;
pub mod gate;
pub mod guard;
pub mod headers;
pub mod keep;
pub(crate) mod kept;
pub mod look;
pub mod path;
pub mod reply;
pub mod router;
pub mod serve;
pub mod table;
pub mod trace;
pub mod upload;
pub mod visitor;
pub mod web;

pub use error::{Answer, Failure, WebError};
pub use form::{Form, Query};
pub use look::Look;
pub use path::Path;
pub use reply::{fragment, html, html_status, no_content, see_other, see_other_done};
pub use table::{Route, get, post, post_files};
pub use visitor::{SignedIn, Visitor};
pub use web::{Settings, Web};
