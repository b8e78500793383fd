//! chart::wrap: labels in lines, where they may be broken, so that long ones are read whole.

use unicode_linebreak::linebreaks;

use super::svg::{N, fit, width, words};
use crate::html::Html;

/// A label has no more lines than this; what is left over is cut off and marked.
const MOST: usize = 3;
/// From one line to the next, in the size of letters.
const STEP: f64 = 1.1;

/// A label in lines of a width, broken where its language allows it (UAX #14); a part without such a place is broken anywhere.
pub(super) fn lines(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if width(rest, size) <= room || lines.len() + 1 == MOST {
            lines.push(fit(rest, size, room));
            break;
        }
        let (line, after) = rest.split_at(first_line(rest, size, room));
        lines.push(line.trim_end().to_owned());
        rest = after.trim_start();
    }
    lines
}

/// How many bytes of a text go into its first line; at least one letter.
fn first_line(text: &str, size: f64, room: f64) -> usize {
    let fits = |at: &usize| width(text[..*at].trim_end(), size) <= room;
    let allowed = linebreaks(text).map(|(at, _)| at).take_while(fits).last();
    let anywhere = || text.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(fits).last();
    allowed.or_else(anywhere).unwrap_or_else(|| text.chars().next().map_or(0, char::len_utf8))
}

/// Labels under one another, each in its lines, and the height at which each begins; the last height is where they end. A label of one
/// line has a row; one of more lines as much more as they need.
pub(super) fn rows<'a>(
    labels: impl Iterator<Item = &'a str>,
    (size, room, row): (f64, f64, f64),
    top: f64,
) -> (Vec<Vec<String>>, Vec<f64>) {
    let labels: Vec<Vec<String>> = labels.map(|label| lines(label, size, room)).collect();
    let mut tops = vec![top];
    for label in &labels {
        let more = label.len().saturating_sub(1) as f64;
        tops.push(tops[tops.len() - 1] + row + more * STEP * size);
    }
    (labels, tops)
}

/// Lines of words around a height; the group around them says how they are set.
pub(super) fn stacked(x: f64, middle: f64, lines: &[String]) -> String {
    if let [only] = lines {
        return words(x, middle + 5.0, only);
    }
    let first = 0.35 - STEP * (lines.len().saturating_sub(1)) as f64 / 2.0;
    let line = |(at, line): (usize, &String)| {
        let down = if at == 0 { first } else { STEP };
        format!("<tspan x=\"{}\" dy=\"{:.2}em\">{}</tspan>", N(x), down, Html::text(line))
    };
    let spans: String = lines.iter().enumerate().map(line).collect();
    format!("<text x=\"{}\" y=\"{}\">{spans}</text>", N(x), N(middle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_and_short_labels_stay_alone() {
        assert_eq!(lines("転倒・転落", 20.0, 200.0), ["転倒・転落"]);
        let told = lines("Confirmation was not carried out as planned", 20.0, 230.0);
        assert_eq!(told, ["Confirmation was", "not carried out as", "planned"]);
        assert!(told.iter().all(|line| width(line, 20.0) <= 230.0));
        assert_eq!(lines("", 20.0, 100.0), Vec::<String>::new());
    }

    #[test]
    fn no_japanese_line_begins_with_a_mark() {
        let told = lines("確認が足りなかった。（ダブルチェックなし）", 20.0, 180.0);
        assert!(
            told.len() > 1 && told.iter().all(|line| !line.starts_with(['。', '）', 'ー', 'ッ', 'ェ'])),
            "{told:?}"
        );
        assert_eq!(told.concat(), "確認が足りなかった。（ダブルチェックなし）");
    }

    #[test]
    fn what_no_line_holds_is_broken_and_cut() {
        let told = lines(&"W".repeat(100), 20.0, 100.0);
        assert_eq!(told.len(), MOST);
        assert_eq!((told[0].as_str(), told[1].as_str()), ("WWWWW", "WWWWW"));
        assert!(told[2].ends_with('…'), "{told:?}");
        assert_eq!(lines("転倒", 20.0, 1.0).len(), 2, "a letter a line at least");
    }

    #[test]
    fn markup_in_a_label_is_words() {
        for label in [vec!["<b>".to_owned()], vec!["<b>".to_owned(), "<i>".to_owned()]] {
            let drawn = stacked(1.0, 2.0, &label);
            assert!(!drawn.contains("<b>") && !drawn.contains("<i>") && drawn.contains("b&"), "{drawn}");
        }
    }
}
