//! Owns the values that a column can hold and their translation from and to Rust types.
use std::fmt::Display;
use std::str::FromStr;

use domain::id::{
    AccountId, AttachmentId, ChartNoteId, CorrectiveActionId, DelegationId, DraftId, EventId, FacilityId, OtherNameId,
    PlaceId, ReportId, SavedViewId, SignalId, UnitId,
};

/// The three column types of both engines: TEXT, BIGINT and BLOB (BYTEA).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// TEXT
    Text,
    /// BIGINT
    Int,
    /// BLOB or BYTEA
    Blob,
}

/// A value to bind, or one that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    Null(Kind),
    Text(String),
    Int(i64),
    Blob(Vec<u8>),
    /// What was read is of another type than the column's: no field accepts it.
    Unreadable,
}

impl Value {
    /// The text of a key part; keys are texts and numbers only.
    pub(crate) fn key_text(&self) -> String {
        match self {
            Self::Null(_) | Self::Unreadable => String::new(),
            Self::Text(text) => text.replace('%', "%25").replace('/', "%2F"),
            Self::Int(number) => number.to_string(),
            Self::Blob(bytes) => crate::hex::encode(bytes),
        }
    }
}

/// A Rust type that is kept in one column.
pub(crate) trait Field: Sized {
    const KIND: Kind;
    const NULLABLE: bool = false;
    fn to_value(&self) -> Value;
    /// `None` = the column holds what this program never writes.
    fn from_value(value: Value) -> Option<Self>;
}

impl Field for String {
    const KIND: Kind = Kind::Text;
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Field for i64 {
    const KIND: Kind = Kind::Int;
    fn to_value(&self) -> Value {
        Value::Int(*self)
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Int(number) => Some(number),
            _ => None,
        }
    }
}

impl Field for bool {
    const KIND: Kind = Kind::Int;
    fn to_value(&self) -> Value {
        Value::Int(i64::from(*self))
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Int(0) => Some(false),
            Value::Int(1) => Some(true),
            _ => None,
        }
    }
}

impl Field for Vec<u8> {
    const KIND: Kind = Kind::Blob;
    fn to_value(&self) -> Value {
        Value::Blob(self.clone())
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Blob(bytes) => Some(bytes),
            _ => None,
        }
    }
}

impl<T: Field> Field for Option<T> {
    const KIND: Kind = T::KIND;
    const NULLABLE: bool = true;
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null(T::KIND), Field::to_value)
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null(_) => Some(None),
            other => T::from_value(other).map(Some),
        }
    }
}

macro_rules! id_fields {
    ($($name:ty),*) => {$(
        impl Field for $name {
            const KIND: Kind = Kind::Text;
            fn to_value(&self) -> Value {
                Value::Text(self.to_string())
            }
            fn from_value(value: Value) -> Option<Self> {
                parse_text(value)
            }
        }
    )*};
}

id_fields!(
    AccountId,
    AttachmentId,
    ChartNoteId,
    CorrectiveActionId,
    DelegationId,
    DraftId,
    EventId,
    FacilityId,
    OtherNameId,
    PlaceId,
    ReportId,
    SavedViewId,
    SignalId,
    UnitId
);

fn parse_text<T: FromStr + Display>(value: Value) -> Option<T> {
    let text = String::from_value(value)?;
    // Only the canonical spelling is ours: another one would escape comparison by text.
    text.parse::<T>().ok().filter(|id| id.to_string() == text)
}

/// A unit that may be left out in a key: stored as empty text, meaning every unit (全部署).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitScope(pub Option<UnitId>);

impl UnitScope {
    /// The unit; `None` = every unit.
    #[must_use]
    pub const fn unit(self) -> Option<UnitId> {
        self.0
    }
}

impl Field for UnitScope {
    const KIND: Kind = Kind::Text;
    fn to_value(&self) -> Value {
        Value::Text(self.0.map(|unit| unit.to_string()).unwrap_or_default())
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Text(text) if text.is_empty() => Some(Self(None)),
            other => UnitId::from_value(other).map(|unit| Self(Some(unit))),
        }
    }
}
