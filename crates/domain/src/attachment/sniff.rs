//! Owns how the kind of a file is told from its bytes.
use super::{FileKind, FileRefusal, MAX_FILE_BYTES, jpeg, pdf};

/// Tells what a file is, and refuses what is not taken: by the bytes alone, never by a name or a declared type.
/// The content of a picture is judged by opening it, which is not done here.
///
/// # Errors
/// The first reason found.
pub fn sniff(bytes: &[u8]) -> Result<FileKind, FileRefusal> {
    if bytes.is_empty() {
        return Err(FileRefusal::Empty);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(FileRefusal::TooLarge);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return if has_end_of_png(bytes) { Ok(FileKind::Png) } else { Err(FileRefusal::Broken) };
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return jpeg::walk(bytes).map(|_| FileKind::Jpeg);
    }
    if bytes.starts_with(b"%PDF-") {
        return pdf::check(bytes).map(|()| FileKind::Pdf);
    }
    Err(if is_heic(bytes) { FileRefusal::Heic } else { FileRefusal::Type })
}

/// Walks the chunks of a PNG to its end (`IEND`).
fn has_end_of_png(bytes: &[u8]) -> bool {
    let mut rest = &bytes[8..];
    loop {
        let Some((length, after)) = rest.split_first_chunk::<4>() else { return false };
        let Ok(length) = usize::try_from(u32::from_be_bytes(*length)) else { return false };
        // Type (4) and checksum (4) stand around the data.
        let Some(next) = length.checked_add(8).and_then(|whole| after.get(whole..)) else { return false };
        if after.starts_with(b"IEND") {
            return true;
        }
        rest = next;
    }
}

/// The brands of the pictures that Apple's devices keep (ISO/IEC 23008-12).
fn is_heic(bytes: &[u8]) -> bool {
    const BRANDS: [&[u8]; 9] = [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif"];
    bytes.get(4..8) == Some(b"ftyp") && bytes.get(8..12).is_some_and(|brand| BRANDS.contains(&brand))
}

/// Whether a JPEG comes in layers, all of which must be held to open it; one that cannot be walked counts as such.
#[must_use]
pub fn is_layered_jpeg(bytes: &[u8]) -> bool {
    jpeg::walk(bytes).map_or(true, |layout| layout.layered)
}
