//! From flags to a client.

use work_requests::{
    CircuitBreakerStrategy, ClientBuilder, Env, RetryStrategy, Timeouts, WorkRequestClient,
};

use super::account::{Account, Place};
use super::dry_run::Recorder;
use super::pem_files;
use crate::args::{CallArgs, GlobalArgs};
use crate::error::CliError;

/// Makes the client; with a recorder, one that sends nothing.
pub(super) async fn client(
    args: &GlobalArgs,
    account: &Account,
    strategy: RetryStrategy,
    recorder: Option<&Recorder>,
    env: &Env,
) -> Result<WorkRequestClient, CliError> {
    let mut builder = settings(args, account, strategy, env)?;
    if let Some(recorder) = recorder {
        builder = builder
            .retry_strategy(RetryStrategy::none())
            .circuit_breaker(CircuitBreakerStrategy::none())
            .transport(recorder.clone());
    }
    Ok(builder.discover().await?.build()?)
}

/// All that flags and environment say of the client.
pub(crate) fn settings(
    args: &GlobalArgs,
    account: &Account,
    strategy: RetryStrategy,
    env: &Env,
) -> Result<ClientBuilder, CliError> {
    let mut builder = WorkRequestClient::builder()
        .environment(env.clone())
        .allow_plaintext(args.account.allow_plaintext)
        .retry_strategy(strategy);
    if account.has_profile || !account.auto {
        builder = builder.config(account.config.clone());
    }
    if account.auto {
        builder = builder.default_chain();
    }
    builder = match &account.place {
        Some(Place::Endpoint(url)) => builder.service_endpoint(url),
        Some(Place::Region(region)) => builder.region(region),
        None => builder,
    };
    if let Some(service) = args.account.service {
        builder = builder.service(service);
    }
    for (name, value) in &args.account.params {
        builder = builder.parameter(name, value);
    }
    if args.account.realm_specific_endpoints {
        builder = builder.realm_specific_endpoint_template(true);
    }
    if let Some(url) = &args.account.proxy {
        builder = builder.proxy(url.clone());
    }
    builder = pem_files::apply(builder, &args.account)?;
    Ok(limits(builder, &args.call))
}

fn limits(builder: ClientBuilder, args: &CallArgs) -> ClientBuilder {
    let usual = Timeouts::default();
    let mut builder = builder
        .allow_control_chars(args.allow_control_chars)
        .skew_correction(!args.no_skew_correction)
        .timeouts(Timeouts {
            connect: args.connect_timeout.or(usual.connect),
            read: args.read_timeout.or(usual.read),
        });
    if let Some(deadline) = args.deadline {
        builder = builder.deadline(deadline);
    }
    if let Some(bytes) = args.max_body_bytes {
        builder = builder.max_body_bytes(usize::try_from(bytes).unwrap_or(usize::MAX));
    }
    if let Some(id) = args.opc_request_id.clone() {
        builder = builder.request_ids(move || id.clone());
    }
    builder
}
