//! Owns the drawing up of a snapshot: the cases as they were at the cut-off, counted by the domain's rule.
use std::collections::BTreeMap;
use std::sync::Arc;

use domain::approval::{CaseState, Judge};
use domain::id::ReportId;
use domain::profile::Profile;
use domain::publication::{CaseForMonth, Month, Narrative, Snapshot, figures};
use sha2::{Digest, Sha256};
use store::{EventRow, FacilityRow, Page, ReportFilter, ReportLine, Tx};

use crate::report::fold;
use crate::session::hex;
use crate::{App, AppError};

/// Version of the snapshot's structure.
const FORMAT: u32 = 1;

/// The reports of a month by report date, with their lines.
async fn lines_of<M>(tx: &mut Tx<M>, month: Month) -> Result<Vec<ReportLine>, AppError> {
    let filter = ReportFilter {
        from: Some(month.first_day().to_string()),
        until: Some(month.last_day().to_string()),
        ..ReportFilter::default()
    };
    let mut lines = tx.reports(&filter, Page::ALL).await?.lines;
    lines.sort_by(|a, b| a.report_date.cmp(&b.report_date).then(a.number.cmp(&b.number)));
    Ok(lines)
}

/// The cases of a month as they were at an instant, folded from the journal alone.
pub(crate) async fn cases_at<M>(
    app: &App,
    tx: &mut Tx<M>,
    month: Month,
    cut_off: i64,
) -> Result<Vec<CaseForMonth>, AppError> {
    let mut cases = Vec::new();
    for line in lines_of(tx, month).await? {
        let events = tx.stream(&crate::report::stream(line.report_id)).await?;
        let known: Vec<EventRow> = events.into_iter().filter(|event| event.at <= cut_off).collect();
        if known.is_empty() {
            continue;
        }
        let case = fold(&known)?;
        let profile = app.profile_version(tx, i64::from(case.profile_version)).await?;
        cases.push(case_for_month(&line, &case, &profile)?);
    }
    Ok(cases)
}

fn case_for_month(
    line: &ReportLine,
    case: &domain::approval::Case,
    profile: &Profile,
) -> Result<CaseForMonth, AppError> {
    let mildest = profile.levels.first().map(|level| &level.code);
    let level = case.effective_level().or(mildest).ok_or(AppError::Data("level"))?;
    Ok(CaseForMonth {
        report: line.report_id,
        event: line.event_id,
        merged: matches!(case.state, CaseState::Merged { .. }),
        report_date: line.report_date.parse().map_err(|_| AppError::Data("report date"))?,
        form: line.form.clone(),
        medication_detail: line.medication_detail.clone(),
        level: level.clone(),
        kind: profile.kind(level).ok_or(AppError::Data("kind"))?,
        provisional: case.level(Judge::Final).is_none(),
    })
}

/// What the snapshot of a month would be, with its cases.
pub(crate) struct Drawn {
    pub(crate) snapshot: Snapshot,
    pub(crate) cases: Vec<CaseForMonth>,
    /// Cases that need a separately written text.
    pub(crate) narrated: Vec<ReportId>,
}

/// Draws up a month as known at the cut-off, with the texts given.
pub(crate) async fn draw_up<M>(
    app: &App,
    tx: &mut Tx<M>,
    facility: &FacilityRow,
    profile: &Arc<Profile>,
    head: (Month, u32, i64, Option<String>),
    texts: &BTreeMap<ReportId, (String, String)>,
) -> Result<Drawn, AppError> {
    let (month, revision, cut_off, erratum_reason) = head;
    let cases = cases_at(app, tx, month, cut_off).await?;
    let needing: Vec<&CaseForMonth> = cases
        .iter()
        .filter(|case| {
            !case.merged && profile.publication.needs_narrative(&case.form, case.medication_detail.as_deref())
        })
        .filter(|case| case.report_date >= profile.effective_from)
        .collect();
    let narratives = needing
        .iter()
        .filter_map(|case| texts.get(&case.report).map(|(circumstances, prevention)| (case, circumstances, prevention)))
        .map(|(case, circumstances, prevention)| Narrative {
            level: case.level.clone(),
            circumstances: circumstances.clone(),
            prevention: prevention.clone(),
        })
        .collect();
    let snapshot = Snapshot {
        format: FORMAT,
        facility: facility.code.clone(),
        facility_ja: facility.name_ja.clone(),
        facility_en: facility.name_en.clone(),
        month,
        revision,
        cut_off,
        profile: profile.id.clone(),
        rule_version: profile.version,
        figures: figures(profile, month, &cases),
        narratives,
        erratum_reason,
    };
    let narrated = needing.iter().map(|case| case.report).collect();
    Ok(Drawn { snapshot, cases, narrated })
}

/// The text of a snapshot as it is stored, and its SHA-256 in hexadecimal.
pub(crate) fn hash_of(snapshot: &Snapshot) -> Result<(String, String), AppError> {
    let text = serde_json::to_string(snapshot)?;
    let hash = hex(&Sha256::digest(text.as_bytes()));
    Ok((text, hash))
}
