//! Signing in as what the program runs on, from the binary over emulated identity services to calls
//! that the emulator verifies; tokens live for a second, so that each way refreshes them.

use std::collections::HashSet;
use std::path::Path;
use std::time::Duration;

use secrecy::ExposeSecret as _;
use work_requests_emulator::{Emulator, ListenOptions, Server, Verdict, WorkRequestScript, demo};

use crate::support::{Home, Run, finish};

const LIFE: Duration = Duration::from_secs(1);

/// Work that outlives three tokens, and all that the binary needs to call.
struct Cloud {
    emulator: Emulator,
    server: Server,
    home: Home,
    id: String,
}

impl Cloud {
    async fn new() -> Self {
        Self::at(ListenOptions::default()).await
    }

    async fn at(options: ListenOptions) -> Self {
        let emulator = Emulator::builder().build();
        let script = WorkRequestScript::new("LaunchInstance").succeeded(Duration::from_secs(5));
        let id = emulator.control().create(script).unwrap();
        emulator.identity().token_life(LIFE);
        Self {
            server: emulator.start(options).await.unwrap(),
            home: Home::empty(),
            emulator,
            id,
        }
    }

    /// The variables by which programs find the emulated services.
    fn variables(&self) -> Vec<(String, String)> {
        let endpoint = self.server.endpoint();
        vec![
            (
                "OCI_METADATA_BASE_URL".to_owned(),
                format!("{endpoint}/opc/v2"),
            ),
            ("OCI_SDK_AUTH_CLIENT_REGION_URL".to_owned(), endpoint),
        ]
    }

    /// Variables of a resource principal.
    fn resource(&self, pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut variables = self.variables();
        for (name, value) in pairs {
            let value = value.replace("{endpoint}", &self.server.endpoint());
            variables.push((format!("OCI_RESOURCE_PRINCIPAL_{name}"), value));
        }
        variables
    }

    /// Waits for the work, and checks that all that was sent was good and signed with at least
    /// three tokens.
    async fn waits(&self, auth: &str, variables: &[(String, String)], more: &[&str]) -> Run {
        let endpoint = self.server.endpoint();
        let mut args = vec![
            "wait",
            &self.id,
            "--interval",
            "0.2",
            "--endpoint",
            &endpoint,
        ];
        args.extend(["--auth", auth]);
        args.extend(more);
        let mut command = self.home.command(&args);
        command.envs(variables.iter().map(|(name, value)| (name, value)));
        let run = finish(command.spawn().unwrap()).await.exits(0);
        self.check_tokens();
        run
    }

    #[track_caller]
    fn check_tokens(&self) {
        let received = self.emulator.received();
        let reads = received
            .iter()
            .filter(|r| r.target.contains("/workRequests/"));
        let (mut tokens, mut refused) = (HashSet::new(), 0);
        for read in reads {
            match &read.verdict {
                Verdict::Verified { key_id } => {
                    assert!(key_id.as_str().starts_with("ST$"), "{key_id:?}");
                    tokens.insert(key_id.clone());
                }
                _ => refused += 1,
            }
        }
        assert!(tokens.len() >= 3, "{} tokens signed", tokens.len());
        assert_eq!(refused, 0, "no token was used after its end");
    }

    /// Checks that all reads were on behalf of this user.
    #[track_caller]
    fn check_user(&self, token: &str) {
        let received = self.emulator.received();
        let mut reads = received
            .iter()
            .filter(|r| r.target.contains("/workRequests/"));
        assert!(reads.all(|r| r.header("opc-obo-token") == Some(token)));
    }

    fn paths(&self) -> Vec<String> {
        let received = self.emulator.received();
        received.into_iter().map(|r| r.target).collect()
    }
}

#[tokio::test]
async fn an_instance_signs_in_by_its_certificate() {
    let cloud = Cloud::new().await;
    cloud
        .waits("instance_principal", &cloud.variables(), &[])
        .await;
    let certificates = cloud
        .paths()
        .iter()
        .filter(|path| path.ends_with("cert.pem"))
        .count();
    assert!(
        certificates >= 3,
        "the certificate is read anew: {certificates}"
    );
}

#[tokio::test]
async fn an_instance_acts_for_the_user_whose_delegation_token_the_profile_names() {
    let cloud = Cloud::new().await;
    let token = cloud.home.write("delegation", "for-a-user\n");
    let profile = format!(
        "[DEFAULT]\nauthentication_type=instance_principal\ndelegation_token_file={}\nregion=iad\n",
        token.display()
    );
    cloud.home.write(".oci/config", &profile);
    cloud
        .waits("instance_obo_user", &cloud.variables(), &[])
        .await;
    cloud.check_user("for-a-user");
    // The form of the Cloud Shell: the profile says it all.
    let endpoint = cloud.server.endpoint();
    let args = ["get", &cloud.id, "--endpoint", &endpoint];
    let mut command = cloud.home.command(&args);
    command.envs(cloud.variables());
    finish(command.spawn().unwrap()).await.exits(0);
}

#[tokio::test]
async fn a_resource_signs_in_by_the_instance_it_is_on() {
    let cloud = Cloud::new().await;
    let variables = cloud.resource(&[("VERSION", "1.1"), ("RPT_ENDPOINT", "{endpoint}")]);
    cloud.waits("resource_principal", &variables, &[]).await;
}

#[tokio::test]
async fn a_resource_acts_for_the_user_whose_delegation_token_the_profile_names() {
    let cloud = Cloud::new().await;
    let token = cloud.home.write("delegation", "for-a-user\n");
    let profile = format!(
        "[DEFAULT]\ndelegation_token_file={}\nregion=iad\n",
        token.display()
    );
    cloud.home.write(".oci/config", &profile);
    let variables = cloud.resource(&[("VERSION", "1.1"), ("RPT_ENDPOINT", "{endpoint}")]);
    let profile = ["--profile", "DEFAULT"];
    cloud
        .waits("resource_principal", &variables, &profile)
        .await;
    cloud.check_user("for-a-user");
}

#[tokio::test]
async fn a_resource_signs_in_by_a_key_of_its_own() {
    let versions = ["2.1", "2.1.1", "2.1.2"].map(async |version| {
        let cloud = Cloud::new().await;
        let identity = cloud.emulator.identity();
        let variables = cloud.resource(&[
            ("VERSION", version),
            ("RPT_ENDPOINT", "{endpoint}"),
            ("RPST_ENDPOINT", "{endpoint}"),
            ("RESOURCE_ID", identity.resource()),
            ("TENANCY_ID", demo::TENANCY),
            ("PRIVATE_PEM", identity.resource_key_pem()),
            ("REGION", "us-ashburn-1"),
        ]);
        cloud.waits("resource_principal", &variables, &[]).await;
    });
    futures_util::future::join_all(versions).await;
}

/// Replaces the token in a file, as a platform does, until it is dropped.
async fn keep_fresh(cloud: &Cloud, file: &Path) {
    loop {
        let token = cloud.emulator.identity().resource_token().unwrap();
        let next = file.with_extension("next");
        std::fs::write(&next, format!("{}\n", token.expose_secret())).unwrap();
        std::fs::rename(next, file).unwrap();
        tokio::time::sleep(LIFE / 2).await;
    }
}

#[tokio::test]
async fn a_resource_signs_in_by_the_files_that_its_platform_replaces() {
    let cloud = Cloud::new().await;
    let token = cloud.home.write("rpst", "");
    let key = cloud
        .home
        .write("key.pem", cloud.emulator.identity().resource_key_pem());
    let variables = cloud.resource(&[
        ("VERSION", "2.2"),
        ("RPST", token.to_str().unwrap()),
        ("PRIVATE_PEM", key.to_str().unwrap()),
        ("REGION", "us-ashburn-1"),
    ]);
    tokio::select! {
        _ = cloud.waits("resource_principal", &variables, &[]) => {}
        () = keep_fresh(&cloud, &token) => {}
    }
}

#[tokio::test]
async fn a_resource_acts_for_the_one_it_is_part_of() {
    let cloud = Cloud::new().await;
    cloud.emulator.identity().parents(2);
    let variables = cloud.resource(&[
        ("VERSION", "3.0"),
        (
            "RPT_URL_FOR_PARENT_RESOURCE",
            "{endpoint}/20180711/parentResourcePrincipalToken/1",
        ),
        ("VERSION_FOR_LEAF_RESOURCE", "1.1"),
        ("RPT_ENDPOINT_FOR_LEAF_RESOURCE", "{endpoint}"),
    ]);
    cloud.waits("resource_principal", &variables, &[]).await;
}

/// The port of clusters is fixed, so this takes an address of its own.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_workload_signs_in_at_its_cluster_whose_authority_alone_is_trusted() {
    let last = std::process::id();
    let host = format!("127.{}.{}.7", 1 + last / 256 % 250, last % 256);
    let address = format!("{host}:12250").parse().unwrap();
    let cloud = Cloud::at(ListenOptions::at(address).tls()).await;
    let account = cloud.emulator.identity().service_account_token().unwrap();
    let token = cloud.home.write("token", account.expose_secret());
    let ca = cloud.home.write("ca.crt", cloud.server.ca_pem().unwrap());
    let other = cloud
        .home
        .write("other.crt", cloud.server.ca_pem().unwrap());
    let variables = |authority: &Path| {
        [
            ("KUBERNETES_SERVICE_HOST", host.clone()),
            (
                "OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH",
                authority.display().to_string(),
            ),
            (
                "OCI_KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH",
                token.display().to_string(),
            ),
        ]
        .map(|(name, value)| (name.to_owned(), value))
    };
    let ca_file = ["--ca-file", ca.to_str().unwrap()];
    cloud
        .waits("oke_workload_identity", &variables(&ca), &ca_file)
        .await;

    // An authority that the client trusts for the service is not one of the cluster.
    let stranger = Emulator::builder().build();
    let stranger = stranger
        .start(ListenOptions::default().tls())
        .await
        .unwrap();
    std::fs::write(&other, stranger.ca_pem().unwrap()).unwrap();
    let endpoint = cloud.server.endpoint();
    let args = [
        "get",
        &cloud.id,
        "--endpoint",
        &endpoint,
        "--auth",
        "oke_workload_identity",
    ];
    let mut command = cloud.home.command(&[&args[..], &ca_file].concat());
    command.envs(variables(&other));
    finish(command.spawn().unwrap()).await.fails(3, "auth");
}

#[tokio::test]
async fn the_first_way_that_there_is_is_taken_and_none_is_explained() {
    let cloud = Cloud::new().await;
    cloud.waits("auto", &cloud.variables(), &[]).await;

    let home = Home::empty();
    let nothing = [("OCI_METADATA_BASE_URL", "http://127.0.0.1:9/opc/v2")];
    let error = home
        .run_with(&nothing, &["get", &cloud.id, "--auth", "auto"])
        .await
        .fails(3, "auth");
    let message = error["message"].as_str().unwrap();
    for part in [
        "environment: none of OCI_CLI_USER",
        "profile: there is no configuration file",
        "resource principal: OCI_RESOURCE_PRINCIPAL_VERSION is not set",
        "workload identity: KUBERNETES_SERVICE_HOST is not set",
        "instance principal: ",
    ] {
        assert!(message.contains(part), "{part}: {message}");
    }
    // What is set up and wrong is no reason to act as somebody else.
    let half = [("OCI_CLI_USER", "ocid1.user.oc1..u")];
    let error = home
        .run_with(&half, &["get", &cloud.id, "--auth", "auto"])
        .await
        .fails(3, "config");
    assert!(
        error["message"].as_str().unwrap().contains("key_file"),
        "{error}"
    );
}

#[tokio::test]
async fn variables_alone_are_an_account() {
    let emulator = Emulator::demo();
    let server = emulator.start(ListenOptions::default()).await.unwrap();
    let credentials = emulator.credentials();
    let endpoint = server.endpoint();
    let variables = [
        ("OCI_CLI_USER", credentials.user()),
        ("OCI_CLI_TENANCY", credentials.tenancy()),
        ("OCI_CLI_FINGERPRINT", credentials.fingerprint()),
        ("OCI_CLI_KEY_CONTENT", credentials.private_key_pem()),
        ("OCI_CLI_REGION", "iad"),
        ("OCI_CLI_ENDPOINT", &endpoint),
        ("OCI_CLI_AUTH", "auto"),
    ];
    let run = Home::empty()
        .run_with(&variables, &["get", demo::DETACH_VOLUME])
        .await;
    run.exits(0);
}

#[tokio::test]
async fn the_region_comes_from_the_instance_where_nothing_else_names_one() {
    let cloud = Cloud::new().await;
    let mut command = cloud
        .home
        .command(&["get", &cloud.id, "--auth", "instance_principal", "-v"]);
    // The region's own endpoint cannot be reached from here; that it is called is what counts.
    command.envs(cloud.variables()).args(["--retry", "none"]);
    command.env("HTTPS_PROXY", "http://127.0.0.1:9");
    let run = finish(command.spawn().unwrap()).await.exits(6);
    assert!(
        run.stderr.contains("iaas.us-ashburn-1.oraclecloud.com"),
        "{}",
        run.stderr
    );
    assert_eq!(
        cloud.emulator.identity().issued(),
        1,
        "signing in used no proxy"
    );
}

#[tokio::test]
async fn a_dry_run_does_not_sign_in() {
    let cloud = Cloud::new().await;
    for kind in ["instance_principal", "resource_principal", "auto"] {
        let run = cloud
            .home
            .run(&["get", "x", "--auth", kind, "--dry-run"])
            .await;
        let error = run.fails(2, "usage");
        assert!(
            error["message"].as_str().unwrap().contains("takes calls"),
            "{error}"
        );
    }
    assert_eq!(cloud.emulator.control().received_total(), 0);
}
