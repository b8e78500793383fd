//! Owns the look at the sealed files: each that a report's row names is there, is what its name says, and opens.
use std::collections::HashMap;

use domain::id::ReportId;

use super::rows::{key_values, page};
use super::{Fault, VerifyOptions, VerifyReport};
use crate::attachment::{ATTACHMENTS, AttachmentRow, key_of};
use crate::blob::{BlobKey, BlobState, Blobs};
use crate::error::Result;
use crate::field::Field as _;
use crate::report_key::{ReportKeyRow, unwrap_row};
use crate::sealed::Key;
use crate::tx::{Read, Tx, decode};

/// Looks at every file of every report; without a directory each is missing.
pub(crate) async fn check(
    tx: &mut Tx<Read>,
    blobs: Option<&Blobs>,
    options: &VerifyOptions,
    report: &mut VerifyReport,
) -> Result<()> {
    let mut keys: HashMap<ReportId, Option<Key>> = HashMap::new();
    let mut after = None;
    loop {
        let rows = page(tx, ATTACHMENTS, after.as_deref()).await?;
        for row in &rows {
            // What cannot be read was told when the rows were compared.
            let Ok(row) = decode::<AttachmentRow>(row) else { continue };
            let key = if options.deep { content_key(tx, &mut keys, row.report_id).await? } else { None };
            if let Some(fault) = fault_of(&tx.facility_text, blobs, &row, key.as_ref())? {
                report.add(Some(tx.facility), ATTACHMENTS.name, row.attachment_id.to_string(), fault);
            }
        }
        after = rows.last().and_then(|row| key_values(ATTACHMENTS, row));
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

fn fault_of(
    facility: &str,
    blobs: Option<&Blobs>,
    row: &AttachmentRow,
    content_key: Option<&Key>,
) -> Result<Option<Fault>> {
    let Some(blobs) = blobs else { return Ok(Some(Fault::BlobMissing)) };
    let key: Option<BlobKey> = match content_key.map(|key| key_of(key, facility, row)) {
        Some(Err(_)) => return Ok(Some(Fault::DoesNotOpen)),
        opened => opened.transpose()?,
    };
    for name in [Some(&row.blob), row.thumb.as_ref()].into_iter().flatten() {
        match blobs.check(name, key.as_ref())? {
            BlobState::Whole => {}
            BlobState::Missing => return Ok(Some(Fault::BlobMissing)),
            BlobState::Changed => return Ok(Some(Fault::BlobChanged)),
        }
    }
    Ok(None)
}
