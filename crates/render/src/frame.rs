//! frame: what surrounds every page: head, navigation, notices, foot.

use crate::catalog::Text;
use crate::component::banner::Flash;
use crate::component::icon::Icon;

/// Addresses of the built assets, with content hashes (from `server::assets::asset_urls`).
#[derive(Debug, Clone, Default)]
pub struct AssetUrls {
    /// The style sheet.
    pub css: String,
    /// The script.
    pub js: String,
    /// The drawing in the browser's tab.
    pub icon: String,
    /// The web app manifest.
    pub manifest: String,
}

/// Light or dark, as the person chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    Device,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Device, Self::Light, Self::Dark];

    /// Value of the `theme` preference and of `<html data-theme>`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// Reads a preference; anything unknown follows the device.
    #[must_use]
    pub fn parse(code: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.code() == code).unwrap_or_default()
    }
}

/// Size of the letters (文字の大きさ), as the person chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextSize {
    /// 16 px.
    #[default]
    Normal,
    /// 20 px.
    Large,
}

impl TextSize {
    /// Both, in the order of the menu.
    pub const ALL: [Self; 2] = [Self::Normal, Self::Large];

    /// Value of the `text_size` preference and of `<html data-text-size>`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
        }
    }

    /// Reads a preference; anything unknown is normal.
    #[must_use]
    pub fn parse(code: &str) -> Self {
        match code {
            "large" => Self::Large,
            _ => Self::Normal,
        }
    }
}

/// The signed-in person's menu.
#[derive(Debug, Clone)]
pub struct PersonMenu {
    /// Name as colleagues know it.
    pub name: String,
    /// Role, in the page's language.
    pub role: String,
    /// Whether the person is away (退席中) and a deputy acts.
    pub away: bool,
}

/// A place in the navigation; five at most.
#[derive(Debug, Clone)]
pub struct NavItem {
    /// Words.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Its drawing.
    pub icon: Icon,
    /// Whether the page belongs to it.
    pub current: bool,
    /// Things waiting there.
    pub count: usize,
}

/// What surrounds a page. Every page struct has `t: Text` and `frame: Frame`.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The words.
    pub t: Text,
    /// Title of the page, without product name.
    pub title: String,
    /// Name of the facility, once known.
    pub facility: Option<String>,
    /// The signed-in person.
    pub person: Option<PersonMenu>,
    /// The places of the person's role.
    pub nav: Vec<NavItem>,
    /// The person may search all reports: the head has a box for it.
    pub search: bool,
    /// What waits for the person; `None` hides the inbox.
    pub inbox_count: Option<usize>,
    /// Light or dark.
    pub theme: Theme,
    /// Size of the letters.
    pub text_size: TextSize,
    /// Addresses of style and script.
    pub assets: AssetUrls,
    /// News after a redirect.
    pub flash: Option<Flash>,
    /// Path and query of this page, so that changing the language stays here.
    pub path: String,
    /// Version of the program.
    pub version: String,
    /// Whether the form on this page has errors (prefixes the title).
    pub has_errors: bool,
    /// Whether this page is open to everyone (no navigation, may be indexed).
    pub public: bool,
}

impl Frame {
    /// A frame without person and navigation.
    #[must_use]
    pub fn new(t: Text, title: impl Into<String>, assets: AssetUrls) -> Self {
        Self { t, title: title.into(), assets, path: "/".to_owned(), ..Self::default() }
    }

    /// The same frame with another title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Text of `<title>`: errors first, then page, facility or product.
    #[must_use]
    pub fn full_title(&self) -> String {
        let site = self.facility.as_deref().unwrap_or(self.t.get("frame.product"));
        let key = if self.has_errors { "frame.title_with_errors" } else { "frame.title" };
        self.t.with(key, &[("page", &self.title), ("site", &site)])
    }

    /// The languages: code, own name, whether it is the current one.
    pub(crate) fn languages(&self) -> Vec<(&'static str, &'static str, bool)> {
        crate::Lang::ALL.into_iter().map(|lang| (lang.code(), lang.own_name(), lang == self.t.lang())).collect()
    }

    /// The themes: code, words, whether it is the current one.
    pub(crate) fn themes(&self) -> Vec<(&'static str, String, bool)> {
        Theme::ALL
            .into_iter()
            .map(|theme| {
                let words = self.t.choice("frame.theme", theme.code());
                (theme.code(), words, theme == self.theme)
            })
            .collect()
    }

    /// The sizes of letters: code, words, whether it is the current one.
    pub(crate) fn text_sizes(&self) -> Vec<(&'static str, String, bool)> {
        TextSize::ALL
            .into_iter()
            .map(|size| {
                let words = self.t.choice("frame.text_size", size.code());
                (size.code(), words, size == self.text_size)
            })
            .collect()
    }

    pub(crate) fn inbox_words(&self, count: &usize) -> String {
        self.t.count("frame.inbox", *count)
    }
}
