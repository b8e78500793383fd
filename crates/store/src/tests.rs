//! Owns the store's tests; each body runs on SQLite and, when `FUTAWA_TEST_POSTGRES` names a server, on PostgreSQL.
mod attachment;
mod harness;
mod individual;
mod isolation;
mod journal;
mod lists;
mod lock;
mod operational;
mod period;
mod plan;
mod schema;
mod sealing;
mod search;
mod settling;
mod suggest;
mod tamper;
mod verification;
