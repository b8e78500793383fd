//! Owns the tests of the dictionary.

use std::time::Instant;

use super::*;

fn words(text: &str) -> Vec<&str> {
    tokenize(text).iter().map(|token| token.surface).collect()
}

#[test]
fn our_own_words_join_the_dictionary() {
    assert_eq!(words("内服薬を誤与薬した。"), ["内服薬", "を", "誤与薬", "し", "た", "。"]);
    assert_eq!(words("誤嚥した"), ["誤嚥", "し", "た"]);
}

#[test]
fn a_word_knows_its_base_form_and_reading() {
    let tokens = tokenize("田中が倒れた");
    assert_eq!((tokens[0].pos, tokens[0].reading), (Pos::Surname, "タナカ"));
    assert_eq!((tokens[2].pos, tokens[2].base), (Pos::Verb, "倒れる"));
    assert_eq!((tokens[2].start, tokens[2].end), (3, 5));
}

#[test]
fn every_character_belongs_to_one_word() {
    let text = format!("ﾀﾅｶ😀\n\n。。x{}終", "あ".repeat(5_000));
    let tokens = tokenize(&text);
    assert_eq!(tokens.iter().map(|token| token.surface).collect::<String>(), text);
    assert_eq!(tokens.last().map(|token| token.end), Some(text.chars().count()));
    assert!(tokens.windows(2).all(|pair| pair[0].end == pair[1].start));
}

#[test]
fn names_have_readings_and_costs() {
    let found = names().surname("佐藤").unwrap();
    assert!(found.readings.iter().any(|reading| &**reading == "サトウ"));
    assert!(names().is_given_reading("ハナコ"));
    assert!(names().surnames().count() > 10_000 && names().given_names().count() > 10_000);
}

#[test]
fn the_licence_is_at_hand() {
    assert!(notices().contains("Nara Institute of Science"));
    assert!(notices().contains("ICOT Free Software"));
}

#[test]
fn loads_in_half_a_second() {
    let begun = Instant::now();
    load();
    assert!(begun.elapsed().as_millis() < 5_000, "far beyond the promise of 0.5 s, even for a busy machine");
}
