//! Whatever the request: our verifier accepts our signature, and refuses it after any change.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use common::key;
use http::header::{AUTHORIZATION, CONTENT_TYPE, DATE, HOST};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use work_requests_signing::verify::{Authorization, Verifier, VerifyError};
use work_requests_signing::{KeyId, PrivateKey, PublicKey, RequestSigner, SigningRequest};

static KEY: LazyLock<PrivateKey> = LazyLock::new(|| key("test-only-2048.pem"));
static OTHER_KEY: LazyLock<PrivateKey> = LazyLock::new(|| key("other-2048.pem"));

/// A request that owns its parts.
#[derive(Debug, Clone)]
struct Message {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Vec<u8>,
    at: SystemTime,
}

impl Message {
    fn borrow(&self) -> SigningRequest<'_> {
        SigningRequest::new(&self.method, &self.uri, &self.headers, &self.body, self.at)
    }

    fn signed(&self) -> Self {
        let signer = RequestSigner::new(key_id(), KEY.clone());
        let signed = signer.sign_now(&self.borrow()).expect("signable");
        let mut message = self.clone();
        signed.apply(&mut message.headers);
        message
    }

    /// What a server sees: the target without scheme and host.
    fn received(mut self) -> Self {
        let target = self
            .uri
            .path_and_query()
            .map_or("/", |target| target.as_str());
        self.uri = match target.starts_with('/') {
            true => target.parse().unwrap(),
            false => format!("/{target}").parse().unwrap(),
        };
        self
    }

    fn signs_body(&self) -> bool {
        ["POST", "PUT", "PATCH"].contains(&self.method.as_str())
    }

    fn verdict(&self) -> Result<(), VerifyError> {
        verdict_of(self, KEY.public_key())
    }
}

fn verdict_of(message: &Message, key: &PublicKey) -> Result<(), VerifyError> {
    let verifier = Verifier::new(|asked: &KeyId| (*asked == key_id()).then(|| key.clone()));
    verifier.verify(&message.borrow()).map(drop)
}

fn key_id() -> KeyId {
    KeyId::new("tenancy/user/fingerprint").unwrap()
}

fn method() -> impl Strategy<Value = Method> {
    select(vec!["GET", "HEAD", "DELETE", "POST", "PUT", "PATCH"])
        .prop_map(|method| method.parse().unwrap())
}

fn authority() -> impl Strategy<Value = String> {
    let host = prop_oneof![
        "[a-z][a-z0-9-]{0,12}(\\.[a-z][a-z0-9]{0,8}){0,3}",
        any::<std::net::Ipv4Addr>().prop_map(|ip| ip.to_string()),
        any::<std::net::Ipv6Addr>().prop_map(|ip| format!("[{ip}]")),
    ];
    (host, option::of(select(vec![1_u16, 80, 443, 8080, 65535])))
        .prop_map(|(host, port)| port.map_or(host.clone(), |port| format!("{host}:{port}")))
}

fn target() -> impl Strategy<Value = String> {
    let path = "(/[A-Za-z0-9._~!$&'()*+,;=:@%é-]{0,12}){0,5}";
    let query = option::of("[A-Za-z0-9._~!$&'()*+,;=:@/?%-]{0,30}");
    (path, query).prop_map(|(path, query)| match query {
        Some(query) => format!("{path}?{query}"),
        None => path,
    })
}

fn other_headers() -> impl Strategy<Value = Vec<(HeaderName, HeaderValue)>> {
    let name = prop_oneof![
        "x-[a-z]{1,6}",
        Just("accept".to_owned()),
        Just("opc-obo-token".to_owned())
    ];
    let header = (name, "[!-~]([ -~]{0,20}[!-~])?")
        .prop_map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
    vec(header, 0..4)
}

fn date_text(at: SystemTime) -> HeaderValue {
    httpdate::fmt_http_date(at).parse().unwrap()
}

fn shifted(at: SystemTime, seconds: i64) -> SystemTime {
    match seconds {
        0.. => at + Duration::from_secs(seconds.unsigned_abs()),
        _ => at - Duration::from_secs(seconds.unsigned_abs()),
    }
}

prop_compose! {
    fn message()(
        method in method(),
        scheme in select(vec!["http", "https"]),
        authority in authority(),
        target in target(),
        others in other_headers(),
        own_host in option::weighted(0.2, authority()),
        own_date in option::weighted(0.3, -299..=299_i64),
        own_type in option::of("[a-z]{1,8}/[a-z]{1,8}"),
        body in vec(any::<u8>(), 0..200),
        seconds in 86_400..250_000_000_000_u64,
    ) -> Message {
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let mut headers: HeaderMap = HeaderMap::new();
        for (name, value) in others {
            headers.insert(name, value);
        }
        if let Some(host) = own_host {
            headers.insert(HOST, host.parse().unwrap());
        }
        if let Some(delta) = own_date {
            headers.insert(DATE, date_text(shifted(at, delta)));
        }
        if let Some(own_type) = own_type {
            headers.insert(CONTENT_TYPE, own_type.parse().unwrap());
        }
        let uri = format!("{scheme}://{authority}{target}").parse().unwrap();
        Message { method, uri, headers, body, at }
    }
}

/// One change to a signed request.
#[derive(Debug, Clone)]
enum Change {
    Date(i64),
    Method(Method),
    Target(String),
    Host(String),
    BodyByte(Index, u8),
    BodyTail(Vec<u8>),
    BodyEnd(Index),
    ContentType(String),
    Drop(Index),
    Signature(Index, u8),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (-290..=290_i64).prop_map(Change::Date),
        method().prop_map(Change::Method),
        target().prop_map(Change::Target),
        authority().prop_map(Change::Host),
        (any::<Index>(), 1..=255_u8).prop_map(|(at, with)| Change::BodyByte(at, with)),
        vec(any::<u8>(), 1..5).prop_map(Change::BodyTail),
        any::<Index>().prop_map(Change::BodyEnd),
        "[a-z]{1,8}/[a-z]{1,8}".prop_map(Change::ContentType),
        any::<Index>().prop_map(Change::Drop),
        (any::<Index>(), 1..=255_u8).prop_map(|(at, with)| Change::Signature(at, with)),
    ]
}

/// The changed message, or `None` where the change changes nothing that is signed.
fn apply(change: &Change, signed: &Message) -> Option<Message> {
    let mut message = signed.clone();
    let signs_body = signed.signs_body();
    match change {
        Change::Date(delta) => {
            message
                .headers
                .insert(DATE, date_text(shifted(signed.at, *delta)));
        }
        Change::Method(method) => message.method = method.clone(),
        Change::Target(target) => {
            message.uri = format!("http://x{target}").parse().unwrap();
            message = message.received();
        }
        Change::Host(host) => {
            message.headers.insert(HOST, host.parse().unwrap());
        }
        Change::BodyByte(at, with) if signs_body && !signed.body.is_empty() => {
            message.body[at.index(signed.body.len())] ^= with;
        }
        Change::BodyTail(tail) if signs_body => message.body.extend(tail),
        Change::BodyEnd(at) if signs_body && !signed.body.is_empty() => {
            message.body.truncate(at.index(signed.body.len()));
        }
        Change::ContentType(text) if signs_body => {
            message.headers.insert(CONTENT_TYPE, text.parse().unwrap());
        }
        Change::Drop(which) => {
            let names = authorization(signed).headers;
            let name = &names[which.index(names.len())];
            message.headers.remove(name.as_str())?;
        }
        Change::Signature(at, with) => {
            let text = signed.headers[AUTHORIZATION].to_str().unwrap();
            let mut claim = authorization(signed).signature;
            let old = base64_of(&claim);
            let index = at.index(claim.len());
            claim[index] ^= with;
            let new = text.replace(&old, &base64_of(&claim));
            message.headers.insert(AUTHORIZATION, new.parse().unwrap());
        }
        _ => return None,
    }
    differs(&message, signed).then_some(message)
}

fn differs(a: &Message, b: &Message) -> bool {
    (&a.method, &a.uri, &a.headers, &a.body) != (&b.method, &b.uri, &b.headers, &b.body)
}

fn authorization(message: &Message) -> Authorization {
    Authorization::parse(&message.headers[AUTHORIZATION]).unwrap()
}

fn base64_of(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_we_sign_is_accepted(message in message()) {
        let signed = message.signed();
        prop_assert_eq!(signed.verdict(), Ok(()), "in memory");
        prop_assert_eq!(signed.received().verdict(), Ok(()), "over the wire");
    }

    #[test]
    fn any_change_is_refused(message in message(), changes in vec(change(), 4..12)) {
        let signed = message.signed().received();
        for change in changes {
            if let Some(changed) = apply(&change, &signed) {
                prop_assert!(changed.verdict().is_err(), "{:?} went unnoticed", change);
            }
        }
    }

    #[test]
    fn another_key_is_refused(message in message()) {
        let verdict = verdict_of(&message.signed(), OTHER_KEY.public_key());
        prop_assert_eq!(verdict, Err(VerifyError::SignatureMismatch));
    }

    #[test]
    fn signing_again_changes_nothing(message in message()) {
        let once = message.signed();
        prop_assert_eq!(once.signed().headers, once.headers);
    }
}

/// The mutations above would prove nothing if most of them changed nothing.
#[test]
fn the_changes_are_real() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut applied = 0;
    for _ in 0..200 {
        let message = message().new_tree(&mut runner).unwrap().current();
        let change = change().new_tree(&mut runner).unwrap().current();
        applied += usize::from(apply(&change, &message.signed().received()).is_some());
    }
    assert!(applied > 120, "{applied} of 200 changes changed anything");
}
