//! Owns the counting of what became of candidates when a report is sent: by class, without a person, a report or a time.
use domain::form::Fields;
use domain::profile::{ChoiceField, Profile};
use domain::report::ReportCoded;
use store::{SuggestionCountRow, Tx, Write};

use super::Field;
use crate::AppError;

/// The form's candidates travel along in this field after the name of the question; the program shows at most three.
const SHOWN: usize = 3;

/// Adds to the counts what this report chose of the candidates that its form had shown. Without candidates nothing is counted.
pub(crate) async fn count_chosen(
    tx: &mut Tx<Write>,
    profile: &Profile,
    fields: &Fields,
    coded: &ReportCoded,
) -> Result<(), AppError> {
    for field in Field::ALL {
        let offered = field.offered(profile);
        for row in counts(field, &offered, fields.get(&format!("{}_suggested", field.code())), chosen(field, coded)) {
            tx.add_suggestion_counts(&row).await?;
        }
    }
    Ok(())
}

fn chosen(field: Field, coded: &ReportCoded) -> &[String] {
    match field {
        Field::Form => std::slice::from_ref(&coded.form),
        Field::Cause => coded.choices.get(&ChoiceField::Cause).map(Vec::as_slice).unwrap_or_default(),
    }
}

/// What a person's browser says was shown is believed as far as it can be: codes that the facility offers, three of them.
fn counts(field: Field, offered: &[String], told: &str, chosen: &[String]) -> Vec<SuggestionCountRow> {
    let mut shown: Vec<&str> = Vec::new();
    for code in told.split(' ').filter(|code| offered.iter().any(|known| known == code)) {
        if shown.len() < SHOWN && !shown.contains(&code) {
            shown.push(code);
        }
    }
    let row = |code: &str, shown: bool, taken: bool| SuggestionCountRow {
        field: field.code().to_owned(),
        code: code.to_owned(),
        shown: i64::from(shown),
        accepted: i64::from(shown && taken),
        chosen_otherwise: i64::from(!shown && taken),
    };
    let of_shown = shown.iter().map(|code| row(code, true, chosen.iter().any(|taken| taken == code)));
    let others = chosen.iter().filter(|code| !shown.is_empty() && offered.contains(code));
    let others = others.filter(|code| !shown.contains(&code.as_str())).map(|code| row(code, false, true));
    of_shown.chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(shown: &str, chosen: &[&str]) -> Vec<(String, i64, i64, i64)> {
        let offered = ["fall", "injury", "burn", "money", "other"].map(str::to_owned);
        let chosen: Vec<String> = chosen.iter().map(|code| (*code).to_owned()).collect();
        let rows = counts(Field::Form, &offered, shown, &chosen);
        rows.into_iter().map(|row| (row.code, row.shown, row.accepted, row.chosen_otherwise)).collect()
    }

    #[test]
    fn accepted_shown_and_chosen_otherwise_are_told_apart() {
        let line = |code: &str, shown, accepted, otherwise| (code.to_owned(), shown, accepted, otherwise);
        assert_eq!(told("fall injury", &["fall"]), [line("fall", 1, 1, 0), line("injury", 1, 0, 0)]);
        assert_eq!(told("fall", &["burn"]), [line("fall", 1, 0, 0), line("burn", 0, 0, 1)]);
    }

    #[test]
    fn what_was_not_shown_or_is_made_up_counts_nothing() {
        assert_eq!(told("", &["fall"]), []);
        assert_eq!(told("<script> gone", &["fall"]), []);
        assert_eq!(told("fall fall injury burn money", &[]).len(), 3, "three at most, each once");
    }
}
