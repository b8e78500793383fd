//! Owns the thread on which sheets are set, one after the other: as Typst works, and so that memory is taken and given back
//! on one thread and used again, instead of lying about in those of many.
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;
use std::sync::mpsc::{Sender, channel};

use pdf::PdfError;
use tokio::sync::oneshot;

use crate::AppError;

type Job = Box<dyn FnOnce() + Send>;

static TYPESETTER: LazyLock<Sender<Job>> = LazyLock::new(|| {
    let (sender, jobs) = channel::<Job>();
    let work = move || {
        for job in jobs {
            // The asker of a job that panics is told so by the loss of its answer; the next job is none of its business.
            drop(catch_unwind(AssertUnwindSafe(job)));
        }
    };
    // Without the thread nobody takes the jobs, and every asker gets an error.
    if let Err(error) = std::thread::Builder::new().name("typesetter".to_owned()).spawn(work) {
        tracing::error!(%error, "no thread for the typesetter");
    }
    sender
});

/// Waits for the typesetter and for its work; who stops waiting before its turn is passed over.
pub(super) async fn typeset<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PdfError> + Send + 'static,
) -> Result<T, AppError> {
    let (answer, answered) = oneshot::channel();
    let job = move || {
        if !answer.is_closed() {
            // Nobody waits any more when it cannot be sent.
            drop(answer.send(work()));
        }
    };
    TYPESETTER.send(Box::new(job)).map_err(|_| AppError::Data("paper"))?;
    Ok(answered.await.map_err(|_| AppError::Data("paper"))??)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_ends_its_own_sheet_only_and_who_left_is_passed_over() {
        let broken = typeset::<()>(|| std::panic::resume_unwind(Box::new("a test"))).await;
        assert!(matches!(broken, Err(AppError::Data("paper"))));
        assert!(matches!(typeset::<()>(|| Err(PdfError::Empty)).await, Err(AppError::Paper(PdfError::Empty))));

        let (hold, held) = std::sync::mpsc::channel::<()>();
        let first = tokio::spawn(typeset(move || Ok(held.recv().is_ok())));
        tokio::task::yield_now().await; // lets it ask before the other does
        let (set, seen) = std::sync::mpsc::channel();
        let left = tokio::time::timeout(std::time::Duration::ZERO, typeset(move || Ok(set.send(()).is_ok()))).await;
        assert!(left.is_err());
        hold.send(()).unwrap();
        assert!(first.await.unwrap().unwrap());
        assert!(typeset(|| Ok(true)).await.unwrap());
        assert!(seen.try_recv().is_err(), "the sheet of somebody who left was set");
    }
}
