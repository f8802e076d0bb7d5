//! A conformance test for those who write a [`Signer`].
//!
//! [`check`] asks the signer to sign a set of requests, each with a trap that signers fall into,
//! and reads the answers as the service would. Run it in a test of your own, in the runtime that
//! your signer needs:
//!
//! ```
//! # use work_requests_signing::{KeyId, PrivateKey, RequestSigner};
//! # let pem = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/keys/test-only-2048.pem"));
//! # let key = PrivateKey::from_pem(pem, None)?;
//! # let public_key = key.public_key().clone();
//! # let signer = RequestSigner::new(KeyId::new("tenancy/user/fingerprint")?, key);
//! use futures_util::FutureExt as _;
//! use work_requests_signing::testing;
//!
//! // In a test of your own: `#[tokio::test] async fn … { testing::check(&signer).await.unwrap() }`
//! # async {
//! testing::check(&signer).await?;
//! testing::check_with_keys(&signer, |_: &KeyId| Some(public_key.clone())).await
//! # }.now_or_never().expect("a signer in memory waits for nothing")?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What is checked:
//!
//! * every verb that has a signature: the right names signed, each signed header in the answer, the
//!   digest and length of the body right, an explicit port kept, the target signed as it is;
//! * a `date` is the time of the request, and one that is already there is kept; headers that are
//!   not signed are left alone;
//! * a verb without a signature is refused, and so is a stated length or digest that is wrong;
//! * the same request has the same signature; many at once do not disturb each other; dropping a
//!   signature half made spoils nothing; the signer goes on after [`Signer::rejected`];
//! * the `authorization` value is marked sensitive, and no token shows in `Debug`.

mod conformance;
mod failure;
mod samples;

pub use failure::{Failure, Failures};

use crate::verify::KeySource;
use crate::{KeyId, PublicKey, Signer};

/// Checks everything but the RSA operation, which needs the public key.
///
/// # Errors
///
/// All that is wrong, a [`Failure`] for each request and rule.
pub async fn check(signer: &impl Signer) -> Result<(), Failures> {
    conformance::run(signer, None::<fn(&KeyId) -> Option<PublicKey>>).await
}

/// Checks everything, with `keys` to verify the signatures under.
///
/// # Errors
///
/// As for [`check`]; an unknown key id and a signature that does not verify are failures too.
pub async fn check_with_keys(signer: &impl Signer, keys: impl KeySource) -> Result<(), Failures> {
    conformance::run(signer, Some(keys)).await
}
