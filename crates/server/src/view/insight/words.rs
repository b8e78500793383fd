//! Owns what series, units, points and codes of insight are called.
use app::facility::Facility;
use app::insight::overview::InsightQuery;
use app::insight::series::{At, Unit};
use domain::id::PlaceId;
use domain::insight::{Measure, SeriesKey};
use domain::profile::ChoiceField;
use render::page::insight::ValueUnit;
use render::{Text, when};

/// Names in the reader's language.
pub(super) struct Names<'a> {
    pub(super) t: Text,
    pub(super) facility: &'a Facility,
}

/// The unit of values, and whether they are days between events.
pub(super) const fn unit(unit: Unit) -> (ValueUnit, bool) {
    match unit {
        Unit::Reports | Unit::ReportsBetween => (ValueUnit::Reports, false),
        Unit::PerThousandDays => (ValueUnit::PerThousandDays, false),
        Unit::PerHundredBeds => (ValueUnit::PerHundredBeds, false),
        Unit::Percent => (ValueUnit::Percent, false),
        Unit::Days => (ValueUnit::Days, true),
    }
}

impl Names<'_> {
    /// What a series counts: 「転倒」の報告（2階支援課）.
    pub(super) fn what(&self, key: &SeriesKey) -> String {
        let t = self.t;
        let measure = key.measure.code();
        let mut what = match (&key.form, key.measure) {
            (Some(form), Measure::Reports | Measure::Harm) => {
                t.choice("insight.what", &format!("{measure}_of")).replace("{of}", &self.form(form))
            }
            (Some(form), _) => {
                let what = t.choice("insight.what", measure);
                t.with("insight.what.in_unit", &[("what", &what), ("unit", &self.form(form))])
            }
            (None, _) => t.choice("insight.what", measure),
        };
        if let Some(per) = key.per {
            what = t.choice("insight.what.per", per.code()).replace("{what}", &what);
        }
        match key.unit.and_then(|unit| self.facility.unit(unit)) {
            Some(unit) => {
                let unit = t.pick(&unit.name_ja, &unit.name_en);
                t.with("insight.what.in_unit", &[("what", &what), ("unit", &unit)])
            }
            None => what,
        }
    }

    /// The same of the reports that have the words of the theme, where one is looked at.
    pub(super) fn what_of(&self, key: &SeriesKey, asked: &InsightQuery) -> String {
        let what = self.what(key);
        match &asked.theme {
            Some(theme) => self.t.with("insight.what.with_words", &[("words", &theme.as_str()), ("what", &what)]),
            None => what,
        }
    }

    /// Where a point stands, in sentences.
    pub(super) fn at(&self, at: At) -> String {
        match at {
            At::Month(month) => when::month_short(self.t, month),
            At::Day(day) => when::day(self.t, day),
        }
    }

    /// The same as a point is kept in a signal.
    pub(super) fn mark(&self, text: &str) -> String {
        let month = text.parse().ok().map(At::Month);
        month.or_else(|| text.parse().ok().map(At::Day)).map_or_else(|| text.to_owned(), |at| self.at(at))
    }

    /// The same under an axis: R8.11, 2026-11.
    pub(super) fn short(&self, at: At) -> String {
        let label = when::month_axis(self.t, at.month(), self.facility.row.calendar == "wareki");
        match at {
            At::Month(_) => label,
            At::Day(day) => format!("{label}{}{}", if label.contains('.') { "." } else { "-" }, day.day()),
        }
    }

    /// A form (形態).
    pub(super) fn form(&self, code: &str) -> String {
        let form = self.facility.profile.form(code);
        form.map_or_else(|| code.to_owned(), |form| self.t.label(&form.label).to_owned())
    }

    /// A choice of a list of the profile.
    pub(super) fn choice(&self, field: ChoiceField, code: &str) -> String {
        let list = self.facility.profile.choices.get(&field);
        let item = list.and_then(|list| list.items.iter().find(|item| item.code == code));
        item.map_or_else(|| code.to_owned(), |item| self.t.label(&item.label).to_owned())
    }

    /// A medication detail (与薬の詳細).
    pub(super) fn detail(&self, code: &str) -> String {
        let item = self.facility.profile.medication_details.iter().find(|item| item.code == code);
        item.map_or_else(|| code.to_owned(), |item| self.t.label(&item.label).to_owned())
    }

    /// A place.
    pub(super) fn place(&self, id: PlaceId) -> String {
        let place = self.facility.place(id);
        place.map_or_else(String::new, |place| self.t.pick(&place.name_ja, &place.name_en).to_owned())
    }
}
