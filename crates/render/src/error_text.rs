//! error_text: puts the errors of a form into sentences and leads each to its control.

use std::fmt::Display;

use domain::form::FieldError;

use crate::catalog::Text;
use crate::component::{ErrorLink, ErrorSummary};
use crate::lang::Lang;

/// The sentence of an error: from `error.<code>`, or from the error itself where it carries both languages.
#[must_use]
pub fn error_text(t: Text, error: &FieldError) -> String {
    let carried = match t.lang() {
        Lang::Ja => "ja",
        Lang::En => "en",
    };
    if let Some((_, sentence)) = error.args.iter().find(|(name, _)| *name == carried) {
        return sentence.clone();
    }
    let known = t.choice("error", error.code) != format!("error.{}", error.code);
    let code = if known { error.code } else { "unknown" };
    let args: Vec<(&str, &dyn Display)> =
        error.args.iter().map(|(name, value)| (*name, value as &dyn Display)).collect();
    t.with(&format!("error.{code}"), &args)
}

/// The id of the control that an error is about, by the naming rule of the date and time components
/// (a date has the id of its name, a time the id `{name}-time`).
#[must_use]
pub fn control_id(error: &FieldError) -> String {
    if error.code == "occurred_missing" {
        return "occurred-when".to_owned();
    }
    let rules = [
        ("_year", ""),
        ("_month", "-month"),
        ("_day", "-day"),
        ("_era", "-era"),
        ("_text", "-text"),
        ("_hour", "-time"),
        ("_minute", "-time-minute"),
        ("_half", "-time-half"),
        ("_date", ""),
    ];
    let found =
        rules.iter().find_map(|(suffix, end)| error.field.strip_suffix(suffix).map(|name| format!("{name}{end}")));
    found.unwrap_or_else(|| error.field.clone())
}

/// The summary above a form, in the order of the errors.
#[must_use]
pub fn error_summary(t: Text, errors: &[FieldError]) -> ErrorSummary {
    let links = errors.iter().map(|error| ErrorLink::new(control_id(error), error_text(t, error)));
    ErrorSummary::new(t, links.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_find_their_words_and_controls() {
        let t = Text::new(Lang::En);
        let long = FieldError::new("narrative", "text_too_long").with("max", 10).with("over", 2);
        assert_eq!(error_text(t, &long), "At most 10 characters. This is 2 too many.");
        let date = FieldError::new("occurred_month", "date").with("ja", "だめ").with("en", "No.");
        assert_eq!(error_text(t, &date), "No.");
        assert_eq!(control_id(&date), "occurred-month");
        assert_eq!(error_text(t, &FieldError::new("x", "no_such")), "Please check this answer.");
        assert_eq!(control_id(&FieldError::new("experience_years", "number")), "experience_years");
    }
}
