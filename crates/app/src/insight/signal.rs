//! Owns trend alarms: a nightly round over all series raises each signal once, and it stays until somebody has dealt with it.
use std::collections::{BTreeMap, HashMap};

use domain::exposure;
use domain::form::FieldError;
use domain::id::{AccountId, SignalId};
use domain::insight::{Cube, Measure, Part, Selection, SeriesKey};
use domain::policy::Action;
use domain::publication::Month;
use serde_json::json;
use spc::Kind;
use spc::rules::Toward;
use store::SignalRow;

use super::change::Verdict;
use super::note::Notes;
use super::overview::Exposed;
use super::series::{self, Exposures, SeriesChart, Unit};
use super::theme::{Theme, read_name, series_name};
use super::watch::{self, WatchedFacts, WatchedTheme};
use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

/// Months that the nightly round looks at: two years, and the month that it is about.
pub const MONTHS: i32 = 25;
/// Chance that a stable series gives a new signal in a month, at about that length: (0.154 − 0.083) / 12 between 24 and 36 points
/// (`cargo run --release -p spc --example alarms`, row of 2026-11-26 in docs/measurements.md).
pub const FALSE_ALARM_CHANCE: f64 = 0.006;
/// A form, unit or theme with fewer reports in all these months has no chart that could speak.
pub(super) const LEAST_REPORTS: u32 = 12;
/// The longest wording of what was done, in characters.
const MAX_DONE_CHARS: usize = 500;

/// A signal.
#[derive(Debug, Clone, PartialEq)]
pub struct Signal {
    /// Id.
    pub id: SignalId,
    /// Which series.
    pub key: SeriesKey,
    /// Of the reports of this theme only; `None` = of all.
    pub theme: Option<Theme>,
    /// Code of what was seen, as of [`Verdict::code`].
    pub verdict: String,
    /// The first and the last marked point: months or days.
    pub marks: (String, String),
    /// Instant (µs) at which it was raised.
    pub raised_at: i64,
    /// Who dealt with it, by name, and when (µs).
    pub dealt: Option<(String, i64)>,
    /// What was done.
    pub done: String,
}

/// The signals of a facility with how many of them chance alone would raise.
#[derive(Debug, Clone, PartialEq)]
pub struct Signals {
    /// Those that wait, the newest first.
    pub open: Vec<Signal>,
    /// Those that were dealt with, the newest first.
    pub dealt: Vec<Signal>,
    /// How many series the nightly round looks at.
    pub watched: usize,
    /// How many of them are of watched themes.
    pub of_themes: usize,
    /// The themes that are watched.
    pub themes: Vec<WatchedTheme>,
    /// Signals a month that chance alone raises.
    pub expected: f64,
}

/// What a chart's last points say together. Towards more or fewer events: a chart of times between them is turned round. Marks are
/// months, also of charts of days: so the same change is known again when another kind of chart shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    verdict: Verdict,
    between: bool,
    toward: Toward,
    first: String,
    last: String,
}

impl Seen {
    /// The code of what was seen: `beyond_up`, or of times between events `between_up`.
    const fn code(&self) -> &'static str {
        match (self.between, self.verdict.toward()) {
            (true, Some(Toward::Up)) => "between_up",
            (true, _) => "between_down",
            (false, _) => self.verdict.code(),
        }
    }
}

/// The marked points with which a chart ends, if it ends with one.
fn seen(found: &SeriesChart) -> Option<Seen> {
    // Without limits a chart says too little to wake somebody.
    let last = found.last().filter(|_| found.kind != Kind::Run)?;
    let mark = found.chart.marks[last]?;
    let same = |at: &usize| found.chart.marks[*at].is_some_and(|other| other.toward == mark.toward);
    let first = (0..=last).rev().take_while(same).last().unwrap_or(last);
    let at = |at: usize| found.points.get(at).map(|point| point.at.month().to_string());
    let between = found.unit == Unit::Days && found.key.measure.is_count();
    let toward = match (between, mark.toward) {
        (true, Toward::Up) => Toward::Down,
        (true, Toward::Down) => Toward::Up,
        (false, toward) => toward,
    };
    Some(Seen { verdict: mark.into(), between, toward, first: at(first)?, last: at(last)? })
}

/// The series that are watched: the facility's measures, and reports and accidents by form and by unit where there are enough.
pub(crate) fn watched(cube: &Cube, until: Month, per: Option<exposure::Measure>) -> Vec<SeriesKey> {
    let all = Selection { unit: None, form: None, from: until.plus(1 - MONTHS), until };
    let view = cube.view(&all);
    let mut keys: Vec<SeriesKey> = Measure::ALL
        .into_iter()
        .filter(|measure| {
            *measure != Measure::PhysicianShare || view.monthly(*measure).iter().any(|(num, _)| *num > 0.0)
        })
        .map(|measure| SeriesKey { per: per.filter(|_| measure.is_count()), ..SeriesKey::of(measure) })
        .collect();
    let mut forms = view.by(Part::Form);
    forms.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    let counts = |key: &SeriesKey, reports: u32, harm: u32| {
        let of = |measure, enough: u32| (enough >= LEAST_REPORTS).then(|| SeriesKey { measure, ..key.clone() });
        [of(Measure::Reports, reports), of(Measure::Harm, harm)]
    };
    for (form, count) in forms {
        let key = SeriesKey { form, ..SeriesKey::of(Measure::Reports) };
        keys.extend(counts(&key, count.reports, count.harm).into_iter().flatten());
    }
    let mut units: Vec<_> = view.by_unit().into_iter().collect();
    units.sort_unstable_by_key(|(unit, _)| *unit);
    for (unit, count) in units.into_iter().filter(|(unit, _)| unit.is_some()) {
        let key = SeriesKey { unit, ..SeriesKey::of(Measure::Reports) };
        keys.extend(counts(&key, count.reports, count.harm).into_iter().flatten());
    }
    keys
}

/// By which exposure rates are watched in place of counts: the newest month has it, and so do enough of the others for limits. By user-days
/// where both are known: the same events, watched twice, would only be two alarms.
fn rated(exposed: &Exposed, until: Month) -> Option<exposure::Measure> {
    let is_enough = |per: &exposure::Measure| {
        let exposures = exposed.of(*per);
        let known = (0..MONTHS).filter(|back| exposures.contains_key(&until.plus(-back))).count();
        exposures.contains_key(&until) && known >= spc::choose::FEW_POINTS
    };
    [exposure::Measure::UserDays, exposure::Measure::Beds].into_iter().find(is_enough)
}

/// What the nightly round found: names of series with what they say.
fn round(
    cube: &Cube,
    until: Month,
    exposed: &Exposed,
    mut notes: HashMap<String, Notes>,
) -> Result<Vec<(String, Seen)>, AppError> {
    let (mut found, none) = (Vec::new(), Exposures::new());
    for key in watched(cube, until, rated(exposed, until)) {
        let notes = notes.remove(&key.to_string()).unwrap_or_default();
        let exposures = key.per.map_or(&none, |per| exposed.of(per));
        let chart = series::chart(cube, &key, (until.plus(1 - MONTHS), until), exposures, notes)?;
        if let Some(seen) = seen(&chart) {
            found.push((key.to_string(), seen));
        }
    }
    Ok(found)
}

/// The same of a watched theme. Its charts are of counts: the exposure of a theme is that of all reports.
fn round_of_theme(
    part: &WatchedFacts,
    until: Month,
    mut notes: HashMap<String, Notes>,
) -> Result<Vec<(String, Seen)>, AppError> {
    let (mut found, none) = (Vec::new(), Exposures::new());
    for key in part.series(until) {
        let notes = notes.remove(&key.to_string()).unwrap_or_default();
        let chart = series::chart(&part.cube, &key, (until.plus(1 - MONTHS), until), &none, notes)?;
        found.extend(seen(&chart).map(|seen| (series_name(&key, Some(&part.tag)), seen)));
    }
    Ok(found)
}

impl App {
    /// The nightly round: raises the signals of a facility that were not raised before; returns how many. Asked twice, it raises
    /// nothing twice. `ctx` is the program itself.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn raise_signals(&self, ctx: &Ctx) -> Result<usize, AppError> {
        let until = Month::of(ctx.today()).previous();
        let found = self.seen_until(ctx, until).await?;
        let mut tx = self.store().write(&ctx.facility).await?;
        let (mut raised, mut moved) = (0, 0);
        for (series, seen) in found {
            let known = tx.signals_of(&series).await?;
            match known.into_iter().rev().find(|row| is_same(row, &seen)) {
                Some(row) if row.last_mark >= seen.last => {}
                // What was dealt with does not come back, but a new point beyond the limits is news.
                Some(row) if row.state == "dealt" && seen.verdict.is_beyond() => {
                    tx.insert_signal(&self.signal_row(series, seen, ctx.now)).await?;
                    raised += 1;
                }
                Some(row) => {
                    tx.update_signal(&SignalRow { last_mark: seen.last, ..row }).await?;
                    moved += 1;
                }
                None => {
                    tx.insert_signal(&self.signal_row(series, seen, ctx.now)).await?;
                    raised += 1;
                }
            }
        }
        if raised + moved > 0 {
            let facts = json!({ "raised": raised, "moved": moved });
            crate::journal::note(ctx, &mut tx, "insight", "signals_raised", facts).await?;
        }
        tx.commit().await?;
        Ok(raised)
    }

    /// What all watched series say, those of themes too.
    async fn seen_until(&self, ctx: &Ctx, until: Month) -> Result<Vec<(String, Seen)>, AppError> {
        let mut tx = self.store().read(&ctx.facility).await?;
        let cube = self.cube(&mut tx).await?;
        let exposed = super::overview::exposures(&mut tx, None, until).await?;
        let notes = super::overview::notes(&mut tx, None).await?;
        let mut parts = Vec::new();
        for part in watch::facts(&mut tx, &cube).await? {
            let notes = super::overview::notes(&mut tx, Some(&part.tag)).await?;
            parts.push((part, notes));
        }
        drop(tx);
        let work = move || {
            let mut found = round(&cube, until, &exposed, notes)?;
            for (part, notes) in parts {
                found.extend(round_of_theme(&part, until, notes)?);
            }
            Ok::<_, AppError>(found)
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Data("signals"))?
    }

    fn signal_row(&self, series: String, seen: Seen, now: i64) -> SignalRow {
        SignalRow {
            signal_id: SignalId::from_uuid(self.ids.random()),
            series,
            rule: seen.code().to_owned(),
            toward: toward_code(seen.toward).to_owned(),
            first_mark: seen.first,
            last_mark: seen.last,
            raised_at: now,
            state: "open".to_owned(),
            dealt_by: None,
            dealt_at: None,
            sealed: None,
        }
    }

    /// The signals that wait, and those that were dealt with.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn signals(&self, ctx: &Ctx) -> Result<Signals, AppError> {
        authorise_facility(ctx, Action::SeeInsight)?;
        let until = Month::of(ctx.today()).previous();
        let mut tx = self.store().read(&ctx.facility).await?;
        let cube = self.cube(&mut tx).await?;
        let per = rated(&super::overview::exposures(&mut tx, None, until).await?, until);
        let names = crate::report::names(&mut tx).await?;
        let mut lists = [Vec::new(), Vec::new()];
        for (list, state) in lists.iter_mut().zip(["open", "dealt"]) {
            for row in tx.signals_in(state).await? {
                let done = tx.open_signal(&row)?;
                let Some((key, tag)) = read_name(&row.series) else { continue };
                let theme = match tag {
                    Some(tag) => Some(watch::words_of(&mut tx, &tag).await?),
                    None => None,
                };
                list.push(opened(row, (key, theme), done, &names));
            }
        }
        let of_themes = watch::facts(&mut tx, &cube).await?.iter().map(|part| part.series(until).len()).sum();
        let themes = watch::watched(&mut tx).await?;
        let watched = watched(&cube, until, per).len() + of_themes;
        let [open, dealt] = lists;
        Ok(Signals { open, dealt, watched, of_themes, themes, expected: expected(watched) })
    }

    /// How many signals wait; 0 for whoever may not see them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn count_signals(&self, ctx: &Ctx) -> Result<i64, AppError> {
        if authorise_facility(ctx, Action::WriteInsight).is_err() {
            return Ok(0);
        }
        Ok(self.store().read(&ctx.facility).await?.count_open_signals().await?)
    }

    /// Notes that a signal was dealt with, and how.
    ///
    /// # Errors
    /// A denial; [`AppError::NotFound`]; a field error (`done`) for no or too long a wording. Dealt with already is no error.
    pub async fn deal_with_signal(&self, ctx: &Ctx, id: SignalId, done: &str) -> Result<(), AppError> {
        authorise_facility(ctx, Action::WriteInsight)?;
        let done = done.trim();
        let chars = done.chars().count();
        if chars == 0 {
            return Err(AppError::Invalid(vec![FieldError::new("done", "signal_done_missing")]));
        }
        if let Some(over) = chars.checked_sub(MAX_DONE_CHARS).filter(|over| *over > 0) {
            let error = FieldError::new("done", "text_too_long").with("max", MAX_DONE_CHARS).with("over", over);
            return Err(AppError::Invalid(vec![error]));
        }
        let mut tx = self.store().write(&ctx.facility).await?;
        let row = tx.signal(id).await?.ok_or(AppError::NotFound)?;
        if row.state == "dealt" {
            return Ok(());
        }
        let sealed = Some(tx.seal_signal(id, done)?);
        let by = ctx.member()?.account;
        let row = SignalRow { state: "dealt".to_owned(), dealt_by: Some(by), dealt_at: Some(ctx.now), sealed, ..row };
        tx.update_signal(&row).await?;
        crate::journal::note(ctx, &mut tx, "insight", "signal_dealt_with", json!({ "signal": id })).await?;
        Ok(tx.commit().await?)
    }
}

/// How many signals a month chance alone raises on so many series.
#[must_use]
pub fn expected(series: usize) -> f64 {
    FALSE_ALARM_CHANCE * series as f64
}

const fn toward_code(toward: Toward) -> &'static str {
    match toward {
        Toward::Up => "up",
        Toward::Down => "down",
    }
}

/// Whether a row is about the marked points that are seen now: the same direction, and they begin where it knew them already.
fn is_same(row: &SignalRow, seen: &Seen) -> bool {
    row.toward == toward_code(seen.toward) && seen.first <= row.last_mark
}

fn opened(
    row: SignalRow,
    (key, theme): (SeriesKey, Option<Theme>),
    done: String,
    names: &BTreeMap<String, String>,
) -> Signal {
    let name = |account: AccountId| names.get(&account.to_string()).cloned().unwrap_or_default();
    Signal {
        id: row.signal_id,
        key,
        theme,
        verdict: row.rule,
        marks: (row.first_mark, row.last_mark),
        raised_at: row.raised_at,
        dealt: row.dealt_by.map(name).zip(row.dealt_at),
        done,
    }
}
