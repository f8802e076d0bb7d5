//! The metadata service of an instance: who it is.

use std::sync::OnceLock;

use bytes::Bytes;
use http::Request;
use http::header::AUTHORIZATION;
use secrecy::{ExposeSecret as _, SecretSlice};
use work_requests_signing::PrivateKey;

use crate::AuthError;
use crate::certificate::Certificate;
use crate::http::Http;

/// Where the service is, by IPv4 and by IPv6.
const BASES: [&str; 2] = [
    "http://169.254.169.254/opc/v2",
    "http://[fd00:c1::a9fe:a9fe]/opc/v2",
];

/// How often a certificate and a key that do not belong together are read again: the two are two
/// requests, and the pair may be replaced between them.
const PAIRS: usize = 3;

/// The metadata service, version 2.
#[derive(Debug)]
pub(crate) struct Metadata {
    http: Http,
    bases: Vec<String>,
    /// The one that answered.
    base: OnceLock<String>,
}

/// The certificate that an instance proves itself with.
#[derive(Debug)]
pub(crate) struct Leaf {
    pub(crate) certificate: Certificate,
    pub(crate) key: PrivateKey,
    pub(crate) intermediate: Certificate,
}

impl Metadata {
    /// At the usual addresses, or at this one.
    pub(crate) fn new(http: Http, base: Option<&str>) -> Self {
        let base = base.map(|base| base.trim().trim_end_matches('/'));
        let bases = match base.filter(|base| !base.is_empty()) {
            Some(base) => vec![base.to_owned()],
            None => BASES.map(str::to_owned).to_vec(),
        };
        Self {
            http,
            bases,
            base: OnceLock::new(),
        }
    }

    /// The region, as a long name or a short code.
    pub(crate) async fn region(&self) -> Result<String, AuthError> {
        let text = self.text("the region", "/instance/region").await?;
        Ok(text.to_lowercase())
    }

    /// The OCID of the instance.
    pub(crate) async fn instance_id(&self) -> Result<String, AuthError> {
        self.text("the id of the instance", "/instance/id").await
    }

    /// The region with its realm, as JSON.
    pub(crate) async fn region_info(&self) -> Result<Bytes, AuthError> {
        let path = "/instance/regionInfo";
        self.get("the description of the region", path).await
    }

    async fn text(&self, what: &'static str, path: &str) -> Result<String, AuthError> {
        let text = self.get(what, path).await?;
        match String::from_utf8_lossy(&text).trim() {
            "" => Err(AuthError::answer(
                what,
                "the metadata service answers nothing",
            )),
            text => Ok(text.to_owned()),
        }
    }

    /// Certificate, key and intermediate, of which the first two belong together.
    pub(crate) async fn leaf(&self) -> Result<Leaf, AuthError> {
        for _ in 0..PAIRS {
            let certificate = self.get("the certificate", "/identity/cert.pem").await?;
            let key = self.get("the key", "/identity/key.pem").await?;
            let key = SecretSlice::from(key.to_vec());
            let intermediate = self
                .get("the intermediate", "/identity/intermediate.pem")
                .await?;
            let certificate = Certificate::from_pem(&certificate)?;
            let key = PrivateKey::from_pem(key.expose_secret(), None)?;
            if certificate.is_of(key.public_key())? {
                return Ok(Leaf {
                    certificate,
                    key,
                    intermediate: Certificate::from_pem(&intermediate)?,
                });
            }
        }
        Err(AuthError::answer(
            "the certificate",
            "it does not belong to the key, however often both are read",
        ))
    }

    async fn get(&self, what: &'static str, path: &str) -> Result<Bytes, AuthError> {
        if let Some(base) = self.base.get() {
            return self.get_at(what, base, path).await;
        }
        let mut unreachable = AuthError::source("there is no metadata service to ask");
        for base in &self.bases {
            match self.get_at(what, base, path).await {
                // A service that cannot be reached by one address may be by the next, or later.
                Err(error @ AuthError::Unreachable { .. }) => unreachable = error,
                answer => {
                    // Another call may have been first, with the same answer.
                    let _ = self.base.set(base.clone());
                    return answer;
                }
            }
        }
        Err(unreachable)
    }

    async fn get_at(&self, what: &'static str, base: &str, path: &str) -> Result<Bytes, AuthError> {
        let url = format!("{base}{path}");
        let request = || {
            Request::get(&url)
                .header(AUTHORIZATION, "Bearer Oracle")
                .body(Bytes::new())
                .map_err(AuthError::source)
        };
        Ok(self.http.call(what, true, request).await?.into_body())
    }
}
