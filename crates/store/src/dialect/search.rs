//! Owns how each engine finds words: FTS5 without content on SQLite, a GIN index over a tsvector on PostgreSQL.
use crate::dialect::{Engine, Sql};
use crate::field::Value;

/// What the index is asked for: a document has one token of every group, and its number lies in the range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked<'a> {
    pub(crate) groups: &'a [Vec<String>],
    pub(crate) first: i64,
    pub(crate) last: i64,
}

/// The question in the index's own language. Tokens are lower-case letters, so that none is an operator.
fn expression(engine: Engine, groups: &[Vec<String>]) -> Value {
    let (and, or) = match engine {
        Engine::Sqlite => (" AND ", " OR "),
        Engine::Postgres => (" & ", " | "),
    };
    let group = |tokens: &Vec<String>| match tokens.as_slice() {
        [only] => only.clone(),
        many => format!("({})", many.join(or)),
    };
    Value::Text(groups.iter().map(group).collect::<Vec<_>>().join(and))
}

/// Appends `FROM … WHERE …` of the documents that the index finds, as `d`, joined with their reports `r` and cases `c` where asked.
pub(crate) fn from_index(mut sql: Sql, engine: Engine, asked: &Asked<'_>, reports: bool, cases: bool) -> Sql {
    // SQLite: CROSS JOIN keeps this order, so that the newest come first and a page ends the search.
    sql = sql.push(match engine {
        Engine::Sqlite => " FROM search_index s CROSS JOIN search_docs d ON d.doc = s.rowid",
        Engine::Postgres => " FROM search_docs d",
    });
    if reports {
        sql = sql.push(match engine {
            Engine::Sqlite => " CROSS JOIN reports r ON r.facility_id = d.facility_id AND r.report_id = d.report_id",
            Engine::Postgres => " JOIN reports r ON r.facility_id = d.facility_id AND r.report_id = d.report_id",
        });
    }
    if cases {
        sql = sql.push(match engine {
            Engine::Sqlite => " CROSS JOIN cases c ON c.facility_id = d.facility_id AND c.report_id = d.report_id",
            Engine::Postgres => " JOIN cases c ON c.facility_id = d.facility_id AND c.report_id = d.report_id",
        });
    }
    let wanted = expression(engine, asked.groups);
    sql = match engine {
        Engine::Sqlite => sql.push(" WHERE s.search_index MATCH ").bind(wanted).push(" AND s.rowid"),
        Engine::Postgres => sql
            .push(" WHERE d.report_id IN (SELECT found FROM futawa_search(")
            .bind(wanted)
            .push(") AS found) AND d.doc"),
    };
    sql = sql.push(" BETWEEN ").bind(Value::Int(asked.first)).push(" AND ").bind(Value::Int(asked.last));
    sql.push(" AND d.facility_id = $1")
}

/// Appends the order of a list: newest report date first.
pub(crate) fn newest_first(sql: Sql, engine: Engine) -> Sql {
    sql.push(match engine {
        // The number of a document says the same, and the index goes through them in this order.
        Engine::Sqlite => " ORDER BY s.rowid DESC",
        Engine::Postgres => " ORDER BY r.report_date DESC, r.submitted_at DESC, r.report_id DESC",
    })
}

/// The numbers that the index alone answers with, where nothing else is asked. PostgreSQL has none but through the documents.
pub(crate) fn index_alone(sql: Sql, engine: Engine, asked: &Asked<'_>) -> Sql {
    let wanted = expression(engine, asked.groups);
    match engine {
        Engine::Sqlite => sql
            .push(" FROM search_index s WHERE s.search_index MATCH ")
            .bind(wanted)
            .push(" AND s.rowid BETWEEN ")
            .bind(Value::Int(asked.first))
            .push(" AND ")
            .bind(Value::Int(asked.last)),
        Engine::Postgres => from_index(sql, engine, asked, false, false),
    }
}

/// Puts a document's tokens into the index.
pub(crate) fn put(sql: Sql, engine: Engine, number: i64, report_id: Value, tokens: &[String]) -> Sql {
    let line = Value::Text(tokens.join(" "));
    match engine {
        Engine::Sqlite => {
            let sql = sql.push("INSERT INTO search_index (rowid, line) VALUES (").bind(Value::Int(number));
            sql.push(", ").bind(line).push(")")
        }
        Engine::Postgres => {
            let sql =
                sql.push("INSERT INTO search_index (facility_id, report_id, tokens) VALUES ($1, ").bind(report_id);
            sql.push(", CAST(").bind(line).push(" AS TSVECTOR))")
        }
    }
}

/// Takes one document of the facility out of the index, before its row goes.
pub(crate) fn take(sql: Sql, engine: Engine, number: i64, report_id: Value) -> Sql {
    match engine {
        Engine::Sqlite => sql.push("DELETE FROM search_index WHERE rowid = ").bind(Value::Int(number)),
        Engine::Postgres => {
            sql.push("DELETE FROM search_index WHERE facility_id = $1 AND report_id = ").bind(report_id)
        }
    }
}

/// Takes all documents of the facility out of the index, before their rows go. `alone`: no other facility has any.
pub(crate) fn take_all(sql: Sql, engine: Engine, alone: bool) -> Sql {
    sql.push(match (engine, alone) {
        (Engine::Sqlite, true) => "INSERT INTO search_index (search_index) VALUES ('delete-all')",
        (Engine::Sqlite, false) => {
            "DELETE FROM search_index WHERE rowid IN (SELECT doc FROM search_docs WHERE facility_id = $1)"
        }
        (Engine::Postgres, _) => "DELETE FROM search_index WHERE facility_id = $1",
    })
}

/// SQLite: a question that finds next to nothing.
pub(crate) const WARM_UP: &str = "SELECT rowid FROM search_index WHERE search_index MATCH 'a' LIMIT 1";

/// The engine's own tables behind the index; they hold nothing but tokens and numbers.
#[cfg(test)]
pub(crate) fn is_index_table(name: &str) -> bool {
    name == "search_index" || name.starts_with("search_index_")
}
