//! Owns the facts of each facility in memory: loaded once, then kept true by what the journal says has moved.
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::id::{FacilityId, ReportId};
use domain::insight::{Cube, Fact};
use domain::moment::EventTime;
use domain::profile::{Kind, Profile};
use domain::report::Mode;
use serde::Deserialize;
use store::{InsightLine, Read, Tx};

use crate::shelf::Shelf;
use crate::{App, AppError};

/// To what facts are true: the ends of the two chains of the journal, and the version of the profile (which levels are mild).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ends {
    chains: (i64, i64),
    profile: i64,
}

impl Ends {
    /// Whether facts of the other's time can be brought to this by reading what moved. Another server of the same database may be
    /// ahead of a snapshot, and another profile calls other levels mild: then all are read.
    const fn follows(self, held: Self) -> bool {
        held.chains.0 <= self.chains.0 && held.chains.1 <= self.chains.1 && held.profile == self.profile
    }
}

/// The facts of one facility.
#[derive(Clone)]
struct Held {
    ends: Ends,
    cube: Arc<Cube>,
}

/// The most reports whose facts are held, of all facilities together.
const MOST: usize = 1_000_000;

/// The facts that are held, by facility.
#[derive(Default)]
pub(crate) struct Memory {
    cubes: Shelf<Held>,
    /// One reader at a time: after a start, ten who look must not read everything ten times.
    reading: tokio::sync::Mutex<()>,
    /// How often all reports of a facility were read.
    readings: AtomicUsize,
}

/// What insight holds in memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holding {
    /// Facilities.
    pub facilities: usize,
    /// Their reports.
    pub reports: usize,
    /// How often all reports of a facility were read since the start.
    pub readings: usize,
}

impl Memory {
    /// What is held, if it is true to these ends.
    fn true_to(&self, facility: FacilityId, ends: Ends, now: i64) -> Option<Arc<Cube>> {
        self.cubes.take(facility, now).filter(|held| held.ends == ends).map(|held| held.cube)
    }

    /// Keeps facts, unless newer ones are there.
    fn keep(&self, facility: FacilityId, held: Held, now: i64) {
        let (ends, size) = (held.ends, held.cube.len());
        self.cubes.put(facility, held, size, now, |Held { ends: there, .. }| {
            there.chains.0 > ends.chains.0 || there.chains.1 > ends.chains.1 || there.profile > ends.profile
        });
    }

    /// Lets go of the facts of facilities that nobody looks at; they are read again when somebody does.
    pub(crate) fn let_go(&self, now: i64) {
        self.cubes.let_go(now, MOST);
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
        let version = tx.profile_latest_version().await?.ok_or(AppError::Data("profile"))?;
        let ends = Ends { chains: tx.chain_ends().await?, profile: version };
        let now = self.now();
        if let Some(cube) = self.insight.true_to(facility, ends, now) {
            return Ok(cube);
        }
        let _one_at_a_time = self.insight.reading.lock().await;
        if let Some(cube) = self.insight.true_to(facility, ends, now) {
            return Ok(cube);
        }
        let held = self.insight.cubes.take(facility, now);
        let moved = match &held {
            Some(held) if ends.follows(held.ends) => Some(moved_since(tx, held.ends.chains).await?),
            _ => None,
        };
        let (mut cube, lines) = match (held, moved) {
            (Some(held), Some(moved)) if moved.is_empty() => (held.cube, Vec::new()),
            (Some(held), Some(moved)) if moved.len() <= MANY => (held.cube, tx.insight_lines_of(&moved).await?),
            _ => {
                self.insight.readings.fetch_add(1, Ordering::Relaxed);
                (Arc::default(), tx.insight_lines().await?)
            }
        };
        if !lines.is_empty() {
            let profile = self.profile_version(tx, version).await?;
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
        self.insight.keep(facility, Held { ends, cube: Arc::clone(&cube) }, now);
        Ok(cube)
    }

    /// What insight holds in memory.
    #[must_use]
    pub fn insight_holding(&self) -> Holding {
        let (facilities, reports) = self.insight.cubes.holding();
        Holding { facilities, reports, readings: self.insight.readings.load(Ordering::Relaxed) }
    }
}

/// The reports whose streams moved.
async fn moved_since(tx: &mut Tx<Read>, held: (i64, i64)) -> Result<Vec<ReportId>, AppError> {
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

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn held(seq: i64) -> Held {
        Held { ends: Ends { chains: (seq, 0), profile: 1 }, cube: Arc::default() }
    }

    #[test]
    fn an_older_state_never_takes_the_place_of_a_newer_one() {
        let (memory, facility) = (Memory::default(), FacilityId::from_uuid(Uuid::from_u128(1)));
        memory.keep(facility, held(5), 0);
        memory.keep(facility, held(4), 1);
        assert!(memory.true_to(facility, held(5).ends, 2).is_some());
        assert!(memory.true_to(facility, held(4).ends, 3).is_none());
    }
}
