//! Owns the pictures of the demo: drawn here from rectangles and discs, of nobody and of no real place.
use std::sync::LazyLock;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::AppError;

const WIDTH: u32 = 960;
const HEIGHT: u32 = 640;

type Colour = [u8; 3];
const FLOOR: Colour = [214, 196, 168];
const WALL: Colour = [238, 236, 228];
const WOOD: Colour = [150, 111, 74];
const STEEL: Colour = [120, 128, 138];
const DARK: Colour = [52, 58, 66];
const SEAT: Colour = [46, 84, 140];
const WATER: Colour = [150, 196, 220];
const WHITE: Colour = [250, 250, 250];
const MARK: Colour = [196, 52, 44];

/// Bytes of a JPEG, drawn once: many reports of the demo show the same.
type Drawn = LazyLock<Option<Vec<u8>>>;
static TRAY: Drawn = LazyLock::new(|| written(tray(), ImageFormat::Jpeg).ok());
static WHEELCHAIR: Drawn = LazyLock::new(|| written(wheelchair(), ImageFormat::Jpeg).ok());
static PLAN: Drawn = LazyLock::new(|| written(plan(), ImageFormat::Jpeg).ok());

/// A picture for a report of this form, as bytes of a JPEG, and what it shows.
pub(super) fn for_form(form: &str) -> Result<(Vec<u8>, &'static str), AppError> {
    let (picture, words) = match form {
        "medication" => (&TRAY, "配薬カート。手前の列の袋が1つ、となりの段に入っている。"),
        "fall" | "transfer" => (&WHEELCHAIR, "食堂の床と車いす。右の車輪の横の床がぬれている。"),
        _ => (&PLAN, "居室の見取り図。赤い丸が起きたところ。"),
    };
    let bytes = (**picture).clone();
    Ok((bytes.ok_or(AppError::Data("demo picture"))?, words))
}

/// A floor plan to draw on, as bytes of a PNG, and its name.
pub(super) fn floor_plan() -> Result<(Vec<u8>, &'static str), AppError> {
    Ok((written(floor(), ImageFormat::Png)?, "1階 居室と食堂"))
}

/// A signed letter as bytes of a JPEG, and what it is.
pub(super) fn letter() -> Result<(Vec<u8>, &'static str), AppError> {
    let mut sheet = sheet(WHITE);
    block(&mut sheet, (360, 60), (240, 26), DARK);
    for line in 0..8 {
        block(&mut sheet, (140, 140 + line * 44), (if line == 7 { 300 } else { 680 }, 10), STEEL);
    }
    block(&mut sheet, (560, 540), (220, 8), DARK);
    disc(&mut sheet, (800, 530), 30, false, MARK);
    disc(&mut sheet, (800, 530), 24, false, WHITE);
    Ok((written(sheet, ImageFormat::Jpeg)?, "同意書（署名あり）"))
}

fn written(picture: RgbImage, format: ImageFormat) -> Result<Vec<u8>, AppError> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture).write_to(&mut bytes, format).map_err(|_| AppError::Data("demo picture"))?;
    Ok(bytes.into_inner())
}

fn sheet(colour: Colour) -> RgbImage {
    RgbImage::from_pixel(WIDTH, HEIGHT, Rgb(colour))
}

fn block(sheet: &mut RgbImage, (x, y): (u32, u32), (w, h): (u32, u32), colour: Colour) {
    for row in y..(y + h).min(HEIGHT) {
        for column in x..(x + w).min(WIDTH) {
            sheet.put_pixel(column, row, Rgb(colour));
        }
    }
}

/// A disc, wider than high by a half when it lies on the floor.
fn disc(sheet: &mut RgbImage, (x, y): (i64, i64), radius: i64, lies: bool, colour: Colour) {
    let (across, down) = if lies { (radius * 3 / 2, radius / 2) } else { (radius, radius) };
    for (column, row, pixel) in sheet.enumerate_pixels_mut() {
        let (dx, dy) = (i64::from(column) - x, i64::from(row) - y);
        if dx * dx * down * down + dy * dy * across * across <= across * across * down * down {
            *pixel = Rgb(colour);
        }
    }
}

fn wheelchair() -> RgbImage {
    let mut sheet = sheet(WALL);
    block(&mut sheet, (0, 400), (WIDTH, 240), FLOOR);
    block(&mut sheet, (60, 250), (280, 24), WOOD);
    block(&mut sheet, (80, 274), (22, 190), WOOD);
    block(&mut sheet, (300, 274), (22, 190), WOOD);
    disc(&mut sheet, (690, 560), 70, true, WATER);
    block(&mut sheet, (470, 190), (26, 200), DARK);
    block(&mut sheet, (440, 176), (60, 20), DARK);
    block(&mut sheet, (490, 340), (190, 40), SEAT);
    block(&mut sheet, (660, 380), (20, 110), STEEL);
    block(&mut sheet, (650, 490), (80, 16), STEEL);
    disc(&mut sheet, (530, 470), 96, false, DARK);
    disc(&mut sheet, (530, 470), 80, false, FLOOR);
    disc(&mut sheet, (530, 470), 14, false, STEEL);
    disc(&mut sheet, (670, 530), 32, false, DARK);
    sheet
}

fn tray() -> RgbImage {
    let mut sheet = sheet(STEEL);
    block(&mut sheet, (40, 40), (880, 560), WHITE);
    for row in 0..4 {
        for column in 0..6 {
            let at = (70 + column * 144, 70 + row * 134);
            block(&mut sheet, at, (124, 110), WALL);
            if (row, column) == (2, 3) {
                continue;
            }
            let nudge = if (row, column) == (1, 3) { 24 } else { 0 };
            block(&mut sheet, (at.0 + 18, at.1 + 14 + nudge), (88, 70), SEAT);
            block(&mut sheet, (at.0 + 26, at.1 + 24 + nudge), (72, 14), WHITE);
        }
    }
    block(&mut sheet, (70 + 3 * 144, 70 + 2 * 134), (124, 6), MARK);
    sheet
}

fn plan() -> RgbImage {
    let mut sheet = sheet(WHITE);
    for (at, size) in [
        ((80, 60), (800, 12)),
        ((80, 568), (800, 12)),
        ((80, 60), (12, 520)),
        ((868, 60), (12, 300)),
        ((868, 480), (12, 100)),
    ] {
        block(&mut sheet, at, size, DARK);
    }
    block(&mut sheet, (120, 120), (300, 150), WATER);
    block(&mut sheet, (120, 120), (70, 150), WALL);
    block(&mut sheet, (120, 380), (300, 150), WATER);
    block(&mut sheet, (120, 380), (70, 150), WALL);
    block(&mut sheet, (640, 90), (200, 90), WOOD);
    disc(&mut sheet, (520, 330), 34, false, MARK);
    disc(&mut sheet, (520, 330), 24, false, WHITE);
    sheet
}

/// Four rooms along a corridor, the dining room with its tables, and the bathroom.
fn floor() -> RgbImage {
    let mut sheet = sheet(WHITE);
    for (at, size) in [
        ((40, 40), (880, 10)),
        ((40, 590), (880, 10)),
        ((40, 40), (10, 560)),
        ((910, 40), (10, 560)),
        ((40, 260), (560, 8)),
        ((40, 370), (560, 8)),
        ((600, 40), (8, 228)),
        ((600, 370), (8, 230)),
    ] {
        block(&mut sheet, at, size, DARK);
    }
    for room in 0..4 {
        let left = 50 + room * 138;
        block(&mut sheet, (left + 130, 40), (8, 220), DARK);
        block(&mut sheet, (left + 44, 258), (46, 12), WHITE);
        block(&mut sheet, (left + 16, 60), (98, 64), WATER);
        block(&mut sheet, (left + 16, 60), (24, 64), WALL);
        block(&mut sheet, (left + 84, 200), (30, 44), WOOD);
    }
    for table in [(670, 110), (790, 110), (670, 230), (790, 230)] {
        block(&mut sheet, table, (80, 50), WOOD);
        for chair in [(table.0 + 10, table.1 - 22), (table.0 + 48, table.1 - 22)] {
            block(&mut sheet, chair, (20, 18), SEAT);
            block(&mut sheet, (chair.0, table.1 + 54), (20, 18), SEAT);
        }
    }
    block(&mut sheet, (640, 430), (150, 130), WATER);
    block(&mut sheet, (820, 430), (60, 50), STEEL);
    block(&mut sheet, (50, 268), (550, 4), STEEL);
    block(&mut sheet, (100, 420), (300, 120), FLOOR);
    block(&mut sheet, (120, 440), (260, 16), WOOD);
    block(&mut sheet, (180, 368), (70, 12), WHITE);
    sheet
}
