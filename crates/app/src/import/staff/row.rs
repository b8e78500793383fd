//! Owns the columns of the staff file, its template, and how a row becomes a person.
use std::collections::BTreeSet;

use domain::id::UnitId;
use domain::people::Role;
use domain::profile::{ChoiceField, Seat};
use store::{AccountRow, UnitRow};

use super::super::table::{FileProblem, Table, fold};
use super::super::{Remedy, RowError, shortened};
use crate::facility::Facility;
use crate::people::Status;
use crate::tries::MAX_LOGIN_CHARS;

/// Longest name, reading or occupation in characters; longer is a cell that slipped.
const MAX_CHARS: usize = 100;

/// Heading, the same in English, whether it is needed.
const COLUMNS: [(&str, &str, bool); 7] = [
    ("ログイン名", "login", true),
    ("氏名", "name", true),
    ("フリガナ", "name_kana", false),
    ("職種", "occupation", false),
    ("部署", "unit", false),
    ("役割", "roles", false),
    ("決裁席", "seats", false),
];

/// What a role is called in the file, beside its code: the words of the pages and of the two kinds of facilities.
const ROLE_WORDS: [(&str, Role); 8] = [
    ("職員", Role::Staff),
    ("リスク委員長", Role::SafetyManager),
    ("医療安全管理者", Role::SafetyManager),
    ("理事長", Role::Director),
    ("院長", Role::Director),
    ("管理者", Role::Administrator),
    ("通報対応の担当者", Role::IdentityKeeper),
    ("氏名を開く役", Role::IdentityKeeper),
];

/// An empty file with the headings: UTF-8 with a byte order mark, so that spreadsheets read it right.
#[must_use]
pub fn staff_template() -> String {
    let headings: Vec<String> = COLUMNS.iter().map(|(heading, ..)| format!("\"{heading}\"")).collect();
    format!("\u{FEFF}{}\r\n", headings.join(","))
}

/// One person as the file has them; `None` = the cell is empty, which changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    /// Row as a spreadsheet shows it.
    pub(super) row: usize,
    pub(super) login: String,
    pub(super) name: String,
    pub(super) kana: Option<String>,
    pub(super) occupation: Option<String>,
    pub(super) unit: Option<UnitId>,
    pub(super) roles: Vec<Role>,
    pub(super) seats: Vec<(String, Option<UnitId>)>,
}

impl Given {
    /// What forbids the row beside the account that has this sign-in name already.
    pub(super) fn against(&self, held: Option<&AccountRow>) -> Option<RowError> {
        let retired = held.is_some_and(|held| held.status == Status::Retired.code());
        retired.then(|| {
            let words = (
                "退職した人のログイン名です。別のログイン名にするか、先に画面で在籍に戻してください。",
                "Somebody who has left had this sign-in name; use another, or bring the person back on the page first.",
            );
            error(self.row, 0, "account_left", &self.login, words)
        })
    }
}

/// The file as far as it could be read.
#[derive(Debug, Default)]
pub(super) struct StaffFile {
    pub(super) people: Vec<Given>,
    pub(super) errors: Vec<RowError>,
    pub(super) ignored: Vec<String>,
}

/// Reads the file; only missing headings make it unreadable as a whole.
pub(super) fn read(table: &Table, facility: &Facility) -> Result<StaffFile, FileProblem> {
    let place = |(ja, en, _): &(&str, &str, bool)| {
        table.headings.iter().position(|heading| fold(heading) == fold(ja) || fold(heading) == *en)
    };
    let columns: Vec<Option<usize>> = COLUMNS.iter().map(place).collect();
    let missing = COLUMNS.iter().zip(&columns).filter(|((.., needed), at)| *needed && at.is_none());
    let missing: Vec<&str> = missing.map(|((ja, ..), _)| *ja).collect();
    if !missing.is_empty() {
        return Err(FileProblem::Headings(missing.join(", ")));
    }
    let used = |index: usize| columns.contains(&Some(index));
    let unread = table.headings.iter().enumerate().filter(|(index, heading)| !used(*index) && !heading.is_empty());
    let mut file = StaffFile { ignored: unread.map(|(_, heading)| heading.clone()).collect(), ..StaffFile::default() };
    let mut seen = BTreeSet::new();
    for (index, cells) in table.rows.iter().enumerate() {
        let cell = |column: usize| columns[column].and_then(|at| cells.get(at)).map_or("", String::as_str);
        let mut row = Row { facility, number: index + 2, errors: Vec::new() };
        let person = row.person(cell);
        if !person.login.is_empty() && !seen.insert(person.login.clone()) {
            let words = ("このログイン名は上の行にもあります。", "An earlier row has this sign-in name too.");
            row.wrong(0, "login_twice", &person.login, words);
        }
        if row.errors.is_empty() {
            file.people.push(person);
        }
        file.errors.append(&mut row.errors);
    }
    Ok(file)
}

struct Row<'a> {
    facility: &'a Facility,
    number: usize,
    errors: Vec<RowError>,
}

impl Row<'_> {
    fn wrong(&mut self, column: usize, code: &str, value: &str, words: (&str, &str)) {
        self.errors.push(error(self.number, column, code, value, words));
    }

    fn person<'c>(&mut self, cell: impl Fn(usize) -> &'c str) -> Given {
        for (column, max) in [(0, MAX_LOGIN_CHARS), (1, MAX_CHARS), (2, MAX_CHARS)] {
            if cell(column).chars().count() > max {
                self.wrong(column, "text_too_long", cell(column), ("長すぎます。", "This is too long."));
            }
        }
        if cell(0).is_empty() {
            self.wrong(0, "login_missing", "", ("ログイン名を書いてください。", "Give a sign-in name."));
        } else if cell(0).chars().any(|c| c.is_whitespace() || c.is_control()) {
            self.wrong(0, "login_spaces", cell(0), ("空白は使えません。", "A sign-in name has no spaces."));
        }
        if cell(1).is_empty() {
            self.wrong(1, "name_missing", "", ("氏名を書いてください。", "Give the name."));
        }
        let unit = self.unit(4, cell(4));
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Given {
            row: self.number,
            login: cell(0).to_owned(),
            name: cell(1).to_owned(),
            kana: filled(cell(2)),
            occupation: self.occupation(cell(3)),
            unit,
            roles: several(cell(5)).filter_map(|word| self.role(word)).collect(),
            seats: several(cell(6)).filter_map(|word| self.seat(word, unit)).collect(),
        }
    }

    fn occupation(&mut self, cell: &str) -> Option<String> {
        if cell.is_empty() {
            return None;
        }
        let choices = self.facility.profile.choice_list(ChoiceField::Occupation);
        let found = choices.and_then(|list| {
            list.items.iter().find(|choice| named(cell, [&choice.code, &choice.label.ja, &choice.label.en]))
        });
        if found.is_none() {
            let words = ("この施設の職種の選択肢にありません。", "The facility has no such occupation.");
            self.wrong(3, "choice_unknown", cell, words);
        }
        found.map(|choice| choice.code.clone())
    }

    fn unit(&mut self, column: usize, cell: &str) -> Option<UnitId> {
        if cell.is_empty() {
            return None;
        }
        let fits = |unit: &&UnitRow| unit.active && named(cell, [&unit.code, &unit.name_ja, &unit.name_en]);
        let found = self.facility.units.iter().find(fits);
        if found.is_none() {
            let words = ("この名前や記号の部署はありません。", "There is no unit of this name or code.");
            self.wrong(column, "choice_unknown", cell, words);
        }
        found.map(|unit| unit.unit_id)
    }

    fn role(&mut self, word: &str) -> Option<Role> {
        let of_words = || ROLE_WORDS.iter().find(|(known, _)| fold(known) == fold(word)).map(|(_, role)| *role);
        let found = Role::from_code(word).or_else(of_words);
        match found {
            Some(Role::IdentityKeeper) => {
                let words = (
                    "氏名を開く役はファイルでは付けられません。画面で推薦し、もう一人が確認してください。",
                    "A keeper of identities is not made by a file: propose on the page, and a second person confirms.",
                );
                self.wrong(5, "keeper_by_file", word, words);
                None
            }
            None => {
                let words = (
                    "役割は、職員・リスク委員長（医療安全管理者）・理事長（院長）・管理者のどれかです。",
                    "A role is staff, safety_manager, director or administrator.",
                );
                self.wrong(5, "choice_unknown", word, words);
                None
            }
            found => found,
        }
    }

    /// `席` for one's own unit or the whole facility, `席@部署` for another unit, `席@全部署` for every unit.
    fn seat(&mut self, word: &str, own: Option<UnitId>) -> Option<(String, Option<UnitId>)> {
        let (name, of) = word.split_once(['@', '＠']).map_or((word, None), |(name, of)| (name.trim(), Some(of.trim())));
        let fits = |seat: &&Seat| named(name, [&seat.code, &seat.label.ja, &seat.label.en]);
        let Some(seat) = self.facility.profile.seats.iter().find(fits) else {
            let words = ("この施設の決裁経路にない席です。", "The route of the facility has no such seat.");
            self.wrong(6, "choice_unknown", word, words);
            return None;
        };
        let code = seat.code.clone();
        match (seat.unit_bound, of) {
            (false, None) | (true, Some("全部署" | "*")) => Some((code, None)),
            (false, Some(_)) => {
                let words = (
                    "施設全体の席です。部署を付けないでください。",
                    "This seat is for the whole facility: name no unit.",
                );
                self.wrong(6, "seat_of_facility", word, words);
                None
            }
            (true, Some(of)) => Some((code, Some(self.unit(6, of)?))),
            (true, None) => {
                if own.is_none() {
                    let words = (
                        "部署ごとの席です。「席@部署」か「席@全部署」と書くか、部署の列に書いてください。",
                        "This seat is for a unit: write seat@unit or seat@*, or fill the unit column.",
                    );
                    self.wrong(6, "seat_of_unit", word, words);
                }
                own.map(|unit| (code, Some(unit)))
            }
        }
    }
}

fn named<const N: usize>(cell: &str, names: [&String; N]) -> bool {
    names.into_iter().any(|name| !name.is_empty() && fold(name) == fold(cell))
}

/// Several words in a cell; a slash is no end, because titles of seats hold one.
fn several(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(['、', ';', '；', ',', '，', '\n']).map(str::trim).filter(|word| !word.is_empty())
}

fn error(row: usize, column: usize, code: &str, value: &str, (ja, en): (&str, &str)) -> RowError {
    RowError {
        row,
        column: COLUMNS[column].0.to_owned(),
        code: code.to_owned(),
        value: shortened(value),
        remedy: Remedy { ja: ja.to_owned(), en: en.to_owned() },
    }
}
