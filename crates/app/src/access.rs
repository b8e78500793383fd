//! Owns the one place where use cases ask the policy, and the facts of a report that the policy needs.
use domain::approval::Case;
use domain::people::Actor;
use domain::policy::{AboutReport, Action, Decision, Resource, decide};
use domain::profile::Profile;
use domain::report::Mode;
use store::{ReportRow, Tx};

use crate::{AppError, Ctx};

/// Asks the policy.
pub(crate) fn authorise(ctx: &Ctx, action: Action, resource: &Resource) -> Result<(), AppError> {
    match decide(&ctx.actor, action, resource) {
        Decision::Allow => Ok(()),
        denied => Err(AppError::Denied(denied)),
    }
}

/// Asks the policy about something of the facility as a whole.
pub(crate) fn authorise_facility(ctx: &Ctx, action: Action) -> Result<(), AppError> {
    authorise(ctx, action, &Resource::Facility(ctx.facility))
}

/// Whether the actor is the reporter: by account, by the per-report tag of a protected report, or by receipt.
pub(crate) fn is_reporter<M>(ctx: &Ctx, tx: &Tx<M>, report: &ReportRow) -> bool {
    match &ctx.actor {
        Actor::Member(member) => {
            report.reporter_account == Some(member.account)
                || report
                    .reporter_tag
                    .as_deref()
                    .is_some_and(|tag| tag == tx.reporter_tag(report.report_id, member.account))
        }
        Actor::ReceiptHolder { report: held, .. } => *held == report.report_id,
        Actor::Public | Actor::System => false,
    }
}

/// What the policy needs to know of the report. What the actor is to a corrective action is added where one is asked about.
pub(crate) fn about<M>(ctx: &Ctx, tx: &Tx<M>, report: &ReportRow, case: &Case, profile: &Profile) -> AboutReport {
    let member = ctx.actor.member();
    let on_route =
        member.is_some_and(|member| profile.seats.iter().any(|seat| member.seat(&seat.code, report.unit_id).is_some()));
    let addressed = member.and_then(|member| member.unit).is_some_and(|unit| case.measure_units.contains(&unit));
    let name = ctx.actor.journal_name();
    let identity_opened = case.identity_opening.as_ref().is_some_and(|opening| opening.is_for(&name, ctx.now));
    let procedure = &profile.publication.individual;
    AboutReport {
        examines: member.is_some_and(|member| procedure.examined_by.seats_member(member)),
        decides: member.is_some_and(|member| procedure.decided_by.seats_member(member)),
        unit: report.unit_id,
        mode: Mode::from_code(&report.mode),
        own: is_reporter(ctx, tx, report),
        current_seat: case.state.seat().map(str::to_owned),
        on_route,
        addressed,
        owns_action: false,
        recorded_step: false,
        identity_opened,
    }
}

/// Whether the journal's word for an actor hides who it is. Then the time is cut to the hour, and the row goes to the chain of its own.
pub(crate) fn is_hidden(actor: &str) -> bool {
    [Mode::Protected, Mode::Anonymous].into_iter().any(|mode| mode.code() == actor)
}

/// The name under which the journal keeps this actor for this report: never the account of a hidden reporter.
pub(crate) fn journal_actor(ctx: &Ctx, about: &AboutReport) -> String {
    match about.mode {
        Some(mode @ (Mode::Protected | Mode::Anonymous)) if about.own => mode.code().to_owned(),
        _ => ctx.actor.journal_name(),
    }
}
