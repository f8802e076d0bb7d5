//! Where requests go: region, endpoint, and the way there.

use http::{HeaderMap, Uri};
use work_requests::{
    CredentialId, Endpoint, Error, Region, Route, SignError, Signed, Signer, SigningRequest, Stage,
    WorkRequestClient,
};

use super::Examination;
use super::account::signs_with_key;
use super::finding::{Check, Finding};
use crate::context::account::{Account, Place};
use crate::error::CliError;

/// Where requests go, once nothing on this machine is in the way.
pub(super) struct Destination {
    /// Calls it without a signature, so that the network is examined whatever the key is like.
    pub(super) client: WorkRequestClient,
    pub(super) uri: Uri,
    pub(super) route: Route,
}

impl Examination<'_> {
    /// `None` if there is nowhere to go.
    pub(super) async fn check_place(&mut self, account: &Account) -> Option<Destination> {
        self.check_region(account);
        let client = match self.unsigned_client(account).await {
            Ok(client) => client,
            Err(error) => {
                let check = place_of(&error);
                // A region that cannot be used makes no endpoint.
                let known = check == Check::Endpoint && self.findings.failed(Check::Region);
                if !known {
                    self.note(Finding::of_cli_error(check, &error));
                }
                return None;
            }
        };
        let endpoint = client.endpoint();
        self.note(Finding::ok(Check::Endpoint, endpoint));
        let uri: Uri = endpoint.parse().ok()?;
        match client.check_route().await {
            Ok(route) => {
                self.note_route(&uri, &route);
                Some(Destination { client, uri, route })
            }
            Err(error) => {
                let check = stage_check(&error).unwrap_or(Check::Endpoint);
                self.note(Finding::of_error(check, &error));
                None
            }
        }
    }

    fn check_region(&mut self, account: &Account) {
        if self.findings.failed(Check::Region) {
            return;
        }
        let text = match &account.place {
            Some(Place::Endpoint(_)) => {
                return self.skip(Check::Region, "the endpoint is given in full");
            }
            Some(Place::Region(region)) => Some(region.as_str()),
            None => account.config.region_text(self.env),
        };
        let Some(text) = text else {
            return self.skip(Check::Region, "the platform says which it is");
        };
        self.note(match Region::from_text(text, self.env) {
            Ok(region) if region.known() => {
                let detail = format!("{} in realm {}", region.id(), region.realm());
                Finding::ok(Check::Region, detail)
            }
            Ok(region) => Finding::warn(
                Check::Region,
                format!(
                    "{} is in no table; its domain is assumed to be {}",
                    region.id(),
                    region.domain()
                ),
                "check the spelling; a new region is described with OCI_REGION_METADATA",
            ),
            Err(error) => Finding::told(Check::Region, &error.to_string()),
        });
    }

    async fn unsigned_client(&self, account: &Account) -> Result<WorkRequestClient, CliError> {
        let mut builder = self.settings(account)?;
        let asks = !self.args.offline && !self.findings.failed(Check::Token);
        if asks && !signs_with_key(account) {
            builder = builder.discover().await?;
        }
        // One request, and no other after it, whatever the answer.
        let builder = builder.signer(Unsigned).skew_correction(false);
        Ok(builder.build()?)
    }

    fn note_route(&mut self, uri: &Uri, route: &Route) {
        if uri.scheme_str() == Some("http") && self.global.account.allow_plaintext {
            self.note_plaintext(uri);
        }
        self.note(match route {
            Route::Proxy { url, .. } => Finding::ok(Check::Proxy, url),
            _ => Finding::ok(Check::Proxy, "none for this endpoint"),
        });
    }

    /// The transport took it, so it is allowed or goes to this machine.
    fn note_plaintext(&mut self, uri: &Uri) {
        let local = Endpoint::parse(&uri.to_string()).is_ok_and(|at| at.is_loopback());
        if !local {
            self.note(Finding::warn(
                Check::Endpoint,
                format!("{uri} is not encrypted: others on the way can read and change answers"),
                "use an https:// endpoint",
            ));
        }
    }
}

/// The check that a client's settings failed.
fn place_of(error: &CliError) -> Check {
    match error {
        CliError::Call(error) if error.kind() == work_requests::ErrorKind::Auth => Check::Token,
        CliError::Call(error) => stage_check(error).unwrap_or(Check::Endpoint),
        // Only files of certificates and keys are read here.
        _ => Check::Tls,
    }
}

/// The check of the stage at which a call failed.
pub(super) fn stage_check(error: &Error) -> Option<Check> {
    Some(match error.stage()? {
        Stage::Request => Check::Endpoint,
        Stage::Proxy => Check::Proxy,
        Stage::Resolve => Check::Dns,
        Stage::Tls => Check::Tls,
        _ => Check::Connection,
    })
}

/// Signs nothing.
#[derive(Debug)]
struct Unsigned;

impl Signer for Unsigned {
    async fn sign(&self, _: SigningRequest<'_>) -> Result<Signed, SignError> {
        Ok(Signed::new(HeaderMap::new(), CredentialId::new(0)))
    }
}
