//! Owns many reports at once, for measuring: rows without contents, filed straight into the store.
use domain::id::{EventId, ReportId};
use jiff::ToSpan as _;
use jiff::civil::date;
use store::{CaseRow, Chain, NewEvent, ReportRow, SearchDoc};
use uuid::Uuid;

use crate::TestApp;

/// Reports of one transaction.
const AT_ONCE: usize = 1_000;
/// They lie over ten years.
const DAYS: usize = 3_650;

impl TestApp {
    /// Files this many closed reports over ten years from November 2016, of these forms in turn, every ninth an accident. The same
    /// in every run.
    ///
    /// # Panics
    /// When the store refuses them.
    pub async fn file_many(&self, forms: &[String], reports: usize) {
        for from in (0..reports).step_by(AT_ONCE) {
            let mut tx = self.store.write(&self.facility).await.expect("a transaction");
            for at in from..(from + AT_ONCE).min(reports) {
                // A mixed sequence without chance.
                let mixed = at.wrapping_mul(2_654_435_761) >> 7;
                let id = bulk_id(at);
                tx.insert_report(&self.bulk_report(id, forms, (at, reports), mixed)).await.expect("a report");
                tx.insert_case(&bulk_case(id, mixed)).await.expect("a case");
            }
            tx.append(filed()).await.expect("an event");
            tx.commit().await.expect("a commit");
        }
    }

    /// Indexes this many of them, each fourth with the word 浴室 in its text.
    ///
    /// # Panics
    /// When the store refuses them.
    pub async fn index_many(&self, reports: usize) {
        let texts =
            ["浴室の床で足がすべり尻もちをついた", "廊下で歩行中にふらつき膝をついた"].map(|text| (text, tokens(text)));
        for from in (0..reports).step_by(AT_ONCE) {
            let mut tx = self.store.write(&self.facility).await.expect("a transaction");
            for at in from..(from + AT_ONCE).min(reports) {
                let (text, tokens) = &texts[usize::from(!at.is_multiple_of(4))];
                let doc = SearchDoc {
                    report_id: bulk_id(at),
                    text_version: i64::MAX,
                    text: (*text).to_owned(),
                    folded: (*text).to_owned(),
                    tokens: tokens.clone(),
                    indexed_at: 1,
                };
                tx.put_search_doc(&doc).await.expect("a document");
            }
            tx.commit().await.expect("a commit");
        }
    }

    fn bulk_report(&self, id: ReportId, forms: &[String], (at, of): (usize, usize), mixed: usize) -> ReportRow {
        let days = i64::try_from(at * DAYS / of).unwrap_or(0);
        let day = date(2016, 11, 1).saturating_add(days.days()).to_string();
        let hour = mixed % 24;
        ReportRow {
            report_id: id,
            number: format!("S-{at:07}"),
            event_id: EventId::from_uuid(Uuid::from_u128(at as u128)),
            submitted_at: 1,
            report_date: day.clone(),
            mode: if mixed.is_multiple_of(17) { "anonymous" } else { "named" }.into(),
            door: "full".into(),
            form: forms[mixed % forms.len()].clone(),
            medication_detail: None,
            unit_id: Some(self.units[mixed % 2]),
            place_id: Some(self.places[mixed % 2]),
            occurred_on: Some(day),
            reporter_account: None,
            reporter_tag: None,
            receipt_hash: None,
            coded: format!(
                r#"{{"occupation":"nurse","occurred_time":{{"kind":"exact","at":{{"hour":{hour},"minute":0}}}},"choices":{{"cause":["check","judgement"]}}}}"#
            ),
            sealed: Vec::new(),
            identity: None,
            profile_version: 1,
        }
    }
}

fn bulk_id(at: usize) -> ReportId {
    ReportId::from_uuid(Uuid::from_u128(0xCE00_0000 + at as u128))
}

/// Index tokens of characters and pairs, as `text::grams` has them: four letters a character.
fn tokens(text: &str) -> Vec<String> {
    let letters = |char: char| -> String {
        let letter = |place: u32| char::from(b'a' + u8::try_from(char as u32 / 26_u32.pow(place) % 26).unwrap_or(0));
        (0..4).map(letter).collect()
    };
    let chars: Vec<String> = text.chars().map(letters).collect();
    let mut all = chars.clone();
    all.extend(chars.windows(2).map(<[String]>::concat));
    all.sort_unstable();
    all.dedup();
    all
}

fn bulk_case(report_id: ReportId, mixed: usize) -> CaseRow {
    let is_harm = mixed.is_multiple_of(9);
    CaseRow {
        report_id,
        state: "closed".into(),
        round: 2,
        seat: None,
        stream_seq: 1,
        reporter_level: Some("2".into()),
        leader_level: None,
        final_level: Some(if is_harm { "4" } else { "2" }.into()),
        kind: Some(if is_harm { "accident" } else { "incident" }.into()),
        measures_review: false,
        merged_into: None,
        entered_at: 1,
        closed_at: None,
    }
}

fn filed() -> NewEvent {
    NewEvent {
        chain: Chain::Main,
        stream: "bulk".into(),
        expected_stream_seq: None,
        kind: "filed".into(),
        facts: serde_json::json!({}),
        sealed: None,
        actor: "system".into(),
        on_behalf_of: None,
        at: 1,
    }
}
