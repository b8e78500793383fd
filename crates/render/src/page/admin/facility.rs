//! page::admin::facility: the facility's settings.

use askama::Template;
use domain::form::FieldError;

use super::ask::Asked;
use super::sample_frame;
use crate::component::*;
use crate::{Frame, Page, Text};

/// The facility's settings (施設の設定).
#[derive(Debug, Clone, Template)]
#[template(path = "admin/facility.html")]
pub struct FacilityPage {
    /// Words.
    pub t: Text,
    /// What surrounds the page.
    pub frame: Frame,
    errors: ErrorSummary,
    about: SummaryList,
    name_ja: TextInput,
    name_en: TextInput,
    calendar: Radios,
    anonymous: Checkboxes,
    contact: TextArea,
    licence: TextArea,
    save: Button,
}

impl FacilityPage {
    /// The page; `code` and `zone` cannot be changed here.
    #[must_use]
    pub fn new(t: Text, frame: Frame, code: &str, zone: &str, asked: &Asked) -> Self {
        let word = |key: &str| t.choice("admin.facility", key);
        let calendars =
            ["wareki", "seireki"].map(|code| Choice::new(code, t.choice("admin.facility.calendar_choice", code)));
        let anonymous = Choice::new("1", word("anonymous_yes"))
            .hint(word("anonymous_hint"))
            .chosen(asked.fields.ticked("anonymous_reports"));
        Self {
            errors: asked.summary(t),
            about: SummaryList::new(t, vec![Row::text(word("code"), code), Row::text(word("zone"), zone)]),
            name_ja: asked.text(t, "name_ja", word("name_ja")),
            name_en: asked.text(t, "name_en", word("name_en")),
            calendar: Radios::new(asked.field(t, "calendar", word("calendar")), calendars.to_vec()).chips(),
            anonymous: Checkboxes::new(
                asked.field(t, "anonymous_reports", word("anonymous")).value(""),
                vec![anonymous],
            ),
            contact: TextArea::new(asked.field(t, "contact", word("contact")).hint(word("contact_hint"))).rows(3),
            licence: TextArea::new(asked.field(t, "licence", word("licence")).hint(word("licence_hint"))).rows(3),
            save: Button::primary(word("save")),
            frame: asked.frame(frame),
            t,
        }
    }
}

impl Page for FacilityPage {
    const NAME: &'static str = "admin.facility";

    fn samples(t: Text) -> Vec<Self> {
        let fields = [
            ("name_ja", "ひかり園"),
            ("calendar", "wareki"),
            ("anonymous_reports", "1"),
            ("contact", "電話 000-000-0000"),
        ];
        let asked =
            Asked { fields: fields.into_iter().collect(), errors: vec![FieldError::new("name_en", "name_missing")] };
        vec![Self::new(t, sample_frame(t, "facility"), "hikari", "Asia/Tokyo", &asked)]
    }
}
