//! Owns the look at the sealed files: each that a row of a report or a floor plan names is there, is what its name says, and opens.
use std::collections::HashMap;

use domain::id::ReportId;

use super::rows::{key_values, page};
use super::{Fault, VerifyOptions, VerifyReport};
use crate::attachment::{ATTACHMENTS, AttachmentRow, key_of};
use crate::blob::{BlobKey, BlobState, Blobs};
use crate::error::Result;
use crate::field::Field as _;
use crate::plan::{self, PLANS, PlanRow};
use crate::report_key::{ReportKeyRow, unwrap_row};
use crate::sealed::Key;
use crate::tx::{Read, Tx, decode};

/// Looks at every file of every report and at every plan; without a directory each is missing.
pub(crate) async fn check(
    tx: &mut Tx<Read>,
    blobs: Option<&Blobs>,
    options: &VerifyOptions,
    report: &mut VerifyReport,
) -> Result<()> {
    plans(tx, blobs, options, report).await?;
    let mut keys: HashMap<ReportId, Option<Key>> = HashMap::new();
    let mut after = None;
    loop {
        let rows = page(tx, ATTACHMENTS, after.as_deref()).await?;
        for row in &rows {
            // What cannot be read was told when the rows were compared.
            let Ok(row) = decode::<AttachmentRow>(row) else { continue };
            let key = if options.deep { content_key(tx, &mut keys, row.report_id).await? } else { None };
            let key = key.map(|key| key_of(&key, &tx.facility_text, &row));
            if let Some(fault) = fault_of(blobs, [Some(&row.blob), row.thumb.as_ref()], key)? {
                report.add(Some(tx.facility), ATTACHMENTS.name, row.attachment_id.to_string(), fault);
            }
        }
        after = rows.last().and_then(|row| key_values(ATTACHMENTS, row));
        if after.is_none() {
            return Ok(());
        }
    }
}

/// Looks at the picture of every floor plan.
async fn plans(
    tx: &mut Tx<Read>,
    blobs: Option<&Blobs>,
    options: &VerifyOptions,
    report: &mut VerifyReport,
) -> Result<()> {
    let mut after = None;
    loop {
        let rows = page(tx, PLANS, after.as_deref()).await?;
        for row in &rows {
            let Ok(row) = decode::<PlanRow>(row) else { continue };
            let key = options.deep.then(|| plan::key_of(&tx.keyring, &tx.facility_text, &row));
            if let Some(fault) = fault_of(blobs, [Some(&row.blob), Some(&row.thumb)], key)? {
                report.add(Some(tx.facility), PLANS.name, row.plan_id.to_string(), fault);
            }
        }
        after = rows.last().and_then(|row| key_values(PLANS, row));
        if after.is_none() {
            return Ok(());
        }
    }
}

/// The key of a report's content; `None` = erased, or it does not open, which was told with the report.
async fn content_key(
    tx: &mut Tx<Read>,
    known: &mut HashMap<ReportId, Option<Key>>,
    id: ReportId,
) -> Result<Option<Key>> {
    if let Some(key) = known.get(&id) {
        return Ok(key.clone());
    }
    let row: Option<ReportKeyRow> = tx.get_row(&[id.to_value()]).await.unwrap_or_default();
    let keys = row.and_then(|row| unwrap_row(&tx.keyring, &tx.facility_text, &row).ok());
    let key = keys.and_then(|keys| keys.content);
    known.insert(id, key.clone());
    Ok(key)
}

/// What is wrong with the named files; their key is looked at when there is one.
fn fault_of(blobs: Option<&Blobs>, names: [Option<&String>; 2], key: Option<Result<BlobKey>>) -> Result<Option<Fault>> {
    let Some(blobs) = blobs else { return Ok(Some(Fault::BlobMissing)) };
    let Ok(key) = key.transpose() else { return Ok(Some(Fault::DoesNotOpen)) };
    for name in names.into_iter().flatten() {
        match blobs.check(name, key.as_ref())? {
            BlobState::Whole => {}
            BlobState::Missing => return Ok(Some(Fault::BlobMissing)),
            BlobState::Changed => return Ok(Some(Fault::BlobChanged)),
        }
    }
    Ok(None)
}
