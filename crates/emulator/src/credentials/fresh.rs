//! A key that nobody else has.

use std::error::Error;

use getrandom::SysRng;
use rsa::PrivateKey;
use rsa::pkcs8::{EncodePrivateKey as _, LineEnding};

use super::Credentials;

/// As large as the service asks for at least.
const BITS: usize = 2048;

impl Credentials {
    /// The demo user with a new key. Blocks for up to some seconds.
    pub(crate) fn fresh() -> Result<Self, Box<dyn Error + Send + Sync>> {
        let key = PrivateKey::new(&mut SysRng, BITS)?;
        let pem = key.to_pkcs8_pem(LineEnding::LF)?;
        Self::of_demo_user(&pem)
    }
}
