//! Owns the tallies: per operational table one keyed sum over its rows, so that a change behind the program's back is found.
//!
//! Sessions, drafts and the like change too often and matter too little for an event each. Instead every transaction adds the
//! HMAC of each row it wrote to the table's tally and takes away that of the row before, modulo 2^256. Without the master key
//! nobody can compute what a changed table's tally should be. (An older state of table *and* tally together passes.)
use std::collections::BTreeMap;

use domain::id::FacilityId;

use crate::error::Result;
use crate::field::{Field, Value};
use crate::journal::{row_digest, values_of};
use crate::registry::{DERIVED, TABLES, Table, record};
use crate::sealed::Keyring;
use crate::store::Store;
use crate::tx::{Tx, Write, select};

record! {
    /// The tally of one table.
    pub(crate) struct TallyRow in TALLIES = "tallies", recorded: false, key: (table_name) {
        table_name: String => Technical,
        tally: Vec<u8> => Technical,
    }
}

/// A number modulo 2^256.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sum([u64; 4]);

impl Sum {
    fn from_bytes(bytes: [u8; 32]) -> Self {
        let mut limbs = [0; 4];
        for (limb, part) in limbs.iter_mut().zip(bytes.as_chunks::<8>().0) {
            *limb = u64::from_le_bytes(*part);
        }
        Self(limbs)
    }

    fn bytes(self) -> Vec<u8> {
        self.0.iter().flat_map(|limb| limb.to_le_bytes()).collect()
    }

    fn plus(self, other: Self) -> Self {
        let mut carry = false;
        let mut limbs = [0; 4];
        for (limb, (a, b)) in limbs.iter_mut().zip(self.0.into_iter().zip(other.0)) {
            let (sum, first) = a.overflowing_add(b);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            *limb = sum;
            carry = first || second;
        }
        Self(limbs)
    }

    /// The number that brings this one to zero.
    fn negated(self) -> Self {
        Self(self.0.map(|limb| !limb)).plus(Self([1, 0, 0, 0]))
    }
}

/// What a transaction adds to the tallies of its facility.
pub(crate) type Deltas = BTreeMap<&'static str, Sum>;

/// Whether a tally vouches for the table: neither the journal nor its digests do. What is derived is
/// built again from what is vouched for.
pub(crate) fn is_tallied(table: &Table) -> bool {
    let is_derived = DERIVED.iter().any(|derived| derived.name == table.name);
    !table.recorded && !is_derived && !["journal", "journal_heads", "tallies"].contains(&table.name)
}

/// The tally of a table without rows.
fn empty(keyring: &Keyring, facility: &str, table: &str) -> Sum {
    Sum::from_bytes(keyring.tally_mac(&[b"empty", facility.as_bytes(), table.as_bytes()]))
}

fn of_row(keyring: &Keyring, facility: &str, table: &Table, values: &[Value]) -> Sum {
    Sum::from_bytes(keyring.tally_mac(&[b"row", row_digest(table, facility, values).as_bytes()]))
}

impl<M> Tx<M> {
    /// What the table's tally must be, from its rows as they are.
    async fn recount(&mut self, table: &'static Table) -> Result<Vec<u8>> {
        let rows = select(self.sql(), table).query().fetch_all(&mut *self.inner).await?;
        let start = empty(&self.keyring, &self.facility_text, table.name);
        let add = |sum: Sum, row| sum.plus(of_row(&self.keyring, &self.facility_text, table, &values_of(table, row)));
        Ok(rows.iter().fold(start, add).bytes())
    }

    /// The tables whose tally does not fit their rows.
    pub(crate) async fn false_tallies(&mut self) -> Result<Vec<&'static str>> {
        let mut wrong = Vec::new();
        for table in TABLES.iter().copied().filter(|table| is_tallied(table)) {
            let kept: Option<TallyRow> = self.get_row(&[table.name.to_owned().to_value()]).await?;
            if kept.map(|row| row.tally) != Some(self.recount(table).await?) {
                wrong.push(table.name);
            }
        }
        Ok(wrong)
    }
}

impl Tx<Write> {
    /// Takes the old row of an operational table out of the tally and puts the new one in.
    pub(crate) fn tally(&mut self, table: &'static Table, old: Option<&[Value]>, new: Option<&[Value]>) {
        if !is_tallied(table) {
            return;
        }
        let row = |values: &[Value]| of_row(&self.keyring, &self.facility_text, table, values);
        let change = new.map(row).unwrap_or_default().plus(old.map(row).unwrap_or_default().negated());
        let sum = self.deltas.entry(table.name).or_default();
        *sum = sum.plus(change);
    }

    /// Starts the tallies of a new facility, so that a missing one is always a finding.
    pub(crate) fn start_tallies(&mut self) {
        for table in TABLES.iter().filter(|table| is_tallied(table)) {
            self.deltas.entry(table.name).or_default();
        }
    }

    /// Writes the tallies that this transaction changed.
    pub(crate) async fn keep_tallies(&mut self) -> Result<()> {
        for (table, delta) in std::mem::take(&mut self.deltas) {
            let table_name = table.to_owned();
            let kept: Option<TallyRow> = self.get_row(&[table_name.to_value()]).await?;
            let before = match &kept {
                // A tally of another length was not written here; from zero on it stays wrong, and verification says so.
                Some(row) => Sum::from_bytes(row.tally.as_slice().try_into().unwrap_or_default()),
                None => empty(&self.keyring, &self.facility_text, table),
            };
            let row = TallyRow { table_name, tally: before.plus(delta).bytes() };
            match kept {
                Some(_) => self.update_row(&row).await?,
                None => self.insert_row(&row).await?,
            }
        }
        Ok(())
    }

    /// Gives every operational table that has no tally yet the one of its present rows.
    async fn adopt(&mut self) -> Result<()> {
        for table in TABLES.iter().copied().filter(|table| is_tallied(table)) {
            let table_name = table.name.to_owned();
            let kept: Option<TallyRow> = self.get_row(&[table_name.to_value()]).await?;
            if kept.is_none() {
                let tally = self.recount(table).await?;
                self.insert_row(&TallyRow { table_name, tally }).await?;
            }
        }
        Ok(())
    }
}

impl Store {
    /// After a migration: tallies for tables that had none, in every facility.
    pub(crate) async fn adopt_tallies(&self) -> Result<()> {
        let facilities: Vec<FacilityId> = self.facilities().await?.into_iter().map(|entry| entry.facility_id).collect();
        for facility in facilities {
            let mut tx = self.write(&facility).await?;
            tx.adopt().await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Sum;

    proptest! {
        /// What is added and taken away again leaves the sum as it was, in any order.
        #[test]
        fn sums_are_a_group(a: [u8; 32], b: [u8; 32], c: [u8; 32]) {
            let [a, b, c] = [a, b, c].map(Sum::from_bytes);
            prop_assert_eq!(a.plus(b).plus(c), c.plus(a).plus(b));
            prop_assert_eq!(a.plus(b).plus(b.negated()), a);
            prop_assert_eq!(a.plus(a.negated()), Sum::default());
            prop_assert_eq!(Sum::from_bytes(a.bytes().try_into().expect("32 bytes")), a);
        }
    }
}
