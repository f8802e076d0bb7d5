//! Key ids, fingerprints and the `authorization` header: what is read and what is refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashSet;

use http::HeaderValue;
use proptest::prelude::*;
use proptest::sample::subsequence;
use work_requests_signing::verify::{Authorization, AuthorizationError};
use work_requests_signing::{Fingerprint, KeyId, KeyIdError};

const FINGERPRINT: &str = "20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34";

fn parse(text: &str) -> Result<Authorization, AuthorizationError> {
    Authorization::parse(&HeaderValue::from_str(text).unwrap())
}

#[test]
fn api_key_ids_have_three_parts_and_a_lower_case_fingerprint() {
    let id = KeyId::api_key("ocid1.tenancy", "ocid1.user", FINGERPRINT.to_uppercase()).unwrap();
    assert_eq!(
        id.as_str(),
        format!("ocid1.tenancy/ocid1.user/{FINGERPRINT}")
    );
}

#[test]
fn api_key_ids_refuse_parts_that_are_not_ocids() {
    for (tenancy, user, which) in [
        ("", "u", "tenancy"),
        ("t", "", "user"),
        ("t/x", "u", "tenancy"),
        ("t", " u", "user"),
        ("t", "u\"", "user"),
        ("t", "ü", "user"),
    ] {
        let refused = KeyId::api_key(tenancy, user, FINGERPRINT);
        assert_eq!(
            refused,
            Err(KeyIdError::Part { which }),
            "{tenancy:?} {user:?}"
        );
    }
    for fingerprint in [
        "",
        "20:3b",
        "zz:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34",
    ] {
        let refused = KeyId::api_key("t", "u", fingerprint);
        assert_eq!(refused, Err(KeyIdError::Fingerprint), "{fingerprint:?}");
    }
}

#[test]
fn key_ids_refuse_what_would_break_the_header() {
    assert_eq!(KeyId::new(""), Err(KeyIdError::Empty));
    for text in ["a\"b", "a\\b", "a b", "a\nb", "a\u{7f}", "aé"] {
        assert_eq!(
            KeyId::new(text),
            Err(KeyIdError::Character { position: 1 }),
            "{text:?}"
        );
    }
}

#[test]
fn fields_are_read_in_any_order_and_unknown_ones_passed_over() {
    let text = r#"signature  version="1", headers="Date (request-target)" ,extra="x",algorithm="a",signature="AAE=",keyId="k""#;
    let claim = parse(text).unwrap();
    assert_eq!(claim.headers, ["date", "(request-target)"]);
    assert_eq!(claim.signature, [0, 1]);
    assert_eq!(
        (claim.version.as_str(), claim.algorithm.as_str()),
        ("1", "a")
    );
    assert_eq!(claim.key_id.as_str(), "k");
}

#[test]
fn each_fault_of_the_header_has_its_own_error() {
    let good = r#"version="1",headers="date",keyId="k",algorithm="a",signature="AAE=""#;
    parse(&format!("Signature {good}")).unwrap();
    let cases = [
        (format!("Bearer {good}"), AuthorizationError::Scheme),
        ("Signature".to_owned(), AuthorizationError::Syntax),
        (format!("Signature {good},"), AuthorizationError::Syntax),
        (format!("Signature {good} x"), AuthorizationError::Syntax),
        (
            format!("Signature {}", good.replace("\"1\"", "1")),
            AuthorizationError::Syntax,
        ),
        (
            format!("Signature {}", good.replace("AAE=\"", "AAE=")),
            AuthorizationError::Syntax,
        ),
        (
            format!("Signature {}", good.replace("AAE=", "AAE")),
            AuthorizationError::Signature,
        ),
        (
            format!("Signature {}", good.replace("\"k\"", "\"\"")),
            KeyIdError::Empty.into(),
        ),
        (
            format!("Signature {good},version=\"1\""),
            AuthorizationError::Repeated { field: "version" },
        ),
    ];
    for (text, error) in cases {
        assert_eq!(parse(&text), Err(error), "{text}");
    }
    let bytes = HeaderValue::from_bytes(b"Signature \xff").unwrap();
    assert_eq!(
        Authorization::parse(&bytes),
        Err(AuthorizationError::Unreadable)
    );
}

#[test]
fn each_field_is_needed() {
    let fields = [
        ("version", "1"),
        ("keyId", "k"),
        ("algorithm", "a"),
        ("headers", "date"),
        ("signature", "AAE="),
    ];
    for missing in fields.map(|(name, _)| name) {
        let kept = fields.iter().filter(|(name, _)| *name != missing);
        let text: Vec<String> = kept
            .map(|(name, value)| format!("{name}=\"{value}\""))
            .collect();
        let refused = parse(&format!("Signature {}", text.join(",")));
        assert_eq!(refused, Err(AuthorizationError::Missing { field: missing }));
    }
}

proptest! {
    #[test]
    fn key_ids_are_kept_as_they_are_or_refused(text in "\\PC{0,30}|[ -~]{0,30}") {
        let good = !text.is_empty()
            && text.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'\\');
        match KeyId::new(text.as_str()) {
            Ok(id) => { prop_assert!(good); prop_assert_eq!(id.as_str(), text) }
            Err(_) => prop_assert!(!good),
        }
    }

    #[test]
    fn equal_texts_are_equal_ids(a in "[ab]{1,2}", b in "[ab]{1,2}") {
        let ids: HashSet<KeyId> = [&a, &b].map(|text| KeyId::new(text.as_str()).unwrap()).into();
        prop_assert_eq!(ids.len() == 1, a == b);
    }

    #[test]
    fn fingerprints_are_16_hex_pairs(text in "([0-9a-fA-F]{2}:){14,16}[0-9a-fA-F]{2}") {
        match text.parse::<Fingerprint>() {
            Ok(fingerprint) => prop_assert_eq!(fingerprint.as_str(), text.to_lowercase()),
            Err(_) => prop_assert_ne!(text.len(), 47),
        }
    }

    #[test]
    fn no_header_makes_the_parser_panic(bytes in proptest::collection::vec(0x20..=0xff_u8, 0..120)) {
        if let Ok(value) = HeaderValue::from_bytes(&bytes) {
            let _ = Authorization::parse(&value);
        }
    }

    #[test]
    fn near_misses_do_not_panic(text in "Signature( (version|keyId|headers|algorithm|signature)=?\"?[ -~]{0,6}\"?,?){0,8}") {
        let _ = parse(&text);
    }

    #[test]
    fn rendered_fields_are_read_back(
        key_id in "[!#-\\[\\]-~]{1,40}",
        names in subsequence(vec!["date", "host", "(request-target)", "x-a"], 0..=4).prop_shuffle(),
        signature in proptest::collection::vec(any::<u8>(), 0..300),
        order in Just([0, 1, 2, 3, 4]).prop_shuffle(),
        comma in prop_oneof![Just(","), Just(", "), Just(" ,")],
    ) {
        use base64::Engine as _;
        let encoded = base64::engine::general_purpose::STANDARD.encode(&signature);
        let fields = [
            "version=\"1\"".to_owned(),
            format!("keyId=\"{key_id}\""),
            format!("headers=\"{}\"", names.join(" ")),
            "algorithm=\"rsa-sha256\"".to_owned(),
            format!("signature=\"{encoded}\""),
        ];
        let text = order.map(|index| fields[index].clone()).join(comma);
        let claim = parse(&format!("Signature {text}")).unwrap();
        prop_assert_eq!(claim.key_id.as_str(), key_id);
        prop_assert_eq!(claim.headers, names);
        prop_assert_eq!(claim.signature, signature);
    }
}
