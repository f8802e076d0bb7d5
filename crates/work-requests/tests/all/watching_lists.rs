//! Watching many, and whole compartments: which requests that takes, in paused time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::time::Duration;

use common::watching::*;
use futures_util::StreamExt as _;
use work_requests::{Pace, WatchEvent};
use work_requests_emulator::{Fault, Operation};

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

/// As some services' documents are.
#[tokio::test(start_paused = true)]
async fn documents_without_a_compartment_are_followed_too() {
    use common::{ClientOf as _, Script, answer_with};

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
