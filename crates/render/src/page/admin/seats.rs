//! page::admin::seats: who sits where on the approval route, unit by unit; empty seats are shown as passed over.

use askama::Template;
use domain::form::FieldError;

use super::ask::{Asked, choices};
use super::sample_frame;
use crate::component::*;
use crate::{Frame, Page, Text};

/// Somebody on a seat.
#[derive(Debug, Clone)]
pub struct HolderView {
    /// Id of the account.
    pub account: String,
    /// 氏名.
    pub name: String,
    /// Id of the unit for which the seat is held; empty = all.
    pub unit: String,
    /// Held for every unit.
    pub everywhere: bool,
    /// Cannot sign in now.
    pub away: bool,
}

/// Those who may stamp for one unit, or for the facility.
#[derive(Debug, Clone)]
pub struct SeatRow {
    /// Name of the unit; `None` = the whole facility.
    pub unit: Option<String>,
    /// Who may stamp.
    pub holders: Vec<HolderView>,
}

/// One seat.
#[derive(Debug, Clone)]
pub struct SeatView {
    /// Code.
    pub code: String,
    /// What the paper prints above the stamp.
    pub title: String,
    /// Rounds in which it stamps.
    pub rounds: Vec<u8>,
    /// Its rows.
    pub rows: Vec<SeatRow>,
    /// Reports that wait there.
    pub waiting: usize,
}

/// What the page shows.
#[derive(Debug, Clone, Default)]
pub struct SeatsView {
    /// Seats in their order.
    pub seats: Vec<SeatView>,
    /// People to choose from.
    pub people: Vec<(String, String)>,
    /// Units to choose from.
    pub units: Vec<(String, String)>,
    /// Answers and errors of the form below.
    pub asked: Asked,
    /// Somebody is to be taken from a seat, and the own password must be proved first.
    pub taking: bool,
    /// The own password must be proved before a seat can be given.
    pub ask_proof: bool,
}

/// The seats of the route (決裁席).
#[derive(Debug, Clone, Template)]
#[template(path = "admin/seats.html")]
pub struct SeatsPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    seats: Vec<SeatView>,
    seat: Select,
    account: Select,
    unit: Select,
    give: Button,
    proof: Option<TextInput>,
    taking: Option<Taking>,
}

/// Taking somebody from a seat, asked for once more with the own password.
#[derive(Debug, Clone)]
struct Taking {
    words: String,
    hidden: Vec<(&'static str, String)>,
    proof: TextInput,
    take: Button,
}

impl Taking {
    fn of(t: Text, view: &SeatsView) -> Option<Self> {
        let value = |name: &str| view.asked.fields.get(name).to_owned();
        let seat = view.seats.iter().find(|seat| seat.code == value("seat"))?;
        let mut holders = seat.rows.iter().flat_map(|row| &row.holders);
        let holder = holders.find(|holder| holder.account == value("account"))?;
        Some(Self {
            words: t.with("admin.seats.take_of", &[("name", &holder.name), ("seat", &seat.title)]),
            hidden: ["seat", "account", "unit"].map(|name| (name, value(name))).to_vec(),
            proof: view.asked.proof(t),
            take: Button::danger(t.get("admin.seats.take")),
        })
    }
}

impl SeatsPage {
    /// The page.
    #[must_use]
    pub fn new(t: Text, frame: Frame, view: SeatsView) -> Self {
        let asked = &view.asked;
        let titles: Vec<(String, String)> =
            view.seats.iter().map(|seat| (seat.code.clone(), seat.title.clone())).collect();
        let choose = t.get("admin.seats.choose");
        let unit = asked.field(t, "unit", t.get("admin.seats.unit")).hint(t.get("admin.seats.unit_hint"));
        Self {
            errors: asked.summary(t),
            seat: Select::new(asked.field(t, "seat", t.get("admin.seats.seat")), choices(&titles)).blank(choose),
            account: Select::new(asked.field(t, "account", t.get("admin.seats.account")), choices(&view.people))
                .blank(choose),
            unit: Select::new(unit, choices(&view.units)).blank(t.get("admin.seats.everywhere")),
            give: Button::primary(t.get("admin.seats.give")),
            proof: (view.ask_proof && !view.taking).then(|| asked.proof(t)),
            taking: view.taking.then(|| Taking::of(t, &view)).flatten(),
            frame: asked.frame(frame),
            seats: view.seats,
            t,
        }
    }

    fn round_words(&self, seat: &SeatView) -> String {
        let rounds: Vec<String> = seat.rounds.iter().map(ToString::to_string).collect();
        let joined = rounds.join(self.t.pick("・", ", "));
        self.t.with("admin.seats.rounds", &[("rounds", &joined)])
    }

    fn waiting_words(&self, seat: &SeatView) -> String {
        self.t.count("admin.seats.waiting", seat.waiting)
    }

    fn skipped(&self) -> Badge {
        Badge::new(self.t.get("admin.seats.skipped"), Tone::Neutral)
    }

    fn away(&self) -> Badge {
        Badge::new(self.t.get("admin.seats.away"), Tone::Warning)
    }

    fn take(&self, holder: &HolderView, seat: &SeatView) -> String {
        self.t.with("admin.seats.take_of", &[("name", &holder.name), ("seat", &seat.title)])
    }
}

impl Page for SeatsPage {
    const NAME: &'static str = "admin.seats";

    fn samples(t: Text) -> Vec<Self> {
        let holder = |name: &str, everywhere| HolderView {
            account: "1".to_owned(),
            name: name.to_owned(),
            unit: String::new(),
            everywhere,
            away: everywhere,
        };
        let seat = |code: &str, title: &str, rows| SeatView {
            code: code.to_owned(),
            title: title.to_owned(),
            rounds: vec![1, 2],
            rows,
            waiting: 2,
        };
        let unit = |name: &str, holders| SeatRow { unit: Some(name.to_owned()), holders };
        let view = SeatsView {
            seats: vec![
                seat(
                    "handler",
                    t.pick("処理者", "Handler"),
                    vec![SeatRow { unit: None, holders: vec![holder("安全 一郎", false)] }],
                ),
                seat(
                    "unit_leader",
                    t.pick("係長/主任/リーダー", "Leader"),
                    vec![unit("いちょう棟", vec![holder("主任 春子", true)]), unit("さくら棟", Vec::new())],
                ),
            ],
            people: vec![("1".to_owned(), "主任 春子".to_owned())],
            units: vec![("u".to_owned(), "いちょう棟".to_owned())],
            asked: Asked { errors: vec![FieldError::new("unit", "seat_of_facility")], ..Asked::default() },
            taking: false,
            ask_proof: true,
        };
        let fields = [("seat", "unit_leader"), ("account", "1")].into_iter().collect();
        let asked = Asked { fields, errors: vec![FieldError::new("proof", "proof_missing")] };
        let taking = SeatsView { asked, taking: true, ..view.clone() };
        vec![Self::new(t, sample_frame(t, "seats"), view), Self::new(t, sample_frame(t, "seats"), taking)]
    }
}
