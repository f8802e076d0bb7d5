//! What goes wrong on the wire, over real sockets: how often the service was asked, and what the
//! caller is told.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use work_requests::{
    BreakerEvent, CircuitBreakerStrategy, ClientBuilder, Config, Env, Error, ErrorKind, Jitter,
    MinimumThroughput, RetryStrategy, Timeouts, WorkRequestClient,
};
use work_requests_emulator::{
    Breakdown, Emulator, Fault, FaultAnswer, ListenOptions, Server, demo,
};

/// Longer than a good answer takes here, shorter than anybody wants to wait for a test.
const SHORT: Duration = Duration::from_millis(400);

struct Service {
    emulator: Emulator,
    server: Server,
}

impl Service {
    async fn start() -> Self {
        let emulator = Emulator::demo();
        let server = emulator.start(ListenOptions::default()).await.unwrap();
        Self { emulator, server }
    }

    /// A client that repeats at once, and never waits long for anything.
    fn builder(&self) -> ClientBuilder {
        WorkRequestClient::builder()
            .environment(Env::empty())
            .config(Config::from_pairs(self.emulator.credentials().pairs()))
            .service_endpoint(self.server.endpoint())
            .timeouts(Timeouts {
                connect: Some(Duration::from_secs(5)),
                read: Some(SHORT),
            })
            .deadline(Duration::from_secs(20))
            .retry_strategy(at_once())
    }

    fn client(&self) -> WorkRequestClient {
        self.builder().build().unwrap()
    }

    fn fault(&self, fault: Fault) {
        self.emulator.control().add_fault(fault).unwrap();
    }

    fn breaks(&self, how: Breakdown) {
        self.fault(Fault::new(FaultAnswer::pass().breaks(how)));
    }

    /// Requests that arrived.
    fn asked(&self) -> u64 {
        self.emulator.control().received_total()
    }
}

fn at_once() -> RetryStrategy {
    let delay = Duration::from_millis(5);
    RetryStrategy::default().base_delay(delay).max_delay(delay)
}

async fn get(client: &WorkRequestClient) -> Result<u32, Error> {
    let response = client.get_work_request(demo::DETACH_VOLUME).await?;
    assert_eq!(response.data.id, demo::DETACH_VOLUME);
    Ok(response.attempts())
}

#[tokio::test]
async fn three_times_503_then_good() {
    let service = Service::start().await;
    service.fault(Fault::statuses([503, 503, 503]));
    let response = service
        .client()
        .get_work_request(demo::DETACH_VOLUME)
        .await
        .unwrap();
    assert_eq!((response.attempts(), service.asked()), (4, 4));
    let reasons: Vec<String> = response
        .history()
        .iter()
        .map(|a| a.outcome.to_string())
        .collect();
    assert_eq!(reasons[3], "succeeded");
    assert!(
        reasons[..3].iter().all(|reason| reason.starts_with("503")),
        "{reasons:?}"
    );
    // One logical call: the same id each time.
    let received = service.emulator.received();
    let ids: Vec<_> = received
        .iter()
        .map(|request| request.header("opc-request-id"))
        .collect();
    assert!(
        ids[0].is_some() && ids.iter().all(|id| *id == ids[0]),
        "{ids:?}"
    );
    assert!(
        received
            .iter()
            .all(|request| request.header("opc-client-retries") == Some("true"))
    );
}

#[tokio::test]
async fn throttling_waits_as_the_service_asks_in_seconds_and_fractions() {
    for (asked, least) in [("1", 1000), ("0.3", 300)] {
        let service = Service::start().await;
        service.fault(Fault::new(FaultAnswer::status(429).retry_after(asked)));
        let began = Instant::now();
        assert_eq!(get(&service.client()).await.unwrap(), 2);
        let took = began.elapsed();
        assert!(took >= Duration::from_millis(least), "{asked}: {took:?}");
        assert!(
            took < Duration::from_millis(least + 3000),
            "{asked}: {took:?}"
        );
        assert_eq!(service.asked(), 2);
    }
}

#[tokio::test]
async fn throttling_waits_as_the_service_asks_by_a_date() {
    let service = Service::start().await;
    // A date has whole seconds: two from now are between one and two.
    let now = service.emulator.clock()();
    let date = httpdate::fmt_http_date(now + Duration::from_secs(2));
    service.fault(Fault::new(FaultAnswer::status(429).retry_after(date)));
    let began = Instant::now();
    assert_eq!(get(&service.client()).await.unwrap(), 2);
    assert!(
        began.elapsed() >= Duration::from_millis(900),
        "{:?}",
        began.elapsed()
    );
    assert_eq!(service.asked(), 2);
}

#[tokio::test]
async fn resets_and_early_ends_are_repeated() {
    for how in [
        Breakdown::ResetBeforeHeaders,
        Breakdown::CloseBeforeHeaders,
        Breakdown::ResetInBody,
        Breakdown::CloseInBody,
    ] {
        let service = Service::start().await;
        service.breaks(how);
        assert_eq!(get(&service.client()).await.unwrap(), 2, "{how:?}");
        assert_eq!(service.asked(), 2, "{how:?}");
    }
}

#[tokio::test]
async fn without_repeats_a_reset_is_one_connection_error() {
    let service = Service::start().await;
    service.breaks(Breakdown::ResetBeforeHeaders);
    let client = service.builder().retry_strategy(RetryStrategy::none());
    let error = get(&client.build().unwrap()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connection, 1));
    assert_eq!(service.asked(), 1);
}

#[tokio::test]
async fn hangs_end_at_the_read_timeout_and_are_repeated() {
    for how in [
        Breakdown::HangBeforeHeaders,
        Breakdown::HangAfterHeaders,
        Breakdown::HangInBody,
    ] {
        let service = Service::start().await;
        service.breaks(how);
        let began = Instant::now();
        assert_eq!(get(&service.client()).await.unwrap(), 2, "{how:?}");
        assert!(began.elapsed() >= SHORT, "{how:?}");
        assert_eq!(service.asked(), 2, "{how:?}");

        let service = Service::start().await;
        service.breaks(how);
        let client = service.builder().retry_strategy(RetryStrategy::none());
        let error = get(&client.build().unwrap()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.attempts()),
            (ErrorKind::Timeout, 1),
            "{how:?}"
        );
    }
}

#[tokio::test]
async fn an_endless_drip_ends_at_the_deadline() {
    let service = Service::start().await;
    service.breaks(Breakdown::Drip {
        every: Duration::from_millis(20),
    });
    let client = service.builder().deadline(SHORT).build().unwrap();
    let began = Instant::now();
    let error = get(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert!(began.elapsed() < SHORT * 5, "{:?}", began.elapsed());
    assert_eq!(service.asked(), 1);
}

#[tokio::test]
async fn an_endless_drip_ends_by_its_pace_without_a_deadline() {
    let service = Service::start().await;
    service.breaks(Breakdown::Drip {
        every: Duration::from_millis(20),
    });
    let rule = MinimumThroughput::bytes_per_second(100_000.try_into().unwrap()).grace(SHORT);
    let client = service.builder().minimum_throughput(rule);
    let client = client
        .retry_strategy(RetryStrategy::none())
        .build()
        .unwrap();
    let error = get(&client).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert!(error.to_string().contains("B/s"), "{error}");
}

#[tokio::test]
async fn a_clock_that_is_an_hour_off_is_corrected_once() {
    for ahead in [TimeDelta::hours(1), TimeDelta::hours(-1)] {
        let service = Service::start().await;
        service.emulator.control().skew(ahead);
        let client = service.client();
        assert_eq!(get(&client).await.unwrap(), 2, "{ahead}");
        assert_eq!(get(&client).await.unwrap(), 1, "the offset is kept");
        assert_eq!(service.asked(), 3);

        let stubborn = service.builder().skew_correction(false).build().unwrap();
        let error = get(&stubborn).await.unwrap_err();
        assert!(error.is_not_authenticated());
        assert_eq!((error.attempts(), service.asked()), (1, 4));
    }
}

#[tokio::test]
async fn a_circuit_opens_lets_a_probe_through_and_closes() {
    let service = Service::start().await;
    service.fault(Fault::statuses([503, 503, 503]));
    let told = Arc::new(Mutex::new(Vec::new()));
    let events = Arc::clone(&told);
    let breaker = CircuitBreakerStrategy::default()
        .consecutive_failures(3)
        .recovery_time(SHORT);
    let client = service
        .builder()
        .retry_strategy(RetryStrategy::none())
        .circuit_breaker(breaker)
        .on_circuit_breaker_event(move |event| events.lock().unwrap().push(name(event)))
        .build()
        .unwrap();
    for _ in 0..3 {
        assert_eq!(get(&client).await.unwrap_err().status().unwrap(), 503);
    }
    let rejected = get(&client).await.unwrap_err();
    assert_eq!(
        (rejected.kind(), rejected.attempts()),
        (ErrorKind::CircuitOpen, 0)
    );
    assert!(rejected.to_string().contains("503"), "{rejected}");
    assert!(rejected.retry_after().unwrap() <= SHORT);
    assert_eq!(service.asked(), 3, "nothing is sent while it is open");

    // A call that repeats waits for the probe, which is itself.
    let patient = client.get_work_request(demo::DETACH_VOLUME);
    let patient = patient.retry_strategy(at_once().jitter(Jitter::new(|| 0.0)));
    patient.await.unwrap();
    assert_eq!(service.asked(), 4);
    assert_eq!(get(&client).await.unwrap(), 1);
    let expected = ["opened", "rejected", "half-opened", "closed"];
    let told = told.lock().unwrap().clone();
    assert_eq!(
        told.iter().filter(|event| **event != "rejected").count(),
        3,
        "{told:?}"
    );
    assert!(
        expected.iter().all(|event| told.contains(event)),
        "{told:?}"
    );
}

fn name(event: &BreakerEvent) -> &'static str {
    match event {
        BreakerEvent::Opened { .. } => "opened",
        BreakerEvent::HalfOpened { .. } => "half-opened",
        BreakerEvent::Closed { .. } => "closed",
        BreakerEvent::Rejected { .. } => "rejected",
        _ => "other",
    }
}

/// A smaller sister of the figures in `benches/resilience.rs`.
#[tokio::test]
async fn a_flaky_service_loses_no_call() {
    use futures_util::stream::{self, StreamExt as _};

    let service = Service::start().await;
    let answers = (0..8).fold(Fault::statuses([503]), |fault, _| {
        fault.then(FaultAnswer::pass())
    });
    let answers = answers.then(FaultAnswer::pass().breaks(Breakdown::ResetInBody));
    service.fault(answers.forever());
    let client = service.client();
    let calls = stream::iter(0..300_usize).map(|number| {
        let id = demo::IDS[number % demo::IDS.len()];
        let client = client.clone();
        async move {
            let response = client.get_work_request(id).await.unwrap();
            assert_eq!(response.data.id, id);
        }
    });
    calls.buffer_unordered(32).collect::<Vec<()>>().await;
    let asked = service.asked();
    assert!(asked > 300 && asked < 450, "{asked}");
}
