//! Every oracle case in `../shared/oracles/spc` against this crate: it agrees, or `known.rs` says why it cannot.
//!
//! Agreement is 1e-9 relative (1e-8 where chi-square quantiles are used). Without the folder the tests say so and pass.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its case has failed")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

mod charts;
mod compare;
mod funnels;
mod known;
mod rates;

use std::collections::BTreeMap;
use std::path::Path;

use compare::Case;

/// Reads all cases of the families that a test covers.
fn cases(families: &[&str]) -> Option<Vec<Case>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/oracles/spc");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return None;
    }
    let mut cases = Vec::new();
    for family in families {
        let text = std::fs::read_to_string(folder.join(format!("{family}.jsonl"))).unwrap();
        cases.extend(text.lines().map(|line| Case::new(serde_json::from_str(line).unwrap())));
    }
    Some(cases)
}

/// Runs a check over families; fails with every case that neither agrees nor is known.
fn check(families: &[&str], check: fn(&Case) -> Vec<String>) {
    let Some(cases) = cases(families) else { return };
    let mut wrong: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for case in &cases {
        let name = format!("{}/{}", case.family(), case.name());
        let differences = check(case);
        let (allowed, _) = known::columns(&name).unwrap_or((&[], ""));
        let is_allowed = |line: &String| allowed.iter().any(|column| line.starts_with(&format!("{column}:")));
        let agreeing =
            allowed.iter().filter(|column| !differences.iter().any(|line| line.starts_with(&format!("{column}:"))));
        let mut list: Vec<String> = agreeing.map(|column| format!("{column} agrees, but is listed as known")).collect();
        list.extend(differences.iter().filter(|line| !is_allowed(line)).cloned());
        if !list.is_empty() {
            wrong.insert(name, list);
        }
    }
    let count = cases.len();
    let report: Vec<String> = wrong.iter().map(|(name, list)| format!("{name}\n    {}", list.join("\n    "))).collect();
    assert!(wrong.is_empty(), "{} of {count} cases differ:\n{}", wrong.len(), report.join("\n"));
    println!("{count} cases of {families:?} agree or are known");
}

#[test]
fn nhs_rplotthedots() {
    check(&["ptd_xmr"], charts::nhs);
}

#[test]
fn qicharts2() {
    check(
        &[
            "qic_c", "qic_g", "qic_i", "qic_ip", "qic_mr", "qic_p", "qic_pp", "qic_run", "qic_s", "qic_t", "qic_u",
            "qic_up", "qic_xbar",
        ],
        charts::qicharts2,
    );
}

#[test]
fn pbcharts() {
    check(&["pbc_i", "pbc_ms", "pbc_run"], charts::pbcharts);
}

#[test]
fn qcc() {
    check(&["qcc_R", "qcc_c", "qcc_g", "qcc_np", "qcc_p", "qcc_u", "qcc_xbar", "qcc_xbar.one"], charts::qcc);
}

#[test]
fn powerbi() {
    check(
        &[
            "pbi_c", "pbi_g", "pbi_i", "pbi_i_m", "pbi_i_mm", "pbi_mr", "pbi_p", "pbi_pp", "pbi_run", "pbi_t", "pbi_u",
            "pbi_up",
        ],
        charts::powerbi,
    );
}

#[test]
fn exact_funnels() {
    check(&["funnel_exact"], funnels::exact);
}

#[test]
fn funnelplotr() {
    check(&["funnel_fpr"], funnels::funnelplotr);
}

#[test]
fn powerbi_funnels() {
    check(&["funnel_pbi"], funnels::powerbi);
}

#[test]
fn phe_funnels() {
    check(&["funnel_phe"], funnels::phe);
}

#[test]
fn phe_rates() {
    check(
        &["phe_dsr", "phe_isr", "phe_mean", "phe_primitives", "phe_proportion", "phe_quantile", "phe_rate"],
        rates::rates,
    );
}

#[test]
fn constants_and_tables() {
    check(&["constants", "cusum", "ewma", "overdispersion", "pareto"], rates::others);
}
