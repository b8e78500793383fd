//! Owns `futawa tool spc`: a control chart.

use serde_json::{Value, json};

use super::ToolError;
use super::read::{Object, label, list, numbers};
use crate::chart::{Chart, Refusal, chart};
use crate::kind::Kind;
use crate::options::Options;
use crate::points::{Data, Series};
use crate::preset::Preset;

const KEYS: [&str; 6] = ["chart", "y", "n", "x", "preset", "options"];

const OPTIONS: [&str; 16] = [
    "screen_mr",
    "baseline",
    "rebase",
    "exclude",
    "direction",
    "target",
    "two_of_three",
    "shift_points",
    "trend_points",
    "rules",
    "center",
    "multiply",
    "negative_limit",
    "sigma",
    "confidence",
    "robust",
];

/// Answers one line of `futawa tool spc`.
///
/// # Errors
///
/// Says which key is at fault.
pub fn spc(line: &str) -> Result<Value, ToolError> {
    let mut object = Object::of_line(line, &KEYS)?;
    let kinds = Kind::ALL.map(Kind::as_str);
    let kind: Kind = object.code("chart", &kinds)?.ok_or_else(|| ToolError::missing("chart"))?;
    let presets = Preset::ALL.map(Preset::as_str);
    let preset: Preset = object.code("preset", &presets)?.unwrap_or_default();
    let y = object.need("y")?;
    let data = if kind.is_grouped() { groups(y)? } else { Data::Single(numbers(y, "y")?) };
    let n = object.take("n").map(|value| numbers(value, "n")).transpose()?;
    let x = object.take("x").map(labels).transpose()?;
    let options = options(object.take("options"))?;
    let chart = chart(kind, &Series { data, n, x }, preset, &options).map_err(|why| refusal(why, kind))?;
    Ok(answer(&chart))
}

fn groups(y: Value) -> Result<Data, ToolError> {
    let group = |value: Value| if value.is_null() { Ok(Vec::new()) } else { numbers(value, "y") };
    Ok(Data::Groups(list(y, "y")?.into_iter().map(group).collect::<Result<_, _>>()?))
}

fn labels(value: Value) -> Result<Vec<String>, ToolError> {
    list(value, "x")?.iter().map(|value| label(value, "x")).collect()
}

fn options(value: Option<Value>) -> Result<Options, ToolError> {
    let Some(value) = value else { return Ok(Options::default()) };
    let mut object = Object::of(value, "options", &OPTIONS)?;
    let options = Options {
        screen_mr: object.flag("screen_mr")?,
        baseline: object.count("baseline")?,
        rebase: object.indexes("rebase")?,
        exclude: object.indexes("exclude")?,
        direction: object.code("direction", &["increase", "decrease", "neutral"])?,
        target: object.number("target")?,
        two_of_three: object.code("two_of_three", &["2023", "classic"])?,
        shift_points: object.count("shift_points")?,
        trend_points: object.count("trend_points")?,
        rules: object.code("rules", &["nhs", "three_sigma", "western_electric", "nelson", "qcc", "powerbi"])?,
        center: object.number("center")?,
        multiply: object.number("multiply")?,
        negative_limit: object.flag("negative_limit")?,
        sigma: object.code("sigma", &["UWAVE-R", "UWAVE-SD", "MVLUE-R", "MVLUE-SD", "RMSDF"])?,
        confidence: object.share("confidence", 1.0)?,
        robust: object.code("robust", &["center", "both"])?,
    };
    for (key, points) in [("shift_points", options.shift_points), ("trend_points", options.trend_points)] {
        if points.is_some_and(|points| points < 2) {
            return Err(ToolError::bad_value(key, "2 or more", " 2 以上"));
        }
    }
    Ok(options)
}

fn refusal(why: Refusal, kind: Kind) -> ToolError {
    let kind = kind.as_str();
    match why {
        Refusal::NeedsN => ToolError::new(
            "missing_key",
            "n",
            format!("chart `{kind}` needs denominators in `n`"),
            format!("{kind} には分母 n が必要です。"),
        ),
        Refusal::LengthOfN => lengths_differ("n"),
        Refusal::LengthOfX => lengths_differ("x"),
        Refusal::Groups => ToolError::bad_value("y", "a list of subgroups for this chart", "部分群の配列"),
        Refusal::ShortBaseline => {
            ToolError::bad_value("baseline", "1 or more (12 or more in preset `nhs`)", " 1 以上（nhs では 12 以上）")
        }
        Refusal::DuplicateDates => ToolError::new(
            "duplicate_dates",
            "x",
            "preset `nhs` takes each date once",
            "nhs では同じ日付を二度入れられません。",
        ),
        Refusal::NotPositive => ToolError::bad_value("y", "greater than zero in a T chart", " 0 より大きい数"),
    }
}

fn lengths_differ(key: &str) -> ToolError {
    ToolError::new(
        "lengths_differ",
        key,
        format!("`y` and `{key}` must have the same number of entries"),
        format!("y と {key} の個数をそろえてください。"),
    )
}

fn answer(chart: &Chart) -> Value {
    let rules: Vec<_> = chart.marks.iter().map(|mark| mark.map(|mark| mark.rule)).collect();
    let toward: Vec<_> = chart.marks.iter().map(|mark| mark.map(|mark| mark.toward)).collect();
    json!({
        "y": chart.y,
        "cl": chart.lines.cl,
        "lcl": chart.lines.lcl(),
        "ucl": chart.lines.ucl(),
        "rules": rules,
        "side": chart.sides,
        "toward": toward,
        "runs": chart.runs(),
        "segments": chart.segments,
        "variation": chart.variation,
        "assurance": chart.assurance,
        "sigma_z": chart.sigma_z,
        "warnings": chart.warnings,
    })
}
