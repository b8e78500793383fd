//! Owns what is held in memory of each facility because somebody used it, until nobody has used it for a while or it takes too much room.
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::id::FacilityId;

/// What nobody has used for so long (µs) is let go: six hours. Reading it again takes some seconds at most.
const IDLE: i64 = 6 * 60 * 60 * 1_000_000;

/// Something held, cheap to clone.
struct Held<T> {
    thing: T,
    /// The room that it takes, in a unit of the shelf's own: reports, texts, bytes.
    size: usize,
    /// Instant (µs) at which somebody last used it.
    used_at: i64,
}

/// At most one thing of each facility.
pub(crate) struct Shelf<T>(Mutex<HashMap<FacilityId, Held<T>>>);

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> Shelf<T> {
    fn held(&self) -> MutexGuard<'_, HashMap<FacilityId, Held<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is held of a facility, used now.
    pub(crate) fn take(&self, facility: FacilityId, now: i64) -> Option<T> {
        let mut held = self.held();
        let one = held.get_mut(&facility)?;
        one.used_at = one.used_at.max(now);
        Some(one.thing.clone())
    }

    /// What is held of a facility, without using it.
    pub(crate) fn look(&self, facility: FacilityId) -> Option<T> {
        self.held().get(&facility).map(|one| one.thing.clone())
    }

    /// Puts a thing there because somebody uses it now, unless what is there shall stay.
    pub(crate) fn put(&self, facility: FacilityId, thing: T, size: usize, now: i64, stays: impl FnOnce(&T) -> bool) {
        let mut held = self.held();
        let before = held.get(&facility);
        if before.is_some_and(|before| stays(&before.thing)) {
            return;
        }
        let used_at = before.map_or(now, |before| before.used_at.max(now));
        held.insert(facility, Held { thing, size, used_at });
    }

    /// Puts a newer thing where one is held; that is no use of it.
    pub(crate) fn renew(&self, facility: FacilityId, thing: T, size: usize) {
        if let Some(one) = self.held().get_mut(&facility) {
            (one.thing, one.size) = (thing, size);
        }
    }

    /// Lets go of what nobody has used in [`IDLE`], and of the longest unused while all together are larger than `most`. Who works with
    /// it at this moment goes on: it is shared.
    pub(crate) fn let_go(&self, now: i64, most: usize) {
        let mut held = self.held();
        held.retain(|_, one| now - one.used_at < IDLE);
        let mut total: usize = held.values().map(|one| one.size).sum();
        while total > most {
            let oldest = held.iter().min_by_key(|(_, one)| one.used_at).map(|(id, one)| (*id, one.size));
            let Some((oldest, size)) = oldest else { return };
            held.remove(&oldest);
            total -= size;
        }
    }

    /// Facilities, and the size of all together.
    pub(crate) fn holding(&self) -> (usize, usize) {
        let held = self.held();
        (held.len(), held.values().map(|one| one.size).sum())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const HOUR: i64 = 60 * 60 * 1_000_000;

    fn facility(n: u128) -> FacilityId {
        FacilityId::from_uuid(Uuid::from_u128(n))
    }

    fn filled(used: [i64; 3]) -> Shelf<u128> {
        let shelf = Shelf::default();
        for (n, used_at) in (1..).zip(used) {
            shelf.put(facility(n), n, 40, used_at, |_| false);
        }
        shelf
    }

    fn there(shelf: &Shelf<u128>) -> Vec<bool> {
        (1..=3).map(|n| shelf.look(facility(n)).is_some()).collect()
    }

    #[test]
    fn what_nobody_uses_is_let_go_after_six_hours() {
        let shelf = filled([0; 3]);
        assert_eq!(shelf.take(facility(2), 2 * HOUR), Some(2), "used");
        shelf.renew(facility(3), 33, 40);
        assert_eq!(shelf.look(facility(3)), Some(33));
        shelf.let_go(6 * HOUR - 1, 1_000);
        assert_eq!(there(&shelf), [true, true, true]);
        shelf.let_go(6 * HOUR, 1_000);
        assert_eq!(there(&shelf), [false, true, false], "neither looking nor renewing is using");
        shelf.let_go(8 * HOUR, 1_000);
        assert_eq!(shelf.holding(), (0, 0));
        shelf.renew(facility(1), 1, 40);
        assert_eq!(there(&shelf), [false; 3], "what was let go is not renewed");
    }

    #[test]
    fn with_too_much_the_longest_unused_go_first() {
        let shelf = filled([30, 10, 20]);
        shelf.let_go(40, 120);
        assert_eq!((there(&shelf), shelf.holding()), (vec![true; 3], (3, 120)));
        shelf.let_go(40, 119);
        assert_eq!(there(&shelf), [true, false, true]);
        shelf.let_go(40, 0);
        assert_eq!(there(&shelf), [false; 3]);
    }

    #[test]
    fn what_shall_stay_stays_and_an_earlier_use_does_not_make_it_older() {
        let shelf = filled([5, 5, 5]);
        shelf.put(facility(1), 11, 40, 1, |held| *held == 1);
        assert_eq!(shelf.look(facility(1)), Some(1));
        shelf.put(facility(1), 11, 40, 1, |held| *held == 2);
        assert_eq!(shelf.look(facility(1)), Some(11));
        shelf.let_go(5 + IDLE - 1, 1_000);
        assert_eq!(there(&shelf), [true; 3]);
    }
}
