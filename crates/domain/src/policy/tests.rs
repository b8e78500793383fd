//! Tests of `policy`: strangers see nothing, colleagues are told, and the table of rights per role is written down.
mod props;
mod rights;

use uuid::Uuid;

use super::*;
use crate::id::{AccountId, ReportId};
use crate::people::Seat;

const HOME: FacilityId = FacilityId::from_uuid(Uuid::from_u128(1));
const ABROAD: FacilityId = FacilityId::from_uuid(Uuid::from_u128(2));
const UNIT: UnitId = UnitId::from_uuid(Uuid::from_u128(3));

fn member(roles: &[Role], seats: &[&str]) -> Member {
    let seats = seats.iter().map(|code| Seat { code: (*code).to_owned(), unit: None, for_account: None }).collect();
    Member {
        facility: HOME,
        account: AccountId::from_uuid(Uuid::from_u128(4)),
        unit: Some(UNIT),
        roles: roles.to_vec(),
        seats,
    }
}

fn receipt(facility: FacilityId) -> Actor {
    Actor::ReceiptHolder { facility, report: ReportId::from_uuid(Uuid::from_u128(5)) }
}

fn about() -> AboutReport {
    AboutReport {
        unit: Some(UNIT),
        mode: Some(Mode::Named),
        current_seat: Some("leader".to_owned()),
        ..AboutReport::default()
    }
}

fn resources(facility: FacilityId) -> Vec<Resource> {
    let everything = AboutReport {
        mode: Some(Mode::Protected),
        own: true,
        on_route: true,
        addressed: true,
        owns_action: true,
        recorded_step: true,
        identity_opened: true,
        examines: true,
        decides: true,
        ..about()
    };
    vec![
        Resource::Facility(facility),
        Resource::Report(facility, about()),
        Resource::Report(facility, everything),
        Resource::Draft { facility, own: true },
        Resource::Draft { facility, own: false },
        Resource::AnonymousDesk { facility, open: true },
        Resource::AnonymousDesk { facility, open: false },
    ]
}

fn private() -> impl Iterator<Item = Action> {
    Action::ALL.iter().copied().filter(|action| !action.is_public())
}

fn may(member: &Member, action: Action, resource: &Resource) -> bool {
    decide(&Actor::Member(member.clone()), action, resource) == Decision::Allow
}

/// Codes of the actions that are allowed, in the order of the list.
fn allowed(member: &Member, resource: &Resource) -> String {
    let codes: Vec<&str> = private().filter(|action| may(member, *action, resource)).map(Action::code).collect();
    codes.join(" ")
}

#[test]
fn a_stranger_to_the_facility_finds_nothing() {
    let strangers = [Actor::Member(member(&Role::ALL, &["leader"])), receipt(HOME)];
    for actor in &strangers {
        for resource in resources(ABROAD) {
            for action in private() {
                assert_eq!(decide(actor, action, &resource), Decision::Hide, "{actor:?} {action:?} {resource:?}");
            }
        }
    }
}

#[test]
fn who_is_not_signed_in_is_asked_to_sign_in() {
    for resource in resources(HOME).into_iter().chain([Resource::Public]) {
        for action in private() {
            assert_eq!(decide(&Actor::Public, action, &resource), Decision::SignIn, "{action:?} {resource:?}");
        }
    }
}

#[test]
fn what_is_for_everybody_is_open_except_a_closed_desk() {
    let actors = [Actor::Public, Actor::System, receipt(ABROAD), Actor::Member(member(&[], &[]))];
    for actor in &actors {
        for action in Action::ALL.iter().copied().filter(|action| action.is_public()) {
            for resource in resources(HOME).into_iter().chain([Resource::Public]) {
                let closed = matches!(resource, Resource::AnonymousDesk { open: false, .. });
                let expected = if closed { Decision::Hide } else { Decision::Allow };
                assert_eq!(decide(actor, action, &resource), expected, "{actor:?} {action:?} {resource:?}");
            }
        }
    }
}

#[test]
fn only_three_actions_are_for_everybody() {
    let public: Vec<&str> =
        Action::ALL.iter().filter(|action| action.is_public()).map(|action| action.code()).collect();
    assert_eq!(public, ["see_public", "sign_in", "report_anonymously"]);
}

#[test]
fn a_colleague_without_the_right_is_told_so() {
    let nobody = member(&[], &[]);
    let actor = Actor::Member(nobody);
    assert_eq!(decide(&actor, Action::ReadReport, &Resource::Report(HOME, about())), Decision::Forbid);
    assert_eq!(decide(&actor, Action::Administer, &Resource::Facility(HOME)), Decision::Forbid);
    let of_another = Resource::Draft { facility: HOME, own: false };
    let staff = Actor::Member(member(&[Role::Staff], &[]));
    assert_eq!(decide(&staff, Action::KeepDraft, &of_another), Decision::Hide, "another's draft is nobody's business");
    assert_eq!(decide(&staff, Action::KeepDraft, &Resource::Draft { facility: HOME, own: true }), Decision::Allow);
}

#[test]
fn the_holder_of_a_receipt_follows_the_own_report_and_nothing_else() {
    let own = AboutReport { own: true, mode: Some(Mode::Anonymous), ..about() };
    for action in private() {
        let mine = matches!(action, Action::TrackReport | Action::AnswerQuestion);
        let expected = if mine { Decision::Allow } else { Decision::Hide };
        assert_eq!(decide(&receipt(HOME), action, &Resource::Report(HOME, own.clone())), expected, "{action:?}");
        assert_eq!(decide(&receipt(HOME), action, &Resource::Report(HOME, about())), Decision::Hide, "{action:?}");
        assert_eq!(decide(&receipt(HOME), action, &Resource::Facility(HOME)), Decision::Hide, "{action:?}");
    }
}

#[test]
fn a_protected_name_is_for_keepers_only() {
    let opened = AboutReport { mode: Some(Mode::Protected), identity_opened: true, ..about() };
    let protected = Resource::Report(HOME, opened.clone());
    let closed = Resource::Report(HOME, AboutReport { identity_opened: false, ..opened });
    let others: Vec<Role> = Role::ALL.into_iter().filter(|role| *role != Role::IdentityKeeper).collect();
    let (keeper, all_but) = (member(&[Role::IdentityKeeper], &[]), member(&others, &["leader"]));
    for action in [Action::RequestIdentity, Action::OpenIdentity, Action::ReadIdentity] {
        assert!(may(&keeper, action, &protected), "{action:?}");
        assert!(!may(&all_but, action, &protected), "{action:?}");
    }
    assert!(!may(&keeper, Action::ReadIdentity, &closed), "not before two have opened it");
    for mode in [Mode::Named, Mode::Anonymous] {
        let other = Resource::Report(HOME, AboutReport { mode: Some(mode), ..about() });
        assert!(!may(&keeper, Action::RequestIdentity, &other), "there is no sealed name: {mode:?}");
    }
}

#[test]
fn individual_publication_follows_the_benches_of_the_profile() {
    let plain = member(&[Role::Staff], &[]);
    let own = AboutReport { own: true, on_route: true, ..about() };
    let right = |about: &AboutReport, action| may(&plain, action, &Resource::Report(HOME, about.clone()));
    let (examines, decides) = (AboutReport { examines: true, ..about() }, AboutReport { decides: true, ..about() });
    for action in [
        Action::SeeIndividual,
        Action::WriteIndividual,
        Action::ExamineIndividual,
        Action::DecideIndividual,
        Action::ReleaseIndividual,
    ] {
        assert!(!right(&own, action), "who reported or stamps has no part in it: {action:?}");
    }
    assert!(right(&examines, Action::SeeIndividual) && right(&examines, Action::ExamineIndividual));
    assert!(!right(&examines, Action::DecideIndividual) && !right(&examines, Action::ReleaseIndividual));
    assert!(right(&decides, Action::DecideIndividual) && right(&decides, Action::ReleaseIndividual));
    assert!(!right(&decides, Action::ExamineIndividual) && !right(&decides, Action::WriteIndividual));
    let director = member(&[Role::Director], &[]);
    let plain_report = Resource::Report(HOME, about());
    assert!(may(&director, Action::SeeIndividual, &plain_report));
    assert!(!may(&director, Action::DecideIndividual, &plain_report), "the office decides, not the role");
}

#[test]
fn a_seat_is_held_for_its_unit() {
    let other = UnitId::from_uuid(Uuid::from_u128(30));
    let mut holder = member(&[], &["leader"]);
    holder.seats[0].unit = Some(UNIT);
    let stamp = |unit| may(&holder, Action::StampReport, &Resource::Report(HOME, AboutReport { unit, ..about() }));
    assert!(stamp(Some(UNIT)));
    assert!(!stamp(Some(other)) && !stamp(None));
    let elsewhere = AboutReport { current_seat: Some("head".to_owned()), ..about() };
    assert!(!may(&holder, Action::StampReport, &Resource::Report(HOME, elsewhere)));
    let nowhere = AboutReport { current_seat: None, ..about() };
    assert!(!may(&holder, Action::StampReport, &Resource::Report(HOME, nowhere)));
}

#[test]
fn action_codes_are_unique() {
    let codes: std::collections::BTreeSet<&str> = Action::ALL.iter().map(|action| action.code()).collect();
    assert_eq!(codes.len(), Action::ALL.len());
}
