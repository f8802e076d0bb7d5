//! The `opc-request-id` of a logical call: one per call, kept over all its attempts.

use std::fmt;
use std::sync::Arc;

/// Makes request ids; the default draws a random UUID for each.
#[derive(Clone)]
pub(crate) struct RequestIds(Arc<dyn Fn() -> String + Send + Sync>);

impl RequestIds {
    pub(crate) fn new(source: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(source))
    }

    pub(crate) fn next(&self) -> String {
        (self.0)()
    }
}

impl Default for RequestIds {
    fn default() -> Self {
        Self::new(random_id)
    }
}

impl fmt::Debug for RequestIds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RequestIds")
    }
}

/// A random UUID as 32 upper-case hex digits, the form the reference SDK sends.
pub(crate) fn random_id() -> String {
    let mut id = uuid::Uuid::encode_buffer();
    let id = uuid::Uuid::new_v4().simple().encode_upper(&mut id);
    id.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_32_upper_case_hex_digits_and_differ() {
        let ids = RequestIds::default();
        let (one, two) = (ids.next(), ids.next());
        assert_eq!(one.len(), 32);
        assert!(
            one.bytes()
                .all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b))
        );
        assert_ne!(one, two);
    }
}
