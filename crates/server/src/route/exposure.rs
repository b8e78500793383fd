//! Owns the pages of exposure (曝露量): a fiscal year to read and to enter, and a CSV file that is checked before it is taken.
use app::AppError;
use app::import::fiscal_months;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse as _;
use domain::attachment::FileRefusal;
use domain::form::{FieldError, Fields};
use domain::policy::{Action, Decision, Resource, decide};
use render::page::exposure::{ExposureCheck, Exposures, FILE};

use crate::http::upload::Upload;
use crate::http::{
    Answer, Failure, Form, Query, Route, SignedIn, Web, WebError, get, html, html_status, post, post_files,
    see_other_done,
};
use crate::view::exposure::{self as view, Asked};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/insight/exposures", Action::SeeExposures, show),
        post("/insight/exposures", Action::WriteExposures, save),
        get("/insight/exposures/sheet.csv", Action::SeeExposures, sheet),
        post_files("/insight/exposures/check", Action::WriteExposures, check),
        post_files("/insight/exposures/apply", Action::WriteExposures, apply),
    ]
}

async fn show(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    Ok(html(&page(&web, &signed, &query, Fields::default(), Vec::new()).await?))
}

async fn save(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let facility = web.app.facility(&signed.ctx).await?;
    let asked = Asked::of(&fields, &facility, signed.ctx.today());
    match web.app.save_exposures(&signed.ctx, &view::lines(&fields, asked)).await {
        Ok(0) => Ok(see_other_done(asked.address(), "exposures_unchanged")),
        Ok(_) => Ok(see_other_done(asked.address(), "exposures_saved")),
        Err(AppError::Invalid(errors)) => {
            let query = fields.clone();
            let page = page(&web, &signed, &query, fields, errors).await?;
            Ok(html_status(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(error) => Err(error.into()),
    }
}

async fn sheet(State(web): State<Web>, signed: SignedIn, Query(query): Query) -> Answer {
    let facility = web.app.facility(&signed.ctx).await?;
    let asked = Asked::of(&query, &facility, signed.ctx.today());
    let csv = web.app.exposure_sheet(&signed.ctx, asked.year).await?;
    let disposition = format!("attachment; filename=\"exposures-{}.csv\"", asked.year);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, csv).into_response())
}

/// Nothing was changed by a form that could not be read to its end.
fn whole(upload: &Upload) -> Result<(), Failure> {
    match upload.stopped() {
        None => Ok(()),
        Some(FileRefusal::AtOnce) => Err(Failure::FilesTooLarge),
        Some(_) => Err(Failure::BadRequest),
    }
}

/// Shows what a file would change; nothing is written.
async fn check(State(web): State<Web>, signed: SignedIn, mut upload: Upload) -> Answer {
    let mut first = None;
    while let Some(sent) = upload.next().await {
        first = first.or(Some(sent.bytes));
    }
    whole(&upload)?;
    let bytes = match first {
        Some(Ok(bytes)) if bytes.len() <= view::KILOBYTES * 1000 => bytes,
        Some(_) => return refused(&web, &signed, vec![view::too_large()]).await,
        None => return refused(&web, &signed, vec![FieldError::new(FILE, "exposure_file_none")]).await,
    };
    checked(&web, &signed, &bytes).await
}

/// Takes a file that was checked: it is read and checked once more, because what stands may have changed meanwhile.
async fn apply(State(web): State<Web>, signed: SignedIn, mut upload: Upload) -> Answer {
    while upload.next().await.is_some() {}
    whole(&upload)?;
    let text = upload.take_fields().get("csv").to_owned();
    match web.app.import_exposures(&signed.ctx, text.as_bytes()).await {
        Ok(report) if report.written => {
            let seen = view::seen_at(&report, signed.ctx.today());
            Ok(see_other_done(seen.address(), "exposures_imported"))
        }
        Ok(_) => checked(&web, &signed, text.as_bytes()).await,
        Err(AppError::Invalid(errors)) => refused(&web, &signed, errors).await,
        Err(error) => Err(error.into()),
    }
}

/// The page of a check; of a file that cannot be read as a whole the page of the year says why.
async fn checked(web: &Web, signed: &SignedIn, bytes: &[u8]) -> Answer {
    let report = match web.app.check_exposures(&signed.ctx, bytes).await {
        Ok(report) => report,
        Err(AppError::Invalid(errors)) => return refused(web, signed, errors).await,
        Err(error) => return Err(error.into()),
    };
    let facility = web.app.facility(&signed.ctx).await?;
    let frame = signed.frame(web, "").await;
    let status = if report.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let source = view::check(signed.t(), &facility, &report, bytes);
    Ok(html_status(status, &ExposureCheck::new(signed.t(), frame, &source)))
}

async fn refused(web: &Web, signed: &SignedIn, errors: Vec<FieldError>) -> Answer {
    let page = page(web, signed, &Fields::default(), Fields::default(), errors).await?;
    Ok(html_status(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn page(
    web: &Web,
    signed: &SignedIn,
    query: &Fields,
    typed: Fields,
    errors: Vec<FieldError>,
) -> Result<Exposures, WebError> {
    let (facility, today) = (web.app.facility(&signed.ctx).await?, signed.ctx.today());
    let asked = Asked::of(query, &facility, today);
    let months = fiscal_months(asked.year);
    let held = match (months.first(), months.last()) {
        (Some(first), Some(last)) => web.app.exposures(&signed.ctx, *first, *last).await?,
        _ => Vec::new(),
    };
    let mut source = view::source(signed.t(), &facility, asked, &held, today);
    let resource = Resource::Facility(signed.ctx.facility);
    source.can_write = decide(&signed.ctx.actor, Action::WriteExposures, &resource) == Decision::Allow;
    (source.typed, source.errors) = (typed, errors);
    let frame = signed.frame(web, "").await;
    Ok(Exposures::new(signed.t(), frame, &source))
}
