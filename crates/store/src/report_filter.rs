//! Owns by what lists of reports are narrowed, and the SQL conditions of it.
use domain::id::{AccountId, PlaceId, ReportId, UnitId};

use crate::dialect::Sql;
use crate::field::Field;
use crate::report_list::FROM_REPORTS;
use crate::search::{self, SearchWords};

/// Which reports; every field that is `None` or empty lets all through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportFilter {
    /// Any of these states of the case.
    pub states: Vec<String>,
    /// Form code.
    pub form: Option<String>,
    /// The level that counts: final, else the leader's, else the reporter's.
    pub level: Option<Answer>,
    /// Any of these units.
    pub units: Vec<UnitId>,
    /// Any of these places.
    pub places: Vec<PlaceId>,
    /// Only reports whose place is none of the facility's list.
    pub elsewhere: bool,
    /// First report date (ISO), included.
    pub from: Option<String>,
    /// Last report date (ISO), included.
    pub until: Option<String>,
    /// Any of these modes: `named`, `protected`, `anonymous`.
    pub modes: Vec<String>,
    /// The reporter of a named report.
    pub reporter_account: Option<AccountId>,
    /// Beginning of the number.
    pub number_prefix: Option<String>,
    /// Only these reports; `Some` of an empty list gives none.
    pub ids: Option<Vec<ReportId>>,
    /// Kind code: `incident` or `accident`.
    pub kind: Option<String>,
    /// Leaves out reports that were merged into another.
    pub without_merged: bool,
    /// Weekday of the event, 0 for Monday; reports whose day is not known have none.
    pub weekday: Option<u8>,
    /// First and last hour of the event, both included; reports whose time is not known to the minute have none.
    pub hours: Option<(u8, u8)>,
    /// Days from the event to the report.
    pub lag: Option<LagDays>,
    /// Code of the medication detail.
    pub detail: Option<String>,
    /// One of the causes.
    pub cause: Option<Answer>,
    /// The reporter's occupation, of named reports only: of protected and anonymous ones it says who they may be, and of a file
    /// that was brought in it is not the reporter's.
    pub occupation: Option<Answer>,
    /// Only cases that stand where they stand since before this instant (µs).
    pub entered_before: Option<i64>,
    /// Any of these pairs of profile version and unit (`None` = no unit); `Some` of an empty list gives none.
    pub groups: Option<Vec<(i64, Option<UnitId>)>>,
    /// Only reports whose de-identified text has all these words.
    pub words: Option<SearchWords>,
}

/// Days from the event to the report, by which a list is narrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LagDays {
    /// So many days, both ends included; without an end, so many and more.
    Between(u16, Option<u16>),
    /// The day of the event is not known, or lies after the report.
    Unknown,
}

/// A coded answer by which a list is narrowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// This code.
    Code(String),
    /// None was given (記入なし).
    NotTold,
}

impl ReportFilter {
    /// Whether a condition is on the case and not on the report.
    pub(crate) const fn asks_case(&self) -> bool {
        !self.states.is_empty()
            || self.level.is_some()
            || self.kind.is_some()
            || self.without_merged
            || self.entered_before.is_some()
    }

    /// Where to count. Every report has its case: without a condition on cases the join would only cost time.
    pub(crate) const fn counted_from(&self) -> &'static str {
        if self.asks_case() { FROM_REPORTS } else { " FROM reports r WHERE r.facility_id = $1" }
    }
}

pub(crate) fn any_of<T: Field>(sql: Sql, column: &'static str, values: &[T]) -> Sql {
    let mut sql = sql.push(column).push(" IN (");
    for (index, value) in values.iter().enumerate() {
        sql = sql.push(if index == 0 { "" } else { ", " }).bind(value.to_value());
    }
    sql.push(")")
}

fn some_of<T: Field>(sql: Sql, column: &'static str, values: &[T]) -> Sql {
    if values.is_empty() { sql } else { any_of(sql, column, values) }
}

fn equals<T: Field>(sql: Sql, column: &'static str, operator: &'static str, value: Option<&T>) -> Sql {
    match value {
        Some(value) => sql.push(column).push(operator).bind(value.to_value()),
        None => sql,
    }
}

fn answered(sql: Sql, column: &'static str, answer: Option<&Answer>) -> Sql {
    match answer {
        Some(Answer::Code(code)) => sql.push(column).push(" = ").bind(code.to_value()),
        Some(Answer::NotTold) => sql.push(column).push(" IS NULL"),
        None => sql,
    }
}

fn within(sql: Sql, lag: LagDays) -> Sql {
    let number = |days: u16| i64::from(days).to_value();
    match lag {
        LagDays::Between(first, Some(last)) => {
            let sql = sql.push(" AND ").days_to_report();
            sql.push(" BETWEEN ").bind(number(first)).push(" AND ").bind(number(last))
        }
        LagDays::Between(first, None) => sql.push(" AND ").days_to_report().push(" >= ").bind(number(first)),
        LagDays::Unknown => sql.push(" AND (r.occurred_on IS NULL OR ").days_to_report().push(" < 0)"),
    }
}

/// What a file that was brought in tells is not the reporter's: there it is not told.
fn worked_as(sql: Sql, occupation: Option<&Answer>) -> Sql {
    match occupation {
        Some(Answer::Code(occupation)) => {
            let sql = sql.push(" AND r.mode = 'named' AND r.door <> 'import' AND ").occupation();
            sql.push(" = ").bind(occupation.to_value())
        }
        Some(Answer::NotTold) => {
            sql.push(" AND r.mode = 'named' AND (r.door = 'import' OR ").occupation().push(" IS NULL)")
        }
        None => sql,
    }
}

fn any_group(mut sql: Sql, groups: &[(i64, Option<UnitId>)]) -> Sql {
    sql = sql.push(" AND (1 = 0");
    for (version, unit) in groups {
        sql = sql.push(" OR (r.profile_version = ").bind(version.to_value());
        sql = match unit {
            Some(unit) => sql.push(" AND r.unit_id = ").bind(unit.to_value()).push(")"),
            None => sql.push(" AND r.unit_id IS NULL)"),
        };
    }
    sql.push(")")
}

/// Appends the conditions of a filter.
pub(crate) fn conditions(sql: Sql, filter: &ReportFilter) -> Sql {
    let mut sql = some_of(sql, " AND c.state", &filter.states);
    sql = some_of(sql, " AND r.unit_id", &filter.units);
    sql = some_of(sql, " AND r.place_id", &filter.places);
    if filter.elsewhere {
        sql = sql.push(" AND r.place_id IS NULL");
    }
    sql = some_of(sql, " AND r.mode", &filter.modes);
    sql = equals(sql, " AND r.form", " = ", filter.form.as_ref());
    sql = answered(sql, " AND COALESCE(c.final_level, c.leader_level, c.reporter_level)", filter.level.as_ref());
    sql = equals(sql, " AND r.report_date", " >= ", filter.from.as_ref());
    sql = equals(sql, " AND r.report_date", " <= ", filter.until.as_ref());
    sql = equals(sql, " AND r.reporter_account", " = ", filter.reporter_account.as_ref());
    sql = equals(sql, " AND c.kind", " = ", filter.kind.as_ref());
    if let Some(prefix) = &filter.number_prefix {
        // A range instead of LIKE: no wildcard to escape, and the index on the number serves it.
        sql = sql
            .push(" AND r.number >= ")
            .bind(prefix.to_value())
            .push(" AND r.number < ")
            .bind(format!("{prefix}\u{10FFFF}").to_value());
    }
    if filter.without_merged {
        sql = sql.push(" AND c.merged_into IS NULL");
    }
    if let Some(weekday) = filter.weekday {
        sql = sql.push(" AND ").weekday().push(" = ").bind(i64::from(weekday).to_value());
    }
    if let Some((first, last)) = filter.hours {
        let (first, last) = (i64::from(first).to_value(), i64::from(last).to_value());
        sql = sql.push(" AND ").hour().push(" BETWEEN ").bind(first).push(" AND ").bind(last);
    }
    sql = match filter.lag {
        Some(lag) => within(sql, lag),
        None => sql,
    };
    sql = equals(sql, " AND r.medication_detail", " = ", filter.detail.as_ref());
    sql = match &filter.cause {
        Some(Answer::Code(cause)) => sql.push(" AND ").has_cause(cause.to_value()),
        Some(Answer::NotTold) => sql.push(" AND ").has_no_cause(),
        None => sql,
    };
    sql = worked_as(sql, filter.occupation.as_ref());
    sql = equals(sql, " AND c.entered_at", " < ", filter.entered_before.as_ref());
    if let Some(groups) = &filter.groups {
        sql = any_group(sql, groups);
    }
    if let Some(words) = &filter.words {
        sql = search::condition(sql, words);
    }
    match &filter.ids {
        Some(ids) if ids.is_empty() => sql.push(" AND 1 = 0"),
        Some(ids) => any_of(sql, " AND r.report_id", ids),
        None => sql,
    }
}
