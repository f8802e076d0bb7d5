//! The rules of a profile file's text.

use crate::common::read;
use proptest::prelude::*;
use work_requests_config::{Config, ConfigError, ExposeSecret, SecretString};

fn default(text: &str) -> Config {
    read(text, "DEFAULT").unwrap()
}

/// `line: what` of each problem that reading alone finds, without what validation adds.
fn faults(text: impl AsRef<[u8]>, profile: &str) -> Vec<String> {
    let Err(ConfigError::Invalid(invalid)) = read(text, profile) else {
        panic!("the text was accepted");
    };
    let about_text = |key: &Option<String>| {
        !matches!(
            key.as_deref(),
            Some("tenancy" | "user" | "fingerprint" | "key_file" | "region")
        )
    };
    let problems = invalid
        .problems()
        .iter()
        .filter(|problem| about_text(&problem.key));
    problems
        .map(|problem| format!("{:?}: {}", problem.line, problem.what))
        .collect()
}

#[test]
fn default_is_inherited_and_overridden() {
    let text = "[DEFAULT]\nregion=us-ashburn-1\ntenancy=t\n[WORK]\nregion=eu-zurich-1\n";
    let config = read(text, "WORK").unwrap();
    assert_eq!(
        (config.region(), config.tenancy()),
        (Some("eu-zurich-1"), Some("t"))
    );
    assert_eq!(config.profile(), "WORK");
    assert_eq!(config.origin("region").unwrap().line, 5);
    assert_eq!(config.origin("tenancy").unwrap().line, 3);
}

#[test]
fn profiles_do_not_inherit_from_one_another() {
    let text = "[A]\nregion=a\n[B]\nuser=b\n";
    assert_eq!(read(text, "B").unwrap().region(), None);
    assert_eq!(default(text).keys().count(), 0);
}

#[test]
fn default_may_come_last() {
    let config = read("[A]\nuser=a\n[DEFAULT]\nuser=d\nregion=r\n", "A").unwrap();
    assert_eq!((config.user(), config.region()), (Some("a"), Some("r")));
}

#[test]
fn separators_case_and_space() {
    let config = default(
        "[DEFAULT]\n  Region  :   us-ashburn-1   \nURL = https://h:1/p=q\nempty =\nURL2: a=b\n",
    );
    assert_eq!(config.region(), Some("us-ashburn-1"));
    assert_eq!(config.get("url"), Some("https://h:1/p=q"));
    assert_eq!(config.get("URL2"), Some("a=b"));
    assert_eq!(config.get("empty"), Some(""));
}

#[test]
fn comments_take_whole_lines_only() {
    let config =
        default("# one\n; two\n[DEFAULT]\n   # three\nregion = us-ashburn-1 ; home # yes\n");
    assert_eq!(config.region(), Some("us-ashburn-1 ; home # yes"));
    assert_eq!(config.keys().count(), 1);
}

#[test]
fn percent_and_equals_signs_stay() {
    let config = default("[DEFAULT]\npass_phrase = a=%(b)s=%%\n");
    assert_eq!(
        config.pass_phrase().map(SecretString::expose_secret),
        Some("a=%(b)s=%%")
    );
}

#[test]
fn unknown_keys_are_kept() {
    let config = default("[DEFAULT]\nMy-Own Key = x\n");
    assert_eq!(config.get("my-own key"), Some("x"));
    assert_eq!(config.keys().collect::<Vec<_>>(), ["my-own key"]);
}

#[test]
fn windows_line_ends() {
    let config = default("[DEFAULT]\r\nregion=us-ashburn-1\r\nuser=u\r\n");
    assert_eq!(
        (config.region(), config.user()),
        (Some("us-ashburn-1"), Some("u"))
    );
}

#[test]
fn indented_lines_continue_a_value() {
    let config =
        default("[DEFAULT]\nnote = one\n  two\n\n  # not part of it\n  three = 3\n\nuser = u\n");
    assert_eq!(config.get("note"), Some("one\ntwo\n\nthree = 3"));
    assert_eq!(config.origin("note").unwrap().continued_at, Some(3));
    assert_eq!(config.user(), Some("u"));
}

#[test]
fn evenly_indented_keys_are_keys() {
    let config = default("[DEFAULT]\n  user = u\n  region = r\n tenancy = t\n");
    assert_eq!(
        (config.user(), config.region(), config.tenancy()),
        (Some("u"), Some("r"), Some("t"))
    );
}

#[test]
fn an_indented_line_after_a_header_is_a_key() {
    let config = read("[DEFAULT]\nuser = u\n[A]\n    region = r\n", "A").unwrap();
    assert_eq!((config.user(), config.region()), (Some("u"), Some("r")));
}

#[test]
fn names_keep_case_and_spaces_and_ignore_what_follows() {
    let text = "[My Profile] # mine\nregion=r\n";
    assert_eq!(read(text, "My Profile").unwrap().region(), Some("r"));
    assert!(matches!(
        read(text, "my profile"),
        Err(ConfigError::ProfileNotFound { .. })
    ));
}

#[test]
fn an_empty_file_has_a_default_profile() {
    assert_eq!(default("").keys().count(), 0);
}

#[test]
fn faults_are_reported_with_their_lines() {
    let cases: [(&str, &str, &[&str]); 9] = [
        ("[DEFAULT]\nuser=a\nUSER=b\n", "DEFAULT", &[]),
        (
            "[A]\nx=1\n[A]\nx=2\n",
            "A",
            &["Some(3): the profile [A] stands already in line 1"],
        ),
        (
            "[DEFAULT]\n[DEFAULT]\n",
            "DEFAULT",
            &["Some(2): the profile [DEFAULT] stands already in line 1"],
        ),
        (
            "x=1\ny=2\n[DEFAULT]\nz=3\n",
            "DEFAULT",
            &["Some(1): this line stands before the first profile"],
        ),
        (
            "[DEFAULT]\nnonsense\n",
            "DEFAULT",
            &["Some(2): this line is neither key = value nor [PROFILE]"],
        ),
        (
            "[DEFAULT]\nA\nB\nC\nx=1\nD\n",
            "DEFAULT",
            &[
                "Some(2): the lines from here to line 4 are neither key = value nor [PROFILE]",
                "Some(6): this line is neither key = value nor [PROFILE]",
            ],
        ),
        (
            "[DEFAULT]\n= value\n",
            "DEFAULT",
            &["Some(2): this line is neither key = value nor [PROFILE]"],
        ),
        (
            "[DEFAULT\nuser=u\n",
            "DEFAULT",
            &["Some(1): this profile line has no name or no closing bracket"],
        ),
        (
            "\u{feff}[DEFAULT]\n",
            "DEFAULT",
            &["Some(1): the file begins with a byte order mark"],
        ),
    ];
    for (text, profile, expected) in cases {
        assert_eq!(faults(text, profile), expected, "{text:?}");
    }
}

#[test]
fn a_repeated_key_names_both_lines() {
    let Err(ConfigError::Invalid(invalid)) = read("[DEFAULT]\nuser=a\n\nUSER=b\n", "DEFAULT")
    else {
        panic!("accepted");
    };
    let problem = invalid
        .problems()
        .iter()
        .find(|problem| problem.line == Some(4))
        .unwrap();
    assert_eq!(problem.key.as_deref(), Some("user"));
    assert_eq!(problem.what, "the key stands already in line 2");
}

#[test]
fn lines_before_any_header_are_checked_as_default() {
    let text = format!("user={}\n[DEFAULT]\nuser=x\n", crate::common::USER);
    let Err(ConfigError::Invalid(invalid)) = read(text, "DEFAULT") else {
        panic!("accepted");
    };
    let lines: Vec<_> = invalid
        .problems()
        .iter()
        .filter(|problem| problem.key.as_deref() == Some("user"))
        .collect();
    assert_eq!(
        lines.len(),
        1,
        "the repetition, and no complaint that user is missing: {lines:?}"
    );
}

#[test]
fn bytes_that_are_not_utf8_are_reported_with_their_line() {
    assert_eq!(
        faults(b"[DEFAULT]\nuser=\xff\n", "DEFAULT"),
        ["Some(2): the text is not UTF-8 from here on"]
    );
}

#[test]
fn a_key_in_the_file_is_refused_and_not_shown() {
    let error = read("[DEFAULT]\nkey_content = MIIEplanted\n", "DEFAULT").unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(
        text.contains("key_content") && text.contains("save the key in a file of its own"),
        "{text}"
    );
    assert!(!text.contains("MIIEplanted"), "{text}");
}

#[test]
fn a_broken_header_is_named_when_its_profile_is_asked_for() {
    let Err(ConfigError::Invalid(invalid)) = read("[DEFAULT]\nfoo\n[WORK\nuser=u\n", "OTHER")
    else {
        panic!("accepted");
    };
    let whats: Vec<&str> = invalid
        .problems()
        .iter()
        .map(|problem| problem.what.as_str())
        .collect();
    assert_eq!(whats.len(), 3);
    assert!(whats[2].contains("no profile [OTHER]"), "{whats:?}");
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*|([\\[\\]=:#; \t\r\na-c\u{feff}]{0,60})", profile in "[A-C]{0,2}|DEFAULT") {
        let outcome = read(&text, &profile);
        if let Err(ConfigError::Invalid(invalid)) = &outcome {
            prop_assert!(!invalid.problems().is_empty());
            let last = text.lines().count().max(1);
            prop_assert!(invalid.problems().iter().all(|problem| problem.line.is_none_or(|line| (1..=last).contains(&line))));
        }
    }

    #[test]
    fn what_is_written_is_read(
        values in proptest::collection::btree_map("[a-z][a-z_]{0,8}", "[!-~]([ -~]{0,20}[!-~])?", 0..8),
        separator in prop::sample::select(vec!["=", " = ", ": ", ":"]),
    ) {
        let lines: String = values.iter().map(|(key, value)| format!("{key}{separator}{value}\n")).collect();
        prop_assume!(!values.contains_key("key_content"));
        let config = read(format!("[DEFAULT]\n{lines}"), "DEFAULT").unwrap();
        for (index, (key, value)) in values.iter().enumerate() {
            prop_assert_eq!(config.origin(key).unwrap().line, index + 2);
            if !["fingerprint", "pass_phrase", "passphrase"].contains(&key.as_str()) {
                prop_assert_eq!(config.get(key), Some(value.as_str()));
            }
        }
    }
}
