//! Owns the drawing (図: 「必要であれば図で説明する」): ground, pen strokes, numbered pins, marked body regions, text alternative.
//!
//! A drawing is data: integer places in a space 1000 wide. Whoever shows it makes the picture; no picture is ever taken from a browser.
mod region;
mod sketch;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::id::AttachmentId;

pub use region::{BodyPart, Finding, Group, Region, Side};
pub use sketch::{Point, Points, Sketch, SketchError, Stroke};

/// Width of the space in which every place is given.
pub const WIDTH: u16 = 1000;
/// Height of the body map, and the largest `y` that any place has.
pub const MAX_HEIGHT: u16 = 1000;
/// Height of the blank sheet and of a floor plan, unless something lies lower.
pub const SHEET_HEIGHT: u16 = 700;
/// How many strokes a drawing takes.
pub const MAX_STROKES: usize = 400;
/// How many points all strokes together have: with at most eight bytes each the drawing stays far below the 256 kB of a form.
pub const MAX_POINTS: usize = 6_000;
/// How many numbered pins a drawing takes.
pub const MAX_PINS: usize = 20;
/// The longest JSON that is looked at, in bytes.
pub const MAX_BYTES: usize = 96_000;
/// The longest text alternative (図の説明), in characters.
pub const MAX_DESCRIPTION_CHARS: usize = 2_000;

/// Names of the form's fields that make a drawing, as prefixes: what the page of the drawing replaces and the other pages leave alone.
pub const FIELDS: &[&str] = &["drawing", "pin_", "region"];

/// Declares an enum of codes: the words are in the catalogues, the code in rows and forms.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$item])* #[serde(rename = $code)] $variant),*
        }

        impl $name {
            /// All of them, in the order of lists.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable code in rows, forms and message keys.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),*
                }
            }

            /// Reads a code back.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.code() == code)
            }
        }
    };
}
use codes;

codes! {
    /// A pen. The three differ in lightness, so that they can be told apart in a grey print and by everybody.
    Pen {
        /// 黒: nearly black.
        Ink = "ink",
        /// 赤: of middle lightness.
        Red = "red",
        /// 空色: light.
        Sky = "sky",
    }
}

/// On what is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// 白紙（方眼）: a blank grid.
    Blank,
    /// 体の図: a body from the front and from the back.
    #[default]
    Body,
    /// 間取り図: a floor plan that the facility has stored as a picture.
    Plan(AttachmentId),
}

impl Ground {
    /// The code in forms: `blank`, `body` or `plan:` with the id of the picture.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Blank => "blank".to_owned(),
            Self::Body => "body".to_owned(),
            Self::Plan(picture) => format!("plan:{picture}"),
        }
    }

    /// Reads a code back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "blank" => Some(Self::Blank),
            "body" => Some(Self::Body),
            _ => code.strip_prefix("plan:")?.parse().ok().map(Self::Plan),
        }
    }

    /// The height of its space when nothing lies lower.
    #[must_use]
    pub const fn height(self) -> u16 {
        match self {
            Self::Body => MAX_HEIGHT,
            Self::Blank | Self::Plan(_) => SHEET_HEIGHT,
        }
    }
}

/// A numbered pin; its number is its place in the list, from 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// Where it stands.
    pub at: Point,
    /// What it says.
    pub text: Option<String>,
}

/// A marked region of the body (部位).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionMark {
    /// Which.
    pub region: Region,
    /// What was found there, if it was said.
    pub finding: Option<Finding>,
}

/// A drawing as it belongs to a report. All of it is sealed: it may show a person's body or room.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawing {
    /// On what was drawn.
    pub ground: Ground,
    /// Pen strokes, oldest first.
    pub strokes: Vec<Stroke>,
    /// Numbered pins.
    pub pins: Vec<Pin>,
    /// Marked regions, in the order of the list.
    pub regions: Vec<RegionMark>,
    /// 図の説明: the same in words.
    pub description: Option<String>,
}

impl Drawing {
    /// Whether there is nothing to show or to tell.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        !self.is_drawn() && self.regions.is_empty() && self.description.is_none()
    }

    /// Whether somebody drew: only this needs the same in words.
    #[must_use]
    pub const fn is_drawn(&self) -> bool {
        !(self.strokes.is_empty() && self.pins.is_empty())
    }

    /// Whether there is a picture to show: something drawn, or regions that the body map can show.
    #[must_use]
    pub const fn has_picture(&self) -> bool {
        self.is_drawn() || !self.regions.is_empty()
    }

    /// The ground to show: regions alone are shown on the body, whatever sheet lay there unused.
    #[must_use]
    pub const fn shown_ground(&self) -> Ground {
        if !self.is_drawn() && !self.regions.is_empty() { Ground::Body } else { self.ground }
    }

    /// Height of the space: that of the ground, more if something lies lower (drawn on a taller ground before).
    #[must_use]
    pub fn height(&self) -> u16 {
        let drawn = self.strokes.iter().flat_map(|stroke| stroke.points.iter());
        let lowest = drawn.chain(self.pins.iter().map(|pin| &pin.at)).map(|point| point.y).max().unwrap_or(0);
        let ground = self.shown_ground().height();
        if lowest > ground { MAX_HEIGHT } else { ground }
    }

    /// The part of it that the pad in the browser holds.
    #[must_use]
    pub fn sketch(&self) -> Sketch {
        Sketch { strokes: self.strokes.clone(), pins: self.pins.iter().map(|pin| pin.at).collect() }
    }
}
