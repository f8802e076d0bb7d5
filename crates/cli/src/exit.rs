//! Exit codes: what a script learns without reading the output.

use std::process::ExitCode;

use work_requests::{Error, ErrorKind};

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done. For `wait`: everything succeeded.
    Done = 0,
    /// A waited work request ended without success.
    NotSucceeded = 1,
    /// A wrong command line, or a file that cannot be read or written.
    Usage = 2,
    /// Configuration, credentials or TLS trust.
    Config = 3,
    /// The service refused the request.
    Refused = 4,
    /// 401, 403 or 404.
    Access = 5,
    /// Something that may pass did not pass while we tried.
    GaveUp = 6,
    /// A time limit ended it.
    TimedOut = 7,
    /// The answer was not understood, or over a limit.
    NotUnderstood = 8,
    /// Ctrl-C.
    Interrupted = 130,
}

/// With several work requests, the first of these that applies. What a person has to mend comes
/// before what may pass by itself. A usage error ends the program before there are several.
const PRECEDENCE: [Exit; 10] = [
    Exit::Interrupted,
    Exit::Usage,
    Exit::Config,
    Exit::Access,
    Exit::Refused,
    Exit::NotUnderstood,
    Exit::GaveUp,
    Exit::TimedOut,
    Exit::NotSucceeded,
    Exit::Done,
];

impl Exit {
    /// The code of a failed call.
    pub(crate) fn of(error: &Error) -> Self {
        match error.kind() {
            ErrorKind::Usage => Self::Usage,
            ErrorKind::Config | ErrorKind::Auth | ErrorKind::Tls => Self::Config,
            ErrorKind::Timeout => Self::TimedOut,
            ErrorKind::CircuitOpen | ErrorKind::Connection => Self::GaveUp,
            ErrorKind::Service => Self::of_answer(error),
            _ => Self::NotUnderstood,
        }
    }

    fn of_answer(error: &Error) -> Self {
        match error.status().map(|status| status.as_u16()) {
            Some(401 | 403 | 404) => Self::Access,
            _ if error.is_retryable() => Self::GaveUp,
            _ => Self::Refused,
        }
    }

    /// The code of two results together.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        PRECEDENCE
            .into_iter()
            .find(|code| *code == self || *code == other)
            .unwrap_or(Self::Done)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_precedence_is_the_documented_one() {
        let documented = [130, 3, 5, 4, 8, 6, 7, 1, 0];
        let ours: Vec<u8> = PRECEDENCE
            .iter()
            .map(|exit| *exit as u8)
            .filter(|code| *code != 2)
            .collect();
        assert_eq!(ours, documented);
    }

    #[test]
    fn two_codes_give_the_one_that_comes_first_whatever_their_order() {
        for (at, first) in PRECEDENCE.into_iter().enumerate() {
            for second in PRECEDENCE.into_iter().skip(at) {
                assert_eq!(first.and(second), first);
                assert_eq!(second.and(first), first);
            }
        }
    }
}
