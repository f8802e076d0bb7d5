//! Who is let in.

use std::time::SystemTime;

use bytes::Bytes;
use http::Request;
use http::header::AUTHORIZATION;
use work_requests_signing::verify::{KeySource, Verifier};
use work_requests_signing::{KeyId, SigningRequest};

use crate::admission::{Admission, Refusal};
use crate::hosts::Hosts;
use crate::identity::Door;
use crate::shared::Shared;

/// Checks who calls, by the service's own clock.
#[derive(Debug)]
pub(crate) struct Gate {
    hosts: Hosts,
}

impl Gate {
    pub(crate) fn new(hosts: &Hosts) -> Self {
        Self {
            hosts: hosts.clone(),
        }
    }

    pub(crate) fn check(
        &self,
        request: &Request<Bytes>,
        shared: &Shared,
    ) -> Result<Admission, Refusal> {
        let at = shared.service_time();
        shared.keys.forget(at);
        let bearer = || {
            let value = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
            value.strip_prefix("Bearer ")
        };
        match Door::of(request.uri().path()) {
            Some(Door::Metadata) if bearer() == Some("Oracle") => Ok(Admission::Bearer),
            Some(Door::Metadata) => Err(Refusal::Metadata),
            Some(Door::Workload) => {
                let known = |token| shared.identity().tokens.is_service_account(token);
                match bearer().is_some_and(known) {
                    true => Ok(Admission::Bearer),
                    false => Err(Refusal::Workload),
                }
            }
            Some(Door::Federation) => {
                let keys = |id: &KeyId| shared.principal_keys().get(id);
                // The host is not signed at this endpoint.
                signed(Verifier::new(keys).for_federation(), request, at)
            }
            Some(Door::Resource) => {
                let of_principal = |id: &KeyId| shared.principal_keys().get(id);
                let known = |id: &KeyId| shared.keys.public_key(id).or_else(|| of_principal(id));
                signed(self.at_hosts(Verifier::new(known)), request, at)
            }
            None => {
                let keys = shared.keys.clone();
                signed(self.at_hosts(Verifier::new(keys)), request, at)
            }
        }
    }

    fn at_hosts<K: KeySource>(&self, verifier: Verifier<K>) -> Verifier<K> {
        match &self.hosts {
            Hosts::Any => verifier,
            Hosts::These(hosts) => verifier.hosts(hosts),
        }
    }
}

fn signed<K: KeySource>(
    verifier: Verifier<K>,
    request: &Request<Bytes>,
    at: SystemTime,
) -> Result<Admission, Refusal> {
    let verified = verifier.verify(&SigningRequest::new(
        request.method(),
        request.uri(),
        request.headers(),
        request.body(),
        at,
    ))?;
    Ok(Admission::Signed(verified.key_id))
}
