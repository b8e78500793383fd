//! Owns the mapping of what words suggest: contradictions with the facts, candidates of forms and causes, the model card.
use app::facility::Facility;
use app::report::ReportView;
use app::suggest::{Field, FieldCard, Figures, ModelCard, Suggester};
use app::text::suggest::{Claim, Warning, contradiction};
use domain::approval::CaseEvent;
use domain::level::PartialFacts;
use domain::profile::ChoiceField;
use jiff::tz::TimeZone;
use render::Text;
use render::page::report::{Contradiction, Hint, Hints, Reader};
use render::page::suggest::{CardSource, ClassLine, ModelView};
use render::when::Moment;

/// Words of a contradiction that are shown.
const SHOWN_WORDS: usize = 3;

/// What the facility's models tell of a text.
#[derive(Debug)]
pub(crate) struct Advice(pub(crate) Suggester);

impl Reader for Advice {
    fn contradiction(&self, text: &str, facts: &PartialFacts) -> Option<Contradiction> {
        contradiction(text, facts).map(|warning| shown(warning, facts))
    }

    fn hints(&self, text: &str, field: &str) -> Hints {
        let Some(field) = Field::from_code(field) else { return Hints::default() };
        let found = self.0.suggest(field, text);
        let hint = |one: &app::text::suggest::Suggestion| {
            let mut words: Vec<String> = Vec::new();
            for piece in &one.pieces {
                if words.len() < SHOWN_WORDS && !words.contains(&piece.text) {
                    words.push(piece.text.clone());
                }
            }
            Hint { code: one.label.clone(), words }
        };
        Hints { list: found.suggestions.iter().map(hint).collect(), learning: found.learning }
    }
}

fn shown(warning: Warning, facts: &PartialFacts) -> Contradiction {
    let fact = match warning.claim {
        _ if facts.reached == Some(false) => "reached",
        Claim::Death if facts.death.is_some() => "death",
        Claim::Death | Claim::ExternalCare => "treated_at",
        Claim::GraveInjury | Claim::Treatment => "treatment",
    };
    let mut words: Vec<String> = Vec::new();
    for word in warning.words {
        if words.len() < SHOWN_WORDS && !words.contains(&word) {
            words.push(word);
        }
    }
    Contradiction { fact, words }
}

/// What the account and its addenda say more than the facts; nothing once somebody has judged higher than the facts alone.
pub(crate) fn of_record(view: &ReportView) -> Option<Contradiction> {
    let rank = |level| view.profile.rank(level);
    let (judged, derived) = (view.case.effective_level().and_then(rank), view.case.derived.as_ref().and_then(rank));
    if judged > derived {
        return None;
    }
    let added = view.timeline.iter().filter(|entry| matches!(entry.event, CaseEvent::AddendumAdded));
    let added = added.filter_map(|entry| entry.texts.text.as_deref());
    let text: Vec<&str> = std::iter::once(view.content.sealed.narrative.as_str()).chain(added).collect();
    let facts = &view.content.coded.facts;
    contradiction(&text.join("\n"), facts).map(|warning| shown(warning, facts))
}

/// What the model card is drawn from.
pub(crate) fn card(t: Text, facility: &Facility, zone: &TimeZone, card: &ModelCard) -> CardSource {
    let model = |of: &FieldCard| {
        let names = names(t, facility, of.field);
        let figures = of.model.as_ref().map(|model| &model.figures);
        let trained = of.model.as_ref().map(|model| (Moment::of(model.trained_at, zone).words(t), model.version));
        ModelView {
            field: of.field.code(),
            trained,
            n: figures.map_or(0, |figures| figures.n),
            figures: figures.map(shares).unwrap_or_default(),
            classes: classes(&names, figures, of),
        }
    };
    CardSource { confirmed: (card.confirmed, card.wanted), models: card.fields.iter().map(model).collect() }
}

fn shares(figures: &Figures) -> Vec<(&'static str, f64)> {
    let given = [
        ("top1", Some(figures.top1)),
        ("top3", Some(figures.top3)),
        ("majority", Some(figures.majority)),
        ("macro_f1", figures.macro_f1),
        ("ece", figures.ece),
        ("coverage_at_95", figures.coverage_at_95),
    ];
    given.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// Codes with their words, in the order of the profile.
fn names(t: Text, facility: &Facility, field: Field) -> Vec<(String, String)> {
    let profile = &facility.profile;
    let choices: Vec<&domain::profile::Choice> = match field {
        Field::Form => profile.forms.iter().collect(),
        Field::Cause => {
            profile.choice_list(ChoiceField::Cause).map(|list| list.items.iter().collect()).unwrap_or_default()
        }
    };
    choices.iter().map(|choice| (choice.code.clone(), t.pick(&choice.label.ja, &choice.label.en).to_owned())).collect()
}

/// The classes of which there is anything to tell.
fn classes(names: &[(String, String)], figures: Option<&Figures>, of: &FieldCard) -> Vec<ClassLine> {
    let line = |(code, name): &(String, String)| {
        let measured = figures.and_then(|figures| figures.classes.iter().find(|class| class.code == *code));
        let counted = of.counts.iter().find(|row| row.code == *code);
        (measured.is_some() || counted.is_some()).then(|| ClassLine {
            name: name.clone(),
            support: measured.map(|class| class.support),
            precision: measured.and_then(|class| class.precision),
            recall: measured.and_then(|class| class.recall),
            counts: counted.map_or((0, 0, 0), |row| (row.shown, row.accepted, row.chosen_otherwise)),
        })
    };
    names.iter().filter_map(line).collect()
}
