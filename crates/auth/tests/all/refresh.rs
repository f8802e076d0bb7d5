//! Refreshing: early, once for all, and never a token with another token's key.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, Method, Uri};
use tokio::time::Instant;
use work_requests_auth::{AuthError, Credential, CredentialSource, RefreshingSigner};
use work_requests_signing::verify::{Authorization, Verifier};
use work_requests_signing::{CredentialId, KeyId, PrivateKey, Signer as _, SigningRequest};

const PEMS: [&str; 2] = [
    include_str!("../../../signing/tests/keys/test-only-2048.pem"),
    include_str!("../../../signing/tests/keys/other-2048.pem"),
];

/// The key of a token: the two take turns.
fn key(number: u64) -> PrivateKey {
    static KEYS: std::sync::LazyLock<[PrivateKey; 2]> = std::sync::LazyLock::new(|| {
        PEMS.map(|pem| PrivateKey::from_pem(pem.as_bytes(), None).unwrap())
    });
    KEYS[(number % 2) as usize].clone()
}

/// A source whose tokens live so long; it can be slow, and can fail.
#[derive(Debug, Clone)]
struct Source {
    life: Duration,
    delay: Duration,
    /// Every so-manieth fetch fails; 0 for none.
    fails_every: u64,
    down: Arc<AtomicBool>,
    /// The next fetch panics.
    breaks: Arc<AtomicBool>,
    /// The same credential as before, whose life began then, is given again.
    stale: Arc<Mutex<Option<SystemTime>>>,
    changed: Arc<AtomicBool>,
    fetched: Arc<AtomicU64>,
    failed: Arc<AtomicU64>,
    /// When the last credential ends.
    ends: Arc<Mutex<Option<SystemTime>>>,
    /// When the credential ends that there was at the last failure.
    ends_at_failure: Arc<Mutex<Option<SystemTime>>>,
}

impl Source {
    fn new(life: Duration) -> Self {
        Self {
            life,
            delay: Duration::from_millis(20),
            fails_every: 0,
            down: Arc::default(),
            breaks: Arc::default(),
            stale: Arc::default(),
            changed: Arc::default(),
            fetched: Arc::default(),
            failed: Arc::default(),
            ends: Arc::default(),
            ends_at_failure: Arc::default(),
        }
    }

    fn fetched(&self) -> u64 {
        self.fetched.load(Ordering::SeqCst)
    }
}

impl CredentialSource for Source {
    async fn fetch(&self, now: SystemTime) -> Result<Credential, AuthError> {
        tokio::time::sleep(self.delay).await;
        let number = self.fetched.fetch_add(1, Ordering::SeqCst) + 1;
        let fails = self.fails_every > 0 && number.is_multiple_of(self.fails_every);
        if fails || self.down.load(Ordering::SeqCst) {
            self.failed.fetch_add(1, Ordering::SeqCst);
            *self.ends_at_failure.lock().unwrap() = *self.ends.lock().unwrap();
            return Err(AuthError::source("the source is down"));
        }
        self.changed.store(false, Ordering::SeqCst);
        if self.breaks.swap(false, Ordering::SeqCst) {
            panic!("a source that breaks");
        }
        if let Some(begins) = *self.stale.lock().unwrap() {
            let id = KeyId::new("ST$token1").unwrap();
            let ends = begins + self.life;
            return Ok(Credential::new(id, key(1), begins, Some(ends)));
        }
        let ends = now + self.life;
        *self.ends.lock().unwrap() = Some(ends);
        let id = KeyId::new(format!("ST$token{number}")).unwrap();
        Ok(Credential::new(id, key(number), now, Some(ends)))
    }

    fn has_changed(&self) -> bool {
        self.changed.load(Ordering::SeqCst)
    }
}

/// The number of the token that signed, whose signature verifies under its own key.
async fn sign(signer: &RefreshingSigner<Source>, at: SystemTime) -> Result<u64, String> {
    let uri = Uri::from_static("https://h/x");
    let none = HeaderMap::new();
    let request = SigningRequest::new(&Method::GET, &uri, &none, b"", at);
    let signed = signer.sign(request).await.map_err(|error| {
        std::error::Error::source(&error)
            .map(ToString::to_string)
            .unwrap_or_default()
    })?;
    let claim = Authorization::parse(&signed.headers["authorization"]).unwrap();
    let number: u64 = claim
        .key_id
        .as_str()
        .trim_start_matches("ST$token")
        .parse()
        .unwrap();
    let verifier = Verifier::new(|_: &KeyId| Some(key(number).public_key().clone()));
    let received = SigningRequest::new(&Method::GET, &uri, &signed.headers, b"", at);
    verifier
        .verify(&received)
        .expect("a signature verifies under its own token's key");
    Ok(number)
}

/// Time that stands, moved by the tests.
fn start() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}

/// Lets tasks in the background come to their end.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(100)).await;
}

#[tokio::test(start_paused = true)]
async fn a_credential_is_fetched_once_and_used_until_it_ages() {
    let source = Source::new(minutes(60));
    let signer = RefreshingSigner::new(source.clone());
    for later in [0, 10, 41] {
        assert_eq!(sign(&signer, start() + minutes(later)).await.unwrap(), 1);
    }
    settle().await;
    assert_eq!(source.fetched(), 1);
    // It ages between 42 and 54 minutes, and still signs while the next one is fetched.
    assert_eq!(sign(&signer, start() + minutes(55)).await.unwrap(), 1);
    settle().await;
    assert_eq!(sign(&signer, start() + minutes(55)).await.unwrap(), 2);
    assert_eq!(source.fetched(), 2);
}

#[tokio::test(start_paused = true)]
async fn many_at_once_share_one_refresh() {
    let source = Source::new(minutes(60));
    let signer = RefreshingSigner::new(source.clone());
    let calls = (0..50).map(|_| sign(&signer, start()));
    let numbers = futures_util::future::join_all(calls).await;
    assert!(numbers.into_iter().all(|number| number == Ok(1)));
    assert_eq!(source.fetched(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_told_to_each_who_waits_and_the_next_call_tries_anew() {
    let source = Source::new(minutes(60));
    source.down.store(true, Ordering::SeqCst);
    let signer = RefreshingSigner::new(source.clone());
    let calls = (0..10).map(|_| sign(&signer, start()));
    for result in futures_util::future::join_all(calls).await {
        assert_eq!(result, Err("no credential: the source is down".to_owned()));
    }
    assert_eq!(source.fetched(), 1);
    source.down.store(false, Ordering::SeqCst);
    assert_eq!(sign(&signer, start()).await, Ok(2));
}

#[tokio::test(start_paused = true)]
async fn a_failed_refresh_leaves_a_valid_credential_working() {
    let source = Source::new(minutes(60));
    let signer = RefreshingSigner::new(source.clone());
    sign(&signer, start()).await.unwrap();
    source.down.store(true, Ordering::SeqCst);
    let begun = Instant::now();
    let aging = start() + minutes(56);
    while begun.elapsed() < Duration::from_secs(120) {
        assert_eq!(sign(&signer, aging).await, Ok(1));
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    // After 1, 2, 4, 8, 16, 32 and 60 seconds.
    assert!((6..=9).contains(&source.fetched()), "{}", source.fetched());
    // Once it is over there is nothing to sign with.
    sign(&signer, start() + minutes(60)).await.unwrap_err();
    source.down.store(false, Ordering::SeqCst);
    sign(&signer, start() + minutes(60)).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_burst_of_refusals_makes_one_refresh() {
    let source = Source::new(minutes(60));
    let signer = RefreshingSigner::new(source.clone());
    let first = signer.credential(start()).await.unwrap().id();
    let refusals = (0..20).map(|_| signer.rejected(first));
    let helped = futures_util::future::join_all(refusals).await;
    assert!(helped.into_iter().all(|helped| helped));
    // Those who come late find another credential in place.
    assert!(signer.rejected(first).await);
    assert!(signer.rejected(CredentialId::new(7)).await);
    assert_eq!(source.fetched(), 2);
    assert_eq!(sign(&signer, start()).await, Ok(2));
    // A refresh that fails does not help, and what is there still signs.
    source.down.store(true, Ordering::SeqCst);
    let second = signer.credential(start()).await.unwrap().id();
    assert!(!signer.rejected(second).await);
    assert_eq!(sign(&signer, start()).await, Ok(2));
}

#[tokio::test(start_paused = true)]
async fn a_source_that_has_changed_is_read_again_within_a_second() {
    let source = Source::new(minutes(60));
    let signer = RefreshingSigner::new(source.clone());
    assert_eq!(sign(&signer, start()).await, Ok(1));
    source.changed.store(true, Ordering::SeqCst);
    tokio::time::sleep(Duration::from_secs(1)).await;
    sign(&signer, start()).await.unwrap();
    settle().await;
    assert_eq!(sign(&signer, start()).await, Ok(2));
}

#[tokio::test(start_paused = true)]
async fn a_caller_who_gives_up_holds_nobody_up() {
    let source = Source::new(minutes(60));
    let signer = RefreshingSigner::new(source.clone());
    let early = sign(&signer, start());
    assert!(
        tokio::time::timeout(Duration::from_millis(5), early)
            .await
            .is_err()
    );
    assert_eq!(sign(&signer, start()).await, Ok(1));
    assert_eq!(source.fetched(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_refresh_goes_on_when_the_caller_that_began_it_gives_up() {
    let source = Source::new(minutes(60));
    let signer = RefreshingSigner::new(source.clone());
    let early = tokio::time::timeout(Duration::from_millis(5), sign(&signer, start()));
    assert!(early.await.is_err());
    settle().await;
    assert_eq!(source.fetched(), 1, "nobody waits for it");
    // Who comes half an hour later does not go on with a request of then.
    assert_eq!(sign(&signer, start() + minutes(30)).await, Ok(1));
    assert_eq!(source.fetched(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_source_that_panics_is_an_error_and_asked_again() {
    let source = Source::new(minutes(60));
    source.breaks.store(true, Ordering::SeqCst);
    let signer = RefreshingSigner::new(source.clone());
    let calls = (0..3).map(|_| sign(&signer, start()));
    for result in futures_util::future::join_all(calls).await {
        assert!(result.unwrap_err().contains("panicked"));
    }
    assert_eq!(sign(&signer, start()).await, Ok(2));
}

#[tokio::test(start_paused = true)]
async fn a_source_that_has_nothing_newer_is_not_asked_at_every_signature() {
    let source = Source::new(minutes(60));
    let signer = RefreshingSigner::new(source.clone());
    sign(&signer, start()).await.unwrap();
    *source.stale.lock().unwrap() = Some(start());
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(120) {
        assert_eq!(sign(&signer, start() + minutes(56)).await, Ok(1));
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    // After 1, 2, 4, 8, 16, 32 and 60 seconds.
    assert!((6..=9).contains(&source.fetched()), "{}", source.fetched());
    // Once there is a newer one, it is taken.
    *source.stale.lock().unwrap() = None;
    tokio::time::sleep(Duration::from_secs(60)).await;
    sign(&signer, start() + minutes(57)).await.unwrap();
    settle().await;
    let newest = source.fetched();
    assert_eq!(sign(&signer, start() + minutes(57)).await, Ok(newest));
}

#[tokio::test(start_paused = true)]
async fn a_credential_that_comes_without_time_left_is_told() {
    let source = Source::new(minutes(60));
    *source.stale.lock().unwrap() = Some(start());
    let signer = RefreshingSigner::new(source);
    let error = sign(&signer, start() + minutes(60)).await.unwrap_err();
    assert!(error.contains("no time left"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn dropping_the_signer_ends_a_refresh_in_the_background() {
    let source = Source::new(minutes(60));
    let signer = RefreshingSigner::new(source.clone());
    sign(&signer, start()).await.unwrap();
    sign(&signer, start() + minutes(56)).await.unwrap();
    drop(signer);
    settle().await;
    assert_eq!(source.fetched(), 1);
    assert_eq!(
        Arc::strong_count(&source.fetched),
        1,
        "nothing is left of it"
    );
}

#[tokio::test]
async fn debug_shows_no_token() {
    let signer = RefreshingSigner::new(Source::new(minutes(60)));
    sign(&signer, start()).await.unwrap();
    let shown = format!("{signer:?} {:?}", signer.credential(start()).await.unwrap());
    assert!(!shown.contains("token1"), "{shown}");
}

/// 64 tasks sign while tokens rotate about every 200 ms and every third refresh fails.
#[tokio::test(flavor = "multi_thread")]
#[allow(clippy::disallowed_methods, clippy::print_stdout)]
async fn under_stress_every_signature_verifies_under_its_own_token() {
    let source = Source {
        fails_every: 3,
        ..Source::new(Duration::from_millis(260))
    };
    let signer = RefreshingSigner::new(source.clone());
    let begun = std::time::Instant::now();
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let (signer, source) = (signer.clone(), source.clone());
            tokio::spawn(async move {
                let (mut signed, mut failed) = (0_u64, 0_u64);
                while begun.elapsed() < Duration::from_secs(3) {
                    let at = SystemTime::now();
                    match sign(&signer, at).await {
                        Ok(_) => signed += 1,
                        Err(error) => {
                            failed += 1;
                            let ends = *source.ends_at_failure.lock().unwrap();
                            let valid =
                                ends.is_some_and(|ends| at + Duration::from_millis(40) < ends);
                            assert!(!valid, "an error while a token was valid: {error}");
                        }
                    }
                    tokio::task::yield_now().await;
                }
                (signed, failed)
            })
        })
        .collect();
    let (mut signed, mut errors) = (0, 0);
    for task in tasks {
        let (good, bad) = task.await.unwrap();
        signed += good;
        errors += bad;
    }
    let (fetched, failed) = (source.fetched(), source.failed.load(Ordering::SeqCst));
    // A token is replaced at seven tenths of its life at the earliest.
    let rotations = begun.elapsed().as_millis() as u64 / 182 + 1;
    println!(
        "{signed} signatures, {fetched} refreshes, {failed} failed, {errors} calls without a token"
    );
    assert!(signed > 1000, "{signed}");
    assert!(
        fetched <= rotations + failed,
        "{fetched} > {rotations} + {failed}"
    );
}
