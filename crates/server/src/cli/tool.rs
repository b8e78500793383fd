//! Owns `futawa tool`: the scripting face. Lines in, lines out, in order; a line that cannot be answered does not stop the others.
mod deidentify;
mod line;
mod spc;
mod text;

use std::io::{self, BufRead, BufWriter, Write};
use std::process::ExitCode;

use clap::Subcommand;
use domain::date;
use domain::level::tool_level;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::Outcome;

/// A tool.
#[derive(Debug, Clone, Subcommand)]
pub(super) enum Tool {
    /// Derive the level from facts.
    #[command(after_help = LEVEL_HELP)]
    Level,
    /// Read a date as people write it, with eras.
    #[command(after_help = DATE_HELP)]
    Date,
    /// Find what identifies somebody in a text, and propose another wording.
    #[command(after_help = deidentify::HELP)]
    Deidentify,
    /// Draw the numbers of a control chart: centre, limits, signals.
    #[command(after_help = spc::SPC_HELP)]
    Spc,
    /// Compare units in a funnel plot.
    #[command(after_help = spc::FUNNEL_HELP)]
    Funnel,
    /// Give a rate with its confidence interval.
    #[command(after_help = spc::RATE_HELP)]
    Rate,
    /// Bring a text into the spelling that searches compare.
    #[command(after_help = text::SEARCH_FOLD_HELP)]
    SearchFold,
    /// Find similar texts in a corpus.
    #[command(after_help = text::SIMILAR_HELP)]
    Similar(text::Similar),
    /// Suggest a form for a text.
    #[command(after_help = text::SUGGEST_HELP)]
    Suggest,
    /// Learn a model from labelled texts.
    #[command(after_help = text::TRAIN_HELP)]
    Train(text::Train),
}

const LEVEL_HELP: &str = r#"In:  {"profile":"welfare"|"university-hospital","facts":{"reached":bool,"body_effect":bool,
      "treatment":"none"|"observation"|"first_aid"|"simple"|"intensive","treated_at":"none"|"ward"|"facility_clinic"|"external_hospital",
      "lasting_loss":"none"|"mild"|"severe","death":bool,"form":"…","medication_detail":"…"|null}}
Out: {"level":"…","kind":"incident"|"accident","rules":["…"],"ambiguous":bool,"explain":{"ja":"…","en":"…"}}

Example:
  echo '{"profile":"welfare","facts":{"reached":true,"body_effect":true,"treatment":"simple","treated_at":"external_hospital","lasting_loss":"none","death":false,"form":"fall","medication_detail":null}}' | futawa tool level

Exit 0 when every line was answered, 1 when one was not."#;

const DATE_HELP: &str = r#"In:  {"text":"…","today":"YYYY-MM-DD"}
Out: {"iso":"YYYY-MM-DD","wareki":"令和8年11月21日","era":"令和","era_year":8,"notes":["…"]}

Example:
  echo '{"text":"R8.11.21","today":"2026-11-21"}' | futawa tool date

Exit 0 when every line was answered, 1 when one was not."#;

impl Tool {
    pub(super) fn run(self) -> Outcome {
        match self {
            Self::Level => answer_all(tool_level),
            Self::Date => answer_all(tool_date),
            Self::Deidentify => answer_all(deidentify::answer),
            Self::Spc => answer_all(spc::spc),
            Self::Funnel => answer_all(spc::funnel),
            Self::Rate => answer_all(spc::rate),
            Self::SearchFold => answer_all(text::search_fold),
            Self::Similar(similar) => answer_all(similar.answer()?),
            Self::Suggest => answer_all(text::suggest()),
            Self::Train(train) => train.run(),
        }
    }
}

/// Answers each line of standard input on standard output.
fn answer_all(answer: impl FnMut(&str) -> Value) -> Outcome {
    let output = BufWriter::new(io::stdout().lock());
    let is_whole = answer_lines(io::stdin().lock(), output, answer)?;
    Ok(if is_whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Answers each line; true when none got an error. Answers are passed on whenever the input pauses.
fn answer_lines(
    mut input: impl BufRead,
    mut output: impl Write,
    mut answer: impl FnMut(&str) -> Value,
) -> io::Result<bool> {
    let mut is_whole = true;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        let value = match std::str::from_utf8(text) {
            Ok(text) => answer(text),
            Err(_) => refusal("bad_json", "", "the line is not UTF-8", "この行は UTF-8 ではありません。"),
        };
        is_whole &= value.get("error").is_none();
        serde_json::to_writer(&mut output, &value)?;
        output.write_all(b"\n")?;
        output.flush()?;
    }
    Ok(is_whole)
}

fn refusal(code: &str, field: &str, message: &str, message_ja: &str) -> Value {
    json!({"error": {"code": code, "field": field, "message": message, "message_ja": message_ja}})
}

/// Answers one line of `futawa tool date`.
fn tool_date(line: &str) -> Value {
    read_date(line).unwrap_or_else(|refusal| refusal)
}

fn read_date(line: &str) -> Result<Value, Value> {
    let line = line::Line::read(line, &["text", "today"])?;
    let (text, today) = (line.text("text")?, line.text("today")?);
    let day = today.parse::<Date>().ok().filter(|day| day.to_string() == today);
    let day = day.ok_or_else(|| {
        refusal("bad_value", "today", "`today` must be YYYY-MM-DD", "today は YYYY-MM-DD で入れてください。")
    })?;
    match date::tool(text, day) {
        Ok(answer) => Ok(json!(answer)),
        Err(error) => Err(refusal(error.code(), "text", &error.message_en(), &error.message_ja())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(input: &[u8], answer: fn(&str) -> Value) -> (bool, Vec<Value>) {
        let mut output = Vec::new();
        let is_whole = answer_lines(input, &mut output, answer).unwrap();
        let lines = output.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        (is_whole, lines.map(|line| serde_json::from_slice(line).unwrap()).collect())
    }

    #[test]
    fn reads_dates_line_by_line() {
        let input =
            "{\"text\":\"R8.11.21\",\"today\":\"2026-11-21\"}\r\n{\"text\":\"H31.4.30\",\"today\":\"2026-11-21\"}";
        let (is_whole, lines) = answers(input.as_bytes(), tool_date);
        assert!(is_whole);
        assert_eq!(lines[0]["wareki"], "令和8年11月21日");
        assert_eq!(lines[1]["iso"], "2019-04-30");
    }

    #[test]
    fn one_bad_line_does_not_stop_the_others() {
        let input = b"{\"text\":\"\",\"today\":\"2026-11-21\"}\n\xff\n\n{\"text\":\"x\",\"today\":\"2026-11-21\",\"z\":1}\n{\"text\":\"2026-11-21\",\"today\":\"2026-11-21\"}\n";
        let (is_whole, lines) = answers(input, tool_date);
        assert!(!is_whole);
        let codes: Vec<&str> = lines.iter().map(|line| line["error"]["code"].as_str().unwrap_or("-")).collect();
        assert_eq!(codes, ["empty", "bad_json", "bad_json", "unknown_key", "-"]);
    }

    #[test]
    fn a_wrong_today_is_named() {
        let (_, lines) = answers(b"{\"text\":\"R8.11.21\",\"today\":\"21.11.2026\"}\n{\"text\":1,\"today\":\"2026-11-21\"}\n{\"text\":\"a\"}\n", tool_date);
        let fields: Vec<&Value> = lines.iter().map(|line| &line["error"]["field"]).collect();
        assert_eq!(fields, ["today", "text", "today"]);
    }

    #[test]
    fn levels_are_the_domains() {
        let line = r#"{"profile":"welfare","facts":{"reached":true,"body_effect":true,"treatment":"simple","treated_at":"external_hospital","lasting_loss":"none","death":false,"form":"fall","medication_detail":null}}"#;
        let (is_whole, lines) = answers(line.as_bytes(), tool_level);
        assert!(is_whole);
        assert_eq!(lines[0]["level"], "4");
    }
}
