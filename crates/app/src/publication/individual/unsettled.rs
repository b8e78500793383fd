//! Owns the identity check before a release: what in the wording still identifies somebody, and what a person has settled.
//!
//! This is the one door through which a release asks. A finding is settled when the wording was changed, or when somebody kept it with a
//! reason; another editor of findings joins here.
use domain::profile::OutlinePart;
use domain::publication::Certainty;
use domain::publication::individual::KeptFinding;
use std::collections::BTreeMap;
use store::{ReportRow, Tx};

use super::super::known::{add_persons, facility_lists, neighbours};
use super::super::rare::{cell, rare, year};
use super::super::settle::month_of;
use crate::AppError;
use crate::facility::Facility;
use crate::text::deidentify::{Known, Span, deidentify};

/// A finding of the identity check in the wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// In which part.
    pub part: OutlinePart,
    /// Code of its class: those of de-identification, and `rare`.
    pub class: &'static str,
    /// First character within the part.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
    /// The words as written.
    pub words: String,
    /// What could stand instead; empty = nothing.
    pub proposal: String,
    /// Why somebody kept it; `None` = open.
    pub kept: Option<String>,
}

/// What the facility knows, as for the texts of a month: its own lists, the persons of the report, and those of the month's reports.
async fn known<M>(tx: &mut Tx<M>, facility: &Facility, report: &ReportRow) -> Result<Known, AppError> {
    let mut known = facility_lists(tx, facility).await?;
    // At most so many neighbours are read: the report itself may not be among them.
    let mut reports = neighbours(tx, month_of(report)?).await?;
    reports.push(report.clone());
    add_persons(tx, &mut known, &reports).await?;
    Ok(known)
}

/// Whether a sentence that goes public beside the wording, such as the reason of a correction, identifies nobody.
pub(super) async fn is_clean<M>(
    tx: &mut Tx<M>,
    facility: &Facility,
    report: &ReportRow,
    sentence: &str,
) -> Result<bool, AppError> {
    let (known, sentence) = (known(tx, facility, report).await?, sentence.to_owned());
    let found = tokio::task::spawn_blocking(move || deidentify(&sentence, &known)).await;
    let found = found.map_err(|_| AppError::Data("identity check"))?;
    Ok(found.iter().all(|span| Certainty::of(span.confidence) == Certainty::Low))
}

/// Every finding in these texts, in their order.
pub(super) async fn findings<M>(
    tx: &mut Tx<M>,
    facility: &Facility,
    report: &ReportRow,
    texts: &BTreeMap<OutlinePart, String>,
    kept: &[KeptFinding],
) -> Result<Vec<Finding>, AppError> {
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let known = known(tx, facility, report).await?;
    let parts = texts.clone();
    // The analyser keeps a core busy; the first call loads the dictionary.
    let work = move || {
        let of = |(part, text): (&OutlinePart, &String)| {
            let part = *part;
            deidentify(text, &known).into_iter().map(move |span| named(part, span)).collect::<Vec<_>>()
        };
        parts.iter().flat_map(of).collect::<Vec<_>>()
    };
    let mut found = tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Data("identity check"))?;
    add_rare(tx, facility, report, texts, &mut found).await?;
    found.sort_by_key(|finding| (finding.part, finding.start));
    for finding in &mut found {
        let same = |kept: &&KeptFinding| {
            kept.part == finding.part && kept.class == finding.class && kept.text == finding.words
        };
        finding.kept = kept.iter().rev().find(same).map(|kept| kept.reason.clone());
    }
    Ok(found)
}

fn named(part: OutlinePart, span: Span) -> Finding {
    Finding {
        part,
        class: span.class.code(),
        start: span.start,
        end: span.end,
        words: span.text,
        proposal: span.proposal,
        kept: None,
    }
}

/// Adds what fits fewer than k cases of the year, as for the texts of a month, where nothing else was found.
async fn add_rare<M>(
    tx: &mut Tx<M>,
    facility: &Facility,
    report: &ReportRow,
    texts: &BTreeMap<OutlinePart, String>,
    found: &mut Vec<Finding>,
) -> Result<(), AppError> {
    let cases = year(tx, month_of(report)?, &report.form).await?;
    let read: Vec<&str> = texts.values().map(String::as_str).collect();
    for ((part, text), mentions) in texts.iter().zip(rare(&read, facility, &cell(report), &cases)) {
        for mention in mentions {
            let is_free =
                |found: &Finding| found.part != *part || found.end <= mention.start || mention.end <= found.start;
            if found.iter().all(is_free) {
                found.push(Finding {
                    part: *part,
                    class: "rare",
                    start: mention.start,
                    end: mention.end,
                    words: text.chars().skip(mention.start).take(mention.end - mention.start).collect(),
                    proposal: mention.proposal.to_owned(),
                    kept: None,
                });
            }
        }
    }
    Ok(())
}

/// How many findings in the texts of these parts nobody has settled.
pub(super) async fn unsettled<M>(
    tx: &mut Tx<M>,
    facility: &Facility,
    report: &ReportRow,
    texts: &BTreeMap<OutlinePart, String>,
    kept: &[KeptFinding],
) -> Result<usize, AppError> {
    Ok(findings(tx, facility, report, texts, kept).await?.iter().filter(|finding| finding.kept.is_none()).count())
}
