//! Owns the rectangles in which a picture is made unrecognisable (ぼかし).

/// How many rectangles one copy takes.
pub const MAX_RECTS: usize = 10;
/// The whole width or height of a picture.
pub const WHOLE: u16 = 1000;

/// A rectangle in thousandths of the picture's width and height, from its upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlurRect {
    left: u16,
    top: u16,
    width: u16,
    height: u16,
}

impl BlurRect {
    /// A rectangle; what reaches beyond the picture is cut off. `None` when nothing is left.
    #[must_use]
    pub fn new(left: u16, top: u16, width: u16, height: u16) -> Option<Self> {
        let width = width.min(WHOLE.saturating_sub(left));
        let height = height.min(WHOLE.saturating_sub(top));
        (width > 0 && height > 0).then_some(Self { left, top, width, height })
    }

    /// From four texts in per cent as typed (`12.5`, `１２．５`, `12,5`): left, top, width, height.
    /// `None` when one of them is no number, or nothing is left.
    #[must_use]
    pub fn parse(typed: [&str; 4]) -> Option<Self> {
        let [left, top, width, height] = typed.map(thousandths);
        Self::new(left?, top?, width?, height?)
    }

    /// The picture points that it covers in a picture of this size: left, top, width, height; rounded outwards, at least one.
    #[must_use]
    pub fn in_picture(self, width: u32, height: u32) -> (u32, u32, u32, u32) {
        let (left, right) = span(self.left, self.width, width);
        let (top, bottom) = span(self.top, self.height, height);
        (left, top, right - left, bottom - top)
    }
}

/// From and to in picture points, rounded outwards.
fn span(from: u16, length: u16, whole: u32) -> (u32, u32) {
    let part = |thousandths: u16| u64::from(thousandths) * u64::from(whole);
    let thousand = u64::from(WHOLE);
    let start = (part(from) / thousand).min(u64::from(whole.saturating_sub(1)));
    let end = part(from + length).div_ceil(thousand).clamp(start + 1, u64::from(whole.max(1)));
    // Both are at most `whole`, which is a u32.
    (u32::try_from(start).unwrap_or(0), u32::try_from(end).unwrap_or(whole))
}

/// Per cent as typed, in thousandths.
fn thousandths(typed: &str) -> Option<u16> {
    let plain: String = typed
        .trim()
        .chars()
        .map(|c| match c {
            '０'..='９' | '．' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            ',' | '，' => '.',
            other => other,
        })
        .collect();
    let per_cent: f64 = plain.trim_end_matches(['%', '％']).parse().ok()?;
    // The range is checked, so that the cast keeps the value.
    (0.0..=100.0).contains(&per_cent).then(|| (per_cent * 10.0).round() as u16)
}
