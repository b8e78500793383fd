//! page::insight::sample: the pages with made-up numbers, for the tests that draw every page in both languages.

use super::{
    Asks, ChangeLine, ChartPage, ChartSource, Insight, InsightSource, NoteLine, Offers, SignalLine, SignalsPage,
    SignalsSource, Small, ValueUnit, ViewLine,
};
use crate::catalog::Text;
use crate::chart::{Bar, ControlSource, Figure, Note, NoteKind, Point, bars, control, heat, pareto, spark};
use crate::frame::{AssetUrls, Frame};
use crate::page::admin::Asked;
use crate::page::corrective_action::{ActionTable, sample_table};
use domain::form::{FieldError, Fields};

fn frame(t: Text) -> Frame {
    Frame::new(t, "", AssetUrls::default())
}

fn source(t: Text, id: &str) -> ControlSource {
    let y = [4.0, 6.0, 3.0, 5.0, 4.0, 7.0, 5.0, 4.0, 6.0, 5.0, 3.0, 4.0, 5.0, 19.0].to_vec();
    let direction = Some(spc::Direction::Decrease);
    let options = spc::Options { direction, ..spc::Options::default() };
    let series = spc::Series::values(y.clone());
    let chart = spc::chart(spc::Kind::C, &series, spc::Preset::Futawa, &options).expect("a chart of counts");
    let point = |(at, y): (usize, &f64)| Point {
        short: format!("R8.{}", at + 1),
        long: format!("{} {}", t.pick("令和8年", "2026"), at + 1),
        href: Some("/cases?from=2026-01-01".to_owned()),
        count: Some(*y),
        exposure: None,
    };
    ControlSource {
        id: id.to_owned(),
        title: t.pick("アクシデント", "Accidents").to_owned(),
        unit: ValueUnit::Reports.words(t),
        kind: spc::Kind::C,
        points: y.iter().enumerate().map(point).collect(),
        chart,
        notes: vec![Note {
            at: 7, kind: NoteKind::Note, text: t.pick("<b>対策開始", "<b>measure begins").to_owned()
        }],
        direction: spc::Direction::Decrease,
        target: None,
        baseline: None,
        memory: None,
        choice: Some(spc::choose::Reason::Fits),
        csv: Some("/insight/numbers.csv?measure=harm".to_owned()),
    }
}

fn parts(t: Text) -> Vec<Figure> {
    let bar = |label: &str, value| Bar { label: label.to_owned(), value, href: Some("/cases?form=fall".to_owned()) };
    let some = [bar(t.pick("転倒", "Fall"), 12.0), bar(t.pick("与薬", "Medication"), 5.0)];
    let days = ["月", "火", "水", "木", "金", "土", "日"].map(str::to_owned);
    let hours: Vec<String> = (0..8).map(|at| format!("{}–{}", at * 3, at * 3 + 3)).collect();
    let cells = vec![vec![0, 1, 2, 3, 0, 5, 6, 7]; 7];
    let unit = ValueUnit::Reports.words(t);
    vec![
        pareto(t, "part-forms", t.pick("形態", "Forms"), &unit, &some),
        bars(t, "part-levels", t.pick("影響レベル", "Levels"), &unit, &some),
        heat(t, "part-week", t.pick("曜日と時間", "Week"), &days, &hours, &cells, |_, _| None),
    ]
}

/// A change beyond the limits, and one of times between events.
fn changes(t: Text) -> Vec<ChangeLine> {
    let change = ChangeLine {
        what: t.pick("アクシデント", "Accidents").to_owned(),
        at: t.pick("令和8年10月", "October 2026").to_owned(),
        unit: ValueUnit::Reports,
        between: false,
        value: 19.0,
        center: 4.7,
        low: None,
        high: Some(11.2),
        verdict: "beyond_up",
        chart: "/insight/chart?measure=harm".to_owned(),
        reports: Some("/cases?kind=accident".to_owned()),
    };
    let between =
        ChangeLine { between: true, unit: ValueUnit::Days, verdict: "usual", reports: None, ..change.clone() };
    vec![change, between]
}

fn conditions(t: Text) -> (Asks, Offers) {
    let pair = |code: &str, ja: &str, en: &str| (code.to_owned(), t.pick(ja, en).to_owned());
    let asks = Asks {
        unit: "1".into(),
        form: String::new(),
        months: "25".into(),
        until: "2026-10".into(),
        compare: "before".into(),
        words: t.pick("<転倒>", "<fall>").into(),
        per: "beds".into(),
    };
    let offers = Offers {
        units: vec![pair("1", "2階支援課", "Second floor")],
        forms: vec![pair("fall", "転倒", "Fall")],
        months: vec!["13".into(), "25".into()],
        until: vec![pair("2026-10", "令和8年10月", "October 2026")],
        per: vec![pair("user_days", "延べ利用者日数", "User-days"), pair("beds", "定員・病床数", "Beds")],
    };
    (asks, offers)
}

pub(super) fn insight(t: Text) -> Vec<Insight> {
    let (asks, offers) = conditions(t);
    let full = InsightSource {
        asks,
        offers,
        months: ["令和6年10月", "令和8年10月", "令和4年9月", "令和6年9月"].map(str::to_owned),
        now: (546, 23),
        before: Some((500, 20)),
        changes: changes(t),
        calm: true,
        signals: 2,
        last_harm: Some((42, t.pick("令和8年10月9日", "9 October 2026").to_owned())),
        charts: vec![Small {
            figure: control(t, &source(t, "chart-harm")),
            href: "/insight/chart?measure=harm".into(),
        }],
        forms: vec![Small { figure: spark(t, &source(t, "form-fall")), href: "/insight/chart?form=fall".into() }],
        shares: vec![Small { figure: spark(t, &source(t, "share-low")), href: "/insight/chart?measure=low".into() }],
        actions: sample_table(),
        parts: parts(t),
        views: vec![ViewLine {
            id: "1".into(),
            name: t.pick("<転倒>", "<falls>").into(),
            href: "/insight?form=fall".into(),
        }],
        query: "months=25".into(),
        pack: Some("/insight/pack.pdf?until=2026-10".into()),
        theme: Some((t.pick("<転倒>", "<fall>").into(), "/insight?months=25".into())),
        watch: Some(Some("1".into())),
        exposures: Some("/insight/exposures".into()),
        save: Asked { fields: Fields::default(), errors: vec![FieldError::new("name", "view_name_missing")] },
    };
    let empty = InsightSource {
        now: (0, 0),
        before: None,
        changes: Vec::new(),
        calm: false,
        signals: 0,
        last_harm: None,
        charts: Vec::new(),
        forms: Vec::new(),
        shares: Vec::new(),
        actions: ActionTable::default(),
        parts: Vec::new(),
        views: Vec::new(),
        exposures: None,
        pack: None,
        theme: None,
        watch: None,
        save: Asked::default(),
        ..full.clone()
    };
    let not_watched = InsightSource { watch: Some(None), ..full.clone() };
    [full, empty, not_watched].map(|source| Insight::new(t, frame(t), source)).into()
}

pub(super) fn chart(t: Text) -> Vec<ChartPage> {
    let note = |kind, withdrawn: bool| NoteLine {
        id: format!("{kind}-1"),
        kind,
        place: t.pick("令和8年4月", "April 2026").to_owned(),
        words: t.pick("<i>ベッド柵を替えた", "<i>new bed rails").to_owned(),
        by: t.pick("安全 一郎、令和8年5月1日", "Ichiro, 1 May 2026").to_owned(),
        withdrawn: withdrawn.then(|| t.pick("令和8年6月1日", "1 June 2026").to_owned()),
    };
    let full = ChartSource {
        figure: control(t, &source(t, "series")).hide_title(),
        back: "/insight".into(),
        action: "/insight/chart/notes".into(),
        hidden: vec![("measure".into(), "harm".into())],
        months: vec![("2026-10".into(), t.pick("令和8年10月", "October 2026").into())],
        kinds: vec![("c".into(), "C".into())],
        kind: String::new(),
        notes: vec![note("note", false), note("rebase", true), note("chart", false)],
        may_write: true,
        theme: None,
        new: Asked { fields: Fields::default(), errors: vec![FieldError::new("words", "note_words_missing")] },
    };
    let plain = ChartSource { notes: Vec::new(), may_write: false, new: Asked::default(), ..full.clone() };
    let theme = (t.pick("<転倒>", "<fall>").to_owned(), "/insight/chart?measure=harm".to_owned());
    let of_theme = ChartSource { theme: Some(theme), ..plain.clone() };
    [full, plain, of_theme].map(|source| ChartPage::new(t, frame(t), source)).into()
}

pub(super) fn signals(t: Text) -> Vec<SignalsPage> {
    let line = |id: &str, verdict: &str, dealt: bool| SignalLine {
        id: id.to_owned(),
        what: t.pick("「転倒」の報告", "Reports of falls").to_owned(),
        verdict: verdict.to_owned(),
        marks: t.pick("令和8年4月から令和8年10月", "April to October 2026").to_owned(),
        raised: t.pick("令和8年11月1日", "1 November 2026").to_owned(),
        figure: (id == "1").then(|| control(t, &source(t, "seen-0")).hide_title()),
        chart: "/insight/chart?form=fall".to_owned(),
        dealt: dealt.then(|| t.pick("安全 一郎、令和8年11月5日", "Ichiro, 5 November 2026").to_owned()),
        done: if dealt { t.pick("会議で<b>話した", "talked <b>about it").to_owned() } else { String::new() },
    };
    let wrong = Asked { fields: Fields::default(), errors: vec![FieldError::new("done", "signal_done_missing")] };
    let full = || SignalsSource {
        open: vec![line("1", "shift_up", false), line("2", "beyond_down", false)],
        dealt: vec![line("3", "trend_up", true)],
        watched: 48,
        expected: 0.288,
        themes: vec![(t.pick("<浴室>", "<bath>").into(), "/insight?q=bath".into())],
        may_write: true,
        typed: ("1".into(), wrong.clone()),
    };
    let typed = (String::new(), Asked::default());
    let empty =
        SignalsSource { open: Vec::new(), dealt: Vec::new(), themes: Vec::new(), may_write: false, typed, ..full() };
    [full(), empty].map(|source| SignalsPage::new(t, frame(t), source)).into()
}
