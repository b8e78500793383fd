//! page::report::regions: the list of body regions (部位), which works without drawing and without script.

use askama::Template;
use domain::drawing::{Finding, Group, Region};
use domain::form::Fields;

use crate::catalog::Text;
use crate::component::Choice;
use crate::drawing::region_words;
use crate::html::Html;

/// One region with its box and the select of what was found there.
#[derive(Debug, Clone)]
struct Line {
    code: String,
    label: String,
    finding_label: String,
    chosen: bool,
    findings: Vec<Choice>,
}

/// A group of regions, folded until one of them is chosen.
#[derive(Debug, Clone)]
struct Lines {
    title: String,
    open: bool,
    lines: Vec<Line>,
}

/// The whole list.
#[derive(Debug, Clone, Template)]
#[template(path = "report/regions.html")]
struct Regions {
    t: Text,
    groups: Vec<Lines>,
}

impl askama::filters::HtmlSafe for Regions {}

/// The list with the answers as typed.
pub(super) fn regions(t: Text, fields: &Fields) -> Html {
    let groups = Group::ALL.iter().map(|group| {
        let of_group = Region::all().filter(|region| region.part().group() == *group);
        let lines: Vec<Line> = of_group.map(|region| line(t, fields, region)).collect();
        let open = lines.iter().any(|line| line.chosen);
        Lines { title: t.choice("drawing.group", group.code()), open, lines }
    });
    Html::of(&Regions { t, groups: groups.collect() })
}

fn line(t: Text, fields: &Fields, region: Region) -> Line {
    let (code, label) = (region.code(), region_words(t, region));
    let found = fields.get(&format!("region_finding_{code}"));
    let finding = |finding: &Finding| {
        let words = t.choice("drawing.finding", finding.code());
        Choice::new(finding.code(), words).chosen(finding.code() == found)
    };
    Line {
        finding_label: t.with("drawing.page.finding", &[("region", &label)]),
        chosen: fields.has("region", &code),
        findings: Finding::ALL.iter().map(finding).collect(),
        code,
        label,
    }
}
