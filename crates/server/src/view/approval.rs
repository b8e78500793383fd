//! Owns the mapping of the inbox, of a measure, and of typed answers into acts on a case.
use app::approval::{Act, Inbox, InboxItem, MeasureView};
use app::facility::Facility;
use app::report::ReportItem;
use domain::approval::{Opinion, ReturnTo};
use domain::form::Fields;
use domain::profile::LevelCode;
use domain::publication::Month;
use jiff::civil::Date;
use render::component::{Row, SummaryList};
use render::page::approval::{Measure, Waiting, WaitingList};
use render::page::record::{level_mark, seat_label};
use render::when::{self, Moment};
use render::{Frame, Html, Text};

use crate::http::SignedIn;

/// How long a report may lie on a seat before its line says so: three days, in microseconds.
const LATE_AFTER: i64 = 3 * 86_400 * 1_000_000;

/// The lists of the inbox.
pub(crate) fn lists(signed: &SignedIn, facility: &Facility, inbox: &Inbox) -> Vec<WaitingList> {
    let seated = |kind, items: &[InboxItem]| WaitingList {
        kind,
        items: items.iter().map(|item| on_seat(signed, facility, item)).collect(),
    };
    let plain = |kind, items: &[ReportItem], tail: &str| WaitingList {
        kind,
        items: items.iter().map(|item| waiting(signed, facility, item, tail)).collect(),
    };
    vec![
        seated("stamp", &inbox.to_stamp),
        seated("review", &inbox.to_review),
        plain("returned", &inbox.returned, ""),
        plain("describe", &inbox.to_describe, ""),
        plain("read", &inbox.to_read, "/measure"),
    ]
}

fn on_seat(signed: &SignedIn, facility: &Facility, item: &InboxItem) -> Waiting {
    let t = signed.t();
    let waited = signed.ctx.now - item.since;
    Waiting {
        seat: Some(seat_label(t, &item.item.profile, &item.seat)),
        since: Some(when::duration(t, waited)),
        late: waited >= LATE_AFTER,
        due: due(t, &item.item),
        ..waiting(signed, facility, &item.item, "")
    }
}

/// The last day on which the month of a report can be published in time (seed B §7: the following month).
fn due(t: Text, item: &ReportItem) -> Option<String> {
    let date: Date = item.line.report_date.parse().ok()?;
    Some(when::day(t, Month::of(date).next().last_day()))
}

fn waiting(signed: &SignedIn, facility: &Facility, item: &ReportItem, tail: &str) -> Waiting {
    let (t, line) = (signed.t(), &item.line);
    let judged = line.case.final_level.as_ref().or(line.case.leader_level.as_ref());
    let level = judged.or(line.case.reporter_level.as_ref()).map(LevelCode::new);
    Waiting {
        href: format!("/reports/{}{tail}", line.report_id),
        level: level_mark(t, &item.profile, level.as_ref(), judged.is_some()),
        number: line.number.clone(),
        form: form_label(t, item),
        place: place_name(t, facility, item),
        seat: None,
        since: None,
        due: None,
        late: false,
    }
}

/// The word of a report's form.
pub(crate) fn form_label(t: Text, item: &ReportItem) -> String {
    let label = item.profile.form(&item.line.form).map(|choice| t.pick(&choice.label.ja, &choice.label.en));
    label.unwrap_or(&item.line.form).to_owned()
}

/// The name of a report's place.
pub(crate) fn place_name(t: Text, facility: &Facility, item: &ReportItem) -> Option<String> {
    let place = facility.place(item.line.place_id?)?;
    Some(t.pick(&place.name_ja, &place.name_en).to_owned())
}

/// The measure as the members of a unit read it.
pub(crate) fn measure(signed: &SignedIn, frame: Frame, facility: &Facility, id: String, view: &MeasureView) -> Measure {
    let t = signed.t();
    let form =
        view.profile.form(&view.form).map_or(view.form.as_str(), |choice| t.pick(&choice.label.ja, &choice.label.en));
    let place = view.place.and_then(|place| facility.place(place)).map(|place| t.pick(&place.name_ja, &place.name_en));
    let rows = vec![
        Row::text(t.choice("record.field", "form"), form),
        Row::text(t.choice("record.field", "place"), place.unwrap_or(t.get("field.unknown"))),
    ];
    Measure {
        t,
        frame: frame.titled(t.with("approval.measure.title", &[("number", &view.number)])),
        id,
        facts: SummaryList::new(t, rows),
        text: view.text.as_deref().map(Html::lines),
        confirmed: view.confirmed_at.map(|at| Moment::of(at, &signed.ctx.zone).words(t)),
    }
}

/// Reads what was typed into the form of an act; `None` for an act that does not exist or a form that is not ours.
pub(crate) fn act(code: &str, fields: &Fields) -> Option<Act> {
    let text = |name: &str| fields.get(name).to_owned();
    Some(match code {
        "stamp" => Act::Stamp { seat: text("seat"), opinion: opinion(fields) },
        "return" => Act::Return { seat: text("seat"), target: target(fields.get("target")), reason: text("reason") },
        "take-back" => Act::TakeBack { seat: text("seat") },
        "review" => Act::Review { round: fields.get("round").parse().ok()?, seat: text("seat") },
        "resend" => Act::Resend { text: text("text") },
        "addendum" => Act::Addendum(text("text")),
        "judge" => Act::Judge { level: LevelCode::new(fields.get("level")), reason: text("reason") },
        "revise" => Act::Revise(text("text")),
        "describe" => {
            let units = fields.all("units").into_iter().map(str::parse).collect::<Result<_, _>>().ok()?;
            Act::Describe { text: text("text"), units }
        }
        "ask" => Act::Ask(text("text")),
        "answer" => Act::Answer(text("text")),
        "feedback" => Act::Feedback(text("text")),
        "identity-request" => Act::RequestIdentity { reason: text("reason") },
        "identity-open" => Act::OpenIdentity,
        _ => return None,
    })
}

fn opinion(fields: &Fields) -> Opinion {
    let measures_review = match fields.get("measures_review") {
        "required" => Some(true),
        "not_required" => Some(false),
        _ => None,
    };
    Opinion {
        text: fields.text("opinion").map(str::to_owned),
        level: fields.text("level").map(LevelCode::new),
        level_reason: fields.text("level_reason").map(str::to_owned),
        measures_review,
    }
}

fn target(text: &str) -> ReturnTo {
    text.strip_prefix("seat:").map_or(ReturnTo::Reporter, |seat| ReturnTo::Seat(seat.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_answers_become_acts() {
        let fields: Fields =
            [("seat", "head"), ("opinion", " "), ("level", "3"), ("measures_review", "required")].into_iter().collect();
        let opinion =
            Opinion { text: None, level: Some(LevelCode::new("3")), level_reason: None, measures_review: Some(true) };
        assert_eq!(act("stamp", &fields), Some(Act::Stamp { seat: "head".to_owned(), opinion }));
        let back: Fields = [("seat", "b"), ("target", "seat:a"), ("reason", "x")].into_iter().collect();
        let target = ReturnTo::Seat("a".to_owned());
        assert_eq!(act("return", &back), Some(Act::Return { seat: "b".to_owned(), target, reason: "x".to_owned() }));
        let units: Fields = [("text", "x"), ("units", "no id")].into_iter().collect();
        assert_eq!(act("describe", &units), None);
        assert_eq!(act("no-such-act", &fields), None);
    }
}
