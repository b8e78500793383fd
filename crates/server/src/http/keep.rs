//! Owns what the program does beside answering: it looks whether a facility's models are due for learning, and once a day for signals.
use std::collections::HashMap;
use std::time::Duration;

use app::{App, AppError, Ctx};
use domain::id::FacilityId;
use jiff::civil::Date;

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

async fn look(app: &App) -> Result<(), AppError> {
    for entry in app.directory().await? {
        // No facility waits for another one's fault.
        let ctx = app.system(entry.facility_id).await?;
        if let Err(error) = app.train_when_due(&ctx).await {
            tracing::warn!(%error, "suggest.not_trained");
        }
    }
    Ok(())
}

/// Looks through the charts of every facility for ever, once a day of the facility, and lets go of what nobody uses; ends when it is
/// dropped.
pub async fn keep_watching(app: App) {
    let mut seen = HashMap::new();
    tokio::time::sleep(FIRST).await;
    loop {
        if let Err(error) = watch(&app, &mut seen).await {
            tracing::warn!(%error, "signals.not_looked");
        }
        app.let_go_of_unused();
        tokio::time::sleep(PAUSE).await;
    }
}

/// Looks at the facilities in which a new day has begun since the look before.
async fn watch(app: &App, seen: &mut HashMap<FacilityId, Date>) -> Result<(), AppError> {
    for entry in app.directory().await? {
        // No facility waits for another one's fault; what failed is looked at again.
        let ctx = match app.system(entry.facility_id).await {
            Ok(ctx) => ctx,
            Err(error) => {
                tracing::warn!(%error, "signals.not_raised");
                continue;
            }
        };
        let today = ctx.today();
        if seen.get(&entry.facility_id) != Some(&today) && raise(app, &ctx).await {
            seen.insert(entry.facility_id, today);
        }
    }
    Ok(())
}

/// Raises a facility's signals; whether that went well.
async fn raise(app: &App, ctx: &Ctx) -> bool {
    match app.raise_signals(ctx).await {
        Ok(0) => true,
        Ok(raised) => {
            tracing::info!(raised, "signals.raised");
            true
        }
        Err(error) => {
            tracing::warn!(%error, "signals.not_raised");
            false
        }
    }
}
