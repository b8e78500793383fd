//! The blank form (空欄様式): every choice printed, nothing answered, a QR code that opens the entry page.

use crate::parts::{Choice, Seat};

use super::{Discovered, Known, ReportForm};

impl ReportForm {
    /// The same form with every answer taken out; title, edition, facility, choices and seats stay.
    #[must_use]
    pub fn blank(&self, entry: &str) -> Self {
        Self {
            wording: self.wording,
            title: self.title.clone(),
            edition: self.edition.clone(),
            facility: self.facility.clone(),
            entry: Some(entry.to_owned()),
            kinds: open(&self.kinds),
            blank_sex: open(&self.blank_sex),
            blank_eras: open(&self.blank_eras),
            levels: open(&self.levels),
            situation: open(&self.situation),
            party: open(&self.party),
            care_kind: open(&self.care_kind),
            care_degree: open(&self.care_degree),
            usage: open(&self.usage),
            occurred_date: Known::default(),
            discovered: Discovered::default(),
            forms: open(&self.forms),
            medication: open(&self.medication),
            finding_present: open(&self.finding_present),
            findings: open(&self.findings),
            guarantor: super::GuarantorTold { answers: open(&self.guarantor.answers), ..Default::default() },
            factors: open(&self.factors),
            causes: open(&self.causes),
            review: open(&self.review),
            first_round: unstamped(&self.first_round),
            second_round: unstamped(&self.second_round),
            ..Self::default()
        }
    }
}

fn open(choices: &[Choice]) -> Vec<Choice> {
    choices.iter().map(|c| Choice { chosen: false, text: String::new(), ..c.clone() }).collect()
}

fn unstamped(seats: &[Seat]) -> Vec<Seat> {
    seats.iter().map(|seat| Seat { label: seat.label.clone(), ..Seat::default() }).collect()
}
