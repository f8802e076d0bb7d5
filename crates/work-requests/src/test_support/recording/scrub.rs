//! Keeps secrets out of recordings.
//!
//! Three rules, each enough for the usual case: only known harmless headers are kept at all; JSON
//! members with a telling name lose their value; and whatever proved the caller in any request is
//! looked for in everything that is kept.

use std::collections::BTreeSet;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value};

use super::{Body, Exchange};

/// What stands in the place of a secret.
const SCRUBBED: &str = "[scrubbed]";

/// Headers of answers that are kept: those that the client reads, and what a person looks for.
const KEPT: [&str; 8] = [
    "content-type",
    "date",
    "etag",
    "opc-next-page",
    "opc-prev-page",
    "opc-request-id",
    "opc-total-items",
    "retry-after",
];

/// What is in the names of members that hold secrets, in lower case, without `-` and `_`.
const TELLING: [&str; 9] = [
    "authorization",
    "cookie",
    "credential",
    "fingerprint",
    "keyid",
    "pass",
    "privatekey",
    "secret",
    "token",
];

/// Shorter texts are no secrets; replaced everywhere they would only garble what is kept.
const SHORTEST: usize = 4;

/// What must not be recorded, and what is to be called otherwise.
#[derive(Clone, Default)]
pub(super) struct Scrubber {
    secrets: BTreeSet<String>,
    /// Texts of the user's and what they become.
    pub(super) replacements: Vec<(String, String)>,
}

impl Scrubber {
    /// Learns what a request proves its sender with.
    pub(super) fn learn(&mut self, headers: &HeaderMap) {
        for (name, value) in headers {
            if !proves(name, value) {
                continue;
            }
            let text = String::from_utf8_lossy(value.as_bytes());
            self.secret(&text);
            match text.starts_with("Signature ") {
                true => self.learn_signature(&text),
                // `Bearer` and `Basic`: the proof is a word of its own.
                false => text.split_whitespace().for_each(|word| self.secret(word)),
            }
        }
    }

    /// The parts of a signature, also of one that is otherwise malformed.
    fn learn_signature(&mut self, text: &str) {
        if let Some(signature) = quoted(text, "signature") {
            self.secret(signature);
        }
        let Some(key_id) = quoted(text, "keyId") else {
            return;
        };
        self.secret(key_id);
        match key_id.strip_prefix("ST$") {
            Some(token) => self.secret(token),
            // Tenancy, user and fingerprint; the first is no secret, and is in many a target.
            None => key_id.split('/').skip(1).for_each(|part| self.secret(part)),
        }
    }

    fn secret(&mut self, text: &str) {
        if text.len() >= SHORTEST {
            self.secrets.insert(text.to_owned());
        }
    }

    /// The headers of an answer that are kept.
    pub(super) fn kept_headers(headers: &HeaderMap) -> impl Iterator<Item = (String, String)> {
        KEPT.iter().filter_map(|name| {
            let value = headers.get(*name)?.to_str().ok()?;
            Some(((*name).to_owned(), value.to_owned()))
        })
    }

    /// An exchange without secrets.
    pub(super) fn scrub(&self, exchange: Exchange) -> Exchange {
        let headers = exchange.headers.into_iter();
        Exchange {
            target: self.text(&exchange.target),
            request_body: self.body(exchange.request_body),
            headers: headers
                .map(|(name, value)| (name, self.text(&value)))
                .collect(),
            body: self.body(exchange.body),
            ..exchange
        }
    }

    fn body(&self, body: Body) -> Body {
        match body {
            Body::Json(value) => Body::Json(self.value(value)),
            Body::Text(text) => Body::Text(self.text(&text)),
        }
    }

    fn value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.string(&text)),
            Value::Array(items) => items.into_iter().map(|item| self.value(item)).collect(),
            Value::Object(members) => Value::Object(self.members(members)),
            other => other,
        }
    }

    /// A string, which may hold a document as messages sometimes do.
    fn string(&self, text: &str) -> String {
        let document = text.trim_start().starts_with(['{', '[']);
        match serde_json::from_str(text) {
            Ok(value) if document => self.value(value).to_string(),
            _ => self.text(text),
        }
    }

    fn members(&self, members: Map<String, Value>) -> Map<String, Value> {
        let scrubbed = members.into_iter().map(|(name, value)| {
            let value = match is_telling(&name) && !value.is_null() {
                true => Value::String(SCRUBBED.to_owned()),
                false => self.value(value),
            };
            (self.text(&name), value)
        });
        scrubbed.collect()
    }

    fn text(&self, text: &str) -> String {
        // The longest first: a token is part of its key id.
        let mut secrets: Vec<&String> = self.secrets.iter().collect();
        secrets.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        let mut text = text.to_owned();
        for secret in secrets {
            if text.contains(secret.as_str()) {
                text = text.replace(secret.as_str(), SCRUBBED);
            }
        }
        for (from, to) in &self.replacements {
            text = text.replace(from.as_str(), to);
        }
        text
    }
}

/// The value of a field `name="value"`.
fn quoted<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(&format!("{name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Whether a header of a request proves who sends it.
fn proves(name: &HeaderName, value: &HeaderValue) -> bool {
    value.is_sensitive() || is_telling(name.as_str())
}

fn is_telling(name: &str) -> bool {
    let name: String = name.chars().filter(|c| !matches!(c, '-' | '_')).collect();
    let name = name.to_ascii_lowercase();
    TELLING.iter().any(|word| name.contains(word))
}
