//! Owns the opening of pictures: within set limits, turned upright, reduced and written anew, so that nothing but the picture is left.
//!
//! One picture is opened at a time in the whole program, which bounds the memory; the work is done off the async threads.
use std::io::Cursor;

use domain::attachment::{
    BlurRect, FileKind, FileRefusal, LONG_SIDE, MAX_LAYERED_PIXELS, MAX_PIXELS, THUMB_SIDE, is_layered_jpeg,
};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, GenericImageView as _, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use tokio::sync::Semaphore;

/// The most that an opened picture may fill, in bytes: [`MAX_PIXELS`] in three colours.
const MAX_OPEN_BYTES: u64 = 3 * MAX_PIXELS;
const QUALITY: u8 = 85;
/// The most picture points that one byte of a JPEG can stand for: each block of 8 by 8 takes at least one bit (ISO/IEC 10918-1).
const POINTS_PER_BYTE: u64 = 8 * 64;
/// How many patches the long side of a blurred rectangle has. So few that neither a face nor writing can be computed back from them.
const PATCHES: u32 = 4;

/// One at a time: two large pictures at once would fill twice the memory.
static OPENING: Semaphore = Semaphore::const_new(1);

/// A file as it will be kept.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    pub(crate) bytes: Vec<u8>,
    pub(crate) thumb: Option<Vec<u8>>,
    pub(crate) size: Option<(u32, u32)>,
}

/// Makes a file ready to be kept: pictures are written anew, documents stay as they are.
pub(crate) async fn prepare(kind: FileKind, bytes: Vec<u8>) -> Result<Prepared, FileRefusal> {
    if !kind.is_picture() {
        return Ok(Prepared { bytes, thumb: None, size: None });
    }
    work(move || keep(kind, &open(kind, bytes)?)).await
}

/// Makes a copy of a kept picture in which nothing can be recognised within the rectangles.
pub(crate) async fn blurred(kind: FileKind, bytes: Vec<u8>, rects: Vec<BlurRect>) -> Result<Prepared, FileRefusal> {
    if !kind.is_picture() {
        return Err(FileRefusal::NotAPicture);
    }
    work(move || {
        let mut picture = open(kind, bytes)?;
        for rect in rects {
            blur(&mut picture, rect);
        }
        keep(kind, &picture)
    })
    .await
}

/// Does the work on a thread that may wait. A decoder that panics has met a broken file, whatever else it is.
async fn work(task: impl FnOnce() -> Result<Prepared, FileRefusal> + Send + 'static) -> Result<Prepared, FileRefusal> {
    let _turn = OPENING.acquire().await.map_err(|_| FileRefusal::Unavailable)?;
    tokio::task::spawn_blocking(task).await.unwrap_or(Err(FileRefusal::Broken))
}

const fn format(kind: FileKind) -> ImageFormat {
    match kind {
        FileKind::Png => ImageFormat::Png,
        FileKind::Jpeg | FileKind::Pdf => ImageFormat::Jpeg,
    }
}

/// Opens a picture, reduces it and turns it upright. The size is judged before anything is unpacked.
fn open(kind: FileKind, bytes: Vec<u8>) -> Result<DynamicImage, FileRefusal> {
    let max_pixels = if kind == FileKind::Jpeg && is_layered_jpeg(&bytes) { MAX_LAYERED_PIXELS } else { MAX_PIXELS };
    let length = bytes.len() as u64;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format(kind));
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_OPEN_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| refusal(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > max_pixels || decoder.total_bytes() > MAX_OPEN_BYTES {
        return Err(FileRefusal::Pixels);
    }
    if kind == FileKind::Jpeg && u64::from(width) * u64::from(height) > length.saturating_mul(POINTS_PER_BYTE).max(64) {
        // The head promises more than the body can hold; a decoder would fill it with grey.
        return Err(FileRefusal::Broken);
    }
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| refusal(&error))?;
    let mut picture = eight_bits(reduced(picture, LONG_SIDE));
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn refusal(error: &image::ImageError) -> FileRefusal {
    if matches!(error, image::ImageError::Limits(_)) { FileRefusal::Pixels } else { FileRefusal::Broken }
}

fn reduced(picture: DynamicImage, side: u32) -> DynamicImage {
    let (width, height) = picture.dimensions();
    if width.max(height) > side { picture.thumbnail(side, side) } else { picture }
}

fn eight_bits(picture: DynamicImage) -> DynamicImage {
    let color = picture.color();
    match (color.has_color(), color.has_alpha()) {
        (false, false) => DynamicImage::ImageLuma8(picture.into_luma8()),
        (_, true) => DynamicImage::ImageRgba8(picture.into_rgba8()),
        (true, false) => DynamicImage::ImageRgb8(picture.into_rgb8()),
    }
}

/// Writes the picture and its preview; only picture points are written, so that place, time and device of the exposure are gone.
fn keep(kind: FileKind, picture: &DynamicImage) -> Result<Prepared, FileRefusal> {
    let small = reduced(picture.clone(), THUMB_SIDE);
    Ok(Prepared {
        bytes: written(kind, picture)?,
        thumb: Some(written(kind, &small)?),
        size: Some(picture.dimensions()),
    })
}

fn written(kind: FileKind, picture: &DynamicImage) -> Result<Vec<u8>, FileRefusal> {
    let mut bytes = Vec::new();
    let done = match kind {
        FileKind::Png => picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png),
        // A JPEG knows no transparency; one that was opened has none.
        FileKind::Jpeg | FileKind::Pdf => JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(picture),
    };
    done.map(|()| bytes).map_err(|_| FileRefusal::Broken)
}

/// Replaces a rectangle by a few patches of its mean colours, drawn into each other.
fn blur(picture: &mut DynamicImage, rect: BlurRect) {
    let (width, height) = picture.dimensions();
    let (x, y, w, h) = rect.in_picture(width, height);
    let longest = w.max(h);
    let patches = |side: u32| (side * PATCHES).div_ceil(longest).clamp(1, side);
    let part = picture.crop_imm(x, y, w, h).thumbnail_exact(patches(w), patches(h));
    let part = part.resize_exact(w, h, FilterType::Triangle);
    image::imageops::replace(picture, &part, x.into(), y.into());
}

#[cfg(test)]
mod tests;
