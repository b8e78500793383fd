//! Owns the list of corrective actions as CSV: what the reader sees on the page, all pages at once. That it was given out is journalled.
use domain::corrective_action::Owner;
use serde_json::json;

use super::list::{ActionGroup, ActionQuery};
use super::{ActionView, opened};
use crate::export::write_row;
use crate::facility::Facility;
use crate::journal::note;
use crate::report::names;
use crate::{App, AppError, Ctx};

/// The columns in order.
const COLUMNS: [&str; 17] = [
    "report_number",
    "report_form",
    "report_unit",
    "what",
    "kind",
    "strength",
    "owner_name",
    "owner_seat",
    "set_on",
    "due_on",
    "group",
    "standing",
    "done_on",
    "last_check_months",
    "last_check_on",
    "last_check_verdict",
    "next_check_on",
];

impl App {
    /// The actions that pass, as CSV in the order of the list: overseers get all, others those that they carry out.
    /// UTF-8 with a byte order mark, CRLF, every cell quoted, and none that a spreadsheet would take for a formula.
    ///
    /// # Errors
    /// A denial, or when the store fails.
    pub async fn actions_csv(&self, ctx: &Ctx, query: &ActionQuery) -> Result<Vec<u8>, AppError> {
        let facility = self.facility(ctx).await?;
        let mut tx = self.store().read(&ctx.facility).await?;
        let mut found = self.actions_in_order(ctx, &mut tx, query).await?;
        found.retain(|(order, _)| query.group.is_none_or(|group| order.0 == group));
        let names = names(&mut tx).await?;
        let mut out = b"\xEF\xBB\xBF".to_vec();
        write_row(&mut out, &COLUMNS.map(str::to_owned));
        for ((group, ..), line) in &found {
            write_row(&mut out, &cells(&facility, *group, ctx, &opened(&mut tx, line, &names).await?));
        }
        drop(tx);
        // The writer is opened for the note alone.
        let mut tx = self.store().write(&ctx.facility).await?;
        note(ctx, &mut tx, "export", "actions_exported", json!({ "rows": found.len() })).await?;
        tx.commit().await?;
        Ok(out)
    }
}

fn cells(facility: &Facility, group: ActionGroup, ctx: &Ctx, view: &ActionView) -> [String; 17] {
    let action = &view.action;
    let unit = view.unit.and_then(|id| facility.unit(id)).map(|unit| unit.code.clone());
    let seat = match &view.owner {
        Owner::Person(_) => String::new(),
        Owner::Seat(code) => code.clone(),
    };
    let check = action.last_check().zip(action.last_step());
    let text = |value: Option<String>| value.unwrap_or_default();
    [
        view.number.clone(),
        view.form.clone(),
        text(unit),
        text(view.what.clone()),
        action.kind().code().to_owned(),
        action.kind().strength().code().to_owned(),
        text(view.owner_name.clone()),
        seat,
        action.added_on().to_string(),
        action.due().to_string(),
        group.code().to_owned(),
        action.standing(ctx.today()).code().to_owned(),
        text(action.done_on().map(|day| day.to_string())),
        text(check.map(|((point, _), _)| point.months().to_string())),
        text(check.map(|(_, (_, step))| step.on().to_string())),
        text(check.map(|((_, verdict), _)| verdict.code().to_owned())),
        text(action.next_check().map(|(_, day)| day.to_string())),
    ]
}
