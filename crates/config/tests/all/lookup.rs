//! Which file and profile are read, and what is said when there is none.

use crate::common::Home;
use std::path::Path;
use work_requests_config::{Config, ConfigError, Env};

fn with_two_files() -> (Home, String) {
    let home = Home::new();
    home.write("config", "[DEFAULT]\nregion=from-default\n[WORK]\nuser=w\n");
    let other = home.write("other", "[DEFAULT]\nregion=from-other\n");
    (home, other.to_string_lossy().into_owned())
}

#[test]
fn the_default_file_is_in_the_home_folder() {
    let (home, _) = with_two_files();
    assert_eq!(
        Config::load(&home.env()).unwrap().region(),
        Some("from-default")
    );
}

#[test]
fn a_variable_beats_the_default_file() {
    let (home, other) = with_two_files();
    for name in ["OCI_CONFIG_FILE", "OCI_CLI_CONFIG_FILE"] {
        let config = Config::load(&home.env_with([(name, other.as_str())])).unwrap();
        assert_eq!(config.region(), Some("from-other"), "{name}");
    }
}

#[test]
fn the_command_lines_own_variable_beats_the_common_one() {
    let (home, other) = with_two_files();
    let env = home.env_with([
        ("OCI_CONFIG_FILE", "/nowhere"),
        ("OCI_CLI_CONFIG_FILE", other.as_str()),
    ]);
    assert_eq!(Config::load(&env).unwrap().region(), Some("from-other"));
}

#[test]
fn what_the_caller_names_beats_the_environment() {
    let (home, other) = with_two_files();
    let env = home.env_with([
        ("OCI_CLI_CONFIG_FILE", "/nowhere"),
        ("OCI_CLI_PROFILE", "NONE"),
    ]);
    let config = Config::load_with(&env, Some(Path::new(&other)), Some("DEFAULT")).unwrap();
    assert_eq!(config.region(), Some("from-other"));
}

#[test]
fn an_empty_variable_does_not_count() {
    let (home, _) = with_two_files();
    let env = home.env_with([("OCI_CONFIG_FILE", ""), ("OCI_CLI_PROFILE", "")]);
    assert_eq!(Config::load(&env).unwrap().region(), Some("from-default"));
}

#[test]
fn a_variable_names_the_profile() {
    let (home, _) = with_two_files();
    let config = Config::load(&home.env_with([("OCI_CLI_PROFILE", "WORK")])).unwrap();
    assert_eq!((config.profile(), config.user()), ("WORK", Some("w")));
}

#[test]
fn a_tilde_in_paths_is_the_home_folder() {
    let (home, _) = with_two_files();
    let env = home.env_with([("OCI_CONFIG_FILE", "~/.oci/other")]);
    assert_eq!(
        Config::load(&env).unwrap().file(),
        Some(home.path().join(".oci/other").as_path())
    );
    let config = Config::builder()
        .key_file("~/k.pem")
        .security_token_file("~")
        .env(&env)
        .build();
    assert_eq!(config.key_file(), Some(home.path().join("k.pem")));
    assert_eq!(
        config.security_token_file(),
        Some(home.path().to_path_buf())
    );
    let other = Config::builder()
        .key_file("~someone/k.pem")
        .env(&env)
        .build();
    assert_eq!(other.key_file(), Some("~someone/k.pem".into()));
}

#[test]
fn a_missing_file_is_named_with_the_reason() {
    let home = Home::new();
    let by_default = Config::load(&home.env()).unwrap_err().to_string();
    assert!(
        by_default.contains(
            ".oci/config (the default; OCI_CLI_CONFIG_FILE and OCI_CONFIG_FILE are not set)"
        ),
        "{by_default}"
    );
    let by_variable = Config::load(&home.env_with([("OCI_CONFIG_FILE", "/no/where")]))
        .unwrap_err()
        .to_string();
    assert!(
        by_variable.contains("/no/where (named by OCI_CONFIG_FILE)"),
        "{by_variable}"
    );
    let by_caller = Config::from_file_in(&home.env(), "/no/where", "DEFAULT")
        .unwrap_err()
        .to_string();
    assert!(
        by_caller.contains("/no/where (named by the caller)"),
        "{by_caller}"
    );
}

#[test]
fn a_folder_is_unreadable() {
    let home = Home::new();
    let error = Config::from_file_in(&home.env(), home.path(), "DEFAULT").unwrap_err();
    assert!(matches!(error, ConfigError::Unreadable { .. }), "{error:?}");
    assert!(std::error::Error::source(&error).is_some());
}

#[test]
fn a_huge_file_is_unreadable() {
    let home = Home::new();
    let path = home.write("config", "#".repeat(1024 * 1024 + 1));
    let error = Config::from_file_in(&home.env(), &path, "DEFAULT").unwrap_err();
    assert!(matches!(error, ConfigError::Unreadable { .. }), "{error:?}");
    home.write("config", "#".repeat(1024 * 1024));
    Config::from_file_in(&home.env(), &path, "DEFAULT").unwrap();
}

#[test]
fn without_a_home_folder_the_remedy_is_said() {
    let error = Config::load(&Env::empty()).unwrap_err();
    assert!(matches!(error, ConfigError::NoHome));
    assert!(error.to_string().contains("set HOME"));
}

#[test]
fn a_missing_profile_lists_those_there_are() {
    let (home, _) = with_two_files();
    let text = |profile| {
        Config::load_with(&home.env(), None, Some(profile))
            .unwrap_err()
            .to_string()
    };
    assert!(
        text("PROD").ends_with("has no profile [PROD]; use one of [DEFAULT], [WORK]"),
        "{}",
        text("PROD")
    );
    assert!(
        text("work").ends_with("case matters: there is [WORK]"),
        "{}",
        text("work")
    );
}

#[test]
fn the_region_of_the_file_beats_the_environments() {
    let env = Env::from_iter([("OCI_REGION", "r1"), ("OCI_CLI_REGION", "r2")]);
    assert_eq!(
        Config::from_pairs([("region", "mine")]).region_text(&env),
        Some("mine")
    );
    assert_eq!(Config::builder().build().region_text(&env), Some("r2"));
    assert_eq!(
        Config::builder()
            .build()
            .region_text(&Env::from_iter([("OCI_REGION", "r1")])),
        Some("r1")
    );
    assert_eq!(Config::builder().build().region_text(&Env::empty()), None);
}

#[test]
fn a_later_value_replaces_an_earlier_one() {
    let config = Config::from_pairs([("Region", "a"), ("region", "b")]);
    assert_eq!(config.region(), Some("b"));
    assert_eq!(config.with("REGION", "c").region(), Some("c"));
}
