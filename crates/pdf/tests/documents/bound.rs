//! A file of many forms is bound from portions: no reader, and no reading aid, can tell where they meet.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};
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
    let bound = many(&forms, 1);
    tools::keep("bound", &bound);
    tools::assert_accessible("bound", &bound);
    assert_eq!(tools::pages(&whole), tools::pages(&bound));
    assert_same("words", tools::text(&whole, &["-layout"]), tools::text(&bound, &["-layout"]));
    assert_same("tags", tools::tags(&whole), tools::tags(&bound));
    // Too long to be shown where they differ.
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
    assert_eq!(tags.get(b"ParentTreeNextKey").unwrap().as_i64().unwrap(), i64::try_from(pages.len()).unwrap());
    assert!(pages.len() > 2 * forms.len());
    for (page, of_page) in file.page_iter().zip(of_sheets.iter().skip(1).step_by(2)) {
        let of_page = file.dereference(of_page).unwrap().1.as_array().unwrap();
        assert!(!of_page.is_empty() && of_page.iter().all(|tag| stands_on(&file, tag, page)), "{page:?}");
    }

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
    let file = Document::load_mem(&many(&forms, 1)).unwrap();
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
fn the_edition_of_a_file_is_that_of_all_its_forms_and_the_cover_is_the_last_one() {
    let bound = |names: [&str; 2]| {
        let file = Reports::new().add(&cover("one"), vec![form(names[0])]).unwrap();
        let cover = Cover { title: "二つの報告書".into(), ..cover("one") };
        file.add(&cover, vec![form(names[1])]).unwrap().finish().unwrap()
    };
    let ids = |bytes: &[u8]| Document::load_mem(bytes).unwrap().trailer.get(b"ID").unwrap().as_array().unwrap().clone();
    let one = bound(["report-welfare", "report-medication"]);
    let other = bound(["report-anonymous", "report-medication"]);
    assert!(one == bound(["report-welfare", "report-medication"]), "equal input gives equal bytes");
    assert_eq!(ids(&one)[0], ids(&other)[0], "the same document");
    assert_ne!(ids(&one)[1], ids(&other)[1], "in another edition");
    let edition = String::from_utf8(ids(&one)[1].as_str().unwrap().to_vec()).unwrap();
    assert!(String::from_utf8_lossy(&one).contains(&format!("<xmpMM:InstanceID>{edition}</xmpMM:InstanceID>")));
    if let Some(info) = tools::info(&one) {
        assert!(info.contains("二つの報告書"), "{info}");
    }
}

#[test]
fn each_form_has_its_own_words_wherever_it_stands() {
    let bytes = many(&["report-hospital", "report-welfare"].map(form), 2);
    let Some(read) = tools::text(&bytes, &[]) else { return };
    let sheets: Vec<&str> = read.split('\u{c}').collect();
    assert!(sheets[0].contains("患者氏名") && sheets[2].contains("利用者氏名"), "{read}");
}

/// Whether a tag names the page itself, or by one of the marks in it.
fn stands_on(file: &Document, tag: &Object, page: ObjectId) -> bool {
    let tag = file.dereference(tag).unwrap().1.as_dict().unwrap();
    let is_here = |fields: &Dictionary| fields.get(b"Pg").and_then(Object::as_reference).is_ok_and(|id| id == page);
    let marks = tag.get(b"K").and_then(Object::as_array).into_iter().flatten();
    is_here(tag) || marks.filter_map(|mark| mark.as_dict().ok()).any(is_here)
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
