//! Owns the sheets for the press: the announcement as it is decided, and the answers for those who speak.
use domain::id::ReportId;
use domain::profile::OutlinePart;
use domain::publication::individual::{MatterEvent, Stage};
use pdf::{Cover, PressPart, PressQuestion, PressSheet};
use render::Text;
use render::when::{self, Moment};

use super::{Sheet, lang, set, ymd};
use crate::publication::individual::MatterView;
use crate::{App, AppError, Ctx};

impl App {
    /// The press sheet (発表資料): the parts that are decided, or all that is written while nothing is; journalled as a reading.
    ///
    /// # Errors
    /// As [`App::matter`]; [`AppError::NotFound`] when nothing is written; [`AppError::Paper`].
    pub async fn press_pdf(&self, ctx: &Ctx, id: ReportId, t: Text) -> Result<Sheet, AppError> {
        let view = self.matter(ctx, id).await?;
        let parts = parts_of(&view);
        if parts.is_empty() {
            return Err(AppError::NotFound);
        }
        let told = parts.iter().filter_map(|part| {
            let text = view.wording.get(part)?.clone();
            Some(PressPart { label: t.choice("individual.part", part.code()), text })
        });
        let sheet = PressSheet {
            notice: notice(ctx, t, &view),
            parts: told.collect(),
            press: view.press.press.clone().unwrap_or_default(),
            signed: signed(ctx, t, &view),
            ..self.press_head(ctx, t, &view).await?
        };
        self.set_press(ctx, t, sheet, "press").await
    }

    /// The questions and answers (想定問答), for those who speak; journalled as a reading.
    ///
    /// # Errors
    /// As [`App::matter`]; [`AppError::NotFound`] when nothing was prepared; [`AppError::Paper`].
    pub async fn questions_pdf(&self, ctx: &Ctx, id: ReportId, t: Text) -> Result<Sheet, AppError> {
        let view = self.matter(ctx, id).await?;
        if view.press.press.is_none() {
            return Err(AppError::NotFound);
        }
        let questions = view.press.questions.iter();
        let questions =
            questions.map(|told| PressQuestion { asks: told.asks.clone(), answer: told.answer.clone() }).collect();
        let sheet = PressSheet {
            title: t.get("paper.press.questions").to_owned(),
            notice: t.get("paper.press.internal").to_owned(),
            questions,
            press: view.press.press.clone().unwrap_or_default(),
            ..self.press_head(ctx, t, &view).await?
        };
        self.set_press(ctx, t, sheet, "questions").await
    }

    async fn press_head(&self, ctx: &Ctx, t: Text, view: &MatterView) -> Result<PressSheet, AppError> {
        let row = self.facility(ctx).await?.row;
        // Only what is public bears the number and the code of an edition.
        let edition = match &view.matter.stage {
            Stage::Released { edition } => Some(edition),
            _ => None,
        };
        Ok(PressSheet {
            number: edition.map(|edition| format!("{} {}", row.code, edition.slug)).unwrap_or_default(),
            code: edition.map(|edition| edition.snapshot_hash.chars().take(12).collect()).unwrap_or_default(),
            facility: t.pick(&row.name_ja, &row.name_en).to_owned(),
            made: when::day(t, ctx.today()),
            ..PressSheet::default()
        })
    }

    async fn set_press(&self, ctx: &Ctx, t: Text, sheet: PressSheet, name: &str) -> Result<Sheet, AppError> {
        let title = if sheet.title.is_empty() { t.get("paper.press.title").to_owned() } else { sheet.title.clone() };
        let cover = Cover {
            title,
            author: sheet.facility.clone(),
            lang: lang(t),
            date: ymd(ctx.today()),
            ident: format!("{name} {}", ctx.now),
        };
        set(name.to_owned(), move || pdf::press(&cover, &sheet)).await
    }
}

/// What the sheet tells: what is public, else what would be released, else everything that is written.
fn parts_of(view: &MatterView) -> Vec<OutlinePart> {
    let decided = view.matter.parts_to_release();
    let parts = match &view.matter.stage {
        Stage::Released { edition } => edition.parts.clone(),
        _ if decided.is_empty() => view.wording.keys().copied().collect(),
        _ => decided,
    };
    parts.into_iter().collect()
}

/// Whether the wording could be released as it stands but for time and hand: decided, permitted, and every finding settled.
fn may_go_out(view: &MatterView) -> bool {
    let parts = view.matter.parts_to_release();
    let settled = view.findings.iter().all(|finding| finding.kept.is_some() || !parts.contains(&finding.part));
    !parts.is_empty() && settled && view.matter.covers(&parts)
}

/// The line above all: a draft says that it is one, an embargo when it ends.
fn notice(ctx: &Ctx, t: Text, view: &MatterView) -> String {
    match &view.matter.stage {
        Stage::Released { .. } => String::new(),
        Stage::Correcting { .. } => t.get("paper.press.draft").to_owned(),
        _ if !may_go_out(view) => t.get("paper.press.draft").to_owned(),
        Stage::Embargoed { until, .. } => {
            t.with("paper.press.embargo", &[("until", &Moment::of(*until, &ctx.zone).words(t))])
        }
        _ => String::new(),
    }
}

/// The offices that examined and decided, with their days.
fn signed(ctx: &Ctx, t: Text, view: &MatterView) -> Vec<String> {
    let procedure = &view.profile.publication.individual;
    let line =
        |office: &str, day| t.with("individual.public.signed", &[("office", &office), ("day", &when::day(t, day))]);
    let mut lines = Vec::new();
    for entry in view.entries.iter().rev() {
        match &entry.event {
            MatterEvent::Decided { .. } if lines.is_empty() => {
                lines.push(line(t.label(&procedure.decided_by.name), ctx.date_of(entry.at)));
            }
            MatterEvent::MeetingHeld { on, .. } => {
                lines.push(line(t.label(&procedure.examined_by.name), *on));
                break;
            }
            _ => {}
        }
    }
    lines.reverse();
    lines
}
