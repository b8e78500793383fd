//! icon: our own small line drawings; always beside words, so they are hidden from screen readers.

use std::fmt;

use askama::filters::HtmlSafe;

/// A line drawing on a 24 × 24 grid, in the colour of the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// A pen: write a report.
    Write,
    /// A sheet: reports.
    Reports,
    /// A seal: approvals (決裁).
    Stamp,
    /// An open book: cases.
    Cases,
    /// A line with its limits: insight (分析).
    Insight,
    /// A lamp: lessons.
    Learn,
    /// Rows being sorted: triage.
    Triage,
    /// A turning arrow: improvement.
    Improve,
    /// A bell: emergency (有事).
    Emergency,
    /// A sheet on a board: publication.
    Publish,
    /// Points and a line: analysis.
    Chart,
    /// Four fields: overview.
    Overview,
    /// A person at a board: training.
    Training,
    /// A speech bubble: consultation and support.
    Support,
    /// A lens.
    Search,
    /// A tray: the inbox.
    Inbox,
    /// Head and shoulders.
    Person,
    /// A cogwheel, as sliders: settings.
    Settings,
    /// A printer's sheet.
    Print,
    /// An arrow into a tray: download.
    Download,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Write => "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
            Self::Reports => "M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7",
            Self::Stamp => "M9 3h6l-1 8h4v5H6v-5h4zM5 20h14",
            Self::Cases => "M12 6c-2-2-5-2-8-2v14c3 0 6 0 8 2 2-2 5-2 8-2V4c-3 0-6 0-8 2zM12 6v14",
            Self::Learn => "M9 17c0-2-3-4-3-7a6 6 0 0 1 12 0c0 3-3 5-3 7zM9 20h6",
            Self::Triage => "M4 6h10M4 12h7M4 18h10M17 9l3 3-3 3M14 12h6",
            Self::Improve => "M20 12a8 8 0 1 1-3-6M17 2v5h-5",
            Self::Emergency => "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4",
            Self::Insight => "M4 4v16h16M6 8h14M6 16h3M12 16h2M17 16h3M6 13l4-3 3 4 3-8 3 5",
            Self::Publish => "M4 4h16v12H4zM8 8h8M8 12h5M12 16v5M8 21h8",
            Self::Chart => "M4 4v16h16M7 15l4-4 3 3 5-7",
            Self::Overview => "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
            Self::Training => "M3 9l9-5 9 5-9 5zM7 12v5c3 2 7 2 10 0v-5M21 9v6",
            Self::Support => "M4 5h16v11h-9l-4 4v-4H4z",
            Self::Search => "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21",
            Self::Inbox => "M4 14l3-9h10l3 9v5H4zM4 14h5l1 2h4l1-2h5",
            Self::Person => "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c0-4 3-6 8-6s8 2 8 6",
            Self::Settings => "M4 7h9M17 7h3M13 5v4M4 17h3M11 17h9M11 15v4",
            Self::Print => "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z",
            Self::Download => "M12 3v12M7 10l5 5 5-5M4 20h16",
        }
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "<svg class=\"ui-icon\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" aria-hidden=\"true\" focusable=\"false\"><path d=\"{}\"/></svg>",
            self.path()
        )
    }
}

impl HtmlSafe for Icon {}
