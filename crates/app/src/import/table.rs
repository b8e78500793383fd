//! Owns reading a CSV file as people have it: UTF-8 or Shift_JIS (CP932), quoted line breaks, headings that occur twice.
use domain::form::FieldError;

use crate::AppError;

/// Why a file as a whole cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileProblem {
    /// Neither UTF-8 nor Shift_JIS.
    #[error("the file is neither UTF-8 nor Shift_JIS (CP932)")]
    Encoding,
    /// Not a CSV file, or a quotation mark is not closed.
    #[error("the file is not CSV: {0}")]
    Csv(String),
    /// Headings that are needed are missing.
    #[error("headings are missing: {0}")]
    Headings(String),
}

impl FileProblem {
    pub(crate) fn into_app_error(self) -> AppError {
        let (code, detail) = match self {
            Self::Encoding => ("file_encoding", String::new()),
            Self::Csv(detail) => ("file_csv", detail),
            Self::Headings(detail) => ("file_headings", detail),
        };
        AppError::Invalid(vec![FieldError::new("file", code).with("detail", detail)])
    }
}

/// A file as headings and rows.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) headings: Vec<String>,
    /// Cells, as many as headings.
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads a file.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, FileProblem> {
        let text = decode(bytes)?;
        let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text.as_bytes());
        let mut records = reader.records();
        let headings: Vec<String> = match records.next() {
            Some(record) => cells(&record.map_err(|error| FileProblem::Csv(error.to_string()))?),
            None => return Err(FileProblem::Headings("the file is empty".to_owned())),
        };
        let mut rows = Vec::new();
        for record in records {
            let mut row = cells(&record.map_err(|error| FileProblem::Csv(error.to_string()))?);
            if row.iter().all(String::is_empty) {
                continue;
            }
            // A cell beyond the last heading must not vanish: it stands under the last heading.
            while row.len() > headings.len() && row.len() > 1 {
                let beyond = row.pop().unwrap_or_default();
                if let Some(last) = row.last_mut().filter(|_| !beyond.is_empty()) {
                    *last = format!("{last},{beyond}");
                }
            }
            row.resize(headings.len(), String::new());
            rows.push(row);
        }
        Ok(Self { headings, rows })
    }

    /// Indexes of the columns with a heading.
    pub(super) fn columns(&self, heading: &str) -> Vec<usize> {
        (0..self.headings.len()).filter(|index| self.headings[*index] == heading).collect()
    }
}

fn cells(record: &csv::StringRecord) -> Vec<String> {
    record.iter().map(|cell| cell.trim().replace("\r\n", "\n")).collect()
}

/// UTF-8 with or without a byte order mark, else CP932 (what Japanese spreadsheets and the public search write).
pub(super) fn decode(bytes: &[u8]) -> Result<String, FileProblem> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let (text, _, had_errors) = encoding_rs::SHIFT_JIS.decode(bytes);
    if had_errors { Err(FileProblem::Encoding) } else { Ok(text.into_owned()) }
}

/// Full-width letters, digits and signs as their half-width twins, spaces gone: for comparing what people wrote.
pub(super) fn fold(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    text.chars().filter(|c| !c.is_whitespace()).map(narrow).flat_map(char::to_lowercase).collect()
}
