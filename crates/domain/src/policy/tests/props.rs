//! What holds for every member and every resource: rights only grow with roles.
use proptest::prelude::*;

use super::*;

fn roles() -> impl Strategy<Value = Vec<Role>> {
    prop::sample::subsequence(Role::ALL.to_vec(), 0..=Role::ALL.len())
}

prop_compose! {
    fn any_about()(own: bool, on_route: bool, addressed: bool, owns_action: bool, recorded_step: bool, identity_opened: bool, examines: bool, decides: bool,
                   mode in prop::sample::select(vec![None, Some(Mode::Named), Some(Mode::Protected), Some(Mode::Anonymous)]),
                   seat in prop::option::of(prop::sample::select(vec!["leader", "head"]))) -> AboutReport {
        AboutReport { unit: Some(UNIT), mode, own, current_seat: seat.map(str::to_owned), on_route, addressed, owns_action, recorded_step, identity_opened, examines, decides }
    }
}

fn any_resource() -> impl Strategy<Value = Resource> {
    let facility = || prop::sample::select(vec![HOME, ABROAD]);
    prop_oneof![
        facility().prop_map(Resource::Facility),
        (facility(), any_about()).prop_map(|(facility, about)| Resource::Report(facility, about)),
        (facility(), any::<bool>()).prop_map(|(facility, own)| Resource::Draft { facility, own }),
        (facility(), any::<bool>()).prop_map(|(facility, open)| Resource::AnonymousDesk { facility, open }),
        Just(Resource::Public),
    ]
}

proptest! {
    #[test]
    fn another_role_or_seat_never_takes_a_right_away(few in roles(), more in prop::sample::select(Role::ALL.to_vec()), resource in any_resource()) {
        let before = member(&few, &[]);
        let mut roles = few.clone();
        roles.push(more);
        for richer in [member(&roles, &[]), member(&few, &["leader"])] {
            for action in Action::ALL.iter().copied().filter(|action| may(&before, *action, &resource)) {
                prop_assert!(may(&richer, action, &resource), "{:?} {:?}", action, richer);
            }
        }
    }

    #[test]
    fn an_administrator_reads_no_report(about in any_about()) {
        let stranger = AboutReport { own: false, on_route: false, addressed: false, owns_action: false, recorded_step: false, examines: false, decides: false, ..about };
        let (plain, administrator) = (member(&[], &[]), member(&[Role::Administrator], &[]));
        let resource = Resource::Report(HOME, stranger);
        prop_assert_eq!(allowed(&administrator, &resource), "");
        prop_assert_eq!(allowed(&plain, &resource), "");
    }

    #[test]
    fn a_member_is_told_and_never_asked_to_sign_in(roles in roles(), resource in any_resource()) {
        let actor = Actor::Member(member(&roles, &["leader"]));
        for action in Action::ALL {
            prop_assert_ne!(decide(&actor, *action, &resource), Decision::SignIn);
        }
    }
}
