//! Owns the tools of numbers: `spc`, `funnel` and `rate`.
use app::chart::tool::{self, ToolError};
use serde_json::Value;

pub(super) const SPC_HELP: &str = r#"In:  {"chart":"run"|"i"|"mr"|"xbar"|"s"|"r"|"p"|"pp"|"np"|"c"|"u"|"up"|"g"|"t"|"ip","y":[…],"n":[…]|null,"x":[dates or labels]|null,
      "preset":"futawa"|"nhs"|"qicharts2"|"pbcharts"|"qcc"|"powerbi","options":{"screen_mr":bool,"baseline":int|null,
      "rebase":[first index of each new segment],"exclude":[index],"direction":"increase"|"decrease"|"neutral","target":number|null,
      "two_of_three":"2023"|"classic","shift_points":int,"trend_points":int}}
     Indexes count from 0; y and n may hold null; for xbar, s and r each entry of y is a list (a subgroup). Further options: "rules"
     ("nhs"|"three_sigma"|"western_electric"|"nelson"|"qcc"|"powerbi"), "center", "multiply", "negative_limit", "sigma"
     ("UWAVE-R"|"UWAVE-SD"|"MVLUE-R"|"MVLUE-SD"|"RMSDF"), "confidence" (limits of qcc's g), "robust" ("center"|"both").
Out: {"y","cl","lcl","ucl":[numbers],"rules":[null|"astronomical"|"shift"|"trend"|"two_of_three"|…],"side":[null|"above"|"below"|"on"],
      "toward":[null|"up"|"down"],"runs":{"n_useful","longest","longest_max","crossings","crossings_min","signal"} of the last segment,
      "segments":[{"from","to","runs"}],"variation":"common"|"improvement_high"|…,"assurance":"pass"|"fail"|"hit_or_miss"|null,
      "sigma_z":number|null,"warnings":[{"code","at":[index]}]}

Example:
  echo '{"chart":"c","y":[4,6,3,5,4,7,5,4,6,5,3,19],"preset":"futawa","options":{"direction":"decrease"}}' | futawa tool spc

Exit 0 when every line was answered, 1 when one was not."#;

pub(super) const FUNNEL_HELP: &str = r#"In:  {"kind":"ratio"|"proportion"|"rate","units":[{"id":"…","o":events,"e":expected|null,"n":persons or exposure|null}],
      "method":"exact"|"normal"|"sqrt"|"log"|"arcsine","overdispersion":"none"|"additive"|"multiplicative","trim":0.1,
      "trim_by":"winsorise"|"truncate","target":number|null,"preset":"futawa"|"funnelplotr"|"powerbi"|"phe"}
     Rows of one id are added up. For a rate the expected number is n × Σo/Σn.
Out: {"target","phi","tau2","units":[{"id","value","l95","u95","l998","u998","flag":"none"|"low95"|"high95"|"low998"|"high998",
      "z","z_adjusted","p_low","p_high"}],"warnings":[{"code"}]}

Example:
  echo '{"kind":"rate","units":[{"id":"A","o":9,"n":1200},{"id":"B","o":0,"n":90}],"method":"exact"}' | futawa tool funnel

Exit 0 when every line was answered, 1 when one was not."#;

pub(super) const RATE_HELP: &str = r#"In:  {"kind":"byar"|"exact"|"wilson","o":events,"n":persons or exposure,"confidence":0.95}
     {"kind":"dsr","bands":[{"o","n","w":standard population}]}   {"kind":"isr","bands":[{"o","n","ref_o","ref_n"}]}
Out: {"value","lower","upper","suppressed":bool}   a DSR of fewer than 10 events is suppressed

Example:
  echo '{"kind":"wilson","o":3,"n":71,"confidence":0.95}' | futawa tool rate

Exit 0 when every line was answered, 1 when one was not."#;

/// Answers one line of `futawa tool spc`.
pub(super) fn spc(line: &str) -> Value {
    tool::spc(line).unwrap_or_else(ToolError::into_value)
}

/// Answers one line of `futawa tool funnel`.
pub(super) fn funnel(line: &str) -> Value {
    tool::funnel(line).unwrap_or_else(ToolError::into_value)
}

/// Answers one line of `futawa tool rate`.
pub(super) fn rate(line: &str) -> Value {
    tool::rate(line).unwrap_or_else(ToolError::into_value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of a help text answers without an error.
    fn example(help: &str, answer: fn(&str) -> Value) -> Value {
        let line = help.lines().find_map(|line| line.trim().strip_prefix("echo '")).unwrap();
        let answer = answer(line.split("' | ").next().unwrap());
        assert!(answer.get("error").is_none(), "{answer}");
        answer
    }

    #[test]
    fn the_examples_of_the_help_work() {
        assert_eq!(example(SPC_HELP, spc)["variation"], "concern_high");
        assert_eq!(example(FUNNEL_HELP, funnel)["units"][1]["flag"], "none");
        assert_eq!(example(RATE_HELP, rate)["suppressed"], false);
    }

    #[test]
    fn errors_name_their_key() {
        assert_eq!(spc(r#"{"chart":"i","y":[1],"zz":2}"#)["error"]["field"], "zz");
        assert_eq!(funnel("{}")["error"]["code"], "missing_key");
        assert_eq!(rate("[")["error"]["code"], "bad_json");
    }
}
