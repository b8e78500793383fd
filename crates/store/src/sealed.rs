//! Owns sealing: the master key, its subkeys, AES-256-GCM with a name bound to each value, and HMACs.
use aes_gcm::aead::{Aead, KeyInit as _, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use domain::id::{AccountId, FacilityId, ReportId};
use hmac::{Hmac, Mac};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroize as _;

use crate::error::{Result, StoreError};

const VERSION: u8 = 1;
const NONCE: usize = 12;

/// The master key, 32 bytes from a file or the environment. Wiped when dropped, never shown.
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// Takes the bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Takes a slice; `None` unless it has exactly 32 bytes.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl Drop for MasterKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey([redacted])")
    }
}

/// A 32-byte key that is wiped when dropped.
#[derive(Clone)]
pub(crate) struct Key(pub(crate) [u8; 32]);

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key([redacted])")
    }
}

impl Key {
    /// Draws a new key.
    pub(crate) fn random() -> Result<Self> {
        let mut bytes = [0u8; 32];
        fill(&mut bytes)?;
        Ok(Self(bytes))
    }
}

/// The subkeys, each for one purpose.
#[derive(Debug)]
pub(crate) struct Keyring {
    wrap: Key,
    misc: Key,
    journal_mac: Key,
    reporter_tag: Key,
    seal_file: Key,
    schema_mac: Key,
    tally: Key,
    paper: Key,
    finding: Key,
    theme: Key,
}

impl Keyring {
    pub(crate) fn new(master: &MasterKey) -> Self {
        let sub = |label: &str| Key(mac(&master.0, &[b"futawa.subkey.v1", label.as_bytes()]));
        Self {
            wrap: sub("wrap"),
            misc: sub("misc"),
            journal_mac: sub("journal-mac"),
            reporter_tag: sub("reporter-tag"),
            seal_file: sub("seal-file"),
            schema_mac: sub("schema-mac"),
            tally: sub("tally"),
            paper: sub("paper"),
            finding: sub("finding"),
            theme: sub("theme"),
        }
    }

    /// Wraps a report's key.
    pub(crate) fn wrap(&self, facility: &str, report: &str, purpose: &str, key: &Key) -> Result<Vec<u8>> {
        seal(&self.wrap, &name(facility, "report_keys", report, purpose), &key.0)
    }

    /// Unwraps a report's key.
    pub(crate) fn unwrap(&self, facility: &str, report: &str, purpose: &str, wrapped: &[u8]) -> Result<Key> {
        let mut bytes = open(&self.wrap, &name(facility, "report_keys", report, purpose), wrapped)?;
        let key = bytes.as_slice().try_into().map(Key).map_err(|_| StoreError::Sealed);
        bytes.zeroize();
        key
    }

    pub(crate) fn seal_misc(&self, facility: &str, purpose: &str, id: &str, bytes: &[u8]) -> Result<Vec<u8>> {
        seal(&self.misc, &name(facility, "misc", id, purpose), bytes)
    }

    pub(crate) fn open_misc(&self, facility: &str, purpose: &str, id: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        open(&self.misc, &name(facility, "misc", id, purpose), sealed)
    }

    pub(crate) fn journal_mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        mac(&self.journal_mac.0, parts)
    }

    pub(crate) fn file_mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        mac(&self.seal_file.0, parts)
    }

    pub(crate) fn schema_mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        mac(&self.schema_mac.0, parts)
    }

    pub(crate) fn tally_mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        mac(&self.tally.0, parts)
    }

    pub(crate) fn paper_mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        mac(&self.paper.0, parts)
    }

    pub(crate) fn finding_tag(&self, facility: &str, parts: &[&str]) -> String {
        let parts: Vec<&[u8]> = std::iter::once(facility).chain(parts.iter().copied()).map(str::as_bytes).collect();
        crate::hex::encode(&mac(&self.finding.0, &parts))
    }

    /// The name of a theme, from which nobody without the key finds its words.
    pub(crate) fn theme_tag(&self, facility: &str, words: &str) -> String {
        const BYTES: usize = 16;
        crate::hex::encode(&mac(&self.theme.0, &[facility.as_bytes(), words.as_bytes()])[..BYTES])
    }

    pub(crate) fn reporter_tag(&self, facility: FacilityId, report: ReportId, account: AccountId) -> String {
        let parts = [facility.to_string(), report.to_string(), account.to_string()];
        crate::hex::encode(&mac(&self.reporter_tag.0, &[parts[0].as_bytes(), parts[1].as_bytes(), parts[2].as_bytes()]))
    }
}

/// The name that is bound to a sealed value, so that it opens nowhere else.
pub(crate) fn name(facility: &str, table: &str, id: &str, purpose: &str) -> String {
    format!("futawa|{facility}|{table}|{id}|{purpose}")
}

/// Seals: version, nonce, ciphertext with tag.
pub(crate) fn seal(key: &Key, name: &str, plain: &[u8]) -> Result<Vec<u8>> {
    let mut nonce = [0u8; NONCE];
    fill(&mut nonce)?;
    let cipher = Aes256Gcm::new(&key.0.into());
    let payload = Payload { msg: plain, aad: name.as_bytes() };
    let body = cipher.encrypt(&Nonce::from(nonce), payload).map_err(|_| StoreError::Sealed)?;
    let mut out = Vec::with_capacity(1 + NONCE + body.len());
    out.push(VERSION);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&body);
    Ok(out)
}

/// Opens what [`seal`] made under the same key and name.
pub(crate) fn open(key: &Key, name: &str, sealed: &[u8]) -> Result<Vec<u8>> {
    let Some((&VERSION, rest)) = sealed.split_first() else {
        return Err(StoreError::Sealed);
    };
    let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or(StoreError::Sealed)?;
    let cipher = Aes256Gcm::new(&key.0.into());
    let payload = Payload { msg: body, aad: name.as_bytes() };
    cipher.decrypt(&Nonce::from(*nonce), payload).map_err(|_| StoreError::Sealed)
}

/// SHA-256 of length-prefixed parts: no two lists of parts give the same bytes.
pub(crate) fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}

fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    for part in parts {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn fill(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|error| StoreError::Database(Box::new(error)))
}
