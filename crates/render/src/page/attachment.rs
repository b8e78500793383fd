//! page::attachment: the files of a draft or a report (写真・添付), and the page on which a picture is made unrecognisable (ぼかし).

use askama::Template;
use domain::attachment::{MAX_FILE_BYTES, MAX_FILES, MAX_RECTS, MAX_TOTAL_BYTES};
use domain::form::{FieldError, Fields};

use super::Page;
use crate::Frame;
use crate::catalog::Text;
use crate::component::*;
use crate::error_text::{error_summary, error_text};

/// The name of the control with which files are chosen.
pub const FILES: &str = "files";
/// The name of the control for what is in a file that is added to a report.
pub const DESCRIPTION: &str = "description";
const MEGABYTE: usize = 1024 * 1024;

/// Where the page of files leads.
#[derive(Debug, Clone, Default)]
pub struct FileActs {
    /// Where the form is sent (POST).
    pub action: String,
    /// Where the way back leads.
    pub back: String,
    /// The files are those of a draft: descriptions are asked on the cards, and files can be taken off.
    pub draft: bool,
    /// How many files count against the limit.
    pub counted: usize,
    /// What was typed for a file that was not taken.
    pub description: String,
}

/// The files of a draft or a report.
#[derive(Debug, Clone, Template)]
#[template(path = "attachment/files.html")]
pub struct FilesPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    action: String,
    back: String,
    draft: bool,
    lead: String,
    chooser: Option<FileInput>,
    text: Option<TextInput>,
    held: String,
    cards: FileCards,
}

impl FilesPage {
    /// The page with these cards; errors name the sent files by their places.
    #[must_use]
    pub fn new(t: Text, frame: Frame, cards: Vec<FileCard>, errors: &[FieldError], acts: FileActs) -> Self {
        let mut frame = frame.titled(t.get("attachment.title"));
        frame.has_errors = !errors.is_empty();
        let limits = t.with(
            "attachment.limits",
            &[
                ("files", &MAX_FILES),
                ("megabytes", &(MAX_FILE_BYTES / MEGABYTE)),
                ("total", &(MAX_TOTAL_BYTES / MEGABYTE as u64)),
            ],
        );
        let first = errors.first().map(|error| error_text(t, error));
        let chooser = Field::new(t, FILES, t.get("attachment.choose")).hint(limits).error(first);
        let described = Field::new(t, DESCRIPTION, t.get("attachment.description"))
            .hint(t.get("attachment.description_hint"))
            .value(acts.description)
            .optional();
        Self {
            t,
            errors: error_summary(t, errors),
            lead: t.get(if acts.draft { "attachment.lead" } else { "attachment.lead_report" }).to_owned(),
            chooser: (acts.counted < MAX_FILES || !errors.is_empty()).then(|| FileInput::new(chooser)),
            text: (!acts.draft).then(|| TextInput::new(described)),
            held: t.count("attachment.held", cards.len()),
            cards: FileCards::new(cards),
            action: acts.action,
            back: acts.back,
            draft: acts.draft,
            frame,
        }
    }

    fn attach(&self) -> Button {
        Button::primary(self.t.get("attachment.attach")).send("act", "attach")
    }

    fn done(&self) -> Button {
        Button::secondary(self.t.get("attachment.done")).send("act", "back")
    }

    fn kept(&self) -> [&str; 4] {
        [
            self.t.get("attachment.kept.place"),
            self.t.get("attachment.kept.size"),
            self.t.get("attachment.kept.pdf"),
            self.t.get("attachment.kept.heic"),
        ]
    }
}

/// The card of a draft's file: what is in it is asked on the card, and the file can be taken off.
#[must_use]
pub fn draft_card(t: Text, card: FileCard, id: &str, description: &str) -> FileCard {
    let label = t.get("attachment.description");
    let field = Field::new(t, format!("text_{id}"), label).value(description).optional();
    let remove = Button::quiet(t.get("attachment.remove")).send("act", format!("remove:{id}"));
    card.description(description).ask(TextInput::new(field)).act(remove)
}

/// The mark of a copy that was made unrecognisable.
#[must_use]
pub fn copy_mark(t: Text) -> Badge {
    Badge::new(t.get("attachment.blurred"), Tone::Good)
}

/// The way to the page on which a copy is made.
#[must_use]
pub fn blur_button(t: Text, href: &str) -> Button {
    Button::quiet(t.get("attachment.blur.link")).link(href)
}

/// The page on which a picture is made unrecognisable: with script by drawing on it, without by numbers.
#[derive(Debug, Clone, Template)]
#[template(path = "attachment/blur.html")]
pub struct BlurPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    action: String,
    back: String,
    src: String,
    alt: String,
    rects: Vec<(String, Vec<TextInput>)>,
}

impl BlurPage {
    /// The page for the picture at `src`; sends to `action`.
    #[must_use]
    pub fn new(
        frame: Frame,
        (src, alt): (&str, &str),
        ways: (&str, &str),
        typed: &Fields,
        errors: &[FieldError],
    ) -> Self {
        let t = frame.t;
        let mut frame = frame.titled(t.get("attachment.blur.title"));
        frame.has_errors = !errors.is_empty();
        let (action, back) = ways;
        let alt = if alt.is_empty() { t.choice("attachment.kind", "jpg") } else { alt.to_owned() };
        let links = errors.iter().map(|error| ErrorLink::new("left_1", error_text(t, error)));
        Self {
            t,
            errors: ErrorSummary::new(t, links.collect()),
            action: action.to_owned(),
            back: back.to_owned(),
            src: src.to_owned(),
            alt,
            rects: (1..=MAX_RECTS).map(|number| rect(t, number, typed)).collect(),
            frame,
        }
    }

    fn make(&self) -> Button {
        Button::primary(self.t.get("attachment.blur.make"))
    }
}

fn rect(t: Text, number: usize, typed: &Fields) -> (String, Vec<TextInput>) {
    let input = |name: &str| {
        let (field, label) = (format!("{name}_{number}"), t.choice("attachment.blur.edge", name));
        let value = typed.get(&field).to_owned();
        TextInput::new(Field::new(t, field, label).value(value))
            .kind(InputKind::Digits)
            .chars(4)
            .unit(t.get("attachment.blur.per_cent"))
    };
    let legend = t.with("attachment.blur.rect", &[("n", &number)]);
    (legend, ["left", "top", "width", "height"].into_iter().map(input).collect())
}

impl Page for FilesPage {
    const NAME: &'static str = "attachment.files";

    fn samples(t: Text) -> Vec<Self> {
        let frame = || Frame::new(t, "", crate::AssetUrls::default());
        let acts = FileActs {
            action: "/drafts/1/files".into(),
            back: "/drafts/1/what".into(),
            draft: true,
            ..FileActs::default()
        };
        let photo = |n| FileCard::new(t, n, "jpg", 345_000, format!("/f/{n}")).thumb(format!("/f/{n}/thumb"));
        let held = vec![
            draft_card(t, photo(1), "a", "床のぬれていたところ"),
            draft_card(t, FileCard::new(t, 2, "pdf", 88_000, "/f/2"), "b", ""),
        ];
        let errors =
            [FieldError::new(FILES, "file_heic").with("n", 2), FieldError::new(FILES, "file_broken").with("n", 3)];
        let record = FileActs { draft: false, counted: 1, ..acts.clone() };
        let kept = vec![
            photo(1).description("車いす").act(blur_button(t, "/f/1/blur")),
            photo(2).description("車いす").mark(copy_mark(t)),
        ];
        vec![
            Self::new(t, frame(), Vec::new(), &[], acts.clone()),
            Self::new(t, frame(), held, &errors, FileActs { counted: 2, ..acts.clone() }),
            Self::new(t, frame(), kept, &[], record),
            Self::new(t, frame(), vec![photo(10)], &[], FileActs { counted: MAX_FILES, ..acts }),
        ]
    }
}

impl Page for BlurPage {
    const NAME: &'static str = "attachment.blur";

    fn samples(t: Text) -> Vec<Self> {
        let frame = || Frame::new(t, "", crate::AssetUrls::default());
        let typed: Fields =
            [("left_1", "10"), ("top_1", "20"), ("width_1", "30"), ("height_1", "x")].into_iter().collect();
        let errors = [FieldError::new("left_1", "file_no_rect")];
        let ways = ("/reports/1/files/2/blur", "/reports/1/files");
        vec![
            Self::new(frame(), ("/reports/1/files/2", "居室"), ways, &Fields::default(), &[]),
            Self::new(frame(), ("/reports/1/files/2", ""), ways, &typed, &errors),
        ]
    }
}
