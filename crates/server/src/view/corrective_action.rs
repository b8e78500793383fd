//! Owns the mapping of corrective actions: lines, the list with its conditions, one action, the form, and the table of insight.
use app::corrective_action::{ActionGroup, ActionList, ActionOffers, ActionPage as Found, ActionQuery, ActionView};
use app::facility::Facility;
use app::insight::overview::InsightQuery;
use domain::corrective_action::{ActionTally, CorrectiveAction, Owner, Standing, Strength};
use domain::form::Fields;
use domain::publication::Month;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use render::Text;
use render::page::admin::Asked;
use render::page::corrective_action::{
    ActionAsks, ActionLine, ActionSection, ActionSource, ActionTable, ActionsSource, NewActionSource, StepLine,
    TableCell,
};
use render::page::record::{ActionEvent, seat_label};
use render::when::Moment;

use crate::http::SignedIn;

/// The conditions of the address; what cannot be read is not asked for.
pub(crate) fn query(fields: &Fields, today: Date) -> ActionQuery {
    let day = |name: &str| domain::date::read(fields.text(name)?, today).ok().map(|read| read.date);
    ActionQuery {
        unit: fields.text("unit").and_then(|unit| unit.parse().ok()),
        form: fields.text("form").map(str::to_owned),
        from: day("from"),
        until: day("until"),
        strength: fields.text("strength").and_then(Strength::from_code),
        standing: fields.text("standing").and_then(Standing::from_code),
        group: fields.text("group").and_then(ActionGroup::from_code),
        page: fields.get("page").parse().unwrap_or(1).clamp(1, 100_000),
    }
}

fn address(fields: &Fields, group: &str, page: Option<usize>) -> String {
    address_of("/actions", fields, group, page)
}

fn address_of(path: &str, fields: &Fields, group: &str, page: Option<usize>) -> String {
    let mut address = form_urlencoded::Serializer::new(String::new());
    for name in ["unit", "form", "from", "until", "strength", "standing"] {
        if let Some(value) = fields.text(name) {
            address.append_pair(name, value);
        }
    }
    if !group.is_empty() {
        address.append_pair("group", group);
    }
    if let Some(page) = page {
        address.append_pair("page", &page.to_string());
    }
    format!("{path}?{}", address.finish()).trim_end_matches('?').to_owned()
}

/// Who carries it out, in words.
fn owner(t: Text, facility: &Facility, view: &ActionView) -> String {
    match &view.owner {
        Owner::Person(_) => view.owner_name.clone().unwrap_or_else(|| t.get("corrective_action.somebody").to_owned()),
        Owner::Seat(code) => seat_label(t, &facility.profile, code),
    }
}

fn line(signed: &SignedIn, facility: &Facility, view: &ActionView, with_report: bool) -> ActionLine {
    let (t, today) = (signed.t(), signed.ctx.today());
    let form = facility.profile.form(&view.form).map_or(view.form.as_str(), |choice| t.label(&choice.label));
    ActionLine {
        href: format!("/actions/{}", view.id),
        what: view.what.clone(),
        kind: view.action.kind(),
        owner: owner(t, facility, view),
        standing: view.action.standing(today),
        due: view.action.due(),
        next_check: view.action.next_check().map(|(_, day)| (day, view.action.is_check_due(today))),
        of_report: with_report.then(|| (view.number.clone(), form.to_owned())),
    }
}

fn lines(signed: &SignedIn, facility: &Facility, views: &[ActionView], with_report: bool) -> Vec<ActionLine> {
    views.iter().map(|view| line(signed, facility, view, with_report)).collect()
}

fn is_only_weak(views: &[ActionView], today: Date) -> bool {
    let actions: Vec<&CorrectiveAction> = views.iter().map(|view| &view.action).collect();
    ActionTally::of(actions, today).is_only_weak()
}

/// The actions of a report on its record.
pub(crate) fn section(
    signed: &SignedIn,
    facility: &Facility,
    views: &[ActionView],
    add: Option<String>,
) -> ActionSection {
    ActionSection {
        lines: lines(signed, facility, views, false),
        only_weak: is_only_weak(views, signed.ctx.today()),
        add,
    }
}

/// What happened to the actions of a report, for its history.
pub(crate) fn events(zone: &TimeZone, views: &[ActionView]) -> Vec<ActionEvent> {
    let events = views.iter().flat_map(|view| {
        let event = |step, by: &str, at| ActionEvent {
            href: format!("/actions/{}", view.id),
            what: view.what.clone(),
            step,
            by: by.to_owned(),
            at_micros: at,
            at: Moment::of(at, zone),
        };
        let steps = view.steps.iter().map(|step| event(Some(step.step), &step.by, step.at));
        std::iter::once(event(None, &view.by, view.at)).chain(steps).collect::<Vec<_>>()
    });
    events.collect()
}

/// The list.
pub(crate) fn list(signed: &SignedIn, facility: &Facility, fields: &Fields, found: &ActionList) -> ActionsSource {
    let (t, asked) = (signed.t(), query(fields, signed.ctx.today()));
    let group = asked.group.map(ActionGroup::code).unwrap_or_default();
    let all: usize = found.groups.iter().sum();
    let groups = ActionGroup::ALL.iter().zip(found.groups);
    let groups = groups.map(|(group, count)| (group.code(), address(fields, group.code(), None), count));
    let before = (asked.page - 1) * found.per_page;
    let link = |page: usize| address(fields, group, Some(page));
    let text = |name: &str| fields.text(name).unwrap_or_default().to_owned();
    ActionsSource {
        lines: lines(signed, facility, &found.items, true),
        groups: std::iter::once(("", address(fields, "", None), all)).chain(groups).collect(),
        asks: ActionAsks {
            group: group.to_owned(),
            unit: text("unit"),
            strength: text("strength"),
            standing: text("standing"),
            from: text("from"),
            until: text("until"),
            form: text("form"),
        },
        units: facility
            .units
            .iter()
            .map(|unit| (unit.unit_id.to_string(), t.pick(&unit.name_ja, &unit.name_en).to_owned()))
            .collect(),
        range: (found.total, before),
        export: (found.total > 0).then(|| address_of("/actions.csv", fields, group, None)),
        links: (
            (asked.page > 1).then(|| link(asked.page - 1)),
            (before + found.items.len() < found.total && !found.items.is_empty()).then(|| link(asked.page + 1)),
        ),
        is_whole: found.is_whole,
    }
}

/// One action; `tried` is the step that could not be recorded.
pub(crate) fn one(
    signed: &SignedIn,
    facility: &Facility,
    found: &Found,
    tried: (&'static str, Asked),
    moved_on: bool,
) -> ActionSource {
    let view = &found.view;
    let step = |step: &app::corrective_action::StepView| StepLine {
        step: step.step,
        words: step.words.clone(),
        by: step.by.clone(),
        by_owner: step.by_owner,
        taken_back: step.taken_back,
    };
    ActionSource {
        id: view.id.to_string(),
        number: view.number.clone(),
        report: found.may_read_report.then(|| format!("/reports/{}", view.report)),
        line: line(signed, facility, view, false),
        action: view.action.clone(),
        by: view.by.clone(),
        steps: view.steps.iter().map(step).collect(),
        may_carry_out: found.may_carry_out,
        may_write: found.may_write,
        may_take_back: found.may_take_back,
        tried,
        moved_on,
    }
}

/// The form that sets an action.
pub(crate) fn new(signed: &SignedIn, facility: &Facility, offers: &ActionOffers, asked: Asked) -> NewActionSource {
    let t = signed.t();
    let seats = offers.seats.iter().map(|(code, label)| {
        let words = t.with("corrective_action.new.owner_seat", &[("seat", &t.label(label))]);
        (Owner::Seat(code.clone()).form_value(), words)
    });
    let people = offers.people.iter().map(|(account, name, unit)| {
        let unit = unit.and_then(|unit| facility.unit(unit)).map(|unit| t.pick(&unit.name_ja, &unit.name_en));
        let words = match unit {
            Some(unit) => t.with("corrective_action.new.owner_person", &[("name", name), ("unit", &unit)]),
            None => name.clone(),
        };
        (Owner::Person(*account).form_value(), words)
    });
    NewActionSource {
        report: offers.report.to_string(),
        number: offers.number.clone(),
        owners: seats.chain(people).collect(),
        others: lines(signed, facility, &offers.others, false),
        only_weak: is_only_weak(&offers.others, signed.ctx.today()),
        key: asked.fields.text("key").map_or_else(|| offers.key.to_string(), str::to_owned),
        asked,
    }
}

/// The actions that a view of insight counts: of its unit and form, set in its months.
pub(crate) fn of_view(asked: &InsightQuery, (from, until): (Month, Month)) -> ActionQuery {
    ActionQuery {
        unit: asked.unit,
        form: asked.form.clone(),
        from: Some(from.first_day()),
        until: Some(until.last_day()),
        ..ActionQuery::default()
    }
}

/// The table of insight, each number leading to its list.
pub(crate) fn table(query: &ActionQuery, tally: &ActionTally) -> ActionTable {
    let href = |cell: Option<(Strength, Standing)>| {
        let mut address = form_urlencoded::Serializer::new(String::new());
        if let Some(unit) = query.unit {
            address.append_pair("unit", &unit.to_string());
        }
        if let Some(form) = &query.form {
            address.append_pair("form", form);
        }
        for (name, day) in [("from", query.from), ("until", query.until)] {
            if let Some(day) = day {
                address.append_pair(name, &day.to_string());
            }
        }
        if let Some((strength, standing)) = cell {
            address.append_pair("strength", strength.code()).append_pair("standing", standing.code());
        }
        format!("/actions?{}", address.finish())
    };
    let row = |strength: Strength| {
        let cell = |standing: Standing| TableCell {
            count: tally.count(strength, standing),
            href: href(Some((strength, standing))),
        };
        (strength, Standing::ALL.into_iter().map(cell).collect())
    };
    ActionTable { rows: Strength::ALL.into_iter().map(row).collect(), all: href(None) }
}
