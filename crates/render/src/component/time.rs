//! time: the question for a time of day: by the clock, as a band (早朝, 日勤, …), or 不明.
//!
//! For a field named `occurred_at` the form sends `occurred_at_half` (`am`, `pm`, `24`),
//! `occurred_at_hour`, `occurred_at_minute` and `occurred_at_band` (a band's code, `unknown`,
//! or nothing when the clock time counts).

use askama::Template;

use super::choice::Choice;
use super::field::Field;

/// What the person typed, part by part, as typed.
#[derive(Debug, Clone, Default)]
pub struct TimeValue {
    /// `am`, `pm` or `24`.
    pub half: String,
    /// Hour.
    pub hour: String,
    /// Minute.
    pub minute: String,
    /// Code of the chosen band, or `unknown`.
    pub band: String,
}

/// The question for a time of day. Its first control bears the field's id.
#[derive(Debug, Clone, Template)]
#[template(path = "components/time.html")]
pub struct TimeInput {
    field: Field,
    value: TimeValue,
    clock: bool,
    bands: Vec<Choice>,
}

impl TimeInput {
    /// A time asked by the clock; 午前 is preselected when nothing was chosen.
    #[must_use]
    pub fn new(field: Field, value: TimeValue) -> Self {
        Self { field, value, clock: true, bands: Vec::new() }
    }

    /// Offers bands and 不明 beside the clock. Give the bands of the facility's profile.
    #[must_use]
    pub fn bands(mut self, mut bands: Vec<Choice>) -> Self {
        bands.push(Choice::new("unknown", self.field.t.get("field.unknown")));
        for band in &mut bands {
            band.chosen = band.value == self.value.band;
        }
        self.bands = bands;
        self
    }

    /// Leaves the clock away (the quick report asks for the band only).
    #[must_use]
    pub fn bands_only(mut self) -> Self {
        self.clock = false;
        self
    }

    fn halves(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = match self.value.half.as_str() {
            "" => "am",
            half => half,
        };
        ["am", "pm", "24"]
            .into_iter()
            .map(|code| {
                let name = self.field.t.choice("field.half", code);
                (code, name, code == chosen)
            })
            .collect()
    }

    fn band_id(&self, index: &usize) -> String {
        match (self.clock, *index) {
            (false, 0) => self.field.id.clone(),
            (_, n) => format!("{}-band-{}", self.field.id, n + 1),
        }
    }
}

safe!(TimeInput);
