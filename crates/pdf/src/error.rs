//! Why a document could not be made.

/// Why a document could not be made. No text of the typesetter reaches a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// The data could not be written down.
    #[error("the data of the document could not be written down")]
    Data,
    /// The typesetter refused the document.
    #[error("the document could not be laid out")]
    Layout,
    /// The parts of a file of many forms could not be bound into one.
    #[error("the parts of the document could not be put into one file")]
    Bind,
    /// Nothing to print: no form was given.
    #[error("no document was given")]
    Empty,
}
