//! page::record::seats: the paper's 決裁欄 for both rounds, from the case and its history.

use std::collections::BTreeMap;

use domain::approval::{Case, CaseEvent, CaseState, HowStamped, Stamp};
use domain::profile::Profile;
use jiff::tz::TimeZone;

use super::Line;
use super::names::Names;
use crate::catalog::Text;
use crate::component::{ApprovalRow, Seat, SeatState};
use crate::seal::{Mark, Seal};
use crate::when::{self, Moment};

/// What the boxes are drawn from.
#[derive(Debug, Clone, Copy)]
pub struct SeatSource<'a> {
    /// The profile with the seats.
    pub profile: &'a Profile,
    /// The case.
    pub case: &'a Case,
    /// Its history, for who sent back.
    pub history: &'a [Line],
    /// Names.
    pub names: &'a Names,
    /// The facility's zone: a stamp bears the local day.
    pub zone: &'a TimeZone,
}

/// The label of a seat; the code where the profile does not know it any more.
#[must_use]
pub fn seat_label(t: Text, profile: &Profile, code: &str) -> String {
    profile.seat(code).map_or_else(|| code.to_owned(), |seat| t.pick(&seat.label.ja, &seat.label.en).to_owned())
}

/// Both rows as on the paper: the chairman on the left, the handler on the right.
#[must_use]
pub(super) fn rows(t: Text, source: &SeatSource<'_>) -> Vec<ApprovalRow> {
    [(1, "seats-1", t.get("record.round.1")), (2, "seats-2", t.get("record.round.2"))]
        .into_iter()
        .map(|(round, id, title)| ApprovalRow::new(t, id, title, boxes(t, source, round)))
        .collect()
}

fn boxes(t: Text, source: &SeatSource<'_>, round: u8) -> Vec<Seat> {
    let stamps: BTreeMap<&str, &Stamp> =
        source.case.standing(round).map(|stamp| (stamp.seat.as_str(), stamp)).collect();
    let returned = returned_from(source, round);
    let mut seats: Vec<Seat> = source
        .profile
        .route(round)
        .into_iter()
        .map(|seat| {
            let code = seat.code.as_str();
            let state = match stamps.get(code) {
                Some(stamp) => stamped(t, source, stamp),
                None if current(source.case, round) == Some(code) => SeatState::Current,
                None if returned == Some(code) => SeatState::Returned,
                None if was_skipped(source.case, round, code) => SeatState::Skipped,
                None => SeatState::Ahead,
            };
            Seat { title: t.pick(&seat.label.ja, &seat.label.en).to_owned(), state }
        })
        .collect();
    seats.reverse();
    seats
}

fn was_skipped(case: &Case, round: u8, code: &str) -> bool {
    case.skipped.iter().any(|(of, seat)| *of == round && seat == code)
}

fn current(case: &Case, round: u8) -> Option<&str> {
    match &case.state {
        CaseState::InReview { round: of, seat } if *of == round => seat.as_deref(),
        _ => None,
    }
}

/// Who sent the report back, as long as it lies with the reporter.
fn returned_from<'a>(source: &SeatSource<'a>, round: u8) -> Option<&'a str> {
    if source.case.state != (CaseState::Returned { round }) {
        return None;
    }
    source.history.iter().rev().find_map(|line| match &line.event {
        CaseEvent::CaseReturned { from, .. } => Some(from.as_str()),
        _ => None,
    })
}

fn stamped(t: Text, source: &SeatSource<'_>, stamp: &Stamp) -> SeatState {
    let name = source.names.person(t, &stamp.by);
    let day = Moment::of(stamp.at, source.zone).local.date();
    let office = seat_label(t, source.profile, &stamp.seat);
    let (mark, how) = match (stamp.how, stamp.reviewed) {
        (HowStamped::Own, _) => (None, "stamped"),
        (HowStamped::Proxy { .. }, false) => (Some(Mark::Deputy), "deputy"),
        (HowStamped::Proxy { .. }, true) => (Some(Mark::Reviewed), "reviewed"),
    };
    let words = [t.choice("common.seat", how), name.clone(), when::day(t, day)].join(" ");
    SeatState::Stamped { seal: Seal::dated(&name, &office, when::day_on_seal(day)).mark(mark), words }
}

/// One sentence per stamp that a deputy gave (代決): for whom, and whether the holder has looked at it (後閲).
#[must_use]
pub(super) fn proxy_notes(t: Text, source: &SeatSource<'_>) -> Vec<String> {
    let standing = source.case.stamps.iter().filter(|stamp| !stamp.void);
    standing
        .filter_map(|stamp| {
            let HowStamped::Proxy { holder } = stamp.how else { return None };
            let seat = seat_label(t, source.profile, &stamp.seat);
            let holder = source.names.person(t, &holder.to_string());
            let who = source.names.person(t, &stamp.by);
            let key = if stamp.reviewed { "record.proxy.reviewed" } else { "record.proxy.waiting" };
            Some(t.with(key, &[("seat", &seat), ("holder", &holder), ("who", &who)]))
        })
        .collect()
}
