//! page::level: the cross-walk (対照表) — what each scale says of the same facts, where two scales meet, and what to know.

use askama::Template;
use domain::form::Fields;
use domain::level::{CROSSWALK, FactError, LastingLoss, PartialDerived, TreatedAt, Treatment, overlap};
use domain::profile::{Choice as Item, ChoiceField, LevelDef, Profile};

use crate::component::*;
use crate::html::Html;
use crate::page::report::level::weight;
use crate::{AssetUrls, Frame, Page, Text};

/// What one scale says.
#[derive(Debug, Clone)]
pub struct ScaleView<'a> {
    /// The scale.
    pub profile: &'a Profile,
    /// It is the facility's own.
    pub own: bool,
    /// It does not know this form of event and was asked about 「その他」.
    pub form_as_other: bool,
    /// Its answer.
    pub answer: Result<PartialDerived, FactError>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct CrosswalkView<'a> {
    /// The facts as chosen: `reached`, `body_effect`, … as in the report.
    pub fields: &'a Fields,
    /// Every scale, the facility's own first.
    pub scales: Vec<ScaleView<'a>>,
    /// The two scales of the table, by their place in the list.
    pub pair: (usize, usize),
}

#[derive(Debug, Clone)]
struct Card {
    title: String,
    own: bool,
    mark: LevelMark,
    kind: Option<String>,
    name: String,
    reason: Vec<String>,
    rules: String,
    ambiguous: Option<Badge>,
    open: Vec<String>,
}

/// The cross-walk of the scales.
#[derive(Debug, Clone, Template)]
#[template(path = "level/crosswalk.html")]
pub struct Crosswalk {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    form: Html,
    details: Html,
    detail_form: String,
    after: Vec<Html>,
    show: Button,
    clear: Button,
    cards: Vec<Card>,
    pair: Vec<Html>,
    meet: Button,
    table: Option<Table>,
    notes: Table,
}

impl Crosswalk {
    /// The page. The facility's own scale gives the words of the questions.
    #[must_use]
    pub fn new(t: Text, frame: Frame, view: &CrosswalkView<'_>) -> Self {
        let own = view.scales.first().map(|scale| scale.profile);
        let questions = Questions { t, fields: view.fields, profile: own };
        let scale = |at: usize| view.scales.get(at).map(|scale| scale.profile);
        let table = scale(view.pair.0).zip(scale(view.pair.1)).map(|(left, right)| meeting(t, left, right));
        Self {
            form: questions.forms(),
            details: questions.details(),
            detail_form: own.map(|own| own.publication.detail_form.clone()).unwrap_or_default(),
            after: vec![
                questions.yes_no("reached"),
                questions.yes_no("body_effect"),
                questions.fact(ChoiceField::Treatment, &Treatment::ALL.map(Treatment::as_str)),
                questions.fact(ChoiceField::TreatedAt, &TreatedAt::ALL.map(TreatedAt::as_str)),
                questions.fact(ChoiceField::LastingLoss, &LastingLoss::ALL.map(LastingLoss::as_str)),
                questions.yes_no("death"),
            ],
            show: Button::primary(t.get("level.show")),
            clear: Button::quiet(t.get("level.clear")).link("/level"),
            cards: view.scales.iter().map(|scale| card(t, scale)).collect(),
            pair: pair(t, view),
            meet: Button::secondary(t.get("level.meet")),
            table,
            notes: notes(t),
            t,
            frame,
        }
    }
}

/// The questions, in the words of the facility's own profile.
struct Questions<'a> {
    t: Text,
    fields: &'a Fields,
    profile: Option<&'a Profile>,
}

impl Questions<'_> {
    fn field(&self, name: &str) -> Field {
        Field::new(self.t, name, self.t.choice("level.question", name)).value(self.fields.get(name))
    }

    fn select(&self, name: &str, items: &[Item]) -> Html {
        let offered = items.iter().filter(|item| !item.retired);
        let choices = offered.map(|item| Choice::new(&item.code, self.t.label(&item.label))).collect();
        Html::of(&Select::new(self.field(name), choices).blank(self.t.get("level.unknown")))
    }

    fn forms(&self) -> Html {
        self.select("form", self.profile.map_or(&[], |profile| &profile.forms))
    }

    fn details(&self) -> Html {
        self.select("medication_detail", self.profile.map_or(&[], |profile| &profile.medication_details))
    }

    fn yes_no(&self, name: &str) -> Html {
        let choices = ["yes", "no", ""].map(|code| {
            let words = if code.is_empty() {
                self.t.get("level.unknown").to_owned()
            } else {
                self.t.choice("level.yes_no", code)
            };
            Choice::new(code, words).chosen(self.fields.get(name) == code)
        });
        Html::of(&Radios::new(self.field(name), choices.to_vec()).chips())
    }

    fn fact(&self, field: ChoiceField, codes: &[&str]) -> Html {
        let words = |code: &str| {
            let item = self.profile.and_then(|profile| profile.choice(field, code));
            item.map_or(code, |item| self.t.label(&item.label)).to_owned()
        };
        let choices = codes.iter().map(|code| Choice::new(*code, words(code))).collect();
        Html::of(&Select::new(self.field(field.as_str()), choices).blank(self.t.get("level.unknown")))
    }
}

fn card(t: Text, scale: &ScaleView<'_>) -> Card {
    let profile = scale.profile;
    let mut card = Card {
        title: t.label(&profile.name).to_owned(),
        own: scale.own,
        mark: LevelMark::none(t),
        kind: None,
        name: String::new(),
        reason: Vec::new(),
        rules: String::new(),
        ambiguous: None,
        open: Vec::new(),
    };
    match &scale.answer {
        Err(error) => card.reason.push(t.label(&error.message()).to_owned()),
        Ok(found) => {
            let level = &found.floor.level;
            card.mark = LevelMark::suggested(t, level.as_str(), weight(profile, level));
            card.kind = Some(t.label(&found.floor.kind.label()).to_owned());
            card.name = profile.level(level).map(|level| t.label(&level.name).to_owned()).unwrap_or_default();
            card.reason.push(t.label(&found.floor.explain).to_owned());
            card.rules = found.floor.rules.join(t.pick("、", ", "));
            card.ambiguous = found.floor.ambiguous.then(|| Badge::new(t.get("level.ambiguous"), Tone::Warning));
            card.open = still_open(t, found);
        }
    }
    if scale.form_as_other {
        card.open.push(t.get("level.form_as_other").to_owned());
    }
    card
}

/// What is not known yet, and how far the level could still rise.
fn still_open(t: Text, found: &PartialDerived) -> Vec<String> {
    let code = |name: &domain::level::FactName| match name {
        domain::level::FactName::Reached => "reached",
        domain::level::FactName::BodyEffect => "body_effect",
        domain::level::FactName::Treatment => "treatment",
        domain::level::FactName::TreatedAt => "treated_at",
        domain::level::FactName::LastingLoss => "lasting_loss",
        domain::level::FactName::Death => "death",
        domain::level::FactName::Form => "form",
        domain::level::FactName::MedicationDetail => "medication_detail",
    };
    let mut open = Vec::new();
    if found.provisional {
        open.push(t.with("level.may_rise", &[("level", &found.at_most)]));
    }
    if !found.missing.is_empty() {
        let missing: Vec<String> = found.missing.iter().map(|name| t.choice("level.question", code(name))).collect();
        open.push(t.with("level.missing", &[("facts", &missing.join(t.pick("、", "; ")))]));
    }
    open
}

fn pair(t: Text, view: &CrosswalkView<'_>) -> Vec<Html> {
    let scales = || -> Vec<Choice> {
        let named = view.scales.iter().enumerate();
        named.map(|(at, scale)| Choice::new(at.to_string(), t.label(&scale.profile.name))).collect()
    };
    let select = |name: &str, at: usize| {
        let field = Field::new(t, name, t.choice("level.side", name)).value(at.to_string());
        Html::of(&Select::new(field, scales()))
    };
    vec![select("left", view.pair.0), select("right", view.pair.1)]
}

/// Where two scales meet: levels of the first in rows, of the second in columns.
fn meeting(t: Text, left: &Profile, right: &Profile) -> Table {
    let pairs = overlap(left, right);
    let head = |level: &LevelDef| t.with("level.of", &[("level", &level.code), ("name", &t.label(&level.name))]);
    let mut columns = vec![Column::text(t.label(&left.name))];
    columns.extend(right.levels.iter().map(|level| Column::text(level.code.as_str())));
    let rows = left.levels.iter().map(|row| {
        let cell = |column: &LevelDef| {
            let found = pairs.iter().find(|pair| pair.left == row.code && pair.right == column.code);
            Cell::text(match found.map(|pair| pair.certain) {
                Some(true) => t.get("level.meets.certain"),
                Some(false) => t.get("level.meets.open"),
                None => t.get("level.meets.never"),
            })
        };
        std::iter::once(Cell::text(head(row))).chain(right.levels.iter().map(cell)).collect()
    });
    let caption = t.with("level.table", &[("left", &t.label(&left.name)), ("right", &t.label(&right.name))]);
    Table::new("overlap", caption, columns, rows.collect()).scroll()
}

fn notes(t: Text) -> Table {
    let columns = ["welfare", "hospital", "note"].map(|head| Column::text(t.choice("level.column", head))).to_vec();
    let rows = CROSSWALK.iter().map(|note| {
        let [welfare, hospital] = [note.welfare, note.hospital].map(|levels| levels.join(t.pick("、", ", ")));
        vec![Cell::text(welfare), Cell::text(hospital), Cell::text(t.pick(note.ja, note.en))]
    });
    Table::new("notes", t.get("level.notes"), columns, rows.collect())
}

impl Page for Crosswalk {
    const NAME: &'static str = "level.crosswalk";

    fn samples(t: Text) -> Vec<Self> {
        let (Some(welfare), Some(hospital)) = (Profile::builtin("welfare"), Profile::builtin("university-hospital"))
        else {
            return Vec::new();
        };
        let page = |pairs: &[(&str, &str)], form_as_other| {
            let fields: Fields = pairs.iter().copied().collect();
            let facts = crate::page::report::level::facts(&fields, welfare);
            let scale = |profile, own| {
                let answer = domain::level::derive_partial(profile, &facts);
                ScaleView { profile, own, form_as_other: form_as_other && !own, answer }
            };
            let view = CrosswalkView {
                fields: &fields,
                scales: vec![scale(welfare, true), scale(hospital, false)],
                pair: (0, 1),
            };
            Self::new(t, Frame::new(t, t.get("level.title"), AssetUrls::default()), &view)
        };
        let wrong_person = [
            ("form", "medication"),
            ("medication_detail", "wrong_person"),
            ("reached", "yes"),
            ("body_effect", "yes"),
            ("treatment", "none"),
            ("treated_at", "none"),
            ("lasting_loss", "mild"),
            ("death", "no"),
        ];
        vec![page(&[], false), page(&wrong_person, true), page(&[("reached", "no"), ("death", "yes")], false)]
    }
}
