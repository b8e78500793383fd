//! Owns the opening of sealed names (氏名保護): the keepers' desk, and the reading of a name that two keepers have opened.
use domain::id::{AccountId, ReportId};
use domain::policy::{Action, Resource};
use store::{Page, ReportFilter};

use crate::access::{about, authorise, authorise_facility};
use crate::journal::note;
use crate::report::{ReportItem, load_case};
use crate::{App, AppError, Ctx};

/// A protected report as the keepers see it: no content.
#[derive(Debug, Clone)]
pub struct ProtectedItem {
    /// The coded line.
    pub item: ReportItem,
    /// Somebody has asked; this is who, by name.
    pub requested_by: Option<String>,
    /// The reason given.
    pub reason: Option<String>,
    /// It is open, and for the actor.
    pub opened_for_me: bool,
    /// It is open until this instant, microseconds since 1970 UTC; `None` = it is sealed.
    pub opened_until: Option<i64>,
    /// The actor asked, and so cannot agree.
    pub requested_by_me: bool,
    /// The length of the case, for the optimistic check.
    pub length: i64,
}

impl App {
    /// The protected reports of the facility, newest first, for the keepers.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn identity_desk(&self, ctx: &Ctx) -> Result<Vec<ProtectedItem>, AppError> {
        authorise_facility(ctx, Action::SeeIdentityDesk)?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let filter = ReportFilter { modes: vec!["protected".to_owned()], ..ReportFilter::default() };
        let lines = tx.reports(&filter, Page::ALL).await?.lines;
        let me = ctx.actor.journal_name();
        let mut desk = Vec::new();
        for item in self.items(&mut tx, lines).await? {
            let Some(report) = tx.report(item.line.report_id).await? else { continue };
            let (case, profile) = load_case(self, &mut tx, &report).await?;
            let about = about(ctx, &tx, &report, &case, &profile);
            let requester = case.identity_requested_by.clone();
            let mut requested_by = None;
            if let Some(Ok(id)) = requester.as_deref().map(str::parse::<AccountId>) {
                requested_by = tx.account(id).await?.map(|account| account.name);
            }
            desk.push(ProtectedItem {
                reason: reason(&mut tx, report.report_id).await?,
                requested_by,
                opened_for_me: about.identity_opened,
                opened_until: case
                    .identity_opening
                    .as_ref()
                    .map(domain::approval::IdentityOpening::until)
                    .filter(|until| ctx.now < *until),
                requested_by_me: requester.as_deref() == Some(me.as_str()),
                length: case.length,
                item,
            });
        }
        Ok(desk)
    }

    /// Reads a sealed name that was opened for the actor; the reading is journalled before the name is given.
    ///
    /// # Errors
    /// A denial for everybody but the two for whom it was opened, and for them an hour later.
    pub async fn reveal_identity(&self, ctx: &Ctx, id: ReportId) -> Result<Option<String>, AppError> {
        let mut tx = self.store().write(&ctx.facility).await?;
        let report = tx.report(id).await?.ok_or(AppError::NotFound)?;
        let (case, profile) = load_case(self, &mut tx, &report).await?;
        let about = about(ctx, &tx, &report, &case, &profile);
        authorise(ctx, Action::ReadIdentity, &Resource::Report(ctx.facility, about))?;
        let Some(sealed) = &report.identity else { return Ok(None) };
        let account: AccountId = serde_json::from_slice(&tx.open_identity(id, sealed).await?)?;
        let name = tx.account(account).await?.map(|account| account.name);
        note(ctx, &mut tx, format!("read:{id}"), "identity_read", serde_json::json!({})).await?;
        tx.commit().await?;
        Ok(name)
    }
}

/// The reason of the newest request.
async fn reason<M>(tx: &mut store::Tx<M>, id: ReportId) -> Result<Option<String>, AppError> {
    let events = tx.stream(&crate::report::stream(id)).await?;
    let Some(event) = events.iter().rev().find(|event| event.kind == "identity_opening_requested") else {
        return Ok(None);
    };
    let Some(sealed) = &event.sealed else { return Ok(None) };
    let texts: domain::approval::CaseTexts = serde_json::from_slice(&tx.open_content(id, sealed).await?)?;
    Ok(texts.reason)
}
