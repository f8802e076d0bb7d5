//! The path and query of a request, encoded so that no value can leave its place.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986, as the reference encodes values.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A path below the endpoint with its query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    text: String,
    has_query: bool,
}

impl Target {
    /// Fills the `{parameter}` of a path template with `value`, encoded as one segment.
    pub(crate) fn from_template(template: &str, value: &str) -> Self {
        let text = match (template.find('{'), template.find('}')) {
            (Some(open), Some(close)) if open < close => {
                let mut text = String::with_capacity(template.len() + value.len());
                text.push_str(&template[..open]);
                text.extend(utf8_percent_encode(value, ESCAPED));
                text.push_str(&template[close + 1..]);
                text
            }
            _ => template.to_owned(),
        };
        Self {
            text,
            has_query: false,
        }
    }

    /// A path without parameters.
    pub(crate) fn fixed(path: &str) -> Self {
        Self {
            text: path.to_owned(),
            has_query: false,
        }
    }

    /// Appends a query parameter.
    pub(crate) fn query(mut self, name: &str, value: &str) -> Self {
        self.text.push(if self.has_query { '&' } else { '?' });
        self.has_query = true;
        self.text.push_str(name);
        self.text.push('=');
        self.text.extend(utf8_percent_encode(value, ESCAPED));
        self
    }

    /// Appends a query parameter if it has a value.
    pub(crate) fn optional(self, name: &str, value: Option<impl AsRef<str>>) -> Self {
        match value {
            Some(value) => self.query(name, value.as_ref()),
            None => self,
        }
    }

    /// Path and query as they go on the wire.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// The path without the query, which may hold identifiers that do not belong in error texts.
    pub(crate) fn path(&self) -> &str {
        self.text.split('?').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parameters_keep_their_order_and_are_encoded() {
        let target = Target::fixed("/workRequests")
            .query("compartmentId", "ocid1.a b")
            .optional("resourceId", Some("x/y?z&w=1"))
            .optional("page", None::<&str>)
            .query("limit", "5");
        assert_eq!(
            target.as_str(),
            "/workRequests?compartmentId=ocid1.a%20b&resourceId=x%2Fy%3Fz%26w%3D1&limit=5"
        );
        assert_eq!(target.path(), "/workRequests");
    }

    proptest! {
        #[test]
        fn a_value_stays_in_its_place(id in "[^/]{1,40}", token in ".{1,40}") {
            let target = Target::from_template("/workRequests/{workRequestId}/logs", &id).query("page", &token);
            let uri: http::Uri = target.as_str().parse().unwrap();
            prop_assert_eq!(uri.path().split('/').count(), 4);
            prop_assert!(uri.path().ends_with("/logs"));
            let query = uri.query().unwrap();
            prop_assert_eq!(query.matches(['&', '=']).count(), 1);
            let decoded = percent_encoding::percent_decode_str(&query["page=".len()..]).decode_utf8().unwrap().into_owned();
            prop_assert_eq!(decoded, token);
        }
    }
}
