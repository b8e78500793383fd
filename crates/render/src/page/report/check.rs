//! page::report::check: every answer in a row with its 変更 link, what is wrong, what may follow later, who will read it.

use askama::Template;
use domain::drawing;
use domain::form::FieldError;
use domain::report::{Mode, Page as FormPageName, ReportContent, todos};

use super::Hidden;
use super::form::Form;
use super::full::steps;
use super::told::{Told, row, rows};
use super::{left_out, sample};
use crate::Frame;
use crate::catalog::Text;
use crate::component::*;
use crate::error_text::{control_id, error_text};
use crate::html::Html;
use crate::page::Page;

/// Where the check page sends to and leads back to.
#[derive(Debug, Clone, Default)]
pub struct CheckActs {
    /// Where the report is sent (POST).
    pub submit: String,
    /// The draft's address, or `None` where there is no draft and 変更 is a button that posts everything back.
    pub draft: Option<String>,
    /// The draft is a full form, with pages to go back to.
    pub full: bool,
    /// Hidden fields: the key, and without a draft every answer.
    pub hidden: Vec<Hidden>,
    /// Number of the one-minute report that this one completes.
    pub promotes: Option<String>,
    /// Photographs and files that go with it.
    pub files: Vec<FileCard>,
    /// Past cases similar to what was written; `None` where they are not shown.
    pub similar: Option<SimilarCases>,
}

/// The page before sending.
#[derive(Debug, Clone, Template)]
#[template(path = "report/check.html")]
pub struct Check {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    acts: CheckActs,
    steps: Option<StepList>,
    errors: Vec<(String, String)>,
    sections: Vec<(Option<String>, SummaryList)>,
    later: Vec<(String, String)>,
    readers: String,
    mode: String,
    found_early: bool,
    left_out: Option<Html>,
    notice: Option<Html>,
    hints: Vec<Html>,
}

impl Check {
    /// The page; `content` is the report as it was read, when nothing is wrong.
    #[must_use]
    pub fn new(frame: Frame, form: &Form<'_>, content: Option<&ReportContent>, acts: CheckActs) -> Self {
        let t = form.t;
        let mut frame = frame.titled(t.get("report.check.title"));
        frame.has_errors = !form.errors.is_empty();
        let mode = if form.signed_in {
            form.fields.text("mode").unwrap_or(Mode::Named.code())
        } else {
            Mode::Anonymous.code()
        };
        let draft = acts.draft.as_deref();
        let coded = content.map(|content| &content.coded);
        Self {
            t,
            frame,
            steps: draft.filter(|_| acts.full).map(|base| steps(form, base, None, form.errors)),
            errors: form.errors.iter().map(|error| (address(&acts, error), error_text(t, error))).collect(),
            sections: sections(form, &acts),
            later: content.map(|content| later(t, content, &acts)).unwrap_or_default(),
            readers: readers(form),
            mode: t.choice("report.mode.long", mode),
            found_early: coded
                .is_some_and(|coded| coded.discovered.is_earlier_than(coded.occurred_date, coded.occurred_time)),
            left_out: left_out::card(form, |control, field| left_out_address(&acts, control, field)),
            notice: form.notice(|fact| fact_address(&acts, fact)),
            hints: hints(form, acts.full),
            acts,
        }
    }

    fn files(&self) -> FileCards {
        FileCards::new(self.acts.files.clone())
    }

    fn send(&self) -> Button {
        Button::primary(self.t.get("report.check.submit")).send("act", "submit").icon(Icon::Reports)
    }

    fn edit(&self) -> Button {
        Button::secondary(self.t.get("report.back")).send("act", "edit")
    }

    fn promotes(&self, number: &str) -> String {
        self.t.with("report.check.promotes", &[("number", &number)])
    }

    fn readers_words(&self) -> String {
        if self.readers.is_empty() {
            return self.t.get("report.check.readers_nobody").to_owned();
        }
        self.t.with("report.check.readers_route", &[("seats", &self.readers)])
    }
}

/// The page on which a field is mended; the browser comes back to the check page.
fn page_address(acts: &CheckActs, page: FormPageName) -> Option<String> {
    let base = acts.draft.as_deref()?;
    Some(if acts.full { format!("{base}/{}?back=check", page.code()) } else { base.to_owned() })
}

/// The page on which the drawing is made.
fn drawing_address(acts: &CheckActs) -> Option<String> {
    acts.draft.as_deref().map(|base| format!("{base}/drawing?back=check"))
}

/// The page of a row's 変更 link: the drawing has one of its own.
fn row_address(acts: &CheckActs, control: &str, page: Option<&str>) -> Option<String> {
    if control == "drawing" { drawing_address(acts) } else { page.map(str::to_owned) }
}

/// The question of a fact, on the page where it is asked.
fn fact_address(acts: &CheckActs, fact: &str) -> Option<String> {
    page_address(acts, FormPageName::Result).map(|base| format!("{base}#{fact}"))
}

/// The answer beside which something was written that does not go into the report.
fn left_out_address(acts: &CheckActs, control: &str, field: &str) -> Option<String> {
    if field == "region" {
        return drawing_address(acts).map(|page| format!("{page}#{control}"));
    }
    page_address(acts, FormPageName::of(field)?).map(|base| format!("{base}#{control}"))
}

/// What the words suggest besides what was chosen; causes are asked in the full form only.
fn hints(form: &Form<'_>, full: bool) -> Vec<Html> {
    let narrative = form.fields.get("narrative");
    let why = format!("{narrative}\n{}", form.fields.get("cause_narrative"));
    let cause = || form.hint_words("cause", &why).filter(|_| full);
    [form.hint_words("form", narrative), cause()].into_iter().flatten().collect()
}

fn address(acts: &CheckActs, error: &FieldError) -> String {
    if drawing::FIELDS.iter().any(|prefix| error.field.starts_with(prefix)) {
        return format!("{}#{}", drawing_address(acts).unwrap_or_default(), control_id(error));
    }
    let page = FormPageName::of(&error.field).unwrap_or(FormPageName::When);
    let base = page_address(acts, page).unwrap_or_default();
    format!("{base}#{}", control_id(error))
}

/// What the quick form asks; the check page of a quick report shows nothing else.
const QUICK_ROWS: [&str; 12] = [
    "narrative",
    "place",
    "occurred-when",
    "occurred-time",
    "form",
    "medication_detail",
    "reached",
    "body_effect",
    "treatment",
    "treated_at",
    "drawing",
    "mode",
];

fn sections(form: &Form<'_>, acts: &CheckActs) -> Vec<(Option<String>, SummaryList)> {
    let row_of = |told: Told, page: Option<&str>| {
        let base = row_address(acts, told.0, page);
        row(told, base.as_deref())
    };
    let pages = FormPageName::ALL.into_iter();
    if acts.full {
        let sections = pages.map(|page| {
            let base = page_address(acts, page);
            let list = rows(form, page).into_iter().map(|told| row_of(told, base.as_deref())).collect();
            (Some(form.t.choice("report.page", page.code())), SummaryList::new(form.t, list))
        });
        return sections.collect();
    }
    let all: Vec<_> = pages.flat_map(|page| rows(form, page)).collect();
    let unit = if form.signed_in { None } else { Some("unit") };
    let asked = QUICK_ROWS.into_iter().chain(unit).filter_map(|name| all.iter().find(|(control, ..)| *control == name));
    let base = acts.draft.as_deref();
    let list = asked.map(|told| row_of(told.clone(), base)).collect();
    vec![(None, SummaryList::new(form.t, list))]
}

/// What is still open, with the way to it.
fn later(t: Text, content: &ReportContent, acts: &CheckActs) -> Vec<(String, String)> {
    let open = todos(content).into_iter().filter_map(|todo| {
        let (control, page) = match todo.field {
            "occurred_time" => ("occurred-time", FormPageName::When),
            "persons" => ("no_person", FormPageName::Who),
            "facts" => ("reached", FormPageName::Result),
            "finding" => ("finding_present", FormPageName::Result),
            "superior" => ("superior_name", FormPageName::Result),
            "guarantor" => ("guarantor_told", FormPageName::Result),
            "drawing_text" => return later_drawing(t, acts),
            field => (field, FormPageName::of(field)?),
        };
        let href =
            page_address(acts, page).filter(|_| acts.full).map(|base| format!("{base}#{control}")).unwrap_or_default();
        Some((href, t.choice("report.field", todo.field)))
    });
    open.collect()
}

fn later_drawing(t: Text, acts: &CheckActs) -> Option<(String, String)> {
    let href = drawing_address(acts).map(|page| format!("{page}#drawing-text")).unwrap_or_default();
    Some((href, t.get("drawing.page.text").to_owned()))
}

/// The seats that will read it, in their order. A seat on which nobody sits for this unit is passed over, as the route itself does.
fn readers(form: &Form<'_>) -> String {
    let unit = form.fields.text("unit");
    let is_held = |code: &str| {
        form.seats.iter().any(|(seat, of)| seat == code && of.as_deref().is_none_or(|of| Some(of) == unit))
    };
    let seats = form.profile.route(1).into_iter().filter(|seat| is_held(&seat.code));
    seats.map(|seat| form.t.pick(&seat.label.ja, &seat.label.en)).collect::<Vec<_>>().join(" → ")
}

impl Page for Check {
    const NAME: &'static str = "report.check";

    fn samples(t: Text) -> Vec<Self> {
        let draft = Some("/drafts/1".to_owned());
        let similar = Some(SimilarCases::new(t, Vec::new()));
        let quick = CheckActs { submit: "/drafts/1/submit".to_owned(), draft, similar, ..CheckActs::default() };
        let files = vec![FileCard::new(t, 1, "jpg", 240_000, "/drafts/1/files/2").thumb("/drafts/1/files/2/thumb")];
        let full = CheckActs { full: true, files, promotes: Some("R8-12".to_owned()), ..quick.clone() };
        let desk = CheckActs { draft: None, hidden: vec![("key".to_owned(), "k".to_owned())], ..quick.clone() };
        let all = [quick, full, desk].map(|acts| {
            sample::forms(t, |_, frame, form| {
                let content = sample::content(form);
                let form = Form { signed_in: acts.draft.is_some(), ..*form };
                Self::new(frame, &form, content.as_ref(), acts.clone())
            })
        });
        all.into_iter().flatten().collect()
    }
}
