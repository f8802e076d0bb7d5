//! Settings before the start.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use chrono::TimeDelta;
use work_requests_catalog::Service;
use work_requests_signing::{KeyId, PublicKey};

use crate::clock::Clock;
use crate::control::Control;
use crate::credentials::Credentials;
use crate::demo;
use crate::emulator::Emulator;
use crate::faults::Faults;
use crate::hosts::Hosts;
use crate::known_keys::KnownKeys;
use crate::received::Journal;
use crate::scenario::Scenario;
use crate::services::Services;
use crate::shared::{Settings, Shared};
use crate::store::Store;

/// How an [`Emulator`] will be; made by [`Emulator::builder`].
#[derive(Debug)]
#[must_use]
pub struct EmulatorBuilder {
    clock: Option<Clock>,
    demo: bool,
    scenario: Scenario,
    compartments: Vec<String>,
    keys: KnownKeys,
    settings: Settings,
}

impl Emulator {
    /// An emulator with settings of your own.
    pub fn builder() -> EmulatorBuilder {
        EmulatorBuilder::new()
    }

    /// An emulator with the work requests of [`demo`](crate::demo).
    #[must_use]
    pub fn demo() -> Self {
        Self::builder().demo().build()
    }
}

impl EmulatorBuilder {
    pub(crate) fn new() -> Self {
        Self {
            clock: None,
            demo: false,
            scenario: Scenario::default(),
            compartments: vec![demo::TENANCY.to_owned(), demo::COMPARTMENT.to_owned()],
            keys: KnownKeys::default(),
            settings: Settings {
                hosts: Hosts::Any,
                retry_after: Some(Duration::from_secs(1)),
                default_limit: 100,
                largest_page: crate::routes::MAX_LIMIT,
                journal: 1000,
                services: Services::default(),
            },
        }
    }

    /// Has the work requests of [`demo`]. Without this there are none at the start.
    pub fn demo(mut self) -> Self {
        self.demo = true;
        self
    }

    /// Begins with what a scenario says; the last one given counts.
    pub fn scenario(mut self, scenario: Scenario) -> Self {
        self.scenario = scenario;
        self
    }

    /// The clock. Unless given, it begins at the process's time and goes on at tokio's pace, so
    /// that it stands still under `tokio::time::pause`.
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Some(Clock::new(now));
        self
    }

    /// Begins at this time, and goes on at tokio's pace from the call of this method.
    pub fn base_time(mut self, base: SystemTime) -> Self {
        self.clock = Some(Clock::starting_at(base));
        self
    }

    /// A compartment that exists though it may be empty. The demo tenancy and compartment always
    /// do, and every compartment that a work request is created in.
    pub fn compartment(mut self, id: impl Into<String>) -> Self {
        self.compartments.push(id.into());
        self
    }

    /// Another key whose signatures are good, beside the embedded one.
    pub fn key(self, id: KeyId, key: PublicKey) -> Self {
        self.keys.add(id, key);
        self
    }

    /// Speaks this service too, beside those of the catalogue.
    pub fn service(mut self, service: &'static Service) -> Self {
        self.settings.services.add(service);
        self
    }

    /// Answers only these hosts in memory, each as the `host` header has it. Any unless given.
    /// Servers answer to the names of their own address instead; see
    /// [`ListenOptions::host`](crate::ListenOptions::host).
    pub fn hosts(mut self, hosts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.settings.hosts = Hosts::These(hosts.into_iter().map(Into::into).collect());
        self
    }

    /// The `retry-after` sent while a work request goes on, in whole seconds rounded up; one
    /// second unless given.
    pub fn retry_after(mut self, after: Duration) -> Self {
        self.settings.retry_after = Some(after);
        self
    }

    /// Sends no `retry-after`.
    pub fn without_retry_after(mut self) -> Self {
        self.settings.retry_after = None;
        self
    }

    /// The items on a page when the request names no `limit`; 100 unless given, at most 1000.
    pub fn default_limit(mut self, items: NonZeroUsize) -> Self {
        self.settings.default_limit = items.get().min(crate::routes::MAX_LIMIT);
        self
    }

    /// The items on a page however many are asked for, as services may; 1000 unless given.
    pub fn largest_page(mut self, items: NonZeroUsize) -> Self {
        self.settings.largest_page = items.get();
        self
    }

    /// How many of the last requests are kept for [`Emulator::received`]; 1000 unless given.
    pub fn received_capacity(mut self, requests: usize) -> Self {
        self.settings.journal = requests;
        self
    }

    /// Makes the emulator. Its work requests begin to live now.
    #[must_use]
    pub fn build(self) -> Emulator {
        let clock = self.clock.unwrap_or_else(Clock::process);
        let mut store = Store::default();
        for compartment in self.compartments.iter().chain(&self.scenario.compartments) {
            store.add_compartment(compartment);
        }
        let shared = Shared {
            clock,
            credentials: Credentials::embedded(),
            keys: self.keys,
            request_ids: Default::default(),
            skew: Default::default(),
            store: store.into(),
            faults: Faults::default().into(),
            journal: Journal::new(self.settings.journal).into(),
            settings: self.settings,
            principals: Default::default(),
        };
        shared.trust(&shared.credentials);
        let emulator = Emulator::new(Arc::new(shared));
        let with_demo = self.demo || self.scenario.demo;
        load(&emulator.control(), self.scenario, with_demo);
        emulator
    }
}

/// Nothing of this can fail: a scenario was checked with the demo data when it was read.
fn load(control: &Control, scenario: Scenario, with_demo: bool) {
    let demo = demo::scripts().filter(|_| with_demo);
    for script in demo.chain(scenario.work_requests) {
        let created = control.create(script);
        debug_assert!(created.is_ok(), "{created:?}");
    }
    for fault in scenario.faults {
        let added = control.add_fault(fault);
        debug_assert!(added.is_ok(), "{added:?}");
    }
    control.skew(TimeDelta::seconds(scenario.skew.into()));
}
