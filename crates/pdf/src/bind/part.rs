//! One file that becomes a part of another: taken to pieces, its objects under their new numbers.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::renumber::{Numbers, put_before, renumber, shift};
use super::{CATALOG, DOCUMENT, INFO, METADATA, OUTLINE, PAGES, Rest, TAGS};
use crate::error::PdfError;

/// The pieces of a part, already under their new numbers.
#[derive(Debug)]
pub(super) struct Part {
    /// Every object that is no piece of its own.
    pub(super) objects: BTreeMap<u32, Object>,
    pub(super) pages: Vec<Object>,
    pub(super) tagged: Vec<Object>,
    pub(super) of_sheets: Vec<Object>,
    pub(super) heads: Vec<Object>,
    /// The first level of the table of contents, in order.
    pub(super) entries: Vec<u32>,
    /// How many entries a reader shows at first.
    pub(super) shown: i64,
    pub(super) rest: Rest,
}

impl Part {
    /// Takes a file to pieces; its objects get the numbers from `first` on.
    pub(super) fn read(bytes: &[u8], first: u32) -> Result<Self, PdfError> {
        let mut document = Document::load_mem(bytes).map_err(|_| PdfError::Bind)?;
        Self::of(&mut document, first).ok_or(PdfError::Bind)
    }

    fn of(file: &mut Document, first: u32) -> Option<Self> {
        let catalog = file.trailer.get(b"Root").ok()?.as_reference().ok()?;
        let info = file.trailer.get(b"Info").and_then(Object::as_reference).ok();
        let named = |key: &[u8]| file.get_dictionary(catalog).and_then(|fields| fields.get(key)?.as_reference()).ok();
        let (pages, tags, metadata) = (named(b"Pages")?, named(b"StructTreeRoot")?, named(b"Metadata")?);
        let outline = named(b"Outlines");
        let [Object::Reference(document)] = list(file.get_dictionary(tags).ok()?, b"K")?.as_slice() else {
            return None;
        };
        let document = *document;

        let once = [(catalog, CATALOG), (pages, PAGES), (tags, TAGS), (document, DOCUMENT), (metadata, METADATA)];
        let once: Numbers =
            once.into_iter().chain(outline.map(|id| (id, OUTLINE))).chain(info.map(|id| (id, INFO))).collect();
        let mut numbers = once.clone();
        let own = file.objects.keys().filter(|id| !once.contains_key(id));
        numbers.extend(own.copied().zip(first..));
        let mut objects = std::mem::take(&mut file.objects);
        objects.values_mut().try_for_each(|object| renumber(object, &numbers))?;

        let mut take = |id: ObjectId| objects.remove(&id);
        let pages = dictionary(take(pages)?)?;
        let mut tags = dictionary(take(tags)?)?;
        let rest_document = dictionary(take(document)?)?;
        let (of_sheets, heads) = (flat(&mut tags, b"ParentTree", b"Nums")?, tags.has(b"IDTree"));
        let heads = if heads { flat(&mut tags, b"IDTree", b"Names")? } else { Vec::new() };
        let outline = match outline {
            Some(id) => Some(dictionary(take(id)?)?),
            None => None,
        };
        let Object::Stream(metadata) = take(metadata)? else { return None };
        let rest = Rest {
            catalog: dictionary(take(catalog)?)?,
            tags,
            metadata,
            info: match info {
                Some(id) => Some(take(id)?),
                None => None,
            },
            id: file.trailer.get(b"ID").ok()?.clone(),
            document: rest_document,
        };
        let objects =
            objects.into_iter().map(|(id, object)| Some((*numbers.get(&id)?, object))).collect::<Option<_>>()?;
        let mut part = Self {
            objects,
            tagged: list(&rest.document, b"K")?.clone(),
            pages: list(&pages, b"Kids")?.clone(),
            of_sheets,
            heads,
            entries: Vec::new(),
            shown: 0,
            rest,
        };
        part.read_outline(outline.as_ref())?;
        part.pages.iter().all(|page| part.is_page(page)).then_some(part)
    }

    /// The entries of the first level, and how many are shown.
    fn read_outline(&mut self, outline: Option<&Dictionary>) -> Option<()> {
        let Some(outline) = outline else { return Some(()) };
        self.shown = outline.get(b"Count").ok()?.as_i64().ok()?;
        let mut at = outline.get(b"First").ok().cloned();
        while let Some(entry) = at {
            let number = entry.as_reference().ok()?.0;
            self.entries.push(number);
            at = self.objects.get(&number)?.as_dict().ok()?.get(b"Next").ok().cloned();
        }
        Some(())
    }

    /// Whether it is a page, and not a branch of pages.
    fn is_page(&self, page: &Object) -> bool {
        let object = page.as_reference().ok().and_then(|(number, _)| self.objects.get(&number));
        object.and_then(|object| object.as_dict().ok()).is_some_and(|fields| fields.has_type(b"Page"))
    }

    /// Puts the part behind so many sheets, and letters before the names of its heads.
    pub(super) fn shift(&mut self, sheets: i64, names: &[u8]) {
        self.objects.values_mut().for_each(|object| shift(object, sheets, names));
        for at in self.of_sheets.iter_mut().step_by(2) {
            if let Object::Integer(at) = at {
                *at += sheets;
            }
        }
        self.heads.iter_mut().step_by(2).for_each(|name| put_before(name, names));
    }

    /// An entry of the table of contents.
    pub(super) fn entry(&mut self, number: u32) -> Result<&mut Dictionary, PdfError> {
        self.objects.get_mut(&number).and_then(|entry| entry.as_dict_mut().ok()).ok_or(PdfError::Bind)
    }
}

/// The metadata with the number of pages of the whole file.
pub(super) fn counted(metadata: &[u8], pages: i64) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(metadata).ok()?;
    let (before, rest) = text.split_once("<xmpTPg:NPages>")?;
    let (_, after) = rest.split_once("</xmpTPg:NPages>")?;
    Some(format!("{before}<xmpTPg:NPages>{pages}</xmpTPg:NPages>{after}").into_bytes())
}

fn dictionary(object: Object) -> Option<Dictionary> {
    match object {
        Object::Dictionary(fields) => Some(fields),
        _ => None,
    }
}

fn list<'a>(fields: &'a Dictionary, key: &[u8]) -> Option<&'a Vec<Object>> {
    fields.get(key).ok()?.as_array().ok()
}

/// Takes the leaves of a tree that has no branches, as it is written for a file of some sheets.
fn flat(fields: &mut Dictionary, tree: &[u8], leaves: &[u8]) -> Option<Vec<Object>> {
    let tree = dictionary(fields.remove(tree)?)?;
    (!tree.has(b"Kids")).then(|| list(&tree, leaves).cloned())?
}
