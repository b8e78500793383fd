//! Owns the opening of pictures: within set limits, turned upright, reduced and written anew, so that nothing but the picture is left.
//!
//! One picture is opened at a time in the whole program, which bounds the memory; the work is done off the async threads.
mod png;

use std::io::Cursor;

use domain::attachment::{
    BlurRect, FileKind, FileRefusal, LONG_SIDE, MAX_LAYERED_PIXELS, MAX_PIXELS, THUMB_SIDE, is_layered_jpeg,
};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{
    DynamicImage, GenericImageView as _, ImageDecoder as _, ImageFormat, ImageReader, Limits, Rgba, RgbaImage,
};
use tokio::sync::Semaphore;

/// The most that an opened picture may fill, in bytes: [`MAX_PIXELS`] in three colours.
const MAX_OPEN_BYTES: u64 = 3 * MAX_PIXELS;
const QUALITY: u8 = 85;
/// The long side of a photograph on paper: on the width of a sheet more than 200 points an inch.
const PAPER_SIDE: u32 = 1600;
/// What is smaller is put on paper as it is: screenshots and drawings stay sharp.
const SMALL_ON_PAPER: usize = 400 * 1024;
/// The most picture points that one byte of a JPEG can stand for: each block of 8 by 8 takes at least one bit (ISO/IEC 10918-1).
const POINTS_PER_BYTE_OF_JPEG: u64 = 8 * 64;
/// And of a PNG: a byte unpacks to 1032 at most (zlib's technical details), and a point takes at least one bit.
const POINTS_PER_BYTE_OF_PNG: u64 = 8 * 1032;
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

/// A kept picture as it is put on paper: a large one as a smaller JPEG on white, so that a sheet with ten of them is soon made and
/// can be sent.
pub(crate) async fn for_paper(kind: FileKind, bytes: Vec<u8>) -> Result<(FileKind, Vec<u8>), FileRefusal> {
    if bytes.len() <= SMALL_ON_PAPER {
        return Ok((kind, bytes));
    }
    work(move || {
        let picture = reduced(open(kind, bytes)?, PAPER_SIDE);
        let mut page = RgbaImage::from_pixel(picture.width(), picture.height(), Rgba([u8::MAX; 4]));
        image::imageops::overlay(&mut page, &picture.into_rgba8(), 0, 0);
        let page = DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(page).into_rgb8());
        Ok((FileKind::Jpeg, written(FileKind::Jpeg, &page)?))
    })
    .await
}

/// Does the work on a thread that may wait. A decoder that panics has met a broken file, whatever else it is.
async fn work<T: Send + 'static>(
    task: impl FnOnce() -> Result<T, FileRefusal> + Send + 'static,
) -> Result<T, FileRefusal> {
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
    let bytes = if kind == FileKind::Png { png::plain(&bytes) } else { bytes };
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
    let per_byte = if kind == FileKind::Png { POINTS_PER_BYTE_OF_PNG } else { POINTS_PER_BYTE_OF_JPEG };
    if u64::from(width) * u64::from(height) > length.saturating_mul(per_byte).max(64) {
        // The head promises more than the body can hold; a decoder would fill it with grey, or set memory aside for nothing.
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
