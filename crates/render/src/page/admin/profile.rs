//! page::admin::profile: the profile in force: its parts, its levels (read only), its versions.

use askama::Template;
use domain::profile::{Label, Profile};

use super::part::{items, part_title};
use super::sample_frame;
use crate::component::*;
use crate::html::Html;
use crate::page::report::level::weight;
use crate::{Frame, Page, Text};

/// One version in the list.
#[derive(Debug, Clone)]
pub struct VersionLine {
    /// 1, 2, 3 …
    pub version: i64,
    /// Why it was made.
    pub note: String,
    /// When, in words.
    pub at: String,
    /// By whom; `None` = at the founding.
    pub by: Option<String>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct ProfileView<'a> {
    /// The profile in force.
    pub profile: &'a Profile,
    /// Codes of the parts that have a form.
    pub parts: Vec<&'static str>,
    /// The first report date to which it applies, in words.
    pub effective_from: String,
    /// Versions, newest first.
    pub versions: Vec<VersionLine>,
}

/// The profile (様式・基準).
#[derive(Debug, Clone, Template)]
#[template(path = "admin/profile.html")]
pub struct ProfilePage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    about: SummaryList,
    parts: Table,
    levels: Table,
    floors: Vec<String>,
    versions: Table,
    toml: Button,
}

impl ProfilePage {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, view: &ProfileView<'_>) -> Self {
        let profile = view.profile;
        let word = |key: &str| t.choice("admin.profile", key);
        let about = vec![
            Row::text(word("name"), t.label(&profile.name)),
            Row::text(word("in_force"), t.with("admin.profile.version", &[("n", &profile.version)])),
            Row::text(word("source"), t.label(&profile.source)),
            Row::text(word("effective_from"), &view.effective_from),
            Row::text(word("late_after_days"), t.count("admin.profile.days", usize::from(profile.late_after_days))),
        ];
        let floor = |wording: &Label, level: &str| {
            t.with("admin.profile.floor", &[("level", &level), ("wording", &t.label(wording))])
        };
        Self {
            about: SummaryList::new(t, about),
            parts: parts(t, profile, &view.parts),
            levels: levels(t, profile),
            floors: profile.floors.iter().map(|held| floor(&held.wording, held.at_least.as_str())).collect(),
            versions: versions(t, &view.versions),
            toml: Button::secondary(word("toml")).link("/admin/profile/toml"),
            t,
            frame,
        }
    }
}

fn parts(t: Text, profile: &Profile, codes: &[&'static str]) -> Table {
    let row = |code: &&'static str| {
        let count = match items(profile, code) {
            Some(items) => t.count("admin.profile.choices", items.iter().filter(|item| !item.retired).count()),
            None if *code == "seats" => t.count("admin.profile.seats", profile.seats.len()),
            None => String::new(),
        };
        vec![Cell::link(format!("/admin/profile/edit/{code}"), part_title(t, code)), Cell::text(count)]
    };
    let columns = vec![Column::text(t.get("admin.profile.part")), Column::text(t.get("admin.profile.size"))];
    Table::new("parts", t.get("admin.profile.parts"), columns, codes.iter().map(row).collect())
}

fn levels(t: Text, profile: &Profile) -> Table {
    let columns = ["level", "kind", "degree", "wording"]
        .map(|head| Column::text(t.choice("admin.profile.column", head)))
        .to_vec();
    let rows = profile.levels.iter().map(|level| {
        let mark = LevelMark::judged(t, level.code.as_str(), weight(profile, &level.code));
        let kind = level.kind.label();
        let cells =
            [t.label(&kind), t.label(&level.name), t.label(&level.wording)].map(|text| Cell::html(Html::lines(text)));
        std::iter::once(Cell::html(Html::of(&mark))).chain(cells).collect()
    });
    Table::new("levels", t.get("admin.profile.levels"), columns, rows.collect())
}

fn versions(t: Text, lines: &[VersionLine]) -> Table {
    let columns =
        ["version", "at", "by", "note"].map(|head| Column::text(t.choice("admin.profile.column", head))).to_vec();
    let row = |line: &VersionLine| {
        let version = t.with("admin.profile.version", &[("n", &line.version)]);
        let by = line.by.as_deref().unwrap_or(t.get("admin.profile.by_program"));
        let note = if line.note.is_empty() { t.get("admin.profile.first_note") } else { line.note.as_str() };
        vec![
            Cell::link(format!("/admin/profile/versions/{}", line.version), version),
            Cell::text(&line.at),
            Cell::text(by),
            Cell::text(note),
        ]
    };
    Table::new("versions", t.get("admin.profile.versions"), columns, lines.iter().map(row).collect())
}

impl Page for ProfilePage {
    const NAME: &'static str = "admin.profile";

    fn samples(t: Text) -> Vec<Self> {
        let Some(profile) = Profile::builtin("welfare") else { return Vec::new() };
        let line = |version, note: &str, by: Option<&str>| VersionLine {
            version,
            note: note.to_owned(),
            at: "R8.11.20 10:00".to_owned(),
            by: by.map(str::to_owned),
        };
        let view = ProfileView {
            profile,
            parts: vec!["names", "seats", "forms", "medication_details", "situation", "treatment"],
            effective_from: "H20.11.1".to_owned(),
            versions: vec![line(2, "<言葉>をやさしくした", Some("管理 太郎")), line(1, "", None)],
        };
        vec![Self::new(t, sample_frame(t, "profile"), &view)]
    }
}
