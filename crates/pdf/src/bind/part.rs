//! One file that becomes a part of another: taken to pieces, its objects under their new numbers.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use super::renumber::{Numbers, put_before, renumber, shift};
use super::{CATALOG, DOCUMENT, INFO, METADATA, OUTLINE, PAGES, Rest, TAGS, VERSION};
use crate::error::PdfError;

// What is known here of the objects that a file has once; whatever else they held would be lost.
const KNOWN_OF_CATALOG: [&str; 9] = [
    "Type",
    "Pages",
    "Metadata",
    "OutputIntents",
    "Lang",
    "StructTreeRoot",
    "MarkInfo",
    "ViewerPreferences",
    "Outlines",
];
const KNOWN_OF_PAGES: [&str; 3] = ["Type", "Count", "Kids"];
const KNOWN_OF_TAGS: [&str; 6] = ["Type", "RoleMap", "K", "ParentTree", "IDTree", "ParentTreeNextKey"];
const KNOWN_OF_DOCUMENT: [&str; 4] = ["Type", "S", "P", "K"];
const KNOWN_OF_OUTLINE: [&str; 4] = ["Type", "First", "Last", "Count"];

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
        let options = LoadOptions { strict: true, ..LoadOptions::default() };
        let file = Document::load_mem_with_options(bytes, options).map_err(|_| PdfError::Bind)?;
        Self::of(file, first).ok_or(PdfError::Bind)
    }

    fn of(mut file: Document, first: u32) -> Option<Self> {
        if file.version != VERSION {
            return None;
        }
        let once = Once::of(&file)?;
        let mut numbers = once.numbers();
        let own: Vec<ObjectId> = file.objects.keys().filter(|id| !numbers.contains_key(id)).copied().collect();
        numbers.extend(own.into_iter().zip(first..));
        let mut objects = std::mem::take(&mut file.objects);
        objects.values_mut().try_for_each(|object| renumber(object, &numbers))?;

        let mut take = |id: ObjectId, known: &[&str]| dictionary(objects.remove(&id)?, known);
        let catalog = take(once.catalog, &KNOWN_OF_CATALOG)?;
        let mut pages = take(once.pages, &KNOWN_OF_PAGES)?;
        let mut tags = take(once.tags, &KNOWN_OF_TAGS)?;
        let mut document = take(once.document, &KNOWN_OF_DOCUMENT)?;
        let outline = once.outline.map(|id| take(id, &KNOWN_OF_OUTLINE));
        let info = once.info.map(|id| objects.remove(&id));
        let Object::Stream(metadata) = objects.remove(&once.metadata)? else { return None };

        let mut part = Self {
            pages: list(&mut pages, b"Kids")?,
            tagged: list(&mut document, b"K")?,
            of_sheets: leaves(&mut tags, b"ParentTree", b"Nums")?,
            heads: if tags.has(b"IDTree") { leaves(&mut tags, b"IDTree", b"Names")? } else { Vec::new() },
            entries: Vec::new(),
            shown: 0,
            objects: objects
                .into_iter()
                .map(|(id, object)| Some((*numbers.get(&id)?, object)))
                .collect::<Option<_>>()?,
            rest: Rest {
                catalog,
                tags,
                document,
                metadata,
                info: info.map_or(Some(None), |info| info.map(Some))?,
                id: file.trailer.remove(b"ID")?,
            },
        };
        if let Some(outline) = outline {
            part.read_outline(&outline?)?;
        }
        let whole = part.pages.iter().all(|page| part.is(page, b"Page"));
        (whole && part.tagged.iter().all(|tag| part.is(tag, b"StructElem"))).then_some(part)
    }

    /// The entries of the first level, and how many are shown.
    fn read_outline(&mut self, outline: &Dictionary) -> Option<()> {
        self.shown = outline.get(b"Count").ok()?.as_i64().ok()?;
        let mut at = outline.get(b"First").ok().cloned();
        while let Some(entry) = at {
            let number = entry.as_reference().ok()?.0;
            self.entries.push(number);
            at = self.objects.get(&number)?.as_dict().ok()?.get(b"Next").ok().cloned();
        }
        Some(())
    }

    /// Whether it names an object of a type: a page and no branch of pages, a tag and no mark on a page.
    fn is(&self, named: &Object, kind: &[u8]) -> bool {
        let object = named.as_reference().ok().and_then(|(number, _)| self.objects.get(&number));
        object.and_then(|object| object.as_dict().ok()).is_some_and(|fields| fields.has_type(kind))
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

/// Where the objects are that a file has once.
struct Once {
    catalog: ObjectId,
    pages: ObjectId,
    tags: ObjectId,
    document: ObjectId,
    metadata: ObjectId,
    outline: Option<ObjectId>,
    info: Option<ObjectId>,
}

impl Once {
    fn of(file: &Document) -> Option<Self> {
        let named = |fields: &Dictionary, key: &[u8]| fields.get(key).ok()?.as_reference().ok();
        // A piece that may be missing, but may not stand there in another way.
        let maybe = |fields: &Dictionary, key: &[u8]| {
            (!fields.has(key)).then_some(None).or_else(|| named(fields, key).map(Some))
        };
        let catalog = named(&file.trailer, b"Root")?;
        let fields = file.get_dictionary(catalog).ok()?;
        let tags = named(fields, b"StructTreeRoot")?;
        let roots = file.get_dictionary(tags).ok()?.get(b"K").ok()?.as_array().ok()?;
        let [Object::Reference(document)] = roots.as_slice() else { return None };
        Some(Self {
            catalog,
            pages: named(fields, b"Pages")?,
            tags,
            document: *document,
            metadata: named(fields, b"Metadata")?,
            outline: maybe(fields, b"Outlines")?,
            info: maybe(&file.trailer, b"Info")?,
        })
    }

    fn numbers(&self) -> Numbers {
        let always = [
            (self.catalog, CATALOG),
            (self.pages, PAGES),
            (self.tags, TAGS),
            (self.document, DOCUMENT),
            (self.metadata, METADATA),
        ];
        let outline = self.outline.map(|id| (id, OUTLINE));
        always.into_iter().chain(outline).chain(self.info.map(|id| (id, INFO))).collect()
    }
}

/// The object as a dictionary, if all that it holds is known.
fn dictionary(object: Object, known: &[&str]) -> Option<Dictionary> {
    let Object::Dictionary(fields) = object else { return None };
    fields.iter().all(|(key, _)| known.iter().any(|known| known.as_bytes() == key)).then_some(fields)
}

fn list(fields: &mut Dictionary, key: &[u8]) -> Option<Vec<Object>> {
    match fields.remove(key)? {
        Object::Array(items) => Some(items),
        _ => None,
    }
}

/// The leaves of a tree that has no branches, as it is written for a file of some sheets.
fn leaves(fields: &mut Dictionary, tree: &[u8], leaves: &[u8]) -> Option<Vec<Object>> {
    match fields.remove(tree)? {
        Object::Dictionary(mut tree) if tree.len() == 1 => list(&mut tree, leaves),
        _ => None,
    }
}
