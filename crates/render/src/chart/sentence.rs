//! chart::sentence: what a control chart says, as sentences: the description of the picture and its caption.

use spc::rules::{Mark, Rule, Toward};

use super::number::{figure, quantity};
use super::source::{ControlSource, known};
use super::told;
use crate::catalog::Text;

/// More places than this are not named one by one.
const NAMED: usize = 6;
/// A unit of more letters is said once.
const LONG_UNIT: usize = 7;

const RULES: [Rule; 8] = [
    Rule::Astronomical,
    Rule::Trend,
    Rule::TwoOfThree,
    Rule::Shift,
    Rule::FourOfFive,
    Rule::Alternating,
    Rule::Stratification,
    Rule::Mixture,
];

/// The text alternative of a control chart, made from its numbers.
pub(super) fn sentence(t: Text, source: &ControlSource) -> String {
    let Some(last) = source.last() else { return t.get("chart.empty").to_owned() };
    let mut parts = course(t, source, last);
    parts.push(findings(t, source));
    join(t, &parts)
}

/// What a control chart says besides its course: centre and limits, what is marked, and what the last point says.
#[must_use]
pub fn findings(t: Text, source: &ControlSource) -> String {
    let mut parts = baseline(t, source);
    match source.memory.as_ref().and_then(|memory| memory.sums(t, source)) {
        Some(sums) => parts.push(sums),
        None => parts.extend([lines(t, source), signals(t, source), runs(t, source)].concat()),
    }
    parts.extend(source.last().map(|last| now(t, source, last)));
    join(t, &parts)
}

/// The same in two sentences, for a picture among many.
pub(super) fn brief(t: Text, source: &ControlSource) -> String {
    let Some(last) = source.last() else { return t.get("chart.empty").to_owned() };
    join(t, &[latest(t, source, last), now(t, source, last)])
}

/// Sentences of one text: a space stands between them where the language writes it.
pub(super) fn join(t: Text, parts: &[String]) -> String {
    parts.join(t.pick("", " "))
}

fn course(t: Text, source: &ControlSource, last: usize) -> Vec<String> {
    let n = source.len();
    let mut parts: Vec<String> = source.memory.iter().map(|memory| memory.what(t)).collect();
    parts.push(if n == 1 {
        t.with("chart.say.one", &[("label", &source.long(0))])
    } else {
        t.with("chart.say.course", &[("from", &source.long(0)), ("until", &source.long(n - 1)), ("n", &n)])
    });
    let missing = (0..n).filter(|&i| source.value(i).is_none()).count();
    if missing > 0 {
        parts.push(t.count("chart.say.missing", missing));
    }
    parts.push(latest(t, source, last));
    parts
}

fn latest(t: Text, source: &ControlSource, last: usize) -> String {
    t.with("chart.say.last", &[("label", &source.long(last)), ("value", &value(t, source, last))])
}

/// What is plotted of a point, in words.
fn value(t: Text, source: &ControlSource, i: usize) -> String {
    match &source.memory {
        Some(memory) => memory.words(t, source, i),
        None => quantity(t, source.value(i).unwrap_or(f64::NAN), &source.unit),
    }
}

/// The frozen baseline of the last segment.
fn baseline(t: Text, source: &ControlSource) -> Vec<String> {
    let Some(span) = source.baselines().pop() else { return Vec::new() };
    let (from, until) = (source.long(span.start), source.long(span.end.saturating_sub(1)));
    vec![t.with("chart.say.baseline", &[("from", &from), ("until", &until), ("n", &span.len())])]
}

/// Centre, limits and target as they are now.
fn lines(t: Text, source: &ControlSource) -> Vec<String> {
    let unit = if source.unit.chars().count() > LONG_UNIT { "" } else { &source.unit };
    let with_unit = |v: f64| quantity(t, v, unit);
    let name = source.center_name(t);
    let mut parts = Vec::new();
    if let Some(center) = source.now(source.center()) {
        parts.push(t.with("chart.say.center", &[("name", &name), ("value", &with_unit(center))]));
    }
    let phases = source.phases();
    if phases.len() > 1 {
        let centers: Vec<String> = phases
            .iter()
            .filter_map(|span| span.clone().rev().find_map(|i| known(source.center(), i)))
            .map(with_unit)
            .collect();
        let values = list(t, &centers);
        parts.push(t.with("chart.say.phases", &[("n", &phases.len()), ("name", &name), ("values", &values)]));
    }
    parts.push(limits(t, source, with_unit));
    if let Some(target) = source.target.filter(|v| v.is_finite()) {
        parts.push(t.with("chart.say.target", &[("value", &with_unit(target))]));
    }
    parts
}

fn limits(t: Text, source: &ControlSource, with_unit: impl Fn(f64) -> String) -> String {
    let lower = source.lower();
    let changes = [source.upper(), lower.as_slice()].into_iter().any(|line| varies(source, line));
    let words = |v: Option<f64>| v.map(&with_unit).unwrap_or_default();
    let (upper, lower) = (source.now(source.upper()), source.now(&lower));
    let key = match (upper.is_some(), lower.is_some(), changes) {
        (true, true, false) => "chart.say.both",
        (true, false, false) => "chart.say.upper",
        (false, true, false) => "chart.say.lower",
        (true, true, true) => "chart.say.both_last",
        (true, false, true) => "chart.say.upper_last",
        (false, true, true) => "chart.say.lower_last",
        (false, false, _) if told::is_short(source) => "chart.say.short",
        (false, false, _) => "chart.say.no_limits",
    };
    t.with(key, &[("upper", &words(upper)), ("lower", &words(lower))])
}

/// Whether a line of the last segment is not level.
fn varies(source: &ControlSource, line: &[f64]) -> bool {
    let Some(first) = source.now(line) else { return false };
    let span = source.phases().pop().unwrap_or_default();
    span.filter_map(|i| known(line, i)).any(|v| (v - first).abs() > 1e-9 * first.abs())
}

/// What is marked: by rule, the points named.
fn signals(t: Text, source: &ControlSource) -> Vec<String> {
    let mut parts = Vec::new();
    for rule in RULES {
        for toward in [Toward::Up, Toward::Down] {
            let mark = Mark { rule, toward };
            let places = places(t, source, mark);
            if !places.is_empty() {
                let words = t.choice("chart.signal", told::rule_code(mark));
                parts.push(words.replace("{points}", &named(t, places)));
            }
        }
    }
    if parts.is_empty() && !source.chart.runs().signal {
        let key = if source.has_limits() { "chart.say.calm" } else { "chart.say.calm_no_limits" };
        parts.push(t.get(key).to_owned());
    }
    parts
}

/// Where a mark stands: points beyond limits one by one, stretches as from–until.
fn places(t: Text, source: &ControlSource, mark: Mark) -> Vec<String> {
    let mut places = Vec::new();
    let mut i = 0;
    while i < source.len() {
        if source.mark(i) != Some(mark) {
            i += 1;
            continue;
        }
        let from = i;
        i += 1;
        while let Some(next) = following(source, mark, i) {
            i = next;
        }
        places.push(match i - from {
            1 => source.long(from),
            n => t.with("chart.span", &[("from", &source.long(from)), ("until", &source.long(i - 1)), ("n", &n)]),
        });
    }
    places
}

/// The end of a stretch if it goes on at `i`: a point beyond the limit on the same side belongs to it, too.
fn following(source: &ControlSource, mark: Mark, mut i: usize) -> Option<usize> {
    if mark.rule == Rule::Astronomical {
        return None;
    }
    let beyond = Some(Mark { rule: Rule::Astronomical, toward: mark.toward });
    while i < source.len() && source.mark(i) == beyond {
        i += 1;
    }
    (i < source.len() && source.mark(i) == Some(mark)).then_some(i + 1)
}

/// Names the latest places, and says how many there are besides.
pub(super) fn named(t: Text, mut places: Vec<String>) -> String {
    let more = places.len().saturating_sub(NAMED);
    let latest = list(t, &places.split_off(more));
    if more == 0 { latest } else { t.with("chart.and_more", &[("points", &latest), ("n", &more)]) }
}

fn list(t: Text, words: &[String]) -> String {
    words.join(t.get("chart.comma"))
}

/// The runs analysis of the last segment, where no mark tells of a lasting change.
fn runs(t: Text, source: &ControlSource) -> Vec<String> {
    let runs = source.chart.runs();
    let lasts = |i: usize| source.mark(i).is_some_and(|mark| matches!(mark.rule, Rule::Shift | Rule::Trend));
    if !runs.signal || source.phases().pop().is_some_and(|mut span| span.any(lasts)) {
        return Vec::new();
    }
    let mut parts = Vec::new();
    if let (Some(longest), Some(most)) = (runs.longest, runs.longest_max)
        && longest > most
    {
        parts.push(t.with("chart.say.runs_long", &[("n", &longest), ("max", &most)]));
    }
    if let (Some(crossings), Some(fewest)) = (runs.crossings, runs.crossings_min)
        && crossings < fewest
    {
        parts.push(t.with("chart.say.runs_few", &[("n", &crossings), ("min", &fewest)]));
    }
    parts
}

/// What the last point says, and whether the target will be met.
fn now(t: Text, source: &ControlSource, last: usize) -> String {
    let meaning = t.choice("chart.variation", told::variation_code(source.meaning(last)));
    match source.chart.assurance {
        Some(assurance) => join(t, &[meaning, t.choice("chart.assurance", told::assurance_code(assurance))]),
        None => meaning,
    }
}

/// One point in words: the title of its shape.
pub(super) fn point(t: Text, source: &ControlSource, i: usize) -> String {
    let label = source.long(i);
    if source.value(i).is_none() {
        return t.with("chart.point", &[("label", &label), ("value", &t.get("chart.no_value"))]);
    }
    let value = value(t, source, i);
    match told::mark_words(t, source, i) {
        None => t.with("chart.point", &[("label", &label), ("value", &value)]),
        Some(rule) => t.with("chart.point_marked", &[("label", &label), ("value", &value), ("rule", &rule)]),
    }
}

/// One point in the fewest words.
pub(super) fn short_point(t: Text, source: &ControlSource, i: usize) -> String {
    let value = source.value(i).map_or_else(|| t.get("chart.no_value").to_owned(), figure);
    t.with("chart.point", &[("label", &source.short(i)), ("value", &value)])
}
