//! Owns the presets: which package's constants, clipping and defaults a chart follows.

use serde::{Deserialize, Serialize};

/// Whose conventions are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// Our own default: exact constants, and none of the packages' faults; `warnings` says what was done.
    #[default]
    Futawa,
    /// NHS England, *Making Data Count*, as NHSRplotthedots 0.2.2 computes it.
    Nhs,
    /// qicharts2 0.8.1 (attached, so that ranges are screened).
    Qicharts2,
    /// pbcharts 0.1.0.
    Pbcharts,
    /// qcc 2.7.
    Qcc,
    /// PowerBI-SPC (WA Health).
    Powerbi,
}

impl Preset {
    /// Every preset.
    pub const ALL: [Self; 6] = [Self::Futawa, Self::Nhs, Self::Qicharts2, Self::Pbcharts, Self::Qcc, Self::Powerbi];

    /// The code of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Futawa => "futawa",
            Self::Nhs => "nhs",
            Self::Qicharts2 => "qicharts2",
            Self::Pbcharts => "pbcharts",
            Self::Qcc => "qcc",
            Self::Powerbi => "powerbi",
        }
    }

    /// 1 σ of single values as a multiple of the average moving range.
    ///
    /// The packages round 1/d2 = 0.886227 differently: 2.66/3 (NHS), 1/1.128 (the others).
    #[must_use]
    pub fn sigma_of_range(self) -> f64 {
        match self {
            Self::Futawa => std::f64::consts::PI.sqrt() / 2.0,
            Self::Nhs => 2.66 / 3.0,
            _ => 1.0 / 1.128,
        }
    }

    /// Whether moving ranges are screened unless the caller says otherwise.
    ///
    /// Ours are not (like the NHS's own spreadsheet): screening takes away about one range in a hundred of stable data,
    /// which narrows the limits and adds a third to the false alarms (`examples/alarms.rs`).
    #[must_use]
    pub fn screens(self) -> bool {
        !matches!(self, Self::Futawa | Self::Qcc | Self::Pbcharts)
    }
}
