//! Resource principals of every version against the emulated identity services.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::time::{Duration, SystemTime};

use common::{HOST, asked, is_taken, network, variables};
use secrecy::ExposeSecret as _;
use work_requests_auth::{AuthError, CredentialSource as _, RefreshingSigner, ResourcePrincipal};
use work_requests_emulator::{Emulator, Fault, demo};
use work_requests_signing::Signer as _;

/// 2026-01-01T00:00:00Z.
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

fn emulator() -> Emulator {
    Emulator::builder().base_time(now()).build()
}

fn principal(emulator: &Emulator, pairs: &[(&str, &str)]) -> Result<ResourcePrincipal, AuthError> {
    ResourcePrincipal::from_env(variables(pairs), network(emulator))
}

/// Fetches twice: each must sign, and the two must differ.
async fn works(emulator: &Emulator, pairs: &[(&str, &str)]) {
    let principal = principal(emulator, pairs).unwrap();
    let first = principal.fetch(now()).await.unwrap();
    assert!(is_taken(emulator, &first, now()).await, "{pairs:?}");
    let second = principal.fetch(now()).await.unwrap();
    assert!(is_taken(emulator, &second, now()).await, "{pairs:?}");
    assert_ne!(first.id(), second.id());
    assert_eq!(
        first.claim("res_compartment").as_deref(),
        Some(demo::COMPARTMENT)
    );
}

#[tokio::test]
async fn version_1_1_asks_as_the_instance() {
    let emulator = emulator();
    works(&emulator, &[("VERSION", "1.1"), ("RPT_ENDPOINT", HOST)]).await;
    assert_eq!(asked(&emulator, "/instance/id"), 2);
    let path = format!(
        "/20180711/resourcePrincipalToken/{}",
        emulator.identity().instance()
    );
    assert_eq!(asked(&emulator, &path), 2);
    assert_eq!(
        asked(&emulator, "/v1/x509"),
        1,
        "the instance signs in once"
    );
}

#[tokio::test]
async fn version_1_1_asks_for_no_id_that_it_does_not_need() {
    let emulator = emulator();
    let id = emulator.identity().resource();
    for given in [
        vec![("RPT_ID", id)],
        vec![(
            "RPT_PATH",
            "/20180711/resourcePrincipalToken/ocid1.fnfunc.oc1.iad.emulatordemofunction",
        )],
        vec![
            ("RPT_ID", id),
            ("RPT_PATH", "/20180711/resourcePrincipalTokenV2/{id}"),
        ],
    ] {
        let mut pairs = vec![
            ("VERSION", "1.1"),
            ("RPT_ENDPOINT", HOST),
            ("RPST_ENDPOINT", HOST),
        ];
        pairs.extend(given);
        works(&emulator, &pairs).await;
    }
    assert_eq!(asked(&emulator, "/instance/id"), 0);
}

#[tokio::test]
async fn versions_2_1_prove_themselves_with_the_key_of_the_resource() {
    let emulator = emulator();
    let identity = emulator.identity();
    let (id, key) = (identity.resource(), identity.resource_key_pem());
    let common = [
        ("RPT_ENDPOINT", HOST),
        ("RPST_ENDPOINT", HOST),
        ("RESOURCE_ID", id),
        ("PRIVATE_PEM", key),
        ("TENANCY_ID", demo::TENANCY),
    ];
    for (version, path) in [
        ("2.1", "resourcePrincipalTokenV2/"),
        ("2.1.1", "resourcePrincipalTokenV2/"),
        ("2.1.2", "resourcePrincipalTokenV212/"),
    ] {
        let before = asked(&emulator, path);
        let mut pairs = vec![("VERSION", version)];
        pairs.extend(common);
        works(&emulator, &pairs).await;
        assert_eq!(asked(&emulator, path) - before, 2, "{version}");
    }
    for path in [
        "/20180711/resourcePrincipalToken/{}",
        "/20180711/resourcePrincipalToken",
    ] {
        let mut pairs = vec![
            ("VERSION", "2.1.2"),
            ("RPT_PATH", path),
            ("SECURITY_CONTEXT", "c0ntext"),
        ];
        pairs.extend(common);
        works(&emulator, &pairs).await;
    }
    let received = emulator.received();
    let with_context = received
        .iter()
        .filter(|r| r.header("security-context") == Some("c0ntext"));
    assert_eq!(with_context.count(), 4);
    assert_eq!(
        asked(&emulator, "/opc/v2"),
        0,
        "the instance has no part in it"
    );
}

#[tokio::test]
async fn version_2_2_takes_values_or_files_and_reads_what_was_replaced() {
    let emulator = emulator();
    let identity = emulator.identity();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (token_file, key_file) = (path("rpst"), path("key.pem"));
    let token = || {
        identity
            .resource_token()
            .unwrap()
            .expose_secret()
            .to_owned()
    };
    std::fs::write(&token_file, format!("{}\n", token())).unwrap();
    std::fs::write(&key_file, identity.resource_key_pem()).unwrap();
    let value = token();
    for (rpst, pem) in [
        (value.as_str(), identity.resource_key_pem()),
        (value.as_str(), key_file.as_str()),
        (token_file.as_str(), identity.resource_key_pem()),
        (token_file.as_str(), key_file.as_str()),
    ] {
        let pairs = [
            ("VERSION", "2.2"),
            ("RPST", rpst),
            ("PRIVATE_PEM", pem),
            ("REGION", "IAD"),
        ];
        let principal = principal(&emulator, &pairs).unwrap();
        assert_eq!(principal.region(), Some("iad"));
        let credential = principal.fetch(now()).await.unwrap();
        assert!(is_taken(&emulator, &credential, now()).await);
    }
    let pairs = [
        ("VERSION", "2.2"),
        ("RPST", token_file.as_str()),
        ("PRIVATE_PEM", key_file.as_str()),
    ];
    let signer = RefreshingSigner::new(principal(&emulator, &pairs).unwrap());
    let first = signer.credential(now()).await.unwrap();
    identity.revoke_tokens();
    assert!(
        !signer.rejected(first.id()).await,
        "the file has the same token still"
    );
    std::fs::write(&token_file, token()).unwrap();
    assert!(signer.rejected(first.id()).await);
    let second = signer.credential(now()).await.unwrap();
    assert!(is_taken(&emulator, &second, now()).await);
}

#[cfg(feature = "encrypted-keys")]
#[tokio::test]
async fn an_encrypted_key_and_its_passphrase_can_both_be_files() {
    let emulator = emulator();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let encrypted = include_str!("../../../signing/tests/keys/pbes2-sha256-aes-256.pem");
    let key_file = file("key.pem", encrypted);
    let phrase_file = file("phrase", "correct horse\r\n");
    let token = emulator.identity().resource_token().unwrap();
    for phrase in ["correct horse", phrase_file.as_str()] {
        let pairs = [
            ("VERSION", "2.2"),
            ("RPST", token.expose_secret()),
            ("PRIVATE_PEM", key_file.as_str()),
            ("PRIVATE_PEM_PASSPHRASE", phrase),
        ];
        principal(&emulator, &pairs)
            .unwrap()
            .fetch(now())
            .await
            .unwrap();
    }
    let pairs = [
        ("VERSION", "2.2"),
        ("RPST", token.expose_secret()),
        ("PRIVATE_PEM", key_file.as_str()),
        ("PRIVATE_PEM_PASSPHRASE", "wrong"),
    ];
    let error = principal(&emulator, &pairs)
        .unwrap()
        .fetch(now())
        .await
        .unwrap_err();
    assert!(matches!(error, AuthError::Key(_)), "{error}");
}

#[tokio::test]
async fn version_3_0_climbs_from_the_leaf_to_the_outermost_resource() {
    let emulator = emulator();
    let identity = emulator.identity();
    let token = identity.resource_token().unwrap();
    let parent = format!("{HOST}/20180711/parentResourcePrincipalToken/1?level=1");
    let top = [
        ("VERSION", "3.0"),
        ("RPT_URL_FOR_PARENT_RESOURCE", parent.as_str()),
        ("RPST_ENDPOINT_FOR_PARENT_RESOURCE", HOST),
    ];
    let leaves = [
        vec![
            ("VERSION_FOR_LEAF_RESOURCE", "1.1"),
            ("RPT_ENDPOINT_FOR_LEAF_RESOURCE", HOST),
        ],
        vec![
            ("VERSION_FOR_LEAF_RESOURCE", "2.1.1"),
            ("RPT_ENDPOINT_FOR_LEAF_RESOURCE", HOST),
            ("RPST_ENDPOINT_FOR_LEAF_RESOURCE", HOST),
            ("RESOURCE_ID_FOR_LEAF_RESOURCE", identity.resource()),
            ("TENANCY_ID_FOR_LEAF_RESOURCE", demo::TENANCY),
            ("PRIVATE_PEM_FOR_LEAF_RESOURCE", identity.resource_key_pem()),
        ],
        vec![
            ("VERSION_FOR_LEAF_RESOURCE", "2.2"),
            ("RPST_FOR_LEAF_RESOURCE", token.expose_secret()),
            ("PRIVATE_PEM_FOR_LEAF_RESOURCE", identity.resource_key_pem()),
        ],
    ];
    for levels in [1, 3] {
        identity.parents(levels);
        for leaf in &leaves {
            let mut pairs = top.to_vec();
            pairs.extend(leaf);
            works(&emulator, &pairs).await;
            let principal = principal(&emulator, &pairs).unwrap();
            let subject = principal.fetch(now()).await.unwrap().claim("sub").unwrap();
            assert!(subject.ends_with(&format!("parent{levels}")), "{subject}");
        }
    }
    // Without an endpoint of its own, the region's identity service gives the token.
    let mut pairs = top[..2].to_vec();
    pairs.push(("REGION", "us-ashburn-1"));
    pairs.extend(&leaves[2]);
    works(&emulator, &pairs).await;
    assert!(
        !emulator.received().iter().any(|r| r.target.contains('?')),
        "no query is sent"
    );
}

#[tokio::test]
async fn resources_that_are_inside_of_each_other_end_after_ten_levels_or_at_a_known_one() {
    let emulator = emulator();
    let identity = emulator.identity();
    let token = identity.resource_token().unwrap();
    let url = |text: &str| format!("{HOST}/20180711/parentResourcePrincipalToken/{text}");
    let pairs = |url| {
        [
            ("VERSION", "3.0"),
            ("RPT_URL_FOR_PARENT_RESOURCE", url),
            ("RPST_ENDPOINT_FOR_PARENT_RESOURCE", HOST),
            ("VERSION_FOR_LEAF_RESOURCE", "2.2"),
            ("RPST_FOR_LEAF_RESOURCE", token.expose_secret()),
            ("PRIVATE_PEM_FOR_LEAF_RESOURCE", identity.resource_key_pem()),
        ]
    };
    identity.parents(50);
    let first = url("1");
    let deep = principal(&emulator, &pairs(&first)).unwrap();
    let subject = deep.fetch(now()).await.unwrap().claim("sub").unwrap();
    assert!(subject.ends_with("parent10"), "{subject}");

    let answer = work_requests_emulator::FaultAnswer::pass().header(
        "opc-parent-rpt-url",
        url("1")
            .to_uppercase()
            .replace("HTTP://IDENTITY.EXAMPLE", HOST),
    );
    emulator
        .control()
        .add_fault(Fault::new(answer).path("/20180711/parent").forever())
        .unwrap();
    let before = asked(&emulator, "/parentResource");
    principal(&emulator, &pairs(&first))
        .unwrap()
        .fetch(now())
        .await
        .unwrap();
    assert_eq!(
        asked(&emulator, "/parentResource") - before,
        1,
        "a known one ends the climb"
    );
}

#[tokio::test(start_paused = true)]
async fn a_revoked_token_of_the_instance_is_replaced_once() {
    let emulator = emulator();
    let principal = principal(&emulator, &[("VERSION", "1.1"), ("RPT_ENDPOINT", HOST)]).unwrap();
    principal.fetch(now()).await.unwrap();
    emulator.identity().revoke_tokens();
    let credential = principal.fetch(now()).await.unwrap();
    assert!(is_taken(&emulator, &credential, now()).await);
    assert_eq!(asked(&emulator, "/v1/x509"), 2);
}

#[tokio::test]
async fn what_is_wrong_with_the_variables_is_told_at_once_and_without_values() {
    let emulator = emulator();
    let key = emulator.identity().resource_key_pem();
    let own = |more: &[(&'static str, &'static str)]| {
        let mut pairs = vec![
            ("RPT_ENDPOINT", HOST),
            ("RPST_ENDPOINT", HOST),
            ("PRIVATE_PEM", key),
        ];
        pairs.extend_from_slice(more);
        pairs
    };
    let cases: Vec<(Vec<(&str, &str)>, &str)> = vec![
        (vec![], "OCI_RESOURCE_PRINCIPAL_VERSION is not set"),
        (
            vec![("VERSION", "4")],
            "there are 1.1, 2.1, 2.1.1, 2.1.2, 2.2, 3.0",
        ),
        (
            vec![("VERSION", "2.2")],
            "OCI_RESOURCE_PRINCIPAL_RPST is not set",
        ),
        (
            vec![("VERSION", "2.2"), ("RPST", "s3cret")],
            "OCI_RESOURCE_PRINCIPAL_PRIVATE_PEM is not set",
        ),
        (
            vec![("VERSION", "1.1")],
            "OCI_RESOURCE_PRINCIPAL_RPT_ENDPOINT is not set",
        ),
        (
            own(&[("VERSION", "2.1")]),
            "OCI_RESOURCE_PRINCIPAL_RESOURCE_ID is not set",
        ),
        (
            own(&[("VERSION", "2.1"), ("RESOURCE_ID", "a/../s3cret")]),
            "OCI_RESOURCE_PRINCIPAL_RESOURCE_ID is no ocid",
        ),
        (
            own(&[("VERSION", "2.1.1"), ("RESOURCE_ID", "a")]),
            "OCI_RESOURCE_PRINCIPAL_TENANCY_ID is not set",
        ),
        (
            vec![("VERSION", "3.0")],
            "OCI_RESOURCE_PRINCIPAL_VERSION_FOR_LEAF_RESOURCE is not set",
        ),
        (
            vec![("VERSION", "3.0"), ("VERSION_FOR_LEAF_RESOURCE", "3.0")],
            "a leaf is not nested",
        ),
    ];
    for (pairs, expected) in cases {
        let error = principal(&emulator, &pairs).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(
            !format!("{error} {error:?}").contains("s3cret"),
            "{error:?}"
        );
    }
}

#[test]
fn an_address_in_a_variable_is_no_more_than_it_says() {
    let emulator = emulator();
    let refused = |name: &str, value: &str| {
        let parent = "https://parent.example/1";
        let mut pairs = vec![
            ("VERSION", "3.0"),
            ("RPT_URL_FOR_PARENT_RESOURCE", parent),
            ("VERSION_FOR_LEAF_RESOURCE", "1.1"),
            ("RPT_ENDPOINT_FOR_LEAF_RESOURCE", HOST),
        ];
        pairs.retain(|(other, _)| *other != name);
        pairs.push((name, value));
        principal(&emulator, &pairs).err().map(|error| {
            let text = error.to_string();
            assert!(text.contains(name), "{text}");
            assert!(!text.contains("s3cret"), "{text}");
        })
    };
    let endpoints = [
        "RPT_ENDPOINT_FOR_LEAF_RESOURCE",
        "RPST_ENDPOINT_FOR_LEAF_RESOURCE",
        "RPST_ENDPOINT_FOR_PARENT_RESOURCE",
    ];
    for name in endpoints {
        for bad in [
            "me:s3cret@host",
            "https://me:s3cret@host",
            "https://host?s3cret",
            "https://host/#s3cret",
            "file:///s3cret",
            "host/s3cret",
            "https://",
        ] {
            assert!(refused(name, bad).is_some(), "{name}={bad}");
        }
        for good in ["https://host", "http://127.0.0.1:9/", "https://[::1]/v"] {
            assert!(refused(name, good).is_none(), "{name}={good}");
        }
    }
    let path = "RPT_PATH_FOR_LEAF_RESOURCE";
    for bad in [
        "@s3cret.example/",
        ".s3cret.example/{id}",
        "/x?s3cret",
        "/x#s3cret",
        "/x y",
    ] {
        assert!(refused(path, bad).is_some(), "{bad}");
    }
    assert!(refused(path, "/20180711/x/{id}").is_none());
    let url = "RPT_URL_FOR_PARENT_RESOURCE";
    assert!(refused(url, "https://me:s3cret@host/x").is_some());
    assert!(refused(url, "s3cret").is_some());
    assert!(refused(url, "https://host/x?query=dropped").is_none());
}
