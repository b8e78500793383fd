//! Owns what identifies a printed sheet: number, edition and check code, and the checking of a sheet against the record.
use domain::id::ReportId;
use store::{EventRow, Tx};

use crate::report::{normalise_code, stream};
use crate::{App, AppError, tries};

/// What stands on every page of a printed record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperMark {
    /// The report's number.
    pub number: String,
    /// The edition (版): how many entries the record had.
    pub edition: i64,
    /// The check code (確認コード): three groups of four letters, from a keyed hash of the record's chain up to this edition.
    pub code: String,
}

/// What a printed sheet is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperCheck {
    /// The sheet shows the record as it is now.
    Current,
    /// The sheet was right; so many entries were added since.
    Older(i64),
    /// No sheet of this program bears this combination.
    Unknown,
}

/// The mark of a report as it stands after the last of these events.
pub(crate) fn mark<M>(tx: &Tx<M>, report: ReportId, number: &str, events: &[EventRow]) -> PaperMark {
    let (edition, hash) = events.last().map_or((0, ""), |event| (event.stream_seq, event.hash.as_str()));
    PaperMark { number: number.to_owned(), edition, code: code(tx, report, edition, hash) }
}

fn code<M>(tx: &Tx<M>, report: ReportId, edition: i64, hash: &str) -> String {
    let mac = tx.paper_mac(&[&report.to_string(), &edition.to_string(), hash]);
    crate::report::letters(&mac[..12])
}

/// The number of an edition as typed; full width too.
#[must_use]
pub fn read_edition(typed: &str) -> Option<i64> {
    fold(typed).parse().ok()
}

/// What was typed, in half width and capitals, with plain hyphens.
fn fold(typed: &str) -> String {
    let half = |c: char| match c {
        '‐'..='―' | '−' | 'ー' | '－' => '-',
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        other => other.to_ascii_uppercase(),
    };
    typed.trim().chars().map(half).map(|c| c.to_ascii_uppercase()).collect()
}

impl App {
    /// Compares what stands on a sheet with the record. It tells nothing about the record but how much was added since.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an unknown facility, [`AppError::TooManyTries`] after very many wrong codes.
    pub async fn check_paper(
        &self,
        facility: &str,
        number: &str,
        edition: i64,
        typed: &str,
    ) -> Result<PaperCheck, AppError> {
        let ctx = self.visitor(facility).await?.ok_or(AppError::NotFound)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        tries::refuse_when_tired(&mut tx, tries::RECEIPT, tries::PAPER_KEY, ctx.now).await?;
        if let Some(report) = tx.report_by_number(&fold(number)).await? {
            let events = tx.stream(&stream(report.report_id)).await?;
            let printed = events.iter().find(|event| event.stream_seq == edition);
            let right = printed.is_some_and(|event| {
                normalise_code(&code(&tx, report.report_id, edition, &event.hash)) == normalise_code(typed)
            });
            let last = events.last().map_or(0, |event| event.stream_seq);
            match last - edition {
                _ if !right => {}
                0 => return Ok(PaperCheck::Current),
                since => return Ok(PaperCheck::Older(since)),
            }
        }
        drop(tx);
        let mut tx = self.store().write(&ctx.facility).await?;
        tries::count(&mut tx, tries::RECEIPT, tries::PAPER_KEY, ctx.now).await?;
        tx.commit().await?;
        Ok(PaperCheck::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, read_edition};

    #[test]
    fn what_is_typed_on_a_phone_is_understood() {
        assert_eq!(fold(" ｒ８－０１２３ "), "R8-0123");
        assert_eq!(fold("R8ーA0012"), "R8-A0012");
        assert_eq!(read_edition("１４"), Some(14));
        assert_eq!(read_edition("第14版"), None);
    }
}
