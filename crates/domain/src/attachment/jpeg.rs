//! Owns the walk through the segments of a JPEG: whether its end is there, whether it comes in layers, and which kind it is.
use super::FileRefusal;

/// How the picture is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// It comes in several layers (progressive, or a scan per colour): a decoder must hold all of them at once.
    pub(super) layered: bool,
}

/// Walks to the end mark. A decoder would fill what is missing with grey, and nobody would know.
///
/// # Errors
/// [`FileRefusal::Broken`] without the end mark, [`FileRefusal::JpegKind`] for a kind that no common program writes.
pub(super) fn walk(bytes: &[u8]) -> Result<Layout, FileRefusal> {
    const END: FileRefusal = FileRefusal::Broken;
    let mut rest = bytes.get(2..).ok_or(END)?;
    let (mut scans, mut progressive) = (0_u32, false);
    loop {
        let at = marker(rest).ok_or(END)?;
        let (code, after) = (rest[at], &rest[at + 1..]);
        rest = match code {
            // End of image.
            0xd9 if scans > 0 => return Ok(Layout { layered: progressive || scans > 1 }),
            0xd9 => return Err(END),
            // Marks without a length: restarts, and the one byte that older programs write.
            0xd0..=0xd8 | 0x01 => after,
            // After the start of a scan the picture's own bytes follow, up to the next mark.
            0xda => {
                scans += 1;
                let next = after_segment(after).ok_or(END)?;
                &next[end_of_scan(next).ok_or(END)?..]
            }
            _ => {
                if is_frame(code) && !is_common(code, after) {
                    return Err(FileRefusal::JpegKind);
                }
                progressive |= code == 0xc2;
                after_segment(after).ok_or(END)?
            }
        };
    }
}

/// The mark of a frame, by which a JPEG says how it is coded; the three codes between are tables (ISO/IEC 10918-1, table B.1).
/// 0xf7 is that of JPEG-LS (ISO/IEC 14495-1, annex C).
const fn is_frame(code: u8) -> bool {
    matches!(code, 0xc0..=0xcf | 0xf7) && !matches!(code, 0xc4 | 0xc8 | 0xcc)
}

/// Baseline, extended or progressive, in Huffman's code, with eight bits (the byte behind the segment's length).
fn is_common(code: u8, segment: &[u8]) -> bool {
    matches!(code, 0xc0..=0xc2) && segment.get(2).is_none_or(|bits| *bits == 8)
}

/// Where the code of the next mark is; marks begin with any number of 0xff.
fn marker(bytes: &[u8]) -> Option<usize> {
    if bytes.first() != Some(&0xff) {
        return None;
    }
    bytes.iter().position(|byte| *byte != 0xff)
}

fn after_segment(bytes: &[u8]) -> Option<&[u8]> {
    let length = usize::from(u16::from_be_bytes(*bytes.first_chunk::<2>()?));
    if length < 2 { None } else { bytes.get(length..) }
}

/// Where the next mark after the picture's own bytes begins; 0xff00 is a byte of the picture, 0xffd0 to 0xffd7 are restarts.
fn end_of_scan(bytes: &[u8]) -> Option<usize> {
    bytes.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff))
}
