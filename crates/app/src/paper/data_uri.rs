//! Owns pictures inside of pictures: bytes as a `data:` address (RFC 2397), so that a drawing on paper needs no second file.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The bytes as an address with base64 (RFC 4648, section 4).
pub(super) fn data_uri(media_type: &str, bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4 + media_type.len() + 16);
    out.push_str("data:");
    out.push_str(media_type);
    out.push_str(";base64,");
    for part in bytes.chunks(3) {
        let at = |index: usize| part.get(index).copied().map_or(0, u32::from);
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4 {
            let index = (bits >> (18 - 6 * digit)) & 63;
            out.push(if digit <= part.len() { char::from(DIGITS[index as usize]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::data_uri;

    #[test]
    fn the_examples_of_the_standard() {
        let plain = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
        let coded = ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"];
        for (plain, coded) in plain.into_iter().zip(coded) {
            assert_eq!(data_uri("text/plain", plain.as_bytes()), format!("data:text/plain;base64,{coded}"));
        }
        assert!(data_uri("image/png", &[0xfb, 0xff]).ends_with(",+/8="));
    }
}
