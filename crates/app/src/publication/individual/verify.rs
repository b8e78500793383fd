//! Owns the proof of individual publications: each row is the fold of its stream, each edition what the journal gives at its cut-off.
use std::sync::Arc;

use domain::profile::Profile;
use domain::publication::individual::{Announcement, Matter, MatterEvent};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};
use store::{MatterRow, ReleaseRow, Tx};

use super::announce::{Head, draw_up, hash_of};
use super::matter::{entered_at, fold, load, project, stream};
use crate::session::hex;
use crate::{App, AppError};

/// Whether the row of a matter is the fold of its stream.
pub(crate) async fn matter_fault<M>(tx: &mut Tx<M>, row: &MatterRow) -> Result<Option<&'static str>, AppError> {
    let events = tx.stream(&stream(row.report_id)).await?;
    let matter = fold(&events)?;
    let folded = project(&matter, row.report_id, entered_at(&events)?)?;
    Ok((folded != *row).then_some("the row is not the fold of its events"))
}

/// What is wrong with a released edition, if anything.
pub(crate) async fn release_fault<M>(
    app: &App,
    tx: &mut Tx<M>,
    row: &ReleaseRow,
) -> Result<Option<&'static str>, AppError> {
    // What was erased can be neither read nor drawn up again.
    if !tx.keys_present(row.report_id).await?.0 {
        return Ok(None);
    }
    let bytes = tx.open_content(row.report_id, &row.sealed).await?;
    if hex(&Sha256::digest(&bytes)) != row.snapshot_hash {
        return Ok(Some("the announcement is not what was hashed"));
    }
    let kept: Announcement = serde_json::from_slice(&bytes)?;
    let (_, entries) = load(tx, row.report_id).await?;
    let Some(at) = entries.iter().position(|entry| tells_of(&entry.event, row)) else {
        return Ok(Some("no event tells of this release"));
    };
    let (before, mut matter) = (&entries[..at], Matter::default());
    for entry in before {
        matter.apply(&entry.event, &entry.actor);
    }
    let parts = matter.parts_to_release();
    if !matter.covers(&parts) {
        return Ok(Some("the consents of that time do not cover it"));
    }
    let profile: Arc<Profile> = app.profile_version(tx, row.rule_version).await?;
    let facility = tx.facility().await?.ok_or(AppError::NotFound)?;
    let zone = TimeZone::get(&facility.zone).map_err(|_| AppError::Data("zone"))?;
    let day_of = |at: i64| {
        let instant = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH);
        instant.to_zoned(zone.clone()).date()
    };
    // The facility may be called otherwise today; what it was called then stands in the announcement.
    let head = Head {
        facility: [kept.facility.clone(), kept.facility_ja.clone(), kept.facility_en.clone()],
        slug: row.slug.clone(),
        edition: u32::try_from(row.edition).map_err(|_| AppError::Data("edition"))?,
        cut_off: row.cut_off,
    };
    let drawn = draw_up(&profile, &matter, before, &parts, head, &day_of)?;
    let same = hash_of(&drawn)?.1 == row.snapshot_hash;
    Ok((!same).then_some("the announcement is not what the journal gives"))
}

fn tells_of(event: &MatterEvent, row: &ReleaseRow) -> bool {
    match event {
        MatterEvent::Released { slug, snapshot_hash, .. } => {
            row.edition == 1 && *slug == row.slug && *snapshot_hash == row.snapshot_hash
        }
        MatterEvent::CorrectionReleased { edition, snapshot_hash } => {
            i64::from(*edition) == row.edition && *snapshot_hash == row.snapshot_hash
        }
        _ => false,
    }
}
