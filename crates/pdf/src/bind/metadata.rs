//! What a bound file says of itself that no part of it can know: how many pages it has, and which edition it is.

use lopdf::{Object, StringFormat};
use sha2::{Digest, Sha256};

/// The metadata (XMP) of a part as that of the whole file.
pub(super) fn of_whole(metadata: &[u8], pages: usize, edition: &str) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(metadata).ok()?;
    let text = replaced(text, "xmpTPg:NPages", &pages.to_string())?;
    Some(replaced(&text, "xmpMM:InstanceID", edition)?.into_bytes())
}

/// The identifier of the edition: by all bytes of all parts.
pub(super) fn edition(parts: &[u8]) -> String {
    Sha256::digest(parts).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The identifiers in the trailer, of the document and of the edition (ISO 32000-1, 14.4).
pub(super) fn with_edition(mut id: Object, edition: &str) -> Option<Object> {
    let [_document, of_part] = id.as_array_mut().ok()?.as_mut_slice() else { return None };
    *of_part = Object::String(edition.as_bytes().to_vec(), StringFormat::Literal);
    Some(id)
}

/// The text with another content of an element that stands there once.
fn replaced(text: &str, element: &str, content: &str) -> Option<String> {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    let (before, rest) = text.split_once(&open)?;
    let (_, after) = rest.split_once(&close)?;
    Some(format!("{before}{open}{content}{close}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_edition_are_those_of_the_whole_and_all_else_stays() {
        let xmp = "<a>1</a><xmpTPg:NPages>2</xmpTPg:NPages><xmpMM:InstanceID>x==</xmpMM:InstanceID>é";
        let wanted = "<a>1</a><xmpTPg:NPages>132</xmpTPg:NPages><xmpMM:InstanceID>abc</xmpMM:InstanceID>é";
        assert_eq!(of_whole(xmp.as_bytes(), 132, "abc").unwrap(), wanted.as_bytes());
        assert_eq!(of_whole(b"<xmpTPg:NPages>2</xmpTPg:NPages>", 1, "abc"), None);
    }
}
