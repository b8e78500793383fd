//! Owns the comparison of every recorded row with its last digest, and the opening of every sealed report.
use std::collections::HashMap;

use domain::id::ReportId;
use sqlx::any::AnyRow;

use super::chain::LastDigests;
use super::{Fault, VerifyOptions, VerifyReport};
use crate::error::Result;
use crate::field::Value;
use crate::journal::{GONE, row_digest, values_of};
use crate::registry::{TABLES, Table};
use crate::report::{REPORTS, ReportRow};
use crate::report_key::{REPORT_KEYS, ReportKeyRow, ReportKeys, unwrap_row};
use crate::sealed;
use crate::tx::{Read, Tx, decode, key_of, select};

const PAGE: usize = 1000;

/// Compares all recorded tables with what the chains say.
pub(crate) async fn compare(
    tx: &mut Tx<Read>,
    mut last: LastDigests,
    options: &VerifyOptions,
    report: &mut VerifyReport,
) -> Result<()> {
    for (index, table) in TABLES.iter().enumerate().filter(|(_, table)| table.recorded) {
        let mut after: Option<Vec<Value>> = None;
        loop {
            let rows = page(tx, table, after.as_deref()).await?;
            for row in &rows {
                report.rows += 1;
                compare_row(tx, (index, table), row, &mut last, report);
            }
            after = rows.last().and_then(|row| key_values(table, row));
            if rows.len() < PAGE || after.is_none() {
                break;
            }
        }
    }
    let mut missing: Vec<_> = last.into_iter().filter(|(_, told)| !told.allows(GONE)).map(|(place, _)| place).collect();
    missing.sort();
    for (index, key) in missing {
        report.add(Some(tx.facility), TABLES[index].name, key, Fault::Missing);
    }
    if options.deep {
        open_all(tx, report).await?;
    }
    Ok(())
}

fn compare_row(
    tx: &Tx<Read>,
    (index, table): (usize, &Table),
    row: &AnyRow,
    last: &mut LastDigests,
    report: &mut VerifyReport,
) {
    let key = key_of(table, row, 0);
    let values = values_of(table, row);
    if values.contains(&Value::Unreadable) {
        report.add(Some(tx.facility), table.name, key.clone(), Fault::Unreadable);
    }
    match last.remove(&(index, key.clone())) {
        None => report.add(Some(tx.facility), table.name, key, Fault::Unjournalled),
        Some(told) if !told.allows(&row_digest(table, &tx.facility_text, &values)) => {
            report.add(Some(tx.facility), table.name, key, Fault::Changed);
        }
        Some(_) => {}
    }
}

/// One page of a table in key order.
pub(super) async fn page(tx: &mut Tx<Read>, table: &'static Table, after: Option<&[Value]>) -> Result<Vec<AnyRow>> {
    let mut sql = select(tx.sql(), table);
    if let Some(after) = after {
        sql = list(sql.push(" AND ("), table).push(") > (");
        for (index, value) in after.iter().enumerate() {
            sql = sql.push(if index == 0 { "" } else { ", " }).bind(value.clone());
        }
        sql = sql.push(")");
    }
    if !table.key.is_empty() {
        sql = list(sql.push(" ORDER BY "), table);
    }
    Ok(sql.push(" LIMIT ").bind(Value::Int(PAGE as i64)).query().fetch_all(&mut *tx.inner).await?)
}

fn list(mut sql: crate::dialect::Sql, table: &'static Table) -> crate::dialect::Sql {
    for (index, column) in table.key.iter().enumerate() {
        sql = sql.push(if index == 0 { "" } else { ", " }).push(column);
    }
    sql
}

/// The key of a row, to go on after it; `None` = it has none or it cannot be read.
pub(super) fn key_values(table: &Table, row: &AnyRow) -> Option<Vec<Value>> {
    let values = values_of(table, row);
    let part = |name: &&str| {
        let index = table.columns.iter().position(|column| column.name == *name)?;
        values.get(index).filter(|value| **value != Value::Unreadable).cloned()
    };
    let key: Option<Vec<Value>> = table.key.iter().map(part).collect();
    key.filter(|key| !key.is_empty())
}

/// Opens the content and identity of every report with its key, unless the key was erased.
async fn open_all(tx: &mut Tx<Read>, report: &mut VerifyReport) -> Result<()> {
    let mut keys: HashMap<ReportId, ReportKeys> = HashMap::new();
    let mut after: Option<Vec<Value>> = None;
    loop {
        let rows = page(tx, REPORT_KEYS, after.as_deref()).await?;
        for row in &rows {
            let Ok(row) = decode::<ReportKeyRow>(row) else {
                continue;
            };
            match unwrap_row(&tx.keyring, &tx.facility_text, &row) {
                Ok(opened) => drop(keys.insert(row.report_id, opened)),
                Err(_) => {
                    report.add(Some(tx.facility), REPORT_KEYS.name, row.report_id.to_string(), Fault::DoesNotOpen);
                }
            }
        }
        after = rows.last().and_then(|row| key_values(REPORT_KEYS, row));
        if rows.len() < PAGE || after.is_none() {
            break;
        }
    }
    after = None;
    loop {
        let rows = page(tx, REPORTS, after.as_deref()).await?;
        for row in &rows {
            let Ok(row) = decode::<ReportRow>(row) else {
                continue;
            };
            if !keys.get(&row.report_id).is_some_and(|keys| opens(&tx.facility_text, keys, &row)) {
                report.add(Some(tx.facility), REPORTS.name, row.report_id.to_string(), Fault::DoesNotOpen);
            }
        }
        after = rows.last().and_then(|row| key_values(REPORTS, row));
        if rows.len() < PAGE || after.is_none() {
            return Ok(());
        }
    }
}

fn opens(facility: &str, keys: &ReportKeys, row: &ReportRow) -> bool {
    let report = row.report_id.to_string();
    let one = |key: &Option<sealed::Key>, purpose: &str, bytes: &[u8]| {
        key.as_ref()
            .is_none_or(|key| sealed::open(key, &sealed::name(facility, "reports", &report, purpose), bytes).is_ok())
    };
    one(&keys.content, "content", &row.sealed)
        && row.identity.as_ref().is_none_or(|identity| one(&keys.identity, "identity", identity))
}
