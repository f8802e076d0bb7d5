//! Warnings: files that others can read, and logging.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::common::Home;
use work_requests_config::{Config, WarningKind};

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn files_readable_by_others_come_with_the_chmod() {
    let home = Home::new();
    let key = home.write("my key.pem", "k");
    let token = home.write("token", "t");
    let path = home.write(
        "config",
        "[DEFAULT]\nkey_file=~/.oci/my key.pem\nsecurity_token_file=~/.oci/token\n",
    );
    let config = Config::from_file_in(&home.env(), &path, "DEFAULT").unwrap();

    for file in [&key, &token, &path] {
        set_mode(file, 0o600);
    }
    assert_eq!(config.warnings(), []);

    set_mode(&path, 0o644);
    set_mode(&key, 0o620);
    let warnings = config.warnings();
    assert_eq!(warnings.len(), 2);
    assert_eq!(warnings[0].kind, WarningKind::ReadableByOthers);
    assert_eq!(warnings[0].file.as_deref(), Some(path.as_path()));
    assert_eq!(
        warnings[0].mend,
        format!("run: chmod 600 {}", path.display())
    );
    assert_eq!(
        warnings[1].mend,
        format!("run: chmod 600 '{}'", key.display())
    );
    assert!(warnings[1].what.contains("mode 620"));
}

#[test]
fn a_key_given_in_code_makes_its_file_no_matter() {
    let home = Home::new();
    let key = home.write("key.pem", "k");
    set_mode(&key, 0o644);
    let config = Config::from_pairs([("key_file", key.to_string_lossy().into_owned())]);
    assert_eq!(config.warnings().len(), 1);
    assert_eq!(config.with("key_content", "k").warnings(), []);
}

#[test]
fn logging_cannot_be_turned_on_by_a_library() {
    let warnings = Config::from_pairs([("log_requests", "True")]).warnings();
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].kind, WarningKind::LogRequests);
    assert!(warnings[0].to_string().contains("tracing subscriber"));
}
