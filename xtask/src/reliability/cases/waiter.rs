//! Waiting for work while things go wrong.

use work_requests_emulator::{Breakdown, Fault, FaultAnswer, demo};

use super::super::case::Case;
use super::document;

const GROUP: &str = "waiter";

pub(super) fn cases() -> Vec<Case> {
    let wait = |name: &str, expected: &str| {
        let args = ["wait", demo::UPDATE_LOAD_BALANCER, "--interval", "0.2"];
        Case::run(GROUP, name, &args, expected).within(20.0)
    };
    let ended = |name: &str, id: &str, expected: &str| {
        Case::run(GROUP, name, &["wait", id, "--interval", "0.2"], expected)
    };
    let answer = |status: &str| FaultAnswer::status(200).body(document("status", Some(status)));
    let state = |name: &str, status: &str, expected: &str| {
        ended(name, demo::DETACH_VOLUME, expected).always(answer(status))
    };
    let many = |answer: FaultAnswer, times: u32| {
        let times = std::num::NonZeroU32::new(times).unwrap_or(std::num::NonZeroU32::MIN);
        Fault::new(answer).times(times)
    };
    vec![
        wait("work that succeeds", "0"),
        ended("work that failed", demo::DETACH_VOLUME, "1"),
        ended("work that was canceled", demo::CREATE_SUBNET, "1"),
        ended("work that had succeeded", demo::CREATE_DATABASE, "0"),
        wait("503 at every second read", "0")
            .fault(Fault::statuses([503]).then(FaultAnswer::pass()).forever()),
        wait("four resets on the way", "0").fault(many(
            FaultAnswer::pass().breaks(Breakdown::ResetBeforeHeaders),
            4,
        )),
        wait("three silences on the way", "0")
            .fault(many(FaultAnswer::pass().breaks(Breakdown::HangInBody), 3))
            .args(&["--read-timeout", "0.3"]),
        wait("429 with Retry-After", "0").fault(many(FaultAnswer::status(429).retry_after(1), 3)),
        wait("documents that are damaged for ever", "8 decode").body("{\"id\": 7}"),
        wait("404 for ever", "5 service 404").always(FaultAnswer::status(404)),
        wait("403 for ever", "5 service 403").always(FaultAnswer::status(403)),
        wait("404 twice, which is tolerated", "0")
            .fault(many(FaultAnswer::status(404), 2))
            .args(&["--tolerate-not-found", "5"]),
        wait("a time limit", "7 timeout")
            .args(&["--timeout", "1"])
            .within(4.0),
        state(
            "a word that is not known, for ever",
            "\"PONDERING\"",
            "7 timeout",
        )
        .args(&["--timeout", "1"]),
        state("work that waits for somebody", "\"NEEDS_ATTENTION\"", "1"),
        state("partial success", "\"PARTIALLY_SUCCEEDED\"", "1"),
        wait(
            "an id that is not there beside one that is",
            "5 service 404",
        )
        .args(&["ocid1.coreservicesworkrequest.oc1.iad.nothing"]),
        Case::run(
            GROUP,
            "a list of ids that is empty",
            &["wait", "-"],
            "2 usage x0",
        ),
        Case::run(
            GROUP,
            "the same id twice",
            &["wait", demo::CREATE_DATABASE, demo::CREATE_DATABASE],
            "0",
        ),
    ]
}
