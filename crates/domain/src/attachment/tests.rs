//! Tests of `attachment`: what a file is told to be, what is refused and why, rectangles, descriptions.
use super::*;

/// The least that passes as a whole JPEG for the walk: a comment, a scan with a stuffed byte and a restart, the end.
fn jpeg() -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xfe, 0, 4, b'h', b'i', 0xff, 0xc0, 0, 3, 8];
    bytes.extend([0xff, 0xda, 0, 3, 1, 7, 0xff, 0x00, 9, 0xff, 0xd0, 8, 0xff, 0xd9]);
    bytes
}

fn png() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend([0, 0, 0, 2]);
    bytes.extend(b"tEXtab\0\0\0\0");
    bytes.extend([0, 0, 0, 0]);
    bytes.extend(b"IEND\0\0\0\0");
    bytes
}

fn pdf(body: &str) -> Vec<u8> {
    format!("%PDF-1.7\n{body}\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n").into_bytes()
}

#[test]
fn the_three_kinds_are_told_by_their_bytes() {
    assert_eq!(sniff(&jpeg()), Ok(FileKind::Jpeg));
    assert_eq!(sniff(&png()), Ok(FileKind::Png));
    assert_eq!(sniff(&pdf("1 0 obj <</Type /Catalog>> endobj")), Ok(FileKind::Pdf));
    // What hangs behind the end of a picture is no obstacle: it vanishes when the picture is written anew.
    assert_eq!(sniff(&[jpeg(), b"PK\x03\x04".to_vec()].concat()), Ok(FileKind::Jpeg));
    assert_eq!(sniff(&[png(), b"<script>".to_vec()].concat()), Ok(FileKind::Png));
}

#[test]
fn a_jpeg_that_no_decoder_here_reads_is_told_from_a_broken_one() {
    let of = |code: u8, bits: u8| {
        let frame = [0xff, code, 0, 4, bits, 0];
        let rest = [0xff, 0xda, 0, 3, 1, 7, 9, 0xff, 0xd9];
        [&[0xff, 0xd8][..], &frame, &rest].concat()
    };
    for code in [0xc0, 0xc1, 0xc2] {
        assert_eq!(sniff(&of(code, 8)), Ok(FileKind::Jpeg), "{code:x}");
        assert_eq!(sniff(&of(code, 12)), Err(FileRefusal::JpegKind), "{code:x}");
    }
    for code in [0xc3, 0xc5, 0xc9, 0xca, 0xcb, 0xcf, 0xf7] {
        assert_eq!(sniff(&of(code, 8)), Err(FileRefusal::JpegKind), "{code:x}");
    }
    for table in [0xc4, 0xcc] {
        assert_eq!(sniff(&of(table, 8)), Ok(FileKind::Jpeg), "no frame, only a table: {table:x}");
    }
}

#[test]
fn a_jpeg_in_layers_is_told_from_one_in_a_single_scan() {
    assert!(!is_layered_jpeg(&jpeg()));
    let progressive: Vec<u8> = jpeg().iter().map(|byte| if *byte == 0xc0 { 0xc2 } else { *byte }).collect();
    assert!(is_layered_jpeg(&progressive));
    let end = jpeg().len() - 2;
    let twice = [&jpeg()[..end], &[0xff, 0xda, 0, 3, 1, 7, 0xff, 0xd9][..]].concat();
    assert!(is_layered_jpeg(&twice));
    assert!(is_layered_jpeg(&jpeg()[..end]), "what cannot be walked is treated with care");
}

#[test]
fn every_cut_of_a_picture_is_broken() {
    for whole in [jpeg(), png()] {
        for length in 8..whole.len() {
            assert_eq!(sniff(&whole[..length]), Err(FileRefusal::Broken), "{length} of {}", whole.len());
        }
    }
    let whole = pdf("");
    assert_eq!(sniff(&whole[..whole.len() - 8]), Err(FileRefusal::Broken));
}

#[test]
fn what_is_no_picture_and_no_document_is_refused_by_name() {
    let refused: [(&[u8], FileRefusal); 9] = [
        (b"", FileRefusal::Empty),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", FileRefusal::Type),
        (b"GIF89a", FileRefusal::Type),
        (b"MZ\x90\0", FileRefusal::Type),
        (b"PK\x03\x04", FileRefusal::Type),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", FileRefusal::Heic),
        (b"\0\0\0\x1cftypmif1\0\0\0\0", FileRefusal::Heic),
        (b" %PDF-1.7\n%%EOF", FileRefusal::Type),
        (b"\xff\xd8\xff\xd9", FileRefusal::Broken),
    ];
    for (bytes, refusal) in refused {
        assert_eq!(sniff(bytes), Err(refusal), "{}", String::from_utf8_lossy(bytes));
    }
    assert_eq!(sniff(&vec![0; MAX_FILE_BYTES + 1]), Err(FileRefusal::TooLarge));
}

#[test]
fn a_pdf_that_is_locked_or_acts_is_refused() {
    let refused = [
        ("2 0 obj <</Filter /Standard /V 4>> endobj trailer <</Encrypt 2 0 R>>", FileRefusal::PdfLocked),
        ("<</OpenAction <</S /JavaScript /JS (app.alert(1))>>>>", FileRefusal::PdfActive),
        ("<</S/J#61vaScript/JS(x)>>", FileRefusal::PdfActive),
        ("<</S /#4c#61unch /F (cmd.exe)>>", FileRefusal::PdfActive),
        ("<</Names <</EmbeddedFiles 3 0 R>>>>", FileRefusal::PdfActive),
        ("<</AcroForm <</XFA 4 0 R>>>>", FileRefusal::PdfActive),
    ];
    for (body, refusal) in refused {
        assert_eq!(sniff(&pdf(body)), Err(refusal), "{body}");
    }
    for good in ["<</JavaScripts 1>>", "/", "/#", "/#4", "<</Title (JavaScript)>>", "<</XFAB 1>>"] {
        assert_eq!(sniff(&pdf(good)), Ok(FileKind::Pdf), "{good}");
    }
    let hung_on = [pdf(""), b"PK\x03\x04".to_vec()].concat();
    assert_eq!(sniff(&hung_on), Err(FileRefusal::Broken));
}

#[test]
fn codes_are_unique_and_lead_back() {
    for kind in FileKind::ALL {
        assert_eq!(FileKind::from_code(kind.code()), Some(kind));
    }
    let codes: std::collections::BTreeSet<&str> = FileRefusal::ALL.iter().map(|refusal| refusal.code()).collect();
    assert_eq!(codes.len(), FileRefusal::ALL.len());
}

#[test]
fn room_ends_at_ten_files_and_at_sixty_megabytes() {
    assert_eq!(room_for(MAX_FILES - 1, 0, 1), Ok(()));
    assert_eq!(room_for(MAX_FILES, 0, 1), Err(FileRefusal::TooMany));
    assert_eq!(room_for(1, MAX_TOTAL_BYTES - 1, 1), Ok(()));
    assert_eq!(room_for(1, MAX_TOTAL_BYTES, 1), Err(FileRefusal::Total));
}

#[test]
fn rectangles_are_read_as_typed_and_never_miss_an_edge() {
    assert_eq!(BlurRect::parse(["１０", "20.5", "30,5", "5%"]), BlurRect::new(100, 205, 305, 50));
    for bad in [["x", "1", "1", "1"], ["0", "0", "0", "5"], ["-1", "0", "5", "5"], ["101", "0", "5", "5"], [""; 4]] {
        assert_eq!(BlurRect::parse(bad), None, "{bad:?}");
    }
    assert_eq!(BlurRect::parse(["NaN", "0", "5", "5"]), None);
    assert_eq!(BlurRect::parse(["100", "0", "5", "5"]), None, "nothing is left of it");
    assert_eq!(BlurRect::new(900, 900, 500, 500).unwrap().in_picture(100, 50), (90, 45, 10, 5));
    assert_eq!(BlurRect::new(1, 1, 1, 1).unwrap().in_picture(3, 3), (0, 0, 1, 1), "at least one picture point");
    assert_eq!(BlurRect::new(999, 999, 1, 1).unwrap().in_picture(1, 1), (0, 0, 1, 1));
    for width in [1, 7, 640, 2560] {
        for left in (0..1000).step_by(37) {
            let (x, _, w, _) = BlurRect::new(left, 0, 333, 10).unwrap().in_picture(width, 10);
            let (from, to) = (f64::from(left) / 1000.0, f64::from((left + 333).min(1000)) / 1000.0);
            assert!(f64::from(x) <= from * f64::from(width), "{left} of {width}");
            assert!(f64::from(x + w) >= to * f64::from(width) - 1e-9 && x + w <= width, "{left} of {width}");
        }
    }
}

#[test]
fn a_description_is_one_harmless_line() {
    assert_eq!(description("  床の\u{202e}ようす\r\n２枚目\u{0}  "), "床のようす  ２枚目");
    assert_eq!(description(&"あ".repeat(500)).chars().count(), MAX_DESCRIPTION_CHARS);
    assert_eq!(description("\u{200b}\u{feff}"), "");
}
