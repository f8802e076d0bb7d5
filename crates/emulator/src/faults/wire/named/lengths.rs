//! Lengths that are wrong, huge or missing, and bodies that are too large.

use super::{Ready, head, send};
use crate::faults::wire::WireStep;

pub(super) const ALL: &[Ready] = &[
    (
        "length-too-large",
        "more announced than sent, then closed",
        || head("content-length: 100000\r\n", &[WireStep::Body]),
    ),
    ("length-too-small", "less announced than sent", || {
        head("content-length: 2\r\n", &[send("{}"), WireStep::Body])
    }),
    ("length-twice-same", "the length twice, equal", || {
        head(
            "content-length: {length}\r\ncontent-length: {length}\r\n",
            &[WireStep::Body],
        )
    }),
    ("length-twice-other", "two lengths that differ", || {
        head(
            "content-length: {length}\r\ncontent-length: 3\r\n",
            &[WireStep::Body],
        )
    }),
    ("length-and-chunked", "both a length and chunks", || {
        head(
            "content-length: 3\r\ntransfer-encoding: chunked\r\n",
            &[send("2\r\n{}\r\n0\r\n\r\n")],
        )
    }),
    ("length-no-number", "a length that is no number", || {
        head("content-length: many\r\n", &[WireStep::Body])
    }),
    ("length-negative", "a length below zero", || {
        head("content-length: -5\r\n", &[WireStep::Body])
    }),
    ("length-huge", "a length beyond 64 bits", || {
        head(
            "content-length: 99999999999999999999999\r\n",
            &[WireStep::Body],
        )
    }),
    (
        "length-gigabytes",
        "a length over any cap, and no body",
        || head("content-length: 99999999999\r\n", &[WireStep::Hang]),
    ),
    ("no-length", "a body that ends with the connection", || {
        head("", &[WireStep::Body])
    }),
    ("body-endless", "blanks without end", || {
        head("", &[WireStep::repeat_forever(" ".repeat(0x4000))])
    }),
    ("body-200mib", "a body of 200 MiB without a length", || {
        head(
            "",
            &[
                send("["),
                WireStep::repeat(" ".repeat(1 << 20), 200),
                send("]"),
            ],
        )
    }),
    (
        "body-200mib-announced",
        "a body of 200 MiB with its length",
        || {
            head(
                "content-length: 209715202\r\n",
                &[
                    send("["),
                    WireStep::repeat(" ".repeat(1 << 20), 200),
                    send("]"),
                ],
            )
        },
    ),
];
