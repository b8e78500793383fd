//! Owns the data: both engines, migrations, tenant-bound transactions, the journal, sealed fields, verification.
//!
//! # Opening
//! ```text
//! let key = MasterKey::from_slice(&bytes).ok_or(…)?;                       // 32 bytes
//! let store = Store::open(StoreConfig::new("data/futawa.db", key)).await?;   // or postgres://user@host/db
//! store.healthy().await?;
//! let entry = store.facility_by_code("asahi").await?;                       // the only cross-tenant reads: this and facilities()
//! store.backup(path).await?;                                                // SQLite only
//! store.close().await?;                                                     // SQLite: checkpoints and seals the file
//! ```
//! On SQLite one process at a time may open for writing: `<db>.lock` is held until `close` (or the end of the process). Reading,
//! verification and backup need no lock.
//! `Store` is cheap to clone. Errors are [`StoreError`]; `error.is_conflict("accounts_facility_id_login_key")` tells which
//! key refused (`<table>_pkey` or `<table>_<columns>_key`, the same on both engines).
//!
//! # Transactions
//! ```text
//! let mut tx = store.read(&facility_id).await?;      // one snapshot
//! let page = tx.reports(&ReportFilter { states: vec!["in_review".into()], ..Default::default() }, Page { limit: 50, offset: 0 }).await?;
//!
//! let mut tx = store.write(&facility_id).await?;     // writers of one facility follow one another
//! tx.insert_unit(&row).await?;
//! tx.append(NewEvent { chain: Chain::Main, stream: "facility".into(), expected_stream_seq: None, … }).await?;
//! tx.commit().await?;                                // dropped without commit = rolled back
//! ```
//! The transaction owns the facility id, so row structs do not carry it. Instants are `i64` µs since 1970 UTC, dates ISO
//! text, codes and JSON text, flags `bool`.
//!
//! # The journal
//! Every row written to a *recorded* table must be claimed by an event: [`Tx::append`] claims all rows written since the
//! event before it; `commit` refuses (`Unjournalled`) when some are left. So write the rows first, then append.
//! `expected_stream_seq: Some(n)` means "I decided upon the stream up to event n (0 = empty)": the event gets n + 1, or
//! the result is `Conflict("journal_facility_id_stream_stream_seq_key")`. Several events in one transaction: n, n + 1 …
//! Read with `stream`, `stream_end`, `streams_prefix(prefix, until_at)`, `events_since`, `events_before`.
//! A read that must be journalled is a write transaction with an `append` and no rows.
//!
//! # Sealing
//! ```text
//! tx.create_report_keys(report_id).await?;                          // first, in the transaction that files the report
//! let sealed = tx.seal_content(report_id, &bytes).await?;           // goes to ReportRow::sealed or NewEvent::sealed
//! let identity = tx.seal_identity(report_id, &bytes).await?;
//! let plain = tx.open_content(report_id, &sealed).await?;           // Sealed = erased key, other key, other report
//! tx.erase_keys(report_id, KeyPart::Identity).await?;               // then append an event
//! let draft = tx.seal_misc("draft", &draft_id.to_string(), &bytes)?; // small secrets of their own
//! let tag = tx.reporter_tag(report_id, account_id);                 // pseudonym, another one on every report
//! ```
//!
//! # Where the rows are
//! `facility` (FacilityRow, UnitRow, PlaceRow) · `people` (AccountRow, SeatHolderRow, DelegationRow) · `profile` ·
//! `report` (ReportRow, `next_number`) · `report_list` (`reports`, `inbox`, `reports_of_month`) · `approval` (CaseRow) ·
//! `event` (ReadReceiptRow) · `plan` (PlanRow) · `publication` · `period` · `individual` (MatterRow, ReleaseRow) · `insight` (InsightLine, ChartNoteRow, SignalRow, SavedViewRow) · `corrective_action` (CorrectiveActionRow, ActionStepRow) · `session` · `device` ·
//! `keeper` · `draft` (DraftRow, IdempotencyRow) · `search` (SearchDoc; `ReportFilter::words`). Every noun has
//! `insert_x`, `update_x` where rows may change, `x(id)` and lists. Reports and published months never change: the
//! engines refuse it.
//!
//! # Verification
//! `store.verify(&VerifyOptions::default())` on an open store; [`verify_at`] for one at rest (also checks the file's seal).
//! To compare cases with their streams, walk `tx.cases_after(after, limit)` and fold `tx.stream(…)` of each.
//!
//! # Inside
//! `dialect` alone knows the engine; `registry` lists every column with its classification (declared beside the row struct
//! by `record!`); `cross` holds the reads that cross tenants; migrations are in `migrations/`.

mod approval;
mod attachment;
mod backup;
mod blob;
mod corrective_action;
mod cross;
mod device;
mod dialect;
mod doubt;
mod draft;
mod error;
mod event;
mod exposure;
mod facility;
mod field;
mod hex;
mod individual;
mod insight;
mod journal;
mod keeper;
mod lock;
mod other_name;
mod people;
mod period;
mod plan;
mod profile;
mod publication;
pub mod registry;
mod report;
mod report_filter;
mod report_key;
mod report_list;
mod seal_file;
mod sealed;
mod search;
mod session;
mod settlement;
mod store;
mod suggest;
mod summary;
mod tally;
#[cfg(test)]
mod tests;
mod tx;
mod verify;

pub use approval::CaseRow;
pub use attachment::{AttachmentRow, DraftFileRow, FileSecret};
pub use blob::{BLOB_DIR, BlobKey, copy_files};
pub use corrective_action::{ActionFilter, ActionLine, ActionStepRow, CorrectiveActionRow};
pub use cross::FacilityEntry;
pub use device::KnownDeviceRow;
pub use dialect::{Access, Engine};
pub use doubt::{DistinctRow, DoubtRow};
pub use draft::{DraftRow, IdempotencyRow};
pub use error::{Result, StoreError};
pub use event::{MeasureUnitRow, ReadReceiptRow};
pub use exposure::ExposureRow;
pub use facility::{FacilityRow, PlaceRow, UnitRow};
pub use field::{Kind, UnitScope};
pub use individual::{MatterRow, ReleaseRow};
pub use insight::{ChartNoteRow, InsightLine, SavedViewRow, SignalRow};
pub use journal::{AppendedEvent, Chain, EventRow, Mark, NewEvent};
pub use keeper::KeeperMatterRow;
pub use other_name::OtherNameRow;
pub use people::{AccountRow, DelegationRow, SeatHolderRow};
pub use period::PeriodRow;
pub use plan::PlanRow;
pub use profile::ProfileVersionRow;
pub use publication::{PublicationRow, PublicationTextRow};
pub use report::ReportRow;
pub use report_filter::{Answer, LagDays, ReportFilter};
pub use report_key::KeyPart;
pub use report_list::{Page, ReportLine, ReportPage};
pub use sealed::MasterKey;
pub use search::{SearchDoc, SearchText, SearchWords};
pub use session::{SessionRow, SignInAttemptRow};
pub use settlement::SettlementRow;
pub use store::{Store, StoreConfig};
pub use suggest::{ConfirmedLabel, SuggestionCountRow, TextModelRow};
pub use tx::{Read, Tx, Write};
pub use verify::{Fault, Finding, VerifyOptions, VerifyReport, verify_at};
