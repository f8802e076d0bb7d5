//! The files that let any client call a server.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::fs;
use std::path::Path;

use common::get;
use common::socket::{exchange, signed_text};
use tokio::net::TcpStream;
use work_requests_config::Config;
use work_requests_emulator::{
    ClientFiles, Emulator, ListenOptions, Server, WriteConfigError, demo,
};
use work_requests_signing::{KeyId, PrivateKey, RequestSigner};

async fn started() -> (Emulator, Server) {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    (emulator, server)
}

/// A signer made from nothing but the files, as another program would.
fn signer(files: &ClientFiles) -> RequestSigner {
    let config = Config::from_file(&files.config, "DEFAULT").unwrap();
    config.validate().unwrap();
    let key = fs::read(config.key_file().unwrap()).unwrap();
    let key_id = KeyId::api_key(
        config.tenancy().unwrap(),
        config.user().unwrap(),
        config.fingerprint().unwrap(),
    );
    RequestSigner::new(key_id.unwrap(), PrivateKey::from_pem(&key, None).unwrap())
}

async fn status(emulator: &Emulator, server: &Server, signer: &RequestSigner) -> u16 {
    let target = get(demo::LAUNCH_INSTANCE);
    let text = signed_text(signer, &server.endpoint(), &target, emulator.clock()()).await;
    let stream = TcpStream::connect(server.address()).await.unwrap();
    exchange(stream, &text).await.status()
}

#[tokio::test]
async fn a_client_with_the_files_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let (emulator, server) = started().await;
    let files = server
        .write_config(folder.path().join("a/b"))
        .await
        .unwrap();
    let endpoint = fs::read_to_string(&files.endpoint).unwrap();
    assert_eq!(endpoint, format!("{}\n", server.endpoint()));
    assert_eq!(status(&emulator, &server, &signer(&files)).await, 200);
    let embedded = emulator.credentials();
    assert_eq!(status(&emulator, &server, &embedded.signer()).await, 200);
    assert_ne!(files.credentials.fingerprint(), embedded.fingerprint());
    assert_eq!(files.ca, None);
    let (other, elsewhere) = started().await;
    assert_eq!(
        status(&other, &elsewhere, &signer(&files)).await,
        401,
        "another emulator does not know the key"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_can_read_them() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let (_emulator, server) = started().await;
    let files = server
        .write_config(folder.path().join("new"))
        .await
        .unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for file in [&files.config, &files.key, &files.endpoint] {
        assert_eq!(mode(file), 0o600, "{}", file.display());
    }
    assert_eq!(mode(&folder.path().join("new")), 0o700);
}

#[tokio::test]
async fn a_next_start_replaces_them() {
    let folder = tempfile::tempdir().unwrap();
    let (_first, server) = started().await;
    let before = server.write_config(folder.path()).await.unwrap();
    let (emulator, server) = started().await;
    let after = server.write_config(folder.path()).await.unwrap();
    assert_ne!(
        before.credentials.fingerprint(),
        after.credentials.fingerprint()
    );
    assert_eq!(status(&emulator, &server, &signer(&after)).await, 200);
    let names = fs::read_dir(folder.path()).unwrap();
    let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["config", "emulator-key.pem", "endpoint"]);
}

#[tokio::test]
async fn files_of_others_are_never_replaced() {
    let (_emulator, server) = started().await;
    for name in ["config", "emulator-key.pem", "emulator-ca.pem", "endpoint"] {
        let folder = tempfile::tempdir().unwrap();
        let theirs = folder.path().join(name);
        fs::write(&theirs, "[DEFAULT]\nuser=mine\n").unwrap();
        let error = server.write_config(folder.path()).await.unwrap_err();
        let WriteConfigError::NotOurs { path } = &error else {
            panic!("{name}: {error}");
        };
        assert_eq!(path.file_name().unwrap(), name);
        assert_eq!(
            fs::read_to_string(&theirs).unwrap(),
            "[DEFAULT]\nuser=mine\n"
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_is_named() {
    let (_emulator, server) = started().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let error = server.write_config(&file).await.unwrap_err();
    assert!(
        matches!(&error, WriteConfigError::Io { .. }) && error.to_string().contains("file"),
        "{error}"
    );
    let error = server.write_config(folder.path().join("a\nb")).await;
    assert!(matches!(error, Err(WriteConfigError::Unnameable { .. })));
}

#[tokio::test]
async fn the_secrets_stay_out_of_debug() {
    let folder = tempfile::tempdir().unwrap();
    let (_emulator, server) = started().await;
    let files = server.write_config(folder.path()).await.unwrap();
    assert!(!format!("{files:?} {server:?}").contains("PRIVATE"));
}

#[cfg(feature = "tls")]
#[tokio::test]
async fn the_authority_is_written_beside_them() {
    let folder = tempfile::tempdir().unwrap();
    let emulator = Emulator::demo();
    let secure = emulator
        .start(ListenOptions::default().tls())
        .await
        .unwrap();
    let files = secure.write_config(folder.path()).await.unwrap();
    let ca = files.ca.unwrap();
    assert_eq!(fs::read_to_string(&ca).unwrap(), secure.ca_pem().unwrap());
    let plain = emulator.start(ListenOptions::default()).await.unwrap();
    plain.write_config(folder.path()).await.unwrap();
    assert!(!ca.exists(), "a stale authority misleads");
}
