//! Owns the proof that each tidy rule bites: a small bad input per rule, and a good one that passes.

use super::*;

const LINTS: &str = "[lints]\nworkspace = true\n";

/// What the rules say about these files, as `file:line rule`; hints left out.
fn found<const N: usize>(files: [(&str, &str); N]) -> Vec<String> {
    check(&Tree::from(files))
        .findings()
        .iter()
        .filter(|finding| finding.severity != Severity::Info)
        .map(|finding| format!("{}:{} {}", finding.file, finding.line, finding.rule))
        .collect()
}

fn manifest(dependencies: &str) -> String {
    format!("{LINTS}{dependencies}")
}

#[test]
fn l1_an_arrow_against_the_table_is_found() {
    let server = manifest("[dependencies]\napp.workspace = true\nstore.workspace = true\n");
    assert_eq!(found([("crates/server/Cargo.toml", &server)]), ["crates/server/Cargo.toml:5 L1"]);
}

#[test]
fn l1_the_test_kit_is_for_dev_dependencies_only() {
    let good = manifest("[dev-dependencies]\ntestkit.workspace = true\n");
    let bad = manifest("[dependencies]\ntestkit.workspace = true\n");
    assert!(found([("crates/app/Cargo.toml", &good)]).is_empty());
    assert_eq!(found([("crates/app/Cargo.toml", &bad)]), ["crates/app/Cargo.toml:4 L1"]);
}

#[test]
fn l1_a_renamed_dependency_and_a_target_section_do_not_hide_an_arrow() {
    let renamed = manifest("[dependencies]\ndb = { path = \"../store\", package = \"store\" }\n");
    let target = manifest("[target.'cfg(unix)'.dependencies]\nstore.workspace = true\n");
    let own_table = manifest("[dependencies.store]\nworkspace = true\n");
    for (text, line) in [(renamed, 4), (target, 4), (own_table, 3)] {
        assert_eq!(
            found([("crates/render/Cargo.toml", &text)]),
            [format!("crates/render/Cargo.toml:{line} L1")],
            "{text}"
        );
    }
}

#[test]
fn l2_a_pure_crate_may_use_only_the_listed_crates() {
    let bad = manifest("[dependencies]\nserde = \"1\"\ntokio = \"1\"\n");
    let good = manifest("[dependencies]\nserde = \"1\"\n[dev-dependencies]\nproptest = \"1\"\n");
    assert_eq!(found([("crates/domain/Cargo.toml", &bad)]), ["crates/domain/Cargo.toml:5 L2"]);
    assert!(found([("crates/spc/Cargo.toml", &good)]).is_empty());
    assert!(found([("crates/app/Cargo.toml", &bad)]).is_empty());
}

#[test]
fn l2_a_pure_crate_reaches_nothing_outside() {
    let text = "//! Owns no std::fs.\nuse std::fs;\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n";
    assert_eq!(
        found([("crates/app/src/a.rs", text), ("crates/domain/src/a.rs", text), ("crates/render/tests/a.rs", text)]),
        ["crates/domain/src/a.rs:2 L2"]
    );
}

#[test]
fn l3_a_public_item_of_store_shows_no_driver() {
    let text = "//! Owns.\npub fn pool(&self)\n    -> &AnyPool {\n}\npub use sqlx::Row;\n\
                pub struct Store(AnyPool);\npub struct Tx {\n    pub inner: AnyConnection,\n}\n\
                pub(crate) fn raw(&self) -> &AnyPool {}\n// pub fn old() -> AnyPool\n";
    assert_eq!(
        found([("crates/store/src/lib.rs", text)]),
        ["crates/store/src/lib.rs:2 L3", "crates/store/src/lib.rs:5 L3", "crates/store/src/lib.rs:8 L3"]
    );
}

#[test]
fn l4_only_app_opens_transactions() {
    let text = "//! Owns.\nfn f() { store::open(); }\nfn g(app: &App) { app.store.write(&t); }\n\
                fn h() { restore::x(); file.write(&b); }\n#[cfg(test)]\nmod tests { use store::X; }\n";
    assert_eq!(
        found([("crates/app/src/report.rs", text), ("crates/server/src/report.rs", text)]),
        ["crates/server/src/report.rs:2 L4", "crates/server/src/report.rs:3 L4"]
    );
}

#[test]
fn l4_only_jobs_send_mail() {
    let text = "//! Owns.\nfn f() { ctx.mailer.send(m); }\n";
    assert_eq!(
        found([("crates/app/src/job/notify.rs", text), ("crates/app/src/report.rs", text)]),
        ["crates/app/src/report.rs:2 L4"]
    );
}

#[test]
fn l5_a_repository_trait_is_found_anywhere() {
    let text = "//! Owns.\npub(crate) trait ReportRepository {}\nstruct Repository;\n";
    assert_eq!(found([("crates/app/src/report.rs", text)]), ["crates/app/src/report.rs:2 L5"]);
}

#[test]
fn l6_only_the_dialect_names_an_engine() {
    let text = "//! Owns what PostgreSQL does.\n// SQLite too\nfn f() { if self.is_postgres() {} }\n\
                const PRAGMA: &str = \"sqlite_master\";\n#[cfg(test)]\nmod tests {\n    fn sqlite() {}\n}\n";
    assert_eq!(
        found([
            ("crates/store/src/dialect.rs", text),
            ("crates/store/src/migrations/mod.rs", text),
            ("crates/store/src/report.rs", text),
            ("crates/store/src/tests.rs", text)
        ]),
        ["crates/store/src/report.rs:3 L6", "crates/store/src/report.rs:4 L6"]
    );
}

#[test]
fn l7_a_new_crate_needs_an_adr() {
    assert_eq!(found([("crates/shapes/Cargo.toml", LINTS)]), ["crates/shapes/Cargo.toml:1 L7"]);
    assert!(found([("crates/shapes/Cargo.toml", LINTS), ("docs/adr/0009-shapes.md", "We add `shapes`.")]).is_empty());
}

#[test]
fn l8_a_noun_of_one_layer_is_a_hint_and_no_error() {
    let tree = Tree::from([
        ("crates/domain/src/report.rs", "//! Owns.\n"),
        ("crates/app/src/report/submit.rs", "//! Owns.\n"),
        ("crates/app/src/duty.rs", "//! Owns.\n"),
    ]);
    let report = check(&tree);
    let hints: Vec<&str> = report.findings().iter().map(|f| f.file.as_str()).collect();
    assert_eq!(hints, ["crates/app/src/duty.rs"]);
    assert!(report.is_clean());
}

#[test]
fn every_crate_inherits_the_lints() {
    assert_eq!(found([("crates/app/Cargo.toml", "[package]\nname = \"app\"\n")]), ["crates/app/Cargo.toml:1 lints"]);
    assert_eq!(found([("xtask/Cargo.toml", "not toml")]), ["xtask/Cargo.toml:1 manifest"]);
}

#[test]
fn a_rust_file_opens_with_what_it_owns() {
    assert_eq!(found([("xtask/src/a.rs", "// a\n"), ("xtask/src/b.rs", "//! Owns b.\n")]), ["xtask/src/a.rs:1 header"]);
}

#[test]
fn unfinished_code_and_muted_lints_are_found_but_not_in_strings() {
    let text = "//! Owns.\nfn a() { todo!() }\nfn b() { dbg!(1); }\n#[allow(dead_code)]\n\
                const C: &str = \"todo!( dbg!( FIXME\";\nconst D: &str = r#\"\"dbg!(\"#;\n// FIXME later\n\
                fn e<'a>(c: char) { if c == '\"' { unimplemented!() } }\n";
    assert_eq!(
        found([("crates/app/src/a.rs", text)]),
        [
            "crates/app/src/a.rs:2 forbidden",
            "crates/app/src/a.rs:3 forbidden",
            "crates/app/src/a.rs:4 forbidden",
            "crates/app/src/a.rs:7 forbidden",
            "crates/app/src/a.rs:8 forbidden"
        ]
    );
}

#[test]
fn long_files_warn_then_fail_and_tests_do_not_count() {
    let lines = |count: usize| format!("//! Owns.\n{}", "fn f() {}\n".repeat(count - 1));
    let tested = format!("//! Owns.\n#[cfg(test)]\nmod tests {{\n{}}}\n", "fn f() {}\n".repeat(900));
    let severity = |text: &str| {
        let tree = Tree::from([("crates/app/src/a.rs", text)]);
        check(&tree).findings().first().map(|f| f.severity)
    };
    assert_eq!(severity(&lines(399)), None);
    assert_eq!(severity(&lines(400)), Some(Severity::Warning));
    assert_eq!(severity(&lines(800)), Some(Severity::Error));
    assert_eq!(severity(&tested), None);
}

#[test]
fn text_holds_no_path_of_one_machine_tab_conflict_or_key() {
    let work = concat!("see /wo", "rk/main\nsee https://example.jp/wo", "rk/x\n");
    let tmp = concat!("in `/t", "mp/x`\n");
    let conflict = concat!("<<<<", "<<< HEAD\n");
    let key = concat!("-----BEGIN PRIVATE", " KEY-----\n");
    assert_eq!(
        found([
            ("ci/test", tmp),
            ("docs/a.md", work),
            ("docs/b.md", tmp),
            ("docs/c.md", "a\tb\n"),
            ("docs/d.md", conflict),
            ("profiles/k.toml", key),
        ]),
        ["docs/a.md:1 text", "docs/b.md:1 text", "docs/c.md:1 text", "docs/d.md:1 text", "profiles/k.toml:1 text"]
    );
}

#[test]
fn the_architecture_page_names_paths_that_exist() {
    let page = "`crates/app` and `app/src/x.rs` and `clippy.toml` and `GET /healthz` and `docs/adr/NNNN-title.md`\n\
                `crates/gone` and `gone.rs` and `/public/x` and `a::b`\n```\n`crates/sketch`\n```\n";
    assert_eq!(
        found([("clippy.toml", ""), ("crates/app/src/x.rs", "//! Owns.\n"), ("docs/ARCHITECTURE.md", page)]),
        ["docs/ARCHITECTURE.md:2 docs", "docs/ARCHITECTURE.md:2 docs"]
    );
}

#[test]
fn requirement_rows_name_their_place_and_their_test() {
    let page = "| requirement | place | test |\n|---|---|---|\n\
                | ok | `crates/app/src/x.rs` | `crates/app/src/x.rs::proves` |\n\
                | not built | — | — |\n\
                | gone | `crates/app/src/y.rs` | `crates/app/src/x.rs::proves` |\n\
                | no such test | `crates/app/src/x.rs` | `crates/app/src/x.rs::tests::other` |\n\
                | no test | `crates/app/src/x.rs` | |\n";
    assert_eq!(
        found([("crates/app/src/x.rs", "//! Owns.\nfn proves() {}\n"), ("docs/requirements.md", page)]),
        [
            "docs/requirements.md:5 requirements",
            "docs/requirements.md:6 requirements",
            "docs/requirements.md:7 requirements"
        ]
    );
}

#[test]
fn catalogues_share_keys_and_places() {
    let ja = "[inbox]\ntitle = \"受信箱\"\nwaiting = \"{count}件\"\nonly_ja = \"日\"\n";
    let en = "[inbox]\ntitle = \"\"\nwaiting = \"{n} reports\"\n";
    assert_eq!(
        found([("crates/render/messages/ja.toml", ja), ("crates/render/messages/en.toml", en)]),
        [
            "crates/render/messages/en.toml:2 messages",
            "crates/render/messages/en.toml:3 messages",
            "crates/render/messages/ja.toml:4 messages"
        ]
    );
    assert_eq!(
        found([("crates/render/messages/ja/report.toml", "a = \"あ\"\n")]),
        ["crates/render/messages/ja/report.toml:1 messages"]
    );
}

#[test]
fn every_refusal_has_its_sentence() {
    let source = "//! Owns x.\n#[cfg(test)]\nmod more;\nfn f() {\n    a(FieldError::new(\"on\", \"day_missing\"));\n    \
                  a(FieldError::new(format!(\"{id}, {n}\"), \"odd\"));\n    a(FieldError::new(on, code));\n    \
                  a(FieldError::new(\n        name(\"x\"),\n        \"lost\",\n    ));\n    \
                  a(FieldError::new(on, \"date\")\n        .with(\"ja\", said.ja));\n}\n\
                  #[cfg(test)]\nmod tests {\n    fn g() { FieldError::new(\"a\", \"made_up\"); } }\n";
    let sentences = "day_missing = \"日を入れてください。\"\n";
    let tree = |sentences| {
        found([
            ("crates/app/src/x.rs", source),
            ("crates/app/src/tests/x.rs", "//! Owns.\nfn g() { FieldError::new(\"a\", \"made_up\"); }\n"),
            ("crates/render/messages/en/error.toml", sentences),
            ("crates/render/messages/ja/error.toml", sentences),
        ])
    };
    assert_eq!(tree(sentences), ["crates/app/src/x.rs:6 refusals", "crates/app/src/x.rs:8 refusals"]);
    assert_eq!(tree("other = \"x\"\n").len(), 3);
}

#[test]
fn templates_hold_no_prose_and_nothing_inline() {
    let text = "{# 説明 #}\n<p>{{ m.title }}</p>\n<p>報告</p>\n<p style=\"x\"></p>\n<script>1</script>\n\
                <script src=\"/assets/a.js\"></script>\n<a onclick=\"x()\">\n<img src=\"https://x\">\n<option value=\"once\">\n";
    assert_eq!(
        found([("crates/render/templates/a.html", text)]),
        [
            "crates/render/templates/a.html:3 templates",
            "crates/render/templates/a.html:4 templates",
            "crates/render/templates/a.html:5 templates",
            "crates/render/templates/a.html:7 templates",
            "crates/render/templates/a.html:8 templates"
        ]
    );
}

#[test]
fn a_finding_reads_as_file_line_rule_message_remedy() {
    let finding = Finding::error("L1", "a/Cargo.toml", 3, "a must not know b", "ask c");
    assert_eq!(finding.to_string(), "a/Cargo.toml:3: L1: a must not know b: ask c");
    assert_eq!(
        finding.with_severity(Severity::Warning).to_string(),
        "a/Cargo.toml:3: L1: warning: a must not know b: ask c"
    );
}

#[test]
fn the_summary_counts_by_weight() {
    let report = check(&Tree::from([("xtask/src/a.rs", "// a\n")]));
    assert_eq!(report.summary(1), "tidy: 1 files, 1 errors, 0 warnings, 0 hints");
    assert!(!report.is_clean());
}
