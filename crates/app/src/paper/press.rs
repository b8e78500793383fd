//! Owns the sheets for the press: the announcement as it is decided, and the answers for those who speak.
use domain::id::ReportId;
use domain::profile::OutlinePart;
use domain::publication::individual::{Matter, MatterEvent, Stage};
use pdf::{Cover, PressPart, PressQuestion, PressSheet};
use render::Text;
use render::when::{self, Moment};

use super::{Sheet, lang, set, ymd};
use crate::publication::individual::{Finding, MatterView};
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
fn may_go_out(matter: &Matter, findings: &[Finding]) -> bool {
    let parts = matter.parts_to_release();
    let settled = findings.iter().all(|finding| finding.kept.is_some() || !parts.contains(&finding.part));
    !parts.is_empty() && settled && matter.covers(&parts)
}

/// The line above all: a draft says that it is one, an embargo when it ends.
fn notice(ctx: &Ctx, t: Text, view: &MatterView) -> String {
    match &view.matter.stage {
        Stage::Released { .. } => String::new(),
        Stage::Correcting { .. } => t.get("paper.press.draft").to_owned(),
        _ if !may_go_out(&view.matter, &view.findings) => t.get("paper.press.draft").to_owned(),
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::id::AttachmentId;
    use domain::publication::individual::{Decision, Grounds, Recommendation, Relation, Scope};
    use jiff::civil::{Date, date};

    use super::*;

    const DAY: Date = date(2026, 11, 20);

    fn parts() -> BTreeSet<OutlinePart> {
        [OutlinePart::Circumstances, OutlinePart::Cause].into()
    }

    fn consent(number: u32, scope: Scope, replaces: Option<u32>) -> MatterEvent {
        let document = Some(AttachmentId::from_uuid(uuid::Uuid::from_u128(1)));
        MatterEvent::ConsentRecorded { number, by: Relation::Parent, scope, on: DAY, document, replaces }
    }

    /// A matter that was written, talked over and agreed to; decided when asked.
    fn matter(decision: Option<Decision>, more: &[MatterEvent]) -> Matter {
        let mut events = vec![
            MatterEvent::MatterOpened {
                grounds: Grounds::SociallySignificant,
                rule_version: 1,
                consent_required: true,
                on: DAY,
            },
            MatterEvent::OutlineWritten { version: 1, parts: parts() },
            MatterEvent::TalkHeld { with: Relation::Parent, on: DAY },
            consent(1, Scope::Full, None),
            MatterEvent::MeetingHeld { on: DAY, attendees: 3, recommendation: Recommendation::Publish },
        ];
        events.extend(decision.map(|decision| MatterEvent::Decided { decision }));
        events.extend_from_slice(more);
        let mut matter = Matter::default();
        for event in &events {
            matter.apply(event, "somebody");
        }
        matter
    }

    fn finding(part: OutlinePart, kept: Option<&str>) -> Finding {
        let kept = kept.map(str::to_owned);
        Finding { part, class: "person", start: 0, end: 2, words: "海野".to_owned(), proposal: String::new(), kept }
    }

    #[test]
    fn only_what_is_decided_covered_and_settled_is_called_final() {
        let publish = || Some(Decision::Publish);
        assert!(may_go_out(&matter(publish(), &[]), &[]));
        assert!(!may_go_out(&matter(None, &[]), &[]), "nobody has decided");
        assert!(!may_go_out(&matter(Some(Decision::Withhold), &[]), &[]), "it was decided to withhold it");
    }

    #[test]
    fn a_consent_that_is_gone_or_smaller_makes_it_a_draft_again() {
        let publish = || Some(Decision::Publish);
        let gone = MatterEvent::ConsentWithdrawn { number: 1, on: DAY };
        assert!(!may_go_out(&matter(publish(), &[gone]), &[]));
        let smaller = consent(2, Scope::Part([OutlinePart::Cause].into()), Some(1));
        assert!(!may_go_out(&matter(publish(), std::slice::from_ref(&smaller)), &[]));
        let less = Decision::PublishInPart { parts: [OutlinePart::Cause].into() };
        assert!(may_go_out(&matter(Some(less), &[smaller]), &[]), "the smaller part is covered");
    }

    #[test]
    fn an_open_finding_in_what_would_go_out_makes_it_a_draft() {
        let whole = matter(Some(Decision::Publish), &[]);
        assert!(!may_go_out(&whole, &[finding(OutlinePart::Cause, None)]));
        assert!(may_go_out(&whole, &[finding(OutlinePart::Cause, Some("一般の言葉です。"))]));
        let part = matter(Some(Decision::PublishInPart { parts: [OutlinePart::Cause].into() }), &[]);
        assert!(may_go_out(&part, &[finding(OutlinePart::Circumstances, None)]), "that part stays inside");
    }
}
