//! Owns proof (監査): verification of the store, of every case against the fold of its stream, and of everything that was published.
use std::fmt;
use std::sync::Arc;

use domain::id::FacilityId;
use domain::publication::{MonthEvent, PeriodSnapshot, Snapshot};
use serde::Deserialize as _;
use sha2::{Digest, Sha256};
use store::{
    EventRow, PeriodRow, PublicationRow, Read, Store, StoreConfig, Tx, VerifyOptions, VerifyReport, verify_at,
};

use crate::corrective_action::action_faults;
use crate::publication::individual::{matter_fault, release_fault};
use crate::publication::{draw_up_period, drawn_again, month_stream, period_stream};
use crate::report::{load_case, project};
use crate::session::{Hasher, hex};
use crate::{App, AppError, Clock, Ids};

/// One thing that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditFinding {
    /// The facility; `None` = the database as a whole.
    pub facility: Option<FacilityId>,
    /// The table.
    pub table: String,
    /// The key of the row.
    pub key: String,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for AuditFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.table, self.key, self.what)
    }
}

/// The outcome of a verification.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditReport {
    /// Facilities visited.
    pub facilities: u64,
    /// Journal rows checked.
    pub events: u64,
    /// Recorded rows checked.
    pub rows: u64,
    /// Cases folded and compared.
    pub cases: u64,
    /// Published revisions of months and editions of cases recomputed.
    pub publications: u64,
    /// No seal vouches for the operational rows, see [`VerifyReport::unsealed`].
    pub unsealed: bool,
    findings: Vec<AuditFinding>,
}

impl AuditReport {
    /// What is wrong, in the order in which it was found; empty = all is well.
    #[must_use]
    pub fn findings(&self) -> &[AuditFinding] {
        &self.findings
    }

    fn take(&mut self, store: VerifyReport) {
        self.facilities = store.facilities;
        self.events = store.events;
        self.rows = store.rows;
        self.unsealed = store.unsealed;
        self.findings.extend(store.findings.into_iter().map(|finding| AuditFinding {
            facility: finding.facility,
            table: finding.table,
            key: finding.key,
            what: finding.what.to_string(),
        }));
    }

    fn add(&mut self, facility: FacilityId, table: &str, key: impl fmt::Display, what: &str) {
        let what = what.to_owned();
        self.findings.push(AuditFinding {
            facility: Some(facility),
            table: table.to_owned(),
            key: key.to_string(),
            what,
        });
    }
}

impl App {
    /// Verifies the open store: chains, rows, sealed contents, then the fold of every case and every published month.
    ///
    /// # Errors
    /// When the store cannot be read at all.
    pub async fn verify(&self, options: &VerifyOptions) -> Result<AuditReport, AppError> {
        let mut report = AuditReport::default();
        report.take(self.store().verify(options).await?);
        self.verify_meaning(&mut report).await?;
        Ok(report)
    }

    /// Verifies a database at rest, reading only; the seal of the file too.
    ///
    /// # Errors
    /// When it cannot be read at all.
    pub async fn verify_at(
        config: StoreConfig,
        options: &VerifyOptions,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
    ) -> Result<AuditReport, AppError> {
        let mut report = AuditReport::default();
        report.take(verify_at(config.clone(), options).await?);
        let config = StoreConfig::read_only(config.database, config.master_key);
        match Store::open(config).await {
            Ok(store) => {
                let app = Self::new(store, clock, ids, Hasher::strong());
                app.verify_meaning(&mut report).await?;
                app.close().await?;
            }
            Err(_) if !report.findings.is_empty() => {}
            Err(error) => return Err(error.into()),
        }
        Ok(report)
    }

    /// What rows mean: cases are the folds of their streams, months are what their cut-offs give.
    async fn verify_meaning(&self, report: &mut AuditReport) -> Result<(), AppError> {
        let facilities = match self.store().facilities().await {
            Ok(facilities) => facilities,
            Err(_) if !report.findings.is_empty() => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        for facility in facilities {
            let mut tx = self.store().read(&facility.facility_id).await?;
            self.verify_cases(&mut tx, report).await?;
            self.verify_months(&mut tx, report).await?;
            self.verify_individual(&mut tx, report).await?;
            self.verify_periods(&mut tx, report).await?;
            self.verify_actions(&mut tx, report).await;
        }
        Ok(())
    }

    async fn verify_actions(&self, tx: &mut Tx<Read>, report: &mut AuditReport) {
        match action_faults(tx).await {
            Ok(faults) => {
                for (key, what) in faults {
                    report.add(tx.facility_id(), "corrective_actions", key, what);
                }
            }
            Err(_) => report.add(tx.facility_id(), "corrective_actions", "", "the rows cannot be read"),
        }
    }

    async fn verify_cases(&self, tx: &mut Tx<Read>, report: &mut AuditReport) -> Result<(), AppError> {
        let mut after = None;
        loop {
            let Ok(rows) = tx.cases_after(after, 500).await else {
                report.add(tx.facility_id(), "cases", "", "the rows cannot be read");
                return Ok(());
            };
            let Some(last) = rows.last() else { return Ok(()) };
            after = Some(last.report_id);
            for row in rows {
                report.cases += 1;
                let folded = match tx.report(row.report_id).await {
                    Ok(Some(found)) => {
                        load_case(self, tx, &found).await.map(|(case, profile)| project(&case, &profile, row.report_id))
                    }
                    _ => Err(AppError::NotFound),
                };
                if !folded.is_ok_and(|folded| folded == row) {
                    report.add(tx.facility_id(), "cases", row.report_id, "the row is not the fold of its events");
                }
            }
        }
    }

    async fn verify_individual(&self, tx: &mut Tx<Read>, report: &mut AuditReport) -> Result<(), AppError> {
        let (Ok(matters), Ok(releases)) = (tx.matters().await, tx.releases().await) else {
            report.add(tx.facility_id(), "individual_matters", "", "the rows cannot be read");
            return Ok(());
        };
        for row in matters {
            match matter_fault(tx, &row).await {
                Ok(None) => {}
                Ok(Some(what)) => report.add(tx.facility_id(), "individual_matters", row.report_id, what),
                Err(_) => {
                    let what = "the matter cannot be folded";
                    report.add(tx.facility_id(), "individual_matters", row.report_id, what);
                }
            }
        }
        for row in releases {
            report.publications += 1;
            let key = format!("{}/{}", row.slug, row.edition);
            match release_fault(self, tx, &row).await {
                Ok(None) => {}
                Ok(Some(what)) => report.add(tx.facility_id(), "individual_releases", key, what),
                Err(_) => report.add(tx.facility_id(), "individual_releases", key, "the release cannot be recomputed"),
            }
        }
        Ok(())
    }

    async fn verify_months(&self, tx: &mut Tx<Read>, report: &mut AuditReport) -> Result<(), AppError> {
        let Ok(rows) = tx.published().await else {
            report.add(tx.facility_id(), "publications", "", "the rows cannot be read");
            return Ok(());
        };
        for row in rows {
            report.publications += 1;
            let key = format!("{}/{}", row.month, row.revision);
            match self.month_fault(tx, &row).await {
                Ok(None) => {}
                Ok(Some(what)) => report.add(tx.facility_id(), "publications", key, what),
                Err(_) => report.add(tx.facility_id(), "publications", key, "the month cannot be recomputed"),
            }
        }
        Ok(())
    }

    /// What is wrong with a published revision, if anything.
    async fn month_fault(&self, tx: &mut Tx<Read>, row: &PublicationRow) -> Result<Option<&'static str>, AppError> {
        if hex(&Sha256::digest(row.snapshot.as_bytes())) != row.snapshot_hash {
            return Ok(Some("the snapshot is not what was hashed"));
        }
        let snapshot: Snapshot = serde_json::from_str(&row.snapshot)?;
        let events = tx.stream(&month_stream(snapshot.month)).await?;
        if !tells_of(&events, snapshot.revision, &row.snapshot_hash) {
            return Ok(Some("no event tells of this publication"));
        }
        let drawn = drawn_again(self, tx, row).await?;
        if drawn.snapshot.figures != snapshot.figures {
            return Ok(Some("the figures are not what the cut-off gives"));
        }
        Ok((drawn.narrated.len() != snapshot.narratives.len())
            .then_some("the texts are not those of the cases at the cut-off"))
    }

    async fn verify_periods(&self, tx: &mut Tx<Read>, report: &mut AuditReport) -> Result<(), AppError> {
        let Ok(rows) = tx.published_periods().await else {
            report.add(tx.facility_id(), "period_publications", "", "the rows cannot be read");
            return Ok(());
        };
        for row in rows {
            report.publications += 1;
            let key = format!("{}/{}", row.period, row.revision);
            let what = match self.period_fault(tx, &row).await {
                Ok(None) => continue,
                Ok(Some(what)) => what,
                Err(_) => "the period cannot be recomputed",
            };
            report.add(tx.facility_id(), "period_publications", key, what);
        }
        Ok(())
    }

    /// What is wrong with a published revision of a period, if anything.
    async fn period_fault(&self, tx: &mut Tx<Read>, row: &PeriodRow) -> Result<Option<&'static str>, AppError> {
        if hex(&Sha256::digest(row.snapshot.as_bytes())) != row.snapshot_hash {
            return Ok(Some("the snapshot is not what was hashed"));
        }
        let snapshot: PeriodSnapshot = serde_json::from_str(&row.snapshot)?;
        let events = tx.stream(&period_stream(snapshot.period)).await?;
        if !tells_of(&events, snapshot.revision, &row.snapshot_hash) {
            return Ok(Some("no event tells of this publication"));
        }
        let profile = self.profile_version(tx, row.rule_version).await?;
        let facility = tx.facility().await?.ok_or(AppError::NotFound)?;
        let head = (snapshot.period, snapshot.revision, snapshot.cut_off, None);
        let drawn = draw_up_period(self, tx, &facility, &profile, head).await?;
        Ok((drawn.figures != snapshot.figures).then_some("the figures are not what the cut-off gives"))
    }
}

/// Whether the journal tells of the publication of this revision with this hash.
fn tells_of(events: &[EventRow], revision: u32, snapshot_hash: &str) -> bool {
    let wanted = MonthEvent::MonthPublished { revision, snapshot_hash: snapshot_hash.to_owned() };
    events.iter().filter_map(|event| MonthEvent::deserialize(&event.facts).ok()).any(|event| event == wanted)
}
