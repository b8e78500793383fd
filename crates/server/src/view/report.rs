//! Owns the mapping for reporting: what a form needs of the facility, the reporter's lists, the receipt, the prefilled full form.
mod prefill;

use app::Ctx;
use app::draft::Draft;
use app::facility::Facility;
use app::report::{News, Receipt, ReportItem};
use app::rows::Page;
use domain::drawing::Ground;
use domain::form::{FieldError, Fields};
use domain::id::AttachmentId;
use domain::report::{Door, Mode};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use render::drawing::PlanPicture;
use render::page::report::{DraftLine, Form, MineLine, Named, ReceiptView, state_words};
use render::when::{self, Moment};
use render::{Lang, Text};

use crate::http::{Web, WebError};
use crate::view::plan::picture;
use crate::view::suggest::Advice;

pub(crate) use prefill::answers_of;

/// Stages of a case as the reporter sees them: received, approved, measures made known, all done.
const STAGES: u8 = 4;

/// What every page of the form needs of the facility, loaded once per request.
pub(crate) struct Desk {
    /// The facility.
    pub(crate) facility: Facility,
    t: Text,
    units: Vec<Named>,
    places: Vec<Named>,
    seats: Vec<(String, Option<String>)>,
    today: Date,
    signed_in: bool,
    files: usize,
    plans: Vec<(AttachmentId, PlanPicture)>,
    advice: Advice,
    suggest: Option<String>,
}

impl Desk {
    /// Loads it.
    pub(crate) async fn load(web: &Web, ctx: &Ctx, t: Text) -> Result<Self, WebError> {
        let facility = web.app.facility(ctx).await?;
        let seats = web.app.seats_held(ctx).await?;
        let signed_in = ctx.actor.member().is_some();
        let plans = if signed_in { web.app.plans(ctx).await? } else { Vec::new() };
        let named = |id: String, ja: &str, en: &str| Named { id, name: in_words(t, ja, en) };
        let units = facility.units.iter().filter(|unit| unit.active);
        let places = facility.places.iter().filter(|place| place.active);
        Ok(Self {
            t,
            units: units.map(|unit| named(unit.unit_id.to_string(), &unit.name_ja, &unit.name_en)).collect(),
            places: places.map(|place| named(place.place_id.to_string(), &place.name_ja, &place.name_en)).collect(),
            today: ctx.today(),
            signed_in,
            files: 0,
            advice: Advice(web.app.suggester(ctx).await?),
            suggest: None,
            plans: plans.iter().map(|plan| (plan.id, picture(plan))).collect(),
            seats: seats.into_iter().map(|(seat, unit)| (seat, unit.map(|unit| unit.to_string()))).collect(),
            facility,
        })
    }

    /// The same for a draft that has so many photographs and files.
    pub(crate) const fn with_files(mut self, files: usize) -> Self {
        self.files = files;
        self
    }

    /// The same where the script may ask for candidates while one types; the field's name follows the address.
    pub(crate) fn suggesting(mut self, base: String) -> Self {
        self.suggest = Some(base);
        self
    }

    /// The form with these answers.
    pub(crate) fn form<'a>(&'a self, fields: &'a Fields, errors: &'a [FieldError]) -> Form<'a> {
        Form {
            t: self.t,
            fields,
            errors,
            profile: &self.facility.profile,
            units: &self.units,
            places: &self.places,
            today: self.today,
            western: self.facility.row.calendar == "seireki" || self.t.lang() == Lang::En,
            anonymous_allowed: self.facility.row.anonymous_reports,
            seats: &self.seats,
            signed_in: self.signed_in,
            files: self.files,
            plan: self.plan(fields),
            reader: &self.advice,
            suggest: self.suggest.as_deref(),
        }
    }

    /// The picture of the floor plan on which was drawn.
    fn plan(&self, fields: &Fields) -> Option<&PlanPicture> {
        let Some(Ground::Plan(drawn_on)) = Ground::from_code(fields.get("drawing_ground")) else { return None };
        self.plans.iter().find(|(id, _)| *id == drawn_on).map(|(_, picture)| picture)
    }

    /// Name of the facility.
    pub(crate) fn name(&self) -> String {
        in_words(self.t, &self.facility.row.name_ja, &self.facility.row.name_en)
    }
}

/// Bilingual data in the page's language; a name that was never translated stays as it is.
fn in_words(t: Text, ja: &str, en: &str) -> String {
    t.pick(ja, if en.is_empty() { ja } else { en }).to_owned()
}

/// What a person typed, without what only steers the page. Names with a leading underscore are the program's own.
pub(crate) fn answers(posted: &Fields) -> Fields {
    const STEERING: [&str; 7] = ["act", "back", "key", "page", "add_person", "next", "to"];
    let kept = posted.iter().filter(|(name, _)| !name.starts_with('_') && !STEERING.contains(name));
    let answers: Fields =
        kept.flat_map(|(name, values)| values.iter().map(move |value| (name, value.as_str()))).collect();
    render::page::report::settle(&answers)
}

/// A draft in a list.
pub(crate) fn draft_line(t: Text, zone: &TimeZone, draft: &Draft) -> DraftLine {
    DraftLine {
        href: format!("/drafts/{}", draft.id),
        discard: format!("/drafts/{}/discard", draft.id),
        door: draft.door.code(),
        narrative: draft.fields.get("narrative").to_owned(),
        saved: Moment::of(draft.updated_at, zone).words(t),
    }
}

/// A page of the reporter's own reports, newest first, and how many there are in all.
pub(crate) async fn mine_lines(web: &Web, ctx: &Ctx, t: Text, page: Page) -> Result<(Vec<MineLine>, usize), WebError> {
    found_lines(web, ctx, t, ("", page)).await
}

/// Those of the reporter's own reports that have all the words that were typed.
pub(crate) async fn found_lines(
    web: &Web,
    ctx: &Ctx,
    t: Text,
    (typed, page): (&str, Page),
) -> Result<(Vec<MineLine>, usize), WebError> {
    let mine = web.app.my_reports_with(ctx, typed, page).await?;
    Ok((mine.items.iter().map(|own| mine_line(t, &ctx.zone, &own.item, own.news)).collect(), mine.total))
}

/// One of the reporter's own reports.
fn mine_line(t: Text, zone: &TimeZone, item: &ReportItem, news: News) -> MineLine {
    let (line, case) = (&item.line, &item.line.case);
    let seat = case.seat.as_deref().and_then(|code| item.profile.seat(code));
    let seat = seat.map(|seat| t.pick(&seat.label.ja, &seat.label.en));
    let reported = line.report_date.parse::<Date>().map(|date| when::day(t, date)).unwrap_or_default();
    MineLine {
        href: format!("/reports/{}", line.report_id),
        number: line.number.clone(),
        form: form_name(t, item),
        day: reported,
        done: stage(&case.state, case.round),
        total: STAGES,
        state: state_words(t, &case.state, seat),
        changed: Moment::of(case.entered_at, zone).words(t),
        question: news.question,
        returned: case.state == "returned",
        feedback: news.feedback,
    }
}

/// The form (形態) of a report in words.
pub(crate) fn form_name(t: Text, item: &ReportItem) -> String {
    let form = item.profile.form(&item.line.form);
    form.map_or_else(|| t.get("field.unknown").to_owned(), |form| t.pick(&form.label.ja, &form.label.en).to_owned())
}

/// How many stages are behind a case.
pub(crate) fn stage(state: &str, round: i64) -> u8 {
    match (state, round) {
        ("closed", _) => STAGES,
        ("measures_pending", _) => 2,
        ("in_review" | "returned", 2) => 3,
        _ => 1,
    }
}

/// What the receipt tells.
pub(crate) fn receipt(
    t: Text,
    facility_code: &str,
    receipt: &Receipt,
    door: Option<Door>,
    signed_in: bool,
) -> ReceiptView {
    let anonymous = receipt.mode == Mode::Anonymous;
    let own = (!anonymous).then(|| format!("/reports/{}", receipt.report));
    ReceiptView {
        number: receipt.number.clone(),
        next_seat: receipt.next_seat.as_ref().map(|seat| t.pick(&seat.ja, &seat.en).to_owned()),
        seats: STAGES - 1,
        code: receipt.receipt_code.clone(),
        track: anonymous.then(|| format!("/track/{facility_code}")),
        protected: receipt.mode == Mode::Protected,
        promote: own.as_ref().filter(|_| door == Some(Door::Quick)).map(|own| format!("{own}/promote")),
        read: own,
        another: if signed_in { "/reports/new".to_owned() } else { format!("/anonymous/{facility_code}") },
        signed_in,
    }
}
