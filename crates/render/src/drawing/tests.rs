//! Tests of the picture: one string for page and PDF, nothing in it but numbers, codes and escaped text.

use domain::drawing::{BodyPart, Finding, Pin, Point, Points, Region, Side};
use domain::id::AttachmentId;

use super::*;
use crate::lang::Lang;

const JA: Text = Text::new(Lang::Ja);

fn at(x: u16, y: u16) -> Point {
    Point::new(x, y).unwrap()
}

fn picture() -> AttachmentId {
    "0192b7c4-0000-4000-8000-000000000001".parse().unwrap()
}

fn drawn(ground: Ground) -> Drawing {
    let line = Points::new(vec![at(10, 20), at(30, 40)]).unwrap();
    let dot = Points::new(vec![at(5, 6)]).unwrap();
    let knee = Region::new(BodyPart::Knee, Some(Side::Left)).unwrap();
    Drawing {
        ground,
        strokes: vec![Stroke { pen: Pen::Red, points: line }, Stroke { pen: Pen::Sky, points: dot }],
        pins: vec![
            Pin { at: at(500, 600), text: Some("<script>alert(1)</script>".to_owned()) },
            Pin { at: at(1, 2), text: None },
        ],
        regions: vec![RegionMark { region: knee, finding: Some(Finding::Bruise) }],
        description: Some("ベッド\" onload=\"x\u{1}\u{ffff}]]>".to_owned()),
    }
}

#[test]
fn strokes_dots_and_pins_stand_where_they_were_drawn() {
    let svg = svg(JA, &drawn(Ground::Blank), "d", None);
    assert!(svg.contains("<polyline points=\"10 20 30 40\" stroke=\"#b3001b\" stroke-width=\"6\"/>"));
    assert!(svg.contains("<circle cx=\"5\" cy=\"6\" r=\"6\" fill=\"#2b8fdd\"/>"));
    assert!(svg.contains("translate(500 600)") && svg.contains(">2</text>"));
    assert!(svg.contains("viewBox=\"0 0 1000 700\"") && !svg.contains("data-region"));
}

#[test]
fn nothing_typed_becomes_markup() {
    for ground in [Ground::Blank, Ground::Body, Ground::Plan(picture())] {
        let plan = PlanPicture { href: "/x\"><script>".to_owned(), width: 2, height: 1 };
        let svg = svg(JA, &drawn(ground), "d\"><script>", Some(&plan));
        for banned in ["<script", "onload=\"", "style", "foreignObject", "var(", "\u{1}", "\u{ffff}", "]]>"] {
            assert!(!svg.contains(banned), "{banned} in {svg}");
        }
        assert!(svg.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "the pin's text is in the description");
    }
}

#[test]
fn the_body_map_shows_marks_from_every_side_from_which_they_are_seen() {
    let svg = svg(JA, &drawn(Ground::Body), "d", None);
    let marked = svg.matches("class=\"fw-region fw-region--marked\" data-region=\"knee_left\"").count();
    assert_eq!(marked, 2);
    assert_eq!(svg.matches("data-region").count(), 32 + 31);
    assert!(svg.contains("viewBox=\"0 0 1000 1000\""));
}

#[test]
fn a_plan_fits_the_sheet_whole() {
    let plan = |width, height| {
        let plan = PlanPicture { href: "/plan.png".to_owned(), width, height };
        let ground = Ground::Plan(picture());
        svg(JA, &Drawing { regions: Vec::new(), ..drawn(ground) }, "d", Some(&plan))
    };
    assert!(plan(2000, 1000).contains("x=\"0\" y=\"100\" width=\"1000\" height=\"500\""));
    assert!(plan(700, 1400).contains("x=\"325\" y=\"0\" width=\"350\" height=\"700\""));
    assert!(plan(0, 0).contains("<image"));
    let lost = svg(JA, &drawn(Ground::Plan(picture())), "d", None);
    assert!(lost.contains("fw-grid"), "what was drawn is shown though the plan cannot be had");
}

#[test]
fn words_tell_what_is_seen() {
    let words = words(JA, &Drawing { description: Some("転んだ向き".to_owned()), ..drawn(Ground::Body) });
    for part in ["転んだ向き", "体の図", "線2本", "2番 （説明なし）", "ひざ 左（本人の）：皮下出血"]
    {
        assert!(words.contains(part), "{part} in {words}");
    }
    assert_eq!(
        mark_words(Text::new(Lang::En), &drawn(Ground::Body).regions[0]),
        "Knee, left (the person's own): Bruise"
    );
}

#[test]
fn the_pens_differ_in_lightness_and_are_seen_on_white() {
    let luminance = |pen: Pen| {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour(pen)[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    };
    let contrast = |a: f64, b: f64| (a + 0.05) / (b + 0.05);
    let [ink, red, sky] = [Pen::Ink, Pen::Red, Pen::Sky].map(luminance);
    assert!(contrast(1.0, sky) >= 3.0, "{}", contrast(1.0, sky));
    assert!(contrast(sky, red) >= 1.9 && contrast(red, ink) >= 1.9, "{} {}", contrast(sky, red), contrast(red, ink));
}
