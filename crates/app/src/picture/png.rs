//! Takes out of a PNG what is not needed to see it, before a decoder unpacks it: colour profiles and texts may be a few
//! thousand bytes that unpack to hundreds of megabytes.

const SIGNATURE: usize = 8;
/// Length, kind and check sum of a chunk (PNG specification, 5.3).
const FRAME: usize = 12;
/// What shows the picture: head, colours, points, end, transparency; and which way up it is.
const NEEDED: [&[u8; 4]; 6] = [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"eXIf"];
/// The most that an entry of the way up is read from.
const MAX_EXIF: usize = 64 * 1024;

/// The picture without the rest; a broken one stays broken.
pub(super) fn plain(bytes: &[u8]) -> Vec<u8> {
    let (signature, mut rest) = bytes.split_at(bytes.len().min(SIGNATURE));
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(signature);
    while let Some(&[a, b, c, d, ref kind @ ..]) = rest.first_chunk::<SIGNATURE>() {
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        let Some((chunk, after)) = rest.split_at_checked(length.saturating_add(FRAME)) else {
            out.extend_from_slice(rest);
            break;
        };
        if NEEDED.contains(&kind) && (kind != b"eXIf" || length <= MAX_EXIF) {
            out.extend_from_slice(chunk);
        }
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [length.as_slice(), kind, data, &[0; 4]].concat()
    }

    #[test]
    fn what_shows_the_picture_stays_and_the_rest_goes() {
        let signature = b"\x89PNG\r\n\x1a\n".to_vec();
        let head = [signature.clone(), chunk(b"IHDR", &[1; 13])].concat();
        let tail = [chunk(b"eXIf", b"MM"), chunk(b"IDAT", &[2; 9]), chunk(b"IEND", b"")].concat();
        let rest = [chunk(b"iCCP", &[3; 900]), chunk(b"zTXt", &[4; 90]), chunk(b"eXIf", &[5; MAX_EXIF + 1])].concat();
        assert_eq!(plain(&[head.clone(), rest, tail.clone()].concat()), [head.clone(), tail].concat());
        let cut = [head, chunk(b"IDAT", &[2; 9])[..15].to_vec()].concat();
        assert_eq!(plain(&cut), cut);
        assert_eq!(plain(b"\x89PN"), b"\x89PN");
        assert_eq!(plain(&signature), signature);
    }
}
