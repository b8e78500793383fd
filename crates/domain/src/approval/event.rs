//! Owns the past-tense events of a case. Coded facts are here; every wording travels beside them in [`CaseTexts`], sealed.
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, AttachmentId, ReportId, UnitId};
use crate::profile::{LevelCode, Opinion as OpinionKind};

/// Whose judgement of the level it is (B5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judge {
    /// 報告者.
    Reporter,
    /// 係長・主任・リーダー.
    Leader,
    /// 確定.
    Final,
}

/// How a stamp came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum HowStamped {
    /// By the holder of the seat.
    Own,
    /// 代決: by a deputy, for this holder.
    Proxy {
        /// The holder in whose place it was stamped.
        holder: AccountId,
    },
}

/// To whom a case is sent back (差戻し).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", content = "seat", rename_all = "snake_case")]
pub enum ReturnTo {
    /// To the reporter, who adds what is missing and sends it on again.
    Reporter,
    /// To a seat that has stamped in this round.
    Seat(String),
}

/// What has happened to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CaseEvent {
    /// The report was submitted (報告).
    ReportSubmitted {
        /// Version of the profile under which it is judged from now on.
        profile_version: u32,
        /// Level derived from the facts given.
        derived: Option<LevelCode>,
        /// Some facts were unknown, so the derived level is the least it can be.
        provisional: bool,
        /// First seat of round 1; `None` when nobody holds any seat.
        first_seat: Option<String>,
    },
    /// A person judged the level; the reason is sealed.
    LevelJudged {
        /// Whose judgement.
        judge: Judge,
        /// The level.
        level: LevelCode,
        /// What the rules said at that moment.
        derived: Option<LevelCode>,
    },
    /// An opinion was written on a seat (意見); its text is sealed.
    OpinionGiven {
        /// The seat.
        seat: String,
        /// Leader's or section head's.
        opinion: OpinionKind,
        /// 再発防止策 再検討要否, for the section head.
        measures_review: Option<bool>,
    },
    /// A seat was passed over because nobody holds it (the slash on paper).
    SeatSkipped {
        /// Round 1 or 2.
        round: u8,
        /// The seat.
        seat: String,
    },
    /// A seat was stamped (決裁).
    SeatStamped {
        /// Round 1 or 2.
        round: u8,
        /// The seat.
        seat: String,
        /// Own or 代決.
        #[serde(flatten)]
        how: HowStamped,
        /// The seat that reads next; `None` ends the round.
        next: Option<String>,
    },
    /// The holder looked at what a deputy stamped (後閲).
    ProxyStampReviewed {
        /// Round 1 or 2.
        round: u8,
        /// The seat.
        seat: String,
    },
    /// Sent back with a reason (差戻し); the reason is sealed.
    CaseReturned {
        /// Round 1 or 2.
        round: u8,
        /// Who sent it back.
        from: String,
        /// To whom.
        #[serde(flatten)]
        target: ReturnTo,
    },
    /// The last stamp was taken back by who gave it (取戻し).
    StampTakenBack {
        /// Round 1 or 2.
        round: u8,
        /// The seat that reads again.
        seat: String,
    },
    /// The reporter sent a returned report on again.
    ReportResent {
        /// Round 1 or 2.
        round: u8,
        /// The first seat.
        first_seat: Option<String>,
    },
    /// Somebody added to the report (追記); the text is sealed.
    AddendumAdded,
    /// A photograph or file was added after the submission (添付).
    AttachmentAdded {
        /// The file.
        attachment: AttachmentId,
        /// The picture of which it is a copy made unrecognisable (ぼかし).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        origin: Option<AttachmentId>,
    },
    /// The measures were thought over again (再検討); the text is sealed.
    MeasuresRevised,
    /// 再発防止策の内容・周知状況 was written for these units; opens round 2. The text is sealed.
    MeasuresDescribed {
        /// The units that shall read it.
        units: Vec<UnitId>,
        /// First seat of round 2.
        first_seat: Option<String>,
    },
    /// A member of a unit has read the measure (周知の確認).
    MeasureRead {
        /// The reader's unit.
        unit: Option<UnitId>,
    },
    /// This report tells of the same event as another and goes on there.
    ReportMerged {
        /// The report that leads the event.
        into: ReportId,
    },
    /// Another report of the same event was joined to this one.
    ReportAbsorbed {
        /// The report that was joined.
        from: ReportId,
    },
    /// The joining was undone; the case goes on where it was.
    ReportSeparated {
        /// The other report.
        other: ReportId,
    },
    /// A question to the reporter; sealed.
    QuestionAsked,
    /// The reporter's answer; sealed.
    QuestionAnswered,
    /// One keeper asked to open the sealed name; the reason is sealed.
    IdentityOpeningRequested,
    /// A second keeper agreed; from now on these two may read the name.
    IdentityOpened {
        /// Who had asked.
        requester: AccountId,
    },
    /// A message to the reporter about what changed (この報告で変わったこと); sealed.
    FeedbackGiven,
}

impl CaseEvent {
    /// The stable kind, as in the journal row and the message keys of the timeline.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::ReportSubmitted { .. } => "report_submitted",
            Self::LevelJudged { .. } => "level_judged",
            Self::OpinionGiven { .. } => "opinion_given",
            Self::SeatSkipped { .. } => "seat_skipped",
            Self::SeatStamped { .. } => "seat_stamped",
            Self::ProxyStampReviewed { .. } => "proxy_stamp_reviewed",
            Self::CaseReturned { .. } => "case_returned",
            Self::StampTakenBack { .. } => "stamp_taken_back",
            Self::ReportResent { .. } => "report_resent",
            Self::AddendumAdded => "addendum_added",
            Self::AttachmentAdded { .. } => "attachment_added",
            Self::MeasuresRevised => "measures_revised",
            Self::MeasuresDescribed { .. } => "measures_described",
            Self::MeasureRead { .. } => "measure_read",
            Self::ReportMerged { .. } => "report_merged",
            Self::ReportAbsorbed { .. } => "report_absorbed",
            Self::ReportSeparated { .. } => "report_separated",
            Self::QuestionAsked => "question_asked",
            Self::QuestionAnswered => "question_answered",
            Self::IdentityOpeningRequested => "identity_opening_requested",
            Self::IdentityOpened { .. } => "identity_opened",
            Self::FeedbackGiven => "feedback_given",
        }
    }
}

/// The wording that belongs to one event; stored sealed under the report's key.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseTexts {
    /// Opinion, addendum, measure, question, answer or message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Reason of a judgement, a return or a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl CaseTexts {
    /// A text without a reason.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), reason: None }
    }

    /// A reason without a text.
    #[must_use]
    pub fn reason(reason: impl Into<String>) -> Self {
        Self { text: None, reason: Some(reason.into()) }
    }

    /// Whether there is nothing to seal.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.text.is_none() && self.reason.is_none()
    }
}
