//! Owns the mapping of the list of other names.
use app::facility::{NAMES_PER_PAGE, OtherNames};
use render::page::admin::{Asked, NameLine, NamesView};

/// A page of the list.
pub(crate) fn names(names: &OtherNames, new: Asked) -> NamesView {
    let address = |page: usize| format!("/admin/names?page={page}");
    let line = |name: &app::facility::OtherName| NameLine {
        id: name.id.to_string(),
        kind: name.kind.code(),
        name: name.name.clone(),
    };
    NamesView {
        lines: names.names.iter().map(line).collect(),
        first: (names.page - 1) * NAMES_PER_PAGE + 1,
        total: names.total,
        links: (
            (names.page > 1).then(|| address(names.page - 1)),
            (names.page * NAMES_PER_PAGE < names.total).then(|| address(names.page + 1)),
        ),
        new,
    }
}
