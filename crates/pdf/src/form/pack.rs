//! Lays report forms into the typesetter's files.

use serde_json::Value;

use crate::error::PdfError;
use crate::pack::{Parcel, file_of};
use crate::parts::{Cover, Seal};
use crate::qr;

use super::{ReportForm, Wording};

/// One form.
pub(crate) fn render(cover: &Cover, form: ReportForm) -> Result<Vec<u8>, PdfError> {
    parcel(cover, vec![form])?.print()
}

/// Some forms of a file of many, all of one wording, each beginning on its own page with its own page numbers.
pub(crate) fn portion(cover: &Cover, forms: Vec<ReportForm>) -> Result<Vec<u8>, PdfError> {
    parcel(cover, forms)?.portion().print()
}

fn parcel(cover: &Cover, mut forms: Vec<ReportForm>) -> Result<Parcel, PdfError> {
    let Some(first) = forms.first() else { return Err(PdfError::Empty) };
    let overlay: &[&str] = match first.wording {
        Wording::Welfare => &["report"],
        Wording::Hospital => &["report", "hospital"],
    };
    let mut parcel = Parcel::new("report.typ", cover, overlay);
    for form in &mut forms {
        for seal in form.seals() {
            parcel.add_seal(seal);
        }
        for picture in &mut form.pictures {
            picture.image = file_of(std::mem::take(&mut picture.content)).map(|(bytes, kind)| parcel.add(bytes, kind));
        }
        let mut value = serde_json::to_value(&*form).map_err(|_| PdfError::Data)?;
        crate::pack::cleaned(&mut value);
        let cut = super::clip::clip(&mut value, parcel.words());
        let roomy = super::room::estimate(form);
        let code = form.entry.as_deref().and_then(qr::svg).map(|svg| parcel.add(svg.into_bytes(), "svg"));
        if let Some(fields) = value.as_object_mut() {
            fields.insert("roomy".to_owned(), if cut { Value::Null } else { roomy });
            fields.insert("qr".to_owned(), code.map_or(Value::Null, Value::String));
        }
        parcel.push("forms", value);
    }
    Ok(parcel)
}

impl ReportForm {
    /// Every seal of the form.
    fn seals(&mut self) -> impl Iterator<Item = &mut Seal> {
        let seats = self.first_round.iter_mut().chain(&mut self.second_round).filter_map(|seat| seat.seal.as_mut());
        let remarks = [&mut self.prevention, &mut self.leader, &mut self.head];
        let remarks = remarks.into_iter().filter_map(|remark| remark.seal.as_mut());
        seats.chain(remarks).chain(&mut self.reporter.seal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parts::Lang;

    #[test]
    fn the_typesetter_has_nothing_to_say_about_the_samples() {
        let samples = [
            include_str!("../../samples/report-welfare.json"),
            include_str!("../../samples/report-hospital.json"),
            "{}",
            r#"{"number": "9999999999999999999999999999999999999999999", "place": {"text": "あああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああああ"}}"#,
            r#"{"findings": [{"label": "所見", "chosen": true, "asks": true, "text": "文\n\n\n"}]}"#,
            r#"{"reporter": {"name": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}}"#,
            r#"{"further": [{"title": " ", "text": "あ"}]}"#,
        ];
        for sample in samples {
            let form: ReportForm = serde_json::from_str(sample).unwrap();
            let cover =
                Cover { title: "t".into(), author: "a".into(), lang: Lang::Ja, date: (2026, 2, 31), ident: "i".into() };
            for form in [form.blank("https://example.jp"), form] {
                assert_eq!(parcel(&cover, vec![form]).unwrap().complaint(), "");
            }
        }
    }
}
