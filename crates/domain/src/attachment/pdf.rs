//! Owns what is looked for in a PDF before it is taken: its end, a password, and everything that acts by itself.
use super::FileRefusal;

/// Names that make a PDF act, ask, or carry another file (ISO 32000-2 §12.6, §12.7.9, §7.11.4, §13.6).
/// `/JS` alone is not among them: three letters occur by chance in packed pictures, and every script is announced by `/JavaScript`.
const ACTIVE: [&[u8]; 10] = [
    b"JavaScript",
    b"Rendition",
    b"Launch",
    b"SubmitForm",
    b"ImportData",
    b"EmbeddedFile",
    b"EmbeddedFiles",
    b"RichMedia",
    b"XFA",
    b"GoToE",
];

/// Checks a file that begins like a PDF. What lies packed inside its streams is not opened: the file is only ever handed out
/// as a download, in a sandbox, and never shown inside a page.
pub(super) fn check(bytes: &[u8]) -> Result<(), FileRefusal> {
    ends_here(bytes)?;
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == b'/') {
        at += found + 1;
        let name = name(&bytes[at..]);
        if name == b"Encrypt" {
            return Err(FileRefusal::PdfLocked);
        }
        if ACTIVE.contains(&name.as_slice()) {
            return Err(FileRefusal::PdfActive);
        }
    }
    Ok(())
}

/// The file must end where the PDF ends: what is hung on behind could be another kind of file in disguise.
fn ends_here(bytes: &[u8]) -> Result<(), FileRefusal> {
    const END: &[u8] = b"%%EOF";
    let end = bytes.windows(END.len()).rposition(|part| part == END).ok_or(FileRefusal::Broken)?;
    let is_blank = bytes[end + END.len()..].iter().all(|byte| matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n' | 0x0c));
    if is_blank { Ok(()) } else { Err(FileRefusal::Broken) }
}

/// The name that begins here, with its `#xx` spelled out, at most as long as the longest that is looked for.
fn name(bytes: &[u8]) -> Vec<u8> {
    const LONGEST: usize = 14;
    let mut name = Vec::new();
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        let ends = matches!(first, 0..=b' ' | b'/' | b'<' | b'>' | b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'%');
        if ends || name.len() == LONGEST {
            break;
        }
        let spelled = (*first == b'#').then(|| after.first_chunk::<2>()).flatten().and_then(|digits| hex(*digits));
        match spelled {
            Some(byte) => {
                name.push(byte);
                rest = &after[2..];
            }
            None => {
                name.push(*first);
                rest = after;
            }
        }
    }
    name
}

fn hex(digits: [u8; 2]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()
}
