//! Tests of photographs and files over HTTP: coming in, being refused, being handed out, rights, the blurred copy.
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::id::ReportId;
use testkit::TestApp;

use crate::browser::{Browser, Reply};
use crate::scene::{fall, submit};

mod corpus;
mod plans;

const BOUNDARY: &str = "----futawa7f3a";

/// One part of a form: name, file name, declared type, bytes.
pub(super) type Part<'a> = (&'a str, Option<&'a str>, &'a str, &'a [u8]);

fn form(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, kind, bytes) in parts {
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"").bytes());
        if let Some(file) = file {
            body.extend(format!("; filename=\"{file}\"\r\nContent-Type: {kind}").bytes());
        }
        body.extend(b"\r\n\r\n");
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}

async fn post(browser: &mut Browser, path: &str, parts: &[Part<'_>]) -> Reply {
    browser.post_raw(path, &format!("multipart/form-data; boundary={BOUNDARY}"), form(parts)).await
}

const ATTACH: Part<'static> = ("act", None, "", b"attach");

/// An answer whose body is bytes.
async fn bytes(browser: &Browser, path: &str) -> (StatusCode, axum::http::HeaderMap, Vec<u8>) {
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;
    let request = Request::get(path)
        .header(header::HOST, "localhost:8080")
        .header(header::COOKIE, format!("futawa={}", browser.cookies["futawa"]));
    let response = browser.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    (parts.status, parts.headers, body.collect().await.unwrap().to_bytes().to_vec())
}

/// A new full draft.
async fn draft(browser: &mut Browser) -> String {
    browser.get("/reports/new?door=full").await.location().to_owned()
}

/// Addresses of the files on a page.
fn addresses(page: &str, base: &str) -> Vec<String> {
    let start = format!("class=\"ui-file__open\" href=\"{base}/files/");
    page.match_indices(&start)
        .map(|(at, _)| {
            let rest = &page[at + start.len()..];
            format!("{base}/files/{}", rest.split('"').next().unwrap())
        })
        .collect()
}

/// A submitted report of `kaigo` with one photograph; gives its id and the address of the photograph.
async fn report_with_photo(t: &TestApp) -> (ReportId, String) {
    let id = submit(t, fall(t), "k").await;
    let mut browser = Browser::of(t, "kaigo").await;
    let parts = [("files", Some("a.jpg"), "image/jpeg", corpus::jpeg()), ("description", None, "", "床".as_bytes())];
    let added = post(&mut browser, &format!("/reports/{id}/files"), &parts).await;
    assert!(added.location().contains("done=files_attached"), "{}", added.location());
    let page = browser.get(&format!("/reports/{id}")).await;
    (id, addresses(&page.body, &format!("/reports/{id}"))[0].clone())
}

#[tokio::test]
async fn files_are_attached_described_taken_off_and_sent_with_the_report() {
    let t = TestApp::new().await;
    let mut browser = Browser::of(&t, "kaigo").await;
    let draft = draft(&mut browser).await;
    let files = format!("{draft}/files");
    let empty = browser.get(&files).await;
    assert!(empty.body.contains("multipart/form-data") && empty.body.contains("image/jpeg,image/png,application/pdf"));
    let parts = [
        ATTACH,
        ("files", Some("山田太郎.jpg"), "image/jpeg", corpus::jpeg()),
        ("files", Some("b.png"), "text/html", &corpus::png()),
        ("files", Some("c"), "image/jpeg", corpus::PDF),
    ];
    assert!(post(&mut browser, &files, &parts).await.location().contains("done=files_attached"));
    let page = browser.get(&files).await;
    let held = addresses(&page.body, &draft);
    assert_eq!(held.len(), 3);
    assert!(!page.body.contains("山田太郎"), "the sender's name for a file is not kept");
    let again = post(&mut browser, &files, &parts[..2]).await;
    assert!(again.location().contains("done=files_attached"));
    assert_eq!(addresses(&browser.get(&files).await.body, &draft).len(), 3, "the same file twice is one file");

    let id = held[0].rsplit('/').next().unwrap();
    let typed = [("act", None, "", b"back".as_slice()), (&format!("text_{id}"), None, "", "ぬれた床".as_bytes())];
    assert_eq!(post(&mut browser, &files, &typed).await.location(), format!("{draft}/what"));
    let remove = format!("remove:{}", held[1].rsplit('/').next().unwrap());
    post(&mut browser, &files, &[("act", None, "", remove.as_bytes())]).await;
    let page = browser.get(&files).await;
    assert!(page.body.contains("ぬれた床") && addresses(&page.body, &draft).len() == 2, "{}", page.body);
    assert_eq!(bytes(&browser, &held[1]).await.0, StatusCode::NOT_FOUND);

    let place = t.places[0].to_string();
    let answers = [
        ("narrative", "転倒"),
        ("occurred", "unknown"),
        ("place", &place),
        ("form", "fall"),
        ("reached", "unknown"),
        ("act", "check"),
    ];
    browser.post(&format!("{draft}/all"), &answers).await;
    let check = browser.get(&format!("{draft}/check")).await;
    assert!(check.body.contains(&format!("{}/thumb", held[0])), "{}", check.body);
    let sent = browser.post(&format!("{draft}/submit"), &[("key", check.hidden("key").unwrap())]).await;
    let report = sent.location().strip_suffix("/receipt").unwrap().to_owned();
    let record = browser.get(&report).await;
    assert_eq!(addresses(&record.body, &report).len(), 2);
    assert!(record.body.contains("alt=\"ぬれた床\""), "{}", record.body);
    assert_eq!(bytes(&browser, &held[0]).await.0, StatusCode::NOT_FOUND, "the draft is gone with its files");
    assert!(t.app.verify(&app::rows::VerifyOptions::default()).await.unwrap().findings().is_empty());
}

#[tokio::test]
async fn a_file_is_handed_out_with_headers_that_keep_it_harmless() {
    let t = TestApp::new().await;
    let (id, photo) = report_with_photo(&t).await;
    let mut risk = Browser::of(&t, "risk").await;
    post(
        &mut risk,
        &format!("/reports/{id}/files"),
        &[("files", Some("../../x\u{202e}fdp.exe"), "text/html", corpus::PDF)],
    )
    .await;
    let page = risk.get(&format!("/reports/{id}")).await;
    let pdf = addresses(&page.body, &format!("/reports/{id}"))[1].clone();
    for (path, kind, way) in [
        (photo.clone(), "image/jpeg", "inline; filename=\"R8-0001-1.jpg\""),
        (format!("{photo}/thumb"), "image/jpeg", "inline; filename=\"R8-0001-1.jpg\""),
        (pdf.clone(), "application/pdf", "attachment; filename=\"R8-0001-2.pdf\""),
    ] {
        let (status, headers, body) = bytes(&risk, &path).await;
        let header = |name: &str| headers[name].to_str().unwrap().to_owned();
        assert_eq!(status, StatusCode::OK, "{path}");
        assert_eq!(header("content-type"), kind);
        assert_eq!(header("content-disposition"), way);
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cache-control"), "private, no-store");
        assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
        assert!(!body.is_empty() && !body.windows(4).any(|part| part == b"Exif"), "{path}");
    }
    assert_eq!(bytes(&risk, &format!("{pdf}/thumb")).await.0, StatusCode::NOT_FOUND, "a document has no preview");
    let read = t.raw_rows().await.into_iter().filter(|row| row.text.contains("attachment_read")).count();
    assert_eq!(read, 2, "each opening of a whole file is journalled, previews are part of the page");
}

#[tokio::test]
async fn strangers_find_nothing_and_colleagues_without_the_right_are_told() {
    let t = TestApp::new().await;
    t.second_facility().await;
    let (id, photo) = report_with_photo(&t).await;
    let mut kaigo = Browser::of(&t, "kaigo").await;
    let draft = draft(&mut kaigo).await;
    post(&mut kaigo, &format!("{draft}/files"), &[ATTACH, ("files", Some("a"), "", corpus::jpeg())]).await;
    let own = addresses(&kaigo.get(&format!("{draft}/files")).await.body, &draft)[0].clone();
    let paths = [photo.clone(), format!("{photo}/thumb"), format!("{photo}/blur"), format!("/reports/{id}/files")];
    let colleague = Browser::of(&t, "kaigo2").await;
    let mut stranger = Browser::new(&t);
    let signed = t.app.sign_in("kita", "tanin", testkit::PASSWORD).await.unwrap();
    stranger.cookies.insert("futawa".to_owned(), signed.cookie);
    for path in &paths {
        assert_eq!(bytes(&colleague, path).await.0, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(bytes(&stranger, path).await.0, StatusCode::NOT_FOUND, "{path}");
        let nobody = Browser::new(&t).get(path).await;
        assert!(nobody.location().starts_with("/sign-in"), "{path}");
    }
    for path in [own.clone(), format!("{own}/thumb"), format!("{draft}/files")] {
        assert_eq!(bytes(&kaigo, &path).await.0, StatusCode::OK, "{path}");
        assert_eq!(
            bytes(&colleague, &path).await.0,
            StatusCode::NOT_FOUND,
            "another's draft is nobody's business: {path}"
        );
        assert_eq!(bytes(&stranger, &path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
    for mut other in [colleague, stranger] {
        let parts = [ATTACH, ("files", Some("a"), "", corpus::jpeg())];
        assert_eq!(post(&mut other, &format!("{draft}/files"), &parts).await.status, StatusCode::NOT_FOUND);
        let added = post(&mut other, &format!("/reports/{id}/files"), &parts).await;
        assert!([StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&added.status));
        let blurred = other.post(&format!("{photo}/blur"), &[("left_1", "0")]).await;
        assert!(matches!(blurred.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN), "{}", blurred.status);
    }
    let mixed = own.rsplit('/').next().unwrap();
    assert_eq!(
        bytes(&kaigo, &format!("/reports/{id}/files/{mixed}")).await.0,
        StatusCode::NOT_FOUND,
        "no way around the draft"
    );
    let other = submit(&t, fall(&t), "k2").await;
    let file = photo.rsplit('/').next().unwrap();
    assert_eq!(bytes(&kaigo, &format!("/reports/{other}/files/{file}")).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_blurred_copy_is_made_and_the_picture_stays() {
    let t = TestApp::new().await;
    let (id, photo) = report_with_photo(&t).await;
    let mut kaigo = Browser::of(&t, "kaigo").await;
    let blur = format!("{photo}/blur");
    let page = kaigo.get(&blur).await;
    assert!(
        page.body.contains(&format!("src=\"{photo}\"")) && page.body.contains("name=\"height_10\""),
        "{}",
        page.body
    );
    let half = kaigo.post(&blur, &[("left_1", "10"), ("top_1", "あ"), ("width_1", "20"), ("height_1", "20")]).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.body.contains("value=\"あ\"") && half.body.contains("四角で囲んでください"), "{}", half.body);
    assert_eq!(kaigo.post(&blur, &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let before = bytes(&kaigo, &photo).await.2;
    let made = kaigo.post(&blur, &[("left_3", "0"), ("top_3", "０"), ("width_3", "50"), ("height_3", "100%")]).await;
    assert!(made.location().contains("done=file_blurred"));
    let page = kaigo.get(&format!("/reports/{id}")).await;
    let files = addresses(&page.body, &format!("/reports/{id}"));
    assert_eq!(files.len(), 2);
    assert!(page.body.contains("ぼかし済み") && page.body.contains("写真をぼかした写しを作りました"), "{}", page.body);
    assert_eq!(bytes(&kaigo, &photo).await.2, before);
    assert_ne!(bytes(&kaigo, &files[1]).await.2, before);
    assert!(t.app.verify(&app::rows::VerifyOptions::default()).await.unwrap().findings().is_empty());
}

#[tokio::test]
async fn a_form_with_files_has_its_limits_and_no_other_form_takes_files() {
    let t = TestApp::new().await;
    let mut browser = Browser::of(&t, "kaigo").await;
    let draft = draft(&mut browser).await;
    let files = format!("{draft}/files");
    let none = post(&mut browser, &files, &[ATTACH, ("files", Some(""), "application/octet-stream", b"")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("ファイルが選ばれていません"), "{}", none.body);
    let plain = browser.post(&files, &[("act", "attach")]).await;
    assert_eq!(plain.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let elsewhere = post(&mut browser, &format!("{draft}/what"), &[ATTACH]).await;
    assert_eq!(elsewhere.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let told = Request::post(&files)
        .header(header::HOST, "localhost:8080")
        .header(header::COOKIE, format!("futawa={}", browser.cookies["futawa"]))
        .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"))
        .header(header::CONTENT_LENGTH, "70000000");
    let reply = crate::browser::send(&browser.router, told.body(Body::empty()).unwrap()).await;
    assert_eq!(reply.status, StatusCode::PAYLOAD_TOO_LARGE, "refused before a byte was read");
    assert!(reply.body.contains("合わせて60MB") && !reply.body.contains("文章を短く"), "{}", reply.body);
    let large = vec![0xff; domain::attachment::MAX_FILE_BYTES + 1];
    let parts = [ATTACH, ("files", Some("l"), "", &large), ("files", Some("s"), "", corpus::jpeg())];
    let mixed = post(&mut browser, &files, &parts).await;
    assert!(mixed.body.contains("1番目のファイルは大きすぎます"), "{}", mixed.body);
    assert_eq!(addresses(&mixed.body, &draft).len(), 1, "the one that was fine is kept");
    let pictures: Vec<Vec<u8>> = (0..10).map(corpus::numbered).collect();
    let parts: Vec<Part<'_>> = pictures.iter().map(|bytes| ("files", Some("n"), "", bytes.as_slice())).collect();
    let many = post(&mut browser, &files, &parts).await;
    assert!(many.body.contains("10番目のファイルは付けられませんでした"), "{}", many.body);
    assert_eq!(addresses(&many.body, &draft).len(), 10);
}

#[tokio::test]
async fn a_form_that_breaks_off_keeps_what_came_and_says_so() {
    let t = TestApp::new().await;
    let mut browser = Browser::of(&t, "kaigo").await;
    let draft = draft(&mut browser).await;
    let files = format!("{draft}/files");
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let (first, second) = (corpus::numbered(1), corpus::numbered(2));
    let two: [Part<'_>; 2] = [("files", Some("a"), "", &first), ("files", Some("b"), "", &second)];
    let whole = form(&two);
    let nul: Vec<u8> = form(&[two[0], ("act", None, "", b"a\0b"), two[1]]);
    let named: Vec<u8> = form(&[two[0], ("files", Some("b\u{1}"), "", &second)]);
    for (what, body) in
        [("cut", whole[..whole.len() - 40].to_vec()), ("NUL", nul), ("a control character in a name", named)]
    {
        let broken = browser.post_raw(&files, &kind, body).await;
        assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        assert!(broken.body.contains("最後まで読めませんでした"), "{what}: {}", broken.body);
        assert!(!broken.body.contains("何も変わっていません"), "{what}");
        assert_eq!(addresses(&broken.body, &draft).len(), 1, "{what}: the first one is kept and shown");
    }
    let id = submit(&t, fall(&t), "k").await;
    let files = format!("/reports/{id}/files");
    let broken = browser.post_raw(&files, &kind, whole[..whole.len() - 40].to_vec()).await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(addresses(&broken.body, &format!("/reports/{id}")).len(), 0, "the record takes no half form");
}

#[tokio::test]
async fn thousands_of_tiny_files_are_passed_over() {
    let t = TestApp::new().await;
    let mut browser = Browser::of(&t, "kaigo").await;
    let draft = draft(&mut browser).await;
    let parts: Vec<Part<'_>> = (0..5_000).map(|_| ("files", Some("n"), "", b"x".as_slice())).collect();
    let many = post(&mut browser, &format!("{draft}/files"), &parts).await;
    assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(many.body.contains("21番目のファイルは付けられませんでした") && !many.body.contains("22番目"));
    assert!(many.body.contains("20番目のファイルは、JPEG"), "{}", many.body);
}
