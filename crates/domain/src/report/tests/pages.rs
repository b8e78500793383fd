//! The pages of the form: every field stands on one of them.
use super::full::full;
use super::*;

#[test]
fn every_field_stands_on_one_page() {
    let fields = full();
    for (name, _) in fields.iter() {
        let holding: Vec<Page> = Page::ALL.into_iter().filter(|page| page.holds(name)).collect();
        assert_eq!(holding.len(), 1, "{name}: {holding:?}");
        assert_eq!(Page::of(name), Some(holding[0]));
    }
    assert!(QUICK_FIELDS.iter().all(|name| Page::of(name).is_some()), "a quick report can go on in the full form");
}

#[test]
fn pages_follow_each_other() {
    let mut seen = vec![Page::When];
    while let Some(next) = seen.last().and_then(|page| page.next()) {
        seen.push(next);
    }
    assert_eq!(seen, Page::ALL);
    assert!(Page::ALL.into_iter().all(|page| Page::from_code(page.code()) == Some(page)));
}
