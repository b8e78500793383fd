//! Owns what is new for the reporter of a report: a question that waits, a message about what changed.
use std::collections::BTreeMap;

use domain::approval::CaseEvent;
use domain::id::ReportId;
use store::Tx;

use super::stream;
use crate::AppError;

/// What is new for the reporter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct News {
    /// A question waits for the answer.
    pub question: bool,
    /// A message about what changed (この報告で変わったこと) has come.
    pub feedback: bool,
}

/// What is new in these reports; reports without news are left out. Only the kinds of events are read: no case is folded, no wording opened.
pub(super) async fn news_of<M>(tx: &mut Tx<M>, ids: &[ReportId]) -> Result<BTreeMap<ReportId, News>, AppError> {
    let asked = CaseEvent::QuestionAsked.kind();
    let kinds = [asked, CaseEvent::QuestionAnswered.kind(), CaseEvent::FeedbackGiven.kind()];
    let of_stream: BTreeMap<String, ReportId> = ids.iter().map(|id| (stream(*id), *id)).collect();
    let streams: Vec<String> = of_stream.keys().cloned().collect();
    let mut news: BTreeMap<ReportId, News> = BTreeMap::new();
    for (stream, kind) in tx.events_of_kinds(&streams, &kinds).await? {
        let Some(id) = of_stream.get(&stream) else { continue };
        let found = news.entry(*id).or_default();
        if kind == CaseEvent::FeedbackGiven.kind() {
            found.feedback = true;
        } else {
            // As the fold of the case says it: the last of question and answer counts.
            found.question = kind == asked;
        }
    }
    Ok(news)
}
