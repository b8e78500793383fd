//! page::insight::sentence: what a chart says about its newest point, in one true sentence without a word about who.

use crate::catalog::Text;
use crate::lang::Lang;

/// In what a value is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueUnit {
    /// 件.
    Reports,
    /// 件/1,000人日.
    PerThousandDays,
    /// 件/100床, of one month.
    PerHundredBeds,
    /// %.
    Percent,
    /// 日.
    Days,
}

impl ValueUnit {
    const fn code(self) -> &'static str {
        match self {
            Self::Reports => "reports",
            Self::PerThousandDays => "per_thousand_days",
            Self::PerHundredBeds => "per_hundred_beds",
            Self::Percent => "percent",
            Self::Days => "days",
        }
    }

    /// The unit by itself, as it stands on an axis.
    #[must_use]
    pub fn words(self, t: Text) -> String {
        t.choice("insight.unit", self.code())
    }
}

/// A value with its unit: 32件, 3.4件/1,000人日. Whole numbers have no decimals, others one, small ones two.
#[must_use]
pub fn quantity(t: Text, unit: ValueUnit, value: f64) -> String {
    let number = if value.fract() == 0.0 {
        format!("{value:.0}")
    } else if value.abs() < 1.0 {
        format!("{value:.2}")
    } else {
        format!("{value:.1}")
    };
    t.choice("insight.quantity", unit.code()).replace("{n}", &number)
}

/// What is said about the newest point of a chart.
#[derive(Debug, Clone)]
pub struct ChangeLine {
    /// What is counted, in words: 報告, アクシデント, 「転倒」の報告.
    pub what: String,
    /// The month or the day of the point, in words.
    pub at: String,
    /// In what the values are told.
    pub unit: ValueUnit,
    /// Whether the values are days between two events.
    pub between: bool,
    /// Its value.
    pub value: f64,
    /// What is usual.
    pub center: f64,
    /// The lower limit, where there is one above 0.
    pub low: Option<f64>,
    /// The upper limit, where there is one.
    pub high: Option<f64>,
    /// Code of what is true of it.
    pub verdict: &'static str,
    /// The page of the chart.
    pub chart: String,
    /// The list of its reports.
    pub reports: Option<String>,
}

/// The sentence.
#[must_use]
pub fn change_sentence(t: Text, line: &ChangeLine) -> String {
    let value = |value: f64| quantity(t, line.unit, value);
    let family = if line.between { "insight.change.between" } else { "insight.change.value" };
    let said = t.with(family, &[("what", &line.what), ("at", &line.at), ("value", &value(line.value))]);
    let (center, low, high) = (value(line.center), line.low.map(value), line.high.map(value));
    let verdict = match (line.verdict, &low, &high) {
        ("usual", Some(low), Some(high)) => t.with("insight.change.within", &[("low", low), ("high", high)]),
        ("usual", None, Some(high)) => t.with("insight.change.below", &[("high", high)]),
        ("usual", _, None) => t.with("insight.change.usual", &[("center", &center)]),
        ("beyond_up", _, Some(high)) => t.with("insight.change.beyond_up", &[("limit", high)]),
        ("beyond_down", Some(low), _) => t.with("insight.change.beyond_down", &[("limit", low)]),
        (code, ..) => t.choice("insight.change.verdict", code).replace("{center}", &center),
    };
    // Japanese sentences follow each other without a space.
    format!("{said}{}{verdict}", if t.lang() == Lang::Ja { "" } else { " " })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(verdict: &'static str) -> ChangeLine {
        ChangeLine {
            what: "報告".to_owned(),
            at: "令和8年10月".to_owned(),
            unit: ValueUnit::Reports,
            between: false,
            value: 32.0,
            center: 28.4,
            low: Some(12.6),
            high: Some(44.2),
            verdict,
            chart: String::new(),
            reports: None,
        }
    }

    #[test]
    fn the_sentence_says_value_and_what_is_usual() {
        let t = Text::new(Lang::Ja);
        let said = change_sentence(t, &line("usual"));
        assert_eq!(said, "令和8年10月の報告は32件です。いつもの幅（12.6件から44.2件）の中です。");
        let no_low = ChangeLine { low: None, ..line("usual") };
        assert!(change_sentence(t, &no_low).contains("44.2件まで"), "{}", change_sentence(t, &no_low));
        let beyond = change_sentence(t, &line("beyond_up"));
        assert!(beyond.contains("44.2件") && beyond.contains("偶然"), "{beyond}");
        let en = change_sentence(Text::new(Lang::En), &line("shift_down"));
        assert!(en.contains("28.4") && !en.contains('{'), "{en}");
    }

    #[test]
    fn every_verdict_has_its_words_in_both_languages() {
        for lang in [Lang::Ja, Lang::En] {
            for code in ["too_few", "trend_up", "trend_down", "shift_up", "shift_down", "near_up", "near_down"] {
                let said = change_sentence(Text::new(lang), &line(code));
                assert!(!said.contains("insight.") && !said.contains('{'), "{said}");
            }
        }
    }

    #[test]
    fn numbers_have_no_more_decimals_than_they_need() {
        let t = Text::new(Lang::Ja);
        let said = |unit, value| quantity(t, unit, value);
        assert_eq!(said(ValueUnit::Reports, 32.0), "32件");
        assert_eq!(said(ValueUnit::PerThousandDays, 0.4567), "1,000人日あたり0.46件");
        assert_eq!(said(ValueUnit::PerHundredBeds, 4.0), "1か月に100床（定員100人）あたり4件");
        assert_eq!(said(ValueUnit::Percent, 12.345), "12.3%");
        assert_eq!(said(ValueUnit::Days, 3.5), "3.5日");
    }
}
