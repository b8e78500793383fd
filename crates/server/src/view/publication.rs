//! Owns the mapping of the month desk and of a published text.
use std::collections::BTreeMap;

use app::publication::{
    CheckKind, Finding, MonthDesk, MonthFinding, MonthLine, Part, PeriodDesk, PeriodLine, TextDesk,
};
use domain::approval::CaseEvent;
use domain::form::Fields;
use domain::people::Role;
use domain::publication::{Month, Telltale};
use render::Frame;
use render::page::publication::{
    Desk, DeskRights, DeskSource, FindingLine, MonthRow, Open, OpenKind, PeriodDeskPage, PeriodDeskSource, PeriodRow,
    TellLine, TextLine, TextPage, TextSource,
};
use render::when::Moment;

use crate::http::SignedIn;

/// The list of months.
pub(crate) fn rows(lines: &[MonthLine]) -> Vec<MonthRow> {
    lines
        .iter()
        .map(|line| MonthRow {
            month: line.month,
            state: line.state,
            reports: line.reports,
            published_revision: line.published_revision,
            late: line.late,
        })
        .collect()
}

/// The desk as one reader sees it, with the refusal of the last step.
pub(crate) fn desk(
    signed: &SignedIn,
    frame: Frame,
    facility: &str,
    desk: &MonthDesk,
    (refusal, reason): (Option<&'static str>, &str),
) -> Desk {
    let open: Vec<Open> = desk
        .checks
        .iter()
        .map(|check| {
            let (kind, href) = match check.kind {
                CheckKind::NoFinalLevel => (OpenKind::NoFinalLevel, format!("/reports/{}", check.report)),
                CheckKind::TextMissing => (OpenKind::TextMissing, text_address(desk.month, &check.report.to_string())),
                CheckKind::TextUnapproved => {
                    (OpenKind::TextUnapproved, text_address(desk.month, &check.report.to_string()))
                }
                CheckKind::FindingsOpen => {
                    let address = text_address(desk.month, &check.report.to_string());
                    (OpenKind::FindingsOpen(check.count), format!("{address}#finding-open"))
                }
            };
            Open { kind, number: check.number.clone(), href }
        })
        .collect();
    let texts: Vec<TextLine> = desk
        .texts
        .iter()
        .map(|(report, number, text)| TextLine {
            number: number.clone(),
            href: text_address(desk.month, &report.to_string()),
            state: text.as_ref().map_or_else(|| "missing".to_owned(), |text| text.state.clone()),
        })
        .collect();
    let telltales: Vec<TellLine> = desk.findings.iter().map(tell).collect();
    let drafted_at = desk.publication.cut_off.map(|at| Moment::of(at, &signed.ctx.zone));
    let me = signed.ctx.actor.journal_name();
    let source = DeskSource {
        month: desk.month,
        publication: &desk.publication,
        snapshot: &desk.snapshot,
        published: desk.published.as_ref(),
        drafted_at: drafted_at.as_ref(),
        blockers: &desk.blockers,
        open: &open,
        texts: &texts,
        telltales: &telltales,
        names: &desk.names,
        rights: rights(signed),
        me: &me,
        facility,
        refusal,
        reason,
    };
    Desk::new(signed.t(), frame, &source)
}

fn tell(finding: &MonthFinding) -> TellLine {
    let count = match &finding.telltale {
        Telltale::FewMoved { cases, .. } => *cases,
        Telltale::FewTexts { texts } => *texts,
        Telltale::SameText => 0,
    };
    TellLine {
        code: finding.telltale.code(),
        count,
        beside: finding.beside,
        tag: finding.tag.clone(),
        kept: finding.kept.map(|reason| (reason.code(), finding.words.clone())),
    }
}

fn text_address(month: Month, report: &str) -> String {
    format!("/months/{month}/texts/{report}")
}

/// What the reader's roles allow at the desk; the use case decides again.
fn rights(signed: &SignedIn) -> DeskRights {
    let has = |role| signed.ctx.actor.member().is_some_and(|member| member.has(role));
    let (manager, director) = (has(Role::SafetyManager), has(Role::Director));
    DeskRights { write: manager, check: manager || director, approve: manager || director, publish: director }
}

/// The list of half-years and years.
pub(crate) fn period_rows(lines: &[PeriodLine]) -> Vec<PeriodRow> {
    let row = |line: &PeriodLine| PeriodRow {
        period: line.period,
        state: line.state,
        published_revision: line.published_revision,
        due: line.due,
        late: line.late,
    };
    lines.iter().map(row).collect()
}

/// The desk of a period as one reader sees it, with the refusal of the last step.
pub(crate) fn period_desk(
    signed: &SignedIn,
    frame: Frame,
    facility: &str,
    desk: &PeriodDesk,
    refusal: Option<&'static str>,
) -> PeriodDeskPage {
    let source = PeriodDeskSource {
        publication: &desk.publication,
        snapshot: &desk.snapshot,
        blockers: &desk.blockers,
        unpublished: &desk.unpublished,
        names: &desk.names,
        rights: rights(signed),
        me: &signed.ctx.actor.journal_name(),
        facility,
        refusal,
    };
    PeriodDeskPage::new(signed.t(), frame, &source)
}

/// What the editor shows beside the stored text after a try that failed.
#[derive(Debug, Default)]
pub(crate) struct Tried<'a> {
    /// What was typed.
    pub(crate) typed: Option<&'a Fields>,
    /// Errors by field, in words.
    pub(crate) errors: Vec<(String, String)>,
    /// Code of a refusal.
    pub(crate) refusal: Option<&'static str>,
}

/// The editor of one published text.
pub(crate) fn text(signed: &SignedIn, frame: Frame, month: Month, desk: &TextDesk, tried: &Tried<'_>) -> TextPage {
    let (view, stored) = (&desk.view, desk.text.as_ref());
    let measures: Vec<String> = view
        .timeline
        .iter()
        .filter(|entry| matches!(entry.event, CaseEvent::MeasuresDescribed { .. } | CaseEvent::MeasuresRevised))
        .filter_map(|entry| entry.texts.text.clone())
        .collect();
    let value = |part: Part| match tried.typed {
        Some(typed) => typed.get(part.code()).to_owned(),
        None => desk.checked.words.part(part).to_owned(),
    };
    let (circumstances, prevented) = (value(Part::Circumstances), value(Part::Prevention));
    // What was typed and not saved has not been checked.
    let found = if tried.typed.is_some() { &[][..] } else { &desk.checked.findings[..] };
    let findings: Vec<FindingLine> = found.iter().map(|finding| line(finding, &view.names)).collect();
    let (month, id) = (month.to_string(), view.report.report_id.to_string());
    let source = TextSource {
        month: &month,
        id: &id,
        number: &view.report.number,
        narrative: &view.content.sealed.narrative,
        prevention: view.content.sealed.prevention.as_deref().unwrap_or_default(),
        measures: &measures,
        circumstances: &circumstances,
        prevented: &prevented,
        state: stored.map_or("missing", |text| text.state.as_str()),
        written_by: stored.and_then(|text| name(&view.names, &text.written_by)),
        may_write: rights(signed).write,
        may_approve: rights(signed).approve && !desk.own_wording,
        findings: &findings,
        seen: &desk.seen,
        can_undo: desk.can_undo,
        errors: &tried.errors,
        refusal: tried.refusal,
    };
    TextPage::new(signed.t(), frame, &source)
}

fn line(finding: &Finding, names: &BTreeMap<String, String>) -> FindingLine {
    let kept = finding
        .kept
        .as_ref()
        .map(|kept| (kept.reason.code(), kept.words.clone(), name(names, &kept.by).unwrap_or_default().to_owned()));
    FindingLine {
        part: finding.part.code(),
        start: finding.start,
        end: finding.end,
        class: finding.class,
        certainty: finding.certainty.code(),
        words: finding.words.clone(),
        proposal: finding.proposal.clone(),
        tag: finding.tag.clone(),
        kept,
    }
}

fn name<'a>(names: &'a BTreeMap<String, String>, key: &str) -> Option<&'a str> {
    names.get(key).map(String::as_str)
}
