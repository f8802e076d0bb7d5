//! Every way to sign in, against the emulated identity services over sockets: what it says, and
//! that none of it is a secret.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex};

use secrecy::ExposeSecret as _;
use tempfile::TempDir;
use work_requests::{AuthenticationType, ClientBuilder, Config, Env, Error, WorkRequestClient};
use work_requests_emulator::{Emulator, Fault, FaultAnswer, ListenOptions, Server, Verdict, demo};

const ENCRYPTED: &str = include_str!("../../../signing/tests/keys/pbes2-sha256-aes-256.pem");
const PASSPHRASE: &str = "correct horse";
const DELEGATION: &str = "delegation-token-of-a-user";

/// All that was logged, at every level and by every crate.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Cloud {
    emulator: Emulator,
    server: Server,
    #[cfg(target_os = "linux")]
    cluster: Server,
    folder: TempDir,
    variables: BTreeMap<String, String>,
}

impl Cloud {
    async fn new() -> Self {
        let emulator = Emulator::demo();
        let server = emulator.start(ListenOptions::default()).await.unwrap();
        let endpoint = server.endpoint();
        let variables = [
            ("OCI_METADATA_BASE_URL", format!("{endpoint}/opc/v2")),
            ("OCI_SDK_AUTH_CLIENT_REGION_URL", endpoint),
        ];
        Self {
            #[cfg(target_os = "linux")]
            cluster: cluster(&emulator).await,
            emulator,
            server,
            folder: tempfile::tempdir().unwrap(),
            variables: variables
                .map(|(name, value)| (name.to_owned(), value))
                .into(),
        }
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn builder(&self, kind: AuthenticationType, resource: &[(&str, &str)]) -> ClientBuilder {
        let resource = resource.iter().map(|(name, value)| {
            let value = value.replace("{endpoint}", &self.server.endpoint());
            (format!("OCI_RESOURCE_PRINCIPAL_{name}"), value)
        });
        let env: Env = self.variables.clone().into_iter().chain(resource).collect();
        WorkRequestClient::builder()
            .environment(env)
            .authentication(kind)
            .service_endpoint(self.server.endpoint())
    }

    /// A pod of the cluster.
    #[cfg(target_os = "linux")]
    fn workload(&self) -> ClientBuilder {
        let account = self.emulator.identity().service_account_token().unwrap();
        let files = [
            ("TOKEN_PATH", self.file("account", account.expose_secret())),
            (
                "CERT_PATH",
                self.file("ca.crt", self.cluster.ca_pem().unwrap()),
            ),
        ];
        let files =
            files.map(|(name, path)| (format!("OCI_KUBERNETES_SERVICE_ACCOUNT_{name}"), path));
        let host = self.cluster.address().ip().to_string();
        let host = [("KUBERNETES_SERVICE_HOST".to_owned(), host)];
        let kind = AuthenticationType::OkeWorkloadIdentity;
        self.builder(kind, &[])
            .environment(files.into_iter().chain(host).collect())
    }

    /// A session that the official command line began; its token is one of the resource's.
    fn session(&self) -> ClientBuilder {
        let identity = self.emulator.identity();
        let token = identity.resource_token().unwrap();
        let config = Config::builder()
            .tenancy(demo::TENANCY)
            .region(demo::REGION)
            .key_file(self.file("session.pem", identity.resource_key_pem()))
            .security_token_file(self.file("session", token.expose_secret()));
        self.builder(AuthenticationType::SecurityToken, &[])
            .config(config.build())
    }

    /// All ways.
    fn ways(&self) -> Vec<ClientBuilder> {
        use AuthenticationType::{InstanceOboUser, InstancePrincipal, ResourcePrincipal};
        let identity = self.emulator.identity();
        let token = identity.resource_token().unwrap();
        let own = [
            ("RPT_ENDPOINT", "{endpoint}"),
            ("RPST_ENDPOINT", "{endpoint}"),
            ("RESOURCE_ID", identity.resource()),
            ("TENANCY_ID", demo::TENANCY),
            ("PRIVATE_PEM", identity.resource_key_pem()),
            ("SECURITY_CONTEXT", DELEGATION),
        ];
        let own = |version| [&own[..], &[("VERSION", version)]].concat();
        let given = [
            ("VERSION", "2.2"),
            ("RPST", token.expose_secret()),
            ("PRIVATE_PEM", identity.resource_key_pem()),
        ];
        let parent = "{endpoint}/20180711/parentResourcePrincipalToken/1";
        let nested = [
            ("VERSION", "3.0"),
            ("RPT_URL_FOR_PARENT_RESOURCE", parent),
            ("RPST_ENDPOINT_FOR_PARENT_RESOURCE", "{endpoint}"),
            ("VERSION_FOR_LEAF_RESOURCE", "2.2"),
            ("RPST_FOR_LEAF_RESOURCE", token.expose_secret()),
            ("PRIVATE_PEM_FOR_LEAF_RESOURCE", identity.resource_key_pem()),
        ];
        let delegation = self.file("delegation", DELEGATION);
        let user = Config::from_pairs([("delegation_token_file", delegation)]);
        vec![
            self.builder(InstancePrincipal, &[]),
            self.builder(InstanceOboUser, &[]).config(user.clone()),
            self.builder(ResourcePrincipal, &given).config(user),
            self.session(),
            #[cfg(target_os = "linux")]
            self.workload(),
            self.builder(
                ResourcePrincipal,
                &[("VERSION", "1.1"), ("RPT_ENDPOINT", "{endpoint}")],
            ),
            self.builder(ResourcePrincipal, &own("2.1")),
            self.builder(ResourcePrincipal, &own("2.1.1")),
            self.builder(ResourcePrincipal, &own("2.1.2")),
            self.builder(ResourcePrincipal, &given),
            self.builder(ResourcePrincipal, &nested),
            self.builder(InstancePrincipal, &[]).default_chain(),
        ]
    }

    /// Everything that must not be said, in pieces that a wrapped or cut line still shows.
    fn secrets(&self) -> Vec<String> {
        let mut secrets = vec![
            PASSPHRASE.to_owned(),
            DELEGATION.to_owned(),
            PLANTED.to_owned(),
            "emulator-service-principal".to_owned(),
        ];
        let identity = self.emulator.identity();
        let keys = [
            identity.resource_key_pem(),
            identity.instance_key_pem(),
            ENCRYPTED,
        ];
        let lines = keys.into_iter().flat_map(str::lines);
        secrets.extend(lines.filter(|line| line.len() > 60).map(str::to_owned));
        for received in self.emulator.received() {
            if let Verdict::Verified { key_id } = &received.verdict
                && let Some(token) = key_id.as_str().strip_prefix("ST$")
            {
                // The parts apart: the first is the same in all tokens and no secret.
                secrets.extend(token.split('.').skip(1).map(str::to_owned));
            }
            if let Some(account) = received.header("authorization")
                && let Some(token) = account.strip_prefix("Bearer ey")
            {
                secrets.extend(token.split('.').skip(1).map(str::to_owned));
            }
            if let Some(value) = received.header("authorization")
                && let Some((_, signature)) = value.split_once("signature=\"")
            {
                let end = signature.find('"').unwrap();
                secrets.push(signature[..end].to_owned());
            }
        }
        secrets
    }
}

/// The port of clusters is fixed, so this takes an address of its own.
#[cfg(target_os = "linux")]
async fn cluster(emulator: &Emulator) -> Server {
    use std::sync::atomic::{AtomicU8, Ordering};
    static LAST: AtomicU8 = AtomicU8::new(10);
    let process = std::process::id();
    let last = LAST.fetch_add(1, Ordering::Relaxed);
    let host = format!("127.{}.{}.{last}", 1 + process / 256 % 250, process % 256);
    let address = format!("{host}:12250").parse().unwrap();
    emulator
        .start(ListenOptions::at(address).tls())
        .await
        .unwrap()
}

/// What a service might say that must not be repeated.
const PLANTED: &str = "eyJhbGciOiJub25lIn0";

fn said(error: &Error) -> String {
    let mut text = format!("{error} {error:?}");
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text = format!("{text} {error} {error:?}");
        cause = error.source();
    }
    text
}

/// Uses every way, well and badly, and gives all that was shown of it.
async fn used(cloud: &Cloud) -> String {
    let mut shown = String::new();
    for index in 0..cloud.ways().len() {
        // Made anew each time, because what was issued before is revoked.
        let builder = cloud.ways().remove(index);
        shown += &format!("{builder:?}");
        let client = builder.discover().await.unwrap().build().unwrap();
        let response = client.get_work_request(demo::DETACH_VOLUME).await.unwrap();
        shown += &format!("{client:?} {response:?}");
        cloud.emulator.identity().revoke_tokens();
        let again = client.get_work_request(demo::DETACH_VOLUME).await;
        shown += &again.map_or_else(|error| said(&error), |answer| format!("{answer:?}"));
    }
    let answers = [
        format!(r#"{{"token": "{PLANTED}"}}"#),
        format!(r#"{{"token": 7, "other": "{PLANTED}"}}"#),
        format!(r#"{{"resourcePrincipalToken": "{PLANTED}"}}"#),
        format!("-----BEGIN PRIVATE KEY-----\n{PLANTED}\n-----END PRIVATE KEY-----\n"),
        PLANTED.to_owned(),
    ];
    for path in [
        "/opc/v2/identity",
        "/v1/",
        "/20180711/",
        "/resourcePrincipal",
    ] {
        let refusals = [(400, &answers[0]), (401, &answers[0])];
        let good = answers.iter().map(|answer| (200, answer));
        for (status, answer) in good.chain(refusals) {
            let control = cloud.emulator.control();
            let fault = FaultAnswer::status(status).body(answer.as_str());
            control
                .add_fault(Fault::new(fault).path(path).forever())
                .unwrap();
            for builder in cloud.ways() {
                let client = builder.build().unwrap();
                let call = client.get_work_request(demo::DETACH_VOLUME).await;
                shown += &call.map_or_else(|error| said(&error), |_| String::new());
                shown += &format!("{client:?}");
            }
            control.clear_faults();
        }
    }
    shown
}

#[test]
fn every_way_signs_in_and_none_says_a_secret() {
    crate::common::let_the_log_be_heard();
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let (shown, secrets) = tracing::subscriber::with_default(subscriber, || {
        runtime.block_on(async {
            let cloud = Cloud::new().await;
            let shown = used(&cloud).await;
            (shown, cloud.secrets())
        })
    });
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("TRACE"), "not everything was logged");
    assert!(secrets.len() > 40, "{} secrets", secrets.len());
    for secret in &secrets {
        assert!(!shown.contains(secret.as_str()), "shown: {secret}");
        assert!(!log.contains(secret.as_str()), "logged: {secret}");
    }
}

#[tokio::test]
async fn a_wrong_passphrase_is_told_and_not_shown() {
    let cloud = Cloud::new().await;
    let token = cloud.emulator.identity().resource_token().unwrap();
    let key = cloud.file("key.pem", ENCRYPTED);
    for (phrase, good) in [(PASSPHRASE, true), ("battery staple", false)] {
        let phrase_file = cloud.file("phrase", &format!("{phrase}\n"));
        let builder = cloud.builder(
            AuthenticationType::ResourcePrincipal,
            &[
                ("VERSION", "2.2"),
                ("RPST", token.expose_secret()),
                ("PRIVATE_PEM", &key),
                ("PRIVATE_PEM_PASSPHRASE", &phrase_file),
            ],
        );
        let client = builder.build().unwrap();
        let error = client
            .get_work_request(demo::DETACH_VOLUME)
            .await
            .unwrap_err();
        let said = said(&error);
        // The key opens, and is another one than the token's: the service refuses it.
        assert_eq!(error.status().is_some(), good, "{said}");
        assert_eq!(said.contains("passphrase"), !good, "{said}");
        assert!(!said.contains(phrase), "{said}");
    }
}

#[tokio::test]
async fn the_realm_of_an_unknown_region_comes_from_the_instance() {
    let cloud = Cloud::new().await;
    let control = cloud.emulator.control();
    let region = FaultAnswer::status(200).body("xx-invented-1\n");
    let region = Fault::new(region).path("/opc/v2/instance/region");
    let info = FaultAnswer::status(200).body(
        r#"{"realmKey": "OC99", "realmDomainComponent": "cloud.example", "regionKey": "XYZ", "regionIdentifier": "xx-invented-1"}"#,
    );
    control
        .add_fault(
            Fault::new(info)
                .path("/opc/v2/instance/regionInfo")
                .forever(),
        )
        .unwrap();
    control.add_fault(region.forever()).unwrap();
    let env: Env = cloud.variables.clone().into_iter().collect();
    let builder = WorkRequestClient::builder()
        .environment(env)
        .authentication(AuthenticationType::InstancePrincipal);
    let client = builder.discover().await.unwrap().build().unwrap();
    assert!(
        format!("{client:?}").contains("iaas.xx-invented-1.cloud.example"),
        "{client:?}"
    );
}
