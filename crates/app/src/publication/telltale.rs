//! Owns what the releases of a month tell together (見比べると分かること), and the decision of a person to publish it all the same.
use domain::form::FieldError;
use domain::policy::Action;
use domain::publication::{Decision, KeepReason, Month, PublicationCase, Snapshot, Telltale, telltales};
use domain::report::MAX_SHORT_CHARS;
use store::{SettlementRow, Tx, Write};

use super::desk::{load_month, prepare, published_snapshot};
use crate::access::authorise_facility;
use crate::journal::note;
use crate::upon::{Relied, TRIES};
use crate::{App, AppError, Ctx};

const PURPOSE: &str = "settlement";

/// What an outsider learns from two releases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthFinding {
    /// What.
    pub telltale: Telltale,
    /// The month beside which the new release is laid.
    pub beside: Month,
    /// Names it in forms and settlements.
    pub tag: String,
    /// A person has decided to publish it, for this reason.
    pub kept: Option<KeepReason>,
    /// Why, in own words.
    pub words: Option<String>,
}

/// Lays what would be published beside the public version of this month and the month before.
pub(super) async fn month_findings<M>(
    tx: &mut Tx<M>,
    snapshot: &Snapshot,
    k: u32,
) -> Result<Vec<MonthFinding>, AppError> {
    let month = snapshot.month;
    let subject = subject(month);
    let settled = tx.settlements_of(&subject).await?;
    let mut found = Vec::new();
    for beside in [month, month.previous()] {
        let Some(public) = published_snapshot(tx.published_month(&beside.to_string()).await?)? else { continue };
        for telltale in telltales(&public, snapshot, k) {
            let tag = tx.finding_tag(&[&subject, &beside.to_string(), &format!("{telltale:?}")]);
            let row = settled.iter().find(|row| row.finding == tag && row.undone_at.is_none());
            let words = row.and_then(|row| Some((row.number, row.sealed.as_ref()?)));
            let words = words
                .map(|(number, bytes)| tx.open_misc(PURPOSE, &format!("{subject}/{number}"), bytes))
                .transpose()?;
            found.push(MonthFinding {
                telltale,
                beside,
                tag,
                kept: row.and_then(|row| row.reason.as_deref()).and_then(KeepReason::from_code),
                words: words.and_then(|bytes| String::from_utf8(bytes).ok()),
            });
        }
    }
    Ok(found)
}

/// Whether the state of the month asks for the comparison: a public month tells nothing new.
pub(super) fn is_compared(publication: &PublicationCase) -> bool {
    publication.state != domain::publication::MonthState::Published
}

fn subject(month: Month) -> String {
    format!("month:{month}")
}

impl App {
    /// Decides that a month is published although two releases tell something together.
    ///
    /// # Errors
    /// A denial; field errors: `finding` when the figures have changed meanwhile, `reason`, `reason_words`; [`AppError::Conflict`].
    pub async fn settle_month(
        &self,
        ctx: &Ctx,
        month: Month,
        tag: &str,
        reason: Option<KeepReason>,
        words: &str,
    ) -> Result<(), AppError> {
        authorise_facility(ctx, Action::WritePublication)?;
        let wrong = |field: &str, code| AppError::Invalid(vec![FieldError::new(field, code)]);
        let reason = reason.ok_or_else(|| wrong("reason", "keep_reason_missing"))?;
        let words = words.trim();
        if reason == KeepReason::Other && words.is_empty() {
            return Err(wrong("reason_words", "keep_words_missing"));
        }
        let over = words.chars().count().saturating_sub(MAX_SHORT_CHARS);
        if over > 0 {
            let error =
                FieldError::new("reason_words", "text_too_long").with("max", MAX_SHORT_CHARS).with("over", over);
            return Err(AppError::Invalid(vec![error]));
        }
        for _ in 0..TRIES {
            let mut tx = self.store().read(&ctx.facility).await?;
            let mark = tx.mark().await?;
            let facility = self.load_facility(&mut tx).await?;
            let publication = load_month(&mut tx, month).await?;
            let prepared = prepare(self, ctx, &mut tx, &facility, month, &publication, ctx.now).await?;
            drop(tx);
            let finding = prepared.findings.iter().find(|finding| finding.tag == tag && finding.kept.is_none());
            let finding = finding.ok_or_else(|| wrong("finding", "finding_gone"))?;
            if let Some(tx) = self.write_upon(ctx, &mark, Relied::OnRecords).await? {
                return self.keep_telltale(ctx, tx, (month, finding), (reason, words)).await;
            }
        }
        Err(AppError::Conflict)
    }

    async fn keep_telltale(
        &self,
        ctx: &Ctx,
        mut tx: Tx<Write>,
        (month, finding): (Month, &MonthFinding),
        (reason, words): (KeepReason, &str),
    ) -> Result<(), AppError> {
        let subject = subject(month);
        let number = tx.settlements_of(&subject).await?.iter().map(|row| row.number).max().unwrap_or(0) + 1;
        let sealed = match words {
            "" => None,
            words => Some(tx.seal_misc(PURPOSE, &format!("{subject}/{number}"), words.as_bytes())?),
        };
        let class = finding.telltale.code();
        tx.insert_settlement(&SettlementRow {
            subject,
            number,
            act: number,
            finding: finding.tag.clone(),
            class: class.to_owned(),
            decision: Decision::Kept.code().to_owned(),
            reason: Some(reason.code().to_owned()),
            sealed,
            left_tag: String::new(),
            settled_by: ctx.actor.journal_name(),
            settled_at: ctx.now,
            undone_at: None,
        })
        .await?;
        let facts =
            serde_json::json!({ "class": class, "decision": "kept", "reason": reason.code(), "finding": finding.tag });
        note(ctx, &mut tx, format!("publication_check:{month}"), "findings_settled", facts).await?;
        Ok(tx.commit().await?)
    }
}
