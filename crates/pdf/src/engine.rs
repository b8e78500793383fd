//! One compile: templates, words, data and pictures in, PDF bytes out. Nothing else can be read: no disk, no network,
//! no packages, no clock.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use typst::diag::{FileError, FileResult, SourceResult};
use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::error::PdfError;
use crate::fonts::FONTS;

/// Documents that an unused part of Typst's memory outlives, so that what all forms have in common is laid out once.
const KEPT_DOCUMENTS: usize = 4;

/// After a portion of many forms only what it used itself is kept: what the next one has in common with it.
const KEPT_PORTIONS: usize = 1;

/// A document that takes longer is large, and would hold every cell of every form until its end: its memory is swept.
const LARGE: Duration = Duration::from_millis(400);

/// How often it is then swept.
const SWEEP: Duration = Duration::from_millis(50);

/// Sweeps that an unused part outlives: a few forms' time.
const KEPT_SWEEPS: usize = 2;

/// Documents are made one after the other: each takes tens of milliseconds and its own share of memory.
static TURN: Mutex<()> = Mutex::new(());

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// Templates by the name under which they import each other.
static TEMPLATES: [(&str, &str); 8] = [
    ("base.typ", include_str!("../templates/base.typ")),
    ("report.typ", include_str!("../templates/report.typ")),
    ("month.typ", include_str!("../templates/month.typ")),
    ("list.typ", include_str!("../templates/list.typ")),
    ("trail.typ", include_str!("../templates/trail.typ")),
    ("meeting.typ", include_str!("../templates/meeting.typ")),
    ("press.typ", include_str!("../templates/press.typ")),
    ("picture.typ", include_str!("../templates/picture.typ")),
];

static SOURCES: LazyLock<BTreeMap<&str, Source>> = LazyLock::new(|| {
    TEMPLATES.iter().filter_map(|(name, text)| Some((*name, Source::new(path(name)?, (*text).to_owned())))).collect()
});

fn path(name: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

/// What is made: it decides what is remembered for the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A whole document.
    Document,
    /// Some forms of a file of many.
    Portion,
}

/// What a template can see.
struct Room {
    main: FileId,
    files: BTreeMap<String, Bytes>,
}

impl World for Room {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        SOURCES.get(id.get().vpath().get_without_slash()).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(id.get().vpath().get_without_slash()).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<typst::foundations::Duration>) -> Option<Datetime> {
        None
    }
}

/// Makes one PDF (PDF/A-2a and PDF/UA-1). The same files and `ident` give the same bytes.
pub(crate) fn compile(
    template: &str,
    files: BTreeMap<String, Vec<u8>>,
    ident: &str,
    kind: Kind,
) -> Result<Vec<u8>, PdfError> {
    let main = path(template).ok_or(PdfError::Layout)?;
    let files = files.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes))).collect();
    let room = Room { main, files };
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    // Typst is held not to panic, but a document is no reason to take a worker down.
    let made = forgetting(|| catch_unwind(AssertUnwindSafe(|| export(&room, ident))));
    comemo::evict(match kind {
        Kind::Document => KEPT_DOCUMENTS,
        Kind::Portion => KEPT_PORTIONS,
    });
    match made {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_refused)) => Err(PdfError::Layout),
        Err(_panic) => {
            comemo::evict(0);
            Err(PdfError::Layout)
        }
    }
}

/// Runs a job; when it takes long, Typst's memory of what it laid out is emptied meanwhile. That changes no result.
fn forgetting<T>(job: impl FnOnce() -> T) -> T {
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let sweeper = scope.spawn(|| {
            std::thread::park_timeout(LARGE);
            while !done.load(Ordering::Acquire) {
                comemo::evict(KEPT_SWEEPS);
                std::thread::park_timeout(SWEEP);
            }
        });
        let result = job();
        done.store(true, Ordering::Release);
        sweeper.thread().unpark();
        result
    })
}

fn export(room: &Room, ident: &str) -> SourceResult<Vec<u8>> {
    let document = typst::compile::<PagedDocument>(room).output?;
    typst_pdf::pdf(&document, &options(ident))
}

/// The one place that names the standards.
fn options(ident: &str) -> PdfOptions {
    PdfOptions {
        ident: Smart::Custom(ident.to_owned()),
        creator: Smart::Custom(Some("Futawa".to_owned())),
        standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).unwrap_or_default(),
        ..PdfOptions::default()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// What Typst said, for tests of templates only.
    pub(crate) fn complaint(template: &str, files: BTreeMap<String, Vec<u8>>) -> String {
        let files = files.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes))).collect();
        let room = Room { main: path(template).expect("a template's name is a path"), files };
        match export(&room, "test") {
            Ok(_) => String::new(),
            Err(errors) => errors.iter().map(|e| format!("{} ({:?})\n", e.message, e.hints)).collect(),
        }
    }

    #[test]
    fn both_standards_go_together() {
        assert!(PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).is_ok());
    }

    #[test]
    fn a_room_holds_nothing_else() {
        let room = Room { main: path("report.typ").expect("a path"), files: BTreeMap::new() };
        assert!(room.file(path("../../../etc/passwd").unwrap_or_else(|| path("etc/passwd").expect("a path"))).is_err());
        assert!(room.source(path("other.typ").expect("a path")).is_err());
        assert!(room.today(None).is_none());
    }
}
