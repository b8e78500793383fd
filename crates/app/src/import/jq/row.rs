//! Owns one row of the public case search's CSV on its way into the answers of a report.
use std::collections::BTreeSet;

use domain::form::Fields;
use domain::profile::ChoiceField;

use super::super::Unmapped;
use super::super::table::{Table, fold};
use super::headings::is_known;
use super::map;
use crate::facility::Facility;

/// The headings of the column that occurs twice: a code first, the narrative second.
const CONTENT: [&str; 3] = ["事例の内容", "事故の内容", "ヒヤリ・ハットの内容"];
const BACKGROUND: [&str; 3] = ["事例の背景要因の概要", "事故の背景要因の概要", "背景要因の概要"];
const HARM: [&str; 2] = ["事故の程度", "障害の程度"];
const CAUSES: [&str; 4] = [
    "発生要因_当事者の行動に関わる要因",
    "発生要因_ヒューマンファクター",
    "発生要因_環境・設備機器",
    "発生要因_その他",
];

pub(super) struct Row<'a> {
    table: &'a Table,
    cells: &'a [String],
    facility: &'a Facility,
    unmapped: &'a mut Unmapped,
    fields: Fields,
    /// Columns that are wholly said by a field.
    used: BTreeSet<usize>,
}

impl<'a> Row<'a> {
    pub(super) fn new(
        table: &'a Table,
        cells: &'a [String],
        facility: &'a Facility,
        unmapped: &'a mut Unmapped,
    ) -> Self {
        Self { table, cells, facility, unmapped, fields: Fields::default(), used: BTreeSet::new() }
    }

    /// The cell of a heading; it needs no mention in the narrative.
    pub(super) fn take(&mut self, heading: &str) -> String {
        let Some(index) = self.table.columns(heading).first().copied() else { return String::new() };
        self.used.insert(index);
        self.cells[index].clone()
    }

    /// The cell of a heading; the narrative mentions it, because no field says all of it.
    fn see(&self, heading: &str) -> String {
        self.table.columns(heading).first().map(|index| self.cells[*index].clone()).unwrap_or_default()
    }

    fn note(&mut self, heading: &str, value: &str) {
        *self.unmapped.entry(heading.to_owned()).or_default().entry(value.to_owned()).or_default() += 1;
    }

    /// Sets a field by a map; a word that the map does not know is reported and stays in the narrative.
    fn mapped(&mut self, heading: &str, field: &str, map: fn(&str) -> Option<&'static str>) -> Option<&'static str> {
        let word = self.see(heading);
        if word.is_empty() {
            return None;
        }
        let code = map(&word);
        match code {
            Some(code) => {
                self.take(heading);
                self.fields.set(field, code);
            }
            None => self.note(heading, &word),
        }
        code
    }

    /// The answers of the whole row.
    pub(super) fn answers(mut self) -> Fields {
        self.fields.set("mode", "named");
        let narrative = self.narrative();
        self.form();
        self.outcome();
        self.when();
        self.place();
        self.people();
        self.causes();
        for (headings, field) in [(&BACKGROUND[..], "cause_narrative"), (&["改善策"][..], "prevention")] {
            if let Some(heading) = headings.iter().find(|heading| !self.table.columns(heading).is_empty()) {
                let text = self.take(heading);
                self.fields.set(field, text);
            }
        }
        self.note_unknown_headings();
        let kept = self.kept();
        let text = if narrative.is_empty() || kept.is_empty() {
            narrative
        } else {
            format!("{narrative}\n\n――公開データのその他の項目――\n{kept}")
        };
        self.fields.set("narrative", text);
        self.fields
    }

    /// The narrative is the last column of its heading; where there are two, the first is a code.
    fn narrative(&mut self) -> String {
        let columns = CONTENT.iter().map(|heading| self.table.columns(heading)).find(|columns| !columns.is_empty());
        let Some(index) = columns.and_then(|columns| columns.last().copied()) else { return String::new() };
        self.used.insert(index);
        self.cells[index].clone()
    }

    /// The coded content, where the heading occurs twice.
    fn coded_content(&self) -> Option<(usize, String)> {
        let columns = CONTENT.iter().map(|heading| self.table.columns(heading)).find(|columns| columns.len() > 1)?;
        let index = columns.first().copied()?;
        Some((index, self.cells[index].clone())).filter(|(_, word)| !word.is_empty())
    }

    fn form(&mut self) {
        let word = self.see("概要");
        let content = self.coded_content();
        let code = map::form(&word).unwrap_or("other");
        if map::form(&word).is_some() {
            self.take("概要");
        } else if !word.is_empty() {
            self.note("概要", &word);
        }
        let closer = content.as_ref().filter(|_| code == "care").and_then(|(_, word)| map::care_form(word));
        self.fields.set("form", if word.is_empty() { "unknown" } else { closer.unwrap_or(code) });
        if code == "other" {
            let told = self.take("概要_その他（記述）");
            let told = if told.is_empty() { word } else { told };
            self.fields.set("form_other", told);
        }
        if let (Some((_, word)), "medication") = (content, code) {
            let detail = map::medication_detail(&word).unwrap_or("other");
            self.fields.set("medication_detail", detail);
            if detail == "other" {
                self.fields.set("medication_detail_other", word.clone());
                self.note("事例の内容", &word);
            }
        }
    }

    /// The facts for the level. A ヒヤリ・ハット事例 is, by the scheme's definition, one without death and lasting loss.
    fn outcome(&mut self) {
        let reached = self.mapped("医療の実施の有無", "reached", map::reached).unwrap_or("unknown");
        self.fields.set("reached", reached);
        let treatment = self.mapped("治療の程度", "treatment", map::treatment);
        let near_miss = self.take("事業区分").contains("ヒヤリ");
        let heading = HARM.into_iter().find(|heading| !self.see(heading).is_empty());
        let word = heading.map(|heading| self.see(heading)).unwrap_or_default();
        let harm = match (map::harm(&word), near_miss) {
            (Some(harm), _) => Some(harm),
            (None, true) if word.is_empty() => Some(("no", "none")),
            _ => None,
        };
        if let (None, Some(heading)) = (harm, heading) {
            self.note(heading, &word);
        }
        if let Some((death, loss)) = harm {
            self.fields.set("death", death);
            self.fields.set("lasting_loss", loss);
            if death == "yes" || matches!(loss, "mild" | "severe") {
                self.fields.set("reached", "yes");
                self.fields.set("body_effect", "yes");
            }
        }
        match (reached, treatment) {
            ("no", None) => {
                for field in ["treatment", "treated_at"] {
                    self.fields.set(field, "none");
                }
                self.fields.set("body_effect", "no");
            }
            (_, Some("none")) => self.fields.set("treated_at", "none"),
            (_, Some("simple" | "intensive")) => self.fields.set("body_effect", "yes"),
            _ => {}
        }
    }

    /// The file gives the year of the report, the day of the week and two hours.
    fn when(&mut self) {
        let parts: Vec<String> =
            ["発生年月", "発生年", "報告年", "発生曜日"].iter().map(|heading| self.take(heading)).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        self.fields.set("occurred_unknown", "yes");
        self.fields.set("occurred_approx", parts.join(" "));
        // The band is wider than the two hours of the file, so that the narrative keeps those.
        let band = self.see("発生時間帯");
        match map::band(&band) {
            Some(code) => self.fields.set("occurred_band", code),
            None if band.is_empty() || band == "不明" => {}
            None => self.note("発生時間帯", &band),
        }
    }

    fn place(&mut self) {
        let word = self.see("発生場所");
        let told = self.see("発生場所_その他（記述）");
        if word.is_empty() || word == "不明" {
            self.fields.set("place", "unknown");
            return;
        }
        let places: Vec<_> = self.facility.places.iter().filter(|place| place.active).collect();
        let named = |text: &str| {
            places.iter().find(|place| fold(&place.name_ja) == fold(text)).map(|place| place.place_id.to_string())
        };
        if let Some(place) = named(&word) {
            self.take("発生場所");
            self.fields.set("place", place);
            return;
        }
        // Several places: the first that the facility has; the narrative keeps them all.
        if let Some(place) = word.split_whitespace().find_map(named).or_else(|| named(&told)) {
            self.fields.set("place", place);
            return;
        }
        self.fields.set("place", "other");
        self.fields.set(
            "place_other",
            [word.as_str(), told.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
        );
        if word != "その他" {
            self.note("発生場所", &word);
        }
    }

    fn people(&mut self) {
        let word = self.see("当事者職種_1");
        if !word.is_empty() {
            let code = map::occupation(&word).filter(|code| self.has(ChoiceField::Occupation, code));
            self.take("当事者職種_1");
            self.fields.set("occupation", code.unwrap_or("other"));
            if code.is_none() {
                let told = self.see("当事者職種_その他（記述）_1");
                self.fields
                    .set("occupation_other", if told.is_empty() { word.clone() } else { format!("{word}（{told}）") });
                if word != "その他" {
                    self.note("当事者職種_1", &word);
                }
            }
        }
        self.experience();
        self.mapped("患者の性別", "person1_sex", map::sex);
        self.mapped("患者区分", "usage", map::usage);
    }

    fn experience(&mut self) {
        for (heading, field, most) in [
            ("当事者職種経験（年数）_1", "experience_years", 70),
            ("当事者職種経験（月数）_1", "experience_months", 11),
        ] {
            let number: String = fold(&self.see(heading)).chars().take_while(char::is_ascii_digit).collect();
            if number.parse::<u16>().is_ok_and(|number| number <= most) {
                self.take(heading);
                self.fields.set(field, number);
            }
        }
    }

    fn has(&self, field: ChoiceField, code: &str) -> bool {
        self.facility.profile.choice_list(field).is_some_and(|list| list.accepts(code))
    }

    /// 発生要因: several words in one cell, apart by spaces.
    fn causes(&mut self) {
        let mut told = Vec::new();
        for heading in CAUSES {
            let mut all_said = true;
            for word in self.see(heading).split_whitespace() {
                let cause = map::cause(word).filter(|code| self.has(ChoiceField::Cause, code));
                let factor = map::factor(word).filter(|code| self.has(ChoiceField::Factor, code));
                self.tick("cause", cause);
                self.tick("factor", factor);
                if cause.is_none() {
                    all_said = false;
                    told.push(word.to_owned());
                }
                if cause.is_none() && factor.is_none() && word != "その他" {
                    self.note(heading, word);
                }
            }
            if all_said {
                self.take(heading);
            }
        }
        if !told.is_empty() && self.has(ChoiceField::Cause, "other") {
            self.tick("cause", Some("other"));
            let told: String = told.join("、").chars().take(domain::report::MAX_SHORT_CHARS).collect();
            self.fields.set("cause_other", told);
        }
    }

    fn tick(&mut self, field: &str, code: Option<&str>) {
        if let Some(code) = code
            && !self.fields.has(field, code)
        {
            self.fields.push(field, code);
        }
    }

    fn note_unknown_headings(&mut self) {
        let (table, cells) = (self.table, self.cells);
        for (heading, cell) in
            table.headings.iter().zip(cells).filter(|(heading, cell)| !cell.is_empty() && !is_known(heading))
        {
            self.note(heading, cell);
        }
    }

    /// Every cell that no field says wholly, under its heading.
    fn kept(&self) -> String {
        let cells = self.table.headings.iter().zip(self.cells).enumerate();
        let open = cells.filter(|(index, (_, cell))| !cell.is_empty() && !self.used.contains(index));
        open.map(|(_, (heading, cell))| format!("【{heading}】{cell}")).collect::<Vec<_>>().join("\n")
    }
}
