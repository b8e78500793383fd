//! Owns the errors of use cases: what the person at the page needs to know, apart from what the log needs to know.
use domain::approval::Refusal;
use domain::form::FieldError;
use domain::policy::Decision;
use domain::publication::MonthRefusal;
use domain::publication::individual::MatterRefusal;
use store::StoreError;

/// Why a use case did not happen. Nothing was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AppError {
    /// The policy said no: sign in, 404 or 403.
    #[error("denied: {0:?}")]
    Denied(Decision),
    /// There is no such thing here.
    #[error("not found")]
    NotFound,
    /// The form has errors, all of them.
    #[error("{} field errors", .0.len())]
    Invalid(Vec<FieldError>),
    /// The case does not take the command now.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// The month does not take the step now.
    #[error("refused: {0}")]
    MonthRefused(#[from] MonthRefusal),
    /// The individual publication does not take the step now.
    #[error("refused: {0}")]
    MatterRefused(#[from] MatterRefusal),
    /// Somebody else was faster; the page shows what has happened meanwhile.
    #[error("somebody else was faster")]
    Conflict,
    /// Too many tries; wait this many seconds.
    #[error("too many tries, wait {0} s")]
    TooManyTries(i64),
    /// Stored data cannot be understood; internal.
    #[error("unreadable data: {0}")]
    Data(&'static str),
    /// The sheet could not be set; internal.
    #[error(transparent)]
    Paper(#[from] pdf::PdfError),
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

impl AppError {
    /// The database is busy; trying again may help.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        matches!(self, Self::Store(StoreError::Busy))
    }

    /// The disk is full; nothing was saved.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        matches!(self, Self::Store(StoreError::Full))
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { .. } => Self::Conflict,
            StoreError::NotFound { .. } => Self::NotFound,
            other => Self::Store(other),
        }
    }
}

impl From<serde_json::Error> for AppError {
    fn from(_: serde_json::Error) -> Self {
        Self::Data("json")
    }
}
