//! A case under test: commands go in, and after every step the fold of the log must be the case.
use super::*;

/// A case with its route and its log.
#[derive(Clone, Debug)]
pub(super) struct Course {
    pub(super) route: Route,
    pub(super) case: Case,
    pub(super) log: Vec<(CaseEvent, String, i64)>,
}

impl Course {
    /// Submits a report whose facts give level 2.
    pub(super) fn submitted(route: Route) -> Self {
        let (skipped, first_seat) = Case::first_seat(&route, 1);
        let event = CaseEvent::ReportSubmitted {
            profile_version: 1,
            derived: Some(level("2")),
            provisional: false,
            first_seat,
        };
        let case = Case::begin(&event, 0).expect("a submission begins a case");
        let mut course = Self { route, case, log: vec![(event, "reporter".to_owned(), 0)] };
        for (event, _) in skipped {
            course.happen(&event, "reporter");
        }
        course
    }

    /// Applies one event and compares with the fold.
    pub(super) fn happen(&mut self, event: &CaseEvent, by: &str) {
        let at = i64::try_from(self.log.len()).expect("a short log");
        self.case.apply(event, by, at);
        self.log.push((event.clone(), by.to_owned(), at));
        assert_eq!(self.fold(), self.case, "fold and apply differ after {event:?}");
    }

    pub(super) fn fold(&self) -> Case {
        Case::fold(self.log.iter().map(|(event, by, at)| (event, by.as_str(), *at)))
            .expect("the log begins with a submission")
    }

    /// Gives a command and applies its events; answers their kinds.
    pub(super) fn give(&mut self, by: &str, command: Command) -> Result<Vec<&'static str>, Refusal> {
        let happened = self.case.decide(&self.route, command)?;
        for (event, _) in &happened {
            self.happen(event, by);
        }
        Ok(happened.iter().map(|(event, _)| event.kind()).collect())
    }

    /// Stamps these seats in turn; each is stamped by a person of the seat's name.
    pub(super) fn stamped(mut self, seats: &[&str]) -> Self {
        for seat in seats {
            self.give(seat, stamp(seat)).unwrap_or_else(|refusal| panic!("{seat}: {refusal}"));
        }
        self
    }

    /// Gives a command that must succeed.
    pub(super) fn then(mut self, by: &str, command: Command) -> Self {
        self.give(by, command).expect("the command is possible");
        self
    }

    pub(super) fn standing(&self, round: u8) -> Vec<&str> {
        self.case.standing(round).map(|stamp| stamp.seat.as_str()).collect()
    }

    pub(super) fn at(&self) -> (&'static str, u8, Option<&str>) {
        (self.case.state.code(), self.case.state.round(), self.case.state.seat())
    }
}
