//! chart::icon: the icons of variation and assurance, drawn by us: the frame's shape says what the colour says.

use spc::{Assurance, Variation};

use super::figure::Icon;
use super::source::ControlSource;
use super::svg::ink;
use super::told;
use crate::catalog::Text;
use crate::html::Html;

/// The icons of a chart; none without a value.
pub(super) fn icons(t: Text, source: &ControlSource) -> Vec<Icon> {
    let Some(last) = source.last() else { return Vec::new() };
    let meaning = source.meaning(last);
    let mut icons =
        vec![Icon { svg: variation(meaning), words: t.choice("chart.icon", told::variation_code(meaning)) }];
    if let Some(met) = source.chart.assurance {
        icons.push(Icon { svg: assurance(met), words: t.choice("chart.icon", told::assurance_code(met)) });
    }
    icons
}

/// A circle is good or ordinary, a diamond asks for attention, a square judges nothing.
const CIRCLE: &str = "M20 3a17 17 0 1 1 0 34a17 17 0 1 1 0-34z";
const DIAMOND: &str = "M20 1.5L38.5 20 20 38.5 1.5 20z";
const SQUARE: &str = "M4.5 4.5h31v31h-31z";

fn variation(meaning: Variation) -> Html {
    use Variation as V;
    let (name, colour, frame) = match meaning {
        V::Common => ("common", ink::COMMON, CIRCLE),
        V::ImprovementHigh | V::ImprovementLow => ("better", ink::BETTER, CIRCLE),
        V::ConcernHigh | V::ConcernLow => ("worse", ink::WORSE, DIAMOND),
        V::NeutralHigh | V::NeutralLow => ("neutral", ink::NEUTRAL, SQUARE),
    };
    // A quiet wave between its limits; or steps to a new height, and a triangle as on the chart.
    let (line, head) = match meaning {
        V::Common => ("M9 14h22M9 26h22M10 21c3-5 5-5 7 0s4 4 6 0 4-4 7-1", ""),
        V::ImprovementHigh | V::ConcernHigh | V::NeutralHigh => ("M11 27h8v-6h7", "M26 9l5.5 9.5h-11z"),
        V::ImprovementLow | V::ConcernLow | V::NeutralLow => ("M11 13h8v6h7", "M26 31l-5.5-9.5h11z"),
    };
    let filled = if head.is_empty() {
        String::new()
    } else {
        format!("<path class=\"ui-chart__{name}\" fill=\"{colour}\" d=\"{head}\"/>")
    };
    icon(name, colour, frame, &format!("{}{filled}", stroke(name, colour, line)))
}

/// The target is the dashed line: a wave clear of it with a tick or a cross, or a wave across it.
fn assurance(met: Assurance) -> Html {
    let (name, colour, frame, wave, sign) = match met {
        Assurance::Pass => ("better", ink::BETTER, CIRCLE, "M10 30c3-4 5-4 7 0s4 4 6 0 4-4 7 0", "M13 13l5 5 9-9"),
        Assurance::Fail => ("worse", ink::WORSE, DIAMOND, "M13 29c2-3 4-3 5 0s3 3 5 0 3-3 4 0", "M16 9l8 8M24 9l-8 8"),
        Assurance::HitOrMiss => ("common", ink::COMMON, CIRCLE, "M9 24c3-10 6-10 9 0s7 8 13-4", ""),
    };
    let target = if met == Assurance::HitOrMiss { "M8 20h24" } else { "M9 23h22" };
    let dashed = format!(
        "<path class=\"ui-chart__{name}-line\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" \
         stroke-dasharray=\"3 2.5\" d=\"{target}\"/>"
    );
    icon(name, colour, frame, &format!("{dashed}{}", stroke(name, colour, &format!("{wave}{sign}"))))
}

fn stroke(name: &str, colour: &str, d: &str) -> String {
    format!(
        "<path class=\"ui-chart__{name}-line\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" \
         stroke-linecap=\"round\" stroke-linejoin=\"round\" d=\"{d}\"/>"
    )
}

fn icon(name: &str, colour: &str, frame: &str, inside: &str) -> Html {
    Html::trusted(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ui-chart-icon\" viewBox=\"0 0 40 40\" aria-hidden=\"true\" focusable=\"false\">\
         <path class=\"ui-chart__{name}-line\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.5\" \
         d=\"{frame}\"/>{inside}</svg>"
    ))
}
