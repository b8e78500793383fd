//! page::gallery: every component on one page, for looking at and for the tests of the components.

mod charts;

use askama::Template;

use crate::catalog::Text;
use crate::component::*;
use crate::frame::{AssetUrls, Frame, NavItem, PersonMenu};
use crate::html::Html;
use crate::seal::{Mark, Seal};

use super::Page;

/// The gallery of components; its words are samples, not messages.
#[derive(Debug, Clone, Template)]
#[template(path = "gallery.html")]
pub struct Gallery {
    t: Text,
    /// What surrounds the page; public so that the example can set assets and theme.
    pub frame: Frame,
    errors: ErrorSummary,
    steps: StepList,
    controls: Vec<Html>,
    marks: Vec<Html>,
    buttons: Vec<Button>,
    parts: Vec<Html>,
    charts: Vec<Html>,
}

impl Page for Gallery {
    const NAME: &'static str = "gallery";

    fn samples(t: Text) -> Vec<Self> {
        vec![Self::with_errors(t, false), Self::with_errors(t, true)]
    }
}

impl Gallery {
    /// The gallery, with or without errors in the form.
    #[must_use]
    pub fn with_errors(t: Text, broken: bool) -> Self {
        let errors = if broken {
            vec![
                ErrorLink::new("what", t.pick("何が起きたか書いてください", "Say what happened")),
                ErrorLink::new("occurred", t.pick("13月はありません", "There is no month 13")),
            ]
        } else {
            Vec::new()
        };
        Self {
            t,
            frame: frame(t, broken),
            errors: ErrorSummary::new(t, errors),
            steps: steps(t),
            controls: controls(t, broken),
            marks: marks(t),
            buttons: buttons(t),
            parts: parts(t),
            charts: charts::charts(t),
        }
    }
}

fn frame(t: Text, broken: bool) -> Frame {
    let nav = [
        ("報告する", "Report", Icon::Write, 0),
        ("わたしの報告", "My reports", Icon::Reports, 2),
        ("決裁", "Approvals", Icon::Stamp, 12),
        ("事例", "Cases", Icon::Cases, 0),
        ("学び", "Lessons", Icon::Learn, 0),
    ];
    let nav = nav.into_iter().enumerate().map(|(i, (ja, en, icon, count))| NavItem {
        label: t.pick(ja, en).to_owned(),
        href: format!("/place-{i}"),
        icon,
        current: i == 0,
        count,
    });
    Frame {
        facility: Some(t.pick("あおぞら園", "Aozora Home").to_owned()),
        person: Some(PersonMenu {
            name: t.pick("山田 花子", "Hanako Yamada").to_owned(),
            role: t.pick("生活支援員", "Support worker").to_owned(),
            away: false,
        }),
        nav: nav.collect(),
        inbox_count: Some(12),
        flash: Some(
            Flash::new(t, FlashKind::Done, t.pick("報告ありがとうございます。", "Thank you for the report."))
                .more(t.pick("次は佐藤主任が読みます。", "Chief Sato reads it next.")),
        ),
        version: "0.1.0".to_owned(),
        has_errors: broken,
        ..Frame::new(t, t.pick("部品の見本", "Components"), AssetUrls::default())
    }
}

fn steps(t: Text) -> StepList {
    let all = [
        ("いつ・どこ", "When, where", StepState::Done),
        ("だれ", "Who", StepState::Error),
        ("何が起きた", "What happened", StepState::Reached),
        ("結果・処置", "Outcome", StepState::Ahead),
        ("要因・防止", "Causes", StepState::Ahead),
        ("確認", "Check", StepState::Ahead),
    ];
    let steps = all.into_iter().enumerate().map(|(i, (ja, en, state))| Step {
        label: t.pick(ja, en).to_owned(),
        state,
        href: (state != StepState::Ahead).then(|| format!("/step-{i}")),
    });
    StepList::new(t, steps.collect(), 2)
}

fn controls(t: Text, broken: bool) -> Vec<Html> {
    let error = |ja: &'static str, en: &'static str| broken.then(|| t.pick(ja, en));
    let what = Field::new(t, "what", t.pick("何が起きましたか（起きそうでしたか）", "What happened?"))
        .required()
        .hint(t.pick("見たままを短く。名前は書かなくて大丈夫です。", "Short, as you saw it."))
        .error(error("何が起きたか書いてください", "Say what happened"));
    let place = Field::new(t, "place", t.pick("どこで", "Where"));
    let places = vec![
        Choice::new("dining", t.pick("2階 食堂", "Dining room")),
        Choice::new("unknown", t.pick("不明", "Unknown")),
    ];
    vec![
        Html::of(&TextArea::new(what).limit(2000)),
        Html::of(&Select::new(place, places).blank(t.pick("選んでください", "Please choose"))),
        Html::of(&date(t, broken)),
        Html::of(&time(t)),
        Html::of(&forms(t)),
        Html::of(&reached(t)),
        Html::of(&causes(t)),
        Html::of(
            &TextInput::new(Field::new(t, "years", t.pick("経験年数", "Experience")).optional())
                .kind(InputKind::Digits)
                .chars(4)
                .unit(t.pick("年", "years")),
        ),
    ]
}

fn date(t: Text, broken: bool) -> DateInput {
    let field = Field::new(t, "occurred", t.pick("いつ", "When"))
        .required()
        .error(broken.then(|| t.pick("13月はありません", "There is no month 13")));
    let value = DateValue {
        year: "8".to_owned(),
        month: if broken { "13" } else { "11" }.to_owned(),
        day: "21".to_owned(),
        ..DateValue::default()
    };
    let day = |ja, en, day| DayShortcut { label: t.pick(ja, en).to_owned(), era: "reiwa", year: 8, month: 11, day };
    DateInput::new(field, value)
        .shortcuts(vec![day("きょう", "Today", 21), day("きのう", "Yesterday", 20)])
        .may_be_unknown()
        .one_box()
        .echo(t.pick("2026年11月21日（土）", "Saturday 21 November 2026"))
}

fn time(t: Text) -> TimeInput {
    let bands = vec![
        Choice::new("early", t.pick("早朝", "Early")),
        Choice::new("day", t.pick("日勤", "Day")),
        Choice::new("evening", t.pick("準夜", "Evening")),
        Choice::new("night", t.pick("深夜", "Night")),
    ];
    TimeInput::new(Field::new(t, "occurred_at", t.pick("発生時刻", "Time")), TimeValue::default()).bands(bands)
}

fn forms(t: Text) -> Radios {
    let choices = vec![
        Choice::new("fall", t.pick("転倒", "Fall")),
        Choice::new("medication", t.pick("与薬", "Medicine")),
        Choice::new("aspiration", t.pick("誤嚥", "Aspiration")),
        Choice::new("other", t.pick("その他", "Other")),
    ];
    Radios::new(Field::new(t, "form", t.pick("種類", "Kind")).value("fall"), choices).chips()
}

fn reached(t: Text) -> Radios {
    let field = Field::new(
        t,
        "noticed",
        t.pick("利用者さんに届く前に気づきましたか", "Was it noticed before it reached the person?"),
    );
    let choices = vec![
        Choice::new("yes", t.pick("はい", "Yes")).hint(t.pick("けがも影響もありません", "No injury, no effect")),
        Choice::new("no", t.pick("いいえ", "No")),
    ];
    Radios::new(field, choices)
}

fn causes(t: Text) -> Checkboxes {
    let choices = vec![
        Choice::new("check", t.pick("確認不足", "Not checked")).chosen(true),
        Choice::new("attention", t.pick("注意力不足", "Attention")),
        Choice::new("contact", t.pick("連絡不足", "Not passed on")),
    ];
    Checkboxes::new(Field::new(t, "cause", t.pick("事故の原因", "Causes")), choices)
}

fn marks(t: Text) -> Vec<Html> {
    vec![
        Html::of(&LevelMark::judged(t, "3a", 3)),
        Html::of(&LevelMark::suggested(t, "2", 2)),
        Html::of(&LevelMark::none(t)),
        Html::of(&Badge::new(t.pick("下書き", "Draft"), Tone::Neutral)),
        Html::of(&Badge::new(t.pick("確認中", "Reading"), Tone::Info)),
        Html::of(&Badge::new(t.pick("改善", "Better"), Tone::Good)),
        Html::of(&Badge::new(t.pick("あと2日", "2 days left"), Tone::Warning)),
        Html::of(&Badge::new(t.pick("期限切れ", "Overdue"), Tone::Danger)),
    ]
}

fn buttons(t: Text) -> Vec<Button> {
    vec![
        Button::primary(t.pick("ヒヤリ・ハットを1分で", "Near miss in a minute"))
            .link("/quick")
            .icon(Icon::Write)
            .large(),
        Button::primary(t.pick("確認する", "Check")),
        Button::secondary(t.pick("あとで書く", "Later")).send("act", "later"),
        Button::quiet(t.pick("元に戻す", "Undo")).key("U").send("act", "undo"),
        Button::danger(t.pick("消す", "Delete")).action("/delete"),
    ]
}

fn parts(t: Text) -> Vec<Html> {
    vec![
        Html::of(&Ring::new(t, 3, 8).label(t.pick("係長が確認中", "Chief is reading")).large()),
        Html::of(&Ring::new(t, 8, 8).label(t.pick("公表しました", "Published"))),
        Html::of(&Ring::new(t, 1, 8).late(true)),
        Html::of(&rings(t)),
        Html::of(&tabs(t)),
        Html::of(&table(t)),
        Html::of(&Pagination::new(t, 11, 20, Some(31)).links(Some("?p=1".into()), Some("?p=3".into()))),
        Html::of(&summary(t)),
        Html::of(&seats(t)),
        Html::of(&timeline(t)),
        Html::of(
            &EmptyState::new(
                t.pick("待っている決裁はありません", "Nothing waits for you"),
                t.pick("新しい報告が届くと、ここに並びます。", "New reports will appear here."),
            )
            .next(Button::secondary(t.pick("事例を読む", "Read cases")).link("/cases")),
        ),
    ]
}

fn tabs(t: Text) -> Tabs {
    let tab =
        |ja, en, current, count| Tab { label: t.pick(ja, en).to_owned(), href: format!("?view={en}"), current, count };
    Tabs::new(
        t.pick("報告の見方", "Views"),
        vec![
            tab("すべて", "All", true, Some(31)),
            tab("期限切れ", "Late", false, Some(2)),
            tab("完了", "Closed", false, None),
        ],
    )
}

fn table(t: Text) -> Table {
    let columns = vec![
        Column::text(t.pick("形態", "Kind")),
        Column::number(t.pick("インシデント（件）", "Incidents")),
        Column::number(t.pick("アクシデント（件）", "Accidents")),
    ];
    let row = |ja, en, a: &str, b: &str| vec![Cell::link("?form=x", t.pick(ja, en)), Cell::text(a), Cell::text(b)];
    let rows = vec![row("転倒", "Fall", "12", "1"), row("与薬", "Medicine", "7", "2")];
    Table::new("counts", t.pick("令和8年10月の件数", "Counts of October 2026"), columns, rows).foot(vec![
        Cell::text(t.pick("合計", "Total")),
        Cell::text("19"),
        Cell::text("3"),
    ])
}

fn summary(t: Text) -> SummaryList {
    SummaryList::new(
        t,
        vec![
            Row::text(t.pick("発生場所", "Place"), t.pick("2階 食堂", "Dining room")).change("#place"),
            Row::text(t.pick("経過", "Course"), t.pick("夕食後、\n立ち上がったとき", "After dinner,\non rising"))
                .change("#what"),
            Row::text(t.pick("発見時刻", "Found at"), "").change("#occurred_at"),
        ],
    )
}

fn seats(t: Text) -> ApprovalRow {
    let titles = [
        "理事長",
        "部長",
        "施設長",
        "副施設長",
        "総務課長",
        "看護師長",
        "地域支援課長",
        "入所支援課長",
        "係長・主任・リーダー",
        "サブリーダー",
        "相談支援員",
        "取扱者",
    ];
    let last = titles.len() - 1;
    let seats = titles.into_iter().enumerate().map(|(i, title)| Seat {
        title: title.to_owned(),
        state: match last - i {
            n @ (0 | 1) => {
                let (name, mark) = if n == 0 { ("山田", None) } else { ("佐々木", Some(Mark::Deputy)) };
                let seal = Seal::dated(name, titles[i], format!("8.11.2{n}")).mark(mark);
                SeatState::Stamped { seal, words: name.to_owned() }
            }
            2 => SeatState::Skipped,
            3 => SeatState::Current,
            _ => SeatState::Ahead,
        },
    });
    ApprovalRow::new(t, "approval-1", t.pick("決裁（報告）", "Approval (report)"), seats.collect())
}

fn timeline(t: Text) -> Timeline {
    let entry = |day: u8, who_ja, who_en, what_ja, what_en| {
        Entry::new(
            format!("8.11.{day} 14:05"),
            format!("2026-11-{day:02}T14:05:00+09:00"),
            t.pick(who_ja, who_en),
            t.pick(what_ja, what_en),
        )
    };
    Timeline::new(
        t,
        vec![
            entry(21, "山田 花子", "H. Yamada", "報告しました", "Reported"),
            entry(22, "佐藤 主任", "Chief Sato", "意見を書きました", "Wrote an opinion")
                .body(Html::lines(t.pick("ブレーキの確認を\n声に出します。", "We will say the brake check aloud."))),
            entry(22, "システム", "System", "似た事例を探しました", "Looked for similar cases").system(),
        ],
    )
}

fn rings(t: Text) -> LoopRings {
    let stage = |ja, en, count| Stage::new(t.pick(ja, en), count).link("?stage=x");
    let left = StageRing {
        title: t.pick("平時の輪", "Everyday ring").to_owned(),
        stages: vec![
            stage("報告", "Report", 4).oldest(t.pick("2日", "2 days")),
            stage("判定", "Judge", 3).oldest(t.pick("9日", "9 days")).late(),
            stage("改善", "Improve", 6),
            stage("効果の確認", "Check effect", 2).leak(),
            stage("返事", "Feedback", 0),
        ],
    };
    let right = StageRing {
        title: t.pick("有事の輪", "Emergency ring").to_owned(),
        stages: vec![
            stage("初動", "First acts", 0),
            stage("保全", "Preserve", 0),
            stage("説明", "Explain", 1),
            stage("公表", "Publish", 1),
        ],
    };
    LoopRings::new(t, left, right)
}
