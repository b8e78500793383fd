//! Many forms as one file, made some at a time, so that a file of a hundred needs little more memory than one of ten.

use super::ReportForm;
use super::pack::portion;
use crate::bind::Binder;
use crate::error::PdfError;
use crate::parts::Cover;

/// A file of many reports (PDF/A-2a and PDF/UA-1). Each form begins on its own page and counts its own pages. Equal forms,
/// added in the same portions, give equal bytes.
#[derive(Debug, Default)]
pub struct Reports {
    file: Binder,
    idents: String,
}

impl Reports {
    /// How many forms are best added at once: a portion is held whole, and fonts are embedded once a portion.
    pub const AT_ONCE: usize = 5;

    /// A file without forms.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds forms behind those that are there; all use the wording of the first. The title, author and day of the file
    /// are those of the cover that was given last, and what identifies it are the idents of all covers.
    ///
    /// # Errors
    /// [`PdfError::Empty`] without a form; [`PdfError::Bind`] when they cannot be bound to the others; otherwise as
    /// [`crate::report`].
    pub fn add(&mut self, cover: &Cover, forms: Vec<ReportForm>) -> Result<(), PdfError> {
        self.idents.push_str(&cover.ident);
        self.idents.push('\n');
        let cover = Cover { ident: self.idents.clone(), ..cover.clone() };
        self.file.add(&portion(&cover, forms)?)
    }

    /// The file.
    ///
    /// # Errors
    /// [`PdfError::Empty`] when nothing was added.
    pub fn finish(self) -> Result<Vec<u8>, PdfError> {
        self.file.finish()
    }
}
