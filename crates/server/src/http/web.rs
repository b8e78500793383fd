//! Owns the state that every handler shares.
use std::sync::Arc;

use app::{App, Ids};

/// What the operator decided about the front door.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Host names under which the program answers, besides those of this machine itself.
    pub hosts: Vec<String>,
    /// Browsers reach the program by https (a proxy in front ends TLS).
    pub https: bool,
}

/// The shared state. Cheap to clone.
#[derive(Clone)]
pub struct Web {
    /// The use cases.
    pub app: App,
    /// What the operator decided.
    pub settings: Arc<Settings>,
    ids: Arc<dyn Ids>,
}

impl std::fmt::Debug for Web {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Web").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Web {
    /// Puts the parts together.
    #[must_use]
    pub fn new(app: App, settings: Settings, ids: Arc<dyn Ids>) -> Self {
        Self { app, settings: Arc::new(settings), ids }
    }

    /// A key for one form that creates something: sent twice, it creates once.
    #[must_use]
    pub fn new_key(&self) -> String {
        self.ids.random().to_string()
    }

    /// The number of a request, told to the person and written to the log. Says nothing about either.
    pub(crate) fn new_request_id(&self) -> String {
        let mut id = self.ids.random().simple().to_string();
        id.truncate(12);
        id
    }
}
