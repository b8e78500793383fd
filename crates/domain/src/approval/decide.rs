//! Owns which command a case accepts in which state, and the events that answer it.
use super::command::{Command, Holding, Opinion, Refusal, Route, RouteSeat};
use super::event::{CaseEvent, CaseTexts, HowStamped, Judge, ReturnTo};
use super::state::{Case, CaseState};
use crate::profile::{Judges, LevelCode, Opinion as OpinionKind};

/// The least length of the reason for opening a sealed name, in characters: a word such as 「確認」 is none.
pub const MIN_IDENTITY_REASON_CHARS: usize = 20;

/// For how long the last stamp of a closed case may be taken back: a day, for a slip of the hand, in microseconds.
pub const TAKE_BACK_MICROS: i64 = 24 * 3_600 * 1_000_000;

/// An event with its wording.
pub type Happened = (CaseEvent, CaseTexts);

impl Case {
    /// Answers a command with the events that it causes, in order.
    ///
    /// # Errors
    /// A [`Refusal`] says why the command cannot be carried out now; nothing has changed then.
    pub fn decide(&self, route: &Route, command: Command) -> Result<Vec<Happened>, Refusal> {
        match command {
            Command::Stamp { seat, holding, opinion } => self.stamp(route, &seat, holding, opinion),
            Command::Return { seat, target, reason } => self.send_back(&seat, target, reason),
            Command::TakeBack { seat, by, at } => self.take_back(&seat, &by, at),
            Command::Review { round, seat, holder } => self.review(round, seat, holder),
            Command::Resend => self.resend(route),
            Command::Judge { level, reason } => self.judge_again(route, level, reason),
            Command::DescribeMeasures { text, units } => self.describe_measures(route, text, units),
            other => self.note(other),
        }
    }

    /// The events by which the first seat of a round is found, and its code.
    #[must_use]
    pub fn first_seat(route: &Route, round: u8) -> (Vec<Happened>, Option<String>) {
        advance(route, round, None)
    }

    fn stamp(&self, route: &Route, seat: &str, holding: Holding, opinion: Opinion) -> Result<Vec<Happened>, Refusal> {
        let CaseState::InReview { round, seat: Some(current) } = &self.state else {
            return Err(Refusal::NotAtThisSeat);
        };
        let seat_def = route.seat(seat).filter(|_| current == seat).ok_or(Refusal::NotAtThisSeat)?;
        let mut events =
            if *round == 1 { self.opinion_events(route, seat_def, opinion)? } else { remark(opinion.text) };
        let (skipped, next) = advance(route, *round, Some(seat));
        if *round == 1 && next.is_none() && !self.has_final(&events) {
            return Err(Refusal::FinalLevelMissing);
        }
        events.extend(skipped);
        let how = match holding {
            Holding::Own => HowStamped::Own,
            Holding::For(holder) => HowStamped::Proxy { holder },
        };
        events.push((CaseEvent::SeatStamped { round: *round, seat: seat.to_owned(), how, next }, CaseTexts::default()));
        Ok(events)
    }

    fn has_final(&self, events: &[Happened]) -> bool {
        self.level(Judge::Final).is_some()
            || events.iter().any(|(event, _)| matches!(event, CaseEvent::LevelJudged { judge: Judge::Final, .. }))
    }

    fn opinion_events(&self, route: &Route, seat: &RouteSeat, opinion: Opinion) -> Result<Vec<Happened>, Refusal> {
        let mut events = Vec::new();
        let text = opinion.text.filter(|text| !text.trim().is_empty());
        let review = match seat.opinion {
            OpinionKind::SectionHead => Some(opinion.measures_review.ok_or(Refusal::ReviewAnswerMissing)?),
            OpinionKind::Leader | OpinionKind::None => None,
        };
        match (seat.opinion, text) {
            (OpinionKind::None, text) => events.extend(remark(text)),
            (kind, text) => {
                let event = CaseEvent::OpinionGiven { seat: seat.code.clone(), opinion: kind, measures_review: review };
                events.push((event, CaseTexts::text(text.ok_or(Refusal::OpinionMissing)?)));
            }
        }
        let judge = match seat.judges {
            Judges::Leader => Some(Judge::Leader),
            Judges::Final => Some(Judge::Final),
            Judges::None => None,
        };
        if let Some(judge) = judge {
            match opinion.level {
                Some(level) => {
                    events.push(self.judgement(route, judge, level, opinion.level_reason)?);
                }
                None if self.level(judge).is_none() => return Err(Refusal::LevelMissing),
                None => {}
            }
        }
        Ok(events)
    }

    fn judgement(
        &self,
        route: &Route,
        judge: Judge,
        level: LevelCode,
        reason: Option<String>,
    ) -> Result<Happened, Refusal> {
        let rank = route.rank(&level).ok_or(Refusal::LevelUnknown)?;
        if route.floor.as_ref().and_then(|floor| route.rank(floor)).is_some_and(|floor| rank < floor) {
            return Err(Refusal::BelowFloor);
        }
        let reason = reason.filter(|reason| !reason.trim().is_empty());
        if self.derived.as_ref() != Some(&level) && reason.is_none() {
            return Err(Refusal::ReasonMissing);
        }
        let texts = CaseTexts { text: None, reason };
        Ok((CaseEvent::LevelJudged { judge, level, derived: self.derived.clone() }, texts))
    }

    fn judge_again(&self, route: &Route, level: LevelCode, reason: String) -> Result<Vec<Happened>, Refusal> {
        if matches!(self.state, CaseState::Merged { .. }) {
            return Err(Refusal::CaseOver);
        }
        let reason = required(reason).map_err(|_| Refusal::ReasonMissing)?;
        Ok(vec![self.judgement(route, Judge::Final, level, Some(reason))?])
    }

    fn send_back(&self, seat: &str, target: ReturnTo, reason: String) -> Result<Vec<Happened>, Refusal> {
        let CaseState::InReview { round, seat: Some(current) } = &self.state else {
            return Err(Refusal::NotAtThisSeat);
        };
        if current != seat {
            return Err(Refusal::NotAtThisSeat);
        }
        let reason = required(reason).map_err(|_| Refusal::ReasonMissing)?;
        if let ReturnTo::Seat(code) = &target
            && !self.standing(*round).any(|stamp| stamp.seat == *code)
        {
            return Err(Refusal::NothingToReturnTo);
        }
        let event = CaseEvent::CaseReturned { round: *round, from: seat.to_owned(), target };
        Ok(vec![(event, CaseTexts::reason(reason))])
    }

    fn take_back(&self, seat: &str, by: &str, at: i64) -> Result<Vec<Happened>, Refusal> {
        let round = match &self.state {
            CaseState::InReview { round, .. } => *round,
            CaseState::MeasuresPending => 1,
            CaseState::Closed => 2,
            CaseState::Returned { .. } | CaseState::Merged { .. } => {
                return Err(Refusal::TooLateToTakeBack);
            }
        };
        let last = self.standing(round).next_back().ok_or(Refusal::TooLateToTakeBack)?;
        if last.seat != seat || last.by != by {
            return Err(Refusal::TooLateToTakeBack);
        }
        if self.is_closed_for_good(at) {
            return Err(Refusal::ClosedTooLong);
        }
        Ok(vec![(CaseEvent::StampTakenBack { round, seat: seat.to_owned() }, CaseTexts::default())])
    }

    /// Closed for more than [`TAKE_BACK_MICROS`]: the last stamp stands.
    #[must_use]
    pub fn is_closed_for_good(&self, at: i64) -> bool {
        self.state == CaseState::Closed && at - self.entered_at > TAKE_BACK_MICROS
    }

    fn review(&self, round: u8, seat: String, holder: crate::id::AccountId) -> Result<Vec<Happened>, Refusal> {
        let waits = self
            .standing(round)
            .any(|stamp| stamp.seat == seat && stamp.how == (HowStamped::Proxy { holder }) && !stamp.reviewed);
        if !waits {
            return Err(Refusal::NothingToReview);
        }
        Ok(vec![(CaseEvent::ProxyStampReviewed { round, seat }, CaseTexts::default())])
    }

    fn resend(&self, route: &Route) -> Result<Vec<Happened>, Refusal> {
        // A case that met nobody on any seat is started in the same way, once somebody sits there.
        let (CaseState::Returned { round } | CaseState::InReview { round, seat: None }) = self.state else {
            return Err(Refusal::NotReturned);
        };
        let (mut events, first_seat) = advance(route, round, None);
        events.push((CaseEvent::ReportResent { round, first_seat }, CaseTexts::default()));
        Ok(events)
    }

    fn describe_measures(
        &self,
        route: &Route,
        text: String,
        units: Vec<crate::id::UnitId>,
    ) -> Result<Vec<Happened>, Refusal> {
        if !matches!(self.state, CaseState::MeasuresPending) {
            return Err(Refusal::RoundOneOpen);
        }
        if self.measures_review {
            return Err(Refusal::ReviewPending);
        }
        let text = required(text)?;
        if units.is_empty() {
            return Err(Refusal::UnitsMissing);
        }
        let (mut events, first_seat) = advance(route, 2, None);
        events.push((CaseEvent::MeasuresDescribed { units, first_seat }, CaseTexts::text(text)));
        Ok(events)
    }

    /// Commands that write something down and leave the route as it is.
    fn note(&self, command: Command) -> Result<Vec<Happened>, Refusal> {
        let over = matches!(self.state, CaseState::Closed | CaseState::Merged { .. });
        let happened = match command {
            // The measures that the second round has stamped are not replaced behind it.
            Command::ReviseMeasures(_) if over => return Err(Refusal::CaseOver),
            Command::Addendum(text) => (CaseEvent::AddendumAdded, CaseTexts::text(required(text)?)),
            Command::Attach { attachment, origin } => {
                (CaseEvent::AttachmentAdded { attachment, origin }, CaseTexts::default())
            }
            Command::ReviseMeasures(text) => (CaseEvent::MeasuresRevised, CaseTexts::text(required(text)?)),
            Command::Ask(text) => (CaseEvent::QuestionAsked, CaseTexts::text(required(text)?)),
            Command::Feedback(text) => (CaseEvent::FeedbackGiven, CaseTexts::text(required(text)?)),
            Command::Answer(text) => {
                if !self.question_open {
                    return Err(Refusal::NoQuestion);
                }
                (CaseEvent::QuestionAnswered, CaseTexts::text(required(text)?))
            }
            Command::RequestIdentity { reason } => {
                let reason = required(reason).map_err(|_| Refusal::ReasonMissing)?;
                if reason.trim().chars().count() < MIN_IDENTITY_REASON_CHARS {
                    return Err(Refusal::ReasonTooShort);
                }
                (CaseEvent::IdentityOpeningRequested, CaseTexts::reason(reason))
            }
            Command::OpenIdentity { by } => self.open_identity(&by)?,
            _ => return Err(Refusal::CaseOver),
        };
        Ok(vec![happened])
    }

    fn open_identity(&self, by: &str) -> Result<Happened, Refusal> {
        let requester = self.identity_requested_by.as_deref().ok_or(Refusal::NoIdentityRequest)?;
        if requester == by {
            return Err(Refusal::SamePerson);
        }
        let requester = requester.parse().map_err(|_| Refusal::NoIdentityRequest)?;
        Ok((CaseEvent::IdentityOpened { requester }, CaseTexts::default()))
    }
}

/// What is written on a seat that owes no opinion is kept as an addendum, so that nothing typed is lost.
fn remark(text: Option<String>) -> Vec<Happened> {
    let text = text.filter(|text| !text.trim().is_empty());
    text.map(|text| (CaseEvent::AddendumAdded, CaseTexts::text(text))).into_iter().collect()
}

fn required(text: String) -> Result<String, Refusal> {
    if text.trim().is_empty() { Err(Refusal::TextMissing) } else { Ok(text) }
}

/// Walks from a seat to the next one that somebody holds; the seats passed over become events.
fn advance(route: &Route, round: u8, after: Option<&str>) -> (Vec<Happened>, Option<String>) {
    let mut skipped = Vec::new();
    for seat in route.following(round, after) {
        if seat.held {
            return (skipped, Some(seat.code.clone()));
        }
        skipped.push((CaseEvent::SeatSkipped { round, seat: seat.code.clone() }, CaseTexts::default()));
    }
    (skipped, None)
}
