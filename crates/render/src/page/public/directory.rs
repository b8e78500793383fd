//! page::public::directory: the list of facilities that publish.

use askama::Template;

use super::{Around, Register};
use crate::catalog::Text;
use crate::component::EmptyState;
use crate::html::Html;
use crate::page::Page;

/// The directory of facilities.
#[derive(Debug, Clone, Template)]
#[template(path = "public/directory.html")]
pub struct Directory {
    /// Words.
    pub t: Text,
    around: Around,
    lead: Html,
    facilities: Vec<(String, String)>,
}

impl Directory {
    /// The directory below `/public`, with name and address of each facility.
    #[must_use]
    pub fn site(register: Register, css: &str, facilities: Vec<(String, String)>) -> Self {
        Self::new(register, css, facilities, |register| format!("/public?{}", register.query()))
    }

    /// The directory as the first file of a folder.
    #[must_use]
    pub fn files(register: Register, css: &str, facilities: Vec<(String, String)>) -> Self {
        Self::new(register, css, facilities, Self::file)
    }

    /// The name of its file.
    #[must_use]
    pub fn file(register: Register) -> String {
        format!("index{}.html", register.suffix())
    }

    fn new(
        register: Register,
        css: &str,
        facilities: Vec<(String, String)>,
        address: impl Fn(Register) -> String,
    ) -> Self {
        let t = register.t();
        let around = Around {
            title: t.get("public.directory.title").to_owned(),
            facility: None,
            home: address(register),
            css: css.to_owned(),
            register,
            registers: Register::ALL.map(|register| (register, address(register))).into(),
            contact: None,
            feed: None,
            directory: None,
        };
        Self { t, around, lead: register.say("site.directory_lead"), facilities }
    }

    fn empty(&self) -> EmptyState {
        EmptyState::new(self.t.get("public.directory.empty_title"), self.t.get("public.directory.empty_why"))
    }
}

impl Page for Directory {
    const NAME: &'static str = "public.directory";

    fn samples(t: Text) -> Vec<Self> {
        let one = (t.pick("あおぞら園", "Aozora Home").to_owned(), "/public/aozora".to_owned());
        let plain = Register { lang: t.lang(), plain: true };
        vec![Self::site(Register::of(t.lang()), "/a/app.css", vec![one]), Self::files(plain, "app.css", Vec::new())]
    }
}
