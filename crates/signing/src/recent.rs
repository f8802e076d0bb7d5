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

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use http::{HeaderMap, Method, Uri};

    use super::*;
    use crate::SigningRequest;

    const AT: u64 = 1_767_225_600;

    fn unsigned(method: &Method, uri: &str, headers: &HeaderMap, second: u64) -> UnsignedRequest {
        let uri: Uri = uri.parse().unwrap();
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(second);
        UnsignedRequest::prepare(&SigningRequest::new(method, &uri, headers, b"", at)).unwrap()
    }

    fn get(uri: &str, second: u64) -> UnsignedRequest {
        unsigned(&Method::GET, uri, &HeaderMap::new(), second)
    }

    fn keep(recent: &Recent, mut unsigned: UnsignedRequest) {
        recent.keep(&mut unsigned, &HeaderValue::from_static("made"));
    }

    #[test]
    fn only_the_same_verb_target_host_and_second_are_found() {
        let recent = Recent::default();
        keep(&recent, get("https://a.example/x?y=1", AT));
        assert!(recent.find(&get("https://a.example/x?y=1", AT)).is_some());
        for other in [
            get("https://a.example/x?y=1", AT + 1),
            get("https://a.example/x?y=2", AT),
            get("https://a.example:443/x?y=1", AT),
            get("https://b.example/x?y=1", AT),
            unsigned(
                &Method::HEAD,
                "https://a.example/x?y=1",
                &HeaderMap::new(),
                AT,
            ),
        ] {
            assert!(recent.find(&other).is_none(), "{}", other.signing_string());
        }
    }

    #[test]
    fn bodies_delegation_tokens_and_long_targets_are_signed_anew() {
        let recent = Recent::default();
        let mut delegated = HeaderMap::new();
        delegated.insert("opc-obo-token", HeaderValue::from_static("secret"));
        let long = format!("https://a.example/{}", "x".repeat(LONGEST));
        keep(
            &recent,
            unsigned(&Method::POST, "https://a.example/", &HeaderMap::new(), AT),
        );
        keep(
            &recent,
            unsigned(&Method::GET, "https://a.example/", &delegated, AT),
        );
        keep(&recent, get(&long, AT));
        assert!(recent.lock().is_empty());
    }

    #[test]
    fn no_more_than_the_last_ones_are_kept() {
        let recent = Recent::default();
        for number in 0..=MOST {
            keep(&recent, get(&format!("https://a.example/{number}"), AT));
        }
        assert_eq!(recent.lock().len(), MOST);
        assert!(recent.find(&get("https://a.example/0", AT)).is_none());
        assert!(recent.find(&get("https://a.example/1", AT)).is_some());
    }
}
