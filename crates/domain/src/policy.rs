//! Owns the one function that decides every access. Deny is the default; strangers learn nothing (404), colleagues are told (403).
mod action;
#[cfg(test)]
mod tests;

pub use action::Action;

use crate::id::{FacilityId, UnitId};
use crate::people::{Actor, Member, Role};
use crate::report::Mode;

/// The answer of the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Go on.
    Allow,
    /// The actor is a stranger here: answer as if the thing did not exist (404).
    Hide,
    /// The actor belongs here but has not the right (403).
    Forbid,
    /// Nobody is signed in, and the page is for members: ask to sign in.
    SignIn,
}

/// What the policy needs to know of one report.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AboutReport {
    /// The unit of the report.
    pub unit: Option<UnitId>,
    /// How it was reported.
    pub mode: Option<Mode>,
    /// The actor is the reporter (also of a protected report, by the per-report tag).
    pub own: bool,
    /// The seat that reads now.
    pub current_seat: Option<String>,
    /// The actor holds, or deputises for, a seat of the route for this unit.
    pub on_route: bool,
    /// The report's measure is addressed to the actor's unit.
    pub addressed: bool,
    /// The actor carries out the corrective action that is asked about, as a person or on a seat.
    pub owns_action: bool,
    /// The actor recorded the step of that action that would be taken back.
    pub recorded_step: bool,
    /// The actor is one of the two persons for whom the sealed name was opened.
    pub identity_opened: bool,
    /// The actor acts for the body that the profile names to examine individual publications (課長会議).
    pub examines: bool,
    /// The actor acts for the office that the profile names to decide upon them (理事長).
    pub decides: bool,
}

/// What an action is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resource {
    /// Something of the facility as a whole.
    Facility(FacilityId),
    /// One report of the facility.
    Report(FacilityId, AboutReport),
    /// A draft of the facility; `own` = the actor wrote it.
    Draft {
        /// The facility.
        facility: FacilityId,
        /// The actor wrote it.
        own: bool,
    },
    /// Anonymous reporting at a facility.
    AnonymousDesk {
        /// The facility.
        facility: FacilityId,
        /// The facility takes anonymous reports.
        open: bool,
    },
    /// Something that everybody may see.
    Public,
}

impl Resource {
    const fn facility(&self) -> Option<FacilityId> {
        match self {
            Self::Facility(facility)
            | Self::Report(facility, _)
            | Self::Draft { facility, .. }
            | Self::AnonymousDesk { facility, .. } => Some(*facility),
            Self::Public => None,
        }
    }
}

/// Decides whether the actor may do the action to the resource.
#[must_use]
pub fn decide(actor: &Actor, action: Action, resource: &Resource) -> Decision {
    if action.is_public() {
        return open_desk(resource);
    }
    match actor {
        Actor::System => Decision::Allow,
        Actor::Public => Decision::SignIn,
        Actor::ReceiptHolder { facility, .. } => receipt_holder(*facility, action, resource),
        Actor::Member(member) => member_decision(member, action, resource),
    }
}

const fn open_desk(resource: &Resource) -> Decision {
    match resource {
        Resource::AnonymousDesk { open: false, .. } => Decision::Hide,
        _ => Decision::Allow,
    }
}

fn receipt_holder(facility: FacilityId, action: Action, resource: &Resource) -> Decision {
    match (action, resource) {
        (Action::TrackReport | Action::AnswerQuestion, Resource::Report(of, about)) if *of == facility && about.own => {
            Decision::Allow
        }
        _ => Decision::Hide,
    }
}

fn member_decision(member: &Member, action: Action, resource: &Resource) -> Decision {
    if resource.facility().is_some_and(|facility| facility != member.facility) {
        return Decision::Hide;
    }
    let allowed = match resource {
        Resource::Report(_, about) => report_right(member, action, about),
        Resource::Draft { own, .. } if !own => return Decision::Hide,
        _ => facility_right(member, action),
    };
    if allowed { Decision::Allow } else { Decision::Forbid }
}

/// Rights that do not depend on one report.
fn facility_right(member: &Member, action: Action) -> bool {
    use Action as A;
    let manager = member.has(Role::SafetyManager);
    let director = member.has(Role::Director);
    match action {
        A::SeeHome | A::ManageSelf | A::SeeCrosswalk | A::SeeHelp | A::SeePlans => true,
        A::WriteReport | A::SeeOwnReports | A::KeepDraft => member.has(Role::Staff),
        // Measures to be read wait in everybody's inbox, not only in a seat's.
        A::SeeInbox => member.has(Role::Staff) || !member.seats.is_empty() || manager || director,
        // Whoever may be the owner of one finds it here; the use case leaves out those of others.
        A::SeeCorrectiveActions => member.has(Role::Staff) || !member.seats.is_empty() || manager || director,
        A::ListReports | A::ExportReports | A::SeeInsight => manager || director,
        A::SeeModelCard => manager || member.has(Role::Administrator),
        // Who may enter the numbers may see what stands there.
        A::SeeExposures => manager || director || member.has(Role::Administrator),
        A::WriteExposures => manager || member.has(Role::Administrator),
        A::SeeMonthDesk => manager || director,
        A::WritePublication | A::WriteInsight => manager,
        A::CheckPublication | A::ApprovePublication => manager || director,
        A::Publish => director,
        A::Administer => member.has(Role::Administrator),
        // The use case adds: never the one who proposed it, never the keeper to be.
        A::ConfirmKeeper => member.has(Role::Administrator) || member.has(Role::IdentityKeeper),
        A::SeeIdentityDesk => member.has(Role::IdentityKeeper),
        _ => false,
    }
}

/// Rights over one report of the member's own facility.
fn report_right(member: &Member, action: Action, about: &AboutReport) -> bool {
    use Action as A;
    let manager = member.has(Role::SafetyManager);
    let oversees = manager || member.has(Role::Director);
    let sits_here = about.current_seat.as_deref().is_some_and(|seat| member.seat(seat, about.unit).is_some());
    match action {
        A::TrackReport | A::AnswerQuestion => about.own,
        A::ResendReport => about.own || manager,
        A::ReadReport => about.own || about.on_route || oversees,
        A::ReadPersons => about.own || about.on_route || oversees,
        A::AddAddendum => about.own || about.on_route || manager,
        A::StampReport | A::ReturnReport => sits_here,
        A::TakeBackStamp | A::ReviewProxyStamp => about.on_route,
        A::JudgeLevel => oversees,
        A::ReviseMeasures => about.own || about.on_route || manager,
        A::DescribeMeasures => about.on_route || manager,
        // Those who judge the case set them; who carries one out knows best when it is done, and needs not read the report for that.
        A::WriteCorrectiveAction => about.on_route || oversees,
        A::CarryOutAction => about.on_route || oversees || about.owns_action,
        // Who recorded a step knows that it was a mistake, as long as that person could still record one; else the safety manager.
        A::TakeBackActionStep => manager || (about.recorded_step && (about.on_route || oversees || about.owns_action)),
        A::ReadCorrectiveAction => about.own || about.on_route || oversees || about.owns_action,
        A::ReadMeasure => about.addressed || about.own || about.on_route || oversees,
        A::AskReporter | A::GiveFeedback => about.on_route || manager,
        A::MergeReports => manager,
        A::WritePublication | A::WriteIndividual => manager,
        A::SeeIndividual => oversees || about.examines || about.decides,
        A::ExamineIndividual => about.examines,
        A::DecideIndividual => about.decides,
        // Never the one who wrote the wording: the machine adds that.
        A::ReleaseIndividual => manager || about.decides,
        A::RequestIdentity | A::OpenIdentity => member.has(Role::IdentityKeeper) && about.mode == Some(Mode::Protected),
        A::ReadIdentity => member.has(Role::IdentityKeeper) && about.identity_opened,
        _ => false,
    }
}
