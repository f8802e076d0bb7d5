//! Pages, orders and filters of the lists.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::common;

use std::time::Duration;

use common::{Caller, LIST, get};
use work_requests_emulator::{Emulator, WorkRequestScript, demo};

/// The named member of each item on each page.
async fn walk(caller: &Caller, list: &str, member: &str) -> Vec<Vec<String>> {
    let (mut pages, mut page) = (Vec::new(), String::new());
    loop {
        let answer = caller.get(&format!("{list}{page}")).await;
        assert_eq!(answer.status, 200, "{list}{page}");
        pages.push(texts(&answer.json(), member));
        match answer.header("opc-next-page") {
            Some(token) => page = format!("&page={token}"),
            None => return pages,
        }
    }
}

fn texts(items: &serde_json::Value, member: &str) -> Vec<String> {
    let items = items.as_array().unwrap().iter();
    items
        .map(|item| item[member].as_str().unwrap().to_owned())
        .collect()
}

fn with_lines(emulator: &Emulator, lines: u64) -> String {
    let script = WorkRequestScript::new("CreateVcn").age(Duration::from_secs(lines));
    let script = (0..lines).fold(script, |script, line| {
        script.log(Duration::from_secs(line), line.to_string())
    });
    emulator.control().create(script).unwrap()
}

#[tokio::test(start_paused = true)]
async fn logs_come_in_pages_in_either_order() {
    let emulator = Emulator::builder().build();
    let caller = Caller::of(&emulator);
    let logs = format!("{}/logs", get(&with_lines(&emulator, 7)));
    let ascending = walk(&caller, &format!("{logs}?limit=3"), "message").await;
    assert_eq!(
        ascending,
        [vec!["0", "1", "2"], vec!["3", "4", "5"], vec!["6"]]
    );
    let descending = walk(
        &caller,
        &format!("{logs}?limit=3&sortOrder=DESC"),
        "message",
    )
    .await;
    assert_eq!(
        descending,
        [vec!["6", "5", "4"], vec!["3", "2", "1"], vec!["0"]]
    );
    let whole = walk(&caller, &format!("{logs}?limit=7"), "message").await;
    assert_eq!(whole.len(), 1, "a page that holds all names no next one");
}

#[tokio::test(start_paused = true)]
async fn lines_that_are_added_meanwhile_disturb_no_walk() {
    let emulator = Emulator::builder().build();
    let caller = Caller::of(&emulator);
    let script = (0..6).fold(WorkRequestScript::new("CreateVcn"), |script, line| {
        script.log(Duration::from_secs(10 * line), line.to_string())
    });
    let id = emulator.control().create(script).unwrap();
    tokio::time::advance(Duration::from_secs(30)).await;
    let logs = format!("{}/logs?sortOrder=DESC&limit=2", get(&id));
    let first = caller.get(&logs).await;
    assert_eq!(texts(&first.json(), "message"), ["3", "2"]);
    tokio::time::advance(Duration::from_secs(20)).await;
    let token = first.header("opc-next-page").unwrap();
    let second = caller.get(&format!("{logs}&page={token}")).await;
    assert_eq!(texts(&second.json(), "message"), ["1", "0"]);
}

#[tokio::test(start_paused = true)]
async fn the_newest_are_first_and_new_ones_disturb_no_walk() {
    let emulator = Emulator::builder().build();
    let caller = Caller::of(&emulator);
    let control = emulator.control();
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.insert(
            0,
            control.create(WorkRequestScript::new("CreateVcn")).unwrap(),
        );
        tokio::time::advance(Duration::from_secs(1)).await;
    }
    let list = format!("{LIST}?compartmentId={}&limit=2", demo::COMPARTMENT);
    let first = caller.get(&list).await;
    assert_eq!(texts(&first.json(), "id"), ids[..2]);
    control.create(WorkRequestScript::new("CreateVcn")).unwrap();
    let token = first.header("opc-next-page").unwrap();
    let second = caller.get(&format!("{list}&page={token}")).await;
    assert_eq!(texts(&second.json(), "id"), ids[2..]);
    assert_eq!(second.header("opc-next-page"), None);
}

#[tokio::test(start_paused = true)]
async fn a_resource_narrows_the_list() {
    let caller = Caller::of(&Emulator::demo());
    let list = format!("{LIST}?compartmentId={}", demo::COMPARTMENT);
    let volume = format!("{list}&resourceId=ocid1.volume.oc1.iad.emulatordemovolume");
    let found = walk(&caller, &volume, "id").await;
    assert_eq!(found, [[demo::RESIZE_VOLUME]]);
    let none = walk(&caller, &format!("{list}&resourceId=ocid1.none"), "id").await;
    assert_eq!(none, [Vec::<String>::new()]);
}

#[tokio::test(start_paused = true)]
async fn a_token_is_good_for_its_own_list_only() {
    let emulator = Emulator::demo();
    let caller = Caller::of(&emulator);
    let list = format!("{LIST}?compartmentId={}&limit=2", demo::COMPARTMENT);
    let first = caller.get(&list).await;
    let token = first.header("opc-next-page").unwrap();
    let logs = format!("{}/logs", get(demo::LAUNCH_INSTANCE));
    for target in [
        format!("{logs}?page={token}"),
        format!("{list}&resourceId=ocid1.volume.oc1.iad.emulatordemovolume&page={token}"),
        format!("{LIST}?compartmentId={}&page={token}", demo::TENANCY),
    ] {
        let answer = caller.get(&target).await;
        assert_eq!(answer.status, 400, "{target}");
        assert!(answer.json()["message"].as_str().unwrap().contains("token"));
    }
    for limit in ["0", "1001", "-1", "two"] {
        let target = format!("{LIST}?compartmentId={}&limit={limit}", demo::COMPARTMENT);
        assert_eq!(caller.get(&target).await.status, 400, "{limit}");
    }
    let order = format!("{logs}?sortOrder=UP");
    assert_eq!(caller.get(&order).await.status, 400);
}
