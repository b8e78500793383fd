//! Owns the mapping from files as the application lists them to the cards of pages.
use app::attachment::Attachment;
use domain::id::{DraftId, ReportId};
use render::Text;
use render::component::FileCard;
use render::page::attachment::{blur_button, copy_mark, draft_card};

fn card(t: Text, number: usize, base: &str, file: &Attachment) -> FileCard {
    let href = format!("{base}/{}", file.id);
    let card = FileCard::new(t, number, file.kind.code(), file.bytes, &href).description(&file.description);
    let card = if file.kind.is_picture() { card.thumb(format!("{href}/thumb")) } else { card };
    if file.origin.is_some() { card.mark(copy_mark(t)) } else { card }
}

/// The cards of a draft's files, with what can be done on the page of files.
pub(crate) fn draft_cards(t: Text, draft: DraftId, files: &[Attachment]) -> Vec<FileCard> {
    let base = format!("/drafts/{draft}/files");
    let cards = (1..)
        .zip(files)
        .map(|(number, file)| draft_card(t, card(t, number, &base, file), &file.id.to_string(), &file.description));
    cards.collect()
}

/// The cards of a draft's files for looking at only.
pub(crate) fn draft_cards_shown(t: Text, draft: DraftId, files: &[Attachment]) -> Vec<FileCard> {
    let base = format!("/drafts/{draft}/files");
    (1..).zip(files).map(|(number, file)| card(t, number, &base, file)).collect()
}

/// The cards of a report's files; who may add files may also make blurred copies.
pub(crate) fn report_cards(t: Text, report: ReportId, files: &[Attachment], may_add: bool) -> Vec<FileCard> {
    let base = format!("/reports/{report}/files");
    let cards = (1..).zip(files).map(|(number, file)| {
        let card = card(t, number, &base, file);
        let blurs = may_add && file.kind.is_picture();
        if blurs { card.act(blur_button(t, &format!("{base}/{}/blur", file.id))) } else { card }
    });
    cards.collect()
}
