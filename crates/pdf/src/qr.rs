//! A QR code as SVG, drawn here so that equal links give equal bytes.

use std::fmt::Write as _;

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;

/// Quiet zone around the code, in modules (JIS X 0510 wants four).
const QUIET: usize = 4;

/// The code for a link; `None` when it is too long for any.
pub(crate) fn svg(link: &str) -> Option<String> {
    let code = QRBuilder::new(link.as_bytes()).ecl(ECL::M).build().ok()?;
    let side = code.size + 2 * QUIET;
    let mut path = String::new();
    for row in 0..code.size {
        for column in 0..code.size {
            if code.data[row * code.size + column].value() {
                let (x, y) = (column + QUIET, row + QUIET);
                write!(path, "M{x} {y}h1v1h-1z").ok()?;
            }
        }
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"{side}\" height=\"{side}\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_becomes_a_square_and_a_book_does_not() {
        let code = svg("https://example.jp/f/aozora/report").unwrap();
        assert!(code.contains("viewBox=\"0 0 37 37\""), "{code}");
        assert_eq!(code, svg("https://example.jp/f/aozora/report").unwrap());
        assert!(svg(&"x".repeat(5000)).is_none());
    }
}
