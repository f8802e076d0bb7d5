//! What validation finds, and that it finds all of it.

use crate::common::{FINGERPRINT, Home, TENANCY, USER, complete, problems};
use proptest::prelude::*;
use work_requests_config::{AuthenticationType, Config, ConfigError, Env};

#[test]
fn ten_planted_problems_give_ten_messages() {
    let error = Config::from_file_in(
        &Env::empty().with_home("/home/me"),
        "tests/fixtures/ten-problems.conf",
        "WORK",
    )
    .unwrap_err();
    let ConfigError::Invalid(invalid) = &error else {
        panic!("{error:?}");
    };
    let lines: Vec<String> = invalid.problems().iter().map(ToString::to_string).collect();
    assert!(
        invalid
            .problems()
            .iter()
            .all(|problem| problem.line.is_some() && !problem.mend.is_empty())
    );
    assert_eq!(lines.len(), 10);
    insta::assert_snapshot!("ten_problems", lines.join("\n"));
    assert!(!error.to_string().contains('\n'), "Display is one line");
    assert!(
        !error.to_string().contains("planted"),
        "no secret is quoted"
    );
}

#[test]
fn a_complete_configuration_is_valid() {
    assert_eq!(problems(&complete()), Vec::<String>::new());
}

#[test]
fn everything_missing_is_said_at_once() {
    insta::assert_snapshot!(problems(&Config::builder().build()).join("\n"), @r"
    tenancy: is missing; add tenancy=ocid1.tenancy…; the console shows it under Tenancy details
    user: is missing; add user=ocid1.user…; the console shows it under My profile
    fingerprint: is missing; add fingerprint=…; the console shows it in the list of API keys
    key_file: is missing; add key_file=… with the path of the API key's private PEM file
    region: is missing; add region=… such as us-ashburn-1, or set OCI_REGION
    ");
}

#[test]
fn missing_keys_point_at_the_profile() {
    let config = crate::common::read("\n[DEFAULT]\n\n[WORK]\n", "WORK").unwrap();
    let invalid = config.validate().unwrap_err();
    assert!(
        invalid
            .problems()
            .iter()
            .all(|problem| problem.line == Some(4)),
        "{invalid}"
    );
    assert_eq!(invalid.problems().len(), 5);
}

#[test]
fn ocids_follow_the_reference_pattern() {
    let good = [
        "a....b",
        TENANCY,
        USER,
        "ocid1:tenancy:oc1:phx:1234:x",
        "ocid1.user.oc1.phx.a-b_C9",
        "a.b.c.d.e",
    ];
    for text in good {
        assert_eq!(
            problems(&complete().with("user", text)),
            Vec::<String>::new(),
            "{text}"
        );
    }
    let bad = [
        "",
        "a.b.c.d",
        ".....",
        ".a.b.c.d",
        "a....",
        "ocid1.user.oc1..a b",
        "ocid1.user.oc1..ä",
        "ocid1.user.oc1..a\n",
        "\"ocid1.user.oc1..a\"",
    ];
    for text in bad {
        let found = problems(&complete().with("user", text));
        assert!(
            found.len() == 1 && found[0].starts_with("user: "),
            "{text:?}: {found:?}"
        );
    }
}

#[test]
fn fingerprints_may_be_in_either_case() {
    let config = complete().with("fingerprint", FINGERPRINT.to_uppercase());
    assert_eq!(problems(&config), Vec::<String>::new());
    assert_eq!(config.fingerprint(), Some(FINGERPRINT));
}

#[test]
fn wrong_fingerprints_say_what_is_wrong() {
    let cases = [
        ("", "is empty"),
        ("20:3b:97", "has 3 pairs of digits instead of 16"),
        ("203b97", "is not 16 pairs"),
        ("SHA256:abc", "is not 16 pairs"),
    ];
    for (text, expected) in cases {
        let found = problems(&complete().with("fingerprint", text));
        assert!(
            found.len() == 1 && found[0].contains(expected),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn the_key_file_must_be_a_readable_file() {
    let home = Home::new();
    let folder = home.path().to_string_lossy().into_owned();
    let key = home.write("key.pem", "key").to_string_lossy().into_owned();
    let without_key = |path: &str| {
        let pairs = [
            ("tenancy", TENANCY),
            ("user", USER),
            ("fingerprint", FINGERPRINT),
            ("region", "iad"),
            ("key_file", path),
        ];
        problems(&Config::from_pairs(pairs))
    };
    assert_eq!(without_key(&key), Vec::<String>::new());
    assert!(without_key("")[0].contains("key_file: is empty"));
    assert!(without_key(&folder)[0].contains("is not a file"));
    assert!(without_key("/no/key.pem")[0].contains("there is no file /no/key.pem"));
    assert!(
        without_key("-----BEGIN PRIVATE KEY-----")[0].contains("holds a key instead of a path")
    );
}

#[test]
fn key_content_makes_the_file_unnecessary() {
    assert_eq!(
        problems(&complete().with("key_file", "/no/key.pem")),
        Vec::<String>::new()
    );
    assert!(problems(&complete().with("key_content", ""))[0].contains("key_content: is empty"));
}

#[test]
fn the_region_may_come_from_the_environment() {
    let config = Config::from_pairs([
        ("tenancy", TENANCY),
        ("user", USER),
        ("fingerprint", FINGERPRINT),
        ("key_content", "k"),
    ]);
    assert!(problems(&config)[0].starts_with("region: is missing; add region=…"));
    config
        .validate_in(&Env::from_iter([("OCI_REGION", "us-ashburn-1")]))
        .unwrap();
    config.validate_credentials().unwrap();
    let invalid = config
        .validate_in(&Env::from_iter([("OCI_REGION", "a b")]))
        .unwrap_err();
    assert!(
        invalid
            .to_string()
            .contains("the environment's region \"a b\" has ' ' as character 2"),
        "{invalid}"
    );
}

#[test]
fn a_region_that_would_change_the_host_is_refused() {
    for text in [
        "", "a b", "a/b", "a@b", "a?b", "a#b", "a:1", "ä", "a..b", ".a", "a\nb",
    ] {
        let found = problems(&complete().with("region", text));
        assert!(
            found.len() == 1 && found[0].starts_with("region: "),
            "{text:?}: {found:?}"
        );
    }
}

#[test]
fn a_comment_behind_a_value_is_explained() {
    for key in ["region", "user", "fingerprint", "log_requests"] {
        let value = format!("{} # mine", complete().get(key).unwrap_or("true"));
        let found = problems(&complete().with(key, value));
        assert!(
            found[0].contains("move the comment to a line of its own"),
            "{key}: {found:?}"
        );
    }
}

#[test]
fn a_key_that_swallowed_the_next_line_is_explained() {
    let config =
        crate::common::read(format!("[DEFAULT]\nuser={USER}\n  region=iad\n"), "DEFAULT").unwrap();
    let found = problems(&config).join("\n");
    assert!(found.contains(":2: user: line 3 is indented and so continues this value; remove the spaces at the start of line 3"), "{found}");
}

#[test]
fn names_of_other_tools_are_recognised() {
    let config = crate::common::read(
        "[DEFAULT]\ntenancy_ocid=x\nuser-ocid=x\nfinger_print=x\nprivate_key_path=x\n",
        "DEFAULT",
    )
    .unwrap();
    let found = problems(&config).join("\n");
    for hint in [
        "rename `tenancy_ocid` in line 2 to `tenancy`",
        "rename `user-ocid` in line 3 to `user`",
        "rename `finger_print` in line 4 to `fingerprint`",
        "rename `private_key_path` in line 5 to `key_file`",
    ] {
        assert!(found.contains(hint), "{hint}: {found}");
    }
}

#[test]
fn a_session_profile_needs_no_user() {
    let home = Home::new();
    home.write("key.pem", "k");
    let text = format!(
        "[S]\ntenancy={TENANCY}\nfingerprint={FINGERPRINT}\nregion=iad\nkey_file=~/.oci/key.pem\nsecurity_token_file=~/.oci/token\n"
    );
    let path = home.write("config", text);
    let config = Config::from_file_in(&home.env(), path, "S").unwrap();
    assert_eq!(
        config.authentication_type(),
        Some(AuthenticationType::SecurityToken)
    );
    let found = problems(&config);
    assert!(
        found.len() == 1 && found[0].contains("security_token_file: there is no file"),
        "{found:?}"
    );
    home.write("token", "t");
    assert_eq!(problems(&config), Vec::<String>::new());
    assert_eq!(
        problems(&config.with("user", "me")).len(),
        1,
        "what is there must be right"
    );
}

#[test]
fn a_session_that_is_asked_for_needs_its_token() {
    let found = problems(&complete().with("authentication_type", "security_token"));
    assert!(
        found.len() == 1 && found[0].starts_with("security_token_file: is missing"),
        "{found:?}"
    );
}

#[test]
fn other_principals_need_no_key() {
    for word in [
        "instance_principal",
        "resource_principal",
        "oke_workload_identity",
        "Instance_Principal",
    ] {
        assert_eq!(
            problems(&Config::from_pairs([("authentication_type", word)])),
            Vec::<String>::new(),
            "{word}"
        );
    }
    let bad_region = Config::from_pairs([
        ("authentication_type", "resource_principal"),
        ("region", "a b"),
    ]);
    assert_eq!(problems(&bad_region).len(), 1);
}

#[test]
fn a_delegation_token_makes_the_instance_act_for_a_user() {
    let pairs = [
        ("authentication_type", "instance_principal"),
        ("delegation_token_file", "/no/token"),
    ];
    let config = Config::from_pairs(pairs);
    assert_eq!(
        config.authentication_type(),
        Some(AuthenticationType::InstanceOboUser)
    );
    assert!(problems(&config)[0].contains("delegation_token_file: there is no file /no/token"));
    let without = Config::from_pairs([("authentication_type", "instance_obo_user")]);
    let missing = &problems(&without)[0];
    assert!(missing.starts_with("delegation_token_file: is missing"));
    assert!(
        missing.contains("path of the delegation token"),
        "{missing}"
    );
    let named = AuthenticationType::InstanceOboUser.to_string();
    assert_eq!(named, "instance_obo_user");
}

#[test]
fn an_unknown_way_to_authenticate_lists_the_known() {
    let found = problems(&complete().with("authentication_type", "magic"));
    assert_eq!(
        found,
        [
            "authentication_type: is no known way to authenticate; use one of api_key, security_token, instance_principal, instance_obo_user, resource_principal, oke_workload_identity, or remove the line"
        ]
    );
}

#[test]
fn log_requests_knows_eight_words() {
    for (words, on) in [
        (["1", "yes", "TRUE", "On"], true),
        (["0", "no", "False", "OFF"], false),
    ] {
        for word in words {
            let config = complete().with("log_requests", word);
            assert_eq!(
                (problems(&config), config.log_requests()),
                (vec![], on),
                "{word}"
            );
        }
    }
    for word in ["", "2", "maybe"] {
        let config = complete().with("log_requests", word);
        assert_eq!(
            (problems(&config).len(), config.log_requests()),
            (1, false),
            "{word}"
        );
    }
}

#[test]
fn the_user_agent_must_fit_a_header() {
    assert_eq!(
        complete()
            .with("additional_user_agent", "tool/1 (x)")
            .additional_user_agent(),
        Some("tool/1 (x)")
    );
    assert_eq!(
        complete()
            .with("additional_user_agent", "")
            .additional_user_agent(),
        None
    );
    for text in ["a\r\nb: c", "ä", "a\tb"] {
        assert_eq!(
            problems(&complete().with("additional_user_agent", text)).len(),
            1,
            "{text:?}"
        );
    }
}

proptest! {
    #[test]
    fn any_values_are_judged(values in proptest::collection::vec(("tenancy|user|fingerprint|region|log_requests|additional_user_agent|authentication_type", "\\PC{0,40}"), 0..7)) {
        let config = Config::from_pairs(values);
        let _ = config.validate_credentials();
        if let Err(invalid) = config.validate() {
            prop_assert!(!invalid.to_string().contains('\n'));
        }
    }

    #[test]
    fn a_valid_ocid_is_safe_in_a_key_id(text in "\\PC{0,30}|[a-c.:/\" -]{0,12}") {
        if problems(&complete().with("user", &text)).is_empty() {
            prop_assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte)));
            prop_assert!(text.split(['.', ':']).count() >= 5);
        }
    }
}
