//! Owns possible duplicates (重複の疑い): finding them when a text is indexed, the queue, and a person's word. Nothing is ever joined by itself.
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

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

    /// Looks for doubts about these reports, or among the newest of all.
    pub(super) async fn look_for_doubts(
        &self,
        facility: FacilityId,
        some: Option<&[ReportId]>,
    ) -> Result<(), AppError> {
        let Some(some) = some else { return self.look_in_all(facility).await };
        for id in some {
            let mut tx = self.store().read(&facility).await?;
            let Some(line) = tx.report_line(*id).await? else { continue };
            let date: Date = line.report_date.parse().map_err(|_| AppError::Data("report date"))?;
            let day = |days: i64| date.saturating_add(days.days()).to_string();
            let texts = tx.search_texts_between(&day(-DAYS), &day(DAYS)).await?;
            let id = *id;
            let work = move || like(id, &texts);
            let like = tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Data("doubts"))?;
            let mut found = Vec::new();
            for (other, score) in like {
                if found.len() == EACH {
                    break;
                }
                if tx.report_line(other).await?.is_some_and(|other| may_be_one(&line, &other)) {
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

    async fn look_in_all(&self, facility: FacilityId) -> Result<(), AppError> {
        let mut tx = self.store().read(&facility).await?;
        let texts = tx.search_texts_newest(NEWEST).await?;
        let work = move || {
            let texts: Vec<SearchText> = texts.into_iter().filter(|found| is_long_enough(&found.text)).collect();
            let plain: Vec<&str> = texts.iter().map(|found| found.text.as_str()).collect();
            let pairs = near_duplicates(&plain, DUPLICATE_THRESHOLD, CANDIDATES).into_iter();
            let of = |place: usize| texts[place].report_id;
            pairs.map(|pair| (of(pair.first), of(pair.second), per_mille(pair.jaccard))).collect::<Vec<_>>()
        };
        let pairs = tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Data("doubts"))?;
        let mut lines: BTreeMap<ReportId, Option<ReportLine>> = BTreeMap::new();
        let mut found = Vec::new();
        let mut of_report: BTreeMap<ReportId, usize> = BTreeMap::new();
        for (one, other, score) in pairs {
            for id in [one, other] {
                if let Entry::Vacant(line) = lines.entry(id) {
                    line.insert(tx.report_line(id).await?);
                }
            }
            if let (Some(Some(first)), Some(Some(second))) = (lines.get(&one), lines.get(&other))
                && may_be_one(first, second)
                && found.len() < MOST
                && of_report.get(&other).is_none_or(|held| *held < EACH)
            {
                *of_report.entry(other).or_default() += 1;
                found.push(DoubtRow::of(one, other, score));
            }
        }
        drop(tx);
        let mut tx = self.store().write(&facility).await?;
        tx.replace_doubts(&found).await?;
        Ok(tx.commit().await.or_else(|error| match error {
            // A report that was filed meanwhile is looked at by itself.
            StoreError::Conflict { .. } => Ok(()),
            other => Err(other),
        })?)
    }
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
