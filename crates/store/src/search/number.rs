//! Owns the numbers of search documents: facility, report date and time of submission in one integer, so that the order of numbers
//! is the order of the lists and a facility is a range.
use std::ops::RangeInclusive;

use crate::error::{Result, StoreError};
use crate::field::{Field, Value};
use crate::tx::{Tx, Write};

/// Bits of the second within a day's documents.
const WITHIN: u32 = 31;
/// Bits of the day.
const DAY: u32 = 17;
/// Bits of the facility's place.
const SLOT: u32 = 15;
/// 2017-07-14, from which seconds are counted; before it and after 2085 the order within a day is that of indexing.
const EPOCH_SECONDS: i64 = 1_500_000_000;
/// Left free at a day's end for documents of one second.
const SPARE: i64 = 1 << 20;

/// A day as a number in the order of days (ISO text; not a count of days).
fn day(iso: &str) -> i64 {
    let mut parts = iso.split('-').map(|part| part.parse::<i64>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    let (year, month, day) = (next(), next(), next());
    ((year - 1900) * 372 + (month - 1) * 31 + day - 1).clamp(0, (1 << DAY) - 1)
}

/// The numbers of a facility between two days (ISO), both included.
pub(super) fn range(slot: i64, from: Option<&String>, until: Option<&String>) -> RangeInclusive<i64> {
    let base = slot << (DAY + WITHIN);
    let first = from.map_or(0, |iso| day(iso));
    let last = until.map_or((1 << DAY) - 1, |iso| day(iso));
    base + (first << WITHIN)..=base + (last << WITHIN) + ((1 << WITHIN) - 1)
}

impl<M> Tx<M> {
    /// The place of the facility among those that have documents.
    pub(super) async fn slot(&mut self) -> Result<Option<i64>> {
        if self.search_slot.is_none() {
            let text = "SELECT doc FROM search_docs WHERE facility_id = $1 ORDER BY doc DESC LIMIT 1";
            let last: Option<i64> = self.column(text, &[], "search_docs", "doc").await?.pop();
            self.search_slot = last.map(|last| last >> (DAY + WITHIN));
        }
        Ok(self.search_slot)
    }
}

impl Tx<Write> {
    /// Whether another facility has documents. On a server row-level security shows none, and none is needed there.
    pub(super) async fn others_indexed(&mut self) -> Result<bool> {
        let text = "SELECT doc FROM search_docs WHERE facility_id <> $1 LIMIT 1";
        Ok(!self.column::<i64>(text, &[], "search_docs", "doc").await?.is_empty())
    }

    /// A new facility takes the place after the last one. Numbers are unique in the whole of SQLite's file, hence the only look of
    /// this room past the tenant: at the highest number. On a server the facility leads the key, and every facility has place 1.
    async fn take_slot(&mut self) -> Result<i64> {
        if let Some(slot) = self.slot().await? {
            return Ok(slot);
        }
        let text = "SELECT COALESCE(MAX(doc), 0) FROM search_docs WHERE $1 <> ''";
        let last: i64 = self.scalar(text, &[], "search_docs", "doc").await?;
        let slot = (last >> (DAY + WITHIN)) + 1;
        if slot >> SLOT != 0 {
            return Err(StoreError::Setup("the search index has no place for another facility".into()));
        }
        self.search_slot = Some(slot);
        Ok(slot)
    }

    /// The number for a report of a day (ISO), submitted at an instant (µs): the first free one from its second on.
    pub(super) async fn free_number(&mut self, report_date: &str, submitted_at: i64) -> Result<i64> {
        let slot = self.take_slot().await?;
        let second = submitted_at.div_euclid(1_000_000) - EPOCH_SECONDS;
        let within = second.clamp(0, (1 << WITHIN) - 1 - SPARE);
        let wanted = (slot << (DAY + WITHIN)) + (day(report_date) << WITHIN) + within;
        let taken = "SELECT doc FROM search_docs WHERE facility_id = $1 AND doc = $2";
        if self.column::<i64>(taken, &[wanted.to_value()], "search_docs", "doc").await?.is_empty() {
            return Ok(wanted);
        }
        let gap = "SELECT d.doc + 1 FROM search_docs d WHERE d.facility_id = $1 AND d.doc >= $2 AND NOT EXISTS \
                   (SELECT 1 FROM search_docs n WHERE n.facility_id = d.facility_id AND n.doc = d.doc + 1) ORDER BY d.doc LIMIT 1";
        self.scalar(gap, &[Value::Int(wanted)], "search_docs", "doc").await
    }
}

#[cfg(test)]
mod tests {
    use super::{day, range};

    #[test]
    fn days_and_facilities_are_in_order() {
        let days = ["1999-12-31", "2026-02-28", "2026-03-01", "2026-11-26", "2150-01-01"].map(day);
        assert!(days.windows(2).all(|pair| pair[0] < pair[1]), "{days:?}");
        let text = |iso: &str| Some(iso.to_owned());
        let one = range(1, text("2026-11-26").as_ref(), text("2026-11-26").as_ref());
        let next = range(1, text("2026-11-27").as_ref(), None);
        let all = range(1, None, None);
        assert!(one.end() < next.start() && all.contains(one.start()) && all.end() == next.end());
        assert!(all.end() < range(2, None, None).start());
        assert!(*range((1 << 15) - 1, None, None).end() > 0);
    }
}
