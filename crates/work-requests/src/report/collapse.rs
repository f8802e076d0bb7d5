//! Log lines that repeat, taken together.

use chrono::{DateTime, Utc};

use crate::work::LogEntry;

/// A log line, and how often it came in a row.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LogRun {
    /// The text.
    pub message: String,
    /// When it came first, if the service says.
    pub first: Option<DateTime<Utc>>,
    /// When it came last.
    pub last: Option<DateTime<Utc>>,
    /// How often, at least once.
    pub count: usize,
}

/// Takes equal lines that follow each other together.
pub(super) fn collapse(lines: impl IntoIterator<Item = LogEntry>) -> Vec<LogRun> {
    let mut runs: Vec<LogRun> = Vec::new();
    for line in lines {
        match runs.last_mut() {
            Some(run) if run.message == line.message() => {
                run.count += 1;
                run.last = line.timestamp();
            }
            _ => runs.push(LogRun {
                message: line.message().to_owned(),
                first: line.timestamp(),
                last: line.timestamp(),
                count: 1,
            }),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn line(message: &str, second: usize) -> LogEntry {
        let at = DateTime::from_timestamp(second as i64, 0).unwrap();
        let document = json!({"message": message, "timestamp": at.to_rfc3339()});
        LogEntry::from_document(
            document.as_object().unwrap().clone(),
            crate::service::WORK_REQUESTS,
        )
    }

    proptest! {
        #[test]
        fn expanding_gives_the_lines_back(messages in proptest::collection::vec("[ab]?", 0..30)) {
            let lines = messages.iter().enumerate().map(|(second, message)| line(message, second));
            let runs = collapse(lines);
            let expanded: Vec<&str> = runs.iter().flat_map(|run| vec![&*run.message; run.count]).collect();
            prop_assert_eq!(expanded, messages);
            prop_assert!(runs.windows(2).all(|pair| pair[0].message != pair[1].message));
            let seconds = |run: &LogRun| (run.last.unwrap() - run.first.unwrap()).num_seconds() as usize;
            prop_assert!(runs.iter().all(|run| seconds(run) == run.count - 1));
        }
    }
}
