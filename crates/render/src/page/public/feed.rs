//! page::public::feed: the Atom feed (RFC 4287) of what a facility has published; addresses are relative to the feed's own.

use askama::Template;

/// One publication in the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedEntry {
    /// An address that names it for ever, wherever the pages lie.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// When its newest revision was published (RFC 3339).
    pub updated: String,
    /// When its first revision was published (RFC 3339).
    pub published: String,
    /// What it says in a sentence.
    pub summary: String,
}

/// A facility's feed.
#[derive(Debug, Clone, Template)]
#[template(path = "public/feed.xml")]
pub struct Feed {
    /// The language of its words.
    pub lang: &'static str,
    /// An address that names it for ever.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The facility.
    pub author: String,
    /// How its content may be used.
    pub rights: String,
    /// Its own address.
    pub href: String,
    /// The facility's home.
    pub home: String,
    /// When the newest entry changed (RFC 3339).
    pub updated: String,
    /// Newest first.
    pub entries: Vec<FeedEntry>,
}

impl Feed {
    /// The document; characters that XML does not know are left out.
    #[must_use]
    pub fn xml(&self) -> String {
        let text = self.render().unwrap_or_default();
        text.chars()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            .filter(|c| !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_stays_text() {
        let entry = FeedEntry {
            id: "urn:uuid:1".to_owned(),
            title: "<b>&\u{0}".to_owned(),
            href: "2026-10?lang=ja&words=plain".to_owned(),
            updated: "2026-11-12T18:45:00+09:00".to_owned(),
            published: "2026-11-12T18:45:00+09:00".to_owned(),
            summary: "]]>".to_owned(),
        };
        let feed = Feed {
            lang: "ja",
            id: "urn:uuid:0".to_owned(),
            title: "あおぞら園".to_owned(),
            author: "あおぞら園".to_owned(),
            rights: "CC BY 4.0".to_owned(),
            href: "feed.atom".to_owned(),
            home: "index.html".to_owned(),
            updated: "2026-11-12T18:45:00+09:00".to_owned(),
            entries: vec![entry],
        };
        let xml = feed.xml();
        assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>"), "{xml}");
        assert!(!xml.contains("<b>") && !xml.contains('\u{0}') && !xml.contains("]]>"), "{xml}");
        assert!(xml.contains("lang=ja&#38;words=plain") || xml.contains("lang=ja&amp;words=plain"));
    }
}
