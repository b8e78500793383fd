//! Owns the tools of Japanese text: `search-fold`, `similar`, `suggest` and `train`.
use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::io::{self, BufRead as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use app::text::search::fold_text;
use app::text::similar::Index;
use app::text::suggest::{Example, Model, Suggestion, suggest_form, train_and_measure};
use clap::Args;
use serde_json::{Value, json};

use super::line::Line;
use super::refusal;
use crate::cli::Outcome;

/// Hits when a line does not say how many.
const DEFAULT_HITS: usize = 5;
/// Most hits of a line.
const MOST_HITS: usize = 1_000;

pub(super) const SEARCH_FOLD_HELP: &str = r#"In:  {"text":"…"}
Out: {"folded":"…"}   one spelling for kana, width, dashes, old kanji and case: what searches compare

Example:
  echo '{"text":"髙橋さん ﾍﾞｯﾄﾞ"}' | futawa tool search-fold

Exit 0 when every line was answered, 1 when one was not."#;

pub(super) const SIMILAR_HELP: &str = r#"Corpus: lines of {"id":"…","text":"…"}
In:     {"text":"…","k":5}
Out:    {"hits":[{"id":"…","score":0.0 to 1.0,"shared":["…"]}]}   best first

Example:
  echo '{"text":"トイレで転倒","k":3}' | futawa tool similar --corpus cases.jsonl

Exit 0 when every line was answered, 1 when one was not, or the corpus cannot be read."#;

pub(super) const SUGGEST_HELP: &str = r#"In:  {"text":"…","task":"form","model":"FILE"|null}
Out: {"suggestions":[{"label":"fall","p":0.0 to 1.0,"words":["転倒"]}],"learning":bool}   at most three

Without a model the definitions of the forms answer, and "learning" is true. Levels are never suggested.

Example:
  echo '{"text":"廊下で転倒した","task":"form","model":null}' | futawa tool suggest

Exit 0 when every line was answered, 1 when one was not."#;

pub(super) const TRAIN_HELP: &str = r#"In:  lines of {"text":"…","label":"…"}
Out: one line {"n","labels","folds","top1","top3","macro_f1","ece","majority","coverage_at_95","threshold_at_95","classes":[…]}
     Every figure is of texts that the answering model had not seen: 5 parts, or 2 above 5,000 lines. The model in FILE has learnt
     from all lines. Nothing is written when a line cannot be read.

Example:
  futawa tool train --out form.model < labelled.jsonl

Exit 0 when the model was written, 1 otherwise."#;

/// `futawa tool similar`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Similar {
    /// Lines of {"id","text"} to look in.
    #[arg(long, value_name = "FILE")]
    corpus: PathBuf,
}

/// `futawa tool train`.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Train {
    /// Where the model is written.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// Answers one line of `futawa tool search-fold`.
pub(super) fn search_fold(line: &str) -> Value {
    let folded = || Ok(json!({"folded": fold_text(Line::read(line, &["text"])?.text("text")?)}));
    folded().unwrap_or_else(|refusal: Value| refusal)
}

impl Similar {
    /// Reads the corpus; the answer to a line follows.
    pub(super) fn answer(&self) -> Result<impl FnMut(&str) -> Value + use<>, Box<dyn Error>> {
        let case = |line: &str| {
            let line = Line::read(line, &["id", "text"])?;
            Ok((line.text("id")?.to_owned(), line.text("text")?.to_owned()))
        };
        let mut corpus = Vec::new();
        let file = fs::File::open(&self.corpus).map_err(|error| format!("{}: {error}", self.corpus.display()))?;
        for line in lines(file) {
            let (number, line) = line?;
            let read: Result<(String, String), Value> = case(&line);
            corpus.push(read.map_err(|refusal| {
                let message = refusal["error"]["message"].as_str().unwrap_or_default().to_owned();
                format!("{}, line {number}: {message}", self.corpus.display())
            })?);
        }
        let index = Index::build(corpus);
        Ok(move |line: &str| similar(&index, line).unwrap_or_else(|refusal| refusal))
    }
}

fn similar(index: &Index, line: &str) -> Result<Value, Value> {
    let line = Line::read(line, &["text", "k"])?;
    let text = line.text("text")?;
    let k = line.count_or_none("k")?.map_or(DEFAULT_HITS, |k| usize::try_from(k).unwrap_or(MOST_HITS).min(MOST_HITS));
    Ok(json!({"hits": index.query(text, k)}))
}

/// `futawa tool suggest`: answers lines, reading each model once.
pub(super) fn suggest() -> impl FnMut(&str) -> Value {
    let mut models: HashMap<PathBuf, Model> = HashMap::new();
    move |line| suggested(&mut models, line).unwrap_or_else(|refusal| refusal)
}

fn suggested(models: &mut HashMap<PathBuf, Model>, line: &str) -> Result<Value, Value> {
    let line = Line::read(line, &["text", "task", "model"])?;
    let (text, task) = (line.text("text")?, line.text("task")?);
    if task != "form" {
        let message = "`task` must be \"form\"; levels are never suggested from text";
        return Err(refusal("bad_value", "task", message, "task は form だけです。レベルは本文から推定しません。"));
    }
    let path = line.text_or_none("model")?.map(PathBuf::from);
    if let Some(path) = path.as_ref().filter(|path| !models.contains_key(*path)) {
        models.insert(path.clone(), load(path)?);
    }
    let model = path.and_then(|path| models.get(&path));
    let answer = suggest_form(text, model, &[]);
    let line = |one: &Suggestion| {
        let words: Vec<&str> = one.pieces.iter().map(|piece| piece.text.as_str()).collect();
        json!({"label": one.label, "p": one.p, "words": words})
    };
    Ok(json!({"suggestions": answer.suggestions.iter().map(line).collect::<Vec<_>>(), "learning": answer.learning}))
}

fn load(path: &Path) -> Result<Model, Value> {
    let unreadable = |error: &dyn Error| {
        let message = format!("{}: {error}", path.display());
        refusal("bad_model", "model", &message, "モデルのファイルを読めません。")
    };
    let bytes = fs::read(path).map_err(|error| unreadable(&error))?;
    Model::from_bytes(&bytes).map_err(|error| unreadable(&error))
}

impl Train {
    /// Learns from standard input and writes the model; one line of figures, or of what is wrong.
    pub(super) fn run(&self) -> Outcome {
        let answer = self.learn(io::stdin().lock())?.unwrap_or_else(|refusal| refusal);
        writeln!(io::stdout(), "{answer}")?;
        Ok(if answer.get("error").is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn learn(&self, input: impl io::Read) -> io::Result<Result<Value, Value>> {
        let labelled = |line: &str| {
            let line = Line::read(line, &["text", "label"])?;
            Ok(Example::new(line.text("text")?, line.text("label")?))
        };
        let mut examples = Vec::new();
        for line in lines(input) {
            let (number, line) = line?;
            let read: Result<Example, Value> = labelled(&line);
            match read {
                Ok(one) => examples.push(one),
                Err(mut refusal) => {
                    refusal["error"]["line"] = json!(number);
                    return Ok(Err(refusal));
                }
            }
        }
        let trained = match train_and_measure(&examples) {
            Ok(trained) => trained,
            Err(error) => {
                let message_ja = "学習できません。二種類以上の短いラベルの付いた文が必要です。";
                return Ok(Err(refusal("cannot_train", "label", &error.to_string(), message_ja)));
            }
        };
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", self.out.display()));
        fs::write(&self.out, trained.model.to_bytes()).map_err(named)?;
        let mut answer = json!(trained.report);
        answer["labels"] = json!(trained.model.labels().len());
        answer["folds"] = json!(trained.folds);
        Ok(Ok(answer))
    }
}

/// The lines of a file that hold something, with their numbers.
fn lines(file: impl io::Read) -> impl Iterator<Item = io::Result<(usize, String)>> {
    let numbered = (1..).zip(io::BufReader::new(file).lines()).map(|(number, line)| line.map(|line| (number, line)));
    numbered.filter(|line| line.as_ref().map_or(true, |(_, line)| !line.trim().is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_and_names_wrong_keys() {
        assert_eq!(search_fold(r#"{"text":"髙橋 ﾍﾞｯﾄﾞ"}"#), json!({"folded": "高橋 べっど"}));
        let codes =
            [r#"{"text":"a","x":1}"#, "{}", r#"{"text":1}"#, "…"].map(|line| search_fold(line)["error"].clone());
        assert_eq!(
            codes.each_ref().map(|error| error["code"].as_str()),
            ["unknown_key", "missing_key", "bad_value", "bad_json"].map(Some)
        );
        assert_eq!(codes.each_ref().map(|error| error["field"].as_str()), ["x", "text", "text", ""].map(Some));
    }

    #[test]
    fn finds_similar_lines_of_a_corpus() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = folder.path().join("cases.jsonl");
        fs::write(
            &corpus,
            "{\"id\":\"1\",\"text\":\"廊下で転倒した\"}\n\n{\"id\":\"2\",\"text\":\"昼薬を飲み忘れた\"}\n",
        )
        .unwrap();
        let mut answer = Similar { corpus: corpus.clone() }.answer().unwrap();
        let found = answer(r#"{"text":"トイレで転倒","k":1}"#);
        assert_eq!(found["hits"][0]["id"], "1");
        assert_eq!(found["hits"][0]["shared"], json!(["転倒"]));
        assert_eq!(answer(r#"{"text":"x","k":-1}"#)["error"]["code"], "bad_value");
        fs::write(&corpus, "{\"id\":1}").unwrap();
        assert!(Similar { corpus }.answer().err().unwrap().to_string().contains("line 1"));
    }

    #[test]
    fn suggests_from_definitions_and_refuses_the_rest() {
        let mut answer = suggest();
        let found = answer(r#"{"text":"廊下で転倒した","task":"form","model":null}"#);
        assert_eq!(
            (found["suggestions"][0]["label"].as_str(), found["learning"].as_bool()),
            (Some("fall"), Some(true))
        );
        assert_eq!(found["suggestions"][0]["words"], json!(["転倒"]));
        assert_eq!(answer(r#"{"text":"転倒","task":"level","model":null}"#)["error"]["field"], "task");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("form.model");
        fs::write(&path, b"FTWM....").unwrap();
        let line = json!({"text": "転倒", "task": "form", "model": path}).to_string();
        assert_eq!(answer(&line)["error"]["code"], "bad_model");
        let train = Train { out: path };
        let labelled =
            "{\"text\":\"廊下で転倒\",\"label\":\"fall\"}\n{\"text\":\"昼薬の忘れ\",\"label\":\"medication\"}\n";
        let figures = train.learn(labelled.repeat(120).as_bytes()).unwrap().unwrap();
        assert_eq!(
            (figures["n"].as_u64(), figures["labels"].as_u64(), figures["folds"].as_u64()),
            (Some(240), Some(2), Some(5))
        );
        let refused = train.learn(&b"{\"text\":\"a\",\"label\":\"b\"}\n{}\n"[..]).unwrap().unwrap_err();
        assert_eq!(
            (refused["error"]["code"].as_str(), refused["error"]["line"].as_u64()),
            (Some("missing_key"), Some(2))
        );
        assert_eq!(train.learn(&b""[..]).unwrap().unwrap_err()["error"]["code"], "cannot_train");
        let found = answer(&line);
        assert_eq!(
            (found["suggestions"][0]["label"].as_str(), found["learning"].as_bool()),
            (Some("fall"), Some(false))
        );
    }
}
