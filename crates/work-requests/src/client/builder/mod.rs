//! Settings of a client, with their defaults; those of its connections are in `connections.rs`.

mod connections;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use work_requests_catalog as catalog;
use work_requests_config::{AuthenticationType, Config, EndpointOptions, Env, RegionMetadata};
use work_requests_resilience::breaker::BreakerEvent;
use work_requests_signing::{SharedSigner, Signer};

use super::door::Door;
use super::sign_in::Way;
use super::{Timeouts, WorkRequestClient};
use crate::call::Parameters;
use crate::call::request_id::RequestIds;
use crate::clock::Clock;
use crate::error::Error;
use crate::observe::{CallEvent, Observer};
use crate::resilience::{BreakerCallback, CircuitBreakerStrategy, RetryStrategy};

/// Builds a [`WorkRequestClient`].
///
/// Where several places set the same thing, the builder beats the environment, and the environment
/// beats the default. What the builder leaves open comes from the profile.
///
/// | setting | default |
/// |---|---|
/// | [`config`](Self::config) | the default profile, read when neither a signer nor an endpoint makes it needless |
/// | [`timeouts`](Self::timeouts) | connect 10 s, each read 60 s |
/// | [`deadline`](Self::deadline) | none |
/// | [`retry_strategy`](Self::retry_strategy) | none, unless `OCI_SDK_DEFAULT_RETRY_ENABLED=true` |
/// | [`circuit_breaker`](Self::circuit_breaker) | on, unless `OCI_SDK_DEFAULT_CIRCUITBREAKER_ENABLED` is set to anything but `true` |
/// | [`max_body_bytes`](Self::max_body_bytes) | 64 MiB, after decompression |
/// | [`allow_control_chars`](Self::allow_control_chars) | `false` |
/// | [`skew_correction`](Self::skew_correction) | on |
/// | [`allow_plaintext`](Self::allow_plaintext) | `false`: `http://` only to this machine |
#[must_use = "nothing is built until `build`"]
pub struct ClientBuilder {
    pub(super) config: Option<Config>,
    pub(super) env: Env,
    pub(super) signer: Option<SharedSigner>,
    pub(super) way: Option<Way>,
    pub(super) service_endpoint: Option<String>,
    pub(super) region: Option<String>,
    pub(super) region_metadata: Option<RegionMetadata>,
    pub(super) endpoint_options: EndpointOptions,
    pub(super) door: Door,
    pub(super) deadline: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) retry_strategy: Option<RetryStrategy>,
    pub(super) circuit_breaker: Option<CircuitBreakerStrategy>,
    pub(super) on_breaker_event: Option<BreakerCallback>,
    pub(super) observer: Option<Observer>,
    pub(super) allow_control_chars: bool,
    pub(super) additional_user_agent: Option<String>,
    pub(super) skew_correction: bool,
    pub(super) clock: Clock,
    pub(super) request_ids: RequestIds,
    pub(super) service: Option<&'static catalog::Service>,
    pub(super) parameters: Parameters,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            config: None,
            env: Env::process(),
            signer: None,
            way: None,
            service_endpoint: None,
            region: None,
            region_metadata: None,
            endpoint_options: EndpointOptions::new(),
            door: Door::default(),
            deadline: None,
            attempt_timeout: None,
            retry_strategy: None,
            circuit_breaker: None,
            on_breaker_event: None,
            observer: None,
            allow_control_chars: false,
            additional_user_agent: None,
            skew_correction: true,
            clock: Clock::default(),
            request_ids: RequestIds::default(),
            service: None,
            parameters: Parameters::default(),
        }
    }
}

impl ClientBuilder {
    /// The profile that names region and credentials. What [`Config::warnings`] says of it is the
    /// caller's to tell; of a default profile read here it is told as `tracing` warnings.
    pub fn config(mut self, config: Config) -> Self {
        self.config = Some(config);
        self
    }

    /// The environment in place of the process's: variables and home folder.
    pub fn environment(mut self, env: Env) -> Self {
        self.env = env;
        self
    }

    /// Signs in this way, whatever the profile says. The principals of a platform (all but
    /// `ApiKey`, `SecurityToken` and `InstanceOboUser`) need no profile; those of an instance may
    /// have to be asked for their region first, by `discover`.
    ///
    /// All but `ApiKey` need the feature `auth`.
    pub fn authentication(mut self, kind: AuthenticationType) -> Self {
        self.way = Some(Way::Kind(kind));
        self
    }

    /// Signs in by the first way that there is:
    ///
    /// 1. the environment: `OCI_CLI_USER`, `OCI_CLI_TENANCY`, `OCI_CLI_FINGERPRINT`, and
    ///    `OCI_CLI_KEY_FILE` or `OCI_CLI_KEY_CONTENT` with `OCI_CLI_PASSPHRASE`; or
    ///    `OCI_CLI_SECURITY_TOKEN_FILE` with a key,
    /// 2. the profile: the one given, or the default file's,
    /// 3. the resource, if `OCI_RESOURCE_PRINCIPAL_VERSION` is set,
    /// 4. the workload of a cluster, if `KUBERNETES_SERVICE_HOST` is set,
    /// 5. the instance, if its metadata service answers.
    ///
    /// Of the first three, what is set up but wrong is an error, because going on would be acting
    /// as somebody else. When none gives a credential, the error says why each was skipped.
    #[cfg(feature = "auth")]
    pub fn default_chain(mut self) -> Self {
        self.way = Some(Way::Chain);
        self
    }

    /// Signs with this in place of the profile's API key.
    pub fn signer(mut self, signer: impl Signer) -> Self {
        self.signer = Some(SharedSigner::new(signer));
        self
    }

    /// Calls this URL in place of the region's host: `https://host[:port][/path]`, IPv6 in
    /// brackets, with or without a trailing slash and the API version. It counts for every service;
    /// `{service}` in it is the place of a service's name.
    pub fn service_endpoint(mut self, url: impl Into<String>) -> Self {
        self.service_endpoint = Some(url.into());
        self
    }

    /// Calls this region in place of the profile's: an id or a short code.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Describes a region that this version does not know, as an instance's metadata does.
    pub fn region_metadata(mut self, metadata: RegionMetadata) -> Self {
        self.region_metadata = Some(metadata);
        self
    }

    /// Whether the endpoint follows the realm's own template, where the service has one; the shared
    /// service has none. Unset, `OCI_REALM_SPECIFIC_SERVICE_ENDPOINT_TEMPLATE_ENABLED` decides;
    /// `false` here beats `true` there.
    pub fn realm_specific_endpoint_template(mut self, enabled: bool) -> Self {
        self.endpoint_options = self.endpoint_options.realm_specific(enabled);
        self
    }

    /// Whether the endpoint is one of both IPv4 and IPv6, where the service has such. Unset,
    /// `OCI_DUAL_STACK_ENDPOINT_ENABLED` decides.
    pub fn dual_stack(mut self, enabled: bool) -> Self {
        self.endpoint_options = self.endpoint_options.dual_stack(enabled);
        self
    }

    /// The same limit for connecting and for each read; see [`Timeouts`].
    pub fn timeout(self, limit: Duration) -> Self {
        self.timeouts(limit.into())
    }

    /// How long connecting, and each read, may take.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.door.timeouts = timeouts;
        self
    }

    /// Ends every call after this time in all, signing, repeats and waits included.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = Some(limit);
        self
    }

    /// Ends every attempt after this time; a retry strategy may then make another.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.attempt_timeout = Some(limit);
        self
    }

    /// Repeats failed calls by this strategy, unless a call brings its own.
    pub fn retry_strategy(mut self, strategy: RetryStrategy) -> Self {
        self.retry_strategy = Some(strategy);
        self
    }

    /// Stops calling an endpoint that keeps failing; one breaker for this client and its clones.
    pub fn circuit_breaker(mut self, strategy: CircuitBreakerStrategy) -> Self {
        self.circuit_breaker = Some(strategy);
        self
    }

    /// Tells when the circuit breaker opens, lets probes through, closes or rejects a call.
    ///
    /// Called on the task that made the call, with no lock held; a panic in it is caught.
    pub fn on_circuit_breaker_event(
        mut self,
        callback: impl Fn(&BreakerEvent) + Send + Sync + 'static,
    ) -> Self {
        self.on_breaker_event = Some(Arc::new(callback));
        self
    }

    /// Tells of every call, every attempt and every change of the circuit breaker, for metrics and
    /// logs of one's own.
    ///
    /// Called on the task that makes the call, with no lock held: it should be quick, and must not
    /// block. A panic in it is caught.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)]
    /// # async fn main() -> Result<(), work_requests::Error> {
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicU64, Ordering};
    /// use work_requests::{CallEvent, WorkRequestClient};
    ///
    /// let failed = Arc::new(AtomicU64::new(0));
    /// let counter = failed.clone();
    /// # let emulator = work_requests_emulator::Emulator::demo();
    /// # let config = work_requests::Config::from_pairs(emulator.credentials().pairs());
    /// # let builder = WorkRequestClient::builder().config(config).clock(emulator.clock()).transport(emulator.service());
    /// # #[cfg(any())]
    /// let builder = WorkRequestClient::builder();
    /// let client = builder
    ///     .on_call_event(move |event| {
    ///         if let CallEvent::CallEnded(call) = event {
    ///             println!("{} took {:?}", call.operation, call.took);
    ///             let failures = u64::from(call.outcome.error_type().is_some());
    ///             counter.fetch_add(failures, Ordering::Relaxed);
    ///         }
    ///     })
    ///     .build()?;
    /// assert!(client.get_work_request("ocid1.workrequest.oc1..none").await.is_err());
    /// assert_eq!(failed.load(Ordering::Relaxed), 1);
    /// # Ok(()) }
    /// ```
    pub fn on_call_event(
        mut self,
        callback: impl Fn(&CallEvent<'_>) + Send + Sync + 'static,
    ) -> Self {
        self.observer = Some(Observer::new(callback));
        self
    }

    /// Keeps raw control characters inside the strings of answers, instead of failing with a
    /// decode error. Calls can set it for themselves.
    pub fn allow_control_chars(mut self, allow: bool) -> Self {
        self.allow_control_chars = allow;
        self
    }

    /// Appends this to `user-agent`, in place of the profile's `additional_user_agent`.
    pub fn additional_user_agent(mut self, text: impl Into<String>) -> Self {
        self.additional_user_agent = Some(text.into());
        self
    }

    /// Whether a signature refused for a wrong clock is made again with the service's time, and
    /// later ones too. On by default; differences up to a minute are left alone.
    pub fn skew_correction(mut self, correct: bool) -> Self {
        self.skew_correction = correct;
        self
    }

    /// Reads the time of signatures here instead of from the process clock.
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Clock::new(now);
        self
    }

    /// Draws the `opc-request-id` of calls here instead of at random.
    pub fn request_ids(mut self, source: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.request_ids = RequestIds::new(source);
        self
    }

    /// Reads and follows the work requests of this service, whatever their OCIDs tell: `wait`,
    /// `watch`, `report`, and [`service_of`](WorkRequestClient::service_of). Default: each OCID's
    /// own service. The typed operations stay those of the shared service.
    pub fn service(mut self, service: &'static catalog::Service) -> Self {
        self.service = Some(service);
        self
    }

    /// Names a parameter that some services need beside the id of a work request, such as
    /// `namespaceName`. Services that do not take it are called without.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.set(name.into(), value.into());
        self
    }

    /// Builds the client. No socket is opened.
    ///
    /// # Errors
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if region, endpoint, profile or a setting is
    /// missing or wrong, all problems of the profile at once;
    /// [`ErrorKind::Auth`](crate::ErrorKind::Auth) if the private key cannot be used.
    pub fn build(mut self) -> Result<WorkRequestClient, Error> {
        self.tell_of_breaker();
        super::assembly::assemble(self)
    }

    /// What the breaker does is told to both callbacks.
    fn tell_of_breaker(&mut self) {
        if let Some(observer) = self.observer.clone() {
            let own = self.on_breaker_event.take();
            self.on_breaker_event = Some(Arc::new(move |event| {
                observer.tell(&CallEvent::Breaker(event));
                own.iter().for_each(|callback| callback(event));
            }));
        }
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("config", &self.config)
            .field("signer", &self.signer)
            .field("service_endpoint", &self.service_endpoint)
            .field("region", &self.region)
            .finish_non_exhaustive()
    }
}
