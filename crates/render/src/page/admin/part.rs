//! page::admin::part: the form of one part of the profile: a list of choices, the seats, or the names.

use askama::Template;
use domain::form::{FieldError, Fields};
use domain::profile::{Choice as Item, ChoiceField, Judges, Opinion, Profile, Seat};

use super::ask::Asked;
use super::sample_frame;
use crate::component::*;
use crate::html::Html;
use crate::{Frame, Page, Text};

/// Empty rows at the end, for what is new.
const NEW_ROWS: usize = 3;

/// What the form shows.
#[derive(Debug, Clone)]
pub struct PartView<'a> {
    /// Code of the part.
    pub code: &'a str,
    /// The profile as edited so far.
    pub profile: &'a Profile,
    /// What was typed, when it could not be read; else the profile's own rows are shown.
    pub typed: Option<Asked>,
    /// The profile as edited so far, as TOML, when that is not the one in force.
    pub draft: Option<String>,
    /// Version upon which the edit is made.
    pub base: i64,
    /// Codes of seats on which somebody sits.
    pub occupied: Vec<String>,
}

#[derive(Debug, Clone)]
struct Line {
    title: String,
    badge: Option<Badge>,
    open: bool,
    code: String,
    row: usize,
    new: bool,
    controls: Html,
}

/// The form of one part of the profile.
#[derive(Debug, Clone, Template)]
#[template(path = "admin/part.html")]
pub struct PartPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    about: String,
    part: String,
    draft: Option<String>,
    base: i64,
    names: Option<Html>,
    lines: Vec<Line>,
    preview: Button,
    cancel: Button,
}

/// What a part is called.
#[must_use]
pub fn part_title(t: Text, code: &str) -> String {
    t.choice("admin.part", code)
}

/// The choices of a part that is a list.
pub(super) fn items<'a>(profile: &'a Profile, code: &str) -> Option<&'a [Item]> {
    match code {
        "forms" => Some(&profile.forms),
        "medication_details" => Some(&profile.medication_details),
        _ => {
            let field = ChoiceField::ALL.into_iter().find(|field| field.as_str() == code)?;
            profile.choice_list(field).map(|list| list.items.as_slice())
        }
    }
}

impl PartPage {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, view: PartView<'_>) -> Self {
        let asked = view.typed.unwrap_or_else(|| Asked { fields: fields(view.profile, view.code), errors: Vec::new() });
        let form = Form { t, asked: &asked, occupied: &view.occupied };
        let lines = match (view.code, items(view.profile, view.code)) {
            ("names", _) => Vec::new(),
            ("seats", _) => form.seats(view.profile),
            (_, Some(items)) => form.choices(items, !is_fact(view.code)),
            _ => Vec::new(),
        };
        let about = if is_fact(view.code) { "fact" } else { view.code };
        let about = match about {
            "names" | "seats" | "fact" => t.choice("admin.part_form.about", about),
            _ => t.choice("admin.part_form.about", "list"),
        };
        Self {
            errors: asked.summary(t),
            about,
            names: (view.code == "names").then(|| form.names()),
            lines,
            part: view.code.to_owned(),
            draft: view.draft,
            base: view.base,
            preview: Button::primary(t.get("admin.part_form.preview")),
            cancel: Button::quiet(t.get("admin.part_form.cancel")).link("/admin/profile"),
            frame: asked.frame(frame),
            t,
        }
    }
}

/// The choices of a fact are fixed by the rules; only their words may change.
fn is_fact(code: &str) -> bool {
    ChoiceField::ALL.into_iter().any(|field| field.as_str() == code && field.fact_codes().is_some())
}

/// The rows of the part as the form sends them.
fn fields(profile: &Profile, code: &str) -> Fields {
    let mut fields = Fields::default();
    match (code, items(profile, code)) {
        ("names", _) => {
            for (name, label) in [("name", &profile.name), ("source", &profile.source)] {
                fields.set(format!("{name}_ja"), &label.ja);
                fields.set(format!("{name}_en"), &label.en);
            }
        }
        ("seats", _) => profile.seats.iter().enumerate().for_each(|(row, seat)| seat_fields(&mut fields, row, seat)),
        (_, Some(items)) => items.iter().enumerate().for_each(|(row, item)| {
            fields.set(format!("{row}_ja"), &item.label.ja);
            fields.set(format!("{row}_en"), &item.label.en);
            fields.set(format!("{row}_order"), (row + 1).to_string());
            if item.retired {
                fields.set(format!("{row}_retired"), "1");
            }
        }),
        _ => {}
    }
    fields
}

fn seat_fields(fields: &mut Fields, row: usize, seat: &Seat) {
    fields.set(format!("{row}_ja"), &seat.label.ja);
    fields.set(format!("{row}_en"), &seat.label.en);
    fields.set(format!("{row}_order"), seat.order.to_string());
    for round in &seat.rounds {
        fields.push(format!("{row}_rounds"), round.to_string());
    }
    fields.set(format!("{row}_opinion"), opinion_code(seat.opinion));
    fields.set(format!("{row}_judges"), judges_code(seat.judges));
    if seat.unit_bound {
        fields.set(format!("{row}_unit_bound"), "1");
    }
}

const fn opinion_code(opinion: Opinion) -> &'static str {
    match opinion {
        Opinion::None => "none",
        Opinion::Leader => "leader",
        Opinion::SectionHead => "section_head",
    }
}

const fn judges_code(judges: Judges) -> &'static str {
    match judges {
        Judges::None => "none",
        Judges::Leader => "leader",
        Judges::Final => "final",
    }
}

/// Makes the controls of rows.
struct Form<'a> {
    t: Text,
    asked: &'a Asked,
    occupied: &'a [String],
}

impl Form<'_> {
    fn word(&self, key: &str) -> String {
        self.t.choice("admin.part_form", key)
    }

    fn text(&self, row: usize, part: &str) -> Html {
        Html::of(&self.asked.text(self.t, &format!("{row}_{part}"), self.word(part)))
    }

    fn order(&self, row: usize) -> Html {
        Html::of(&self.asked.text(self.t, &format!("{row}_order"), self.word("order")).kind(InputKind::Digits).chars(4))
    }

    fn tick(&self, row: usize, part: &str) -> Html {
        let (question, answer) = (self.word(part), self.t.choice("admin.part_form.answer", part));
        Html::of(&self.asked.tick(self.t, &format!("{row}_{part}"), question, answer))
    }

    fn names(&self) -> Html {
        let line = |name: &str| Html::of(&self.asked.text(self.t, name, self.word(name)));
        Html::join(["name_ja", "name_en", "source_ja", "source_en"].map(line))
    }

    fn choices(&self, items: &[Item], may_grow: bool) -> Vec<Line> {
        let held = items.iter().enumerate().map(|(row, item)| {
            let mut controls = vec![self.text(row, "ja"), self.text(row, "en"), self.order(row)];
            if may_grow {
                controls.push(self.tick(row, "retired"));
            }
            let badge = item.retired.then(|| Badge::new(self.t.get("admin.part_form.is_retired"), Tone::Neutral));
            self.line(row, &item.code, self.t.label(&item.label), badge, Html::join(controls))
        });
        let mut lines: Vec<Line> = held.collect();
        if may_grow {
            lines.extend((items.len()..items.len() + NEW_ROWS).map(|row| {
                let controls = [
                    self.text(row, "ja"),
                    self.text(row, "en"),
                    self.code(row),
                    self.order(row),
                    self.tick(row, "asks"),
                ];
                self.new_line(row, Html::join(controls))
            }));
        }
        lines
    }

    fn seats(&self, profile: &Profile) -> Vec<Line> {
        let held = profile.seats.iter().enumerate().map(|(row, seat)| {
            let mut controls = self.seat(row);
            let sits = self.occupied.contains(&seat.code);
            if !sits {
                controls.push(self.tick(row, "remove"));
            }
            let badge = sits.then(|| Badge::new(self.t.get("admin.part_form.occupied"), Tone::Info));
            let title = format!("{} {}", seat.order, self.t.label(&seat.label));
            self.line(row, &seat.code, &title, badge, Html::join(controls))
        });
        let mut lines: Vec<Line> = held.collect();
        let row = profile.seats.len();
        let mut controls = self.seat(row);
        controls.push(self.code(row));
        lines.push(self.new_line(row, Html::join(controls)));
        lines
    }

    fn seat(&self, row: usize) -> Vec<Html> {
        let t = self.t;
        let name = |part: &str| format!("{row}_{part}");
        let rounds = ["1", "2"].map(|round| Choice::new(round, t.choice("admin.part_form.round", round))).to_vec();
        let opinions = ["none", "leader", "section_head"]
            .map(|code| Choice::new(code, t.choice("admin.part_form.opinion_choice", code)));
        let judges =
            ["none", "leader", "final"].map(|code| Choice::new(code, t.choice("admin.part_form.judges_choice", code)));
        vec![
            self.text(row, "ja"),
            self.text(row, "en"),
            self.order(row),
            Html::of(&self.asked.several(t, &name("rounds"), self.word("rounds"), rounds)),
            Html::of(&Radios::new(self.asked.field(t, &name("opinion"), self.word("opinion")), opinions.to_vec())),
            Html::of(&Radios::new(self.asked.field(t, &name("judges"), self.word("judges")), judges.to_vec())),
            self.tick(row, "unit_bound"),
        ]
    }

    fn code(&self, row: usize) -> Html {
        let field =
            self.asked.field(self.t, &format!("{row}_code"), self.word("code")).hint(self.word("code_hint")).optional();
        Html::of(&TextInput::new(field).chars(12))
    }

    fn line(&self, row: usize, code: &str, title: &str, badge: Option<Badge>, controls: Html) -> Line {
        let open = self.asked.has_error_in(&format!("{row}_"));
        Line { title: title.to_owned(), badge, open, code: code.to_owned(), row, new: false, controls }
    }

    fn new_line(&self, row: usize, controls: Html) -> Line {
        let typed = !self.asked.fields.get(&format!("{row}_ja")).is_empty();
        Line { title: self.word("new"), badge: None, open: typed, code: String::new(), row, new: true, controls }
    }
}

impl Page for PartPage {
    const NAME: &'static str = "admin.part";

    fn samples(t: Text) -> Vec<Self> {
        let Some(profile) = Profile::builtin("welfare") else { return Vec::new() };
        let page = |code: &'static str, typed: Option<Asked>| {
            let view = PartView {
                code,
                profile,
                typed,
                draft: Some("id = \"<x>\"".to_owned()),
                base: 1,
                occupied: vec!["handler".to_owned()],
            };
            Self::new(t, sample_frame(t, "profile").titled(part_title(t, code)), view)
        };
        let wrong = Asked {
            fields: fields(profile, "forms"),
            errors: vec![FieldError::new("3_order", "number").with("max", 999)],
        };
        vec![page("forms", Some(wrong)), page("seats", None), page("names", None), page("treatment", None)]
    }
}
