//! Tests the policy over every route: the whole matrix of routes and kinds of people is one committed file.
use domain::id::{AccountId, FacilityId, ReportId, UnitId};
use domain::people::{Actor, Member, Role, Seat};
use domain::policy::{AboutReport, Action, Decision, Resource, decide};
use domain::report::Mode;
use server::http::Route;
use server::http::table::is_about_one_report;
use server::route;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/policy-matrix.txt");
const HEAD: &str = "\
# Who may do what: every route, every kind of person. Checked by the test policy_matrix; a change here is a change of rights: review it.
# Written anew by: cargo test -p server --test http -- --ignored write_the_policy_matrix
# The report is one of the first unit, reported in protected mode, and waits at the seat unit_leader. The reporter wrote report and draft.
# 404 = learns nothing, 403 = is told, sign-in = is asked to sign in first.
";

/// A kind of person, and what this kind is to the report.
struct Kind {
    name: &'static str,
    actor: Actor,
    about: AboutReport,
}

fn facility(number: u128) -> FacilityId {
    FacilityId::from_uuid(uuid::Uuid::from_u128(number))
}

fn unit(number: u128) -> UnitId {
    UnitId::from_uuid(uuid::Uuid::from_u128(number))
}

fn member(of: u128, unit_number: u128, roles: &[Role], seats: &[&str]) -> Actor {
    let seat = |code: &&str| Seat { code: (*code).to_owned(), unit: None, for_account: None };
    Actor::Member(Member {
        facility: facility(of),
        account: AccountId::from_uuid(uuid::Uuid::from_u128(9)),
        unit: Some(unit(unit_number)),
        roles: [Role::Staff].into_iter().chain(roles.iter().copied()).collect(),
        seats: seats.iter().map(seat).collect(),
    })
}

fn kinds() -> Vec<Kind> {
    let about = || AboutReport {
        unit: Some(unit(1)),
        mode: Some(Mode::Protected),
        current_seat: Some("unit_leader".to_owned()),
        ..AboutReport::default()
    };
    let own = || AboutReport { own: true, ..about() };
    let on_route = || AboutReport { on_route: true, ..about() };
    let addressed = || AboutReport { addressed: true, ..about() };
    let kind = |name, actor, about| Kind { name, actor, about };
    let receipt = Actor::ReceiptHolder { facility: facility(1), report: ReportId::from_uuid(uuid::Uuid::from_u128(7)) };
    vec![
        kind("public", Actor::Public, about()),
        kind("receipt_holder", receipt, own()),
        kind("reporter", member(1, 1, &[], &[]), own()),
        kind("staff_of_unit", member(1, 1, &[], &[]), about()),
        kind("staff_addressed", member(1, 2, &[], &[]), addressed()),
        kind("staff_of_other_unit", member(1, 2, &[], &[]), about()),
        kind("seat_current", member(1, 1, &[], &["unit_leader"]), on_route()),
        kind("seat_other", member(1, 1, &[], &["facility_director"]), on_route()),
        // The manager acts for the body that examines individual publications, this director sits in the office that decides.
        kind("safety_manager", member(1, 1, &[Role::SafetyManager], &[]), AboutReport { examines: true, ..about() }),
        kind("director", member(1, 2, &[Role::Director], &[]), AboutReport { decides: true, ..about() }),
        kind("administrator", member(1, 2, &[Role::Administrator], &[]), about()),
        kind("identity_keeper", member(1, 2, &[Role::IdentityKeeper], &[]), about()),
        kind(
            "identity_opened",
            member(1, 2, &[Role::IdentityKeeper], &[]),
            AboutReport { identity_opened: true, ..about() },
        ),
        kind(
            "other_facility",
            member(
                2,
                3,
                &[Role::SafetyManager, Role::Director, Role::Administrator, Role::IdentityKeeper],
                &["unit_leader"],
            ),
            about(),
        ),
    ]
}

fn resource(action: Action, kind: &Kind) -> Resource {
    match action {
        Action::ReportAnonymously => Resource::AnonymousDesk { facility: facility(1), open: true },
        _ if action.is_public() => Resource::Public,
        Action::KeepDraft => Resource::Draft { facility: facility(1), own: kind.about.own },
        _ if is_about_one_report(action) => Resource::Report(facility(1), kind.about.clone()),
        _ => Resource::Facility(facility(1)),
    }
}

fn line(route: &Route) -> String {
    let mut text = format!("{} {} [{}]\n", route.method, route.path, route.action.code());
    let kinds = kinds();
    for (decision, word) in
        [(Decision::Allow, "allow"), (Decision::Forbid, "403"), (Decision::Hide, "404"), (Decision::SignIn, "sign-in")]
    {
        let of: Vec<&str> = kinds
            .iter()
            .filter(|kind| decide(&kind.actor, route.action, &resource(route.action, kind)) == decision)
            .map(|kind| kind.name)
            .collect();
        if of.len() == kinds.len() {
            text.push_str(&format!("  {word}: everybody\n"));
        } else if !of.is_empty() {
            text.push_str(&format!("  {word}: {}\n", of.join(" ")));
        }
    }
    text
}

fn matrix() -> String {
    let mut routes = route::all();
    routes.sort_by(|a, b| (a.path, a.method.as_str()).cmp(&(b.path, b.method.as_str())));
    let lines: Vec<String> = routes.iter().map(line).collect();
    format!("{HEAD}\n{}", lines.join("\n"))
}

#[test]
fn rights_are_as_reviewed() {
    let reviewed = std::fs::read_to_string(PATH).unwrap_or_default();
    let matrix = matrix();
    for (index, (is, was)) in matrix.lines().zip(reviewed.lines()).enumerate() {
        assert_eq!(is, was, "line {} of {PATH}", index + 1);
    }
    assert_eq!(matrix.len(), reviewed.len(), "{PATH} has other routes than the program");
}

#[test]
#[ignore = "writes the reviewed file: run it on purpose, and read the difference"]
fn write_the_policy_matrix() {
    let text = matrix();
    std::fs::write(PATH, &text).unwrap();
    assert!(text.starts_with(HEAD));
}

#[test]
fn strangers_learn_nothing_that_is_not_public() {
    let stranger = kinds().pop().unwrap();
    for route in route::all().into_iter().filter(|route| !route.action.is_public()) {
        let decision = decide(&stranger.actor, route.action, &resource(route.action, &stranger));
        assert_eq!(decision, Decision::Hide, "{route:?}");
    }
}

#[test]
fn every_path_is_registered_once_per_method() {
    let mut names: Vec<String> = route::all().iter().map(|route| format!("{} {}", route.method, route.path)).collect();
    names.sort();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
fn every_place_of_the_navigation_is_a_route_with_the_same_action() {
    let routes = route::all();
    for (action, href) in server::view::frame::places() {
        let route = routes.iter().find(|route| route.path == href && route.method == axum::http::Method::GET);
        assert_eq!(route.map(|route| route.action), Some(action), "{href}");
    }
}
