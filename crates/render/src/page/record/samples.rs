//! page::record::samples: a report in every state worth seeing, for the tests and the gallery.

use std::collections::BTreeMap;

use domain::approval::{Case, CaseEvent, CaseTexts, HowStamped, Judge, ReturnTo};
use domain::drawing::{Drawing, Finding, Pin, Point, Region, RegionMark};
use domain::id::{AccountId, PlaceId, ReportId, UnitId};
use domain::level::{LastingLoss, PartialFacts, TreatedAt, Treatment};
use domain::moment::{Discovery, EventDate, EventTime};
use domain::policy::Action;
use domain::profile::{ChoiceField, LevelCode, Opinion, Profile};
use domain::publication::Month;
use domain::report::{Door, Mode, PersonCoded, PersonSealed, PlaceAnswer, ReportCoded, ReportContent, ReportSealed};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Line, MayDo, Names, Publication, Readers, Record, RecordSource, Sibling, Typed};
use crate::catalog::Text;
use crate::component::{FileCard, SimilarCase, SimilarCases};
use crate::frame::{AssetUrls, Frame};
use crate::page::corrective_action::{ActionLine, ActionSection, sample_events, sample_lines};
use crate::page::report::Contradiction;
use crate::when::Moment;

const HOUR: i64 = 3_600_000_000;
/// 21 November 2026, 09:00 in Japan.
const START: i64 = 1_795_219_200_000_000;

/// A case in words and acts: what happened, who may do what.
struct Scene {
    events: Vec<(CaseEvent, CaseTexts, &'static str)>,
    may: Vec<Action>,
    mode: Mode,
    typed: Option<Typed>,
    seen: Option<i64>,
}

pub(super) fn records(t: Text) -> Vec<Record> {
    [waiting(), in_second_round(), returned(), refused(), overtaken(), protected()]
        .into_iter()
        .filter_map(|scene| draw(t, &scene))
        .enumerate()
        .map(|(index, record)| match index {
            0 => record.beside(similar(t), 1).with_actions(actions(Vec::new())),
            1 => record.with_actions(actions(sample_lines(t))),
            _ => record,
        })
        .collect()
}

fn actions(lines: Vec<ActionLine>) -> ActionSection {
    ActionSection { only_weak: !lines.is_empty(), lines, add: Some("/reports/1/actions/new".to_owned()) }
}

fn similar(t: Text) -> SimilarCases {
    let gist = t.pick("食堂で立ち上がる際に<ふらつき>、床に膝をついた。", "Staggered <while> rising.").to_owned();
    let shared = vec![t.pick("食堂", "dining room").to_owned(), t.pick("膝", "knee").to_owned()];
    let link = Some(("/reports/2".to_owned(), "R8-0099".to_owned()));
    let open = SimilarCase { link, facts: vec!["8.11.2".to_owned()], gist: gist.clone(), shared };
    SimilarCases::new(t, vec![open, SimilarCase { gist, ..SimilarCase::default() }])
}

const APPROVER: &[Action] = &[
    Action::ReadReport,
    Action::ReadPersons,
    Action::StampReport,
    Action::ReturnReport,
    Action::TakeBackStamp,
    Action::ReviewProxyStamp,
    Action::AddAddendum,
    Action::AskReporter,
    Action::GiveFeedback,
    Action::ReviseMeasures,
    Action::DescribeMeasures,
];

fn submitted() -> (CaseEvent, CaseTexts, &'static str) {
    let event = CaseEvent::ReportSubmitted {
        profile_version: 1,
        derived: Some(LevelCode::new("2")),
        provisional: false,
        first_seat: Some("handler".to_owned()),
    };
    (event, CaseTexts::default(), "reporter")
}

fn stamp(round: u8, seat: &str, next: Option<&str>, by: &'static str) -> (CaseEvent, CaseTexts, &'static str) {
    let (seat, next) = (seat.to_owned(), next.map(str::to_owned));
    (CaseEvent::SeatStamped { round, seat, how: HowStamped::Own, next }, CaseTexts::default(), by)
}

fn proxy(round: u8, seat: &str, next: Option<&str>, by: &'static str) -> (CaseEvent, CaseTexts, &'static str) {
    let (seat, next) = (seat.to_owned(), next.map(str::to_owned));
    let how = HowStamped::Proxy { holder: nobody() };
    (CaseEvent::SeatStamped { round, seat, how, next }, CaseTexts::default(), by)
}

fn opinion(
    seat: &str,
    kind: Opinion,
    review: Option<bool>,
    text: &str,
    by: &'static str,
) -> (CaseEvent, CaseTexts, &'static str) {
    let event = CaseEvent::OpinionGiven { seat: seat.to_owned(), opinion: kind, measures_review: review };
    (event, CaseTexts::text(text), by)
}

fn nobody() -> AccountId {
    AccountId::from_uuid(Default::default())
}

fn unit() -> UnitId {
    UnitId::from_uuid(Default::default())
}

fn waiting() -> Scene {
    let skipped = CaseEvent::SeatSkipped { round: 1, seat: "counsellor".to_owned() };
    Scene {
        events: vec![
            submitted(),
            (skipped, CaseTexts::default(), "handler"),
            stamp(1, "handler", Some("unit_leader"), "handler"),
        ],
        may: [APPROVER, &[Action::JudgeLevel, Action::MergeReports]].concat(),
        mode: Mode::Named,
        typed: None,
        seen: None,
    }
}

fn in_second_round() -> Scene {
    let judged = |judge, level: &str| {
        let event = CaseEvent::LevelJudged { judge, level: LevelCode::new(level), derived: Some(LevelCode::new("2")) };
        (event, CaseTexts { text: None, reason: Some("湿布を貼ったため".to_owned()) }, "leader")
    };
    let described = CaseEvent::MeasuresDescribed { units: vec![unit()], first_seat: Some("handler".to_owned()) };
    Scene {
        events: vec![
            submitted(),
            stamp(1, "handler", Some("unit_leader"), "handler"),
            opinion("unit_leader", Opinion::Leader, None, "移乗の前の声かけを2人で行う。", "leader"),
            judged(Judge::Leader, "3"),
            stamp(1, "unit_leader", Some("facility_director"), "leader"),
            opinion("facility_director", Opinion::SectionHead, Some(true), "器具の点検も加えること。", "director"),
            judged(Judge::Final, "3"),
            proxy(1, "facility_director", None, "director"),
            (CaseEvent::MeasuresRevised, CaseTexts::text("ブレーキの点検札をつける。"), "leader"),
            (described, CaseTexts::text("点検札を全車につけ、毎朝の申し送りで確かめる。"), "leader"),
            (CaseEvent::MeasureRead { unit: Some(unit()) }, CaseTexts::default(), "reporter"),
            (CaseEvent::FeedbackGiven, CaseTexts::text("点検札がつきました。"), "leader"),
            stamp(2, "handler", Some("unit_leader"), "handler"),
        ],
        may: [APPROVER, &[Action::JudgeLevel]].concat(),
        mode: Mode::Named,
        typed: None,
        seen: None,
    }
}

fn returned() -> Scene {
    let back = CaseEvent::CaseReturned { round: 1, from: "unit_leader".to_owned(), target: ReturnTo::Reporter };
    Scene {
        events: vec![
            submitted(),
            stamp(1, "handler", Some("unit_leader"), "handler"),
            (back, CaseTexts::reason("発見した時刻を足してください。"), "leader"),
            (CaseEvent::QuestionAsked, CaseTexts::text("床はぬれていましたか。"), "leader"),
        ],
        may: vec![
            Action::ReadReport,
            Action::ReadPersons,
            Action::ResendReport,
            Action::AnswerQuestion,
            Action::AddAddendum,
        ],
        mode: Mode::Named,
        typed: None,
        seen: None,
    }
}

fn refused() -> Scene {
    let fields = [("seat", "unit_leader"), ("opinion", ""), ("level", "4"), ("level_reason", "受診したため")];
    let typed = Typed {
        act: "stamp".to_owned(),
        fields: fields.into_iter().collect(),
        refusal: Some("opinion_missing"),
        errors: Vec::new(),
    };
    Scene { typed: Some(typed), ..waiting() }
}

fn overtaken() -> Scene {
    let fields = [("seat", "handler"), ("opinion", "よく気づいてくれました。")];
    let typed =
        Typed { act: "stamp".to_owned(), fields: fields.into_iter().collect(), refusal: None, errors: Vec::new() };
    let may = vec![Action::ReadReport, Action::ReadPersons, Action::AddAddendum, Action::TakeBackStamp];
    Scene { typed: Some(typed), seen: Some(1), may, ..waiting() }
}

fn protected() -> Scene {
    let asked = (CaseEvent::IdentityOpeningRequested, CaseTexts::reason("けがの手当てを急ぐため"), "leader");
    Scene {
        events: vec![submitted(), asked],
        may: vec![Action::ReadReport, Action::OpenIdentity],
        mode: Mode::Protected,
        typed: None,
        seen: None,
    }
}

fn draw(t: Text, scene: &Scene) -> Option<Record> {
    let profile = Profile::builtin("welfare")?;
    let zone = TimeZone::get("Asia/Tokyo").ok()?;
    let history: Vec<Line> = (0_i64..)
        .zip(&scene.events)
        .map(|(step, (event, texts, by))| {
            let at_micros = START + step * 5 * HOUR;
            let (event, texts, by) = (event.clone(), texts.clone(), (*by).to_owned());
            Line { event, texts, by, at_micros, at: Moment::of(at_micros, &zone) }
        })
        .collect();
    let case = Case::fold(history.iter().map(|line| (&line.event, line.by.as_str(), line.at_micros)))?;
    let names = names();
    let readers =
        [Readers { unit: "2階支援課".to_owned(), read: 1, of: 3, missing: vec!["佐藤 次郎".to_owned()] }];
    let siblings = [Sibling { number: "R8-0120".to_owned(), href: "/reports/2".to_owned() }];
    let described = !case.measure_units.is_empty();
    let publication = Publication {
        month: Month::of(Date::constant(2026, 11, 21)),
        counted: if described { "yes" } else { "not_yet" },
        published: described.then(|| t.pick("令和8年12月10日", "10 December 2026").to_owned()),
        text: described.then_some(true),
        href: described.then(|| "/public/aozora/2026-11".to_owned()),
        individual: described.then(|| "/reports/1/individual".to_owned()),
    };
    let contradiction = Contradiction { fact: "treated_at", words: vec!["救急搬送".to_owned()] };
    let source = RecordSource {
        id: ReportId::from_uuid(Default::default()),
        number: "R8-0123",
        report_date: Date::constant(2026, 11, 21),
        content: &content(scene.mode),
        profile,
        case: &case,
        history: &history,
        action_events: &sample_events(t, START + 7 * HOUR),
        names: &names,
        units: &names.units,
        reporter: (scene.mode == Mode::Named).then_some("山田 花子"),
        may: &scene.may as &dyn MayDo,
        me: "handler",
        proxy_for: None,
        floor: None,
        contradiction: Some(&contradiction),
        todos: &["occurred_time", "guarantor"],
        readers: if described { &readers } else { &[] },
        siblings: if described { &siblings } else { &[] },
        publication: Some(&publication),
        plan: None,
        files: &[
            FileCard::new(t, 1, "jpg", 240_000, "/reports/1/files/1")
                .thumb("/reports/1/files/1/thumb")
                .description("床"),
            FileCard::new(t, 2, "pdf", 90_000, "/reports/1/files/2"),
        ],
        zone: &zone,
        now: START + 80 * HOUR,
        has_inbox: true,
        typed: scene.typed.as_ref(),
        seen: scene.seen,
    };
    Some(Record::new(t, Frame::new(t, "", AssetUrls::default()), &source))
}

fn names() -> Names {
    let people =
        [("reporter", "山田 花子"), ("handler", "鈴木 一郎"), ("leader", "高橋 さくら"), ("director", "田中 実")];
    let mut people: BTreeMap<String, String> =
        people.into_iter().map(|(id, name)| (id.to_owned(), name.to_owned())).collect();
    people.insert(nobody().to_string(), "渡辺 誠".to_owned());
    Names {
        people,
        units: BTreeMap::from([(unit(), "2階支援課".to_owned())]),
        places: BTreeMap::from([(PlaceId::from_uuid(Default::default()), "2階 食堂".to_owned())]),
        reports: BTreeMap::new(),
    }
}

fn content(mode: Mode) -> ReportContent {
    let choices = [
        (ChoiceField::Situation, vec!["care"]),
        (ChoiceField::CareKind, vec!["transfer", "other"]),
        (ChoiceField::Finding, vec!["bruise"]),
        (ChoiceField::Cause, vec!["safety_not_confirmed", "assumption"]),
    ];
    let coded = ReportCoded {
        door: Door::Full,
        mode,
        unit: Some(unit()),
        occupation: Some("life_support_worker".to_owned()),
        experience_months: Some(40),
        occurred_date: EventDate::Exact(Date::constant(2026, 11, 20)),
        occurred_time: EventTime::Exact { hour: 14, minute: 5 },
        discovered: Discovery::SameAsOccurrence,
        place: PlaceAnswer::Known(PlaceId::from_uuid(Default::default())),
        form: "fall".to_owned(),
        other_forms: vec!["injury".to_owned()],
        medication_detail: None,
        facts: PartialFacts {
            reached: Some(true),
            body_effect: Some(true),
            treatment: Some(Treatment::FirstAid),
            treated_at: Some(TreatedAt::Ward),
            lasting_loss: Some(LastingLoss::None),
            death: Some(false),
            form: Some("fall".to_owned()),
            medication_detail: None,
        },
        proposed_level: None,
        choices: choices
            .into_iter()
            .map(|(field, codes)| (field, codes.into_iter().map(str::to_owned).collect()))
            .collect(),
        persons: vec![PersonCoded { sex: Some("female".to_owned()), age: Some(71) }],
        no_person: false,
        superior_told: None,
        guarantor_told: None,
    };
    let sealed = ReportSealed {
        narrative: "移乗中に車椅子のブレーキがかかっておらず、\n後ろに動いて尻もちをついた。".to_owned(),
        persons: vec![PersonSealed {
            name: Some("＜例＞ 海野 ハル".to_owned()),
            birth: Some(Date::constant(1955, 3, 3)),
        }],
        other_texts: BTreeMap::from([("care_kind".to_owned(), "整容".to_owned())]),
        prevention: Some("移乗の前にブレーキを指さして確かめる。".to_owned()),
        drawing: Some(drawing()),
        ..ReportSealed::default()
    };
    ReportContent { coded, sealed }
}

fn drawing() -> Drawing {
    let regions = ["buttock_right", "sacrum"].into_iter().filter_map(Region::from_code);
    Drawing {
        pins: vec![Pin { at: Point { x: 760, y: 500 }, text: Some("ここから床についた".to_owned()) }],
        regions: regions.map(|region| RegionMark { region, finding: Some(Finding::Redness) }).collect(),
        description: Some("後ろに動いた車椅子と、尻もちをついた位置。".to_owned()),
        ..Drawing::default()
    }
}

/// Keeps the samples honest: every act that exists is offered in one of them.
#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::lang::Lang;

    #[test]
    fn every_common_act_is_drawn_somewhere() {
        let drawn: BTreeSet<&str> =
            records(Text::new(Lang::Ja)).iter().flat_map(|record| record.acts.iter().map(|act| act.code)).collect();
        for act in ["stamp", "return", "take-back", "addendum", "ask", "feedback", "judge", "merge", "resend", "answer"]
        {
            assert!(drawn.contains(act), "{act} is in no sample");
        }
    }

    #[test]
    fn what_happened_to_actions_stands_between_the_events_of_the_case() {
        let html = crate::page::Page::html(&records(Text::new(Lang::Ja))[1]);
        let history = html.split_once("history-title").unwrap().1;
        let at = |words: &str| history.find(words).unwrap_or_else(|| panic!("{words}: {history}"));
        let order =
            ["報告しました", "対策を決めました", "対策の実施を記録しました", "効果がなかった", "取り消しました"];
        assert!(order.map(at).is_sorted(), "{history}");
        assert!(
            at("対策を決めました") < at("再発防止策を読みました")
                && history.contains("<a href=\"/actions/1\">食堂の椅子を")
        );
    }

    #[test]
    fn a_person_without_the_right_to_names_sees_a_letter() {
        let record = protected();
        let html = draw(Text::new(Lang::Ja), &record).map(|page| crate::page::Page::html(&page)).unwrap();
        assert!(html.contains("利用者A"));
        assert!(!html.contains("海野"), "a name is shown without the right");
    }

    #[test]
    fn what_was_typed_survives_a_conflict() {
        let html = draw(Text::new(Lang::Ja), &overtaken()).map(|page| crate::page::Page::html(&page)).unwrap();
        assert!(html.contains("よく気づいてくれました。"));
    }
}
