//! page::record::published: what the public knows of one report (この事例の公表).
use domain::publication::Month;

use crate::catalog::Text;
use crate::when;

/// What the public knows of a report.
#[derive(Debug, Clone)]
pub struct Publication {
    /// The month of its report date.
    pub month: Month,
    /// Whether the figures of the month hold it: `before_standard`, `not_yet`, `yes`, `in_another`, `too_late`.
    pub counted: &'static str,
    /// When the month was published, in words.
    pub published: Option<String>,
    /// Whether its text is public; `None` where none is needed.
    pub text: Option<bool>,
    /// The public page of the month.
    pub href: Option<String>,
    /// The individual publication of the case (個別公表), for who takes part in it.
    pub individual: Option<String>,
}

impl Publication {
    /// The sentences.
    #[must_use]
    pub fn sentences(&self, t: Text) -> Vec<String> {
        let month = when::month(t, self.month);
        let due = when::day(t, self.month.next().last_day());
        let counted = match self.counted {
            "before_standard" => t.get("record.publication.before_standard").to_owned(),
            "not_yet" => t.with("record.publication.not_yet", &[("month", &month), ("due", &due)]),
            "in_another" => t.get("record.publication.in_another").to_owned(),
            "too_late" => t.with("record.publication.too_late", &[("month", &month)]),
            _ => t.with("record.publication.yes", &[("month", &month)]),
        };
        let mut sentences = vec![counted];
        if let Some(day) = &self.published {
            sentences.push(t.with("record.publication.published", &[("month", &month), ("day", day)]));
        }
        if let Some(public) = self.text {
            let key = if public { "record.publication.text_public" } else { "record.publication.text_open" };
            sentences.push(t.get(key).to_owned());
        }
        sentences
    }
}
