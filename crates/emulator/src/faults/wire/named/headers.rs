//! Header lines.

use super::{Ready, head, raw, send};
use crate::faults::wire::WireStep;

pub(super) const ALL: &[Ready] = &[
    (
        "header-folded",
        "a header that goes on in the next line",
        || {
            head(
                "content-length: {length}\r\nx-long: one\r\n two\r\n",
                &[WireStep::Body],
            )
        },
    ),
    ("header-no-colon", "a header without a colon", || {
        head(
            "content-length: {length}\r\nnonsense\r\n",
            &[WireStep::Body],
        )
    }),
    ("header-blank-name", "a header without a name", || {
        head("content-length: {length}\r\n: value\r\n", &[WireStep::Body])
    }),
    ("header-space-in-name", "a blank before the colon", || {
        head(
            "content-length: {length}\r\nx-one : value\r\n",
            &[WireStep::Body],
        )
    }),
    ("header-nul", "a NUL in a header", || {
        head(
            "content-length: {length}\r\nx-nul: a\0b\r\n",
            &[WireStep::Body],
        )
    }),
    ("header-latin-1", "a header in Latin-1", || {
        let mut steps = vec![send(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-name: caf\xe9\r\n".to_vec(),
        )];
        steps.extend([send("content-length: {length}\r\n\r\n"), WireStep::Body]);
        steps
    }),
    (
        "header-request-id-odd",
        "a request id with odd bytes",
        || {
            let mut steps = vec![send(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nopc-request-id: caf\xe9\r\n"
                    .to_vec(),
            )];
            steps.extend([send("content-length: {length}\r\n\r\n"), WireStep::Body]);
            steps
        },
    ),
    ("header-request-id-twice", "two request ids", || {
        head(
            "content-length: {length}\r\nopc-request-id: one\r\nopc-request-id: two\r\n",
            &[WireStep::Body],
        )
    }),
    ("header-large", "a header of 300 KiB", || {
        head(
            &format!(
                "content-length: {{length}}\r\nx-large: {}\r\n",
                "x".repeat(300 * 1024)
            ),
            &[WireStep::Body],
        )
    }),
    ("header-many", "five hundred headers", || {
        head(
            &format!(
                "content-length: {{length}}\r\n{}",
                "x-many: 1\r\n".repeat(500)
            ),
            &[WireStep::Body],
        )
    }),
    ("header-endless", "headers without end", || {
        vec![
            send("HTTP/1.1 200 OK\r\n"),
            WireStep::repeat_forever("x-many: 1\r\n"),
        ]
    }),
    ("header-value-endless", "a header value without end", || {
        vec![
            send("HTTP/1.1 200 OK\r\nx-long: "),
            WireStep::repeat_forever("xxxxxxxxxxxxxxxx"),
        ]
    }),
    ("lf-only", "lines that end without CR", || {
        raw(
            "HTTP/1.1 200 OK\ncontent-length: {length}\n\n",
            &[WireStep::Body],
        )
    }),
];
