//! Tests of `approval`: the table of states and commands, the whole route, and what no sequence of commands may do.
mod course;
mod level;
mod props;
mod route;
mod table;

use uuid::Uuid;

use super::*;
use crate::id::{AccountId, UnitId};
use crate::profile::{Judges, LevelCode, Opinion as OpinionKind};

/// The seats of the test route, first reader first.
const SEATS: [&str; 5] = ["handler", "leader", "head", "director", "chairman"];

fn account(number: u128) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(number))
}

fn unit(number: u128) -> UnitId {
    UnitId::from_uuid(Uuid::from_u128(number))
}

fn level(code: &str) -> LevelCode {
    LevelCode::new(code)
}

/// A short route with one seat of each kind: none, leader, section head, section head that judges finally, none.
fn route() -> Route {
    let kinds = [
        (OpinionKind::None, Judges::None),
        (OpinionKind::Leader, Judges::Leader),
        (OpinionKind::SectionHead, Judges::None),
        (OpinionKind::SectionHead, Judges::Final),
        (OpinionKind::None, Judges::None),
    ];
    let seats = SEATS.iter().zip(kinds).map(|(code, (opinion, judges))| RouteSeat {
        code: (*code).to_owned(),
        opinion,
        judges,
        rounds: vec![1, 2],
        held: true,
    });
    Route { seats: seats.collect(), floor: None, levels: ["1", "2", "3", "4", "5"].map(level).to_vec() }
}

fn without(empty: &[&str]) -> Route {
    let mut route = route();
    for seat in &mut route.seats {
        seat.held = !empty.contains(&seat.code.as_str());
    }
    route
}

/// Everything that a seat can be asked for; the level is the derived one of the tests.
fn opinion() -> Opinion {
    Opinion {
        text: Some("手順を確認しました".to_owned()),
        level: Some(level("2")),
        level_reason: None,
        measures_review: Some(false),
    }
}

fn stamp_with(seat: &str, opinion: Opinion) -> Command {
    Command::Stamp { seat: seat.to_owned(), holding: Holding::Own, opinion }
}

fn stamp(seat: &str) -> Command {
    stamp_with(seat, opinion())
}

fn send_back(seat: &str, target: ReturnTo) -> Command {
    Command::Return { seat: seat.to_owned(), target, reason: "時刻を確かめてください".to_owned() }
}

fn take_back(seat: &str, by: &str) -> Command {
    Command::TakeBack { seat: seat.to_owned(), by: by.to_owned(), at: 0 }
}

fn describe() -> Command {
    Command::DescribeMeasures { text: "配薬は二人で確認する".to_owned(), units: vec![unit(1)] }
}
