//! The default chain: the first way to sign in that there is.

use work_requests_auth::{Chain, InstancePrincipal, RefreshingSigner, Skipped};
use work_requests_config::{AuthenticationType, Config, ConfigError, Env, SecretString};
use work_requests_signing::SharedSigner;

use super::network::network;
use super::{SignIn, principal};
use crate::client::builder::ClientBuilder;
use crate::error::Error;

/// The variables of the official command line, and the keys of a profile that they stand for.
const VARIABLES: [(&str, &str); 8] = [
    ("OCI_CLI_USER", "user"),
    ("OCI_CLI_TENANCY", "tenancy"),
    ("OCI_CLI_FINGERPRINT", "fingerprint"),
    ("OCI_CLI_KEY_FILE", "key_file"),
    ("OCI_CLI_KEY_CONTENT", "key_content"),
    ("OCI_CLI_PASSPHRASE", "pass_phrase"),
    ("OCI_CLI_SECURITY_TOKEN_FILE", "security_token_file"),
    ("OCI_CLI_REGION", "region"),
];

/// The variables of which one is enough to say that somebody set the environment up.
const TELLING: [&str; 4] = [
    "OCI_CLI_USER",
    "OCI_CLI_KEY_FILE",
    "OCI_CLI_KEY_CONTENT",
    "OCI_CLI_SECURITY_TOKEN_FILE",
];

const RESOURCE_VERSION: &str = "OCI_RESOURCE_PRINCIPAL_VERSION";
const CLUSTER: &str = "KUBERNETES_SERVICE_HOST";

/// The way that is set up, or those that the platform may offer.
pub(super) enum Found {
    Environment(Config),
    Profile(Config),
    Resource,
    /// Nothing is set up; with why not.
    Platform(Vec<Skipped>),
}

/// Looks at environment, profile and resource. What is set up is used, or fails: to go on would be
/// to act as somebody else.
pub(super) fn find(builder: &ClientBuilder) -> Result<Found, Error> {
    let env = &builder.env;
    let mut skipped = Vec::new();
    if let Some(name) = TELLING.into_iter().find(|name| env.var(name).is_some()) {
        tracing::debug!(name, "signing in by the environment");
        return Ok(Found::Environment(of_environment(env)));
    }
    let reason = format!("none of {} is set", TELLING.join(", "));
    skipped.push(Skipped::new("environment", reason));
    match &builder.config {
        Some(config) => return Ok(Found::Profile(config.clone())),
        None => match Config::load(env) {
            Ok(config) => return Ok(Found::Profile(config)),
            Err(error @ (ConfigError::NotFound { .. } | ConfigError::NoHome)) => {
                skipped.push(Skipped::new("profile", error.to_string()));
            }
            Err(error) => return Err(Error::config(error.to_string()).with_source(error)),
        },
    }
    if env.var(RESOURCE_VERSION).is_some() {
        return Ok(Found::Resource);
    }
    let reason = format!("{RESOURCE_VERSION} is not set");
    skipped.push(Skipped::new("resource principal", reason));
    if env.var(CLUSTER).is_none() {
        let reason = format!("{CLUSTER} is not set");
        skipped.push(Skipped::new("workload identity", reason));
    }
    Ok(Found::Platform(skipped))
}

pub(super) fn sign_in(builder: &ClientBuilder) -> Result<SignIn, Error> {
    let skipped = match find(builder)? {
        Found::Environment(config) | Found::Profile(config) => {
            return SignIn::of_profile(builder, config);
        }
        Found::Resource => {
            let kind = AuthenticationType::ResourcePrincipal;
            let empty = Config::builder().env(&builder.env).build();
            return principal::sign_in(builder, kind, empty);
        }
        Found::Platform(skipped) => skipped,
    };
    let mut chain = skipped.into_iter().fold(Chain::new(), Chain::skipped);
    let mut region = None;
    if builder.env.var(CLUSTER).is_some() {
        let workload = principal::workload(builder)?;
        region = workload.region().map(str::to_owned);
        chain = chain.link("workload identity", workload);
    }
    let instance = InstancePrincipal::new(network(builder)?);
    let chain = chain.link("instance principal", instance);
    Ok(SignIn {
        config: None,
        signer: SharedSigner::new(RefreshingSigner::new(chain)),
        region,
    })
}

fn of_environment(env: &Env) -> Config {
    let config = Config::builder().env(env).build();
    let given = VARIABLES
        .into_iter()
        .filter_map(|(name, key)| Some((key, env.var(name)?)));
    given.fold(config, |config, (key, value)| match key {
        "pass_phrase" => config.with_pass_phrase(SecretString::from(value)),
        _ => config.with(key, value),
    })
}
