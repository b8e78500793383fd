//! Owns the pack for the board (会議資料): who may have it, and its cover. What stands in it is on the insight page, too.
use domain::policy::Action;
use domain::publication::Month;
use pdf::{Cover, MeetingSheet};
use render::Text;

use super::{Sheet, lang, set, ymd};
use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

impl App {
    /// The pack for the board: the charts and sentences of the insight page up to a month, as the page shows them to this reader.
    ///
    /// # Errors
    /// A denial; [`AppError::Paper`] when the sheet could not be set.
    pub async fn meeting_pdf(&self, ctx: &Ctx, until: Month, sheet: MeetingSheet, t: Text) -> Result<Sheet, AppError> {
        authorise_facility(ctx, Action::SeeInsight)?;
        let cover = Cover {
            title: t.with("paper.meeting", &[("month", &render::when::month_short(t, until))]),
            author: sheet.facility.clone(),
            lang: lang(t),
            date: ymd(ctx.today()),
            ident: format!("meeting {} {until} {}", ctx.facility, ctx.now),
        };
        set(format!("insight-{until}"), move || pdf::meeting(&cover, sheet)).await
    }
}
