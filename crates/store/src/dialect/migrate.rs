//! Owns migrations: embedded, checksummed, run once in one transaction per engine.
use sqlx::{Acquire as _, AnyPool, Row as _};

use crate::dialect::Target;
use crate::dialect::{self, Engine};
use crate::error::{Result, StoreError};
use crate::field::Value;
use crate::hex;
use crate::sealed::{self, Keyring};

struct Migration {
    version: i64,
    name: &'static str,
    common: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "0001_first",
        common: include_str!("../../migrations/0001_first.sql"),
        sqlite: include_str!("../../migrations/0001_first.sqlite.sql"),
        postgres: include_str!("../../migrations/0001_first.postgres.sql"),
    },
    Migration {
        version: 2,
        name: "0002_proxy_stamps",
        common: include_str!("../../migrations/0002_proxy_stamps.sql"),
        sqlite: "",
        postgres: "",
    },
    Migration {
        version: 3,
        name: "0003_tallies",
        common: include_str!("../../migrations/0003_tallies.sql"),
        sqlite: "",
        postgres: include_str!("../../migrations/0003_tallies.postgres.sql"),
    },
    Migration {
        version: 4,
        name: "0004_attachments",
        common: include_str!("../../migrations/0004_attachments.sql"),
        sqlite: include_str!("../../migrations/0004_attachments.sqlite.sql"),
        postgres: include_str!("../../migrations/0004_attachments.postgres.sql"),
    },
    Migration {
        version: 5,
        name: "0005_access",
        common: include_str!("../../migrations/0005_access.sql"),
        sqlite: "",
        postgres: include_str!("../../migrations/0005_access.postgres.sql"),
    },
    Migration {
        version: 6,
        name: "0006_plans",
        common: include_str!("../../migrations/0006_plans.sql"),
        sqlite: include_str!("../../migrations/0006_plans.sqlite.sql"),
        postgres: include_str!("../../migrations/0006_plans.postgres.sql"),
    },
    Migration {
        version: 7,
        name: "0007_search",
        common: include_str!("../../migrations/0007_search.sql"),
        sqlite: include_str!("../../migrations/0007_search.sqlite.sql"),
        postgres: include_str!("../../migrations/0007_search.postgres.sql"),
    },
    Migration {
        version: 8,
        name: "0008_settling",
        common: include_str!("../../migrations/0008_settling.sql"),
        sqlite: include_str!("../../migrations/0008_settling.sqlite.sql"),
        postgres: include_str!("../../migrations/0008_settling.postgres.sql"),
    },
    Migration {
        version: 9,
        name: "0009_suggestions",
        common: include_str!("../../migrations/0009_suggestions.sql"),
        sqlite: "",
        postgres: include_str!("../../migrations/0009_suggestions.postgres.sql"),
    },
    Migration {
        version: 10,
        name: "0010_individual",
        common: include_str!("../../migrations/0010_individual.sql"),
        sqlite: include_str!("../../migrations/0010_individual.sqlite.sql"),
        postgres: include_str!("../../migrations/0010_individual.postgres.sql"),
    },
    Migration {
        version: 11,
        name: "0011_periods",
        common: include_str!("../../migrations/0011_periods.sql"),
        sqlite: include_str!("../../migrations/0011_periods.sqlite.sql"),
        postgres: include_str!("../../migrations/0011_periods.postgres.sql"),
    },
    Migration {
        version: 12,
        name: "0012_exposures",
        common: include_str!("../../migrations/0012_exposures.sql"),
        sqlite: "",
        postgres: include_str!("../../migrations/0012_exposures.postgres.sql"),
    },
    Migration {
        version: 13,
        name: "0013_insight",
        common: include_str!("../../migrations/0013_insight.sql"),
        sqlite: "",
        postgres: include_str!("../../migrations/0013_insight.postgres.sql"),
    },
    Migration {
        version: 14,
        name: "0014_corrective_actions",
        common: include_str!("../../migrations/0014_corrective_actions.sql"),
        sqlite: include_str!("../../migrations/0014_corrective_actions.sqlite.sql"),
        postgres: include_str!("../../migrations/0014_corrective_actions.postgres.sql"),
    },
    Migration {
        version: 15,
        name: "0015_action_steps_taken_back",
        common: include_str!("../../migrations/0015_action_steps_taken_back.sql"),
        sqlite: include_str!("../../migrations/0015_action_steps_taken_back.sqlite.sql"),
        postgres: include_str!("../../migrations/0015_action_steps_taken_back.postgres.sql"),
    },
];

impl Migration {
    fn text(&self, engine: Engine) -> String {
        let (text, int, blob, end, extra) = match engine {
            // STRICT knows INTEGER only; WITHOUT ROWID keeps no trace of the order of insertion.
            Engine::Sqlite => ("TEXT", "INTEGER", "BLOB", "STRICT, WITHOUT ROWID", self.sqlite),
            // Bytes order text on SQLite; the server's locale must not order it otherwise, or prefixes and pages would differ.
            Engine::Postgres => ("TEXT COLLATE \"C\"", "BIGINT", "BYTEA", "", self.postgres),
        };
        let common = self
            .common
            .replace("{{TEXT}}", text)
            .replace("{{INT}}", int)
            .replace("{{BLOB}}", blob)
            .replace("{{END}}", end);
        format!("{common}\n{extra}")
    }

    fn checksum(&self) -> String {
        let parts = [self.name, self.common, self.sqlite, self.postgres].map(str::as_bytes);
        hex::encode(&sealed::digest(&parts))
    }
}

/// The mac shows at start whether the master key is the one with which the database was made.
fn mac(keyring: &Keyring, version: i64, checksum: &str) -> String {
    hex::encode(&keyring.schema_mac(&[&version.to_be_bytes(), checksum.as_bytes()]))
}

/// Brings the schema up to this binary's; says whether there was anything to do.
pub(crate) async fn run(target: &Target, keyring: &Keyring) -> Result<bool> {
    match target.engine {
        Engine::Sqlite => {
            let pools = dialect::sqlite_writer(target).await?;
            let done = run_on(&mut *pools.acquire().await?, target.engine, keyring).await;
            pools.close().await;
            done
        }
        Engine::Postgres => {
            use sqlx::Connection as _;
            let mut connection = dialect::owner_connection(target).await?;
            let done = run_on(&mut connection, target.engine, keyring).await;
            connection.close().await?;
            done.map_err(explain_rights)
        }
    }
}

/// Tells an operator what the role of the address lacks; everything else stays as it is.
fn explain_rights(error: StoreError) -> StoreError {
    let StoreError::Database(source) = &error else {
        return error;
    };
    let code = source
        .downcast_ref::<sqlx::Error>()
        .and_then(sqlx::Error::as_database_error)
        .and_then(|source| source.code().map(std::borrow::Cow::into_owned));
    if code.as_deref() == Some("42501") {
        let text = "PostgreSQL: the role in the database address must own the database and either may create roles \
                    (CREATEROLE) or be a member of an existing role futawa_app";
        return StoreError::Setup(text.into());
    }
    error
}

async fn run_on(connection: &mut sqlx::AnyConnection, engine: Engine, keyring: &Keyring) -> Result<bool> {
    use sqlx::Connection as _;
    let mut tx = connection.begin_with(if engine == Engine::Sqlite { "BEGIN IMMEDIATE" } else { "BEGIN" }).await?;
    if engine == Engine::Postgres {
        // Two servers may start at once: the second waits and finds the work done.
        dialect::query("SELECT 1 FROM (SELECT pg_advisory_xact_lock(7310894526)) AS locked", Vec::new())
            .execute(&mut *tx)
            .await?;
    }
    let table = "CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, mac TEXT NOT NULL)";
    dialect::run_script(&mut tx, table.to_owned()).await?;
    let done = applied(&mut tx).await?;
    compare(&done, keyring)?;
    for migration in MIGRATIONS.iter().skip(done.len()) {
        tracing::info!(migration = migration.name, "migrating");
        dialect::run_script(&mut tx, migration.text(engine)).await?;
        let checksum = migration.checksum();
        let values = vec![
            Value::Int(migration.version),
            Value::Text(migration.name.to_owned()),
            Value::Text(checksum.clone()),
            Value::Text(mac(keyring, migration.version, &checksum)),
        ];
        dialect::query("INSERT INTO schema_migrations (version, name, checksum, mac) VALUES ($1, $2, $3, $4)", values)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    Ok(done.len() < MIGRATIONS.len())
}

struct Applied {
    version: i64,
    name: String,
    checksum: String,
    mac: String,
}

async fn applied(connection: &mut sqlx::AnyConnection) -> Result<Vec<Applied>> {
    let text = "SELECT version, name, checksum, mac FROM schema_migrations ORDER BY version";
    let rows = dialect::query(text, Vec::new()).fetch_all(connection).await?;
    rows.iter()
        .map(|row| {
            Ok(Applied {
                version: row.try_get(0)?,
                name: row.try_get(1)?,
                checksum: row.try_get(2)?,
                mac: row.try_get(3)?,
            })
        })
        .collect()
}

/// Compares what was applied with this binary's list, oldest first.
fn compare(done: &[Applied], keyring: &Keyring) -> Result<()> {
    for (index, applied) in done.iter().enumerate() {
        let Some(ours) = MIGRATIONS.get(index).filter(|ours| ours.version == applied.version) else {
            let text = format!(
                "the database has schema version {}, newer than this program knows: start a newer futawa",
                applied.version
            );
            return Err(StoreError::Migration(text.into()));
        };
        if ours.checksum() != applied.checksum || ours.name != applied.name {
            let text =
                format!("migration {} is not the one that made this database: it must never be edited", ours.name);
            return Err(StoreError::Migration(text.into()));
        }
        if mac(keyring, applied.version, &applied.checksum) != applied.mac {
            return Err(StoreError::Sealed);
        }
    }
    Ok(())
}

/// Checks at start that the schema is complete and the master key the right one.
pub(crate) async fn check(pool: &AnyPool, keyring: &Keyring) -> Result<()> {
    let mut connection = pool.acquire().await?;
    let done = applied(connection.acquire().await?).await?;
    compare(&done, keyring)?;
    if done.len() < MIGRATIONS.len() {
        return Err(StoreError::Migration(
            "the database is older than this program: start the server once to migrate it".into(),
        ));
    }
    Ok(())
}
