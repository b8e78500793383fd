//! Binds files of some forms each into one file: one row of pages, one tree of tags, one table of contents.
//!
//! Typst holds a document whole until it is written, so that a hundred forms take the memory of a hundred. Here a part is
//! written out as soon as it is made; what stays are its bytes and a few numbers a sheet. Names and rules of the objects are those of ISO
//! 32000-1: 7.5 (file), 7.7 (catalogue, pages), 12.3.3 (outline), 14.7 (tags).

mod metadata;
mod part;
mod renumber;

use lopdf::{Dictionary, Object, Stream, Writer, dictionary};

use crate::error::PdfError;
use part::Part;

// What the whole file has once stands first.
const CATALOG: u32 = 1;
const PAGES: u32 = 2;
const TAGS: u32 = 3;
const DOCUMENT: u32 = 4;
const OUTLINE: u32 = 5;
const METADATA: u32 = 6;
const INFO: u32 = 7;

/// The edition of PDF that Typst writes for PDF/A-2.
const VERSION: &str = "1.7";

/// Stands behind the first line: bytes that say that the file is no text.
const NO_TEXT: &[u8] = b"%\x80\x80\x80\x80\n";

/// A file that grows part by part.
#[derive(Debug)]
pub(crate) struct Binder {
    out: Vec<u8>,
    /// Where each object begins, by its number; number 0 is none.
    starts: Vec<usize>,
    parts: usize,
    pages: Vec<Object>,
    /// What stands directly under the tag of the whole document.
    tagged: Vec<Object>,
    /// Of each sheet its number and the tags of what is drawn on it.
    of_sheets: Vec<Object>,
    /// Of each head of a table its name and its tag.
    heads: Vec<Object>,
    entries: Entries,
    last: Option<Rest>,
}

/// The table of contents: a row in which each entry names its neighbours.
#[derive(Debug, Default)]
struct Entries {
    first: Option<u32>,
    count: i64,
    /// The last of the parts before, which waits for its next.
    open: Option<(u32, Object)>,
}

/// What the file takes from its last part when it ends.
#[derive(Debug)]
struct Rest {
    catalog: Dictionary,
    tags: Dictionary,
    document: Dictionary,
    metadata: Stream,
    info: Option<Object>,
    id: Object,
}

impl Rest {
    /// Whether what is taken from the last part holds for another, too.
    fn agrees(&self, other: &Self) -> bool {
        let of_catalog = [b"Lang".as_slice(), b"MarkInfo", b"ViewerPreferences"];
        let same = |one: &Dictionary, other: &Dictionary, key: &[u8]| one.get(key).ok() == other.get(key).ok();
        of_catalog.iter().all(|key| same(&self.catalog, &other.catalog, key))
            && same(&self.tags, &other.tags, b"RoleMap")
    }
}

impl Default for Binder {
    fn default() -> Self {
        Self {
            out: [format!("%PDF-{VERSION}\n").as_bytes(), NO_TEXT].concat(),
            starts: vec![0; INFO as usize + 1],
            parts: 0,
            pages: Vec::new(),
            tagged: Vec::new(),
            of_sheets: Vec::new(),
            heads: Vec::new(),
            entries: Entries::default(),
            last: None,
        }
    }
}

impl Binder {
    /// Adds a file that [`crate::engine`] made.
    ///
    /// # Errors
    /// [`PdfError::Bind`] when it is built in a way that is not known here: nothing is left out in silence.
    pub(crate) fn add(&mut self, bytes: &[u8]) -> Result<(), PdfError> {
        let mut part = Part::read(bytes, self.next())?;
        let (sheets, names) = (self.of_sheets.len() / 2, format!("{:04}", self.parts));
        part.shift(number(sheets)?, names.as_bytes());
        self.starts.resize(self.starts.len() + part.objects.len(), 0);
        self.join(&mut part)?;
        for (number, object) in std::mem::take(&mut part.objects) {
            self.write(number, &object)?;
        }
        self.pages.append(&mut part.pages);
        self.tagged.append(&mut part.tagged);
        self.of_sheets.append(&mut part.of_sheets);
        self.heads.append(&mut part.heads);
        self.parts += 1;
        match self.last.replace(part.rest) {
            Some(before) if !self.last.as_ref().is_some_and(|last| last.agrees(&before)) => Err(PdfError::Bind),
            _ => Ok(()),
        }
    }

    /// The whole file.
    ///
    /// # Errors
    /// [`PdfError::Empty`] when nothing was added.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, PdfError> {
        let Rest { mut catalog, mut tags, mut document, mut metadata, info, id } =
            self.last.take().ok_or(PdfError::Empty)?;
        let (count, sheets) = (number(self.pages.len())?, number(self.of_sheets.len() / 2)?);
        let edition = metadata::edition(&self.out);
        let content = metadata::of_whole(&metadata.content, self.pages.len(), &edition);
        metadata.set_content(content.ok_or(PdfError::Bind)?);
        let id = metadata::with_edition(id, &edition).ok_or(PdfError::Bind)?;
        let kids = std::mem::take(&mut self.pages);
        self.write(PAGES, &Object::Dictionary(dictionary! { "Type" => "Pages", "Count" => count, "Kids" => kids }))?;
        document.set("K", std::mem::take(&mut self.tagged));
        self.write(DOCUMENT, &Object::Dictionary(document))?;
        tags.set("K", vec![Object::Reference((DOCUMENT, 0))]);
        tags.set("ParentTree", dictionary! { "Nums" => std::mem::take(&mut self.of_sheets) });
        tags.set("ParentTreeNextKey", sheets);
        if !self.heads.is_empty() {
            tags.set("IDTree", dictionary! { "Names" => std::mem::take(&mut self.heads) });
        }
        self.write(TAGS, &Object::Dictionary(tags))?;
        self.write(METADATA, &Object::Stream(metadata))?;
        catalog.set("Metadata", Object::Reference((METADATA, 0)));
        self.close_outline(&mut catalog)?;
        self.write(CATALOG, &Object::Dictionary(catalog))?;
        if let Some(info) = &info {
            self.write(INFO, info)?;
        }
        self.end(info.is_some(), id)
    }

    fn next(&self) -> u32 {
        u32::try_from(self.starts.len()).unwrap_or(u32::MAX)
    }

    /// Joins the entries of the part to those before.
    fn join(&mut self, part: &mut Part) -> Result<(), PdfError> {
        let (Some(&first), Some(&last)) = (part.entries.first(), part.entries.last()) else { return Ok(()) };
        if let Some((number, mut before)) = self.entries.open.take() {
            before.as_dict_mut().map_err(|_| PdfError::Bind)?.set("Next", Object::Reference((first, 0)));
            self.write(number, &before)?;
            part.entry(first)?.set("Prev", Object::Reference((number, 0)));
        }
        let open = part.objects.remove(&last).ok_or(PdfError::Bind)?;
        self.entries.open = Some((last, open));
        self.entries.first.get_or_insert(first);
        self.entries.count += part.shown;
        Ok(())
    }

    fn close_outline(&mut self, catalog: &mut Dictionary) -> Result<(), PdfError> {
        let Entries { first: Some(first), count, open: Some((last, entry)) } = std::mem::take(&mut self.entries) else {
            catalog.remove(b"Outlines");
            return Ok(());
        };
        self.write(last, &entry)?;
        let (first, last) = (Object::Reference((first, 0)), Object::Reference((last, 0)));
        let outline = dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => count };
        catalog.set("Outlines", Object::Reference((OUTLINE, 0)));
        self.write(OUTLINE, &Object::Dictionary(outline))
    }

    fn write(&mut self, number: u32, object: &Object) -> Result<(), PdfError> {
        let start = self.starts.get_mut(number as usize).ok_or(PdfError::Bind)?;
        *start = self.out.len();
        self.out.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        Writer::write_object(&mut self.out, object).map_err(|_| PdfError::Bind)?;
        self.out.extend_from_slice(b"\nendobj\n");
        Ok(())
    }

    /// The table of objects (7.5.4: twenty bytes a line) and the trailer.
    fn end(mut self, has_info: bool, id: Object) -> Result<Vec<u8>, PdfError> {
        let table = self.out.len();
        let size = self.starts.len();
        self.out.extend_from_slice(format!("xref\n0 {size}\n").as_bytes());
        for start in &self.starts {
            let line =
                if *start == 0 { "0000000000 65535 f\r\n".to_owned() } else { format!("{start:010} 00000 n\r\n") };
            self.out.extend_from_slice(line.as_bytes());
        }
        let mut trailer =
            dictionary! { "Size" => number(size)?, "Root" => Object::Reference((CATALOG, 0)), "ID" => id };
        if has_info {
            trailer.set("Info", Object::Reference((INFO, 0)));
        }
        self.out.extend_from_slice(b"trailer\n");
        Writer::write_object(&mut self.out, &Object::Dictionary(trailer)).map_err(|_| PdfError::Bind)?;
        self.out.extend_from_slice(format!("\nstartxref\n{table}\n%%EOF").as_bytes());
        Ok(self.out)
    }
}

fn number(count: usize) -> Result<i64, PdfError> {
    i64::try_from(count).map_err(|_| PdfError::Bind)
}
