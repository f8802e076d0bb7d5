//! Careless and hostile inputs, and what must not be shown.

use work_requests_emulator::FaultAnswer;

use super::super::case::{Case, Place};
use super::document;

const GROUP: &str = "security";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = identifiers();
    cases.extend(endpoints());
    cases.extend(headers());
    cases.extend(terminal());
    cases.extend(secrets());
    cases
}

/// An identifier stays one: nothing in it becomes path, query or another host.
fn identifiers() -> Vec<Case> {
    let refused = [
        ("an id that climbs", "../../20160918/workRequests"),
        ("an id that is two dots", ".."),
        ("an id that is a dot", "."),
        ("an id with a slash", "ocid1.x/errors"),
        ("an id with a line end", "ocid1.x\r\nx-evil: 1"),
        ("an empty id", ""),
    ];
    let escaped = [
        ("an id with a query", "ocid1.x?limit=1"),
        ("an id with a fragment", "ocid1.x#y"),
        ("an id with a percent sign", "ocid1.x%2Ferrors"),
        ("an id with a blank", "ocid1.x y"),
        ("an id with an at sign", "x@evil.example"),
        ("an id of another script", "ocid1.\u{430}bc"),
    ];
    let refused = refused
        .map(|(name, id)| Case::run(GROUP, name, &["get", id], "2 usage x0").hides("x-evil: 1\r"));
    // The service sees them whole, as one identifier.
    let escaped = escaped.map(|(name, id)| {
        let case = Case::run(GROUP, name, &["get", id], "5 service 404 x1");
        case.says(&format!("the work request {id} is not found"))
    });
    refused.into_iter().chain(escaped).collect()
}

fn endpoints() -> Vec<Case> {
    let mut cases: Vec<_> = [
        ("an endpoint with a user", "https://user:s3cret@127.0.0.1:9"),
        ("an endpoint with a query", "https://127.0.0.1:9/?x=1"),
        ("an endpoint with a fragment", "https://127.0.0.1:9/#x"),
        ("an endpoint of another scheme", "ftp://127.0.0.1:9"),
        ("an endpoint without a host", "https://"),
        ("an endpoint with a line end", "https://127.0.0.1:9\r\nx: y"),
        ("plain http to another machine", "http://192.0.2.1:9"),
    ]
    .map(|(name, url)| {
        let case = Case::get(GROUP, name, "3 config x0").at(Place::Named);
        case.args(&["--endpoint", url]).hides("s3cret")
    })
    .into();
    for (name, region) in [
        ("a region that is a host", "evil.example/"),
        ("a region with an at sign", "x@evil.example"),
        ("a region with a slash", "us-ashburn-1/x"),
        ("a region with a colon", "us-ashburn-1:1"),
        ("a region with a line end", "iad\r\nx: y"),
    ] {
        let case = Case::get(GROUP, name, "3 config x0").at(Place::Named);
        cases.push(case.args(&["--region", region]));
    }
    cases.push(
        Case::get(GROUP, "a profile that climbs", "3 config x0").args(&["--profile", "../../etc"]),
    );
    cases
}

fn headers() -> Vec<Case> {
    [
        ("a request id with a line end", "abc\r\nx-evil: 1"),
        ("a request id with a NUL escape", "a\u{1}b"),
        ("a request id of another script", "\u{430}bc"),
    ]
    .map(|(name, id)| Case::get(GROUP, name, "2 usage x0").args(&["--opc-request-id", id]))
    .into()
}

/// What a service says does not steer a terminal.
fn terminal() -> Vec<Case> {
    [
        ("a title that steers the terminal", "\\u001b]0;owned\\u0007"),
        ("colours from the service", "\\u001b[31mred"),
        ("text that runs backwards", "\\u202eevil"),
        ("a NUL from the service", "a\\u0000b"),
        ("a control sequence of one byte", "\\u009b31m"),
        ("a line that draws over the one before", "a\\rb\\u001b[2K"),
    ]
    .map(|(name, text)| {
        let body = document("operationType", Some(&format!("\"{text}\"")));
        let case = Case::get(GROUP, name, "0 x1").body(body).any();
        case.args(&["--output", "table"])
            .hides("\u{1b}")
            .hides("\u{202e}")
            .hides("\0")
            .hides("\u{9b}")
            .hides("\r")
    })
    .into()
}

fn secrets() -> Vec<Case> {
    let loud = |name: &str, expected: &str| {
        let case = Case::get(GROUP, name, expected).any().args(&["-vvv"]);
        case.hides("signature=").hides("BEGIN")
    };
    vec![
        loud("all that is logged of a good call", "0 x1"),
        loud("all that is logged of a refusal", "5 service 401 x1")
            .always(FaultAnswer::status(401)),
        loud("all that is logged of a lost connection", "6 connection x2")
            .wire("no-answer")
            .args(&["--max-attempts", "2"]),
        loud("a password in the proxy's address", "6 connection x0")
            .at(Place::Named)
            .args(&[
                "--endpoint",
                "https://service.invalid",
                "--max-attempts",
                "1",
            ])
            .args(&["--proxy", "http://user:s3cret@127.0.0.1:9"])
            .hides("s3cret"),
        loud("a password in the proxy's variable", "6 connection x0")
            .at(Place::Named)
            .args(&[
                "--endpoint",
                "https://service.invalid",
                "--max-attempts",
                "1",
            ])
            .variable("HTTPS_PROXY", "http://user:s3cret@127.0.0.1:9")
            .hides("s3cret"),
    ]
}
