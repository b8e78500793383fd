//! Owns the rows of staff (職員), of who sits on which approval seat (決裁者), and of delegations (代決の委任).
use domain::id::{AccountId, DelegationId, UnitId};

use crate::error::Result;
use crate::field::{Field, UnitScope};
use crate::registry::record;
use crate::tx::{Tx, Write};

record! {
    /// A member of staff (職員).
    pub struct AccountRow in ACCOUNTS = "accounts", recorded: true, key: (account_id) {
        /// Id.
        account_id: AccountId => Technical,
        /// Sign-in name, unique in the facility.
        login: String => Personal,
        /// Name (氏名).
        name: String => Personal,
        /// Reading (ふりがな).
        kana: String => Personal,
        /// Occupation code (職種).
        occupation: String => Coded,
        /// Unit.
        unit_id: Option<UnitId> => Technical,
        /// Role codes as a JSON array.
        roles: String => Coded,
        /// `active`, `invited`, `suspended` or `retired`.
        status: String => Coded,
        /// Argon2id hash; `None` = no password yet.
        password_hash: Option<String> => Secret,
        /// Whether the password must be changed at the next sign-in.
        must_change: bool => Coded,
        /// Instant (µs).
        created_at: i64 => Technical,
        /// Language of the pages: `ja` or `en`.
        lang: String => Coded,
        /// Colour scheme code.
        theme: String => Coded,
    }
}

record! {
    /// Who sits on an approval seat (決裁者).
    pub struct SeatHolderRow in SEAT_HOLDERS = "seat_holders", recorded: true, key: (seat, unit_id, account_id) {
        /// Seat code of the profile.
        seat: String => Coded,
        /// The unit, or all.
        unit_id: UnitScope => Technical,
        /// The holder.
        account_id: AccountId => Technical,
    }
}

record! {
    /// Who may stamp for whom between two dates (代決).
    pub struct DelegationRow in DELEGATIONS = "delegations", recorded: true, key: (delegation_id) {
        /// Id.
        delegation_id: DelegationId => Technical,
        /// Seat code.
        seat: String => Coded,
        /// The holder of the seat.
        from_account: AccountId => Technical,
        /// Who stamps instead.
        to_account: AccountId => Technical,
        /// First day (ISO date).
        from_date: String => Coded,
        /// Last day (ISO date).
        until_date: String => Coded,
    }
}

impl<M> Tx<M> {
    /// One account.
    pub async fn account(&mut self, account_id: AccountId) -> Result<Option<AccountRow>> {
        self.get_row(&[account_id.to_value()]).await
    }

    /// The account with the sign-in name.
    pub async fn account_by_login(&mut self, login: &str) -> Result<Option<AccountRow>> {
        Ok(self.list_rows("AND login = $2", &[login.to_owned().to_value()]).await?.pop())
    }

    /// All accounts by reading.
    pub async fn accounts(&mut self) -> Result<Vec<AccountRow>> {
        self.list_rows("ORDER BY kana, login", &[]).await
    }

    /// The accounts of a unit by reading.
    pub async fn accounts_of_unit(&mut self, unit_id: UnitId) -> Result<Vec<AccountRow>> {
        self.list_rows("AND unit_id = $2 ORDER BY kana, login", &[unit_id.to_value()]).await
    }

    /// All holders of all seats.
    pub async fn seat_holders(&mut self) -> Result<Vec<SeatHolderRow>> {
        self.list_rows("ORDER BY seat, unit_id, account_id", &[]).await
    }

    /// The seats of one person.
    pub async fn seats_of(&mut self, account_id: AccountId) -> Result<Vec<SeatHolderRow>> {
        self.list_rows("AND account_id = $2 ORDER BY seat, unit_id", &[account_id.to_value()]).await
    }

    /// All delegations, newest first.
    pub async fn delegations(&mut self) -> Result<Vec<DelegationRow>> {
        self.list_rows("ORDER BY from_date DESC, delegation_id", &[]).await
    }

    /// One delegation.
    pub async fn delegation(&mut self, id: DelegationId) -> Result<Option<DelegationRow>> {
        self.get_row(&[id.to_value()]).await
    }

    /// The delegations to a person that hold on the ISO date.
    pub async fn delegations_to(&mut self, account_id: AccountId, on: &str) -> Result<Vec<DelegationRow>> {
        let rest = "AND to_account = $2 AND from_date <= $3 AND until_date >= $3 ORDER BY seat, from_account";
        self.list_rows(rest, &[account_id.to_value(), on.to_owned().to_value()]).await
    }
}

impl Tx<Write> {
    /// Creates an account. `Conflict("accounts_facility_id_login_key")` when the sign-in name is taken.
    pub async fn insert_account(&mut self, row: &AccountRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Changes an account.
    pub async fn update_account(&mut self, row: &AccountRow) -> Result<()> {
        self.update_row(row).await
    }

    /// Seats a person.
    pub async fn insert_seat_holder(&mut self, row: &SeatHolderRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Unseats a person.
    pub async fn delete_seat_holder(&mut self, row: &SeatHolderRow) -> Result<()> {
        self.delete_record(row).await
    }

    /// Creates a delegation.
    pub async fn insert_delegation(&mut self, row: &DelegationRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Changes a delegation.
    pub async fn update_delegation(&mut self, row: &DelegationRow) -> Result<()> {
        self.update_row(row).await
    }

    /// Removes a delegation.
    pub async fn delete_delegation(&mut self, row: &DelegationRow) -> Result<()> {
        self.delete_record(row).await
    }
}
