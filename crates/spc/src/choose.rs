//! Owns the choice of a chart for people: from what is measured and from the data, with the reason.

/// Below this mean count a C or U chart has no lower limit and a skewed upper one: charts of the time between show more.
pub const SPARSE_MEAN: f64 = 1.0;
/// Above this σ_z the spread is larger than chance allows.
pub const OVERDISPERSED_SIGMA: f64 = 1.5;
