//! Tests of `picture`: what is left of a picture, what is refused before it is unpacked, and that nothing can be read after a blur.
use image::{GrayImage, Rgb, RgbImage};

use super::*;

fn noise(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([(x * 7 % 256) as u8, (y * 11 % 256) as u8, ((x ^ y) % 256) as u8]))
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encoded(&DynamicImage::ImageRgb8(noise(width, height)), ImageFormat::Jpeg)
}

/// A JPEG with an Exif block that a camera would write: turned by 90°, with a maker and a place (35°41′ north).
fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(3_u16.to_le_bytes());
    for (tag, kind, count, value) in
        [(0x010f_u16, 2_u16, 4_u32, u32::from_le_bytes(*b"CAM\0")), (0x0112, 3, 1, 6), (0x8825, 4, 1, 50)]
    {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend(count.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    }
    tiff.extend([0; 4]);
    tiff.extend(1_u16.to_le_bytes());
    tiff.extend(1_u16.to_le_bytes());
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(2_u32.to_le_bytes());
    tiff.extend(b"N\0\0\0");
    tiff.extend([0; 4]);
    tiff.extend(b"GPS 35.681236,139.767125");
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
    bytes.extend(b"Exif\0\0");
    bytes.extend(&tiff);
    bytes.extend(&jpeg[2..]);
    bytes
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn place_maker_and_what_hangs_behind_are_gone_and_the_picture_stands_upright() {
    let mut sent = with_exif(&jpeg(60, 40));
    sent.extend(b"PK\x03\x04<script>alert(1)</script>");
    assert!(holds(&sent, b"Exif") && holds(&sent, b"35.681236"));
    assert_eq!(domain::attachment::sniff(&sent), Ok(FileKind::Jpeg));
    let kept = prepare(FileKind::Jpeg, sent).await.unwrap();
    assert_eq!(kept.size, Some((40, 60)), "turned as the camera said");
    for bytes in [&kept.bytes, kept.thumb.as_ref().unwrap()] {
        for trace in [&b"Exif"[..], b"35.681236", b"CAM", b"PK\x03\x04", b"script"] {
            assert!(!holds(bytes, trace), "{}", String::from_utf8_lossy(trace));
        }
        assert_eq!(domain::attachment::sniff(bytes), Ok(FileKind::Jpeg));
    }
}

#[tokio::test]
async fn texts_and_trailing_bytes_of_a_png_are_gone() {
    let mut sent = encoded(&DynamicImage::ImageRgb8(noise(9, 9)), ImageFormat::Png);
    let mut chunk = 13_u32.to_be_bytes().to_vec();
    chunk.extend(b"tEXtAuthor\0Yamada");
    chunk.extend(crc(&chunk[4..]).to_be_bytes());
    sent.splice(33..33, chunk);
    sent.extend(b"%PDF-1.4");
    assert_eq!(domain::attachment::sniff(&sent), Ok(FileKind::Png));
    let kept = prepare(FileKind::Png, sent).await.unwrap();
    assert!(!holds(&kept.bytes, b"Yamada") && !holds(&kept.bytes, b"%PDF"));
    let again = image::load_from_memory(&kept.bytes).unwrap();
    assert_eq!(again.to_rgb8(), noise(9, 9), "a PNG keeps every picture point");
}

/// The checksum of a PNG chunk (ISO/IEC 15948, annex D).
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[tokio::test]
async fn a_large_picture_is_reduced_and_every_picture_has_a_preview() {
    let kept = prepare(FileKind::Jpeg, jpeg(3000, 1500)).await.unwrap();
    assert_eq!(kept.size, Some((2560, 1280)));
    let small = image::load_from_memory(kept.thumb.as_ref().unwrap()).unwrap();
    assert_eq!(small.dimensions(), (400, 200));
    let gray = GrayImage::from_fn(20, 10, |x, _| image::Luma([x as u8 * 10]));
    let kept = prepare(FileKind::Png, encoded(&DynamicImage::ImageLuma8(gray), ImageFormat::Png)).await.unwrap();
    assert_eq!(kept.size, Some((20, 10)));
    let clear = RgbaImage::from_pixel(5, 5, Rgba([1, 2, 3, 0]));
    let kept = prepare(FileKind::Png, encoded(&DynamicImage::ImageRgba8(clear), ImageFormat::Png)).await.unwrap();
    assert!(image::load_from_memory(&kept.bytes).unwrap().color().has_alpha());
}

/// A PNG whose head promises this many picture points and whose body is short.
fn bomb(width: u32, height: u32, depth: u8, color: u8) -> Vec<u8> {
    let chunk = |name: &[u8; 4], data: &[u8]| {
        let mut body = name.to_vec();
        body.extend(data);
        let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
        chunk.extend(&body);
        chunk.extend(crc(&body).to_be_bytes());
        chunk
    };
    let mut head = width.to_be_bytes().to_vec();
    head.extend(height.to_be_bytes());
    head.extend([depth, color, 0, 0, 0]);
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend(chunk(b"IHDR", &head));
    bytes.extend(chunk(b"IDAT", &[0x78, 0x9c, 0x63, 0, 1]));
    bytes.extend(chunk(b"IEND", &[]));
    bytes
}

#[tokio::test]
async fn bombs_are_refused_by_their_head() {
    for (bytes, what) in [
        (bomb(50_000, 50_000, 8, 2), "2.5 thousand million picture points"),
        (bomb(u32::MAX >> 1, u32::MAX >> 1, 8, 2), "the largest that can be written"),
        (bomb(7_000, 7_000, 16, 6), "49 million, of eight bytes each"),
        (bomb(1, 60_000_000, 1, 0), "one point wide"),
    ] {
        assert_eq!(domain::attachment::sniff(&bytes), Ok(FileKind::Png), "{what}");
        assert_eq!(prepare(FileKind::Png, bytes).await.unwrap_err(), FileRefusal::Pixels, "{what}");
    }
    assert_eq!(prepare(FileKind::Png, bomb(10, 10, 8, 2)).await.unwrap_err(), FileRefusal::Broken);
    assert_eq!(prepare(FileKind::Png, bomb(10, 10, 8, 9)).await.unwrap_err(), FileRefusal::Broken);
    assert_eq!(prepare(FileKind::Jpeg, hollow()).await.unwrap_err(), FileRefusal::Broken, "a head without a body");
    let mut wide = jpeg(16, 16);
    let at = wide.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    wide[at + 5..at + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    assert_eq!(prepare(FileKind::Jpeg, wide).await.unwrap_err(), FileRefusal::Pixels);
}

/// A JPEG whose head promises 49 million picture points and whose body holds 256: the most that is opened at all.
fn hollow() -> Vec<u8> {
    let mut bytes = jpeg(16, 16);
    let at = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    let side = 7_000_u16.to_be_bytes();
    bytes[at + 5..at + 9].copy_from_slice(&[side[0], side[1], side[0], side[1]]);
    bytes
}

/// The most memory that this process has held, in kB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
#[ignore = "measures the memory of the whole process: run it alone, cargo test -p app --lib -- --ignored the_largest"]
async fn the_largest_picture_that_is_opened_stays_within_its_memory() {
    let idle = peak();
    let start = std::time::Instant::now();
    let padded = [hollow(), vec![0; 100_000]].concat();
    let answer = prepare(FileKind::Jpeg, padded).await;
    let (held, took) = (peak() - idle, start.elapsed());
    println!("{held} kB above idle, {took:?}, taken: {}", answer.is_ok());
    assert!(held < 170_000, "{held} kB");
}

#[tokio::test]
async fn no_changed_byte_makes_it_fall_over() {
    for kind in [FileKind::Jpeg, FileKind::Png] {
        let whole = encoded(&DynamicImage::ImageRgb8(noise(24, 24)), format(kind));
        for at in (0..whole.len()).step_by(whole.len() / 150 + 1) {
            for change in [0x00, 0x01, 0x7f, 0xff] {
                let mut bytes = whole.clone();
                bytes[at] ^= change;
                // Only that there is an answer counts: kept anew, or refused.
                if let Ok(kind) = domain::attachment::sniff(&bytes) {
                    let answer = prepare(kind, bytes).await;
                    assert!(answer.is_ok_and(|kept| !kept.bytes.is_empty()) || change != 0, "byte {at}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_blurred_rectangle_holds_nothing_and_the_rest_is_untouched() {
    // Stripes as fine as writing: black and white by turns.
    let stripes = RgbImage::from_fn(200, 100, |x, _| if x % 4 < 2 { Rgb([0; 3]) } else { Rgb([255; 3]) });
    let sent = encoded(&DynamicImage::ImageRgb8(stripes.clone()), ImageFormat::Png);
    let rect = BlurRect::new(250, 200, 500, 600).unwrap();
    let kept = blurred(FileKind::Png, sent, vec![rect]).await.unwrap();
    let after = image::load_from_memory(&kept.bytes).unwrap().to_rgb8();
    for (x, y, pixel) in after.enumerate_pixels() {
        if (50..150).contains(&x) && (20..80).contains(&y) {
            assert!((118..=138).contains(&pixel[0]), "{x},{y}: {pixel:?} shows a stripe");
        } else {
            assert_eq!(pixel, stripes.get_pixel(x, y), "{x},{y}");
        }
    }
    let small = image::load_from_memory(kept.thumb.as_ref().unwrap()).unwrap().to_rgb8();
    assert!((118..=138).contains(&small.get_pixel(100, 50)[0]), "the preview is made from the copy");
    let pdf = blurred(FileKind::Pdf, b"%PDF-1.7".to_vec(), Vec::new()).await;
    assert_eq!(pdf.unwrap_err(), FileRefusal::NotAPicture);
}

#[tokio::test]
async fn a_large_picture_goes_on_paper_smaller_and_on_white_and_a_small_one_as_it_is() {
    let noisy = |x: u32, y: u32| (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).to_le_bytes();
    let mut large = RgbaImage::from_fn(2000, 1000, |x, y| Rgba(noisy(x, y)));
    for x in 0..400 {
        for y in 0..400 {
            large.put_pixel(x, y, Rgba([0, 0, 0, 0]));
        }
    }
    let sent = encoded(&DynamicImage::ImageRgba8(large), ImageFormat::Png);
    assert!(sent.len() > SMALL_ON_PAPER);
    let (kind, bytes) = for_paper(FileKind::Png, sent).await.unwrap();
    assert_eq!(kind, FileKind::Jpeg);
    let shown = image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).unwrap().into_rgb8();
    assert_eq!(shown.dimensions(), (1600, 800));
    assert!(shown.get_pixel(100, 100).0.iter().all(|part| *part > 250), "what is transparent is the paper's white");

    let small = encoded(&DynamicImage::ImageRgb8(noise(60, 40)), ImageFormat::Png);
    assert_eq!(for_paper(FileKind::Png, small.clone()).await.unwrap(), (FileKind::Png, small));
}

/// A profile or a text may unpack to far more than the picture; a head may promise more than any body holds.
#[tokio::test]
async fn what_unpacks_to_much_is_left_packed_and_a_promise_too_large_is_broken() {
    let png = encoded(&DynamicImage::ImageRgb8(noise(60, 40)), ImageFormat::Png);
    let profile = [b"p\0\0".as_slice(), &[0x78; 5000]].concat();
    let length = u32::try_from(profile.len()).unwrap().to_be_bytes();
    let chunk = [length.as_slice(), b"iCCP", &profile, &[0; 4]].concat();
    // Behind the head, which takes 33 bytes.
    let with_profile = [&png[..33], &chunk, &png[33..]].concat();
    let (kept, plain) = (prepare(FileKind::Png, with_profile).await, prepare(FileKind::Png, png.clone()).await);
    assert_eq!(kept.unwrap().bytes, plain.unwrap().bytes);

    let mut head = png[..33].to_vec();
    head[16..24].copy_from_slice(&[0, 0, 0x1b, 0x58, 0, 0, 0x1b, 0x58]);
    assert!(matches!(prepare(FileKind::Png, [&head, &png[33..]].concat()).await, Err(FileRefusal::Broken)));
}
