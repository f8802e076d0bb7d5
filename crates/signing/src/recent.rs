//! Signatures made a moment ago, for requests that are made again within the second.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use http::HeaderValue;

use crate::UnsignedRequest;

/// How many are kept. The date is signed, so that they are of use for a second.
const MOST: usize = 64;

/// Longer texts are not worth their memory.
const LONGEST: usize = 2048;

/// The `authorization` values that one credential made last, by the text they sign.
///
/// PKCS#1 v1.5 is deterministic: a value found here is, byte for byte, the one that would be made.
/// The text holds every signed value (date, verb, target, host), and whole texts are compared.
/// One signer has one of these, so that it cannot serve another's signature.
#[derive(Default)]
pub(crate) struct Recent(Mutex<VecDeque<(String, HeaderValue)>>);

impl Recent {
    /// The value made for the same text, newest first.
    pub(crate) fn find(&self, unsigned: &UnsignedRequest) -> Option<HeaderValue> {
        let known = self.lock();
        let mut known = known.iter().rev();
        let (_, value) = known.find(|(text, _)| text == unsigned.signing_string())?;
        Some(value.clone())
    }

    /// Keeps the value for this text, which it takes, in place of the oldest, unless the request is one that is
    /// always signed anew.
    pub(crate) fn keep(&self, unsigned: &mut UnsignedRequest, value: &HeaderValue) {
        if !may_be_kept(unsigned) {
            return;
        }
        let mut known = self.lock();
        if known.len() >= MOST {
            known.pop_front();
        }
        known.push_back((unsigned.take_text(), value.clone()));
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(String, HeaderValue)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Requests that only read, by no more than date, target and host: a delegation token in a signing
/// string stays nowhere, and requests that change something are rarely made twice.
fn may_be_kept(unsigned: &UnsignedRequest) -> bool {
    unsigned.signs_no_more_than_the_head() && unsigned.signing_string().len() <= LONGEST
}

impl fmt::Debug for Recent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recent")
    }
}
