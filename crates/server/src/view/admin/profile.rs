//! Owns the mapping of the profile: overview, the form of a part, preview, a version.
use app::Ctx;
use app::people::SeatLine;
use app::profile::{Editor, Part, Preview, VersionLine, VersionView};
use domain::profile::Profile;
use render::page::admin as page;
use render::page::admin::Asked;
use render::when::Moment;
use render::{Text, when};

/// The overview of the profile in force.
pub(crate) fn overview<'a>(
    t: Text,
    ctx: &Ctx,
    editor: &'a Editor,
    versions: Vec<VersionLine>,
) -> page::ProfileView<'a> {
    page::ProfileView {
        profile: &editor.profile,
        parts: part_codes(&editor.profile),
        effective_from: when::day_both(t, editor.profile.effective_from),
        versions: versions.into_iter().map(|version| line(t, ctx, version)).collect(),
    }
}

/// Codes of the parts that the profile has.
fn part_codes(profile: &Profile) -> Vec<&'static str> {
    let has = |part: &Part| match part {
        Part::Choices(field) => profile.choice_list(*field).is_some(),
        _ => true,
    };
    Part::all().into_iter().filter(has).map(Part::code).collect()
}

fn line(t: Text, ctx: &Ctx, line: VersionLine) -> page::VersionLine {
    let at = Moment::of(line.at, &ctx.zone).words(t);
    page::VersionLine { version: line.version, note: line.note, at, by: line.by }
}

/// The form of a part.
pub(crate) fn part<'a>(
    part: Part,
    profile: &'a Profile,
    base: i64,
    draft: Option<String>,
    typed: Option<Asked>,
    chart: &[SeatLine],
) -> page::PartView<'a> {
    let occupied = chart.iter().filter(|line| !line.holders.is_empty()).map(|line| line.seat.code.clone()).collect();
    page::PartView { code: part.code(), profile, typed, draft, base, occupied }
}

/// The preview. Saving goes upon the newest version, which the table compares with.
pub(crate) fn preview(preview: &Preview, base: i64, asked: Asked) -> page::PreviewView<'_> {
    let newest = i64::from(preview.before.version);
    page::PreviewView {
        before: &preview.before,
        after: &preview.after,
        toml: preview.toml.clone(),
        problems: &preview.problems,
        changes: &preview.changes,
        open_cases: preview.open_cases,
        base: newest,
        overtaken: base != newest,
        parts: part_codes(&preview.after),
        asked,
    }
}

/// One version and what it changed.
pub(crate) fn version<'a>(t: Text, ctx: &Ctx, view: &'a VersionView) -> page::VersionView<'a> {
    page::VersionView {
        line: line(t, ctx, view.line.clone()),
        between: view.before.as_deref().map(|before| (before, view.profile.as_ref())),
        changes: &view.changes,
        toml: view.toml.clone(),
    }
}
