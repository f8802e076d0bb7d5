//! Answers that would use up memory or time.

use work_requests_emulator::{Breakdown, FaultAnswer};

use super::super::case::Case;

const GROUP: &str = "resource";

/// The cap on bodies by default, and what is allowed on top of it, in MiB.
const CAP: u64 = 64 + 32;

pub(super) fn cases() -> Vec<Case> {
    let get = |name: &str, expected: &str| Case::get(GROUP, name, expected).memory(CAP);
    let list = |name: &str, expected: &str| Case::list(GROUP, name, expected);
    let mut cases = vec![
        get("a page of 200 MiB", "8 limit 200 x1").wire("body-200mib"),
        get("a page of 200 MiB that is announced", "8 limit 200 x1")
            .wire("body-200mib-announced")
            .memory(8),
        get("a bomb of 1 MiB whose sum is wrong", "8 decode 200 x8")
            .wire("gzip-bomb-1mib")
            .memory(16),
        get("a bomb of 1 GiB", "8 limit 200 x1").wire("gzip-bomb-1gib"),
        get("gzip without end", "8 limit 200 x1").wire("gzip-endless"),
        get("a body without end", "8 limit 200 x1").wire("body-endless"),
        get("chunks without end", "8 limit 200 x1").wire("chunk-endless"),
        get(
            "a body without end, under a cap of 64 KiB",
            "8 limit 200 x1",
        )
        .wire("body-endless")
        .args(&["--max-body-bytes", "65536"])
        .memory(8),
        get("a bomb of 1 GiB, under a cap of 64 KiB", "8 limit 200 x1")
            .wire("gzip-bomb-1gib")
            .args(&["--max-body-bytes", "65536"])
            .memory(8),
        get("headers without end", "8 limit x1")
            .wire("header-endless")
            .memory(8),
        Case::list(GROUP, "trailers without end", "6 connection x1")
            .wire("chunk-trailers-endless")
            .args(&["--max-attempts", "1", "--read-timeout", "2"])
            .memory(8),
        Case::list(GROUP, "a chunk extension without end", "6 connection x1")
            .wire("chunk-extension-endless")
            .args(&["--max-attempts", "1", "--read-timeout", "2"])
            .memory(8),
    ];
    let drip = FaultAnswer::pass().breaks(Breakdown::Drip {
        every: std::time::Duration::from_millis(100),
    });
    cases.push(
        get("a byte at a time, with a deadline", "7 timeout x1")
            .always(drip)
            .args(&["--deadline", "1"])
            .within(3.0),
    );
    for (name, token, expected) in [
        ("a page token that repeats", "same", "8 limit x2"),
        ("an empty page token", "", "0 x1"),
    ] {
        let page = FaultAnswer::status(200)
            .body("[]")
            .header("opc-next-page", token);
        cases.push(list(name, expected).always(page).args(&["--all"]));
    }
    let cycle = ["a", "b", "c"].map(|token| {
        FaultAnswer::status(200)
            .body("[]")
            .header("opc-next-page", token)
    });
    let [a, b, c] = cycle;
    let fault = work_requests_emulator::Fault::new(a)
        .then(b)
        .then(c)
        .forever();
    cases.push(
        list("page tokens in a cycle", "8 limit x4")
            .fault(fault)
            .args(&["--all"]),
    );
    let endless = FaultAnswer::status(200)
        .body("[]")
        .header("opc-next-page", "{number}");
    cases.push(
        list("pages without end", "8 limit")
            .always(endless)
            .args(&["--all"])
            .within(60.0)
            .memory(32),
    );
    cases
}
