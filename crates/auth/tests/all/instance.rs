//! Instance principals: metadata service and federation endpoint, as the real ones behave.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response, Uri};
use rcgen::{CertificateParams, DnType, KeyPair, PKCS_RSA_SHA256};
use serde_json::{Value, json};
use work_requests_auth::{
    AuthError, CredentialSource as _, Http, InstancePrincipal, Network, RefreshingSigner,
};
use work_requests_signing::verify::Verifier;
use work_requests_signing::{KeyId, PrivateKey, PublicKey, Signer as _, SigningRequest};

const LEAF_KEY: &str = include_str!("../../../signing/tests/keys/pkcs8-2048.pem");
const OTHER_KEY: &str = include_str!("../../../signing/tests/keys/other-2048.pem");
const TENANCY: &str = "ocid1.tenancy.oc1..t";

/// 2026-01-01T00:00:00Z.
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600)
}

/// The text from the `BEGIN` line on.
fn armour(pem: &str) -> &str {
    &pem[pem.find("-----BEGIN").unwrap()..]
}

fn certificate(tenancy: &str) -> String {
    let key = KeyPair::from_pem_and_sign_algo(armour(LEAF_KEY), &PKCS_RSA_SHA256).unwrap();
    let mut parameters = CertificateParams::default();
    let name = &mut parameters.distinguished_name;
    name.push(DnType::CommonName, "ocid1.instance.oc1..i");
    name.push(
        DnType::OrganizationalUnitName,
        format!("opc-tenant:{tenancy}"),
    );
    parameters.self_signed(&key).unwrap().pem()
}

/// Both services. What they do can be changed while they are used.
#[derive(Clone)]
struct Cloud(Arc<Mutex<State>>);

struct State {
    tenancy: String,
    /// Answers of this status come first.
    refuse: Vec<u16>,
    /// So many reads of the key give one that does not belong to the certificate.
    mismatches: usize,
    /// Hosts that no way leads to.
    unreachable: Vec<&'static str>,
    asked: Vec<String>,
    /// The key of the last token.
    session: Option<PublicKey>,
    tokens: u32,
}

impl Cloud {
    fn new() -> Self {
        Self(Arc::new(Mutex::new(State {
            tenancy: TENANCY.to_owned(),
            refuse: Vec::new(),
            mismatches: 0,
            unreachable: Vec::new(),
            asked: Vec::new(),
            session: None,
            tokens: 0,
        })))
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.0.lock().unwrap());
    }

    fn asked(&self, part: &str) -> usize {
        let state = self.0.lock().unwrap();
        state
            .asked
            .iter()
            .filter(|asked| asked.contains(part))
            .count()
    }

    fn http(&self) -> Http {
        let cloud = self.clone();
        Http::new(tower::service_fn(move |request: Request<Bytes>| {
            let mut state = cloud.0.lock().unwrap();
            let host = request.uri().host().unwrap_or_default();
            let answer = match state.unreachable.iter().any(|gone| host.contains(gone)) {
                true => {
                    state.asked.push(request.uri().to_string());
                    Err(std::io::Error::other("no route"))
                }
                false => Ok(state.answer(&request)),
            };
            std::future::ready(answer)
        }))
    }

    fn network(&self) -> Network {
        Network::new(self.http(), self.http(), |region| {
            assert_eq!(region, "phx");
            Ok("https://auth.us-phoenix-1.oraclecloud.com/".to_owned())
        })
    }

    fn principal(&self) -> InstancePrincipal {
        InstancePrincipal::new(self.network())
    }
}

impl State {
    fn answer(&mut self, request: &Request<Bytes>) -> Response<Bytes> {
        self.asked.push(request.uri().to_string());
        if let Some(status) = self.refuse.pop() {
            let secret = Bytes::from_static(b"-----BEGIN RSA PRIVATE KEY----- secret");
            return Response::builder().status(status).body(secret).unwrap();
        }
        let path = request.uri().path();
        if let Some(path) = path.strip_prefix("/opc/v2") {
            assert_eq!(request.headers()["authorization"], "Bearer Oracle");
            return self.metadata(path);
        }
        assert_eq!(path, "/v1/x509");
        self.federation(request)
    }

    fn metadata(&mut self, path: &str) -> Response<Bytes> {
        let text = match path {
            "/identity/cert.pem" | "/identity/intermediate.pem" => certificate(&self.tenancy),
            "/identity/key.pem" if self.mismatches > 0 => {
                self.mismatches -= 1;
                OTHER_KEY.to_owned()
            }
            "/identity/key.pem" => LEAF_KEY.to_owned(),
            "/instance/region" => "PHX\n".to_owned(),
            other => panic!("{other}"),
        };
        Response::new(text.into())
    }

    fn federation(&mut self, request: &Request<Bytes>) -> Response<Bytes> {
        let leaf = PrivateKey::from_pem(LEAF_KEY.as_bytes(), None).unwrap();
        let received = SigningRequest::new(
            request.method(),
            request.uri(),
            request.headers(),
            request.body(),
            now(),
        );
        let keys = |id: &KeyId| {
            assert!(
                id.as_str()
                    .starts_with(&format!("{}/fed-x509-sha256/", self.tenancy))
            );
            Some(leaf.public_key().clone())
        };
        Verifier::new(keys)
            .for_federation()
            .verify(&received)
            .unwrap();
        let ask: Value = serde_json::from_slice(request.body()).unwrap();
        assert_eq!(ask["fingerprintAlgorithm"], "SHA256");
        assert_eq!(ask["intermediateCertificates"].as_array().unwrap().len(), 1);
        let spki = STANDARD.decode(ask["publicKey"].as_str().unwrap()).unwrap();
        let pem = pem::encode(&pem::Pem::new("PUBLIC KEY", spki));
        self.session = Some(PublicKey::from_pem(pem.as_bytes()).unwrap());
        self.tokens += 1;
        let claims = format!(
            r#"{{"iat":1767225600,"exp":{},"n":{}}}"#,
            1_767_225_600 + 3600,
            self.tokens
        );
        let token = format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims));
        Response::new(Bytes::from(json!({ "token": token }).to_string()))
    }
}

#[tokio::test]
async fn a_certificate_is_traded_for_a_token_that_signs_with_its_own_key() {
    let cloud = Cloud::new();
    let signer = RefreshingSigner::new(cloud.principal());
    let uri = Uri::from_static("https://iaas.us-phoenix-1.oraclecloud.com/x");
    let none = HeaderMap::new();
    let request = SigningRequest::new(&Method::GET, &uri, &none, b"", now());
    let signed = signer.sign(request).await.unwrap();
    let session = cloud.0.lock().unwrap().session.clone().unwrap();
    let keys = |id: &KeyId| id.as_str().starts_with("ST$e30.").then(|| session.clone());
    let received = SigningRequest::new(&Method::GET, &uri, &signed.headers, b"", now());
    Verifier::new(keys).verify(&received).unwrap();
    let shown = format!("{signer:?}");
    assert!(!shown.contains("e30."), "{shown}");
}

#[tokio::test]
async fn each_refresh_has_a_key_of_its_own() {
    let cloud = Cloud::new();
    let signer = RefreshingSigner::new(cloud.principal());
    let first = signer.credential(now()).await.unwrap();
    let key = cloud.0.lock().unwrap().session.clone();
    assert!(signer.rejected(first.id()).await);
    assert_ne!(cloud.0.lock().unwrap().session, key);
    assert_eq!(cloud.asked("/v1/x509"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_pair_that_does_not_belong_together_is_read_again() {
    let cloud = Cloud::new();
    cloud.change(|state| state.mismatches = 2);
    cloud.principal().fetch(now()).await.unwrap();
    assert_eq!(cloud.asked("/identity/key.pem"), 3);
    cloud.change(|state| state.mismatches = 3);
    let error = cloud.principal().fetch(now()).await.unwrap_err();
    assert!(
        error.to_string().contains("does not belong to the key"),
        "{error}"
    );
    assert_eq!(
        cloud.asked("/v1/x509"),
        1,
        "nothing was signed with the wrong key"
    );
}

#[tokio::test(start_paused = true)]
async fn what_may_pass_is_tried_again_and_the_rest_is_told_without_the_answer() {
    let cloud = Cloud::new();
    cloud.change(|state| state.refuse = vec![503, 429, 404]);
    cloud.principal().fetch(now()).await.unwrap();
    cloud.change(|state| state.refuse = vec![401]);
    let error = cloud.principal().fetch(now()).await.unwrap_err();
    assert!(matches!(error, AuthError::Call { .. }), "{error}");
    assert!(error.to_string().contains("401"), "{error}");
    assert!(
        !format!("{error} {error:?}").contains("secret"),
        "{error:?}"
    );
    // 404 for ever ends after four attempts.
    let cloud = Cloud::new();
    cloud.change(|state| state.refuse = vec![404; 50]);
    cloud.principal().fetch(now()).await.unwrap_err();
    assert_eq!(cloud.asked("/opc/v2"), 4);
}

#[tokio::test(start_paused = true)]
async fn where_ipv4_leads_nowhere_ipv6_is_asked() {
    let cloud = Cloud::new();
    cloud.change(|state| state.unreachable = vec!["169.254"]);
    cloud.principal().fetch(now()).await.unwrap();
    assert_eq!(
        (
            cloud.asked("169.254.169.254"),
            cloud.asked("[fd00:c1::a9fe:a9fe]")
        ),
        (4, 4)
    );
    cloud.change(|state| state.unreachable = vec!["169.254", "fd00"]);
    let principal = cloud.principal();
    let error = principal.fetch(now()).await.unwrap_err();
    assert!(matches!(error, AuthError::Unreachable { .. }), "{error}");
    // An address that did not answer once may answer later.
    cloud.change(|state| state.unreachable = vec!["fd00"]);
    principal.fetch(now()).await.unwrap();
}

#[tokio::test]
async fn the_metadata_service_can_be_elsewhere() {
    let cloud = Cloud::new();
    let network = cloud
        .network()
        .metadata_base(" http://127.0.0.1:9/opc/v2/ ");
    let principal = InstancePrincipal::new(network);
    principal.fetch(now()).await.unwrap();
    assert_eq!(cloud.asked("http://127.0.0.1:9/opc/v2/identity/"), 3);
    let usual = cloud.network().metadata_base("  ");
    assert_eq!(usual.region().await.unwrap(), "phx");
    assert_eq!(cloud.asked("169.254.169.254"), 1);
}

#[tokio::test]
async fn an_instance_does_not_change_its_tenancy() {
    let cloud = Cloud::new();
    let principal = cloud.principal();
    principal.fetch(now()).await.unwrap();
    cloud.change(|state| state.tenancy = "ocid1.tenancy.oc1..other".to_owned());
    let error = principal.fetch(now()).await.unwrap_err();
    assert!(error.to_string().contains("another tenancy"), "{error}");
    cloud.change(|state| state.tenancy = String::new());
    let error = cloud.principal().fetch(now()).await.unwrap_err();
    assert!(error.to_string().contains("names no tenancy"), "{error}");
}
