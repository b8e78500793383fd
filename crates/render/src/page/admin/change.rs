//! page::admin::change: one difference of two profiles in words — where, before, after.

use domain::profile::{ChangeKind, Choice, ChoiceField, Label, Profile, ProfileChange};

use crate::Text;
use crate::component::*;
use crate::html::Html;

/// A difference in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Where.
    pub place: String,
    /// The old text; `None` = there was nothing.
    pub before: Option<String>,
    /// The new text; `None` = there is nothing any more.
    pub after: Option<String>,
}

/// The differences as a table.
#[must_use]
pub fn table(t: Text, changes: &[ProfileChange], before: &Profile, after: &Profile) -> Table {
    let columns = ["place", "before", "after"].map(|head| Column::text(t.choice("admin.change.column", head))).to_vec();
    let nothing = t.get("admin.change.nothing");
    let cell = |text: &Option<String>| Cell::html(Html::lines(text.as_deref().unwrap_or(nothing)));
    let row = |change: &ProfileChange| {
        let words = words(t, change, before, after);
        vec![Cell::text(&words.place), cell(&words.before), cell(&words.after)]
    };
    let caption = t.count("admin.change.caption", changes.len());
    Table::new("changes", caption, columns, changes.iter().map(row).collect())
}

/// Puts a difference into words; what has no words of its own is named by its path in the file.
#[must_use]
pub fn words(t: Text, change: &ProfileChange, before: &Profile, after: &Profile) -> Words {
    let path = Path::read(&change.path);
    let label =
        |key: &str| item(&path, key, after).or_else(|| item(&path, key, before)).map(|label| t.label(label).to_owned());
    let named = |code: &str| label(code).unwrap_or_else(|| code.to_owned());
    let Some(top) = path.top(t) else { return raw(change) };
    let property = path.property.as_deref().map(|code| property(t, code).unwrap_or_else(|| code.to_owned()));
    let place = match (&path.item, &property) {
        (Some(key), Some(property)) => {
            t.with("admin.change.item_property", &[("list", &top), ("item", &named(key)), ("what", property)])
        }
        (Some(key), None) => t.with("admin.change.item", &[("list", &top), ("item", &named(key))]),
        (None, Some(property)) => t.with("admin.change.property_of", &[("list", &top), ("what", property)]),
        (None, None) => top,
    };
    let value = |text: &Option<String>| match (&path.item, path.property.as_deref()) {
        (Some(key), None) => text.as_ref().map(|_| named(key)),
        (_, Some("order")) if change.path.ends_with(".order") && path.item.is_none() => {
            text.as_ref().map(|text| in_order(t, text, &named))
        }
        (_, Some(property)) => value(t, property, text.as_deref()),
        _ => text.clone(),
    };
    Words { place, before: value(&change.before), after: value(&change.after) }
}

fn raw(change: &ProfileChange) -> Words {
    let kept = |kind, text: &Option<String>| text.clone().filter(|_| change.kind != kind);
    Words {
        place: change.path.clone(),
        before: kept(ChangeKind::Added, &change.before),
        after: kept(ChangeKind::Removed, &change.after),
    }
}

fn in_order(t: Text, codes: &str, named: &dyn Fn(&str) -> String) -> String {
    codes.split(", ").map(named).collect::<Vec<_>>().join(t.pick("、", ", "))
}

/// A path of a difference, such as `choices.party.items[user].label.ja`.
struct Path<'a> {
    list: &'a str,
    field: Option<ChoiceField>,
    item: Option<String>,
    property: Option<String>,
}

impl<'a> Path<'a> {
    fn read(path: &'a str) -> Self {
        let (before, item, rest) =
            match path.split_once('[').and_then(|(before, rest)| Some((before, rest.split_once(']')?))) {
                Some((before, (item, rest))) => (before, Some(item.to_owned()), rest.trim_start_matches('.')),
                None => (path, None, ""),
            };
        let mut parts = before.split('.');
        let list = parts.next().unwrap_or_default();
        let field = (list == "choices").then(|| parts.next()).flatten();
        let field = field.and_then(|code| ChoiceField::ALL.into_iter().find(|field| field.as_str() == code));
        let outside = parts.filter(|part| *part != "items").collect::<Vec<_>>().join("_");
        let property = if item.is_some() { rest.replace('.', "_") } else { outside };
        Self { list, field, item, property: Some(property).filter(|text| !text.is_empty()) }
    }

    fn top(&self, t: Text) -> Option<String> {
        match self.field {
            Some(field) => Some(t.choice("admin.part", field.as_str())),
            None => known(t.choice("admin.change.list", self.list), "admin.change.list"),
        }
    }
}

fn known(words: String, family: &str) -> Option<String> {
    (!words.starts_with(family)).then_some(words)
}

fn property(t: Text, code: &str) -> Option<String> {
    known(t.choice("admin.change.property", code), "admin.change.property")
}

/// The label of an item of the list that the path is about.
fn item<'p>(path: &Path<'_>, key: &str, profile: &'p Profile) -> Option<&'p Label> {
    let of = |choices: &'p [Choice]| choices.iter().find(|choice| choice.code == key).map(|choice| &choice.label);
    match (path.field, path.list) {
        (Some(field), _) => of(&profile.choice_list(field)?.items),
        (None, "forms") => of(&profile.forms),
        (None, "medication_details") => of(&profile.medication_details),
        (None, "seats") => profile.seat(key).map(|seat| &seat.label),
        (None, "levels") => profile.levels.iter().find(|level| level.code.as_str() == key).map(|level| &level.name),
        _ => None,
    }
}

/// A value in words: yes and no, and the codes of seats.
fn value(t: Text, property: &str, text: Option<&str>) -> Option<String> {
    let yes_no = matches!(
        property,
        "retired"
            | "unit_bound"
            | "multiple"
            | "allow_other"
            | "allow_unknown"
            | "socially_significant"
            | "consent_required"
    );
    if yes_no {
        return Some(t.choice("admin.change.yes_no", text.unwrap_or("false")));
    }
    let family = match property {
        "opinion" => "admin.part_form.opinion_choice",
        "judges" => "admin.part_form.judges_choice",
        "asks" => return Some(t.choice("admin.change.asks", text.unwrap_or("nothing"))),
        _ => return text.map(str::to_owned),
    };
    text.map(|code| {
        match property {
            "opinion" => known(t.choice("admin.part_form.opinion_choice", code), family),
            _ => known(t.choice("admin.part_form.judges_choice", code), family),
        }
        .unwrap_or_else(|| code.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use domain::profile::{Asks, diff};

    fn told(edit: impl FnOnce(&mut Profile)) -> Vec<(String, Option<String>, Option<String>)> {
        let before = Profile::builtin("welfare").unwrap();
        let mut after = before.clone();
        edit(&mut after);
        let t = Text::new(Lang::Ja);
        let words = diff(before, &after).iter().map(|change| words(t, change, before, &after)).collect::<Vec<_>>();
        words.into_iter().map(|words| (words.place, words.before, words.after)).collect()
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn a_new_name_of_a_seat() {
        let told = told(|p| p.seats[3].label.ja = "主任".to_owned());
        assert_eq!(told, [("決裁席「主任」の名前（日本語）".to_owned(), some("係長/主任/リーダー"), some("主任"))]);
    }

    #[test]
    fn a_retired_choice_and_a_new_one() {
        let told = told(|p| {
            p.forms[0].retired = true;
            p.forms.push(Choice {
                code: "drowning".to_owned(),
                label: Label::new("溺水", "Drowning"),
                asks: Asks::Nothing,
                retired: false,
            });
        });
        assert_eq!(told[0], ("形態「転倒」を使わない".to_owned(), some("いいえ"), some("はい")));
        assert_eq!(told[1], ("形態「溺水」".to_owned(), None, some("溺水")));
    }

    #[test]
    fn codes_become_words() {
        let judged = told(|p| p.seats[1].judges = domain::profile::Judges::Leader);
        assert_eq!(judged[0].1, some("しない"));
        let order = told(|p| p.forms.swap(0, 1));
        assert_eq!(order[0].0, "形態の順番");
        assert!(order[0].2.as_deref().unwrap().starts_with("転落、転倒、"), "{order:?}");
        let field = told(|p| p.choices.get_mut(&ChoiceField::Party).unwrap().multiple = true);
        assert_eq!(field[0].1, some("いいえ"));
    }

    #[test]
    fn what_has_no_words_keeps_its_path() {
        let told = told(|p| p.rules[0].id = "other".to_owned());
        assert!(told[0].0.contains("welfare-5-death-or-severe-loss"), "{told:?}");
    }
}
