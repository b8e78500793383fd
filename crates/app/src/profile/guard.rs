//! Owns what no edit of a profile may do, beside being valid: take a seat from under somebody, or lose a floor (下限) of the standard.
use domain::profile::{Floor, Label, Profile, ProfileProblem};
use store::SeatHolderRow;

/// The problems of going from one version to the next.
pub(super) fn problems(before: &Profile, after: &Profile, holders: &[SeatHolderRow]) -> Vec<ProfileProblem> {
    let mut problems: Vec<ProfileProblem> = Vec::new();
    for seat in before.seats.iter().filter(|seat| after.seat(&seat.code).is_none()) {
        let sitting = holders.iter().filter(|held| held.seat == seat.code).count();
        if sitting > 0 {
            problems.push(problem(
                format!("seats[{}]", seat.code),
                format!("決裁席「{}」には{sitting}人が就いています。先に席から外してください。", seat.label.ja),
                format!("{sitting} people sit on the seat “{}”. Take them from it first.", seat.label.en),
            ));
        }
    }
    // Another standard has other floors; a version of the same one keeps them (B1: no later edit may lose it).
    if before.id == after.id {
        problems.extend(before.floors.iter().filter(|floor| !keeps(after, floor)).map(lost));
    }
    problems
}

fn keeps(after: &Profile, floor: &Floor) -> bool {
    let needed = after.rank(&floor.at_least);
    after.floors.iter().any(|kept| {
        kept.id == floor.id && kept.when == floor.when && needed.is_some() && after.rank(&kept.at_least) >= needed
    })
}

fn lost(floor: &Floor) -> ProfileProblem {
    problem(
        format!("floors[{}]", floor.id),
        format!("レベルの下限は、なくすことも下げることもできません。{}", floor.wording.ja),
        format!("A floor of the level can be neither removed nor lowered. {}", floor.wording.en),
    )
}

fn problem(path: String, ja: String, en: String) -> ProfileProblem {
    ProfileProblem { path, message: Label::new(ja, en) }
}
