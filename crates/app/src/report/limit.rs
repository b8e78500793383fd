//! Owns the limit on the length of what people write beside the form: opinions, reasons, questions, answers.
use domain::form::FieldError;
use domain::report::MAX_TEXT_CHARS;

/// The error of a text of more than `max` characters.
pub(crate) fn long_text(field: &str, text: &str, max: usize) -> Option<FieldError> {
    let over = text.chars().count().checked_sub(max).filter(|over| *over > 0)?;
    Some(FieldError::new(field, "text_too_long").with("max", max).with("over", over))
}

/// The errors of texts that are longer than a report's own may be, by field.
pub(crate) fn long_texts(texts: &[(&'static str, &str)]) -> Vec<FieldError> {
    texts.iter().filter_map(|(field, text)| long_text(field, text, MAX_TEXT_CHARS)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_characters_and_tells_how_many_are_too_many() {
        assert_eq!(long_text("text", &"字".repeat(10), 10), None);
        let error = FieldError::new("text", "text_too_long").with("max", 10).with("over", 2);
        assert_eq!(long_text("text", &"字".repeat(12), 10), Some(error));
        let long = "字".repeat(MAX_TEXT_CHARS + 1);
        let errors = long_texts(&[("opinion", "短い"), ("level_reason", &long)]);
        assert_eq!(errors.iter().map(|error| error.field.as_str()).collect::<Vec<_>>(), ["level_reason"]);
    }
}
