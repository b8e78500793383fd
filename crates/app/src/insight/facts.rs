//! Owns the facts of each facility in memory: loaded once, then kept true by what the journal says has moved.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::id::{FacilityId, ReportId};
use domain::insight::{Cube, Fact};
use domain::moment::EventTime;
use domain::profile::{Kind, Profile};
use domain::report::Mode;
use serde::Deserialize;
use store::{InsightLine, Read, Tx};

use crate::{App, AppError};

/// The ends of the two chains of the journal to which facts are true.
type Ends = (i64, i64);

/// The facts that are held, by facility.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    cubes: Mutex<HashMap<FacilityId, (Ends, Arc<Cube>)>>,
    /// One reader at a time: after a start, ten who look must not read everything ten times.
    reading: tokio::sync::Mutex<()>,
}

impl Memory {
    fn held(&self, facility: FacilityId) -> Option<(Ends, Arc<Cube>)> {
        self.cubes.lock().unwrap_or_else(PoisonError::into_inner).get(&facility).cloned()
    }

    fn keep(&self, facility: FacilityId, ends: Ends, cube: &Arc<Cube>) {
        let mut cubes = self.cubes.lock().unwrap_or_else(PoisonError::into_inner);
        let newer = cubes.get(&facility).is_some_and(|(held, _)| held.0 > ends.0 || held.1 > ends.1);
        if !newer {
            cubes.insert(facility, (ends, Arc::clone(cube)));
        }
    }
}

/// With more reports moved than this, all are read anew.
const MANY: usize = 2_000;

/// The coded answers that are counted.
#[derive(Debug, Deserialize)]
struct Answers {
    door: Option<String>,
    #[serde(default)]
    occupation: Option<String>,
    occurred_time: Option<EventTime>,
    #[serde(default)]
    choices: Choices,
}

#[derive(Debug, Default, Deserialize)]
struct Choices {
    #[serde(default)]
    cause: Vec<String>,
}

impl App {
    /// The facts of the facility as they are in this transaction.
    pub(crate) async fn cube(&self, tx: &mut Tx<Read>) -> Result<Arc<Cube>, AppError> {
        let facility = tx.facility_id();
        let ends = tx.chain_ends().await?;
        let is_true = |held: &Option<(Ends, Arc<Cube>)>| held.as_ref().is_some_and(|(held, _)| *held == ends);
        let mut held = self.insight.held(facility);
        let _reading = if is_true(&held) { None } else { Some(self.insight.reading.lock().await) };
        if _reading.is_some() {
            held = self.insight.held(facility);
        }
        if let Some((_, cube)) = held.as_ref().filter(|(held, _)| *held == ends) {
            return Ok(Arc::clone(cube));
        }
        let moved = match &held {
            // Another server of the same database may be ahead of this snapshot: then this one is read whole.
            Some((held, _)) if held.0 <= ends.0 && held.1 <= ends.1 => Some(moved_since(tx, *held).await?),
            _ => None,
        };
        let (mut cube, lines) = match (held, moved) {
            (Some((_, cube)), Some(moved)) if moved.is_empty() => (cube, Vec::new()),
            (Some((_, cube)), Some(moved)) if moved.len() <= MANY => (cube, tx.insight_lines_of(&moved).await?),
            _ => (Arc::default(), tx.insight_lines().await?),
        };
        if !lines.is_empty() {
            let latest = tx.profile_latest_version().await?.ok_or(AppError::Data("profile"))?;
            let profile = self.profile_version(tx, latest).await?;
            // Many lines take their time: apart from the threads that answer others.
            let work = move || -> Result<Arc<Cube>, AppError> {
                let facts = Arc::make_mut(&mut cube);
                for line in &lines {
                    facts.put(fact(line, &profile)?);
                }
                Ok(cube)
            };
            cube = tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Data("facts"))??;
        }
        self.insight.keep(facility, ends, &cube);
        Ok(cube)
    }
}

/// The reports whose streams moved.
async fn moved_since(tx: &mut Tx<Read>, held: Ends) -> Result<Vec<ReportId>, AppError> {
    let streams = tx.streams_since(held).await?;
    Ok(streams.iter().filter_map(|stream| stream.strip_prefix("report:")?.parse().ok()).collect())
}

/// Levels of this many rungs of the scale count as mild.
const MILD: usize = 2;

fn fact(line: &InsightLine, profile: &Profile) -> Result<Fact, AppError> {
    let answers: Answers = serde_json::from_str(&line.coded)?;
    let hour = match answers.occurred_time {
        Some(EventTime::Exact { hour, .. }) => Some(hour),
        _ => None,
    };
    let kind =
        line.kind.as_deref().and_then(|code| [Kind::Incident, Kind::Accident].into_iter().find(|k| k.as_str() == code));
    let mild = |level: &String| profile.levels.iter().take(MILD).any(|rung| rung.code.as_str() == level);
    // A file that was brought in tells the occupation of who was involved, not of who reported.
    let is_own = answers.door.as_deref() != Some("import");
    Ok(Fact {
        report: line.report_id,
        reported: line.report_date.parse().map_err(|_| AppError::Data("report date"))?,
        occurred: line.occurred_on.as_deref().and_then(|day| day.parse().ok()),
        hour,
        unit: line.unit_id,
        place: line.place_id,
        form: line.form.clone(),
        medication_detail: line.medication_detail.clone(),
        mild: line.level.as_ref().map(mild),
        level: line.level.clone(),
        kind,
        mode: Mode::from_code(&line.mode).ok_or(AppError::Data("mode"))?,
        occupation: answers.occupation.filter(|_| is_own),
        causes: answers.choices.cause,
        merged: line.merged_into.is_some(),
    })
}
