//! Owns the recount of twenty-four published months (issue 5): a ledger that the test keeps by itself, a count of the exported table, and
//! the published files have to say the same, to the last number; and publishing an old month again gives the same bytes.
//!
//! Nothing here asks the program how a case counts: levels, kinds and rules are written out.
use std::collections::BTreeMap;

use app::approval::Act;
use app::publication::{Settle, Step};
use app::publication_files;
use app::report::Submission;
use app::rows::{ReportFilter, VerifyOptions};
use app::{AppError, Ctx};
use domain::form::Fields;
use domain::id::{FacilityId, ReportId, UnitId};
use domain::profile::LevelCode;
use domain::publication::{KeepReason, Month, MonthRefusal};
use domain::report::Door;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use testkit::{PASSWORD, TestApp};

const MONTHS: usize = 24;
const LEVELS: [&str; 8] = ["0", "1", "2", "3a", "3b", "4a", "4b", "5"];
const FORMS: [(&str, &str); 8] = [
    ("fall", ""),
    ("surgery", ""),
    ("device", ""),
    ("medication", "omission"),
    ("medication", "wrong_dose"),
    ("medication", "wrong_person"),
    ("medication", ""),
    ("clerical", ""),
];

/// From 3b on it is an accident (the hospital's own cut).
fn is_accident(level: &str) -> bool {
    matches!(level, "3b" | "4a" | "4b" | "5")
}

/// The same dice in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % n as u64).unwrap()
    }
}

/// What the test knows of a report, because it wrote it.
#[derive(Debug, Clone)]
struct Entry {
    report: ReportId,
    form: &'static str,
    detail: &'static str,
    /// The final level; `None` = nobody has judged, the mildest counts.
    level: Option<&'static str>,
    merged: bool,
}

/// Counts by form and by detail of medication, incidents before accidents; and what was not final.
#[derive(Debug, Default, PartialEq, Eq, Clone)]
struct Counts {
    forms: BTreeMap<String, (u64, u64)>,
    details: BTreeMap<String, (u64, u64)>,
    provisional: u64,
    narratives: usize,
}

impl Counts {
    fn add(&mut self, form: &str, detail: &str, accident: bool, provisional: bool) {
        let count = |table: &mut BTreeMap<String, (u64, u64)>, code: &str| {
            let held = table.entry(code.to_owned()).or_default();
            if accident { held.1 += 1 } else { held.0 += 1 }
        };
        count(&mut self.forms, form);
        if form == "medication" {
            count(&mut self.details, if detail.is_empty() { "unknown" } else { detail });
        }
        self.provisional += u64::from(provisional);
        self.narratives += usize::from(detail == "wrong_person");
    }

    fn totals(&self) -> (u64, u64) {
        self.forms.values().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1))
    }
}

struct Hospital {
    t: TestApp,
    facility: FacilityId,
    ward: UnitId,
    dice: Dice,
    key: usize,
    /// Every report by month.
    ledger: BTreeMap<Month, Vec<Entry>>,
    /// What was published, as the ledger stood then.
    published: BTreeMap<Month, Counts>,
}

impl Hospital {
    async fn found() -> Self {
        let t = TestApp::new().await;
        let facility = t.second_facility().await;
        let system = t.app.system(facility).await.unwrap();
        let ward = t.app.facility(&system).await.unwrap().units[0].unit_id;
        let (ledger, published) = (BTreeMap::new(), BTreeMap::new());
        Self { t, facility, ward, dice: Dice(24), key: 0, ledger, published }
    }

    /// Safety manager and director in one.
    async fn manager(&self) -> Ctx {
        let cookie = self.t.app.sign_in("kita", "tanin", PASSWORD).await.unwrap().cookie;
        self.t.app.resolve(&cookie).await.unwrap().unwrap().ctx
    }

    /// The second person of every decision.
    async fn other(&self) -> Ctx {
        self.t.app.system(self.facility).await.unwrap()
    }

    fn at(&self, month: Month, day: usize) {
        self.t.clock.set(&format!("{month}-{day:02}T01:00:00Z"));
    }

    async fn file(&mut self, month: Month, (form, detail): (&'static str, &'static str)) -> Entry {
        let mut fields: Fields = [
            ("narrative", "気づいたときに、すぐに確かめた。"),
            ("form", form),
            ("place", "unknown"),
            ("reached", "yes"),
            ("body_effect", "no"),
            ("treatment", "none"),
            ("treated_at", "none"),
            ("lasting_loss", "none"),
            ("death", "no"),
            ("mode", "named"),
        ]
        .into_iter()
        .collect();
        fields.set("occurred", format!("{month}-01"));
        fields.set("unit", self.ward.to_string());
        if !detail.is_empty() {
            fields.set("medication_detail", detail);
        } else if form == "medication" {
            fields.set("medication_detail", "unknown");
        }
        self.key += 1;
        let submission =
            Submission { fields, door: Door::Quick, key: format!("k{}", self.key), draft: None, promotes: None };
        let report = self.t.app.submit_report(&self.manager().await, submission).await.unwrap().report;
        Entry { report, form, detail, level: None, merged: false }
    }

    async fn judge(&mut self, month: Month, index: usize) {
        let level = LEVELS[self.dice.below(LEVELS.len())];
        let entry = &mut self.ledger.get_mut(&month).unwrap()[index];
        if entry.merged {
            return;
        }
        entry.level = Some(level);
        let report = entry.report;
        let act = Act::Judge { level: LevelCode::new(level), reason: "経過から判断しました。".to_owned() };
        self.t.app.act(&self.manager().await, report, None, act).await.unwrap();
    }

    async fn merge(&mut self, month: Month, index: usize, into: usize) {
        let entries = self.ledger.get_mut(&month).unwrap();
        if entries[index].merged || entries[into].merged {
            return;
        }
        entries[index].merged = true;
        let (report, into) = (entries[index].report, entries[into].report);
        self.t.app.merge_reports(&self.manager().await, report, into).await.unwrap();
    }

    /// A month's reports: some judged, some not yet.
    async fn month(&mut self, month: Month) {
        self.ledger.insert(month, Vec::new());
        let count = self.dice.below(9);
        for number in 0..count {
            self.at(month, 2 + number * 2);
            let form = FORMS[self.dice.below(FORMS.len())];
            let entry = self.file(month, form).await;
            self.ledger.get_mut(&month).unwrap().push(entry);
            if self.dice.below(10) < 7 {
                self.judge(month, number).await;
            }
        }
    }

    /// The last one of a month tells of the event of the first one.
    async fn told_twice(&mut self, month: Month) {
        self.at(month, 26);
        let count = self.ledger[&month].len();
        if count > 2 && self.dice.below(2) == 0 {
            self.merge(month, count - 1, 0).await;
        }
    }

    /// Texts for what needs one, by two persons.
    async fn texts(&self, month: Month) {
        let needs = |entry: &&Entry| entry.detail == "wrong_person" && !entry.merged;
        for entry in self.ledger[&month].iter().filter(needs) {
            let manager = self.manager().await;
            let desk = self.t.app.text_desk(&manager, entry.report).await.unwrap();
            if desk.text.is_some_and(|text| text.state == "approved") {
                continue;
            }
            let told = format!("薬を渡す前に、となりの席の人の薬と分かった。{}", "確かめた。".repeat(1 + self.key % 3));
            let text: Fields =
                [("circumstances", told.as_str()), ("prevention", "名前を声に出して読む。")].into_iter().collect();
            self.t.app.write_text(&manager, entry.report, &text).await.unwrap();
            for finding in self.t.app.text_desk(&manager, entry.report).await.unwrap().checked.findings {
                let how = Settle::Keep { reason: Some(KeepReason::CommonWord), words: None };
                self.t.app.settle_finding(&manager, entry.report, &finding.tag, how).await.unwrap();
            }
            let other = self.other().await;
            let seen = self.t.app.text_desk(&other, entry.report).await.unwrap().seen;
            self.t.app.approve_text(&other, entry.report, &seen).await.unwrap();
        }
    }

    async fn step(&self, month: Month, step: Step) -> Result<(), AppError> {
        let by_other = matches!(step, Step::Approve | Step::Publish);
        let ctx = if by_other { self.other().await } else { self.manager().await };
        self.t.app.month_step(&ctx, month, step).await
    }

    async fn publish(&mut self, month: Month) {
        self.texts(month).await;
        self.step(month, Step::Draft).await.unwrap();
        // What two releases tell together is answered for by a person.
        for finding in self.t.app.month_desk(&self.manager().await, month).await.unwrap().findings {
            let manager = self.manager().await;
            self.t.app.settle_month(&manager, month, &finding.tag, Some(KeepReason::Needed), "").await.unwrap();
        }
        for step in [Step::Check, Step::Approve, Step::Publish] {
            self.step(month, step).await.unwrap();
        }
        self.published.insert(month, self.stands(month));
    }

    /// The ledger's own count of a month, as it stands.
    fn stands(&self, month: Month) -> Counts {
        let mut counts = Counts::default();
        for entry in self.ledger[&month].iter().filter(|entry| !entry.merged) {
            let level = entry.level.unwrap_or("0");
            counts.add(entry.form, entry.detail, is_accident(level), entry.level.is_none());
        }
        counts
    }

    /// After the publication life goes on: levels are judged anew, and two reports turn out to tell of one event.
    async fn afterwards(&mut self, month: Month) {
        for index in 0..self.ledger[&month].len() {
            if self.dice.below(3) == 0 {
                self.judge(month, index).await;
            }
        }
        if self.ledger[&month].len() > 4 {
            self.merge(month, 3, 1).await;
        }
    }

    async fn erratum(&mut self, month: Month) {
        let reason = "影響レベルを改めました。".to_owned();
        self.step(month, Step::Erratum { reason }).await.unwrap();
        self.publish(month).await;
    }
}

/// The recount of docs/export.md from the exported table.
fn of_export(csv: &[u8], month: Month) -> Counts {
    let mut reader = csv::Reader::from_reader(csv.strip_prefix(b"\xEF\xBB\xBF").unwrap());
    let mut counts = Counts::default();
    for row in reader.deserialize::<BTreeMap<String, String>>().map(Result::unwrap) {
        if row["month"] == month.to_string() && row["counted_at_publication"] == "yes" {
            let accident = row["kind_at_publication"] == "accident";
            assert_eq!(accident, is_accident(&row["level_at_publication"]), "{row:?}");
            let provisional = row["provisional_at_publication"] == "yes";
            let detail = row["medication_detail"].trim_start_matches("unknown");
            counts.add(&row["form"], detail, accident, provisional);
        }
    }
    counts
}

/// The numbers of the published original, read as plain JSON.
fn of_json(text: &str) -> (Counts, (u64, u64)) {
    let json: Value = serde_json::from_str(text).unwrap();
    let figures = &json["figures"];
    let table = |rows: &Value, code: &str| -> BTreeMap<String, (u64, u64)> {
        let row = |row: &Value| {
            let count = |name: &str| row[name].as_u64().unwrap();
            (row[code].as_str().unwrap().to_owned(), (count("incident"), count("accident")))
        };
        rows.as_array().unwrap().iter().map(row).filter(|(_, count)| *count != (0, 0)).collect()
    };
    let counts = Counts {
        forms: table(&figures["forms"], "form"),
        details: table(&figures["details"], "detail"),
        provisional: figures["provisional"].as_u64().unwrap(),
        narratives: json["narratives"].as_array().unwrap().len(),
    };
    (counts, (figures["total_incident"].as_u64().unwrap(), figures["total_accident"].as_u64().unwrap()))
}

/// The numbers of the published table for spreadsheets; it does not say what was provisional.
fn of_csv(text: &str) -> (Counts, (u64, u64)) {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let (mut counts, mut totals) = (Counts::default(), None);
    for row in reader.records().map(Result::unwrap) {
        let count = || (row[8].parse::<u64>().unwrap(), row[9].parse::<u64>().unwrap());
        match (&row[4], &row[5]) {
            ("形態", "total") => totals = Some(count()),
            ("形態", form) => drop(counts.forms.insert(form.to_owned(), count())),
            ("与薬の詳細", detail) => drop(counts.details.insert(detail.to_owned(), count())),
            _ => counts.narratives += 1,
        }
    }
    for table in [&mut counts.forms, &mut counts.details] {
        table.retain(|_, count| *count != (0, 0));
    }
    (counts, totals.unwrap())
}

/// Each month is published on the first of the next one; every half year the month before the last is corrected.
async fn twenty_four_months() -> (Hospital, Vec<Month>) {
    let mut house = Hospital::found().await;
    let mut month: Month = "2026-12".parse().unwrap();
    let mut months: Vec<Month> = Vec::new();
    for number in 0..=MONTHS {
        let before = months.last().copied();
        if let Some(before) = before {
            house.at(month, 1);
            house.publish(before).await;
        }
        if number < MONTHS {
            months.push(month);
            house.month(month).await;
        }
        if let Some(before) = before {
            house.at(month, 20);
            house.afterwards(before).await;
        }
        if number % 6 == 5 {
            let old = months[number - 2];
            house.at(month, 21);
            house.erratum(old).await;
            house.at(month, 22);
            house.afterwards(old).await;
        }
        if number < MONTHS {
            house.told_twice(month).await;
        }
        month = month.next();
    }
    (house, months)
}

#[tokio::test]
async fn twenty_four_months_are_recounted_and_an_old_one_is_published_again() {
    let (house, months) = twenty_four_months().await;
    let system = house.other().await;
    let export = house.t.app.export_reports(&system, &ReportFilter::default()).await.unwrap();
    let (mut cases, mut moved, mut corrected) = (0, 0, 0);
    for month in &months {
        let truth = &house.published[month];
        let public = house.t.app.public_month("kita", *month).await.unwrap().unwrap();
        assert_eq!(of_json(&public.text), (truth.clone(), truth.totals()), "{month}: the original");
        assert_eq!(of_export(&export, *month), *truth, "{month}: the export");
        let (table, totals) = of_csv(&publication_files::csv(&public.snapshot));
        let told = Counts { provisional: 0, ..truth.clone() };
        assert_eq!((table, totals), (told, truth.totals()), "{month}: the table for spreadsheets");
        cases += truth.totals().0 + truth.totals().1;
        moved += usize::from(house.stands(*month) != *truth);
        corrected += usize::from(public.revisions.len() == 2);
    }
    // The story has to hold what it is for.
    assert!(cases > 60 && moved > 5 && corrected == 4, "{cases} cases, {moved} months moved on, {corrected} errata");
    let all = house.ledger.values().flatten();
    assert!(all.clone().filter(|entry| entry.merged).count() > 5 && all.clone().any(|entry| entry.level == Some("0")));
    assert!(house.published.values().any(|counts| counts.totals() == (0, 0)), "a month without a case is among them");
    again(&house, &system, &months).await;
}

/// Publishing each revision again gives the published bytes, although cases were judged and joined since.
async fn again(house: &Hospital, system: &Ctx, months: &[Month]) {
    for month in months {
        let public = house.t.app.public_month("kita", *month).await.unwrap().unwrap();
        for held in &public.revisions {
            let (text, hash) = house.t.app.month_again(system, *month, held.revision).await.unwrap().unwrap();
            assert_eq!(hash, held.hash, "{month}/{}", held.revision);
            let digest: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(digest, held.hash);
            if held.revision == public.snapshot.revision {
                assert!(text == public.text, "{month}: the very bytes");
            }
        }
        let refused = house.step(*month, Step::Draft).await;
        assert!(matches!(refused, Err(AppError::MonthRefused(MonthRefusal::WrongStep))), "nobody publishes over it");
    }
    assert_eq!(house.t.app.month_again(system, months[0], 9).await.unwrap(), None);
    let verified = house.t.app.verify(&VerifyOptions::default()).await.unwrap();
    assert!(verified.findings().is_empty(), "{:?}", verified.findings());
}
