//! Many forms as one file, made some at a time, so that a file of a hundred needs little more memory than one of a few.

use super::ReportForm;
use super::pack::portion;
use crate::bind::Binder;
use crate::error::PdfError;
use crate::parts::Cover;

/// A file of many reports (PDF/A-2a and PDF/UA-1). Each form begins on its own page and counts its own pages. Equal forms,
/// added in the same portions, give equal bytes.
#[derive(Debug, Default)]
pub struct Reports(Binder);

impl Reports {
    /// How many forms are best added at once: a portion is held whole, and fonts are embedded once a portion.
    pub const AT_ONCE: usize = 5;

    /// A file without forms.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The file with more forms behind those that it has. Title, author, day and ident of the file are those of the cover
    /// that is given last; its language is one.
    ///
    /// # Errors
    /// [`PdfError::Empty`] without a form; [`PdfError::Bind`] when they cannot be bound to the others; otherwise as
    /// [`crate::report`].
    pub fn add(mut self, cover: &Cover, forms: Vec<ReportForm>) -> Result<Self, PdfError> {
        if forms.is_empty() {
            return Err(PdfError::Empty);
        }
        let mut forms = forms.into_iter().peekable();
        while let Some(first) = forms.next() {
            let wording = first.wording;
            let mut alike = vec![first];
            alike.extend(std::iter::from_fn(|| forms.next_if(|form| form.wording == wording)));
            self.0.add(&portion(cover, alike)?)?;
        }
        Ok(self)
    }

    /// The file.
    ///
    /// # Errors
    /// [`PdfError::Empty`] when nothing was added.
    pub fn finish(self) -> Result<Vec<u8>, PdfError> {
        self.0.finish()
    }
}
