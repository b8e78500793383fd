//! Owns the list of every table and column with its classification; a test compares it with the real schema of both engines.
use crate::field::Kind;
pub(crate) use crate::field::{Field, Value};

/// What a column may hold, for data protection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Codes, dates, numbers and texts written for publication: nothing that names a person.
    Coded,
    /// Ciphertext: identity and free text (AES-256-GCM).
    Sealed,
    /// Free text from which the machine took what identifies a person; nobody has reviewed it.
    Deidentified,
    /// Names a member of staff (staff directory only).
    Personal,
    /// A digest of a secret: password hash, token hash.
    Secret,
    /// Ids, counters, times, digests.
    Technical,
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub kind: Kind,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// What it may hold.
    pub class: Class,
}

/// One table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns without the leading `facility_id`. New ones are added at the end: digests depend on the order.
    pub columns: &'static [Column],
    /// The key columns after `facility_id`.
    pub key: &'static [&'static str],
    /// Whether the journal covers its rows.
    pub recorded: bool,
}

/// Tables that are built again from others at will: neither the journal nor a tally vouches for them (ADR 0013).
pub(crate) const DERIVED: [&Table; 2] = [crate::search::SEARCH_DOCS, crate::doubt::SEARCH_DOUBTS];

/// A row type of one table.
pub(crate) trait Record: Sized {
    const TABLE: &'static Table;
    /// The values in the order of the table's columns.
    fn values(&self) -> Vec<Value>;
    /// The values of the key columns, without `facility_id`.
    fn key(&self) -> Vec<Value>;
    /// Reads the values in the order of the columns; an error is the index of the column that cannot be read.
    fn from_values(values: impl Iterator<Item = Value>) -> Result<Self, usize>;
}

/// Declares a row struct, its table and the classification of each column in one place.
/// `Debug` shows coded and technical columns only, so that a log line cannot hold a name or a secret.
macro_rules! record {
    (
        $(#[$doc:meta])*
        $vis:vis struct $name:ident in $table:ident = $sql:literal, recorded: $recorded:literal, key: ($($key:ident),*) {
            $( $(#[$fdoc:meta])* $field:ident: $ty:ty => $class:ident, )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq)]
        $vis struct $name { $( $(#[$fdoc])* $vis $field: $ty, )* }

        pub(crate) const $table: &$crate::registry::Table = &$crate::registry::Table {
            name: $sql,
            columns: &[$( $crate::registry::Column {
                name: stringify!($field),
                kind: <$ty as $crate::registry::Field>::KIND,
                nullable: <$ty as $crate::registry::Field>::NULLABLE,
                class: $crate::registry::Class::$class,
            }, )*],
            key: &[$(stringify!($key)),*],
            recorded: $recorded,
        };

        impl $crate::registry::Record for $name {
            const TABLE: &'static $crate::registry::Table = $table;
            fn values(&self) -> Vec<$crate::registry::Value> {
                vec![$( $crate::registry::Field::to_value(&self.$field), )*]
            }
            fn key(&self) -> Vec<$crate::registry::Value> {
                vec![$( $crate::registry::Field::to_value(&self.$key), )*]
            }
            fn from_values(mut values: impl Iterator<Item = $crate::registry::Value>) -> Result<Self, usize> {
                let mut at = 0usize;
                $(
                    let $field = values.next().and_then(<$ty as $crate::registry::Field>::from_value).ok_or(at)?;
                    at += 1;
                )*
                let _ = at;
                Ok(Self { $( $field, )* })
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut out = f.debug_struct(stringify!($name));
                $(
                    match $crate::registry::Class::$class {
                        $crate::registry::Class::Coded | $crate::registry::Class::Technical => out.field(stringify!($field), &self.$field),
                        _ => out.field(stringify!($field), &"[redacted]"),
                    };
                )*
                out.finish()
            }
        }
    };
}
pub(crate) use record;

/// Every table that has a facility, recorded or not.
pub const TABLES: &[&Table] = &[
    crate::facility::FACILITIES,
    crate::facility::UNITS,
    crate::facility::PLACES,
    crate::people::ACCOUNTS,
    crate::people::SEAT_HOLDERS,
    crate::people::DELEGATIONS,
    crate::profile::PROFILE_VERSIONS,
    crate::report::REPORTS,
    crate::report_key::REPORT_KEYS,
    crate::approval::CASES,
    crate::event::READ_RECEIPTS,
    crate::event::MEASURE_UNITS,
    crate::publication::PUBLICATIONS,
    crate::publication::PUBLICATION_TEXTS,
    crate::report::NUMBER_SERIES,
    crate::journal::JOURNAL,
    crate::journal::JOURNAL_HEADS,
    crate::session::SESSIONS,
    crate::session::SIGN_IN_ATTEMPTS,
    crate::draft::DRAFTS,
    crate::draft::IDEMPOTENCY_KEYS,
    crate::attachment::DRAFT_FILES,
    crate::attachment::ATTACHMENTS,
    crate::tally::TALLIES,
    crate::keeper::KEEPER_MATTERS,
    crate::device::KNOWN_DEVICES,
    crate::plan::PLANS,
    crate::search::SEARCH_DOCS,
    crate::doubt::SEARCH_DOUBTS,
    crate::doubt::DISTINCT_REPORTS,
    crate::suggest::TEXT_MODELS,
    crate::suggest::SUGGESTION_COUNTS,
    crate::other_name::OTHER_NAMES,
    crate::settlement::SETTLEMENTS,
    crate::individual::INDIVIDUAL_MATTERS,
    crate::individual::INDIVIDUAL_RELEASES,
    crate::period::PERIOD_PUBLICATIONS,
    crate::insight::CHART_NOTES,
    crate::insight::SIGNALS,
    crate::insight::SAVED_VIEWS,
    crate::exposure::EXPOSURES,
    crate::corrective_action::CORRECTIVE_ACTIONS,
    crate::corrective_action::ACTION_STEPS,
];
