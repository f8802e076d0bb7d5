//! The scheduler behind waiting and watching, over the emulator in memory and in paused time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::time::Duration;

use common::client_of;
use futures_util::StreamExt as _;
use tokio::time::Instant;
use work_requests::work::Status;
use work_requests::{
    Checkpoint, ErrorKind, Jitter, Outcome, Pace, Watch, WatchEvent, WorkRequestClient,
};
use work_requests_emulator::{
    Breakdown, Emulator, EmulatorBuilder, Fault, FaultAnswer, Operation, WorkRequestScript,
};

const COMPARTMENT: &str = "ocid1.compartment.oc1..watched";

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn builder() -> EmulatorBuilder {
    let builder = Emulator::builder().without_retry_after();
    builder.compartment(COMPARTMENT).received_capacity(100_000)
}

fn client(emulator: &Emulator) -> WorkRequestClient {
    client_of(emulator).build().unwrap()
}

fn script(id: &str) -> WorkRequestScript {
    let script = WorkRequestScript::new("LaunchInstance").id(id);
    script.compartment(COMPARTMENT).started(Duration::ZERO)
}

fn create(emulator: &Emulator, script: WorkRequestScript) -> String {
    emulator.control().create(script).unwrap()
}

/// Waits without movement at random.
fn still() -> Jitter {
    Jitter::new(|| 0.5)
}

async fn events(watch: Watch) -> Vec<WatchEvent> {
    watch.collect().await
}

/// How each ended, by id.
fn ends(events: &[WatchEvent]) -> BTreeMap<String, String> {
    let mut ends = BTreeMap::new();
    for event in events {
        let (id, end) = match event {
            WatchEvent::Done { id, outcome, .. } => (id, outcome.as_str().to_owned()),
            WatchEvent::Lost { id, error, .. } => (id, error.kind().to_string()),
            _ => continue,
        };
        assert!(ends.insert(id.clone(), end).is_none(), "{id} ended twice");
    }
    ends
}

fn log_lines(events: &[WatchEvent]) -> Vec<&str> {
    let lines = events.iter().filter_map(|event| match event {
        WatchEvent::Log { entry, .. } => Some(entry.message()),
        _ => None,
    });
    lines.collect()
}

/// Requests that arrived, by what they ask for.
fn asked(emulator: &Emulator) -> BTreeMap<&'static str, usize> {
    let mut asked = BTreeMap::new();
    for request in emulator.received() {
        let path = request.target.split('?').next().unwrap();
        let what = match path.rsplit('/').next().unwrap() {
            "workRequests" => "list",
            "logs" => "logs",
            "errors" => "errors",
            _ => "get",
        };
        *asked.entry(what).or_default() += 1;
    }
    asked
}

/// Seconds from the start to each request.
fn times(emulator: &Emulator) -> Vec<f64> {
    let received = emulator.received();
    let start = received[0].at;
    let since = |request: &work_requests_emulator::Received| {
        request.at.duration_since(start).unwrap().as_secs_f64()
    };
    received.iter().map(since).collect()
}

#[tokio::test(start_paused = true)]
async fn it_slows_down_while_nothing_moves_and_hurries_towards_the_end() {
    let emulator = builder().build();
    let id = create(
        &emulator,
        script("w").without_percent().succeeded(seconds(100)),
    );
    client(&emulator).wait(id).jitter(still()).await.unwrap();
    let rounded = |wait: f64| (wait * 1000.0).round() / 1000.0;
    let waits: Vec<f64> = times(&emulator)
        .windows(2)
        .map(|pair| rounded(pair[1] - pair[0]))
        .collect();
    assert_eq!(waits[..5], [1.0, 1.5, 2.25, 3.375, 5.063], "{waits:?}");
}

#[tokio::test(start_paused = true)]
async fn the_services_wish_sets_the_pace() {
    let emulator = Emulator::builder()
        .retry_after(seconds(7))
        .compartment(COMPARTMENT)
        .build();
    let id = create(&emulator, script("w").succeeded(seconds(20)));
    client(&emulator).wait(id).await.unwrap();
    assert_eq!(times(&emulator), [0.0, 7.0, 14.0, 21.0]);
}

#[tokio::test(start_paused = true)]
async fn an_estimate_comes_with_its_range() {
    let emulator = builder().build();
    let id = create(
        &emulator,
        script("w")
            .percent(seconds(100), 100.0)
            .succeeded(seconds(101)),
    );
    let told = events(client(&emulator).watch([id]).interval(seconds(10))).await;
    let etas: Vec<_> = told
        .iter()
        .filter_map(|event| match event {
            WatchEvent::Changed {
                progress,
                work_request,
                ..
            } => progress
                .eta
                .map(|eta| (work_request.percent_complete().unwrap(), eta)),
            _ => None,
        })
        .collect();
    assert!(etas.len() >= 6, "{etas:?}");
    let over = |event: &&WatchEvent| matches!(event, WatchEvent::Changed { work_request, .. } if work_request.status().is_terminal());
    let last = told.iter().find(over).unwrap();
    assert!(matches!(last, WatchEvent::Changed { progress, .. } if progress.eta.is_none()));
    for (percent, eta) in etas {
        let truth = Duration::from_secs_f64(100.0 - percent);
        assert!(
            eta.soonest <= truth && truth <= eta.latest,
            "{percent} {eta:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_time_limit_is_exact_for_every_work_request() {
    let emulator = builder().build();
    let ids: Vec<_> = (0..30)
        .map(|n| create(&emulator, script(&format!("w{n}"))))
        .collect();
    let started = Instant::now();
    let told = events(
        client(&emulator)
            .watch(ids)
            .timeout(Duration::from_millis(12_345)),
    )
    .await;
    assert_eq!(started.elapsed(), Duration::from_millis(12_345));
    assert_eq!(
        ends(&told)
            .values()
            .filter(|end| *end == "timed_out")
            .count(),
        30
    );
    let last = told.iter().rev().find_map(|event| match event {
        WatchEvent::Done { outcome, .. } => outcome.work_request(),
        _ => None,
    });
    assert_eq!(last.unwrap().status(), Status::InProgress);
}

#[tokio::test(start_paused = true)]
async fn suspended_work_is_waited_on() {
    let emulator = builder().build();
    let id = create(&emulator, script("w").succeeded(seconds(60)));
    for word in ["SUSPENDED", "WAITING", "SUSPENDING"] {
        let body = format!(
            r#"{{"id":"w","status":"{word}","operationType":"o","compartmentId":"c","timeAccepted":"2026-01-01T00:00:00Z"}}"#
        );
        let answer = FaultAnswer::status(200).body(body);
        emulator.control().add_fault(Fault::new(answer)).unwrap();
    }
    let told = events(client(&emulator).watch([id])).await;
    let states: Vec<Status> = told
        .iter()
        .filter_map(|event| match event {
            WatchEvent::Changed { work_request, .. } => Some(work_request.status()),
            _ => None,
        })
        .collect();
    assert_eq!(
        states[..4],
        [
            Status::Suspended,
            Status::Waiting,
            Status::Suspending,
            Status::InProgress
        ]
    );
    assert_eq!(ends(&told)["w"], "succeeded");
}

fn talkative() -> WorkRequestScript {
    let lines = (0..50).fold(script("w"), |script, n| {
        script.log(seconds(n), format!("line {n}"))
    });
    let script = lines.error(seconds(20), "Minor", "a detail failed");
    script.failed(seconds(60), "Major", "all of it failed")
}

fn all_lines() -> Vec<String> {
    (0..50).map(|n| format!("line {n}")).collect()
}

#[tokio::test(start_paused = true)]
async fn log_lines_and_errors_are_told_once_in_order_and_before_the_end() {
    for largest_page in [1, 3, 1000] {
        let emulator = builder()
            .largest_page(NonZeroUsize::new(largest_page).unwrap())
            .build();
        let id = create(&emulator, talkative());
        let told = events(client(&emulator).watch([id]).entries(true)).await;
        assert_eq!(log_lines(&told), all_lines());
        let codes: Vec<&str> = told
            .iter()
            .filter_map(|event| match event {
                WatchEvent::Error { entry, .. } => Some(entry.code()),
                _ => None,
            })
            .collect();
        assert_eq!(codes, ["Minor", "Major"]);
        assert!(matches!(
            told.last(),
            Some(WatchEvent::Done {
                outcome: Outcome::Failed(_),
                ..
            })
        ));
    }
}

#[tokio::test(start_paused = true)]
async fn entries_that_fail_now_and_then_are_still_told_once() {
    let emulator = builder()
        .largest_page(NonZeroUsize::new(4).unwrap())
        .build();
    let id = create(&emulator, talkative());
    let fault = Fault::statuses([503, 503, 429])
        .then(FaultAnswer::pass())
        .then(FaultAnswer::pass().breaks(Breakdown::ResetInBody));
    emulator
        .control()
        .add_fault(
            fault
                .operation(Operation::ListWorkRequestLogs)
                .times(5.try_into().unwrap()),
        )
        .unwrap();
    let told = events(client(&emulator).watch([id]).entries(true)).await;
    assert_eq!(log_lines(&told), all_lines());
    assert_eq!(ends(&told)["w"], "failed");
}

#[tokio::test(start_paused = true)]
async fn entries_that_are_refused_do_not_end_it() {
    let emulator = builder().build();
    let id = create(&emulator, talkative());
    let refused = Fault::statuses([404]).operation(Operation::ListWorkRequestLogs);
    emulator.control().add_fault(refused.forever()).unwrap();
    let told = events(client(&emulator).watch([id]).entries(true)).await;
    assert_eq!(ends(&told)["w"], "failed");
    assert_eq!(asked(&emulator)["logs"], 1);
}

#[tokio::test(start_paused = true)]
async fn a_saved_watch_goes_on_elsewhere_without_telling_anything_twice() {
    let emulator = builder()
        .largest_page(NonZeroUsize::new(3).unwrap())
        .build();
    let id = create(&emulator, talkative());
    let other = create(&emulator, script("x").succeeded(seconds(5)));
    let client = client(&emulator);
    let mut lines = Vec::new();
    let mut watch = client
        .watch([id, other])
        .entries(true)
        .timeout(seconds(600));
    let mut last = Vec::new();
    // Every few events the process ends, and another goes on from what was saved.
    for stop in 1.. {
        let mut told = Vec::new();
        while told.len() < 4 + stop % 3 {
            match watch.next().await {
                Some(event) => told.push(event),
                None => break,
            }
        }
        lines.extend(log_lines(&told).into_iter().map(str::to_owned));
        let over = told
            .iter()
            .any(|event| matches!(event, WatchEvent::Done { id, .. } if id == "w"));
        last = told;
        if over {
            break;
        }
        let saved = serde_json::to_string(&watch.checkpoint()).unwrap();
        let checkpoint: Checkpoint = serde_json::from_str(&saved).unwrap();
        assert_eq!(checkpoint.ids().collect::<Vec<_>>(), ["w", "x"]);
        watch = client.resume(checkpoint).entries(true);
    }
    assert_eq!(lines, all_lines());
    assert_eq!(ends(&last)["w"], "failed");
}

#[tokio::test(start_paused = true)]
async fn a_resumed_wait_keeps_its_time_limit() {
    let emulator = builder().build();
    let id = create(&emulator, script("w"));
    let client = client(&emulator);
    let started = Instant::now();
    let mut watch = client.wait(id).timeout(seconds(60)).events();
    watch.next().await;
    let checkpoint = watch.checkpoint();
    drop(watch);
    tokio::time::advance(seconds(25)).await;
    let told = events(client.resume(checkpoint)).await;
    assert_eq!(ends(&told)["w"], "timed_out");
    assert_eq!(started.elapsed(), seconds(60));
}

#[test]
fn a_saved_watch_of_another_version_is_refused_with_a_reason() {
    let error =
        serde_json::from_str::<Checkpoint>(r#"{"version":2,"workRequests":[]}"#).unwrap_err();
    assert!(
        error.to_string().contains("version 2 cannot be read"),
        "{error}"
    );
    for text in [
        "",
        "{}",
        r#"{"version":1}"#,
        r#"{"version":1,"workRequests":[],"x":1}"#,
    ] {
        assert!(serde_json::from_str::<Checkpoint>(text).is_err(), "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn many_in_one_compartment_are_read_by_lists() {
    let emulator = builder().build();
    let ids: Vec<_> = (0..1000)
        .map(|n| create(&emulator, script(&format!("w{n}"))))
        .collect();
    let told = events(
        client(&emulator)
            .watch(ids)
            .interval(seconds(30))
            .timeout(seconds(305)),
    )
    .await;
    assert_eq!(ends(&told).len(), 1000);
    let changed = told
        .iter()
        .filter(|event| matches!(event, WatchEvent::Changed { .. }))
        .count();
    assert_eq!(
        changed, 1000,
        "each is told once, though a list says less than a read"
    );
    let asked = asked(&emulator);
    // Scouts, then a page a round.
    assert!(asked["get"] <= 20, "{asked:?}");
    assert!(asked["list"] <= 12, "{asked:?}");
}

#[tokio::test(start_paused = true)]
async fn one_among_many_is_read_by_itself() {
    let emulator = builder()
        .largest_page(NonZeroUsize::new(10).unwrap())
        .build();
    let ids: Vec<_> = (0..100)
        .map(|n| create(&emulator, script(&format!("w{n}"))))
        .collect();
    events(
        client(&emulator)
            .watch(&ids[..3])
            .interval(seconds(30))
            .timeout(seconds(100)),
    )
    .await;
    // The list is tried once, for no more requests than it could save.
    let expected = BTreeMap::from([("get", 12), ("list", 3)]);
    assert_eq!(asked(&emulator), expected);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_turns_out_long_is_not_asked_for_again() {
    let emulator = builder()
        .largest_page(NonZeroUsize::new(10).unwrap())
        .build();
    let ids: Vec<_> = (0..500)
        .map(|n| create(&emulator, script(&format!("w{n}"))))
        .collect();
    // The ten oldest come last in the list, after 49 pages.
    events(
        client(&emulator)
            .watch(&ids[..10])
            .interval(seconds(60))
            .timeout(seconds(250)),
    )
    .await;
    let asked = asked(&emulator);
    assert_eq!(asked["list"], 10, "{asked:?}");
    assert!(asked["get"] >= 40, "{asked:?}");
}

#[tokio::test(start_paused = true)]
async fn a_compartment_that_cannot_be_listed_is_read_one_by_one() {
    let emulator = builder().build();
    let ids: Vec<_> = (0..40)
        .map(|n| create(&emulator, script(&format!("w{n}")).succeeded(seconds(90))))
        .collect();
    let refused = Fault::statuses([404]).operation(Operation::ListWorkRequests);
    emulator.control().add_fault(refused.forever()).unwrap();
    let told = events(client(&emulator).watch(ids).interval(seconds(30))).await;
    assert_eq!(
        ends(&told)
            .values()
            .filter(|end| *end == "succeeded")
            .count(),
        40
    );
    assert_eq!(asked(&emulator)["list"], 1);
    assert!(told.iter().any(|event| matches!(
        event,
        WatchEvent::ListFailed {
            repeated: false,
            ..
        }
    )));
}

#[tokio::test(start_paused = true)]
async fn an_end_that_a_list_tells_is_read_whole() {
    let emulator = builder().build();
    let resource: work_requests::models::WorkRequestResource = serde_json::from_value(serde_json::json!(
        {"actionType": "CREATED", "entityType": "instance", "identifier": "ocid1.instance.oc1..i"}
    )).unwrap();
    let ids: Vec<_> = (0..20)
        .map(|n| {
            let script = script(&format!("w{n}")).resource(resource.clone());
            create(&emulator, script.succeeded(seconds(45)))
        })
        .collect();
    let told = events(client(&emulator).watch(ids).interval(seconds(30))).await;
    for event in &told {
        if let WatchEvent::Done { outcome, .. } = event {
            let document = outcome.work_request().unwrap().document();
            assert_eq!(
                document["resources"][0]["identifier"],
                "ocid1.instance.oc1..i"
            );
        }
    }
    assert_eq!(ends(&told).len(), 20);
    assert!(asked(&emulator)["list"] >= 1);
}

#[tokio::test(start_paused = true)]
async fn all_requests_share_one_budget() {
    let emulator = builder().build();
    let ids: Vec<_> = (0..200)
        .map(|n| {
            let script =
                script(&format!("w{n}")).compartment(format!("ocid1.compartment.oc1..c{n}"));
            create(&emulator, script)
        })
        .collect();
    events(
        client(&emulator)
            .watch(ids)
            .pace(Pace::fixed(seconds(1)))
            .timeout(seconds(30)),
    )
    .await;
    let times = times(&emulator);
    for second in 0..29 {
        let from = f64::from(second);
        let count = times
            .iter()
            .filter(|at| (from..from + 1.0).contains(at))
            .count();
        // A full bucket of ten, and what a second brings.
        assert!(count <= 20, "{count} requests in second {second}");
    }
    assert!((290..=311).contains(&times.len()), "{}", times.len());
    // Fair: nobody is read a third time before all were read.
    let mut reads = BTreeMap::<String, usize>::new();
    emulator
        .received()
        .iter()
        .filter(|r| !r.target.contains('?'))
        .for_each(|r| *reads.entry(r.target.clone()).or_default() += 1);
    assert_eq!(reads.len(), 200);
    assert!(reads.values().all(|count| *count <= 2), "{reads:?}");
}

#[tokio::test(start_paused = true)]
async fn a_compartment_is_watched_until_all_of_it_has_ended() {
    let emulator = builder().build();
    create(
        &emulator,
        script("old").age(seconds(600)).succeeded(seconds(60)),
    );
    create(&emulator, script("a").succeeded(seconds(40)));
    create(&emulator, script("b").failed(seconds(20), "Oops", "no"));
    let mut watch = client(&emulator).watch_compartment(COMPARTMENT);
    let mut told = Vec::new();
    let mut added = false;
    while let Some(event) = watch.next().await {
        if !added && matches!(event, WatchEvent::Done { .. }) {
            create(&emulator, script("new").succeeded(seconds(50)));
            added = true;
        }
        told.push(event);
    }
    let expected = [("a", "succeeded"), ("b", "failed"), ("new", "succeeded")];
    assert_eq!(
        ends(&told),
        expected
            .map(|(id, end)| (id.to_owned(), end.to_owned()))
            .into()
    );
}

#[tokio::test(start_paused = true)]
async fn an_empty_compartment_is_done_at_once_and_followed_for_ever_if_asked() {
    let emulator = builder().build();
    let client = client(&emulator);
    assert_eq!(events(client.watch_compartment(COMPARTMENT)).await.len(), 0);
    let mut watch = client
        .watch_compartment(COMPARTMENT)
        .follow(true)
        .timeout(seconds(3600));
    assert!(
        tokio::time::timeout(seconds(600), watch.next())
            .await
            .is_err()
    );
    // One that came and went between two lists is told too.
    create(
        &emulator,
        script("quick").succeeded(Duration::from_millis(10)),
    );
    tokio::time::advance(seconds(1)).await;
    let told = events(watch).await;
    assert_eq!(ends(&told)["quick"], "succeeded");
}

#[tokio::test(start_paused = true)]
async fn a_compartment_that_is_refused_ends_with_the_reason() {
    let emulator = builder().build();
    let told = events(client(&emulator).watch_compartment("ocid1.compartment.oc1..nobody")).await;
    let [
        WatchEvent::ListFailed {
            error,
            repeated: false,
            compartment_id,
            ..
        },
    ] = told.as_slice()
    else {
        panic!("{told:?}");
    };
    assert!(error.is_not_found() && compartment_id.ends_with("nobody"));
}

#[tokio::test(start_paused = true)]
async fn not_found_at_first_is_tolerated_if_asked_for() {
    let emulator = builder().build();
    let not_yet = Fault::statuses([404, 404]).operation(Operation::GetWorkRequest);
    emulator.control().add_fault(not_yet.clone()).unwrap();
    let id = create(&emulator, script("w").succeeded(seconds(5)));
    let client = client(&emulator);
    let wait = client.wait(id.as_str()).tolerate_not_found(seconds(30));
    assert!(wait.await.unwrap().is_success());
    emulator.control().add_fault(not_yet).unwrap();
    assert!(client.wait(id).await.unwrap_err().is_not_found());
    let error = client
        .wait("nobody")
        .tolerate_not_found(seconds(30))
        .await
        .unwrap_err();
    assert!(error.is_not_found());
}

#[tokio::test(start_paused = true)]
async fn failures_that_may_pass_are_counted_and_end_it_after_long() {
    let emulator = builder().build();
    let id = create(&emulator, script("w"));
    emulator
        .control()
        .add_fault(Fault::statuses([503]).forever())
        .unwrap();
    let started = Instant::now();
    let told = events(client(&emulator).watch([id]).give_up_after(seconds(120))).await;
    let counts: Vec<u32> = told
        .iter()
        .filter_map(|event| match event {
            WatchEvent::Retrying { failures, .. } => Some(*failures),
            _ => None,
        })
        .collect();
    assert_eq!(counts, (1..=counts.len() as u32).collect::<Vec<_>>());
    assert_eq!(ends(&told)["w"], ErrorKind::Service.to_string());
    let took = started.elapsed();
    assert!(took > seconds(120) && took < seconds(160), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn an_outage_that_ends_leaves_no_trace() {
    let emulator = builder().build();
    let ids: Vec<_> = (0..40)
        .map(|n| create(&emulator, script(&format!("w{n}")).succeeded(seconds(400))))
        .collect();
    let mut watch = client(&emulator).watch(ids).interval(seconds(5));
    watch.next().await;
    let outage = emulator
        .control()
        .add_fault(Fault::statuses([503]).forever())
        .unwrap();
    assert!(
        tokio::time::timeout(seconds(300), async {
            while let Some(event) = watch.next().await {
                assert!(
                    !matches!(event, WatchEvent::Done { .. } | WatchEvent::Lost { .. }),
                    "{event:?}"
                );
            }
        })
        .await
        .is_err()
    );
    emulator.control().remove_fault(outage);
    let told = events(watch).await;
    assert_eq!(
        ends(&told)
            .values()
            .filter(|end| *end == "succeeded")
            .count(),
        40
    );
}

#[tokio::test(start_paused = true)]
async fn standing_still_is_told_once_until_something_moves() {
    let emulator = builder().build();
    let script = script("w")
        .percent(seconds(1), 10.0)
        .percent(seconds(3000), 10.0)
        .percent(seconds(3001), 50.0)
        .percent(seconds(5999), 50.0);
    let id = create(&emulator, script.succeeded(seconds(6000)));
    let told = events(
        client(&emulator)
            .watch([id])
            .interval(seconds(20))
            .stalled_after(seconds(900)),
    )
    .await;
    let stalls = told
        .iter()
        .filter(|event| matches!(event, WatchEvent::Stalled { .. }))
        .count();
    assert_eq!(stalls, 2, "once before the middle, once after");
}

#[tokio::test(start_paused = true)]
async fn the_same_id_twice_is_followed_once() {
    let emulator = builder().build();
    let id = create(&emulator, script("w").succeeded(seconds(3)));
    let told = events(client(&emulator).watch([id.clone(), id])).await;
    assert_eq!(ends(&told).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn one_that_hangs_does_not_hold_up_the_others() {
    let emulator = builder().build();
    let ids: Vec<_> = (0..10)
        .map(|n| create(&emulator, script(&format!("w{n}")).succeeded(seconds(3))))
        .collect();
    let hang = FaultAnswer::pass().breaks(Breakdown::HangBeforeHeaders);
    emulator
        .control()
        .add_fault(Fault::new(hang).path("/20160918/workRequests/w4"))
        .unwrap();
    let mut watch = client(&emulator).watch(ids).interval(seconds(1));
    let started = Instant::now();
    let mut done = 0;
    while done < 9 {
        done += usize::from(matches!(
            watch.next().await.unwrap(),
            WatchEvent::Done { .. }
        ));
    }
    assert!(started.elapsed() < seconds(10), "{:?}", started.elapsed());
}

/// As some services' documents are.
#[tokio::test(start_paused = true)]
async fn documents_without_a_compartment_are_followed_too() {
    use common::{Script, answer_with};

    let bare = |status: &str| format!(r#"{{"id":"w","status":"{status}"}}"#);
    let answers = ["ACCEPTED", "IN_PROGRESS", "SUCCEEDED"];
    let script = Script::new(answers.map(|status| answer_with(200, bare(status))));
    assert!(script.client().wait("w").await.unwrap().is_success());

    // In a watched compartment the list tells neither, and the end is read by itself.
    let list = |status: &str| answer_with(200, format!("[{}]", bare(status)));
    let script = Script::new([
        list("ACCEPTED"),
        list("IN_PROGRESS"),
        list("SUCCEEDED"),
        answer_with(200, bare("SUCCEEDED")),
    ]);
    let told = events(script.client().watch_compartment("c")).await;
    assert_eq!(ends(&told)["w"], "succeeded");
}

/// With the breaker that every client has: an outage opens it, and its probes find the end.
#[tokio::test(start_paused = true)]
async fn an_outage_is_outlived_through_the_breaker_too() {
    let emulator = builder().build();
    let ids: Vec<_> = (0..40)
        .map(|n| create(&emulator, script(&format!("w{n}")).succeeded(seconds(600))))
        .collect();
    let breaker = work_requests::CircuitBreakerStrategy::default();
    let client = client_of(&emulator)
        .circuit_breaker(breaker)
        .build()
        .unwrap();
    let mut watch = client.watch(ids).interval(seconds(5));
    watch.next().await;
    let outage = emulator
        .control()
        .add_fault(Fault::statuses([503]).forever())
        .unwrap();
    let rest = async {
        let mut told = Vec::new();
        while let Some(event) = watch.next().await {
            told.push(event);
        }
        told
    };
    let end = async {
        tokio::time::sleep(seconds(400)).await;
        emulator.control().remove_fault(outage);
    };
    let (told, ()) = tokio::join!(rest, end);
    assert_eq!(
        ends(&told)
            .values()
            .filter(|end| *end == "succeeded")
            .count(),
        40
    );
    let open = |event: &&WatchEvent| matches!(event, WatchEvent::Retrying { error, .. } | WatchEvent::ListFailed { error, .. } if error.kind() == ErrorKind::CircuitOpen);
    assert!(
        told.iter().any(|event| open(&event)),
        "the breaker never opened"
    );
}
