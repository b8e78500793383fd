//! Owns the id types: one newtype per thing, so that a report's id cannot be passed where an account's is meant.
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The text is not an id of this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id")]
pub struct IdError;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps an id that an adapter made or a row held.
            #[must_use]
            pub const fn from_uuid(value: Uuid) -> Self {
                Self(value)
            }
            /// Gives the bare UUID.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Uuid::try_parse(text).map(Self).map_err(|_| IdError)
            }
        }
    )*};
}

ids! {
    /// A facility (施設): the tenant. Leads every key of every table.
    FacilityId;
    /// A unit (部署) of a facility.
    UnitId;
    /// A place (場所) of a facility.
    PlaceId;
    /// A member of staff (職員) of a facility.
    AccountId;
    /// A submitted report (報告). UUIDv7; v4 for anonymous reports, so that the id does not tell the time.
    ReportId;
    /// An event (事象): what happened, told by one or several reports.
    EventId;
    /// A draft (下書き), kept until it is submitted or thrown away.
    DraftId;
    /// A rule that lets one person stamp for another between two dates (代決の委任).
    DelegationId;
    /// A photograph or file (写真・添付), of a draft or of a report. Always random: it tells no time.
    AttachmentId;
    /// Another name (呼び名・通称) of the facility's list.
    OtherNameId;
    /// A note on a chart (管理図の注記): words, a frozen baseline, new limits, a chosen kind.
    ChartNoteId;
    /// A signal (シグナル) of a chart that waits to be dealt with.
    SignalId;
    /// A saved view (保存した表示) of the insight page.
    SavedViewId;
    /// A corrective action (再発防止の対策).
    CorrectiveActionId;
}
