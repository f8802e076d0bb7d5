//! Known answers, step by step; see `vectors/README.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::fs;

use common::{armour, at, folder, key};
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use rsa::pkcs1::DecodeRsaPrivateKey as _;
use rsa::sha2::Sha256;
use work_requests_signing::verify::Authorization;
use work_requests_signing::{
    KeyId, RequestSigner, SigningRequest, UnsignedRequest, signing_string,
};

struct Case {
    name: String,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: String,
    signing_string: String,
    authorization: String,
}

impl Case {
    fn read(name: &str) -> Self {
        let file = |file: &str| {
            let path = folder("vectors").join(name).join(file);
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        };
        let request = file("request.txt");
        let (head, body) = request.split_once("\n\n").expect("an empty line");
        let mut lines = head.lines();
        let (method, uri) = lines.next().unwrap().split_once(' ').unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            (
                name.parse::<HeaderName>().unwrap(),
                value.parse::<HeaderValue>().unwrap(),
            )
        };
        Self {
            name: name.to_owned(),
            method: method.parse().unwrap(),
            uri: uri.parse().unwrap(),
            headers: lines.map(header).collect(),
            body: body.to_owned(),
            signing_string: file("signing-string.txt"),
            authorization: file("authorization.txt"),
        }
    }

    /// All cases whose name begins with `published-`, or all others.
    fn all(published: bool) -> Vec<Self> {
        let mut names: Vec<String> = fs::read_dir(folder("vectors"))
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.path().is_dir())
            .map(|entry| entry.file_name().into_string().unwrap())
            .filter(|name| name.starts_with("published-") == published)
            .collect();
        names.sort();
        names.iter().map(|name| Self::read(name)).collect()
    }

    fn request(&self) -> SigningRequest<'_> {
        let body = self.body.as_bytes();
        SigningRequest::new(&self.method, &self.uri, &self.headers, body, at())
    }

    fn authorization(&self) -> Authorization {
        let value = self.authorization.parse().unwrap();
        Authorization::parse(&value).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

#[test]
fn all_cases_are_found() {
    assert_eq!(Case::all(true).len(), 3);
    assert_eq!(Case::all(false).len(), 14);
}

#[test]
fn published_signing_strings_are_ours_byte_for_byte() {
    for case in Case::all(true) {
        let pure = signing_string(&case.method, &case.uri, &case.headers).unwrap();
        assert_eq!(pure, case.signing_string, "{}", case.name);
        let unsigned = UnsignedRequest::prepare(&case.request()).unwrap();
        assert_eq!(
            unsigned.signing_string(),
            case.signing_string,
            "{}",
            case.name
        );
        for (name, value) in unsigned.headers() {
            assert_eq!(case.headers.get(name), Some(value), "{}: {name}", case.name);
        }
    }
}

#[test]
fn published_signatures_verify_over_our_signing_strings() {
    let key = rsa::PrivateKey::from_pkcs1_pem(&armour("published-1024.pem")).unwrap();
    let public = key.to_public_key();
    for case in Case::all(true) {
        let text = signing_string(&case.method, &case.uri, &case.headers).unwrap();
        let claim = case.authorization();
        let names: Vec<&str> = text
            .lines()
            .filter_map(|l| Some(l.split_once(": ")?.0))
            .collect();
        assert_eq!(claim.headers, names, "{}", case.name);
        public
            .pkcs1v15_verify::<Sha256>(text.as_bytes(), &claim.signature)
            .unwrap_or_else(|error| panic!("{}: {error}", case.name));
        public
            .pkcs1v15_verify::<Sha256>(format!("{text} ").as_bytes(), &claim.signature)
            .expect_err("the signature must be bound to the text");
    }
}

#[test]
fn our_authorization_is_the_one_of_openssl_byte_for_byte() {
    let key = key("test-only-2048.pem");
    let key_id = KeyId::api_key(
        "ocid1.tenancy.oc1..test",
        "ocid1.user.oc1..test",
        key.fingerprint(),
    );
    let signer = RequestSigner::new(key_id.unwrap(), key);
    for case in Case::all(false) {
        let unsigned = UnsignedRequest::prepare(&case.request()).unwrap();
        assert_eq!(
            unsigned.signing_string(),
            case.signing_string,
            "{}",
            case.name
        );
        let signed = signer.sign_now(&case.request()).unwrap();
        let authorization = signed.headers[AUTHORIZATION].to_str().unwrap();
        assert_eq!(authorization, case.authorization, "{}", case.name);
        let again = signing_string(&case.method, &case.uri, &signed.headers).unwrap();
        assert_eq!(again, case.signing_string, "{}: what is sent", case.name);
    }
}

#[test]
fn signatures_of_every_size_are_those_of_the_rsa_crate_byte_for_byte() {
    for name in [
        "test-only-2048.pem",
        "test-only-3072.pem",
        "test-only-4096.pem",
    ] {
        let ours = key(name);
        let theirs = rsa::PrivateKey::from_pkcs1_pem(&armour(name)).unwrap();
        for case in Case::all(true).into_iter().chain(Case::all(false)) {
            let text = case.signing_string.as_bytes();
            let signature = ours.sign(text).unwrap();
            assert_eq!(
                signature,
                theirs.pkcs1v15_sign::<Sha256>(text).unwrap(),
                "{name}"
            );
            assert!(ours.public_key().verifies(text, &signature), "{name}");
        }
    }
}
