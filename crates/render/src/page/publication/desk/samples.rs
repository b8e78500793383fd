//! page::publication::desk::samples: the desk in every state worth seeing.

use std::collections::BTreeMap;

use domain::profile::Profile;
use domain::publication::{Blocker, Month, MonthState, PublicationCase, Snapshot};
use jiff::tz::TimeZone;

use super::{Desk, DeskRights, DeskSource, Open, OpenKind, TellLine, TextLine};
use crate::catalog::Text;
use crate::frame::{AssetUrls, Frame};
use crate::when::Moment;

/// Everybody's rights at once.
const ALL: DeskRights = DeskRights { write: true, check: true, approve: true, publish: true };

/// What differs from sample to sample.
struct Scene {
    state: MonthState,
    me: &'static str,
    rights: DeskRights,
    published: u32,
    blockers: &'static [Blocker],
    refusal: Option<&'static str>,
}

impl Scene {
    const fn of(state: MonthState, me: &'static str) -> Self {
        Self { state, me, rights: ALL, published: 0, blockers: &[], refusal: None }
    }
}

pub(super) fn desks(t: Text) -> Vec<Desk> {
    let Some(profile) = Profile::builtin("welfare") else { return Vec::new() };
    let Ok(month) = "2026-10".parse::<Month>() else { return Vec::new() };
    let full = crate::page::public::sample(profile, month, true);
    let empty = crate::page::public::sample(profile, month, false);
    let stale = &[Blocker::NarrativeMissing, Blocker::DraftStale, Blocker::FindingsOpen];
    [
        Scene { blockers: &[Blocker::MonthNotOver], ..Scene::of(MonthState::Open, "manager") },
        Scene { blockers: stale, refusal: Some("narrative_missing"), ..Scene::of(MonthState::Drafted, "manager") },
        Scene::of(MonthState::Checked, "manager"),
        Scene::of(MonthState::Approved, "director"),
        Scene { rights: DeskRights::default(), ..Scene::of(MonthState::Approved, "other") },
        Scene { published: 1, refusal: Some("reason_missing"), ..Scene::of(MonthState::Published, "manager") },
        Scene { published: 1, ..Scene::of(MonthState::Open, "manager") },
    ]
    .iter()
    .map(|scene| draw(t, month, (&full, &empty), scene))
    .collect()
}

fn draw(t: Text, month: Month, (full, empty): (&Snapshot, &Snapshot), scene: &Scene) -> Desk {
    let mut publication =
        PublicationCase { state: scene.state, published_revision: scene.published, ..PublicationCase::default() };
    publication.drafted_by = (scene.state != MonthState::Open).then(|| "manager".to_owned());
    publication.checked_by =
        matches!(scene.state, MonthState::Checked | MonthState::Approved).then(|| "manager".to_owned());
    let open = |kind, number: &str| Open { kind, number: number.to_owned(), href: "/reports/1".to_owned() };
    let open = [
        open(OpenKind::TextMissing, "R8-0119"),
        open(OpenKind::NoFinalLevel, "R8-0123"),
        open(OpenKind::TextUnapproved, "R8-0120"),
        open(OpenKind::FindingsOpen(3), "R8-0120"),
    ];
    let texts = ["missing", "draft", "approved"].map(|state| TextLine {
        number: "R8-0119".to_owned(),
        href: "/months/2026-10/texts/1".to_owned(),
        state: state.to_owned(),
    });
    let tell = |code, count, kept| TellLine { code, count, beside: month, tag: "t".to_owned(), kept };
    let tells = [
        tell("few_moved", 1, None),
        tell("few_texts", 2, Some(("needed", None))),
        tell("same_text", 0, Some(("other", Some("決まった文です。".to_owned())))),
    ];
    let source = DeskSource {
        month,
        publication: &publication,
        snapshot: full,
        published: (scene.published > 0).then_some(empty),
        drafted_at: Some(&Moment::of(full.cut_off, &TimeZone::UTC)),
        blockers: scene.blockers,
        open: if scene.published > 0 { &[] } else { &open },
        texts: &texts,
        telltales: if scene.published > 0 { &tells } else { &[] },
        names: &BTreeMap::from([("manager".to_owned(), "鈴木 一郎".to_owned())]),
        rights: scene.rights,
        me: scene.me,
        facility: "aozora",
        refusal: scene.refusal,
        reason: "",
    };
    Desk::new(t, Frame::new(t, "", AssetUrls::default()), &source)
}
