//! What comes over the wire: broken, odd and hostile HTTP and TLS.

use work_requests_emulator::{Fault, FaultAnswer, TlsFault, Wire};

use super::super::case::{Case, Place};

const GROUP: &str = "http";

/// What a `get` of the true answer over a ready wire comes to.
pub(super) const GETS: &[(&str, &str)] = &[
    ("plain", "0 x1"),
    ("no-answer", "6 connection x2"),
    ("hang-in-head", "7 timeout x2"),
    ("drip-head", "7 timeout x2"),
    ("hang-in-body", "7 timeout x2"),
    ("pause-in-body", "0 x1"),
    ("length-too-small", "8 decode 200 x1"),
    ("length-twice-same", "0 x1"),
    ("length-twice-other", "8 decode x2"),
    ("length-no-number", "8 decode x2"),
    ("length-negative", "8 decode x2"),
    ("length-huge", "8 decode x2"),
    ("length-gigabytes", "8 limit 200 x1"),
    ("no-length", "0 x1"),
    ("http-1.0", "0 x1"),
    ("http-0.9", "8 decode x2"),
    ("http-2-preface", "8 decode x2"),
    ("http-9.9", "8 decode x2"),
    ("garbage", "8 decode x2"),
    ("status-no-reason", "0 x1"),
    ("status-no-number", "8 decode x2"),
    ("status-99", "8 decode x2"),
    ("status-1000", "8 decode x2"),
    ("status-199", "6 connection x2"),
    ("status-299", "0 x1"),
    ("interim-100", "0 x1"),
    ("interim-103", "0 x1"),
    ("interim-many", "0 x1"),
    ("interim-flood", "7 timeout x2"),
    ("switching-protocols", "4 service 101 x1"),
    ("header-folded", "8 decode x2"),
    ("header-no-colon", "8 decode x2"),
    ("header-blank-name", "8 decode x2"),
    ("header-space-in-name", "8 decode x2"),
    ("header-nul", "8 decode x2"),
    ("header-latin-1", "0 x1"),
    ("header-request-id-odd", "0 x1"),
    ("header-request-id-twice", "0 x1"),
    ("header-large", "8 limit x1"),
    ("header-many", "8 limit x1"),
    ("header-endless", "8 limit x1"),
    ("header-value-endless", "8 limit x1"),
    ("lf-only", "0 x1"),
    ("second-answer", "0 x1"),
    ("gzip", "0 x1"),
    ("gzip-upper-case", "0 x1"),
    ("gzip-corrupt", "8 decode 200 x2"),
    ("gzip-cut", "8 decode 200 x2"),
    ("gzip-missing", "8 decode 200 x2"),
    ("gzip-trailing", "8 decode 200 x2"),
    ("encoding-unknown", "8 decode 200 x2"),
    ("encoding-identity", "0 x1"),
];

/// What a `list` of nothing comes to.
const LISTS: &[(&str, &str)] = &[
    ("chunked", "0 x1"),
    ("chunk-extension", "0 x1"),
    ("chunk-trailers", "0 x1"),
    ("chunk-size-wrong", "6 connection x2"),
    ("chunk-size-huge", "6 connection x2"),
    ("chunk-size-lies", "6 connection x2"),
    ("length-and-chunked", "8 decode 200 x1"),
];

pub(super) fn cases() -> Vec<Case> {
    let meaning = |name: &str| {
        let found = Wire::names().find(|(known, _)| *known == name);
        found.map_or_else(|| name.to_owned(), |(_, meaning)| meaning.to_owned())
    };
    let brief = ["--max-attempts", "2", "--read-timeout", "0.7"];
    let gets = GETS.iter().map(|(name, expected)| {
        Case::get(GROUP, meaning(name), expected)
            .wire(name)
            .args(&brief)
    });
    let lists = LISTS.iter().map(|(name, expected)| {
        let case = Case::list(GROUP, format!("{}, in a list", meaning(name)), expected);
        case.wire(name).args(&brief).empty()
    });
    gets.chain(lists).chain(redirects()).chain(tls()).collect()
}

fn redirects() -> Vec<Case> {
    [
        ("to the same host", Some("{endpoint}/other")),
        ("to a path", Some("/other")),
        ("to another host", Some("https://elsewhere.invalid/")),
        ("to itself", Some("/20160918/workRequests")),
        ("to a file", Some("file:///etc/passwd")),
        ("to nowhere", None),
    ]
    .into_iter()
    .flat_map(|(name, location)| {
        [301, 302, 303, 307, 308].into_iter().map(move |status| {
            let answer = FaultAnswer::status(status);
            let answer = match location {
                Some(url) => {
                    answer.header("location", url.replace("{endpoint}", "http://127.0.0.1:1"))
                }
                None => answer,
            };
            let expected = format!("4 service {status} x1");
            let case = Case::get(GROUP, format!("{status} {name}"), &expected);
            case.fault(Fault::new(answer).forever()).hides("root:")
        })
    })
    .filter({
        // Each target once, and each status once.
        let mut seen = 0;
        move |_| {
            seen += 1;
            (seen - 1) % 5 == (seen - 1) / 5 || seen <= 5
        }
    })
    .collect()
}

fn tls() -> Vec<Case> {
    let get = |name: &str, expected: &str| Case::get(GROUP, name, expected);
    let brief = ["--max-attempts", "2", "--connect-timeout", "0.7"];
    let faulty = [
        (
            TlsFault::Expired,
            "a certificate that has expired",
            "3 tls x0",
        ),
        (
            TlsFault::NotYetValid,
            "a certificate that is not valid yet",
            "3 tls x0",
        ),
        (
            TlsFault::WrongHost,
            "a certificate of another host",
            "3 tls x0",
        ),
        (
            TlsFault::SelfSigned,
            "a certificate signed by itself",
            "3 tls x0",
        ),
        (
            TlsFault::Only11,
            "a peer that speaks TLS 1.1 only",
            "3 tls x0",
        ),
        (TlsFault::Only12, "a peer that speaks TLS 1.2 only", "0 x1"),
        (
            TlsFault::Plaintext,
            "plain HTTP where TLS is expected",
            "3 tls x0",
        ),
        (TlsFault::Silent, "silence in the handshake", "7 timeout x0"),
    ];
    let mut cases: Vec<_> = faulty
        .map(|(fault, name, expected)| get(name, expected).at(Place::Faulty(fault)).args(&brief))
        .into();
    cases.push(get("an authority that is trusted", "0 x1").at(Place::Https));
    cases
}
