//! Owns the rows of twelve boxes (決裁欄) on paper: the same seals as on the page.
use domain::approval::{HowStamped, Stamp};
use pdf::{Seal as Printed, Seat};
use render::seal::{self, Mark, Seal};
use render::when::{self as words, Moment};

use super::Source;

impl Source<'_> {
    /// The seats of a round in the order of the route.
    pub(crate) fn seats(&self, round: u8) -> Vec<Seat> {
        let case = &self.view.case;
        let stamp_of = |code: &str| case.standing(round).rfind(|stamp| stamp.seat == code);
        let route = self.profile().route(round).into_iter();
        route
            .map(|seat| {
                let label = self.t.pick(&seat.label.ja, &seat.label.en).to_owned();
                match stamp_of(&seat.code) {
                    Some(stamp) => self.stamped(label, stamp),
                    None if case.skipped.iter().any(|(of, code)| *of == round && *code == seat.code) => {
                        let slash = Printed::new("", Some(seal::slash().as_str().to_owned()));
                        Seat { label, seal: Some(slash), ..Seat::default() }
                    }
                    None => Seat { label, ..Seat::default() },
                }
            })
            .collect()
    }

    fn stamped(&self, label: String, stamp: &Stamp) -> Seat {
        let name = self.names.person(self.t, &stamp.by);
        let date = words::day_on_seal(Moment::of(stamp.at, self.zone).local.date());
        let (mark, note) = match (stamp.how, stamp.reviewed) {
            (HowStamped::Own, _) => (None, ""),
            (HowStamped::Proxy { .. }, false) => (Some(Mark::Deputy), self.t.get("paper.deputy")),
            (HowStamped::Proxy { .. }, true) => (Some(Mark::Reviewed), self.t.get("paper.reviewed")),
        };
        let drawn = Seal::dated(&name, &label, date.clone()).mark(mark);
        let seal = Some(Printed::new(&name, Some(drawn.svg("").as_str().to_owned())));
        Seat { label, date, seal, note: note.to_owned() }
    }
}
