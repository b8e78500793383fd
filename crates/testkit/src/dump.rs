//! Owns the look behind the store's back: every row of every table as text, so that a test can search for what must not be there.
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Executor as _, Row as _};

/// A row of the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawRow {
    /// Its table.
    pub table: String,
    /// Its cells as SQL literals (SQLite) or JSON (PostgreSQL); bytes in hexadecimal.
    pub text: String,
}

/// Every row of the database at this path or address.
pub(crate) async fn rows(database: &str) -> Vec<RawRow> {
    sqlx::any::install_default_drivers();
    let is_postgres = database.starts_with("postgres");
    let address = if is_postgres { database.to_owned() } else { format!("sqlite://{database}") };
    let mut connection = AnyConnection::connect(&address).await.expect("the database answers");
    let mut rows = Vec::new();
    for table in tables(&mut connection, is_postgres).await {
        let query = if is_postgres {
            format!("SELECT CAST(row_to_json(t) AS TEXT) FROM {table} t")
        } else {
            let cells = texts(&mut connection, &format!("SELECT name FROM pragma_table_info('{table}')")).await;
            let quoted: Vec<String> = cells.iter().map(|cell| format!("quote(\"{cell}\")")).collect();
            format!("SELECT {} FROM {table}", quoted.join(" || ',' || "))
        };
        let found = texts(&mut connection, &query).await;
        rows.extend(found.into_iter().map(|text| RawRow { table: table.clone(), text }));
    }
    connection.close().await.expect("the connection closes");
    rows
}

async fn tables(connection: &mut AnyConnection, is_postgres: bool) -> Vec<String> {
    let query = if is_postgres {
        "SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"
    };
    texts(connection, query).await
}

async fn texts(connection: &mut AnyConnection, query: &str) -> Vec<String> {
    let rows = connection.fetch_all(AssertSqlSafe(query.to_owned())).await.expect("the question is understood");
    rows.iter().map(|row| row.get::<String, _>(0)).collect()
}
