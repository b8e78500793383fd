//! page::public::register: in which words a public page explains itself: two languages, each in ordinary and in plain words (やさしい日本語).

use crate::catalog::Text;
use crate::html::Html;
use crate::lang::Lang;

/// A language, in ordinary or in plain words. The figures and the standard's wording are the same in all four; explanations differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Register {
    /// The language.
    pub lang: Lang,
    /// Short sentences, easy words, readings over the kanji.
    pub plain: bool,
}

impl Register {
    /// All four, in the order of the menu.
    pub const ALL: [Self; 4] = [
        Self { lang: Lang::Ja, plain: false },
        Self { lang: Lang::Ja, plain: true },
        Self { lang: Lang::En, plain: false },
        Self { lang: Lang::En, plain: true },
    ];

    /// The ordinary words of a language.
    #[must_use]
    pub const fn of(lang: Lang) -> Self {
        Self { lang, plain: false }
    }

    /// Its words.
    #[must_use]
    pub const fn t(self) -> Text {
        Text::new(self.lang)
    }

    /// What an address says of it: `lang=ja`, `lang=ja&words=plain`.
    #[must_use]
    pub const fn query(self) -> &'static str {
        match (self.lang, self.plain) {
            (Lang::Ja, false) => "lang=ja",
            (Lang::Ja, true) => "lang=ja&words=plain",
            (Lang::En, false) => "lang=en",
            (Lang::En, true) => "lang=en&words=plain",
        }
    }

    /// Whether the query of an address asks for plain words.
    #[must_use]
    pub fn is_plain(query: &str) -> bool {
        query.split('&').any(|part| part == "words=plain")
    }

    /// What the name of a file says of it; Japanese in ordinary words is the record and has the short name.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match (self.lang, self.plain) {
            (Lang::Ja, false) => "",
            (Lang::Ja, true) => ".plain",
            (Lang::En, false) => ".en",
            (Lang::En, true) => ".en.plain",
        }
    }

    /// Its name in itself, so that a reader lost in another one finds it.
    #[must_use]
    pub fn own_name(self) -> &'static str {
        if self.plain { self.t().get("site.plain_name") } else { self.lang.own_name() }
    }

    /// The explanation `family.normal` or `family.plain`; readings written as ｜事故《じこ》 stand over their words.
    #[must_use]
    pub fn say(self, family: &str) -> Html {
        self.say_with(family, &[])
    }

    /// As [`Register::say`], with `{name}` placeholders filled in.
    #[must_use]
    pub fn say_with(self, family: &str, values: &[(&str, &dyn std::fmt::Display)]) -> Html {
        Html::ruby(&self.written(family, values))
    }

    /// The same as it stands in the catalogue, readings still beside their words.
    #[must_use]
    pub fn written(self, family: &str, values: &[(&str, &dyn std::fmt::Display)]) -> String {
        let key = format!("{family}.{}", if self.plain { "plain" } else { "normal" });
        self.t().with(&key, values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_differ_and_have_an_address_of_their_own() {
        let [ja, plain, en, _] = Register::ALL;
        assert_ne!(ja.say("site.lead"), plain.say("site.lead"));
        assert!(plain.say("site.lead").as_str().contains("<rt>"), "readings stand over the kanji");
        assert!(!en.say("site.lead").as_str().contains('<'));
        assert!(Register::is_plain("lang=ja&words=plain") && !Register::is_plain("lang=ja"));
        let suffixes: std::collections::BTreeSet<_> = Register::ALL.map(Register::suffix).into();
        assert_eq!(suffixes.len(), 4);
    }
}
