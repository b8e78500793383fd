//! Tests with markup and formulas in every text: pages show them as text, spreadsheets as text.
use app::people::NewAccount;
use app::report::Submission;
use domain::form::Fields;
use domain::id::ReportId;
use domain::people::Role;
use domain::report::Door;
use testkit::{PASSWORD, TestApp};

use crate::browser::Browser;
use crate::scene::{ROUTE, act, wrong_person};

/// Each holds `xq`, which stands in no page of ours: within a tag it may stand in quoted values only.
const PAYLOADS: [&str; 30] = [
    "<script>xq()</script>",
    "<ScRiPt src=//xq>",
    "\"><script>xq()</script>",
    "'><script>xq()</script>",
    "\" onfocus=xq() autofocus x=\"",
    "' onmouseover='xq()",
    "` onclick=xq() `",
    "<img src=x onerror=xq()>",
    "<svg/onload=xq()>",
    "<svg><script>xq&lpar;)</script>",
    "</textarea><img src=xq>",
    "</title><a href=xq>",
    "</option></select><b xq>",
    "--><b xq>",
    "<!--<b xq>",
    "]]><b xq>",
    "javascript:xq()",
    "data:text/html,<b xq>",
    "<a href=\"javascript:xq()\">x</a>",
    "<iframe srcdoc='<b xq>'>",
    "<math><mi xlink:href=xq>",
    "<b xq\n>",
    "<b\txq>",
    "&lt;b xq&gt;",
    "&#60;b xq&#62;",
    "\u{ff1c}b xq\u{ff1e}",
    "<<b xq>>",
    "\\\"><b xq>",
    "{{xq}}{%xq%}${xq}",
    "\u{202e}<b xq>\u{feff}",
];

/// Where markup of a stranger has become markup of the page.
fn broken_out(body: &str) -> Option<String> {
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let is_tag = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        if !is_tag {
            continue;
        }
        let (mut quote, mut bare, mut end) = (None, String::new(), rest.len());
        for (index, c) in rest.char_indices() {
            match (quote, c) {
                (None, '>') => {
                    end = index;
                    break;
                }
                (None, '"' | '\'') => quote = Some(c),
                (Some(open), _) if open == c => quote = None,
                (None, _) => bare.push(c),
                (Some(_), _) => {}
            }
        }
        let tag = &rest[..end];
        let runs = ["href=\"javascript", "src=\"javascript", "action=\"javascript", "href=\"data"];
        if bare.contains("xq") || tag.contains('<') || runs.iter().any(|run| tag.to_lowercase().contains(run)) {
            return Some(tag.to_owned());
        }
        rest = &rest[end..];
    }
    None
}

#[test]
fn the_search_finds_what_breaks_out() {
    for bad in
        ["<p><b xq></p>", "<p title=\"\" onfocus=xq() x=\"\">", "<p>\"><script>xq()", "<a href=\"javascript:xq\">"]
    {
        let bad = bad.replace("<script>", "<script xq>");
        assert!(broken_out(&bad).is_some(), "{bad}");
    }
    assert_eq!(broken_out("<p title=\"&quot;xq\">xq &lt;b xq&gt;</p>"), None);
}

/// A report with payloads in every text; `turn` moves them through the fields.
fn poisoned(t: &TestApp, turn: usize) -> Fields {
    const SHORT: [&str; 12] = [
        "place_other",
        "person1_name",
        "person2_name",
        "person3_name",
        "disability",
        "comprehension",
        "party_name",
        "finding_site",
        "superior_name",
        "cause_other",
        "medication_detail_other",
        "occurred_approx",
    ];
    let mut fields = wrong_person(t);
    let all = PAYLOADS.join("\n");
    for name in ["narrative", "cause_narrative", "prevention", "proposed_reason"] {
        fields.set(name, &all);
    }
    for (index, name) in SHORT.iter().enumerate() {
        fields.set(*name, PAYLOADS[(index + turn * SHORT.len()) % PAYLOADS.len()]);
    }
    fields.set("place", "other");
    fields.set("party", "different");
    fields.set("cause", "other");
    fields
}

async fn named(t: &TestApp, payload: &str, number: usize) {
    let system = t.app.system(t.facility).await.unwrap();
    let unit = t.app.add_unit(&system, &format!("u{number}{payload}"), payload, payload).await.unwrap();
    t.app.add_place(&system, &format!("p{number}{payload}"), payload, payload).await.unwrap();
    let new = NewAccount {
        login: format!("x{number}"),
        name: payload.to_owned(),
        kana: payload.to_owned(),
        occupation: String::new(),
        unit: Some(unit),
        roles: vec![Role::Staff, Role::SafetyManager, Role::Director, Role::Administrator, Role::IdentityKeeper],
        password: PASSWORD.to_owned(),
        must_change: false,
    };
    t.app.add_account(&system, new).await.unwrap();
}

async fn file(t: &TestApp, turn: usize) -> ReportId {
    let (fields, key) = (poisoned(t, turn), format!("k{turn}"));
    let submission = Submission { fields, door: Door::Full, key, draft: None, promotes: None };
    t.app.submit_report(&t.ctx("kaigo").await, submission).await.unwrap().report
}

async fn clean(browser: &mut Browser, path: &str) {
    let reply = browser.get(path).await;
    assert!(reply.status.is_success(), "{path}: {} {}", reply.status, reply.body);
    assert_eq!(broken_out(&reply.body), None, "{path}");
    let policy = reply.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}");
}

/// Pages of members with every right; the last one carries markup in its query.
const PAGES: [&str; 16] = [
    "/",
    "/inbox",
    "/cases",
    "/months",
    "/months/2026-11",
    "/identity",
    "/admin",
    "/admin/people",
    "/admin/people/new",
    "/admin/units",
    "/admin/places",
    "/admin/seats",
    "/admin/facility",
    "/admin/profile",
    "/me/deputy",
    "/cases?q=%22%3E%3Cb%20xq%3E&from=%22%3E%3Cb%20xq%3E&unit=%3Cb%20xq%3E&form=%22xq",
];

/// Writes the payloads into every act of a case; gives the safety manager's browser.
async fn write_everywhere(t: &TestApp, all: &[ReportId]) -> Browser {
    let text = PAYLOADS.join("\n");
    for (login, seat) in ROUTE {
        let mut browser = Browser::of(t, login).await;
        let fields = [
            ("seat", seat),
            ("opinion", text.as_str()),
            ("level", "3"),
            ("level_reason", &text),
            ("measures_review", "not_required"),
        ];
        act(&mut browser, all[0], "stamp", &fields).await.location();
    }
    let mut risk = Browser::of(t, "risk").await;
    act(&mut risk, all[0], "ask", &[("text", &text)]).await.location();
    let refused = act(&mut risk, all[0], "judge", &[("level", PAYLOADS[0]), ("reason", &text)]).await;
    assert_eq!(broken_out(&refused.body), None, "a refused act shows what was typed");
    let conflict = risk.post(&format!("/reports/{}/act/ask", all[0]), &[("length", "1"), ("text", &text)]).await;
    assert_eq!(broken_out(&conflict.body), None, "so does one that came too late");
    risk
}

#[tokio::test]
async fn markup_in_every_text_stays_text_on_every_page() {
    let t = TestApp::new().await;
    for (number, payload) in PAYLOADS.iter().enumerate() {
        named(&t, payload, number).await;
    }
    let mut all = Vec::new();
    for turn in 0..3 {
        all.push(file(&t, turn).await);
    }
    let mut risk = write_everywhere(&t, &all).await;
    let kaigo = t.ctx("kaigo").await;
    let draft = t.app.new_draft(&kaigo, Door::Full, poisoned(&t, 1)).await.unwrap().id;
    for id in &all {
        for path in [format!("/reports/{id}"), format!("/months/2026-11/texts/{id}")] {
            clean(&mut risk, &path).await;
        }
    }
    let mut own = Browser::of(&t, "kaigo").await;
    for page in ["all", "when", "who", "what", "result", "cause", "check"] {
        clean(&mut own, &format!("/drafts/{draft}/{page}")).await;
    }
    for path in ["/", "/reports", "/reports/new", "/inbox", "/me", "/level"] {
        clean(&mut own, path).await;
    }
    let mut everything = Browser::new(&t);
    for number in [0, 4, 5] {
        let login = format!("x{number}");
        everything.cookies.insert("futawa".to_owned(), t.app.sign_in("hoshi", &login, PASSWORD).await.unwrap().cookie);
        for path in PAGES {
            clean(&mut everything, path).await;
        }
    }
    let missing = everything.get("/nowhere/%22%3E%3Cb%20xq%3E?lang=en&x=%22%3E%3Cb%20xq%3E").await;
    assert_eq!(broken_out(&missing.body), None, "an address that is nowhere");
    let sign_in = Browser::new(&t).get("/sign-in?facility=%22%3E%3Cb%20xq%3E&next=%22%3E%3Cb%20xq%3E").await;
    assert_eq!(broken_out(&sign_in.body), None, "the sign-in page");
}

const LEADS: [&str; 12] = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠1"];

/// Cells that a spreadsheet would compute. Every cell is quoted, so that a cell begins after `,"` or at a line's start.
fn formulas(csv: &str) -> Vec<String> {
    let csv = csv.trim_start_matches('\u{feff}').replace("\"\"", "”");
    let cells = csv.split('"').skip(1).step_by(2);
    let runs = |cell: &&str| cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    cells.filter(runs).map(str::to_owned).collect()
}

#[tokio::test]
async fn no_cell_of_an_export_is_a_formula() {
    let t = TestApp::new().await;
    let system = t.app.system(t.facility).await.unwrap();
    let mut id = None;
    for (number, lead) in LEADS.iter().enumerate() {
        let unit = t.app.add_unit(&system, &format!("{lead}{number}"), lead, lead).await.unwrap();
        let place = t.app.add_place(&system, &format!("{lead}{number}"), lead, lead).await.unwrap();
        let mut fields = wrong_person(&t);
        fields.set("unit", t.units[0].to_string());
        fields.set("place", place.to_string());
        if number > 0 {
            fields.set("unit", unit.to_string());
        }
        let submission = Submission { fields, door: Door::Quick, key: number.to_string(), draft: None, promotes: None };
        let receipt = t.app.submit_report(&t.ctx("kaigo").await, submission).await.unwrap();
        id.get_or_insert(receipt.report);
    }
    let mut risk = Browser::of(&t, "risk").await;
    let cases = risk.get("/cases.csv").await.body;
    assert!(cases.contains("'＝1") && cases.matches("R8-").count() >= LEADS.len(), "{cases}");
    assert_eq!(formulas(&cases), Vec::<String>::new());
    assert_eq!(formulas("\u{feff}\"a\",\"=1\"\r\n\"＝2\",\"b\"\"c\""), ["=1", "＝2"]);

    for seat in ROUTE {
        crate::scene::stamp(&t, id.unwrap(), seat, "3").await.location();
    }
    let editor = format!("/months/2026-11/texts/{}", id.unwrap());
    for lead in LEADS {
        let text = [("circumstances", lead), ("prevention", lead)];
        risk.post(&editor, &text).await.location();
        let mut snapshot = domain::publication::Snapshot {
            format: 1,
            facility: lead.to_owned(),
            facility_ja: lead.to_owned(),
            facility_en: lead.to_owned(),
            month: "2026-11".parse().unwrap(),
            revision: 1,
            cut_off: 0,
            profile: "welfare".to_owned(),
            rule_version: 1,
            figures: domain::publication::MonthFigures {
                forms: Vec::new(),
                details: Vec::new(),
                total_incident: 0,
                total_accident: 0,
                provisional: 0,
            },
            narratives: Vec::new(),
            erratum_reason: None,
        };
        snapshot.narratives.push(domain::publication::Narrative {
            level: domain::profile::LevelCode::new("3"),
            circumstances: lead.to_owned(),
            prevention: lead.to_owned(),
        });
        assert_eq!(formulas(&app::publication_files::csv(&snapshot)), Vec::<String>::new(), "{lead:?}");
    }
}
