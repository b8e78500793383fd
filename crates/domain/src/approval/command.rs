//! Owns the commands that people give to a case, what they stand on, and the refusals.
use super::event::ReturnTo;
use crate::id::{AccountId, AttachmentId, UnitId};
use crate::profile::{Judges, LevelCode, Opinion as OpinionKind};

/// One seat of the route as it stands today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteSeat {
    /// The seat's code in the profile.
    pub code: String,
    /// Which opinion it owes in round 1.
    pub opinion: OpinionKind,
    /// Which level it judges in round 1.
    pub judges: Judges,
    /// In which rounds it stamps.
    pub rounds: Vec<u8>,
    /// Whether somebody holds it for the unit of the case; an empty seat is passed over.
    pub held: bool,
}

/// The route (決裁経路) for one case, in the order in which the paper travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The seats, first reader first.
    pub seats: Vec<RouteSeat>,
    /// Level below which the case must never be judged, with the reason in the rules (他者の薬の誤服薬).
    pub floor: Option<LevelCode>,
    /// All level codes of the profile, mildest first.
    pub levels: Vec<LevelCode>,
}

impl Route {
    /// The seat of that code.
    #[must_use]
    pub fn seat(&self, code: &str) -> Option<&RouteSeat> {
        self.seats.iter().find(|seat| seat.code == code)
    }

    /// The seats of the round after this one, or all of the round when `after` is `None`.
    pub fn following<'a>(&'a self, round: u8, after: Option<&str>) -> impl Iterator<Item = &'a RouteSeat> {
        let start =
            after.and_then(|code| self.seats.iter().position(|seat| seat.code == code)).map_or(0, |index| index + 1);
        self.seats[start..].iter().filter(move |seat| seat.rounds.contains(&round))
    }

    /// Position of a level on the scale, mildest 0.
    #[must_use]
    pub fn rank(&self, level: &LevelCode) -> Option<usize> {
        self.levels.iter().position(|held| held == level)
    }
}

/// By what right the actor sits on the seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holding {
    /// Holds it.
    Own,
    /// Deputises for this holder (代決).
    For(AccountId),
}

/// What is written on a seat in round 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opinion {
    /// 意見.
    pub text: Option<String>,
    /// Own level.
    pub level: Option<LevelCode>,
    /// Why the level differs from the derived one.
    pub level_reason: Option<String>,
    /// 再発防止策 再検討 要・否.
    pub measures_review: Option<bool>,
}

/// What somebody wants to do with a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// 決裁.
    Stamp {
        /// The seat.
        seat: String,
        /// By what right.
        holding: Holding,
        /// What is written on the seat.
        opinion: Opinion,
    },
    /// 差戻し.
    Return {
        /// The seat that sends back.
        seat: String,
        /// To whom.
        target: ReturnTo,
        /// Why.
        reason: String,
    },
    /// 取戻し.
    TakeBack {
        /// The seat whose stamp is taken back.
        seat: String,
        /// The actor's journal name; only who stamped may take back.
        by: String,
        /// When, in microseconds since 1970 UTC.
        at: i64,
    },
    /// 後閲.
    Review {
        /// The round of the stamp.
        round: u8,
        /// The seat.
        seat: String,
        /// The holder.
        holder: AccountId,
    },
    /// A returned report is sent on again.
    Resend,
    /// 追記.
    Addendum(String),
    /// 添付: one more photograph or file.
    Attach {
        /// The file.
        attachment: AttachmentId,
        /// The picture of which it is a copy made unrecognisable.
        origin: Option<AttachmentId>,
    },
    /// A level judged outside the route (reassessment); reason always needed.
    Judge {
        /// The new final level.
        level: LevelCode,
        /// Why.
        reason: String,
    },
    /// 再検討した再発防止策.
    ReviseMeasures(String),
    /// 再発防止策の内容・周知状況.
    DescribeMeasures {
        /// The text.
        text: String,
        /// The units that shall read it.
        units: Vec<UnitId>,
    },
    /// A question to the reporter.
    Ask(String),
    /// The reporter's answer.
    Answer(String),
    /// What changed because of the report.
    Feedback(String),
    /// A keeper asks for the sealed name.
    RequestIdentity {
        /// Why.
        reason: String,
    },
    /// Another keeper agrees.
    OpenIdentity {
        /// The second keeper's journal name.
        by: String,
    },
}

/// Why a command cannot be carried out; each has a sentence in the catalogue under `refusal.<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.code())]
pub enum Refusal {
    /// The case is not with this seat any more; somebody was faster, or it was sent on.
    NotAtThisSeat,
    /// The seat owes an opinion.
    OpinionMissing,
    /// The seat owes its own level.
    LevelMissing,
    /// The level is not one of the profile.
    LevelUnknown,
    /// The level differs from the derived one and no reason was given.
    ReasonMissing,
    /// The level is below what the rules allow (他者の薬の誤服薬 is at least level 3; product.md B1).
    BelowFloor,
    /// 再検討 要・否 was not answered.
    ReviewAnswerMissing,
    /// The last stamp of round 1 needs a final level.
    FinalLevelMissing,
    /// The seat has no standing stamp in this round.
    NothingToReturnTo,
    /// The stamp cannot be taken back any more: the next seat has acted, or it is not yours.
    TooLateToTakeBack,
    /// The case was closed more than a day ago.
    ClosedTooLong,
    /// The case goes on in the report into which this one was merged; what staff add belongs there.
    GoesOnElsewhere,
    /// There is no deputy's stamp that waits for this holder.
    NothingToReview,
    /// The report was not sent back to the reporter.
    NotReturned,
    /// A text is needed.
    TextMissing,
    /// The reason for opening a sealed name says too little.
    ReasonTooShort,
    /// The measures must be thought over first (再検討 要).
    ReviewPending,
    /// Round 1 is not complete.
    RoundOneOpen,
    /// At least one unit must be named.
    UnitsMissing,
    /// The case is closed or goes on in another report.
    CaseOver,
    /// There is no open question.
    NoQuestion,
    /// Nobody has asked for the name yet.
    NoIdentityRequest,
    /// The same person cannot ask and agree.
    SamePerson,
}

impl Refusal {
    /// The stable code and message key below `refusal.`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAtThisSeat => "not_at_this_seat",
            Self::OpinionMissing => "opinion_missing",
            Self::LevelMissing => "level_missing",
            Self::LevelUnknown => "level_unknown",
            Self::ReasonMissing => "reason_missing",
            Self::BelowFloor => "below_floor",
            Self::ReviewAnswerMissing => "review_answer_missing",
            Self::FinalLevelMissing => "final_level_missing",
            Self::NothingToReturnTo => "nothing_to_return_to",
            Self::TooLateToTakeBack => "too_late_to_take_back",
            Self::ClosedTooLong => "closed_too_long",
            Self::GoesOnElsewhere => "goes_on_elsewhere",
            Self::NothingToReview => "nothing_to_review",
            Self::NotReturned => "not_returned",
            Self::TextMissing => "text_missing",
            Self::ReasonTooShort => "reason_too_short",
            Self::ReviewPending => "review_pending",
            Self::RoundOneOpen => "round_one_open",
            Self::UnitsMissing => "units_missing",
            Self::CaseOver => "case_over",
            Self::NoQuestion => "no_question",
            Self::NoIdentityRequest => "no_identity_request",
            Self::SamePerson => "same_person",
        }
    }

    /// Every refusal, for the test that the catalogue has a sentence for each.
    pub const ALL: [Self; 23] = [
        Self::NotAtThisSeat,
        Self::OpinionMissing,
        Self::LevelMissing,
        Self::LevelUnknown,
        Self::ReasonMissing,
        Self::BelowFloor,
        Self::ReviewAnswerMissing,
        Self::FinalLevelMissing,
        Self::NothingToReturnTo,
        Self::TooLateToTakeBack,
        Self::ClosedTooLong,
        Self::GoesOnElsewhere,
        Self::NothingToReview,
        Self::NotReturned,
        Self::TextMissing,
        Self::ReasonTooShort,
        Self::ReviewPending,
        Self::RoundOneOpen,
        Self::UnitsMissing,
        Self::CaseOver,
        Self::NoQuestion,
        Self::NoIdentityRequest,
        Self::SamePerson,
    ];
}
