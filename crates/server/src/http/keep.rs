//! Owns what the program does beside answering: every few minutes it looks whether a facility's models are due for learning.
use std::time::Duration;

use app::App;

/// Between two looks. A look that finds nothing to do costs one count.
const PAUSE: Duration = Duration::from_secs(10 * 60);
/// Before the first look: starting up comes first.
const FIRST: Duration = Duration::from_secs(15);

/// Looks for ever; ends when it is dropped. What fails is logged and looked at again later.
pub async fn keep_learning(app: App) {
    tokio::time::sleep(FIRST).await;
    loop {
        if let Err(error) = look(&app).await {
            tracing::warn!(%error, "suggest.not_looked");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn look(app: &App) -> Result<(), app::AppError> {
    for entry in app.directory().await? {
        // No facility waits for another one's fault.
        let ctx = app.system(entry.facility_id).await?;
        if let Err(error) = app.train_when_due(&ctx).await {
            tracing::warn!(%error, "suggest.not_trained");
        }
    }
    Ok(())
}
