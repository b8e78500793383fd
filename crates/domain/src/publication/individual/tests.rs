//! Tests of the individual publication: every stage, command and actor; what no sequence may reach; clocks.
mod course;
mod ledger;
mod props;
mod table;
