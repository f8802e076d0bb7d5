//! Flags that every command takes.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use secrecy::SecretString;
use work_requests::Service;

use super::values::{limit_seconds, parameter, seconds, secret, service};
use crate::output::DisplayArgs;

/// Flags that every command takes.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct GlobalArgs {
    #[command(flatten)]
    pub(crate) account: AccountArgs,
    #[command(flatten)]
    pub(crate) display: DisplayArgs,
    #[command(flatten)]
    pub(crate) call: CallArgs,
}

/// Whom to call, and as whom.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Account and endpoint")]
pub(crate) struct AccountArgs {
    /// Configuration file [default: ~/.oci/config]
    ///
    /// Beats OCI_CLI_CONFIG_FILE and OCI_CONFIG_FILE.
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) config_file: Option<PathBuf>,

    /// Profile of the configuration file [default: DEFAULT]
    ///
    /// Beats OCI_CLI_PROFILE.
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) profile: Option<String>,

    /// How to sign in [default: as the profile says, else by API key]
    ///
    /// Beats OCI_CLI_AUTH, which beats authentication_type of the profile.
    #[arg(long, global = true, value_enum, value_name = "KIND")]
    pub(crate) auth: Option<AuthChoice>,

    /// Region to call, such as us-ashburn-1 or iad [default: the profile's]
    ///
    /// Beats OCI_CLI_REGION and OCI_REGION, which beat the profile.
    #[arg(long, global = true, value_name = "REGION")]
    pub(crate) region: Option<String>,

    /// Endpoint to call in place of the region's, such as https://iaas.us-ashburn-1.oraclecloud.com
    ///
    /// Beats OCI_CLI_ENDPOINT. With or without a path and a trailing slash.
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) endpoint: Option<String>,

    /// Service whose work requests are meant [default: the one that the OCID's type tells, else the shared one]
    ///
    /// `work-requests services` lists them.
    #[arg(long, global = true, value_name = "NAME", value_parser = service)]
    pub(crate) service: Option<&'static Service>,

    /// Parameter that the service needs beside the id, such as namespaceName=mine; may be repeated
    ///
    /// `work-requests services NAME` tells which.
    #[arg(long = "param", global = true, value_name = "NAME=VALUE", value_parser = parameter)]
    pub(crate) params: Vec<(String, String)>,

    /// Allow http:// to other machines than this one
    ///
    /// Requests are still signed, but anybody on the way can read and change the answers.
    #[arg(long, global = true)]
    pub(crate) allow_plaintext: bool,

    /// Use the endpoints of the region's realm, where the service has such
    ///
    /// OCI_REALM_SPECIFIC_SERVICE_ENDPOINT_TEMPLATE_ENABLED=true does the same.
    #[arg(long, global = true)]
    pub(crate) realm_specific_endpoints: bool,

    /// Trust the certificate authorities of this PEM file too
    ///
    /// SSL_CERT_FILE names a file to trust in place of the bundled ones.
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) ca_file: Option<PathBuf>,

    /// Show this certificate to a service that asks for one: a PEM file, the chain
    ///
    /// With --client-key, its private key.
    #[arg(long, global = true, value_name = "PATH", requires = "client_key")]
    pub(crate) client_cert: Option<PathBuf>,

    /// Private key of --client-cert: a PEM file, not encrypted
    #[arg(long, global = true, value_name = "PATH", requires = "client_cert")]
    pub(crate) client_key: Option<PathBuf>,

    /// Call through this proxy: http, https, socks4 or socks5, with user:password@ if it asks
    ///
    /// Beats HTTPS_PROXY, HTTP_PROXY and ALL_PROXY, which keep a password out of sight of other
    /// users. This machine is never called through a proxy.
    #[arg(long, global = true, value_name = "URL", value_parser = secret)]
    pub(crate) proxy: Option<SecretString>,

    /// Never ask for the passphrase of an encrypted key
    ///
    /// It is asked for when the profile has none, and stdin and stderr are terminals.
    #[arg(long, global = true)]
    pub(crate) no_input: bool,

    /// Use an embedded service with credentials and demo data of its own; no account needed
    ///
    /// The service runs inside this command, on a free port of this machine, and checks the
    /// signature of every request.
    #[arg(long, global = true)]
    pub(crate) emulator: bool,
}

/// Limits and repeats of calls.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Calls")]
pub(crate) struct CallArgs {
    /// Whether failed calls are repeated [default: default]
    ///
    /// `default` repeats what may pass (429, 5xx but 501, 409 IncorrectState, lost connections,
    /// timeouts) up to 8 attempts within 600 seconds. OCI_SDK_DEFAULT_RETRY_ENABLED=false turns it
    /// off where this flag is absent.
    #[arg(long, global = true, value_enum, value_name = "STRATEGY")]
    pub(crate) retry: Option<RetryChoice>,

    /// Attempts of a call, the first included [default: 8]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) max_attempts: Option<u32>,

    /// Wait before the first repeat, in seconds; it doubles from there [default: 1]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) retry_base_delay: Option<Duration>,

    /// Longest wait before a repeat, in seconds [default: 30]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) retry_max_delay: Option<Duration>,

    /// Limit for connecting (name, TCP and TLS together), in seconds [default: 10]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = limit_seconds)]
    pub(crate) connect_timeout: Option<Duration>,

    /// Limit for each wait for data from the service, in seconds [default: 60]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = limit_seconds)]
    pub(crate) read_timeout: Option<Duration>,

    /// Limit for a whole call with its repeats, in seconds [default: none]
    #[arg(long, global = true, value_name = "SECONDS", value_parser = limit_seconds)]
    pub(crate) deadline: Option<Duration>,

    /// Largest answer accepted, in bytes after decompression [default: 67108864, 64 MiB]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) max_body_bytes: Option<u64>,

    /// Accept raw control characters inside the texts of an answer
    #[arg(long, global = true)]
    pub(crate) allow_control_chars: bool,

    /// Do not sign again with the service's time when it refuses a signature for a wrong clock
    #[arg(long, global = true)]
    pub(crate) no_skew_correction: bool,

    /// Send this opc-request-id [default: a random one for each call]
    #[arg(long, global = true, value_name = "ID")]
    pub(crate) opc_request_id: Option<String>,
}

/// The ways to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum AuthChoice {
    /// The API key of the profile
    ApiKey,
    /// The session token of the profile, which `oci session authenticate` writes
    SecurityToken,
    /// The instance that this runs on; needs no profile
    InstancePrincipal,
    /// The instance, on behalf of the user whose delegation token the profile names
    InstanceOboUser,
    /// The resource that this runs in, as OCI_RESOURCE_PRINCIPAL_VERSION and more describe it
    ResourcePrincipal,
    /// The workload of a Kubernetes cluster that this runs in
    OkeWorkloadIdentity,
    /// The first of: variables (OCI_CLI_USER, ...), profile, resource, workload, instance
    Auto,
}

impl AuthChoice {
    /// The word that profiles have for it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::ApiKey => "api_key",
            Self::SecurityToken => "security_token",
            Self::InstancePrincipal => "instance_principal",
            Self::InstanceOboUser => "instance_obo_user",
            Self::ResourcePrincipal => "resource_principal",
            Self::OkeWorkloadIdentity => "oke_workload_identity",
            Self::Auto => "auto",
        }
    }
}

/// The retry strategies to choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RetryChoice {
    /// One attempt
    None,
    /// Repeat what may pass
    Default,
}
