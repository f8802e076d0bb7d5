//! Whatever work requests do, and whatever fails on the way: each ends once, as it truly ended, and
//! each log line is told once and in order.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::time::Duration;

use common::client_of;
use futures_util::StreamExt as _;
use proptest::collection::vec;
use proptest::prelude::*;
use work_requests::{Checkpoint, Jitter, WatchEvent, WorkRequestClient};
use work_requests_emulator::{
    Breakdown, Emulator, Fault, FaultAnswer, Operation, WorkRequestScript,
};

/// One work request's life.
#[derive(Debug, Clone)]
struct Life {
    compartment: usize,
    lines: Vec<u16>,
    end: &'static str,
    ends_after: u16,
}

#[derive(Debug, Clone)]
struct Trouble {
    operation: Option<Operation>,
    answer: FaultAnswer,
    times: u32,
}

#[derive(Debug, Clone)]
struct World {
    lives: Vec<Life>,
    troubles: Vec<Trouble>,
    largest_page: usize,
    entries: bool,
    /// After how many events the watch is saved, dropped and resumed, again and again.
    stops: Vec<usize>,
    seed: u64,
}

fn life() -> impl Strategy<Value = Life> {
    let end = prop_oneof![Just("succeeded"), Just("failed"), Just("canceled")];
    (0_usize..3, vec(0_u16..200, 0..6), end, 0_u16..200).prop_map(
        |(compartment, mut lines, end, ends_after)| {
            lines.sort_unstable();
            lines.retain(|at| *at <= ends_after);
            Life {
                compartment,
                lines,
                end,
                ends_after,
            }
        },
    )
}

fn trouble() -> impl Strategy<Value = Trouble> {
    let operation = prop_oneof![
        Just(None),
        Just(Some(Operation::GetWorkRequest)),
        Just(Some(Operation::ListWorkRequests)),
        Just(Some(Operation::ListWorkRequestLogs)),
    ];
    let answer = prop_oneof![
        Just(FaultAnswer::status(503)),
        Just(FaultAnswer::status(500)),
        Just(FaultAnswer::status(429).retry_after(3)),
        Just(FaultAnswer::pass().delay(Duration::from_secs(20))),
        Just(FaultAnswer::pass().breaks(Breakdown::ResetInBody)),
        Just(FaultAnswer::pass().breaks(Breakdown::CloseBeforeHeaders)),
    ];
    (operation, answer, 1_u32..4).prop_map(|(operation, answer, times)| Trouble {
        operation,
        answer,
        times,
    })
}

fn world() -> impl Strategy<Value = World> {
    let size = prop_oneof![1_usize..8, 15_usize..40];
    let lives = size.prop_flat_map(|size| vec(life(), size));
    let stops = vec(1_usize..20, 0..4);
    (
        lives,
        vec(trouble(), 0..6),
        1_usize..12,
        any::<bool>(),
        stops,
        any::<u64>(),
    )
        .prop_map(
            |(lives, troubles, largest_page, entries, stops, seed)| World {
                lives,
                troubles,
                largest_page,
                entries,
                stops,
                seed,
            },
        )
}

impl World {
    fn emulator(&self) -> Emulator {
        let largest = NonZeroUsize::new(self.largest_page).unwrap();
        let emulator = Emulator::builder()
            .without_retry_after()
            .largest_page(largest)
            .build();
        for (number, life) in self.lives.iter().enumerate() {
            emulator.control().create(life.script(number)).unwrap();
        }
        for trouble in &self.troubles {
            let fault = Fault::new(trouble.answer.clone());
            let fault = fault.times(trouble.times.try_into().unwrap());
            let fault = match trouble.operation {
                Some(operation) => fault.operation(operation),
                None => fault,
            };
            emulator.control().add_fault(fault).unwrap();
        }
        emulator
    }

    async fn watched(&self, client: &WorkRequestClient) -> Vec<WatchEvent> {
        let ids = (0..self.lives.len()).map(|number| format!("w{number}"));
        let mut checkpoint: Checkpoint = client.watch(ids).checkpoint();
        let mut told = Vec::new();
        for stop in &self.stops {
            let watch = client.resume(checkpoint.clone()).entries(self.entries);
            let mut watch = watch.jitter(Jitter::seeded(self.seed));
            for _ in 0..*stop {
                told.extend(watch.next().await);
            }
            checkpoint =
                serde_json::from_value(serde_json::to_value(watch.checkpoint()).unwrap()).unwrap();
        }
        // What had ended is told again by who goes on: only the last ends count.
        told.retain(|event| matches!(event, WatchEvent::Log { .. }));
        let watch = client.resume(checkpoint).entries(self.entries);
        told.extend(
            watch
                .jitter(Jitter::seeded(self.seed))
                .collect::<Vec<_>>()
                .await,
        );
        told
    }

    fn check(&self, told: &[WatchEvent]) -> Result<(), TestCaseError> {
        let (mut ends, mut lines) = (BTreeMap::new(), BTreeMap::<&str, Vec<&str>>::new());
        for event in told {
            match event {
                WatchEvent::Done { id, outcome, .. } => {
                    prop_assert_eq!(
                        ends.insert(id.as_str(), outcome.as_str()),
                        None,
                        "{} twice",
                        id
                    );
                    let work = outcome.work_request().unwrap();
                    prop_assert_eq!(work.id(), Some(id.as_str()));
                }
                WatchEvent::Log { id, entry, .. } => {
                    prop_assert!(
                        !ends.contains_key(id.as_str()),
                        "a line of {} after its end",
                        id
                    );
                    lines.entry(id).or_default().push(entry.message());
                }
                WatchEvent::Lost { id, error, .. } => prop_assert!(false, "{id} lost: {error}"),
                _ => {}
            }
        }
        for (number, life) in self.lives.iter().enumerate() {
            let id = format!("w{number}");
            prop_assert_eq!(ends.get(id.as_str()).copied(), Some(life.end), "{}", &id);
            let texts: Vec<String> = (0..life.lines.len()).map(|line| line.to_string()).collect();
            let texts = if self.entries { texts } else { Vec::new() };
            prop_assert_eq!(
                lines.get(id.as_str()).cloned().unwrap_or_default(),
                texts,
                "{}",
                &id
            );
        }
        Ok(())
    }
}

impl Life {
    fn script(&self, number: usize) -> WorkRequestScript {
        let seconds = |at: u16| Duration::from_secs(at.into());
        let script = WorkRequestScript::new("o").id(format!("w{number}"));
        let script = script
            .compartment(format!("c{}", self.compartment))
            .started(Duration::ZERO);
        let lines = self.lines.iter().zip(0..);
        let script = lines.fold(script, |script, (at, line)| {
            script.log(seconds(*at), line.to_string())
        });
        let end = seconds(self.ends_after);
        match self.end {
            "succeeded" => script.succeeded(end),
            "failed" => script.failed(end, "Oops", "no"),
            _ => script.canceled(end),
        }
    }
}

proptest! {
    // Each is a service and a day of it; PROPTEST_CASES can make them fewer.
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.min(20)))]

    #[test]
    fn every_work_request_ends_once_as_it_did(world in world()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        let told = runtime.block_on(async {
            let emulator = world.emulator();
            let client = client_of(&emulator).build().unwrap();
            // A virtual day is more than anything here takes.
            tokio::time::timeout(Duration::from_secs(86_400), world.watched(&client)).await
        });
        world.check(&told.expect("it never ended"))?;
    }
}
