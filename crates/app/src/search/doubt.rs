//! Owns possible duplicates (重複の疑い): finding them when a text is indexed, the queue, and a person's word. Nothing is ever joined by itself.
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use domain::id::{FacilityId, ReportId};
use domain::policy::Action;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::json;
use store::{DoubtRow, ReportLine, SearchText, StoreError, Tx};
use text::similar::{DUPLICATE_THRESHOLD, jaccard, near_duplicates};

use super::similar::gist;
use crate::access::authorise_facility;
use crate::journal::note;
use crate::report::ReportItem;
use crate::{App, AppError, Ctx};

/// Reports of one event are filed within so many days.
const DAYS: i64 = 30;
/// Of one event the days given differ by at most so many.
const EVENT_DAYS: i64 = 1;
/// Shorter texts are alike by chance (「転倒した」).
const SHORTEST: usize = 20;
/// The newest texts that are compared with one another when all are indexed anew.
const NEWEST: i64 = 20_000;
/// Doubts of one report with earlier ones: of a hundred copies of one text, a person need not be asked about each pair.
const EACH: usize = 3;
/// Texts like a report's that are looked at for these: most of them may be of other days.
const CANDIDATES: usize = 24;
/// Doubts that are found at once, the strongest: they are written in one go while nobody can file.
const MOST: usize = 500;

/// One of the two reports of a doubt.
#[derive(Debug, Clone)]
pub struct DoubtSide {
    /// The line.
    pub item: ReportItem,
    /// The beginning of its de-identified text.
    pub gist: String,
}

/// Two reports that may tell of the same event.
#[derive(Debug, Clone)]
pub struct Doubt {
    /// The earlier one, in which a joined case would go on.
    pub first: DoubtSide,
    /// The later one.
    pub second: DoubtSide,
    /// How much their texts have in common, in percent.
    pub percent: i64,
}

impl App {
    /// Doubts that nobody has settled, the strongest first; those of one report, or all.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn open_doubts(&self, ctx: &Ctx, of: Option<ReportId>) -> Result<Vec<Doubt>, AppError> {
        authorise_facility(ctx, Action::ListReports)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let rows = match of {
            Some(report) => tx.open_doubts_of(report).await?,
            None => tx.open_doubts().await?,
        };
        let mut doubts = Vec::with_capacity(rows.len());
        for row in rows {
            let (one, other) = (self.side(&mut tx, row.report_id).await?, self.side(&mut tx, row.other_id).await?);
            let (Some(one), Some(other)) = (one, other) else { continue };
            let is_first = |side: &DoubtSide| (side.item.line.submitted_at, side.item.line.report_id);
            let (first, second) = if is_first(&one) <= is_first(&other) { (one, other) } else { (other, one) };
            doubts.push(Doubt { first, second, percent: row.score / 10 });
        }
        Ok(doubts)
    }

    async fn side<M>(&self, tx: &mut Tx<M>, id: ReportId) -> Result<Option<DoubtSide>, AppError> {
        let Some(line) = tx.report_line(id).await? else { return Ok(None) };
        let gist = gist(&tx.search_text(id).await?.unwrap_or_default());
        Ok(self.items(tx, vec![line]).await?.pop().map(|item| DoubtSide { item, gist }))
    }

    /// Says that two reports tell of different events; they are not asked about again. Saying it twice changes nothing.
    ///
    /// # Errors
    /// A denial, or [`AppError::NotFound`].
    pub async fn tell_apart(&self, ctx: &Ctx, one: ReportId, other: ReportId) -> Result<(), AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        self.may_merge(ctx, &mut tx, one).await?;
        self.may_merge(ctx, &mut tx, other).await?;
        if one == other || tx.distinct_reports(one, other).await?.is_some() {
            return Ok(());
        }
        tx.insert_distinct_reports(one, other, ctx.actor.journal_name(), ctx.now).await?;
        let facts = json!({ "report": one.to_string(), "other": other.to_string() });
        note(ctx, &mut tx, "duplicates", "reports_told_apart", facts).await?;
        Ok(tx.commit().await?)
    }

    /// Looks for doubts about each of these reports.
    pub(super) async fn look_for_doubts(&self, facility: FacilityId, some: &[ReportId]) -> Result<(), AppError> {
        for id in some {
            let mut tx = self.store().read(&facility).await?;
            let Some(line) = tx.report_line(*id).await? else { continue };
            let date: Date = line.report_date.parse().map_err(|_| AppError::Data("report date"))?;
            let day = |days: i64| date.saturating_add(days.days()).to_string();
            let texts = tx.search_texts_between(&day(-DAYS), &day(DAYS)).await?;
            let apart = Apart::read(&mut tx).await?;
            // A doubt that is among the three of the other report stays as long as the texts are alike.
            let held = tx.open_doubts_of(*id).await?;
            let held: BTreeSet<ReportId> = held.iter().map(|row| row.other_than(*id)).collect();
            let id = *id;
            let work = move || like(id, &texts);
            let like = tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Data("doubts"))?;
            let mut found = Vec::new();
            for (other, score) in like {
                if found.len() >= EACH && !held.contains(&other) {
                    continue;
                }
                if tx.report_line(other).await?.is_some_and(|other| apart.may_be_one(&line, &other)) {
                    found.push(DoubtRow::of(id, other, score));
                }
            }
            drop(tx);
            let mut tx = self.store().write(&facility).await?;
            tx.put_doubts(id, &found).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Looks for doubts among the newest of all, after these were indexed anew.
    pub(super) async fn look_for_doubts_in_all(&self, facility: FacilityId, anew: &[ReportId]) -> Result<(), AppError> {
        let mut tx = self.store().read(&facility).await?;
        let texts = tx.search_texts_newest(NEWEST).await?;
        let compared: BTreeSet<ReportId> = texts.iter().map(|found| found.report_id).collect();
        let apart = Apart::read(&mut tx).await?;
        let work = move || {
            let texts: Vec<SearchText> = texts.into_iter().filter(|found| is_long_enough(&found.text)).collect();
            let plain: Vec<&str> = texts.iter().map(|found| found.text.as_str()).collect();
            let pairs = near_duplicates(&plain, DUPLICATE_THRESHOLD, CANDIDATES).into_iter();
            let of = |place: usize| texts[place].report_id;
            pairs.map(|pair| (of(pair.first), of(pair.second), per_mille(pair.jaccard))).collect::<Vec<_>>()
        };
        let pairs = tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Data("doubts"))?;
        let mut lines: BTreeMap<ReportId, Option<ReportLine>> = BTreeMap::new();
        let mut caps = Caps::default();
        for (one, other, score) in pairs {
            for id in [one, other] {
                if let Entry::Vacant(line) = lines.entry(id) {
                    line.insert(tx.report_line(id).await?);
                }
            }
            if let (Some(Some(first)), Some(Some(second))) = (lines.get(&one), lines.get(&other))
                && apart.may_be_one(first, second)
            {
                caps.take(one, other, score);
            }
        }
        drop(tx);
        let anew: BTreeSet<ReportId> = anew.iter().copied().collect();
        let mut tx = self.store().write(&facility).await?;
        let held = tx.doubts().await?;
        tx.replace_doubts(&with_those_that_stay(caps.found, held, &anew, &compared)).await?;
        Ok(tx.commit().await.or_else(|error| match error {
            // A report that was filed meanwhile is looked at by itself.
            StoreError::Conflict { .. } => Ok(()),
            other => Err(other),
        })?)
    }
}

/// The pairs that a person has told apart. They are no question any more, and take no other pair's place.
#[derive(Default)]
struct Apart(BTreeSet<(ReportId, ReportId)>);

fn pair(one: ReportId, other: ReportId) -> (ReportId, ReportId) {
    (one.min(other), one.max(other))
}

impl Apart {
    async fn read<M>(tx: &mut Tx<M>) -> Result<Self, AppError> {
        let rows = tx.all_distinct_reports().await?;
        Ok(Self(rows.iter().map(|row| pair(row.report_id, row.other_id)).collect()))
    }

    /// Whether a person is to be asked about two reports: they can tell of one event, none goes on in another report, and nobody has
    /// told them apart.
    fn may_be_one(&self, one: &ReportLine, other: &ReportLine) -> bool {
        let is_joined = one.case.merged_into.is_some() || other.case.merged_into.is_some();
        !is_joined && !self.0.contains(&pair(one.report_id, other.report_id)) && may_be_one(one, other)
    }
}

/// Doubts found so far, strongest first, up to [`MOST`] in all and [`EACH`] of one report.
#[derive(Default)]
struct Caps {
    found: Vec<DoubtRow>,
    of_report: BTreeMap<ReportId, usize>,
}

impl Caps {
    fn take(&mut self, one: ReportId, other: ReportId, score: i64) {
        let held = self.of_report.entry(other).or_default();
        if self.found.len() < MOST && *held < EACH {
            *held += 1;
            self.found.push(DoubtRow::of(one, other, score));
        }
    }
}

/// What was found in all, with the doubts that stay: those of texts that are as they were, and those of a text that was not among the
/// compared ones (they were found when it was indexed by itself).
fn with_those_that_stay(
    mut found: Vec<DoubtRow>,
    held: Vec<DoubtRow>,
    anew: &BTreeSet<ReportId>,
    compared: &BTreeSet<ReportId>,
) -> Vec<DoubtRow> {
    let there: BTreeSet<_> = found.iter().map(|row| pair(row.report_id, row.other_id)).collect();
    let stays = |row: &DoubtRow| {
        let ids = [row.report_id, row.other_id];
        let is_looked_at = ids.iter().any(|id| anew.contains(id)) && ids.iter().all(|id| compared.contains(id));
        !is_looked_at && !there.contains(&pair(row.report_id, row.other_id))
    };
    found.extend(held.into_iter().filter(stays));
    found
}

/// The texts that are nearly the same as that of a report, the nearest first.
fn like(id: ReportId, texts: &[SearchText]) -> Vec<(ReportId, i64)> {
    let Some(own) = texts.iter().find(|found| found.report_id == id).filter(|own| is_long_enough(&own.text)) else {
        return Vec::new();
    };
    let length = own.text.chars().count();
    let others = texts.iter().filter(|other| other.report_id != id && is_near(length, other.text.chars().count()));
    let shares = others.map(|other| (other.report_id, jaccard(&own.text, &other.text)));
    let mut like: Vec<(ReportId, i64)> = shares
        .filter(|(_, share)| *share >= DUPLICATE_THRESHOLD)
        .map(|(other, share)| (other, per_mille(share)))
        .collect();
    like.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
    like
}

/// Texts of very different lengths cannot have that much in common. Lengths are of characters, the share of trigrams, each counted
/// once: so the bound is taken wide.
fn is_near(one: usize, other: usize) -> bool {
    let (short, long) = (one.min(other), one.max(other));
    short * 3 >= long
}

fn is_long_enough(text: &str) -> bool {
    text.chars().nth(SHORTEST - 1).is_some()
}

#[expect(clippy::cast_possible_truncation, reason = "between 0 and 1000")]
fn per_mille(share: f64) -> i64 {
    (share * 1000.0).round() as i64
}

/// Whether two reports can tell of one event: filed within a month of each other, and of the same day as far as they say.
fn may_be_one(one: &ReportLine, other: &ReportLine) -> bool {
    let apart = |one: &str, other: &str| {
        let (one, other): (Date, Date) = (one.parse().ok()?, other.parse().ok()?);
        Some(i64::from((other - one).get_days()).abs())
    };
    let filed = apart(&one.report_date, &other.report_date).is_none_or(|days| days <= DAYS);
    let happened = match (&one.occurred_on, &other.occurred_on) {
        (Some(one), Some(other)) => apart(one, other).is_none_or(|days| days <= EVENT_DAYS),
        _ => true,
    };
    filed && happened
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(n: u128) -> ReportId {
        ReportId::from_uuid(Uuid::from_u128(n))
    }

    fn ids(rows: &[DoubtRow]) -> Vec<(ReportId, ReportId)> {
        rows.iter().map(|row| (row.report_id, row.other_id)).collect()
    }

    #[test]
    fn the_nearest_texts_come_first() {
        let text = |n: u128, text: &str| SearchText { report_id: id(n), text: text.to_owned() };
        let own = "夕食後、食堂で椅子から立ち上がる際にふらつき、床に膝をついた。";
        let texts = [
            text(1, own),
            text(2, "夕食後、食堂で椅子から立ち上がる際にふらつき、床に手をついた。"),
            text(3, "夕食後、食堂で椅子から立ち上がる際にふらつき、床に膝をついた。発赤なし。"),
            text(4, "昼食の配膳で、隣の席の方の薬を渡してしまい、すぐに気づいて取り戻した。"),
            text(5, own),
        ];
        let like = like(id(1), &texts);
        assert_eq!(like.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [id(5), id(3), id(2)], "{like:?}");
        assert!(like[0].1 == 1000 && like[1].1 > like[2].1);
    }

    #[test]
    fn of_many_copies_a_person_is_asked_about_three_pairs() {
        let mut caps = Caps::default();
        for n in 2..9 {
            caps.take(id(n), id(1), 1000 - i64::try_from(n).unwrap());
        }
        caps.take(id(9), id(2), 700);
        assert_eq!(ids(&caps.found), [(id(1), id(2)), (id(1), id(3)), (id(1), id(4)), (id(2), id(9))]);
        for n in 100..2_000 {
            caps.take(id(1), id(n), 600);
        }
        assert_eq!(caps.found.len(), MOST);
    }

    #[test]
    fn what_was_found_one_by_one_outlives_a_look_at_all() {
        let row = |one: u128, other: u128| DoubtRow::of(id(one), id(other), 800);
        let set = |all: &[u128]| all.iter().map(|n| id(*n)).collect::<BTreeSet<_>>();
        let held = vec![row(1, 2), row(2, 3), row(3, 4), row(5, 9), row(6, 7)];
        // 3 and 9 were indexed anew; 9 is too old to be among the compared.
        let (anew, compared) = (set(&[3, 9]), set(&[1, 2, 3, 4, 5, 6, 7]));
        let kept = with_those_that_stay(vec![row(3, 4), row(6, 7)], held, &anew, &compared);
        assert_eq!(ids(&kept), ids(&[row(3, 4), row(6, 7), row(1, 2), row(5, 9)]), "only 2 and 3 are no pair any more");
    }
}
