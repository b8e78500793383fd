//! Owns the proof of corrective actions: the rows fold, and the journal tells of each of them in the same order.
use store::{ActionFilter, ActionLine, Tx};

use crate::AppError;

/// The actions of the facility with which something is wrong: key and words.
pub(crate) async fn action_faults<M>(tx: &mut Tx<M>) -> Result<Vec<(String, &'static str)>, AppError> {
    let mut faults = Vec::new();
    for line in tx.corrective_actions(&ActionFilter::default()).await? {
        let key = line.row.action_id.to_string();
        if line.row.folded(&line.steps).is_err() {
            faults.push((key, "the action cannot be folded"));
            continue;
        }
        let told: Vec<String> =
            tx.stream(&format!("action:{key}")).await?.into_iter().map(|event| event.kind).collect();
        if told != kinds(&line) {
            faults.push((key, "the rows are not what the journal tells"));
        }
    }
    Ok(faults)
}

/// The kinds of events that the rows of an action came with.
fn kinds(line: &ActionLine) -> Vec<String> {
    let steps = line.steps.iter().map(|step| format!("action_{}", step.step));
    std::iter::once("action_set".to_owned()).chain(steps).collect()
}
