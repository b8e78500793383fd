//! page::individual::sample: invented matters in every interesting stage, for the samples of the pages.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::AttachmentId;
use domain::profile::{LevelCode, OutlinePart};
use domain::publication::individual::{
    Decision, Grounds, Matter, MatterEvent, MatterTexts, Recommendation, Relation, Scope, TalkTexts,
};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use super::history::HistoryLine;
use super::matter::FindingLine;
use crate::when::Moment;

pub(super) const TODAY: Date = date(2026, 11, 26);

fn parts() -> BTreeSet<OutlinePart> {
    OutlinePart::ALL.into_iter().filter(|part| *part != OutlinePart::Other).collect()
}

fn document() -> Option<AttachmentId> {
    "00000000-0000-4000-8000-000000000007".parse().ok()
}

fn way() -> Vec<MatterEvent> {
    vec![
        MatterEvent::MatterOpened {
            grounds: Grounds::Level { level: LevelCode::new("5") },
            rule_version: 1,
            consent_required: true,
            on: date(2026, 10, 1),
        },
        MatterEvent::OutlineWritten { version: 1, parts: parts() },
        MatterEvent::TalkHeld { with: Relation::Parent, on: date(2026, 10, 5) },
        MatterEvent::ConsentRecorded {
            number: 1,
            by: Relation::Parent,
            scope: Scope::Full,
            on: date(2026, 10, 9),
            document: document(),
            replaces: None,
        },
        MatterEvent::MeetingHeld { on: date(2026, 10, 12), attendees: 4, recommendation: Recommendation::Publish },
        MatterEvent::Decided { decision: Decision::Publish },
        MatterEvent::Released { slug: "2026-1".to_owned(), parts: parts(), snapshot_hash: "ab".repeat(32) },
    ]
}

/// A matter with the events that led to it.
pub(super) type Told = (Matter, Vec<MatterEvent>);

fn after(events: Vec<MatterEvent>) -> Told {
    let mut matter = Matter::default();
    for event in &events {
        matter.apply(event, "a");
    }
    (matter, events)
}

/// A matter in each interesting stage.
pub(super) fn matters() -> Vec<Told> {
    let until = |steps: usize, more: Vec<MatterEvent>| after(way().into_iter().take(steps).chain(more).collect());
    let refusal = MatterEvent::ConsentRecorded {
        number: 1,
        by: Relation::Child,
        scope: Scope::Nothing,
        on: date(2026, 10, 9),
        document: None,
        replaces: None,
    };
    let meeting = || way().into_iter().skip(4).take(1);
    vec![
        until(0, vec![]),
        until(1, vec![]),
        until(3, vec![]),
        until(3, [refusal.clone()].into_iter().chain(meeting()).collect()),
        until(
            3,
            [refusal]
                .into_iter()
                .chain(meeting())
                .chain([MatterEvent::Decided { decision: Decision::Withhold }])
                .collect(),
        ),
        until(6, vec![]),
        until(7, vec![]),
        until(7, vec![MatterEvent::ConsentWithdrawn { number: 1, on: TODAY }]),
        until(7, vec![MatterEvent::CorrectionWritten { version: 2, parts: parts() }]),
        until(7, vec![MatterEvent::Withdrawn]),
    ]
}

/// The wording, where something is written.
pub(super) fn wording(matter: &Matter) -> BTreeMap<OutlinePart, String> {
    let written = matter.outline.as_ref().map(|outline| outline.parts.clone()).unwrap_or_default();
    let text = |part| match part {
        OutlinePart::When => "令和8年10月上旬の夕方",
        OutlinePart::Where => "食堂",
        OutlinePart::Circumstances => "夕食のときに、食べ物がのどにつまりました。",
        OutlinePart::Course => "すぐに救急車を呼び、病院へ運びましたが、その後に亡くなられました。",
        OutlinePart::Cause => "食事の形が、その日の体の調子に合っていませんでした。",
        _ => "食事の前に体の調子を2人で確かめます。",
    };
    written.into_iter().map(|part| (part, text(part).to_owned())).collect()
}

pub(super) fn findings() -> Vec<FindingLine> {
    let line = |found: &str, kept: Option<&str>| FindingLine {
        part: OutlinePart::Course,
        class: "date".to_owned(),
        place: ("令和8年".to_owned(), found.to_owned(), "に病院へ運びました。".to_owned()),
        proposal: "10月上旬".to_owned(),
        kept: kept.map(str::to_owned),
    };
    let rare = FindingLine {
        class: "rare".to_owned(),
        place: (String::new(), "80歳代の".to_owned(), "方が".to_owned()),
        proposal: String::new(),
        ..line("", None)
    };
    vec![line("10月3日", None), line("10月", Some("月までは公表の決まりです。")), rare]
}

pub(super) fn history((_, events): &Told) -> Vec<HistoryLine> {
    let texts = |event: &MatterEvent| match event {
        MatterEvent::TalkHeld { .. } => MatterTexts {
            talk: Some(TalkTexts {
                who: "母、施設長".to_owned(),
                said: "経過を説明した。".to_owned(),
                outcome: "考える時間がほしいとのこと。".to_owned(),
            }),
            ..MatterTexts::default()
        },
        MatterEvent::MeetingHeld { .. } => MatterTexts {
            attendees: vec!["総務課長".to_owned(), "看護師長".to_owned()],
            note: Some("公表文を読み合わせた。".to_owned()),
            ..MatterTexts::default()
        },
        MatterEvent::Decided { .. } | MatterEvent::Withdrawn => MatterTexts::reason("ご家族の意向のため。"),
        _ => MatterTexts::default(),
    };
    let line = |(at, event): (usize, &MatterEvent)| HistoryLine {
        event: event.clone(),
        texts: texts(event),
        who: "宮本 恵一".to_owned(),
        at: Moment::of(1_790_000_000_000_000 + i64::try_from(at).unwrap_or(0) * 86_400_000_000, &TimeZone::UTC),
    };
    events.iter().enumerate().map(line).collect()
}
