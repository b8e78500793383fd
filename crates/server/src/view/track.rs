//! Owns the mapping for a report that its reporter follows by a receipt code.
use app::Ctx;
use app::report::{Entry, ReportView};
use domain::approval::CaseEvent;
use domain::form::FieldError;
use render::page::report::state_words;
use render::page::track::{View, Word, WordKind};
use render::when;
use render::{Frame, Text};

use super::report::stage;

/// What was typed as an answer, and what is wrong with it.
#[derive(Debug, Default)]
pub(crate) struct Typed {
    pub(crate) text: String,
    pub(crate) errors: Vec<FieldError>,
}

/// The page.
pub(crate) fn page(
    t: Text,
    mut frame: Frame,
    (facility, code): (&str, &str),
    ctx: &Ctx,
    report: &ReportView,
    typed: Typed,
) -> View {
    let case = &report.case;
    let seat = case.state.seat().and_then(|code| report.profile.seat(code));
    let seat = seat.map(|seat| t.pick(&seat.label.ja, &seat.label.en));
    frame.has_errors = !typed.errors.is_empty();
    View {
        t,
        frame,
        number: report.report.number.clone(),
        done: stage(case.state.code(), i64::from(case.state.round())),
        total: 4,
        state: state_words(t, case.state.code(), seat),
        changed: when::day(t, ctx.date_of(case.entered_at)),
        told: report.content.sealed.narrative.clone(),
        words: report.timeline.iter().filter_map(|entry| word(t, ctx, entry)).collect(),
        answer: case.question_open.then(|| format!("/track/{facility}/answer")),
        code: code.to_owned(),
        typed: typed.text,
        errors: typed.errors,
        close: format!("/track/{facility}"),
    }
}

fn word(t: Text, ctx: &Ctx, entry: &Entry) -> Option<Word> {
    let kind = match entry.event {
        CaseEvent::QuestionAsked => WordKind::Question,
        CaseEvent::QuestionAnswered => WordKind::Answer,
        CaseEvent::FeedbackGiven => WordKind::Feedback,
        _ => return None,
    };
    Some(Word { kind, day: when::day(t, ctx.date_of(entry.at)), text: entry.texts.text.clone()? })
}
