//! page::public::links: addresses of public pages, on the site and in the exported files.

use domain::publication::{Month, Period};

use super::register::Register;
use crate::lang::Lang;

/// How public pages of one facility link to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicLinks {
    /// What comes before the name of a page: `/public/aozora/`, or nothing in a folder of files.
    prefix: String,
    /// Pages are files of a folder.
    is_files: bool,
    /// The style sheet.
    pub css: String,
    /// The list of facilities before the language is known, where there is one.
    directory: Option<String>,
}

impl PublicLinks {
    /// Links on the site of a facility with this public code.
    #[must_use]
    pub fn site(facility: &str, css: &str) -> Self {
        let prefix = format!("/public/{facility}/");
        Self { prefix, is_files: false, css: css.to_owned(), directory: Some("/public".to_owned()) }
    }

    /// Links between files of one folder that holds one facility, for the static export.
    #[must_use]
    pub fn files(css: &str) -> Self {
        Self { prefix: String::new(), is_files: true, css: css.to_owned(), directory: None }
    }

    /// As [`PublicLinks::files`], one folder below the list of facilities and the style sheet.
    #[must_use]
    pub fn files_of_many(css: &str) -> Self {
        let css = format!("../{css}");
        Self { prefix: String::new(), is_files: true, css, directory: Some("../index".to_owned()) }
    }

    /// The same pages seen from a page one folder below the facility's, such as an individual publication.
    #[must_use]
    pub fn from_below(&self) -> Self {
        if !self.is_files {
            return self.clone();
        }
        let up = |path: &str| format!("../{path}");
        Self {
            prefix: up(&self.prefix),
            is_files: true,
            css: up(&self.css),
            directory: self.directory.as_deref().map(up),
        }
    }

    /// The facility's home.
    #[must_use]
    pub fn index(&self, register: Register) -> String {
        if self.is_files {
            return self.page("index", register);
        }
        format!("{}?{}", self.prefix.trim_end_matches('/'), register.query())
    }

    /// The page of a month.
    #[must_use]
    pub fn month(&self, register: Register, month: Month) -> String {
        self.page(&month.to_string(), register)
    }

    /// The page of a half-year or year.
    #[must_use]
    pub fn period(&self, register: Register, period: Period) -> String {
        self.page(&period.to_string(), register)
    }

    /// The figures of a half-year or year as CSV.
    #[must_use]
    pub fn period_csv(&self, period: Period) -> String {
        self.file(&format!("{period}.csv"))
    }

    /// The snapshot of a half-year or year as JSON.
    #[must_use]
    pub fn period_json(&self, period: Period) -> String {
        self.file(&format!("{period}.json"))
    }

    /// The page of an individual publication.
    #[must_use]
    pub fn announcement(&self, register: Register, slug: &str) -> String {
        self.page(&format!("cases/{slug}"), register)
    }

    /// The newest edition of an individual publication as JSON.
    #[must_use]
    pub fn announcement_json(&self, slug: &str) -> String {
        self.file(&format!("cases/{slug}.json"))
    }

    /// What the files hold and how they may be used.
    #[must_use]
    pub fn data(&self, register: Register) -> String {
        self.page("data", register)
    }

    /// The list of facilities.
    #[must_use]
    pub fn directory(&self, register: Register) -> Option<String> {
        let directory = self.directory.as_deref()?;
        Some(if self.is_files {
            format!("{directory}{}.html", register.suffix())
        } else {
            format!("{directory}?{}", register.query())
        })
    }

    /// The figures of a month as CSV.
    #[must_use]
    pub fn csv(&self, month: Month) -> String {
        self.file(&format!("{month}.csv"))
    }

    /// The snapshot of a month as JSON.
    #[must_use]
    pub fn json(&self, month: Month) -> String {
        self.file(&format!("{month}.json"))
    }

    /// The figures of the months of a fiscal year as CSV.
    #[must_use]
    pub fn year_csv(&self, year: i16) -> String {
        self.file(&format!("months-fy{year}.csv"))
    }

    /// The figures of all months as CSV.
    #[must_use]
    pub fn all_csv(&self) -> String {
        self.file("months.csv")
    }

    /// The list of publications as JSON.
    #[must_use]
    pub fn index_json(&self) -> String {
        self.file("months.json")
    }

    /// The feed of new publications.
    #[must_use]
    pub fn feed(&self, lang: Lang) -> String {
        self.in_lang("feed", "atom", lang)
    }

    /// The sheet for printing, in the reader's language.
    #[must_use]
    pub fn pdf(&self, lang: Lang, month: Month) -> String {
        self.in_lang(&month.to_string(), "pdf", lang)
    }

    fn file(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    fn page(&self, name: &str, register: Register) -> String {
        if self.is_files {
            self.file(&format!("{name}{}.html", register.suffix()))
        } else {
            format!("{}?{}", self.file(name), register.query())
        }
    }

    fn in_lang(&self, name: &str, kind: &str, lang: Lang) -> String {
        let register = Register::of(lang);
        if self.is_files {
            self.file(&format!("{name}{}.{kind}", register.suffix()))
        } else {
            format!("{}?{}", self.file(&format!("{name}.{kind}")), register.query())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_link_to_files_and_pages_to_pages() {
        let month: Month = "2026-10".parse().unwrap();
        let [ja, plain, en, _] = Register::ALL;
        let files = PublicLinks::files("app.css");
        assert_eq!(files.index(ja), "index.html");
        assert_eq!(files.month(en, month), "2026-10.en.html");
        assert_eq!(files.month(plain, month), "2026-10.plain.html");
        assert_eq!((files.csv(month), files.feed(Lang::En)), ("2026-10.csv".to_owned(), "feed.en.atom".to_owned()));
        assert_eq!(files.directory(ja), None);
        let site = PublicLinks::site("aozora", "/a/app.css");
        assert_eq!(site.index(en), "/public/aozora?lang=en");
        assert_eq!(site.month(ja, month), "/public/aozora/2026-10?lang=ja");
        assert_eq!(site.json(month), "/public/aozora/2026-10.json");
        assert_eq!(site.directory(plain).as_deref(), Some("/public?lang=ja&words=plain"));
    }

    #[test]
    fn a_page_below_leads_up_again() {
        let many = PublicLinks::files_of_many("app.css");
        assert_eq!(many.directory(Register::default()).as_deref(), Some("../index.html"));
        let below = many.from_below();
        assert_eq!(below.index(Register::default()), "../index.html");
        assert_eq!(
            (below.css.as_str(), below.announcement(Register::default(), "x")),
            ("../../app.css", "../cases/x.html".to_owned())
        );
    }
}
