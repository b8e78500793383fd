//! Owns the devices on which a person has signed in before (いつもの端末). Operational rows: not journalled.
use domain::id::AccountId;

use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::tx::{Tx, Write};

record! {
    /// A device that a person has used.
    pub struct KnownDeviceRow in KNOWN_DEVICES = "known_devices", recorded: false, key: (device_hash) {
        /// SHA-256 (hex) of the cookie's secret with the account, so that two people at one device have rows that nobody can join.
        device_hash: String => Secret,
        /// Whose it is.
        account_id: AccountId => Technical,
        /// Instant (µs) at which the day of the last sign-in there began; nothing finer, for the row outlives the session.
        seen_at: i64 => Technical,
    }
}

impl<M> Tx<M> {
    /// The device of a hash.
    pub async fn known_device(&mut self, device_hash: &str) -> Result<Option<KnownDeviceRow>> {
        self.get_row(&[device_hash.to_owned().to_value()]).await
    }
}

impl Tx<Write> {
    /// Remembers a device, or that it was used again.
    pub async fn put_known_device(&mut self, row: &KnownDeviceRow) -> Result<()> {
        if self.known_device(&row.device_hash).await?.is_some() {
            return self.update_row(row).await;
        }
        self.insert_row(row).await
    }

    /// Forgets the devices of a person on which nobody signed in since the instant (µs); `i64::MAX` = all.
    pub async fn forget_devices_of(&mut self, account_id: AccountId, before: i64) -> Result<()> {
        let rest = "AND account_id = $2 AND seen_at < $3";
        self.delete_rows::<KnownDeviceRow>(rest, &[account_id.to_value(), before.to_value()]).await.map(drop)
    }
}
