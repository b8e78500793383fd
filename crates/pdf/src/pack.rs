//! A parcel for the typesetter: data, words and pictures; cleaned, and printed without the pictures it refuses.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::engine::{self, Kind};
use crate::error::PdfError;
use crate::outline::{Outlined, outlined};
use crate::parts::{Cover, PictureContent, Seal};
use crate::text::{GETA, printable};
use crate::words;

/// Name of the data among the files.
const DATA: &str = "data.json";

/// Everything that one compile reads.
pub(crate) struct Parcel {
    template: &'static str,
    ident: String,
    kind: Kind,
    data: Map<String, Value>,
    words: Map<String, Value>,
    files: BTreeMap<String, Vec<u8>>,
    known: BTreeMap<Vec<u8>, String>,
}

impl Parcel {
    pub(crate) fn new(template: &'static str, cover: &Cover, catalogues: &[&str]) -> Self {
        let words = words::words(catalogues, cover.lang);
        let (year, month, day) = cover.date;
        let mut head =
            json!({ "title": named(&cover.title), "author": cover.author, "keywords": [], "lang": cover.lang.code() });
        clean(&mut head);
        let mut data = head.as_object().cloned().unwrap_or_default();
        data.insert(
            "date".to_owned(),
            json!([year.clamp(1, 9999), month.clamp(1, 12), day.clamp(1, last_day(year, month))]),
        );
        data.insert("words".to_owned(), Value::Object(words.clone()));
        let (ident, kind) = (cover.ident.clone(), Kind::Document);
        Self { template, ident, kind, data, words, files: BTreeMap::new(), known: BTreeMap::new() }
    }

    /// The parcel as some forms of a file of many.
    pub(crate) fn portion(self) -> Self {
        Self { kind: Kind::Portion, ..self }
    }

    pub(crate) fn words(&self) -> &Map<String, Value> {
        &self.words
    }

    /// Adds a picture; the same bytes are kept once.
    pub(crate) fn add(&mut self, bytes: Vec<u8>, kind: &str) -> String {
        if let Some(name) = self.known.get(&bytes) {
            return name.clone();
        }
        let name = format!("i{}.{kind}", self.files.len());
        self.known.insert(bytes.clone(), name.clone());
        self.files.insert(name.clone(), bytes);
        name
    }

    /// Adds to a list of the data.
    pub(crate) fn push(&mut self, list: &str, value: Value) {
        let list = self.data.entry(list).or_insert_with(|| Value::Array(Vec::new()));
        if let Some(list) = list.as_array_mut() {
            list.push(value);
        }
    }

    /// Adds the picture of a seal, if it brings one.
    pub(crate) fn add_seal(&mut self, seal: &mut Seal) {
        if let Some(svg) = seal.svg.take() {
            let drawn = outlined(&svg).unwrap_or_else(|| Outlined { svg, ..Outlined::default() });
            seal.image = Some(self.add(drawn.svg.into_bytes(), "svg"));
            seal.words = drawn.words;
            seal.date = drawn.date;
        }
    }

    /// Prints a document that is one sheet of data.
    pub(crate) fn sheet<S: Serialize>(mut self, sheet: &S) -> Result<Vec<u8>, PdfError> {
        let mut value = serde_json::to_value(sheet).map_err(|_| PdfError::Data)?;
        cleaned(&mut value);
        self.data.insert("sheet".to_owned(), value);
        self.print()
    }

    /// The PDF. If it is refused, the pictures that cannot be read are left out (the template says so) and it is tried
    /// once more.
    pub(crate) fn print(self) -> Result<Vec<u8>, PdfError> {
        let first = engine::compile(self.template, self.all_files(&self.data)?, &self.ident, self.kind);
        if first.is_ok() || self.files.is_empty() {
            return first;
        }
        let good: BTreeSet<&str> = self.files.keys().map(String::as_str).filter(|name| self.readable(name)).collect();
        let mut data = Value::Object(self.data.clone());
        leave_out(&mut data, &good);
        let data = data.as_object().cloned().unwrap_or_default();
        engine::compile(self.template, self.all_files(&data)?, &self.ident, self.kind)
    }

    /// What the typesetter says against it; empty if nothing.
    #[cfg(test)]
    pub(crate) fn complaint(&self) -> String {
        let files = self.all_files(&self.data).unwrap();
        engine::tests::complaint(self.template, files)
    }

    fn all_files(&self, data: &Map<String, Value>) -> Result<BTreeMap<String, Vec<u8>>, PdfError> {
        let mut files = self.files.clone();
        files.insert(DATA.to_owned(), serde_json::to_vec(data).map_err(|_| PdfError::Data)?);
        Ok(files)
    }

    /// Whether a page with this picture alone can be made.
    fn readable(&self, name: &str) -> bool {
        let Some(bytes) = self.files.get(name) else { return false };
        let data = json!({ "image": name, "date": [2000, 1, 1], "words": {}, "lang": "ja", "title": "-", "author": "-", "keywords": [] });
        let files =
            BTreeMap::from([(name.to_owned(), bytes.clone()), (DATA.to_owned(), data.to_string().into_bytes())]);
        engine::compile("picture.typ", files, "picture", Kind::Document).is_ok()
    }
}

/// PDF/UA refuses a file without a title.
fn named(title: &str) -> &str {
    if printable(title).trim().is_empty() { "Futawa" } else { title }
}

/// Bytes and kind of a picture.
pub(crate) fn file_of(content: PictureContent) -> Option<(Vec<u8>, &'static str)> {
    match content {
        PictureContent::None => None,
        PictureContent::Svg(text) => Some((text.into_bytes(), "svg")),
        PictureContent::Png(bytes) => Some((bytes, "png")),
        PictureContent::Jpeg(bytes) => Some((bytes, "jpg")),
    }
}

/// Makes every text of a document printable and notes whether a letter became 〓, which the foot of its pages then explains.
pub(crate) fn cleaned(document: &mut Value) {
    let before = count_geta(document);
    clean(document);
    let lacks = count_geta(document) > before;
    if let Some(fields) = document.as_object_mut() {
        fields.insert("lacks".to_owned(), lacks.into());
    }
}

fn clean(value: &mut Value) {
    match value {
        Value::String(text) => *text = printable(text),
        Value::Array(items) => items.iter_mut().for_each(clean),
        Value::Object(fields) => fields.values_mut().for_each(clean),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn count_geta(value: &Value) -> usize {
    match value {
        Value::String(text) => text.matches(GETA).count(),
        Value::Array(items) => items.iter().map(count_geta).sum(),
        Value::Object(fields) => fields.values().map(count_geta).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// Takes out every picture that is not good.
fn leave_out(value: &mut Value, good: &BTreeSet<&str>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| leave_out(item, good)),
        Value::Object(fields) => {
            for (key, field) in fields.iter_mut() {
                let is_picture = matches!(key.as_str(), "image" | "qr");
                if is_picture && field.as_str().is_some_and(|name| !good.contains(name)) {
                    *field = Value::Null;
                } else {
                    leave_out(field, good);
                }
            }
        }
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn last_day(year: i16, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
