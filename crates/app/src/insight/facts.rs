//! Owns the facts of each facility in memory: loaded once, then kept true by what the journal says has moved.
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::id::{FacilityId, ReportId};
use domain::insight::{Cube, Fact};
use domain::moment::EventTime;
use domain::profile::{Kind, Profile};
use domain::report::Mode;
use serde::Deserialize;
use store::{InsightLine, Read, Tx};

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
#[derive(Debug, Clone)]
struct Held {
    ends: Ends,
    cube: Arc<Cube>,
    /// Instant (µs) at which somebody last asked for them.
    asked_at: i64,
}

/// Facts that nobody has asked for in so long (µs) are let go: six hours. Reading them again takes some seconds at most.
const IDLE: i64 = 6 * 60 * 60 * 1_000_000;
/// The most reports whose facts are held, of all facilities together; above it those go first that were asked for longest ago.
const MOST: usize = 1_000_000;

/// The facts that are held, by facility.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    cubes: Mutex<HashMap<FacilityId, Held>>,
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
    fn cubes(&self) -> MutexGuard<'_, HashMap<FacilityId, Held>> {
        self.cubes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is held, asked for now.
    fn held(&self, facility: FacilityId, now: i64) -> Option<Held> {
        let mut cubes = self.cubes();
        let held = cubes.get_mut(&facility)?;
        held.asked_at = held.asked_at.max(now);
        Some(held.clone())
    }

    /// What is held, if it is true to these ends.
    fn true_to(&self, facility: FacilityId, ends: Ends, now: i64) -> Option<Arc<Cube>> {
        self.held(facility, now).filter(|held| held.ends == ends).map(|held| held.cube)
    }

    fn keep(&self, facility: FacilityId, held: Held) {
        let mut cubes = self.cubes();
        let ends = held.ends;
        let newer = cubes.get(&facility).is_some_and(|Held { ends: there, .. }| {
            there.chains.0 > ends.chains.0 || there.chains.1 > ends.chains.1 || there.profile > ends.profile
        });
        if !newer {
            cubes.insert(facility, held);
        }
    }

    /// Lets go of what nobody has asked for in [`IDLE`], and of the longest unasked while there are more than `most` reports. Who counts
    /// them at this moment goes on: the facts are shared.
    fn let_go(&self, now: i64, most: usize) {
        let mut cubes = self.cubes();
        cubes.retain(|_, held| now - held.asked_at < IDLE);
        let mut total: usize = cubes.values().map(|held| held.cube.len()).sum();
        while total > most {
            let Some((oldest, size)) =
                cubes.iter().min_by_key(|(_, held)| held.asked_at).map(|(id, held)| (*id, held.cube.len()))
            else {
                return;
            };
            cubes.remove(&oldest);
            total -= size;
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
        let held = self.insight.held(facility, now);
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
        self.insight.keep(facility, Held { ends, cube: Arc::clone(&cube), asked_at: now });
        Ok(cube)
    }

    /// Lets go of the facts of facilities that nobody looks at; they are read again when somebody does.
    pub fn let_go_of_facts(&self) {
        self.insight.let_go(self.now(), MOST);
    }

    /// What insight holds in memory.
    #[must_use]
    pub fn insight_holding(&self) -> Holding {
        let cubes = self.insight.cubes();
        let reports = cubes.values().map(|held| held.cube.len()).sum();
        Holding { facilities: cubes.len(), reports, readings: self.insight.readings.load(Ordering::Relaxed) }
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
    use domain::insight::Fact;
    use uuid::Uuid;

    use super::*;

    const HOUR: i64 = 60 * 60 * 1_000_000;

    fn facility(n: u128) -> FacilityId {
        FacilityId::from_uuid(Uuid::from_u128(n))
    }

    fn held(seq: i64, reports: u128, asked_at: i64) -> Held {
        let mut cube = Cube::default();
        for n in 0..reports {
            cube.put(Fact {
                report: ReportId::from_uuid(Uuid::from_u128(n)),
                reported: jiff::civil::date(2026, 11, 1),
                occurred: None,
                hour: None,
                unit: None,
                place: None,
                form: "fall".to_owned(),
                medication_detail: None,
                level: None,
                mild: None,
                kind: None,
                mode: Mode::Named,
                occupation: None,
                causes: Vec::new(),
                merged: false,
            });
        }
        Held { ends: Ends { chains: (seq, 0), profile: 1 }, cube: Arc::new(cube), asked_at }
    }

    fn there(memory: &Memory) -> Vec<bool> {
        (1..=3).map(|n| memory.cubes().contains_key(&facility(n))).collect()
    }

    #[test]
    fn what_nobody_asks_for_is_let_go_after_six_hours() {
        let memory = Memory::default();
        (1..=3).for_each(|n| memory.keep(facility(n), held(1, 1, 0)));
        assert!(memory.true_to(facility(2), held(1, 0, 0).ends, 2 * HOUR).is_some(), "asked for");
        memory.let_go(6 * HOUR - 1, 100);
        assert_eq!(there(&memory), [true, true, true]);
        memory.let_go(6 * HOUR, 100);
        assert_eq!(there(&memory), [false, true, false]);
        memory.let_go(8 * HOUR, 100);
        assert_eq!(there(&memory), [false, false, false]);
    }

    #[test]
    fn with_too_many_reports_the_longest_unasked_go_first() {
        let memory = Memory::default();
        for (n, asked_at) in [(1, 30), (2, 10), (3, 20)] {
            memory.keep(facility(n), held(1, 40, asked_at));
        }
        memory.let_go(40, 120);
        assert_eq!(there(&memory), [true, true, true]);
        memory.let_go(40, 119);
        assert_eq!(there(&memory), [true, false, true]);
        memory.let_go(40, 0);
        assert_eq!(there(&memory), [false, false, false]);
    }

    #[test]
    fn an_older_state_never_takes_the_place_of_a_newer_one() {
        let memory = Memory::default();
        memory.keep(facility(1), held(5, 5, 0));
        memory.keep(facility(1), held(4, 4, 1));
        assert_eq!(memory.held(facility(1), 2).map(|held| held.cube.len()), Some(5));
        assert!(memory.true_to(facility(1), held(4, 0, 0).ends, 3).is_none());
    }
}
