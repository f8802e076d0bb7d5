//! Checks requests that a signer signed: the receiving side, for test servers and tools.
//!
//! [`Verifier`] checks a whole request; [`Authorization`] only reads the header. The rules are the
//! service's: version `1`, algorithm `rsa-sha256`, all headers that the verb asks for signed and
//! present once, a date (`date`, or `x-date` in its place) within five minutes of the receiver's
//! time, and a body that is what its headers say.
//!
//! ```
//! use std::time::{Duration, SystemTime};
//! use http::{HeaderMap, Method, Uri};
//! use work_requests_signing::verify::{Verifier, VerifyError};
//! use work_requests_signing::{KeyId, PrivateKey, RequestSigner, SigningRequest};
//! # let pem = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys/test-only-2048.pem"));
//!
//! let key = PrivateKey::from_pem(pem, None)?;
//! let key_id = KeyId::new("tenancy/user/fingerprint")?;
//! let signer = RequestSigner::new(key_id.clone(), key.clone());
//! let verifier = Verifier::new(|asked: &KeyId| (*asked == key_id).then(|| key.public_key().clone()));
//!
//! let uri = Uri::from_static("http://localhost:8080/20160918/workRequests/x");
//! let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600);
//! let headers = HeaderMap::new();
//! let signed = signer.sign_now(&SigningRequest::new(&Method::GET, &uri, &headers, b"", at))?;
//!
//! let received = SigningRequest::new(&Method::GET, &uri, &signed.headers, b"", at);
//! assert_eq!(verifier.verify(&received)?.key_id, key_id);
//!
//! let late = SigningRequest::new(&Method::GET, &uri, &signed.headers, b"", at + Duration::from_secs(301));
//! assert!(matches!(verifier.verify(&late), Err(VerifyError::Skew { .. })));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod authorization;
mod error;
mod verifier;

pub use crate::PublicKey;
pub use authorization::{Authorization, AuthorizationError};
pub use error::VerifyError;
pub use verifier::{KeySource, Verified, Verifier};
