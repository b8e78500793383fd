//! page::report::level: the level box — the facts chosen, the level they give, the standard's words, what is still open.

use askama::Template;
use domain::form::Fields;
use domain::level::{FactName, LastingLoss, PartialDerived, PartialFacts, TreatedAt, Treatment, derive_partial};
use domain::profile::{ChoiceField, LevelCode, Profile};

use super::form::Form;
use super::part::follow;
use crate::catalog::Text;
use crate::component::*;
use crate::html::Html;

/// The facts as they were chosen, whether or not the rest of the form can be read.
#[must_use]
pub fn facts(fields: &Fields, profile: &Profile) -> PartialFacts {
    let yes_no = |name: &str| match fields.get(name) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let form = fields.text("form").filter(|code| profile.form(code).is_some()).map(str::to_owned);
    let detailed = form.as_deref() == Some(profile.publication.detail_form.as_str());
    let detail = fields.text("medication_detail").filter(|code| detailed && profile.medication_detail(code).is_some());
    PartialFacts {
        reached: yes_no("reached"),
        body_effect: yes_no("body_effect"),
        treatment: Treatment::ALL.into_iter().find(|code| code.as_str() == fields.get("treatment")),
        treated_at: TreatedAt::ALL.into_iter().find(|code| code.as_str() == fields.get("treated_at")),
        lasting_loss: LastingLoss::ALL.into_iter().find(|code| code.as_str() == fields.get("lasting_loss")),
        death: yes_no("death"),
        form,
        medication_detail: detail.map(str::to_owned),
    }
}

/// How many of the five bars of a level's mark are filled: the scale's place of the level, spread over five.
#[must_use]
pub fn weight(profile: &Profile, level: &LevelCode) -> u8 {
    let Some(rank) = profile.rank(level) else { return 0 };
    let steps = profile.levels.len().saturating_sub(1).max(1);
    let bars = if steps < 5 { rank + 1 } else { (rank * 5).div_ceil(steps) };
    u8::try_from(bars).unwrap_or(5)
}

/// The questions that the level follows from.
pub(super) fn facts_group(form: &Form<'_>) -> Html {
    let about = form.t.get("report.hint.facts");
    let intro = Html::join([Html::trusted("<p class=\"ui-field__hint\">"), Html::text(about), Html::trusted("</p>")]);
    let after = vec![
        form.yes_no("body_effect"),
        form.fact(ChoiceField::Treatment),
        form.fact(ChoiceField::TreatedAt),
        form.fact(ChoiceField::LastingLoss),
        form.yes_no("death"),
    ];
    let parts = Html::join([intro, form.reached(&form.label("reached")), follow("reached=yes|unknown", after)]);
    Html::join([Html::trusted("<div class=\"ui-stack\" id=\"level-facts\">"), parts, Html::trusted("</div>")])
}

/// The level box; the element `level-box`, which asks for itself again when a fact changes.
#[derive(Debug, Clone, Template)]
#[template(path = "report/level_box.html")]
pub struct LevelBox {
    t: Text,
    refresh: Option<String>,
    found: Option<Found>,
    refused: Option<String>,
    notice: Option<Html>,
    table: Table,
    check: Button,
}

impl askama::filters::HtmlSafe for LevelBox {}

#[derive(Debug, Clone)]
struct Found {
    mark: LevelMark,
    kind: Badge,
    reason: String,
    open: Option<String>,
}

/// The level box of a form; `refresh` is the address that answers with the page again.
pub(super) fn level_box(form: &Form<'_>, refresh: Option<&str>) -> LevelBox {
    let t = form.t;
    let facts = facts(form.fields, form.profile);
    let derived = if facts.reached.is_none() && facts.treatment.is_none() {
        None
    } else {
        Some(derive_partial(form.profile, &facts))
    };
    let (found, refused) = match derived {
        None => (None, None),
        Some(Ok(derived)) => (Some(found(t, form.profile, &derived)), None),
        Some(Err(error)) => {
            let message = error.message();
            (None, Some(t.pick(&message.ja, &message.en).to_owned()))
        }
    };
    LevelBox {
        t,
        refresh: refresh.map(str::to_owned),
        found,
        refused,
        notice: form.notice(|fact| Some(format!("#{fact}"))),
        table: level_table(t, form.profile),
        check: Button::secondary(t.get("report.full.check_level")).send("act", "level"),
    }
}

/// The derived level in one line, for the check page: mark, class and what is open.
pub(super) fn level_line(form: &Form<'_>) -> Html {
    let facts = facts(form.fields, form.profile);
    let Ok(derived) = derive_partial(form.profile, &facts) else { return Html::default() };
    if facts.reached.is_none() && facts.treatment.is_none() {
        return Html::default();
    }
    let found = found(form.t, form.profile, &derived);
    let marks = [
        Html::of(&found.mark),
        Html::text(" "),
        Html::of(&found.kind),
        Html::trusted("<br>"),
        Html::text(found.reason),
    ];
    match found.open {
        Some(open) => Html::join(marks.into_iter().chain([Html::trusted("<br>"), Html::text(open)])),
        None => Html::join(marks),
    }
}

fn found(t: Text, profile: &Profile, derived: &PartialDerived) -> Found {
    let level = &derived.floor.level;
    let weight = weight(profile, level);
    let kind = derived.floor.kind.label();
    let names = derived.missing.iter().map(|name| t.choice("report.level.fact", fact_code(*name)));
    let missing = names.collect::<Vec<_>>().join(t.get("report.answer.separator"));
    let open = || t.with("report.level.provisional", &[("at_most", &derived.at_most), ("missing", &missing)]);
    Found {
        mark: LevelMark::suggested(t, level.as_str(), weight),
        kind: Badge::new(t.pick(&kind.ja, &kind.en), Tone::Neutral),
        reason: t.pick(&derived.floor.explain.ja, &derived.floor.explain.en).to_owned(),
        open: derived.provisional.then(open),
    }
}

const fn fact_code(name: FactName) -> &'static str {
    match name {
        FactName::Reached => "reached",
        FactName::BodyEffect => "body_effect",
        FactName::Treatment => "treatment",
        FactName::TreatedAt => "treated_at",
        FactName::LastingLoss => "lasting_loss",
        FactName::Death => "death",
        FactName::Form => "form",
        FactName::MedicationDetail => "medication_detail",
    }
}

/// The profile's table of levels, word for word.
fn level_table(t: Text, profile: &Profile) -> Table {
    let columns = ["level", "name", "kind", "wording"].map(|code| Column::text(t.choice("report.level.column", code)));
    let rows = profile.levels.iter().map(|def| {
        let kind = def.kind.label();
        vec![
            Cell::html(Html::of(&LevelMark::judged(t, def.code.as_str(), weight(profile, &def.code)))),
            Cell::text(t.pick(&def.name.ja, &def.name.en)),
            Cell::text(t.pick(&kind.ja, &kind.en)),
            Cell::html(Html::lines(t.pick(&def.wording.ja, &def.wording.en))),
        ]
    });
    Table::new("level-table", t.get("report.level.table"), columns.to_vec(), rows.collect()).hide_caption()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_spread_over_five_bars() {
        let welfare = Profile::builtin("welfare").unwrap();
        let hospital = Profile::builtin("university-hospital").unwrap();
        let bars = |profile: &Profile| profile.levels.iter().map(|def| weight(profile, &def.code)).collect::<Vec<_>>();
        assert_eq!(bars(welfare), [1, 2, 3, 4, 5]);
        assert_eq!(bars(hospital), [0, 1, 2, 3, 3, 4, 5, 5]);
    }

    #[test]
    fn facts_are_read_from_a_broken_form() {
        let welfare = Profile::builtin("welfare").unwrap();
        let fields: Fields = [
            ("reached", "yes"),
            ("treatment", "first_aid"),
            ("form", "medication"),
            ("medication_detail", "wrong_person"),
        ]
        .into_iter()
        .collect();
        let derived = derive_partial(welfare, &facts(&fields, welfare)).unwrap();
        assert_eq!(derived.floor.level.as_str(), "3");
    }
}
