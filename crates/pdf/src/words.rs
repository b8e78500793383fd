//! The fixed words of the documents, by language.

use serde_json::{Map, Value};

use crate::parts::Lang;

macro_rules! catalogue {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../words/", $name, ".ja.json")),
            include_str!(concat!("../words/", $name, ".en.json")),
        )
    };
}

static CATALOGUES: [(&str, &str, &str); 8] = [
    catalogue!("common"),
    catalogue!("report"),
    catalogue!("hospital"),
    catalogue!("month"),
    catalogue!("list"),
    catalogue!("trail"),
    catalogue!("press"),
    catalogue!("meeting"),
];

/// The common words and those of the named catalogues, later ones over earlier ones.
pub(crate) fn words(names: &[&str], lang: Lang) -> Map<String, Value> {
    let mut all = Map::new();
    for (name, ja, en) in &CATALOGUES {
        if *name == "common" || names.contains(name) {
            let text = match lang {
                Lang::Ja => ja,
                Lang::En => en,
            };
            all.extend(serde_json::from_str::<Map<String, Value>>(text).unwrap_or_default());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_keys_and_no_empty_word() {
        for (name, ..) in &CATALOGUES {
            let (ja, en) = (words(&[name], Lang::Ja), words(&[name], Lang::En));
            assert_eq!(ja.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>(), "{name}");
            assert!(ja.values().chain(en.values()).all(|word| word.as_str().is_some_and(|w| !w.is_empty())), "{name}");
            assert!(ja.len() > 3, "{name}");
        }
    }

    #[test]
    fn the_hospital_changes_only_words_that_the_form_has() {
        let form = words(&["report"], Lang::Ja);
        let hospital: Map<String, Value> = serde_json::from_str(CATALOGUES[2].1).unwrap();
        assert!(hospital.keys().all(|key| form.contains_key(key)));
    }

    #[test]
    fn templates_ask_only_for_words_that_exist() {
        let templates = [
            ("report", include_str!("../templates/report.typ")),
            ("month", include_str!("../templates/month.typ")),
            ("list", include_str!("../templates/list.typ")),
            ("trail", include_str!("../templates/trail.typ")),
            ("press", include_str!("../templates/press.typ")),
            ("meeting", include_str!("../templates/meeting.typ")),
        ];
        for (name, text) in templates {
            let known = words(&[name], Lang::En);
            let text = format!("{}{text}", include_str!("../templates/base.typ"));
            let asked = text.split("w(\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(key, _)| key);
            for key in asked {
                assert!(known.contains_key(key), "{name}: {key}");
            }
        }
    }
}
