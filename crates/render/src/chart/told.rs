//! chart::told: codes of rules, icons, warnings and reasons brought to keys of the catalogue.

use spc::choose::Reason;
use spc::rules::{Mark, Rule, Toward};
use spc::{Assurance, Code, Kind, Variation};

use super::source::ControlSource;
use crate::catalog::Text;

/// Fewer points than this have no limits in a chosen chart.
const FEW: usize = spc::choose::FEW_POINTS;
/// Warnings name no more points than this.
const NAMED: usize = 4;

/// Whether a chart has no limits because its points are few.
pub(super) fn is_short(source: &ControlSource) -> bool {
    let known = (0..source.len()).filter(|&i| source.value(i).is_some()).count();
    source.choice == Some(Reason::Short) || known < FEW
}

pub(super) fn rule_code(mark: Mark) -> &'static str {
    use Toward::{Down, Up};
    match (mark.rule, mark.toward) {
        (Rule::Astronomical, Up) => "astronomical_up",
        (Rule::Astronomical, Down) => "astronomical_down",
        (Rule::Trend, Up) => "trend_up",
        (Rule::Trend, Down) => "trend_down",
        (Rule::TwoOfThree, Up) => "two_of_three_up",
        (Rule::TwoOfThree, Down) => "two_of_three_down",
        (Rule::Shift, Up) => "shift_up",
        (Rule::Shift, Down) => "shift_down",
        (Rule::FourOfFive, Up) => "four_of_five_up",
        (Rule::FourOfFive, Down) => "four_of_five_down",
        (Rule::Alternating, _) => "alternating",
        (Rule::Stratification, _) => "stratification",
        (Rule::Mixture, _) => "mixture",
    }
}

/// What the mark of a point says, if it has one: 上限を超えた点.
#[must_use]
pub fn mark_words(t: Text, source: &ControlSource, i: usize) -> Option<String> {
    let mark = source.mark(i)?;
    Some(match &source.memory {
        Some(memory) => memory.rule(t, mark),
        None => t.choice("chart.rule", rule_code(mark)),
    })
}

pub(super) fn variation_code(variation: Variation) -> &'static str {
    match variation {
        Variation::Common => "common",
        Variation::ImprovementHigh => "improvement_high",
        Variation::ImprovementLow => "improvement_low",
        Variation::ConcernHigh => "concern_high",
        Variation::ConcernLow => "concern_low",
        Variation::NeutralHigh => "neutral_high",
        Variation::NeutralLow => "neutral_low",
    }
}

pub(super) fn assurance_code(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::Pass => "pass",
        Assurance::Fail => "fail",
        Assurance::HitOrMiss => "hit_or_miss",
    }
}

/// What was noticed about the data, one sentence a warning.
pub(super) fn notices(t: Text, source: &ControlSource) -> Vec<String> {
    source.chart.warnings.iter().map(|warning| notice(t, source, warning)).collect()
}

fn notice(t: Text, source: &ControlSource, warning: &spc::Warning) -> String {
    let text = t.choice("chart.notice", notice_code(warning.code));
    if warning.at.is_empty() {
        return text;
    }
    let more = warning.at.len().saturating_sub(NAMED);
    let names: Vec<String> = warning.at.iter().take(NAMED).map(|&i| source.long(i)).collect();
    let mut points = names.join(t.get("chart.comma"));
    if more > 0 {
        points = t.with("chart.and_more", &[("points", &points), ("n", &more)]);
    }
    t.with("chart.notice_at", &[("text", &text), ("points", &points)])
}

fn notice_code(code: Code) -> &'static str {
    match code {
        Code::NoData => "no_data",
        Code::ShortSegment => "short_segment",
        Code::MissingValues => "missing_values",
        Code::LastMissing => "last_missing",
        Code::NotFinite => "not_finite",
        Code::ZeroDenominator => "zero_denominator",
        Code::OutOfRange => "out_of_range",
        Code::AbsentPeriods => "absent_periods",
        Code::IrregularDates => "irregular_dates",
        Code::UnsortedDates => "unsorted_dates",
        Code::DuplicateDates => "duplicate_dates",
        Code::ConstantData => "constant_data",
        Code::ScreeningSkipped => "screening_skipped",
        Code::RangesScreened => "ranges_screened",
        Code::TiedValues => "tied_values",
        Code::Sparse => "sparse",
        Code::Overdispersed => "overdispersed",
        Code::SigmaZRaised => "sigma_z_raised",
        Code::ShiftScaled => "shift_scaled",
        Code::ProbabilityLimits => "probability_limits",
        Code::ZeroTimes => "zero_times",
        Code::BaselineIgnored => "baseline_ignored",
        Code::IndexIgnored => "index_ignored",
        Code::ShortLastSegment => "short_last_segment",
        Code::Overflow => "overflow",
        Code::PackageFails => "package_fails",
    }
}

/// Why this chart, in one sentence.
pub(super) fn reason(t: Text, source: &ControlSource) -> Option<String> {
    let name = t.choice("chart.kind", source.kind.as_str());
    let code = match (source.choice?, source.kind) {
        (Reason::Short, _) => "short",
        (Reason::Sparse, Kind::T) => "sparse_t",
        (Reason::Sparse, Kind::G) => "sparse_g",
        (Reason::Sparse, Kind::Run) => "sparse_run",
        (Reason::Sparse, _) => "sparse",
        (Reason::Overdispersed, _) => "overdispersed",
        (Reason::Fits, Kind::C) => "fits_c",
        (Reason::Fits, Kind::U) => "fits_u",
        (Reason::Fits, Kind::P) => "fits_p",
        (Reason::Fits, Kind::G) => "fits_g",
        (Reason::Fits, Kind::T) => "fits_t",
        (Reason::Fits, Kind::Individuals) => "fits_i",
        (Reason::Fits, _) => "fits",
    };
    Some(t.choice("chart.reason", code).replace("{name}", &name))
}
