//! Owns the calendar of publication (公表の予定): months in their following month, cases on their own clock, and what waits on whom.
use std::collections::BTreeMap;

use domain::id::ReportId;
use domain::policy::Action;
use domain::publication::individual::{Clock, WaitsFor};
use domain::publication::{Month, MonthState};
use jiff::civil::Date;
use store::{Answer, EventRow, Page, ReportFilter, Tx};

use super::matter::{PREFIX, fold};
use crate::access::authorise_facility;
use crate::{App, AppError, Ctx};

/// What is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DueKind {
    /// The batch of a month.
    Month {
        /// The month.
        month: Month,
        /// Where it stands.
        state: MonthState,
    },
    /// One case.
    Case {
        /// The report.
        report: ReportId,
        /// Its number.
        number: String,
        /// Code of the stage.
        stage: &'static str,
        /// What it waits for.
        waits_for: WaitsFor,
    },
}

/// One line of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarLine {
    /// What is due.
    pub kind: DueKind,
    /// The last day before it is late.
    pub due_on: Date,
    /// Its clock still runs.
    pub runs: bool,
    /// It is late.
    pub late: bool,
}

/// The calendar.
#[derive(Debug, Clone, Default)]
pub struct PublicationCalendar {
    /// What somebody has to act on, the earliest due first.
    pub due: Vec<CalendarLine>,
    /// Cases of a level of the rule that nobody has opened, the earliest due first.
    pub unopened: Vec<CalendarLine>,
    /// Matters that are public, withheld or withdrawn, the newest first.
    pub settled: Vec<CalendarLine>,
    /// Name of the body that examines and of the office that decides.
    pub offices: Option<(domain::profile::Label, domain::profile::Label)>,
}

impl App {
    /// Everything that is due, what it waits for, and what is late.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn publication_calendar(&self, ctx: &Ctx) -> Result<PublicationCalendar, AppError> {
        authorise_facility(ctx, Action::SeeMonthDesk)?;
        let profile = self.facility(ctx).await?.profile;
        let mut calendar = PublicationCalendar::default();
        let procedure = &profile.publication.individual;
        calendar.offices = Some((procedure.examined_by.name.clone(), procedure.decided_by.name.clone()));
        calendar.due.extend(self.months(ctx).await?.into_iter().filter_map(|line| month_line(ctx, &line)));
        let mut tx = self.store().read(&ctx.facility).await?;
        let opened = self.matter_lines(ctx, &mut tx).await?;
        calendar.unopened = self.unopened(ctx, &mut tx, &opened).await?;
        for (_, line) in opened {
            let settled = matches!(&line.kind, DueKind::Case { waits_for: WaitsFor::Nothing, .. });
            if settled { calendar.settled.push(line) } else { calendar.due.push(line) }
        }
        calendar.due.sort_by_key(|line| line.due_on);
        calendar.unopened.sort_by_key(|line| line.due_on);
        calendar.settled.sort_by_key(|line| std::cmp::Reverse(line.due_on));
        Ok(calendar)
    }

    async fn matter_lines<M>(&self, ctx: &Ctx, tx: &mut Tx<M>) -> Result<BTreeMap<ReportId, CalendarLine>, AppError> {
        let mut streams: BTreeMap<String, Vec<EventRow>> = BTreeMap::new();
        for event in tx.streams_prefix(PREFIX, i64::MAX).await? {
            streams.entry(event.stream.clone()).or_default().push(event);
        }
        let mut lines = BTreeMap::new();
        for (stream, events) in streams {
            let Some(Ok(report)) = stream.strip_prefix(PREFIX).map(str::parse::<ReportId>) else { continue };
            let matter = fold(&events)?;
            let profile = self.profile_version(tx, i64::from(matter.rule_version)).await?;
            let Some(clock) = matter.clock(&profile.publication.individual) else { continue };
            let number = tx.report(report).await?.map(|row| row.number).unwrap_or_default();
            let waits_for = matter.waits_for(ctx.now, ctx.today());
            let kind = DueKind::Case { report, number, stage: matter.stage.code(), waits_for };
            lines.insert(report, line(ctx, kind, clock));
        }
        Ok(lines)
    }

    /// Cases whose level the rule names and whose matter nobody has opened; their clock starts with the report.
    async fn unopened<M>(
        &self,
        ctx: &Ctx,
        tx: &mut Tx<M>,
        opened: &BTreeMap<ReportId, CalendarLine>,
    ) -> Result<Vec<CalendarLine>, AppError> {
        let profile = self.load_facility(tx).await?.profile;
        let mut lines = Vec::new();
        for level in &profile.publication.individual_levels {
            let filter = ReportFilter {
                level: Some(Answer::Code(level.to_string())),
                without_merged: true,
                from: Some(profile.effective_from.to_string()),
                ..ReportFilter::default()
            };
            for found in tx.reports(&filter, Page::ALL).await?.lines {
                if opened.contains_key(&found.report_id) {
                    continue;
                }
                let day: Date = found.report_date.parse().map_err(|_| AppError::Data("report date"))?;
                let kind = DueKind::Case {
                    report: found.report_id,
                    number: found.number,
                    stage: "unopened",
                    waits_for: WaitsFor::Opening,
                };
                lines.push(line(ctx, kind, Clock::from(day, &profile.publication.individual, true)));
            }
        }
        Ok(lines)
    }
}

fn line(ctx: &Ctx, kind: DueKind, clock: Clock) -> CalendarLine {
    CalendarLine { kind, due_on: clock.due_on, runs: clock.runs, late: clock.is_late(ctx.today()) }
}

/// A month that is over and not published, or in correction.
fn month_line(ctx: &Ctx, month: &super::super::MonthLine) -> Option<CalendarLine> {
    let over = domain::publication::is_over(month.month, ctx.today());
    (over && month.state != MonthState::Published).then(|| CalendarLine {
        kind: DueKind::Month { month: month.month, state: month.state },
        due_on: month.month.next().last_day(),
        runs: true,
        late: month.late,
    })
}
