//! Owns the public face as files (公開サイト): the same templates with other links, and the manifest that tells every file's hash.
use std::collections::{BTreeMap, BTreeSet};

use app::publication::PublicIndex;
use app::{App, AppError, publication_files};
use domain::date::fiscal_year;
use domain::publication::{AnnouncementLine, Month, Snapshot};
use render::page::public::{Directory, PublicLinks, Register};
use render::{Lang, Page as _};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::public::{case, data, feed, home, month, period};
use crate::assets::stylesheet;

/// Name of the manifest.
pub(crate) const MANIFEST: &str = "manifest.json";

/// Files by their path below the folder, `/` between the parts.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// What a folder holds: with it alone every changed, missing or added file is found; with the data also every changed manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Version of this structure.
    pub(crate) format: u32,
    /// Every file but the manifest, by path.
    pub(crate) files: Vec<FileHash>,
    /// Every published original in the folder.
    pub(crate) snapshots: Vec<SnapshotHash>,
}

/// A file of the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileHash {
    /// Its path.
    pub(crate) path: String,
    /// Its length.
    pub(crate) bytes: u64,
    /// SHA-256, hexadecimal.
    pub(crate) sha256: String,
}

/// A published original: its hash is the one in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SnapshotHash {
    /// Public code of the facility.
    pub(crate) facility: String,
    /// The month or period, or `cases/` and the public name of a case.
    pub(crate) of: String,
    /// Its revision.
    pub(crate) revision: u32,
    /// Its file.
    pub(crate) path: String,
    /// SHA-256, hexadecimal.
    pub(crate) sha256: String,
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The style sheet under a name that holds its hash.
fn css() -> (String, Vec<u8>) {
    let bytes = stylesheet().to_vec();
    let hash = sha256(&bytes);
    (format!("app.{}.css", hash.get(..8).unwrap_or_default()), bytes)
}

/// Every public page and file of one facility, ready for any web server or none; `None` when there is no such facility.
///
/// # Errors
/// When the store fails.
pub(crate) async fn of_one(app: &App, facility: &str) -> Result<Option<Files>, AppError> {
    let (name, bytes) = css();
    let Some((mut files, snapshots)) = facility_files(app, facility, &PublicLinks::files(&name), "").await? else {
        return Ok(None);
    };
    files.insert(name, bytes);
    seal(&mut files, snapshots)?;
    Ok(Some(files))
}

/// The list of facilities and a folder for each.
///
/// # Errors
/// When the store fails.
pub(crate) async fn of_all(app: &App) -> Result<Files, AppError> {
    let (name, bytes) = css();
    let links = PublicLinks::files_of_many(&name);
    let facilities = app.directory().await?;
    let mut files = Files::from([(name.clone(), bytes)]);
    let mut snapshots = Vec::new();
    for register in Register::ALL {
        let line = |entry: &app::rows::FacilityEntry| {
            let href = format!("{}/{}", entry.code, links.index(register));
            (register.t().pick(&entry.name_ja, &entry.name_en).to_owned(), href)
        };
        let page = Directory::files(register, &name, facilities.iter().map(line).collect());
        files.insert(Directory::file(register), page.html().into_bytes());
    }
    for entry in &facilities {
        let folder = format!("{}/", entry.code);
        if let Some((more, hashes)) = facility_files(app, &entry.code, &links, &folder).await? {
            files.extend(more);
            snapshots.extend(hashes);
        }
    }
    seal(&mut files, snapshots)?;
    Ok(files)
}

fn seal(files: &mut Files, snapshots: Vec<SnapshotHash>) -> Result<(), AppError> {
    let hash = |(path, bytes): (&String, &Vec<u8>)| FileHash {
        path: path.clone(),
        bytes: bytes.len() as u64,
        sha256: sha256(bytes),
    };
    let manifest = Manifest { format: 1, files: files.iter().map(hash).collect(), snapshots };
    let text = serde_json::to_string_pretty(&manifest)?;
    files.insert(MANIFEST.to_owned(), format!("{text}\n").into_bytes());
    Ok(())
}

/// The pages of a facility below `folder`, and the hashes of its originals.
async fn facility_files(
    app: &App,
    facility: &str,
    links: &PublicLinks,
    folder: &str,
) -> Result<Option<(Files, Vec<SnapshotHash>)>, AppError> {
    let Some(index) = app.public_index(facility).await? else { return Ok(None) };
    let mut files = Files::new();
    let mut add = |name: String, bytes: Vec<u8>| drop(files.insert(format!("{folder}{name}"), bytes));
    for register in Register::ALL {
        add(links.index(register), home(register, links, &index).html().into_bytes());
        add(links.data(register), data(register, links, &index).html().into_bytes());
    }
    for lang in Lang::ALL {
        add(links.feed(lang), feed(lang, links, &index).xml().into_bytes());
    }
    add(links.index_json(), publication_files::index_json(&index).into_bytes());
    let snapshots = app.public_snapshots(facility).await?.unwrap_or_default();
    add(links.all_csv(), publication_files::csv_of(&snapshots).into_bytes());
    let years: BTreeSet<i16> = snapshots.iter().map(year_of).collect();
    for year in years {
        let of_year = snapshots.iter().filter(|snapshot| year_of(snapshot) == year);
        add(links.year_csv(year), publication_files::csv_of(of_year).into_bytes());
    }
    for line in &index.months {
        for (name, bytes) in month_files(app, facility, links, line.month).await? {
            add(name, bytes);
        }
    }
    for published in &index.periods {
        let of = published.snapshot.period;
        for register in Register::ALL {
            add(links.period(register, of), period(register, links, &index, published).html().into_bytes());
        }
        add(links.period_csv(of), publication_files::period_csv(&published.snapshot).into_bytes());
        add(links.period_json(of), published.text.clone().into_bytes());
    }
    for line in &index.announcements {
        for (name, bytes) in case_files(app, facility, links, &line.slug).await? {
            add(name, bytes);
        }
    }
    let mut hashes = hashes(&index, links, folder);
    // A text that was taken away while this was written has no file.
    hashes.retain(|hash| files.contains_key(&hash.path));
    Ok(Some((files, hashes)))
}

/// The fiscal year of a month's snapshot.
pub(crate) fn year_of(snapshot: &Snapshot) -> i16 {
    fiscal_year(snapshot.month.first_day())
}

async fn month_files(app: &App, facility: &str, links: &PublicLinks, of: Month) -> Result<Files, AppError> {
    let Some(published) = app.public_month(facility, of).await? else { return Ok(Files::new()) };
    let mut files = Files::new();
    for register in Register::ALL {
        files.insert(links.month(register, of), month(register, links, &published).html().into_bytes());
    }
    for lang in Lang::ALL {
        if let Some(sheet) = app.month_pdf(facility, of, Register::of(lang).t()).await? {
            files.insert(links.pdf(lang, of), sheet.bytes);
        }
    }
    files.insert(links.csv(of), publication_files::csv(&published.snapshot).into_bytes());
    // The very bytes whose hash is in the journal, so that a reader can check them.
    files.insert(links.json(of), published.text.into_bytes());
    Ok(files)
}

async fn case_files(app: &App, facility: &str, links: &PublicLinks, slug: &str) -> Result<Files, AppError> {
    let Some(told) = app.public_case(facility, slug).await? else { return Ok(Files::new()) };
    let mut files = Files::new();
    for register in Register::ALL {
        files.insert(links.announcement(register, slug), case(register, links, &told).html().into_bytes());
    }
    // The very bytes whose hash is in the journal; gone with the text.
    if let Some((_, text)) = told.announcement {
        files.insert(links.announcement_json(slug), text.into_bytes());
    }
    Ok(files)
}

fn hashes(index: &PublicIndex, links: &PublicLinks, folder: &str) -> Vec<SnapshotHash> {
    let month = |month: &app::publication::PublishedMonth| SnapshotHash {
        facility: index.facility.code.clone(),
        of: month.month.to_string(),
        revision: month.revision,
        path: format!("{folder}{}", links.json(month.month)),
        sha256: month.hash.clone(),
    };
    let period = |period: &app::publication::PublishedPeriod| SnapshotHash {
        facility: index.facility.code.clone(),
        of: period.snapshot.period.to_string(),
        revision: period.snapshot.revision,
        path: format!("{folder}{}", links.period_json(period.snapshot.period)),
        sha256: period.hash.clone(),
    };
    let case = |case: &AnnouncementLine| {
        Some(SnapshotHash {
            facility: index.facility.code.clone(),
            of: format!("cases/{}", case.slug),
            revision: case.edition,
            path: format!("{folder}{}", links.announcement_json(&case.slug)),
            sha256: case.hash.clone()?,
        })
    };
    let counted = index.months.iter().map(month).chain(index.periods.iter().map(period));
    counted.chain(index.announcements.iter().filter_map(case)).collect()
}

#[cfg(test)]
mod tests;
