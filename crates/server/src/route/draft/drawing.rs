//! Owns the page of a draft's drawing (図): showing it, choosing the sheet, saving what the pad and the lists send.
use app::draft::{Draft, SaveDraft};
use axum::extract::State;
use domain::drawing::{FIELDS, Ground, Sketch};
use domain::form::{FieldError, Fields};
use domain::id::DraftId;
use domain::report::{Door, Page, read_drawing};
use render::page::report::{DrawingActs, DrawingPage, Place, PlanChoice};

use super::{find, saved, status};
use crate::http::{Answer, Form, Path, Query, SignedIn, Web, WebError, html_status, see_other};
use crate::view::plan::choices;
use crate::view::report::answers;

/// The page that shows the check page again afterwards.
const CHECK: &str = "check";

/// The page of the drawing.
pub(super) async fn show(
    State(web): State<Web>,
    signed: SignedIn,
    Path(id): Path<DraftId>,
    Query(query): Query,
) -> Answer {
    let draft = match find(&web, &signed, id).await? {
        Ok(draft) => draft,
        Err(receipt) => return Ok(receipt),
    };
    let errors = read_drawing(&draft.fields).1;
    page(&web, &signed, &draft, query.get("back"), &errors).await
}

async fn page(web: &Web, signed: &SignedIn, draft: &Draft, back: &str, errors: &[FieldError]) -> Answer {
    let acts = DrawingActs {
        base: format!("/drafts/{}", draft.id),
        back: back_code(back).to_owned(),
        saved: saved(signed, draft),
        plans: choices(&web.app.plans(&signed.ctx).await?, &draft.fields),
    };
    let frame = signed.frame(web, "").await;
    Ok(html_status(status(errors), &DrawingPage::new(frame, signed.t(), &draft.fields, errors, acts)))
}

/// Saves the drawing and goes back, or changes the sheet and stays.
pub(super) async fn save(
    State(web): State<Web>,
    signed: SignedIn,
    Path(id): Path<DraftId>,
    Form(posted): Form,
) -> Answer {
    let back = posted.get("back");
    let (draft, refused) = keep(&web, &signed, id, &posted).await?;
    let errors: Vec<FieldError> = refused.into_iter().chain(read_drawing(&draft.fields).1).collect();
    let stays = posted.text("to").is_some() || posted.get("act") == "clear";
    if !stays && !errors.is_empty() {
        return page(&web, &signed, &draft, back, &errors).await;
    }
    let base = format!("/drafts/{id}");
    Ok(see_other(match (back_code(back), draft.door) {
        (code, _) if stays => format!("{base}/drawing?back={code}#drawing"),
        (CHECK, _) => format!("{base}/check"),
        ("", Door::Full) => format!("{base}/{}#drawing-section", Page::What.code()),
        (code, Door::Full) => format!("{base}/{code}#drawing-section"),
        _ => format!("{base}#drawing-section"),
    }))
}

/// Only places of ours are led back to.
fn back_code(back: &str) -> &'static str {
    match Place::from_code(back) {
        Some(place) => place.code(),
        None if back == CHECK => CHECK,
        None => "",
    }
}

/// Keeps what was posted, whatever state the texts are in. A sketch that no pad makes is not kept: the one before stays.
pub(super) async fn keep(
    web: &Web,
    signed: &SignedIn,
    id: DraftId,
    posted: &Fields,
) -> Result<(Draft, Option<FieldError>), WebError> {
    let before = web.app.draft(&signed.ctx, id).await?;
    let plans = choices(&web.app.plans(&signed.ctx).await?, &before.fields);
    let (fields, refused) = kept(posted, &before.fields, &plans);
    let save = SaveDraft { page_prefixes: Some(FIELDS), fields, ..SaveDraft::default() };
    Ok((web.app.save_draft(&signed.ctx, id, save).await?, refused))
}

fn kept(posted: &Fields, before: &Fields, plans: &[PlanChoice]) -> (Fields, Option<FieldError>) {
    let answers = answers(posted);
    let ours = answers.iter().filter(|(name, _)| FIELDS.iter().any(|prefix| name.starts_with(prefix)));
    let mut fields: Fields =
        ours.flat_map(|(name, values)| values.iter().map(move |value| (name, value.as_str()))).collect();
    let (json, refused) = match Sketch::from_json(posted.get("drawing")) {
        Ok(_) if posted.get("act") == "clear" => (String::new(), None),
        Ok(sketch) => (sketch.to_json(), None),
        Err(error) => (before.get("drawing").to_owned(), Some(FieldError::new("drawing", error.code()))),
    };
    fields.set("drawing", json);
    // A sheet that the page does not offer changes nothing.
    let offered = |code: &str| match Ground::from_code(code) {
        Some(Ground::Blank | Ground::Body) => true,
        Some(Ground::Plan(id)) => plans.iter().any(|plan| plan.id == id),
        None => false,
    };
    let wanted = [posted.get("to"), posted.get("drawing_ground"), before.get("drawing_ground")];
    fields.set("drawing_ground", wanted.into_iter().find(|code| offered(code)).unwrap_or_default());
    (fields, refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        pairs.iter().copied().collect()
    }

    #[test]
    fn what_no_pad_makes_does_not_replace_what_was_drawn() {
        let before = fields(&[("drawing", "old"), ("drawing_ground", "blank")]);
        let posted = [("drawing", "<svg>"), ("drawing_ground", "plan:x"), ("to", "//elsewhere"), ("narrative", "x")];
        let (kept, refused) = kept(&fields(&posted), &before, &[]);
        assert_eq!((kept.get("drawing"), kept.get("drawing_ground"), kept.get("narrative")), ("old", "blank", ""));
        assert_eq!(refused.map(|error| error.code), Some("drawing_unreadable"));
    }

    #[test]
    fn only_our_own_places_are_led_back_to() {
        assert_eq!(["what", "all", "check", "//evil", "submit"].map(back_code), ["what", "all", "check", "", ""]);
    }
}
