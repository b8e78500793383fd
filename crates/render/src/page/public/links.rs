//! page::public::links: addresses of public pages, on the site and in the exported files.

use domain::publication::Month;

use crate::lang::Lang;

/// How public pages of one facility link to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicLinks {
    /// What comes before the name of a page: `/public/aozora`, or nothing in a folder of files.
    pub prefix: String,
    /// `.html` in a folder of files, nothing on the site.
    pub extension: String,
    /// The style sheet.
    pub css: String,
}

impl PublicLinks {
    /// Links on the site of a facility with this public code.
    #[must_use]
    pub fn site(facility: &str, css: &str) -> Self {
        Self { prefix: format!("/public/{facility}"), extension: String::new(), css: css.to_owned() }
    }

    /// Links between files of one folder, for the static export.
    #[must_use]
    pub fn files(css: &str) -> Self {
        Self { prefix: String::new(), extension: ".html".to_owned(), css: css.to_owned() }
    }

    const fn is_files(&self) -> bool {
        !self.extension.is_empty()
    }

    /// The list of months.
    #[must_use]
    pub fn index(&self, lang: Lang) -> String {
        if self.is_files() { self.file("index", lang) } else { format!("{}?lang={}", self.prefix, lang.code()) }
    }

    /// The page of a month.
    #[must_use]
    pub fn month(&self, lang: Lang, month: Month) -> String {
        if self.is_files() {
            self.file(&month.to_string(), lang)
        } else {
            format!("{}/{month}?lang={}", self.prefix, lang.code())
        }
    }

    /// An individual publication.
    #[must_use]
    pub fn case(&self, lang: Lang, slug: &str) -> String {
        if self.is_files() {
            self.file(&format!("case-{slug}"), lang)
        } else {
            format!("{}/cases/{slug}?lang={}", self.prefix, lang.code())
        }
    }

    /// The announcement of an individual publication as JSON.
    #[must_use]
    pub fn case_json(&self, slug: &str) -> String {
        if self.is_files() { format!("case-{slug}.json") } else { format!("{}/cases/{slug}.json", self.prefix) }
    }

    /// The figures of a month as CSV.
    #[must_use]
    pub fn csv(&self, month: Month) -> String {
        self.data(month, "csv")
    }

    /// The snapshot of a month as JSON.
    #[must_use]
    pub fn json(&self, month: Month) -> String {
        self.data(month, "json")
    }

    /// The sheet for printing, in the reader's language.
    #[must_use]
    pub fn pdf(&self, lang: Lang, month: Month) -> String {
        match (self.is_files(), lang) {
            (true, Lang::Ja) => format!("{month}.pdf"),
            (true, Lang::En) => format!("{month}.en.pdf"),
            (false, _) => format!("{}?lang={}", self.data(month, "pdf"), lang.code()),
        }
    }

    fn data(&self, month: Month, kind: &str) -> String {
        if self.is_files() { format!("{month}.{kind}") } else { format!("{}/{month}.{kind}", self.prefix) }
    }

    /// Japanese is the language of record and has the short name.
    fn file(&self, name: &str, lang: Lang) -> String {
        match lang {
            Lang::Ja => format!("{}{name}{}", self.prefix, self.extension),
            Lang::En => format!("{}{name}.en{}", self.prefix, self.extension),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_link_to_files_and_pages_to_pages() {
        let month: Month = "2026-10".parse().unwrap();
        let files = PublicLinks::files("app.css");
        assert_eq!(files.index(Lang::Ja), "index.html");
        assert_eq!(files.month(Lang::En, month), "2026-10.en.html");
        assert_eq!(files.csv(month), "2026-10.csv");
        let site = PublicLinks::site("aozora", "/a/app.css");
        assert_eq!(site.index(Lang::En), "/public/aozora?lang=en");
        assert_eq!(site.month(Lang::Ja, month), "/public/aozora/2026-10?lang=ja");
        assert_eq!(site.json(month), "/public/aozora/2026-10.json");
    }
}
