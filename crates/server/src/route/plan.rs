//! Owns the handing out of floor plans (間取り図) to everybody of the facility, retired ones too: old drawings lie on them.
use app::attachment::Size;
use axum::extract::State;
use domain::id::AttachmentId;
use domain::policy::Action;

use super::attachment::handed_out;
use crate::http::{Answer, Path, Route, SignedIn, Web, get};

pub(super) fn routes() -> Vec<Route> {
    vec![get("/plans/{id}", Action::SeePlans, open), get("/plans/{id}/thumb", Action::SeePlans, thumb)]
}

async fn open(State(web): State<Web>, signed: SignedIn, Path(id): Path<AttachmentId>) -> Answer {
    handed_out(web.app.open_plan(&signed.ctx, id, Size::Full).await?)
}

async fn thumb(State(web): State<Web>, signed: SignedIn, Path(id): Path<AttachmentId>) -> Answer {
    handed_out(web.app.open_plan(&signed.ctx, id, Size::Thumb).await?)
}
