//! Owns the figures of a published month as files: CSV for spreadsheets, JSON for programs. Pure functions over the snapshot.
use domain::publication::{PeriodSnapshot, Snapshot};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::export::harmless;
use crate::publication::PublicIndex;

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
    csv_of(std::iter::once(snapshot))
}

/// The figures of several months in one table, in the given order; the columns are those of [`csv`].
#[must_use]
pub fn csv_of<'a>(snapshots: impl IntoIterator<Item = &'a Snapshot>) -> String {
    let mut out = String::from(BOM);
    line(&mut out, &HEAD);
    for snapshot in snapshots {
        rows(&mut out, snapshot);
    }
    out
}

fn rows(out: &mut String, snapshot: &Snapshot) {
    let figures = &snapshot.figures;
    for row in &figures.forms {
        figure(out, snapshot, "形態", [&row.form, &row.ja, &row.en], row.incident, row.accident);
    }
    figure(out, snapshot, "形態", ["total", "合計", "Total"], figures.total_incident, figures.total_accident);
    for row in &figures.details {
        figure(out, snapshot, "与薬の詳細", [&row.detail, &row.ja, &row.en], row.incident, row.accident);
    }
    for narrative in &snapshot.narratives {
        let mut cells = head_cells(snapshot, "他者の薬の誤服薬");
        cells
            .extend(["wrong_person", "他者の薬の誤服薬", "Another person's medicine taken", "", ""].map(str::to_owned));
        cells.extend([narrative.level.to_string(), narrative.circumstances.clone(), narrative.prevention.clone()]);
        line(out, &cells);
    }
}

const PERIOD_HEAD: [&str; 9] =
    ["施設コード", "施設", "期間", "版", "表", "コード", "名称", "インシデント（件）", "アクシデント（件）"];

/// The figures of a period as CSV, in the manner of [`csv`]: by level, by form, by month, and the total.
#[must_use]
pub fn period_csv(snapshot: &PeriodSnapshot) -> String {
    let mut out = String::from(BOM);
    line(&mut out, &PERIOD_HEAD);
    let mut row = |table: &str, code: &str, name: &str, incident: u32, accident: u32| {
        let (period, revision) = (snapshot.period.to_string(), snapshot.revision.to_string());
        let (incident, accident) = (incident.to_string(), accident.to_string());
        let names = [&snapshot.facility, &snapshot.facility_ja, &period, &revision].map(String::as_str);
        line(&mut out, &[&names[..], &[table, code, name, &incident, &accident]].concat());
    };
    let figures = &snapshot.figures;
    for level in &figures.levels {
        let (incident, accident) = match level.kind {
            domain::profile::Kind::Incident => (level.cases, 0),
            domain::profile::Kind::Accident => (0, level.cases),
        };
        row("レベル", level.level.as_str(), &level.ja, incident, accident);
    }
    for form in &figures.forms {
        row("形態", &form.form, &form.ja, form.incident, form.accident);
    }
    for month in &figures.months {
        let name = month.month.to_string();
        row("月", &name, &name, month.incident, month.accident);
    }
    row("合計", "total", "合計", figures.total_incident, figures.total_accident);
    out
}

/// The list of everything published, as JSON with a line break at its end: where each file is and the SHA-256 of each original.
#[must_use]
pub fn index_json(index: &PublicIndex) -> String {
    let when = |at| rfc3339(at, &index.zone);
    let months = index.months.iter().map(|month| {
        json!({
            "month": month.month, "revision": month.revision, "incident": month.incident, "accident": month.accident,
            "published_at": when(month.published_at), "snapshot_sha256": month.hash,
            "json": format!("{}.json", month.month), "csv": format!("{}.csv", month.month),
        })
    });
    let periods = index.periods.iter().map(|period| {
        let (of, figures) = (period.snapshot.period, &period.snapshot.figures);
        json!({
            "period": of, "revision": period.snapshot.revision, "incident": figures.total_incident,
            "accident": figures.total_accident, "published_at": when(period.published_at),
            "snapshot_sha256": period.hash, "json": format!("{of}.json"), "csv": format!("{of}.csv"),
        })
    });
    let announcements = index.announcements.iter().map(|one| {
        json!({
            "slug": one.slug, "edition": one.edition, "kind": one.kind, "released_at": when(one.released_at),
            "changed_at": when(one.changed_at), "snapshot_sha256": one.hash,
            "json": one.hash.as_ref().map(|_| format!("cases/{}.json", one.slug)),
        })
    });
    let list = json!({
        "format": 1,
        "facility": index.facility.code,
        "facility_ja": index.facility.name_ja,
        "facility_en": index.facility.name_en,
        "licence": index.facility.licence.as_deref().unwrap_or("CC BY 4.0"),
        "months": months.collect::<Vec<Value>>(),
        "periods": periods.collect::<Vec<Value>>(),
        "announcements": announcements.collect::<Vec<Value>>(),
    });
    format!("{list:#}\n")
}

/// An instant (microseconds since 1970 UTC) as RFC 3339 with the offset of the zone.
#[must_use]
pub fn rfc3339(at: i64, zone: &TimeZone) -> String {
    let zoned = Timestamp::from_microsecond(at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone());
    zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// An address that names a publication for ever, wherever its page lies: a UUID (version 8) of the names that lead to it.
#[must_use]
pub fn urn(names: &[&str]) -> String {
    let digest = Sha256::digest(format!("futawa publication\n{}", names.join("\n")));
    let mut hex = crate::session::hex(&digest.as_slice()[..16]);
    // RFC 9562: the thirteenth digit is the version, the seventeenth begins with the bits 10.
    hex.replace_range(12..13, "8");
    hex.replace_range(16..17, "8");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|range| hex.get(range).unwrap_or_default());
    format!("urn:uuid:{}", parts.join("-"))
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
    fn several_months_share_one_head() {
        let one = snapshot();
        let two = Snapshot { month: "2026-11".parse().unwrap(), ..snapshot() };
        let all = csv_of([&one, &two]);
        assert_eq!(all.matches("施設コード").count(), 1);
        assert_eq!(all.lines().count(), 2 * csv(&one).lines().count() - 1);
        assert!(all.contains("2026-10") && all.contains("2026-11"));
    }

    #[test]
    fn a_name_is_a_uuid_and_stays_the_same() {
        let name = urn(&["hoshi", "2026-10"]);
        assert_eq!(name, urn(&["hoshi", "2026-10"]));
        assert_ne!(name, urn(&["hoshi", "2026-11"]));
        let text = name.strip_prefix("urn:uuid:").unwrap();
        assert_eq!(text.parse::<uuid::Uuid>().unwrap().get_version_num(), 8);
    }
}
