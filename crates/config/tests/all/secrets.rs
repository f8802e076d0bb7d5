//! Secrets never reach `Debug` or an error's text, and the key can be read.

use crate::common::{Home, read};
use work_requests_config::{Config, ConfigError, Env, ExposeSecret};

#[test]
fn debug_of_an_environment_shows_no_value() {
    let env = Env::from_iter([("TOKEN", "planted"), ("HOME", "/home/me")]);
    let text = format!("{env:?}");
    assert!(
        text.contains("variables: 2") && !text.contains("planted"),
        "{text}"
    );
}

#[test]
fn debug_of_a_configuration_shows_no_secret() {
    let config = Config::builder()
        .region("us-ashburn-1")
        .key_content("planted-key")
        .set("Pass_Phrase", "planted-phrase")
        .set("passphrase", "planted-other")
        .set("my_token", "planted-token");
    let text = format!("{config:?}") + &format!("{:?}", config.build());
    assert!(!text.contains("planted"), "{text}");
    assert!(text.contains("us-ashburn-1"), "{text}");
}

#[test]
fn a_key_in_the_wrong_place_is_not_shown() {
    let pem = "-----BEGIN PRIVATE KEY----- planted";
    let config = Config::from_pairs([
        ("key_file", pem),
        ("user", pem),
        ("fingerprint", pem),
        ("region", pem),
    ]);
    let invalid = config.validate().unwrap_err();
    let text = format!("{config:?} {invalid} {invalid:?}");
    assert!(!text.to_lowercase().contains("planted"), "{text}");
}

#[test]
fn a_key_pasted_into_the_file_is_not_shown() {
    let text = "[DEFAULT]\nkey_content = -----BEGIN PRIVATE KEY-----\nplantedAAAA\nplantedBBBB\nplantedCC==\n-----END PRIVATE KEY-----\n";
    let error = read(text, "DEFAULT").unwrap_err();
    let text = format!("{error} {error:?}").to_lowercase();
    assert!(!text.contains("planted"), "{text}");
}

#[test]
fn secrets_are_not_among_the_plain_values() {
    let config = Config::from_pairs([("pass_phrase", "s"), ("key_content", "k")]);
    assert_eq!(
        (config.get("pass_phrase"), config.get("key_content")),
        (None, None)
    );
    assert_eq!(
        config.keys().collect::<Vec<_>>(),
        ["key_content", "pass_phrase"]
    );
    assert_eq!(config.pass_phrase().unwrap().expose_secret(), "s");
}

#[test]
fn another_sdks_spelling_of_the_passphrase_is_read() {
    let config = Config::from_pairs([("passphrase", "other")]);
    assert_eq!(config.pass_phrase().unwrap().expose_secret(), "other");
    assert_eq!(
        config
            .with("pass_phrase", "ours")
            .pass_phrase()
            .unwrap()
            .expose_secret(),
        "ours"
    );
}

#[test]
fn the_key_is_read_as_it_stands() {
    let home = Home::new();
    let bytes = b"\xef\xbb\xbf-----BEGIN\r\nlabel\n\xff";
    home.write("key.pem", bytes);
    let config = Config::builder()
        .key_file("~/.oci/key.pem")
        .env(&home.env())
        .build();
    assert_eq!(config.key_pem().unwrap().expose_secret(), bytes);
    let both = config.with("key_content", "given");
    assert_eq!(both.key_pem().unwrap().expose_secret(), b"given");
}

#[test]
fn a_key_that_cannot_be_read_names_its_path() {
    let error = Config::from_pairs([("key_file", "/no/key.pem")])
        .key_pem()
        .unwrap_err();
    assert!(matches!(error, ConfigError::KeyFile { .. }));
    assert!(
        error
            .to_string()
            .starts_with("cannot read key_file /no/key.pem"),
        "{error}"
    );
    assert!(matches!(
        Config::builder().build().key_pem(),
        Err(ConfigError::NoKey)
    ));
}
