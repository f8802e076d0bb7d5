//! Faults on this machine: file, profile, key, session, region.

use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use work_requests_signing::KeyId;

use super::site::{Site, examine, key};
use crate::support::{Home, KEY};

const OTHER: &str = include_str!("../../../../signing/tests/keys/other-2048.pem");
const EC: &str = include_str!("../../../../signing/tests/keys/ec-pkcs8.pem");
const SMALL: &str = include_str!("../../../../signing/tests/keys/size-1024.pem");
/// Opened by `correct horse`.
const ENCRYPTED: &str = include_str!("../../../../signing/tests/keys/pbes2-sha256-aes-256.pem");

#[tokio::test]
async fn nothing_is_wrong() {
    Site::new().await.examine(&[]).await.is_well();
}

#[tokio::test]
async fn there_is_no_configuration_file() {
    let found = examine(&Home::empty(), &[], &[]).await;
    found.is(3, "fail config_file: there is no configuration file ~/.oci/config (the default; OCI_CLI_CONFIG_FILE and OCI_CONFIG_FILE are not set) -> create it with `oci setup config`, or name another file; name another with --config-file and --profile; --emulator needs no account");
}

#[tokio::test]
async fn a_line_of_the_file_is_none() {
    let site = Site::new().await;
    site.append("this is no setting");
    site.examine(&[]).await.is(3, "fail config_file: line 7: this line is neither key = value nor [PROFILE] -> write it as key = value, or begin it with # to make it a comment");
}

#[tokio::test]
async fn there_is_no_such_profile() {
    let site = Site::new().await;
    site.examine(&["--profile", "PROD"]).await.is(3, "fail profile: the configuration file ~/.oci/config has no profile [PROD] -> use one of [DEFAULT]");
}

#[tokio::test]
async fn the_user_is_missing() {
    let site = Site::new().await;
    site.rewrite(|config| config.replace("user=", "user_ocid="));
    site.examine(&[]).await.is(
        3,
        "fail profile: line 1: user is missing -> rename `user_ocid` in line 3 to `user`",
    );
}

#[tokio::test]
async fn the_key_file_is_missing() {
    let site = Site::new().await;
    site.rewrite(|config| config.replace("key.pem", "gone.pem"));
    site.examine(&[]).await.is(3, "fail key: line 6: key_file there is no file ~/gone.pem -> correct the path, or put the file there");
}

#[cfg(unix)]
#[tokio::test]
async fn others_can_read_the_key() {
    use std::os::unix::fs::PermissionsExt as _;
    let site = Site::new().await;
    let key = site.home.path().join("key.pem");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    site.examine(&[]).await.is(0, "warn permissions: ~/key.pem: other users can read or change this file (mode 644) -> run: chmod 600 ~/key.pem");
}

#[tokio::test]
async fn the_key_is_none() {
    let site = Site::new().await;
    site.home.write("key.pem", "not a key");
    site.examine(&[]).await.is(3, "fail key: not a key: there is no `-----BEGIN …-----` line -> give the contents of a pem file");
}

#[tokio::test]
async fn the_key_is_not_rsa() {
    let site = Site::new().await;
    site.home.write("key.pem", EC);
    site.examine(&[]).await.is(
        3,
        "fail key: this is an EC key -> the service takes rsa keys only, make one with 2048 bits",
    );
}

#[tokio::test]
async fn the_key_is_too_short() {
    let site = Site::new().await;
    site.home.write("key.pem", SMALL);
    site.examine(&[]).await.is(
        3,
        "fail key: the rsa key has 1024 bits, at least 2048 are needed -> make a new key",
    );
}

#[tokio::test]
async fn the_key_is_encrypted_and_there_is_no_passphrase() {
    let site = Site::new().await;
    site.home.write("key.pem", ENCRYPTED);
    site.examine(&[]).await.is(
        3,
        "fail passphrase: the key is encrypted -> set pass_phrase in profile DEFAULT",
    );
}

#[tokio::test]
async fn the_passphrase_is_another_keys() {
    let site = Site::new().await;
    site.home.write("key.pem", ENCRYPTED);
    site.append("pass_phrase=hunter2-planted");
    site.examine(&[]).await.is(3, "fail passphrase: the passphrase does not open the key -> correct pass_phrase of profile DEFAULT");
}

#[tokio::test]
async fn a_passphrase_that_opens_the_key_and_one_that_is_not_needed_are_fine() {
    let site = Site::new().await;
    site.append("pass_phrase=correct horse");
    site.examine(&[])
        .await
        .says("ok passphrase: there is one, and the key, which is not encrypted, needs none")
        .is_well();
    site.home.write("key.pem", ENCRYPTED);
    site.examine(&["--offline"])
        .await
        .says("ok passphrase: it opens the key");
}

#[cfg(unix)]
#[tokio::test]
async fn the_passphrase_is_asked_for_where_somebody_can_answer() {
    use crate::support::terminal::Terminal;
    let site = Site::new().await;
    site.home.write("key.pem", ENCRYPTED);
    let mut terminal = Terminal::start(&site.home, &["doctor", "--offline"]);
    terminal.until("Passphrase of the private key: ").await;
    terminal.enter("correct horse\n").await;
    let (_, screen) = terminal.end().await;
    assert!(screen.contains("it opens the key"), "{screen}");
    assert!(!screen.contains("correct horse"), "{screen}");
}

#[tokio::test]
async fn the_fingerprint_is_another_keys() {
    let site = Site::new().await;
    let (own, other) = (key(KEY).fingerprint(), key(OTHER).fingerprint());
    site.rewrite(|config| config.replace(own.as_str(), other.as_str()));
    // The service goes by its own records, and may know this key under that name.
    site.trust(KEY, other.as_str());
    site.examine(&[]).await.is(0, &format!("warn fingerprint: the configured fingerprint {other} is not that of the key, {own} -> use the key that belongs to it, or correct it"));
}

#[tokio::test]
async fn the_fingerprint_is_none() {
    let site = Site::new().await;
    let own = key(KEY).fingerprint();
    site.rewrite(|config| config.replace(own.as_str(), "12:34"));
    site.examine(&[]).await.is(3, "fail fingerprint: line 4: fingerprint has 2 pairs of digits instead of 16 -> copy the fingerprint from the console's list of API keys: 16 pairs of hexadecimal digits with colons between");
}

/// A session of this life in place of the API key.
fn sign_in(site: &Site, life: i64) {
    let now = (site.emulator.clock())()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap();
    let exp = now.as_secs().saturating_add_signed(life);
    let claims = URL_SAFE_NO_PAD.encode(format!(r#"{{"exp":{exp}}}"#));
    let token = format!("e30.{claims}.c2ln");
    let file = site.home.write("token", &token);
    site.append(&format!("security_token_file={}", file.display()));
    let id = KeyId::new(format!("ST${token}")).unwrap();
    site.emulator
        .control()
        .trust(id, key(KEY).public_key().clone());
}

#[tokio::test]
async fn the_session_has_expired() {
    let site = Site::new().await;
    sign_in(&site, -300);
    site.examine(&[]).await.is(3, "fail token: the token expired 5 min ago -> sign in again, with `oci session authenticate` or `refresh`");
}

#[tokio::test]
async fn the_session_ends_soon() {
    let site = Site::new().await;
    sign_in(&site, 3_600);
    site.examine(&[]).await.is_well();
    let site = Site::new().await;
    sign_in(&site, 100);
    let found = site
        .examine(&[])
        .await
        .calling("1m 39s", "SOON")
        .calling("1m 38s", "SOON");
    found.is(
        0,
        "warn token: it ends in SOON -> refresh it with `oci session refresh`",
    );
}

#[tokio::test]
async fn the_region_is_none() {
    let site = Site::new().await;
    site.rewrite(|config| config.replace("us-ashburn-1", "us ashburn"));
    site.examine(&[]).await.is(3, "fail region: line 5: region has ' ' as character 3; only ASCII letters, digits, `-` and `_` may stand there -> write a region id such as us-ashburn-1, or its short code such as iad");
}

#[tokio::test]
async fn the_region_is_not_known() {
    let home = Home::new();
    let found = examine(&home, &[], &["--offline", "--region", "us-asburn-1"]).await;
    found.is(0, "warn region: us-asburn-1 is in no table; its domain is assumed to be oraclecloud.com -> check the spelling; a new region is described with OCI_REGION_METADATA");
}

#[tokio::test]
async fn the_endpoint_is_no_url() {
    let home = Home::new();
    let found = examine(&home, &[], &["--endpoint", "iaas.example.com"]).await;
    found.is(3, "fail endpoint: service endpoint: the endpoint does not begin with http:// or https:// -> write it as https://host");
}

#[tokio::test]
async fn the_endpoint_is_plaintext() {
    let home = Home::new();
    let args = ["--endpoint", "http://192.0.2.1", "--offline"];
    examine(&home, &[], &args).await.is(3, "fail endpoint: plain http to `192.0.2.1` was refused, it would show the request to the network -> use an https:// endpoint, or allow http:// with --allow-plaintext");
    let allowed = [&args[..], &["--allow-plaintext"]].concat();
    examine(&home, &[], &allowed).await.is(0, "warn endpoint: http://192.0.2.1/20160918 is not encrypted: others on the way can read and change answers -> use an https:// endpoint");
}

#[tokio::test]
async fn there_is_no_such_principal() {
    let args = [
        "--auth",
        "resource_principal",
        "--endpoint",
        "https://127.0.0.1:9",
        "--offline",
    ];
    examine(&Home::empty(), &[], &args).await.is(3, "fail token: there is no resource principal: the environment variable OCI_RESOURCE_PRINCIPAL_VERSION is not set -> the platform that runs the program sets it");
}
