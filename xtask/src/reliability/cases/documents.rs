//! Documents of another shape than expected: the right data, or one error that names the place.

use work_requests_emulator::FaultAnswer;

use super::super::case::Case;
use super::document;

const GROUP: &str = "malformed";

pub(super) fn cases() -> Vec<Case> {
    let mut cases = get_bodies();
    cases.extend(list_bodies());
    cases.extend(members());
    cases.extend(encodings());
    cases.extend(error_bodies());
    cases
}

fn get(name: &str, expected: &str) -> Case {
    Case::get(GROUP, name, expected)
}

/// One error, with the status, and without a second request.
const DECODE: &str = "8 decode 200 x1";

fn get_bodies() -> Vec<Case> {
    let mut cases: Vec<_> = [
        ("an array in place of an object", "[]"),
        ("null", "null"),
        ("a text", "\"text\""),
        ("a number", "7"),
        ("a word", "true"),
        ("an empty object", "{}"),
        ("nothing with status 200", ""),
        ("blanks only", "  \n "),
        ("half a document", "{\"id\": \"x\", \"sta"),
        ("NaN", "NaN"),
        ("a comment", "// {}\n{}"),
        ("single quotes", "{'id': 'x'}"),
        (
            "a page of HTML with 200",
            "<!doctype html><title>Sign in</title>",
        ),
        ("two documents", "{}{}"),
    ]
    .map(|(name, body)| get(name, DECODE).body(body))
    .into();
    let good = document("", None);
    cases.push(get("bytes after the document", DECODE).body(format!("{good} x")));
    cases.push(get("a comma too many", DECODE).body(good.replace('}', ",}")));
    cases.push(get("blanks around the document", "0 x1").body(format!(" \n{good}\r\n ")));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    cases.push(get("100,000 arrays in each other", DECODE).body(deep.clone()));
    let inside = document("unknown", Some(&deep));
    cases.push(get("100,000 arrays in an unknown member", DECODE).body(inside));
    let no_content = FaultAnswer::status(204);
    cases.push(get("status 204", "8 decode 204 x1").always(no_content));
    cases.push(get("status 206", "0 x1").always(FaultAnswer::status(206).body(good)));
    cases
}

fn list_bodies() -> Vec<Case> {
    let list = |name: &str, expected: &str| Case::list(GROUP, name, expected);
    let mut cases: Vec<_> = [
        ("an object in place of a list", "{}"),
        ("items in an object in place of a list", "{\"items\": []}"),
        ("null in place of a list", "null"),
        ("null in a list", "[null]"),
        ("a number in a list", "[7]"),
        ("a list in a list", "[[]]"),
        ("an empty object in a list", "[{}]"),
        ("half a list", "[{\"id\": \"x\"}"),
    ]
    .map(|(name, body)| list(name, DECODE).body(body))
    .into();
    cases.push(list("an empty list", "0 x1").body("[]").empty());
    cases
}

fn members() -> Vec<Case> {
    let with = |member: &str, value: &str| document(member, Some(value));
    let mut cases = Vec::new();
    for member in [
        "id",
        "status",
        "operationType",
        "compartmentId",
        "resources",
    ] {
        let without = document(member, None);
        cases.push(
            get(&format!("without {member}"), DECODE)
                .body(without)
                .says(member),
        );
    }
    for (member, value) in [
        ("id", "7"),
        ("id", "null"),
        ("status", "7"),
        ("status", "null"),
        ("status", "{}"),
        ("operationType", "[]"),
        ("compartmentId", "true"),
        ("resources", "{}"),
        ("resources", "null"),
        ("resources", "[7]"),
        ("resources", "\"none\""),
    ] {
        let name = format!("{member} is {value}");
        cases.push(get(&name, DECODE).body(with(member, value)).says(member));
    }
    cases.push(
        get("an unknown member", "0 x1")
            .body(with("weather", "{\"is\":[\"fine\"]}"))
            .says("weather"),
    );
    cases.push(
        get("an unknown status", "0 x1")
            .body(with("status", "\"PONDERING\""))
            .says("PONDERING"),
    );
    cases.push(get("an empty status", "0 x1").body(with("status", "\"\"")));
    cases.push(
        get("a name twice, the last being right", "0 x1").body(document("", None).replacen(
            '{',
            "{\"id\":\"ocid1.other\",",
            1,
        )),
    );
    cases
}

fn encodings() -> Vec<Case> {
    let good = document("", None);
    let mut cases = vec![
        get("a byte order mark", DECODE).body(format!("\u{feff}{good}")),
        get("a surrogate alone", DECODE).body(document("operationType", Some("\"\\ud800\""))),
        get("surrogates in pairs", "0 x1")
            .body(document("operationType", Some("\"\\ud83d\\ude00\"")))
            .says("😀"),
        get("a NUL escaped", "0 x1").body(document("operationType", Some("\"a\\u0000b\""))),
        get("a raw control character", DECODE).body(document("operationType", Some("\"a\u{1}b\""))),
        get("a raw control character that is allowed", "0 x1")
            .body(document("operationType", Some("\"a\u{1}b\"")))
            .args(&["--allow-control-chars"]),
        get("an escape that does not exist", DECODE)
            .body(document("operationType", Some("\"a\\qb\""))),
        get("an emoji and a line of Arabic", "0 x1")
            .body(document("operationType", Some("\"🚀 مرحبا\""))),
    ];
    let latin: Vec<u8> = good
        .replace("DetachVolume", "caf\u{e9}")
        .chars()
        .map(|c| c as u8)
        .collect();
    let wide: Vec<u8> = good.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes) in [("Latin-1", latin), ("UTF-16", wide)] {
        cases.push(get(name, DECODE).always(raw(&bytes)));
    }
    cases
}

/// A good answer of these bytes, which may be no text.
fn raw(body: &[u8]) -> FaultAnswer {
    use work_requests_emulator::{Wire, WireStep};
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", body.len());
    FaultAnswer::wire(Wire::new([WireStep::send(head), WireStep::send(body)]))
}

fn error_bodies() -> Vec<Case> {
    let large = format!(
        "{{\"code\":\"TooLong\",\"message\":\"{}\"}}",
        "x".repeat(10 << 20)
    );
    let bodies = [
        ("empty", String::new()),
        ("without a code", "{\"message\":\"only this\"}".to_owned()),
        ("without a message", "{\"code\":\"OnlyThis\"}".to_owned()),
        ("null", "null".to_owned()),
        ("an array", "[1,2]".to_owned()),
        ("a number", "42".to_owned()),
        ("of wrong types", "{\"code\":7,\"message\":{}}".to_owned()),
        ("HTML", "<html><body>Forbidden</body></html>".to_owned()),
        ("text", "go away".to_owned()),
        ("10 MiB", large),
        ("control characters", "\u{1b}[31m\u{0}\u{202e}".to_owned()),
    ];
    bodies
        .map(|(name, body)| {
            get(
                &format!("a refusal whose body is {name}"),
                "4 service 400 x1",
            )
            .always(FaultAnswer::status(400).body(body))
            .says("opcRequestId")
            .hides("\u{1b}")
            .hides(&"x".repeat(8000))
            .memory(64)
        })
        .into()
}
