//! Owns the tests of the indexer beside the requests: what its log tells, and that an unreadable report stops nothing.
use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use app::rows::{Page, ReportFilter};
use app::search::Order;
use domain::approval::CaseEvent;
use domain::id::ReportId;
use store::{Chain, KeyPart, NewEvent};
use testkit::TestApp;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::{fall, submit};

/// Keeps what the program logs, one line per event.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

struct Words(String);

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("app")
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut words = Words(event.metadata().level().to_string());
        event.record(&mut words);
        self.0.lock().unwrap().push(words.0);
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl Lines {
    fn now(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }
}

async fn indexed(t: &TestApp, count: i64) {
    loop {
        let docs = t.store.read(&t.facility).await.unwrap().count_search_docs().await.unwrap();
        if docs == count {
            return;
        }
        tokio::task::yield_now().await;
    }
}

async fn hidden(t: &TestApp, key: &str) -> ReportId {
    let mut fields = fall(t);
    fields.set("mode", "protected");
    submit(t, "kaigo", fields, key).await.report
}

/// Runs the indexer until the other work is done.
async fn while_indexing(t: &TestApp, work: impl Future<Output = ()>) {
    tokio::select! {
        () = t.app.keep_indexed() => panic!("the indexer ends with the program only"),
        () = work => {}
    }
}

#[tokio::test]
async fn the_log_does_not_tell_when_a_single_report_was_filed() {
    let t = TestApp::new().await;
    let lines = Lines::default();
    let _logging = tracing::subscriber::set_default(lines.clone());
    // When the second one is in, everything about the first one has been logged.
    while_indexing(&t, async {
        for count in 1..=3 {
            hidden(&t, &format!("k{count}")).await;
            indexed(&t, count).await;
        }
    })
    .await;
    assert_eq!(lines.now(), Vec::<String>::new(), "a line would tell the second of a hidden report");
    // Past paper, filed by the dozen, is worth a line: it names a number, and nobody.
    let mut last = None;
    for number in 0..70 {
        last = Some(hidden(&t, &format!("m{number}")).await);
    }
    while_indexing(&t, async {
        while lines.now().is_empty() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let told = lines.now();
    assert!(told.len() == 1 && told[0].contains("search.indexed") && told[0].contains("indexed=70"), "{told:?}");
    assert!(!told[0].contains(&last.unwrap().to_string()));
}

/// Appends an event as the program of another time, or somebody with the key, might have left it.
async fn event(tx: &mut store::Tx<store::Write>, id: ReportId, sealed: Option<Vec<u8>>) {
    let facts = serde_json::to_value(CaseEvent::AddendumAdded).unwrap();
    let new = NewEvent {
        chain: Chain::Main,
        stream: format!("report:{id}"),
        expected_stream_seq: None,
        kind: "addendum_added".to_owned(),
        facts,
        sealed,
        actor: "system".to_owned(),
        on_behalf_of: None,
        at: 1,
    };
    tx.append(new).await.unwrap();
}

#[tokio::test]
async fn an_unreadable_report_keeps_no_other_from_being_found() {
    let t = TestApp::new().await;
    let mut ids = Vec::new();
    for number in 1..=3 {
        ids.push(submit(&t, "kaigo", fall(&t), &format!("k{number}")).await.report);
    }
    let mut tx = t.store.write(&t.facility).await.unwrap();
    // The newest first: an erased one, one whose content is no content, and one with an addition that does not open.
    tx.erase_keys(ids[2], KeyPart::Both).await.unwrap();
    event(&mut tx, ids[2], None).await;
    event(&mut tx, ids[1], Some(vec![7; 60])).await;
    let mut broken = tx.report(ids[0]).await.unwrap().unwrap();
    broken.report_id = ReportId::from_uuid(uuid::Uuid::from_u128(0xFFFF_FFFF_FFFF_7FFF_BFFF_FFFF_FFFF_FFFF));
    broken.number = "R8-9999".to_owned();
    tx.create_report_keys(broken.report_id).await.unwrap();
    broken.sealed = tx.seal_content(broken.report_id, b"no content").await.unwrap();
    tx.insert_report(&broken).await.unwrap();
    event(&mut tx, broken.report_id, None).await;
    tx.commit().await.unwrap();
    while_indexing(&t, indexed(&t, 4)).await;
    let filter = ReportFilter::default();
    let page = Page { limit: 50, offset: 0 };
    let found = t.app.search_reports(&t.ctx("risk").await, (&filter, "膝をついた"), Order::Newest, page).await.unwrap();
    let mut numbers: Vec<String> = found.items.into_iter().map(|found| found.item.line.number).collect();
    numbers.sort();
    assert_eq!(numbers, ["R8-0001", "R8-0002"], "what can be read is found, what cannot is empty");
}
