//! What repeats cost: `cargo bench -p work-requests --bench resilience`.
//!
//! Two figures, each over real sockets to the emulator: requests a call in a full outage, and
//! attempts a call of a flaky service, with the calls that were lost. They are counts, not times:
//! smaller runs of both are tests (`failures.rs`, `breakdowns.rs`).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use std::time::{Duration, Instant};

use futures_util::stream::{self, StreamExt as _};
use work_requests::{CircuitBreakerStrategy, Config, Env, RetryStrategy, WorkRequestClient};
use work_requests_emulator::{
    Breakdown, Emulator, Fault, FaultAnswer, ListenOptions, Server, demo,
};

const OUTAGE_CALLS: usize = 100;
const FLAKY_CALLS: usize = 20_000;
const AT_ONCE: usize = 64;

fn main() {
    // `cargo test --all-targets` runs benches too, without this flag; there is nothing to test.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        outage().await;
        flaky().await;
    });
}

struct Service {
    emulator: Emulator,
    server: Server,
}

impl Service {
    async fn start(fault: Fault) -> Self {
        let emulator = Emulator::demo();
        emulator.control().add_fault(fault.forever()).unwrap();
        let server = emulator.start(ListenOptions::default()).await.unwrap();
        Self { emulator, server }
    }

    /// The default strategy, its waits a thousandth of the usual ones; no breaker, which would
    /// only lower the figures.
    fn client(&self) -> WorkRequestClient {
        let strategy = RetryStrategy::default().base_delay(Duration::from_millis(1));
        WorkRequestClient::builder()
            .environment(Env::empty())
            .config(Config::from_pairs(self.emulator.credentials().pairs()))
            .service_endpoint(self.server.endpoint())
            .retry_strategy(strategy.max_delay(Duration::from_millis(30)))
            .circuit_breaker(CircuitBreakerStrategy::none())
            .build()
            .unwrap()
    }

    fn requests(&self) -> f64 {
        self.emulator.control().received_total() as f64
    }
}

async fn outage() {
    let service = Service::start(Fault::statuses([503])).await;
    let client = service.client();
    for _ in 0..OUTAGE_CALLS {
        client.get_work_request(demo::IDS[0]).await.unwrap_err();
    }
    let each = service.requests() / OUTAGE_CALLS as f64;
    println!("full outage, {OUTAGE_CALLS} calls: {each:.2} requests a call (at most 1.2)");
}

async fn flaky() {
    // Of each hundred answers ten are 503 and one is reset inside its body.
    let answers = (0..99).fold(Fault::statuses([503]), |fault, number| match number {
        9 | 19 | 29 | 39 | 49 | 59 | 69 | 79 | 89 => fault.then(FaultAnswer::status(503)),
        94 => fault.then(FaultAnswer::pass().breaks(Breakdown::ResetInBody)),
        _ => fault.then(FaultAnswer::pass()),
    });
    let service = Service::start(answers).await;
    let client = service.client();
    let began = Instant::now();
    let calls = stream::iter(0..FLAKY_CALLS).map(|number| {
        let client = client.clone();
        async move {
            let id = demo::IDS[number % demo::IDS.len()];
            let answer = client.get_work_request(id).await;
            usize::from(!answer.is_ok_and(|answer| answer.data.id == id))
        }
    });
    let lost: usize = calls
        .buffer_unordered(AT_ONCE)
        .fold(0, |sum, lost| async move { sum + lost })
        .await;
    let each = service.requests() / FLAKY_CALLS as f64;
    println!(
        "10 % 503 and 1 % resets, {FLAKY_CALLS} calls, {AT_ONCE} at once: {each:.3} attempts a call \
         (at most 1.15), {lost} lost or mixed up, {:.0} s",
        began.elapsed().as_secs_f64()
    );
}
