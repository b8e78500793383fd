//! Owns what of a report is searched: its free texts and what was added, and the lists by which the machine takes names out of them.
use domain::approval::{CaseEvent, CaseTexts};
use domain::id::ReportId;
use domain::report::ReportSealed;
use serde::Deserialize as _;
use store::{SearchDoc, StoreError, Tx};
use text::deidentify::{Known, deidentify, redact};
use text::fold::fold_text;
use text::grams;

use super::index::TEXT_VERSION;
use super::is_searched;
use crate::publication::add_other_names;
use crate::report::{load_content, stream};
use crate::{AppError, Ctx};

/// The texts of a report before de-identification. Never logged, never stored.
pub(super) struct Material {
    pub(super) report: ReportId,
    /// Length of the report's stream when it was read: with another one, this material is old.
    pub(super) length: i64,
    text: String,
    people: Vec<String>,
    staff: Vec<String>,
}

/// The facility's own names, for every report: staff, units and places, the house.
pub(super) async fn known<M>(tx: &mut Tx<M>) -> Result<Known, AppError> {
    let facility = tx.facility().await?.ok_or(AppError::NotFound)?;
    let staff = tx.accounts().await?.into_iter().map(|account| match account.kana.trim() {
        "" => account.name,
        kana => format!("{}({kana})", account.name),
    });
    let units = tx.units().await?.into_iter().map(|unit| unit.name_ja);
    let places = tx.places().await?.into_iter().map(|place| place.name_ja);
    let mut known = Known {
        people: Vec::new(),
        staff: staff.collect(),
        places: units.chain(places).collect(),
        facility: vec![facility.name_ja, facility.name_en],
    };
    add_other_names(tx, &mut known).await?;
    Ok(known)
}

/// Opens a report. One whose key was erased, or whose content cannot be understood, has no text and is indexed as such: it must not keep
/// the others from being found. `futawa verify` names what was altered.
pub(super) async fn material<M>(tx: &mut Tx<M>, id: ReportId) -> Result<Material, AppError> {
    let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
    let length = tx.stream_end(&stream(id)).await?;
    let opened = match load_content(tx, &report, true).await {
        Ok(content) => Some((content, notes(tx, id).await?)),
        Err(AppError::Store(StoreError::Sealed) | AppError::Data(_)) => None,
        Err(error) => return Err(error),
    };
    let Some((content, notes)) = opened else {
        return Ok(Material { report: id, length, text: String::new(), people: Vec::new(), staff: Vec::new() });
    };
    let sealed = content.sealed;
    let people = sealed.persons.iter().filter_map(|person| person.name.clone()).collect();
    let staff = [&sealed.party_name, &sealed.superior_name, &sealed.reporter_name];
    let staff = staff.into_iter().flatten().cloned().collect();
    Ok(Material { report: id, length, text: joined(&sealed, notes), people, staff })
}

/// The wording of what was added, oldest first.
async fn notes<M>(tx: &mut Tx<M>, id: ReportId) -> Result<Vec<String>, AppError> {
    let mut notes = Vec::new();
    for event in tx.stream(&stream(id)).await? {
        let (Some(sealed), Ok(fact)) = (&event.sealed, CaseEvent::deserialize(&event.facts)) else {
            continue;
        };
        if !is_searched(&fact) {
            continue;
        }
        // An addition that cannot be opened any more is left out: one note must not keep a report, and all behind it, from being found.
        let Ok(plain) = tx.open_content(id, sealed).await else { continue };
        notes.extend(serde_json::from_slice::<CaseTexts>(&plain).ok().and_then(|texts| texts.text));
    }
    Ok(notes)
}

/// The free texts in the order of the form, each a paragraph of its own.
fn joined(sealed: &ReportSealed, notes: Vec<String>) -> String {
    let mut parts = vec![sealed.narrative.clone()];
    parts.extend(sealed.cause_narrative.clone());
    parts.extend(sealed.prevention.clone());
    parts.extend(sealed.finding_site.clone());
    parts.extend(sealed.other_texts.values().cloned());
    if let Some(drawing) = &sealed.drawing {
        parts.extend(drawing.description.clone());
        parts.extend(drawing.pins.iter().filter_map(|pin| pin.text.clone()));
    }
    parts.extend(notes);
    parts.retain(|part| !part.trim().is_empty());
    parts.join("\n")
}

/// Takes out what identifies somebody and makes the tokens. Slow: runs beside the requests. `at` is cut to the hour, so that the
/// time of indexing does not tell the time of a hidden report.
pub(super) fn search_doc(material: &Material, known: &Known, at: i64) -> SearchDoc {
    let mut known = known.clone();
    known.people.extend(material.people.iter().cloned());
    known.staff.extend(material.staff.iter().cloned());
    let text = redact(&material.text, &deidentify(&material.text, &known));
    let folded = fold_text(&text);
    let tokens = grams::tokens(&folded);
    let indexed_at = Ctx::hour_of(at);
    SearchDoc { report_id: material.report, text_version: TEXT_VERSION, text, folded, tokens, indexed_at }
}
