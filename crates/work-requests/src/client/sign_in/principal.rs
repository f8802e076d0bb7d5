//! The platform that the program runs on: an instance, a resource, a cluster.

use work_requests_auth::{
    Delegated, InstancePrincipal, RefreshingSigner, ResourcePrincipal, WorkloadIdentity,
};
use work_requests_config::{AuthenticationType, Config, Env};
use work_requests_signing::SharedSigner;

use super::network::{cluster, network};
use super::{SignIn, unusable};
use crate::client::builder::ClientBuilder;
use crate::error::Error;

/// Signs in as what the platform says that the program is.
pub(super) fn sign_in(
    builder: &ClientBuilder,
    kind: AuthenticationType,
    config: Config,
) -> Result<SignIn, Error> {
    use AuthenticationType::{
        InstanceOboUser, InstancePrincipal as Instance, OkeWorkloadIdentity,
        ResourcePrincipal as Resource,
    };
    let (signer, region) = match kind {
        Instance | InstanceOboUser => {
            let instance = InstancePrincipal::new(network(builder)?);
            (SharedSigner::new(RefreshingSigner::new(instance)), None)
        }
        Resource => {
            let resource = resource(builder)?;
            let region = resource.region().map(str::to_owned);
            (SharedSigner::new(RefreshingSigner::new(resource)), region)
        }
        OkeWorkloadIdentity => {
            let workload = workload(builder)?;
            let region = workload.region().map(str::to_owned);
            (SharedSigner::new(RefreshingSigner::new(workload)), region)
        }
        other => {
            let message = format!("signing in with {other} is not supported");
            return Err(Error::config(message).with_hint("give the client a signer of your own"));
        }
    };
    // A plain instance principal was asked for in code; the profile's word for it means the user.
    let signer = match kind {
        InstanceOboUser | Resource => on_behalf(signer, &config)?,
        _ => signer,
    };
    Ok(SignIn {
        config: Some(config),
        signer,
        region,
    })
}

pub(super) fn resource(builder: &ClientBuilder) -> Result<ResourcePrincipal, Error> {
    let resource = ResourcePrincipal::from_env(variables(&builder.env), network(builder)?);
    resource.map_err(|e| unusable(format!("there is no resource principal: {e}"), e))
}

pub(super) fn workload(builder: &ClientBuilder) -> Result<WorkloadIdentity, Error> {
    let workload = WorkloadIdentity::from_env(variables(&builder.env), cluster(builder));
    workload.map_err(|e| unusable(format!("there is no workload identity: {e}"), e))
}

fn variables(env: &Env) -> impl Fn(&str) -> Option<String> + '_ {
    |name| env.var(name).map(str::to_owned)
}

/// On behalf of the user whose token the profile names, if it names one.
fn on_behalf(signer: SharedSigner, config: &Config) -> Result<SharedSigner, Error> {
    let Some(path) = config.delegation_token_file() else {
        return Ok(signer);
    };
    let delegated = Delegated::from_file(signer, path)
        .map_err(|e| unusable(format!("the delegation token cannot be used: {e}"), e))?;
    Ok(SharedSigner::new(delegated))
}
