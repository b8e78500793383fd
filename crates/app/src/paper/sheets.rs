//! Owns the mapping of a published month and of a list of reports to their sheets.
use domain::date::format_wareki;
use domain::profile::{Kind, Profile};
use domain::publication::Month;
use jiff::civil::Date;
use pdf::{CountRow, Cover, ListRow, ListSheet, MonthCase, MonthSheet};
use render::Text;
use render::page::record::seat_label;
use render::when::{self, Moment};
use store::{Page, ReportFilter};

use super::{Sheet, lang, set, ymd};
use crate::facility::Facility;
use crate::publication::PublicMonth;
use crate::report::ReportItem;
use crate::{App, AppError, Ctx};

/// Lines of a printed list: more is a job for the CSV.
const MAX_LINES: i64 = 1000;

impl App {
    /// The sheet of a published month (月次の公表); `None` when there is no such facility or the month is not published.
    ///
    /// # Errors
    /// When the store or the setting fails.
    pub async fn month_pdf(&self, code: &str, month: Month, t: Text) -> Result<Option<Sheet>, AppError> {
        let Some(published) = self.public_month(code, month).await? else { return Ok(None) };
        let sheet = month_sheet(t, &published);
        let snapshot = &published.snapshot;
        let cover = Cover {
            title: sheet.number.clone(),
            author: sheet.facility.clone(),
            lang: lang(t),
            date: ymd(snapshot.month.last_day()),
            ident: format!("{} {} {}", snapshot.facility, snapshot.month, snapshot.revision),
        };
        let name = format!("{}-{}", snapshot.facility, snapshot.month);
        set(name, move || pdf::month(&cover, &sheet)).await.map(Some)
    }

    /// The list of reports by filter (報告一覧), at most a thousand lines; `conditions` says the filter in words.
    ///
    /// # Errors
    /// As [`App::list_reports`].
    pub async fn list_pdf(
        &self,
        ctx: &Ctx,
        filter: &ReportFilter,
        conditions: Vec<String>,
        t: Text,
    ) -> Result<Sheet, AppError> {
        let found = self.list_reports(ctx, filter, Page { limit: MAX_LINES, offset: 0 }).await?;
        let facility = self.facility(ctx).await?;
        let name = t.pick(&facility.row.name_ja, &facility.row.name_en).to_owned();
        let made = Moment::of(ctx.now, &ctx.zone);
        let mut filter = conditions;
        if found.total > MAX_LINES {
            filter.push(t.with("paper.cut", &[("shown", &MAX_LINES), ("total", &found.total)]));
        }
        let sheet = ListSheet {
            facility: name.clone(),
            filter,
            made: made.words(t),
            rows: found.items.iter().map(|item| row(t, &facility, item)).collect(),
            ..ListSheet::default()
        };
        let (date, ident) = (ymd(made.local.date()), format!("list {}", ctx.now));
        let cover = Cover { title: t.get("paper.list").to_owned(), author: name, lang: lang(t), date, ident };
        set("list".to_owned(), move || pdf::list(&cover, &sheet)).await
    }
}

fn month_sheet(t: Text, month: &PublicMonth) -> MonthSheet {
    let (snapshot, figures) = (&month.snapshot, &month.snapshot.figures);
    let day = |at: i64| when::day(t, Moment::of(at, &month.ctx.zone).local.date());
    let this = month.revisions.iter().find(|held| held.revision == snapshot.revision);
    let row =
        |ja: &str, en: &str, incident, accident| CountRow { label: t.pick(ja, en).to_owned(), incident, accident };
    MonthSheet {
        title: String::new(),
        facility: t.pick(&snapshot.facility_ja, &snapshot.facility_en).to_owned(),
        number: format!("{} {}", snapshot.facility, snapshot.month),
        code: this.map(|held| held.hash.chars().take(12).collect()).unwrap_or_default(),
        month: when::month(t, snapshot.month),
        published: this.map(|held| day(held.published_at)).unwrap_or_default(),
        cut_off: day(snapshot.cut_off),
        revision: snapshot.revision.to_string(),
        erratum: snapshot.erratum_reason.clone().unwrap_or_default(),
        incident_levels: levels(&month.profile, Kind::Incident),
        accident_levels: levels(&month.profile, Kind::Accident),
        forms: figures.forms.iter().map(|held| row(&held.ja, &held.en, held.incident, held.accident)).collect(),
        details: figures.details.iter().map(|held| row(&held.ja, &held.en, held.incident, held.accident)).collect(),
        incident: figures.total_incident,
        accident: figures.total_accident,
        provisional: figures.provisional,
        narratives: snapshot.narratives.iter().map(case).collect(),
    }
}

fn case(narrative: &domain::publication::Narrative) -> MonthCase {
    MonthCase {
        level: narrative.level.to_string(),
        circumstances: narrative.circumstances.clone(),
        prevention: narrative.prevention.clone(),
    }
}

fn levels(profile: &Profile, kind: Kind) -> String {
    let levels = profile.levels.iter().filter(|level| level.kind == kind);
    levels.map(|level| level.code.to_string()).collect::<Vec<_>>().join("・")
}

fn row(t: Text, facility: &Facility, item: &ReportItem) -> ListRow {
    let (line, profile) = (&item.line, &item.profile);
    let day = |text: &str| {
        text.parse::<Date>().map_or_else(
            |_| text.to_owned(),
            |date| match t.lang() {
                render::Lang::Ja => format_wareki(date),
                render::Lang::En => when::day(t, date),
            },
        )
    };
    let level =
        line.case.final_level.as_ref().or(line.case.leader_level.as_ref()).or(line.case.reporter_level.as_ref());
    let kind = level.and_then(|level| profile.kind(&domain::profile::LevelCode::new(level)));
    let unit = item.unit.and_then(|unit| facility.unit(unit));
    let seat = line.case.seat.as_ref().map(|seat| seat_label(t, profile, seat));
    let form = profile.form(&line.form);
    ListRow {
        number: line.number.clone(),
        reported: day(&line.report_date),
        occurred: line.occurred_on.as_deref().map(day).unwrap_or_default(),
        form: form.map_or_else(
            || t.get("field.unknown").to_owned(),
            |form| t.pick(&form.label.ja, &form.label.en).to_owned(),
        ),
        level: level.cloned().unwrap_or_default(),
        kind: kind.map(|kind| t.choice("paper.kind", kind.as_str())).unwrap_or_default(),
        unit: unit.map(|unit| t.pick(&unit.name_ja, &unit.name_en).to_owned()).unwrap_or_default(),
        state: seat.unwrap_or_else(|| t.choice("paper.state", &line.case.state)),
    }
}
