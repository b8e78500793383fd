//! Owns the engine: connecting, pools, beginning a transaction, and the only place where SQL text is put together.
mod answers;
mod fault;
pub(crate) mod migrate;
mod occurred;
pub(crate) mod search;
mod target;

use std::time::Duration;

use sqlx::any::{AnyArguments, AnyConnectOptions, AnyPoolOptions, AnyRow};
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, Executor, Row as _, Transaction};

use crate::error::{Result, StoreError};
use crate::field::{Kind, Value};
pub(crate) use fault::from_engine;
pub(crate) use target::Target;

/// The two engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Inside the process, one file.
    Sqlite,
    /// A server.
    Postgres,
}

/// Whether the database may be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Migrates at start, reads and writes.
    ReadWrite,
    /// Changes nothing, not even the seal of the file.
    ReadOnly,
}

/// The oldest SQLite without the WAL-reset bug (research/security.md §0.3).
pub(crate) const SQLITE_MINIMUM: (u32, u32, u32) = (3, 51, 3);
const READERS: u32 = 4;
const SERVER_CONNECTIONS: u32 = 16;

/// The two pools; on PostgreSQL they are one.
#[derive(Debug, Clone)]
pub(crate) struct Pools {
    pub(crate) engine: Engine,
    pub(crate) readers: AnyPool,
    pub(crate) writer: AnyPool,
}

impl Pools {
    /// Connects. On SQLite one writer and four readers, on PostgreSQL up to sixteen connections in the role `futawa_app`.
    pub(crate) async fn connect(target: &Target, access: Access) -> Result<Self> {
        let engine = target.engine;
        let (readers, writer) = match engine {
            Engine::Sqlite => {
                // The writer comes first: it creates the file that the readers open.
                let writer = if access == Access::ReadWrite { Some(sqlite_pool(target, true, 1).await?) } else { None };
                let readers = sqlite_pool(target, false, READERS).await?;
                let writer = writer.unwrap_or_else(|| readers.clone());
                (readers, writer)
            }
            Engine::Postgres => {
                let pool = postgres_pool(target).await?;
                (pool.clone(), pool)
            }
        };
        Ok(Self { engine, readers, writer })
    }

    /// Begins a transaction that sees one state of the data.
    pub(crate) async fn begin_read(&self) -> Result<Transaction<'static, Any>> {
        let text = match self.engine {
            Engine::Sqlite => "BEGIN",
            Engine::Postgres => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        };
        Ok(self.readers.begin_with(text).await?)
    }

    /// Begins a writing transaction. Writers of one facility follow one another on both engines:
    /// SQLite has one writer, PostgreSQL takes an advisory lock, so that a decision always sees the last event.
    pub(crate) async fn begin_write(&self, facility: &str) -> Result<Transaction<'static, Any>> {
        match self.engine {
            Engine::Sqlite => Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?),
            Engine::Postgres => {
                let mut tx = self.writer.begin_with("BEGIN").await?;
                let text = "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended($1, 0))) AS locked";
                query(text, vec![Value::Text(facility.to_owned())]).execute(&mut *tx).await?;
                Ok(tx)
            }
        }
    }

    /// Whether commits may skip waiting for the disk; at the end of that everything is brought there. The writer's pool holds one
    /// connection for the life of the store, so that the setting reaches every later transaction; a new connection waits again.
    pub(crate) async fn bulk(&self, begin: bool) -> Result<()> {
        let texts: &[&'static str] = match (self.engine, begin) {
            (Engine::Postgres, _) => &[],
            (Engine::Sqlite, true) => &["PRAGMA synchronous = OFF"],
            (Engine::Sqlite, false) => &["PRAGMA synchronous = FULL", "PRAGMA wal_checkpoint(TRUNCATE)"],
        };
        for text in texts {
            query(text, Vec::new()).fetch_all(&self.writer).await?;
        }
        Ok(())
    }

    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Binds the facility to a transaction for PostgreSQL's row-level security.
pub(crate) async fn bind_facility(engine: Engine, connection: &mut AnyConnection, facility: &str) -> Result<()> {
    if engine == Engine::Postgres {
        let text = "SELECT set_config('futawa.facility', $1, true)";
        query(text, vec![Value::Text(facility.to_owned())]).execute(connection).await?;
    }
    Ok(())
}

/// A pool of one writer, for migrations.
pub(crate) async fn sqlite_writer(target: &Target) -> Result<AnyPool> {
    sqlite_pool(target, true, 1).await
}

async fn sqlite_pool(target: &Target, writes: bool, size: u32) -> Result<AnyPool> {
    sqlx::any::install_default_drivers();
    let mode = if writes { "rwc" } else { "ro" };
    let options: AnyConnectOptions = format!("{}?mode={mode}", target.url).parse()?;
    let pool = AnyPoolOptions::new()
        .max_connections(size)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .idle_timeout(None)
        .max_lifetime(None)
        // A file does not hang up: asking it first costs a change of thread for each transaction.
        .test_before_acquire(false)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                let text = if writes {
                    "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                     PRAGMA secure_delete = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -16384; PRAGMA trusted_schema = OFF;"
                } else {
                    "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -16384; \
                     PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;"
                };
                connection.execute(sqlx::raw_sql(text)).await.map(drop)
            })
        })
        .connect_with(options)
        .await?;
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&pool).await?;
    check_sqlite_version(&version)?;
    Ok(pool)
}

/// Refuses a SQLite older than [`SQLITE_MINIMUM`].
pub(crate) fn check_sqlite_version(text: &str) -> Result<()> {
    let mut parts = text.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    let version = (next(), next(), next());
    if version < SQLITE_MINIMUM {
        return Err(StoreError::Setup(format!("SQLite {text} is too old: 3.51.3 or newer is needed").into()));
    }
    Ok(())
}

async fn postgres_pool(target: &Target) -> Result<AnyPool> {
    sqlx::any::install_default_drivers();
    let options: AnyConnectOptions = target.url.parse()?;
    let pool = AnyPoolOptions::new()
        .max_connections(SERVER_CONNECTIONS)
        .acquire_timeout(Duration::from_secs(10))
        .after_connect(|connection, _| {
            Box::pin(async move {
                connection.execute(sqlx::raw_sql("SET lock_timeout = '10s'; SET ROLE futawa_app")).await.map(drop)
            })
        })
        .connect_with(options)
        .await?;
    refuse_powerful_role(&pool).await?;
    Ok(pool)
}

/// Row-level security does not bind a superuser; an owner could switch it off.
async fn refuse_powerful_role(pool: &AnyPool) -> Result<()> {
    let row = sqlx::query(
        "SELECT CASE WHEN r.rolsuper OR r.rolbypassrls THEN 1::bigint ELSE 0::bigint END, \
         (SELECT COUNT(*) FROM pg_tables t WHERE t.schemaname = current_schema() AND t.tableowner = current_user) \
         FROM pg_roles r WHERE r.rolname = current_user",
    )
    .fetch_one(pool)
    .await?;
    let (powerful, owned): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
    if powerful != 0 || owned != 0 {
        return Err(StoreError::Setup(
            "PostgreSQL: the role futawa_app must not be a superuser, bypass row-level security or own tables".into(),
        ));
    }
    Ok(())
}

/// A connection of the owner for migrations, outside the pools.
pub(crate) async fn owner_connection(target: &Target) -> Result<AnyConnection> {
    use sqlx::ConnectOptions as _;
    sqlx::any::install_default_drivers();
    let options: AnyConnectOptions = target.url.parse()?;
    Ok(options.connect().await?)
}

/// A query with its values.
pub(crate) fn query(text: &'static str, values: Vec<Value>) -> sqlx::query::Query<'static, Any, AnyArguments> {
    bind(sqlx::query(text), values)
}

fn bind(
    mut query: sqlx::query::Query<'static, Any, AnyArguments>,
    values: Vec<Value>,
) -> sqlx::query::Query<'static, Any, AnyArguments> {
    for value in values {
        query = match value {
            Value::Null(Kind::Text) | Value::Unreadable => query.bind(None::<String>),
            Value::Null(Kind::Int) => query.bind(None::<i64>),
            Value::Null(Kind::Blob) => query.bind(None::<Vec<u8>>),
            Value::Text(text) => query.bind(text),
            Value::Int(number) => query.bind(number),
            Value::Blob(bytes) => query.bind(bytes),
        };
    }
    query
}

/// SQL text built from constants of this program, with its values. Nothing that came from outside can get into the text.
#[derive(Debug, Clone)]
pub(crate) struct Sql {
    engine: Engine,
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// Starts a text whose `$1` is the facility.
    pub(crate) fn new(engine: Engine, facility: &str) -> Self {
        Self { engine, text: String::new(), values: vec![Value::Text(facility.to_owned())] }
    }

    /// Appends constant text.
    pub(crate) fn push(mut self, text: &'static str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Appends the next placeholder and its value.
    pub(crate) fn bind(mut self, value: Value) -> Self {
        self.values.push(value);
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Adds a value whose placeholder is already in the constant text.
    pub(crate) fn value(mut self, value: Value) -> Self {
        self.values.push(value);
        self
    }

    /// The text as a question for the query plan.
    #[cfg(test)]
    pub(crate) fn explained(mut self) -> Self {
        self.text.insert_str(0, "EXPLAIN QUERY PLAN ");
        self
    }

    pub(crate) fn query(self) -> sqlx::query::Query<'static, Any, AnyArguments> {
        bind(sqlx::query(AssertSqlSafe(self.text)), self.values)
    }
}

/// Runs several statements of a migration, which is constant text.
pub(crate) async fn run_script(connection: &mut AnyConnection, text: String) -> Result<()> {
    connection.execute(sqlx::raw_sql(AssertSqlSafe(text))).await?;
    Ok(())
}

/// Reads a column by its kind; `None` = it holds another type.
pub(crate) fn read(row: &AnyRow, index: usize, kind: Kind) -> Option<Value> {
    fn value<T>(got: Result<Option<T>, sqlx::Error>, kind: Kind, wrap: fn(T) -> Value) -> Option<Value> {
        got.ok().map(|got| got.map_or(Value::Null(kind), wrap))
    }
    match kind {
        Kind::Text => value(row.try_get::<Option<String>, _>(index), kind, Value::Text),
        Kind::Int => value(row.try_get::<Option<i64>, _>(index), kind, Value::Int),
        Kind::Blob => value(row.try_get::<Option<Vec<u8>>, _>(index), kind, Value::Blob),
    }
}

/// A connection of its own to SQLite's file, which reads only but may write other files (backup).
pub(crate) async fn reading_connection(target: &Target) -> Result<AnyConnection> {
    use sqlx::ConnectOptions as _;
    sqlx::any::install_default_drivers();
    let options: AnyConnectOptions = format!("{}?mode=ro", target.url).parse()?;
    Ok(options.connect().await?)
}

/// What the engine itself finds wrong with its pages and foreign keys; each line names a table or says what is damaged.
pub(crate) async fn self_check(pools: &Pools) -> Result<Vec<(String, String)>> {
    if pools.engine == Engine::Postgres {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    // One snapshot, and a question to the search index first: its check would else go by what this connection remembers of an
    // index that has changed since, and call it damaged. Where it is damaged, the check says so.
    let mut tx = pools.readers.begin_with("BEGIN").await?;
    drop(sqlx::query(search::WARM_UP).fetch_all(&mut *tx).await);
    for row in sqlx::query("PRAGMA integrity_check").fetch_all(&mut *tx).await? {
        let text: String = row.try_get(0)?;
        if text != "ok" {
            found.push(("(file)".to_owned(), text));
        }
    }
    for row in sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut *tx).await? {
        let (table, parent): (String, String) = (row.try_get(0)?, row.try_get(2)?);
        found.push((table, format!("a row refers to a row of {parent} that does not exist")));
    }
    Ok(found)
}

/// The question for every facility that verification must visit: the directory, and on SQLite also those of which only a chain is
/// left (on PostgreSQL the foreign key of the chain's end keeps the facility).
pub(crate) const fn facilities_to_verify(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => {
            "SELECT facility_id FROM facilities UNION SELECT facility_id FROM journal_heads UNION SELECT facility_id FROM journal ORDER BY 1"
        }
        Engine::Postgres => "SELECT facility_id FROM facilities ORDER BY 1",
    }
}

/// Whether the engine can write a compact copy of itself; the other one has a tool of its own (`pg_dump`).
pub(crate) const fn copies_itself(engine: Engine) -> bool {
    matches!(engine, Engine::Sqlite)
}
