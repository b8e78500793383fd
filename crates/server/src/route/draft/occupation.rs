//! Owns what the full form knows of the reporter's occupation (職種): offered to who reports by name, never kept for who stays unnamed.
use std::borrow::Cow;

use app::draft::{Draft, SaveDraft};
use domain::form::Fields;
use domain::id::DraftId;
use domain::profile::ChoiceField;
use domain::report::{Mode, Page};
use render::page::report::Place;

use crate::http::{SignedIn, Web, WebError};
use crate::view::report::Desk;

const FIELD: &str = "occupation";

fn is_hidden(fields: &Fields) -> bool {
    matches!(Mode::from_code(fields.get("mode")), Some(Mode::Protected | Mode::Anonymous))
}

/// The answers of a page, with the account's occupation where it is asked for and nothing was answered yet. It is shown, not kept:
/// only sending the page makes it the reporter's answer.
pub(super) fn offered<'a>(signed: &SignedIn, desk: &Desk, draft: &'a Draft, place: Place) -> Cow<'a, Fields> {
    let fields = &draft.fields;
    let asked = matches!(place, Place::Page(Page::Who)) && !is_hidden(fields) && fields.all(FIELD).is_empty();
    let own = &signed.person.occupation;
    let known = desk.facility.profile.choice_list(ChoiceField::Occupation).is_some_and(|list| list.accepts(own));
    if !asked || !known {
        return Cow::Borrowed(fields);
    }
    let mut with_own = fields.clone();
    with_own.set(FIELD, own);
    Cow::Owned(with_own)
}

/// Who chooses to stay unnamed after having sent the offered occupation: it is taken out again, for it was not typed for such a report.
pub(super) async fn forget_when_hidden(
    web: &Web,
    signed: &SignedIn,
    id: DraftId,
    posted: &Fields,
) -> Result<(), WebError> {
    if !is_hidden(posted) || !posted.all(FIELD).is_empty() {
        return Ok(());
    }
    let draft = web.app.draft(&signed.ctx, id).await?;
    if is_hidden(&draft.fields) || draft.fields.get(FIELD) != signed.person.occupation {
        return Ok(());
    }
    let nothing = SaveDraft { door: None, version: None, page_prefixes: Some(&[FIELD]), fields: Fields::default() };
    web.app.save_draft(&signed.ctx, id, nothing).await?;
    Ok(())
}
