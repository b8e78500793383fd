//! Owns what the public reads of individual publications: released editions, and the word that one was withdrawn.
use domain::profile::Label;
use domain::publication::individual::Announcement;
use domain::publication::{AnnouncementKind, AnnouncementLine};
use store::{MatterRow, Tx};

use super::matter::folded;
use crate::{App, AppError, Ctx};

/// The stage of a matter that was taken back for good.
const WITHDRAWN: &str = "withdrawn";

/// One edition in the history of an announcement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicEdition {
    /// 1 = the first release.
    pub number: u32,
    /// When, microseconds since 1970 UTC.
    pub released_at: i64,
    /// Why it took the place of the one before.
    pub reason: Option<String>,
    /// SHA-256 of the announcement, hexadecimal.
    pub hash: String,
}

/// An individual publication as the public sees it.
#[derive(Debug, Clone)]
pub struct PublicCase {
    /// Name in public addresses.
    pub slug: String,
    /// The newest edition and its very text; `None` when it is withdrawn or held back.
    pub announcement: Option<(Announcement, String)>,
    /// When it was withdrawn or held back, microseconds since 1970 UTC.
    pub ended_at: Option<i64>,
    /// It is withdrawn for good.
    pub withdrawn: bool,
    /// What the standard is called.
    pub rule: Label,
    /// All editions, newest first; without their reasons once the text is gone.
    pub editions: Vec<PublicEdition>,
    /// Japanese and English name of the facility.
    pub names: (String, String),
    /// Public code of the facility.
    pub facility: String,
    /// How to reach the facility.
    pub contact: String,
    /// The facility's context, for dates in its zone.
    pub ctx: Ctx,
}

/// Whether the public may read the text: the stage allows it, and its key was not erased.
async fn is_readable<M>(tx: &mut Tx<M>, row: &MatterRow) -> Result<bool, AppError> {
    let public = folded(tx, row.report_id).await?.public_edition().is_some();
    Ok(public && tx.keys_present(row.report_id).await?.0)
}

impl App {
    /// An individual publication; `None` when there is no such facility or no such release.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn public_case(&self, code: &str, slug: &str) -> Result<Option<PublicCase>, AppError> {
        let Some(ctx) = self.visitor(code).await? else { return Ok(None) };
        let mut tx = self.store().read(&ctx.facility).await?;
        let Some(row) = tx.matter_by_slug(slug).await? else { return Ok(None) };
        let readable = is_readable(&mut tx, &row).await?;
        let releases = tx.releases_of(slug).await?;
        let (mut editions, mut newest) = (Vec::new(), None);
        for release in &releases {
            let opened = match readable {
                true => Some(open(&mut tx, release).await?),
                false => None,
            };
            editions.push(PublicEdition {
                number: u32::try_from(release.edition).unwrap_or(0),
                released_at: release.released_at,
                reason: opened.as_ref().and_then(|(told, _)| told.correction_reason.clone()),
                hash: release.snapshot_hash.clone(),
            });
            newest = newest.or(opened);
        }
        let facility = tx.facility().await?.ok_or(AppError::NotFound)?;
        Ok(Some(PublicCase {
            slug: slug.to_owned(),
            announcement: newest,
            ended_at: (!readable).then_some(row.entered_at),
            withdrawn: row.stage == WITHDRAWN,
            rule: self.profile_version(&mut tx, row.rule_version).await?.name.clone(),
            editions,
            names: (facility.name_ja, facility.name_en),
            facility: facility.code,
            contact: facility.contact,
            ctx: ctx.clone(),
        }))
    }
}

/// The individual publications of a facility, newest first.
pub(crate) async fn announced<M>(tx: &mut Tx<M>) -> Result<Vec<AnnouncementLine>, AppError> {
    let mut lines = Vec::new();
    for row in tx.public_matters().await? {
        let Some(slug) = row.slug.clone() else { continue };
        let releases = tx.releases_of(&slug).await?;
        let (Some(newest), Some(first)) = (releases.first(), releases.last()) else { continue };
        let readable = is_readable(tx, &row).await?;
        let kind = match (readable, row.stage.as_str()) {
            (false, WITHDRAWN) => AnnouncementKind::Withdrawn,
            (false, _) => AnnouncementKind::Recalled,
            (true, _) if newest.edition > 1 => AnnouncementKind::Corrected,
            (true, _) => AnnouncementKind::Released,
        };
        lines.push(AnnouncementLine {
            kind,
            edition: u32::try_from(newest.edition).unwrap_or(0),
            released_at: first.released_at,
            changed_at: if readable { newest.released_at } else { row.entered_at },
            hash: readable.then(|| newest.snapshot_hash.clone()),
            slug,
        });
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.released_at));
    Ok(lines)
}

/// The hashes of all editions of an individual publication; none when its text cannot be read.
pub(crate) async fn announced_hashes<M>(tx: &mut Tx<M>, slug: &str) -> Result<Vec<String>, AppError> {
    let Some(row) = tx.matter_by_slug(slug).await? else { return Ok(Vec::new()) };
    if !is_readable(tx, &row).await? {
        return Ok(Vec::new());
    }
    Ok(tx.releases_of(slug).await?.into_iter().map(|release| release.snapshot_hash).collect())
}

async fn open<M>(tx: &mut Tx<M>, release: &store::ReleaseRow) -> Result<(Announcement, String), AppError> {
    let bytes = tx.open_content(release.report_id, &release.sealed).await?;
    let text = String::from_utf8(bytes).map_err(|_| AppError::Data("announcement"))?;
    Ok((serde_json::from_str(&text)?, text))
}
