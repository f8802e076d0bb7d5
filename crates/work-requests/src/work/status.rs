//! One vocabulary for what work requests of any service are doing.

use std::fmt;

use work_requests_catalog::Service;

/// The state of a work request in words that hold for every service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// Taken on, not yet begun.
    Accepted,
    /// Under way.
    InProgress,
    /// Waits for something else before it goes on.
    Waiting,
    /// Stopped until somebody acts on it.
    NeedsAttention,
    /// Being suspended.
    Suspending,
    /// Suspended; it may go on later.
    Suspended,
    /// Ended without doing what was asked.
    Failed,
    /// Ended, all done.
    Succeeded,
    /// Ended, part of it done.
    PartiallySucceeded,
    /// Ended without anything to do.
    Skipped,
    /// Being cancelled.
    Canceling,
    /// Ended by a cancellation.
    Canceled,
    /// A word this version does not know: see the raw word of the work request.
    Unknown,
}

/// Every status but `Unknown`, with its word.
const WORDS: [(&str, Status); 12] = [
    ("ACCEPTED", Status::Accepted),
    ("IN_PROGRESS", Status::InProgress),
    ("WAITING", Status::Waiting),
    ("NEEDS_ATTENTION", Status::NeedsAttention),
    ("SUSPENDING", Status::Suspending),
    ("SUSPENDED", Status::Suspended),
    ("FAILED", Status::Failed),
    ("SUCCEEDED", Status::Succeeded),
    ("PARTIALLY_SUCCEEDED", Status::PartiallySucceeded),
    ("SKIPPED", Status::Skipped),
    ("CANCELING", Status::Canceling),
    ("CANCELED", Status::Canceled),
];

/// Other spellings that services have, whatever the catalogue says of them.
const OTHER_WORDS: [(&str, Status); 6] = [
    ("CREATED", Status::Accepted),
    ("INPROGRESS", Status::InProgress),
    ("COMPLETED", Status::Succeeded),
    ("PARTIAL_SUCCESS", Status::PartiallySucceeded),
    ("CANCELLING", Status::Canceling),
    ("CANCELLED", Status::Canceled),
];

impl Status {
    /// The word in output: `IN_PROGRESS`, `CANCELED`, …; `UNKNOWN` for a word we do not know.
    pub fn as_str(self) -> &'static str {
        WORDS
            .iter()
            .find(|(_, status)| *status == self)
            .map_or("UNKNOWN", |(word, _)| word)
    }

    /// Whether nothing more will happen without somebody acting.
    pub fn is_terminal(self) -> bool {
        matches!(
            self,
            Self::NeedsAttention
                | Self::Failed
                | Self::Succeeded
                | Self::PartiallySucceeded
                | Self::Skipped
                | Self::Canceled
        )
    }

    /// Reads a service's word: its own words first, then the common ones.
    pub(crate) fn from_word(word: &str, service: &Service) -> Self {
        let own = service.words().iter().find(|(_, own)| *own == word);
        let usual = own.map_or(word, |(usual, _)| usual);
        let mut known = WORDS.iter().chain(&OTHER_WORDS);
        known
            .find(|(known, _)| *known == usual)
            .map_or(Self::Unknown, |(_, status)| *status)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use work_requests_catalog::WORK_REQUESTS;

    #[test]
    fn every_word_reads_back_as_its_status() {
        for (word, status) in WORDS {
            assert_eq!(Status::from_word(word, WORK_REQUESTS), status);
            assert_eq!(status.as_str(), word);
        }
        assert_eq!(
            Status::from_word("EXPLODED", WORK_REQUESTS),
            Status::Unknown
        );
    }

    #[test]
    fn words_of_the_service_come_first() {
        let service = WORK_REQUESTS.with_words(&[("FAILED", "COMPLETED")]);
        assert_eq!(Status::from_word("COMPLETED", &service), Status::Failed);
        assert_eq!(
            Status::from_word("COMPLETED", WORK_REQUESTS),
            Status::Succeeded
        );
    }
}
