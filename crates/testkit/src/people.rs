//! Owns the people of the test facility: who sits on which seat.
use app::people::NewAccount;
use app::{App, Ctx};
use domain::id::{AccountId, UnitId};
use domain::people::Role;

/// The password of everybody in tests.
pub const PASSWORD: &str = "correct horse battery";

/// A person of the test facility.
#[derive(Debug, Clone)]
pub struct Person {
    /// The sign-in name.
    pub login: &'static str,
    /// The account.
    pub account: AccountId,
}

/// Login, name, index of the unit, roles beside staff, seats.
type Plan = (&'static str, &'static str, usize, &'static [Role], &'static [(&'static str, bool)]);

/// A route of four held seats: handler → unit leader (of the first unit) → facility director → chairman; the rest is empty.
const PLANS: &[Plan] = &[
    ("kaigo", "介護 花子", 0, &[], &[]),
    ("kaigo2", "介護 次郎", 1, &[], &[]),
    ("risk", "安全 一郎", 0, &[Role::SafetyManager], &[("handler", false)]),
    ("leader", "主任 春子", 0, &[], &[("unit_leader", true)]),
    ("head", "施設 長夫", 1, &[], &[("facility_director", false)]),
    ("rijicho", "理事 長子", 1, &[Role::Director], &[("chairman", false)]),
    ("kanri", "管理 太郎", 1, &[Role::Administrator], &[]),
    ("mamoru", "守 秘子", 0, &[Role::IdentityKeeper], &[]),
    ("mamoru2", "守 密男", 1, &[Role::IdentityKeeper], &[]),
];

pub(crate) async fn settle(app: &App, ctx: &Ctx, units: [UnitId; 2]) -> Vec<Person> {
    let mut people = Vec::new();
    for (login, name, unit, roles, seats) in PLANS {
        let account = add(app, ctx, login, name, units[*unit], roles).await;
        for (seat, bound) in *seats {
            app.give_seat(ctx, account, seat, bound.then_some(units[*unit])).await.expect("a seat");
        }
        people.push(Person { login, account });
    }
    people
}

pub(crate) async fn stranger(app: &App, ctx: &Ctx, unit: UnitId) {
    add(app, ctx, "tanin", "他院 三郎", unit, &[Role::SafetyManager, Role::Director, Role::Administrator]).await;
}

async fn add(app: &App, ctx: &Ctx, login: &str, name: &str, unit: UnitId, roles: &[Role]) -> AccountId {
    let roles = [Role::Staff].into_iter().chain(roles.iter().copied()).collect();
    let new = NewAccount {
        login: login.to_owned(),
        name: name.to_owned(),
        kana: login.to_owned(),
        occupation: "care_worker".to_owned(),
        unit: Some(unit),
        roles,
        password: PASSWORD.to_owned(),
        must_change: false,
    };
    app.add_account(ctx, new).await.expect("an account")
}
