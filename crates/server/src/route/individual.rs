//! Owns individual publications: the calendar, the matter of a case, the form and the sending of each step, the sheets for the press.
use app::AppError;
use app::publication::individual::{MatterStep, MatterView};
use axum::extract::State;
use axum::http::StatusCode;
use domain::form::{FieldError, Fields};
use domain::id::ReportId;
use domain::policy::Action as A;
use render::page::individual::{MatterPage, StepPage};

use crate::http::{
    Answer, Failure, Form, Path, Route, SignedIn, Web, WebError, get, html, html_status, post, see_other_done,
};
use crate::view::individual::{Tried, calendar, matter, step};

/// The form of a step and its sending, declared with the step's own action.
macro_rules! step {
    ($code:literal, $action:expr) => {
        [
            get(
                concat!("/reports/{id}/individual/", $code),
                $action,
                async |State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn| {
                    ask(&web, &signed, id, $code).await
                },
            ),
            post(
                concat!("/reports/{id}/individual/", $code),
                $action,
                async |State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn, Form(fields): Form| {
                    take(&web, &signed, id, $code, fields).await
                },
            ),
        ]
    };
}

pub(super) fn routes() -> Vec<Route> {
    let steps = [
        step!("open", A::WriteIndividual),
        step!("outline", A::WriteIndividual),
        step!("talk", A::WriteIndividual),
        step!("consent", A::WriteIndividual),
        step!("withdraw-consent", A::WriteIndividual),
        step!("keep", A::WriteIndividual),
        step!("press", A::WriteIndividual),
        step!("meeting", A::ExamineIndividual),
        step!("decision", A::DecideIndividual),
        step!("embargo", A::ReleaseIndividual),
        step!("release", A::ReleaseIndividual),
        step!("correction", A::WriteIndividual),
        step!("release-correction", A::ReleaseIndividual),
        step!("withdraw", A::ReleaseIndividual),
    ];
    let pages = vec![
        get("/publications", A::SeeMonthDesk, due),
        get("/reports/{id}/individual", A::SeeIndividual, show),
        get("/reports/{id}/individual/press.pdf", A::SeeIndividual, press),
        get("/reports/{id}/individual/questions.pdf", A::SeeIndividual, questions),
    ];
    pages.into_iter().chain(steps.into_iter().flatten()).collect()
}

async fn due(State(web): State<Web>, signed: SignedIn) -> Answer {
    let shown = web.app.publication_calendar(&signed.ctx).await?;
    let frame = signed.frame(&web, "").await;
    Ok(html(&calendar(signed.t(), frame, &shown)))
}

async fn show(State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn) -> Answer {
    Ok(html(&matter_page(&web, &signed, id, None).await?))
}

async fn matter_page(
    web: &Web,
    signed: &SignedIn,
    id: ReportId,
    refusal: Option<&'static str>,
) -> Result<MatterPage, WebError> {
    let shown = web.app.matter(&signed.ctx, id).await?;
    let code = web.app.facility(&signed.ctx).await?.row.code;
    let frame = signed.frame(web, "").await;
    Ok(matter(signed, frame, &shown, &code, refusal))
}

async fn ask(web: &Web, signed: &SignedIn, id: ReportId, code: &'static str) -> Answer {
    let step = found(code)?;
    let shown = web.app.matter(&signed.ctx, id).await?;
    if !shown.rights.contains(&step) {
        return Err(Failure::Forbidden.into());
    }
    if !shown.steps.contains(&step) {
        // Somebody else went on, or the address was typed: the matter says what can be done now.
        return Ok(html_status(StatusCode::CONFLICT, &matter_page(web, signed, id, Some("wrong_step")).await?));
    }
    Ok(html(&step_page(web, signed, &shown, step, None, &Tried::default()).await))
}

fn found(code: &str) -> Result<MatterStep, Failure> {
    MatterStep::ALL.into_iter().find(|step| step.code() == code).ok_or(Failure::NotFound)
}

async fn step_page(
    web: &Web,
    signed: &SignedIn,
    shown: &MatterView,
    code: MatterStep,
    typed: Option<&Fields>,
    tried: &Tried,
) -> StepPage {
    let ask_proof = code.asks_proof() && !signed.is_proved(web).await;
    let frame = signed.frame(web, "").await;
    step(signed, frame, shown, code, typed, tried, ask_proof)
}

async fn take(web: &Web, signed: &SignedIn, id: ReportId, code: &'static str, fields: Fields) -> Answer {
    let step = found(code)?;
    let seen = fields.text("length").and_then(|text| text.parse().ok());
    let taken = match signed.prove(web, &fields).await {
        Ok(ctx) => web.app.matter_step(&ctx, id, step, &fields, seen).await,
        Err(error) => Err(error),
    };
    match taken {
        Ok(()) => {
            let done = match step {
                MatterStep::Release | MatterStep::ReleaseCorrection => "matter_released",
                MatterStep::Withdraw => "matter_withdrawn",
                _ => "matter_saved",
            };
            Ok(see_other_done(format!("/reports/{id}/individual"), done))
        }
        Err(AppError::Invalid(errors)) => again(web, signed, id, step, &fields, (errors, None)).await,
        Err(AppError::MatterRefused(refusal)) => {
            again(web, signed, id, step, &fields, (Vec::new(), Some(refusal.code()))).await
        }
        Err(AppError::Conflict) => {
            Ok(html_status(StatusCode::CONFLICT, &matter_page(web, signed, id, Some("wrong_step")).await?))
        }
        Err(error) => Err(error.into()),
    }
}

/// The form again, with everything that was typed and what is wrong with it.
async fn again(
    web: &Web,
    signed: &SignedIn,
    id: ReportId,
    step: MatterStep,
    fields: &Fields,
    (errors, refusal): (Vec<FieldError>, Option<&'static str>),
) -> Answer {
    let shown = web.app.matter(&signed.ctx, id).await?;
    let tried = Tried { errors, refusal };
    let page = step_page(web, signed, &shown, step, Some(fields), &tried).await;
    Ok(html_status(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn press(State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn) -> Answer {
    Ok(super::paper::file(web.app.press_pdf(&signed.ctx, id, signed.t()).await?))
}

async fn questions(State(web): State<Web>, Path(id): Path<ReportId>, signed: SignedIn) -> Answer {
    Ok(super::paper::file(web.app.questions_pdf(&signed.ctx, id, signed.t()).await?))
}
