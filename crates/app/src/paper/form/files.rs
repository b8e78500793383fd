//! Owns the photographs (写真) of the paper form, and the words for the files that are not shown on it.
use domain::attachment::FileKind;
use pdf::{Further, Picture, PictureContent, ReportForm};

use super::Source;
use crate::attachment::{Photo, photographs};

impl Source<'_> {
    /// The form with the photographs of the report; documents are named.
    pub(crate) fn form_with(&self, photos: Vec<Photo>) -> ReportForm {
        let mut form = self.form();
        let left = photographs(&self.view.attachments).count().saturating_sub(photos.len());
        form.pictures.extend((1..).zip(photos).map(|(number, photo)| self.photo(number, photo)));
        let more = (left > 0).then(|| self.t.count("paper.files.more", left));
        form.further.extend(self.listed(&self.documents().chain(more).collect::<Vec<_>>()));
        form
    }

    /// The form as one of many: photographs and documents are only counted.
    pub(crate) fn form_alone(&self) -> ReportForm {
        let mut form = self.form();
        let count = self.view.attachments.iter().filter(|file| file.origin.is_none()).count();
        let counted = (count > 0).then(|| self.t.count("paper.files.left_out", count));
        form.further.extend(self.listed(counted.as_slice()));
        form
    }

    fn photo(&self, number: usize, photo: Photo) -> Picture {
        let words = match photo.description {
            text if text.is_empty() => self.t.with("paper.files.photo", &[("n", &number)]),
            text => self.t.with("paper.files.described", &[("n", &number), ("text", &text)]),
        };
        let content = match (photo.kind, photo.bytes) {
            (FileKind::Jpeg, Some(bytes)) => PictureContent::Jpeg(bytes),
            (FileKind::Png, Some(bytes)) => PictureContent::Png(bytes),
            (FileKind::Pdf, _) | (_, None) => PictureContent::None,
        };
        Picture::photo(&words, content)
    }

    /// Documents (PDF) by what is in them.
    fn documents(&self) -> impl Iterator<Item = String> {
        let documents = self.view.attachments.iter().filter(|file| !file.kind.is_picture());
        (1..).zip(documents).map(|(number, file)| match file.description.as_str() {
            "" => self.t.with("paper.files.document", &[("n", &number)]),
            text => self.t.with("paper.files.document_described", &[("n", &number), ("text", &text)]),
        })
    }

    fn listed(&self, lines: &[String]) -> Option<Further> {
        let title = self.t.get("attachment.section").to_owned();
        (!lines.is_empty()).then(|| Further { title, text: lines.join("\n") })
    }
}
