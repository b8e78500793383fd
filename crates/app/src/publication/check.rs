//! Owns the identity check (個人が分かる言葉の確認) of one text: its findings in their place, and what people decided about them.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::publication::{Certainty, Dimension, KeepReason, Month, Traits};
use serde::{Deserialize, Serialize};
use store::{PublicationTextRow, ReportRow, SettlementRow, Tx};
use text::{Known, Span, deidentify};

use super::known::{add_persons, facility_lists, neighbours};
use super::rare::{cell, rare, year};
use crate::AppError;
use crate::facility::Facility;

/// How many characters on each side belong to a finding's place: the same words elsewhere are another finding.
const AROUND: usize = 8;

/// Which half of a published text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// 発生状況.
    Circumstances,
    /// 再発防止策.
    Prevention,
}

impl Part {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Circumstances, Self::Prevention];

    /// The stable code, which is the field's name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Circumstances => "circumstances",
            Self::Prevention => "prevention",
        }
    }
}

/// The two halves of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// 発生状況.
    pub circumstances: String,
    /// 再発防止策.
    pub prevention: String,
}

impl Words {
    /// One half.
    #[must_use]
    pub fn part(&self, part: Part) -> &str {
        match part {
            Part::Circumstances => &self.circumstances,
            Part::Prevention => &self.prevention,
        }
    }

    pub(super) fn part_mut(&mut self, part: Part) -> &mut String {
        match part {
            Part::Circumstances => &mut self.circumstances,
            Part::Prevention => &mut self.prevention,
        }
    }

    /// Both halves as one text, so that a person has one letter in both.
    fn joined(&self) -> String {
        format!("{}\n{}", self.circumstances, self.prevention)
    }
}

/// What lies sealed with a text that nobody has approved: the text, and as it was written before anything was settled.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Draft {
    pub(super) words: Words,
    pub(super) base: Words,
}

/// Why words stay that were found, and who decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The reason.
    pub reason: KeepReason,
    /// The reason in own words.
    pub words: Option<String>,
    /// Who, as the journal writes it.
    pub by: String,
}

/// Words of a text that may identify somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which half.
    pub part: Part,
    /// First character within the half.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
    /// Code of the class: those of de-identification, and `rare`.
    pub class: &'static str,
    /// The words as written.
    pub words: String,
    /// How sure the check is.
    pub certainty: Certainty,
    /// What could stand instead; empty = nothing.
    pub proposal: String,
    /// Names the finding in forms and settlements.
    pub tag: String,
    /// It stays, with this reason.
    pub kept: Option<Kept>,
}

/// A text with what was found in it.
#[derive(Debug, Clone, Default)]
pub struct Checked {
    /// The text as it stands.
    pub words: Words,
    /// As it was written before anything was settled.
    pub(super) base: Words,
    /// Findings in the order of the text.
    pub findings: Vec<Finding>,
    /// Who settled something that still holds.
    pub settlers: BTreeSet<String>,
    /// The decisions, undone ones too.
    pub(super) settlements: Vec<SettlementRow>,
}

impl Checked {
    /// How many findings nobody has settled.
    #[must_use]
    pub fn open(&self) -> usize {
        self.findings.iter().filter(|finding| finding.kept.is_none()).count()
    }

    /// Whether the last act can be undone: the text is as it left it.
    #[must_use]
    pub fn can_undo(&self, left: &str) -> bool {
        self.last_act().is_some_and(|act| act.iter().all(|row| row.left_tag == left))
    }

    /// The decisions of the last act that was not undone.
    pub(super) fn last_act(&self) -> Option<Vec<&SettlementRow>> {
        let standing = || self.settlements.iter().filter(|row| row.undone_at.is_none());
        let act = standing().map(|row| row.act).max()?;
        Some(standing().filter(|row| row.act == act).collect())
    }
}

/// What lies sealed with a decision.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Told {
    /// The words that were found.
    pub(super) words: String,
    /// What stands instead.
    pub(super) wording: Option<String>,
    /// The reason in own words.
    pub(super) reason: Option<String>,
    /// The text before the act; with its first decision only.
    pub(super) before: Option<Words>,
}

/// What texts of a month are checked against.
pub(super) struct Checker<'a> {
    facility: &'a Facility,
    month: Month,
    known: Known,
    years: BTreeMap<String, Vec<Traits>>,
}

impl<'a> Checker<'a> {
    /// Opens the lists that hold for every text of the month.
    pub(super) async fn new<M>(tx: &mut Tx<M>, facility: &'a Facility, month: Month) -> Result<Self, AppError> {
        let mut known = facility_lists(tx, facility).await?;
        let reports = neighbours(tx, month).await?;
        add_persons(tx, &mut known, &reports).await?;
        Ok(Self { facility, month, known, years: BTreeMap::new() })
    }

    /// Checks the text of a report, with what was decided about it.
    pub(super) async fn text<M>(
        &mut self,
        tx: &mut Tx<M>,
        report: &ReportRow,
        row: &PublicationTextRow,
    ) -> Result<Checked, AppError> {
        let Draft { words, base } = opened(tx, row).await?;
        let subject = subject(report);
        let settlements = tx.settlements_of(&subject).await?;
        let mut findings = self.findings(tx, report, &words, &base).await?;
        let standing: HashMap<&str, &SettlementRow> = settlements
            .iter()
            .filter(|row| row.undone_at.is_none() && row.decision == "kept")
            .map(|row| (row.finding.as_str(), row))
            .collect();
        for finding in &mut findings {
            if let Some(row) = standing.get(finding.tag.as_str()) {
                finding.kept = Some(kept(tx, report, row).await?);
            }
        }
        let settlers = settlements
            .iter()
            .filter(|row| row.undone_at.is_none())
            .filter(|row| row.decision != "kept" || findings.iter().any(|finding| finding.tag == row.finding))
            .map(|row| row.settled_by.clone())
            .collect();
        Ok(Checked { words, base, findings, settlers, settlements })
    }

    /// What is found in a text, unsettled.
    pub(super) async fn findings<M>(
        &mut self,
        tx: &mut Tx<M>,
        report: &ReportRow,
        words: &Words,
        base: &Words,
    ) -> Result<Vec<Finding>, AppError> {
        let spans = self.spans(words, base).await?;
        let mut findings: Vec<Finding> = spans.iter().flat_map(|span| in_parts(words, span)).collect();
        let cell = cell(report);
        if !self.years.contains_key(&report.form) {
            self.years.insert(report.form.clone(), year(tx, self.month, &report.form).await?);
        }
        let cases = self.years.get(&report.form).map_or(&[][..], Vec::as_slice);
        let texts = Part::ALL.map(|part| words.part(part));
        for ((part, text), mentions) in Part::ALL.into_iter().zip(texts).zip(rare(&texts, self.facility, &cell, cases))
        {
            for mention in mentions {
                let is_free =
                    |found: &Finding| found.part != part || found.end <= mention.start || mention.end <= found.start;
                if findings.iter().all(is_free) {
                    let certainty =
                        if mention.dimension == Dimension::Place { Certainty::Low } else { Certainty::Middle };
                    findings.push(Finding {
                        class: "rare",
                        certainty,
                        proposal: mention.proposal.to_owned(),
                        ..finding(text, part, mention.start, mention.end)
                    });
                }
            }
        }
        findings.sort_by_key(|finding| (finding.part, finding.start));
        let subject = subject(report);
        let mut seen: HashMap<String, usize> = HashMap::new();
        for finding in &mut findings {
            let tag = place_tag(tx, &subject, words.part(finding.part), finding);
            let times = seen.entry(tag.clone()).or_default();
            finding.tag = if *times == 0 { tag } else { tx.finding_tag(&[&tag, &times.to_string()]) };
            *times += 1;
        }
        Ok(findings)
    }

    /// Whether a sentence that will be published holds what identifies somebody.
    pub(super) async fn is_clean(&self, sentence: &str) -> Result<bool, AppError> {
        let words = Words { circumstances: sentence.to_owned(), ..Words::default() };
        let spans = self.spans(&words, &words).await?;
        Ok(spans.iter().all(|span| Certainty::of(span.confidence) == Certainty::Low))
    }

    /// The spans of the joined text. Whom the text named before anything was settled keeps the letter of then.
    async fn spans(&self, words: &Words, base: &Words) -> Result<Vec<Span>, AppError> {
        let (text, base, known) = (words.joined(), base.joined(), self.known.clone());
        let work = move || {
            let mut spans = deidentify(&text, &known);
            if text != base {
                let letters: HashMap<String, String> =
                    deidentify(&base, &known).into_iter().map(|span| (span.text, span.proposal)).collect();
                for span in &mut spans {
                    if let Some(proposal) = letters.get(&span.text) {
                        span.proposal.clone_from(proposal);
                    }
                }
            }
            spans
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Data("identity check"))
    }
}

/// What the settlements of a text are about.
pub(super) fn subject(report: &ReportRow) -> String {
    format!("text:{}", report.report_id)
}

/// The text as it stands, and as it was written.
pub(super) async fn opened<M>(tx: &mut Tx<M>, row: &PublicationTextRow) -> Result<Draft, AppError> {
    match &row.sealed {
        Some(bytes) => Ok(serde_json::from_slice(&tx.open_content(row.report_id, bytes).await?)?),
        None => {
            let words = Words { circumstances: row.circumstances.clone(), prevention: row.prevention.clone() };
            Ok(Draft { base: words.clone(), words })
        }
    }
}

/// A digest of the whole text, by which an act knows the text that it left.
pub(super) fn text_tag<M>(tx: &Tx<M>, subject: &str, words: &Words) -> String {
    tx.finding_tag(&[subject, "text", &words.circumstances, &words.prevention])
}

/// A digest of what an approver reads: the whole text, and what stays in it by decision, with the reasons.
pub(super) fn seen_tag<M>(tx: &Tx<M>, subject: &str, checked: &Checked) -> String {
    let mut parts = vec![subject, "seen", &checked.words.circumstances, &checked.words.prevention];
    for finding in &checked.findings {
        if let Some(kept) = &finding.kept {
            parts.extend([finding.tag.as_str(), kept.reason.code(), kept.words.as_deref().unwrap_or_default()]);
        }
    }
    tx.finding_tag(&parts)
}

async fn kept<M>(tx: &mut Tx<M>, report: &ReportRow, row: &SettlementRow) -> Result<Kept, AppError> {
    let told: Told = match &row.sealed {
        Some(bytes) => serde_json::from_slice(&tx.open_content(report.report_id, bytes).await?)?,
        None => Told::default(),
    };
    let reason = row.reason.as_deref().and_then(KeepReason::from_code).ok_or(AppError::Data("reason"))?;
    Ok(Kept { reason, words: told.reason, by: row.settled_by.clone() })
}

fn place_tag<M>(tx: &Tx<M>, subject: &str, text: &str, finding: &Finding) -> String {
    let letters: Vec<char> = text.chars().collect();
    let before: String = letters[finding.start.saturating_sub(AROUND)..finding.start].iter().collect();
    let after: String = letters[finding.end..(finding.end + AROUND).min(letters.len())].iter().collect();
    tx.finding_tag(&[subject, finding.part.code(), finding.class, &finding.words, &before, &after])
}

/// A span of the joined text as findings of the halves; a span over the seam becomes two.
fn in_parts(words: &Words, span: &Span) -> Vec<Finding> {
    let seam = words.circumstances.chars().count();
    let halves = [
        (Part::Circumstances, span.start.min(seam), span.end.min(seam)),
        (Part::Prevention, span.start.max(seam + 1) - (seam + 1), span.end.max(seam + 1) - (seam + 1)),
    ];
    let made = |(part, start, end): (Part, usize, usize)| Finding {
        class: span.class.code(),
        certainty: Certainty::of(span.confidence),
        proposal: span.proposal.clone(),
        ..finding(words.part(part), part, start, end)
    };
    halves.into_iter().filter(|(_, start, end)| start < end).map(made).collect()
}

fn finding(text: &str, part: Part, start: usize, end: usize) -> Finding {
    Finding {
        part,
        start,
        end,
        class: "",
        words: text.chars().skip(start).take(end - start).collect(),
        certainty: Certainty::Low,
        proposal: String::new(),
        tag: String::new(),
        kept: None,
    }
}
