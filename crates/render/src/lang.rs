//! lang: the two languages of the interface, and how they are named on the wire.

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Japanese, the language of record.
    #[default]
    Ja,
    /// English.
    En,
}

impl Lang {
    /// Both languages, in the order of the language menu.
    pub const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// BCP 47 tag, as in `<html lang>` and in the preference cookie.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language's name in itself, so that a reader lost in the other one finds it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Ja => "日本語",
            Self::En => "English",
        }
    }

    /// Reads a tag such as `ja`, `en` or `en-GB`; `None` for other languages.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL.into_iter().find(|lang| primary.eq_ignore_ascii_case(lang.code()))
    }

    /// The first language we speak in an `Accept-Language` header; Japanese when none is.
    #[must_use]
    pub fn from_accept(header: &str) -> Self {
        header
            .split(',')
            .filter_map(|part| part.split(';').next())
            .find_map(|tag| Self::parse(tag.trim()))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn reads_tags_and_headers() {
        assert_eq!(Lang::parse("en-GB"), Some(Lang::En));
        assert_eq!(Lang::parse("fr"), None);
        assert_eq!(Lang::from_accept("fr-FR, en;q=0.8, ja;q=0.5"), Lang::En);
        assert_eq!(Lang::from_accept("fr"), Lang::Ja);
    }
}
