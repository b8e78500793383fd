//! Owns the state of a case and how each event changes it.
use serde::{Deserialize, Serialize};

use super::event::{CaseEvent, HowStamped, Judge, ReturnTo};
use crate::id::{AccountId, ReportId, UnitId};
use crate::profile::LevelCode;

/// Where a case stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum CaseState {
    /// On the way from seat to seat; `seat` is `None` when nobody holds any seat.
    InReview {
        /// 1 = the report, 2 = the measures and how they were made known.
        round: u8,
        /// The seat that reads now.
        seat: Option<String>,
    },
    /// Sent back to the reporter.
    Returned {
        /// The round in which it was sent back.
        round: u8,
    },
    /// Round 1 is complete; 再発防止策の内容・周知状況 is to be written.
    MeasuresPending,
    /// Both rounds are complete.
    Closed,
    /// Goes on in another report of the same event.
    Merged {
        /// The report that leads the event.
        into: ReportId,
        /// Where it stood, for the undoing.
        before: Box<CaseState>,
    },
}

impl CaseState {
    /// The stable code in rows and message keys.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::InReview { .. } => "in_review",
            Self::Returned { .. } => "returned",
            Self::MeasuresPending => "measures_pending",
            Self::Closed => "closed",
            Self::Merged { .. } => "merged",
        }
    }

    /// The round, 2 once the second has begun or is over.
    #[must_use]
    pub const fn round(&self) -> u8 {
        match self {
            Self::InReview { round, .. } | Self::Returned { round } => *round,
            Self::MeasuresPending => 1,
            Self::Closed => 2,
            Self::Merged { before, .. } => before.round(),
        }
    }

    /// The seat that reads now.
    #[must_use]
    pub fn seat(&self) -> Option<&str> {
        match self {
            Self::InReview { seat, .. } => seat.as_deref(),
            _ => None,
        }
    }
}

/// One stamp (決裁印) with its fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Round 1 or 2.
    pub round: u8,
    /// The seat.
    pub seat: String,
    /// Who stamped.
    pub by: String,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// Own or 代決.
    pub how: HowStamped,
    /// 後閲 has taken place.
    pub reviewed: bool,
    /// Taken back, or made void by a sending back.
    pub void: bool,
}

/// One judgement of the level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Whose.
    pub judge: Judge,
    /// The level.
    pub level: LevelCode,
    /// Who judged.
    pub by: String,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
}

/// How long an opened name may be read, in microseconds: an hour, then it is sealed again to everybody's eyes.
pub const IDENTITY_OPEN_FOR: i64 = 60 * 60 * 1_000_000;

/// One opening of the sealed name (氏名の開封): two keepers, for an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityOpening {
    /// Who had asked.
    pub requester: AccountId,
    /// Who agreed, as the journal writes it.
    pub agreed_by: String,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
}

impl IdentityOpening {
    /// When the name is sealed again, in microseconds since 1970 UTC.
    #[must_use]
    pub const fn until(&self) -> i64 {
        self.at.saturating_add(IDENTITY_OPEN_FOR)
    }

    /// Whether the actor of this journal name may read the name at this instant.
    #[must_use]
    pub fn is_for(&self, name: &str, now: i64) -> bool {
        now < self.until() && (self.requester.to_string() == name || self.agreed_by == name)
    }
}

/// A case: the fold of its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Where it stands.
    pub state: CaseState,
    /// Version of the profile under which it is judged.
    pub profile_version: u32,
    /// The level that the rules gave at submission.
    pub derived: Option<LevelCode>,
    /// Every stamp in the order of stamping, void ones too.
    pub stamps: Vec<Stamp>,
    /// Every judgement in the order of judging.
    pub judgements: Vec<Judgement>,
    /// Seats that were passed over, each once; a seat that reads after all (somebody holds it by now) is none of them.
    pub skipped: Vec<(u8, String)>,
    /// 再検討 is asked for by a standing opinion and has not been answered yet.
    pub measures_review: bool,
    /// The seats whose opinions ask for it; an opinion falls with its stamp.
    review_asked: Vec<String>,
    /// The units that shall read the measure.
    pub measure_units: Vec<UnitId>,
    /// A keeper has asked for the name.
    pub identity_requested_by: Option<String>,
    /// The newest opening of the sealed name; it stands for an hour.
    pub identity_opening: Option<IdentityOpening>,
    /// A question to the reporter waits for its answer.
    pub question_open: bool,
    /// When the case came to where it stands, in microseconds since 1970 UTC.
    pub entered_at: i64,
    /// Number of events folded.
    pub length: i64,
}

impl Case {
    /// Folds a whole stream; `None` when it does not begin with a submission.
    pub fn fold<'a>(events: impl IntoIterator<Item = (&'a CaseEvent, &'a str, i64)>) -> Option<Self> {
        let mut events = events.into_iter();
        let (first, _, at) = events.next()?;
        let mut case = Self::begin(first, at)?;
        for (event, by, at) in events {
            case.apply(event, by, at);
        }
        Some(case)
    }

    /// Begins a case with its submission.
    #[must_use]
    pub fn begin(event: &CaseEvent, at: i64) -> Option<Self> {
        let CaseEvent::ReportSubmitted { profile_version, derived, first_seat, .. } = event else {
            return None;
        };
        Some(Self {
            state: CaseState::InReview { round: 1, seat: first_seat.clone() },
            profile_version: *profile_version,
            derived: derived.clone(),
            stamps: Vec::new(),
            judgements: Vec::new(),
            skipped: Vec::new(),
            measures_review: false,
            review_asked: Vec::new(),
            measure_units: Vec::new(),
            identity_requested_by: None,
            identity_opening: None,
            question_open: false,
            entered_at: at,
            length: 1,
        })
    }

    /// The newest judgement of one judge.
    #[must_use]
    pub fn level(&self, judge: Judge) -> Option<&LevelCode> {
        self.judgements.iter().rev().find(|held| held.judge == judge).map(|held| &held.level)
    }

    /// The level that counts: the final one, else the leader's, else the reporter's, else the derived one.
    #[must_use]
    pub fn effective_level(&self) -> Option<&LevelCode> {
        self.level(Judge::Final)
            .or_else(|| self.level(Judge::Leader))
            .or_else(|| self.level(Judge::Reporter))
            .or(self.derived.as_ref())
    }

    /// The stamps of a round that stand.
    pub fn standing(&self, round: u8) -> impl DoubleEndedIterator<Item = &Stamp> {
        self.stamps.iter().filter(move |stamp| stamp.round == round && !stamp.void)
    }

    /// Folds one event that `by` caused `at` (microseconds since 1970 UTC).
    pub fn apply(&mut self, event: &CaseEvent, by: &str, at: i64) {
        self.length += 1;
        let before = self.state.clone();
        match event {
            CaseEvent::LevelJudged { judge, level, .. } => {
                self.judgements.push(Judgement { judge: *judge, level: level.clone(), by: by.to_owned(), at });
            }
            CaseEvent::OpinionGiven { seat, measures_review: Some(wanted), .. } => self.review_answered(seat, *wanted),
            CaseEvent::SeatSkipped { round, seat } => self.passed_over(*round, seat),
            CaseEvent::MeasuresRevised => {
                self.review_asked.clear();
                self.measures_review = false;
            }
            CaseEvent::QuestionAsked => self.question_open = true,
            CaseEvent::QuestionAnswered => self.question_open = false,
            CaseEvent::IdentityOpeningRequested => self.identity_requested_by = Some(by.to_owned()),
            CaseEvent::IdentityOpened { requester } => {
                self.identity_requested_by = None;
                self.identity_opening = Some(IdentityOpening { requester: *requester, agreed_by: by.to_owned(), at });
            }
            other => self.apply_route(other, by, at),
        }
        if self.state != before {
            self.entered_at = at;
            if let CaseState::InReview { round, seat: Some(seat) } = &self.state {
                self.skipped.retain(|(of, code)| of != round || code != seat);
            }
        }
    }

    fn review_answered(&mut self, seat: &str, wanted: bool) {
        self.review_asked.retain(|asked| asked != seat);
        if wanted {
            self.review_asked.push(seat.to_owned());
        }
        self.measures_review = !self.review_asked.is_empty();
    }

    fn passed_over(&mut self, round: u8, seat: &str) {
        if !self.skipped.iter().any(|(of, code)| *of == round && code == seat) {
            self.skipped.push((round, seat.to_owned()));
        }
    }

    fn apply_route(&mut self, event: &CaseEvent, by: &str, at: i64) {
        match event {
            CaseEvent::SeatStamped { round, seat, how, next } => {
                self.stamped(*round, seat, *how, next.as_ref(), by, at);
            }
            CaseEvent::ProxyStampReviewed { round, seat } => {
                let stamp =
                    self.stamps.iter_mut().rev().find(|held| held.round == *round && held.seat == *seat && !held.void);
                if let Some(stamp) = stamp {
                    stamp.reviewed = true;
                }
            }
            CaseEvent::CaseReturned { round, target, .. } => self.returned(*round, target),
            CaseEvent::StampTakenBack { round, seat } => {
                self.void_from(*round, seat);
                self.state = CaseState::InReview { round: *round, seat: Some(seat.clone()) };
            }
            CaseEvent::ReportResent { round, first_seat } => {
                self.state = CaseState::InReview { round: *round, seat: first_seat.clone() };
            }
            CaseEvent::MeasuresDescribed { units, first_seat } => {
                self.measure_units.clone_from(units);
                self.state = CaseState::InReview { round: 2, seat: first_seat.clone() };
            }
            CaseEvent::ReportMerged { into } => {
                self.state = CaseState::Merged { into: *into, before: Box::new(self.state.clone()) };
            }
            CaseEvent::ReportSeparated { .. } => {
                if let CaseState::Merged { before, .. } = &self.state {
                    self.state = (**before).clone();
                }
            }
            _ => {}
        }
    }

    fn stamped(&mut self, round: u8, seat: &str, how: HowStamped, next: Option<&String>, by: &str, at: i64) {
        self.stamps.push(Stamp {
            round,
            seat: seat.to_owned(),
            by: by.to_owned(),
            at,
            how,
            reviewed: false,
            void: false,
        });
        self.state = match (next, round) {
            (Some(next), _) => CaseState::InReview { round, seat: Some(next.clone()) },
            (None, 1) => CaseState::MeasuresPending,
            (None, _) => CaseState::Closed,
        };
    }

    fn returned(&mut self, round: u8, target: &ReturnTo) {
        self.state = match target {
            ReturnTo::Reporter => {
                self.void_all(round, 0);
                CaseState::Returned { round }
            }
            ReturnTo::Seat(seat) => {
                self.void_from(round, seat);
                CaseState::InReview { round, seat: Some(seat.clone()) }
            }
        };
    }

    /// Makes void the standing stamp of the seat and every stamp after it in the round.
    fn void_from(&mut self, round: u8, seat: &str) {
        let start = self.stamps.iter().position(|stamp| stamp.round == round && !stamp.void && stamp.seat == seat);
        let Some(start) = start else { return };
        self.void_all(round, start);
    }

    /// Makes void every stamp of the round from this place in the list on, with the request for 再検討 that went with it.
    fn void_all(&mut self, round: u8, start: usize) {
        for stamp in self.stamps[start..].iter_mut().filter(|stamp| stamp.round == round && !stamp.void) {
            stamp.void = true;
            if round == 1 {
                self.review_asked.retain(|asked| *asked != stamp.seat);
            }
        }
        self.measures_review = !self.review_asked.is_empty();
    }
}
