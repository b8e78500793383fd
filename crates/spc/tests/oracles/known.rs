//! Owns the list of what cannot agree: case, columns and reason. A column that agrees must not stand here.

/// Case, the columns that differ, and why.
const KNOWN: &[(&str, &[&str], &str)] = &[
    ("constants/shewhart_n2_25", &["d2", "d3", "A2", "D3", "D4", "E2"], INTEGRATED),
    ("funnel_pbi/sr_equal_exp_40__od_no", &["z"], SEARCHED_Z),
    ("funnel_pbi/sr_poisson_20__od_no", &["ul95", "z"], SEARCHED_Z),
    ("funnel_pbi/sr_poisson_20__od_yes", &["ul95", "z"], SEARCHED_Z),
    ("ptd_xmr/facets4_named_targets", &["assurance"], NO_TARGET),
    ("qcc_g/g_cases40_998", &["nelson7"], G_RULES),
    ("qcc_g/g_shift40_3sigma", &["nelson7"], G_RULES),
    ("qcc_g/g_shift40_998", &["nelson7"], G_RULES),
    ("qcc_np/p_growing_n60", &["we2", "we3", "nelson5", "nelson6"], WINDOWS),
    ("qcc_np/p_outlier24", &["we2", "we3", "nelson5", "nelson6"], WINDOWS),
    ("qcc_u/u_shift36", &["we2", "we3", "nelson5", "nelson6"], WINDOWS),
];

/// R's ptukey() is good to 1e-8 only. d2 is a plain integral, 1 − Φⁿ − (1−Φ)ⁿ, which the test of `constants.rs` does to
/// 1e-11; d3 follows from it and from the second moment. The columns agree to 1e-6 (compared as `rough …`).
const INTEGRATED: &str = "R's integration behind d2 and d3 is good to 1e-8 to 1e-7";

/// The z at which the limit meets the unit is searched by the program, and found to about 1e-8, near 0 to 1.5e-5: at
/// o = 222, E = 221.08 it says 0.0170162, while Φ⁻¹(P(222.08, 222)) = 0.0170020. Its
/// chi-square quantiles are searched, too: one is wrong by 1.2e-8, where R's (through FunnelPlotR) agree with ours.
const SEARCHED_Z: &str = "PowerBI-Funnels searches z and quantiles, and stops early";

/// Facet D has no target at all, and gets the icon "hit or miss": a comparison with a missing value falls through to the
/// package's last branch. A chart without a target has no assurance.
const NO_TARGET: &str = "a facet without a target gets the icon of a target within the limits";

/// With limits that differ between points, qcc 3.0 compares the points of a window with limits of other points. Proof:
/// `p_outlier24`, points 6 to 8 lie 0.83, 0.60 and 2.20 σ below the centre. One of three is beyond 2 σ, not two, yet
/// point 8 is flagged.
const WINDOWS: &str = "qcc 3.0 takes limits of other points for the points of a window";

/// The rule functions of qcc 3.0 are not made for this object: five of the twelve stop with an error ("subscript out of
/// bounds"), and the seventh finds no point within 1 σ although 15 in a row lie there.
const G_RULES: &str = "the zone rules of qcc 3.0 fail on G charts";

/// The columns of a case that cannot agree, with the reason.
pub(crate) fn columns(name: &str) -> Option<(&'static [&'static str], &'static str)> {
    KNOWN.iter().find(|(case, _, _)| *case == name).map(|(_, columns, reason)| (*columns, *reason))
}
