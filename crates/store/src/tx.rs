//! Owns the tenant-bound transaction and the generic row functions that every noun uses.
use std::collections::{HashMap, HashSet};
use std::marker::PhantomData;
use std::sync::Arc;

use domain::id::{FacilityId, ReportId};
use sqlx::any::AnyRow;
use sqlx::{Any, Row as _, Transaction};

use crate::dialect::{self, Engine, Sql};
use crate::error::{Result, StoreError};
use crate::field::{Field, Value};
use crate::registry::{Record, Table};
use crate::report_key::ReportKeys;
use crate::sealed::Keyring;
use crate::tally::{Deltas, is_tallied};

/// Marks a transaction that only reads.
#[derive(Debug)]
pub struct Read;
/// Marks a transaction that may write.
#[derive(Debug)]
pub struct Write;

/// A transaction of one facility. Dropping it without [`Tx::commit`] rolls back.
pub struct Tx<M> {
    pub(crate) inner: Transaction<'static, Any>,
    pub(crate) engine: Engine,
    pub(crate) facility: FacilityId,
    pub(crate) facility_text: String,
    pub(crate) keyring: Arc<Keyring>,
    pub(crate) report_keys: HashMap<ReportId, ReportKeys>,
    /// Rows of recorded tables that no event has claimed yet.
    pub(crate) touched: Vec<(&'static Table, Vec<Value>)>,
    /// The same as table and key, to note each row once.
    pub(crate) touched_once: HashSet<(&'static str, String)>,
    /// What the operational rows of this transaction add to their tallies.
    pub(crate) deltas: Deltas,
    /// The facility's part of the numbers of search documents, once it is known.
    pub(crate) search_slot: Option<i64>,
    mode: PhantomData<fn() -> M>,
}

impl<M> std::fmt::Debug for Tx<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("engine", &self.engine).field("facility", &self.facility).finish_non_exhaustive()
    }
}

impl<M> Tx<M> {
    pub(crate) async fn open(
        mut inner: Transaction<'static, Any>,
        engine: Engine,
        facility: FacilityId,
        keyring: Arc<Keyring>,
    ) -> Result<Self> {
        let facility_text = facility.to_string();
        dialect::bind_facility(engine, &mut inner, &facility_text).await?;
        Ok(Self {
            inner,
            engine,
            facility,
            facility_text,
            keyring,
            report_keys: HashMap::new(),
            touched: Vec::new(),
            touched_once: HashSet::new(),
            deltas: Deltas::new(),
            search_slot: None,
            mode: PhantomData,
        })
    }

    /// The facility of this transaction.
    #[must_use]
    pub fn facility_id(&self) -> FacilityId {
        self.facility
    }

    pub(crate) fn sql(&self) -> Sql {
        Sql::new(self.engine, &self.facility_text)
    }

    fn with_facility(&self, values: &[Value]) -> Vec<Value> {
        let mut all = Vec::with_capacity(values.len() + 1);
        all.push(Value::Text(self.facility_text.clone()));
        all.extend_from_slice(values);
        all
    }

    /// Runs a statement whose `$1` is the facility; returns the number of rows.
    pub(crate) async fn run(&mut self, text: &'static str, values: &[Value]) -> Result<u64> {
        let values = self.with_facility(values);
        Ok(dialect::query(text, values).execute(&mut *self.inner).await?.rows_affected())
    }

    /// Fetches rows of a text whose `$1` is the facility.
    pub(crate) async fn fetch(&mut self, text: &'static str, values: &[Value]) -> Result<Vec<AnyRow>> {
        let values = self.with_facility(values);
        Ok(dialect::query(text, values).fetch_all(&mut *self.inner).await?)
    }

    /// Fetches one value.
    pub(crate) async fn scalar<T: Field>(
        &mut self,
        text: &'static str,
        values: &[Value],
        table: &'static str,
        column: &'static str,
    ) -> Result<T> {
        self.column(text, values, table, column).await?.pop().ok_or(StoreError::NotFound { table })
    }

    /// Fetches the first column of every row.
    pub(crate) async fn column<T: Field>(
        &mut self,
        text: &'static str,
        values: &[Value],
        table: &str,
        column: &str,
    ) -> Result<Vec<T>> {
        let rows = self.fetch(text, values).await?;
        rows.iter().map(|row| cell(row, 0).ok_or_else(|| corrupt(table, column, "?"))).collect()
    }

    /// Fetches pairs of a text and a number.
    pub(crate) async fn pairs(&mut self, text: &'static str, values: &[Value]) -> Result<Vec<(String, i64)>> {
        let rows = self.fetch(text, values).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// Fetches the row with the key (without the facility).
    pub(crate) async fn get_row<R: Record>(&mut self, key: &[Value]) -> Result<Option<R>> {
        let sql = with_key(select(self.sql(), R::TABLE), R::TABLE, key);
        let row = sql.query().fetch_optional(&mut *self.inner).await?;
        row.map(|row| decode(&row)).transpose()
    }

    /// Fetches the facility's rows; `rest` is `AND …` and `ORDER BY …`, its values start at `$2`.
    pub(crate) async fn list_rows<R: Record>(&mut self, rest: &'static str, values: &[Value]) -> Result<Vec<R>> {
        let mut sql = select(self.sql(), R::TABLE).push(" ").push(rest);
        for value in values {
            sql = sql.value(value.clone());
        }
        let rows = sql.query().fetch_all(&mut *self.inner).await?;
        rows.iter().map(decode).collect()
    }
}

impl Tx<Write> {
    /// Makes everything durable. Refuses when a recorded row was touched and no event claimed it.
    pub async fn commit(mut self) -> Result<()> {
        if let Some((table, _)) = self.touched.first() {
            return Err(StoreError::Unjournalled { table: table.name });
        }
        self.keep_tallies().await?;
        Ok(self.inner.commit().await?)
    }

    /// Notes that a row was written, so that the next event lists it.
    pub(crate) fn touch(&mut self, table: &'static Table, key: Vec<Value>) {
        if table.recorded && self.touched_once.insert((table.name, crate::journal::key_text(&key))) {
            self.touched.push((table, key));
        }
    }

    pub(crate) async fn insert_row<R: Record>(&mut self, row: &R) -> Result<()> {
        let mut sql = self.sql().push("INSERT INTO ").push(R::TABLE.name).push(" (facility_id");
        for column in R::TABLE.columns {
            sql = sql.push(", ").push(column.name);
        }
        sql = sql.push(") VALUES ($1");
        for value in row.values() {
            sql = sql.push(", ").bind(value);
        }
        sql.push(")").query().execute(&mut *self.inner).await?;
        self.tally(R::TABLE, None, Some(&row.values()));
        self.touch(R::TABLE, row.key());
        Ok(())
    }

    pub(crate) async fn update_row<R: Record>(&mut self, row: &R) -> Result<()> {
        let table = R::TABLE;
        let before = self.before(row).await?;
        let mut sql = self.sql().push("UPDATE ").push(table.name).push(" SET ");
        let mut first = true;
        for (column, value) in table.columns.iter().zip(row.values()) {
            if table.key.contains(&column.name) {
                continue;
            }
            sql = sql.push(if first { "" } else { ", " }).push(column.name).push(" = ").bind(value);
            first = false;
        }
        sql = with_key(sql.push(" WHERE facility_id = $1"), table, &row.key());
        self.changed_one(table, row.key(), sql).await?;
        self.tally(table, before.as_deref(), Some(&row.values()));
        Ok(())
    }

    pub(crate) async fn delete_record<R: Record>(&mut self, row: &R) -> Result<()> {
        let table = R::TABLE;
        let before = self.before(row).await?;
        let sql = with_key(
            self.sql().push("DELETE FROM ").push(table.name).push(" WHERE facility_id = $1"),
            table,
            &row.key(),
        );
        self.changed_one(table, row.key(), sql).await?;
        self.tally(table, before.as_deref(), None);
        Ok(())
    }

    /// Deletes the rows that `rest` (`AND …`, its values start at `$2`) chooses; returns them.
    pub(crate) async fn delete_rows<R: Record>(&mut self, rest: &'static str, values: &[Value]) -> Result<Vec<R>> {
        let rows: Vec<R> = self.list_rows(rest, values).await?;
        for row in &rows {
            self.delete_record(row).await?;
        }
        Ok(rows)
    }

    /// The row as it stands, where a tally needs it.
    async fn before<R: Record>(&mut self, row: &R) -> Result<Option<Vec<Value>>> {
        if !is_tallied(R::TABLE) {
            return Ok(None);
        }
        let before: Option<R> = self.get_row(&row.key()).await?;
        Ok(before.map(|row| row.values()))
    }

    async fn changed_one(&mut self, table: &'static Table, key: Vec<Value>, sql: Sql) -> Result<()> {
        let done = sql.query().execute(&mut *self.inner).await?.rows_affected();
        if done != 1 {
            return Err(StoreError::NotFound { table: table.name });
        }
        self.touch(table, key);
        Ok(())
    }
}

/// `SELECT` of all columns of the facility's rows.
pub(crate) fn select(mut sql: Sql, table: &'static Table) -> Sql {
    sql = sql.push("SELECT ");
    for (index, column) in table.columns.iter().enumerate() {
        sql = sql.push(if index == 0 { "" } else { ", " }).push(column.name);
    }
    sql.push(" FROM ").push(table.name).push(" WHERE facility_id = $1")
}

/// Narrows to one key.
pub(crate) fn with_key(mut sql: Sql, table: &'static Table, key: &[Value]) -> Sql {
    for (column, value) in table.key.iter().zip(key) {
        sql = sql.push(" AND ").push(column).push(" = ").bind(value.clone());
    }
    sql
}

/// Reads one column; `None` = it holds what this program never writes.
pub(crate) fn cell<T: Field>(row: &AnyRow, index: usize) -> Option<T> {
    dialect::read(row, index, T::KIND).and_then(T::from_value)
}

/// Reads a row whose columns are the table's, in order.
pub(crate) fn decode<R: Record>(row: &AnyRow) -> Result<R> {
    decode_at(row, 0)
}

/// Reads a row whose columns start at an offset.
pub(crate) fn decode_at<R: Record>(row: &AnyRow, offset: usize) -> Result<R> {
    let table = R::TABLE;
    let values = table
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| dialect::read(row, offset + index, column.kind).unwrap_or(Value::Unreadable));
    R::from_values(values).map_err(|index| {
        let column = table.columns.get(index).map_or("?", |column| column.name);
        corrupt(table.name, column, &key_of(table, row, offset))
    })
}

/// The text of a row's key, for findings.
pub(crate) fn key_of(table: &Table, row: &AnyRow, offset: usize) -> String {
    let mut parts = Vec::new();
    for (index, column) in table.columns.iter().enumerate() {
        if table.key.contains(&column.name) {
            parts.push(
                dialect::read(row, offset + index, column.kind).map_or_else(|| "?".into(), |value| value.key_text()),
            );
        }
    }
    parts.join("/")
}

pub(crate) fn corrupt(table: &str, column: &str, row: &str) -> StoreError {
    StoreError::Corrupt { table: table.to_owned(), column: column.to_owned(), row: row.to_owned() }
}
