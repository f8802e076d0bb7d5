//! Checks a whole request.

use std::fmt;
use std::time::{Duration, SystemTime};

use http::header::AUTHORIZATION;

use super::{Authorization, VerifyError};
use crate::headers::{
    self, CONTENT_LENGTH, CONTENT_SHA256, DATE, DELEGATION_TOKEN, FEDERATION, HeaderFault, X_DATE,
    signed_names,
};
use crate::signing_string::render;
use crate::unsigned::content_sha256;
use crate::{KeyId, PublicKey, SigningRequest, authorization};

/// Where a [`Verifier`] finds the public key of a key id. Closures are sources.
pub trait KeySource {
    /// The key, or `None` when the id is unknown.
    fn public_key(&self, key_id: &KeyId) -> Option<PublicKey>;
}

impl<F: Fn(&KeyId) -> Option<PublicKey>> KeySource for F {
    fn public_key(&self, key_id: &KeyId) -> Option<PublicKey> {
        self(key_id)
    }
}

/// Checks that requests are signed by a known key, fresh, and unchanged.
#[derive(Clone)]
pub struct Verifier<K> {
    keys: K,
    max_skew: Duration,
    hosts: Option<Vec<String>>,
    federation: bool,
}

impl<K: KeySource> Verifier<K> {
    /// A verifier over `keys`, with five minutes of skew allowed and any host served.
    pub fn new(keys: K) -> Self {
        Self {
            keys,
            max_skew: Duration::from_secs(300),
            hosts: None,
            federation: false,
        }
    }

    /// How far `date` may be from the receiver's time, in either direction.
    ///
    /// Default: 5 minutes, as the service's documentation has it.
    #[must_use]
    pub fn max_skew(mut self, skew: Duration) -> Self {
        self.max_skew = skew;
        self
    }

    /// Serves only these hosts, each as a `host` header has it (with the port if it is explicit),
    /// in either case. Default: any.
    #[must_use]
    pub fn hosts(mut self, hosts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.hosts = Some(hosts.into_iter().map(Into::into).collect());
        self
    }

    /// Takes what the federation endpoint takes: a POST whose host is not signed.
    #[must_use]
    pub fn for_federation(mut self) -> Self {
        self.federation = true;
        self
    }

    /// Checks `request` as it was received, at the receiver's time `request.at`.
    ///
    /// A body is only covered by the signature of POST, PUT and PATCH, or when its digest is
    /// signed nevertheless.
    ///
    /// # Errors
    ///
    /// A [`VerifyError`] for the first thing that is wrong, from the shape of the header over
    /// date, host and key to the body and the signature itself.
    pub fn verify(&self, request: &SigningRequest<'_>) -> Result<Verified, VerifyError> {
        let claim = authorization_of(request)?;
        check_scheme(&claim)?;
        check_names(&claim.headers, self.required(request)?)?;
        let text = render(
            claim.headers.iter().map(String::as_str),
            request.method,
            request.uri,
            request.headers,
        )?;
        let date = self.check_date(&claim.headers, request)?;
        self.check_host(request)?;
        let key = self
            .keys
            .public_key(&claim.key_id)
            .ok_or_else(|| VerifyError::UnknownKey {
                key_id: claim.key_id.clone(),
            })?;
        check_body(&claim.headers, request)?;
        match key.verifies(text.as_bytes(), &claim.signature) {
            true => Ok(Verified {
                key_id: claim.key_id,
                date,
            }),
            false => Err(VerifyError::SignatureMismatch),
        }
    }

    /// What [`verify`](Self::verify) checks after the key was found, without the key.
    #[cfg(feature = "testing")]
    pub(crate) fn verify_body(&self, request: &SigningRequest<'_>) -> Result<(), VerifyError> {
        check_body(&authorization_of(request)?.headers, request)
    }

    /// The names that must be signed.
    fn required(
        &self,
        request: &SigningRequest<'_>,
    ) -> Result<&'static [&'static str], VerifyError> {
        let delegated = request.headers.contains_key(DELEGATION_TOKEN);
        let names = match self.federation {
            true => (request.method == http::Method::POST).then_some(FEDERATION),
            false => signed_names(request.method, delegated),
        };
        names.ok_or_else(|| VerifyError::UnsupportedMethod {
            method: request.method.clone(),
        })
    }

    fn check_date(
        &self,
        names: &[String],
        request: &SigningRequest<'_>,
    ) -> Result<SystemTime, VerifyError> {
        let name = if is_among(DATE, names) { DATE } else { X_DATE };
        let text = headers::text(request.headers, name)?;
        let date = httpdate::parse_http_date(text).map_err(|_| VerifyError::UnreadableDate)?;
        let skew = request
            .at
            .duration_since(date)
            .unwrap_or_else(|earlier| earlier.duration());
        match skew > self.max_skew {
            true => Err(VerifyError::Skew {
                skew,
                allowed: self.max_skew,
            }),
            false => Ok(date),
        }
    }

    fn check_host(&self, request: &SigningRequest<'_>) -> Result<(), VerifyError> {
        let Some(hosts) = &self.hosts else {
            return Ok(());
        };
        let host = headers::host(request.uri, request.headers)?;
        match hosts.iter().any(|served| served.eq_ignore_ascii_case(host)) {
            true => Ok(()),
            false => Err(VerifyError::WrongHost {
                host: host.to_owned(),
            }),
        }
    }
}

/// Shows the settings; what is behind the keys is the caller's.
impl<K> fmt::Debug for Verifier<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("max_skew", &self.max_skew)
            .field("hosts", &self.hosts)
            .finish_non_exhaustive()
    }
}

/// What a good signature proves.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// In whose name the request was signed.
    pub key_id: KeyId,
    /// When, by the signer's clock.
    pub date: SystemTime,
}

fn authorization_of(request: &SigningRequest<'_>) -> Result<Authorization, VerifyError> {
    let value = headers::single(request.headers, AUTHORIZATION.as_str())
        .map_err(|_| VerifyError::RepeatedAuthorization)?
        .ok_or(VerifyError::MissingAuthorization)?;
    Ok(Authorization::parse(value)?)
}

fn check_scheme(claim: &Authorization) -> Result<(), VerifyError> {
    if claim.version != authorization::VERSION {
        return Err(VerifyError::UnsupportedVersion {
            version: claim.version.clone(),
        });
    }
    if claim.algorithm != authorization::ALGORITHM {
        return Err(VerifyError::UnsupportedAlgorithm {
            algorithm: claim.algorithm.clone(),
        });
    }
    Ok(())
}

/// The list must hold what the verb asks for, `x-date` doing for `date`; it may hold more, in any
/// order, each once.
fn check_names(names: &[String], required: &[&'static str]) -> Result<(), VerifyError> {
    for (index, name) in names.iter().enumerate() {
        if names[..index].contains(name) {
            return Err(VerifyError::RepeatedName { name: name.clone() });
        }
    }
    let signed = |name: &str| is_among(name, names) || (name == DATE && is_among(X_DATE, names));
    match required.iter().find(|name| !signed(name)) {
        Some(name) => Err(VerifyError::NotSigned { name }),
        None => Ok(()),
    }
}

fn is_among(name: &str, names: &[String]) -> bool {
    names.iter().any(|signed| signed == name)
}

/// Body headers are compared whenever they are signed, whatever the verb.
fn check_body(names: &[String], request: &SigningRequest<'_>) -> Result<(), VerifyError> {
    let value = |name: &str| -> Result<Option<&str>, HeaderFault> {
        match is_among(name, names) {
            true => headers::text(request.headers, name).map(Some),
            false => Ok(None),
        }
    };
    let actual = request.body.len();
    if let Some(stated) = value(CONTENT_LENGTH)?
        && stated.parse() != Ok(actual)
    {
        return Err(VerifyError::ContentLengthMismatch {
            stated: stated.to_owned(),
            actual,
        });
    }
    match value(CONTENT_SHA256)? {
        Some(stated) if stated != content_sha256(request.body) => Err(VerifyError::DigestMismatch),
        _ => Ok(()),
    }
}
