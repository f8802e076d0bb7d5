//! Signs and verifies requests to Oracle Cloud: signature version 1, RSA over SHA-256.
//!
//! Every call to an Oracle Cloud service carries an `authorization` header that proves who sends
//! it. [`RequestSigner`] makes that header from an API key; [`Signer`] is the trait to implement
//! when the key lives elsewhere (a vault, a hardware module, a token service), with
//! [`UnsignedRequest`] doing all but the RSA operation. [`verify`] is the other side: it checks
//! what a signer made, for test servers and tools.
//!
//! By default a missing `date` is written from the time the caller hands in, `host` comes from the
//! URI, and requests with a body verb (POST, PUT, PATCH) also get `content-length`, `content-type`
//! and `x-content-sha256`; headers that are already there are signed verbatim, and refused when
//! they contradict the request. Nothing here reads a clock, a file or a socket.
//!
//! ```
//! use std::time::{Duration, SystemTime};
//! use http::{HeaderMap, Method, Uri};
//! use work_requests_signing::{KeyId, PrivateKey, RequestSigner, SigningRequest};
//! # let pem = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys/test-only-2048.pem"));
//!
//! let key = PrivateKey::from_pem(pem, None)?;
//! let key_id = KeyId::api_key("ocid1.tenancy.oc1..t", "ocid1.user.oc1..u", key.fingerprint())?;
//! let signer = RequestSigner::new(key_id, key);
//!
//! let uri = Uri::from_static("https://iaas.us-ashburn-1.oraclecloud.com/20160918/workRequests/x");
//! let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600);
//! let headers = HeaderMap::new();
//! let signed = signer.sign_now(&SigningRequest::new(&Method::GET, &uri, &headers, b"", at))?;
//!
//! assert_eq!(signed.headers["date"], "Thu, 01 Jan 2026 00:00:00 GMT");
//! assert_eq!(signed.headers["host"], "iaas.us-ashburn-1.oraclecloud.com");
//! let authorization = signed.headers["authorization"].to_str()?;
//! assert!(authorization.starts_with(r#"Signature algorithm="rsa-sha256",headers="date (request-target) host""#));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![cfg_attr(docsrs, feature(doc_cfg))]

mod authorization;
mod error;
mod headers;
mod key;
mod key_id;
#[cfg(feature = "layer")]
mod layer;
mod pool;
mod provider;
mod recent;
mod request_signer;
mod shared;
mod signer;
mod signing_string;
#[cfg(feature = "testing")]
pub mod testing;
mod unsigned;
pub mod verify;

pub use error::SignError;
pub use key::{
    Fingerprint, FingerprintMismatch, KeyError, MalformedFingerprint, PrivateKey, PublicKey,
};
pub use key_id::{KeyId, KeyIdError};
#[cfg(feature = "layer")]
pub use layer::{SignLayer, SignService};
pub use pool::{Help, SigningPool};
pub use request_signer::RequestSigner;
pub use shared::SharedSigner;
pub use signer::{CredentialId, Signed, Signer, SigningRequest};
pub use signing_string::signing_string;
pub use unsigned::UnsignedRequest;

/// Holds a passphrase and wipes it when dropped; re-exported so that callers name the same type.
pub use secrecy::SecretString;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeExamples;
