//! Owns the versions of a facility's profile (様式・コード表), kept as TOML.
use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::tx::{Tx, Write};

record! {
    /// One version of the profile. A version is never changed, only followed.
    pub struct ProfileVersionRow in PROFILE_VERSIONS = "profile_versions", recorded: true, key: (version) {
        /// 1, 2, 3 …
        version: i64 => Coded,
        /// The profile.
        toml: String => Coded,
        /// Why it was changed.
        note: String => Coded,
        /// Instant (µs).
        created_at: i64 => Technical,
        /// Account id, or `system`.
        created_by: String => Technical,
    }
}

impl<M> Tx<M> {
    /// The newest version.
    pub async fn profile_latest(&mut self) -> Result<Option<ProfileVersionRow>> {
        Ok(self.list_rows("ORDER BY version DESC LIMIT 1", &[]).await?.pop())
    }

    /// One version.
    pub async fn profile_version(&mut self, version: i64) -> Result<Option<ProfileVersionRow>> {
        self.get_row(&[version.to_value()]).await
    }

    /// All versions, newest first.
    pub async fn profile_versions(&mut self) -> Result<Vec<ProfileVersionRow>> {
        self.list_rows("ORDER BY version DESC", &[]).await
    }
}

impl Tx<Write> {
    /// Adds a version. `Conflict("profile_versions_pkey")` when another writer added the same number.
    pub async fn insert_profile_version(&mut self, row: &ProfileVersionRow) -> Result<()> {
        self.insert_row(row).await
    }
}
