//! Owns verification: every chain, head, row digest, sealed report and the engine's own check. Reads only.
mod chain;
mod files;
mod rows;

use std::fmt;

use domain::id::FacilityId;

use crate::dialect;
use crate::error::{Result, StoreError};
use crate::seal_file::{self, Seal};
use crate::sealed::Keyring;
use crate::store::{Store, StoreConfig};

/// What to check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerifyOptions {
    /// Whether each report's sealed content is opened with its key (`--deep`).
    pub deep: bool,
}

impl Default for VerifyOptions {
    fn default() -> Self {
        Self { deep: true }
    }
}

/// What is wrong with a row, a chain or the file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The row is not as the last event left it.
    Changed,
    /// The row that the last event left is gone.
    Missing,
    /// No event tells of the row.
    Unjournalled,
    /// A column holds what this program never writes.
    Unreadable,
    /// Numbers of the chain are missing before this row.
    Gap,
    /// The row does not follow the one before it.
    Link,
    /// The content of the journal row is not what was hashed.
    Hash,
    /// The end of the chain is not where its head says.
    Head,
    /// The head was not written by this program with this master key.
    Mac,
    /// The sealed content does not open with the report's key.
    DoesNotOpen,
    /// The rows of the table are not those that this program left.
    Tally,
    /// The sealed file that the row names is gone.
    BlobMissing,
    /// The sealed file is not what the row names, or does not open with its key.
    BlobChanged,
    /// The file is not as it was left at the last clean end.
    FileChanged,
    /// What the engine says about its own pages or keys.
    Engine(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Changed => "the row is not as the last event left it",
            Self::Missing => "the row is gone",
            Self::Unjournalled => "no event tells of the row",
            Self::Unreadable => "a column cannot be read",
            Self::Gap => "rows of the chain are missing before this one",
            Self::Link => "the row does not follow the one before it",
            Self::Hash => "the content is not what was hashed",
            Self::Head => "the chain does not end where its head says",
            Self::Mac => "the head was not written with this master key",
            Self::DoesNotOpen => "the sealed content does not open with its key",
            Self::Tally => "rows were changed, added or removed",
            Self::BlobMissing => "the sealed file that the row names is gone",
            Self::BlobChanged => "the sealed file is not the one that the row names",
            Self::FileChanged => "the file was changed while it was at rest",
            Self::Engine(text) => text,
        })
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The facility; `None` = the file as a whole.
    pub facility: Option<FacilityId>,
    /// The table, or `(file)`.
    pub table: String,
    /// The key without the facility, its parts joined by `/`.
    pub key: String,
    /// What is wrong.
    pub what: Fault,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.table, self.key, self.what)
    }
}

/// The outcome.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Facilities visited.
    pub facilities: u64,
    /// Journal rows checked.
    pub events: u64,
    /// Recorded rows checked.
    pub rows: u64,
    /// The file, or the engine, carries no seal: every row is vouched for all the same, but not the bytes between them, and an
    /// older copy of operational rows (sessions, drafts, keys of forms, failed sign-ins) would pass. Known only of a database at rest.
    pub unsealed: bool,
    /// What is wrong, in the order in which it was found; empty = all is well.
    pub findings: Vec<Finding>,
}

impl VerifyReport {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    pub(crate) fn add(&mut self, facility: Option<FacilityId>, table: &str, key: impl Into<String>, what: Fault) {
        let finding = Finding { facility, table: table.to_owned(), key: key.into(), what };
        // A damaged page is told by the engine and by each row on it; saying the same twice helps nobody.
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Turns damage that stopped a step into a finding; other errors stay errors.
    fn absorb(&mut self, facility: Option<FacilityId>, step: Result<()>) -> Result<()> {
        match step {
            Err(StoreError::Corrupt { table, row, .. }) => {
                self.add(facility, &table, row, Fault::Unreadable);
            }
            Err(StoreError::Database(source)) => {
                self.add(facility, "(file)", "", Fault::Engine(source.to_string()));
            }
            other => return other,
        }
        Ok(())
    }
}

/// Verifies a database that is not open: first the seal of the file, then, opened for reading only, everything else.
/// Damage that keeps the engine from opening the file is a finding.
pub async fn verify_at(config: StoreConfig, options: &VerifyOptions) -> Result<VerifyReport> {
    let config = StoreConfig { access: dialect::Access::ReadOnly, ..config };
    let target = crate::dialect::Target::parse(&config.database)?;
    let mut report = VerifyReport { unsealed: true, ..VerifyReport::default() };
    if let Some(file) = &target.file {
        check_seal(file, &Keyring::new(&config.master_key), &mut report)?;
    }
    let store = match Store::open(config).await {
        Ok(store) => store,
        Err(error @ (StoreError::Corrupt { .. } | StoreError::Database(_))) => {
            report.absorb(None, Err(error))?;
            return Ok(report);
        }
        // A changed byte may look like another schema or another key; when the seal is broken that is the finding.
        Err(_) if !report.is_clean() => return Ok(report),
        Err(error) => return Err(error),
    };
    let inner = store.verify(options).await;
    store.close().await?;
    let mut inner = inner?;
    report.findings.append(&mut inner.findings);
    Ok(VerifyReport { findings: report.findings, unsealed: report.unsealed, ..inner })
}

fn check_seal(file: &std::path::Path, keyring: &Keyring, report: &mut VerifyReport) -> Result<()> {
    let seal = seal_file::check(file, keyring)?;
    report.unsealed = seal == Seal::Absent;
    if seal == Seal::Broken {
        report.add(None, "(file)", file.display().to_string(), Fault::FileChanged);
    }
    Ok(())
}

impl Store {
    /// Verifies everything that this open store holds, as of one moment per facility.
    pub async fn verify(&self, options: &VerifyOptions) -> Result<VerifyReport> {
        let mut report = VerifyReport::default();
        let engine = self.check_engine(&mut report).await;
        report.absorb(None, engine)?;
        let facilities = match self.facilities_to_verify().await {
            Ok(facilities) => facilities,
            Err(error) => {
                report.absorb(None, Err(error))?;
                return Ok(report);
            }
        };
        for facility in facilities {
            report.facilities += 1;
            let step = self.verify_facility(facility, options, &mut report).await;
            report.absorb(Some(facility), step)?;
        }
        Ok(report)
    }

    async fn check_engine(&self, report: &mut VerifyReport) -> Result<()> {
        for (table, text) in dialect::self_check(&self.pools).await? {
            report.add(None, &table, "", Fault::Engine(text));
        }
        Ok(())
    }

    async fn verify_facility(
        &self,
        facility: FacilityId,
        options: &VerifyOptions,
        report: &mut VerifyReport,
    ) -> Result<()> {
        let mut tx = self.read(&facility).await?;
        let last = chain::walk(&mut tx, report).await?;
        rows::compare(&mut tx, last, options, report).await?;
        files::check(&mut tx, self.blobs.as_ref(), options, report).await?;
        for table in tx.false_tallies().await? {
            report.add(Some(facility), table, "", Fault::Tally);
        }
        Ok(())
    }
}
