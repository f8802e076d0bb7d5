//! Several ways to sign in, tried in order.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use work_requests_auth::{AuthError, Chain, Credential, CredentialSource, Skipped};
use work_requests_signing::{KeyId, PrivateKey};

const KEY: &str = include_str!("../../../signing/tests/keys/pkcs8-2048.pem");

/// Fails so often, then gives credentials.
#[derive(Debug, Clone)]
struct Flaky {
    name: &'static str,
    failures: usize,
    asked: Arc<AtomicUsize>,
}

fn flaky(name: &'static str, failures: usize) -> Flaky {
    Flaky {
        name,
        failures,
        asked: Arc::default(),
    }
}

impl CredentialSource for Flaky {
    async fn fetch(&self, now: SystemTime) -> Result<Credential, AuthError> {
        if self.asked.fetch_add(1, Ordering::SeqCst) < self.failures {
            return Err(AuthError::source(format!("{} is away", self.name)));
        }
        let key = PrivateKey::from_pem(KEY.as_bytes(), None)?;
        Ok(Credential::new(KeyId::new(self.name)?, key, now, None))
    }
}

async fn name(chain: &Chain) -> Result<String, AuthError> {
    let credential = chain.fetch(SystemTime::UNIX_EPOCH).await?;
    Ok(credential.signer().key_id().as_str().to_owned())
}

#[tokio::test]
async fn the_first_that_gives_a_credential_is_kept() {
    let (first, second) = (flaky("first", 1), flaky("second", 0));
    let chain = Chain::new()
        .link("one", first.clone())
        .link("two", second.clone());
    assert_eq!(chain.chosen(), None);
    for _ in 0..3 {
        assert_eq!(name(&chain).await.unwrap(), "second");
    }
    assert_eq!(chain.chosen(), Some("two"));
    assert_eq!(first.asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn one_that_was_chosen_is_not_left_because_it_fails() {
    #[derive(Debug)]
    struct Once(AtomicUsize, Flaky);
    impl CredentialSource for Once {
        async fn fetch(&self, now: SystemTime) -> Result<Credential, AuthError> {
            match self.0.fetch_add(1, Ordering::SeqCst) {
                1 => Err(AuthError::source("away")),
                _ => self.1.fetch(now).await,
            }
        }
    }
    let chain = Chain::new()
        .link("one", Once(AtomicUsize::new(0), flaky("first", 0)))
        .link("two", flaky("second", 0));
    assert_eq!(name(&chain).await.unwrap(), "first");
    assert_eq!(
        name(&chain).await.unwrap_err().to_string(),
        "no credential: away"
    );
    assert_eq!(name(&chain).await.unwrap(), "first");
}

#[tokio::test]
async fn when_all_fail_it_says_why_each_was_skipped() {
    let chain = Chain::new()
        .skipped(Skipped::new("the environment", "OCI_CLI_USER is not set"))
        .link("one", flaky("first", 9))
        .link("two", flaky("second", 9));
    let error = name(&chain).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no way to sign in: the environment: OCI_CLI_USER is not set; \
         one: no credential: first is away; two: no credential: second is away"
    );
}
