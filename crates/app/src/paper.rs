//! Owns the printed side: what is put on paper for whom, and how a sheet is checked against the record.
mod data_uri;
mod form;
mod mark;
mod meeting;
mod press;
mod sheets;
mod trail;
mod typesetter;

use domain::id::ReportId;
use domain::policy::Action;
use jiff::civil::Date;
use pdf::{Cover, PdfError, ReportForm, Reports};
use render::drawing::PlanPicture;
use render::when::Moment;
use render::{Lang, Text};

pub use mark::{PaperCheck, PaperMark, read_edition};
pub use pdf::{MeetingFigure, MeetingSheet, MeetingSignal};

use crate::access::authorise_facility;
use crate::attachment::{SealedPhoto, Size, photos_for_sheet};
use crate::facility::{Facility, SealedPlan, sealed_plan};
use crate::report::{ReportView, record_reading, stream};
use crate::{App, AppError, Ctx};
use form::Source;
use typesetter::typeset;

/// How many forms one file may hold.
pub const MAX_FORMS: usize = 100;

/// A finished sheet.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// PDF.
    pub bytes: Vec<u8>,
    /// Name of the file: number or month, never a person.
    pub name: String,
}

impl App {
    /// The form of one report (リスクマネジメント報告書) as this reader may see it; journalled as a reading.
    ///
    /// # Errors
    /// As [`App::view_report`]; [`AppError::Paper`] when the sheet could not be set.
    pub async fn report_pdf(&self, ctx: &Ctx, id: ReportId, t: Text) -> Result<Sheet, AppError> {
        let told = self.told_for_paper(ctx, id, true).await?;
        let facility = self.facility(ctx).await?;
        let plan = self.plan_on_paper(told.plan, Size::Full).await;
        let source = source(t, ctx, &facility, &told.view, (told.mark, plan));
        let (name, cover) = (source.mark.number.clone(), cover(&source, &told.view, id));
        let form = source.form_with(self.opened_photos(told.photos).await);
        set(name, move || pdf::report(&cover, form)).await
    }

    /// The approval trail (決裁の記録) of one report; journalled as a reading.
    ///
    /// # Errors
    /// As [`App::report_pdf`].
    pub async fn trail_pdf(&self, ctx: &Ctx, id: ReportId, t: Text) -> Result<Sheet, AppError> {
        let told = self.told_for_paper(ctx, id, false).await?;
        let facility = self.facility(ctx).await?;
        let source = source(t, ctx, &facility, &told.view, (told.mark, None));
        let (name, cover) = (format!("{}-trail", source.mark.number), cover(&source, &told.view, id));
        let sheet = source.trail(&told.journal, &Moment::of(ctx.now, &ctx.zone).words(t));
        set(name, move || pdf::trail(&cover, sheet)).await
    }

    /// Many forms as one file, in the order of the ids; each reading is journalled. Photographs are counted, not shown, and floor
    /// plans are small: what is looked at one by one is printed one by one. Some forms are read while those before
    /// them are set, so that the file takes little memory, and whoever prints one form meanwhile waits for some, not for all.
    ///
    /// # Errors
    /// As [`App::report_pdf`]; [`AppError::NotFound`] without an id.
    pub async fn reports_pdf(&self, ctx: &Ctx, ids: &[ReportId], t: Text) -> Result<Sheet, AppError> {
        let facility = self.facility(ctx).await?;
        let ids = &ids[..ids.len().min(MAX_FORMS)];
        let ident = ids.iter().map(ReportId::to_string).collect::<Vec<_>>().join(" ");
        let mut portions = ids.chunks(Reports::AT_ONCE);
        let mut file = Reports::new();
        let mut next = self.read_portion(ctx, &facility, portions.next(), t).await?;
        while let Some((cover, forms)) = next {
            let cover = Cover { ident: ident.clone(), ..cover };
            let making = typeset(move || file.add(&cover, forms));
            (file, next) = tokio::try_join!(making, self.read_portion(ctx, &facility, portions.next(), t))?;
        }
        match file.finish() {
            Err(PdfError::Empty) => Err(AppError::NotFound),
            made => Ok(Sheet { bytes: made?, name: "reports".to_owned() }),
        }
    }

    /// Some forms of a file of many, and what the file says of itself as far as they go; `None` after the last.
    async fn read_portion(
        &self,
        ctx: &Ctx,
        facility: &Facility,
        ids: Option<&[ReportId]>,
        t: Text,
    ) -> Result<Option<(Cover, Vec<ReportForm>)>, AppError> {
        let mut forms = Vec::new();
        let mut last = None;
        for id in ids.unwrap_or_default() {
            let told = self.told_for_paper(ctx, *id, false).await?;
            let plan = self.plan_on_paper(told.plan, Size::Thumb).await;
            let source = source(t, ctx, facility, &told.view, (told.mark, plan));
            let form = source.form_alone();
            last = Some(Cover { title: form.title.clone(), ..cover(&source, &told.view, *id) });
            forms.push(form);
        }
        Ok(last.map(|cover| (cover, forms)))
    }

    /// The blank form (空欄様式) with a code that opens the entry page.
    ///
    /// # Errors
    /// A denial; [`AppError::Paper`] when the sheet could not be set.
    pub async fn blank_pdf(&self, ctx: &Ctx, entry: &str, t: Text) -> Result<Sheet, AppError> {
        authorise_facility(ctx, Action::WriteReport)?;
        let facility = self.facility(ctx).await?;
        let name = t.pick(&facility.row.name_ja, &facility.row.name_en).to_owned();
        let form = form::blank(t, &facility.profile, &name, entry);
        let ident = format!("blank {} {}", facility.profile.id, facility.profile.version);
        let cover = Cover {
            title: form.title.clone(),
            author: name,
            lang: lang(t),
            date: ymd(facility.profile.effective_from),
            ident,
        };
        set("form".to_owned(), move || pdf::report(&cover, form)).await
    }

    /// The record as the reader may see it; the reading is journalled, and that of the photographs that go on the sheet.
    async fn told_for_paper(&self, ctx: &Ctx, id: ReportId, photos: bool) -> Result<Told, AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let view = self.load_view(ctx, &mut tx, id, Action::ReadReport).await?;
        let events = tx.stream(&stream(id)).await?;
        let mark = mark::mark(&tx, id, &view.report.number, &events);
        record_reading(ctx, &mut tx, &view).await?;
        let photos = if photos { photos_for_sheet(ctx, &mut tx, &view).await? } else { Vec::new() };
        let plan = match &view.plan {
            Some(plan) => sealed_plan(&mut tx, plan.id).await?,
            None => None,
        };
        tx.commit().await?;
        let journal = events.last().map(|event| event.hash.clone()).unwrap_or_default();
        Ok(Told { view, mark, journal, photos, plan })
    }

    /// The floor plan of a drawing as a picture that lies in the sheet itself; without it the lines stand on a grid.
    async fn plan_on_paper(&self, plan: Option<SealedPlan>, size: Size) -> Option<PlanPicture> {
        let opened = self.opened_plan(plan?, size).await;
        let (plan, file) = opened.inspect_err(|error| tracing::warn!(%error, "a plan cannot be put on paper")).ok()?;
        let href = data_uri::data_uri(file.kind.media_type(), &file.bytes);
        Some(PlanPicture { href, width: plan.size.0, height: plan.size.1 })
    }
}

/// What a sheet is made from.
struct Told {
    view: ReportView,
    mark: PaperMark,
    /// Hash of the newest entry.
    journal: String,
    photos: Vec<SealedPhoto>,
    plan: Option<SealedPlan>,
}

fn source<'a>(
    t: Text,
    ctx: &'a Ctx,
    facility: &Facility,
    view: &'a ReportView,
    (mark, plan): (PaperMark, Option<PlanPicture>),
) -> Source<'a> {
    let names = facility.names(t, &view.names, view.absorbed.iter().cloned().collect());
    let facility = t.pick(&facility.row.name_ja, &facility.row.name_en).to_owned();
    Source { t, facility, zone: &ctx.zone, view, names, mark, plan }
}

/// The day of the sheet is the day of the report, so that the same record gives the same bytes.
fn cover(source: &Source<'_>, view: &ReportView, id: ReportId) -> Cover {
    let day = view.report.report_date.parse::<Date>().map_or((1970, 1, 1), ymd);
    Cover {
        title: source.number(),
        author: source.facility.clone(),
        lang: lang(source.t),
        date: day,
        ident: format!("{id} {}", source.mark.edition),
    }
}

fn ymd(date: Date) -> (i16, u8, u8) {
    (date.year(), date.month().unsigned_abs(), date.day().unsigned_abs())
}

fn lang(t: Text) -> pdf::Lang {
    match t.lang() {
        Lang::Ja => pdf::Lang::Ja,
        Lang::En => pdf::Lang::En,
    }
}

/// Sets a sheet under a name.
async fn set(
    name: String,
    work: impl FnOnce() -> Result<Vec<u8>, PdfError> + Send + 'static,
) -> Result<Sheet, AppError> {
    Ok(Sheet { bytes: typeset(work).await?, name })
}
