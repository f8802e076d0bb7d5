//! What passes: the call is made again, and succeeds.

use work_requests_emulator::{Breakdown, Fault, FaultAnswer, Wire};

use super::super::case::{Case, Place};

const GROUP: &str = "transient";

pub(super) fn cases() -> Vec<Case> {
    let get = |name: &str, expected: &str| Case::get(GROUP, name, expected);
    let mut cases = Vec::new();
    for status in [429, 500, 502, 503, 504, 505, 599] {
        let fault = Fault::statuses([status, status]);
        cases.push(get(&format!("status {status} twice"), "0 x3").fault(fault));
    }
    let incorrect_state = FaultAnswer::status(409).code("IncorrectState");
    cases.push(get("409 IncorrectState once", "0 x2").fault(Fault::new(incorrect_state)));
    cases.push(get("seven failures", "0 x8").fault(Fault::statuses([503; 7])));
    cases.push(
        get("seven different failures", "0 x8")
            .fault(Fault::statuses([500, 502, 503, 504, 429, 500, 503])),
    );
    for (name, value, within) in [
        ("0", "0", 1.0),
        ("1", "1", 4.0),
        ("a date that is past", "Thu, 01 Jan 2026 00:00:00 GMT", 1.0),
        ("nonsense", "soon", 1.0),
        ("a negative number", "-5", 1.0),
        ("a fraction", "0.2", 1.0),
    ] {
        let answer = FaultAnswer::status(503).retry_after(value);
        let case = get(&format!("503 with Retry-After {name}"), "0 x2");
        cases.push(case.fault(Fault::new(answer)).within(within));
    }
    let long = FaultAnswer::status(503).retry_after(3600);
    cases.push(
        get(
            "503 with Retry-After beyond the time that is left",
            "6 service 503 x1",
        )
        .fault(Fault::new(long))
        .args(&["--deadline", "5"])
        .within(2.0),
    );
    for (name, html) in [("502", 502), ("503", 503)] {
        let page = FaultAnswer::status(html).body("<html><h1>Bad Gateway</h1></html>");
        let page = page.header("content-type", "text/html");
        cases.push(get(&format!("a page of HTML with {name}"), "0 x2").fault(Fault::new(page)));
    }
    cases.push(
        get("503 with nothing in it", "0 x2").fault(Fault::new(FaultAnswer::status(503).body(""))),
    );
    for (name, how) in [
        ("a reset before the headers", Breakdown::ResetBeforeHeaders),
        ("a close before the headers", Breakdown::CloseBeforeHeaders),
        ("a reset inside of the body", Breakdown::ResetInBody),
        ("a close inside of the body", Breakdown::CloseInBody),
    ] {
        let fault = Fault::new(FaultAnswer::pass().breaks(how));
        cases.push(get(name, "0 x2").fault(fault.clone()));
        cases.push(
            get(&format!("{name}, over TLS"), "0 x2")
                .fault(fault)
                .at(Place::Https),
        );
    }
    for (name, how) in [
        ("silence before the headers", Breakdown::HangBeforeHeaders),
        ("silence after the headers", Breakdown::HangAfterHeaders),
        ("silence inside of the body", Breakdown::HangInBody),
    ] {
        let fault = Fault::new(FaultAnswer::pass().breaks(how));
        let case = get(name, "0 x2")
            .fault(fault)
            .args(&["--read-timeout", "0.3"]);
        cases.push(case.within(3.0));
    }
    for (name, wire) in [
        ("a reset without a byte", "reset"),
        ("a reset inside of the headers", "reset-in-head"),
        ("a close inside of the headers", "close-in-head"),
        ("a length that was not kept", "length-too-large"),
        ("chunks without an end", "chunk-no-end"),
        ("a chunk that was cut", "chunk-cut"),
    ] {
        let wire = Wire::named(wire).map(FaultAnswer::wire);
        cases.extend(wire.map(|wire| get(name, "0 x2").fault(Fault::new(wire))));
    }
    let stale = Wire::named("stale-keep-alive").map(FaultAnswer::wire);
    cases.extend(stale.map(|wire| {
        Case::list(GROUP, "connections closed while they are kept", "0")
            .fault(Fault::new(wire).forever())
            .args(&["--all", "--limit", "3"])
    }));
    cases
}
