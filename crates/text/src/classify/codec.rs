//! Owns the model's bytes: versioned, checked on reading, never a panic on bad ones.
//!
//! Little endian: `FTWM`, version (u16), then labels, examples, temperature, biases, buckets as growing differences (LEB128), rarities,
//! scales and weights; the last eight bytes are FNV-1a over all before.

use super::features::BITS;
use super::model::{Model, Parts};
use super::train::{LONGEST_LABEL, MOST_LABELS};

/// Version of the format; a model of another version is refused and learnt anew.
pub const FORMAT: u16 = 1;

const MAGIC: &[u8; 4] = b"FTWM";

/// Why bytes are no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// Something else, or cut short.
    #[error("this is not a model of Futawa")]
    NotAModel,
    /// Another version of the format.
    #[error("the model has format {0}, this program reads {FORMAT}; train it again")]
    OtherFormat(u16),
    /// The checksum is wrong.
    #[error("the model was damaged: its checksum is wrong")]
    Damaged,
    /// The checksum is right, and the content is none that this program writes.
    #[error("the model contradicts itself")]
    Contradiction,
}

impl Model {
    /// The model as bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(FORMAT.to_le_bytes());
        put_length(&mut out, self.labels.len());
        for label in &self.labels {
            put_length(&mut out, label.len());
            out.extend(label.as_bytes());
        }
        out.extend(self.examples.to_le_bytes());
        out.extend(self.temperature.to_le_bytes());
        out.extend(self.bias.iter().flat_map(|bias| bias.to_le_bytes()));
        put_length(&mut out, self.buckets.len());
        let mut previous = 0;
        for bucket in &self.buckets {
            put_varint(&mut out, bucket - previous);
            previous = *bucket;
        }
        out.extend(self.rarity.iter().chain(&self.scale).flat_map(|number| number.to_le_bytes()));
        out.extend(self.weights.iter().flat_map(|weight| weight.to_le_bytes()));
        out.extend(checksum(&out).to_le_bytes());
        out
    }

    /// Reads a model.
    ///
    /// # Errors
    /// When the bytes are not a whole, undamaged model of this format.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CodecError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(CodecError::NotAModel)?;
        let format = rest.first_chunk().map(|version| u16::from_le_bytes(*version)).ok_or(CodecError::NotAModel)?;
        if format != FORMAT {
            return Err(CodecError::OtherFormat(format));
        }
        let (body, sum) = bytes.split_last_chunk().ok_or(CodecError::NotAModel)?;
        if checksum(body) != u64::from_le_bytes(*sum) {
            return Err(CodecError::Damaged);
        }
        let mut reader = Reader(body.get(6..).ok_or(CodecError::NotAModel)?);
        let parts = reader.parts().filter(|_| reader.0.is_empty()).ok_or(CodecError::Contradiction)?;
        if !is_sound(&parts) {
            return Err(CodecError::Contradiction);
        }
        Ok(Self::from(parts))
    }
}

/// Numbers that answers can be computed from.
fn is_sound(parts: &Parts) -> bool {
    let finite = |numbers: &[f32]| numbers.iter().all(|number| number.is_finite() && number.abs() < 1e6);
    parts.labels.windows(2).all(|pair| pair[0] < pair[1])
        && parts.buckets.windows(2).all(|pair| pair[0] < pair[1])
        && parts.buckets.last().is_none_or(|bucket| *bucket < 1 << BITS)
        && finite(&parts.bias)
        && finite(&parts.rarity)
        && finite(&parts.scale)
        && (0.01..=100.0).contains(&parts.temperature)
}

/// The bytes not yet read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn word(&mut self) -> Option<[u8; 4]> {
        self.take(4)?.try_into().ok()
    }

    /// A count of things of at least one byte each, so that a wrong one cannot ask for more memory than there are bytes.
    fn length(&mut self, most: usize) -> Option<usize> {
        let length = u32::from_le_bytes(self.word()?) as usize;
        (length <= most && length <= self.0.len()).then_some(length)
    }

    fn floats(&mut self, count: usize) -> Option<Vec<f32>> {
        let (words, _) = self.take(count.checked_mul(4)?)?.as_chunks();
        Some(words.iter().map(|word| f32::from_le_bytes(*word)).collect())
    }

    fn varint(&mut self) -> Option<u32> {
        let mut value = 0_u32;
        for shift in [0, 7, 14, 21] {
            let byte = self.take(1)?[0];
            value |= u32::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn parts(&mut self) -> Option<Parts> {
        let count = self.length(MOST_LABELS).filter(|count| *count >= 2)?;
        let mut labels = Vec::with_capacity(count);
        for _ in 0..count {
            let length = self.length(LONGEST_LABEL)?;
            labels.push(std::str::from_utf8(self.take(length)?).ok()?.to_owned());
        }
        let examples = u32::from_le_bytes(self.word()?);
        let temperature = f32::from_le_bytes(self.word()?);
        let bias = self.floats(count)?;
        let rows = self.length(1 << BITS)?;
        let mut buckets = Vec::with_capacity(rows);
        let mut bucket = 0_u32;
        for _ in 0..rows {
            bucket = bucket.checked_add(self.varint()?)?;
            buckets.push(bucket);
        }
        let (rarity, scale) = (self.floats(rows)?, self.floats(rows)?);
        let weights = self.take(rows.checked_mul(count)?)?.iter().map(|byte| byte.cast_signed()).collect();
        Some(Parts { labels, examples, temperature, bias, buckets, rarity, scale, weights })
    }
}

fn put_length(out: &mut Vec<u8>, length: usize) {
    out.extend(u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
}

fn put_varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(u8::try_from(value & 0x7F).unwrap_or(0) | 0x80);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap_or(0));
}

/// FNV-1a, 64 bits: against damage, not against forgery.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3))
}
