//! Owns the walk through the segments of a JPEG: whether its end is there, and whether it comes in layers.

/// How the picture is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// It comes in several layers (progressive, or a scan per colour): a decoder must hold all of them at once.
    pub(super) layered: bool,
}

/// Walks to the end mark; `None` when it is missing. A decoder would fill what is missing with grey, and nobody would know.
pub(super) fn walk(bytes: &[u8]) -> Option<Layout> {
    let mut rest = bytes.get(2..)?;
    let (mut scans, mut progressive) = (0_u32, false);
    loop {
        let at = marker(rest)?;
        let (code, after) = (rest[at], &rest[at + 1..]);
        rest = match code {
            // End of image.
            0xd9 => return (scans > 0).then_some(Layout { layered: progressive || scans > 1 }),
            // Marks without a length: restarts, and the one byte that older programs write.
            0xd0..=0xd8 | 0x01 => after,
            // After the start of a scan the picture's own bytes follow, up to the next mark.
            0xda => {
                scans += 1;
                let next = after_segment(after)?;
                &next[end_of_scan(next)?..]
            }
            _ => {
                progressive |= matches!(code, 0xc2 | 0xc6 | 0xca | 0xce);
                after_segment(after)?
            }
        };
    }
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
