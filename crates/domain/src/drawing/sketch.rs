//! Owns what a browser's pad sends: strokes and the places of pins, read from untrusted JSON within stated limits.
use std::fmt::{self, Write as _};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{MAX_BYTES, MAX_HEIGHT, MAX_PINS, MAX_POINTS, MAX_STROKES, Pen, WIDTH};

/// A place in the space of the drawing; in JSON the text `"x y"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// From the left, 0 to [`WIDTH`].
    pub x: u16,
    /// From the top, 0 to [`MAX_HEIGHT`].
    pub y: u16,
}

impl Point {
    /// A place inside the space; `None` outside.
    #[must_use]
    pub const fn new(x: u16, y: u16) -> Option<Self> {
        if x <= WIDTH && y <= MAX_HEIGHT { Some(Self { x, y }) } else { None }
    }
}

/// The points of a stroke, at least one; in JSON the text `"x y x y …"`, which in a form needs a third of the bytes of nested lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points(Vec<Point>);

impl Points {
    /// The points, if there are between one and [`MAX_POINTS`].
    #[must_use]
    pub fn new(points: Vec<Point>) -> Option<Self> {
        (1..=MAX_POINTS).contains(&points.len()).then_some(Self(points))
    }

    /// The points in the order in which they were drawn.
    pub fn iter(&self) -> std::slice::Iter<'_, Point> {
        self.0.iter()
    }

    /// How many points it has; never none.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.0.len()
    }

    /// The first point.
    #[must_use]
    pub fn first(&self) -> Option<Point> {
        self.0.first().copied()
    }
}

fn write_points(f: &mut fmt::Formatter<'_>, points: &[Point]) -> fmt::Result {
    for (index, point) in points.iter().enumerate() {
        if index > 0 {
            f.write_char(' ')?;
        }
        write!(f, "{} {}", point.x, point.y)?;
    }
    Ok(())
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_points(f, std::slice::from_ref(self))
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_points(f, &self.0)
    }
}

/// Reads `"x y x y …"`: plain digits, single spaces, pairs, all inside the space, no more than `most` points.
fn read_points(text: &str, most: usize) -> Option<Vec<Point>> {
    let mut points = Vec::new();
    let mut numbers = text.split(' ').map(|word| {
        let plain = (1..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
        if plain { word.parse::<u16>().ok() } else { None }
    });
    while let Some(x) = numbers.next() {
        if points.len() == most {
            return None;
        }
        points.push(Point::new(x?, numbers.next()??)?);
    }
    Some(points)
}

impl Serialize for Point {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Point {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        match read_points(&text, 1).as_deref() {
            Some([point]) => Ok(*point),
            _ => Err(de::Error::custom("not a point")),
        }
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        read_points(&text, MAX_POINTS).and_then(Self::new).ok_or_else(|| de::Error::custom("not points"))
    }
}

/// One stroke of a pen. A single point is a dot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stroke {
    /// With which pen.
    pub pen: Pen,
    /// Where it went.
    pub points: Points,
}

/// What the pad sends in the field `drawing`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sketch {
    /// Pen strokes, oldest first.
    pub strokes: Vec<Stroke>,
    /// Places of the pins; their texts are fields of the form.
    pub pins: Vec<Point>,
}

/// Why a sketch is refused; [`SketchError::code`] is the key of the sentence below `error.`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SketchError {
    /// It is not what a pad sends: no JSON, an unknown field, a place outside the sheet.
    #[error("the drawing cannot be read")]
    Unreadable,
    /// It has more bytes, strokes, points or pins than a drawing takes.
    #[error("the drawing is too large")]
    TooLarge,
}

impl SketchError {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "drawing_unreadable",
            Self::TooLarge => "drawing_too_large",
        }
    }
}

impl Sketch {
    /// Reads what a browser sent. Nothing typed is an empty sketch.
    ///
    /// # Errors
    /// [`SketchError`]: never more than [`MAX_BYTES`] bytes are looked at, never a part is taken.
    pub fn from_json(json: &str) -> Result<Self, SketchError> {
        if json.trim().is_empty() {
            return Ok(Self::default());
        }
        if json.len() > MAX_BYTES {
            return Err(SketchError::TooLarge);
        }
        let sketch: Self = serde_json::from_str(json).map_err(|_| SketchError::Unreadable)?;
        let points: usize = sketch.strokes.iter().map(|stroke| stroke.points.count()).sum();
        if sketch.strokes.len() > MAX_STROKES || sketch.pins.len() > MAX_PINS || points > MAX_POINTS {
            return Err(SketchError::TooLarge);
        }
        Ok(sketch)
    }

    /// The same as JSON, for the field of the form; the empty text when nothing was drawn.
    #[must_use]
    pub fn to_json(&self) -> String {
        if self.strokes.is_empty() && self.pins.is_empty() {
            return String::new();
        }
        // Codes and digits only: writing them into a string cannot fail, and an empty text would mean an empty sketch.
        serde_json::to_string(self).unwrap_or_default()
    }
}
