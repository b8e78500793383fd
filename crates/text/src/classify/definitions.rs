//! Owns what each form of event (形態) and each cause (原因) looks like in a text, before there are confirmed labels: phrases in our own
//! wording, and words that point to it strongly. No labelled reports of care were at hand; the figures of this start are measured on
//! other sentences of our own.

use std::sync::LazyLock;

/// A line per form: code, `welfare` or `hospital`, pointing words and phrases, these two separated by `|`.
const TABLE: &str = include_str!("definitions.tsv");
/// The same for the causes.
const CAUSE_TABLE: &str = include_str!("causes.tsv");

/// A form or a cause with its descriptions.
#[derive(Clone, Debug)]
pub struct Form {
    /// Code of the contract.
    pub code: &'static str,
    /// It is in the welfare list of the contract; the others are forms of hospitals.
    pub welfare: bool,
    /// Words that point to it; the space-separated parts of one entry must all occur.
    pub words: Vec<&'static str>,
    /// Short descriptions.
    pub phrases: Vec<&'static str>,
}

/// All forms of the lists that ship with the program.
pub static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| TABLE.lines().filter_map(form).collect());

/// All causes of the lists that ship with the program, save その他.
pub static CAUSES: LazyLock<Vec<Form>> = LazyLock::new(|| CAUSE_TABLE.lines().filter_map(form).collect());

fn form(line: &'static str) -> Option<Form> {
    let mut cells = line.split('\t');
    let (code, list, words, phrases) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    Some(Form {
        code,
        welfare: list == "welfare",
        words: words.split('|').collect(),
        phrases: phrases.split('|').collect(),
    })
}
