//! Owns what texts tell of a case beside its form (年代・性別・場所), and the cases of a year beside which that may be rare.
use std::collections::{BTreeMap, BTreeSet};

use domain::publication::{Dimension, Month, Traits, give_up};
use domain::report::{PlaceAnswer, ReportCoded};
use store::{Page, ReportFilter, ReportRow, Tx};

use crate::AppError;
use crate::facility::Facility;

/// At most so many cases of the year are looked at: with more of them nothing is rare.
const ENOUGH: i64 = 500;
/// Words of staff: a 女性職員 is no user.
const STAFF: [&str; 8] = ["職員", "スタッフ", "看護", "介護", "支援員", "医師", "世話人", "相談員"];

/// Words of a text that tell a dimension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) dimension: Dimension,
    value: String,
    /// First character and the one after the last.
    pub(super) start: usize,
    pub(super) end: usize,
    /// What could stand instead; empty = nothing.
    pub(super) proposal: &'static str,
}

/// For each text the words that have to go, so that at least k cases of the year fit what the texts together still tell.
pub(super) fn rare(texts: &[&str], facility: &Facility, cell: &str, cases: &[Traits]) -> Vec<Vec<Mention>> {
    let places: Vec<(String, &str)> =
        facility.places.iter().map(|place| (place.place_id.to_string(), place.name_ja.as_str())).collect();
    let mut found: Vec<Vec<Mention>> = texts.iter().map(|text| mentions(text, &places)).collect();
    // Who reads the release reads all of it: an age in one part and a place in another are told together.
    let mut values: BTreeMap<Dimension, BTreeSet<String>> = BTreeMap::new();
    for mention in found.iter().flatten() {
        values.entry(mention.dimension).or_default().insert(mention.value.clone());
    }
    let k = usize::from(facility.profile.publication.small_number);
    let mut given_up: BTreeSet<(Dimension, String)> = BTreeSet::new();
    for told in combinations(&values) {
        let dimensions = give_up(cases, cell, &told, k);
        given_up
            .extend(dimensions.into_iter().filter_map(|dimension| Some((dimension, told.get(&dimension)?.clone()))));
    }
    for mentions in &mut found {
        mentions.retain(|mention| given_up.contains(&(mention.dimension, mention.value.clone())));
    }
    found
}

/// Every way to take one value of each dimension. With all of them, a part that is left out never makes something rare that was not.
fn combinations(values: &BTreeMap<Dimension, BTreeSet<String>>) -> Vec<BTreeMap<Dimension, String>> {
    let mut all = vec![BTreeMap::new()];
    for (dimension, values) in values {
        let with = |told: &BTreeMap<Dimension, String>| {
            let told = told.clone();
            values.iter().map(move |value| {
                let mut told = told.clone();
                told.insert(*dimension, value.clone());
                told
            })
        };
        all = all.iter().flat_map(with).collect();
    }
    all
}

/// The cell that is published anyway: form and, for medication, the detail.
pub(super) fn cell(report: &ReportRow) -> String {
    format!("{}/{}", report.form, report.medication_detail.as_deref().unwrap_or_default())
}

/// The persons of the cases of the form in the twelve months up to this one.
pub(super) async fn year<M>(tx: &mut Tx<M>, month: Month, form: &str) -> Result<Vec<Traits>, AppError> {
    let first = (0..11).fold(month, |month, _| month.previous());
    let filter = ReportFilter {
        form: Some(form.to_owned()),
        from: Some(first.first_day().to_string()),
        until: Some(month.last_day().to_string()),
        without_merged: true,
        ..ReportFilter::default()
    };
    let mut cases = Vec::new();
    for line in tx.reports(&filter, Page { limit: ENOUGH, ..Page::ALL }).await?.lines {
        if let Some(report) = tx.report(line.report_id).await? {
            let coded: ReportCoded = serde_json::from_str(&report.coded)?;
            cases.extend(traits(&cell(&report), &coded));
        }
    }
    Ok(cases)
}

/// One entry for each person of the case, one without a person for a case of nobody.
fn traits(cell: &str, coded: &ReportCoded) -> Vec<Traits> {
    let place = match coded.place {
        PlaceAnswer::Known(id) => Some(id.to_string()),
        PlaceAnswer::Other | PlaceAnswer::Unknown => None,
    };
    let of = |sex: Option<&String>, age: Option<u16>| {
        let values = [
            (Dimension::Place, place.clone()),
            (Dimension::Sex, sex.cloned()),
            (Dimension::AgeBand, age.map(|age| band(u32::from(age)).to_string())),
        ];
        let values = values.into_iter().filter_map(|(dimension, value)| Some((dimension, value?))).collect();
        Traits { cell: cell.to_owned(), values }
    };
    if coded.persons.is_empty() {
        return vec![of(None, None)];
    }
    coded.persons.iter().map(|person| of(person.sex.as_ref(), person.age)).collect()
}

/// Ages in decades; from 90 on they are one group.
fn band(age: u32) -> u32 {
    (age / 10 * 10).min(90)
}

fn mentions(text: &str, places: &[(String, &str)]) -> Vec<Mention> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = ages(&letters);
    found.extend(sexes(text, &letters));
    for (id, name) in places.iter().filter(|(_, name)| name.chars().count() >= 2) {
        for (at, _) in text.match_indices(name) {
            let start = text[..at].chars().count();
            let end = start + name.chars().count();
            found.push(Mention { dimension: Dimension::Place, value: id.clone(), start, end, proposal: "施設内" });
        }
    }
    found.sort_by_key(|mention| (mention.start, std::cmp::Reverse(mention.end)));
    let mut last = 0;
    found.retain(|mention| {
        let is_free = mention.start >= last;
        last = last.max(mention.end);
        is_free
    });
    found
}

/// 80歳代, ８０代, 90歳以上; a の behind them goes with them.
fn ages(letters: &[char]) -> Vec<Mention> {
    let digit = |at: usize| match letters.get(at)? {
        letter @ '0'..='9' => letter.to_digit(10),
        letter @ '０'..='９' => Some(u32::from(*letter) - u32::from('０')),
        _ => None,
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let start = at;
        let mut age = 0u32;
        while let Some(number) = digit(at).filter(|_| at - start < 4) {
            age = age * 10 + number;
            at += 1;
        }
        if at == start {
            at += 1;
            continue;
        }
        let rest: String = letters.iter().skip(at).take(4).collect();
        let tail = ["歳代", "才代", "歳以上", "代"].into_iter().find(|tail| rest.starts_with(tail));
        if let Some(tail) = tail.filter(|_| (10..=110).contains(&age)) {
            at += tail.chars().count();
            let end = at + usize::from(letters.get(at) == Some(&'の'));
            let value = band(age).to_string();
            found.push(Mention { dimension: Dimension::AgeBand, value, start, end, proposal: "" });
        }
    }
    found
}

fn sexes(text: &str, letters: &[char]) -> Vec<Mention> {
    let mut found = Vec::new();
    for (word, code) in [("男性", "male"), ("女性", "female")] {
        for (at, _) in text.match_indices(word) {
            let start = text[..at].chars().count();
            let mut end = start + 2;
            let rest: String = letters.iter().skip(end).take(4).collect();
            let behind = rest.strip_prefix('の').unwrap_or(&rest);
            if STAFF.iter().any(|staff| behind.starts_with(staff)) {
                continue;
            }
            let is_before_user =
                ["利用者", "入所者", "入居者", "患者", "方"].iter().any(|user| behind.starts_with(user));
            end += usize::from(is_before_user && rest.starts_with('の'));
            let proposal = if is_before_user { "" } else { "利用者" };
            found.push(Mention { dimension: Dimension::Sex, value: code.to_owned(), start, end, proposal });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(Dimension, String)> {
        let letters: Vec<char> = text.chars().collect();
        let places = [("p1".to_owned(), "食堂")];
        mentions(text, &places)
            .into_iter()
            .map(|mention| (mention.dimension, letters[mention.start..mention.end].iter().collect()))
            .collect()
    }

    #[test]
    fn what_a_text_tells_is_found() {
        let found = words("80歳代の女性が食堂で。９０代男性の利用者、女性職員、1代目、300代");
        let expected = [
            (Dimension::AgeBand, "80歳代の"),
            (Dimension::Sex, "女性"),
            (Dimension::Place, "食堂"),
            (Dimension::AgeBand, "９０代"),
            (Dimension::Sex, "男性の"),
        ];
        assert_eq!(found, expected.map(|(dimension, text)| (dimension, text.to_owned())));
        assert_eq!(words("食後に、別の方の薬を渡した。"), []);
    }

    #[test]
    fn every_value_of_a_dimension_is_looked_at_with_every_other() {
        let values = BTreeMap::from([
            (Dimension::Place, BTreeSet::from(["p1".to_owned(), "p2".to_owned()])),
            (Dimension::Sex, BTreeSet::from(["female".to_owned()])),
        ]);
        let told: Vec<Vec<String>> =
            combinations(&values).into_iter().map(|told| told.into_values().collect()).collect();
        assert_eq!(told, [["p1", "female"], ["p2", "female"]]);
    }

    #[test]
    fn ages_from_ninety_on_are_one_group() {
        assert_eq!((band(89), band(90), band(104), band(7)), (80, 90, 90, 0));
    }
}
