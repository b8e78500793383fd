//! Owns the page of the facility's settings.
use app::AppError;
use app::facility::EditFacility;
use axum::extract::State;
use axum::http::StatusCode;
use domain::form::Fields;
use render::page::admin::{Asked, FacilityPage};

use crate::http::{Answer, Form, SignedIn, Web, html_status, see_other_done};

pub(super) async fn show(State(web): State<Web>, signed: SignedIn) -> Answer {
    let row = web.app.facility(&signed.ctx).await?.row;
    let mut fields: Fields = [
        ("name_ja", row.name_ja),
        ("name_en", row.name_en),
        ("calendar", row.calendar),
        ("contact", row.contact),
        ("licence", row.licence.unwrap_or_default()),
    ]
    .into_iter()
    .collect();
    if row.anonymous_reports {
        fields.set("anonymous_reports", "1");
    }
    page(&web, &signed, StatusCode::OK, Asked { fields, errors: Vec::new() }).await
}

pub(super) async fn save(State(web): State<Web>, signed: SignedIn, Form(fields): Form) -> Answer {
    let edit = EditFacility {
        name_ja: fields.get("name_ja").to_owned(),
        name_en: fields.get("name_en").to_owned(),
        calendar: fields.get("calendar").to_owned(),
        anonymous_reports: fields.ticked("anonymous_reports"),
        contact: fields.get("contact").replace("\r\n", "\n"),
        licence: fields.get("licence").replace("\r\n", "\n"),
    };
    match web.app.edit_facility(&signed.ctx, edit).await {
        Ok(()) => Ok(see_other_done("/admin/facility", "facility_saved")),
        Err(AppError::Invalid(errors)) => {
            page(&web, &signed, StatusCode::UNPROCESSABLE_ENTITY, Asked { fields, errors }).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(web: &Web, signed: &SignedIn, status: StatusCode, asked: Asked) -> Answer {
    let row = web.app.facility(&signed.ctx).await?.row;
    let frame = signed.frame(web, signed.t().get("admin.title.facility")).await;
    Ok(html_status(status, &FacilityPage::new(signed.t(), frame, &row.code, &row.zone, &asked)))
}
