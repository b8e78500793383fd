//! Document models to PDF bytes by Typst: the report form, the month, lists, the approval trail, sheets for the press, and the pack
//! for the board.

mod bind;
mod engine;
mod error;
mod fonts;
mod form;
mod list;
mod meeting;
mod month;
mod outline;
mod pack;
mod parts;
mod press;
mod qr;
mod text;
mod trail;
mod words;

use pack::Parcel;

pub use error::PdfError;
pub use fonts::{Notice, notices};
pub use form::{
    Clock, Discovered, Further, GuarantorTold, Half, Known, Person, Remark, ReportForm, Reporter, Reports, Told,
    Wording,
};
pub use list::{ListRow, ListSheet};
pub use meeting::{MeetingFigure, MeetingSheet, MeetingSignal};
pub use month::{CountRow, MonthCase, MonthSheet};
pub use parts::{Choice, Cover, Lang, Picture, PictureContent, Seal, Seat};
pub use press::{PressPart, PressQuestion, PressSheet};
pub use text::GETA;
pub use trail::{TrailRound, TrailSheet, TrailStep};

/// One report (リスクマネジメント報告書) as PDF/A-2a and PDF/UA-1.
///
/// # Errors
/// When the typesetter refuses the form even without its pictures.
pub fn report(cover: &Cover, form: ReportForm) -> Result<Vec<u8>, PdfError> {
    form::render(cover, form)
}

/// The monthly publication sheet (月次の公表).
///
/// # Errors
/// When the typesetter refuses it.
pub fn month(cover: &Cover, sheet: &MonthSheet) -> Result<Vec<u8>, PdfError> {
    Parcel::new("month.typ", cover, &["month"]).sheet(sheet)
}

/// The press sheet (発表資料) of an individual publication, or its questions and answers (想定問答).
///
/// # Errors
/// When the typesetter refuses it.
pub fn press(cover: &Cover, sheet: &PressSheet) -> Result<Vec<u8>, PdfError> {
    Parcel::new("press.typ", cover, &["press"]).sheet(sheet)
}

/// The monthly pack for the board (会議資料).
///
/// # Errors
/// When the typesetter refuses it even without its charts.
pub fn meeting(cover: &Cover, mut sheet: MeetingSheet) -> Result<Vec<u8>, PdfError> {
    let mut parcel = Parcel::new("meeting.typ", cover, &["meeting"]);
    for figure in sheet.figures() {
        let svg = figure.take_picture();
        figure.image = (!svg.is_empty()).then(|| parcel.add(text::drawable(&svg).into_bytes(), "svg"));
    }
    parcel.sheet(&sheet)
}

/// A list of reports (報告一覧).
///
/// # Errors
/// When the typesetter refuses it.
pub fn list(cover: &Cover, sheet: &ListSheet) -> Result<Vec<u8>, PdfError> {
    Parcel::new("list.typ", cover, &["list"]).sheet(sheet)
}

/// The approval trail of a report (決裁の記録).
///
/// # Errors
/// When the typesetter refuses it even without the pictures of the seals.
pub fn trail(cover: &Cover, mut sheet: TrailSheet) -> Result<Vec<u8>, PdfError> {
    let mut parcel = Parcel::new("trail.typ", cover, &["trail"]);
    for seal in sheet.seals() {
        parcel.add_seal(seal);
    }
    parcel.sheet(&sheet)
}
