//! Owns the reading of the drawing (図) from the answers of a form.
use super::MAX_SHORT_CHARS;
use super::read::Reader;
use crate::drawing::{Drawing, Finding, Ground, MAX_DESCRIPTION_CHARS, Pin, Region, RegionMark, Sketch, Stroke};
use crate::form::{FieldError, Fields};

impl Reader<'_> {
    /// The drawing; `None` when nothing was drawn, marked or described.
    pub(super) fn drawing(&mut self) -> Option<Drawing> {
        let (drawing, errors) = read_drawing(self.fields);
        self.errors.extend(errors);
        Some(drawing).filter(|drawing| !drawing.is_empty())
    }
}

/// Reads the drawing of a form, and what is wrong with it; what cannot be read is left out of the drawing.
#[must_use]
pub fn read_drawing(fields: &Fields) -> (Drawing, Vec<FieldError>) {
    let mut reading = Reading { fields, errors: Vec::new() };
    let ground = reading.ground();
    let (strokes, pins) = reading.sketched();
    let regions = reading.regions();
    let description = reading.text("drawing_text", MAX_DESCRIPTION_CHARS);
    (Drawing { ground, strokes, pins, regions, description }, reading.errors)
}

struct Reading<'a> {
    fields: &'a Fields,
    errors: Vec<FieldError>,
}

impl Reading<'_> {
    fn text(&mut self, name: &str, max: usize) -> Option<String> {
        let (text, error) = super::read::limited(self.fields, name, max);
        self.errors.extend(error);
        text
    }

    fn ground(&mut self) -> Ground {
        let Some(code) = self.fields.text("drawing_ground") else {
            return Ground::default();
        };
        Ground::from_code(code).unwrap_or_else(|| {
            self.errors.push(FieldError::new("drawing_ground", "choice_unknown"));
            Ground::default()
        })
    }

    fn sketched(&mut self) -> (Vec<Stroke>, Vec<Pin>) {
        match Sketch::from_json(self.fields.get("drawing")) {
            Ok(sketch) => {
                let pins = sketch.pins.into_iter().enumerate();
                let pins =
                    pins.map(|(index, at)| Pin { at, text: self.text(&format!("pin_{}", index + 1), MAX_SHORT_CHARS) });
                let pins = pins.collect();
                (sketch.strokes, pins)
            }
            Err(error) => {
                self.errors.push(FieldError::new("drawing", error.code()));
                (Vec::new(), Vec::new())
            }
        }
    }

    /// The marked regions in the order of the list, each once.
    fn regions(&mut self) -> Vec<RegionMark> {
        let chosen = self.fields.all("region");
        if chosen.iter().any(|code| Region::from_code(code).is_none()) {
            self.errors.push(FieldError::new("region", "choice_unknown"));
        }
        let marked = Region::all().filter(|region| chosen.contains(&region.code().as_str()));
        marked.map(|region| RegionMark { region, finding: self.finding_at(region) }).collect()
    }

    fn finding_at(&mut self, region: Region) -> Option<Finding> {
        let name = format!("region_finding_{region}");
        let code = self.fields.text(&name)?;
        let finding = Finding::from_code(code);
        if finding.is_none() {
            self.errors.push(FieldError::new(name, "choice_unknown"));
        }
        finding
    }
}
