//! Owns our own CSV for past paper reports (紙の報告書): its columns, its template, and how a row becomes the answers of a report.
use domain::date;
use domain::form::Fields;
use domain::moment::{TimeBand, read_clock};
use domain::profile::{Choice, ChoiceField};
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::table::{FileProblem, Table, fold};
use super::{Batch, Incoming, Remedy, RowError, Unmapped};
use crate::facility::Facility;
use crate::session::hex;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// 整理番号: the row is imported once.
    Key,
    /// 報告日.
    ReportDate,
    /// 氏名 of the reporter.
    Reporter,
    /// A text as it is.
    Text,
    /// A date in any writing, 和暦 too.
    Date,
    /// 発生年月日: a date, 不明, or words for about when.
    EventDate,
    /// A time, a part of the day, or 不明.
    Time,
    /// はい・いいえ・不明.
    YesNo,
    /// 部署.
    Unit,
    /// 場所.
    Place,
    /// 形態.
    Form,
    /// 与薬の詳細.
    Detail,
    /// One or several choices of the profile.
    Choice(ChoiceField),
}

/// Heading, field of the report's form, kind, example.
const COLUMNS: &[(&str, &str, Kind, &str)] = &[
    ("整理番号", "", Kind::Key, "H30-015"),
    ("報告日", "", Kind::ReportDate, "H30.8.10"),
    ("報告者", "", Kind::Reporter, "見本 太郎"),
    ("部署", "unit", Kind::Unit, ""),
    ("職種", "occupation", Kind::Choice(ChoiceField::Occupation), ""),
    ("発生年月日", "occurred", Kind::EventDate, "平成30年8月9日"),
    ("発生時刻", "occurred", Kind::Time, "午後2時20分"),
    ("発生場所", "place", Kind::Place, "不明"),
    ("形態", "form", Kind::Form, "転倒"),
    ("与薬の詳細", "medication_detail", Kind::Detail, ""),
    ("利用者に及んだか", "reached", Kind::YesNo, "はい"),
    ("身体への影響", "body_effect", Kind::YesNo, "いいえ"),
    ("処置", "treatment", Kind::Choice(ChoiceField::Treatment), "なし"),
    ("処置をした場所", "treated_at", Kind::Choice(ChoiceField::TreatedAt), "処置なし"),
    ("後遺症", "lasting_loss", Kind::Choice(ChoiceField::LastingLoss), "なし"),
    ("死亡", "death", Kind::YesNo, "いいえ"),
    ("状況及び経過", "narrative", Kind::Text, "廊下で足がもつれて尻もちをついた。けがはなかった。"),
    ("利用者氏名", "person1_name", Kind::Text, ""),
    ("性別", "person1_sex", Kind::Choice(ChoiceField::Sex), ""),
    ("生年月日", "person1_birth", Kind::Date, ""),
    ("発生時の状況", "situation", Kind::Choice(ChoiceField::Situation), ""),
    ("主たる介護", "care_kind", Kind::Choice(ChoiceField::CareKind), ""),
    ("介護の程度", "care_degree", Kind::Choice(ChoiceField::CareDegree), ""),
    ("利用状況", "usage", Kind::Choice(ChoiceField::Usage), ""),
    ("所見", "finding", Kind::Choice(ChoiceField::Finding), ""),
    ("要因", "factor", Kind::Choice(ChoiceField::Factor), ""),
    ("原因", "cause", Kind::Choice(ChoiceField::Cause), "確認不足、観察不足"),
    ("原因の説明", "cause_narrative", Kind::Text, ""),
    ("再発防止策", "prevention", Kind::Text, ""),
];

/// The columns without which no row can be read.
const NEEDED: [&str; 5] = ["報告日", "発生年月日", "発生場所", "形態", "状況及び経過"];

/// An empty file with headings and one example row: UTF-8 with a byte order mark, so that spreadsheets read it right.
#[must_use]
pub fn template() -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |cells: Vec<String>| format!("{}\r\n", cells.join(","));
    let headings = line(COLUMNS.iter().map(|(heading, ..)| quoted(heading)).collect());
    let example = line(COLUMNS.iter().map(|(.., example)| quoted(example)).collect());
    format!("\u{FEFF}{headings}{example}")
}

/// The heading of a field, for errors.
fn heading(field: &str) -> String {
    let exact = COLUMNS.iter().find(|(_, name, ..)| *name == field);
    let near = || COLUMNS.iter().find(|(_, name, ..)| !name.is_empty() && field.starts_with(name));
    exact.or_else(near).map_or(field, |(heading, ..)| heading).to_owned()
}

/// Reads the file into incoming reports.
pub(super) fn read(bytes: &[u8], facility: &Facility, today: Date) -> Result<Batch, FileProblem> {
    let table = Table::read(bytes)?;
    let missing: Vec<&str> = NEEDED.into_iter().filter(|heading| table.columns(heading).is_empty()).collect();
    if !missing.is_empty() {
        return Err(FileProblem::Headings(missing.join(", ")));
    }
    let mut batch = Batch {
        source: "paper",
        rows: table.rows.len(),
        incoming: Vec::new(),
        errors: Vec::new(),
        unmapped: Unmapped::new(),
        heading,
    };
    for (index, cells) in table.rows.iter().enumerate() {
        let mut row = Row {
            facility,
            today,
            number: index + 2,
            fields: Fields::default(),
            errors: Vec::new(),
            key: None,
            reporter: None,
            date: None,
        };
        let mut kept = Vec::new();
        for (heading, cell) in table.headings.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            match COLUMNS.iter().find(|(known, ..)| known == heading) {
                Some((_, field, kind, _)) => row.cell(heading, field, *kind, cell),
                None => {
                    *batch.unmapped.entry(heading.clone()).or_default().entry(cell.clone()).or_default() += 1;
                    kept.push(format!("【{heading}】{cell}"));
                }
            }
        }
        match row.incoming(cells, &kept) {
            Ok(incoming) => batch.incoming.push((index + 2, incoming)),
            Err(errors) => batch.errors.extend(errors),
        }
    }
    Ok(batch)
}

struct Row<'a> {
    facility: &'a Facility,
    today: Date,
    number: usize,
    fields: Fields,
    errors: Vec<RowError>,
    key: Option<String>,
    reporter: Option<String>,
    date: Option<Date>,
}

impl Row<'_> {
    fn cell(&mut self, heading: &str, field: &str, kind: Kind, cell: &str) {
        match kind {
            Kind::Key => self.key = Some(cell.to_owned()),
            Kind::Reporter => self.reporter = Some(cell.to_owned()),
            Kind::ReportDate => self.report_date(heading, cell),
            Kind::Text => self.fields.set(field, cell),
            Kind::Date => self.fields.set(format!("{field}_text"), cell),
            Kind::EventDate => self.event_date(cell),
            Kind::Time => self.time(heading, field, cell),
            Kind::YesNo => self.yes_no(heading, field, cell),
            Kind::Unit => self.unit(heading, cell),
            Kind::Place => self.place(cell),
            Kind::Form => self.one(heading, field, cell, &self.facility.profile.forms),
            Kind::Detail => self.one(heading, field, cell, &self.facility.profile.medication_details),
            Kind::Choice(choice) => self.choices(heading, field, cell, choice),
        }
    }

    fn wrong(&mut self, heading: &str, code: &str, value: &str, (ja, en): (&str, &str)) {
        self.errors.push(RowError {
            row: self.number,
            column: heading.to_owned(),
            code: code.to_owned(),
            value: super::shortened(value),
            remedy: Remedy { ja: ja.to_owned(), en: en.to_owned() },
        });
    }

    fn report_date(&mut self, heading: &str, cell: &str) {
        match date::read(cell, self.today) {
            Ok(read) if read.date > self.today => {
                self.wrong(
                    heading,
                    "date_in_future",
                    cell,
                    ("今日より後の日付です。年を確かめてください。", "The date lies in the future; check the year."),
                );
            }
            Ok(read) => self.date = Some(read.date),
            Err(error) => self.wrong(heading, "date", cell, (&error.message_ja(), &error.message_en())),
        }
    }

    fn event_date(&mut self, cell: &str) {
        if cell == "不明" {
            self.fields.set("occurred_unknown", "yes");
        } else if looks_like_date(cell) {
            self.fields.set("occurred", cell);
        } else {
            self.fields.set("occurred_unknown", "yes");
            self.fields.set("occurred_approx", cell);
        }
    }

    fn time(&mut self, heading: &str, field: &str, cell: &str) {
        const BANDS: [(&str, TimeBand); 6] = [
            ("早朝", TimeBand::EarlyMorning),
            ("日中", TimeBand::Day),
            ("夕", TimeBand::Evening),
            ("夜", TimeBand::Night),
            ("深夜", TimeBand::Midnight),
            ("交代時", TimeBand::ShiftChange),
        ];
        if cell == "不明" {
            return;
        }
        if let Some((_, band)) = BANDS.iter().find(|(word, band)| *word == cell || band.code() == cell) {
            self.fields.set(format!("{field}_band"), band.code());
            return;
        }
        match read_clock(None, cell, "") {
            Ok(time) => {
                self.fields.set(format!("{field}_hour"), time.hour.to_string());
                self.fields.set(format!("{field}_minute"), time.minute.to_string());
            }
            Err(error) => self.wrong(heading, "time", cell, (error.message_ja(), error.message_en())),
        }
    }

    fn yes_no(&mut self, heading: &str, field: &str, cell: &str) {
        let code = match fold(cell).as_str() {
            "はい" | "有" | "あり" | "yes" | "○" | "1" => "yes",
            "いいえ" | "無" | "なし" | "no" | "×" | "0" => "no",
            "不明" | "unknown" => "unknown",
            _ => {
                return self.wrong(
                    heading,
                    "choice_unknown",
                    cell,
                    ("「はい」「いいえ」「不明」のどれかを書いてください。", "Write はい, いいえ or 不明."),
                );
            }
        };
        self.fields.set(field, code);
    }

    fn unit(&mut self, heading: &str, cell: &str) {
        if cell == "不明" {
            return;
        }
        let fits = |unit: &&store::UnitRow| {
            unit.active && [&unit.code, &unit.name_ja, &unit.name_en].into_iter().any(|name| fold(name) == fold(cell))
        };
        match self.facility.units.iter().find(fits) {
            Some(unit) => self.fields.set("unit", unit.unit_id.to_string()),
            None => self.wrong(
                heading,
                "choice_unknown",
                cell,
                (
                    "この名前の部署がありません。管理者の画面の部署名かコードを書いてください。",
                    "There is no such unit; use its name or code.",
                ),
            ),
        }
    }

    /// A place that the facility does not have is kept as 「その他」 with its words.
    fn place(&mut self, cell: &str) {
        let fits = |place: &&store::PlaceRow| {
            place.active
                && [&place.code, &place.name_ja, &place.name_en].into_iter().any(|name| fold(name) == fold(cell))
        };
        if cell == "不明" {
            self.fields.set("place", "unknown");
        } else if let Some(place) = self.facility.places.iter().find(fits) {
            self.fields.set("place", place.place_id.to_string());
        } else {
            self.fields.set("place", "other");
            self.fields.set("place_other", cell);
        }
    }

    fn one(&mut self, heading: &str, field: &str, cell: &str, choices: &[Choice]) {
        match code_of(cell, choices) {
            Some((code, told)) => self.answer(field, &code, told),
            None => self.wrong(heading, "choice_unknown", cell, CHOICE),
        }
    }

    fn choices(&mut self, heading: &str, field: &str, cell: &str, choice: ChoiceField) {
        let Some(list) = self.facility.profile.choice_list(choice) else { return };
        let items = list.items.clone();
        let parts = if list.multiple {
            cell.split(['、', ';', '；', '\n', ',']).map(str::trim).filter(|part| !part.is_empty()).collect()
        } else {
            vec![cell]
        };
        for part in parts {
            match code_of(part, &items).filter(|(code, _)| list.accepts(code)) {
                Some((code, told)) => self.answer(field, &code, told),
                None => self.wrong(heading, "choice_unknown", part, CHOICE),
            }
        }
    }

    fn answer(&mut self, field: &str, code: &str, told: Option<String>) {
        self.fields.push(field, code);
        if let Some(told) = told {
            self.fields.set(format!("{field}_other"), told);
        }
    }

    fn incoming(mut self, cells: &[String], kept: &[String]) -> Result<Incoming, Vec<RowError>> {
        if self.date.is_none() && self.errors.iter().all(|error| error.column != "報告日") {
            self.wrong(
                "報告日",
                "report_date_missing",
                "",
                ("報告日を書いてください。和暦でも西暦でもかまいません。", "Give the date of the report."),
            );
        }
        if self.fields.text("reached").is_none() {
            self.fields.set("reached", "unknown");
        }
        if !kept.is_empty() {
            let narrative = self.fields.get("narrative").to_owned();
            self.fields.set("narrative", format!("{narrative}\n\n――報告書のその他の項目――\n{}", kept.join("\n")));
        }
        let Some(report_date) = self.date.filter(|_| self.errors.is_empty()) else { return Err(self.errors) };
        let key = match &self.key {
            Some(number) => format!("paper:{number}"),
            None => format!("paper:{}", hex(&Sha256::digest(cells.join("\u{1F}").as_bytes()))),
        };
        Ok(Incoming { key, fields: self.fields, report_date, reporter_name: self.reporter })
    }
}

const CHOICE: (&str, &str) = (
    "この様式の選択肢にありません。選択肢の言葉かコード、または「その他（内容）」と書いてください。",
    "No such choice; use its label or code, or その他（…）.",
);

/// Whether nothing but the signs of a date stands there: then it has to be one. 「平成30年の夏ごろ」 is words, 「R7.2.30」 is a wrong date.
fn looks_like_date(cell: &str) -> bool {
    let signs = "MTSHRmtshr明治大正昭和平成令元年月日./-_ ";
    cell.contains(char::is_numeric) && fold(cell).chars().all(|c| c.is_numeric() || signs.contains(c))
}

/// The code of a label or code; 「その他（内容）」 gives its words too.
fn code_of(cell: &str, choices: &[Choice]) -> Option<(String, Option<String>)> {
    let folded = fold(cell);
    let fits = |choice: &&Choice| {
        [&choice.code, &choice.label.ja, &choice.label.en].into_iter().any(|name| fold(name) == folded)
    };
    if let Some(choice) = choices.iter().find(fits) {
        return Some((choice.code.clone(), None));
    }
    if folded == "不明" || folded == "unknown" {
        return Some(("unknown".to_owned(), None));
    }
    let told = folded.strip_prefix("その他").or_else(|| folded.strip_prefix("other"))?;
    let told = told.trim_matches(['(', ')', ':']).to_owned();
    Some(("other".to_owned(), Some(told).filter(|told| !told.is_empty())))
}
