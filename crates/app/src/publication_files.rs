//! Owns the figures of a published month as files: CSV for spreadsheets, JSON for programs. Pure functions over the snapshot.
use domain::publication::Snapshot;

use crate::export::harmless;

/// UTF-8 byte order mark: without it Excel reads Japanese as CP932.
const BOM: &str = "\u{FEFF}";

const HEAD: [&str; 13] = [
    "施設コード",
    "施設",
    "年月",
    "版",
    "表",
    "コード",
    "名称",
    "名称（英語）",
    "インシデント（件）",
    "アクシデント（件）",
    "レベル",
    "発生状況",
    "再発防止策",
];

/// The figures as CSV: UTF-8 with a byte order mark, CRLF, every cell quoted, one row per figure, rows with zero included.
///
/// Cells that a spreadsheet would take for a formula get an apostrophe in front.
#[must_use]
pub fn csv(snapshot: &Snapshot) -> String {
    let mut out = String::from(BOM);
    line(&mut out, &HEAD);
    let figures = &snapshot.figures;
    for row in &figures.forms {
        figure(&mut out, snapshot, "形態", [&row.form, &row.ja, &row.en], row.incident, row.accident);
    }
    figure(&mut out, snapshot, "形態", ["total", "合計", "Total"], figures.total_incident, figures.total_accident);
    for row in &figures.details {
        figure(&mut out, snapshot, "与薬の詳細", [&row.detail, &row.ja, &row.en], row.incident, row.accident);
    }
    for narrative in &snapshot.narratives {
        let mut cells = head_cells(snapshot, "他者の薬の誤服薬");
        cells
            .extend(["wrong_person", "他者の薬の誤服薬", "Another person's medicine taken", "", ""].map(str::to_owned));
        cells.extend([narrative.level.to_string(), narrative.circumstances.clone(), narrative.prevention.clone()]);
        line(&mut out, &cells);
    }
    out
}

/// The snapshot as JSON, indented for reading; the stored text stays the one whose hash was journalled.
///
/// # Errors
/// Never for a snapshot that came out of the store; the type is the serialiser's.
pub fn json(snapshot: &Snapshot) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(snapshot)
}

fn head_cells(snapshot: &Snapshot, table: &str) -> Vec<String> {
    let (month, revision) = (snapshot.month.to_string(), snapshot.revision.to_string());
    vec![snapshot.facility.clone(), snapshot.facility_ja.clone(), month, revision, table.to_owned()]
}

fn figure(out: &mut String, snapshot: &Snapshot, table: &str, names: [&str; 3], incident: u32, accident: u32) {
    let mut cells = head_cells(snapshot, table);
    cells.extend(names.map(str::to_owned));
    cells.extend([incident.to_string(), accident.to_string(), String::new(), String::new(), String::new()]);
    line(out, &cells);
}

fn line<T: AsRef<str>>(out: &mut String, cells: &[T]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push('"');
        out.push_str(&harmless(cell.as_ref()).replace('"', "\"\""));
        out.push('"');
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use domain::profile::LevelCode;
    use domain::publication::{DetailCount, FormCount, MonthFigures, Narrative};

    use super::*;

    fn snapshot() -> Snapshot {
        let form = |form: &str, incident, accident| FormCount {
            form: form.to_owned(),
            ja: "転倒".to_owned(),
            en: "Fall".to_owned(),
            incident,
            accident,
        };
        let detail = DetailCount {
            detail: "omission".to_owned(),
            ja: "与薬もれ".to_owned(),
            en: "Missed".to_owned(),
            incident: 0,
            accident: 0,
        };
        Snapshot {
            format: 1,
            facility: "hoshi".to_owned(),
            facility_ja: "星".to_owned(),
            facility_en: "Hoshi".to_owned(),
            month: "2026-10".parse().unwrap(),
            revision: 1,
            cut_off: 0,
            profile: "welfare".to_owned(),
            rule_version: 1,
            figures: MonthFigures {
                forms: vec![form("fall", 2, 1), form("burn", 0, 0)],
                details: vec![detail],
                total_incident: 2,
                total_accident: 1,
                provisional: 0,
            },
            narratives: vec![Narrative {
                level: LevelCode::new("3"),
                circumstances: "=HYPERLINK(\"x\")\n二行目".to_owned(),
                prevention: "名前を\"声に出して\"読む".to_owned(),
            }],
            erratum_reason: None,
        }
    }

    #[test]
    fn csv_opens_in_a_spreadsheet_and_runs_nothing() {
        let text = csv(&snapshot());
        assert!(text.starts_with(BOM) && text.ends_with("\r\n"));
        let mut reader = ::csv::ReaderBuilder::new().from_reader(text.trim_start_matches(BOM).as_bytes());
        let rows: Vec<::csv::StringRecord> = reader.records().collect::<Result<_, _>>().unwrap();
        assert_eq!(rows.len(), 2 + 1 + 1 + 1, "zero rows, the total, the detail, the narrative");
        assert_eq!(&rows[0][8], "2");
        assert_eq!((&rows[1][5], &rows[1][8]), ("burn", "0"));
        assert_eq!((&rows[2][5], &rows[2][9]), ("total", "1"));
        assert!(rows[4][11].starts_with("'=HYPERLINK"));
        assert_eq!(&rows[4][12], "名前を\"声に出して\"読む");
    }

    #[test]
    fn json_reads_back_the_same() {
        let text = json(&snapshot()).unwrap();
        assert_eq!(serde_json::from_str::<Snapshot>(&text).unwrap(), snapshot());
    }
}
