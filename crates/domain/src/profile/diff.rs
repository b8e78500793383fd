//! The difference of two profiles, item by item, for the page that previews a change.

use serde::Serialize;
use serde_json::Value;

use super::Profile;

/// What happened to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Only the new profile has it.
    Added,
    /// Only the old profile has it.
    Removed,
    /// Both have it, with different values.
    Changed,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProfileChange {
    /// What happened.
    pub kind: ChangeKind,
    /// Where, such as `seats[unit_leader].label.ja`; `….order` means the order of a list.
    pub path: String,
    /// The old text.
    pub before: Option<String>,
    /// The new text.
    pub after: Option<String>,
}

/// All differences from `old` to `new`, in the order of the profile's keys.
#[must_use]
pub fn diff(old: &Profile, new: &Profile) -> Vec<ProfileChange> {
    let mut changes = Vec::new();
    match (serde_json::to_value(old), serde_json::to_value(new)) {
        (Ok(before), Ok(after)) => compare("", Some(&before), Some(&after), &mut changes),
        // A profile is plain data with text keys; if that ever fails, say that everything may differ.
        _ => changes.push(changed(ChangeKind::Changed, "", None, None)),
    }
    changes
}

fn changed(kind: ChangeKind, path: &str, before: Option<String>, after: Option<String>) -> ProfileChange {
    ProfileChange { kind, path: path.to_owned(), before, after }
}

fn compare(path: &str, before: Option<&Value>, after: Option<&Value>, out: &mut Vec<ProfileChange>) {
    match (before, after) {
        (Some(old), Some(new)) if old == new => {}
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let mut keys: Vec<&String> = old.keys().collect();
            keys.extend(new.keys().filter(|key| !old.contains_key(*key)));
            for key in keys {
                let inner = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                compare(&inner, old.get(key), new.get(key), out);
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => compare_lists(path, old, new, out),
        (Some(old), Some(new)) => out.push(changed(ChangeKind::Changed, path, Some(text(old)), Some(text(new)))),
        (Some(old), None) => out.push(changed(ChangeKind::Removed, path, Some(text(old)), None)),
        (None, Some(new)) => out.push(changed(ChangeKind::Added, path, None, Some(text(new)))),
        (None, None) => {}
    }
}

/// Lists of items with a code or id are compared by it; all others as a whole.
fn compare_lists(path: &str, old: &[Value], new: &[Value], out: &mut Vec<ProfileChange>) {
    let (Some(old_keys), Some(new_keys)) = (keys(old), keys(new)) else {
        out.push(changed(ChangeKind::Changed, path, Some(list_text(old)), Some(list_text(new))));
        return;
    };
    for (key, item) in old_keys.iter().zip(old) {
        let counterpart = new_keys.iter().position(|k| k == key).map(|at| &new[at]);
        compare(&format!("{path}[{key}]"), Some(item), counterpart, out);
    }
    for (key, item) in new_keys.iter().zip(new) {
        if !old_keys.contains(key) {
            compare(&format!("{path}[{key}]"), None, Some(item), out);
        }
    }
    let kept_old: Vec<&str> = old_keys.iter().copied().filter(|k| new_keys.contains(k)).collect();
    let kept_new: Vec<&str> = new_keys.iter().copied().filter(|k| old_keys.contains(k)).collect();
    if kept_old != kept_new {
        let order = |keys: &[&str]| Some(keys.join(", "));
        out.push(changed(ChangeKind::Changed, &format!("{path}.order"), order(&old_keys), order(&new_keys)));
    }
}

/// The codes or ids of all items, if each has one of its own.
fn keys(items: &[Value]) -> Option<Vec<&str>> {
    let mut keys: Vec<&str> = Vec::with_capacity(items.len());
    for item in items {
        let key = item.get("code").or_else(|| item.get("id"))?.as_str()?;
        if keys.contains(&key) {
            return None;
        }
        keys.push(key);
    }
    Some(keys)
}

/// A value as a person reads it: a label by its Japanese text, an item by its code and label.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => list_text(items),
        Value::Object(map) => {
            if let Some(ja) = map.get("ja").and_then(Value::as_str) {
                return ja.to_owned();
            }
            let key = map.get("code").or_else(|| map.get("id")).and_then(Value::as_str);
            let label = ["label", "name", "wording", "text"].iter().find_map(|name| map.get(*name));
            match (key, label) {
                (Some(key), Some(label)) => format!("{key}: {}", text(label)),
                _ => value.to_string(),
            }
        }
        _ => value.to_string(),
    }
}

fn list_text(items: &[Value]) -> String {
    items.iter().map(text).collect::<Vec<_>>().join(", ")
}
