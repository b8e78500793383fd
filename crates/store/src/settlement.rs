//! Owns the rows of settlements (個人が分かる言葉の決着): who decided what about each finding of the identity check, and when.
use crate::error::Result;
use crate::field::Field;
use crate::registry::record;
use crate::tx::{Tx, Write};

record! {
    /// One decision about one finding. It stands for ever; an undone one says when it was undone.
    pub struct SettlementRow in SETTLEMENTS = "settlements", recorded: true, key: (subject, number) {
        /// What was checked: `text:{report}` or `month:{yyyy-mm}`.
        subject: String => Technical,
        /// 1, 2, 3 … within the subject.
        number: i64 => Technical,
        /// The number of the first decision of the same act: what was settled with one press is undone with one press.
        act: i64 => Technical,
        /// Keyed digest of the words and what stands around them, see [`Tx::finding_tag`].
        finding: String => Technical,
        /// Class of the finding.
        class: String => Coded,
        /// `applied`, `reworded` or `kept`.
        decision: String => Coded,
        /// Code of the reason of what was kept.
        reason: Option<String> => Coded,
        /// The words, the reason in own words and the text before, sealed.
        sealed: Option<Vec<u8>> => Sealed,
        /// Keyed digest of the text as the act left it.
        left_tag: String => Technical,
        /// Account id.
        settled_by: String => Technical,
        /// Instant (µs).
        settled_at: i64 => Technical,
        /// Instant (µs) at which the act was undone.
        undone_at: Option<i64> => Technical,
    }
}

impl<M> Tx<M> {
    /// The decisions about a subject, in their order.
    pub async fn settlements_of(&mut self, subject: &str) -> Result<Vec<SettlementRow>> {
        self.list_rows("AND subject = $2 ORDER BY number", &[subject.to_owned().to_value()]).await
    }

    /// A keyed digest of these parts: it tells equal from unequal, and nobody without the master key can try words against it.
    #[must_use]
    pub fn finding_tag(&self, parts: &[&str]) -> String {
        self.keyring.finding_tag(&self.facility_text, parts)
    }
}

impl Tx<Write> {
    /// Adds a decision. `Conflict("settlements_pkey")` when another writer took the number.
    pub async fn insert_settlement(&mut self, row: &SettlementRow) -> Result<()> {
        self.insert_row(row).await
    }

    /// Notes that a decision was undone, or where its words stand now; the engines refuse every other change.
    pub async fn update_settlement(&mut self, row: &SettlementRow) -> Result<()> {
        self.update_row(row).await
    }
}
