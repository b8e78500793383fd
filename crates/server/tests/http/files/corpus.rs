//! The kept-back corpus of hostile files, made here byte by byte: each is refused in words within a second or kept without harm.
use std::io::Cursor;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use testkit::TestApp;

use super::{ATTACH, addresses, bytes, draft, post};
use crate::browser::Browser;

static PHOTO: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let shade = |x: u32, y: u32| image::Rgb([(x * 6) as u8, (y * 7) as u8, (x ^ y) as u8]);
    let picture = image::DynamicImage::ImageRgb8(image::RgbImage::from_fn(40, 30, shade));
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let bytes = bytes.into_inner();
    let exif = b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0GPS 35.681236,139.767125";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&bytes[..2], &[0xff, 0xe1], &length, exif, &bytes[2..]].concat()
});

/// A whole JPEG with an Exif block that names a place.
pub(super) fn jpeg() -> &'static [u8] {
    &PHOTO
}

/// A small whole PDF.
pub(super) const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

fn adler(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    (b << 16) | a
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut body = name.to_vec();
    body.extend(data);
    let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend(&body);
    chunk.extend(crc(&body).to_be_bytes());
    chunk
}

/// A grey PNG of this size; its rows are stored, not packed.
fn gray(width: u8, height: u8, shade: u8) -> Vec<u8> {
    let row: Vec<u8> = std::iter::once(0).chain((0..width).map(|x| shade.wrapping_add(x))).collect();
    let rows = row.repeat(usize::from(height));
    let length = u16::try_from(rows.len()).unwrap();
    let mut stored = vec![0x78, 0x01, 0x01];
    stored.extend(length.to_le_bytes());
    stored.extend((!length).to_le_bytes());
    stored.extend(&rows);
    stored.extend(adler(&rows).to_be_bytes());
    with_body((width.into(), height.into()), 0, &stored)
}

fn with_body((width, height): (u32, u32), color: u8, body: &[u8]) -> Vec<u8> {
    let mut head = width.to_be_bytes().to_vec();
    head.extend(height.to_be_bytes());
    head.extend([8, color, 0, 0, 0]);
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &head), &chunk(b"IDAT", body), &chunk(b"IEND", &[])].concat()
}

/// A whole PNG.
pub(super) fn png() -> Vec<u8> {
    gray(20, 10, 0)
}

/// A whole PNG that differs from the others by its shade.
pub(super) fn numbered(number: u8) -> Vec<u8> {
    gray(20, 10, number + 1)
}

/// What is sent, and the words of its refusal.
fn refused() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let jpeg_cut = jpeg()[..jpeg().len() - 9].to_vec();
    let pdf = |body: &str| format!("%PDF-1.7\n{body}\n%%EOF").into_bytes();
    let svg = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>";
    vec![
        ("0 bytes", Vec::new(), "空です"),
        ("a truncated JPEG", jpeg_cut, "壊れている"),
        ("a truncated PNG", png()[..60].to_vec(), "壊れている"),
        ("only the first bytes of a JPEG", b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), "壊れている"),
        ("an SVG with a script", svg.to_vec(), "どれでもありません"),
        (
            "a page that says it is a picture",
            b"<!doctype html><script>alert(1)</script>".to_vec(),
            "どれでもありません",
        ),
        ("a GIF that is a script too", b"GIF89a/*\0*/=1;alert(1)".to_vec(), "どれでもありません"),
        ("an archive", b"PK\x03\x04\x14\0\0\0".to_vec(), "どれでもありません"),
        ("a program", b"MZ\x90\0\x03".to_vec(), "どれでもありません"),
        ("the EICAR test file", b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR".to_vec(), "どれでもありません"),
        ("a HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "HEIC"),
        ("a bomb of 2.5 thousand million points", with_body((50_000, 50_000), 2, &[0x78, 0x9c]), "画素数が多すぎます"),
        ("a bomb that unpacks without end", with_body((7_000, 7_000), 2, &[0x78, 0x9c, 0xed]), "壊れている"),
        ("a locked PDF", pdf("trailer<</Encrypt 3 0 R>>"), "パスワード"),
        ("a PDF with a script", pdf("<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"), "動くしかけ"),
        ("a PDF with a disguised script", pdf("<</S/J#61v#61Script>>"), "動くしかけ"),
        ("a PDF that carries a file", pdf("<</Names<</EmbeddedFiles 1 0 R>>>>"), "動くしかけ"),
        ("a PDF with an archive behind it", [PDF, b"PK\x03\x04".as_slice()].concat(), "壊れている"),
    ]
}

#[tokio::test]
async fn hostile_files_are_refused_in_words_within_a_second() {
    let t = TestApp::new().await;
    let mut browser = Browser::of(&t, "kaigo").await;
    let files = format!("{}/files", draft(&mut browser).await);
    for (what, bytes, words) in refused() {
        let start = Instant::now();
        let parts = [ATTACH, ("files", Some("x.jpg"), "image/jpeg", bytes.as_slice())];
        let reply = post(&mut browser, &files, &parts).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}: {}", reply.body);
        assert!(reply.body.contains(words), "{what}: {}", reply.body);
        assert!(start.elapsed() < Duration::from_secs(1), "{what} took {:?}", start.elapsed());
    }
    assert!(!browser.get(&files).await.body.contains("ui-file__open"), "nothing of it is kept");
}

#[tokio::test]
async fn names_and_what_hangs_behind_a_picture_do_no_harm() {
    let t = TestApp::new().await;
    let mut browser = Browser::of(&t, "kaigo").await;
    let draft = draft(&mut browser).await;
    let files = format!("{draft}/files");
    let polyglot = [jpeg(), b"PK\x03\x04<script>alert(1)</script>%PDF-1.4".as_slice()].concat();
    let long = "x".repeat(5_000);
    let names = ["../../../../etc/passwd", "\u{202e}gpj.exe", "CON", "a\\b:c|d", &long, "写真(1).svg", "a;b=c"];
    for (number, name) in (0_u8..).zip(names) {
        let picture = numbered(number);
        let sent = post(&mut browser, &files, &[ATTACH, ("files", Some(name), "image/svg+xml", &picture)]).await;
        assert!(sent.location().contains("done=files_attached"), "{name}");
    }
    post(&mut browser, &files, &[ATTACH, ("files", Some("p.html"), "text/html", &polyglot)]).await;
    let page = browser.get(&files).await;
    for name in names.iter().filter(|name| name.len() > 3) {
        assert!(!page.body.contains(name), "{name}");
    }
    let held = addresses(&page.body, &draft);
    assert_eq!(held.len(), names.len() + 1);
    let (_, headers, kept) = bytes(&browser, &held[names.len()]).await;
    assert_eq!(headers["content-type"], "image/jpeg");
    for trace in [&b"PK\x03\x04"[..], b"script", b"%PDF", b"Exif", b"35.68"] {
        assert!(!kept.windows(trace.len()).any(|part| part == trace), "{}", String::from_utf8_lossy(trace));
    }
    for row in t.raw_rows().await {
        assert!(!row.text.contains("passwd") && !row.text.contains("写真(1)"), "{}", row.table);
    }
}
