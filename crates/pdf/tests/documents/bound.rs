//! A file of many forms is bound from portions: no reader, and no reading aid, can tell where they meet.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object};
use pdf::{Cover, Further, ReportForm, Reports};

use crate::samples::{cover, form, many};
use crate::tools;

/// Ordinary forms, and one with a continuation sheet.
fn forms() -> Vec<ReportForm> {
    let mut forms: Vec<ReportForm> = ["report-welfare", "report-medication"].map(form).into();
    let text = "確認しました。".to_owned();
    forms.insert(1, ReportForm { further: vec![Further { title: "追記".into(), text }], ..form("report-welfare") });
    forms
}

#[test]
fn pages_words_and_tags_are_the_same_however_many_are_made_at_once() {
    let forms = forms();
    let whole = many(&forms, forms.len());
    let bound = many(&forms, 2);
    tools::keep("bound", &bound);
    tools::assert_accessible("bound", &bound);
    assert_eq!(tools::pages(&whole), tools::pages(&bound));
    assert_same("words", tools::text(&whole, &["-layout"]), tools::text(&bound, &["-layout"]));
    assert_same("tags", tools::tags(&whole), tools::tags(&bound));
    // Too long to be shown when they differ.
    assert!(tools::pictures(&whole) == tools::pictures(&bound));
}

#[test]
fn every_object_that_is_named_is_there_and_what_is_numbered_is_numbered_once() {
    let forms = forms();
    let bound = many(&forms, 2);
    let file = Document::load_mem(&bound).unwrap();
    for object in file.objects.values() {
        assert_all_there(&file, object);
    }
    assert_all_there(&file, &Object::Dictionary(file.trailer.clone()));

    let pages: Vec<&Dictionary> = file.page_iter().map(|id| file.get_dictionary(id).unwrap()).collect();
    let sheets: Vec<i64> = pages.iter().map(|page| page.get(b"StructParents").unwrap().as_i64().unwrap()).collect();
    assert_eq!(sheets, (0..i64::try_from(pages.len()).unwrap()).collect::<Vec<_>>());
    let tags = file.catalog().unwrap().get_deref(b"StructTreeRoot", &file).unwrap().as_dict().unwrap();
    let of_sheets = leaves(tags, b"ParentTree", b"Nums");
    assert_eq!(of_sheets.iter().step_by(2).map(|at| at.as_i64().unwrap()).collect::<Vec<_>>(), sheets);
    assert!(pages.len() > 2 * forms.len());

    // Heads of tables: names in order, each once, and those that cells name are among them.
    let heads = leaves(tags, b"IDTree", b"Names");
    let names: Vec<&[u8]> = heads.iter().step_by(2).map(|name| name.as_str().unwrap()).collect();
    assert!(names.len() > 10 * forms.len() && names.is_sorted());
    let known: BTreeSet<&[u8]> = names.iter().copied().collect();
    assert_eq!(known.len(), names.len());
    for pair in heads.chunks(2) {
        let head = file.dereference(&pair[1]).unwrap().1.as_dict().unwrap();
        assert_eq!(head.get(b"ID").unwrap(), &pair[0]);
    }
    let named: Vec<&[u8]> = file.objects.values().flat_map(heads_of_cell).collect();
    assert!(!named.is_empty() && named.iter().all(|name| known.contains(name)));

    let metadata = String::from_utf8_lossy(&bound);
    assert!(metadata.contains(&format!("<xmpTPg:NPages>{}</xmpTPg:NPages>", pages.len())));
}

#[test]
fn the_table_of_contents_leads_through_all_forms_and_back() {
    let forms = forms();
    let file = Document::load_mem(&many(&forms, 2)).unwrap();
    let outline = file.catalog().unwrap().get_deref(b"Outlines", &file).unwrap().as_dict().unwrap();
    let walk = |from: &[u8], on: &[u8]| {
        let mut seen = Vec::new();
        let mut at = outline.get(from).ok();
        while let Some(entry) = at {
            seen.push(entry.as_reference().unwrap());
            at = file.dereference(entry).unwrap().1.as_dict().unwrap().get(on).ok();
        }
        seen
    };
    let mut back = walk(b"Last", b"Prev");
    back.reverse();
    assert_eq!(walk(b"First", b"Next"), back);
    assert!(back.len() >= forms.len());
    assert_eq!(outline.get(b"Count").unwrap().as_i64().unwrap(), i64::try_from(back.len()).unwrap());
    let root = file.catalog().unwrap().get(b"Outlines").unwrap();
    for entry in back {
        assert_eq!(file.get_dictionary(entry).unwrap().get(b"Parent").unwrap(), root);
    }
}

#[test]
fn what_identifies_the_file_are_all_its_portions_and_its_cover_is_the_last_one() {
    let bound = |idents: [&str; 2]| {
        let mut file = Reports::new();
        file.add(&cover(idents[0]), vec![form("report-welfare")]).unwrap();
        let cover = Cover { title: "二つの報告書".into(), ..cover(idents[1]) };
        file.add(&cover, vec![form("report-medication")]).unwrap();
        file.finish().unwrap()
    };
    let id = |bytes: &[u8]| Document::load_mem(bytes).unwrap().trailer.get(b"ID").unwrap().clone();
    let one = bound(["one", "two"]);
    assert!(one == bound(["one", "two"]), "equal input gives equal bytes");
    assert_ne!(id(&one), id(&bound(["other", "two"])));
    assert_ne!(id(&one), id(&bound(["one", "other"])));
    if let Some(info) = tools::info(&one) {
        assert!(info.contains("二つの報告書"), "{info}");
    }
}

/// Shows the first line that differs.
fn assert_same(what: &str, one: Option<String>, other: Option<String>) {
    let (one, other) = (one.unwrap_or_default(), other.unwrap_or_default());
    for (line, (one, other)) in one.lines().zip(other.lines()).enumerate() {
        assert_eq!(one, other, "{what}, line {line}");
    }
    assert_eq!(one.lines().count(), other.lines().count(), "{what}");
}

fn assert_all_there(file: &Document, object: &Object) {
    match object {
        Object::Reference(id) => assert!(file.has_object(*id), "{id:?}"),
        Object::Array(items) => items.iter().for_each(|item| assert_all_there(file, item)),
        Object::Dictionary(fields) => fields.iter().for_each(|(_, field)| assert_all_there(file, field)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, field)| assert_all_there(file, field)),
        _ => {}
    }
}

fn leaves<'a>(tags: &'a Dictionary, tree: &[u8], leaves: &[u8]) -> &'a [Object] {
    tags.get(tree).unwrap().as_dict().unwrap().get(leaves).unwrap().as_array().unwrap()
}

/// The names of heads that a cell says it stands under.
fn heads_of_cell(object: &Object) -> Vec<&[u8]> {
    let attributes = object.as_dict().and_then(|fields| fields.get(b"A")?.as_array());
    let lists = attributes.into_iter().flatten().filter_map(|one| one.as_dict().ok()?.get(b"Headers").ok());
    lists.flat_map(|list| list.as_array().unwrap().iter().map(|name| name.as_str().unwrap())).collect()
}
