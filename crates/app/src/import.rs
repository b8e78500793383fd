//! Owns bringing reports in from files: one incoming report at a time, validated like a typed one, filed once however often it comes.
//!
//! Nothing of a file is dropped: a value without a place goes into the sealed narrative under its heading, and the report of the
//! import names every value that had no code. Reports and staff only the program itself imports, from the command line; exposures also a
//! person on their page.
mod exposure;
mod jq;
mod paper;
mod staff;
mod table;

use std::collections::BTreeMap;

use domain::form::{FieldError, Fields};
use domain::level::derive_partial;
use domain::people::Actor;
use domain::policy::{Action, Decision};
use domain::profile::Label;
use domain::report::{Door, Mode, ReadContext, read};
use jiff::civil::Date;
use serde::Serialize;
use sha2::{Digest, Sha256};

pub use exposure::{ExposureLine, ExposureReport, RowEffect, exposure_template, fiscal_months};
pub(crate) use jq::{JqCase, read_jq};
pub use paper::template;
pub use staff::{StaffReport, staff_template};
pub use table::FileProblem;

use crate::access::authorise_facility;
use crate::facility::Facility;
use crate::journal::note;
use crate::report::{Checked, NewReport, Receipt};
use crate::session::{hex, token_hash};
use crate::{App, AppError, Ctx};

/// How to import.
#[derive(Debug, Clone, Copy, Default)]
pub struct ImportOptions {
    /// Reads and checks everything, writes nothing.
    pub dry_run: bool,
    /// 報告日 of cases whose file gives only the year; `None` = today. Such a case is counted in the month of its filing here, because
    /// a month that was published already must not change by an import.
    pub report_date: Option<Date>,
}

/// Something wrong with one row; the row was not imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowError {
    /// Row of the file as a spreadsheet shows it: the heading is row 1.
    pub row: usize,
    /// Heading of the column.
    pub column: String,
    /// Stable code.
    pub code: String,
    /// What stands there.
    pub value: String,
    /// What to do.
    pub remedy: Remedy,
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remedy {
    /// Japanese.
    pub ja: String,
    /// English.
    pub en: String,
}

impl From<Label> for Remedy {
    fn from(label: Label) -> Self {
        Self { ja: label.ja, en: label.en }
    }
}

/// Values by heading, with how often each came.
pub type Unmapped = BTreeMap<String, BTreeMap<String, usize>>;

/// The outcome of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Rows of the file without the heading.
    pub rows: usize,
    /// Reports that were filed, or would be in a dry run.
    pub imported: usize,
    /// Rows that had been imported before.
    pub skipped: usize,
    /// Nothing was written.
    pub dry_run: bool,
    /// Rows that were not imported, each with its reason.
    pub errors: Vec<RowError>,
    /// Values that have no code; each was kept as text in its report.
    pub unmapped: Unmapped,
}

/// One report on its way in.
#[derive(Debug, Clone)]
pub(crate) struct Incoming {
    /// The same key is filed once.
    pub(crate) key: String,
    pub(crate) fields: Fields,
    pub(crate) report_date: Date,
    pub(crate) reporter_name: Option<String>,
}

/// What became of an incoming report.
#[derive(Debug, Clone)]
pub(crate) enum Filed {
    /// It was filed now.
    New(Receipt),
    /// It had been filed before.
    Before,
}

/// Where the rows of a file become incoming reports.
pub(crate) struct Batch {
    pub(crate) source: &'static str,
    pub(crate) rows: usize,
    /// Number of the row and the report.
    pub(crate) incoming: Vec<(usize, Incoming)>,
    pub(crate) errors: Vec<RowError>,
    pub(crate) unmapped: Unmapped,
    /// The heading of a field, for errors.
    pub(crate) heading: fn(&str) -> String,
}

impl App {
    /// Imports the CSV of the public case search (公開データ検索) of the Japan Council for Quality Health Care.
    ///
    /// # Errors
    /// A denial; [`AppError::Invalid`] when the file as a whole cannot be read. Rows that cannot be read are in the report.
    pub async fn import_jq_cases(
        &self,
        ctx: &Ctx,
        bytes: &[u8],
        options: ImportOptions,
    ) -> Result<ImportReport, AppError> {
        may_import(ctx)?;
        let facility = self.facility(ctx).await?;
        let file = read_jq(bytes, &facility).map_err(FileProblem::into_app_error)?;
        let report_date = options.report_date.unwrap_or_else(|| ctx.today());
        let batch = Batch {
            source: "jq",
            rows: file.rows,
            incoming: file.cases.into_iter().map(|case| (case.row, case.incoming(report_date))).collect(),
            errors: file.errors,
            unmapped: file.unmapped,
            heading: jq::heading,
        };
        self.import_batch(ctx, &facility, batch, bytes, options).await
    }

    /// Imports past paper reports from our own CSV; see [`template`] and docs/import.md.
    ///
    /// # Errors
    /// As [`App::import_jq_cases`].
    pub async fn import_reports(
        &self,
        ctx: &Ctx,
        bytes: &[u8],
        options: ImportOptions,
    ) -> Result<ImportReport, AppError> {
        may_import(ctx)?;
        let facility = self.facility(ctx).await?;
        let batch = paper::read(bytes, &facility, ctx.today()).map_err(FileProblem::into_app_error)?;
        self.import_batch(ctx, &facility, batch, bytes, options).await
    }

    async fn import_batch(
        &self,
        ctx: &Ctx,
        facility: &Facility,
        batch: Batch,
        bytes: &[u8],
        options: ImportOptions,
    ) -> Result<ImportReport, AppError> {
        let (dry_run, errors, unmapped) = (options.dry_run, batch.errors, batch.unmapped);
        let mut report = ImportReport { rows: batch.rows, dry_run, errors, unmapped, ..ImportReport::default() };
        for (done, (row, incoming)) in batch.incoming.iter().enumerate() {
            if done > 0 && done % 100 == 0 {
                tracing::info!(done, of = batch.incoming.len(), "import");
            }
            let outcome = if dry_run {
                self.would_file(ctx, facility, incoming).await
            } else {
                self.file_new(ctx, facility, incoming).await
            };
            match outcome {
                Ok(true) => report.imported += 1,
                Ok(false) => report.skipped += 1,
                Err(AppError::Invalid(wrong)) => {
                    report.errors.extend(
                        wrong.into_iter().map(|error| row_error(*row, &error, &incoming.fields, batch.heading)),
                    );
                }
                Err(error) => return Err(error),
            }
        }
        report.errors.sort_by_key(|error| error.row);
        if !dry_run {
            self.journal_import(ctx, batch.source, &report, bytes).await?;
        }
        Ok(report)
    }

    async fn would_file(&self, ctx: &Ctx, facility: &Facility, incoming: &Incoming) -> Result<bool, AppError> {
        check(ctx, facility, incoming)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        Ok(tx.idempotency_key(&token_hash(&incoming.key)).await?.is_none())
    }

    async fn file_new(&self, ctx: &Ctx, facility: &Facility, incoming: &Incoming) -> Result<bool, AppError> {
        Ok(matches!(self.file_incoming(ctx, facility, incoming).await?, Filed::New(_)))
    }

    /// Files one incoming report, with its key, in one transaction.
    pub(crate) async fn file_incoming(
        &self,
        ctx: &Ctx,
        facility: &Facility,
        incoming: &Incoming,
    ) -> Result<Filed, AppError> {
        let checked = check(ctx, facility, incoming)?;
        let mut tx = self.store().write(&ctx.facility).await?;
        if tx.idempotency_key(&token_hash(&incoming.key)).await?.is_some() {
            return Ok(Filed::Before);
        }
        let (content, derived) = (checked.content, checked.derived);
        let (at, report_date, files) = (ctx.now, incoming.report_date, Vec::new());
        let new = NewReport { content, derived, reporter: None, at, report_date, files };
        let receipt = self.write_report(&mut tx, facility, &new).await?;
        self.remember(&mut tx, &incoming.key, &receipt, ctx.now).await?;
        tx.commit().await?;
        Ok(Filed::New(receipt))
    }

    /// Journals the import as a whole: which file by its digest, and how many rows; never what stood in it.
    async fn journal_import(
        &self,
        ctx: &Ctx,
        source: &str,
        report: &ImportReport,
        bytes: &[u8],
    ) -> Result<(), AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        note(
            ctx,
            &mut tx,
            "import",
            "reports_imported",
            serde_json::json!({
                "source": source,
                "rows": report.rows,
                "imported": report.imported,
                "skipped": report.skipped,
                "sha256": hex(&Sha256::digest(bytes)),
            }),
        )
        .await?;
        Ok(tx.commit().await?)
    }
}

/// The text of a file in one of the encodings that are taken; `None` in another one.
#[must_use]
pub fn decoded(bytes: &[u8]) -> Option<String> {
    table::decode(bytes).ok()
}

fn may_import(ctx: &Ctx) -> Result<(), AppError> {
    authorise_facility(ctx, Action::WriteReport)?;
    if matches!(ctx.actor, Actor::System) { Ok(()) } else { Err(AppError::Denied(Decision::Forbid)) }
}

/// The same reading as of a typed report; only the reporter has no account.
fn check(ctx: &Ctx, facility: &Facility, incoming: &Incoming) -> Result<Checked, AppError> {
    let (units, places) = (facility.unit_ids(), facility.place_ids());
    let context = ReadContext {
        profile: &facility.profile,
        units: &units,
        places: &places,
        today: ctx.today(),
        door: Door::Import,
        default_mode: Mode::Named,
    };
    let mut content = read(&incoming.fields, &context).map_err(AppError::Invalid)?;
    content.sealed.reporter_name.clone_from(&incoming.reporter_name);
    let derived = derive_partial(&facility.profile, &content.coded.facts).ok();
    crate::report::refuse_below_floor(&facility.profile, &content.coded)?;
    Ok(Checked { content, derived })
}

fn row_error(row: usize, error: &FieldError, fields: &Fields, heading: fn(&str) -> String) -> RowError {
    RowError {
        row,
        column: heading(&error.field),
        code: error.code.to_owned(),
        value: shortened(fields.get(&error.field)),
        remedy: remedy(error),
    }
}

/// At most forty characters: enough to find the cell.
fn shortened(value: &str) -> String {
    value.chars().take(40).collect()
}

/// What to do about an error of the report's own reading.
fn remedy(error: &FieldError) -> Remedy {
    let arg = |name: &str| error.args.iter().find(|(held, _)| *held == name).map(|(_, value)| value.clone());
    if let (Some(ja), Some(en)) = (arg("ja"), arg("en")) {
        return Remedy { ja, en };
    }
    let (ja, en) = match error.code {
        "narrative_missing" => ("状況の文章を書いてください。", "Write what happened."),
        "occurred_missing" => ("発生年月日を書くか、「不明」としてください。", "Give the date of the event, or 不明."),
        "date_in_future" => {
            ("今日より後の日付です。年を確かめてください。", "The date lies in the future; check the year.")
        }
        "place_missing" => ("発生場所を書くか、「不明」としてください。", "Give the place, or 不明."),
        "form_missing" => ("形態を書くか、「不明」としてください。", "Give the form of the event, or 不明."),
        "reached_missing" => {
            ("利用者に及んだかどうかを書くか、「不明」としてください。", "Say whether it reached the person, or 不明.")
        }
        "text_too_long" => (
            "文章が長すぎます。1万字（短い欄は200字）までに分けてください。",
            "The text is too long: at most 10,000 characters, 200 in short fields.",
        ),
        "facts_contradict_death" | "facts_contradict_loss" => (
            "「及ばなかった」と死亡・後遺症は両立しません。どちらかを直してください。",
            "What did not reach the person cannot have had this result.",
        ),
        "choice_unknown" => (
            "この施設の選択肢にありません。表記を合わせるか「その他」としてください。",
            "The facility has no such choice; use its label or code, or その他.",
        ),
        _ => ("値を確かめて直してください。", "Check and correct the value."),
    };
    Remedy { ja: ja.to_owned(), en: en.to_owned() }
}
