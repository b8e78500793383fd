//! Every sample is rendered and read back with poppler (pdftotext, pdffonts, pdfinfo); hostile input is laid out too.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "helpers of tests fail by panicking and say what they skip"
)]

#[path = "documents/bound.rs"]
mod bound;
#[path = "documents/hostile.rs"]
mod hostile;
#[path = "documents/meeting.rs"]
mod meeting;
#[path = "documents/samples.rs"]
mod samples;
#[path = "documents/tools.rs"]
mod tools;

use pdf::{Further, Picture, PictureContent, ReportForm, Reports, Seal};
use samples::{cover, form, many, strings};
use tools::{bare, fonts, pages, text};

/// Everything that stands in a sample comes back as text, in one of poppler's two orders.
fn all_comes_back(name: &str, bytes: &[u8], sample: &str) {
    let (Some(read), Some(raw)) = (text(bytes, &[]), text(bytes, &["-raw"])) else { return };
    let (read, raw) = (bare(&read), bare(&raw));
    for string in strings(sample) {
        let wanted = bare(&string);
        assert!(read.contains(&wanted) || raw.contains(&wanted), "{name}: {string} is not in\n{read}");
    }
}

#[test]
fn every_sample_form_has_two_sheets_and_gives_its_texts_back() {
    for name in samples::FORMS {
        let bytes = pdf::report(&cover(name), form(name)).unwrap();
        tools::keep(name, &bytes);
        if let Some(count) = pages(&bytes) {
            assert_eq!(count, samples::sheets(name), "{name}");
        }
        all_comes_back(name, &bytes, samples::json(name));
    }
}

#[test]
fn the_month_the_list_the_trail_and_the_press_sheet_give_their_texts_back() {
    let month = pdf::month(&cover("month"), &samples::read("month")).unwrap();
    let list = pdf::list(&cover("list"), &samples::read("list")).unwrap();
    let trail = pdf::trail(&cover("trail"), samples::read("trail")).unwrap();
    let press = pdf::press(&cover("press"), &samples::read("press")).unwrap();
    for (name, bytes) in [("month", month), ("list", list), ("trail", trail), ("press", press)] {
        tools::keep(name, &bytes);
        all_comes_back(name, &bytes, samples::json(name));
        tools::assert_accessible(name, &bytes);
    }
}

#[test]
fn fonts_are_embedded_and_subset_and_the_file_is_tagged_and_archival() {
    for name in samples::FORMS {
        let bytes = pdf::report(&cover(name), form(name)).unwrap();
        tools::assert_accessible(name, &bytes);
        assert!(fonts(&bytes).is_none_or(|list| list.iter().any(|font| font.contains("BIZUDPGothic"))), "{name}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let once = pdf::report(&cover("a"), form("report-welfare")).unwrap();
    let other = pdf::report(&cover("a"), form("report-medication")).unwrap();
    let again = pdf::report(&cover("a"), form("report-welfare")).unwrap();
    assert_eq!(once, again);
    assert_ne!(once, other);
}

#[test]
fn a_seal_keeps_its_words_and_its_date() {
    let stamp = |date: &str| {
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" font-family="BIZ UDPGothic" font-weight="700" text-anchor="middle" fill="#c2272d"><circle cx="50" cy="50" r="44" fill="none" stroke="#c2272d"/><text x="50" y="31" font-size="16">夜間責任者</text><text x="50" y="56" font-size="12">{date}</text><text x="50" y="82" font-size="18">髙﨑</text></svg>"##
        )
    };
    let mut one = form("report-welfare");
    one.first_round[0].seal = Some(Seal::new("髙﨑", Some(stamp("2026.11.21"))));
    let Some(words) = text(&pdf::report(&cover("a"), one).unwrap(), &["-bbox"]) else { return };
    let side = |line: &str, name: &str| -> f64 {
        line.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    let middle = |line: &str| (side(line, "xMin") + side(line, "xMax")) / 2.0;
    let date = words.lines().find(|line| line.contains(">2026.11.21<")).unwrap();
    let office = words.lines().find(|line| line.contains("夜間責任者")).unwrap();
    assert!(words.contains("髙﨑"), "{words}");
    // The words begin at the left edge of a picture of 10.5 mm; the date stands in its middle.
    let edge = side(office, "xMin");
    assert!((middle(date) - edge - 10.5 / 2.0 * 72.0 / 25.4).abs() < 0.5, "{date} {office}");
}

/// The foot of the first two sheets is placed by hand, that of a continuation is the page's: all stand at one height.
#[test]
fn the_foot_stands_at_one_height_on_ordinary_and_on_long_forms() {
    let mut long = form("report-welfare");
    long.narrative = "廊下で転倒した。".repeat(400);
    let mut heights = Vec::new();
    for one in [form("report-welfare"), long] {
        let Some(words) = text(&pdf::report(&cover("a"), one).unwrap(), &["-bbox"]) else { return };
        let feet = words.lines().filter(|line| line.contains("K7QF-29XM"));
        heights.extend(feet.map(|line| line.split("yMin=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()));
    }
    assert!(heights.len() >= 5 && heights.iter().all(|height| *height == heights[0]), "{heights:?}");
}

#[test]
fn every_page_names_the_document_its_code_and_its_place() {
    let bytes = pdf::report(&cover("a"), form("report-welfare")).unwrap();
    let Some(read) = text(&bytes, &[]) else { return };
    let sheets: Vec<&str> = read.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    for (index, page) in sheets.iter().enumerate() {
        for wanted in ["2026-0123", "K7QF-29XM", &format!("{}/2", index + 1)] {
            assert!(page.contains(wanted), "page {index}: {wanted}");
        }
    }
}

#[test]
fn a_blank_form_answers_nothing_and_carries_the_link() {
    for name in ["report-welfare", "report-hospital"] {
        let blank = form(name).blank("https://example.jp/f/aozora/report");
        let bytes = pdf::report(&cover(name), blank).unwrap();
        tools::keep(&format!("{name}-blank"), &bytes);
        assert!(pages(&bytes).is_none_or(|count| count == 2), "{name}");
        let Some(read) = text(&bytes, &[]) else { return };
        let read = bare(&read);
        assert!(read.contains("https://example.jp/f/aozora/report"), "{name}");
        assert!(read.contains("午前・午後") && !read.contains("髙﨑"), "{name}");
    }
}

#[test]
fn many_forms_make_one_file_and_each_counts_its_own_pages() {
    let forms = vec![form("report-welfare"), form("report-medication"), form("report-anonymous")];
    let bytes = many(&forms, Reports::AT_ONCE);
    if let (Some(count), Some(read)) = (pages(&bytes), text(&bytes, &[])) {
        let sheets = samples::sheets("report-welfare") + samples::sheets("report-medication") + 2;
        assert_eq!(count, sheets);
        assert_eq!(read.lines().filter(|line| line.trim() == "1/2").count(), 3, "{read}");
        assert!(read.contains("2026-0123") && read.contains("2026-0124") && read.contains("2026-0125"));
    }
    assert_eq!(Reports::new().finish(), Err(pdf::PdfError::Empty));
    assert_eq!(Reports::new().add(&cover("none"), Vec::new()).err(), Some(pdf::PdfError::Empty));
}

#[test]
fn sheets_are_numbered_by_form_in_a_file_of_many() {
    let further = |length: usize| Further { title: "追記".into(), text: "確認しました。".repeat(length) };
    let with = |further: Vec<Further>| ReportForm { further, ..form("report-welfare") };
    // None, one and several continuation sheets; each before an ordinary form, whose first sheet is not to be counted.
    let mut forms =
        vec![with(vec![further(1)]), with(vec![]), with(vec![further(900)]), with(vec![]), with(vec![further(2)])];
    // A photo makes a form measured, which has one continuation sheet then.
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>"#;
    let pictures = vec![Picture::photo("段差", PictureContent::Svg(svg.to_owned()))];
    forms.push(ReportForm { pictures, ..form("report-welfare") });
    let bytes = many(&forms, 2);
    tools::keep("many-numbers", &bytes);
    tools::assert_accessible("many-numbers", &bytes);
    let Some(read) = text(&bytes, &[]) else { return };
    let is_number = |line: &&str| line.split_once('/').is_some_and(|(at, of)| at.len() == 1 && of.len() == 1);
    let numbers: Vec<&str> = read.lines().map(str::trim).filter(is_number).collect();
    let expected = "1/3 2/3 3/3 1/2 2/2 1/4 2/4 3/4 4/4 1/2 2/2 1/3 2/3 3/3 1/3 2/3 3/3";
    assert_eq!(numbers.join(" "), expected);
    assert_eq!(pages(&bytes), Some(numbers.len()));
}

#[test]
fn seals_and_pictures_are_taken_and_broken_ones_left_out() {
    let drawing = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60"><path d="M5 5h90v50h-90z" fill="none" stroke="#000"/></svg>"##;
    let stamp = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="18" fill="none" stroke="#b00"/><text x="8" y="25" font-size="12" font-family="BIZ UDPGothic">髙﨑</text></svg>"##;
    let mut good = form("report-welfare");
    good.first_round[0].seal = Some(Seal::new("髙﨑", Some(stamp.to_owned())));
    good.pictures = vec![
        Picture::drawing("廊下の図", PictureContent::Svg(drawing.to_owned())),
        Picture::photo("段差の写真", PictureContent::Svg(drawing.to_owned())),
    ];
    let bytes = pdf::report(&cover("pictures"), good.clone()).unwrap();
    tools::keep("pictures", &bytes);
    let Some(read) = text(&bytes, &[]) else { return };
    assert!(read.contains("段差の写真") && read.contains("続紙"), "{read}");
    good.pictures.push(Picture::photo("壊れた写真", PictureContent::Png(vec![1, 2, 3])));
    good.pictures.push(Picture::photo("", PictureContent::Jpeg(Vec::new())));
    good.first_round[1].seal = Some(Seal::new("山田", Some("<svg".to_owned())));
    let bytes = pdf::report(&cover("pictures"), good).unwrap();
    let read = text(&bytes, &[]).unwrap_or_default();
    assert!(
        read.contains("画像を表示できません") && read.contains("壊れた写真") && read.contains("段差の写真"),
        "{read}"
    );
}

/// The chart that `render` draws for pages (its tests keep the file as it is drawn).
#[test]
fn a_chart_of_a_page_keeps_its_words_on_paper() {
    let chart = include_str!("../../render/src/chart/tests/control.svg");
    let mut form = form("report-welfare");
    form.pictures = vec![Picture::drawing("転倒の管理図", PictureContent::Svg(chart.to_owned()))];
    let bytes = pdf::report(&cover("chart"), form).unwrap();
    tools::keep("chart", &bytes);
    tools::assert_accessible("chart", &bytes);
    let Some(read) = text(&bytes, &[]) else { return };
    let read = bare(&read);
    assert!(!read.contains("画像を表示できません"), "{read}");
    let labels: Vec<&str> = chart.split("<text ").skip(1).filter_map(|text| text.split(['>', '<']).nth(1)).collect();
    assert!(labels.iter().any(|label| label.starts_with("上限")) && labels.len() > 10, "{labels:?}");
    for label in labels {
        assert!(read.contains(&bare(label)), "{label} is not in\n{read}");
    }
}
