//! Owns the list of everything that can be asked of the program; every route names one of these.

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        /// Something that somebody may want to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $($(#[$doc])* $name,)*
        }

        impl Action {
            /// Every action, for the matrix test.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable code in the matrix and in the journal.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

actions! {
    /// Read what is for everybody: public months, sign-in, assets, health.
    SeePublic = "see_public";
    /// Sign in or out.
    SignIn = "sign_in";
    /// Report without an account, or follow such a report by its receipt code.
    ReportAnonymously = "report_anonymously";
    /// See one's own home page.
    SeeHome = "see_home";
    /// Change one's own password, language and theme.
    ManageSelf = "manage_self";
    /// Read help and the cross-walk of the scales.
    SeeHelp = "see_help";
    /// Compare the scales for a set of facts.
    SeeCrosswalk = "see_crosswalk";
    /// See the floor plans of the facility.
    SeePlans = "see_plans";
    /// Begin and submit a report.
    WriteReport = "write_report";
    /// Save, read or throw away a draft.
    KeepDraft = "keep_draft";
    /// See the list of one's own reports.
    SeeOwnReports = "see_own_reports";
    /// Follow one report as its reporter.
    TrackReport = "track_report";
    /// Answer a question as the reporter.
    AnswerQuestion = "answer_question";
    /// Send a returned report on again.
    ResendReport = "resend_report";
    /// Read one report.
    ReadReport = "read_report";
    /// Read the names of the persons in it.
    ReadPersons = "read_persons";
    /// Write an addendum.
    AddAddendum = "add_addendum";
    /// See what waits for one's seats.
    SeeInbox = "see_inbox";
    /// Stamp (決裁).
    StampReport = "stamp_report";
    /// Send back (差戻し).
    ReturnReport = "return_report";
    /// Take one's stamp back (取戻し).
    TakeBackStamp = "take_back_stamp";
    /// Look at what a deputy stamped (後閲).
    ReviewProxyStamp = "review_proxy_stamp";
    /// Judge the final level outside the route.
    JudgeLevel = "judge_level";
    /// Write revised measures (再検討).
    ReviseMeasures = "revise_measures";
    /// Write 再発防止策の内容・周知状況 and open round 2.
    DescribeMeasures = "describe_measures";
    /// Read a measure and confirm it (周知).
    ReadMeasure = "read_measure";
    /// Ask the reporter a question.
    AskReporter = "ask_reporter";
    /// Tell the reporter what changed.
    GiveFeedback = "give_feedback";
    /// See the list of corrective actions (対策の一覧): overseers see all, others those that they carry out.
    SeeCorrectiveActions = "see_corrective_actions";
    /// Read one corrective action with its steps.
    ReadCorrectiveAction = "read_corrective_action";
    /// Set a corrective action for a case, or withdraw one.
    WriteCorrectiveAction = "write_corrective_action";
    /// Record that a corrective action was done, and what its effect was.
    CarryOutAction = "carry_out_action";
    /// Take back the last step of a corrective action, which was recorded by mistake.
    TakeBackActionStep = "take_back_action_step";
    /// Join reports of one event, or separate them.
    MergeReports = "merge_reports";
    /// See every report of the facility.
    ListReports = "list_reports";
    /// Read how suggestions come about and how good they are (提案のしくみ).
    SeeModelCard = "see_model_card";
    /// See charts and counts of the facility (分析), their signals, and keep views of them.
    SeeInsight = "see_insight";
    /// Put notes on charts, and say how a signal was dealt with.
    WriteInsight = "write_insight";
    /// Export coded data.
    ExportReports = "export_reports";
    /// See how much care was given in each month (曝露量), against which reports are counted.
    SeeExposures = "see_exposures";
    /// Enter it, on the page or from a file.
    WriteExposures = "write_exposures";
    /// See the month desk.
    SeeMonthDesk = "see_month_desk";
    /// Write or change what will be published.
    WritePublication = "write_publication";
    /// Check a month.
    CheckPublication = "check_publication";
    /// Approve a text or a month.
    ApprovePublication = "approve_publication";
    /// Publish a month.
    Publish = "publish";
    /// See the individual publication of a case: its steps, talks, consents and decision.
    SeeIndividual = "see_individual";
    /// Open it; write wording, talks, consents, corrections and the sheets for the press.
    WriteIndividual = "write_individual";
    /// Record the meeting that examined it (課長会議).
    ExamineIndividual = "examine_individual";
    /// Decide upon it (理事長).
    DecideIndividual = "decide_individual";
    /// Set an embargo, release, withdraw.
    ReleaseIndividual = "release_individual";
    /// People, units, places, profile.
    Administer = "administer";
    /// Be the second person when somebody becomes keeper, or comes back as keeper after a new password.
    ConfirmKeeper = "confirm_keeper";
    /// See the desk where sealed names are asked for.
    SeeIdentityDesk = "see_identity_desk";
    /// Ask for a sealed name.
    RequestIdentity = "request_identity";
    /// Agree to the opening of a sealed name.
    OpenIdentity = "open_identity";
    /// Read a sealed name that two persons have opened.
    ReadIdentity = "read_identity";
}

impl Action {
    /// Whether nobody needs to be signed in.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::SeePublic | Self::SignIn | Self::ReportAnonymously)
    }
}
