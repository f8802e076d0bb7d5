//! Reads the `authorization` header.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use http::HeaderValue;

use crate::authorization::SCHEME;
use crate::{KeyId, KeyIdError};

/// The fields of an `authorization` header of the `Signature` scheme.
///
/// `Debug` hides the signature, and the key id when it is a token.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Authorization {
    /// `version`, `1` for the only signature there is.
    pub version: String,
    /// `keyId`: in whose name the request is signed.
    pub key_id: KeyId,
    /// `algorithm`, `rsa-sha256` for the only signature there is.
    pub algorithm: String,
    /// `headers`: the signed names in their order, lower-case, `(request-target)` among them.
    pub headers: Vec<String>,
    /// `signature`, decoded.
    pub signature: Vec<u8>,
}

impl Authorization {
    /// Reads the fields in any order. Unknown fields are passed over; space around commas is fine.
    ///
    /// # Errors
    ///
    /// [`AuthorizationError`] when the scheme is another, a field is missing, repeated or not
    /// quoted, or its value cannot be one.
    pub fn parse(value: &HeaderValue) -> Result<Self, AuthorizationError> {
        let text = value.to_str().map_err(|_| AuthorizationError::Unreadable)?;
        let fields = Fields::parse(parameters(text)?)?;
        Ok(Self {
            version: fields.take("version")?.to_owned(),
            key_id: KeyId::new(fields.take("keyId")?)?,
            algorithm: fields.take("algorithm")?.to_owned(),
            headers: header_names(fields.take("headers")?),
            signature: BASE64
                .decode(fields.take("signature")?)
                .map_err(|_| AuthorizationError::Signature)?,
        })
    }
}

/// What follows the scheme, whose name is case-insensitive as all of HTTP's schemes.
fn parameters(text: &str) -> Result<&str, AuthorizationError> {
    let (scheme, parameters) = text.trim().split_once(' ').unwrap_or((text, ""));
    match scheme.eq_ignore_ascii_case(SCHEME) {
        true => Ok(parameters),
        false => Err(AuthorizationError::Scheme),
    }
}

fn header_names(text: &str) -> Vec<String> {
    text.split_ascii_whitespace()
        .map(str::to_ascii_lowercase)
        .collect()
}

/// The `name="value"` pairs as they came.
struct Fields<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Fields<'a> {
    fn parse(mut rest: &'a str) -> Result<Self, AuthorizationError> {
        let mut fields = Vec::with_capacity(5);
        loop {
            let (field, after) = field(rest).ok_or(AuthorizationError::Syntax)?;
            fields.push(field);
            rest = match after.trim_start() {
                "" => return Ok(Self(fields)),
                more => more.strip_prefix(',').ok_or(AuthorizationError::Syntax)?,
            };
        }
    }

    fn take(&self, name: &'static str) -> Result<&'a str, AuthorizationError> {
        let mut values = self.0.iter().filter(|(field, _)| *field == name);
        match (values.next(), values.next()) {
            (None, _) => Err(AuthorizationError::Missing { field: name }),
            (_, Some(_)) => Err(AuthorizationError::Repeated { field: name }),
            (Some((_, value)), None) => Ok(value),
        }
    }
}

/// One `name="value"`, and what follows it. A value ends at the next quote: there is no escaping.
fn field(text: &str) -> Option<((&str, &str), &str)> {
    let (name, rest) = text.trim_start().split_once('=')?;
    let (value, after) = rest.strip_prefix('"')?.split_once('"')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_name.then_some(((name, value), after))
}

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authorization")
            .field("version", &self.version)
            .field("key_id", &self.key_id)
            .field("algorithm", &self.algorithm)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

/// Why an `authorization` header could not be read. Never holds any of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AuthorizationError {
    /// The value is not ASCII.
    #[error("the authorization header is not plain ascii")]
    Unreadable,
    /// Another scheme than `Signature`.
    #[error("the authorization header is not of the `Signature` scheme")]
    Scheme,
    /// Not a list of `name="value"`.
    #[error("the authorization header is not a list of name=\"value\" fields joined by commas")]
    Syntax,
    /// A field is missing.
    #[error("the authorization header has no `{field}` field")]
    Missing {
        /// The field's name.
        field: &'static str,
    },
    /// A field appears more than once.
    #[error("the authorization header has more than one `{field}` field")]
    Repeated {
        /// The field's name.
        field: &'static str,
    },
    /// `keyId` cannot be one.
    #[error("the `keyId` field of the authorization header cannot be a key id")]
    KeyId(#[from] KeyIdError),
    /// `signature` is not base64.
    #[error("the `signature` field of the authorization header is not base64")]
    Signature,
}
