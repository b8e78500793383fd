//! Owns the identity check before a release: what in the wording still identifies somebody, and what a person has settled.
//!
//! This is the one door through which a release asks. A finding is settled when the wording was changed, or when somebody kept it with a
//! reason; another editor of findings joins here.
use domain::profile::OutlinePart;
use domain::publication::individual::KeptFinding;
use domain::report::ReportSealed;
use std::collections::BTreeMap;
use store::{ReportRow, Tx};

use crate::AppError;
use crate::text::deidentify::{Known, Span, deidentify};

/// A finding of the identity check in the wording.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// In which part.
    pub part: OutlinePart,
    /// What was found, with a proposed wording.
    pub span: Span,
    /// Why somebody kept it; `None` = open.
    pub kept: Option<String>,
}

/// What the facility knows: its staff, its places and units, its names, and the persons of the report.
pub(super) async fn known<M>(tx: &mut Tx<M>, report: &ReportRow) -> Result<Known, AppError> {
    let facility = tx.facility().await?.ok_or(AppError::NotFound)?;
    let staff = tx.accounts().await?.into_iter().map(|account| format!("{}({})", account.name, account.kana)).collect();
    let units = tx.units().await?.into_iter().map(|unit| unit.name_ja);
    let places = tx.places().await?.into_iter().map(|place| place.name_ja).chain(units).collect();
    let sealed: ReportSealed = serde_json::from_slice(&tx.open_content(report.report_id, &report.sealed).await?)?;
    let named = sealed.persons.into_iter().filter_map(|person| person.name);
    let people = named.chain(sealed.party_name).chain(sealed.reporter_name).chain(sealed.superior_name).collect();
    Ok(Known { people, staff, places, facility: vec![facility.name_ja] })
}

/// Every finding in these texts, in their order.
pub(super) async fn findings<M>(
    tx: &mut Tx<M>,
    report: &ReportRow,
    texts: &BTreeMap<OutlinePart, String>,
    kept: &[KeptFinding],
) -> Result<Vec<Finding>, AppError> {
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let known = known(tx, report).await?;
    let texts = texts.clone();
    // The analyser keeps a core busy; the first call loads the dictionary.
    let found = tokio::task::spawn_blocking(move || {
        let of = |(part, text): (&OutlinePart, &String)| {
            let part = *part;
            deidentify(text, &known).into_iter().map(move |span| (part, span)).collect::<Vec<_>>()
        };
        texts.iter().flat_map(of).collect::<Vec<_>>()
    })
    .await
    .map_err(|_| AppError::Data("identity check"))?;
    let reason = |part: OutlinePart, span: &Span| {
        let same = |kept: &&KeptFinding| kept.part == part && kept.class == span.class.code() && kept.text == span.text;
        kept.iter().rev().find(same).map(|kept| kept.reason.clone())
    };
    let finding = |(part, span): (OutlinePart, Span)| Finding { part, kept: reason(part, &span), span };
    Ok(found.into_iter().map(finding).collect())
}

/// How many findings in the texts of these parts nobody has settled.
pub(super) async fn unsettled<M>(
    tx: &mut Tx<M>,
    report: &ReportRow,
    texts: &BTreeMap<OutlinePart, String>,
    kept: &[KeptFinding],
) -> Result<usize, AppError> {
    Ok(findings(tx, report, texts, kept).await?.iter().filter(|finding| finding.kept.is_none()).count())
}
