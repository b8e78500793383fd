//! Owns the names of persons that IPADIC knows: surnames and given names with readings and how common they are.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The list of names, compressed (zstd): letter, surface, reading, cost by line.
static LIST: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.zst"));

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let bytes = zstd::decode_all(LIST).expect("the frame was written by the build");
    Names::read(std::str::from_utf8(&bytes).expect("the build writes UTF-8"))
});

/// What is known of one way to write a name.
#[derive(Debug, Clone, Default)]
pub struct Name {
    /// Readings in katakana.
    pub readings: Vec<Box<str>>,
    /// Lower is commoner; IPADIC's word cost.
    pub cost: i16,
}

/// The names of persons.
#[derive(Debug, Default)]
pub struct Names {
    surnames: HashMap<Box<str>, Name>,
    given: HashMap<Box<str>, Name>,
    surname_readings: HashSet<Box<str>>,
    given_readings: HashSet<Box<str>>,
    /// How often a character stands first, and last, in a given name.
    given_letters: HashMap<char, (u32, u32)>,
}

/// The names of persons; loaded at the first call.
#[must_use]
pub fn names() -> &'static Names {
    &NAMES
}

impl Names {
    fn read(list: &str) -> Self {
        let mut names = Self::default();
        for line in list.lines() {
            let mut columns = line.split('\t');
            let (Some(letter), Some(surface), Some(reading), Some(cost)) =
                (columns.next(), columns.next(), columns.next(), columns.next())
            else {
                continue;
            };
            let cost = cost.parse().unwrap_or(i16::MAX);
            names.add(letter == "S", surface, reading, cost);
        }
        names
    }

    fn add(&mut self, is_surname: bool, surface: &str, reading: &str, cost: i16) {
        let (list, readings) = if is_surname {
            (&mut self.surnames, &mut self.surname_readings)
        } else {
            (&mut self.given, &mut self.given_readings)
        };
        let name = list.entry(surface.into()).or_insert_with(|| Name { readings: Vec::new(), cost });
        name.cost = name.cost.min(cost);
        name.readings.push(reading.into());
        readings.insert(reading.into());
        if !is_surname {
            for (at, letter) in [(0, surface.chars().next()), (1, surface.chars().next_back())] {
                let Some(letter) = letter else { continue };
                let counts = self.given_letters.entry(letter).or_default();
                if at == 0 { counts.0 += 1 } else { counts.1 += 1 }
            }
        }
    }

    /// The surname (姓) written so.
    #[must_use]
    pub fn surname(&self, text: &str) -> Option<&Name> {
        self.surnames.get(text)
    }

    /// The given name (名) written so.
    #[must_use]
    pub fn given(&self, text: &str) -> Option<&Name> {
        self.given.get(text)
    }

    /// Whether a surname is read so (katakana).
    #[must_use]
    pub fn is_surname_reading(&self, katakana: &str) -> bool {
        self.surname_readings.contains(katakana)
    }

    /// Whether a given name is read so (katakana).
    #[must_use]
    pub fn is_given_reading(&self, katakana: &str) -> bool {
        self.given_readings.contains(katakana)
    }

    /// In how many given names the character stands first, and last.
    #[must_use]
    pub fn given_letter(&self, letter: char) -> (u32, u32) {
        self.given_letters.get(&letter).copied().unwrap_or_default()
    }

    /// All surnames with what is known of them, in no order.
    pub fn surnames(&self) -> impl Iterator<Item = (&str, &Name)> {
        self.surnames.iter().map(|(surface, name)| (&**surface, name))
    }

    /// All given names with what is known of them, in no order.
    pub fn given_names(&self) -> impl Iterator<Item = (&str, &Name)> {
        self.given.iter().map(|(surface, name)| (&**surface, name))
    }
}
