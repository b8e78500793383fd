//! Owns what is new for the reporter of a report: a question that waits, a message about what changed.
use std::collections::BTreeMap;

use domain::approval::CaseEvent;
use domain::id::ReportId;

use super::{fold, stream};
use crate::{App, AppError, Ctx};

/// What is new for the reporter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct News {
    /// A question waits for the answer.
    pub question: bool,
    /// A message about what changed (この報告で変わったこと) has come.
    pub feedback: bool,
}

impl App {
    /// What is new in the actor's own reports; reports without news are left out. No wording is opened.
    ///
    /// # Errors
    /// As [`App::my_reports`].
    pub async fn my_news(&self, ctx: &Ctx) -> Result<BTreeMap<ReportId, News>, AppError> {
        let mine = self.my_reports(ctx).await?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let mut news = BTreeMap::new();
        for item in mine {
            let id = item.line.report_id;
            let events = tx.stream(&stream(id)).await?;
            let found = News {
                question: fold(&events)?.question_open,
                feedback: events.iter().any(|event| event.kind == CaseEvent::FeedbackGiven.kind()),
            };
            if found != News::default() {
                news.insert(id, found);
            }
        }
        Ok(news)
    }
}
