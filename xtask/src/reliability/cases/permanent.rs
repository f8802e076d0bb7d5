//! What does not pass: one error, with all that is known.

use work_requests_emulator::{Breakdown, FaultAnswer};

use super::super::case::{Case, Place};

const GROUP: &str = "permanent";

pub(super) fn cases() -> Vec<Case> {
    let get = |name: &str, expected: &str| Case::get(GROUP, name, expected);
    let mut cases = Vec::new();
    for (status, expected) in [
        (400, "4 service 400 x1"),
        (402, "4 service 402 x1"),
        (403, "5 service 403 x1"),
        (404, "5 service 404 x1"),
        (405, "4 service 405 x1"),
        (406, "4 service 406 x1"),
        (410, "4 service 410 x1"),
        (412, "4 service 412 x1"),
        (413, "4 service 413 x1"),
        (415, "4 service 415 x1"),
        (418, "4 service 418 x1"),
        (422, "4 service 422 x1"),
        (431, "4 service 431 x1"),
        (451, "4 service 451 x1"),
        (501, "4 service 501 x1"),
        (429, "6 service 429 x8"),
        (500, "6 service 500 x8"),
        (503, "6 service 503 x8"),
    ] {
        let answer = FaultAnswer::status(status).message("as ordered");
        let case = get(&format!("status {status} for ever"), expected).always(answer);
        cases.push(case.says("as ordered").says("opcRequestId"));
    }
    let denied = FaultAnswer::status(401);
    cases.push(get("status 401 for ever", "5 service 401 x1").always(denied));
    let conflict = FaultAnswer::status(409).code("InvalidatedRetryToken");
    cases.push(
        get(
            "409 with another code than IncorrectState",
            "4 service 409 x1",
        )
        .always(conflict),
    );
    let state = FaultAnswer::status(409).code("IncorrectState");
    cases.push(get("409 IncorrectState for ever", "6 service 409 x8").always(state));
    for (name, how) in [
        ("a reset for ever", Breakdown::ResetBeforeHeaders),
        ("a close for ever", Breakdown::CloseBeforeHeaders),
        ("a reset inside of each body", Breakdown::ResetInBody),
    ] {
        let answer = FaultAnswer::pass().breaks(how);
        cases.push(get(name, "6 connection x8").always(answer));
    }
    let silence = FaultAnswer::pass().breaks(Breakdown::HangBeforeHeaders);
    cases.push(
        get("silence for ever", "7 timeout x3")
            .always(silence.clone())
            .args(&["--read-timeout", "0.2", "--max-attempts", "3"]),
    );
    cases.push(
        get("silence for ever, with a deadline", "7 timeout x1")
            .always(silence)
            .args(&["--deadline", "0.5"])
            .within(2.0),
    );
    cases.push(get("nobody listens", "6 connection x0").at(Place::Nowhere));
    cases.push(
        get("a host without an address", "6 connection x0")
            .at(Place::Named)
            .args(&["--endpoint", "https://no-such-host.invalid"])
            .args(&["--max-attempts", "2"]),
    );
    cases.push(
        get("a proxy that is not there", "6 connection x0")
            .at(Place::Named)
            .args(&[
                "--endpoint",
                "https://service.invalid",
                "--proxy",
                "http://127.0.0.1:9",
            ])
            .args(&["--max-attempts", "2"]),
    );
    cases
}
