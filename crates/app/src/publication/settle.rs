//! Owns settling (決着): a person applies a proposed wording, writes another one, or lets the words stand with a reason; and undoes it.
use domain::form::FieldError;
use domain::id::ReportId;
use domain::policy::{Action, Resource};
use domain::publication::{Certainty, Decision, KeepReason, Month};
use domain::report::MAX_SHORT_CHARS;
use store::{PublicationTextRow, ReportRow, SettlementRow, Tx, Write};

use super::check::{Checked, Checker, Draft, Finding, Part, Told, Words, subject, text_tag};
use super::text::text_stream;
use crate::access::{about, authorise};
use crate::facility::Facility;
use crate::journal::note;
use crate::report::load_case;
use crate::upon::{Relied, TRIES};
use crate::{App, AppError, Ctx};

/// What a person decides about one finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settle {
    /// Take the proposed wording.
    Apply,
    /// Take this wording.
    Reword(String),
    /// Let the words stand.
    Keep {
        /// Why; `None` when nothing was chosen.
        reason: Option<KeepReason>,
        /// Why, in own words.
        words: Option<String>,
    },
}

/// One finding and what becomes of it.
struct Act {
    finding: Finding,
    decision: Decision,
    wording: Option<String>,
    reason: Option<KeepReason>,
    own: Option<String>,
}

/// Chooses among the findings of a text, and says what becomes of the chosen ones.
type Choose<'a> = dyn Fn(&[Finding]) -> Result<Vec<Act>, AppError> + Send + Sync + 'a;

/// A text that is being settled.
struct Desk<'a> {
    report: ReportRow,
    row: PublicationTextRow,
    checker: Checker<'a>,
    checked: Checked,
}

impl App {
    /// Settles one finding of a text; the text then waits for approval by somebody else.
    ///
    /// # Errors
    /// A denial, [`AppError::NotFound`]; field errors: `finding` when the text has changed meanwhile, `wording`, `reason`;
    /// [`AppError::Conflict`].
    pub async fn settle_finding(&self, ctx: &Ctx, id: ReportId, tag: &str, how: Settle) -> Result<(), AppError> {
        let choose = |findings: &[Finding]| -> Result<Vec<Act>, AppError> {
            let finding = findings.iter().find(|finding| finding.tag == tag && finding.kept.is_none());
            let finding = finding.ok_or_else(|| wrong("finding", "finding_gone"))?;
            Ok(vec![read(finding, how.clone())?])
        };
        self.settle_chosen(ctx, id, &choose).await.map(drop)
    }

    /// Takes the proposed wording of every finding that the check is sure of. Returns how many.
    ///
    /// # Errors
    /// A denial, [`AppError::NotFound`], or [`AppError::Conflict`].
    pub async fn settle_sure(&self, ctx: &Ctx, id: ReportId) -> Result<usize, AppError> {
        let sure = |finding: &&Finding| finding.kept.is_none() && finding.certainty == Certainty::High;
        self.settle_chosen(ctx, id, &|findings| Ok(findings.iter().filter(sure).map(applied).collect())).await
    }

    /// Finds and rewords beside the writer, and writes what became of it.
    async fn settle_chosen(&self, ctx: &Ctx, id: ReportId, choose: &Choose<'_>) -> Result<usize, AppError> {
        for _ in 0..TRIES {
            let mut tx = self.store().read(&ctx.facility).await?;
            let mark = tx.mark().await?;
            let facility = self.load_facility(&mut tx).await?;
            let mut desk = self.settling(ctx, &mut tx, &facility, id).await?;
            let acts = choose(&desk.checked.findings)?;
            if acts.is_empty() {
                return Ok(0);
            }
            let words = with_wordings(&desk.checked.words, &acts);
            let carried = carried(&mut tx, &mut desk, &words).await?;
            drop(tx);
            if let Some(mut tx) = self.write_upon(ctx, &mark, Relied::OnRecords).await? {
                write_words(ctx, &mut tx, &mut desk.row, &words, &desk.checked.base).await?;
                for row in carried {
                    tx.update_settlement(&row).await?;
                }
                write_acts(ctx, &mut tx, &desk, &acts, &words).await?;
                tx.commit().await?;
                return Ok(acts.len());
            }
        }
        Err(AppError::Conflict)
    }

    /// Undoes what was settled last, as long as the text is as that act left it.
    ///
    /// # Errors
    /// A denial, [`AppError::NotFound`]; a field error (`undo`) when there is nothing to undo any more; [`AppError::Conflict`].
    pub async fn undo_settling(&self, ctx: &Ctx, id: ReportId) -> Result<(), AppError> {
        for _ in 0..TRIES {
            let mut tx = self.store().read(&ctx.facility).await?;
            let mark = tx.mark().await?;
            let facility = self.load_facility(&mut tx).await?;
            let mut desk = self.settling(ctx, &mut tx, &facility, id).await?;
            let (last, before) = last_act(&mut tx, &desk).await?;
            desk.checked.settlements.retain(|row| last.iter().all(|undone| undone.number != row.number));
            let carried = carried(&mut tx, &mut desk, &before).await?;
            drop(tx);
            if let Some(mut tx) = self.write_upon(ctx, &mark, Relied::OnRecords).await? {
                for row in &last {
                    tx.update_settlement(&SettlementRow { undone_at: Some(ctx.now), ..row.clone() }).await?;
                }
                write_words(ctx, &mut tx, &mut desk.row, &before, &desk.checked.base).await?;
                for row in carried {
                    tx.update_settlement(&row).await?;
                }
                let facts = serde_json::json!({ "act": last.first().map(|row| row.act), "findings": last.len() });
                note(ctx, &mut tx, text_stream(id), "settling_undone", facts).await?;
                return Ok(tx.commit().await?);
            }
        }
        Err(AppError::Conflict)
    }

    /// What is needed to settle: the right, the report, its text, and what was found.
    async fn settling<'a, M>(
        &self,
        ctx: &Ctx,
        tx: &mut Tx<M>,
        facility: &'a Facility,
        id: ReportId,
    ) -> Result<Desk<'a>, AppError> {
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let (case, profile) = load_case(self, tx, &report).await?;
        let about = about(ctx, tx, &report, &case, &profile);
        authorise(ctx, Action::WritePublication, &Resource::Report(ctx.facility, about))?;
        let row = tx.publication_text(id).await?.ok_or(AppError::NotFound)?;
        let mut checker = Checker::new(tx, facility, month_of(&report)?).await?;
        let checked = checker.text(tx, &report, &row).await?;
        Ok(Desk { report, row, checker, checked })
    }
}

/// The decisions of the last act and the text before it, if it can be undone.
async fn last_act<M>(tx: &mut Tx<M>, desk: &Desk<'_>) -> Result<(Vec<SettlementRow>, Words), AppError> {
    let left = text_tag(tx, &subject(&desk.report), &desk.checked.words);
    let last: Vec<SettlementRow> = match desk.checked.last_act() {
        Some(act) if desk.checked.can_undo(&left) => act.into_iter().cloned().collect(),
        _ => return Err(wrong("undo", "undo_gone")),
    };
    let mut before = None;
    for row in &last {
        let bytes = row.sealed.as_ref().ok_or(AppError::Data("settlement"))?;
        let told: Told = serde_json::from_slice(&tx.open_content(desk.report.report_id, bytes).await?)?;
        before = before.or(told.before);
    }
    Ok((last, before.ok_or(AppError::Data("settlement"))?))
}

/// Writes the decisions of one act.
async fn write_acts(
    ctx: &Ctx,
    tx: &mut Tx<Write>,
    desk: &Desk<'_>,
    acts: &[Act],
    words: &Words,
) -> Result<(), AppError> {
    let (subject, before) = (subject(&desk.report), &desk.checked.words);
    let left_tag = text_tag(tx, &subject, words);
    let act = desk.checked.settlements.iter().map(|row| row.number).max().unwrap_or(0) + 1;
    let mut facts = Vec::with_capacity(acts.len());
    for (number, done) in (act..).zip(acts) {
        let told = Told {
            words: done.finding.words.clone(),
            wording: done.wording.clone(),
            reason: done.own.clone(),
            before: (number == act).then(|| before.clone()),
        };
        let sealed = tx.seal_content(desk.report.report_id, &serde_json::to_vec(&told)?).await?;
        let reason = done.reason.map(KeepReason::code);
        facts.push(serde_json::json!({
            "field": done.finding.part.code(), "class": done.finding.class,
            "decision": done.decision.code(), "reason": reason, "finding": done.finding.tag,
        }));
        tx.insert_settlement(&SettlementRow {
            subject: subject.clone(),
            number,
            act,
            finding: done.finding.tag.clone(),
            class: done.finding.class.to_owned(),
            decision: done.decision.code().to_owned(),
            reason: reason.map(str::to_owned),
            sealed: Some(sealed),
            left_tag: left_tag.clone(),
            settled_by: ctx.actor.journal_name(),
            settled_at: ctx.now,
            undone_at: None,
        })
        .await?;
    }
    let facts = serde_json::json!({ "act": act, "settled": facts });
    note(ctx, tx, text_stream(desk.report.report_id), "findings_settled", facts).await
}

/// The month of a report's publication.
pub(super) fn month_of(report: &ReportRow) -> Result<Month, AppError> {
    report.report_date.parse().map(Month::of).map_err(|_| AppError::Data("report date"))
}

/// Seals the text as it stands now; somebody else has to approve it (again).
pub(super) async fn write_words(
    ctx: &Ctx,
    tx: &mut Tx<Write>,
    row: &mut PublicationTextRow,
    words: &Words,
    base: &Words,
) -> Result<(), AppError> {
    let draft = Draft { words: words.clone(), base: base.clone() };
    row.sealed = Some(tx.seal_content(row.report_id, &serde_json::to_vec(&draft)?).await?);
    row.circumstances.clear();
    row.prevention.clear();
    "draft".clone_into(&mut row.state);
    row.approved_by = None;
    row.updated_at = ctx.now;
    Ok(tx.update_publication_text(row).await?)
}

/// The decisions whose words stand elsewhere after the act: reasons that hold go on holding for the same words, although what stands
/// around them was reworded.
async fn carried<M>(tx: &mut Tx<M>, desk: &mut Desk<'_>, words: &Words) -> Result<Vec<SettlementRow>, AppError> {
    let now = desk.checker.findings(tx, &desk.report, words, &desk.checked.base).await?;
    let same = |list: &[Finding], of: &Finding| -> Vec<String> {
        let is_same = |held: &&Finding| (held.part, held.class, &held.words) == (of.part, of.class, &of.words);
        list.iter().filter(is_same).map(|held| held.tag.clone()).collect()
    };
    let mut carried = Vec::new();
    for finding in desk.checked.findings.iter().filter(|finding| finding.kept.is_some()) {
        let (then, now) = (same(&desk.checked.findings, finding), same(&now, finding));
        let at = then.iter().position(|tag| *tag == finding.tag);
        let Some(tag) = at.and_then(|at| now.get(at)).filter(|tag| then.len() == now.len() && **tag != finding.tag)
        else {
            continue;
        };
        let stands =
            |row: &&SettlementRow| row.undone_at.is_none() && row.decision == "kept" && row.finding == finding.tag;
        if let Some(row) = desk.checked.settlements.iter().find(stands) {
            carried.push(SettlementRow { finding: tag.clone(), ..row.clone() });
        }
    }
    Ok(carried)
}

/// The text with the wordings in place of the findings.
fn with_wordings(words: &Words, acts: &[Act]) -> Words {
    let mut out = words.clone();
    for part in Part::ALL {
        let mut letters: Vec<char> = words.part(part).chars().collect();
        let mut here: Vec<&Act> = acts.iter().filter(|act| act.finding.part == part).collect();
        here.sort_by_key(|act| std::cmp::Reverse(act.finding.start));
        for act in here {
            if let Some(wording) = &act.wording {
                letters.splice(act.finding.start..act.finding.end, wording.chars());
            }
        }
        *out.part_mut(part) = letters.into_iter().collect();
    }
    out
}

fn applied(finding: &Finding) -> Act {
    let wording = Some(finding.proposal.clone());
    Act { finding: finding.clone(), decision: Decision::Applied, wording, reason: None, own: None }
}

/// Reads what a person decided.
fn read(finding: &Finding, how: Settle) -> Result<Act, AppError> {
    let chosen = finding.clone();
    match how {
        Settle::Apply => Ok(applied(finding)),
        Settle::Reword(wording) => {
            let wording = short("wording", wording.trim())?.ok_or_else(|| wrong("wording", "wording_missing"))?;
            Ok(Act { finding: chosen, decision: Decision::Reworded, wording: Some(wording), reason: None, own: None })
        }
        Settle::Keep { reason, words } => {
            let reason = reason.ok_or_else(|| wrong("reason", "keep_reason_missing"))?;
            let own = short("reason_words", words.as_deref().unwrap_or_default().trim())?;
            if reason == KeepReason::Other && own.is_none() {
                return Err(wrong("reason_words", "keep_words_missing"));
            }
            Ok(Act { finding: chosen, decision: Decision::Kept, wording: None, reason: Some(reason), own })
        }
    }
}

fn short(field: &'static str, text: &str) -> Result<Option<String>, AppError> {
    let over = text.chars().count().saturating_sub(MAX_SHORT_CHARS);
    if over > 0 {
        let error = FieldError::new(field, "text_too_long").with("max", MAX_SHORT_CHARS).with("over", over);
        return Err(AppError::Invalid(vec![error]));
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}

fn wrong(field: &str, code: &'static str) -> AppError {
    AppError::Invalid(vec![FieldError::new(field, code)])
}
