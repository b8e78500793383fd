//! Owns writing upon what was computed beside the writer: the text analysis and the many reads run on a reading transaction, and the
//! writer is opened for the moment of writing, after it was seen that what they relied on still stands.
use store::{Mark, Tx, Write};

use crate::{App, AppError, Ctx};

/// How often something is computed anew because somebody wrote meanwhile; after that the person is told that somebody was faster.
pub(crate) const TRIES: usize = 6;

/// Streams that tell what somebody looked at: they change no record.
const LOOKS: [&str; 3] = ["read:", "search", "export"];

/// What a computation relied on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Relied<'a> {
    /// On what these streams record.
    On(&'a [String]),
    /// On all records, as whatever counts a month or knows every name does.
    OnRecords,
}

impl Relied<'_> {
    fn holds(self, moved: &[String]) -> bool {
        match self {
            Self::On(streams) => !moved.iter().any(|stream| streams.contains(stream)),
            Self::OnRecords => moved.iter().all(|stream| LOOKS.iter().any(|look| stream.starts_with(look))),
        }
    }
}

impl App {
    /// Opens the writer for what was computed on the state of the mark; `None` when what that relied on has changed since.
    pub(crate) async fn write_upon(
        &self,
        ctx: &Ctx,
        mark: &Mark,
        relied: Relied<'_>,
    ) -> Result<Option<Tx<Write>>, AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let moved = tx.moved_since(mark).await?;
        Ok(relied.holds(&moved).then_some(tx))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_changes_no_record_and_another_case_no_stream() {
        let moved = |streams: &[&str]| streams.iter().map(|stream| (*stream).to_owned()).collect::<Vec<_>>();
        assert!(Relied::OnRecords.holds(&moved(&["read:1", "search", "export"])));
        assert!(!Relied::OnRecords.holds(&moved(&["read:1", "report:1"])));
        let own = moved(&["report:1"]);
        assert!(Relied::On(&own).holds(&moved(&["report:2", "publication:2026-10"])));
        assert!(!Relied::On(&own).holds(&moved(&["report:2", "report:1"])));
    }
}
